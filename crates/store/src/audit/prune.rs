//! Deleting what is old enough: whole days from the beginning of the chain, whose anchors stay.

use domain::day::Day;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, Value};

use super::anchor;
use super::error::AuditError;
use super::link::lock;
use crate::act::{Acting, Change};
use crate::error::StoreError;
use crate::query;

/// The kind of record as which a deletion is noted.
const KIND: &str = "audit";

/// For how many days acts are kept: six months at least, as the Cybersecurity Law (网络安全法) wants of logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeepDays(u32);

/// Three years.
impl Default for KeepDays {
    fn default() -> Self {
        Self(1096)
    }
}

impl KeepDays {
    /// The days of the longest six months; the database holds to them as well.
    pub const LEAST: u32 = 184;

    /// # Errors
    /// [`AuditError::KeptTooShort`] when it is less than six months.
    pub const fn new(days: u32) -> Result<Self, AuditError> {
        if days < Self::LEAST { Err(AuditError::KeptTooShort { days }) } else { Ok(Self(days)) }
    }

    /// How many.
    #[must_use]
    pub const fn days(self) -> u32 {
        self.0
    }
}

/// What a deletion took away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pruned {
    /// Days before this one were deleted; none where nothing was old enough.
    pub before: Option<Day>,
    /// How many acts.
    pub acts: u64,
}

impl Acting {
    /// Deletes the acts of whole days older than the rule with their links; the anchors of the days stay, and so the chain
    /// can be verified from there on. What is not linked yet stays. The deletion is noted as a change of this act.
    ///
    /// # Errors
    /// [`AuditError`] when the store refuses; then nothing was deleted.
    pub async fn prune_audit(&mut self, keep: KeepDays) -> Result<Pruned, AuditError> {
        let today = i64::from(self.today().number());
        lock(self.engine(), self.on()).await.map_err(|source| self.fault(source))?;
        anchor::make(self.on(), today, self.at()).await.map_err(|source| self.fault(source))?;
        let before = boundary(self.on(), today - i64::from(keep.0)).await.map_err(|source| self.fault(source))?;
        let range = range(self.on(), before).await.map_err(|source| self.fault(source))?;
        let day = i32::try_from(before).ok().and_then(Day::from_number);
        let (Some((first, last, acts)), Some(day)) = (range, day) else {
            return Ok(Pruned { before: None, acts: 0 });
        };
        let decision = [Value::from(before), today.into(), self.id().into()];
        query::insert(self.on(), "audit_pruning", &["before_day", "decided_on", "act"], decision.to_vec())
            .await
            .map_err(|source| match self.fault(source) {
                source @ StoreError::Kept { .. } => AuditError::TooEarlyForDatabase { before: day, source },
                other => other.into(),
            })?;
        delete(self.on(), before).await.map_err(|source| self.fault(source))?;
        self.note(Change {
            kind: KIND,
            record: day.to_string(),
            label: format!("{day} 以前的审计记录"),
            was: Some(serde_json::json!({ "acts": acts, "first_link": first, "last_link": last }).to_string()),
            became: None,
        });
        Ok(Pruned { before: Some(day), acts: u64::try_from(acts).unwrap_or(0) })
    }
}

/// The day before which all may go: `before`, or an earlier one where an act was dated later than its link (a clock that
/// was wrong), so that it is kept for as long as its own day says.
async fn boundary(on: &DatabaseTransaction, mut before: i64) -> Result<i64, DbErr> {
    // The plus keeps the engine from beginning with the acts of the last six months.
    let sql = "SELECT MIN(l.day) FROM audit_link l JOIN act a ON a.id = l.act WHERE l.day < $1 AND +a.day >= $1";
    while let Some(earlier) = query::value::<_, Option<i64>>(on, sql, [before.into()]).await?.flatten() {
        before = earlier;
    }
    Ok(before)
}

/// First and last link before that day, and how many there are; none where there is none.
async fn range(on: &DatabaseTransaction, before: i64) -> Result<Option<(i64, i64, i64)>, DbErr> {
    let sql = "SELECT MIN(number), MAX(number), COUNT(*) FROM audit_link WHERE day < $1";
    let Some(row) = query::one(on, sql, [before.into()]).await? else { return Ok(None) };
    let (first, last): (Option<i64>, Option<i64>) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
    let acts = row.try_get_by_index(2)?;
    Ok(first.zip(last).map(|(first, last)| (first, last, acts)))
}

async fn delete(on: &DatabaseTransaction, before: i64) -> Result<(), DbErr> {
    // The links go last: the database lets rows go only while it can see by the link that they may.
    for sql in [
        "DELETE FROM change WHERE act IN (SELECT act FROM audit_link WHERE day < $1)",
        "DELETE FROM act WHERE id IN (SELECT act FROM audit_link WHERE day < $1)",
        "DELETE FROM audit_link WHERE day < $1",
    ] {
        query::run(on, sql, [before.into()]).await?;
    }
    Ok(())
}

/// The latest decision to delete.
pub(super) struct Pruning {
    /// Days before this one, counted from 1970-01-01.
    pub before: i64,
    /// By which act.
    pub act: i64,
    /// Whether that act is there and says so. It is too young to have been deleted itself.
    pub recorded: bool,
}

pub(super) async fn latest<C: ConnectionTrait>(on: &C) -> Result<Option<Pruning>, DbErr> {
    let sql = "SELECT before_day, act FROM audit_pruning ORDER BY before_day DESC LIMIT 1";
    let Some(row) = query::one(on, sql, []).await? else { return Ok(None) };
    let (before, act): (i64, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
    let day = i32::try_from(before).ok().and_then(Day::from_number).map(|day| day.to_string());
    let sql = "SELECT COUNT(*) FROM act a JOIN change c ON c.act = a.id \
               WHERE a.id = $1 AND c.kind = $2 AND c.record = $3";
    let values = [act.into(), KIND.into(), day.unwrap_or_default().into()];
    let said: Option<i64> = query::value(on, sql, values).await?;
    Ok(Some(Pruning { before, act, recorded: said.is_some_and(|said| said > 0) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_months_are_the_least() {
        assert!(matches!(KeepDays::new(183), Err(AuditError::KeptTooShort { days: 183 })));
        assert_eq!(KeepDays::new(184).unwrap().days(), 184);
    }
}
