//! What is scored and how: the items, the rules after them, and the data they are applied to.

use std::collections::BTreeSet;

use crate::adjustment::Adjustment;
use crate::error::ScoringError;
use crate::function::Function;
use crate::grade::Grading;
use crate::matrix::{Groups, Matrix};
use crate::missing::Missing;
use crate::rank::Ranking;
use crate::round::MOST_DECIMALS;
use crate::veto::{Effect, Veto};

/// One scored item.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its id.
    pub id: String,
    /// Its weight in points, above zero.
    pub weight: f64,
    /// How a figure earns its share of the weight.
    pub function: Function,
    /// What happens where the figure is missing.
    pub missing: Missing,
}

impl Item {
    /// An item from its parts.
    pub fn new(id: impl Into<String>, weight: f64, function: Function, missing: Missing) -> Self {
        Self { id: id.into(), weight, function, missing }
    }
}

/// Items, and what follows after them.
#[derive(Clone, Debug, PartialEq)]
pub struct Scheme {
    /// The items, in the order their points are added.
    pub items: Vec<Item>,
    /// Bonus and deduction rules, added after the items in this order.
    pub adjustments: Vec<Adjustment>,
    /// Decimals a score is rounded to, half away from zero.
    pub decimals: u8,
    /// How ranks are counted.
    pub ranking: Ranking,
    /// How grades follow; without it there are none.
    pub grading: Option<Grading>,
}

impl Scheme {
    /// Items alone: two decimals, competition ranks over all subjects, no grades.
    #[must_use]
    pub fn of_items(items: Vec<Item>) -> Self {
        Self { items, adjustments: Vec::new(), decimals: 2, ranking: Ranking::default(), grading: None }
    }

    /// All weights, added in the order of the items.
    #[must_use]
    pub fn total_weight(&self) -> f64 {
        self.items.iter().map(|item| item.weight).fold(0.0, |sum, weight| sum + weight)
    }

    /// Refuses a scheme that contradicts itself.
    ///
    /// # Errors
    /// The first contradiction, by id.
    pub fn check(&self) -> Result<(), ScoringError> {
        if self.items.is_empty() {
            return Err(ScoringError::NoItems);
        }
        if self.decimals > MOST_DECIMALS {
            return Err(ScoringError::Decimals { decimals: self.decimals });
        }
        let mut ids = BTreeSet::new();
        for id in self.items.iter().map(|item| &item.id).chain(self.adjustments.iter().map(|rule| &rule.id)) {
            if !ids.insert(id) {
                return Err(ScoringError::DuplicateId { id: id.clone() });
            }
        }
        for item in &self.items {
            if !(item.weight > 0.0 && item.weight.is_finite()) {
                return Err(ScoringError::Weight { item: item.id.clone(), weight: item.weight });
            }
            item.function.check(&item.id)?;
            match item.missing {
                Missing::Penalty(value) if !(value >= 0.0 && value.is_finite()) => {
                    let (parameter, expected) = ("penalty", "zero or more");
                    return Err(ScoringError::Parameter { id: item.id.clone(), parameter, value, expected });
                }
                _ => {}
            }
        }
        if !self.total_weight().is_finite() {
            return Err(ScoringError::Overflow { id: "weights".to_owned(), subject: None });
        }
        self.adjustments.iter().try_for_each(Adjustment::check)?;
        self.grading.as_ref().map_or(Ok(()), Grading::check)
    }
}

/// Group numbers from here on need as many subjects: room is set aside for every number, members or none.
const MOST_GROUPS: usize = 65_536;

/// # Errors
/// [`ScoringError::Parameter`] for group numbers beyond that.
pub(crate) fn check_groups(groups: &Groups) -> Result<(), ScoringError> {
    if groups.count() <= groups.subjects().max(MOST_GROUPS) {
        return Ok(());
    }
    #[expect(clippy::cast_precision_loss, reason = "only told")]
    let value = (groups.count() - 1) as f64;
    let expected = "below 65,536 or the number of subjects";
    Err(ScoringError::Parameter { id: "groups".to_owned(), parameter: "number", value, expected })
}

/// What a scheme is applied to.
#[derive(Clone, Debug)]
pub struct Data {
    /// One column per item.
    pub figures: Matrix,
    /// The group of each subject.
    pub groups: Groups,
    /// One column of points per adjustment; NaN adds nothing.
    pub adjustments: Matrix,
    /// Vetoes that hold.
    pub vetoes: Vec<Veto>,
}

impl Data {
    /// Figures and groups, nothing to adjust, no vetoes.
    #[must_use]
    pub fn new(figures: Matrix, groups: Groups) -> Self {
        let adjustments = Matrix::none(figures.subjects());
        Self { figures, groups, adjustments, vetoes: Vec::new() }
    }

    pub(crate) fn check(&self, scheme: &Scheme) -> Result<(), ScoringError> {
        let subjects = self.figures.subjects();
        if subjects == 0 {
            return Err(ScoringError::NoSubjects);
        }
        let columns = |id: &str, expected: usize, found: usize| {
            if expected == found { Ok(()) } else { Err(ScoringError::Columns { id: id.to_owned(), expected, found }) }
        };
        columns("items", scheme.items.len(), self.figures.width())?;
        columns("adjustments", scheme.adjustments.len(), self.adjustments.width())?;
        for (what, found) in [("groups", self.groups.subjects()), ("adjustments", self.adjustments.subjects())] {
            if found != subjects {
                return Err(ScoringError::Length { what, position: 0, found, subjects });
            }
        }
        check_groups(&self.groups)?;
        let grades = scheme.grading.as_ref().map_or(0, |grading| grading.names().len());
        for veto in &self.vetoes {
            let wrong = |what, position| Err(ScoringError::Veto { veto: veto.id.clone(), what, position });
            match veto.effect {
                _ if veto.subject >= subjects => return wrong("subject", veto.subject),
                Effect::Ceiling(grade) | Effect::Forced(grade) if grade.0 >= grades => return wrong("grade", grade.0),
                _ => {}
            }
        }
        Ok(())
    }
}
