//! Why one subject's score is another in a second evaluation: part by part, adding up to the difference.

use askama::Template;
use axum::extract::{Path, State};
use evaluation::compare::{Cause, Change, Mover, Place};

use crate::app::App;
use crate::component::change_bar;
use crate::component::figure::{self, Figure};
use crate::component::html::Html;
use crate::component::number;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::page::compare_two::{Two, line};
use crate::page::score_parts::value;
use crate::shell::address::Address;
use crate::shell::error::{PageError, Thing};
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// One subject in two evaluations.
#[derive(Template)]
#[template(path = "page/compare_subject.html")]
pub struct CompareSubjectPage {
    frame: Frame,
    /// Both explanations: address and words.
    ways: [(String, String); 2],
    figures: Html,
    message: String,
    table: Html,
}

/// Shows the change of one subject.
///
/// # Errors
/// [`PageError::NoSuch`] when an evaluation is not there, [`PageError::NotRanked`] when one did not score the subject.
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(subject): Path<String>,
) -> Result<Page<CompareSubjectPage>, PageError> {
    let now = app.now().await?;
    let (words, here) = (viewer.words, viewer.here.clone());
    let (one, other) = Two::read(&now, &here)?;
    let one = one.ok_or(PageError::NoSuch { kind: Thing::Evaluation, name: String::new() })?;
    let two = Two { before: one, after: other };
    let mover = Mover {
        before: two.before.find(&subject).ok_or_else(|| two.before.absent(&subject))?,
        after: two.after.find(&subject).ok_or_else(|| two.after.absent(&subject))?,
    };
    let changes = mover.changes();
    let back =
        Address::of("/evaluations/compare").with("one", &two.before.id.short()).with("other", &two.after.id.short());
    let id = mover.subject();
    let generated = two.before.evaluation().demonstration || two.after.evaluation().demonstration;
    Ok(Page(CompareSubjectPage {
        ways: [
            (two.before.subject_href(id), words.t("compare-explain-before")),
            (two.after.subject_href(id), words.t("compare-explain-after")),
        ],
        figures: figure::show(&figures(&mover, words)),
        message: message(&changes, words),
        table: table(&mover, &changes, words),
        frame: now
            .frame(viewer, Section::Evaluations, words.ta("compare-of", &[("subject", mover.shown())]))
            .lead(line(&two, words))
            .below(two.after.href(), &two.after.evaluation().title)
            .below(back.to_string(), words.t("compare"))
            .demonstration(generated)
            .with_results(),
    }))
}

fn figures(mover: &Mover<'_>, words: Words) -> Vec<Figure> {
    let figure =
        |label: String, value: String, note: String| Figure { label, value, unit: String::new(), note, href: None };
    let both = |(before, after): (Option<String>, Option<String>)| {
        let text = |one: Option<String>| one.unwrap_or_else(|| number::MISSING.to_owned());
        format!("{} → {}", text(before), text(after))
    };
    let (before, after) = (mover.before.1, mover.after.1);
    let rise = match mover.rise() {
        Some(0) => words.t("compare-level"),
        Some(rise) if rise > 0 => words.ta("compare-rose", &[("places", &rise.to_string())]),
        Some(rise) => words.ta("compare-fell", &[("places", &rise.unsigned_abs().to_string())]),
        None => words.t("compare-apart"),
    };
    let score = |one: Option<evaluation::Score>| one.map(|score| score.to_string());
    let mut figures = vec![
        figure(words.t("rank"), both((before.rank.map(number::whole), after.rank.map(number::whole))), rise),
        figure(
            words.t("score"),
            both((score(before.score), score(after.score))),
            mover.gain().map(|gain| number::signed(gain, 2)).unwrap_or_default(),
        ),
    ];
    if before.grade.is_some() || after.grade.is_some() {
        figures.push(figure(words.t("grade"), both((before.grade.clone(), after.grade.clone())), String::new()));
    }
    figures
}

/// What gave most and what took most.
fn message(changes: &[Change], words: Words) -> String {
    let own = || changes.iter().filter(|one| !matches!(one.cause, Cause::Heading | Cause::Rounding));
    let most = |sign: f64| {
        let best = own().reduce(|best, one| if one.difference * sign > best.difference * sign { one } else { best })?;
        (best.difference * sign >= 0.005).then(|| (best.title.clone(), number::signed(best.difference, 2)))
    };
    match (most(1.0), most(-1.0)) {
        (Some((up, by)), Some((down, fell))) => {
            words.ta("compare-causes", &[("up", &up), ("by", &by), ("down", &down), ("fell", &fell)])
        }
        (Some((up, by)), None) => words.ta("compare-cause-up", &[("up", &up), ("by", &by)]),
        (None, Some((down, fell))) => words.ta("compare-cause-down", &[("down", &down), ("fell", &fell)]),
        (None, None) => words.t("compare-no-cause"),
    }
}

fn table(mover: &Mover<'_>, changes: &[Change], words: Words) -> Html {
    let own = changes.iter().filter(|one| one.cause != Cause::Heading);
    let most = own.map(|one| one.difference.abs()).fold(0.0, f64::max);
    let raw = |place: Place<'_>, item: Option<usize>| {
        let found = item.and_then(|at| place.0.items.get(at).zip(place.1.items.get(at)));
        found.map_or_else(|| Cell::text(""), |(head, result)| value(head, result, words))
    };
    let points = |points: Option<f64>, cause: Cause| match (points, cause) {
        (Some(points), _) => Cell::Text(number::computed(points, 3)),
        (None, Cause::Rounding) => Cell::text(""),
        (None, _) => Cell::Missing(words.t("compare-not-there")),
    };
    let rows = changes.iter().map(|one| {
        let title = if one.cause == Cause::Rounding { words.t("compare-rounding") } else { one.title.clone() };
        let heading = one.cause == Cause::Heading;
        let bar = if heading { Html::default() } else { change_bar::show(one.difference, most) };
        Row::new(vec![
            Cell::Text(title),
            raw(mover.before, one.item_before),
            raw(mover.after, one.item_after),
            points(one.before, one.cause),
            points(one.after, one.cause),
            Cell::Text(number::signed(one.difference, 3)),
            Cell::Part(bar),
        ])
        .deep(one.depth)
        .heading(heading)
    });
    let unit = words.t("points");
    let heads = vec![
        Head::new(words.t("item")).align(Align::Wide),
        Head::new(words.t("compare-value-before")).align(Align::Number).optional(),
        Head::new(words.t("compare-value-after")).align(Align::Number).optional(),
        Head::new(words.t("compare-before")).unit(unit.clone()).align(Align::Number).optional(),
        Head::new(words.t("compare-after")).unit(unit.clone()).align(Align::Number).optional(),
        Head::new(words.t("compare-gain")).unit(unit).align(Align::Number),
        Head::new(words.t("compare-bar")).align(Align::Bar),
    ];
    let score = |one: Option<evaluation::Score>| one.map(|score| score.to_string()).unwrap_or_default();
    let foot = vec![
        Cell::Text(words.t("explanation-total")),
        Cell::text(""),
        Cell::text(""),
        Cell::Text(score(mover.before.1.score)),
        Cell::Text(score(mover.after.1.score)),
        Cell::Text(mover.gain().map(|gain| number::signed(gain, 3)).unwrap_or_default()),
        Cell::text(""),
    ];
    Table::new(words.t("compare-causes-title"), heads, rows.collect()).with_foot(Row::new(foot)).show(words)
}
