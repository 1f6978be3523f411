//! What a version would change on the data at hand: who would rise and fall, whose grade and score would be another.

use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::header::REFRESH;
use axum::response::{IntoResponse, Response};
use domain::cause::causes;
use domain::period::Period;
use domain::say::Say;
use evaluation::Evaluation;
use evaluation::compare::compare;
use evaluation::effect::Tally;
use policy::Pack;

use crate::app::App;
use crate::component::empty::Empty;
use crate::component::figure::{self, Figure};
use crate::component::html::Html;
use crate::component::number;
use crate::component::paging::Paging;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::page::compare_rows::Shown;
use crate::page::pack::{pack_href, version_href};
use crate::page::{register_words, version, zones};
use crate::read::against;
use crate::read::effects::{self, BrokeOff, Effect, SchemeEffect};
use crate::read::now::{Latest, Now};
use crate::read::versions::{PackVersions, checked};
use crate::shell::address::Address;
use crate::shell::error::PageError;
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// How long a page waits for the runs before it says that they go on.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a version would change.
#[derive(Template)]
#[template(path = "page/effect.html")]
pub struct EffectPage {
    frame: Frame,
    tabs: Html,
    offers: Html,
    /// What stands instead where nothing can be worked out.
    instead: Option<Html>,
    schemes: Html,
    one: Option<OneScheme>,
}

/// One scheme in full.
struct OneScheme {
    title: String,
    message: String,
    figures: Html,
    slopes: Vec<(String, Html)>,
    table: Html,
    paging: Html,
    lists: Vec<(String, Vec<(String, String)>)>,
}

/// Shows what a version would change.
///
/// # Errors
/// [`PageError::NoSuch`] when there is none of that name, [`PageError::Data`] when the data cannot be read.
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, sm3)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let now = app.now().await?;
    let all = PackVersions::read(&app, &now, &id).await?;
    let version = all.version(&sm3)?;
    let (words, here) = (viewer.words, viewer.here.clone());
    let against = against::find(&app, &now, &all, version, here.get("against"), words).await?;
    let own = Address::of(version_href(&all.id, version.sm3));
    let mut page = EffectPage {
        tabs: version::views(&own, &against, false, words),
        offers: version::offers(&Address::of(here.path()), &against, words),
        instead: None,
        schemes: Html::default(),
        one: None,
        frame: Frame::bare(viewer.clone(), Section::Packs, ""),
    };
    let mut again = false;
    let new = checked(&app, &now, version.sm3).await?.1.ok().map(|(pack, _)| Arc::new(pack));
    let mut lead = words.t("effect-lead");
    match basis(&now, &viewer, new, against.pack.clone(), words)? {
        Err(empty) => page.instead = Some(empty.show()),
        Ok(basis) => {
            let against = against.chosen.map(|offer| offer.label).unwrap_or_default();
            let data = register_words::as_of(basis.latest.view.release(), words);
            let period = basis.period.say(words.lang());
            lead = words.ta("effect-on", &[("period", &period), ("data", &data), ("other", &against)]);
            let heads = (against, words.ta("version-title", &[("version", &version.sm3.short())]));
            match tokio::time::timeout(PATIENCE, work_out(&app, &basis)).await {
                Err(_) => {
                    again = true;
                    page.instead = Some(Empty::new(words.t("effect-running"), words.t("effect-running-why")).show());
                }
                Ok(Err(BrokeOff)) => {
                    page.instead = Some(Empty::new(words.t("effect-not"), words.t("effect-broke-off")).show());
                }
                Ok(Ok(effect)) if effect.is_empty() => {
                    page.instead = Some(Empty::new(words.t("effect-none"), words.t("effect-none-why")).show());
                }
                Ok(Ok(effect)) => {
                    page.schemes = schemes(&effect, &here, words);
                    page.one = chosen(&effect, &here).map(|one| one_scheme(one, heads, &here, words));
                }
            }
        }
    }
    page.frame = now
        .frame(viewer, Section::Packs, words.ta("effect-title", &[("version", &version.sm3.short())]))
        .lead(lead)
        .below(pack_href(&all.id), &all.title)
        .below(format!("{}/versions", pack_href(&all.id)), words.t("versions"))
        .below(own.to_string(), version.sm3.short())
        .demonstration(all.demonstration)
        .with_results();
    let mut response = Page(page).into_response();
    if again {
        // Without a script the page looks again by itself.
        response.headers_mut().insert(REFRESH, axum::http::HeaderValue::from_static("3"));
    }
    Ok(response)
}

/// What an effect is worked out of.
struct Basis {
    old: Arc<Pack>,
    new: Arc<Pack>,
    latest: Arc<Latest>,
    period: Period,
}

fn basis(
    now: &Now,
    viewer: &Viewer,
    new: Option<Arc<Pack>>,
    old: Option<Arc<Pack>>,
    words: Words,
) -> Result<Result<Basis, Empty>, PageError> {
    let (Some(latest), Some(period)) = (now.latest()?, now.period(viewer)) else {
        return Ok(Err(zones::nothing_imported(words)));
    };
    Ok(match (old, new) {
        (_, None) => Err(Empty::new(words.t("effect-not"), words.t("differences-broken"))),
        (None, _) => Err(Empty::new(words.t("effect-not"), words.t("differences-first"))),
        (Some(old), Some(new)) => Ok(Basis { old, new, latest: Arc::clone(latest), period }),
    })
}

/// The effect, worked out once however many look; the work goes on where they have gone.
async fn work_out(app: &App, basis: &Basis) -> Result<Effect, BrokeOff> {
    let Basis { old, new, latest, period } = basis;
    let key = (old.hash(), new.hash(), *period);
    if latest.effects.begin(key) {
        let (app, old, new, of, period) = (app.clone(), Arc::clone(old), Arc::clone(new), Arc::clone(latest), *period);
        tokio::spawn(async move {
            let view = Arc::clone(&of);
            let done = app.heavy(move || Ok(effects::work_out(&old, &new, &view.view, period))).await;
            let told = |error: &PageError| tracing::error!(causes = causes(error), "an effect broke off");
            of.effects.end(key, done.inspect_err(told).ok());
        });
    }
    latest.effects.ready(key).await
}

/// The scheme asked for, else the first whose results would be others, else the first that can be run.
fn chosen<'a>(effect: &'a Effect, here: &Address) -> Option<(&'a SchemeEffect, &'a (Evaluation, Evaluation))> {
    let run = || effect.iter().filter_map(|one| Some((one, one.outcome.as_ref().ok()?)));
    let asked = here.get("scheme");
    let moves = |(_, (before, after)): &(&SchemeEffect, &(Evaluation, Evaluation))| {
        compare(before, after).moved().next().is_some()
    };
    match asked {
        Some(asked) => run().find(|(one, _)| one.id.as_str() == asked),
        None => run().find(moves).or_else(|| run().next()),
    }
}

/// Every scheme in a line: how many are moved, and how.
fn schemes(effect: &Effect, here: &Address, words: Words) -> Html {
    let count = |head: String| Head::new(head).align(Align::Number);
    let heads = vec![
        Head::new(words.t("evaluation-scheme")).align(Align::Wide),
        count(words.t("compare-both")),
        count(words.t("compare-up")),
        count(words.t("compare-down")),
        count(words.t("effect-grades")),
        count(words.t("effect-scores")).optional(),
        count(words.t("effect-in-out")).optional(),
    ];
    let own = chosen(effect, here).map(|(one, _)| one.id.clone());
    let rows = effect.iter().map(|one| {
        let Ok((before, after)) = &one.outcome else {
            let why = one.outcome.as_ref().err().map(|said| said.say(words.lang())).unwrap_or_default();
            let missing = || Cell::Missing(words.t("effect-not"));
            let title = Cell::Noted { text: one.title.clone(), href: None, note: why };
            return Row::new(vec![title, missing(), missing(), missing(), missing(), missing(), missing()]);
        };
        let Tally { both, score, up, down, grade, new, gone, .. } = compare(before, after).tally();
        let href = here.without("page").with("scheme", one.id.as_str()).to_string();
        let row = Row::new(vec![
            Cell::link(href, &one.title),
            Cell::whole(both),
            Cell::whole(up),
            Cell::whole(down),
            Cell::whole(grade),
            Cell::whole(score),
            Cell::Text(format!("{} / {}", number::whole(new), number::whole(gone))),
        ]);
        if own.as_ref() == Some(&one.id) { row.marked(true) } else { row }
    });
    Table::new(words.t("effect-schemes"), heads, rows.collect()).show(words)
}

fn one_scheme(
    (one, (before, after)): (&SchemeEffect, &(Evaluation, Evaluation)),
    heads: (String, String),
    here: &Address,
    words: Words,
) -> OneScheme {
    let found = compare(before, after);
    let shown = Shown { two: None, heads, found: &found, here, words };
    let mut rows = shown.rows();
    if here.get("sort").is_none() {
        // Those who move most come first.
        rows.sort_by_key(|one| std::cmp::Reverse(one.rise().map(i64::abs).unwrap_or_default()));
    }
    let paging = Paging::read(here, rows.len());
    OneScheme {
        title: one.title.clone(),
        message: message(&shown, &rows, words),
        figures: figure::show(&figures(found.tally(), words)),
        slopes: shown.slopes(&rows),
        table: shown.table(&rows[paging.range()]),
        paging: paging.show(here, words),
        lists: shown.lists(),
    }
}

fn message(shown: &Shown<'_>, rows: &[&evaluation::compare::Mover<'_>], words: Words) -> String {
    if rows.iter().any(|one| one.rise().is_some_and(|rise| rise != 0)) {
        return shown.message(rows);
    }
    if rows.iter().any(|one| one.is_moved()) { words.t("effect-only-scores") } else { words.t("effect-nothing") }
}

fn figures(tally: Tally, words: Words) -> Vec<Figure> {
    let figure = |label: String, value: usize| Figure {
        label,
        value: number::whole(value),
        unit: String::new(),
        note: String::new(),
        href: None,
    };
    vec![
        figure(words.t("compare-both"), tally.both),
        figure(words.t("compare-up"), tally.up),
        figure(words.t("compare-down"), tally.down),
        figure(words.t("effect-grades"), tally.grade),
        figure(words.t("effect-scores"), tally.score),
        figure(words.t("compare-new"), tally.new),
        figure(words.t("compare-gone"), tally.gone),
    ]
}
