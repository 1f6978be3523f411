//! Rules in prose: a condition, then the clauses that follow from it.

use crate::lex::clause::{clauses, halves, sentences};
use crate::mend::Span;

use super::clause::{Role, Weight, class_alone, consequence, role, weight as rated};
use super::{Found, WORDS, kind, list, score};

/// Longer sentences are no prose; they are passed over, so that no text takes more than linear time.
const LONGEST: usize = 9000;

/// A condition waiting for its consequence, or a rule that may go on.
#[derive(Clone, Copy, Debug)]
struct Open {
    /// Where it begins.
    start: usize,
    /// Where its condition begins and ends.
    condition: Span,
    /// Where its consequence begins and ends, once there is one.
    consequence: Option<Span>,
    weight: Weight,
    /// How many clauses its condition has.
    clauses: usize,
    /// Words of a clause before it that name the evaluation.
    named: Option<Span>,
}

/// The rules of a paragraph.
pub(super) fn rules(text: &str) -> Vec<Found> {
    if !text.contains('分')
        && !["rated", "bad", "good", "evaluation", "term"].iter().any(|label| WORDS.in_text(label, text))
    {
        return Vec::new();
    }
    let mut out = Vec::new();
    for sentence in sentences(text) {
        if sentence.end - sentence.start > LONGEST {
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
        if step(words, role, open.as_mut(), span) {
            last = Some(span);
            continue;
        }
        let fresh = |condition: Span, consequence: Option<Span>, weight: Weight, named: Option<Span>| Open {
            start: named.map_or(condition.start, |named| named.start.max(half.start)),
            condition,
            consequence,
            weight,
            clauses: 1,
            named,
        };
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
                    open = named.and_then(|named| managed(text, named, span));
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

/// A类企业:优先保障用能: the class before the colon is the condition.
fn headed(text: &str, span: Span, named: Option<Span>) -> Option<Open> {
    let then = after_colon(text, span);
    let condition = Span::new(span.start, then.start.checked_sub(1)?.max(span.start));
    let consequence = consequence(then.of(text), Weight::Rated).map(|_| then);
    let found = Open { start: span.start, condition, consequence, weight: Weight::Rated, clauses: 1, named };
    (then.start > span.start && class_alone(condition.of(text))).then_some(found)
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

/// 建立评价机制,对企业按亩均税收进行分类管理: what follows from the evaluation just named.
fn managed(text: &str, named: Span, span: Span) -> Option<Open> {
    let words = span.of(text);
    if !words.starts_with('对') || span.start.saturating_sub(named.end) > 3 || !WORDS.in_text("managed", words) {
        return None;
    }
    let at = ["进行", "实行", "实施"].iter().filter_map(|word| words.rfind(word)).max()?;
    let edge = span.start + at;
    let (condition, consequence) = (Span::new(span.start, edge), Some(Span::new(edge, span.end)));
    Some(Open { start: span.start, condition, consequence, weight: Weight::Rated, clauses: 1, named: Some(named) })
}

/// Remembers a clause that names an evaluation.
fn name(text: &str, span: Span, named: &mut Option<Span>) {
    let words = span.of(text);
    if WORDS.in_text("evaluation", words) && rated(words) == Weight::Rated {
        *named = Some(span);
    }
}

/// Takes a clause into the consequence.
fn extend(open: &mut Open, span: Span) {
    open.consequence = Some(open.consequence.map_or(span, |before| before.join(span)));
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

/// What stands behind a colon: 强化结果运用:考核结果与….
fn after_colon(text: &str, span: Span) -> Span {
    let words = span.of(text);
    words.rfind(':').map_or(span, |at| Span::new(span.start + at + 1, span.end))
}

/// Ends a rule, if it has become one.
fn close(text: &str, open: Option<Open>, out: &mut Vec<Found>) {
    let Some(open) = open else { return };
    let Some(then) = open.consequence else { return };
    let mut condition = condition(open.condition.of(text)).to_owned();
    if let Some(named) = open.named.filter(|named| *named != open.condition) {
        condition = format!("{},{condition}", phrase(named.of(text)));
    }
    let consequence = then.of(text).trim_matches([',', ';']).to_owned();
    if condition.chars().count() < 2 || consequence.is_empty() {
        return;
    }
    // A payment in figures is a money rule; it is a rule of evaluation too only where a rating brings it.
    let paid = consequence.contains("万元") || consequence.contains("亿元");
    if paid && !WORDS.in_text("money_rated", &condition) {
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
