//! Home: what this is in three lines, where the province stands, and a few walks. An empty home opens on the guide.

use askama::Template;
use axum::extract::State;

use crate::app::App;
use crate::component::figure::{self, Figure};
use crate::component::html::Html;
use crate::component::number;
use crate::page::register_words;
use crate::read::now::{Latest, Now};
use crate::shell::address::segment;
use crate::shell::error::PageError;
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// Home.
#[derive(Template)]
#[template(path = "page/home.html")]
pub struct HomePage {
    frame: Frame,
    empty: bool,
    figures: Html,
    release: Option<ReleaseCard>,
    walks: Vec<Walk>,
}

struct ReleaseCard {
    href: String,
    name: String,
    title: String,
    time: String,
    hash: String,
}

struct Walk {
    href: String,
    title: String,
    what: String,
}

/// Shows home.
///
/// # Errors
/// [`PageError::Data`] when the home cannot be read.
pub async fn show(State(app): State<App>, viewer: Viewer) -> Result<Page<HomePage>, PageError> {
    let now = app.now().await?;
    let words = viewer.words;
    let generated = now.latest().is_some_and(|latest| latest.view.demonstration());
    Ok(Page(HomePage {
        empty: now.latest().is_none(),
        figures: figure::show(&figures(&now, words)),
        release: now.latest().map(|latest| release(latest, words)),
        walks: walks(&now, words),
        frame: now.frame(viewer, Section::Home, words.t("home-title")).demonstration(generated),
    }))
}

fn figures(now: &Now, words: Words) -> Vec<Figure> {
    let Some(latest) = now.latest() else { return Vec::new() };
    let lines = latest.index.lines();
    let count = |kind: &str| lines.iter().filter(|line| line.subject_kind == kind).count();
    let counted = |label: String, count: usize, href: &str, note: String| Figure {
        label,
        value: number::whole(count),
        unit: String::new(),
        note,
        href: Some(href.to_owned()),
    };
    let own = now.packs().iter().map(|pack| pack.indicators.iter().filter(|one| one.pack == pack.meta.id).count());
    let regions = latest.index.values(|line| line.subject_kind == "zone", |line| &line.region).len();
    vec![
        counted(words.t("figure-zones"), count("zone"), "/zones", words.tn("figure-regions", regions)),
        counted(words.t("figure-firms"), count("firm"), "/subjects?kind=firm", words.t("figure-firms-note")),
        counted(words.t("figure-packs"), now.packs().len(), "/packs", words.t("figure-packs-note")),
        counted(words.t("figure-indicators"), own.sum(), "/indicators", words.t("figure-indicators-note")),
        counted(words.t("figure-releases"), now.releases().len(), "/releases", words.t("figure-releases-note")),
    ]
}

fn release(latest: &Latest, words: Words) -> ReleaseCard {
    let release = latest.view.release();
    ReleaseCard {
        href: format!("/releases/{}", segment(release.name.as_str())),
        name: release.name.to_string(),
        title: if release.title.is_empty() { words.t("release-untitled") } else { release.title.clone() },
        time: register_words::time(&release.published_at, words),
        hash: release.manifest.short(),
    }
}

fn walks(now: &Now, words: Words) -> Vec<Walk> {
    let mut walks = Vec::new();
    let derived = now.packs().iter().flat_map(|pack| pack.indicators.iter().map(move |one| (pack, one)));
    if let Some((pack, one)) = derived.into_iter().find(|(_, one)| one.formula().is_some()) {
        walks.push(Walk {
            href: crate::page::pack::indicator_href(pack, one.code.as_str()),
            title: words.t("walk-rule"),
            what: words.ta("walk-rule-what", &[("indicator", &one.title)]),
        });
    }
    let zone = now.latest().and_then(|latest| latest.index.lines().iter().find(|line| line.subject_kind == "zone"));
    walks.extend(zone.map(|line| Walk {
        href: format!("/subjects/{}", segment(line.id.as_str())),
        title: words.t("walk-cell"),
        what: words.ta("walk-cell-what", &[("zone", &line.name)]),
    }));
    walks.push(Walk { href: "/guide".to_owned(), title: words.t("walk-import"), what: words.t("walk-import-what") });
    walks
}
