//! A calendar day, as attributes begin and end on it.

use std::fmt;
use std::str::FromStr;

use crate::period::Period;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Serialize, Serializer};

/// A day of the Gregorian calendar, counted from 1970-01-01; written `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// The text is not a day written `YYYY-MM-DD`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}”不是日期（应写作 2024-06-30 的形式）")]
pub struct NotADay(pub String);

const EPOCH: Date = Date::constant(1970, 1, 1);

impl Day {
    /// The last day of a period: the day as of which its subjects are described.
    #[must_use]
    pub fn last_of(period: Period) -> Self {
        let (year, month, day) = period.last_day();
        let date = Date::new(year, i8::try_from(month).unwrap_or(12), i8::try_from(day).unwrap_or(28));
        date.map_or(Self(0), Self::from)
    }

    /// The last day of a calendar year; none outside the years −9999 to 9999.
    #[must_use]
    pub fn last_of_year(year: i16) -> Option<Self> {
        Date::new(year, 12, 31).ok().map(Self::from)
    }

    /// The calendar year it lies in.
    #[must_use]
    pub fn year(self) -> i16 {
        date(self.0).map_or(1970, Date::year)
    }

    /// The month of that year it lies in, from 1.
    #[must_use]
    pub fn month(self) -> u8 {
        date(self.0).and_then(|date| u8::try_from(date.month()).ok()).unwrap_or(1)
    }

    /// The day of the same number so many months later, or the last of that month where it has none (Civil Code of China,
    /// article 202); none outside the years −9999 to 9999.
    #[must_use]
    pub fn months_later(self, months: u16) -> Option<Self> {
        date(self.0)?.checked_add(i32::from(months).months()).ok().map(Self::from)
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub const fn number(self) -> i32 {
        self.0
    }

    /// The day so many days after 1970-01-01, where the calendar (years −9999 to 9999) has it.
    #[must_use]
    pub fn from_number(number: i32) -> Option<Self> {
        date(number).map(|_| Self(number))
    }
}

fn date(number: i32) -> Option<Date> {
    let span = 0.days().try_days(number).ok()?;
    EPOCH.checked_add(span).ok()
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Self(EPOCH.until(date).map_or(0, |span| span.get_days()))
    }
}

impl FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, NotADay> {
        let refuse = || NotADay(text.chars().take(40).collect());
        let shaped = text.len() == 10
            && text.bytes().enumerate().all(|(at, b)| if matches!(at, 4 | 7) { b == b'-' } else { b.is_ascii_digit() });
        if !shaped {
            return Err(refuse());
        }
        text.parse::<Date>().map(Self::from).map_err(|_| refuse())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match date(self.0) {
            Some(date) => write!(f, "{date}"),
            None => write!(f, "{}", self.0),
        }
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_reads_back_as_it_was_written_and_counts_from_1970() {
        for (text, number) in [("1970-01-01", 0), ("1969-12-31", -1), ("2024-02-29", 19_782), ("2024-03-01", 19_783)] {
            let day: Day = text.parse().unwrap();
            assert_eq!((day.number(), day.to_string().as_str()), (number, text));
            assert_eq!(Day::from_number(number), Some(day));
        }
    }

    #[test]
    fn what_is_not_a_day_is_refused() {
        for text in ["2023-02-29", "2024-6-30", "2024-06-30T00:00", "20240630", "2024/06/30", "", "二〇二四年"] {
            assert!(text.parse::<Day>().is_err(), "{text:?}");
        }
        assert_eq!(Day::from_number(i32::MAX), None);
    }

    #[test]
    fn months_later_is_the_same_day_or_the_last_one_there_is() {
        let later = |day: &str, months| day.parse::<Day>().unwrap().months_later(months).map(|day| day.to_string());
        assert_eq!(later("2024-05-01", 36).as_deref(), Some("2027-05-01"));
        assert_eq!(later("2024-08-31", 6).as_deref(), Some("2025-02-28"));
        assert_eq!(later("9999-12-01", 1), None);
        assert_eq!(
            Day::last_of_year(2025).map(|day| (day.year(), day.to_string())),
            Some((2025, "2025-12-31".to_owned()))
        );
    }

    #[test]
    fn a_period_is_described_as_of_its_last_day() {
        let last = |code: &str| Day::last_of(code.parse().unwrap()).to_string();
        assert_eq!(last("2024"), "2024-12-31");
        assert_eq!(last("2024-02c"), "2024-02-29");
        assert_eq!(last("2024Q2"), "2024-06-30");
    }
}
