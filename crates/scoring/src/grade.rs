//! Grades: by absolute cut-off, or by quota of the ranked with stated rounding and stated ties at a boundary.

use crate::benchmark::Scope;
use crate::error::ScoringError;
use crate::order::{Key, Order};
use crate::round::{Units, cleaned};

/// A grade by its place in [`Grading::names`]: 0 is the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grade(pub usize);

/// How a share of heads becomes a number of heads. Shares × heads are cut to nine decimals first, so that
/// 7 % of 100 is 7 and not the 7.000000000000001 of binary arithmetic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuotaRounding {
    /// Down.
    Floor,
    /// Up.
    Ceil,
    /// To the nearest, a half up.
    HalfUp,
    /// As many as have a percent rank, (place − 1) ÷ (heads − 1), up to the share: 1 + down of share × (heads − 1).
    PercentRank,
}

impl QuotaRounding {
    /// How many of `heads` the share `share` is.
    #[must_use]
    pub fn heads(self, share: f64, heads: usize) -> usize {
        #[expect(clippy::cast_precision_loss, reason = "head counts stay far below 2^53")]
        let exact = match self {
            Self::PercentRank => cleaned(share * heads.saturating_sub(1) as f64) + 1.0,
            _ => cleaned(share * heads as f64),
        };
        let whole = match self {
            Self::Floor | Self::PercentRank => exact.floor(),
            Self::Ceil => exact.ceil(),
            Self::HalfUp => (exact + 0.5).floor(),
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked to lie within 0 and heads"
        )]
        let count = whole.clamp(0.0, f64::MAX) as usize;
        count.min(heads)
    }
}

/// Which grade subjects with equal scores get that stand across a boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoundaryTies {
    /// All the better one; the grades after it are not moved, so they hold fewer.
    Better,
    /// All the worse one; the better grade holds fewer.
    Worse,
}

/// How grades follow from scores. The last grade takes what the bounds leave.
#[derive(Clone, Debug, PartialEq)]
pub enum Grading {
    /// By rounded score.
    CutOff {
        /// Names from best to worst; the least score of each but the last, descending.
        at_least: Vec<(String, f64)>,
        /// The name of the last grade.
        last: String,
    },
    /// By place among the ranked.
    Quota {
        /// Names from best to worst; the cumulative share of each but the last, ascending, 0 to 1.
        up_to: Vec<(String, f64)>,
        /// The name of the last grade.
        last: String,
        /// How a share becomes a number of heads.
        rounding: QuotaRounding,
        /// Ties across a boundary.
        ties: BoundaryTies,
        /// All together, or each group apart.
        scope: Scope,
    },
}

impl Grading {
    fn bounds(&self) -> (&[(String, f64)], &str) {
        match self {
            Self::CutOff { at_least, last } => (at_least, last),
            Self::Quota { up_to, last, .. } => (up_to, last),
        }
    }

    /// The grades' names from best to worst.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        let (bounded, last) = self.bounds();
        bounded.iter().map(|(name, _)| name.as_str()).chain([last]).collect()
    }

    /// The grade of that name.
    #[must_use]
    pub fn grade(&self, name: &str) -> Option<Grade> {
        self.names().iter().position(|&known| known == name).map(Grade)
    }

    pub(crate) fn check(&self) -> Result<(), ScoringError> {
        let names = self.names();
        if let Some(twice) = names.iter().enumerate().find(|(at, name)| names[..*at].contains(name)) {
            return Err(ScoringError::DuplicateId { id: (*twice.1).to_owned() });
        }
        let (bounded, _) = self.bounds();
        let wrong = |grade: &str, why| Err(ScoringError::Grades { grade: grade.to_owned(), why });
        for (at, (name, bound)) in bounded.iter().enumerate() {
            let before = at.checked_sub(1).map(|at| bounded[at].1);
            match self {
                Self::CutOff { .. } if !bound.is_finite() => return wrong(name, "the least score is not finite"),
                Self::CutOff { .. } if before.is_some_and(|before| *bound >= before) => {
                    return wrong(name, "the least score is not below that of the grade before");
                }
                Self::Quota { .. } if !(0.0..=1.0).contains(bound) => {
                    return wrong(name, "the cumulative share is not between 0 and 1");
                }
                Self::Quota { .. } if before.is_some_and(|before| *bound < before) => {
                    return wrong(name, "the cumulative share is below that of the grade before");
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The scope that a quota is taken over; none for cut-offs, which look at nobody else.
    pub(crate) const fn scope(&self) -> Option<Scope> {
        match self {
            Self::CutOff { .. } => None,
            Self::Quota { scope, .. } => Some(*scope),
        }
    }

    /// The grade of every subject that takes part by its position. `scores` have so many `decimals`; `order` is theirs in
    /// this grading's scope, of any where it has none.
    pub(crate) fn grades<K: Key>(&self, scores: &[Units], decimals: u8, order: &Order<K>) -> Vec<Graded> {
        match self {
            Self::CutOff { at_least, .. } => scores
                .iter()
                .map(|score| {
                    score.rounded(decimals).map_or(Graded::NONE, |score| {
                        let score = score.to_f64();
                        let met = at_least.iter().position(|&(_, least)| score >= least);
                        Graded::new(met.unwrap_or(at_least.len()), false)
                    })
                })
                .collect(),
            Self::Quota { up_to, rounding, ties, .. } => {
                let mut grades = vec![Graded::NONE; scores.len()];
                let mut heads = 0;
                let mut ends: Vec<usize> = Vec::new();
                order.runs(|run| {
                    if ends.is_empty() || heads != run.ranked {
                        heads = run.ranked;
                        ends = up_to.iter().map(|&(_, share)| rounding.heads(share, heads)).collect();
                    }
                    let at = |place: usize| ends.iter().position(|&end| place < end).unwrap_or(ends.len());
                    let best = at(run.first);
                    let worst = if run.len() == 1 { best } else { at(run.first + run.len() - 1) };
                    let grade = match ties {
                        BoundaryTies::Better => best,
                        BoundaryTies::Worse => worst,
                    };
                    let own = Graded::new(grade, best != worst);
                    for subject in run.subjects() {
                        grades[subject] = own;
                    }
                });
                grades
            }
        }
    }
}

/// A grade and whether a tie at a boundary decided it, or none, in four bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Graded(u32);

impl Graded {
    /// No grade.
    pub const NONE: Self = Self(u32::MAX);

    fn new(grade: usize, tie: bool) -> Self {
        // There are never so many grades that twice their number does not fit: each has a name of its own.
        u32::try_from(grade * 2 + usize::from(tie)).map_or(Self::NONE, Self)
    }

    /// The grade, and whether a tie decided it.
    pub fn get(self) -> Option<(Grade, bool)> {
        (self != Self::NONE).then_some((Grade((self.0 / 2) as usize), self.0 % 2 == 1))
    }

    /// The same grade; a tie decided it only where `holds`.
    pub const fn tied_where(self, holds: bool) -> Self {
        if holds || self.0 == u32::MAX { self } else { Self(self.0 & !1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::Span;
    use crate::{Groups, Rounded, Threads};

    fn quota(rounding: QuotaRounding, ties: BoundaryTies) -> Grading {
        let up_to = vec![("A".into(), 0.2), ("B".into(), 0.6), ("C".into(), 0.95)];
        Grading::Quota { up_to, last: "D".into(), rounding, ties, scope: Scope::Population }
    }

    fn letters(grading: &Grading, scores: &[f64]) -> String {
        let scores: Vec<_> = scores.iter().map(|&score| Units::from(Rounded::of(score, 2))).collect();
        let names = grading.names();
        let (span, groups) = (Span::of(&scores, Threads::ONE), Groups::one(scores.len()));
        let order = Order::<u64>::of(&scores, span, &groups, Scope::Population, Threads::ONE);
        let grades = grading.grades(&scores, 2, &order);
        grades.into_iter().map(|graded| graded.get().map_or("-", |(grade, _)| names[grade.0])).collect()
    }

    #[test]
    fn ten_subjects_divide_by_cumulative_share_with_the_stated_rounding() {
        let scores: Vec<f64> = (0..10).map(|at| 100.0 - f64::from(at)).collect();
        // 10 × 20 % = 2; × 60 % = 6; × 95 % = 9.5: down 9, up 10.
        assert_eq!(letters(&quota(QuotaRounding::Floor, BoundaryTies::Better), &scores), "AABBBBCCCD");
        assert_eq!(letters(&quota(QuotaRounding::Ceil, BoundaryTies::Better), &scores), "AABBBBCCCC");
        assert_eq!(letters(&quota(QuotaRounding::HalfUp, BoundaryTies::Better), &scores), "AABBBBCCCC");
        // 9 × 20 % = 1.8, so places 1 and 2; 9 × 60 % = 5.4, to place 6; 9 × 95 % = 8.55, to place 9.
        assert_eq!(letters(&quota(QuotaRounding::PercentRank, BoundaryTies::Better), &scores), "AABBBBCCCD");
        assert_eq!(QuotaRounding::PercentRank.heads(0.6, 2), 1);
        assert_eq!(QuotaRounding::PercentRank.heads(0.6, 0), 0);
    }

    #[test]
    fn a_tie_across_a_boundary_goes_up_or_down_as_stated_and_moves_no_other() {
        let scores = [90.0, 80.0, 80.0, 70.0, 60.0, 50.0, 40.0, 30.0, 20.0, 10.0];
        assert_eq!(letters(&quota(QuotaRounding::Floor, BoundaryTies::Better), &scores), "AAABBBCCCD");
        assert_eq!(letters(&quota(QuotaRounding::Floor, BoundaryTies::Worse), &scores), "ABBBBBCCCD");
    }

    #[test]
    fn a_share_that_binary_arithmetic_overstates_is_not_rounded_up() {
        // In binary, 0.07 × 100 is 7.000000000000001.
        assert_eq!(QuotaRounding::Ceil.heads(0.07, 100), 7);
        assert_eq!(QuotaRounding::HalfUp.heads(0.5, 5), 3);
    }

    #[test]
    fn a_cut_off_is_met_by_the_rounded_score() {
        let at_least = vec![("优".to_owned(), 90.0), ("良".to_owned(), 75.5)];
        let grading = Grading::CutOff { at_least, last: "差".into() };
        // 89.995 is 90.00 at two decimals; 75.494 is 75.49.
        assert_eq!(letters(&grading, &[89.995, 75.5, 75.494, f64::NAN]), "优良差-");
    }

    #[test]
    fn bounds_in_the_wrong_order_are_refused_by_grade() {
        let at_least = vec![("A".to_owned(), 60.0), ("B".to_owned(), 60.0)];
        let error = Grading::CutOff { at_least, last: "C".into() }.check().unwrap_err();
        assert!(matches!(error, ScoringError::Grades { grade, .. } if grade == "B"));
    }
}
