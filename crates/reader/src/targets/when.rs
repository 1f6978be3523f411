//! Times that are told without a year of their own, or as a start: 今年, 全年, 2030年起.

use crate::lex::{Time, Year};
use crate::mend::Span;

use super::item::Place;
use super::line::{Line, Piece};
use super::scope::{Due, Frame};

/// 2030年起, which makes no target, but says when one is due.
pub(super) fn started(line: &Line<'_>, place: &Place<'_, '_>, piece: &Piece) -> Option<Due> {
    let (_, token) = line.outer(piece.tokens.clone()).find(|(_, token)| token.time().is_some())?;
    let time = *token.time().filter(|time| time.until.is_none() && !place.frame.passed(time))?;
    let tail = line.text.get(token.span.end..)?;
    tail.starts_with('起').then_some(Due { time, span: token.span.after(place.start) })
}

/// 今年 and 年内, where the year of the document is known.
pub(super) fn this_year(line: &Line<'_>, place: &Place<'_, '_>, piece: &Piece) -> Option<Due> {
    let year = place.frame.year?;
    let words = line.words(piece.span);
    let (at, word) = ["今年", "年内", "本年度", "全年"]
        .into_iter()
        .filter(|word| *word != "全年" || place.frame.yearly)
        .find_map(|word| Some((words.find(word)?, word)))?;
    let (before, after) = (words.get(..at)?, words.get(at + word.len()..)?);
    if after.starts_with("以来")
        || before.ends_with(|ch: char| ch.is_ascii_digit() || "一二两三四五六七八九十几".contains(ch))
    {
        return None;
    }
    let time = Time { year: Year::Known(year), until: None, month: None, day: None, deadline: true };
    let start = piece.span.start + at;
    Some(Due { time, span: Span::new(start, start + word.len()).after(place.start) })
}

/// A cell of a plan for one year that tells a month of it, or all of it: 6月底前, 全年.
pub(super) fn of_year(cell: &str, frame: &Frame) -> Option<Time> {
    let year = Year::Known(frame.year.filter(|_| frame.yearly)?);
    let whole = Time { year, until: None, month: None, day: None, deadline: true };
    if matches!(cell, "全年" | "年内" | "年底" | "年底前") {
        return Some(whole);
    }
    let (month, rest) = cell.split_once('月')?;
    let month: u8 = month.parse().ok().filter(|month| (1..=12).contains(month))?;
    matches!(rest, "" | "底" | "底前" | "前" | "末" | "末前").then_some(Time { month: Some(month), ..whole })
}
