//! One subject's explanation: from its rank down to the cells it rests on.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use domain::say::{Lang, Say};
use evaluation::explain::{self, Kind};
use evaluation::{Explanation, explain as explain_result};

use crate::app::{App, aside};
use crate::component::figure::{self, Figure};
use crate::component::html::Html;
use crate::component::number;
use crate::component::tree::{self, Node};
use crate::page::{policy_words, score_parts};
use crate::read::sealed::Sealed;
use crate::shell::address::segment;
use crate::shell::error::{PageError, Thing};
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// One explanation.
#[derive(Template)]
#[template(path = "page/explanation.html")]
pub struct ExplanationPage {
    frame: Frame,
    figures: Html,
    parts: Html,
    tree: Html,
    reasons: Vec<String>,
    subject: String,
    profile: String,
    lift: String,
    neighbours: Vec<(String, String)>,
}

/// Shows the explanation.
///
/// # Errors
/// [`PageError::NoSuch`] when there is no such evaluation, [`PageError::NotRanked`] when the subject was not scored.
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path((seal, subject)): Path<(String, String)>,
) -> Result<Page<ExplanationPage>, PageError> {
    let now = app.now().await?;
    let one = now.evaluation(&seal).ok_or(PageError::NoSuch { kind: Thing::Evaluation, name: seal })?;
    let (population, result) = one.find(&subject).ok_or_else(|| one.absent(&subject))?;
    let words = viewer.words;
    let explanation = {
        let (one, subject) = (Arc::clone(one), subject.clone());
        aside(move || explained(&one, &subject)).await?
    };
    let reasons = result.reasons.iter().filter(|reason| reason.notable());
    let lead = [one.line(words), one.release_line(words)];
    Ok(Page(ExplanationPage {
        figures: figure::show(&figures(one, &subject, words)),
        parts: score_parts::show(&explanation, result, population, words),
        tree: tree::show("why", &[node(&explanation.root, words, true)]),
        reasons: reasons.map(|reason| reason.words(population).say(words.lang())).collect(),
        subject: format!("/subjects/{}", segment(&subject)),
        profile: one.profile_href(&result.subject),
        lift: one.lift_href(&result.subject),
        neighbours: neighbours(one, &subject),
        frame: now
            .frame(viewer, Section::Evaluations, result.shown())
            .lead(lead.join(" · "))
            .below(one.href(), &one.evaluation().title)
            .demonstration(explanation.demonstration)
            .with_results(),
    }))
}

fn explained(one: &Sealed, subject: &str) -> Result<Explanation, PageError> {
    explain_result(one.evaluation(), &one.seal.data, &one.seal.pack, subject).map_err(PageError::data)
}

fn figures(one: &Sealed, subject: &str, words: Words) -> Vec<Figure> {
    let Some((population, result)) = one.find(subject) else { return Vec::new() };
    let figure = |label: String, value: Option<String>, unit: String, note: String| Figure {
        label,
        value: value.unwrap_or_else(|| number::MISSING.to_owned()),
        unit,
        note,
        href: None,
    };
    let group = result.group.clone().unwrap_or_else(|| population.title.clone());
    let of = result.ranked.map_or_else(String::new, |of| words.tn("rank-of", of));
    let full = if population.is_index() {
        population.title.clone()
    } else {
        words.ta("score-of", &[("points", &number::read(population.all_weights()))])
    };
    let mut figures = vec![
        figure(words.t("rank"), result.rank.map(number::whole), of, group),
        figure(words.t("score"), result.score.map(|score| score.to_string()), words.t("points"), full),
    ];
    if !population.grades.is_empty() {
        let grade = population.grades.iter().find(|grade| Some(&grade.code) == result.grade.as_ref());
        let note = grade.and_then(|grade| grade.title.clone()).unwrap_or_default();
        figures.push(figure(words.t("grade"), result.grade.clone(), String::new(), note));
    }
    figures
}

/// A statement as a sentence: its value set apart, then what it is and how it comes about, then its source.
fn node(of: &explain::Node, words: Words, open: bool) -> Node {
    let lang = words.lang();
    let unit = of.unit.as_ref().map(|unit| format!(" {}", unit.say(lang))).unwrap_or_default();
    let figure = of.value.as_ref().map(|value| format!("{}{unit}", value.say(lang))).unwrap_or_default();
    let colon = if lang == Lang::Zh { "：" } else { ": " };
    let how = of.how.as_ref().map(|how| format!("{colon}{}", how.say(lang))).unwrap_or_default();
    let mut sources = Vec::new();
    sources.extend(of.cite.as_ref().map(|cite| policy_words::clause(cite, words)));
    sources.extend(of.source.as_ref().map(|source| source.say(lang)));
    // What the score is made of is seen at once; what an item is made of opens on a click.
    let deeper = open && matches!(of.kind, Kind::Rank | Kind::Grade);
    Node {
        label: of.label.say(lang),
        figure,
        text: how,
        source: sources.join(" · "),
        href: None,
        children: of
            .children
            .iter()
            .map(|child| node(child, words, deeper || (open && child.kind == Kind::Score)))
            .collect(),
        open,
    }
}

/// Those ranked just above and below, with their addresses.
fn neighbours(one: &Sealed, subject: &str) -> Vec<(String, String)> {
    let Some((population, result)) = one.find(subject) else { return Vec::new() };
    let group: Vec<_> =
        population.subjects.iter().filter(|other| other.group == result.group && other.rank.is_some()).collect();
    let Some(at) = group.iter().position(|other| other.subject == result.subject) else { return Vec::new() };
    let from = at.saturating_sub(2);
    let near = group.iter().skip(from).take(5).filter(|other| other.subject != result.subject);
    near.map(|other| {
        let rank = other.rank.map(number::whole).unwrap_or_default();
        let score = other.score.map(|score| score.to_string()).unwrap_or_default();
        (one.subject_href(&other.subject), format!("{rank}  {}  {score}", other.shown()))
    })
    .collect()
}
