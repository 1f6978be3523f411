//! The versions of a pack: where each stands, and all that was done with them as a time line.

use askama::Template;
use axum::extract::{Path, State};
use domain::say::Say;
use library::Origin;
use store::audit::china_time;
use store::pack::{State as Standing, Taken, Version};

use crate::app::App;
use crate::component::empty::Empty;
use crate::component::form::Button;
use crate::component::html::Html;
use crate::component::state::{self, Light};
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::page::pack::{pack_href, version_href};
use crate::page::pack_tabs::{self, View};
use crate::read::versions::PackVersions;
use crate::shell::error::PageError;
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// The versions of a pack.
#[derive(Template)]
#[template(path = "page/versions.html")]
pub struct VersionsPage {
    frame: Frame,
    tabs: Html,
    list: Html,
    steps: Vec<StepLine>,
}

/// A step on the time line.
struct StepLine {
    when: String,
    what: String,
    state: &'static str,
    who: String,
    version: (String, String),
    note: String,
    act: String,
}

/// Shows the versions.
///
/// # Errors
/// [`PageError::NoSuch`] when there is no such pack.
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> Result<Page<VersionsPage>, PageError> {
    let now = app.now().await?;
    let all = PackVersions::read(&app, &now, &id).await?;
    let words = viewer.words;
    let counted = now.shelf().get(&id);
    let counts = counted.map_or_else(
        || words.t("pack-counts-none"),
        |one| words.ta("pack-counts", &[("origin", &one.origin.say(words.lang()))]),
    );
    Ok(Page(VersionsPage {
        tabs: pack_tabs::show(&all.id, View::Versions, words),
        list: list(&all, counted.map(|one| one.origin), words),
        steps: all.steps.iter().rev().map(|taken| step(&all, taken, words)).collect(),
        frame: now
            .frame(viewer, Section::Packs, words.t("versions"))
            .lead(format!("{} · {counts}", all.title))
            .below(pack_href(&all.id), &all.title)
            .demonstration(all.demonstration)
            .with_versions()
            .with_forms(),
    }))
}

fn list(all: &PackVersions, origin: Option<Origin>, words: Words) -> Html {
    let heads = vec![
        Head::new(words.t("version")).align(Align::Line),
        Head::new(words.t("version-state")).align(Align::Line),
        Head::new(words.t("version-force")).align(Align::Text),
        Head::new(words.t("version-uploaded")).align(Align::Text),
        Head::new(words.t("version-approved-by")).align(Align::Line).optional(),
    ];
    let rows = all.versions.iter().map(|one| row(all, one, words)).collect();
    if all.versions.is_empty() && origin.is_some() {
        let action = format!("{}/take", pack_href(&all.id));
        let label = words.t("pack-take");
        let button = Button { action: &action, label: &label, with: &[], first: true }.show();
        return Html::render(&Offer {
            empty: Empty::new(words.t("versions-none"), words.t("versions-none-why")).show(),
            button,
        });
    }
    let empty = Empty::new(words.t("versions-none"), words.t("versions-none-why"));
    Table::new(words.t("versions"), heads, rows).or_empty(empty).show(words)
}

#[derive(Template)]
#[template(source = r#"{{ empty }}<div class="yh-form-foot">{{ button }}</div>"#, ext = "html")]
struct Offer {
    empty: Html,
    button: Html,
}

fn row(all: &PackVersions, one: &Version, words: Words) -> Row {
    let uploaded: Vec<_> = one.standing.uploaded_by.iter().map(|code| all.name(code)).collect();
    Row::new(vec![
        Cell::link(version_href(&all.id, one.sm3), one.sm3.short()),
        Cell::Part(standing(all, one, words)),
        Cell::Text(force(all, one, words)),
        Cell::Noted { text: uploaded.join("、"), href: None, note: china_time(one.made_at) },
        Cell::maybe(one.standing.approved_by.as_ref().map(|code| all.name(code))),
    ])
}

/// Where a version stands, with its sign.
#[must_use]
pub fn standing(all: &PackVersions, one: &Version, words: Words) -> Html {
    let state = one.standing.state();
    if all.in_force().is_some_and(|now| now.sm3 == one.sm3) {
        return state::show(Light::Done, &words.t("version-in-force"));
    }
    let light = match state {
        Standing::Uploaded | Standing::Sound => Light::Open,
        Standing::Broken => Light::Late,
        Standing::Approved => Light::Done,
        Standing::Withdrawn => Light::None,
    };
    state::show(light, &state.say(words.lang()))
}

/// When a version is or was in force.
#[must_use]
pub fn force(all: &PackVersions, one: &Version, words: Words) -> String {
    let span = |one: &store::pack::InForce| {
        let from = one.span.from().map(|day| day.to_string()).unwrap_or_default();
        match one.span.to() {
            Some(to) => words.ta("record-from-to", &[("from", &from), ("to", &to.to_string())]),
            None => words.ta("record-since", &[("from", &from)]),
        }
    };
    let spans: Vec<_> = all.spans_of(one.sm3).map(span).collect();
    if spans.is_empty() { "—".to_owned() } else { spans.join(crate::page::score_parts::joint(words)) }
}

fn step(all: &PackVersions, taken: &Taken, words: Words) -> StepLine {
    use store::pack::Step;
    let state = match &taken.step {
        Step::Checked(checked) if !checked.passed => "is-late",
        Step::Withdrawn | Step::Ended { .. } => "is-none",
        Step::Forced { .. } | Step::Approved { .. } => "is-done",
        Step::Uploaded | Step::Checked(_) => "is-open",
    };
    let who = match &taken.on_behalf {
        Some(whom) => words.ta("step-on-behalf", &[("who", all.name(&taken.person)), ("whom", all.name(whom))]),
        None => all.name(&taken.person).to_owned(),
    };
    StepLine {
        when: china_time(taken.at),
        what: taken.step.say(words.lang()),
        state,
        who,
        version: (version_href(&all.id, taken.sm3), taken.sm3.short()),
        note: taken.note.clone().unwrap_or_default(),
        act: format!("/audit/{}", taken.act),
    }
}
