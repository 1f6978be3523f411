//! The money rules of a pack: what is paid to whom, up to which cap, how often and from which budgets.

use domain::say::{Lang, Say};
use policy::Pack;
use policy::subsidy::{Money, Pay, Payer, Payment, Step, Steps, Subsidy, SubsidyList, Sum};
use rust_decimal::Decimal;

use crate::component::html::Html;
use crate::component::number;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::page::pack_document::titled;
use crate::page::policy_words;
use crate::page::score_parts::joint;
use crate::shell::locale::Words;

/// The table of money rules; none where the pack has none.
#[must_use]
pub fn subsidies(pack: &Pack, words: Words) -> Option<Html> {
    if pack.subsidies.is_empty() {
        return None;
    }
    let heads = vec![
        Head::new(words.t("subsidy")).align(Align::Wide),
        Head::new(words.t("subsidy-kind")).align(Align::Line),
        Head::new(words.t("subsidy-pays")).align(Align::Wide),
        Head::new(words.t("subsidy-cap")),
        Head::new(words.t("subsidy-paid")),
        Head::new(words.t("subsidy-payers")),
        Head::new(words.t("cite")).align(Align::Text).optional(),
    ];
    let rows = pack.subsidies.iter().map(|subsidy| row(subsidy, words)).collect();
    Some(Table::new(words.t("pack-subsidies"), heads, rows).as_cards().show(words))
}

/// The table of bounds over several of them; none where the pack has none.
#[must_use]
pub fn lists(pack: &Pack, words: Words) -> Option<Html> {
    if pack.subsidy_lists.is_empty() {
        return None;
    }
    let heads = vec![
        Head::new(words.t("subsidy-list")).align(Align::Wide),
        Head::new(words.t("subsidy-over")).align(Align::Wide),
        Head::new(words.t("subsidy-cap")),
        Head::new(words.t("subsidy-paid")),
        Head::new(words.t("cite")).align(Align::Text).optional(),
    ];
    let rows = pack.subsidy_lists.iter().map(|list| list_row(pack, list, words)).collect();
    Some(Table::new(words.t("pack-subsidy-lists"), heads, rows).as_cards().show(words))
}

fn row(subsidy: &Subsidy, words: Words) -> Row {
    let notes: Vec<String> = std::iter::once(subsidy.condition.clone()).chain(subsidy.note.clone()).collect();
    let mut caps: Vec<String> = subsidy.cap.map(|cap| money(cap, words)).into_iter().collect();
    caps.extend(subsidy.total_cap.map(|cap| words.ta("subsidy-total", &[("cap", &money(cap, words))])));
    if subsidy.highest_only {
        caps.push(words.t("subsidy-highest"));
    }
    Row::new(vec![
        titled(&subsidy.title, &notes),
        Cell::Text(subsidy.kind.say(words.lang())),
        Cell::maybe(subsidy.sum.as_ref().map(|sum| pays(sum, subsidy.at_most, words))),
        said(&caps, words),
        often(subsidy.period, subsidy.per.as_deref(), words),
        said(&payers(&subsidy.payers, words), words),
        Cell::Text(policy_words::cite(&subsidy.cite, words)),
    ])
}

fn list_row(pack: &Pack, list: &SubsidyList, words: Words) -> Row {
    let over = pack.subsidies.iter().filter(|subsidy| list.subsidies.contains(&subsidy.id));
    let over: Vec<&str> = over.map(|subsidy| subsidy.title.as_str()).collect();
    let mut caps: Vec<String> = list.cap.map(|cap| money(cap, words)).into_iter().collect();
    if list.highest_only {
        caps.push(words.t("subsidy-highest-of"));
    }
    Row::new(vec![
        titled(&list.title, &list.note.iter().cloned().collect::<Vec<_>>()),
        Cell::text(over.join(joint(words))),
        said(&caps, words),
        often(list.period, list.per.as_deref(), words),
        Cell::Text(policy_words::cite(&list.cite, words)),
    ])
}

const fn parted(words: Words) -> &'static str {
    match words.lang() {
        Lang::Zh => "；",
        Lang::En => "; ",
    }
}

fn said(parts: &[String], words: Words) -> Cell {
    Cell::maybe((!parts.is_empty()).then(|| parts.join(parted(words))))
}

fn money(money: Money, words: Words) -> String {
    number::with_unit(&number::plain(money.value), &money.unit.say(words.lang()))
}

fn pay(one: &Pay, words: Words) -> String {
    match one {
        Pay::Amount(amount) => money(*amount, words),
        Pay::Rate { share, base } => {
            let percent = number::plain(*share * Decimal::ONE_HUNDRED);
            words.ta("subsidy-rate", &[("base", base), ("percent", &percent)])
        }
    }
}

fn pays(sum: &Sum, at_most: bool, words: Words) -> String {
    let sums = match sum {
        Sum::Flat(one) => pay(one, words),
        Sum::Steps(steps) => by_steps(steps, words),
    };
    if at_most { words.ta("subsidy-at-most", &[("sum", &sums)]) } else { sums }
}

fn by_steps(steps: &Steps, words: Words) -> String {
    let one = |step: &Step| {
        let from = step.at_least.zip(steps.of.as_ref()).map(|(least, (what, unit))| {
            let least = number::with_unit(&number::plain(least), &unit.say(words.lang()));
            words.ta("subsidy-step-from", &[("what", what), ("least", &least)])
        });
        let case: Vec<String> = step.title.iter().cloned().chain(from).collect();
        let sum = words.ta("subsidy-step", &[("case", &case.join(joint(words))), ("sum", &pay(&step.pays, words))]);
        match step.cap {
            Some(cap) => words.ta("subsidy-step-cap", &[("step", &sum), ("cap", &money(cap, words))]),
            None => sum,
        }
    };
    let mut all: Vec<String> = steps.steps.iter().map(one).collect();
    if steps.marginal {
        all.push(words.t("subsidy-marginal"));
    }
    all.join(parted(words))
}

fn often(period: Option<Payment>, per: Option<&str>, words: Words) -> Cell {
    let parts: Vec<String> =
        per.map(str::to_owned).into_iter().chain(period.map(|period| period.say(words.lang()))).collect();
    Cell::maybe((!parts.is_empty()).then(|| parts.join(joint(words))))
}

/// The budgets with their parts: `市级财政 : 区级财政 = 1 : 1`.
fn payers(payers: &[Payer], words: Words) -> Vec<String> {
    let budgets: Vec<&str> = payers.iter().map(|payer| payer.budget.as_str()).collect();
    let parts: Vec<String> = payers.iter().filter_map(|payer| payer.part).map(number::plain).collect();
    match (payers.is_empty(), parts.is_empty()) {
        (true, _) => Vec::new(),
        (false, true) => vec![budgets.join(joint(words))],
        (false, false) => vec![format!("{} = {}", budgets.join(" : "), parts.join(" : "))],
    }
}
