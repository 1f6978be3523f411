//! Reading results.

use sea_orm::QueryResult;

use super::{ExternalResult, KeptResult};
use crate::clock::Moment;
use crate::error::StoreError;
use crate::open::Store;
use crate::query;
use crate::register::EntityId;

pub(super) const SELECT: &str = "SELECT id, entity, issuer, title, year, ranking, place, places, grade, document, \
                      known_from, known_to, act, ended_by FROM external_result";

impl Store {
    /// What others' evaluations said of a zone, the latest year first; with `ever`, what no longer counts as well.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn results(&self, zone: EntityId, ever: bool) -> Result<Vec<KeptResult>, StoreError> {
        let known = if ever { "" } else { " AND known_to = 9223372036854775807" };
        let sql =
            format!("{SELECT} WHERE entity = $1{known} ORDER BY year DESC, issuer, title, ranking, known_from, id");
        let rows = query::all(self.reader(), &sql, [zone.0.into()]).await.map_err(|source| self.fault(source))?;
        rows.iter().map(|row| kept(row).map_err(|source| self.fault(source))).collect()
    }
}

pub(super) fn kept(row: &QueryResult) -> Result<KeptResult, sea_orm::DbErr> {
    let whole = |at: usize| -> Result<Option<u32>, sea_orm::DbErr> {
        let number: Option<i64> = row.try_get_by_index(at)?;
        Ok(number.and_then(|number| u32::try_from(number).ok()))
    };
    let year: i64 = row.try_get_by_index(4)?;
    Ok(KeptResult {
        id: row.try_get_by_index(0)?,
        entity: EntityId(row.try_get_by_index(1)?),
        result: ExternalResult {
            issuer: row.try_get_by_index(2)?,
            title: row.try_get_by_index(3)?,
            year: i16::try_from(year).unwrap_or_default(),
            ranking: row.try_get_by_index(5)?,
            place: whole(6)?,
            places: whole(7)?,
            grade: row.try_get_by_index(8)?,
            document: row.try_get_by_index(9)?,
        },
        known_from: Moment::from_micros(row.try_get_by_index(10)?),
        known_to: Moment::from_micros(row.try_get_by_index(11)?),
        act: row.try_get_by_index(12)?,
        ended_by: row.try_get_by_index(13)?,
    })
}
