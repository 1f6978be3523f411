//! One release: which forms and periods it holds, from which files, and the hashes that stand for them.

use askama::Template;
use axum::extract::{Path, State};
use domain::say::Say;
use facts::{Entry, ReleaseView};

use crate::app::{App, aside};
use crate::component::html::Html;
use crate::component::number;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::page::register_words;
use crate::shell::error::{PageError, Thing};
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// One release.
#[derive(Template)]
#[template(path = "page/release.html")]
pub struct ReleasePage {
    frame: Frame,
    facts: Vec<(String, String)>,
    parts: Html,
    files: Html,
}

/// Shows the release.
///
/// # Errors
/// [`PageError::NoSuch`] when there is no such release.
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(name): Path<String>,
) -> Result<Page<ReleasePage>, PageError> {
    let now = app.now().await?;
    let view = {
        let (now, name) = (std::sync::Arc::clone(&now), name.clone());
        aside(move || now.release(&name)).await?
    };
    let view = view.ok_or(PageError::NoSuch { kind: Thing::Release, name })?;
    let words = viewer.words;
    let release = view.release();
    let title = words.ta("release-heading", &[("name", release.name.as_str())]);
    let lead = register_words::as_of(release, words);
    Ok(Page(ReleasePage {
        facts: facts(&view, words),
        parts: parts(&view, words),
        files: files(&view, words),
        frame: now.frame(viewer, Section::Releases, title).lead(lead).demonstration(view.demonstration()),
    }))
}

fn facts(view: &ReleaseView, words: Words) -> Vec<(String, String)> {
    let release = view.release();
    let rows: u64 = view.manifest().entries.iter().filter_map(|entry| entry.values).map(|part| part.rows).sum();
    let periods: Vec<_> = view.periods().iter().map(|period| period.say(words.lang())).collect();
    let joint = if words.lang() == domain::say::Lang::Zh { "、" } else { ", " };
    [
        (words.t("release-title"), release.title.clone()),
        (words.t("release-time"), register_words::time(&release.published_at, words)),
        (words.t("release-periods"), periods.join(joint)),
        (words.t("release-figures"), number::whole(usize::try_from(rows).unwrap_or(usize::MAX))),
        (words.t("release-hash"), release.manifest.to_string()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .collect()
}

fn parts(view: &ReleaseView, words: Words) -> Html {
    let heads = vec![
        Head::new(words.t("part-form")).align(Align::Line),
        Head::new(words.t("period")).align(Align::Line),
        Head::new(words.t("part-figures")).align(Align::Number),
        Head::new(words.t("part-attributes")).align(Align::Number),
        Head::new(words.t("part-hash")).align(Align::Line).optional(),
        Head::new(words.t("part-mark")).align(Align::Line).optional(),
    ];
    let rows = view.manifest().entries.iter().map(|entry| part_row(entry, words)).collect();
    Table::new(words.t("release-parts"), heads, rows).show(words)
}

fn part_row(entry: &Entry, words: Words) -> Row {
    let count =
        |rows: Option<u64>| Cell::maybe(rows.map(|rows| number::whole(usize::try_from(rows).unwrap_or(usize::MAX))));
    let mark = if entry.demonstration { words.t("demo-mark") } else { words.t("part-real") };
    Row::new(vec![
        Cell::text(entry.form.as_str()),
        Cell::Text(entry.period.say(words.lang())),
        count(entry.values.map(|part| part.rows)),
        count(entry.subjects.map(|part| part.rows)),
        Cell::maybe(entry.values.or(entry.subjects).map(|part| part.rows_sm3.short())),
        Cell::Text(mark),
    ])
}

fn files(view: &ReleaseView, words: Words) -> Html {
    let heads = vec![
        Head::new(words.t("file-name")).align(Align::Wide),
        Head::new(words.t("part-form")).align(Align::Line),
        Head::new(words.t("period")).align(Align::Line),
        Head::new(words.t("file-hash")).align(Align::Line).optional(),
    ];
    let entries = &view.manifest().entries;
    let rows =
        entries.iter().flat_map(|entry| entry.inputs.iter().map(move |input| (entry, input))).map(|(entry, input)| {
            Row::new(vec![
                Cell::text(&input.file_name),
                Cell::text(entry.form.as_str()),
                Cell::Text(entry.period.say(words.lang())),
                Cell::Text(input.source.short()),
            ])
        });
    Table::new(words.t("release-files"), heads, rows.collect()).show(words)
}
