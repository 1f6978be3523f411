//! What another version of a pack would change: both run on the same release, and who moves.

use domain::period::Period;
use facts::ReleaseView;
use policy::Pack;

use crate::compare::{Comparison, Mover, compare};
use crate::{Evaluated, EvaluationError, run};

/// Two versions of a scheme on one release.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// What the old version gives.
    pub before: Evaluated,
    /// What the new one gives.
    pub after: Evaluated,
}

/// How many are moved, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Scored by both.
    pub both: usize,
    /// Whose rounded score is another, or is there in one only.
    pub score: usize,
    /// Who rises in the same group.
    pub up: usize,
    /// Who falls in the same group.
    pub down: usize,
    /// Whose grade is another.
    pub grade: usize,
    /// Who is ranked in another group, or in one version only.
    pub placed: usize,
    /// Whom only the new version scores.
    pub new: usize,
    /// Whom only the old version scored.
    pub gone: usize,
}

/// Runs a scheme of both versions over `release` for `period`. Nothing is sealed or kept.
///
/// # Errors
/// [`EvaluationError`] as of [`run()`], of the old version first.
pub fn effect(
    old: &Pack,
    new: &Pack,
    scheme: Option<&str>,
    release: &ReleaseView,
    period: Period,
) -> Result<Effect, EvaluationError> {
    Ok(Effect { before: run(old, scheme, release, period)?, after: run(new, scheme, release, period)? })
}

impl Effect {
    /// Both held against each other.
    #[must_use]
    pub fn comparison(&self) -> Comparison<'_> {
        compare(&self.before.evaluation, &self.after.evaluation)
    }
}

impl Comparison<'_> {
    /// Those whose score, rank, group or grade is another, in the order of the second.
    pub fn moved(&self) -> impl Iterator<Item = &Mover<'_>> {
        self.movers.iter().filter(|mover| mover.is_moved())
    }

    /// How many are moved, and how.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let mut tally =
            Tally { both: self.movers.len(), new: self.new.len(), gone: self.gone.len(), ..Tally::default() };
        for mover in &self.movers {
            let ((_, before), (_, after)) = (mover.before, mover.after);
            tally.score += usize::from(before.score != after.score);
            tally.grade += usize::from(before.grade != after.grade);
            match mover.rise() {
                Some(rise) => {
                    tally.up += usize::from(rise > 0);
                    tally.down += usize::from(rise < 0);
                }
                None => tally.placed += usize::from(before.rank.is_some() || after.rank.is_some()),
            }
        }
        tally
    }
}

impl Mover<'_> {
    /// Whether score, rank, group or grade is another.
    #[must_use]
    pub fn is_moved(&self) -> bool {
        let ((from, before), (to, after)) = (self.before, self.after);
        before.score != after.score
            || before.rank != after.rank
            || before.grade != after.grade
            || before.group != after.group
            || from.id != to.id
    }
}
