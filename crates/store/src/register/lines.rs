//! The listing made again: each record's line as its register has it.

use std::collections::BTreeMap;

use domain::day::Day;
use domain::register::{Kind, Role};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, Value};

use super::listing::{Line, placing, plain, put_lines, somewhere};
use super::{EntityId, NAME};
use crate::act::day_of;
use crate::clock::Moment;
use crate::error::StoreError;
use crate::open::Store;
use crate::query;

/// How many records are listed at a time.
pub(crate) const BATCH: i64 = 1_000;

/// Name or code: which, value, from, to; in the order in which they came into force.
pub(super) type Named<S> = (S, S, i64, i64);
/// Role, parent, from, to.
pub(super) type Linked<S> = (S, i64, i64, i64);

impl Store {
    /// Makes the listing again of the registers as they are today; how many records it lists. What is true changes by
    /// nothing of this, so it leaves no trace.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot do it; then the listing is as it was.
    pub async fn rebuild_listing(&self) -> Result<u64, StoreError> {
        let transaction = self.transaction().await?;
        let count = self.relist(&transaction, day_of(self.now())).await?;
        transaction.commit().await.map_err(|source| self.fault(source))?;
        Ok(count)
    }

    /// The same within a transaction.
    pub(crate) async fn relist(&self, on: &DatabaseTransaction, today: Day) -> Result<u64, StoreError> {
        let tables = ["listing", "listing_place", "listing_gram"];
        if let Some(lock) = self.engine().lock_tables(&tables) {
            query::run(on, &lock, []).await.map_err(|source| self.fault(source))?;
        }
        for table in tables {
            query::run(on, &format!("DELETE FROM {table}"), []).await.map_err(|source| self.fault(source))?;
        }
        let (mut count, mut after) = (0, i64::MIN);
        while let Some((first, last)) = batch(on, after).await.map_err(|source| self.fault(source))? {
            let lines = lines_of(self, on, today, first, last).await?;
            put_lines(on, &lines).await.map_err(|source| self.fault(source))?;
            count += lines.len() as u64;
            after = last;
        }
        Ok(count)
    }
}

/// The first and the last number of the records that follow `after`, [`BATCH`] of them at most.
pub(crate) async fn batch<C: ConnectionTrait>(on: &C, after: i64) -> Result<Option<(i64, i64)>, DbErr> {
    let sql = format!("SELECT MIN(id), MAX(id) FROM (SELECT id FROM entity WHERE id > $1 ORDER BY id LIMIT {BATCH}) e");
    let Some(row) = query::one(on, &sql, [after.into()]).await? else { return Ok(None) };
    let (first, last): (Option<i64>, Option<i64>) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
    Ok(first.zip(last))
}

/// The lines of the records with numbers from `first` to `last`, in order.
pub(crate) async fn lines_of<C: ConnectionTrait>(
    store: &Store,
    on: &C,
    today: Day,
    first: i64,
    last: i64,
) -> Result<Vec<Line>, StoreError> {
    let fault = |source| store.fault(source);
    let mut named: BTreeMap<i64, Vec<Named<String>>> = BTreeMap::new();
    let sql = "SELECT entity, name, value, valid_from, valid_to FROM attribute \
               WHERE entity BETWEEN $1 AND $2 AND name IN ('name', 'code') AND known_to = $3 ORDER BY valid_from, id";
    let range = || [first.into(), last.into(), Value::from(Moment::NEVER.micros())];
    for row in query::all(on, sql, range()).await.map_err(fault)? {
        let read = |at| row.try_get_by_index::<i64>(at).map_err(fault);
        let text = |at| row.try_get_by_index::<String>(at).map_err(fault);
        named.entry(read(0)?).or_default().push((text(1)?, text(2)?, read(3)?, read(4)?));
    }
    let mut linked: BTreeMap<i64, Vec<Linked<String>>> = BTreeMap::new();
    let sql = "SELECT child, role, parent, valid_from, valid_to FROM link \
               WHERE child BETWEEN $1 AND $2 AND known_to = $3";
    for row in query::all(on, sql, range()).await.map_err(fault)? {
        let read = |at| row.try_get_by_index::<i64>(at).map_err(fault);
        let role = row.try_get_by_index::<String>(1).map_err(fault)?;
        linked.entry(read(0)?).or_default().push((role, read(2)?, read(3)?, read(4)?));
    }
    let sql = "SELECT id, kind FROM entity WHERE id BETWEEN $1 AND $2 ORDER BY id";
    let found = query::all(on, sql, [first.into(), Value::from(last)]).await.map_err(fault)?;
    let read = |row: &sea_orm::QueryResult| {
        let id: i64 = row.try_get_by_index(0).map_err(fault)?;
        let kind: String = row.try_get_by_index(1).map_err(fault)?;
        let kind: Kind =
            kind.parse().map_err(|_| StoreError::Unreadable { place: "entity.kind", record: id.to_string() })?;
        let named = named.get(&id).map_or(&[][..], Vec::as_slice);
        Ok(line(EntityId(id), kind, today, named, linked.get(&id).map_or(&[][..], Vec::as_slice)))
    };
    found.iter().map(read).collect()
}

/// The line of a record. What holds today is shown; before it comes into force the first, after its end the last. It is
/// found where it belongs today or, where it does not exist today, where it first will or last did. What turned out to be
/// another record is not active: that one is.
pub(super) fn line(
    entity: EntityId,
    kind: Kind,
    today: Day,
    named: &[Named<impl AsRef<str>>],
    linked: &[Linked<impl AsRef<str>>],
) -> Line {
    let today = i64::from(today.number());
    let mut line = Line {
        entity,
        kind,
        code: String::new(),
        name: String::new(),
        active: false,
        places: [].into(),
        names: [].into(),
    };
    let (mut exists, mut begins, mut ended) = (false, None, None);
    for (name, value, from, to) in named {
        if name.as_ref() == NAME {
            line.names.insert(plain(value.as_ref()));
        }
        let (field, is_name) = if name.as_ref() == NAME { (&mut line.name, true) } else { (&mut line.code, false) };
        if *from <= today || field.is_empty() {
            value.as_ref().clone_into(field);
        }
        if is_name {
            exists |= *from <= today && today < *to;
            begins = begins.or(Some(*from));
            ended = if *to <= today { ended.max(Some(*to - 1)) } else { ended };
        }
    }
    let on = if exists { today } else { ended.or(begins).unwrap_or(today) };
    let above = |roles: &[Role]| {
        let of_roles = linked.iter().filter(|(role, _, from, to)| {
            roles.iter().any(|own| own.code() == role.as_ref()) && *from <= on && on < *to
        });
        of_roles.map(|(_, parent, ..)| *parent).collect()
    };
    line.places = somewhere(placing(kind).iter().map(|roles| above(roles)));
    line.active = exists && above(&[Role::Same]).is_empty();
    line
}
