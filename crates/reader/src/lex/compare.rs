//! Comparators: the words that say how a value is meant, as data.

use std::collections::HashMap;
use std::sync::LazyLock;

const LIST: &str = include_str!("compare.txt");

/// The longest comparator, in characters.
const LONGEST: usize = 7;

/// On which side of its value a comparator stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// 不少于30家.
    Before,
    /// 30家以上.
    After,
}

/// What a comparator says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sense {
    /// `>=`.
    AtLeast,
    /// `>`.
    Above,
    /// `<=`.
    AtMost,
    /// `<`.
    Below,
    /// `=`.
    Reach,
    /// `≈`.
    About,
    /// The value is a growth, unless 到 or 至 follows.
    Growth,
    /// The value is a fall.
    Fall,
    /// 翻一番, 倍增.
    Multiply,
    /// 力争, 确保: a wish that compares nothing.
    Aim,
}

impl Sense {
    /// As results write it; empty for growth, fall and aim, which need a second word.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => ">=",
            Self::Above => ">",
            Self::AtMost => "<=",
            Self::Below => "<",
            Self::Reach => "=",
            Self::About => "≈",
            Self::Multiply => "multiply",
            Self::Growth | Self::Fall | Self::Aim => "",
        }
    }

    /// The sense a row of the list names.
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            ">=" => Self::AtLeast,
            ">" => Self::Above,
            "<=" => Self::AtMost,
            "<" => Self::Below,
            "=" => Self::Reach,
            "≈" => Self::About,
            "growth" => Self::Growth,
            "fall" => Self::Fall,
            "multiply" => Self::Multiply,
            "aim" => Self::Aim,
            _ => return None,
        })
    }
}

/// A comparator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Compare {
    /// Where its value stands.
    pub side: Side,
    /// What it says.
    pub sense: Sense,
}

static WORDS: LazyLock<HashMap<&'static str, Compare>> = LazyLock::new(|| {
    let row = |row: &'static str| {
        let mut cells = row.split('\t');
        let side = if cells.next()? == "before" { Side::Before } else { Side::After };
        let sense = Sense::named(cells.next()?)?;
        Some(cells.next()?.split(' ').map(move |word| (word, Compare { side, sense })))
    };
    LIST.lines().filter(|line| !line.starts_with('#')).filter_map(row).flatten().collect()
});

/// The longest comparator `text` begins with, and its length in bytes.
#[must_use]
pub fn compare(text: &str) -> Option<(usize, Compare)> {
    let ends: Vec<usize> = text.char_indices().map(|(at, ch)| at + ch.len_utf8()).take(LONGEST).collect();
    let (end, found) = ends.into_iter().rev().find_map(|end| Some((end, *WORDS.get(text.get(..end)?)?)))?;
    // 集约, 最近, 超前: one character compares only when its value follows.
    let single = found.side == Side::Before && text.chars().next().is_some_and(|ch| end == ch.len_utf8());
    let counted = |ch: char| ch.is_ascii_digit() || "一二两三四五六七八九十百千".contains(ch);
    let value = text.get(end..).is_some_and(|rest| rest.starts_with(counted));
    (!single || value).then_some((end, found))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_comparator_is_taken() {
        let of =
            |text: &str| compare(text).map(|(length, found)| (text.get(..length).unwrap().to_owned(), found.sense));
        assert_eq!(of("不超过200元"), Some(("不超过".into(), Sense::AtMost)));
        assert_eq!(of("最高不超过30%"), Some(("最高不超过".into(), Sense::AtMost)));
        assert_eq!(of("提高到85%"), Some(("提高到".into(), Sense::Reach)));
        assert_eq!(of("提高3个百分点"), Some(("提高".into(), Sense::Growth)));
        assert_eq!(of("翻一番"), Some(("翻一番".into(), Sense::Multiply)));
        assert_eq!(of("园区"), None);
        assert_eq!(of("约束"), None);
        assert_eq!(of("约30家"), Some(("约".into(), Sense::About)));
        assert_eq!(LIST.lines().filter(|line| !line.starts_with('#') && line.split('\t').count() != 3).count(), 0);
    }
}
