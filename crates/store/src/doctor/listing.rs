//! Whether the listing is what a rebuild would give.

use std::collections::{BTreeMap, BTreeSet};

use domain::day::Day;
use sea_orm::Value;

use super::Patient;
use super::finding::{Check, Findings};
use crate::error::StoreError;
use crate::query;
use crate::register::{Line, batch, lines_of};

/// What the listing says of a record.
#[derive(Debug, Default, PartialEq, Eq)]
struct Said {
    line: Option<(String, String, String, bool)>,
    places: BTreeSet<(String, i64)>,
    grams: BTreeSet<(String, String, i64)>,
}

impl From<&Line> for Said {
    fn from(line: &Line) -> Self {
        let kind = || line.kind.code().to_owned();
        Self {
            line: Some((kind(), line.code.clone(), line.name.clone(), line.active)),
            places: line.places.iter().map(|place| (kind(), *place)).collect(),
            grams: line
                .places
                .iter()
                .flat_map(|place| line.grams.iter().map(move |gram| (kind(), gram.clone(), *place)))
                .collect(),
        }
    }
}

pub(super) async fn look(patient: &Patient<'_>, today: Day, found: &mut Findings) -> Result<(), StoreError> {
    let mut after = i64::MIN;
    while let Some((first, last)) = batch(patient.on, after).await.map_err(|e| patient.fault(e))? {
        let lines = lines_of(patient.store, patient.on, today, first, last).await?;
        let listed = listed(patient, first, last).await?;
        let nothing = Said::default();
        for line in &lines {
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
    Ok(())
}

async fn listed(patient: &Patient<'_>, first: i64, last: i64) -> Result<BTreeMap<i64, Said>, StoreError> {
    let fault = |e| patient.fault(e);
    let range = || [first.into(), Value::from(last)];
    let mut all: BTreeMap<i64, Said> = BTreeMap::new();
    let sql = "SELECT entity, kind, code, name, active FROM listing WHERE entity BETWEEN $1 AND $2";
    for row in query::all(patient.on, sql, range()).await.map_err(fault)? {
        let text = |at| row.try_get_by_index::<String>(at).map_err(fault);
        let active = row.try_get_by_index::<i64>(4).map_err(fault)? != 0;
        let entity = row.try_get_by_index(0).map_err(fault)?;
        all.entry(entity).or_default().line = Some((text(1)?, text(2)?, text(3)?, active));
    }
    let sql = "SELECT entity, kind, parent FROM listing_place WHERE entity BETWEEN $1 AND $2";
    for row in query::all(patient.on, sql, range()).await.map_err(fault)? {
        let entity = row.try_get_by_index(0).map_err(fault)?;
        let place = (row.try_get_by_index(1).map_err(fault)?, row.try_get_by_index(2).map_err(fault)?);
        all.entry(entity).or_default().places.insert(place);
    }
    let sql = "SELECT entity, kind, gram, parent FROM listing_gram WHERE entity BETWEEN $1 AND $2";
    for row in query::all(patient.on, sql, range()).await.map_err(fault)? {
        let entity = row.try_get_by_index(0).map_err(fault)?;
        let text = |at| row.try_get_by_index::<String>(at).map_err(fault);
        let gram = (text(1)?, text(2)?, row.try_get_by_index(3).map_err(fault)?);
        all.entry(entity).or_default().grams.insert(gram);
    }
    Ok(all)
}
