//! Reporting periods: a year, half-year, quarter or month, alone or cumulative from January.

mod read;

use std::cmp::{Ordering, Reverse};
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::say::{Lang, Say};

/// The first year a period may lie in.
pub const FIRST_YEAR: i16 = 1949;
/// The last year a period may lie in.
pub const LAST_YEAR: i16 = 2199;

/// A reporting period (报告期).
///
/// Ordered as an office files them: by the last day, then the shorter before the longer, then the plain one before
/// the cumulative one of the same days.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    year: i16,
    span: Span,
    cumulative: bool,
}

/// Which part of a calendar year a period is. The number counts from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Span {
    /// The whole year.
    Year,
    /// A half: 1 or 2.
    Half(u8),
    /// A quarter: 1 to 4.
    Quarter(u8),
    /// A month: 1 to 12.
    Month(u8),
}

impl Span {
    /// How many such spans a year has.
    #[must_use]
    pub const fn per_year(self) -> u8 {
        match self {
            Self::Year => 1,
            Self::Half(_) => 2,
            Self::Quarter(_) => 4,
            Self::Month(_) => 12,
        }
    }

    /// Which of the year's spans of its kind this is, from 1.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Year => 1,
            Self::Half(n) | Self::Quarter(n) | Self::Month(n) => n,
        }
    }

    const fn with_number(self, number: u8) -> Self {
        match self {
            Self::Year => Self::Year,
            Self::Half(_) => Self::Half(number),
            Self::Quarter(_) => Self::Quarter(number),
            Self::Month(_) => Self::Month(number),
        }
    }

    const fn months(self) -> u8 {
        12 / self.per_year()
    }

    const fn name(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Year, Lang::Zh) => "年",
            (Self::Half(_), Lang::Zh) => "半年",
            (Self::Quarter(_), Lang::Zh) => "季度",
            (Self::Month(_), Lang::Zh) => "月份",
            (Self::Year, Lang::En) => "year",
            (Self::Half(_), Lang::En) => "half-year",
            (Self::Quarter(_), Lang::En) => "quarter",
            (Self::Month(_), Lang::En) => "month",
        }
    }
}

/// Why something is not a period.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// The year lies outside [`FIRST_YEAR`] to [`LAST_YEAR`].
    #[error("{}", self.say(Lang::Zh))]
    Year(i16),
    /// The year has no such half, quarter or month.
    #[error("{}", self.say(Lang::Zh))]
    Number(Span),
    /// The text is none of the forms a period is written in; at most its first 40 characters.
    #[error("{}", self.say(Lang::Zh))]
    Unreadable(String),
}

impl Say for PeriodError {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Year(year), Lang::Zh) => {
                format!("年份 {year} 不在 {FIRST_YEAR}—{LAST_YEAR} 之间，请核对年份")
            }
            (Self::Year(year), Lang::En) => {
                format!("the year {year} is not between {FIRST_YEAR} and {LAST_YEAR}; check the year")
            }
            (Self::Number(span), Lang::Zh) => {
                format!("没有第 {} 个{}，应为 1—{}", span.number(), span.name(lang), span.per_year())
            }
            (Self::Number(span), Lang::En) => {
                format!("there is no {} {}; give 1 to {}", span.name(lang), span.number(), span.per_year())
            }
            (Self::Unreadable(text), Lang::Zh) => {
                format!("“{text}”不是报告期。可写作 2024、2024H1、2024Q2、2024-06、2024-06c（1—6月累计）或 2024年6月")
            }
            (Self::Unreadable(text), Lang::En) => {
                format!("“{text}” is not a period; write 2024, 2024H1, 2024Q2, 2024-06 or 2024-06c (January to June)")
            }
        }
    }
}

impl Period {
    /// A calendar year.
    ///
    /// # Errors
    /// [`PeriodError::Year`] outside [`FIRST_YEAR`] to [`LAST_YEAR`].
    pub const fn year(year: i16) -> Result<Self, PeriodError> {
        Self::new(year, Span::Year)
    }

    /// A half-year, 1 or 2.
    ///
    /// # Errors
    /// [`PeriodError`] when there is no such year or half.
    pub const fn half(year: i16, half: u8) -> Result<Self, PeriodError> {
        Self::new(year, Span::Half(half))
    }

    /// A quarter, 1 to 4.
    ///
    /// # Errors
    /// [`PeriodError`] when there is no such year or quarter.
    pub const fn quarter(year: i16, quarter: u8) -> Result<Self, PeriodError> {
        Self::new(year, Span::Quarter(quarter))
    }

    /// A month, 1 to 12.
    ///
    /// # Errors
    /// [`PeriodError`] when there is no such year or month.
    pub const fn month(year: i16, month: u8) -> Result<Self, PeriodError> {
        Self::new(year, Span::Month(month))
    }

    /// The span of a year.
    ///
    /// # Errors
    /// [`PeriodError`] when the year is out of range or has no such span.
    pub const fn new(year: i16, span: Span) -> Result<Self, PeriodError> {
        if year < FIRST_YEAR || year > LAST_YEAR {
            return Err(PeriodError::Year(year));
        }
        if span.number() < 1 || span.number() > span.per_year() {
            return Err(PeriodError::Number(span));
        }
        Ok(Self { year, span, cumulative: false })
    }

    /// January through this period's end. A year already is: it comes back as it is.
    #[must_use]
    pub const fn cumulative(self) -> Self {
        Self { cumulative: !matches!(self.span, Span::Year), ..self }
    }

    /// The last span alone, without what came before it in the year.
    #[must_use]
    pub const fn alone(self) -> Self {
        Self { cumulative: false, ..self }
    }

    /// Whether this is a half, quarter or month counted from January; false for a plain year.
    #[must_use]
    pub const fn is_cumulative(self) -> bool {
        self.cumulative
    }

    /// The part of the year; of a cumulative period, the last part.
    #[must_use]
    pub const fn span(self) -> Span {
        self.span
    }

    /// The calendar year.
    #[must_use]
    pub const fn calendar_year(self) -> i16 {
        self.year
    }

    /// The one before in the same series (month after month, cumulative after cumulative), across the year's end;
    /// none before [`FIRST_YEAR`].
    #[must_use]
    pub const fn previous(self) -> Option<Self> {
        if self.span.number() > 1 {
            return Some(Self { span: self.span.with_number(self.span.number() - 1), ..self });
        }
        match self.same_last_year() {
            Some(then) => Some(Self { span: then.span.with_number(then.span.per_year()), ..then }),
            None => None,
        }
    }

    /// The one after in the same series; none after [`LAST_YEAR`].
    #[must_use]
    pub const fn following(self) -> Option<Self> {
        if self.span.number() < self.span.per_year() {
            return Some(Self { span: self.span.with_number(self.span.number() + 1), ..self });
        }
        if self.year == LAST_YEAR {
            return None;
        }
        Some(Self { year: self.year + 1, span: self.span.with_number(1), ..self })
    }

    /// The same period a year earlier (同期); none before [`FIRST_YEAR`].
    #[must_use]
    pub const fn same_last_year(self) -> Option<Self> {
        if self.year == FIRST_YEAR { None } else { Some(Self { year: self.year - 1, ..self }) }
    }

    /// The same period so many years later, earlier where below zero; none outside the years there are.
    #[must_use]
    pub const fn years_later(self, years: i16) -> Option<Self> {
        let Some(year) = self.year.checked_add(years) else { return None };
        if year < FIRST_YEAR || year > LAST_YEAR { None } else { Some(Self { year, ..self }) }
    }

    /// The first day: year, month, day.
    #[must_use]
    pub const fn first_day(self) -> (i16, u8, u8) {
        (self.year, self.first_month(), 1)
    }

    /// The last day: year, month, day.
    #[must_use]
    pub const fn last_day(self) -> (i16, u8, u8) {
        let month = self.last_month();
        (self.year, month, days_in_month(self.year, month))
    }

    const fn first_month(self) -> u8 {
        if self.cumulative { 1 } else { self.last_month() - self.span.months() + 1 }
    }

    const fn last_month(self) -> u8 {
        self.span.number() * self.span.months()
    }

    /// The code in files and addresses: `2024`, `2024H1`, `2024Q2`, `2024-06`; cumulative with `c`, as `2024-06c`.
    #[must_use]
    pub fn code(self) -> String {
        let year = self.year;
        let mut code = match self.span {
            Span::Year => format!("{year}"),
            Span::Half(half) => format!("{year}H{half}"),
            Span::Quarter(quarter) => format!("{year}Q{quarter}"),
            Span::Month(month) => format!("{year}-{month:02}"),
        };
        if self.cumulative {
            code.push('c');
        }
        code
    }

    fn in_chinese(self) -> String {
        let year = self.year;
        match (self.span, self.cumulative) {
            (Span::Year, _) => format!("{year}年"),
            (Span::Half(half), cumulative) => {
                let half = if half == 1 { "上" } else { "下" };
                format!("{year}年{half}半年{}", if cumulative { "累计" } else { "" })
            }
            (Span::Quarter(quarter), false) => format!("{year}年第{quarter}季度"),
            (Span::Quarter(1), true) => format!("{year}年第1季度累计"),
            (Span::Quarter(quarter), true) => format!("{year}年前{quarter}季度"),
            (Span::Month(month), false) => format!("{year}年{month}月"),
            (Span::Month(1), true) => format!("{year}年1月累计"),
            (Span::Month(month), true) => format!("{year}年1—{month}月"),
        }
    }

    fn in_english(self) -> String {
        let year = self.year;
        match (self.span, self.cumulative) {
            (Span::Year, _) => format!("{year}"),
            (Span::Half(half), false) => format!("{} half of {year}", if half == 1 { "first" } else { "second" }),
            (Span::Half(half), true) => {
                format!("{year} through the {} half", if half == 1 { "first" } else { "second" })
            }
            (Span::Quarter(quarter), false) => format!("Q{quarter} {year}"),
            (Span::Quarter(quarter), true) => format!("{year} through Q{quarter}"),
            (Span::Month(month), false) => format!("{} {year}", month_in_english(month)),
            (Span::Month(1), true) => format!("{year} through January"),
            (Span::Month(month), true) => format!("January–{} {year}", month_in_english(month)),
        }
    }
}

/// Days of a month in the Gregorian calendar; `month` counts from 1.
const fn days_in_month(year: i16, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

const fn month_in_english(month: u8) -> &'static str {
    match month {
        1 => "January",
        2 => "February",
        3 => "March",
        4 => "April",
        5 => "May",
        6 => "June",
        7 => "July",
        8 => "August",
        9 => "September",
        10 => "October",
        11 => "November",
        _ => "December",
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> Ordering {
        let key =
            |p: &Self| (p.year, p.last_month(), Reverse(p.first_month()), Reverse(p.span.per_year()), p.cumulative);
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Say for Period {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.in_chinese(),
            Lang::En => self.in_english(),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.code())
    }
}

impl fmt::Debug for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Period({})", self.code())
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    /// Reads a code, or a period as offices write it (`2024年6月`, `2024/6`, `2024年前三季度`, full-width digits too).
    fn from_str(text: &str) -> Result<Self, PeriodError> {
        read::read(text)
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
