//! One zone, firm or area: all that is known of it, each value with the cell it comes from.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use domain::attribute;
use domain::id::SubjectId;
use domain::period::Period;
use domain::say::Say;
use facts::{ArchiveError, ReleaseView, ValueRow, ValuesPart};
use policy::Pack;

use crate::app::{App, aside};
use crate::component::empty::Empty;
use crate::component::html::Html;
use crate::component::number;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::page::{register_words, subject_evaluations};
use crate::read::now::Latest;
use crate::shell::error::{PageError, Thing};
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// One subject.
#[derive(Template)]
#[template(path = "page/subject.html")]
pub struct SubjectPage {
    frame: Frame,
    attributes: Vec<(String, String, String)>,
    values: Html,
    evaluations: Html,
}

/// Shows the subject.
///
/// # Errors
/// [`PageError::NoSuch`] when the latest release does not know it.
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> Result<Page<SubjectPage>, PageError> {
    let now = app.now().await?;
    let missing = || PageError::NoSuch { kind: Thing::Subject, name: id.clone() };
    let latest = Arc::clone(now.latest()?.ok_or_else(missing)?);
    let line = latest.index.line(&id).ok_or_else(missing)?.clone();
    let words = viewer.words;
    let reported = {
        let (latest, id) = (Arc::clone(&latest), line.id.clone());
        aside(move || reported(&latest.view, &id).map_err(PageError::data)).await?
    };
    let rows = reported.iter().map(|one| one.row(&latest.view, now.packs(), words)).collect();
    let section = if line.subject_kind == "zone" { Section::Zones } else { Section::Subjects };
    let kind = register_words::subject_kind(&line.subject_kind, words);
    let lead = format!("{kind} · {} · {}", line.id, register_words::as_of(latest.view.release(), words));
    Ok(Page(SubjectPage {
        attributes: attributes(&latest, &line.id, words),
        values: values_table(rows, words),
        evaluations: subject_evaluations::show(&now, &line.id, words),
        frame: now.frame(viewer, section, &line.name).lead(lead).demonstration(line.demonstration),
    }))
}

/// Label, value, and the cell it stands in.
fn attributes(latest: &Latest, id: &SubjectId, words: Words) -> Vec<(String, String, String)> {
    let mut known: Vec<_> = latest.index.register().attributes(id).collect();
    known.sort_by_key(|one| register_words::place_of(one.name.as_str()));
    known
        .into_iter()
        .map(|one| {
            let name = one.name.as_str();
            let source = place(one.file_name, one.sheet, &one.cell, words);
            (attribute::title(name, words.lang()).to_owned(), register_words::value(name, one.text, words), source)
        })
        .collect()
}

/// File, sheet and cell in a line.
#[must_use]
pub fn place(file: &str, sheet: &str, cell: &str, words: Words) -> String {
    words.ta("place", &[("file", file), ("sheet", sheet), ("cell", cell)])
}

/// A figure that was reported of the subject.
struct Reported {
    part: Arc<ValuesPart>,
    row: ValueRow,
    period: Period,
}

/// Every figure of the subject, newest period first.
fn reported(view: &ReleaseView, id: &SubjectId) -> Result<Vec<Reported>, ArchiveError> {
    let mut found = Vec::new();
    for period in view.periods().into_iter().rev() {
        for part in view.values_of(period)? {
            let Ok(at) = part.subjects.binary_search(id) else { continue };
            let from = part.rows.partition_point(|row| (row.subject as usize) < at);
            let own = part.rows[from..].iter().take_while(|row| row.subject as usize == at);
            found.extend(own.map(|row| Reported { part: Arc::clone(&part), row: *row, period }));
        }
    }
    Ok(found)
}

impl Reported {
    fn row(&self, view: &ReleaseView, packs: &[Arc<Pack>], words: Words) -> Row {
        let lang = words.lang();
        let code = self.part.indicators.get(usize::from(self.row.indicator));
        let code = code.map_or("", |code| code.as_str());
        let found = packs.iter().find_map(|pack| pack.indicator(code).map(|indicator| (pack, indicator)));
        let title = match found {
            Some((pack, indicator)) => Cell::link(crate::page::pack::indicator_href(pack, code), &indicator.title),
            None => Cell::text(code),
        };
        let (figure, state) = match self.row.figure() {
            Ok(figure) => (Cell::Text(number::plain(figure)), self.row.state.say(lang)),
            Err(reason) => (Cell::Missing(reason.say(lang)), reason.say(lang)),
        };
        let unit = self.part.units.get(usize::from(self.row.unit)).map(|unit| unit.say(lang)).unwrap_or_default();
        let file = self.part.sources.get(usize::from(self.row.source)).map(|hash| view.file_name(*hash));
        let sheet = self.part.sheets.get(usize::from(self.row.cell.sheet)).map_or("", |name| name);
        Row::new(vec![
            title,
            Cell::Text(self.period.say(lang)),
            figure,
            Cell::Text(unit),
            Cell::Text(state),
            Cell::Text(place(&file.unwrap_or_default(), sheet, &self.row.cell.a1(), words)),
        ])
    }
}

fn values_table(rows: Vec<Row>, words: Words) -> Html {
    let heads = vec![
        Head::new(words.t("indicator")).align(Align::Text),
        Head::new(words.t("period")).align(Align::Line),
        Head::new(words.t("value")).align(Align::Number),
        Head::new(words.t("indicator-unit")).align(Align::Line),
        Head::new(words.t("value-state")).align(Align::Line).optional(),
        Head::new(words.t("value-source")).align(Align::Wide).optional(),
    ];
    let empty = Empty::new(words.t("values-none"), words.t("values-none-why"));
    Table::new(words.t("values"), heads, rows).or_empty(empty).show(words)
}
