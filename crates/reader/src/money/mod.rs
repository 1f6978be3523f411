//! Who gets how much for what.
//!
//! A paragraph is cut into statements ([`statement`]); in each, every sum and share gets its role ([`figure`]): a payment, its
//! ceiling, or a threshold of the condition. Payments and ceilings that belong together are one rule ([`group`]), told by
//! whom, when and what for ([`telling`]).

mod condition;
mod figure;
mod group;
mod role;
mod statement;
mod table;
mod telling;

use std::sync::LazyLock;

use crate::body::Body;
use crate::model::MoneyRule;
use crate::words::Words;

pub(crate) use table::cells;

/// The words of this extractor, as text.
pub(crate) const WORDS_TEXT: &str = include_str!("words.txt");

/// The words of this extractor.
static WORDS: LazyLock<Words> = LazyLock::new(|| Words::parse(WORDS_TEXT));

/// The items of this kind in `body`, in the order of the text.
pub(crate) fn money_rules(body: &Body<'_>) -> Vec<MoneyRule> {
    let mut out = Vec::new();
    let tables = table::tables(body);
    let leads = statement::Leads::of(body);
    for (at, paragraph) in body.prose().enumerate() {
        if let Some(rules) = tables.get(&at) {
            out.extend(rules.iter().cloned());
        } else {
            out.extend(statement::rules(body, paragraph, &leads));
        }
    }
    out
}
