//! The clock, passed in: what the store dates its records by.

use std::fmt;

use jiff::Timestamp;

/// A moment: microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

impl Moment {
    /// The moment that has not come yet: until when a record counts that nothing has ended.
    pub const NEVER: Self = Self(i64::MAX);

    /// From microseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// The moment so many seconds later.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }
}

impl From<Timestamp> for Moment {
    fn from(at: Timestamp) -> Self {
        Self(at.as_microsecond())
    }
}

/// RFC 3339 in UTC, as `2024-07-01T08:00:00Z`.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Timestamp::from_microsecond(self.0) {
            Ok(at) => write!(f, "{at}"),
            Err(_) => f.write_str("∞"),
        }
    }
}

/// Tells the time.
pub trait Clock: Send + Sync + 'static {
    /// Now.
    fn now(&self) -> Moment;
}

impl<F: Fn() -> Moment + Send + Sync + 'static> Clock for F {
    fn now(&self) -> Moment {
        self()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_in_utc_and_the_end_of_time_as_such() {
        assert_eq!(Moment::from_micros(1_719_820_800_000_000).to_string(), "2024-07-01T08:00:00Z");
        assert_eq!(Moment::NEVER.to_string(), "∞");
        assert_eq!(Moment::NEVER.plus_seconds(1), Moment::NEVER);
    }
}
