//! A pack's own examples: each small population is scored and held against what the example expects.

use domain::hash::Sm3;
use domain::id::SubjectId;
use domain::say::{Lang, Say};
use policy::Pack;
use policy::test::{Expect, Expected, PackTest};
use rust_decimal::Decimal;
use serde::Serialize;

use crate::error::EvaluationError;
use crate::needs::Needs;
use crate::result::{Evaluation, SubjectResult};
use crate::run;
use crate::table::Table;
use crate::words::Words;

/// What came of one example.
#[derive(Debug)]
pub struct Outcome {
    /// The file it stands in, as `tests/ordinary.toml`.
    pub file: String,
    /// What it shows.
    pub title: String,
    /// How many expectations were compared.
    pub compared: usize,
    /// What came out otherwise than expected; or why the example could not be run.
    pub found: Result<Vec<Mismatch>, EvaluationError>,
}

impl Outcome {
    /// Whether everything came out as expected.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.found.as_ref().is_ok_and(Vec::is_empty)
    }
}

/// Something that came out otherwise than expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mismatch {
    /// The line of the example's file that the expectation begins on, from 1.
    pub line: usize,
    /// The subject.
    pub subject: SubjectId,
    /// What it is about: score, rank, grade.
    pub what: Words,
    /// What was expected.
    pub expected: String,
    /// What came out.
    pub found: String,
}

impl Say for Mismatch {
    fn say(&self, lang: Lang) -> String {
        let Self { line, subject, what, expected, found } = self;
        match lang {
            Lang::Zh => format!("第 {line} 行 “{subject}”的{}：应为 {expected}，算得 {found}", what.zh),
            Lang::En => format!("line {line}: {} of “{subject}”: {expected} expected, {found} found", what.en),
        }
    }
}

/// Runs every example of `pack`.
#[must_use]
pub fn examples(pack: &Pack) -> Vec<Outcome> {
    pack.tests
        .iter()
        .map(|test| Outcome {
            file: test.file.clone(),
            title: test.title.clone(),
            compared: test.expect.len(),
            found: score(pack, test).map(|evaluation| compare(test, &evaluation)),
        })
        .collect()
}

fn score(pack: &Pack, test: &PackTest) -> Result<Evaluation, EvaluationError> {
    let scheme = pack.scheme(test.scheme.as_str()).ok_or_else(|| EvaluationError::NoSuchScheme {
        pack: pack.meta.id.clone(),
        asked: Some(test.scheme.to_string()),
        known: pack.schemes.iter().map(|scheme| scheme.id.clone()).collect(),
    })?;
    let needs = Needs::of_scheme(pack, scheme, test.period);
    let table = Table::of_example(pack, &needs, test)?;
    // An example reads no release; the hash of nothing stands in its place.
    run::run(pack, scheme, test.period, Sm3::of(b""), &table)
}

fn compare(test: &PackTest, evaluation: &Evaluation) -> Vec<Mismatch> {
    let mut found = Vec::new();
    for expect in &test.expect {
        let result = evaluation.results().map(|(_, result)| result).find(|result| result.subject == expect.subject);
        one(expect, result, &mut found);
    }
    found
}

const NONE: &str = "none";

fn one(expect: &Expect, result: Option<&SubjectResult>, mismatches: &mut Vec<Mismatch>) {
    let mut differ = |what: Words, expected: String, found: Option<String>| {
        let found = found.unwrap_or_else(|| NONE.to_owned());
        mismatches.push(Mismatch { line: expect.line, subject: expect.subject.clone(), what, expected, found });
    };
    if let Some(expected) = &expect.score {
        let score = result.and_then(|result| result.score);
        let agrees = match (expected, score) {
            (Expected::None, None) => true,
            (Expected::Is(value), Some(score)) => {
                let score: Option<Decimal> = score.to_string().parse().ok();
                score.is_some_and(|score| (score - value).abs() <= expect.tolerance)
            }
            _ => false,
        };
        if !agrees {
            differ(Words::new("得分", "score"), shown(expected), score.map(|score| score.to_string()));
        }
    }
    if let Some(expected) = &expect.rank {
        let rank = result.and_then(|result| result.rank);
        let agrees = match expected {
            Expected::None => rank.is_none(),
            Expected::Is(value) => rank == usize::try_from(*value).ok(),
        };
        if !agrees {
            differ(Words::new("排名", "rank"), shown(expected), rank.map(|rank| rank.to_string()));
        }
    }
    if let Some(expected) = &expect.grade {
        let grade = result.and_then(|result| result.grade.clone());
        let agrees = match expected {
            Expected::None => grade.is_none(),
            Expected::Is(value) => grade.as_ref() == Some(value),
        };
        if !agrees {
            differ(Words::new("等级", "grade"), shown(expected), grade);
        }
    }
}

fn shown<T: ToString>(expected: &Expected<T>) -> String {
    match expected {
        Expected::Is(value) => value.to_string(),
        Expected::None => NONE.to_owned(),
    }
}
