//! A register as rows again: each record, how it is from day to day; what an export writes and an import reads.

use std::collections::BTreeMap;

use domain::day::Day;
use domain::id::AttributeName;
use domain::register::{Kind, Role, Row, Target, Written};
use sea_orm::{QueryResult, Value};

use super::read::decimal;
use super::span::{STILL, Span};
use super::{CODE, EntityId, NAME};
use crate::clock::Moment;
use crate::error::StoreError;
use crate::open::Store;
use crate::query;

/// Which states of a register are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatesOf {
    /// Each record as of a day, and what is known to come after: read back, these rows change nothing.
    Day(Day),
    /// Every state there ever was.
    Ever,
}

/// How many records are read at a time.
const PAGE: usize = 2_000;

impl Store {
    /// The register of `kind` as rows, by number of record and then by day. Records that were merged away are left out.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn states(&self, kind: Kind, wanted: StatesOf) -> Result<Vec<Row>, StoreError> {
        let mut rows = Vec::new();
        let mut after = 0_i64;
        loop {
            let sql = format!(
                "SELECT e.id FROM entity e WHERE e.kind = $1 AND e.id > $2 AND NOT EXISTS (SELECT 1 FROM link m \
                 WHERE m.child = e.id AND m.role = 'same' AND m.known_to = $3) ORDER BY e.id LIMIT {PAGE}"
            );
            let values = [kind.code().into(), after.into(), Value::from(Moment::NEVER.micros())];
            let found = query::all(self.reader(), &sql, values).await.map_err(|source| self.fault(source))?;
            let ids: Vec<i64> = found
                .iter()
                .map(|row| row.try_get_by_index(0))
                .collect::<Result<_, _>>()
                .map_err(|source| self.fault(source))?;
            let Some(last) = ids.last() else { break };
            after = *last;
            let mut said = self.said_of(&ids).await?;
            for id in ids {
                if let Some(said) = said.remove(&id) {
                    rows.extend(said.rows(kind, wanted));
                }
            }
        }
        for (row, place) in rows.iter_mut().zip(2_u32..) {
            row.place = place;
        }
        Ok(rows)
    }

    async fn said_of(&self, ids: &[i64]) -> Result<BTreeMap<i64, Said>, StoreError> {
        let mut found: BTreeMap<i64, Said> = BTreeMap::new();
        for chunk in ids.chunks(400) {
            let values =
                || std::iter::once(Value::from(Moment::NEVER.micros())).chain(chunk.iter().map(|id| Value::from(*id)));
            let places = query::places(2, chunk.len());
            let sql = format!(
                "SELECT entity, valid_from, valid_to, name, value FROM attribute \
                 WHERE known_to = $1 AND entity IN ({places}) ORDER BY id"
            );
            for row in query::all(self.reader(), &sql, values()).await.map_err(|source| self.fault(source))? {
                let read = || -> Result<(i64, Option<Span>, String, String), sea_orm::DbErr> {
                    Ok((row.try_get_by_index(0)?, span(&row)?, row.try_get_by_index(3)?, row.try_get_by_index(4)?))
                };
                let (entity, span, name, value) = read().map_err(|source| self.fault(source))?;
                let span = span.ok_or_else(|| unreadable(entity))?;
                found.entry(entity).or_default().attributes.push((span, name, value));
            }
            let sql = format!(
                "SELECT l.child, l.valid_from, l.valid_to, l.role, l.parent, l.share, COALESCE(s.code, ''), \
                 COALESCE(s.name, '') FROM link l LEFT JOIN listing s ON s.entity = l.parent \
                 WHERE l.known_to = $1 AND l.child IN ({places}) ORDER BY l.id"
            );
            for row in query::all(self.reader(), &sql, values()).await.map_err(|source| self.fault(source))? {
                let read = || -> Result<_, sea_orm::DbErr> {
                    let (role, share): (String, String) = (row.try_get_by_index(3)?, row.try_get_by_index(5)?);
                    let (child, parent): (i64, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(4)?);
                    let (code, name): (String, String) = (row.try_get_by_index(6)?, row.try_get_by_index(7)?);
                    Ok((child, span(&row)?, role, parent, share, if code.is_empty() { name } else { code }))
                };
                let (child, span, role, parent, share, asked) = read().map_err(|source| self.fault(source))?;
                let (Some(span), Some(role), Some(share)) = (span, role.parse::<Role>().ok(), decimal(&share)) else {
                    return Err(unreadable(child));
                };
                let target = Target { asked, share, since: None };
                found.entry(child).or_default().links.push((span, role, EntityId(parent), target));
            }
        }
        Ok(found)
    }
}

fn span(row: &QueryResult) -> Result<Option<Span>, sea_orm::DbErr> {
    Ok(Span::of_numbers(row.try_get_by_index(1)?, row.try_get_by_index(2)?))
}

fn unreadable(entity: i64) -> StoreError {
    StoreError::Unreadable { place: "register", record: entity.to_string() }
}

/// All that is known of a record now.
#[derive(Default)]
struct Said {
    attributes: Vec<(Span, String, String)>,
    links: Vec<(Span, Role, EntityId, Target)>,
}

impl Said {
    fn rows(&self, kind: Kind, wanted: StatesOf) -> Vec<Row> {
        let own = |role: &Role| !matches!(role, Role::Successor | Role::Same);
        let spans = self.attributes.iter().map(|(span, ..)| *span);
        let spans = spans.chain(self.links.iter().filter(|(_, role, ..)| own(role)).map(|(span, ..)| *span));
        let mut days: Vec<i64> = spans.flat_map(|span| [span.numbers().0, span.numbers().1]).collect();
        days.sort_unstable();
        days.dedup();
        let parts = days.windows(2).filter_map(|pair| Span::of_numbers(*pair.first()?, *pair.get(1)?));
        let mut rows: Vec<(Span, Row)> = Vec::new();
        for part in parts {
            let Some(row) = self.state(kind, part) else { continue };
            match rows.last_mut() {
                Some((span, same)) if *same == row && span.numbers().1 == part.numbers().0 => {
                    *span = Span::of_numbers(span.numbers().0, part.numbers().1).unwrap_or(part);
                }
                _ => rows.push((part, row)),
            }
        }
        let next: Vec<Option<i64>> =
            rows.iter().skip(1).map(|(span, _)| Some(span.numbers().0)).chain([None]).collect();
        let mut begun = i64::MIN;
        let mut found = Vec::with_capacity(rows.len());
        for ((span, mut row), next) in rows.into_iter().zip(next) {
            row.from = span.from();
            // An end is written only where the record is no more, not where it goes on otherwise.
            row.to = span.to().filter(|_| next != Some(span.numbers().1));
            if row.to.is_some() || next.is_none() {
                let successors = self.successors(begun, next.unwrap_or(STILL));
                if !successors.is_empty() {
                    row.links.push((Role::Successor, successors));
                }
                begun = next.unwrap_or(STILL);
            }
            found.push(row);
        }
        if let StatesOf::Day(day) = wanted {
            // Rows are told apart by their days, so that those left out end where they did.
            found.retain(|row| row.to.is_none_or(|to| to > day));
            let current = found.iter().rposition(|row| row.from.is_some_and(|from| from <= day));
            found.drain(..current.unwrap_or(0));
        }
        found
    }

    /// How it is throughout `part`; none where it does not exist.
    fn state(&self, kind: Kind, part: Span) -> Option<Row> {
        let value = |name: &str| {
            let found = self.attributes.iter().find(|(span, own, _)| own == name && span.meet(part).is_some());
            found.map(|(.., value)| value.clone())
        };
        let mut row = Row { code: value(CODE), ..Row::named(0, &value(NAME)?) };
        for field in kind.fields().iter().filter(|field| field.name != NAME && field.name != CODE) {
            if let (Some(value), Ok(name)) = (value(field.name), AttributeName::new(field.name)) {
                row.fields.push((name, Written::Value(value)));
            }
        }
        for link in kind.links().iter().filter(|link| link.role != Role::Successor) {
            let mut targets: Vec<Target> = self
                .links
                .iter()
                .filter(|(span, role, ..)| *role == link.role && span.meet(part).is_some())
                .map(|(.., target)| target.clone())
                .collect();
            targets.sort_by(|a, b| a.asked.cmp(&b.asked));
            if !targets.is_empty() {
                row.links.push((link.role, targets));
            }
        }
        Some(row)
    }

    /// What came in its place from a day on until before another, each from its first day on.
    fn successors(&self, from: i64, until: i64) -> Vec<Target> {
        let mut first: BTreeMap<EntityId, (i64, &Target)> = BTreeMap::new();
        for (span, role, parent, target) in &self.links {
            let begun = span.numbers().0;
            if *role == Role::Successor && from <= begun && begun < until {
                let one = first.entry(*parent).or_insert((begun, target));
                one.0 = one.0.min(begun);
            }
        }
        let since = |number: i64| i32::try_from(number).ok().and_then(Day::from_number);
        let mut found: Vec<Target> =
            first.into_values().map(|(from, target)| Target { since: since(from), ..target.clone() }).collect();
        found.sort_by(|a, b| (a.since, &a.asked).cmp(&(b.since, &b.asked)));
        found
    }
}
