//! Every evaluation that was run and sealed, newest period first.

use askama::Template;
use axum::extract::State;
use domain::say::Say;

use crate::app::App;
use crate::component::empty::Empty;
use crate::component::html::Html;
use crate::component::paging::Paging;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::read::sealed::Sealed;
use crate::shell::error::PageError;
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// The list of evaluations.
#[derive(Template)]
#[template(path = "page/evaluations.html")]
pub struct EvaluationsPage {
    frame: Frame,
    list: Html,
    broken: Vec<(String, String)>,
    paging: Html,
}

/// Shows the list.
///
/// # Errors
/// [`PageError::Data`] when the home cannot be read.
pub async fn show(State(app): State<App>, viewer: Viewer) -> Result<Page<EvaluationsPage>, PageError> {
    let now = app.now().await?;
    let words = viewer.words;
    let here = viewer.here.clone();
    let paging = Paging::read(&here, now.evaluations().len());
    let shown = &now.evaluations()[paging.range()];
    let generated = shown.iter().any(|one| one.evaluation().demonstration);
    let rows = shown.iter().map(|one| row(one, words)).collect();
    let heads = vec![
        Head::new(words.t("evaluation-scheme")).align(Align::Wide),
        Head::new(words.t("period")).align(Align::Line),
        Head::new(words.t("evaluation-scored")).align(Align::Number),
        Head::new(words.t("evaluation-populations")).align(Align::Number).optional(),
        Head::new(words.t("evaluation-first")).align(Align::Text).optional(),
        Head::new(words.t("evaluation-seal")).align(Align::Line).optional(),
    ];
    let title = words.t("menu-evaluations");
    let list = Table::new(title.clone(), heads, rows).or_empty(none(words)).show(words);
    let broken = now.broken().iter().map(|(name, fault)| (name.clone(), fault.said.say(words.lang()))).collect();
    Ok(Page(EvaluationsPage {
        list,
        broken,
        paging: paging.show(&here, words),
        frame: now
            .frame(viewer, Section::Evaluations, title)
            .lead(words.t("evaluations-lead"))
            .demonstration(generated),
    }))
}

/// What is said where nothing has been evaluated.
#[must_use]
pub fn none(words: Words) -> Empty {
    Empty::new(words.t("evaluations-none"), words.t("evaluations-none-why"))
        .command("yuanheng evaluate --home DIR --pack PACK --release r0001 --period 2024 --out result.xlsx")
        .way("/guide", words.t("menu-guide"))
}

fn row(one: &Sealed, words: Words) -> Row {
    let evaluation = one.evaluation();
    let first: Vec<_> = evaluation.populations.iter().filter_map(|population| population.subjects.first()).collect();
    let first: Vec<_> = first.iter().filter(|subject| subject.rank == Some(1)).map(|subject| subject.shown()).collect();
    let joint = if words.lang() == domain::say::Lang::Zh { "、" } else { ", " };
    Row::new(vec![
        Cell::Noted { text: evaluation.title.clone(), href: Some(one.href()), note: evaluation.pack_title.clone() },
        Cell::Text(evaluation.period.say(words.lang())),
        Cell::whole(one.scored()),
        Cell::whole(evaluation.populations.iter().filter(|population| !population.subjects.is_empty()).count()),
        Cell::Text(first.join(joint)),
        Cell::Text(one.id.short()),
    ])
}
