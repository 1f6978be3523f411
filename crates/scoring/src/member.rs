//! Members that are not treated as the others after the score: exempt, outside the quota, protected.
//!
//! What follows the score goes in this order:
//! 1. Who is exempt, who misses an item whose rule says so, and whom a veto excludes, is taken out: neither ranked nor
//!    graded, and no head in any quota.
//! 2. Ranks are counted among the rest, members outside the quota with them.
//! 3. Grades follow from cut-offs, or from quotas of the heads that count. Those outside the quota get the grade of the
//!    place at which they would stand among the heads.
//! 4. A protected member is lifted to the grade that protects it.
//! 5. Vetoes bound the grade: ceilings, then what is forced.
//!
//! Steps 4 and 5 move nobody else: a place that a member is lifted from, or put down from, is not filled by another. All of
//! it is after the score: exempt members, too, count in benchmarks, minima, maxima and means.

use crate::grade::Grade;

/// How a member is treated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MemberKind {
    /// Not suitable for grading: scored, but neither ranked nor graded, and no head in a quota. Bears this name in the
    /// place of a grade, by custom T.
    Exempt(String),
    /// Ranked with the others; no head in a quota, graded by the places of those that are.
    ///
    /// It gets the grade of the best head whose score is not above its own, or of the last head where all are above, so
    /// the grades of the heads stay as if it were not there. With cut-offs it is graded like any other.
    QuotaFree,
    /// Never below this grade, unless a veto puts it there.
    Protected(Grade),
}

/// A rule of that kind that holds for one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The rule's id.
    pub rule: String,
    /// Position of the subject, from 0.
    pub subject: usize,
    /// How it is treated.
    pub kind: MemberKind,
}

impl Member {
    /// The grade that protects the member, where `grade` is below it.
    pub(crate) fn lifts(&self, grade: Option<Grade>) -> Option<Grade> {
        match self.kind {
            MemberKind::Protected(floor) => grade.filter(|grade| *grade > floor).map(|_| floor),
            MemberKind::Exempt(_) | MemberKind::QuotaFree => None,
        }
    }
}

/// The grade after the best protection there is.
pub(crate) fn protect(grade: Option<Grade>, members: &[Member]) -> Option<Grade> {
    members.iter().fold(grade, |grade, member| member.lifts(grade).or(grade))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(kind: MemberKind) -> Member {
        Member { rule: "new".into(), subject: 0, kind }
    }

    #[test]
    fn protection_lifts_what_is_below_and_the_best_of_several_holds() {
        let two = [member(MemberKind::Protected(Grade(2))), member(MemberKind::Protected(Grade(1)))];
        assert_eq!(protect(Some(Grade(3)), &two), Some(Grade(1)));
        assert_eq!(protect(Some(Grade(0)), &two), Some(Grade(0)));
        assert_eq!(protect(None, &two), None);
        assert_eq!(protect(Some(Grade(3)), &[member(MemberKind::QuotaFree)]), Some(Grade(3)));
    }
}
