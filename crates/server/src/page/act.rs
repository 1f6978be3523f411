//! One act: who, when, from where and why, and what each record was and became.

use askama::Template;
use axum::extract::{Path, State};
use store::audit::{ActRow, ChangeRow, china_time, differences};

use crate::app::App;
use crate::component::html::Html;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::page::audit;
use crate::shell::error::{PageError, Thing};
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// Changes shown of one act.
const MOST: u64 = 200;

/// An act.
#[derive(Template)]
#[template(path = "page/act.html")]
pub struct ActPage {
    frame: Frame,
    facts: Vec<(String, String)>,
    changes: Html,
    /// How many changes are not shown.
    more: String,
}

/// Shows an act.
///
/// # Errors
/// [`PageError::NoSuch`] where there is none, [`PageError::Data`] when the store cannot be read.
pub async fn show(State(app): State<App>, viewer: Viewer, Path(id): Path<String>) -> Result<Page<ActPage>, PageError> {
    let missing = || PageError::NoSuch { kind: Thing::Act, name: id.clone() };
    let number: i64 = id.parse().map_err(|_| missing())?;
    let words = viewer.words;
    let act = app.store().act_of(number).await.map_err(PageError::data)?.ok_or_else(missing)?;
    let changes = app.store().changes_of(number, 0, MOST).await.map_err(PageError::data)?;
    let shown = changes.len() as u64;
    let more = match act.changes.saturating_sub(shown) {
        0 => String::new(),
        more => words.tn("audit-more", usize::try_from(more).unwrap_or(usize::MAX)),
    };
    Ok(Page(ActPage {
        facts: facts(&act, words),
        changes: table(&changes, words),
        more,
        frame: app.now().await?.frame(viewer, Section::Audit, audit::kind(&act.kind, words)).lead(format!(
            "{} · {}",
            act.actor.name,
            china_time(act.at)
        )),
    }))
}

fn facts(act: &ActRow, words: Words) -> Vec<(String, String)> {
    let maybe = |text: Option<&str>| text.filter(|text| !text.is_empty()).unwrap_or("—").to_owned();
    vec![
        (words.t("audit-who"), format!("{}（{}）{}", act.actor.name, act.actor.code, audit::who(act, words))),
        (words.t("audit-when"), china_time(act.at)),
        (words.t("audit-from"), format!("{} {}", audit::origin(&act.origin, words), act.origin_detail)),
        (words.t("audit-why"), maybe(act.reason.as_deref())),
        (words.t("audit-request"), maybe(Some(&act.request))),
    ]
}

fn table(changes: &[ChangeRow], words: Words) -> Html {
    let mut rows = Vec::new();
    for change in changes {
        let differences = differences(change.was.as_deref(), change.became.as_deref());
        for (at, difference) in differences.into_iter().enumerate() {
            let field = domain::attribute::title(&difference.field, words.lang()).to_owned();
            rows.push(Row::new(vec![
                if at == 0 { Cell::text(&change.label) } else { Cell::text("") },
                Cell::text(field),
                difference.was.map_or_else(|| Cell::text("—"), |was| Cell::Part(Html::struck(&was))),
                difference.became.map_or_else(|| Cell::text("—"), Cell::Text),
            ]));
        }
    }
    let heads = vec![
        Head::new(words.t("audit-record")).align(Align::Wide),
        Head::new(words.t("audit-field")).align(Align::Line),
        Head::new(words.t("audit-was")).align(Align::Wide),
        Head::new(words.t("audit-became")).align(Align::Wide),
    ];
    Table::new(words.t("audit-changes"), heads, rows).show(words)
}
