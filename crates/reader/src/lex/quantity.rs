//! A number with its unit, or a range of two.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use crate::mend::Span;

use super::number::{Numeral, numeral, scale_word};
use super::unit;

/// What stands between the ends of a range.
const RANGES: &[&str] = &["——", "—", "–", "-", "~", "～", "〜", "－", "至", "到"];

/// A number with its scale and unit. Places are bytes from the start of the quantity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// The number; the lower one of a range. Its scale is still to be applied.
    pub low: Numeral,
    /// The upper number of a range.
    pub high: Option<Numeral>,
    /// The unit as written, without 万 and 亿; empty where there is none.
    pub unit: String,
    /// Where the unit stands, its 万 or 亿 not included.
    pub unit_span: Span,
    /// 级 follows: 千亿级 is a size, and at least that.
    pub level: bool,
}

impl Quantity {
    /// The number as written, the lower one of a range: 3.5 of 3.5万户.
    #[must_use]
    pub fn value(&self) -> f64 {
        float(self.low.value)
    }

    /// The upper number of a range, as written.
    #[must_use]
    pub fn upper(&self) -> Option<f64> {
        self.high.map(|high| float(high.value))
    }

    /// The number with its scale: 35000 of 3.5万户; nothing where it is too large to be exact.
    #[must_use]
    pub fn exact(&self) -> Option<Decimal> {
        self.low.value.checked_mul(self.low.scale)
    }

    /// The unit with its scale, as the annotated texts write it: 亿元, 万户, 万 (without 元), %.
    #[must_use]
    pub fn full_unit(&self) -> String {
        format!("{}{}", scale_word(self.low.scale), self.unit)
    }

    /// Whether it is a sum of money; 万 and 亿 without unit are not, but may be.
    #[must_use]
    pub fn is_money(&self) -> bool {
        matches!(self.unit.as_str(), "元" | "美元" | "欧元" | "港元" | "人民币")
    }

    /// Whether it is a share.
    #[must_use]
    pub fn is_percent(&self) -> bool {
        self.unit == "%"
    }
}

/// A decimal as JSON knows numbers.
fn float(value: Decimal) -> f64 {
    value.normalize().to_f64().unwrap_or_default()
}

/// The quantity `text` begins with, and its length in bytes; `before` is the character in front of it.
#[must_use]
pub fn quantity(text: &str, before: Option<char>) -> Option<(usize, Quantity)> {
    let (first, low) = numeral(text)?;
    // 第三家 counts in order; 统一, 唯一 and 之一 are words.
    if low.chinese && before.is_some_and(|ch| "第统唯之同单专万".contains(ch)) || before == Some('第') {
        return None;
    }
    let (mut end, mut span, mut measures) = with_unit(text, first, low);
    let (mut low, mut high) = (low, None);
    if let Some((length, upper)) = range(text, end) {
        let (past, upper_span, upper_measures) = with_unit(text, end + length, upper);
        // 30—50万元: scale and unit of the end hold for both.
        if low.scale == Decimal::ONE && span.start == span.end {
            low.scale = upper.scale;
        }
        low.percent |= upper.percent;
        (end, high) = (past, Some(upper));
        if upper_span.start < upper_span.end || span.start == span.end {
            (span, measures) = (upper_span, upper_measures);
        }
    }
    let unit = if low.percent { "%" } else { span.of(text) }.to_owned();
    if low.chinese && !counts(low, &unit, measures) && high.is_none() {
        return None;
    }
    // 千亿级 and 千亿台阶 are sizes; 三级 and 5A级 are ranks.
    let level = matches!(unit.as_str(), "级" | "台阶") && low.scale > Decimal::ONE;
    let unit = if level { String::new() } else { unit };
    // A number glued to a Latin word (5G, 3D) is part of a name.
    if unit.is_empty() && text.get(end..).is_some_and(|rest| rest.starts_with(|ch: char| ch.is_ascii_alphabetic())) {
        return None;
    }
    Some((end, Quantity { low, high, unit, unit_span: span, level }))
}

/// Where a numeral ends with its unit, where the unit stands, and whether it measures.
fn with_unit(text: &str, end: usize, found: Numeral) -> (usize, Span, bool) {
    let rest = text.get(end..).unwrap_or_default();
    match unit::unit(rest) {
        Some((length, measures)) if !found.percent => (end + length, Span::new(end, end + length), measures),
        _ => (end, Span::new(end, end), false),
    }
}

/// The sign of a range at `end` and the numeral after it.
fn range(text: &str, end: usize) -> Option<(usize, Numeral)> {
    let rest = text.get(end..)?;
    let sign = RANGES.iter().find(|sign| rest.starts_with(**sign))?;
    let (length, upper) = numeral(rest.get(sign.len()..)?)?;
    Some((sign.len() + length, upper))
}

/// Whether a Chinese numeral counts something rather than being part of a word.
fn counts(found: Numeral, unit: &str, measures: bool) -> bool {
    let large = found.value >= Decimal::TEN;
    let scaled = found.scale > Decimal::ONE;
    match unit {
        "" => scaled || found.percent,
        // 一批, 一类, 三级, 一点: words more often than numbers.
        "批" | "类" | "级" | "点" | "成" | "分" | "日" | "月" | "期" | "部" | "本" | "面" | "片" | "层" => {
            large || scaled
        }
        _ if found.value == Decimal::ONE && !measures => large || scaled,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(f64, Option<f64>, String)> {
        let (_, found) = quantity(text, None)?;
        Some((found.value(), found.upper(), found.full_unit()))
    }

    #[test]
    fn numbers_ranges_and_units() {
        assert_eq!(read("2000亿元"), Some((2000.0, None, "亿元".into())));
        assert_eq!(read("3.5万户"), Some((3.5, None, "万户".into())));
        assert_eq!(read("50万奖励"), Some((50.0, None, "万".into())));
        assert_eq!(read("3—5家"), Some((3.0, Some(5.0), "家".into())));
        assert_eq!(read("30%-50%"), Some((30.0, Some(50.0), "%".into())));
        assert_eq!(read("20至30万元"), Some((20.0, Some(30.0), "万元".into())));
        assert_eq!(read("百分之三十"), Some((30.0, None, "%".into())));
        assert_eq!(read("3个百分点"), Some((3.0, None, "个百分点".into())));
        assert_eq!(read("十余家企业"), Some((10.0, None, "家".into())));
        assert_eq!(read("两家"), Some((2.0, None, "家".into())));
        assert_eq!(read("300万元/亩"), Some((300.0, None, "万元/亩".into())));
        assert!(quantity("千亿级", None).is_some_and(|(length, found)| found.level && length == "千亿级".len()));
    }

    #[test]
    fn words_with_numerals_in_them_are_no_quantities() {
        for text in ["一批项目", "一体化", "三级联动", "一个中心", "十四五期间"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(quantity("一规划", Some('统')), None);
    }
}
