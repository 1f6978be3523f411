//! Two evaluations held against each other: who moved, from rank to rank and score to score, and why.

use askama::Template;
use axum::extract::State;
use evaluation::compare::compare;

use crate::app::App;
use crate::component::empty::Empty;
use crate::component::figure;
use crate::component::html::Html;
use crate::component::paging::Paging;
use crate::page::compare_rows::Shown;
use crate::page::compare_two::{Two, filter, line};
use crate::page::evaluation_views::{View, views};
use crate::shell::address::Address;
use crate::shell::error::PageError;
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// Two evaluations side by side.
#[derive(Template)]
#[template(path = "page/compare.html")]
pub struct ComparePage {
    frame: Frame,
    views: Html,
    filter: Html,
    /// What stands instead where the two cannot be held against each other.
    instead: Option<Html>,
    message: String,
    figures: Html,
    slopes: Vec<(String, Html)>,
    table: Html,
    paging: Html,
    lists: Vec<(String, Vec<(String, String)>)>,
}

/// Shows the comparison.
///
/// # Errors
/// [`PageError::NoSuch`] when an evaluation that is named is not there.
pub async fn show(State(app): State<App>, viewer: Viewer) -> Result<Page<ComparePage>, PageError> {
    let now = app.now().await?;
    let (words, here) = (viewer.words, viewer.here.clone());
    let frame = |title: String| now.frame(viewer, Section::Evaluations, title).with_results();
    if now.evaluations().is_empty() {
        let nothing = crate::page::evaluations::none(words).show();
        return Ok(Page(ComparePage::instead(frame(words.t("compare")), Html::default(), Html::default(), nothing)));
    }
    let (one, other) = Two::read(&now, &here)?;
    let views = views(&other, View::Comparison, &Address::of(other.href()), words);
    let filter = filter(&now, &here, one.as_deref(), &other, words);
    let frame = frame(words.t("compare")).below(other.href(), &other.evaluation().title);
    let refused = match &one {
        None => Some("compare-no-other"),
        Some(one) if one.id == other.id => Some("compare-same"),
        Some(one) if one.subject_kind() != other.subject_kind() => Some("compare-kinds"),
        Some(_) => None,
    };
    let (Some(before), None) = (one, refused) else {
        let why = refusal(refused.unwrap_or_default(), words);
        let instead = Empty::new(words.t("compare-not"), why).way("/evaluations", words.t("menu-evaluations")).show();
        return Ok(Page(ComparePage::instead(frame, views, filter, instead)));
    };
    let two = Two { before, after: other };
    let found = compare(two.before.evaluation(), two.after.evaluation());
    let shown = Shown::of_two(&two, &found, &here, words);
    let rows = shown.rows();
    let paging = Paging::read(&here, rows.len());
    let generated = two.before.evaluation().demonstration || two.after.evaluation().demonstration;
    Ok(Page(ComparePage {
        views,
        filter,
        instead: None,
        message: shown.message(&rows),
        figures: figure::show(&shown.figures(&rows)),
        slopes: shown.slopes(&rows),
        table: shown.table(&rows[paging.range()]),
        paging: paging.show(&here, words),
        lists: shown.lists(),
        frame: frame.lead(line(&two, words)).demonstration(generated),
    }))
}

fn refusal(key: &str, words: Words) -> String {
    match key {
        "compare-same" => words.t("compare-same"),
        "compare-kinds" => words.t("compare-kinds"),
        _ => words.t("compare-no-other"),
    }
}

impl ComparePage {
    fn instead(frame: Frame, views: Html, filter: Html, instead: Html) -> Self {
        Self {
            frame,
            views,
            filter,
            instead: Some(instead),
            message: String::new(),
            figures: Html::default(),
            slopes: Vec::new(),
            table: Html::default(),
            paging: Html::default(),
            lists: Vec::new(),
        }
    }
}
