//! Why a release cannot be measured by a pack.

use domain::id::IndicatorCode;
use domain::say::{Lang, Say};
use domain::unit::{Unit, UnitError};

use crate::compiled::FormulaError;
use crate::error::{ArchiveError, Spot};
use crate::fault::TableFault;

/// Why a release cannot be measured by a pack.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.say(Lang::Zh))]
pub enum MeasureError {
    /// The release cannot be read.
    Archive(#[source] Box<ArchiveError>),
    /// A figure was entered in a unit that measures something else than the indicator, or does not fit in its unit.
    Unit {
        /// The indicator.
        indicator: IndicatorCode,
        /// The unit that the pack declares.
        declared: Unit,
        /// The unit as entered.
        entered: Unit,
        /// Where it stands.
        spot: Box<Spot>,
        /// What stands in the way.
        source: Box<UnitError>,
    },
    /// A formula cannot be run.
    Formula(#[source] FormulaError),
    /// An example of a pack contradicts itself.
    Example(#[source] Box<TableFault>),
}

impl Say for MeasureError {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Archive(error), lang) => error.say(lang),
            (Self::Formula(error), lang) => error.say(lang),
            (Self::Example(fault), lang) => fault.say(lang),
            (Self::Unit { indicator, declared, entered, spot, .. }, Lang::Zh) => format!(
                "{}：指标 {indicator} 以“{}”填报，不能换算为政策包规定的“{}”。请核对映射中的计量单位。",
                spot.say(lang),
                entered.say(lang),
                declared.say(lang)
            ),
            (Self::Unit { indicator, declared, entered, spot, .. }, Lang::En) => format!(
                "{}: indicator {indicator} was entered in “{}”, which does not convert to “{}”, the unit that the pack \
                 declares. Check the unit of measure in the mapping.",
                spot.say(lang),
                entered.say(lang),
                declared.say(lang)
            ),
        }
    }
}

impl From<ArchiveError> for MeasureError {
    fn from(error: ArchiveError) -> Self {
        Self::Archive(Box::new(error))
    }
}

impl From<FormulaError> for MeasureError {
    fn from(error: FormulaError) -> Self {
        Self::Formula(error)
    }
}
