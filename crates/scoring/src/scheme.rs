//! What is scored and how: the items, the rules after them, and the data they are applied to.

use std::collections::BTreeSet;

use crate::adjustment::{Adjustment, List};
use crate::error::ScoringError;
use crate::function::Function;
use crate::grade::Grading;
use crate::matrix::{Groups, Matrix};
use crate::member::{Member, MemberKind};
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
    /// Bounds over several of them together, applied after each rule's own, in this order.
    pub lists: Vec<List>,
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
        let (adjustments, lists) = (Vec::new(), Vec::new());
        Self { items, adjustments, lists, decimals: 2, ranking: Ranking::default(), grading: None }
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
        let rules = self.adjustments.iter().map(|rule| &rule.id).chain(self.lists.iter().map(|list| &list.id));
        for id in self.items.iter().map(|item| &item.id).chain(rules) {
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
        List::check(&self.lists, self.adjustments.len())?;
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
    /// The subjects' own figures that others are held against, as their levels of the base year: one column per item
    /// whose function needs one ([`Function::needs_own`]), in the order of the items.
    pub own: Matrix,
    /// The group of each subject.
    pub groups: Groups,
    /// One column of points per adjustment; NaN adds nothing.
    pub adjustments: Matrix,
    /// Members that are not treated as the others after the score.
    pub members: Vec<Member>,
    /// Vetoes that hold.
    pub vetoes: Vec<Veto>,
}

impl Data {
    /// Figures and groups, nothing to adjust, no vetoes.
    #[must_use]
    pub fn new(figures: Matrix, groups: Groups) -> Self {
        let (own, adjustments) = (Matrix::none(figures.subjects()), Matrix::none(figures.subjects()));
        Self { figures, own, groups, adjustments, members: Vec::new(), vetoes: Vec::new() }
    }

    /// The columns of the items at `kept`, which ascend, and everything else.
    pub(crate) fn of_items(&self, scheme: &Scheme, kept: &[usize]) -> Self {
        let needs = scheme.items.iter().enumerate().filter(|(_, item)| item.function.needs_own());
        let own: Vec<usize> =
            needs.enumerate().filter(|(_, (item, _))| kept.contains(item)).map(|(column, _)| column).collect();
        Self { figures: self.figures.of_columns(kept), own: self.own.of_columns(&own), ..self.clone() }
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
        columns("own figures", scheme.items.iter().filter(|item| item.function.needs_own()).count(), self.own.width())?;
        columns("adjustments", scheme.adjustments.len(), self.adjustments.width())?;
        let lengths = [self.groups.subjects(), self.own.subjects(), self.adjustments.subjects()];
        for (what, found) in ["groups", "own figures", "adjustments"].into_iter().zip(lengths) {
            if found != subjects {
                return Err(ScoringError::Length { what, position: 0, found, subjects });
            }
        }
        check_groups(&self.groups)?;
        let grades = scheme.grading.as_ref().map_or(0, |grading| grading.names().len());
        for member in &self.members {
            let wrong = |what, position| Err(ScoringError::Member { rule: member.rule.clone(), what, position });
            match member.kind {
                _ if member.subject >= subjects => return wrong("subject", member.subject),
                MemberKind::Protected(grade) if grade.0 >= grades => return wrong("grade", grade.0),
                _ => {}
            }
        }
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
