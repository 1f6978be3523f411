//! The data an evaluation used: every reported value with its cell, every derived one, subject by subject.

use domain::hash::Sm3;
use domain::id::{IndicatorCode, SubjectId};
use domain::period::Period;
use domain::say::{Lang, Say};
use domain::table::{MissingReason, State};
use domain::unit::Unit;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::figure::Figure;
use crate::words::Words;

/// Everything a scheme read for the subjects it scored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Data {
    /// The source files that values stand in, sorted by hash.
    pub sources: Vec<SourceFile>,
    /// The sheets that values stand in, sorted.
    pub sheets: Vec<String>,
    /// The indicators read, those that others are made from first.
    pub indicators: Vec<IndicatorHead>,
    /// The subjects scored, by id.
    pub subjects: Vec<SubjectData>,
}

/// A source file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceFile {
    /// The hash of its bytes.
    pub sm3: Sm3,
    /// The name it was given under.
    pub name: String,
}

/// An indicator that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorHead {
    /// Its code.
    pub code: IndicatorCode,
    /// Its title.
    pub title: String,
    /// The unit of measure its values are scored in.
    pub unit: Unit,
    /// Its formula as written, where it is derived.
    pub formula: Option<String>,
    /// The period its values are of, where that is not the evaluation's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
}

/// What was read for one subject.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubjectData {
    /// The subject.
    pub subject: SubjectId,
    /// One entry per indicator of [`Data::indicators`].
    pub values: Vec<Datum>,
}

/// The value of one indicator for one subject.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Datum {
    /// The value in the indicator's own unit; none where it is missing.
    pub value: Option<Figure>,
    /// Why it is missing, where it is.
    pub missing: Option<Absence>,
    /// What was reported, where a form reports it.
    pub reported: Option<Reported>,
}

/// Why a value is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Absence {
    /// No form gives it for the subject and period.
    NotReported,
    /// The release holds nothing of the earlier or later period that it would be of.
    NoPeriod(Period),
    /// It was reported as missing.
    Stated(MissingReason),
    /// An indicator that it is made from is missing.
    Input(IndicatorCode),
    /// Its formula divides by zero; these indicators make the divisor.
    ZeroDivisor(Vec<IndicatorCode>),
    /// No case of its formula applies.
    NoCase,
    /// The result is beyond what a number can hold.
    TooLarge,
}

impl From<facts::Missing> for Absence {
    fn from(missing: facts::Missing) -> Self {
        match missing {
            facts::Missing::NotReported => Self::NotReported,
            facts::Missing::Stated(reason) => Self::Stated(reason),
            facts::Missing::Input(code) => Self::Input(code),
            facts::Missing::ZeroDivisor(codes) => Self::ZeroDivisor(codes),
            facts::Missing::NoCase => Self::NoCase,
            facts::Missing::TooLarge => Self::TooLarge,
        }
    }
}

impl Absence {
    /// The reason in words, with the titles that `title` gives to indicators.
    #[must_use]
    pub fn words(&self, title: impl Fn(&IndicatorCode) -> String) -> Words {
        let list = |codes: &[IndicatorCode], between: &str| codes.iter().map(&title).collect::<Vec<_>>().join(between);
        match self {
            Self::NotReported => Words::new("本期未报送", "not reported for this period"),
            Self::NoPeriod(period) => Words::new(
                format!("本版本没有{}的数据", period.say(Lang::Zh)),
                format!("the release holds nothing of {}", period.say(Lang::En)),
            ),
            Self::Stated(reason) => Words::said(reason),
            Self::Input(code) => {
                let title = title(code);
                Words::new(format!("所需的“{title}”缺失"), format!("“{title}”, which it needs, is missing"))
            }
            Self::ZeroDivisor(codes) if codes.is_empty() => Words::new("分母为零", "the divisor is zero"),
            Self::ZeroDivisor(codes) => Words::new(
                format!("分母为零（{}）", list(codes, "、")),
                format!("the divisor is zero ({})", list(codes, ", ")),
            ),
            Self::NoCase => Words::new("不属于公式所列的任何情形", "none of the formula's cases applies"),
            Self::TooLarge => Words::new("计算结果超出数值范围", "the result is too large for a number"),
        }
    }
}

/// A reported value as entered, and where it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reported {
    /// The figure as entered; none where it was reported as missing.
    pub figure: Option<Decimal>,
    /// Why there is no figure.
    pub missing: Option<MissingReason>,
    /// The unit of measure as entered.
    pub unit: Unit,
    /// How the figure came about.
    pub state: State,
    /// Position in [`Data::sources`].
    pub source: usize,
    /// Position in [`Data::sheets`].
    pub sheet: usize,
    /// The cell, as `C14`.
    pub cell: String,
}

impl Data {
    /// What was read for a subject.
    #[must_use]
    pub fn subject(&self, subject: &SubjectId) -> Option<&SubjectData> {
        let at = self.subjects.binary_search_by(|data| data.subject.cmp(subject)).ok()?;
        self.subjects.get(at)
    }

    /// An indicator and a subject's value of it, of the evaluation's own period.
    #[must_use]
    pub fn datum(&self, subject: &SubjectId, indicator: &IndicatorCode) -> Option<(&IndicatorHead, &Datum)> {
        self.datum_of(subject, indicator, None)
    }

    /// The same of another period; with none, of the evaluation's own.
    #[must_use]
    pub fn datum_of(
        &self,
        subject: &SubjectId,
        indicator: &IndicatorCode,
        period: Option<Period>,
    ) -> Option<(&IndicatorHead, &Datum)> {
        let at = self.indicators.iter().position(|head| head.code == *indicator && head.period == period)?;
        Some((&self.indicators[at], self.subject(subject)?.values.get(at)?))
    }
}
