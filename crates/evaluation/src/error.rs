//! Why an evaluation cannot be run or explained, said so that a person knows what to do next.

use domain::id::{IndicatorCode, PackId, SchemeId, SubjectId, TargetId};
use domain::period::Period;
use domain::say::{Lang, Say};
use domain::unit::{Unit, UnitError};
use policy::scheme::{Population, Scheme};
use scoring::ScoringError;

use crate::table::Table;

/// Why an evaluation cannot be run or explained.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.say(Lang::Zh))]
pub enum EvaluationError {
    /// The pack has no scheme of this id.
    NoSuchScheme {
        /// The pack.
        pack: PackId,
        /// What was asked for; none where the pack has several and none was named.
        asked: Option<String>,
        /// The schemes there are.
        known: Vec<SchemeId>,
    },
    /// A benchmark is given by year, and not for this one.
    NoBenchmark {
        /// The scheme.
        scheme: SchemeId,
        /// The item.
        item: IndicatorCode,
        /// The year asked for.
        year: i16,
        /// The years there are.
        known: Vec<i16>,
    },
    /// No subject of the release can be scored.
    NobodyToScore {
        /// The scheme.
        scheme: SchemeId,
        /// The kind of subject it evaluates.
        kind: String,
        /// The period.
        period: Period,
        /// Subjects of that kind in the release.
        of_kind: usize,
        /// Those of them without any figure the scheme reads.
        without_data: usize,
    },
    /// Figures or rules that cannot be scored.
    Scoring {
        /// The scheme.
        scheme: SchemeId,
        /// The population, by its title.
        population: String,
        /// The subject to blame, where there is one.
        subject: Option<SubjectId>,
        /// The item to blame, where there is one, by code.
        item: Option<String>,
        /// What scoring said.
        source: Box<ScoringError>,
    },
    /// Comparisons in pairs contradict each other more than the pack allows.
    Inconsistent {
        /// The scheme.
        scheme: SchemeId,
        /// The population, by its title.
        population: String,
        /// The set of weights, by its title.
        set: String,
        /// The node whose parts are compared.
        node: String,
        /// The consistency ratio.
        ratio: crate::Figure,
        /// The ratio that is allowed.
        limit: crate::Figure,
    },
    /// A goal's unit of measure is not one of its indicator.
    TargetUnit {
        /// The target.
        target: TargetId,
        /// The goal's unit.
        unit: Unit,
        /// The indicator's unit.
        declared: Unit,
        /// What the conversion said.
        source: Box<UnitError>,
    },
    /// An example of a pack cannot be read as data.
    Example {
        /// The file it stands in.
        file: String,
    },
    /// The release cannot be read or measured.
    Measure(#[source] Box<facts::MeasureError>),
    /// There is no such subject in the evaluation.
    NoSuchSubject {
        /// What was asked for.
        asked: String,
        /// The nearest there are, by name.
        nearest: Vec<String>,
        /// Why it was not scored, where the release knows it.
        outside: Option<crate::result::WhyOutside>,
    },
}

impl EvaluationError {
    pub(crate) fn scoring(
        scheme: &Scheme,
        population: &Population,
        table: &Table,
        members: &[usize],
        source: ScoringError,
    ) -> Self {
        let id = |column: usize| population.items.get(column).map(|item| item.indicator.to_string());
        let (subject, item) = match &source {
            ScoringError::Infinite { column, subject } | ScoringError::MissingFigure { column, subject } => {
                (Some(*subject), id(*column))
            }
            ScoringError::Overflow { id, subject } => (*subject, Some(id.clone())),
            ScoringError::Mean { child, subject, .. } => (Some(*subject), Some(child.clone())),
            ScoringError::Method { column, subject, .. } => (*subject, column.and_then(id)),
            ScoringError::NodeWeight { node, .. } | ScoringError::Framework { node, .. } => (None, Some(node.clone())),
            ScoringError::Weight { item: id, .. }
            | ScoringError::Parameter { id, .. }
            | ScoringError::Function { item: id, .. } => (None, Some(id.clone())),
            _ => (None, None),
        };
        Self::Scoring {
            scheme: scheme.id.clone(),
            population: population.title.clone(),
            subject: subject.and_then(|at| members.get(at)).and_then(|&at| table.subjects().get(at)).cloned(),
            item,
            source: Box::new(source),
        }
    }

    fn zh(&self) -> String {
        match self {
            Self::NoSuchScheme { pack, asked, known } => {
                let list = list(known, "、");
                match asked {
                    Some(asked) => format!("政策包 {pack} 中没有考核方案“{asked}”，现有：{list}。请核对 --scheme。"),
                    None if known.is_empty() => format!("政策包 {pack} 中没有考核方案，不能用于评价。请换一个政策包。"),
                    None => format!("政策包 {pack} 中有多个考核方案：{list}。请用 --scheme 指明一个。"),
                }
            }
            Self::NoBenchmark { scheme, item, year, known } => format!(
                "考核方案 {scheme} 的 {item} 没有 {year} 年的基准值（已有：{}）。请在政策包中补上该年的基准值。",
                list(known, "、")
            ),
            Self::NobodyToScore { scheme, kind, period, of_kind, without_data } => format!(
                "考核方案 {scheme} 在{}没有可评价的对象：本版本有 {of_kind} 个类型为 {kind} 的对象，其中 {without_data} \
                 个没有该方案所用的任何数据。请核对报告期、数据映射中的指标代码和对象类型。",
                period.say(Lang::Zh)
            ),
            Self::Scoring { scheme, population, subject, item, source } => {
                let item = item.as_ref().map_or_else(String::new, |item| format!("，指标 {item}"));
                let subject = subject.as_ref().map_or_else(String::new, |subject| format!("，对象“{subject}”"));
                let why = crate::refused::words(source).zh;
                format!(
                    "考核方案 {scheme} 的“{population}”无法计分{item}{subject}：{why}。请核对该处数据和政策包的规则。"
                )
            }
            Self::Inconsistent { scheme, population, set, node, ratio, limit } => format!(
                "考核方案 {scheme} 的“{population}”不能使用权重“{set}”：节点“{node}”的两两比较前后矛盾，一致性比率 {ratio} \
                 超过上限 {limit}。请专家复核判断矩阵；确需使用的，在政策包写明 inconsistent = \"warn\"。"
            ),
            Self::TargetUnit { target, unit, declared, .. } => format!(
                "目标 {target} 的计量单位“{}”与指标的“{}”不能换算。请核对政策包的 targets.toml。",
                unit.say(Lang::Zh),
                declared.say(Lang::Zh)
            ),
            Self::Example { file } => format!("算例 {file} 无法作为数据读取。请核对其中的对象和数值。"),
            Self::Measure(source) => source.say(Lang::Zh),
            Self::NoSuchSubject { asked, nearest, outside } => match outside {
                Some(why) => format!("“{asked}”未参加本次评价：{}。", why.say(Lang::Zh)),
                None if nearest.is_empty() => format!("本次评价中没有“{asked}”。请核对名称或编号。"),
                None => format!("本次评价中没有“{asked}”。是否指：{}？", nearest.join("、")),
            },
        }
    }

    fn en(&self) -> String {
        match self {
            Self::NoSuchScheme { pack, asked, known } => {
                let list = list(known, ", ");
                match asked {
                    Some(asked) => format!("Pack {pack} has no scheme “{asked}”; it has: {list}. Check --scheme."),
                    None if known.is_empty() => {
                        format!("Pack {pack} has no scheme to evaluate by. Choose another pack.")
                    }
                    None => format!("Pack {pack} has several schemes: {list}. Name one with --scheme."),
                }
            }
            Self::NoBenchmark { scheme, item, year, known } => format!(
                "Scheme {scheme} has no benchmark of {item} for {year} (there are: {}). Add that year to the pack.",
                list(known, ", ")
            ),
            Self::NobodyToScore { scheme, kind, period, of_kind, without_data } => format!(
                "Scheme {scheme} has nobody to score for {}: the release knows {of_kind} subjects of kind {kind}, \
                 {without_data} of them without any figure that the scheme reads. Check the period, and indicator \
                 codes and kind of subject in the mapping.",
                period.say(Lang::En)
            ),
            Self::Scoring { scheme, population, subject, item, source } => {
                let item = item.as_ref().map_or_else(String::new, |item| format!(", indicator {item}"));
                let subject = subject.as_ref().map_or_else(String::new, |subject| format!(", subject “{subject}”"));
                let why = crate::refused::words(source).en;
                format!(
                    "“{population}” of scheme {scheme} cannot be scored{item}{subject}: {why}. Check the data there \
                     and the rule in the pack."
                )
            }
            Self::Inconsistent { scheme, population, set, node, ratio, limit } => format!(
                "“{population}” of scheme {scheme} cannot use the weights “{set}”: comparisons under “{node}” contradict each \
                 other, the consistency ratio {ratio} is beyond {limit}. Have the matrix reviewed, or state inconsistent = \
                 \"warn\" in the pack."
            ),
            Self::TargetUnit { target, unit, declared, .. } => format!(
                "Target {target} is stated in {}, which does not convert to its indicator's {}. Check targets.toml of \
                 the pack.",
                unit.say(Lang::En),
                declared.say(Lang::En)
            ),
            Self::Example { file } => {
                format!("The example {file} cannot be read as data. Check its subjects and values.")
            }
            Self::Measure(source) => source.say(Lang::En),
            Self::NoSuchSubject { asked, nearest, outside } => match outside {
                Some(why) => format!("“{asked}” was not scored: {}.", why.say(Lang::En)),
                None if nearest.is_empty() => format!("There is no “{asked}” in this evaluation. Check name or id."),
                None => format!("There is no “{asked}” in this evaluation. Did you mean: {}?", nearest.join(", ")),
            },
        }
    }
}

fn list(items: &[impl ToString], between: &str) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(between)
}

impl Say for EvaluationError {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.zh(),
            Lang::En => self.en(),
        }
    }
}

impl From<facts::MeasureError> for EvaluationError {
    fn from(error: facts::MeasureError) -> Self {
        Self::Measure(Box::new(error))
    }
}

impl From<facts::FormulaError> for EvaluationError {
    fn from(error: facts::FormulaError) -> Self {
        Self::Measure(Box::new(error.into()))
    }
}

impl Say for crate::result::WhyOutside {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::NoData, Lang::Zh) => "本期没有该方案所用的任何数据".to_owned(),
            (Self::NoData, Lang::En) => "no figure that the scheme reads for this period".to_owned(),
            (Self::NoPopulation, Lang::Zh) => "不属于方案规定的任何一类对象".to_owned(),
            (Self::NoPopulation, Lang::En) => "no population of the scheme takes it".to_owned(),
            (Self::NoGroup { attribute, .. }, Lang::Zh) => format!("缺少分组所用的属性 {attribute}"),
            (Self::NoGroup { attribute, .. }, Lang::En) => {
                format!("it lacks the attribute {attribute} by which subjects are ranked apart")
            }
            (Self::Screened { available, nonzero, .. }, lang) => {
                let percent = |share: crate::Figure| {
                    crate::Figure::of(share.get() * 100.0).map_or_else(String::new, |share| format!("{share}%"))
                };
                let available = percent(*available);
                let nonzero = nonzero.map_or_else(|| "—".to_owned(), percent);
                match lang {
                    Lang::Zh => format!("数据不足：齐全率 {available}，非零率 {nonzero}，低于方案的要求"),
                    Lang::En => {
                        format!("too little data: {available} of the figures are there, {nonzero} of them not zero")
                    }
                }
            }
            (Self::LeftOut { .. }, Lang::Zh) => "方案写明不参加".to_owned(),
            (Self::LeftOut { .. }, Lang::En) => "left out by the scheme, by name".to_owned(),
        }
    }
}
