//! Deadlines: by the end of a year, by a day, or so long after one.

use domain::day::Day;
use domain::period::Period;
use domain::say::{Lang, Say};
use serde::{Serialize, Serializer};

/// By when something is to be done or reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deadline {
    /// By the end of this year (到 2025 年, 2025 年底前).
    Year(i16),
    /// By this day, itself included (6 月 30 日前).
    Day(Day),
    /// So long after a day (自施行之日起 3 年内).
    After(Term),
}

/// A span of whole months that begins on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The day it is counted from.
    pub from: Day,
    /// How many months; 12 for a year.
    pub months: u16,
    /// Its last day.
    pub until: Day,
}

impl Term {
    /// So many months from a day on; none beyond the calendar. It ends on the day of the same number, or where the month
    /// has none on its last (Civil Code of China, articles 201 and 202).
    #[must_use]
    pub fn new(from: Day, months: u16) -> Option<Self> {
        Some(Self { from, months, until: from.months_later(months)? })
    }

    /// Its length where it is whole years.
    #[must_use]
    pub const fn years(self) -> Option<u16> {
        if self.months.is_multiple_of(12) { Some(self.months / 12) } else { None }
    }
}

impl Deadline {
    /// The year it lies in.
    #[must_use]
    pub fn year(self) -> i16 {
        match self {
            Self::Year(year) => year,
            Self::Day(day) => day.year(),
            Self::After(term) => term.until.year(),
        }
    }

    /// The last day in time; none where the calendar has none.
    #[must_use]
    pub fn last_day(self) -> Option<Day> {
        match self {
            Self::Year(year) => Day::last_of_year(year),
            Self::Day(day) => Some(day),
            Self::After(term) => Some(term.until),
        }
    }

    /// Whether the period reaches it, or lies after it: nothing of the time is left.
    #[must_use]
    pub fn is_over(self, period: Period) -> bool {
        self.last_day().is_some_and(|last| Day::last_of(period) >= last)
    }
}

/// The year, or the last day.
impl Serialize for Deadline {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Year(year) => serializer.serialize_i16(*year),
            Self::Day(day) => day.serialize(serializer),
            Self::After(term) => term.until.serialize(serializer),
        }
    }
}

impl Say for Deadline {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Year(year), _) => year.to_string(),
            (Self::Day(day), _) => day.to_string(),
            (Self::After(Term { from, months, until }), lang) => {
                let years = Term { from: *from, months: *months, until: *until }.years();
                match (years, lang) {
                    (Some(years), Lang::Zh) => format!("自 {from} 起 {years} 年内（至 {until}）"),
                    (Some(years), Lang::En) => format!("within {years} years of {from} (by {until})"),
                    (None, Lang::Zh) => format!("自 {from} 起 {months} 个月内（至 {until}）"),
                    (None, Lang::En) => format!("within {months} months of {from} (by {until})"),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_deadline_is_over_with_the_period_that_reaches_its_last_day() {
        let over = |deadline: Deadline, period: &str| deadline.is_over(period.parse().unwrap());
        assert!(!over(Deadline::Year(2025), "2025-11"));
        assert!(over(Deadline::Year(2025), "2025"));
        assert!(over(Deadline::Day(day("2025-06-30")), "2025Q2"));
        assert!(!over(Deadline::Day(day("2025-07-01")), "2025Q2"));
        let term = Deadline::After(Term::new(day("2024-05-01"), 36).unwrap());
        assert_eq!((term.year(), term.last_day()), (2027, Some(day("2027-05-01"))));
        assert!(!over(term, "2027-04") && over(term, "2027-05"));
    }

    #[test]
    fn a_term_is_said_in_years_where_it_has_whole_ones() {
        let say = |months| Deadline::After(Term::new(day("2024-05-01"), months).unwrap()).say(Lang::Zh);
        assert_eq!(say(36), "自 2024-05-01 起 3 年内（至 2027-05-01）");
        assert_eq!(say(6), "自 2024-05-01 起 6 个月内（至 2024-11-01）");
    }
}
