//! What must hold for a payment, and how much of the statement says so.

use crate::lex::{Kind, tokens};
use crate::mend::Span;

use super::WORDS;
use super::group::Rule;
use super::role::boundary;
use super::telling::Context;

/// The part of a statement that is quoted for a rule: from its condition to the end of its last clause, and never much
/// longer than the payment itself, so that it still points at it.
pub(super) fn place(words: &str, rule: &Rule) -> Span {
    let clause = clause_start(words, rule.span.start);
    let behind = words.get(rule.span.end..).unwrap_or_default();
    let rest = behind.find([',', ';']).map_or(words.len(), |at| rule.span.end + at);
    // A short tail (由市、区财政各半分担) belongs to it, but not what is told of a part (其中…) or of others.
    let aside = words.get(rest..).is_some_and(|tail| {
        let tail = tail.trim_start_matches([',', ';']);
        tail.starts_with("其中") || classed(tail)
    });
    let end = if words.len() - rest <= 120 && !aside { words.len() } else { rest };
    let told = words.get(clause..end).map_or(0, |text| text.chars().count());
    let own = words.get(clause..).is_some_and(classed);
    let opened = if own { clause } else { head(words, clause).unwrap_or(0) };
    let length = |start: usize| words.get(start..end).map_or(0, |text| text.chars().count());
    let start = if length(opened) <= 3 * told + 20 { opened } else { clause };
    Span::new(start, end)
}

/// Whether a clause says of its own whom it is for: B类企业按50%减免.
fn classed(clause: &str) -> bool {
    let clause = clause.strip_prefix('对').unwrap_or(clause);
    WORDS.starts("class", clause).is_some()
}

/// Where the clause around `at` begins.
fn clause_start(words: &str, at: usize) -> usize {
    words.get(..at).and_then(|before| before.rfind([',', ';', ':'])).map_or(0, |mark| mark + 1)
}

/// The last clause up to `until` that opens a condition: 对…, 凡….
fn head(words: &str, until: usize) -> Option<usize> {
    let before = words.get(..until)?;
    let starts = before.match_indices([',', ':']).map(|(at, _)| at + 1).chain([until]);
    let opens = |start: &usize| {
        let clause = words.get(*start..).unwrap_or_default();
        clause.starts_with('对') && !clause.starts_with("对应") || clause.starts_with('凡')
    };
    starts.filter(opens).max()
}

/// Where the condition of a rule ends and the payment begins.
pub(super) fn edge(words: &str, rule: &Rule) -> usize {
    let first = rule.span.start;
    boundary(words, Span::new(clause_start(words, first), first), 0, first)
}

/// The condition of a rule: the words of its place up to the payment, its own label, and of lists its own member.
pub(super) fn condition(context: &Context<'_, '_>, rule: &Rule, place: Span) -> Option<String> {
    let words = context.words;
    let edge = edge(words, rule);
    let base = words.get(place.start..edge).filter(|base| !base.trim().is_empty());
    // What an earlier clause pays is no condition of a later one: 国家级奖励100万元,省级50万元.
    let base = base.map(|base| unpaid(base, edge - clause_start(words, edge)));
    let base =
        base.or_else(|| words.get(..edge).filter(|base| !base.is_empty() && base.len() < 400)).unwrap_or_default();
    let own = label(words.get(rule.own.from.max(edge)..rule.own.span.start).unwrap_or_default());
    let base = if rule.place.1 > 1 && own.is_empty() { distributed(base, rule.place) } else { base.to_owned() };
    let mut told = trimmed(&base).to_owned();
    if !own.is_empty() && !told.contains(own) {
        told = if told.is_empty() { own.to_owned() } else { format!("{told},{own}") };
    }
    if told.chars().count() >= 2 { Some(told) } else { subject(context) }
}

/// The words of a statement that name whom it is for; of a bare payment the heading's.
pub(super) fn subject(context: &Context<'_, '_>) -> Option<String> {
    let plain = |first: &&str| first.chars().count() > 3 && !first.contains(['%', '元']) && !first.starts_with('按');
    let opened = context.words.split_once([',', ':']).map(|(first, _)| trimmed(first)).filter(plain);
    let lead = Some(trimmed(context.lead)).filter(|lead| !lead.is_empty());
    opened.or(lead).or(Some(trimmed(context.heading)).filter(|heading| !heading.is_empty())).map(ToOwned::to_owned)
}

/// A condition without the words that only join it: 对…的,.
fn trimmed(words: &str) -> &str {
    let words =
        words.trim_matches([',', '、', ':', '(', ' ', '\t', '|', '①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨', '⑩']);
    let words = words.strip_prefix("对于").or_else(|| words.strip_prefix('对')).unwrap_or(words);
    let words = words.trim_end_matches("分别").trim_end_matches("一次性").trim_end_matches('由');
    let words = words.strip_suffix(words.get(payer(words)..).unwrap_or_default()).unwrap_or(words);
    words.trim_end_matches(',').trim_end_matches('的').trim_matches([',', '、', ':'])
}

/// `base` without the payments of earlier clauses; its own clause is its last `length` bytes.
fn unpaid(base: &str, length: usize) -> &str {
    let earlier = base.get(..base.len().saturating_sub(length)).unwrap_or_default();
    let Some(verb) = WORDS.first("verb", earlier) else { return base };
    if !earlier.get(verb.end..).is_some_and(|rest| rest.contains(['元', '%', '万'])) {
        return base;
    }
    let own = base.get(earlier.len()..).unwrap_or_default();
    if own.chars().count() >= 2 {
        own
    } else if earlier.starts_with(['对', '凡']) {
        earlier.get(..verb.start).unwrap_or_default()
    } else {
        ""
    }
}

/// Where a payer ends the words: 市财政 of …的,市财政.
fn payer(words: &str) -> usize {
    let clause = clause_start(words, words.len());
    let own = words.get(clause..).unwrap_or_default();
    if WORDS.ends("payer", own).is_some() && own.chars().count() <= 12 && clause > 0 { clause } else { words.len() }
}

/// The label right before a figure: 省级 of 、省级20万元.
fn label(own: &str) -> &str {
    let words = own.trim_start_matches([',', '、', '和', '及', '(', ':', ';']);
    let cut = ["verb", "cap", "by", "period", "payer", "surcharge"]
        .iter()
        .filter_map(|label| WORDS.first(label, words))
        .map(|span| span.start)
        .min();
    let words = cut.and_then(|cut| words.get(..cut)).unwrap_or(words);
    let words = words.trim_matches(['的', '(', ':', ' ']);
    if (2..=30).contains(&words.chars().count()) { words } else { "" }
}

/// The member of a list in `base` that belongs to the `place`-th figure, in place of the whole list.
fn distributed(base: &str, (place, count): (usize, usize)) -> String {
    sums(base, place, count).or_else(|| names(base, place, count)).unwrap_or_else(|| base.to_owned())
}

/// 达到1亿元、5亿元、10亿元的: a list of quantities.
fn sums(base: &str, place: usize, count: usize) -> Option<String> {
    let tokens = tokens(base);
    let mut run: Vec<Span> = Vec::new();
    for token in &tokens {
        let apart = |last: &Span| {
            base.get(last.end..token.span.start).is_none_or(|gap| gap.chars().count() > 4 || gap.contains(','))
        };
        if !matches!(token.kind, Kind::Quantity(_)) {
            continue;
        }
        if run.last().is_some_and(apart) {
            run.clear();
        }
        run.push(token.span);
        let more = base.get(token.span.end..).is_some_and(|rest| rest.starts_with(['、', '和']));
        if run.len() == count && !more {
            break;
        }
    }
    if run.len() != count {
        return None;
    }
    let (first, own, last) = (run.first()?, run.get(place)?, run.last()?);
    Some(format!("{}{}{}", base.get(..first.start)?, own.of(base), base.get(last.end..)?))
}

/// 国家级、省级的: a list of names that end alike; the first and last carry the words around the list.
fn names(base: &str, place: usize, count: usize) -> Option<String> {
    let pieces: Vec<&str> = base.split(['、']).collect();
    let listed = pieces.windows(count).next()?;
    let (first, last) = (*listed.first()?, *listed.last()?);
    let sign = first.chars().next_back()?;
    let end = last.find(sign)? + sign.len_utf8();
    let tail = last.get(end..)?;
    let length = last.get(..end)?.chars().count();
    // 国家级 stands beside 省级 and 市级, one character longer.
    let length = if first.ends_with("国家级") { 3 } else { length };
    let start = first.char_indices().rev().nth(length.checked_sub(1)?).map_or(0, |(at, _)| at);
    let own = match place {
        0 => first.get(start..)?,
        place if place + 1 == count => last.get(..end)?,
        place => listed.get(place)?,
    };
    let more = pieces.get(count..)?;
    let head = format!("{}{own}{tail}", first.get(..start)?);
    Some([&[head.as_str()], more].concat().join("、"))
}
