//! The explanation of one result: a tree from the rank down to the cell of the source file, whose numbers add up.

mod formula;
mod grade;
mod indicator;
mod item;
mod score;
mod steps;
mod text;

use domain::id::SubjectId;
use domain::period::Period;
use domain::table::State;
use policy::Pack;
use policy::scheme::{Population, Scheme};
use serde::{Deserialize, Serialize};

use crate::data::Data;
use crate::error::EvaluationError;
use crate::result::{Clause, Evaluation, PopulationResult, SubjectResult};
use crate::words::Words;

pub use formula::formula_words;
pub use item::rule_words;

/// Why a subject's result is what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// The subject.
    pub subject: SubjectId,
    /// Its name for people.
    pub name: String,
    /// The scheme's title.
    pub scheme: String,
    /// The pack's title.
    pub pack: String,
    /// The period.
    pub period: Period,
    /// Whether data or pack are a demonstration (示例数据).
    pub demonstration: bool,
    /// The rank, and below it everything it follows from.
    pub root: Node,
}

/// One statement of an explanation and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// What the statement is about.
    pub kind: Kind,
    /// What it is called.
    pub label: Words,
    /// Its value for people; none where there is no value.
    pub value: Option<Words>,
    /// Its unit of measure for people; none for a number without one.
    pub unit: Option<Words>,
    /// How it comes about, in words with numbers.
    pub how: Option<Words>,
    /// The rule's source.
    pub cite: Option<Clause>,
    /// The cell it stands in.
    pub source: Option<Source>,
    /// What it rests on.
    pub children: Vec<Node>,
}

/// What a statement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The place.
    Rank,
    /// The grade.
    Grade,
    /// The rounded score.
    Score,
    /// The points of a node, and what stands under it.
    Heading,
    /// The points of an item.
    Item,
    /// A figure after a step on the way to the common scale.
    Step,
    /// The points of a bonus or deduction.
    Adjustment,
    /// What the points shown and the sum shown differ by, from rounding for display.
    Rounding,
    /// What an item is measured against.
    Benchmark,
    /// The weight of an item.
    Weight,
    /// The value of an indicator.
    Indicator,
    /// A value as reported.
    Reported,
    /// A condition that put the subject where it is.
    Condition,
    /// A remark: a reason, a limit.
    Note,
}

/// The cell that a value stands in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The file's name as it was given.
    pub file: String,
    /// The hash of its bytes.
    pub sm3: domain::hash::Sm3,
    /// The sheet.
    pub sheet: String,
    /// The cell, as `C14`.
    pub cell: String,
    /// How the figure came about.
    pub state: State,
}

impl Node {
    /// A statement without anything below it.
    pub(crate) fn new(kind: Kind, label: Words) -> Self {
        Self { kind, label, value: None, unit: None, how: None, cite: None, source: None, children: Vec::new() }
    }

    /// A remark.
    pub(crate) fn note(words: impl Into<Words>) -> Self {
        Self::new(Kind::Note, words.into())
    }

    pub(crate) fn value(mut self, value: Words) -> Self {
        self.value = Some(value);
        self
    }

    pub(crate) fn unit(mut self, unit: Words) -> Self {
        self.unit = Some(unit);
        self
    }

    pub(crate) fn how(mut self, how: Words) -> Self {
        self.how = Some(how);
        self
    }

    pub(crate) fn cite(mut self, cite: Clause) -> Self {
        self.cite = Some(cite);
        self
    }

    pub(crate) fn with(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        self.children.extend(children);
        self
    }
}

/// Everything an explanation is made from.
pub(crate) struct Context<'a> {
    pub pack: &'a Pack,
    pub scheme: &'a Scheme,
    pub rules: &'a Population,
    pub evaluation: &'a Evaluation,
    pub population: &'a PopulationResult,
    pub result: &'a SubjectResult,
    pub data: &'a Data,
}

/// Explains the result of `subject` (an id, or a name).
///
/// # Errors
/// [`EvaluationError::NoSuchSubject`] with the nearest names, or why the subject was not scored;
/// [`EvaluationError::NoSuchScheme`] where `pack` is not the one that `evaluation` was run with.
pub fn explain(
    evaluation: &Evaluation,
    data: &Data,
    pack: &Pack,
    subject: &str,
) -> Result<Explanation, EvaluationError> {
    let no_scheme = || EvaluationError::NoSuchScheme {
        pack: pack.meta.id.clone(),
        asked: Some(evaluation.scheme.to_string()),
        known: pack.schemes.iter().map(|scheme| scheme.id.clone()).collect(),
    };
    let scheme = pack.scheme(evaluation.scheme.as_str()).ok_or_else(no_scheme)?;
    let (population, result) = evaluation.find(subject).ok_or_else(|| no_subject(evaluation, subject))?;
    let rules = scheme.populations.iter().find(|rules| rules.id == population.id).ok_or_else(no_scheme)?;
    let context = Context { pack, scheme, rules, evaluation, population, result, data };
    Ok(Explanation {
        subject: result.subject.clone(),
        name: result.shown().to_owned(),
        scheme: evaluation.title.clone(),
        pack: evaluation.pack_title.clone(),
        period: evaluation.period,
        demonstration: evaluation.demonstration,
        root: grade::rank(&context),
    })
}

pub(crate) fn no_subject(evaluation: &Evaluation, asked: &str) -> EvaluationError {
    let outside = evaluation
        .outside
        .iter()
        .find(|one| one.subject.as_str() == asked || one.name.as_deref() == Some(asked))
        .map(|one| one.why.clone());
    let near = |name: &str| !asked.trim().is_empty() && (name.contains(asked) || asked.contains(name));
    let nearest = evaluation
        .results()
        .map(|(_, result)| result)
        .filter(|result| near(result.shown()) || near(result.subject.as_str()))
        .map(|result| result.shown().to_owned())
        .take(5)
        .collect();
    EvaluationError::NoSuchSubject { asked: asked.chars().take(80).collect(), nearest, outside }
}
