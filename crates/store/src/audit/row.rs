//! Acts and their changes as they stand in the store.

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use sea_orm::{DbErr, QueryResult};

use crate::act::Actor;
use crate::clock::Moment;

/// The columns of [`RawAct`], of the table `act a`.
pub(super) const ACT: &str = "a.id, a.at, a.day, a.kind, a.actor, a.actor_name, a.authenticated, a.on_behalf, \
                              a.origin, a.origin_detail, a.request, a.reason, a.changes";
/// How many they are.
pub(super) const ACT_WIDTH: usize = 13;
/// The columns of [`ChangeRow`], of the table `change c`.
pub(super) const CHANGE: &str = "c.act, c.number, c.kind, c.record, c.label, c.was, c.became";

/// An act to the letter: a 2 where a 1 is meant must not pass for it in a sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RawAct {
    pub id: i64,
    pub at: i64,
    pub day: i64,
    pub kind: String,
    pub actor: String,
    pub actor_name: String,
    pub authenticated: i64,
    pub on_behalf: Option<String>,
    pub origin: String,
    pub origin_detail: String,
    pub request: String,
    pub reason: Option<String>,
    pub changes: i64,
}

impl RawAct {
    /// From a row in which [`ACT`] begins with the column `from`.
    pub fn of(row: &QueryResult, from: usize) -> Result<Self, DbErr> {
        Ok(Self {
            id: row.try_get_by_index(from)?,
            at: row.try_get_by_index(from + 1)?,
            day: row.try_get_by_index(from + 2)?,
            kind: row.try_get_by_index(from + 3)?,
            actor: row.try_get_by_index(from + 4)?,
            actor_name: row.try_get_by_index(from + 5)?,
            authenticated: row.try_get_by_index(from + 6)?,
            on_behalf: row.try_get_by_index(from + 7)?,
            origin: row.try_get_by_index(from + 8)?,
            origin_detail: row.try_get_by_index(from + 9)?,
            request: row.try_get_by_index(from + 10)?,
            reason: row.try_get_by_index(from + 11)?,
            changes: row.try_get_by_index(from + 12)?,
        })
    }
}

/// An act of the past.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActRow {
    /// Its number.
    pub id: i64,
    /// When it began.
    pub at: Moment,
    /// What was done, as `firm.import`.
    pub kind: String,
    /// By whom.
    pub actor: Actor,
    /// By which way: the code of an [`Origin`](crate::Origin).
    pub origin: String,
    /// The address it came from, or the command.
    pub origin_detail: String,
    /// The request it belonged to.
    pub request: String,
    /// Why, in the person's words.
    pub reason: Option<String>,
    /// How many records it changed.
    pub changes: u64,
}

impl From<RawAct> for ActRow {
    fn from(raw: RawAct) -> Self {
        Self {
            id: raw.id,
            at: Moment::from_micros(raw.at),
            kind: raw.kind,
            actor: Actor {
                code: raw.actor,
                name: raw.actor_name,
                authenticated: raw.authenticated == 1,
                on_behalf: raw.on_behalf,
            },
            origin: raw.origin,
            origin_detail: raw.origin_detail,
            request: raw.request,
            reason: raw.reason,
            changes: u64::try_from(raw.changes).unwrap_or(0),
        }
    }
}

/// One record that an act changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeRow {
    /// The act.
    pub act: i64,
    /// Its place among the changes of the act, from 1.
    pub number: i64,
    /// What kind of record.
    pub kind: String,
    /// Which one.
    pub record: String,
    /// What people called it.
    pub label: String,
    /// What it was, as JSON; none where it was new.
    pub was: Option<String>,
    /// What it became, as JSON; none where it ended.
    pub became: Option<String>,
}

impl ChangeRow {
    /// From a row in which [`CHANGE`] begins with the column `from`.
    pub(super) fn of(row: &QueryResult, from: usize) -> Result<Self, DbErr> {
        Ok(Self {
            act: row.try_get_by_index(from)?,
            number: row.try_get_by_index(from + 1)?,
            kind: row.try_get_by_index(from + 2)?,
            record: row.try_get_by_index(from + 3)?,
            label: row.try_get_by_index(from + 4)?,
            was: row.try_get_by_index(from + 5)?,
            became: row.try_get_by_index(from + 6)?,
        })
    }
}

/// A moment in China Standard Time to the second, as `2024-07-01 08:00:00`.
#[must_use]
pub fn china_time(at: Moment) -> String {
    let zone = TimeZone::fixed(Offset::constant(8));
    match Timestamp::from_microsecond(at.micros()) {
        Ok(instant) => instant.to_zoned(zone).strftime("%Y-%m-%d %H:%M:%S").to_string(),
        Err(_) => at.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_told_in_the_time_of_china() {
        assert_eq!(china_time(Moment::from_micros(1_719_792_000_000_000)), "2024-07-01 08:00:00");
        assert_eq!(china_time(Moment::NEVER), "∞");
    }
}
