//! Days and moments that cannot be, and single values that hold twice at a time.

use domain::day::Day;
use jiff::civil::Date;
use sea_orm::Value;

use super::Patient;
use super::finding::{Check, Findings};
use crate::act::day_of;
use crate::clock::Moment;
use crate::error::StoreError;
use crate::query;
use crate::register::STILL;

pub(super) async fn look(patient: &Patient<'_>, found: &mut Findings) -> Result<(), StoreError> {
    for table in ["attribute", "link"] {
        days(patient, table, found).await?;
    }
    for table in ["attribute", "link", "external_result"] {
        moments(patient, table, found).await?;
    }
    overlaps(patient, found).await?;
    acts(patient, found).await
}

/// Spans that hold no day, or days that no calendar has.
async fn days(patient: &Patient<'_>, table: &str, found: &mut Findings) -> Result<(), StoreError> {
    let first = i64::from(Day::from(Date::MIN).number());
    let last = i64::from(Day::from(Date::MAX).number());
    let sql = format!(
        "SELECT id FROM {table} WHERE valid_from >= valid_to OR valid_from < $1 OR valid_from > $2 \
         OR (valid_to <> $3 AND valid_to > $2) ORDER BY id"
    );
    let values = [first.into(), last.into(), Value::from(STILL)];
    for id in numbers(patient, &sql, values.to_vec()).await? {
        let (zh, en) = (
            "起止日期不成立：结束不晚于开始，或不是日历上的日子",
            "its days cannot be: the end does not come after the beginning, or no calendar has them",
        );
        found.add(Check::Spans, format!("{table} {id}"), zh, en);
    }
    Ok(())
}

/// Rows that ended before they were known, or ended by nobody.
async fn moments(patient: &Patient<'_>, table: &str, found: &mut Findings) -> Result<(), StoreError> {
    let sql = format!(
        "SELECT id FROM {table} WHERE known_from > known_to OR (known_to <> $1) <> (ended_by IS NOT NULL) ORDER BY id"
    );
    for id in numbers(patient, &sql, vec![Moment::NEVER.micros().into()]).await? {
        let (zh, en) = ("知悉起止的时刻不成立", "the moments since when and until when it was known cannot be");
        found.add(Check::Spans, format!("{table} {id}"), zh, en);
    }
    Ok(())
}

/// Two values of one attribute on one day, as known now.
async fn overlaps(patient: &Patient<'_>, found: &mut Findings) -> Result<(), StoreError> {
    let sql = "SELECT a.entity, a.name FROM attribute a JOIN attribute b ON b.entity = a.entity AND b.name = a.name \
               AND b.known_to = $1 AND b.id > a.id AND a.valid_from < b.valid_to AND b.valid_from < a.valid_to \
               WHERE a.known_to = $1 ORDER BY a.entity, a.name";
    let rows = query::all(patient.on, sql, [Moment::NEVER.micros().into()]).await.map_err(|e| patient.fault(e))?;
    for row in rows {
        let entity: i64 = row.try_get_by_index(0).map_err(|e| patient.fault(e))?;
        let name: String = row.try_get_by_index(1).map_err(|e| patient.fault(e))?;
        found.add(
            Check::Overlaps,
            format!("attribute {entity}"),
            format!("{name} 在同一天有两个值"),
            format!("{name} has two values on one day"),
        );
    }
    Ok(())
}

/// Acts whose day is not that of their moment.
async fn acts(patient: &Patient<'_>, found: &mut Findings) -> Result<(), StoreError> {
    // China Standard Time is UTC+8 all year: a day begins 28,800 seconds before its UTC midnight.
    let sql = "SELECT id, at FROM act WHERE day * 86400000000 > at + 28800000000 \
               OR (day + 1) * 86400000000 <= at + 28800000000 ORDER BY id";
    for row in query::all(patient.on, sql, []).await.map_err(|e| patient.fault(e))? {
        let id: i64 = row.try_get_by_index(0).map_err(|e| patient.fault(e))?;
        let at: i64 = row.try_get_by_index(1).map_err(|e| patient.fault(e))?;
        let day = day_of(Moment::from_micros(at));
        found.add(
            Check::Spans,
            format!("act {id}"),
            format!("记载的日期不是它发生的那天（{day}）"),
            format!("its day is not the one on which it happened ({day})"),
        );
    }
    Ok(())
}

async fn numbers(patient: &Patient<'_>, sql: &str, values: Vec<Value>) -> Result<Vec<i64>, StoreError> {
    let rows = query::all(patient.on, sql, values).await.map_err(|e| patient.fault(e))?;
    rows.iter().map(|row| row.try_get_by_index(0).map_err(|e| patient.fault(e))).collect()
}
