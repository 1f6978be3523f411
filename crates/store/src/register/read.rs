//! Reading records: as of a day, as known at a moment, and with their whole history.

use domain::day::Day;
use domain::id::AttributeName;
use domain::register::{Kind, Role};
use rust_decimal::Decimal;
use sea_orm::{QueryResult, Value};

use super::span::Span;
use super::{CODE, EntityId, NAME};
use crate::clock::Moment;
use crate::error::StoreError;
use crate::open::Store;
use crate::query;

/// One attribute of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributeRow {
    /// Which attribute.
    pub name: AttributeName,
    /// Its value.
    pub value: String,
    /// When it was true.
    pub span: Span,
    /// Since when it is known.
    pub known_from: Moment,
    /// Until when it counted; [`Moment::NEVER`] where it still does.
    pub known_to: Moment,
    /// The act that wrote it.
    pub act: i64,
    /// The act that ended it.
    pub ended_by: Option<i64>,
}

/// One link of a record to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkRow {
    /// The record that belongs.
    pub child: EntityId,
    /// In which role.
    pub role: Role,
    /// What it belongs to.
    pub parent: EntityId,
    /// What the parent is.
    pub parent_kind: Kind,
    /// The parent's name, the last that is known.
    pub parent_name: String,
    /// The share.
    pub share: Decimal,
    /// When it was true.
    pub span: Span,
    /// Since when it is known.
    pub known_from: Moment,
    /// Until when it counted; [`Moment::NEVER`] where it still does.
    pub known_to: Moment,
    /// The act that wrote it.
    pub act: i64,
    /// The act that ended it.
    pub ended_by: Option<i64>,
}

/// A record as of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Its number.
    pub id: EntityId,
    /// What it is.
    pub kind: Kind,
    /// What was true of it on the day, by name.
    pub attributes: Vec<AttributeRow>,
    /// What it belonged to on the day, by role.
    pub links: Vec<LinkRow>,
}

impl Entity {
    /// The value of an attribute.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|row| row.name.as_str() == name).map(|row| row.value.as_str())
    }

    /// Its name on the day; none where it did not exist.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.value(NAME)
    }

    /// Its code on the day.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.value(CODE)
    }

    /// What it belonged to in `role`.
    pub fn parents(&self, role: Role) -> impl Iterator<Item = &LinkRow> {
        self.links.iter().filter(move |link| link.role == role)
    }
}

/// All that was ever said of a record, what no longer counts included; by name or role, then by span, then as known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// Its number.
    pub id: EntityId,
    /// What it is.
    pub kind: Kind,
    /// Its attributes.
    pub attributes: Vec<AttributeRow>,
    /// Its links.
    pub links: Vec<LinkRow>,
}

/// As of which day, as known when.
#[derive(Clone, Copy)]
enum When {
    On(Day, Moment),
    Ever,
}

impl When {
    /// The condition on a row called `row`, whose first value is `$first`, and its values.
    fn condition(self, row: &str, first: usize) -> (String, Vec<Value>) {
        match self {
            Self::Ever => (String::new(), Vec::new()),
            Self::On(day, known) => {
                let (day_at, known_at) = (first, first + 1);
                let sql = format!(
                    " AND {row}.valid_from <= ${day_at} AND {row}.valid_to > ${day_at} \
                     AND {row}.known_from <= ${known_at} AND {row}.known_to > ${known_at}"
                );
                (sql, vec![i64::from(day.number()).into(), known.micros().into()])
            }
        }
    }
}

impl Store {
    /// A record as of `day`, as it was known at `known`; none where there is no such record.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn entity(&self, id: EntityId, day: Day, known: Moment) -> Result<Option<Entity>, StoreError> {
        let Some(kind) = self.kind(id).await? else { return Ok(None) };
        // What is known "for ever" ends at the last moment; asking as of now must find it.
        let when = When::On(day, Moment::from_micros(known.micros().min(i64::MAX - 1)));
        Ok(Some(Entity { id, kind, attributes: self.attributes(id, when).await?, links: self.links(id, when).await? }))
    }

    /// All that was ever said of a record.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn history(&self, id: EntityId) -> Result<Option<History>, StoreError> {
        let Some(kind) = self.kind(id).await? else { return Ok(None) };
        let (attributes, links) = (self.attributes(id, When::Ever).await?, self.links(id, When::Ever).await?);
        Ok(Some(History { id, kind, attributes, links }))
    }

    /// The record of `kind` that bears `code` on `day`, as known now.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn entity_of_code(&self, kind: Kind, code: &str, day: Day) -> Result<Option<EntityId>, StoreError> {
        let sql = "SELECT a.entity FROM attribute a JOIN entity e ON e.id = a.entity \
                   WHERE a.name = 'code' AND a.value = $1 AND e.kind = $2 \
                   AND a.valid_from <= $3 AND a.valid_to > $3 AND a.known_to = $4 LIMIT 1";
        let values =
            [code.into(), kind.code().into(), i64::from(day.number()).into(), Value::from(Moment::NEVER.micros())];
        let found: Option<i64> = query::value(self.reader(), sql, values).await.map_err(|source| self.fault(source))?;
        Ok(found.map(EntityId))
    }

    /// The records that belonged to `parent` in `role` on `day`, as known now: at most `most` of them, by number, those
    /// after `after`.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn children(
        &self,
        parent: EntityId,
        role: Role,
        day: Day,
        after: Option<EntityId>,
        most: u32,
    ) -> Result<Vec<(EntityId, Decimal)>, StoreError> {
        let sql = "SELECT child, share FROM link WHERE parent = $1 AND role = $2 AND known_to = $3 \
                   AND valid_from <= $4 AND valid_to > $4 AND child > $5 ORDER BY child LIMIT $6";
        let values = [
            parent.0.into(),
            role.code().into(),
            Moment::NEVER.micros().into(),
            i64::from(day.number()).into(),
            after.map_or(0, |one| one.0).into(),
            Value::from(i64::from(most)),
        ];
        let rows = query::all(self.reader(), sql, values).await.map_err(|source| self.fault(source))?;
        rows.iter()
            .map(|row| {
                let child: i64 = row.try_get_by_index(0).map_err(|source| self.fault(source))?;
                let share: String = row.try_get_by_index(1).map_err(|source| self.fault(source))?;
                let share = decimal(&share)
                    .ok_or_else(|| StoreError::Unreadable { place: "link.share", record: child.to_string() })?;
                Ok((EntityId(child), share))
            })
            .collect()
    }

    async fn kind(&self, id: EntityId) -> Result<Option<Kind>, StoreError> {
        let kind: Option<String> = query::value(self.reader(), "SELECT kind FROM entity WHERE id = $1", [id.0.into()])
            .await
            .map_err(|source| self.fault(source))?;
        kind.map(|kind| kind.parse().map_err(|_| unreadable_kind(id))).transpose()
    }

    async fn attributes(&self, id: EntityId, when: When) -> Result<Vec<AttributeRow>, StoreError> {
        let (condition, values) = when.condition("a", 2);
        let sql = format!(
            "SELECT a.name, a.value, a.valid_from, a.valid_to, a.known_from, a.known_to, a.act, a.ended_by \
             FROM attribute a WHERE a.entity = $1{condition} ORDER BY a.name, a.valid_from, a.known_from, a.id"
        );
        let values = [id.0.into()].into_iter().chain(values);
        let rows = query::all(self.reader(), &sql, values).await.map_err(|source| self.fault(source))?;
        rows.iter()
            .map(|row| attribute_row(row).map_err(|source| self.fault(source))?.ok_or_else(|| unreadable(id)))
            .collect()
    }

    async fn links(&self, id: EntityId, when: When) -> Result<Vec<LinkRow>, StoreError> {
        let (condition, values) = when.condition("l", 2);
        let sql = format!(
            "SELECT l.child, l.role, l.parent, p.kind, COALESCE(s.name, ''), l.share, l.valid_from, l.valid_to, \
             l.known_from, l.known_to, l.act, l.ended_by \
             FROM link l JOIN entity p ON p.id = l.parent LEFT JOIN listing s ON s.entity = l.parent \
             WHERE l.child = $1{condition} ORDER BY l.role, l.valid_from, l.known_from, l.id"
        );
        let values = [id.0.into()].into_iter().chain(values);
        let rows = query::all(self.reader(), &sql, values).await.map_err(|source| self.fault(source))?;
        rows.iter()
            .map(|row| link_row(row).map_err(|source| self.fault(source))?.ok_or_else(|| unreadable(id)))
            .collect()
    }
}

fn unreadable(id: EntityId) -> StoreError {
    StoreError::Unreadable { place: "register", record: id.to_string() }
}

fn unreadable_kind(id: EntityId) -> StoreError {
    StoreError::Unreadable { place: "entity.kind", record: id.to_string() }
}

fn attribute_row(row: &QueryResult) -> Result<Option<AttributeRow>, sea_orm::DbErr> {
    let name: String = row.try_get_by_index(0)?;
    let (Ok(name), Some(span)) =
        (AttributeName::new(&name), Span::of_numbers(row.try_get_by_index(2)?, row.try_get_by_index(3)?))
    else {
        return Ok(None);
    };
    Ok(Some(AttributeRow {
        name,
        value: row.try_get_by_index(1)?,
        span,
        known_from: Moment::from_micros(row.try_get_by_index(4)?),
        known_to: Moment::from_micros(row.try_get_by_index(5)?),
        act: row.try_get_by_index(6)?,
        ended_by: row.try_get_by_index(7)?,
    }))
}

fn link_row(row: &QueryResult) -> Result<Option<LinkRow>, sea_orm::DbErr> {
    let (role, kind, share): (String, String, String) =
        (row.try_get_by_index(1)?, row.try_get_by_index(3)?, row.try_get_by_index(5)?);
    let (Some(role), Some(parent_kind), Some(share), Some(span)) = (
        role.parse().ok(),
        kind.parse().ok(),
        decimal(&share),
        Span::of_numbers(row.try_get_by_index(6)?, row.try_get_by_index(7)?),
    ) else {
        return Ok(None);
    };
    Ok(Some(LinkRow {
        child: EntityId(row.try_get_by_index(0)?),
        role,
        parent: EntityId(row.try_get_by_index(2)?),
        parent_kind,
        parent_name: row.try_get_by_index(4)?,
        share,
        span,
        known_from: Moment::from_micros(row.try_get_by_index(8)?),
        known_to: Moment::from_micros(row.try_get_by_index(9)?),
        act: row.try_get_by_index(10)?,
        ended_by: row.try_get_by_index(11)?,
    }))
}

/// A decimal as the store writes it.
pub(super) fn decimal(text: &str) -> Option<Decimal> {
    text.parse().ok()
}

/// The kind of a record that has to be there.
pub(super) fn kind_of(kind: Option<String>, id: EntityId) -> Result<Kind, super::RegisterError> {
    match kind {
        Some(kind) => Ok(kind.parse().map_err(|_| unreadable_kind(id))?),
        None => Err(super::RegisterError::no_such(Kind::Subject, &id.to_string())),
    }
}
