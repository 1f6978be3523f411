//! What would lift a subject one rank: a sealed evaluation, run again with one of its figures changed.

use domain::id::{IndicatorCode, SubjectId};
use domain::say::{Lang, Say};
use domain::unit::Unit;
use facts::Archive;
use scoring::lift::{Lift, lift_index, lift_points};
use scoring::uncertain::IndexCase;
use serde::Serialize;

use crate::error::EvaluationError;
use crate::explain::no_subject;
use crate::figure::Figure;
use crate::needs::Needs;
use crate::run::{Case, case};
use crate::seal::Seal;
use crate::table::Table;
use crate::verify::release_of;
use crate::words::Words;

/// What would lift a subject one rank.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Lifting {
    /// The subject.
    pub subject: SubjectId,
    /// Its name for people.
    pub name: String,
    /// Its rank.
    pub rank: Option<usize>,
    /// Who holds the next-better rank; nobody where it is first or not ranked.
    pub rivals: Vec<String>,
    /// One entry per item, in order; none where there is nobody to pass.
    pub items: Vec<ItemLift>,
}

/// What one item can do.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ItemLift {
    /// The item.
    pub indicator: IndicatorCode,
    /// Its title.
    pub title: String,
    /// The unit of measure of its figures.
    pub unit: Unit,
    /// The figure it has.
    pub now: Option<Figure>,
    /// What a change of it does.
    pub lift: Way,
}

/// What a change of one figure does.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// With this figure the subject stands above those before it.
    By {
        /// The figure.
        figure: Figure,
        /// What it is more than now.
        change: Figure,
        /// The subject's score with it; none where it has a position and no score.
        score: Option<Figure>,
        /// Its rank with it.
        rank: usize,
    },
    /// Not by this item alone; the highest score that was reached, where any is above the present one.
    NotAlone {
        /// That score.
        most: Option<Figure>,
    },
    /// There is no figure that could change.
    NoFigure,
}

/// Why it cannot be told.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.say(Lang::Zh))]
pub enum LiftError {
    /// The release that was read is not there.
    Release(Words),
    /// The evaluation cannot be run again, or the subject is not in it.
    Evaluation(#[from] EvaluationError),
}

impl Say for LiftError {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::Release(words) => words.say(lang),
            Self::Evaluation(error) => error.say(lang),
        }
    }
}

/// What would lift `subject` (an id, or a name) one rank in the evaluation of `seal`. The release is read from the seal where
/// it carries one, else from `archive`. The rule is that of [`scoring::lift`]: all other figures stay, everything is computed
/// again.
///
/// # Errors
/// [`LiftError`] where the release is missing, the subject is not in the evaluation, or it cannot be run again.
pub fn lift(seal: &Seal, archive: Option<&Archive>, subject: &str) -> Result<Lifting, LiftError> {
    let evaluation = &seal.evaluation;
    let (population, result) = evaluation.find(subject).ok_or_else(|| no_subject(evaluation, subject))?;
    let mut lifting = Lifting {
        subject: result.subject.clone(),
        name: result.shown().to_owned(),
        rank: result.rank,
        rivals: Vec::new(),
        items: Vec::new(),
    };
    let no_scheme = || EvaluationError::NoSuchScheme {
        pack: seal.pack.meta.id.clone(),
        asked: Some(evaluation.scheme.to_string()),
        known: seal.pack.schemes.iter().map(|scheme| scheme.id.clone()).collect(),
    };
    let scheme = seal.pack.scheme(evaluation.scheme.as_str()).ok_or_else(no_scheme)?;
    let rules = scheme.populations.iter().find(|rules| rules.id == population.id).ok_or_else(no_scheme)?;
    let release = release_of(&seal.head, &seal.files, archive).map_err(LiftError::Release)?;
    let needs = Needs::of_scheme(&seal.pack, scheme, evaluation.period);
    let table = Table::of_release(&seal.pack, &needs, &release, evaluation.period)?;
    let (case, members) = case(&seal.pack, scheme, rules, evaluation.period, &table)?;
    let refuse = |source| EvaluationError::scoring(scheme, rules, &table, &members, source);
    let Some(row) = members.iter().position(|&at| table.subjects().get(at) == Some(&result.subject)) else {
        return Ok(lifting);
    };
    let found = match &case {
        Case::Points { model, data } => lift_points(model, data, row),
        Case::Index { index, standing } => {
            let crate::index_model::Index { framework, recipe, panel, raw, divisors, .. } = &**index;
            lift_index(IndexCase { framework, recipe, panel, raw, divisors, standing }, row)
        }
    };
    let Some(found) = found.map_err(refuse)? else { return Ok(lifting) };
    let name = |row: &usize| {
        let at = *members.get(*row)?;
        table.name(at).or_else(|| table.subjects().get(at).map(ToString::to_string))
    };
    lifting.rivals = found.rivals.iter().filter_map(name).collect();
    let kept = |number: f64| Figure::of(number).unwrap_or_default();
    let score = |number: f64| result.score.map(|_| kept(number));
    let item = |(head, (own, lift)): (&crate::result::ItemHead, (&crate::result::ItemResult, &Lift))| ItemLift {
        indicator: head.indicator.clone(),
        title: head.title.clone(),
        unit: head.unit,
        now: own.raw,
        lift: match *lift {
            Lift::By { figure, change, score: reached, rank } => {
                Way::By { figure: kept(figure), change: kept(change), score: score(reached), rank }
            }
            Lift::NotAlone { most } => Way::NotAlone { most: most.and_then(|(reached, _)| score(reached)) },
            Lift::NoFigure => Way::NoFigure,
        },
    };
    lifting.items = population.items.iter().zip(result.items.iter().zip(&found.items)).map(item).collect();
    Ok(lifting)
}

impl Say for Lifting {
    fn say(&self, lang: Lang) -> String {
        let Self { name, .. } = self;
        if self.rivals.is_empty() {
            return match lang {
                Lang::Zh => format!("“{name}”之前没有可以超过的名次。"),
                Lang::En => format!("There is no rank before “{name}” to pass to."),
            };
        }
        let mut lines = vec![match lang {
            Lang::Zh => format!("“{name}”要超过{}，其他数据不变，单独变动一项：", self.rivals.join("、")),
            Lang::En => format!("For “{name}” to pass {}, all else as it is, by one item:", self.rivals.join(", ")),
        }];
        for item in &self.items {
            let now = item.now.map_or_else(|| "—".to_owned(), |figure| figure.to_string());
            let unit = if item.unit == Unit::ONE { String::new() } else { format!(" {}", item.unit.say(lang)) };
            let title = &item.title;
            lines.push(match (item.lift, lang) {
                (Way::By { figure, score, rank, .. }, Lang::Zh) => {
                    let score = score.map_or_else(String::new, |score| format!("，得分 {score}"));
                    format!("  {title}：由 {now} 变为 {figure}{unit}{score}，第 {rank} 名")
                }
                (Way::By { figure, score, rank, .. }, Lang::En) => {
                    let score = score.map_or_else(String::new, |score| format!(", score {score}"));
                    format!("  {title}: from {now} to {figure}{unit}{score}, rank {rank}")
                }
                (Way::NotAlone { most: Some(most) }, Lang::Zh) => format!("  {title}：单靠这一项不够，最高得分 {most}"),
                (Way::NotAlone { most: Some(most) }, Lang::En) => {
                    format!("  {title}: not by this alone; at most a score of {most}")
                }
                (Way::NotAlone { most: None }, Lang::Zh) => format!("  {title}：单靠变动这一项不行"),
                (Way::NotAlone { most: None }, Lang::En) => format!("  {title}: not by a change of this alone"),
                (Way::NoFigure, Lang::Zh) => format!("  {title}：没有数据"),
                (Way::NoFigure, Lang::En) => format!("  {title}: no figure"),
            });
        }
        lines.join("\n")
    }
}
