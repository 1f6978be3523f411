//! What is commonly said of a subject: the attributes that have a name of their own everywhere.

use crate::say::Lang;

/// A well-known attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Its name in mapping files, packs and releases.
    pub name: &'static str,
    zh: &'static str,
    en: &'static str,
    /// What else heads its column in spreadsheets, besides its Chinese title.
    headers: &'static [&'static str],
}

const KNOWN: &[Attribute] = &[
    of("name", "名称", "Name", &[]),
    of("code", "代码", "Code", &[]),
    of("subject_kind", "类别", "Kind of subject", &[]),
    of("level", "级别", "Level", &["开发区级别", "园区级别", "等级"]),
    of("kind", "类型", "Kind", &["类别", "开发区类型", "企业类型"]),
    of("scale", "规模", "Scale", &["企业规模", "是否规上", "规上企业"]),
    of(
        "region",
        "所在地区",
        "Region",
        &["地区", "所在地", "行政区划", "所属地区", "市州", "所在市州", "区县", "所在区县"],
    ),
    of("province", "省份", "Province", &["所在省", "省(区、市)"]),
    of("city", "市州", "City", &["所在市州", "所在市", "市(州)", "地市", "设区市"]),
    of("county", "所在区县", "County", &["区县", "县区", "县(市、区)"]),
    of("zone", "所在开发区", "Zone", &["开发区", "园区", "所属开发区", "所属园区", "所在园区"]),
    of("zone_code", "所在开发区代码", "Zone code", &["开发区代码", "园区代码", "所属开发区代码"]),
    of("industries", "主导产业", "Leading industries", &["主要产业"]),
    of("lead_industry", "首位产业", "Lead industry", &[]),
    of("industry", "行业", "Industry", &["所属行业", "国民经济行业", "行业分类", "行业名称"]),
    of("industry_code", "行业代码", "Industry code", &["国民经济行业代码", "所属行业代码"]),
    of("group", "组别", "Group", &["分组"]),
    of("address", "地址", "Address", &["详细地址"]),
    of("approved_by", "批准机关", "Approved by", &[]),
    of("approved_in", "批准时间", "Approved", &[]),
    of("gbt37028_code", "国标代码（GB/T 37028）", "National code (GB/T 37028)", &[]),
    of("location_precision", "位置精度", "How located", &[]),
    of("area", "核准面积（公顷）", "Approved area (ha)", &[]),
    of("land_area", "用地面积（亩）", "Land (mu)", &[]),
    of("founded_on", "成立日期", "Founded", &[]),
    of("duty", "职务", "Duty", &[]),
    of("longitude", "经度", "Longitude", &[]),
    of("latitude", "纬度", "Latitude", &[]),
];

const fn of(name: &'static str, zh: &'static str, en: &'static str, headers: &'static [&'static str]) -> Attribute {
    Attribute { name, zh, en, headers }
}

impl Attribute {
    /// The well-known attribute of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        KNOWN.iter().find(|known| known.name == name)
    }

    /// The well-known attributes whose column may have this header, the likeliest first: a place may stand for the region
    /// as a whole, or, beside another, for the city.
    pub fn headed(header: &str) -> impl Iterator<Item = &'static Self> {
        KNOWN.iter().filter(move |known| known.zh == header || known.headers.contains(&header))
    }

    /// What a person calls it.
    #[must_use]
    pub const fn title(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

/// What a person calls the attribute of this name; the name itself where it is not a well-known one.
#[must_use]
pub fn title(name: &str, lang: Lang) -> &str {
    Attribute::named(name).map_or(name, |known| known.title(lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_share_a_name_or_a_title() {
        for (place, one) in KNOWN.iter().enumerate() {
            for other in &KNOWN[place + 1..] {
                assert!(one.name != other.name && one.zh != other.zh && one.en != other.en, "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn an_unknown_attribute_is_called_by_its_name() {
        assert_eq!(title("scale", Lang::Zh), "规模");
        assert_eq!(title("a07", Lang::En), "a07");
    }
}
