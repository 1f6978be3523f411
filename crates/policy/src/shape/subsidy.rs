//! The keys of money rules.

use super::{CITE, DEMONSTRATION, Key, Kind, NOTE, Shape, may, must};
use crate::subsidy::SubsidyKind;

const YEARS: &[&Shape] = &[&PAYMENT_YEARS];
const PERIOD: Key =
    may("period", Kind::WordOr(&["once", "yearly"], YEARS), "一次性 once、每年 yearly，或 { years = 3 }");
const CAP: Key = may("cap", Kind::Number, "上限");
const CAP_UNIT: Key = may("cap_unit", Kind::Unit, "上限的单位；不写则同 unit");

/// `subsidies.toml`.
pub static SUBSIDIES: Shape = Shape {
    title: "奖补 subsidies.toml",
    keys: &[
        may("subsidy", Kind::Tables(&SUBSIDY), "奖补"),
        may("subsidy_list", Kind::Tables(&SUBSIDY_LIST), "几项奖补合计的上限，或其中只取最高"),
    ],
};

/// `[[subsidy]]`.
pub static SUBSIDY: Shape = Shape {
    title: "奖补 [[subsidy]]",
    keys: &[
        must("id", Kind::Code, "奖补编号"),
        must("title", Kind::Text, "奖补名称"),
        must("condition", Kind::Text, "谁、因为什么可以申请"),
        must("kind", Kind::Word(SubsidyKind::CODES), "形式"),
        may("amount", Kind::Number, "金额；单位写 unit"),
        may("unit", Kind::Unit, "金额的单位，如 wan_yuan、yuan/m2"),
        may("rate", Kind::Number, "按百分之几；以什么为基数写 base"),
        may("base", Kind::Text, "rate 的基数，如 上年度实际投资额"),
        may("at_most", Kind::Truth, "金额或比例只是最高限（不超过）；缺省 false"),
        may("step_of", Kind::Text, "分档按什么数量，如 新增营业收入"),
        may("step_unit", Kind::Unit, "分档数量的单位"),
        may("marginal", Kind::Truth, "各档只就超过的部分计（超额累进）；缺省 false"),
        may("step", Kind::Tables(&STEP), "分档"),
        CAP,
        CAP_UNIT,
        may("total_cap", Kind::Number, "所有申请合计的上限"),
        may("total_cap_unit", Kind::Unit, "合计上限的单位；不写则同 cap_unit 或 unit"),
        PERIOD,
        may("per", Kind::Text, "每户、每项、每个什么"),
        may("payer", Kind::Tables(&PAYER), "由哪级财政负担、怎样分担"),
        may("highest_only", Kind::Truth, "与同类政策就高不重复；缺省 false"),
        NOTE,
        CITE,
        DEMONSTRATION,
    ],
};

/// `[[subsidy.step]]`.
pub static STEP: Shape = Shape {
    title: "分档 [[subsidy.step]]",
    keys: &[
        may("title", Kind::Text, "这一档是什么情形，如 国家级"),
        may("at_least", Kind::Number, "数量达到多少起算这一档"),
        may("amount", Kind::Number, "金额；单位写在奖补的 unit"),
        may("rate", Kind::Number, "按百分之几；基数写在奖补的 base"),
        may("cap", Kind::Number, "这一档的上限；单位同奖补的 cap_unit"),
    ],
};

/// `[[subsidy.payer]]`.
pub static PAYER: Shape = Shape {
    title: "负担 [[subsidy.payer]]",
    keys: &[must("budget", Kind::Text, "哪级财政"), may("part", Kind::Number, "几份：1∶1 各写 1，六四分担写 60 和 40")],
};

/// `{ years = … }`.
pub static PAYMENT_YEARS: Shape =
    Shape { title: "发放 { years = … }", keys: &[must("years", Kind::Whole(1, 50), "连续几年")] };

/// `[[subsidy_list]]`.
pub static SUBSIDY_LIST: Shape = Shape {
    title: "奖补合计 [[subsidy_list]]",
    keys: &[
        must("id", Kind::Code, "合计编号"),
        must("title", Kind::Text, "合计名称"),
        must("subsidies", Kind::Codes, "包括哪几项奖补"),
        CAP,
        may("cap_unit", Kind::Unit, "上限的单位；写了 cap 时必填"),
        PERIOD,
        may("per", Kind::Text, "每户、每项、每个什么"),
        may("highest_only", Kind::Truth, "其中只取最高的一项；缺省 false"),
        NOTE,
        CITE,
        DEMONSTRATION,
    ],
};
