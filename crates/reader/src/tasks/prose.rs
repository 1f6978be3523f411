//! Agencies named in running text: 由市科技局牵头, 领导小组办公室设在市商务局.

use crate::body::Body;
use crate::lex::bracket::split_outside;
use crate::mend::Span;

use super::{name, statement, verb};

/// The longest stretch, in bytes, that may hold the names before a verb.
const LONGEST: usize = 300;

/// Verbs that end the names in running text.
const VERBS: &[&str] = &["牵头", "负责"];

/// Words before the name of an office that a body is housed in.
const HOUSED: &str = "办公室设在";

/// The agencies that running text gives a part in a task.
pub(super) fn agencies(body: &Body<'_>, span: Span) -> Vec<String> {
    let text = span.of(body.text());
    let mut out: Vec<String> = Vec::new();
    for piece in split_outside(text, &[',', ';', '。', ':', '\n']) {
        let piece_words = piece.of(text);
        for found in named(body.text(), piece.after(span.start), piece_words) {
            let agency = body.verbatim(found);
            if !out.contains(&agency) && out.len() < 40 {
                out.push(agency);
            }
        }
    }
    out
}

/// The agencies before a verb in one stretch between commas, or behind 办公室设在.
fn named(text: &str, piece: Span, piece_words: &str) -> Vec<Span> {
    if let Some(at) = piece_words.find(HOUSED) {
        let office = Span::new(piece.start + at + HOUSED.len(), piece.end);
        return if name::plausible(office.of(text)) { vec![office] } else { Vec::new() };
    }
    let Some(end) = VERBS.iter().filter_map(|verb| piece_words.find(verb)).min().filter(|end| *end <= LONGEST) else {
        return Vec::new();
    };
    let head = piece_words.get(..end).unwrap_or_default();
    // 日常工作由市商务局负责: the names begin behind 由.
    let by = head.rfind('由').map_or(0, |at| at + '由'.len_utf8());
    let start = by.max(verb::opener(head));
    let inner = Span::new(piece.start + start, piece.start + end);
    let found = statement::statement(text, inner, inner);
    let members: Vec<Span> = found.members.iter().map(|member| member.span).collect();
    let plausible = !members.is_empty() && members.iter().all(|member| name::plausible(member.of(text)));
    if plausible { members } else { Vec::new() }
}
