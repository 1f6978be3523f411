//! Every route there is: its address, what answers it, and real addresses of it. Nothing is served that is not here.

use axum::Router;
use axum::routing::{MethodRouter, get};

use crate::app::App;
use crate::read::now::Now;
use crate::shell::address::segment;
use crate::{api, page, shell};

/// What a route answers with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A page for people.
    Page,
    /// JSON for programs.
    Data,
    /// A stylesheet, script or picture.
    Asset,
}

/// One route.
pub struct Route {
    /// Its name, for screens and tests.
    pub name: &'static str,
    /// Its address, with places for names in braces.
    pub path: &'static str,
    /// What it answers with.
    pub kind: Kind,
    handler: fn() -> MethodRouter<App>,
    examples: fn(&Now) -> Vec<String>,
}

impl Route {
    /// Real addresses of this route in a home; none where the home holds nothing that it shows.
    #[must_use]
    pub fn examples(&self, now: &Now) -> Vec<String> {
        (self.examples)(now)
    }
}

macro_rules! route {
    ($name:literal, $kind:ident, $path:literal, $handler:path) => {
        Route {
            name: $name,
            path: $path,
            kind: Kind::$kind,
            handler: || get($handler),
            examples: |_| vec![$path.to_owned()],
        }
    };
    ($name:literal, $kind:ident, $path:literal, $handler:path, $examples:expr) => {
        Route { name: $name, path: $path, kind: Kind::$kind, handler: || get($handler), examples: $examples }
    };
}

/// All routes.
pub static ROUTES: &[Route] = &[
    route!("home", Page, "/", page::home::show),
    route!("guide", Page, "/guide", page::guide::show),
    route!("targets", Page, "/targets", page::targets::show),
    route!("evaluations", Page, "/evaluations", page::evaluations::show),
    route!("evaluation", Page, "/evaluations/{seal}", page::evaluation::show, evaluation),
    route!("comparison", Page, "/evaluations/compare", page::compare::show, comparison),
    route!("comparison-subject", Page, "/evaluations/compare/{subject}", page::compare_subject::show, compared),
    route!("firmness", Page, "/evaluations/{seal}/firmness", page::firmness::show, |now| below(now, "firmness")),
    route!("correlation", Page, "/evaluations/{seal}/correlation", page::correlation::show, |now| below(
        now,
        "correlation"
    )),
    route!("structure", Page, "/evaluations/{seal}/structure", page::structure::show, |now| below(now, "structure")),
    route!("explanation", Page, "/evaluations/{seal}/subjects/{subject}", page::explanation::show, explanation),
    route!("profile", Page, "/evaluations/{seal}/subjects/{subject}/profile", page::profile::show, |now| {
        explanation(now).into_iter().map(|address| format!("{address}/profile")).collect()
    }),
    route!("zones", Page, "/zones", page::zones::show, |_| vec!["/zones".to_owned(), "/zones?q=zzz".to_owned()]),
    route!("subjects", Page, "/subjects", page::subjects::show),
    route!("subject", Page, "/subjects/{id}", page::subject::show, subject),
    route!("packs", Page, "/packs", page::packs::show),
    route!("pack", Page, "/packs/{id}", page::pack::show, pack),
    route!("indicators", Page, "/indicators", page::indicators::show),
    route!("indicator", Page, "/packs/{id}/indicators/{code}", page::indicator::show, indicator),
    route!("releases", Page, "/releases", page::releases::show),
    route!("release", Page, "/releases/{name}", page::release::show, release),
    route!("search", Page, "/search", page::search::show, search),
    route!("api", Page, "/api", page::api::show),
    route!("openapi", Data, "/api/v1/openapi.json", api::openapi::show),
    route!("api-pages", Data, "/api/v1/pages", api::pages::show),
    route!("api-releases", Data, "/api/v1/releases", api::releases::show),
    route!("api-subjects", Data, "/api/v1/subjects", api::subjects::show),
    route!("api-indicators", Data, "/api/v1/indicators", api::indicators::show),
    route!("api-evaluations", Data, "/api/v1/evaluations", api::evaluations::show),
    route!("api-evaluation", Data, "/api/v1/evaluations/{seal}", api::evaluation::show, |now| {
        evaluation(now).into_iter().map(|address| format!("/api/v1{address}")).collect()
    }),
    route!("asset", Asset, "/assets/{version}/{*path}", shell::asset::serve, |_| shell::asset::addresses()),
];

/// All routes as one router.
pub fn router() -> Router<App> {
    ROUTES.iter().fold(Router::new(), |router, route| router.route(route.path, (route.handler)()))
}

/// Every evaluation, up to four.
fn evaluation(now: &Now) -> Vec<String> {
    now.evaluations().iter().take(4).map(|sealed| sealed.href()).collect()
}

/// One view of every evaluation, up to four.
fn below(now: &Now, view: &str) -> Vec<String> {
    evaluation(now).into_iter().map(|address| format!("{address}/{view}")).collect()
}

/// The comparison as it opens, and each evaluation held against what suits it.
fn comparison(now: &Now) -> Vec<String> {
    let own = now.evaluations().iter().take(4).map(|one| format!("/evaluations/compare?other={}", one.id.short()));
    std::iter::once("/evaluations/compare".to_owned()).chain(own).collect()
}

/// The first that both scored, of each evaluation and what suits it.
fn compared(now: &Now) -> Vec<String> {
    let two = now.evaluations().iter().take(4).filter_map(|other| {
        let one = page::compare_two::against(now, other)?;
        let found = evaluation::compare::compare(one.evaluation(), other.evaluation());
        let subject = segment(found.movers.first()?.subject().as_str());
        Some(format!("/evaluations/compare/{subject}?one={}&other={}", one.id.short(), other.id.short()))
    });
    two.collect()
}

/// The first and the last of each evaluation.
fn explanation(now: &Now) -> Vec<String> {
    let ends = now.evaluations().iter().take(4).flat_map(|sealed| {
        let all: Vec<_> = sealed.evaluation().results().map(|(_, result)| &result.subject).collect();
        let ends: Vec<_> =
            all.first().into_iter().chain(all.last()).map(|subject| sealed.subject_href(subject)).collect();
        ends
    });
    ends.collect()
}

/// One pack that has schemes and one that has targets.
fn pack(now: &Now) -> Vec<String> {
    let with_scheme = now.packs().iter().find(|pack| !pack.schemes.is_empty());
    let with_targets = now.packs().iter().find(|pack| !pack.targets.is_empty());
    let found = with_scheme.into_iter().chain(with_targets);
    found.map(|pack| format!("/packs/{}", segment(pack.meta.id.as_str()))).collect()
}

/// A derived indicator and a reported one.
fn indicator(now: &Now) -> Vec<String> {
    let all = || now.packs().iter().flat_map(|pack| pack.indicators.iter().map(move |one| (pack, one)));
    let derived = all().find(|(_, one)| one.formula().is_some());
    let reported = all().find(|(_, one)| one.formula().is_none());
    let found = derived.into_iter().chain(reported);
    found.map(|(pack, one)| page::pack::indicator_href(pack, one.code.as_str())).collect()
}

fn release(now: &Now) -> Vec<String> {
    now.releases().iter().take(1).map(|release| format!("/releases/{}", segment(release.name.as_str()))).collect()
}

/// One subject of each kind.
fn subject(now: &Now) -> Vec<String> {
    let Ok(Some(latest)) = now.latest() else { return Vec::new() };
    let mut seen = std::collections::BTreeSet::new();
    let firsts = latest.index.lines().iter().filter(|line| seen.insert(line.subject_kind.as_str()));
    firsts.map(|line| format!("/subjects/{}", segment(line.id.as_str()))).collect()
}

/// What the first zone is called finds something; the empty search says what can be sought.
fn search(now: &Now) -> Vec<String> {
    let mut found = vec!["/search".to_owned(), "/search?q=zzzz".to_owned()];
    let first = now.latest().ok().flatten().and_then(|latest| latest.index.lines().first());
    found.extend(first.map(|line| {
        let two: String = line.name.chars().take(2).collect();
        format!("/search?q={}", segment(&two))
    }));
    found
}
