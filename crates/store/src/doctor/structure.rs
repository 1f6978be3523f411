//! Whether the tables are those that this program knows, and what the engine says of its own files.

use std::collections::BTreeMap;

use super::Patient;
use super::finding::{Check, Findings};
use crate::error::StoreError;
use crate::query;
use crate::schema::{DERIVED, STRUCTURE, TABLES};

/// Compares tables and columns; whether all that are needed are there.
pub(super) async fn look(patient: &Patient<'_>, found: &mut Findings) -> Result<bool, StoreError> {
    let rows = query::all(patient.on, patient.store.engine().columns(), []).await.map_err(|e| patient.fault(e))?;
    let mut real: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows {
        let table: String = row.try_get_by_index(0).map_err(|e| patient.fault(e))?;
        let column: String = row.try_get_by_index(1).map_err(|e| patient.fault(e))?;
        real.entry(table).or_default().push(column);
    }
    let mut whole = true;
    for table in TABLES.iter().chain(DERIVED) {
        match real.get(table.name) {
            Some(columns) if *columns == table.column_names() => {}
            Some(_) => {
                whole = false;
                found.add(Check::Structure, table.name, "列与本程序所知不符", "its columns are not those expected");
            }
            None => {
                whole = false;
                found.add(Check::Structure, table.name, "缺少这张表", "this table is missing");
            }
        }
    }
    for name in real.keys() {
        if !TABLES.iter().chain(DERIVED).chain(STRUCTURE).any(|table| table.name == name) {
            found.add(
                Check::Structure,
                name.as_str(),
                "这张表不是本程序的，备份和搬迁时不会带走",
                "this table is not ours and is left out of backups and moves",
            );
        }
    }
    Ok(whole)
}

/// Has the engine look its own files through.
pub(super) async fn engine(patient: &Patient<'_>, found: &mut Findings) -> Result<(), StoreError> {
    let Some(sql) = patient.store.engine().integrity() else { return Ok(()) };
    for row in query::all(patient.on, sql, []).await.map_err(|e| patient.fault(e))? {
        let said: String = row.try_get_by_index(0).map_err(|e| patient.fault(e))?;
        if said != "ok" {
            found.add(
                Check::Engine,
                patient.store.address(),
                format!("数据库文件自检报告：{said}"),
                format!("the database says of its own file: {said}"),
            );
        }
    }
    Ok(())
}
