//! Tokens: quantities, times, comparators, brackets, marks and the connectives that bind them.
//!
//! [`tokens`] reads one paragraph of mended text; places are bytes of that paragraph. [`Span::after`] moves them to the text.

pub mod bracket;
pub mod clause;
pub mod compare;
pub mod number;
pub mod quantity;
pub mod time;
pub mod unit;

use crate::mend::Span;

pub use compare::{Compare, Sense, Side};
pub use quantity::Quantity;
pub use time::{Time, Year};

/// What a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A number with its scale and unit, or a range of two.
    Quantity(Quantity),
    /// A year, a day, a deadline or a span of years.
    Time(Time),
    /// 以上, 不少于, 控制在, 力争 and the like.
    Compare(Compare),
    /// 分别, 依次, 各: what follows belongs one by one to what was listed.
    Each,
    /// 以及, 和, 及, 与, 或.
    And,
    /// `(`, `〔`, `《`, `“`, `【` and the like.
    Open(char),
    /// Their counterparts.
    Close(char),
    /// 、 ， ； 。 ： ！ ？ in their narrow form.
    Mark(char),
    /// Everything else: a run of words.
    Words,
}

/// A token and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its place, in bytes of the text it was read from.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

impl Token {
    /// The quantity it is, if it is one.
    #[must_use]
    pub fn quantity(&self) -> Option<&Quantity> {
        if let Kind::Quantity(quantity) = &self.kind { Some(quantity) } else { None }
    }

    /// The time it is, if it is one.
    #[must_use]
    pub fn time(&self) -> Option<&Time> {
        if let Kind::Time(time) = &self.kind { Some(time) } else { None }
    }

    /// The comparator it is, if it is one.
    #[must_use]
    pub fn compare(&self) -> Option<Compare> {
        if let Kind::Compare(compare) = self.kind { Some(compare) } else { None }
    }
}

/// The tokens of `text`; together they cover all of it.
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let (length, kind) =
            token(rest, before).unwrap_or((rest.chars().next().map_or(1, char::len_utf8), Kind::Words));
        // 以上 and 左右 compare what stands before them; elsewhere they are words.
        let stray = matches!(&kind, Kind::Compare(found) if found.side == Side::After)
            && !out.last().is_some_and(|last| matches!(last.kind, Kind::Quantity(_) | Kind::Close(_)));
        let kind = if stray { Kind::Words } else { kind };
        let span = Span::new(at, at + length);
        at = span.end;
        match out.last_mut() {
            Some(last) if kind == Kind::Words && last.kind == Kind::Words => last.span.end = span.end,
            _ => out.push(Token { span, kind }),
        }
    }
    out
}

/// What binds a list to the list before it, member by member.
const EACH: &[&str] = &["分别", "依次"];

/// What adds one member to a list.
const AND: &[&str] = &["以及", "和", "及", "与", "或者", "或"];

/// The token `rest` begins with, unless it is a plain word.
fn token(rest: &str, before: Option<char>) -> Option<(usize, Kind)> {
    let first = rest.chars().next()?;
    if matches!(first, '、' | ',' | ';' | '。' | ':' | '!' | '?' | '！' | '？') {
        return Some((first.len_utf8(), Kind::Mark(first)));
    }
    // “十四五” is a time, its quotes belong to it.
    if first == '“'
        && let Some((length, time)) = time::time(rest)
    {
        return Some((length, Kind::Time(time)));
    }
    if bracket::closing(first).is_some() {
        return Some((first.len_utf8(), Kind::Open(first)));
    }
    if bracket::closes(first) {
        return Some((first.len_utf8(), Kind::Close(first)));
    }
    // A number inside a Latin word (5G, AI2) or a long digit string is part of it.
    let latin = before.is_some_and(|ch| ch.is_ascii_alphanumeric() || ch == '.');
    if !latin || !first.is_ascii_digit() {
        if let Some((length, time)) = time::time(rest) {
            return Some((length, Kind::Time(time)));
        }
        if let Some((length, quantity)) = quantity::quantity(rest, before) {
            return Some((length, Kind::Quantity(quantity)));
        }
    }
    if let Some((length, compare)) = compare::compare(rest) {
        return Some((length, Kind::Compare(compare)));
    }
    let starts = |words: &[&str]| words.iter().find(|word| rest.starts_with(**word)).map(|word| word.len());
    starts(EACH).map(|length| (length, Kind::Each)).or_else(|| starts(AND).map(|length| (length, Kind::And)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_cover_the_text() {
        let text = "到2030年,园区产值、税收分别达到1,200亿元、3.5亿元以上(含飞地),5G基站和厂房30—50万平方米。";
        let found = tokens(text);
        let whole: String = found.iter().map(|token| token.span.of(text)).collect();
        assert_eq!(whole, text);
        let quantities: Vec<&str> =
            found.iter().filter(|token| token.quantity().is_some()).map(|token| token.span.of(text)).collect();
        assert_eq!(quantities, ["1,200亿元", "3.5亿元", "30—50万平方米"]);
        assert!(
            found.iter().any(|token| token.kind == Kind::Each) && found.iter().any(|token| token.kind == Kind::And)
        );
        assert!(found.iter().any(|token| token.time().is_some_and(|time| time.year == Year::Known(2030))));
    }
}
