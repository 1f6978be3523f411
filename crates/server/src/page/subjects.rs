//! The register of everything else that is measured: firms, areas, cities.

use askama::Template;
use axum::extract::State;
use domain::attribute;

use crate::app::App;
use crate::component::empty::Empty;
use crate::component::filter::{Field, Filter};
use crate::component::html::Html;
use crate::component::paging::Paging;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::page::{register_words, zones};
use crate::shell::address::segment;
use crate::shell::error::PageError;
use crate::shell::frame::{Choice, Frame, Section};
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// The list.
#[derive(Template)]
#[template(path = "page/filtered.html")]
pub struct SubjectsPage {
    frame: Frame,
    filter: Html,
    list: Html,
    paging: Html,
}

/// Shows the list.
///
/// # Errors
/// [`PageError::Data`] when the home cannot be read.
pub async fn show(State(app): State<App>, viewer: Viewer) -> Result<Page<SubjectsPage>, PageError> {
    let now = app.now().await?;
    let words = viewer.words;
    let here = viewer.here.clone();
    let title = words.t("menu-subjects");
    let Some(latest) = now.latest()? else {
        let list = zones::nothing_imported(words).show();
        let frame = now.frame(viewer, Section::Subjects, title);
        return Ok(Page(SubjectsPage { frame, filter: Html::default(), list, paging: Html::default() }));
    };
    let search = here.get("q").unwrap_or_default().to_lowercase();
    let others = latest.index.lines().iter().filter(|line| line.subject_kind != "zone");
    let found: Vec<_> = others
        .filter(|line| here.get("kind").is_none_or(|kind| line.subject_kind == kind))
        .filter(|line| line.matches(&search))
        .collect();
    let paging = Paging::read(&here, found.len());
    let rows = found[paging.range()].iter().map(|line| {
        let maybe = |text: &str| Cell::maybe(Some(text.to_owned()).filter(|text| !text.is_empty()));
        let href = format!("/subjects/{}", segment(line.id.as_str()));
        Row::new(vec![
            Cell::Noted { text: line.name.clone(), href: Some(href), note: line.id.to_string() },
            Cell::text(register_words::subject_kind(&line.subject_kind, words)),
            maybe(&line.region),
            maybe(&line.industry),
        ])
    });
    let heads = vec![
        Head::new(attribute::title("name", words.lang())).align(Align::Wide),
        Head::new(attribute::title("subject_kind", words.lang())).align(Align::Line),
        Head::new(attribute::title("region", words.lang())),
        Head::new(attribute::title("industry", words.lang())).align(Align::Wide).optional(),
    ];
    let empty =
        Empty::new(words.t("subjects-none"), words.t("subjects-none-why")).way("/subjects", words.t("filter-clear"));
    let list = Table::new(title.clone(), heads, rows.collect()).or_empty(empty).show(words);
    let kinds = latest.index.values(|line| line.subject_kind != "zone", |line| &line.subject_kind);
    let choices =
        kinds.into_iter().map(|kind| Choice { label: register_words::subject_kind(&kind, words), value: kind });
    let fields = vec![Field::new("kind", attribute::title("subject_kind", words.lang()).to_owned(), choices.collect())];
    let lead = format!(
        "{} · {}",
        words.tn("count-subjects", found.len()),
        register_words::as_of(latest.view.release(), words)
    );
    let generated = found.iter().any(|line| line.demonstration);
    Ok(Page(SubjectsPage {
        filter: Filter { here: &here, search: words.t("zones-search"), fields, words }.show(),
        list,
        paging: paging.show(&here, words),
        frame: now.frame(viewer, Section::Subjects, title).lead(lead).demonstration(generated),
    }))
}
