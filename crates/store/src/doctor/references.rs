//! Rows that name records which are not there.

use super::Patient;
use super::finding::{Check, Findings};
use crate::error::StoreError;
use crate::query;
use crate::schema::{DERIVED, TABLES, Table};

pub(super) async fn look(patient: &Patient<'_>, found: &mut Findings) -> Result<(), StoreError> {
    for table in TABLES.iter().chain(DERIVED) {
        for column in table.columns {
            let Some(of) = column.of.and_then(Table::named) else { continue };
            let (own, name, theirs) = (table.name, column.name, of.columns[0].name);
            // Acts of days that were deleted by the rule are gone; those that came after must be there.
            let pruned = if of.name == "act" {
                " AND (NOT EXISTS (SELECT 1 FROM audit_pruning) OR t.{name} > (SELECT COALESCE(MIN(id), 0) FROM act))"
                    .replace("{name}", name)
            } else {
                String::new()
            };
            let key = table.columns[0].name;
            let sql = format!(
                "SELECT CAST(t.{key} AS {text}), CAST(t.{name} AS {text}) FROM {own} t WHERE t.{name} IS NOT NULL \
                 AND NOT EXISTS (SELECT 1 FROM {} o WHERE o.{theirs} = t.{name}){pruned} ORDER BY t.{key}",
                of.name,
                text = "TEXT",
            );
            for row in query::all(patient.on, &sql, []).await.map_err(|e| patient.fault(e))? {
                let record: String = row.try_get_by_index(0).map_err(|e| patient.fault(e))?;
                let missing: String = row.try_get_by_index(1).map_err(|e| patient.fault(e))?;
                found.add(
                    Check::References,
                    format!("{own} {record}"),
                    format!("{name} 指向的 {} {missing} 不存在", of.name),
                    format!("{name} names {} {missing}, which is not there", of.name),
                );
            }
        }
    }
    Ok(())
}
