//! The end of a record: from a day on it is no more.

use domain::day::Day;
use domain::id::AttributeName;
use domain::register::Role;
use sea_orm::Value;

use super::{EntityId, RegisterError, Saying, Span};
use crate::act::Acting;
use crate::clock::Moment;
use crate::error::StoreError;
use crate::query;

impl Acting {
    /// Says that a record is no more from `day` on: nothing is true of it any longer and it belongs to nobody. What came in
    /// its place, and that it turned out to be another, stays. Whether anything changed.
    ///
    /// # Errors
    /// As [`Acting::set_attribute`].
    pub async fn end(&mut self, entity: EntityId, day: Day, saying: Saying) -> Result<bool, RegisterError> {
        let mut changed = false;
        for name in self.said_of(entity, "SELECT DISTINCT name FROM attribute WHERE entity = $1").await? {
            let unreadable = || StoreError::Unreadable { place: "attribute.name", record: entity.to_string() };
            let name = AttributeName::new(&name).map_err(|_| unreadable())?;
            changed |= self.set_attribute(entity, &name, None, Span::since(day), saying).await?;
        }
        for role in self.said_of(entity, "SELECT DISTINCT role FROM link WHERE child = $1").await? {
            let unreadable = || StoreError::Unreadable { place: "link.role", record: entity.to_string() };
            let role: Role = role.parse().map_err(|_| unreadable())?;
            if !matches!(role, Role::Successor | Role::Same) {
                changed |= self.set_parents(entity, role, &[], Span::since(day), saying).await?;
            }
        }
        Ok(changed)
    }

    /// The first column of what counts of a record.
    async fn said_of(&self, entity: EntityId, sql: &str) -> Result<Vec<String>, StoreError> {
        let sql = format!("{sql} AND known_to = $2 ORDER BY 1");
        let values = [entity.0.into(), Value::from(Moment::NEVER.micros())];
        let rows = query::all(self.on(), &sql, values).await.map_err(|source| self.fault(source))?;
        rows.iter().map(|row| row.try_get_by_index(0).map_err(|source| self.fault(source))).collect()
    }
}
