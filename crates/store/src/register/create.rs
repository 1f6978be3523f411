//! New records, one or very many at a time.

use std::collections::BTreeMap;

use domain::day::Day;
use domain::register::{Kind, Role};
use sea_orm::Value;

use super::links::Parent;
use super::span::Span;
use super::{CODE, EntityId, Given, NAME, RegisterError, attributes, links};
use crate::act::{Acting, Change};
use crate::clock::Moment;
use crate::query;

/// A record to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct New {
    /// The first day it exists.
    pub from: Day,
    /// The first day it no longer exists; without one, still.
    pub to: Option<Day>,
    /// What is true of it, its name among it.
    pub attributes: Vec<Given>,
    /// What it belongs to.
    pub parents: Vec<(Role, Parent)>,
}

impl New {
    fn value(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own.as_str() == name).map(|(_, value)| value.as_str())
    }
}

impl Acting {
    /// Puts new records of `kind` into its register; their numbers, in order.
    ///
    /// # Errors
    /// [`RegisterError`] when one has no name, a code that another bears, an end before its beginning, or parents that
    /// cannot be.
    pub async fn create(&mut self, kind: Kind, new: &[New]) -> Result<Vec<EntityId>, RegisterError> {
        self.lock_register(kind).await?;
        let above = new.iter().flat_map(|one| one.parents.iter().map(|(_, parent)| parent.entity)).collect();
        let kinds = self.kinds_of(above).await?;
        for one in new {
            let label = one.value(NAME).ok_or(RegisterError::NoName { kind })?;
            span_of(one, label)?;
            for role in Role::ALL {
                let parents: Vec<Parent> =
                    one.parents.iter().filter(|(own, _)| own == role).map(|(_, parent)| *parent).collect();
                if !parents.is_empty() {
                    links::check_parents(kind, label, *role, &parents, &kinds)?;
                }
            }
        }
        self.check_codes(kind, new).await?;
        let rows: usize = new.iter().map(|one| 1 + one.attributes.len() + one.parents.len()).sum();
        self.reserve(rows).await?;
        let (mut entities, mut values, mut parents) = (Vec::new(), Vec::new(), Vec::new());
        let mut ids = Vec::with_capacity(new.len());
        for one in new {
            let label = one.value(NAME).unwrap_or_default();
            let span = span_of(one, label)?;
            let id = EntityId(self.fresh().await?);
            ids.push(id);
            entities.extend([id.0.into(), kind.code().into(), Value::from(self.id())]);
            for (name, value) in &one.attributes {
                let row = self.fresh().await?;
                self.push_attribute(&mut values, row, id, name, value.clone(), span);
            }
            for (role, parent) in &one.parents {
                let row = self.fresh().await?;
                self.push_link(&mut parents, row, id, *role, *parent, span);
            }
            self.note(Change {
                kind: kind.code(),
                record: id.to_string(),
                label: label.to_owned(),
                was: None,
                became: Some(said(one, span)),
            });
        }
        let put = async {
            query::insert(self.on(), "entity", &["id", "kind", "act"], entities).await?;
            query::insert(self.on(), "attribute", &attributes::COLUMNS, values).await?;
            query::insert(self.on(), "link", &links::COLUMNS, parents).await
        };
        put.await.map_err(|source| self.fault(source))?;
        self.list_new(kind, &ids, new).await?;
        Ok(ids)
    }

    /// Refuses codes that are borne already, by others or among the new ones themselves.
    async fn check_codes(&self, kind: Kind, new: &[New]) -> Result<(), RegisterError> {
        let mut by_code: BTreeMap<&str, Vec<&New>> = BTreeMap::new();
        for one in new {
            if let Some(code) = one.value(CODE) {
                by_code.entry(code).or_default().push(one);
            }
        }
        for (code, ones) in &by_code {
            for (at, one) in ones.iter().enumerate() {
                let label = one.value(NAME).unwrap_or_default();
                let span = span_of(one, label)?;
                for other in &ones[at + 1..] {
                    let by = other.value(NAME).unwrap_or_default();
                    if span_of(other, by)?.meet(span).is_some() {
                        return Err(RegisterError::CodeTaken { kind, code: (*code).to_owned(), by: by.to_owned() });
                    }
                }
            }
        }
        let codes: Vec<&str> = by_code.keys().copied().collect();
        for chunk in codes.chunks(500) {
            // CROSS: of many codes SQLite would rather go through all records of the kind.
            let sql = format!(
                "SELECT a.value, a.entity, a.valid_from, a.valid_to FROM attribute a CROSS JOIN entity e \
                 WHERE e.id = a.entity AND a.name = 'code' AND a.known_to = $1 AND e.kind = $2 AND a.value {}",
                self.engine().texts("$3")
            );
            let values = [Value::from(Moment::NEVER.micros()), kind.code().into(), query::texts(chunk).into()];
            let rows = query::all(self.on(), &sql, values).await.map_err(|source| self.fault(source))?;
            for row in rows {
                let read = (|| -> Result<(String, i64, i64, i64), sea_orm::DbErr> {
                    Ok((
                        row.try_get_by_index(0)?,
                        row.try_get_by_index(1)?,
                        row.try_get_by_index(2)?,
                        row.try_get_by_index(3)?,
                    ))
                })();
                let (code, by, from, to) = read.map_err(|source| self.fault(source))?;
                let held = Span::of_numbers(from, to);
                for one in by_code.get(code.as_str()).into_iter().flatten() {
                    let span = span_of(one, one.value(NAME).unwrap_or_default())?;
                    if held.and_then(|held| held.meet(span)).is_some() {
                        let (_, by) = self.lock_entity(EntityId(by)).await?;
                        return Err(RegisterError::CodeTaken { kind, code, by });
                    }
                }
            }
        }
        Ok(())
    }
}

fn span_of(one: &New, label: &str) -> Result<Span, RegisterError> {
    Span::new(one.from, one.to).ok_or_else(|| RegisterError::EndBeforeStart {
        label: label.to_owned(),
        from: one.from,
        to: one.to.unwrap_or(one.from),
    })
}

/// What the trace says of a new record.
fn said(one: &New, span: Span) -> String {
    let mut object = serde_json::Map::new();
    for (name, value) in &one.attributes {
        object.insert(name.to_string(), value.as_str().into());
    }
    for (role, parent) in &one.parents {
        let list = object.entry(role.code().to_owned()).or_insert_with(|| serde_json::Value::Array(Vec::new()));
        if let Some(list) = list.as_array_mut() {
            list.push(serde_json::json!({
                "record": parent.entity.0,
                "share": parent.share.normalize().to_string(),
            }));
        }
    }
    object.insert("from".to_owned(), span.from().map(|day| day.to_string()).into());
    object.insert("to".to_owned(), span.to().map(|day| day.to_string()).into());
    object.sort_keys();
    serde_json::Value::Object(object).to_string()
}
