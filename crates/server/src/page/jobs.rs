//! The jobs: what is done in the background, for whom, and how far it has come; the newest first.

use askama::Template;
use axum::extract::State;
use domain::say::Say;
use store::audit::china_time;
use store::job::{Job, JobState, Wanted};

use crate::app::App;
use crate::component::empty::Empty;
use crate::component::filter::{Field, Filter};
use crate::component::form::Button;
use crate::component::html::Html;
use crate::component::paging::{Paging, ROWS};
use crate::component::state::{self, Light};
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::component::{number, progress};
use crate::shell::acting::Writer;
use crate::shell::address::Address;
use crate::shell::done::Done;
use crate::shell::error::{PageError, Thing};
use crate::shell::frame::{Choice, Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::Page;
use crate::shell::posted::Posted;
use crate::shell::viewer::Viewer;
use crate::work::{WORKS, Work};

/// A page of jobs.
#[derive(Debug, Template)]
#[template(path = "page/jobs.html")]
pub struct JobsPage {
    frame: Frame,
    ask: Vec<Html>,
    filter: Html,
    list: Html,
    paging: Html,
}

/// Shows a page of jobs.
///
/// # Errors
/// [`PageError::BadQuery`] for a state that there is not, [`PageError::Data`] when the store cannot be read.
pub async fn show(State(app): State<App>, viewer: Viewer) -> Result<Page<JobsPage>, PageError> {
    let (words, here) = (viewer.words, viewer.here.clone());
    let wanted = wanted(&here)?;
    let found = app.store().jobs(&wanted).await.map_err(PageError::data)?;
    let heads = vec![
        Head::new(words.t("job-title")).align(Align::Wide),
        Head::new(words.t("job-state")).align(Align::Line),
        Head::new(words.t("job-progress")).align(Align::Line),
        Head::new(words.t("job-person")).align(Align::Line).optional(),
        Head::new(words.t("job-made")).align(Align::Line).optional(),
        Head::new(words.t("job-ended")).align(Align::Line).optional(),
    ];
    let rows = found.rows.iter().map(|job| row(&app, job, words)).collect();
    let title = words.t("menu-jobs");
    let empty = if wanted.state.is_none() && wanted.kind.is_none() {
        Empty::new(words.t("job-none"), words.t("job-none-why"))
    } else {
        Empty::new(words.t("job-none-such"), words.t("job-none-such-why")).way("/jobs", words.t("filter-clear"))
    };
    let count = usize::try_from(found.count).unwrap_or(usize::MAX);
    let asked = WORKS.iter().filter(|work| work.asked).map(|work| {
        let (label, with) = (work.say(words.lang()), [("kind", work.code)]);
        Button { action: "/jobs", label: &label, with: &with, first: false }.show()
    });
    Ok(Page(JobsPage {
        ask: asked.collect(),
        filter: filter(&here, words),
        list: Table::new(title.clone(), heads, rows).or_empty(empty).show(words),
        paging: Paging::read(&here, count).show(&here, words),
        frame: app.now().await?.frame(viewer, Section::Jobs, title).lead(words.t("job-lead")).with_forms(),
    }))
}

/// Asks for a job that anybody may ask for, and goes on to its page.
///
/// # Errors
/// [`PageError::NoSuch`] for a kind that there is not or that needs more, [`PageError::Data`] when the store refuses.
pub async fn ask(State(app): State<App>, writer: Writer, posted: Posted) -> Result<Done, PageError> {
    let kind = posted.get("kind");
    let work = Work::of(kind).filter(|work| work.asked);
    let work = work.ok_or_else(|| PageError::NoSuch { kind: Thing::Job, name: kind.to_owned() })?;
    let mut acting = app.store().act(writer.act("job.ask", "")).await.map_err(PageError::data)?;
    let job = acting.enqueue(work.job()).await.map_err(PageError::data)?;
    let act = acting.commit().await.map_err(PageError::data)?;
    Ok(Done::kept(act, format!("/jobs/{job}")))
}

fn wanted(here: &Address) -> Result<Wanted, PageError> {
    let bad = |key: &str| PageError::BadQuery { key: key.to_owned() };
    let state = here.get("state").map(|code| JobState::from_code(code).ok_or_else(|| bad("state"))).transpose()?;
    let asked = here.get("page").and_then(|text| text.parse::<u64>().ok()).unwrap_or(1).max(1);
    Ok(Wanted {
        state,
        kind: here.get("kind").map(str::to_owned),
        person: None,
        skip: (asked - 1).saturating_mul(ROWS as u64),
        most: ROWS as u64,
    })
}

fn filter(here: &Address, words: Words) -> Html {
    let states = JobState::ALL.iter().map(|state| (state.code(), state.say(words.lang())));
    let kinds = WORKS.iter().map(|work| (work.code, work.say(words.lang())));
    let choices = |all: Vec<(&str, String)>| {
        all.into_iter().map(|(value, label)| Choice { value: value.to_owned(), label }).collect()
    };
    let fields = vec![
        Field::new("state", words.t("job-state"), choices(states.collect())),
        Field::new("kind", words.t("job-kind"), choices(kinds.collect())),
    ];
    Filter { here, search: String::new(), fields, words }.show()
}

fn row(app: &App, job: &Job, words: Words) -> Row {
    let ended = job.ended_at.map(china_time);
    Row::new(vec![
        Cell::link(format!("/jobs/{}", job.id), job.title.say(words.lang())),
        Cell::Part(sign(job, words)),
        Cell::Part(come(app, job, words)),
        Cell::text(&job.person_name),
        Cell::text(china_time(job.made_at)),
        Cell::maybe(ended),
    ])
}

/// How the job stands.
pub(super) fn sign(job: &Job, words: Words) -> Html {
    let light = match job.state {
        JobState::Waiting | JobState::Running => Light::Open,
        JobState::Done => Light::Done,
        JobState::Failed => Light::Late,
        JobState::Cancelled => Light::None,
    };
    let mut word = job.state.say(words.lang());
    if job.cancel && !job.state.is_ended() {
        word = words.t("job-cancelling");
    } else if job.state == JobState::Waiting && job.error.is_some() {
        return state::show(Light::Warn, &words.t("job-again"));
    }
    state::show(light, &word)
}

/// How much of how much is done: as this program knows where it does the job itself, else as the store does.
pub(super) fn counted(app: &App, job: &Job) -> (u64, u64) {
    app.live().of(job.id).map_or((job.progress.done, job.progress.total), |going| going.progress())
}

/// How far the job has come.
fn come(app: &App, job: &Job, words: Words) -> Html {
    let (done, total) = counted(app, job);
    let count = |number: u64| number::whole(usize::try_from(number).unwrap_or(usize::MAX));
    let note = if job.state.is_ended() { String::new() } else { job.progress.note.say(words.lang()) };
    let counted = if total == 0 { String::new() } else { format!("{} / {}", count(done), count(total)) };
    let said: Vec<String> = [counted, note].into_iter().filter(|text| !text.is_empty()).collect();
    progress::show(done, total, &words.t("job-progress"), &said.join(" · "))
}
