//! Statements in a paragraph: in brackets, behind a label, or as a sentence of their own.

use crate::body::Body;
use crate::lex::bracket::{Pair, pairs};
use crate::lex::clause::sentences;
use crate::mend::Span;

use super::label::led;
use super::statement::{Form, Statement, statement};
use super::{label, name, verb};

/// The longest statement, in bytes.
const LONGEST: usize = 3000;

/// The deepest bracket that is looked into.
const DEEPEST: usize = 3;

/// The statements in `span`, in the order of the text.
pub(super) fn statements(body: &Body<'_>, span: Span) -> Vec<Statement> {
    let text = body.text();
    let words = span.of(text);
    let pairs = pairs(words);
    let mut found = bracketed(text, span, &pairs);
    let places: Vec<Span> = found.iter().map(|known| known.span).collect();
    let mut places = places.iter().peekable();
    for sentence in sentences(words) {
        let sentence = sentence.after(span.start);
        while places.peek().is_some_and(|known| known.end <= sentence.start) {
            places.next();
        }
        let free = places.peek().is_none_or(|known| sentence.end <= known.start);
        if free && let Some(statement) = spoken(text, span, sentence) {
            found.push(statement);
        }
    }
    found.sort_by_key(|statement| statement.span.start);
    merged(text, found)
}

/// A statement whose label ends the paragraph `content` and whose names are the `next` paragraph.
pub(super) fn hanging(text: &str, content: Span, next: Span) -> Option<Statement> {
    let words = content.of(text);
    if !words.ends_with(':') || next.end - next.start > LONGEST {
        return None;
    }
    let signs = ['。', ';', '(', '【', ' ', '!', ','];
    let start = words
        .rfind(signs)
        .map_or(0, |at| at + words.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8));
    let tail = words.get(start..)?;
    led(tail).filter(|(_, end, _)| *end == tail.len())?;
    let inner = Span::new(content.start + start, next.end);
    let found = statement(text, inner, inner);
    let plausible = found.members.iter().all(|member| name::plausible(member.span.of(text)));
    (found.form == Form::Label && !found.members.is_empty() && plausible).then_some(found)
}

/// Statements in brackets.
fn bracketed(text: &str, span: Span, pairs: &[Pair]) -> Vec<Statement> {
    let mut out: Vec<Statement> = Vec::new();
    for pair in pairs {
        let (inner, outer) = (pair.inner.after(span.start), pair.outer.after(span.start));
        let inside = out.last().is_some_and(|last| last.span.holds(outer));
        let fits =
            matches!(pair.open, '(' | '[' | '【' | '〔') && pair.depth <= DEEPEST && inner.end - inner.start <= LONGEST;
        if inside || !fits {
            continue;
        }
        // 【责任单位】市科技局 is a label, not a statement.
        if led(inner.of(text)).is_none()
            && label::label(inner.of(text)).is_some_and(|(length, _)| length == inner.end - inner.start)
        {
            continue;
        }
        let found = statement(text, inner, outer);
        if stands(text, &found) && (found.form != Form::Names || alone(text, span, outer)) {
            out.push(found);
        }
    }
    out
}

/// Whether what was read is a statement and not any words in brackets.
fn stands(text: &str, found: &Statement) -> bool {
    let plausible = found.members.iter().filter(|member| name::plausible(member.span.of(text))).count();
    let all = found.members.len();
    match found.form {
        Form::Label => all > 0 && found.members.iter().all(|member| short(member.span.of(text))),
        Form::Verb => all > 0 && plausible == all,
        Form::Names if all == 0 => found.deadline.is_some_and(|deadline| led_deadline(text, found.span, deadline)),
        Form::Names => plausible == all,
    }
}

/// Whether words may be a name where a label says so.
fn short(words: &str) -> bool {
    words.chars().count() <= 40 && !words.contains(['“', '《', ':'])
}

/// Whether a label stands before the deadline of a statement that names nobody.
fn led_deadline(text: &str, whole: Span, deadline: Span) -> bool {
    let before = Span::new(whole.start, deadline.start).of(text).trim_start_matches(['(', '[', '【', '〔']);
    led(before).is_some_and(|(_, _, group)| group == label::Group::Deadline)
}

/// Whether a bracket stands at the end of its paragraph and behind a full stop, as statements do and remarks do not.
fn alone(text: &str, span: Span, outer: Span) -> bool {
    let after = Span::new(outer.end, span.end).of(text).trim_matches(['。', ' ', ';']);
    let before = Span::new(span.start, outer.start).of(text);
    after.is_empty() && (before.ends_with(['。', ';', '!']) || before.is_empty())
}

/// A sentence that is a statement, or ends in one behind a label.
fn spoken(text: &str, span: Span, sentence: Span) -> Option<Statement> {
    let words = sentence.of(text);
    let start = starts(words).find(|at| words.get(*at..).is_some_and(|rest| led(opened(rest)).is_some()));
    let inner = match start {
        Some(start) => Span::new(sentence.start + start, sentence.end),
        None if silent(words) => sentence,
        None => {
            // In the middle of a paragraph such a sentence is part of the story.
            let last = Span::new(sentence.end, span.end).of(text).trim_matches(['。', ' ', '!']).is_empty();
            if !last || words.len() > LONGEST || verb::behind(words).1.is_none() {
                return None;
            }
            let found = statement(text, sentence, sentence);
            let whole = found.form == Form::Verb && !words.contains("日常");
            return (whole && stands(text, &found)).then_some(found);
        }
    };
    if inner.end - inner.start > LONGEST {
        return None;
    }
    let skipped = inner.of(text).len() - opened(inner.of(text)).len();
    let found = statement(text, Span::new(inner.start + skipped, inner.end), inner);
    let deadline = found.members.is_empty() && found.deadline.is_some();
    (deadline || found.form == Form::Label && stands(text, &found)).then_some(found)
}

/// `words` without what may stand before a label: the lens of 【责任单位】, a bracket that is never closed, a dash.
fn opened(words: &str) -> &str {
    words.trim_start_matches(['(', '【', '[', '•', '—', '-', ' ', '◆', '▲', '★'])
}

/// Where a label may begin in a sentence: at its start, behind a comma or a blank, or in lenses.
fn starts(words: &str) -> impl Iterator<Item = usize> {
    let behind =
        words.char_indices().filter(|(_, ch)| matches!(ch, ',' | ';' | ' ' | '\t')).map(|(at, ch)| at + ch.len_utf8());
    let lenses = words.match_indices('【').map(|(at, _)| at);
    std::iter::once(0).chain(behind).chain(lenses)
}

/// Whether a paragraph is a label and names without a colon between: 责任单位市科技局、市财政局, 牵头单位为市科技局.
fn silent(words: &str) -> bool {
    if words.len() > LONGEST {
        return false;
    }
    let Some((length, label::Group::Agencies(_))) = label::firm(words) else { return false };
    let rest = words.get(length..).unwrap_or_default().trim_start_matches([' ', '为', '是']);
    let mut names = rest.split(['、', ',', ';', ' ']).filter(|name| !name.is_empty()).peekable();
    names.peek().is_some() && names.all(|name| name::plausible(verb::names(name)) || label::label(name).is_some())
}

/// Statements that follow each other with nothing between are one.
fn merged(text: &str, found: Vec<Statement>) -> Vec<Statement> {
    let mut out: Vec<Statement> = Vec::new();
    for next in found {
        match out.last_mut() {
            Some(last) if beside(text, last, &next) => join(last, next),
            _ => out.push(next),
        }
    }
    out
}

/// Whether nothing but signs stands between two statements.
pub(super) fn beside(text: &str, last: &Statement, next: &Statement) -> bool {
    let between = text.get(last.span.end..next.span.start).unwrap_or("?");
    between.chars().all(|ch| ch.is_whitespace() || ",;、。•—-.".contains(ch))
}

/// Adds a statement to the one before it.
pub(super) fn join(last: &mut Statement, next: Statement) {
    last.span = last.span.join(next.span);
    last.form = if next.form == Form::Label { Form::Label } else { last.form };
    last.label = last.label.or(next.label);
    last.open_ended |= next.open_ended;
    last.deadline = last.deadline.or(next.deadline);
    last.members.extend(next.members);
    last.inherited.extend(next.inherited);
}

/// Whether words begin with a bracket.
pub(super) fn opens_bracket(words: &str) -> bool {
    words.starts_with(['(', '[', '【', '〔'])
}
