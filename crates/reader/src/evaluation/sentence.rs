//! Rules in prose: a condition, then the clauses that follow from it.

use crate::lex::clause::{clauses, halves, sentences};
use crate::mend::Span;

use super::clause::{Role, Weight, consequence, role, weight as rated};
use super::open::{Open, after_colon, directed, exempt, extend, graded, headed, managed, weighed};
use super::{Found, WORDS, class, kind, list, score};

/// Longer sentences are no prose; they are passed over, so that no text takes more than linear time.
const LONGEST: usize = 9000;

/// The rules of a paragraph.
pub(super) fn rules(text: &str) -> Vec<Found> {
    if !text.contains('分')
        && !["rated", "bad", "good", "evaluation", "term", "moved", "grade_to", "exempt"]
            .iter()
            .any(|label| WORDS.in_text(label, text))
    {
        return Vec::new();
    }
    let mut out = Vec::new();
    for sentence in sentences(text) {
        // What a word means (本办法所称…,是指…) is no rule.
        if sentence.end - sentence.start > LONGEST || WORDS.in_text("meaning", sentence.of(text)) {
            continue;
        }
        if let Some(found) = list::inline(text, sentence) {
            out.extend(found);
            continue;
        }
        // The evaluation a sentence names is still meant in its later halves.
        let mut named = None;
        for half in halves(text, sentence) {
            let scored = score::rules(text, half);
            if scored.is_empty() {
                out.extend(prose(text, half, &mut named));
            } else {
                out.extend(scored);
            }
        }
    }
    out
}

/// The rules of a half of a sentence.
fn prose(text: &str, half: Span, named: &mut Option<Span>) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    let mut open: Option<Open> = None;
    let mut last: Option<Span> = None;
    let mut matter: Option<Span> = None;
    for span in clauses(text, half) {
        if let Some(found) = headed(text, span, *named) {
            close(text, open.replace(found), &mut out);
            last = Some(span);
            continue;
        }
        let span = after_colon(text, span);
        let words = bare(span.of(text));
        let span = Span::new(span.end - words.len(), span.end);
        let role = role(words);
        if step(words, role, open.as_mut(), span) || again(text, words, open.as_mut(), span) {
            last = Some(span);
            continue;
        }
        let fresh = |condition, then, weight, named| Open::new(half, condition, then, weight, named);
        match role {
            Role::Whole(at) => {
                close(text, open.take(), &mut out);
                let edge = span.start + at;
                let whose = last.filter(|last| words.starts_with('以') && last.of(text).starts_with('对'));
                // D类企业不享受: the class is one of the evaluation named before.
                let classed = WORDS.starts("class", words).is_some() && !words.contains("评");
                let (condition, then) = (Span::new(span.start, edge), Span::new(edge, span.end));
                let found = match whose {
                    // 对未达标的地块,以处置规模作为依据: the condition is whom it is for.
                    Some(whose) => fresh(whose, Some(span), Weight::Rated, None),
                    None => fresh(condition, Some(then), Weight::Rated, None),
                };
                open = Some(Open { named: named.filter(|_| classed), ..found });
            }
            Role::Directed(class) => {
                close(text, open.take(), &mut out);
                open = Some(directed(words, class, span, &mut matter));
            }
            Role::BasisWhole(at) => {
                close(text, open.take(), &mut out);
                let edge = span.start + at;
                let (condition, then) = (Span::new(span.start, edge), Span::new(edge, span.end));
                open = Some(fresh(condition, Some(then), Weight::Rated, *named));
            }
            Role::Basis => {
                close(text, open.take(), &mut out);
                open = Some(fresh(span, None, Weight::Rated, *named));
            }
            Role::Linked => match &mut open {
                Some(open) => extend(open, span),
                None => {
                    if let Some(condition) = *named {
                        open = Some(fresh(condition, Some(span), Weight::Rated, None));
                    }
                }
            },
            Role::Opens(weight) => {
                let waiting = open.filter(|open| open.consequence.is_none() && open.clauses < 4);
                if let Some(mut more) = waiting {
                    more.condition.end = span.end;
                    more.weight = more.weight.max(weight);
                    more.clauses += 1;
                    open = Some(more);
                } else {
                    close(text, open.take(), &mut out);
                    // 连续三年不合格,或者整改不到位的开发区: the first of two cases stands before.
                    let other = words.starts_with('或').then_some(last).flatten();
                    let first = other.filter(|last| rated(last.of(text)) > Weight::None);
                    open = Some(fresh(first.map_or(span, |first| first.join(span)), None, weight, None));
                }
            }
            Role::Follows(_) | Role::Plain => {
                let Some(current) = &mut open else {
                    open = named.and_then(|named| managed(text, named, span)).or_else(|| graded(text, last, span));
                    open = open.or_else(|| weighed(text, last, span)).or_else(|| exempt(text, last, span));
                    name(text, span, named);
                    last = Some(span);
                    continue;
                };
                // Once something follows, what else is said to follow needs no strong word.
                let begun = current.consequence.is_some() && matches!(role, Role::Follows(_));
                let needed = if begun { Weight::Rated } else { current.weight };
                let follows = consequence(words, needed).is_some();
                if follows {
                    extend(current, span);
                } else if current.consequence.is_none() && current.clauses < 4 {
                    current.condition.end = span.end;
                    current.clauses += 1;
                } else {
                    close(text, open.take(), &mut out);
                }
            }
        }
        name(text, span, named);
        last = Some(span);
    }
    close(text, open, &mut out);
    out
}

/// 限期整改,逾期仍不达标的,予以清退: a second step of the same consequence.
fn step(words: &str, role: Role, open: Option<&mut Open>, span: Span) -> bool {
    let Some(open) = open.filter(|open| open.consequence.is_some()) else { return false };
    let goes_on = words.starts_with("逾期") && matches!(role, Role::Opens(_));
    if goes_on {
        extend(open, span);
        open.weight = Weight::Rated;
    }
    goes_on
}

/// 停止向D类企业供地,D类企业不得竞买: more of the same for one class.
fn again(text: &str, words: &str, open: Option<&mut Open>, span: Span) -> bool {
    let Some(open) = open.filter(|open| open.consequence.is_some()) else { return false };
    let goes_on = class::again(open.condition.of(text), words);
    if goes_on {
        extend(open, span);
    }
    goes_on
}

/// Remembers a clause that names an evaluation.
fn name(text: &str, span: Span, named: &mut Option<Span>) {
    let words = span.of(text);
    if WORDS.in_text("evaluation", words) && rated(words) == Weight::Rated {
        *named = Some(span);
    }
}

/// A clause without the words that only join it to the one before.
fn bare(words: &str) -> &str {
    ["并且", "并", "同时", "其中", "而", "且", "要", "特别是"]
        .iter()
        .find_map(|word| {
            let rest = words.strip_prefix(word)?;
            (!rest.is_empty() && !rest.starts_with(['与', '作', '购'])).then_some(rest)
        })
        .unwrap_or(words)
}

/// Ends a rule, if it has become one.
fn close(text: &str, open: Option<Open>, out: &mut Vec<Found>) {
    let Some(open) = open else { return };
    let Some(then) = open.consequence else { return };
    let mut condition = condition(open.condition.of(text)).to_owned();
    if let Some(named) = open.named.filter(|named| *named != open.condition) {
        condition = format!("{},{condition}", phrase(named.of(text)));
    }
    let matter = open.matter.map_or("", |matter| matter.of(text));
    let consequence = format!("{matter}{}", then.of(text).trim_matches([',', ';']));
    if condition.chars().count() < 2 || consequence.is_empty() {
        return;
    }
    // A payment in figures is a money rule; it is a rule of evaluation too only where a rating brings it.
    let paid = consequence.contains("万元") || consequence.contains("亿元");
    if paid && !WORDS.in_text("money_rated", &condition) && !class::rated(&condition) {
        return;
    }
    let span = Span::new(open.start.min(open.condition.start), then.end);
    let confidence = if open.weight == Weight::Rated { 0.85 } else { 0.7 };
    out.push(Found { span, kind: kind(&consequence), condition, consequence, confidence });
}

/// A condition without 对, 将 and 的.
fn condition(words: &str) -> &str {
    let leads = ["对于", "对", "凡是", "凡", "将", "把", "根据", "依据", "按照", "结合", "以"];
    let words = leads.iter().find_map(|lead| words.strip_prefix(lead)).unwrap_or(words);
    words.trim_end_matches(['要', '应', '将']).trim_end_matches([',', '的', ':'])
}

/// The name of an evaluation at the end of a clause: “亩均论英雄”评价体系.
fn phrase(words: &str) -> &str {
    let words = condition(words);
    // 亩均效益综合评价为A类的企业: the evaluation without what came out of it.
    let whole = words.find("评价为").map(|at| at + "评价".len());
    let words = whole.and_then(|end| words.get(..end)).unwrap_or(words);
    let last = words.rsplit('的').next().filter(|last| last.chars().count() >= 4).unwrap_or(words);
    last.char_indices().rev().nth(29).and_then(|(at, _)| last.get(at..)).unwrap_or(last)
}
