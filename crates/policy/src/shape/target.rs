//! The keys of targets, and of deadlines wherever one is said.

use super::{CITE, DEMONSTRATION, Key, Kind, NOTE, Shape, may, must};
use crate::target::{Comparator, MeasureWord};

/// `targets.toml`.
pub static TARGETS: Shape =
    Shape { title: "目标 targets.toml", keys: &[may("target", Kind::Tables(&TARGET), "目标")] };

/// `[[target]]`.
pub static TARGET: Shape = Shape {
    title: "目标 [[target]]",
    keys: &[
        must("id", Kind::Code, "目标编号"),
        must("title", Kind::Text, "目标内容"),
        must("indicator", Kind::Code, "指标代码"),
        may(
            "measure",
            Kind::Word(MeasureWord::CODES),
            "拿指标的什么与目标值比：数值、增长、倍数、占比、名次；缺省 value",
        ),
        may("base", Kind::Year, "增长、倍数的基年；不写则为起算年份的上一年"),
        may("of", Kind::Code, "占比的分母：另一指标的代码"),
        may("of_whole", Kind::Text, "占比的分母属于哪个整体，如 全市"),
        may("among", Kind::Text, "名次在哪些对象中排，如 国家级高新区"),
        may("whole", Kind::Text, "目标针对整体（全市、全部开发区）时，整体的名称"),
        may("subjects", Kind::Texts, "目标针对的开发区，写代码或名称"),
        may("where", Kind::Filter, "目标针对符合属性条件的每一个对象"),
        may("except", Kind::Texts, "除外的对象，写代码或名称"),
        may("from", Kind::Year, "起算年份"),
        BY,
        must("comparator", Kind::Word(Comparator::CODES), "比较方式"),
        must("goal", Kind::Number, "目标值；区间的下限"),
        may("goal_to", Kind::Number, "区间上限：between"),
        must("unit", Kind::Unit, "目标值的计量单位"),
        NOTE,
        CITE,
        DEMONSTRATION,
    ],
};

const TERMS: &[&Shape] = &[&TERM];

/// By when.
pub(super) const BY: Key =
    may("by", Kind::DateOr(TERMS), "期限：年份、日期，或 { years = 3, from = 日期 }；不写则为长期要求");

/// `{ years = …, from = … }`.
pub static TERM: Shape = Shape {
    title: "期限 { years = …, from = … }",
    keys: &[
        must("from", Kind::Day, "自哪天起"),
        may("years", Kind::Whole(1, 50), "几年内"),
        may("months", Kind::Whole(1, 600), "几个月内"),
    ],
};
