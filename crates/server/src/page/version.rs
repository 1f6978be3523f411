//! One version of a pack: how far it is, what differs, what its check found, and what may be decided.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use domain::hash::Sm3;
use domain::say::{Lang, Said, Say};
use library::{Taken, VersionError};
use store::audit::china_time;
use store::pack::{PackError, State as Standing};

use crate::app::App;
use crate::component::html::Html;
use crate::component::state::{self, Light};
use crate::component::tabs::{self, Tab};
use crate::page::pack::{pack_href, version_href};
use crate::page::version_steps::{self, Decision, Deed, Stage, Tried};
use crate::page::{version_differences, version_findings};
use crate::read::against::{self, Against};
use crate::read::now::Now;
use crate::read::versions::{PackVersions, checked};
use crate::shell::acting::Writer;
use crate::shell::address::Address;
use crate::shell::done::Done;
use crate::shell::error::PageError;
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::{Again, Page};
use crate::shell::posted::Posted;
use crate::shell::viewer::Viewer;

/// A version.
#[derive(Template)]
#[template(path = "page/version.html")]
pub struct VersionPage {
    frame: Frame,
    tabs: Html,
    stages: Vec<Stage>,
    /// Said instead of forms: to whom and where to go on.
    notice: Option<(String, String, String)>,
    deeds: Vec<Deed>,
    against: Differs,
    found: Found,
    texts: Html,
    figures: String,
}

/// What it is held against, and what differs.
struct Differs {
    title: String,
    offers: Html,
    differences: Html,
    more: String,
}

/// What its check found.
struct Found {
    line: Html,
    list: Html,
}

/// Shows a version.
///
/// # Errors
/// [`PageError::NoSuch`] when there is none of that name.
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, sm3)): Path<(String, String)>,
) -> Result<Page<VersionPage>, PageError> {
    let now = app.now().await?;
    let all = PackVersions::read(&app, &now, &id).await?;
    page(&app, &now, viewer, &all, &sm3, None).await.map(Page)
}

/// Takes a step, or shows the form again with why not.
///
/// # Errors
/// [`PageError::NoSuch`] when there is no such version, [`PageError::BadForm`] for a step that is none.
pub async fn decide(
    State(app): State<App>,
    writer: Writer,
    viewer: Viewer,
    Path((id, sm3)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, PageError> {
    let now = app.now().await?;
    let all = PackVersions::read(&app, &now, &id).await?;
    let version = all.version(&sm3)?.sm3;
    let decision = Decision::read(&posted).ok_or(PageError::BadForm)?;
    let mut tried = Tried::read(decision, &posted);
    match take(&app, &now, &writer, version, &tried).await {
        Ok(taken) => Ok(Done::kept(taken.act, version_href(&all.id, version)).into_response()),
        Err(refused) => {
            match refused {
                Refused::NoDay => tried.wrong_day = viewer.words.t("step-no-day"),
                Refused::By(VersionError::Pack(error @ PackError::NeedsReason { .. })) => {
                    tried.wrong_note = error.say(viewer.words.lang());
                }
                Refused::By(VersionError::Store(error) | VersionError::Pack(PackError::Store(error))) => {
                    return Err(PageError::data(error));
                }
                Refused::By(error) => {
                    tried.refused = Some(Said::new(error.say(Lang::Zh), error.say(Lang::En)));
                }
            }
            let page = page(&app, &now, viewer, &all, &sm3, Some(&tried)).await?;
            Ok(Again(page).into_response())
        }
    }
}

/// Why a step was not taken.
enum Refused {
    /// What stands for the day is none.
    NoDay,
    /// As the library says.
    By(VersionError),
}

async fn take(app: &App, now: &Now, writer: &Writer, sm3: Sm3, tried: &Tried) -> Result<Taken, Refused> {
    let (store, packs) = (app.store(), now.shelf().packs());
    let act = writer.act(tried.decision.act(), &tried.note);
    let day = || tried.day().ok_or(Refused::NoDay);
    let taken = match tried.decision {
        Decision::Check => library::check_again(store, packs, sm3, act).await,
        Decision::Approve => library::approve(store, packs, sm3, act).await,
        Decision::Force => library::force(store, packs, sm3, day()?, act).await,
        Decision::End => library::end(store, sm3, day()?, act).await,
        Decision::Withdraw => library::withdraw(store, sm3, act).await,
    };
    taken.map_err(Refused::By)
}

async fn page(
    app: &App,
    now: &Now,
    viewer: Viewer,
    all: &PackVersions,
    sm3: &str,
    tried: Option<&Tried>,
) -> Result<VersionPage, PageError> {
    let words = viewer.words;
    let version = all.version(sm3)?;
    let (files, outcome) = checked(app, now, version.sm3).await?;
    let pack = outcome.as_ref().ok().map(|(pack, _)| pack);
    let found = match &outcome {
        Ok((_, found)) | Err(found) => Found {
            line: check_line(outcome.is_ok(), found.len(), version.standing.state(), words),
            list: version_findings::show(found, &files, words),
        },
    };
    let against = against::find(app, now, all, version, viewer.here.get("against"), words).await?;
    let here = Address::of(version_href(&all.id, version.sm3));
    let uploaded: Vec<_> = version.standing.uploaded_by.iter().map(|code| all.name(code)).collect();
    let lead = words.ta(
        "version-lead",
        &[("who", &uploaded.join("、")), ("when", &china_time(version.made_at)), ("sm3", &version.sm3.to_string())],
    );
    let notice = notice(&viewer, all, version, words);
    let deeds = match &viewer.person {
        None => Vec::new(),
        person => version_steps::deeds(all, version, pack, person.as_ref(), tried, words),
    };
    Ok(VersionPage {
        tabs: views(&here, &against, true, words),
        stages: version_steps::stages(all, version, words),
        notice,
        deeds,
        against: differences(pack, &against, &here, words),
        found,
        texts: version_findings::texts(&files, words),
        figures: Address::of(format!("{}/figures", pack_href(&all.id)))
            .with("version", &version.sm3.short())
            .to_string(),
        frame: now
            .frame(viewer, Section::Packs, words.ta("version-title", &[("version", &version.sm3.short())]))
            .lead(lead)
            .below(pack_href(&all.id), &all.title)
            .below(format!("{}/versions", pack_href(&all.id)), words.t("versions"))
            .demonstration(pack.map_or(all.demonstration, |pack| pack.meta.demonstration))
            .with_versions()
            .with_forms(),
    })
}

/// The views of a version: what it is, and what it would change.
#[must_use]
pub fn views(here: &Address, against: &Against, is_first: bool, words: Words) -> Html {
    let chosen = against.chosen.as_ref().map(|offer| offer.value.as_str()).unwrap_or_default();
    let tabs = [
        Tab { href: here.with("against", chosen).to_string(), text: words.t("version-what"), current: is_first },
        Tab {
            href: Address::of(format!("{}/effect", here.path())).with("against", chosen).to_string(),
            text: words.t("version-effect"),
            current: !is_first,
        },
    ];
    tabs::show(&words.t("view-version"), &tabs)
}

/// Which others the version may be held against, as a row of links.
#[must_use]
pub fn offers(here: &Address, against: &Against, words: Words) -> Html {
    let tab = |offer: &against::Offer| Tab {
        href: here.with("against", &offer.value).to_string(),
        text: offer.label.clone(),
        current: against.chosen.as_ref() == Some(offer),
    };
    tabs::chips(&words.t("against"), &against.offers.iter().map(tab).collect::<Vec<_>>())
}

fn notice(
    viewer: &Viewer,
    all: &PackVersions,
    version: &store::pack::Version,
    words: Words,
) -> Option<(String, String, String)> {
    let choose = Address::of("/acting").with("next", viewer.here.path()).to_string();
    if version.standing.withdrawn {
        return Some((words.t("version-is-withdrawn"), "/packs/upload".to_owned(), words.t("pack-upload")));
    }
    match &viewer.person {
        None => Some((words.t("version-nobody"), choose, words.t("acting-title"))),
        Some(person) if version_steps::is_own(version, Some(person)) => {
            let said = words.ta("version-own", &[("person", all.name(&person.code))]);
            Some((said, choose, words.t("version-other-person")))
        }
        Some(_) => None,
    }
}

fn check_line(is_sound: bool, found: usize, state: Standing, words: Words) -> Html {
    match (is_sound, found) {
        (true, 0) => state::show(Light::Done, &words.t("check-sound")),
        (true, _) => state::show(Light::Warn, &words.tn("check-warnings", found)),
        // It passed once; what it builds on is another now.
        (false, _) if matches!(state, Standing::Sound | Standing::Approved) => {
            state::show(Light::Late, &words.tn("check-no-longer", found))
        }
        (false, _) => state::show(Light::Late, &words.tn("check-errors", found)),
    }
}

fn differences(pack: Option<&policy::Pack>, against: &Against, here: &Address, words: Words) -> Differs {
    let offers = offers(here, against, words);
    let title = match &against.chosen {
        Some(offer) => words.ta("differences-from", &[("other", &offer.label)]),
        None => words.t("differences"),
    };
    let said = |key: String| Html::render(&Remark { text: key });
    let (differences, more) = match (pack, against.pack.as_ref().map(Arc::as_ref)) {
        (Some(new), Some(old)) => {
            let found = policy::compare(old, new);
            (version_differences::show(&found, words), version_differences::more(&found, words))
        }
        (None, _) => (said(words.t("differences-broken")), String::new()),
        (Some(_), None) if against.chosen.is_some() => (said(words.t("differences-other-broken")), String::new()),
        (Some(_), None) => (said(words.t("differences-first")), String::new()),
    };
    Differs { title, offers, differences, more }
}

#[derive(Template)]
#[template(source = r#"<p class="yh-muted">{{ text }}</p>"#, ext = "html")]
struct Remark {
    text: String,
}
