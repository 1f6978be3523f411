//! Writing attributes.

use domain::id::AttributeName;
use domain::register::{Kind, Role};
use domain::say::{Lang, Say};
use sea_orm::Value;

use super::above::above;
use super::read::kind_of;
use super::span::{STILL, Span};
use super::timeline::{Held, Rewrite};
use super::{CODE, EntityId, NAME, RegisterError, Saying};
use crate::act::{Acting, Change};
use crate::clock::Moment;
use crate::error::StoreError;
use crate::query;

pub(super) const COLUMNS: [&str; 9] =
    ["id", "entity", "name", "value", "valid_from", "valid_to", "known_from", "known_to", "act"];

impl Acting {
    /// Says that `name` of `entity` is `value` during `span`; without a value, that it has none. Whether anything changed.
    ///
    /// # Errors
    /// [`RegisterError`] when there is no such record, the code is borne by another, the record would come in its own place
    /// (where its name ends), the line already changes later
    /// (where this is a change), or a reason is missing (where this is a correction).
    pub async fn set_attribute(
        &mut self,
        entity: EntityId,
        name: &AttributeName,
        value: Option<&str>,
        span: Span,
        saying: Saying,
    ) -> Result<bool, RegisterError> {
        let (kind, label) = self.lock_entity(entity).await?;
        let rows = self.known_attribute(entity, name).await?;
        self.check_saying(
            &label,
            || domain::attribute::title(name.as_str(), Lang::Zh).to_owned(),
            span,
            saying,
            &rows,
        )?;
        if let (CODE, Some(code)) = (name.as_str(), value) {
            self.check_code(kind, entity, code, span).await?;
        }
        let values: Vec<String> = value.map(str::to_owned).into_iter().collect();
        let rewrite = Rewrite::of(&rows, span, &values);
        if rewrite.is_nothing() {
            return Ok(false);
        }
        if name.as_str() == NAME {
            let kept = rows.iter().filter(|row| !rewrite.ended.contains(&row.id)).map(|row| row.span);
            let exists: Vec<Span> = kept.chain(rewrite.begun.iter().map(|(span, _)| *span)).collect();
            self.check_end(kind, entity, &label, &exists).await?;
        }
        self.end_rows("attribute", &rewrite.ended).await?;
        let mut new = Vec::with_capacity(rewrite.begun.len() * COLUMNS.len());
        for (span, value) in rewrite.begun {
            let id = self.fresh().await?;
            self.push_attribute(&mut new, id, entity, name, value, span);
        }
        query::insert(self.on(), "attribute", &COLUMNS, new).await.map_err(|source| self.fault(source))?;
        let was =
            rows.iter().find(|row| row.span.meet(span).is_some()).map(|row| said(name.as_str(), &row.value, row.span));
        let became = value.map(|value| said(name.as_str(), value, span));
        self.note(Change { kind: kind.code(), record: entity.to_string(), label, was, became });
        self.list_again(entity).await?;
        Ok(true)
    }

    /// When the record is no more, what came in its place stands above it; that must not come back to it.
    async fn check_end(
        &mut self,
        kind: Kind,
        entity: EntityId,
        label: &str,
        exists: &[Span],
    ) -> Result<(), RegisterError> {
        let successors = self.known_links(entity, Role::Successor).await?;
        if successors.is_empty() {
            return Ok(());
        }
        self.lock_register(kind).await?;
        let successors = successors.iter().map(|row| (row.value.entity, row.span)).collect();
        self.check_cycle(entity, label, Role::Successor, above(Role::Successor, successors, exists)).await
    }

    pub(super) fn push_attribute(
        &self,
        rows: &mut Vec<Value>,
        id: i64,
        entity: EntityId,
        name: &AttributeName,
        value: String,
        span: Span,
    ) {
        let (from, to) = span.numbers();
        rows.extend([
            id.into(),
            entity.0.into(),
            name.as_str().into(),
            value.into(),
            from.into(),
            to.into(),
            self.at().micros().into(),
            Moment::NEVER.micros().into(),
            Value::from(self.id()),
        ]);
    }

    /// Takes the record for the rest of the act; its kind, and what people call it.
    pub(crate) async fn lock_entity(&self, entity: EntityId) -> Result<(Kind, String), RegisterError> {
        let sql = format!("SELECT kind FROM entity WHERE id = $1{}", self.engine().for_update());
        let kind: Option<String> =
            query::value(self.on(), &sql, [entity.0.into()]).await.map_err(|source| self.fault(source))?;
        let kind = kind_of(kind, entity)?;
        let sql = "SELECT value FROM attribute WHERE entity = $1 AND name = 'name' AND known_to = $2 \
                   ORDER BY valid_from DESC LIMIT 1";
        let label: Option<String> = query::value(self.on(), sql, [entity.0.into(), Moment::NEVER.micros().into()])
            .await
            .map_err(|source| self.fault(source))?;
        Ok((kind, label.unwrap_or_else(|| entity.to_string())))
    }

    async fn known_attribute(&self, entity: EntityId, name: &AttributeName) -> Result<Vec<Held<String>>, StoreError> {
        let sql = "SELECT id, valid_from, valid_to, value FROM attribute \
                   WHERE entity = $1 AND name = $2 AND known_to = $3 ORDER BY valid_from, id";
        let values = [entity.0.into(), name.as_str().into(), Moment::NEVER.micros().into()];
        let rows = query::all(self.on(), sql, values).await.map_err(|source| self.fault(source))?;
        rows.iter()
            .map(|row| {
                let held = |at| row.try_get_by_index::<i64>(at).map_err(|source| self.fault(source));
                let span = Span::of_numbers(held(1)?, held(2)?)
                    .ok_or_else(|| StoreError::Unreadable { place: "attribute", record: entity.to_string() })?;
                let value = row.try_get_by_index(3).map_err(|source| self.fault(source))?;
                Ok(Held { id: held(0)?, span, value })
            })
            .collect()
    }

    /// A change must come after all that the line says already; a correction needs a reason.
    pub(super) fn check_saying<V>(
        &self,
        label: &str,
        what: impl FnOnce() -> String,
        span: Span,
        saying: Saying,
        rows: &[Held<V>],
    ) -> Result<(), RegisterError> {
        match saying {
            Saying::Correct if self.reason().is_none() => Err(RegisterError::NeedsReason { label: label.to_owned() }),
            Saying::Correct => Ok(()),
            Saying::Change => {
                let (from, to) = span.numbers();
                let later = rows.iter().map(|row| row.span.numbers()).find(|(begun, ended)| {
                    (*begun > from && *begun < to) || (*ended > from && *ended < to && *ended != STILL)
                });
                match (later, span.from()) {
                    (Some((begun, ended)), Some(from)) => {
                        let known = if begun > i64::from(from.number()) { begun } else { ended };
                        let known = i32::try_from(known).ok().and_then(domain::day::Day::from_number).unwrap_or(from);
                        Err(RegisterError::Overlaps { label: label.to_owned(), what: what(), from, known })
                    }
                    _ => Ok(()),
                }
            }
        }
    }

    /// Refuses a code that another record of the kind bears on a day of `span`.
    pub(super) async fn check_code(
        &self,
        kind: Kind,
        entity: EntityId,
        code: &str,
        span: Span,
    ) -> Result<(), RegisterError> {
        self.lock_register(kind).await?;
        let (from, to) = span.numbers();
        let sql = "SELECT a.entity FROM attribute a JOIN entity e ON e.id = a.entity \
                   WHERE a.name = 'code' AND a.value = $1 AND a.known_to = $2 AND a.valid_from < $3 AND a.valid_to > $4 \
                   AND e.kind = $5 AND a.entity <> $6 LIMIT 1";
        let values = [
            code.into(),
            Moment::NEVER.micros().into(),
            to.into(),
            from.into(),
            kind.code().into(),
            Value::from(entity.0),
        ];
        let taken: Option<i64> = query::value(self.on(), sql, values).await.map_err(|source| self.fault(source))?;
        match taken {
            Some(by) => {
                let (_, by) = self.lock_entity(EntityId(by)).await?;
                Err(RegisterError::CodeTaken { kind, code: code.to_owned(), by })
            }
            None => Ok(()),
        }
    }

    /// One writer of a register at a time: what is checked for the whole register stays so until the act ends.
    pub(crate) async fn lock_register(&self, kind: Kind) -> Result<(), StoreError> {
        let sql = format!("SELECT kind FROM register_lock WHERE kind = $1{}", self.engine().for_update());
        query::one(self.on(), &sql, [kind.code().into()]).await.map_err(|source| self.fault(source))?;
        Ok(())
    }

    /// From now on these rows no longer count.
    pub(crate) async fn end_rows(&self, table: &str, rows: &[i64]) -> Result<(), StoreError> {
        for chunk in rows.chunks(400) {
            let sql = format!(
                "UPDATE {table} SET known_to = $1, ended_by = $2 WHERE id IN ({})",
                query::places(3, chunk.len())
            );
            let head = [Value::from(self.at().micros()), Value::from(self.id())];
            let values = head.into_iter().chain(chunk.iter().map(|id| Value::from(*id)));
            query::run(self.on(), &sql, values).await.map_err(|source| self.fault(source))?;
        }
        Ok(())
    }
}

/// What the trace says of a value and its span: a JSON object with its keys in order.
pub(super) fn said(name: &str, value: &str, span: Span) -> String {
    let mut object = serde_json::Map::new();
    object.insert("from".to_owned(), span.from().map(|day| day.to_string()).into());
    object.insert(name.to_owned(), value.into());
    object.insert("to".to_owned(), span.to().map(|day| day.to_string()).into());
    object.sort_keys();
    serde_json::Value::Object(object).to_string()
}

/// What people call a role, for messages.
pub(super) fn role_words(role: Role) -> String {
    role.say(Lang::Zh)
}
