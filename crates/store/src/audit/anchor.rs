//! Anchors: the last link of each finished day, which stays when the day's acts are deleted.

use domain::day::Day;
use domain::hash::Sm3;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};

use crate::clock::Moment;
use crate::error::StoreError;
use crate::open::Store;
use crate::query;

/// What of a finished day (China Standard Time) has been linked by its end. A day on which nothing was linked has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The day of the linking.
    pub day: Day,
    /// The number of its last link.
    pub link: i64,
    /// How many acts were linked on it.
    pub acts: u64,
    /// The sum of its last link.
    pub sm3: Sm3,
}

impl Store {
    /// The anchors of the days from `from` to before `to`, the earliest first.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn anchors(&self, from: Option<Day>, to: Option<Day>) -> Result<Vec<Anchor>, StoreError> {
        let sql = "SELECT day, number, acts, sm3 FROM audit_anchor WHERE day >= $1 AND day < $2 ORDER BY day";
        let from = from.map_or(i64::MIN, |day| day.number().into());
        let to = to.map_or(i64::MAX, |day| day.number().into());
        let rows =
            query::all(self.reader(), sql, [from.into(), to.into()]).await.map_err(|source| self.fault(source))?;
        let read = rows.iter().map(|row| {
            let unreadable = |day: i64| StoreError::Unreadable { place: "audit_anchor", record: day.to_string() };
            let (day, anchor) = Anchor::of(row).map_err(|source| self.fault(source))?;
            anchor.ok_or_else(|| unreadable(day))
        });
        read.collect()
    }
}

impl Anchor {
    /// The day as the row has it, and the anchor where the row can be one: `day, number, acts, sm3`.
    pub(super) fn of(row: &QueryResult) -> Result<(i64, Option<Self>), DbErr> {
        let (number, link, acts): (i64, i64, i64) =
            (row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        let sm3 = row.try_get_by_index::<String>(3).ok().and_then(|sum| sum.parse().ok());
        let day = i32::try_from(number).ok().and_then(Day::from_number);
        let anchor = day.zip(sm3).zip(u64::try_from(acts).ok());
        Ok((number, anchor.map(|((day, sm3), acts)| Self { day, link, acts, sm3 })))
    }

    /// Day, number and sum of the last one.
    pub(super) async fn last<C: ConnectionTrait>(on: &C) -> Result<Option<(i64, i64, String)>, DbErr> {
        let sql = "SELECT day, number, sm3 FROM audit_anchor ORDER BY day DESC LIMIT 1";
        let row = query::one(on, sql, []).await?;
        row.map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?))).transpose()
    }
}

/// The days after the last anchor and before `$1` that have links.
const FINISHED: &str = "FROM audit_link WHERE day < $1 AND day > \
                        (SELECT COALESCE(MAX(day), -9223372036854775807) FROM audit_anchor)";

/// Whether a day before `today` waits for its anchor.
pub(super) async fn due<C: ConnectionTrait>(on: &C, today: i64) -> Result<bool, DbErr> {
    let sql = format!("SELECT day {FINISHED} LIMIT 1");
    Ok(query::one(on, &sql, [today.into()]).await?.is_some())
}

/// Anchors each day before `today` that has links and no anchor.
pub(super) async fn make<C: ConnectionTrait>(on: &C, today: i64, now: Moment) -> Result<u64, DbErr> {
    let sql = format!(
        "SELECT d.day, d.number, d.acts, l.sm3 FROM (SELECT day, MAX(number) AS number, COUNT(*) AS acts {FINISHED} \
         GROUP BY day) d JOIN audit_link l ON l.number = d.number ORDER BY d.day"
    );
    let rows = query::all(on, &sql, [today.into()]).await?;
    let mut values: Vec<Value> = Vec::with_capacity(rows.len() * 5);
    for row in &rows {
        let (day, number, acts): (i64, i64, i64) =
            (row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        let sm3: String = row.try_get_by_index(3)?;
        values.extend([Value::from(day), number.into(), acts.into(), sm3.into(), now.micros().into()]);
    }
    query::insert(on, "audit_anchor", &["day", "number", "acts", "sm3", "made_at"], values).await?;
    Ok(rows.len() as u64)
}
