//! From paragraphs to a document with its head and its clauses.

mod front;
pub(crate) mod header;
pub mod marker;
mod order;
mod tree;
mod words;

use std::ops::Range;

use crate::body::{Body, Place};
use crate::mend::{Line, Mended};

/// The lines of one document in a mended text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its lines.
    pub lines: Range<usize>,
    /// Its title line, where a compilation gives it one.
    pub title: Option<usize>,
}

/// The document in the lines of `part`.
#[must_use]
pub fn outline<'a>(mended: &'a Mended<'a>, part: &Part) -> Body<'a> {
    let lines = mended.lines().get(part.lines.clone()).unwrap_or_default();
    let given = part.title.and_then(|at| at.checked_sub(part.lines.start));
    let front = front::front(mended, lines, given);
    let places = places(mended, lines, &front);
    let (paragraphs, clauses) = tree::tree(mended, lines, &places, front.forwards);
    Body {
        mended,
        title: front.title,
        issuer: front.issuer,
        number: front.number,
        date: front.date,
        addressees: front.addressees,
        paragraphs,
        clauses,
    }
}

/// Which part of the document each line belongs to.
fn places(mended: &Mended<'_>, lines: &[Line], front: &front::Front) -> Vec<Place> {
    let words = |at: usize| lines.get(at).map_or("", |line| mended.words(line.span));
    let mut tail = lines.len();
    while tail > front.body && tail > lines.len().saturating_sub(12) && ends(words(tail - 1)) {
        tail -= 1;
    }
    let row = |at: usize| lines.get(at).is_some_and(|line| line.row);
    let annexed = |at: &usize| annex_head(words(*at), row(*at + 1)).is_some() && !row(*at);
    let first_marker = (front.body..tail).find(|at| marker::marker(words(*at)).is_some()).unwrap_or(tail);
    let annex = (first_marker..tail).filter(annexed).nth(usize::from(front.awaits));
    (0..lines.len())
        .map(|at| match at {
            _ if at < front.body => Place::Front,
            _ if at >= tail => Place::Tail,
            _ if annex.is_some_and(|annex| at >= annex) => Place::Annex,
            _ => Place::Body,
        })
        .collect()
}

/// How many bytes of a line name the annex it heads: 附件, 附件1; over the row of a table also 附件2:某某任务分解表.
pub(crate) fn annex_head(text: &str, over_row: bool) -> Option<usize> {
    if annex(text) {
        return Some(text.trim_end_matches([':', ' ']).len());
    }
    let (head, title) = text.split_once(':').filter(|_| over_row)?;
    let short = (2..=40).contains(&title.chars().count()) && !title.contains(['。', ';', ':', '\t', '|']);
    (annex(head) && short).then_some(head.len())
}

/// Whether a line heads an annex by itself: 附件, 附件1.
pub(crate) fn annex(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("附件").or_else(|| text.strip_prefix("附表")) else { return false };
    let number =
        rest.trim_start_matches(|ch: char| ch.is_ascii_digit() || "一二三四五六七八九十".contains(ch) || ch == ' ');
    number.trim_matches([':', ' ']).is_empty() && rest.chars().count() <= 6
}

/// Whether a line at the end is no longer the text.
fn ends(text: &str) -> bool {
    let short = text.chars().count() <= 60;
    short
        && (header::date(text).is_some()
            || header::is_agency(text)
            || ["抄送", "(此件", "(共印", "(联系", "联系人", "主题词", "来源:", "记者:"]
                .iter()
                .any(|word| text.starts_with(word))
            || text.ends_with("印发") && text.contains('年'))
}
