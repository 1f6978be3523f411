//! How one subject did in every evaluation: rank, score, grade, and the way to why.

use domain::id::SubjectId;
use domain::say::Say;

use crate::component::empty::Empty;
use crate::component::grade;
use crate::component::html::Html;
use crate::component::number;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::read::now::Now;
use crate::shell::locale::Words;

/// The table, newest period first.
#[must_use]
pub fn show(now: &Now, subject: &SubjectId, words: Words) -> Html {
    let rows = now.evaluations().iter().filter_map(|sealed| {
        let (population, result) = sealed.find(subject.as_str())?;
        let rank = match (result.rank, result.ranked) {
            (Some(rank), Some(of)) => Cell::Text(format!("{} / {}", number::whole(rank), number::whole(of))),
            _ => Cell::Missing(words.t("unranked")),
        };
        let score =
            result.score.map_or_else(|| Cell::Missing(words.t("unscored")), |score| Cell::Text(score.to_string()));
        Some(Row::new(vec![
            Cell::Noted {
                text: sealed.evaluation().title.clone(),
                href: Some(sealed.subject_href(subject)),
                note: population.title.clone(),
            },
            Cell::Text(sealed.evaluation().period.say(words.lang())),
            rank,
            score,
            grade::cell(result.grade.as_deref(), &population.grades, words),
        ]))
    });
    let heads = vec![
        Head::new(words.t("evaluation-scheme")).align(Align::Wide),
        Head::new(words.t("period")).align(Align::Line),
        Head::new(words.t("rank")).align(Align::Number),
        Head::new(words.t("score")).align(Align::Number),
        Head::new(words.t("grade")).align(Align::Centre),
    ];
    let empty = Empty::new(words.t("subject-unevaluated"), words.t("subject-unevaluated-why"));
    Table::new(words.t("subject-evaluations"), heads, rows.collect()).or_empty(empty).show(words)
}
