//! One indicator: its formula in words and as written, its clause, and what rests on it.

use askama::Template;
use axum::extract::{Path, State};
use domain::say::Say;
use policy::pack::{Indicator, Pack};

use crate::app::App;
use crate::page::pack::indicator_href;
use crate::page::policy_words;
use crate::page::scheme::scheme_href;
use crate::page::target::target_href;
use crate::shell::address::segment;
use crate::shell::error::{PageError, Thing};
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// One indicator.
#[derive(Template)]
#[template(path = "page/indicator.html")]
pub struct IndicatorPage {
    frame: Frame,
    title: String,
    formula: Option<(String, String)>,
    facts: Vec<(String, String)>,
    pack: (String, String),
    reads: Vec<Link>,
    used: Vec<Link>,
}

struct Link {
    href: String,
    text: String,
    note: String,
}

/// Shows the indicator.
///
/// # Errors
/// [`PageError::NoSuch`] when there is no such pack or indicator.
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, code)): Path<(String, String)>,
) -> Result<Page<IndicatorPage>, PageError> {
    let now = app.now().await?;
    let pack = now.pack(&id).ok_or(PageError::NoSuch { kind: Thing::Pack, name: id })?;
    let indicator = pack.indicator(&code).ok_or(PageError::NoSuch { kind: Thing::Indicator, name: code })?;
    let words = viewer.words;
    let formula =
        indicator.formula().map(|formula| (policy_words::formula(formula, &pack, words), formula.text.clone()));
    let pack_href = format!("/packs/{}", segment(pack.meta.id.as_str()));
    Ok(Page(IndicatorPage {
        title: indicator.title.clone(),
        formula,
        facts: facts(indicator, words),
        reads: reads(&pack, indicator, words),
        used: used(&pack, indicator, words),
        frame: now
            .frame(viewer, Section::Indicators, &indicator.title)
            .lead(policy_words::cite(&indicator.cite, words))
            .below(format!("/indicators?pack={}", segment(pack.meta.id.as_str())), &pack.meta.title)
            .demonstration(pack.meta.demonstration),
        pack: (pack_href, pack.meta.title.clone()),
    }))
}

fn facts(indicator: &Indicator, words: Words) -> Vec<(String, String)> {
    let lang = words.lang();
    let mut facts = vec![
        (words.t("indicator-code"), indicator.code.to_string()),
        (words.t("indicator-unit"), indicator.unit.say(lang)),
        (words.t("indicator-subject"), kind_name(&indicator.subject, words)),
        (words.t("indicator-direction"), indicator.direction.say(lang)),
        (words.t("indicator-period"), indicator.period.say(lang)),
    ];
    if !indicator.aliases.is_empty() {
        facts.push((words.t("indicator-aliases"), indicator.aliases.join(" / ")));
    }
    if let Some(note) = &indicator.note {
        facts.push((words.t("indicator-note"), note.clone()));
    }
    facts
}

/// The word for a kind of subject; a kind of a pack's own making is shown as it is.
#[must_use]
pub fn kind_name(kind: &str, words: Words) -> String {
    match kind {
        "zone" => words.t("kind-zone"),
        "firm" => words.t("kind-firm"),
        "area" => words.t("kind-area"),
        "city" => words.t("kind-city"),
        other => other.to_owned(),
    }
}

fn reads(pack: &Pack, indicator: &Indicator, words: Words) -> Vec<Link> {
    let codes = indicator.formula().map(policy::formula::Formula::indicators).unwrap_or_default();
    codes.iter().filter_map(|code| pack.indicator(code.as_str())).map(|read| link(pack, read, words)).collect()
}

fn link(pack: &Pack, indicator: &Indicator, words: Words) -> Link {
    Link {
        href: indicator_href(pack, indicator.code.as_str()),
        text: indicator.title.clone(),
        note: indicator.unit.say(words.lang()),
    }
}

fn used(pack: &Pack, indicator: &Indicator, words: Words) -> Vec<Link> {
    let mut used = Vec::new();
    for other in &pack.indicators {
        if other.formula().is_some_and(|formula| formula.indicators().contains(&indicator.code)) {
            used.push(Link { note: words.t("used-by-indicator"), ..link(pack, other, words) });
        }
    }
    for scheme in &pack.schemes {
        for population in &scheme.populations {
            for item in population.items.iter().filter(|item| item.indicator == indicator.code) {
                let weight = crate::component::number::plain(item.weight);
                let note = words.ta("used-by-scheme", &[("population", &population.title), ("weight", &weight)]);
                used.push(Link { href: scheme_href(pack, scheme.id.as_str()), text: scheme.title.clone(), note });
            }
        }
    }
    for target in pack.targets.iter().filter(|target| target.indicator == indicator.code) {
        let note = policy_words::goal(pack, target, words);
        used.push(Link { href: target_href(pack, target.id.as_str()), text: target.title.clone(), note });
    }
    used
}
