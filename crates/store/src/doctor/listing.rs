//! Whether the listing is what a rebuild would give.

use std::collections::{BTreeMap, BTreeSet};

use domain::day::Day;
use sea_orm::Value;

use super::Patient;
use super::finding::{Check, Findings};
use crate::error::StoreError;
use crate::query;
use crate::register::{GramRow, Line, batch, lines_of};

/// What the listing says of a record: its line as kind, code, name, names and whether it is active; and its places.
#[derive(Debug, Default, PartialEq, Eq)]
struct Said {
    line: Option<(String, String, String, String, bool)>,
    places: BTreeSet<(String, i64)>,
}

impl From<&Line> for Said {
    fn from(line: &Line) -> Self {
        let kind = || line.kind.code().to_owned();
        Self {
            line: Some((kind(), line.code.clone(), line.name.clone(), line.joined_names(), line.active)),
            places: line.places.iter().map(|place| (kind(), *place)).collect(),
        }
    }
}

/// The pairs of characters have no index by record: they are counted, and their numbers summed up.
#[derive(Debug, Default, PartialEq, Eq)]
struct Sum {
    rows: i64,
    mixed: i64,
}

/// The remainders that are summed stay small enough for any number of rows.
const PRIME: i64 = 1_048_573;

impl Sum {
    fn add(&mut self, [gram, place, entity]: GramRow) {
        self.rows += 1;
        self.mixed += (gram % PRIME * 31 + place % PRIME) % PRIME * (entity % PRIME + 1) % PRIME;
    }

    /// The same by the database.
    async fn listed(patient: &Patient<'_>) -> Result<Self, StoreError> {
        let sql = format!(
            "SELECT COUNT(*), CAST(COALESCE(SUM(\
             (gram % {PRIME} * 31 + parent % {PRIME}) % {PRIME} * (entity % {PRIME} + 1) % {PRIME}), 0) AS BIGINT) \
             FROM listing_gram"
        );
        let row = query::one(patient.on, &sql, []).await.map_err(|e| patient.fault(e))?;
        let of = |at| row.as_ref().map_or(Ok(0), |row| row.try_get_by_index(at)).map_err(|e| patient.fault(e));
        Ok(Self { rows: of(0)?, mixed: of(1)? })
    }
}

pub(super) async fn look(patient: &Patient<'_>, today: Day, found: &mut Findings) -> Result<(), StoreError> {
    let mut after = i64::MIN;
    let mut sum = Sum::default();
    while let Some((first, last)) = batch(patient.on, after).await.map_err(|e| patient.fault(e))? {
        let lines = lines_of(patient.store, patient.on, today, first, last).await?;
        let listed = listed(patient, first, last).await?;
        let nothing = Said::default();
        for line in &lines {
            line.gram_rows().for_each(|row| sum.add(row));
            if listed.get(&line.entity.number()).unwrap_or(&nothing) != &Said::from(line) {
                found.add(
                    Check::Listing,
                    format!("{} {}（{}）", line.kind.code(), line.entity, line.name),
                    "列表与名录不一致",
                    "the listing is not what the register says",
                );
            }
        }
        after = last;
    }
    if Sum::listed(patient).await? != sum {
        found.add(
            Check::Listing,
            "listing_gram".to_owned(),
            "按名称查找所用的索引与名录不一致",
            "what names are found by is not what the register says",
        );
    }
    Ok(())
}

async fn listed(patient: &Patient<'_>, first: i64, last: i64) -> Result<BTreeMap<i64, Said>, StoreError> {
    let fault = |e| patient.fault(e);
    let range = || [first.into(), Value::from(last)];
    let mut all: BTreeMap<i64, Said> = BTreeMap::new();
    let sql = "SELECT entity, kind, code, name, names, active FROM listing WHERE entity BETWEEN $1 AND $2";
    for row in query::all(patient.on, sql, range()).await.map_err(fault)? {
        let text = |at| row.try_get_by_index::<String>(at).map_err(fault);
        let active = row.try_get_by_index::<i64>(5).map_err(fault)? != 0;
        let entity = row.try_get_by_index(0).map_err(fault)?;
        all.entry(entity).or_default().line = Some((text(1)?, text(2)?, text(3)?, text(4)?, active));
    }
    let sql = "SELECT entity, kind, parent FROM listing_place WHERE entity BETWEEN $1 AND $2";
    for row in query::all(patient.on, sql, range()).await.map_err(fault)? {
        let entity = row.try_get_by_index(0).map_err(fault)?;
        let place = (row.try_get_by_index(1).map_err(fault)?, row.try_get_by_index(2).map_err(fault)?);
        all.entry(entity).or_default().places.insert(place);
    }
    Ok(all)
}
