//! The fields and links of each register, in the order of its template.

use super::column::Link;
use super::field::{Choice, Field, MOST, Takes};
use super::{Kind, Role};

const fn field(name: &'static str, zh: &'static str, en: &'static str, takes: Takes) -> Field {
    Field { name, zh, en, takes, required: false, headers: &[] }
}

const fn link(role: Role, zh: &'static str, en: &'static str) -> Link {
    Link { role, zh, en, required: false, headers: &[] }
}

impl Field {
    const fn must(self) -> Self {
        Self { required: true, ..self }
    }

    const fn headed(self, headers: &'static [&'static str]) -> Self {
        Self { headers, ..self }
    }
}

impl Link {
    const fn must(self) -> Self {
        Self { required: true, ..self }
    }

    const fn headed(self, headers: &'static [&'static str]) -> Self {
        Self { headers, ..self }
    }
}

const fn choice(zh: &'static str, en: &'static str, also: &'static [&'static str]) -> Choice {
    Choice { zh, en, also }
}

const NAME: Takes = Takes::Text(MOST);

const ZONE_LEVELS: &[Choice] = &[
    choice("国家级", "national", &["国家"]),
    choice("省级", "provincial", &["省", "自治区级", "直辖市级"]),
    choice("市级", "municipal", &["市", "地市级"]),
    choice("县级", "county", &["县", "区县级"]),
];
const AGENCY_LEVELS: &[Choice] = &[
    choice("省级", "province", &["省"]),
    choice("市级", "city", &["市", "地市级", "市州"]),
    choice("县级", "county", &["县", "区级", "区县级"]),
    choice("乡镇", "township", &["乡", "镇", "街道"]),
    choice("开发区", "zone", &["开发区管委会", "管委会", "园区"]),
];
const AGENCY_KINDS: &[Choice] = &[
    choice("政府", "government", &["人民政府"]),
    choice("部门", "department", &["政府部门", "厅局"]),
    choice("管委会", "committee of a zone", &["开发区管委会", "管理委员会"]),
    choice("其他", "other", &[]),
];
const SCALES: &[Choice] =
    &[choice("规上", "above scale", &["规模以上", "是"]), choice("规下", "below scale", &["规模以下", "否"])];
const SUBJECTS: &[Choice] = &[
    choice("地块", "plot", &["宗地"]),
    choice("无地企业", "tenant without land", &["租赁企业", "无土地企业"]),
    choice("合并企业", "merged group", &["合并评价企业", "集团"]),
    choice("企业在园部分", "a firm's part in a zone", &["园区内部分"]),
    choice("其他", "other", &["其它"]),
];

const REGION: &[Field] = &[
    field("code", "行政区划代码", "Region code", Takes::Region).must().headed(&["代码", "区划代码"]),
    field("name", "行政区划名称", "Region", NAME).must().headed(&["名称", "地区", "地区名称", "区划名称"]),
];
const REGION_LINKS: &[Link] = &[
    link(Role::Parent, "上级行政区划", "Region above").headed(&["上级", "上级区划", "上级代码", "上级行政区划代码"]),
    link(Role::Successor, "后继行政区划", "Successors").headed(&["后继", "变更后", "变更后代码"]),
];

const AGENCY: &[Field] = &[
    field("code", "机构代码", "Agency code", Takes::Own).headed(&["代码", "单位代码", "统一社会信用代码"]),
    field("name", "机构名称", "Agency", NAME).must().headed(&["名称", "单位", "单位名称"]),
    field("short", "简称", "Short names", NAME).headed(&["机构简称", "单位简称"]),
    field("level", "级别", "Level", Takes::OneOf(AGENCY_LEVELS)).headed(&["机构级别", "层级"]),
    field("kind", "类型", "Kind", Takes::OneOf(AGENCY_KINDS)).headed(&["机构类型", "类别"]),
    field("address", "地址", "Address", NAME).headed(&["详细地址"]),
];
const AGENCY_LINKS: &[Link] = &[
    link(Role::Parent, "上级机构", "Agency above").headed(&["上级", "上级单位", "主管单位"]),
    link(Role::Region, "所在地区", "Region").headed(&["地区", "行政区划", "行政区划代码"]),
    link(Role::Successor, "后继机构", "Successors").headed(&["后继"]),
];

const ZONE: &[Field] = &[
    field("code", "开发区代码", "Zone code", Takes::Zone).headed(&["代码", "园区代码"]),
    field("name", "开发区名称", "Zone", NAME).must().headed(&["名称", "开发区", "园区名称"]),
    field("level", "级别", "Level", Takes::OneOf(ZONE_LEVELS)).headed(&["开发区级别", "园区级别", "等级"]),
    field("kind", "类型", "Kind", NAME).headed(&["类别", "开发区类型"]),
    field("area", "核准面积（公顷）", "Approved area (ha)", Takes::Measure("hectare")).headed(&[
        "核准面积",
        "批准面积",
        "批准面积（公顷）",
        "面积（公顷）",
    ]),
    field("approved_by", "批准机关", "Approved by", NAME),
    field("approved_in", "批准时间", "Approved", Takes::Text(40)).headed(&["批准日期", "设立时间"]),
    field("industries", "主导产业", "Leading industries", NAME).headed(&["主要产业"]),
    field("lead_industry", "首位产业", "Lead industry", NAME),
    field("gbt37028_code", "国标代码（GB/T 37028）", "National code (GB/T 37028)", Takes::Zone),
    field("address", "地址", "Address", NAME).headed(&["详细地址"]),
    field("longitude", "经度", "Longitude", Takes::Between(-180, 180)),
    field("latitude", "纬度", "Latitude", Takes::Between(-90, 90)),
];
const ZONE_LINKS: &[Link] = &[
    link(Role::Region, "所在地区", "Region").headed(&["地区", "所在地", "行政区划", "行政区划代码", "所在区县"]),
    link(Role::Authority, "主管机构", "Authority").headed(&["管委会", "管理机构", "主管部门"]),
    link(Role::Successor, "后继开发区", "Successors").headed(&["后继", "并入", "整合后"]),
];

const PARK: &[Field] = &[
    field("code", "园区代码", "Park code", Takes::Own).headed(&["代码"]),
    field("name", "园区名称", "Park", NAME).must().headed(&["名称", "园区", "分园"]),
    field("area", "面积（公顷）", "Area (ha)", Takes::Measure("hectare")).headed(&["面积", "核准面积（公顷）"]),
    field("industries", "主导产业", "Leading industries", NAME).headed(&["主要产业"]),
    field("address", "地址", "Address", NAME).headed(&["详细地址"]),
];
const PARK_LINKS: &[Link] = &[
    link(Role::Parent, "所属开发区", "Zone").must().headed(&["开发区", "所在开发区", "开发区代码", "上级"]),
    link(Role::Region, "所在地区", "Region").headed(&["地区", "所在地", "行政区划代码"]),
    link(Role::Authority, "主管机构", "Authority").headed(&["管理机构"]),
    link(Role::Successor, "后继园区", "Successors").headed(&["后继"]),
];

const FIRM: &[Field] = &[
    field("code", "统一社会信用代码", "Credit code", Takes::Credit).headed(&["信用代码", "代码", "社会信用代码"]),
    field("name", "企业名称", "Firm", NAME).must().headed(&["名称", "单位名称", "单位详细名称"]),
    field("scale", "规模", "Scale", Takes::OneOf(SCALES)).headed(&["企业规模", "是否规上", "规上企业"]),
    field("industry_code", "行业代码", "Industry code", Takes::Industry).headed(&["国民经济行业代码", "所属行业代码"]),
    field("industry", "行业", "Industry", NAME).headed(&["所属行业", "行业名称", "国民经济行业"]),
    field("kind", "企业类型", "Kind", NAME).headed(&["登记注册类型", "类型"]),
    field("founded_on", "成立日期", "Founded", Takes::Day).headed(&["成立时间", "注册日期"]),
    field("land_area", "用地面积（亩）", "Land (mu)", Takes::Measure("mu")).headed(&["用地面积", "占地面积（亩）"]),
    field("address", "地址", "Address", NAME).headed(&["详细地址", "注册地址", "经营地址"]),
];
const FIRM_LINKS: &[Link] = &[
    link(Role::Zone, "所在开发区", "Zones").headed(&[
        "开发区",
        "园区",
        "所属开发区",
        "所属园区",
        "所在开发区代码",
        "开发区代码",
    ]),
    link(Role::Region, "所在地区", "Region").headed(&["地区", "行政区划", "行政区划代码", "所在区县"]),
];

const SUBJECT: &[Field] = &[
    field("code", "评价对象代码", "Subject code", Takes::Own).headed(&["代码"]),
    field("name", "评价对象名称", "Subject", NAME).must().headed(&["名称", "评价对象"]),
    field("subject_kind", "类别", "Kind of subject", Takes::OneOf(SUBJECTS)).headed(&["评价对象类别", "类型"]),
    field("land_area", "用地面积（亩）", "Land (mu)", Takes::Measure("mu")).headed(&["用地面积", "面积（亩）"]),
    field("address", "地址", "Address", NAME).headed(&["详细地址"]),
];
const SUBJECT_LINKS: &[Link] = &[
    link(Role::Zone, "所在开发区", "Zones").headed(&["开发区", "园区", "所属开发区"]),
    link(Role::Member, "所含企业", "Firms").headed(&["企业", "成员企业", "所属企业"]),
    link(Role::Region, "所在地区", "Region").headed(&["地区", "行政区划代码"]),
];

const PERSON: &[Field] = &[
    field("code", "人员代码", "Person code", Takes::Own).must().headed(&["代码", "工号", "账号", "人员编号", "编号"]),
    field("name", "姓名", "Name", Takes::Text(60)).must().headed(&["名称", "人员"]),
    field("duty", "职务", "Duty", Takes::Text(60)).headed(&["岗位", "职责"]),
];
const PERSON_LINKS: &[Link] = &[link(Role::Agency, "所属机构", "Agency").headed(&["机构", "单位", "所在单位"])];

impl Kind {
    /// What is said of a record of this register.
    #[must_use]
    pub const fn fields(self) -> &'static [Field] {
        match self {
            Self::Region => REGION,
            Self::Agency => AGENCY,
            Self::Zone => ZONE,
            Self::Park => PARK,
            Self::Firm => FIRM,
            Self::Subject => SUBJECT,
            Self::Person => PERSON,
        }
    }

    /// What a record of this register belongs to.
    #[must_use]
    pub const fn links(self) -> &'static [Link] {
        match self {
            Self::Region => REGION_LINKS,
            Self::Agency => AGENCY_LINKS,
            Self::Zone => ZONE_LINKS,
            Self::Park => PARK_LINKS,
            Self::Firm => FIRM_LINKS,
            Self::Subject => SUBJECT_LINKS,
            Self::Person => PERSON_LINKS,
        }
    }

    /// The field that the attribute `name` keeps.
    #[must_use]
    pub fn field(self, name: &str) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::{Lang, Say};

    fn read(kind: Kind, name: &str, text: &str) -> Result<String, String> {
        kind.field(name).unwrap().read(text).map_err(|said| said.say(Lang::Zh))
    }

    #[test]
    fn a_value_is_brought_to_one_writing_or_refused_with_what_is_expected() {
        assert_eq!(read(Kind::Zone, "code", "ｇ521041"), Ok("G521041".to_owned()));
        assert_eq!(read(Kind::Zone, "code", "qh-01"), Ok("QH-01".to_owned()));
        assert!(read(Kind::Zone, "code", "5210100").is_err(), "digits alone are an official code, and this is none");
        assert_eq!(read(Kind::Zone, "level", "国家"), Ok("国家级".to_owned()));
        assert!(read(Kind::Zone, "level", "部级").unwrap_err().contains("国家级、省级"));
        assert_eq!(read(Kind::Zone, "area", "1,955.00"), Ok("1955".to_owned()));
        assert!(read(Kind::Zone, "area", "-1").unwrap_err().contains("公顷"));
        assert!(read(Kind::Zone, "latitude", "91").is_err());
        assert_eq!(read(Kind::Firm, "founded_on", "2020-02-29"), Ok("2020-02-29".to_owned()));
        assert!(read(Kind::Firm, "code", "91520115MA6DN4XXXX").is_err());
        assert_eq!(read(Kind::Firm, "scale", "规模以上"), Ok("规上".to_owned()));
        assert!(read(Kind::Agency, "code", "115200000094062070").is_err(), "18 characters are a credit code");
    }

    #[test]
    fn the_units_of_measure_are_known() {
        for kind in Kind::ALL {
            for field in kind.fields() {
                if let Takes::Measure(unit) = field.takes {
                    assert!(crate::unit::Unit::parse(unit).is_ok(), "{unit}");
                }
            }
        }
    }
}
