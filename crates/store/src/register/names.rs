//! All names of the records of a register: those by which documents may speak of them.

use std::collections::BTreeMap;

use domain::register::Kind;
use sea_orm::Value;

use super::{EntityId, NAME};
use crate::act::day_of;
use crate::clock::Moment;
use crate::error::StoreError;
use crate::open::Store;
use crate::query;

/// The attribute that holds short names, with 、 between them.
const SHORT: &str = "short";

/// A record by its names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    /// The record.
    pub id: EntityId,
    /// Its name today, or the last it had.
    pub name: String,
    /// Its short names.
    pub short: Vec<String>,
    /// The names that it had before.
    pub former: Vec<String>,
}

impl Store {
    /// The records of `kind` with all their names as known now, by number; at most `most` of them.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn names(&self, kind: Kind, most: u64) -> Result<Vec<Names>, StoreError> {
        let fault = |source| self.fault(source);
        let sql = "SELECT a.entity, a.name, a.value, a.valid_from FROM attribute a JOIN (SELECT id FROM entity \
                   WHERE kind = $1 ORDER BY id LIMIT $2) e ON e.id = a.entity \
                   WHERE a.name IN ($3, $4) AND a.known_to = $5 ORDER BY a.entity, a.valid_from, a.id";
        let values = [
            kind.code().into(),
            i64::try_from(most).unwrap_or(i64::MAX).into(),
            NAME.into(),
            SHORT.into(),
            Value::from(Moment::NEVER.micros()),
        ];
        let today = i64::from(day_of(self.now()).number());
        let mut found: BTreeMap<i64, Names> = BTreeMap::new();
        for row in query::all(self.reader(), sql, values).await.map_err(fault)? {
            let entity: i64 = row.try_get_by_index(0).map_err(fault)?;
            let attribute: String = row.try_get_by_index(1).map_err(fault)?;
            let value: String = row.try_get_by_index(2).map_err(fault)?;
            let from: i64 = row.try_get_by_index(3).map_err(fault)?;
            let one = found.entry(entity).or_insert_with(|| Names {
                id: EntityId(entity),
                name: String::new(),
                short: Vec::new(),
                former: Vec::new(),
            });
            if attribute == SHORT {
                one.short.extend(value.split('、').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned));
            } else if from <= today || one.name.is_empty() {
                let before = std::mem::replace(&mut one.name, value);
                one.former.extend(Some(before).filter(|name| !name.is_empty()));
            }
        }
        Ok(found.into_values().filter(|one| !one.name.is_empty()).collect())
    }
}
