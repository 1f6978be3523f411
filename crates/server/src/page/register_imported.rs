//! What becomes of a spreadsheet that was sent: how far its import is, what it changed, or what is wrong in which cell.

use askama::Template;
use axum::extract::{Path, State};
use domain::hash::Sm3;
use domain::say::Say;
use store::job::{Job, JobId, JobState};

use crate::app::App;
use crate::component::form::Button;
use crate::component::going::Going;
use crate::component::html::Html;
use crate::component::number;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::page::register_import::{list_href, what_of, word_of};
use crate::shell::download::Download;
use crate::shell::error::{PageError, Thing};
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::{Key, Words};
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;
use crate::work::register_import::{Found, Input, Outcome, WORK, What};

/// The page.
#[derive(Debug, Template)]
#[template(path = "page/register_imported.html")]
pub struct ImportedPage {
    frame: Frame,
    state: Standing,
    list: String,
    again: String,
}

/// Where the import stands.
#[derive(Debug)]
enum Standing {
    Going { progress: Html, cancel: Html },
    Written { figures: Vec<(String, String)>, act: i64 },
    Sound { rows: String },
    Wrong { total: String, shown: Option<String>, marked: String, findings: Html },
    Ended { title: String, why: String },
}

/// A job that imports what the address says, and what it was told.
async fn job(app: &App, word: &str, number: i64) -> Result<(What, Job, Input), PageError> {
    let missing = || PageError::NoSuch { kind: Thing::Job, name: number.to_string() };
    let what = what_of(word)?;
    let job = app.store().job(JobId::of_number(number)).await.map_err(PageError::data)?;
    let job = job.filter(|job| job.kind == WORK.code).ok_or_else(missing)?;
    let input: Input = serde_json::from_value(job.input.clone()).map_err(|_| missing())?;
    if input.what == word_of(what) { Ok((what, job, input)) } else { Err(missing()) }
}

/// Shows where an import stands.
///
/// # Errors
/// [`PageError::NoSuch`] for one that there is not, [`PageError::Data`] when the store cannot be read.
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path((word, number)): Path<(String, i64)>,
) -> Result<Page<ImportedPage>, PageError> {
    let (what, job, input) = job(&app, &word, number).await?;
    let words = viewer.words;
    let own = format!("/registers/{}/import/{number}", word_of(what));
    let state = match (job.state, &job.result) {
        (JobState::Waiting | JobState::Running, _) => going(&app, &job, &own, words),
        (JobState::Done, Some(result)) => {
            let outcome = Outcome::of(result.clone()).map_err(PageError::failed)?;
            ended(outcome, &own, words)
        }
        (state, _) => {
            let why = job.error.as_ref().map(|said| said.say(words.lang()));
            let why = why.unwrap_or_else(|| words.t("imported-cancelled-why"));
            Standing::Ended { title: state.say(words.lang()), why }
        }
    };
    let title = words.ta("imported-title", &[("what", &what.title(words.lang()))]);
    let form = format!("/registers/{}/import", word_of(what));
    let frame = app.now().await?.frame(viewer, Section::Registers, title).lead(input.name).with_forms();
    let back = words.ta("import-title", &[("what", &what.title(words.lang()))]);
    Ok(Page(ImportedPage { state, list: list_href(what), again: form.clone(), frame: frame.below(form, back) }))
}

fn going(app: &App, job: &Job, own: &str, words: Words) -> Standing {
    let (done, total) = match app.live().of(job.id) {
        Some(going) => going.progress(),
        None => (job.progress.done, job.progress.total),
    };
    let note = words.of(if job.state == JobState::Waiting { Key("imported-waiting") } else { Key("imported-going") });
    let cancel = Button {
        action: &format!("/jobs/{}/cancel", job.id),
        label: &words.t("imported-cancel"),
        with: &[],
        first: false,
    };
    Standing::Going { progress: Going { here: own, note: &note, done, total, words }.show(), cancel: cancel.show() }
}

fn ended(outcome: Outcome, own: &str, words: Words) -> Standing {
    match outcome {
        Outcome::Sound { rows } => Standing::Sound { rows: number::whole(rows) },
        Outcome::Written { created, changed, unchanged, act } => Standing::Written {
            figures: vec![
                (words.t("imported-created"), number::whole(created)),
                (words.t("imported-changed"), number::whole(changed)),
                (words.t("imported-unchanged"), number::whole(unchanged)),
            ],
            act,
        },
        Outcome::Wrong { total, findings, .. } => {
            let total = usize::try_from(total).unwrap_or(usize::MAX);
            let shown = (findings.len() < total).then(|| number::whole(findings.len()));
            let marked = format!("{own}/marked.xlsx");
            Standing::Wrong { total: number::whole(total), shown, marked, findings: table(&findings, words) }
        }
    }
}

fn table(findings: &[Found], words: Words) -> Html {
    let rows = findings.iter().map(|found| {
        let at = match (found.row, &found.column) {
            (Some(row), Some(column)) => format!("{column}{row}"),
            (Some(row), None) => words.ta("imported-row", &[("row", &row.to_string())]),
            _ => found.column.clone().unwrap_or_default(),
        };
        let said = match words.lang() {
            domain::say::Lang::Zh => &found.zh,
            domain::say::Lang::En => &found.en,
        };
        Row::new(vec![Cell::text(at), Cell::text(&found.header), Cell::text(&found.value), Cell::text(said)])
    });
    let heads = vec![
        Head::new(words.t("imported-cell")).align(Align::Line),
        Head::new(words.t("import-column")).align(Align::Line),
        Head::new(words.t("imported-value")).align(Align::Wide),
        Head::new(words.t("imported-why")).align(Align::Wide),
    ];
    Table::new(words.t("imported-findings"), heads, rows.collect()).show(words)
}

/// The person's file with its errors marked.
///
/// # Errors
/// As [`show`]; [`PageError::NoSuch`] where nothing is wrong with it.
pub async fn marked(State(app): State<App>, Path((word, number)): Path<(String, i64)>) -> Result<Download, PageError> {
    let missing = || PageError::NoSuch { kind: Thing::Job, name: number.to_string() };
    let (_, job, input) = job(&app, &word, number).await?;
    let outcome = job.result.and_then(|result| Outcome::of(result).ok());
    let Some(Outcome::Wrong { marked, .. }) = outcome else { return Err(missing()) };
    let sm3: Sm3 = marked.parse().map_err(|_| missing())?;
    let bytes = app.kept_file(sm3).await?.ok_or_else(missing)?;
    let stem = input.name.rsplit_once('.').map_or(input.name.as_str(), |(stem, _)| stem);
    Ok(Download::workbook(&format!("{stem}.错误"), bytes))
}
