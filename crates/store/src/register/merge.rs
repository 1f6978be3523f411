//! Two records that are one: what belonged to the one belongs to the other, which the one points to from then on.

use domain::register::{Kind, Role};
use rust_decimal::Decimal;
use sea_orm::Value;

use super::span::{STILL, Span};
use super::timeline::Held;
use super::{EntityId, Parent, RegisterError, links};
use crate::act::{Acting, Change};
use crate::clock::Moment;
use crate::error::StoreError;
use crate::query;

/// A link of another record to one that is merged.
struct Below {
    id: i64,
    child: EntityId,
    role: Role,
}

impl Acting {
    /// Says that `gone` is the same as `into`: what belonged to it, and the evaluations of it by others, belong to `into`;
    /// what it belonged to itself `into` takes over where it has nothing in that role. The record that is gone keeps its
    /// names and codes and points to the other.
    ///
    /// # Errors
    /// [`RegisterError`] when they are of two kinds or of one that is not merged, the same record, or one of them was
    /// merged already.
    pub async fn merge(&mut self, gone: EntityId, into: EntityId) -> Result<(), RegisterError> {
        let (kind, label) = self.lock_entity(gone).await?;
        let (other, other_label) = self.lock_entity(into).await?;
        if gone == into {
            return Err(RegisterError::MergedIntoItself { label });
        }
        if kind != other {
            return Err(RegisterError::KindsDiffer { gone: (kind, label), into: (other, other_label) });
        }
        if Role::Same.parents(kind).is_empty() {
            return Err(RegisterError::NoSuchRole { kind, role: Role::Same, parent: other });
        }
        self.lock_register(kind).await?;
        for (id, label) in [(gone, &label), (into, &other_label)] {
            if let Some(other) = self.merged_into(id).await? {
                let (_, into) = self.lock_entity(other).await?;
                return Err(RegisterError::MergedAlready { label: label.clone(), into });
            }
        }
        let moved = self.move_below(kind, gone, into).await?;
        let taken = self.take_over(gone, into).await?;
        let results = self.move_results(gone, into).await?;
        let mut rows = Vec::new();
        let id = self.fresh().await?;
        let always = Span::of_numbers(self.first_day(gone).await?, STILL);
        let always = always.ok_or_else(|| StoreError::Unreadable { place: "attribute", record: gone.to_string() })?;
        self.push_link(&mut rows, id, gone, Role::Same, Parent::whole(into), always);
        query::insert(self.on(), "link", &links::COLUMNS, rows).await.map_err(|source| self.fault(source))?;
        let was = serde_json::json!({ "moved": moved, "results": results, "taken": taken }).to_string();
        let became = serde_json::json!({ "same": { "name": other_label, "record": into.0 } }).to_string();
        self.note(Change {
            kind: kind.code(),
            record: gone.to_string(),
            label: label.clone(),
            was: Some(was),
            became: Some(became),
        });
        let merged = serde_json::json!({ "merged": { "name": label, "record": gone.0 } }).to_string();
        self.note(Change {
            kind: kind.code(),
            record: into.to_string(),
            label: other_label,
            was: None,
            became: Some(merged),
        });
        self.list_again(gone).await?;
        self.list_again(into).await?;
        Ok(())
    }

    /// What the record turned out to be.
    async fn merged_into(&self, id: EntityId) -> Result<Option<EntityId>, StoreError> {
        let sql = "SELECT parent FROM link WHERE child = $1 AND role = 'same' AND known_to = $2 LIMIT 1";
        let values = [id.0.into(), Value::from(Moment::NEVER.micros())];
        let found: Option<i64> = query::value(self.on(), sql, values).await.map_err(|source| self.fault(source))?;
        Ok(found.map(EntityId))
    }

    async fn first_day(&self, id: EntityId) -> Result<i64, StoreError> {
        let sql = "SELECT valid_from FROM attribute WHERE entity = $1 AND known_to = $2 ORDER BY valid_from LIMIT 1";
        let values = [id.0.into(), Value::from(Moment::NEVER.micros())];
        let first: Option<i64> = query::value(self.on(), sql, values).await.map_err(|source| self.fault(source))?;
        Ok(first.unwrap_or_else(|| self.today().number().into()))
    }

    /// Links to the one become links to the other; how many.
    async fn move_below(&mut self, kind: Kind, gone: EntityId, into: EntityId) -> Result<usize, RegisterError> {
        let below = self.below(gone).await?;
        let mut children: Vec<(EntityId, Role)> = below.iter().map(|one| (one.child, one.role)).collect();
        children.sort_unstable();
        children.dedup();
        for (child, role) in &children {
            if *child == into {
                // What belonged to its own double belongs to nothing.
                let ids: Vec<i64> = below.iter().filter(|one| one.child == into).map(|one| one.id).collect();
                self.end_rows("link", &ids).await?;
                continue;
            }
            self.move_child(*child, *role, gone, into).await?;
            let (child_kind, label) = self.lock_entity(*child).await?;
            let said = |of: EntityId| Some(serde_json::json!({ role.code(): { "record": of.0 } }).to_string());
            let record = child.to_string();
            self.note(Change { kind: child_kind.code(), record, label, was: said(gone), became: said(into) });
            self.list_again(*child).await?;
        }
        tracing::debug!(kind = kind.code(), moved = below.len(), "links moved");
        Ok(below.len())
    }

    /// One child: on each day its shares of both come together.
    async fn move_child(
        &mut self,
        child: EntityId,
        role: Role,
        gone: EntityId,
        into: EntityId,
    ) -> Result<(), RegisterError> {
        let rows: Vec<Held<Parent>> = self.known_links(child, role).await?;
        let both: Vec<&Held<Parent>> =
            rows.iter().filter(|row| row.value.entity == gone || row.value.entity == into).collect();
        let mut days: Vec<i64> = both.iter().flat_map(|row| [row.span.numbers().0, row.span.numbers().1]).collect();
        days.sort_unstable();
        days.dedup();
        let mut joined: Vec<(Span, Decimal)> = Vec::new();
        for pair in days.windows(2) {
            let Some(part) = pair.first().zip(pair.get(1)).and_then(|(from, to)| Span::of_numbers(*from, *to)) else {
                continue;
            };
            let shares = both.iter().filter(|row| row.span.meet(part).is_some()).map(|row| row.value.share);
            let share = shares.sum::<Decimal>().min(Decimal::ONE);
            if share.is_zero() {
                continue;
            }
            match joined.last_mut() {
                Some((span, same)) if *same == share && span.numbers().1 == part.numbers().0 => {
                    *span = Span::of_numbers(span.numbers().0, part.numbers().1).unwrap_or(part);
                }
                _ => joined.push((part, share)),
            }
        }
        let ids: Vec<i64> = both.iter().map(|row| row.id).collect();
        self.end_rows("link", &ids).await?;
        let mut new = Vec::new();
        for (span, share) in joined {
            let id = self.fresh().await?;
            self.push_link(&mut new, id, child, role, Parent { entity: into, share }, span);
        }
        query::insert(self.on(), "link", &links::COLUMNS, new).await.map_err(|source| self.fault(source))?;
        Ok(())
    }

    /// What the one belonged to no longer counts; the other takes it over in roles in which it has nothing. How many.
    async fn take_over(&mut self, gone: EntityId, into: EntityId) -> Result<usize, RegisterError> {
        let mut taken = 0;
        for role in Role::ALL.iter().copied().filter(|role| *role != Role::Same) {
            let own = self.known_links(gone, role).await?;
            let ids: Vec<i64> = own.iter().map(|row| row.id).collect();
            self.end_rows("link", &ids).await?;
            if own.is_empty() || !self.known_links(into, role).await?.is_empty() {
                continue;
            }
            let mut new = Vec::new();
            for row in own.iter().filter(|row| row.value.entity != into) {
                let id = self.fresh().await?;
                self.push_link(&mut new, id, into, role, row.value, row.span);
                taken += 1;
            }
            query::insert(self.on(), "link", &links::COLUMNS, new).await.map_err(|source| self.fault(source))?;
        }
        Ok(taken)
    }

    async fn below(&self, parent: EntityId) -> Result<Vec<Below>, StoreError> {
        let sql = "SELECT id, child, role FROM link WHERE parent = $1 AND known_to = $2 AND role <> 'same' \
                   ORDER BY child, role, valid_from";
        let values = [parent.0.into(), Value::from(Moment::NEVER.micros())];
        let rows = query::all(self.on(), sql, values).await.map_err(|source| self.fault(source))?;
        rows.iter()
            .map(|row| {
                let read = || -> Result<(i64, i64, String), sea_orm::DbErr> {
                    Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?))
                };
                let (id, child, role) = read().map_err(|source| self.fault(source))?;
                let role = role
                    .parse()
                    .map_err(|_| StoreError::Unreadable { place: "link.role", record: child.to_string() })?;
                Ok(Below { id, child: EntityId(child), role })
            })
            .collect()
    }
}
