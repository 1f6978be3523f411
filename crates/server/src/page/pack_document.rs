//! What a pack carries of its document beside figures: who does what by when, and what follows from how it went.

use domain::say::Say;
use policy::Pack;
use policy::dynamic::Dynamic;
use policy::task::{Task, TaskKind};

use crate::component::html::Html;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::page::policy_words;
use crate::page::score_parts::joint;
use crate::shell::locale::Words;

/// The table of tasks; none where the pack has none.
#[must_use]
pub fn tasks(pack: &Pack, words: Words) -> Option<Html> {
    if pack.tasks.is_empty() {
        return None;
    }
    // Most documents tell leading and supporting agencies apart; a column that says nothing is not shown.
    let responsible = pack.tasks.iter().any(|task| !task.responsible.is_empty());
    let mut heads = vec![
        Head::new(words.t("task")).align(Align::Wide),
        Head::new(words.t("task-lead")).align(Align::Wide),
        Head::new(words.t("task-support")).align(Align::Wide),
    ];
    if responsible {
        heads.push(Head::new(words.t("task-responsible")).align(Align::Wide));
    }
    heads.extend([Head::new(words.t("target-by")), Head::new(words.t("cite")).align(Align::Text).optional()]);
    let rows = pack.tasks.iter().map(|task| task_row(task, responsible, words)).collect();
    Some(Table::new(words.t("pack-tasks"), heads, rows).as_cards().show(words))
}

fn task_row(task: &Task, responsible: bool, words: Words) -> Row {
    let kind = (task.kind == TaskKind::Safeguard).then(|| task.kind.say(words.lang()));
    let notes: Vec<String> = [kind, task.text.clone(), task.note.clone()].into_iter().flatten().collect();
    let mut cells = vec![
        titled(&task.title, &notes),
        agencies(&task.lead, task.open_ended, words),
        agencies(&task.support, task.open_ended && task.lead.is_empty(), words),
    ];
    if responsible {
        let alone = task.lead.is_empty() && task.support.is_empty();
        cells.push(agencies(&task.responsible, task.open_ended && alone, words));
    }
    cells.push(Cell::Text(policy_words::deadline(task.by, words)));
    cells.push(Cell::Text(policy_words::cite(&task.cite, words)));
    Row::new(cells)
}

fn agencies(names: &[String], open_ended: bool, words: Words) -> Cell {
    let listed = names.join(joint(words));
    match (names.is_empty(), open_ended) {
        (true, _) => Cell::maybe(None::<String>),
        (false, false) => Cell::Text(listed),
        (false, true) => Cell::Text(words.ta("task-and-others", &[("agencies", &listed)])),
    }
}

/// A title with fine print below, where there is any.
pub(super) fn titled(title: &str, notes: &[String]) -> Cell {
    if notes.is_empty() {
        return Cell::text(title);
    }
    Cell::Noted { text: title.to_owned(), href: None, note: notes.join(" · ") }
}

/// The table of rules of dynamic management; none where the pack has none.
#[must_use]
pub fn dynamics(pack: &Pack, words: Words) -> Option<Html> {
    if pack.dynamics.is_empty() {
        return None;
    }
    let heads = vec![
        Head::new(words.t("dynamic")).align(Align::Wide),
        Head::new(words.t("dynamic-condition")).align(Align::Wide),
        Head::new(words.t("dynamic-counted")),
        Head::new(words.t("dynamic-kind")).align(Align::Line),
        Head::new(words.t("dynamic-consequence")).align(Align::Wide),
        Head::new(words.t("cite")).align(Align::Text).optional(),
    ];
    let rows = pack.dynamics.iter().map(|rule| dynamic_row(pack, rule, words)).collect();
    Some(Table::new(words.t("pack-dynamics"), heads, rows).as_cards().show(words))
}

fn dynamic_row(pack: &Pack, rule: &Dynamic, words: Words) -> Row {
    let notes: Vec<String> = rule.note.iter().cloned().collect();
    let scheme = rule.scheme.as_ref().and_then(|id| pack.scheme(id.as_str())).map(|scheme| scheme.title.clone());
    let counted: Vec<String> = scheme.into_iter().chain(rule.counted.parts(words.lang())).collect();
    Row::new(vec![
        titled(&rule.title, &notes),
        Cell::text(&rule.condition),
        Cell::maybe((!counted.is_empty()).then(|| counted.join(joint(words)))),
        Cell::Text(rule.kind.say(words.lang())),
        Cell::text(&rule.consequence),
        Cell::Text(policy_words::cite(&rule.cite, words)),
    ])
}
