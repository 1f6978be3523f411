//! Codes that two records of a register bear on one day, as known now; records without a name.

use sea_orm::Value;

use super::Patient;
use super::finding::{Check, Findings};
use crate::clock::Moment;
use crate::error::StoreError;
use crate::query;

pub(super) async fn look(patient: &Patient<'_>, found: &mut Findings) -> Result<(), StoreError> {
    let sql = "SELECT e.kind, a.value, a.entity, b.entity FROM attribute a \
               JOIN attribute b ON b.value = a.value AND b.name = 'code' AND b.known_to = $1 AND b.entity > a.entity \
               AND a.valid_from < b.valid_to AND b.valid_from < a.valid_to \
               JOIN entity e ON e.id = a.entity JOIN entity f ON f.id = b.entity AND f.kind = e.kind \
               WHERE a.name = 'code' AND a.known_to = $1 ORDER BY a.value, a.entity, b.entity";
    let rows =
        query::all(patient.on, sql, [Value::from(Moment::NEVER.micros())]).await.map_err(|e| patient.fault(e))?;
    for row in rows {
        let text = |at| row.try_get_by_index::<String>(at).map_err(|e| patient.fault(e));
        let number = |at| row.try_get_by_index::<i64>(at).map_err(|e| patient.fault(e));
        let (kind, code, one, other) = (text(0)?, text(1)?, number(2)?, number(3)?);
        found.add(
            Check::Codes,
            format!("{kind} {one}, {other}"),
            format!("同一时间使用同一代码 {code}"),
            format!("both bear the code {code} on one day"),
        );
    }
    let sql = "SELECT e.kind, e.id FROM entity e WHERE NOT EXISTS (SELECT 1 FROM attribute a \
               WHERE a.entity = e.id AND a.name = 'name' AND a.known_to = $1) ORDER BY e.id";
    let rows =
        query::all(patient.on, sql, [Value::from(Moment::NEVER.micros())]).await.map_err(|e| patient.fault(e))?;
    for row in rows {
        let kind: String = row.try_get_by_index(0).map_err(|e| patient.fault(e))?;
        let id: i64 = row.try_get_by_index(1).map_err(|e| patient.fault(e))?;
        found.add(Check::Codes, format!("{kind} {id}"), "没有名称", "it has no name");
    }
    Ok(())
}
