//! Writing links: by which role and share one record belongs to others.

use std::collections::{BTreeMap, BTreeSet};

use domain::register::{Kind, Role};
use rust_decimal::Decimal;
use sea_orm::Value;

use super::above::above;
use super::attributes::role_words;
use super::read::{decimal, kind_of};
use super::span::Span;
use super::timeline::{Held, Rewrite};
use super::{EntityId, RegisterError, Saying};
use crate::act::{Acting, Change};
use crate::clock::Moment;
use crate::error::StoreError;
use crate::query;

/// What a record belongs to, and how much of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Parent {
    /// The record above.
    pub entity: EntityId,
    /// The share, above 0 and at most 1.
    pub share: Decimal,
}

impl Parent {
    /// All of it.
    #[must_use]
    pub const fn whole(entity: EntityId) -> Self {
        Self { entity, share: Decimal::ONE }
    }
}

/// Records and their kinds.
pub(super) type Kinds = BTreeMap<EntityId, Kind>;

pub(super) const COLUMNS: [&str; 10] =
    ["id", "child", "role", "parent", "share", "valid_from", "valid_to", "known_from", "known_to", "act"];

impl Acting {
    /// Says that during `span` the record `child` belongs in `role` to `parents` and to nobody else. Whether anything
    /// changed.
    ///
    /// # Errors
    /// [`RegisterError`] when a record is not there or of the wrong kind, shares are out of range or come to more than the
    /// whole, the record would stand above itself, or the time line says no (see [`Acting::set_attribute`]).
    pub async fn set_parents(
        &mut self,
        child: EntityId,
        role: Role,
        parents: &[Parent],
        span: Span,
        saying: Saying,
    ) -> Result<bool, RegisterError> {
        let (kind, label) = self.lock_entity(child).await?;
        let kinds = self.kinds_of(parents.iter().map(|parent| parent.entity).collect()).await?;
        check_parents(kind, &label, role, parents, &kinds)?;
        let rows = self.known_links(child, role).await?;
        self.check_saying(&label, || role_words(role), span, saying, &rows)?;
        let rewrite = Rewrite::of(&rows, span, parents);
        if rewrite.is_nothing() {
            return Ok(false);
        }
        if matches!(role, Role::Parent | Role::Successor | Role::Same) {
            // Two acts that each look fine alone could close a circle together.
            self.lock_register(kind).await?;
            let given = parents.iter().map(|parent| (parent.entity, span)).collect();
            let above = above(role, given, &self.exists(child, role).await?);
            self.check_cycle(child, &label, role, above).await?;
        }
        self.end_rows("link", &rewrite.ended).await?;
        let mut new = Vec::with_capacity(rewrite.begun.len() * COLUMNS.len());
        for (span, parent) in rewrite.begun {
            let id = self.fresh().await?;
            self.push_link(&mut new, id, child, role, parent, span);
        }
        query::insert(self.on(), "link", &COLUMNS, new).await.map_err(|source| self.fault(source))?;
        let was: Vec<(Parent, Span)> =
            rows.iter().filter(|row| row.span.meet(span).is_some()).map(|row| (row.value, row.span)).collect();
        let became: Vec<(Parent, Span)> = parents.iter().map(|parent| (*parent, span)).collect();
        let (was, became) = (self.said_parents(role, &was).await?, self.said_parents(role, &became).await?);
        self.note(Change { kind: kind.code(), record: child.to_string(), label, was, became });
        self.list_again(child).await?;
        Ok(true)
    }

    pub(super) fn push_link(
        &self,
        rows: &mut Vec<Value>,
        id: i64,
        child: EntityId,
        role: Role,
        parent: Parent,
        span: Span,
    ) {
        let (from, to) = span.numbers();
        rows.extend([
            id.into(),
            child.0.into(),
            role.code().into(),
            parent.entity.0.into(),
            parent.share.normalize().to_string().into(),
            from.into(),
            to.into(),
            self.at().micros().into(),
            Moment::NEVER.micros().into(),
            Value::from(self.id()),
        ]);
    }

    /// What kind of record each of these is, asked together: thousands may belong to one zone.
    pub(super) async fn kinds_of(&self, ids: BTreeSet<EntityId>) -> Result<Kinds, RegisterError> {
        let ids: Vec<EntityId> = ids.into_iter().collect();
        let mut kinds = Kinds::new();
        for chunk in ids.chunks(400) {
            let sql = format!("SELECT id, kind FROM entity WHERE id IN ({})", query::places(1, chunk.len()));
            let values = chunk.iter().map(|id| Value::from(id.0));
            for row in query::all(self.on(), &sql, values).await.map_err(|source| self.fault(source))? {
                let id = EntityId(row.try_get_by_index(0).map_err(|source| self.fault(source))?);
                let kind: String = row.try_get_by_index(1).map_err(|source| self.fault(source))?;
                kinds.insert(id, kind_of(Some(kind), id)?);
            }
        }
        Ok(kinds)
    }

    pub(super) async fn known_links(&self, child: EntityId, role: Role) -> Result<Vec<Held<Parent>>, StoreError> {
        let sql = "SELECT id, valid_from, valid_to, parent, share FROM link \
                   WHERE child = $1 AND role = $2 AND known_to = $3 ORDER BY valid_from, id";
        let values = [child.0.into(), role.code().into(), Moment::NEVER.micros().into()];
        let rows = query::all(self.on(), sql, values).await.map_err(|source| self.fault(source))?;
        rows.iter()
            .map(|row| {
                let held = |at| row.try_get_by_index::<i64>(at).map_err(|source| self.fault(source));
                let unreadable = || StoreError::Unreadable { place: "link", record: child.to_string() };
                let span = Span::of_numbers(held(1)?, held(2)?).ok_or_else(unreadable)?;
                let share: String = row.try_get_by_index(4).map_err(|source| self.fault(source))?;
                let share = decimal(&share).ok_or_else(unreadable)?;
                Ok(Held { id: held(0)?, span, value: Parent { entity: EntityId(held(3)?), share } })
            })
            .collect()
    }

    /// Walks upwards from what is to stand above the child, on the days that all links of the way share, and refuses to meet
    /// the child.
    pub(super) async fn check_cycle(
        &self,
        child: EntityId,
        label: &str,
        role: Role,
        first: Vec<(EntityId, Span)>,
    ) -> Result<(), RegisterError> {
        let mut open: Vec<(EntityId, Span, Vec<EntityId>)> =
            first.into_iter().map(|(parent, span)| (parent, span, vec![parent])).collect();
        while let Some((at, days, way)) = open.pop() {
            if at == child {
                let mut chain = vec![label.to_owned()];
                for entity in way {
                    chain.push(self.lock_entity(entity).await?.1);
                }
                return Err(RegisterError::Cycle { label: label.to_owned(), chain });
            }
            let links = self.known_links(at, role).await?.into_iter().map(|row| (row.value.entity, row.span)).collect();
            for (next, span) in above(role, links, &self.exists(at, role).await?) {
                // A way that comes back to itself elsewhere is not this record's circle.
                if let (Some(days), false) = (span.meet(days), way.contains(&next)) {
                    let mut way = way.clone();
                    way.push(next);
                    open.push((next, days, way));
                }
            }
        }
        Ok(())
    }

    /// When the record exists, where `role` asks for it.
    async fn exists(&self, id: EntityId, role: Role) -> Result<Vec<Span>, StoreError> {
        if role != Role::Successor {
            return Ok(Vec::new());
        }
        let sql = "SELECT valid_from, valid_to FROM attribute WHERE entity = $1 AND name = 'name' AND known_to = $2";
        let values = [id.0.into(), Value::from(Moment::NEVER.micros())];
        let rows = query::all(self.on(), sql, values).await.map_err(|source| self.fault(source))?;
        rows.iter()
            .map(|row| {
                let day = |at| row.try_get_by_index::<i64>(at).map_err(|source| self.fault(source));
                let unreadable = || StoreError::Unreadable { place: "attribute", record: id.to_string() };
                Span::of_numbers(day(0)?, day(1)?).ok_or_else(unreadable)
            })
            .collect()
    }

    /// What the trace says of parents: a JSON object with their names, shares and spans.
    pub(super) async fn said_parents(
        &self,
        role: Role,
        parents: &[(Parent, Span)],
    ) -> Result<Option<String>, RegisterError> {
        if parents.is_empty() {
            return Ok(None);
        }
        let mut said = Vec::new();
        for (parent, span) in parents {
            let (_, name) = self.lock_entity(parent.entity).await?;
            said.push(serde_json::json!({
                "from": span.from().map(|day| day.to_string()),
                "name": name,
                "record": parent.entity.0,
                "share": parent.share.normalize().to_string(),
                "to": span.to().map(|day| day.to_string()),
            }));
        }
        Ok(Some(serde_json::json!({ role.code(): said }).to_string()))
    }
}

/// Refuses what a record of `kind` cannot belong to in `role`, and shares that cannot be.
pub(super) fn check_parents(
    kind: Kind,
    label: &str,
    role: Role,
    parents: &[Parent],
    kinds: &Kinds,
) -> Result<(), RegisterError> {
    for parent in parents {
        let Some(of) = kinds.get(&parent.entity).copied() else {
            return Err(RegisterError::no_such(Kind::Subject, &parent.entity.to_string()));
        };
        if !role.parents(kind).contains(&of) {
            return Err(RegisterError::NoSuchRole { kind, role, parent: of });
        }
        if parent.share <= Decimal::ZERO || parent.share > Decimal::ONE {
            return Err(RegisterError::BadShare { label: label.to_owned(), share: parent.share });
        }
    }
    if parents.len() > 1 && !role.is_shared() {
        return Err(RegisterError::OneParent { label: label.to_owned(), role });
    }
    let total: Decimal = parents.iter().map(|parent| parent.share).sum();
    if role.divides() && total > Decimal::ONE {
        return Err(RegisterError::SharesOverOne { label: label.to_owned(), total });
    }
    Ok(())
}

impl RegisterError {
    /// What people call what could not be found.
    pub(crate) fn no_such(kind: Kind, asked: &str) -> Self {
        Self::NoSuch { kind, asked: asked.to_owned() }
    }
}
