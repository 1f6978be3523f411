//! The time lines of many records, as they are known now.

use std::collections::BTreeMap;

use domain::id::AttributeName;
use domain::register::Role;
use sea_orm::Value;

use super::line::Line;
use crate::act::Acting;
use crate::clock::Moment;
use crate::error::StoreError;
use crate::query;
use crate::register::read::decimal;
use crate::register::span::Span;
use crate::register::timeline::Held;
use crate::register::{EntityId, Parent};

/// All that is said of a record.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub attributes: BTreeMap<AttributeName, Line<String>>,
    pub links: BTreeMap<Role, Line<Parent>>,
}

impl Acting {
    pub(super) async fn load_lines(&self, ids: &[EntityId]) -> Result<BTreeMap<EntityId, Lines>, StoreError> {
        let mut found: BTreeMap<EntityId, Lines> = BTreeMap::new();
        for chunk in ids.chunks(2_000) {
            let among = self.engine().numbers("$2");
            let numbers = query::numbers(&chunk.iter().map(|id| id.0).collect::<Vec<_>>());
            let values = || [Value::from(Moment::NEVER.micros()), numbers.as_str().into()];
            let sql = format!(
                "SELECT entity, id, valid_from, valid_to, name, value FROM attribute \
                 WHERE known_to = $1 AND entity {among} ORDER BY id"
            );
            for row in query::all(self.on(), &sql, values()).await.map_err(|source| self.fault(source))? {
                let read = || -> Result<_, sea_orm::DbErr> {
                    let name: String = row.try_get_by_index(4)?;
                    let value: String = row.try_get_by_index(5)?;
                    Ok((head(&row)?, name, value))
                };
                let ((entity, id, span), name, value) = read().map_err(|source| self.fault(source))?;
                let (Ok(name), Some(span)) = (AttributeName::new(&name), span) else {
                    return Err(StoreError::Unreadable { place: "attribute", record: entity.to_string() });
                };
                let lines = found.entry(EntityId(entity)).or_default();
                lines.attributes.entry(name).or_default().keep(Held { id, span, value });
            }
            let sql = format!(
                "SELECT child, id, valid_from, valid_to, role, parent, share FROM link \
                 WHERE known_to = $1 AND child {among} ORDER BY id"
            );
            for row in query::all(self.on(), &sql, values()).await.map_err(|source| self.fault(source))? {
                let read = || -> Result<_, sea_orm::DbErr> {
                    let (role, share): (String, String) = (row.try_get_by_index(4)?, row.try_get_by_index(6)?);
                    let parent: i64 = row.try_get_by_index(5)?;
                    Ok((head(&row)?, role, parent, share))
                };
                let ((entity, id, span), role, parent, share) = read().map_err(|source| self.fault(source))?;
                let (Some(role), Some(share), Some(span)) = (role.parse::<Role>().ok(), decimal(&share), span) else {
                    return Err(StoreError::Unreadable { place: "link", record: entity.to_string() });
                };
                let value = Parent { entity: EntityId(parent), share };
                let lines = found.entry(EntityId(entity)).or_default();
                lines.links.entry(role).or_default().keep(Held { id, span, value });
            }
        }
        Ok(found)
    }
}

fn head(row: &sea_orm::QueryResult) -> Result<(i64, i64, Option<Span>), sea_orm::DbErr> {
    let span = Span::of_numbers(row.try_get_by_index(2)?, row.try_get_by_index(3)?);
    Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?, span))
}
