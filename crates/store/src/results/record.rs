//! Writing results: recorded, corrected, taken along when zones are merged.

use domain::register::Kind;
use domain::say::Said;
use sea_orm::Value;

use super::read::{SELECT, kept};
use super::{ExternalResult, KeptResult};
use crate::act::{Acting, Change};
use crate::clock::Moment;
use crate::error::StoreError;
use crate::query;
use crate::register::{EntityId, RegisterError};

const COLUMNS: [&str; 13] = [
    "id",
    "entity",
    "issuer",
    "title",
    "year",
    "ranking",
    "place",
    "places",
    "grade",
    "document",
    "known_from",
    "known_to",
    "act",
];

impl Acting {
    /// Records what somebody else's evaluation said of a zone; its number.
    ///
    /// # Errors
    /// [`RegisterError`] when there is no such zone, something is missing, or another result stands for the same ranking of
    /// the same evaluation: that is corrected.
    pub async fn record_result(&mut self, zone: EntityId, result: &ExternalResult) -> Result<i64, RegisterError> {
        let label = self.zone_label(zone).await?;
        check(&label, result)?;
        if self.results_now(zone).await?.iter().any(|kept| kept.result.same_place(result)) {
            let what = format!("{}（{}，{} 年）", result.title, result.issuer, result.year);
            return Err(bad(
                &label,
                "外部评价",
                &what,
                Said::new("已有这一评价的结果，请更正原有记录", "there is a result of it already; correct that one"),
            ));
        }
        self.put_result(zone, label, result, None).await
    }

    /// Says that a result was recorded wrongly, and what is right; the number of the right one.
    ///
    /// # Errors
    /// [`RegisterError`] when there is no such result, something is missing, or no reason is given.
    pub async fn correct_result(&mut self, id: i64, result: &ExternalResult) -> Result<i64, RegisterError> {
        let sql = format!("{SELECT} WHERE id = $1 AND known_to = $2");
        let values = [id.into(), Value::from(Moment::NEVER.micros())];
        let found = query::one(self.on(), &sql, values).await.map_err(|source| self.fault(source))?;
        let kept = found.as_ref().map(kept).transpose().map_err(|source| self.fault(source))?;
        let Some(kept) = kept else { return Err(RegisterError::no_such(Kind::Zone, &format!("#{id}"))) };
        let label = self.zone_label(kept.entity).await?;
        check(&label, result)?;
        if self.reason().is_none() {
            return Err(RegisterError::NeedsReason { label });
        }
        self.end_rows("external_result", &[id]).await?;
        self.put_result(kept.entity, label, result, Some(&kept.result)).await
    }

    /// The results of a record that is merged belong to the other; how many.
    pub(crate) async fn move_results(&mut self, gone: EntityId, into: EntityId) -> Result<usize, StoreError> {
        let results = self.results_now(gone).await?;
        let ids: Vec<i64> = results.iter().map(|kept| kept.id).collect();
        self.end_rows("external_result", &ids).await?;
        let mut rows = Vec::new();
        for kept in &results {
            let id = self.fresh().await?;
            self.push_result(&mut rows, id, into, &kept.result);
        }
        query::insert(self.on(), "external_result", &COLUMNS, rows).await.map_err(|source| self.fault(source))?;
        Ok(results.len())
    }

    pub(super) async fn zone_label(&self, zone: EntityId) -> Result<String, RegisterError> {
        match self.lock_entity(zone).await? {
            (Kind::Zone, label) => Ok(label),
            (_, label) => Err(RegisterError::no_such(Kind::Zone, &label)),
        }
    }

    pub(super) async fn results_now(&self, entity: EntityId) -> Result<Vec<KeptResult>, StoreError> {
        let sql = format!("{SELECT} WHERE entity = $1 AND known_to = $2 ORDER BY id");
        let values = [entity.0.into(), Value::from(Moment::NEVER.micros())];
        let rows = query::all(self.on(), &sql, values).await.map_err(|source| self.fault(source))?;
        rows.iter().map(|row| kept(row).map_err(|source| self.fault(source))).collect()
    }

    pub(super) async fn put_result(
        &mut self,
        zone: EntityId,
        label: String,
        result: &ExternalResult,
        was: Option<&ExternalResult>,
    ) -> Result<i64, RegisterError> {
        let id = self.fresh().await?;
        let mut rows = Vec::new();
        self.push_result(&mut rows, id, zone, result);
        query::insert(self.on(), "external_result", &COLUMNS, rows).await.map_err(|source| self.fault(source))?;
        self.note(Change {
            kind: "external_result",
            record: zone.to_string(),
            label,
            was: was.map(ExternalResult::said),
            became: Some(result.said()),
        });
        Ok(id)
    }

    fn push_result(&self, rows: &mut Vec<Value>, id: i64, zone: EntityId, result: &ExternalResult) {
        rows.extend([
            id.into(),
            zone.0.into(),
            result.issuer.as_str().into(),
            result.title.as_str().into(),
            i64::from(result.year).into(),
            result.ranking.as_str().into(),
            result.place.map(i64::from).into(),
            result.places.map(i64::from).into(),
            result.grade.clone().into(),
            result.document.as_str().into(),
            self.at().micros().into(),
            Moment::NEVER.micros().into(),
            Value::from(self.id()),
        ]);
    }
}

fn check(label: &str, result: &ExternalResult) -> Result<(), RegisterError> {
    match result.fault() {
        Some((name, said)) => {
            let value = match name {
                "year" => result.year.to_string(),
                "place" => result.place.map(|place| place.to_string()).unwrap_or_default(),
                _ => String::new(),
            };
            Err(bad(label, title(name), &value, said))
        }
        None => Ok(()),
    }
}

fn title(name: &str) -> &'static str {
    match name {
        "issuer" => "评价单位",
        "title" => "评价名称",
        "year" => "年度",
        "ranking" => "榜单",
        "place" => "名次",
        "grade" => "等级",
        _ => "文件",
    }
}

fn bad(label: &str, field: &str, value: &str, expected: Said) -> RegisterError {
    RegisterError::BadValue { label: label.to_owned(), field: field.to_owned(), value: value.to_owned(), expected }
}
