//! The statements of a paragraph and what they lean on: the payment before, the lead-in above.

use crate::body::{Body, Clause, Paragraph};
use crate::lex::{
    clause::{halves, sentences},
    tokens,
};
use crate::mend::Span;
use crate::model::MoneyRule;

use super::WORDS;
use super::figure::{Before, figures};
use super::group;
use super::table::cells;
use super::telling::{Context, free, rule};

/// Longer pieces are no prose; they are passed over, so that no text takes more than linear time.
const LONGEST: usize = 3000;

/// How many clauses above a paragraph are looked at for a lead-in.
const ABOVE: usize = 4;

/// For every clause, the words that lead into its list of sums.
#[derive(Clone, Debug)]
pub(super) struct Leads<'a>(Vec<Option<&'a str>>);

impl<'a> Leads<'a> {
    /// Reads the lead-ins of all clauses: a last paragraph that ends in a colon, or a heading such as 奖励标准.
    pub(super) fn of(body: &Body<'a>) -> Self {
        let lead = |clause: &Clause| {
            let last = body.own(clause).last().map(|paragraph| body.words(paragraph.content));
            let sentence = last.and_then(|words| words.rsplit('。').find(|words| !words.is_empty()));
            let opens =
                sentence.filter(|words| words.ends_with(':') && WORDS.in_text("verb", words) && words.len() <= LONGEST);
            let heading = body.words(clause.heading_span);
            let titled = (heading.len() <= 90 && WORDS.in_text("sum_label", heading)).then_some(heading);
            opens.or(titled)
        };
        Self(body.clauses.iter().map(lead).collect())
    }

    /// The lead-in above a paragraph.
    fn above(&self, body: &Body<'a>, paragraph: &Paragraph) -> Option<&'a str> {
        let mut at = paragraph.clause?;
        for _ in 0..ABOVE {
            if let Some(lead) = self.0.get(at).copied().flatten() {
                return Some(lead);
            }
            at = body.clauses.get(at)?.parent?;
        }
        None
    }
}

/// The rules of a paragraph; of a row, those of each cell.
pub(super) fn rules(body: &Body<'_>, paragraph: &Paragraph, leads: &Leads<'_>) -> Vec<MoneyRule> {
    if !paragraph.row {
        return prose(body, paragraph, paragraph.content, None, leads);
    }
    let text = body.words(paragraph.content);
    let mut label = None;
    let mut out = Vec::new();
    for cell in cells(text) {
        out.extend(prose(body, paragraph, cell.after(paragraph.content.start), label, leads));
        let words = cell.of(text);
        label = label.or((!words.chars().all(|ch| ch.is_ascii_digit())).then_some(words));
    }
    out
}

/// The rules of prose in a paragraph or a cell; of a cell, `label` names its row.
fn prose(
    body: &Body<'_>,
    paragraph: &Paragraph,
    content: Span,
    label: Option<&str>,
    leads: &Leads<'_>,
) -> Vec<MoneyRule> {
    let text = body.words(content);
    if !text.contains(['元', '%', '万', '亿', '‰', '免', '减']) && !text.contains("配套") && !text.contains("百分之")
    {
        return Vec::new();
    }
    let heading = || body.clause(paragraph).map(|clause| body.words(clause.heading_span)).unwrap_or_default();
    let heading = label.unwrap_or_else(heading);
    let lead = leads.above(body, paragraph).filter(|lead| !text.ends_with(lead)).unwrap_or_default();
    let mut out: Vec<(MoneyRule, Span)> = Vec::new();
    let mut mergeable = false;
    for sentence in sentences(text) {
        let words = sentence.of(text);
        if words.len() > 4 * LONGEST && !words.contains(';') || past(words) {
            mergeable = false;
            continue;
        }
        let mut paid = mergeable && WORDS.starts("merge", words).is_some();
        let mut colon = "";
        let mut first = true;
        for half in halves(text, sentence) {
            let words = half.of(text);
            if words.len() > LONGEST {
                continue;
            }
            // 奖励标准:国家级100万元;省级50万元 leads over all its halves.
            if first && let Some((lead, _)) = words.split_once(':').filter(|(lead, _)| WORDS.in_text("sum_label", lead))
            {
                colon = lead;
            }
            let told = Context {
                body,
                paragraph,
                at: half.after(content.start),
                words,
                heading,
                lead: if colon.is_empty() { lead } else { colon },
            };
            let before = Before { paid, lead: !told.lead.is_empty() };
            let found = group::rules(words, figures(words, &tokens(words), before));
            if first && mergeable && cap_only(words, &found) && merge(&mut out, &told, &found) {
                paid = true;
                first = false;
                continue;
            }
            paid |= !found.is_empty();
            out.extend(found.iter().filter_map(|found| rule(&told, found)));
            out.extend(free(&told));
            first = false;
        }
        mergeable = !out.is_empty() && paid;
    }
    out.into_iter().map(|(rule, _)| rule).collect()
}

/// Whether a sentence tells what was, not what will be.
fn past(sentence: &str) -> bool {
    WORDS.in_text("past", sentence) && !sentence.contains("按照") && !sentence.contains("的,")
}

/// Whether a sentence only caps what the sentence before it gives.
fn cap_only(words: &str, found: &[group::Rule]) -> bool {
    WORDS.starts("merge", words).is_some()
        && !group::conditioned(words)
        && matches!(found, [only] if only.main.is_none() && only.cap.is_some())
}

/// Adds a ceiling to the rules of the sentence before; false where they have one.
fn merge(out: &mut [(MoneyRule, Span)], context: &Context<'_, '_>, found: &[group::Rule]) -> bool {
    let Some(cap) = found.first().and_then(|rule| rule.cap.as_ref()) else { return false };
    let Some(before) = out.last().map(|(_, span)| *span) else { return false };
    let span = before.join(context.at);
    let open =
        |rule: &MoneyRule| rule.cap.is_none() && rule.total_cap.is_none() && (rule.rate.or(rule.amount)).is_some();
    let mut merged = false;
    for (rule, place) in out.iter_mut().rev().take_while(|(_, place)| *place == before) {
        if !open(rule) {
            continue;
        }
        rule.cap = Some(cap.value);
        rule.cap_unit = Some(cap.unit.clone());
        merged = true;
        if span.end - span.start <= 600 {
            rule.text = context.body.quoted(span);
            rule.offset = context.body.offset(span);
            *place = span;
        }
    }
    merged
}
