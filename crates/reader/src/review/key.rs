//! How an item is named: by its document, its kind and its number, as `1-target-3`.

use std::fmt;
use std::str::FromStr;

/// The kinds of items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// 任务
    Task,
    /// 目标
    Target,
    /// 资金政策
    Money,
    /// 考核规定
    Evaluation,
}

impl Kind {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Task, Self::Target, Self::Money, Self::Evaluation];

    /// As names of items write it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Task => "task",
            Self::Target => "target",
            Self::Money => "money",
            Self::Evaluation => "evaluation",
        }
    }

    /// The kind of that code.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Which item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ItemKey {
    /// The document, from 1.
    pub document: usize,
    /// The kind.
    pub kind: Kind,
    /// The number among those of its kind, from 1.
    pub number: usize,
}

impl fmt::Display for ItemKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}", self.document, self.kind.code(), self.number)
    }
}

/// It names no item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this names no item of a reading")]
pub struct NoItem;

impl FromStr for ItemKey {
    type Err = NoItem;

    fn from_str(text: &str) -> Result<Self, NoItem> {
        let mut parts = text.split('-');
        let mut next = || parts.next().ok_or(NoItem);
        let (document, kind, number) = (next()?, next()?, next()?);
        let count = |text: &str| text.parse().ok().filter(|count| *count > 0).ok_or(NoItem);
        let key = Self { document: count(document)?, kind: Kind::of(kind).ok_or(NoItem)?, number: count(number)? };
        if key.to_string() == text { Ok(key) } else { Err(NoItem) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_as_it_is_written_and_nothing_else_is_one() {
        let key = ItemKey { document: 2, kind: Kind::Money, number: 13 };
        assert_eq!(key.to_string().parse(), Ok(key));
        for text in ["", "2", "2-money", "2-money-0", "2-money-013", "+2-money-13", "2-money-13-1", "2-gold-1"] {
            assert_eq!(text.parse::<ItemKey>(), Err(NoItem), "{text}");
        }
    }
}
