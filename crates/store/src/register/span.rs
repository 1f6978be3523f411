//! A half-open span of days: from a day until before another, or still.

use domain::day::Day;

/// The day number that stands for "still" in the store.
pub(crate) const STILL: i64 = 2_147_483_647;

/// From a day until before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    from: i64,
    to: i64,
}

impl Span {
    /// From `from` until before `to`; without one, still. None where it would not hold a day.
    #[must_use]
    pub fn new(from: Day, to: Option<Day>) -> Option<Self> {
        Self::of_numbers(from.number().into(), to.map_or(STILL, |day| day.number().into()))
    }

    /// From `from` on.
    #[must_use]
    pub fn since(from: Day) -> Self {
        Self { from: from.number().into(), to: STILL }
    }

    /// The first day it holds.
    #[must_use]
    pub fn from(self) -> Option<Day> {
        day(self.from)
    }

    /// The first day it no longer holds; without one, still.
    #[must_use]
    pub fn to(self) -> Option<Day> {
        if self.to == STILL { None } else { day(self.to) }
    }

    /// Whether it holds on `on`.
    #[must_use]
    pub fn holds_on(self, on: Day) -> bool {
        let on = i64::from(on.number());
        self.from <= on && on < self.to
    }

    pub(crate) const fn of_numbers(from: i64, to: i64) -> Option<Self> {
        if from < to { Some(Self { from, to }) } else { None }
    }

    pub(crate) const fn numbers(self) -> (i64, i64) {
        (self.from, self.to)
    }

    /// What both hold.
    pub(crate) fn meet(self, other: Self) -> Option<Self> {
        Self::of_numbers(self.from.max(other.from), self.to.min(other.to))
    }

    /// What of it lies before and after `other`.
    pub(crate) fn without(self, other: Self) -> [Option<Self>; 2] {
        [Self::of_numbers(self.from, self.to.min(other.from)), Self::of_numbers(self.from.max(other.to), self.to)]
    }
}

fn day(number: i64) -> Option<Day> {
    i32::try_from(number).ok().and_then(Day::from_number)
}
