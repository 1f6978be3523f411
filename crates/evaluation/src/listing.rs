//! Results as a plain list: one row a subject, for `--json` and for people who compute further.

use domain::id::{PopulationId, SubjectId};
use domain::say::{Lang, Say};
use serde::Serialize;

use crate::result::Evaluation;

/// One subject's result in a row.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// The subject's id.
    pub subject: SubjectId,
    /// Its name; its id where it has none.
    pub name: String,
    /// The population.
    pub population: PopulationId,
    /// The group, where subjects are ranked apart.
    pub group: Option<String>,
    /// The rounded score.
    pub score: Option<f64>,
    /// The place, from 1.
    pub rank: Option<usize>,
    /// The grade.
    pub grade: Option<String>,
    /// All that is particular about the result, in words; empty where nothing is.
    pub reason: String,
}

impl Evaluation {
    /// One row a subject, in the order of the results; reasons in `lang`.
    #[must_use]
    pub fn listing(&self, lang: Lang) -> Vec<Row> {
        let between = match lang {
            Lang::Zh => "；",
            Lang::En => "; ",
        };
        self.results()
            .map(|(population, result)| {
                let notable = result.reasons.iter().filter(|reason| reason.notable());
                Row {
                    subject: result.subject.clone(),
                    name: result.shown().to_owned(),
                    population: population.id.clone(),
                    group: result.group.clone(),
                    score: result.score.map(crate::Score::to_f64),
                    rank: result.rank,
                    grade: result.grade.clone(),
                    reason: notable.map(|reason| reason.words(population).say(lang)).collect::<Vec<_>>().join(between),
                }
            })
            .collect()
    }
}
