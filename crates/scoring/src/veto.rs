//! Vetoes: facts that bound a grade or take a subject out, whatever the score.

use crate::grade::Grade;

/// What follows from a veto.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// No better than this grade.
    Ceiling(Grade),
    /// This grade, whatever the score; the worst where several force one.
    Forced(Grade),
    /// Scored, neither ranked nor graded; takes no place in a quota.
    Excluded,
    /// Ranked and graded, but loses the award.
    AwardLost,
}

/// A veto that holds for one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Veto {
    /// The rule's id.
    pub id: String,
    /// Position of the subject, from 0.
    pub subject: usize,
    /// What follows.
    pub effect: Effect,
}

/// The grade after `vetoes`: ceilings first, then what is forced.
///
/// A place that a veto leaves in a better grade is not filled by another subject.
pub(crate) fn bound(grade: Option<Grade>, vetoes: &[Veto]) -> Option<Grade> {
    let mut bounded = grade?;
    let mut forced: Option<Grade> = None;
    for veto in vetoes {
        match veto.effect {
            Effect::Ceiling(ceiling) => bounded = bounded.max(ceiling),
            Effect::Forced(to) => forced = Some(forced.map_or(to, |already| already.max(to))),
            Effect::Excluded | Effect::AwardLost => {}
        }
    }
    Some(forced.unwrap_or(bounded))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn veto(effect: Effect) -> Veto {
        Veto { id: "safety".into(), subject: 0, effect }
    }

    #[test]
    fn a_ceiling_lowers_only_what_is_better() {
        let ceiling = veto(Effect::Ceiling(Grade(2)));
        assert_eq!(bound(Some(Grade(0)), std::slice::from_ref(&ceiling)), Some(Grade(2)));
        assert_eq!(bound(Some(Grade(3)), std::slice::from_ref(&ceiling)), Some(Grade(3)));
    }

    #[test]
    fn what_is_forced_stands_above_a_ceiling_and_the_worst_of_several_holds() {
        let all = [veto(Effect::Ceiling(Grade(1))), veto(Effect::Forced(Grade(3))), veto(Effect::Forced(Grade(2)))];
        assert_eq!(bound(Some(Grade(0)), &all), Some(Grade(3)));
    }
}
