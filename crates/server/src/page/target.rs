//! One target of a pack: what is to be reached by when and by whom, its clause, and how things stand on the data at hand.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use domain::say::Say;
use policy::deadline::Deadline;
use policy::{Pack, Target};

use crate::app::{App, aside};
use crate::component::html::Html;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::component::target_bar;
use crate::page::pack::{indicator_href, pack_href, whom};
use crate::page::{policy_words, register_words, targets};
use crate::read::now::Now;
use crate::shell::address::segment;
use crate::shell::error::{PageError, Thing};
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// One target.
#[derive(Template)]
#[template(path = "page/target.html")]
pub struct TargetPage {
    frame: Frame,
    goal: String,
    facts: Vec<(String, String)>,
    indicator: (String, String),
    years: Option<Html>,
    /// How it stands, and as of when; what is said instead where there are no data.
    stands: Result<(String, Html), String>,
    /// What the marks of the bars mean.
    key: Html,
}

/// Shows the target.
///
/// # Errors
/// [`PageError::NoSuch`] when there is no such pack or target, [`PageError::Data`] when the data cannot be read.
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, target)): Path<(String, String)>,
) -> Result<Page<TargetPage>, PageError> {
    let now = app.now().await?;
    let pack = now.pack(&id).ok_or(PageError::NoSuch { kind: Thing::Pack, name: id })?;
    let target = pack.target(&target).ok_or(PageError::NoSuch { kind: Thing::Target, name: target })?;
    let words = viewer.words;
    let code = target.indicator.as_str();
    let indicator = pack.indicator(code).map_or_else(|| code.to_owned(), |found| found.title.clone());
    Ok(Page(TargetPage {
        goal: format!("{indicator} {}", policy_words::goal(&pack, target, words)),
        facts: facts(&pack, target, words),
        indicator: (indicator_href(&pack, code), indicator),
        years: years(&pack, target, words),
        stands: stands(&now, &viewer, &pack, target).await?,
        key: target_bar::key(words),
        frame: now
            .frame(viewer, Section::Packs, &target.title)
            .lead(format!(
                "{} · {}",
                policy_words::issuer_and_number(&pack, words),
                policy_words::cite(&target.cite, words)
            ))
            .below(pack_href(&pack.meta.id), &pack.meta.title)
            .demonstration(pack.meta.demonstration || target.cite.is_demonstration())
            .with_results(),
    }))
}

/// The address of a target of a pack.
#[must_use]
pub fn target_href(pack: &Pack, target: &str) -> String {
    format!("{}/targets/{}", pack_href(&pack.meta.id), segment(target))
}

fn facts(pack: &Pack, target: &Target, words: Words) -> Vec<(String, String)> {
    let from = target.from.map(|year| words.ta("target-by-year", &[("year", &year.to_string())]));
    let facts = [
        (words.t("target-goal"), Some(policy_words::goal(pack, target, words))),
        (words.t("target-from"), from),
        (words.t("target-by"), Some(policy_words::deadline(target.by, words))),
        (words.t("target-whom"), Some(whom(&target.subjects, words))),
        (words.t("cite"), Some(policy_words::cite(&target.cite, words))),
        (words.t("indicator-note"), target.note.clone()),
        (words.t("scheme-id"), Some(target.id.to_string())),
        (words.t("pack-number"), pack.meta.number.clone()),
    ];
    facts.into_iter().filter_map(|(label, value)| value.map(|value| (label, value))).collect()
}

/// The goals for the same indicator and the same subjects, year by year; nothing where there is only this one.
fn years(pack: &Pack, target: &Target, words: Words) -> Option<Html> {
    let kin = |other: &&Target| {
        let same = other.indicator == target.indicator && other.measure == target.measure;
        same && other.subjects == target.subjects
    };
    let mut all: Vec<&Target> = pack.targets.iter().filter(kin).collect();
    all.sort_by_key(|one| (one.by.is_none(), one.by.and_then(Deadline::last_day)));
    if all.len() < 2 {
        return None;
    }
    let heads = vec![
        Head::new(words.t("target-by")).align(Align::Line),
        Head::new(words.t("target-goal")).align(Align::Text),
        Head::new(words.t("target")).align(Align::Wide),
        Head::new(words.t("cite")).optional(),
    ];
    let rows = all.into_iter().map(|one| {
        let cells = vec![
            Cell::Text(policy_words::deadline(one.by, words)),
            Cell::Text(policy_words::goal(pack, one, words)),
            Cell::link(target_href(pack, one.id.as_str()), &one.title),
            Cell::Text(policy_words::cite(&one.cite, words)),
        ];
        Row::new(cells).marked(one.id == target.id)
    });
    Some(Table::new(words.t("target-years"), heads, rows.collect()).show(words))
}

async fn stands(
    now: &Now,
    viewer: &Viewer,
    pack: &Arc<Pack>,
    target: &Target,
) -> Result<Result<(String, Html), String>, PageError> {
    let words = viewer.words;
    let (Some(latest), Some(period)) = (now.latest()?, now.period(viewer)) else {
        return Ok(Err(words.t("target-no-release")));
    };
    let (of, pack) = (Arc::clone(latest), Arc::clone(pack));
    let held = aside(move || of.targets.of(&pack, &of.view, period)).await?;
    let line = format!("{} · {}", period.say(words.lang()), register_words::as_of(latest.view.release(), words));
    Ok(targets::of_one(&held, target.id.as_str(), words)
        .map(|table| (line, table))
        .ok_or_else(|| words.t("target-no-one")))
}
