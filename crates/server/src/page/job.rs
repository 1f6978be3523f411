//! One job: how far it has come, what came out or went wrong, and what to do next.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use domain::say::{Lang, Say};
use serde_json::Value;
use store::audit::china_time;
use store::job::{Job, JobError, JobId, JobState};

use super::jobs::{counted, sign};
use crate::app::App;
use crate::component::form::Button;
use crate::component::going::Going;
use crate::component::html::Html;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::shell::acting::Writer;
use crate::shell::done::Done;
use crate::shell::error::{PageError, Thing};
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;
use crate::work::Work;

/// A job.
#[derive(Debug, Template)]
#[template(path = "page/job.html")]
pub struct JobPage {
    frame: Frame,
    state: Html,
    /// How far it has come, while it may still change.
    going: Option<Html>,
    cancel: Option<Html>,
    /// What came out, or went wrong.
    said: String,
    wrong: bool,
    next: String,
    findings: Html,
    facts: Vec<(String, String)>,
    act: String,
}

/// Shows a job.
///
/// # Errors
/// [`PageError::NoSuch`] where there is none, [`PageError::Data`] when the store cannot be read.
pub async fn show(State(app): State<App>, viewer: Viewer, Path(id): Path<String>) -> Result<Response, PageError> {
    let words = viewer.words;
    let number = number(&id)?;
    let job = app.store().job(number).await.map_err(PageError::data)?.ok_or_else(|| missing(&id))?;
    if let Some(own) = Work::of(&job.kind).and_then(|work| work.page).and_then(|page| page(&job)) {
        return Ok(Done::on(own).into_response());
    }
    let going = !job.state.is_ended();
    let wrong = job.error.is_some() && job.state != JobState::Done;
    let said = if wrong { job.error.clone() } else { job.said() };
    // What was looked through and is not sound is no good news either.
    let wrong = wrong || job.result.as_ref().and_then(|result| result.get("sound")) == Some(&Value::Bool(false));
    let (label, action) = (words.t("job-cancel"), format!("/jobs/{}/cancel", job.id));
    let cancel = Button { action: &action, label: &label, with: &[], first: false };
    let lead = Work::of(&job.kind).map_or_else(|| job.kind.clone(), |work| work.say(words.lang()));
    let page = JobPage {
        state: sign(&job, words),
        going: going.then(|| come(&app, &job, words)),
        cancel: (going && !job.cancel).then(|| cancel.show()),
        said: said.map(|said| said.say(words.lang())).unwrap_or_default(),
        wrong,
        next: next(&job, words),
        findings: findings(&job, words),
        facts: facts(&job, words),
        act: format!("/audit/{}", job.act),
        frame: app.now().await?.frame(viewer, Section::Jobs, job.title.say(words.lang())).lead(lead).with_forms(),
    };
    Ok(Page(page).into_response())
}

/// Asks for a job to be cancelled.
///
/// # Errors
/// [`PageError::NoSuch`] where there is none, [`PageError::NotDone`] where it has ended.
pub async fn cancel(State(app): State<App>, writer: Writer, Path(id): Path<String>) -> Result<Done, PageError> {
    let number = number(&id)?;
    // What goes on in this program is told first: it may hold the store, and lets go of it when it hears.
    let live = app.live().of(number);
    if let Some(going) = &live {
        going.stop();
    }
    let mut acting = app.store().act(writer.act("job.cancel", "")).await.map_err(PageError::data)?;
    let cancelled = acting.cancel_job(number).await;
    if live.is_some() && matches!(cancelled, Err(JobError::Ended { .. })) {
        return Ok(Done::on(format!("/jobs/{number}")));
    }
    cancelled.map_err(|error| match error {
        JobError::NoSuch { .. } => missing(&id),
        JobError::Ended { .. } => PageError::NotDone(domain::say::Said::new(error.say(Lang::Zh), error.say(Lang::En))),
        error @ JobError::Store(_) => PageError::data(error),
    })?;
    let act = acting.commit().await.map_err(PageError::data)?;
    Ok(Done::kept(act, format!("/jobs/{number}")))
}

/// How far it has come; the page looks again by itself.
fn come(app: &App, job: &Job, words: Words) -> Html {
    let (done, total) = counted(app, job);
    let note = job.progress.note.say(words.lang());
    let note = if note.is_empty() { job.state.say(words.lang()) } else { note };
    Going { here: &format!("/jobs/{}", job.id), note: &note, done, total, words }.show()
}

fn missing(id: &str) -> PageError {
    PageError::NoSuch { kind: Thing::Job, name: id.to_owned() }
}

fn number(id: &str) -> Result<JobId, PageError> {
    id.parse().map(JobId::of_number).map_err(|_| missing(id))
}

/// What to do about it.
fn next(job: &Job, words: Words) -> String {
    match job.state {
        JobState::Waiting if job.error.is_some() => words.ta("job-next-again", &[("at", &china_time(job.run_at))]),
        JobState::Failed => words.t("job-next-failed"),
        _ => String::new(),
    }
}

fn facts(job: &Job, words: Words) -> Vec<(String, String)> {
    let mut facts = vec![
        (words.t("job-person"), job.person_name.clone()),
        (words.t("job-made"), china_time(job.made_at)),
        (words.t("job-attempts"), format!("{} / {}", job.attempts, job.most_attempts)),
    ];
    facts.extend(job.runner.clone().map(|runner| (words.t("job-runner"), runner)));
    facts.extend(job.ended_at.map(|at| (words.t("job-ended"), china_time(at))));
    facts
}

/// Findings that a result lists, as `{check, place, what, next}`.
fn findings(job: &Job, words: Words) -> Html {
    let list = job.result.as_ref().and_then(|result| result.get("findings")).and_then(Value::as_array);
    let Some(list) = list.filter(|list| !list.is_empty()) else { return Html::default() };
    let said = |one: &Value, key: &str| {
        let lang = match words.lang() {
            Lang::Zh => "zh",
            Lang::En => "en",
        };
        one.get(key).and_then(|said| said.get(lang)).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let rows = list.iter().map(|one| {
        let place = one.get("place").and_then(Value::as_str).unwrap_or_default();
        Row::new(vec![Cell::text(place), Cell::text(said(one, "what")), Cell::text(said(one, "next"))])
    });
    let heads = vec![
        Head::new(words.t("job-place")).align(Align::Wide),
        Head::new(words.t("job-what")).align(Align::Long),
        Head::new(words.t("job-next")).align(Align::Long),
    ];
    Table::new(words.t("job-findings"), heads, rows.collect()).show(words)
}
