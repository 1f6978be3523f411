//! The policy packs: what counts under each id, where it comes from, and what waits for a decision.

use askama::Template;
use axum::extract::{Path, State};
use domain::id::PackId;
use domain::say::Say;
use library::VersionError;
use store::pack::State as Standing;

use crate::app::App;
use crate::component::empty::Empty;
use crate::component::form::Button;
use crate::component::html::Html;
use crate::component::state::{self, Light};
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::page::pack::{pack_href, version_href};
use crate::page::policy_words;
use crate::read::now::Now;
use crate::read::shelf::Counted;
use crate::read::versions::PackVersions;
use crate::shell::acting::Writer;
use crate::shell::done::Done;
use crate::shell::error::{PageError, Thing};
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// The list of packs.
#[derive(Template)]
#[template(path = "page/packs.html")]
pub struct PacksPage {
    frame: Frame,
    list: Html,
}

/// Shows the list.
///
/// # Errors
/// [`PageError::Data`] when the home cannot be read.
pub async fn show(State(app): State<App>, viewer: Viewer) -> Result<Page<PacksPage>, PageError> {
    let now = app.now().await?;
    let words = viewer.words;
    let mut ids: Vec<PackId> = now.shelf().counted().iter().map(|one| one.id.clone()).collect();
    ids.extend(app.store().packs().await.map_err(PageError::data)?.into_iter().map(|line| line.pack));
    ids.sort();
    ids.dedup();
    let mut rows = Vec::new();
    for id in &ids {
        let all = PackVersions::read(&app, &now, id.as_str()).await?;
        rows.push(row(&now, &all, now.shelf().get(id.as_str()), words));
    }
    let heads = vec![
        Head::new(words.t("pack-title")).align(Align::Wide),
        Head::new(words.t("pack-which")).align(Align::Wide),
        Head::new(words.t("pack-waits")).align(Align::Text),
        Head::new(words.t("pack-jurisdiction")).optional(),
        Head::new(words.t("pack-indicators")).align(Align::Number).optional(),
        Head::new(words.t("pack-schemes")).align(Align::Number).optional(),
        Head::new(words.t("pack-targets")).align(Align::Number).optional(),
    ];
    let empty =
        Empty::new(words.t("packs-none"), words.t("packs-none-why")).way("/packs/upload", words.t("pack-upload"));
    let list = Table::new(words.t("menu-packs"), heads, rows).or_empty(empty).show(words);
    let frame = now.frame(viewer, Section::Packs, words.t("menu-packs")).lead(words.t("packs-lead")).with_forms();
    Ok(Page(PacksPage { frame, list }))
}

fn row(now: &Now, all: &PackVersions, counted: Option<&Counted>, words: Words) -> Row {
    let pack = counted.and_then(|one| one.pack.as_ref().ok());
    let href = if pack.is_some() { pack_href(&all.id) } else { format!("{}/versions", pack_href(&all.id)) };
    let note = pack.map_or_else(|| all.id.to_string(), |pack| policy_words::issuer_and_number(pack, words));
    let count = |of: fn(&policy::Pack) -> usize| pack.map_or_else(|| Cell::text("—"), |pack| Cell::whole(of(pack)));
    Row::new(vec![
        Cell::Noted { text: all.title.clone(), href: Some(href), note },
        Cell::Part(which(all, counted, words)),
        Cell::Part(waits(now, all, words)),
        Cell::maybe(pack.map(|pack| pack.meta.jurisdiction.clone())),
        count(|pack| pack.indicators.len()),
        count(|pack| pack.schemes.len()),
        count(|pack| pack.targets.len()),
    ])
}

#[derive(Template)]
#[template(
    source = r#"{{ state }}{% if let Some((href, text)) = link %}<br><a class="yh-small" href="{{ href }}">{{ text }}</a>{% endif %}{{ button }}"#,
    ext = "html"
)]
struct Told {
    state: Html,
    link: Option<(String, String)>,
    button: Html,
}

/// What counts now.
fn which(all: &PackVersions, counted: Option<&Counted>, words: Words) -> Html {
    let state = match counted {
        None => state::show(Light::None, &words.t("pack-counts-none")),
        Some(Counted { pack: Err(found), .. }) => state::show(Light::Late, &words.tn("check-errors", found.len())),
        Some(Counted { origin: library::Origin::Store { since: Some(day) }, .. }) => {
            state::show(Light::Done, &words.ta("pack-since", &[("day", &policy_words::day(&day.to_string(), words))]))
        }
        Some(one) => state::show(Light::None, &one.origin.say(words.lang())),
    };
    let link = (!all.versions.is_empty())
        .then(|| (format!("{}/versions", pack_href(&all.id)), words.tn("pack-versions", all.versions.len())));
    Html::render(&Told { state, link, button: Html::default() })
}

/// What waits for a decision; what is at hand beside the store and not in it is offered.
fn waits(now: &Now, all: &PackVersions, words: Words) -> Html {
    let waiting = all.waiting();
    if let Some(newest) = waiting.first() {
        let link = Some((version_href(&all.id, newest.sm3), words.tn("pack-waiting", waiting.len())));
        let state = state::show(Light::Open, &newest.standing.state().say(words.lang()));
        return Html::render(&Told { state, link, button: Html::default() });
    }
    let newest = all.versions.first().filter(|one| one.standing.state() == Standing::Broken);
    let broken = newest.map(|one| Told {
        state: state::show(Light::Late, &Standing::Broken.say(words.lang())),
        link: Some((version_href(&all.id, one.sm3), words.t("pack-mend"))),
        button: Html::default(),
    });
    let beside = now.shelf().packs().without(&all.id).held(&all.id);
    let offered = beside.filter(|held| all.versions.iter().all(|one| one.sm3 != held.files.hash()));
    let mut told = broken.unwrap_or_else(|| Told { state: Html::default(), link: None, button: Html::default() });
    if let (Some(held), None) = (offered, newest) {
        let action = format!("{}/take", pack_href(&all.id));
        // Never in the place of what is in force: it is a version like any other, to be approved.
        let label = if all.versions.is_empty() {
            words.t("pack-take")
        } else {
            words.ta("pack-take-other", &[("origin", &held.origin.say(words.lang()))])
        };
        told.button = Button { action: &action, label: &label, with: &[], first: false }.show();
    }
    Html::render(&told)
}

/// Takes what is at hand beside the store into it, as a version like any other.
///
/// # Errors
/// [`PageError::NoSuch`] when nothing of that id is at hand, [`PageError::NotDone`] when it cannot be kept.
pub async fn take(State(app): State<App>, writer: Writer, Path(id): Path<String>) -> Result<Done, PageError> {
    let now = app.now().await?;
    let missing = || PageError::NoSuch { kind: Thing::Pack, name: id.clone() };
    let pack: PackId = id.parse().map_err(|_| missing())?;
    let held = now.shelf().packs().without(&pack).held(&pack).ok_or_else(missing)?;
    let act = writer.act("pack.upload", "");
    let taken = library::upload(app.store(), now.shelf().packs(), &held.files, act).await;
    let taken = taken.map_err(|error| match error {
        VersionError::Store(error) => PageError::data(error),
        error => PageError::not_done(&error),
    })?;
    Ok(Done::kept(taken.act, version_href(&pack, taken.sm3)))
}
