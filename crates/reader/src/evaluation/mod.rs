//! What follows from how someone is rated.
//!
//! Each sentence is cut into clauses; a clause may open a condition, carry a consequence or both ([`clause`]). Consecutive
//! clauses make a rule ([`sentence`]). Cut-offs and points ([`score`]), lists under one consequence ([`list`]) and tables
//! of grades ([`table`]) have forms of their own.

mod class;
mod clause;
mod list;
mod open;
mod score;
mod sentence;
mod table;

use std::sync::LazyLock;

use crate::body::{Body, Paragraph};
use crate::mend::Span;
use crate::model::EvaluationRule;
use crate::words::Words;

/// The words of this extractor, as text.
pub(crate) const WORDS_TEXT: &str = include_str!("words.txt");

/// The words of this extractor.
static WORDS: LazyLock<Words> = LazyLock::new(|| Words::parse(WORDS_TEXT));

/// A rule found in a paragraph; places are bytes of its words.
#[derive(Clone, Debug, PartialEq)]
struct Found {
    span: Span,
    condition: String,
    consequence: String,
    kind: &'static str,
    confidence: f64,
}

/// The items of this kind in `body`, in the order of the text.
pub(crate) fn evaluation_rules(body: &Body<'_>) -> Vec<EvaluationRule> {
    let leads = list::leads(body);
    let mut out = Vec::new();
    for paragraph in body.prose() {
        let text = body.words(paragraph.content);
        let found = if paragraph.row {
            table::rules(text)
        } else if let Some(consequence) = list::above(body, paragraph, &leads) {
            list::members(text, consequence)
        } else {
            sentence::rules(text)
        };
        out.extend(found.into_iter().map(|found| item(body, paragraph, found)));
    }
    out
}

/// A rule as it is handed out.
fn item(body: &Body<'_>, paragraph: &Paragraph, found: Found) -> EvaluationRule {
    let span = found.span.after(paragraph.content.start);
    EvaluationRule {
        text: body.quoted(span),
        offset: body.offset(span),
        path: body.path(paragraph).to_owned(),
        confidence: found.confidence,
        condition: Some(found.condition),
        consequence: Some(found.consequence),
        kind: Some(found.kind.to_owned()),
    }
}

/// What kind of consequence it is.
fn kind(consequence: &str) -> &'static str {
    let found = WORDS.labels("kind:").find(|label| WORDS.in_text(label, consequence));
    found.and_then(|label| label.strip_prefix("kind:")).unwrap_or("other")
}
