//! The keys of rules of dynamic management.

use super::{CITE, DEMONSTRATION, Kind, NOTE, Shape, may, must};
use crate::dynamic::{DynamicKind, RowOf, Trend};

/// `dynamics.toml`.
pub static DYNAMICS: Shape = Shape {
    title: "动态管理 dynamics.toml",
    keys: &[may("dynamic", Kind::Tables(&DYNAMIC), "考核结果的运用、动态管理")],
};

/// `[[dynamic]]`.
pub static DYNAMIC: Shape = Shape {
    title: "动态管理规则 [[dynamic]]",
    keys: &[
        must("id", Kind::Code, "规则编号"),
        must("title", Kind::Text, "规则名称"),
        must("condition", Kind::Text, "什么情形"),
        must("consequence", Kind::Text, "有什么后果"),
        must("kind", Kind::Word(DynamicKind::CODES), "后果的种类"),
        may("scheme", Kind::Code, "看哪个考核方案的结果：本政策包的方案编号"),
        may("at_least", Kind::Number, "得分不低于"),
        may("below", Kind::Number, "得分低于"),
        may("first", Kind::Whole(1, 9999), "前几位"),
        may("last", Kind::Whole(1, 9999), "最后几位"),
        may("first_percent", Kind::Number, "前百分之几"),
        may("last_percent", Kind::Number, "后百分之几"),
        may("grade", Kind::Text, "等级"),
        may("trend", Kind::Word(Trend::CODES), "位次上升或下降"),
        may("in_a_row", Kind::Whole(2, 20), "连续几年或几次"),
        may("in_a_row_of", Kind::Word(RowOf::CODES), "连续的是年还是次；缺省 years"),
        NOTE,
        CITE,
        DEMONSTRATION,
    ],
};
