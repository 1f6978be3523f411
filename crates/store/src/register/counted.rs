//! What counts for a zone on a day, by share and by territory; each line says by which rule.

use std::collections::BTreeMap;

use domain::day::Day;
use domain::register::{Kind, Role};
use domain::say::{Lang, Say};
use rust_decimal::Decimal;
use sea_orm::Value;

use super::EntityId;
use super::read::decimal;
use crate::clock::Moment;
use crate::error::StoreError;
use crate::open::Store;
use crate::query;

/// By which rule something counts for a zone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// It is registered with the zone itself.
    Own,
    /// It is registered with a park of the zone.
    Park {
        /// The park.
        name: String,
    },
    /// It is registered with a zone or park that was merged into this one: the territory came with it.
    Merged {
        /// What was merged.
        name: String,
    },
    /// It is registered with a zone that several came in the place of: who it counts for must be said by hand, so it counts
    /// for none.
    Divided {
        /// What was divided.
        name: String,
    },
}

impl Say for Rule {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Own, Lang::Zh) => "直接登记在本开发区".to_owned(),
            (Self::Own, Lang::En) => "registered with the zone".to_owned(),
            (Self::Park { name }, Lang::Zh) => format!("登记在所辖园区“{name}”"),
            (Self::Park { name }, Lang::En) => format!("registered with its park “{name}”"),
            (Self::Merged { name }, Lang::Zh) => format!("按地域：登记在已并入的“{name}”"),
            (Self::Merged { name }, Lang::En) => {
                format!("by territory: registered with “{name}”, which was merged into it")
            }
            (Self::Divided { name }, Lang::Zh) => format!("登记在已拆分的“{name}”，归属待定，不计入"),
            (Self::Divided { name }, Lang::En) => {
                format!("registered with “{name}”, which was divided: not counted until it is said for which zone")
            }
        }
    }
}

/// Something that counts for a zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The firm or evaluated subject.
    pub id: EntityId,
    /// Which of the two.
    pub kind: Kind,
    /// Its name today.
    pub name: String,
    /// With what share it counts.
    pub share: Decimal,
    /// By which rule.
    pub rule: Rule,
}

/// What counts for a zone on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counting {
    /// What counts, by number and rule. One that counts by two rules stands there twice.
    pub counted: Vec<Counted>,
    /// What lies in territory that was divided, and counts for nobody until that is said.
    pub undecided: Vec<Counted>,
}

impl Counting {
    /// The sum of shares of firms.
    #[must_use]
    pub fn firms(&self) -> Decimal {
        self.counted.iter().filter(|one| one.kind == Kind::Firm).map(|one| one.share).sum()
    }

    /// By which rules it was made, and how much each gave.
    #[must_use]
    pub fn rules(&self) -> BTreeMap<&Rule, Decimal> {
        let mut rules = BTreeMap::new();
        for one in &self.counted {
            *rules.entry(&one.rule).or_insert(Decimal::ZERO) += one.share;
        }
        rules
    }
}

/// How many steps back mergers are followed; a longer chain of mergers is a circle.
const MOST_STEPS: usize = 32;

impl Store {
    /// The firms and subjects that count for `zone` on `day`, as known now: those registered with it, with its parks, and
    /// with zones and parks that no longer exist on the day and that it came in the place of.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn counted(&self, zone: EntityId, day: Day) -> Result<Counting, StoreError> {
        let mut territory: BTreeMap<EntityId, Rule> = BTreeMap::from([(zone, Rule::Own)]);
        let mut open = vec![zone];
        for _ in 0..MOST_STEPS {
            let mut next = Vec::new();
            for (child, role, name, exists, others) in self.territory_below(&open, day).await? {
                if territory.contains_key(&child) {
                    continue;
                }
                let above = territory.get(&role.1).cloned().unwrap_or(Rule::Own);
                let rule = match (role.0, above) {
                    // What belongs to something merged or divided shares its fate.
                    (Role::Parent, Rule::Own | Rule::Park { .. }) => Rule::Park { name },
                    (Role::Parent, above) => above,
                    // One that goes on gave only a part, and counts for itself.
                    _ if exists => continue,
                    (_, Rule::Divided { name }) => Rule::Divided { name },
                    _ if others > 1 => Rule::Divided { name },
                    _ => Rule::Merged { name },
                };
                territory.insert(child, rule);
                next.push(child);
            }
            if next.is_empty() {
                break;
            }
            open = next;
        }
        let (mut counted, mut undecided) = (Vec::new(), Vec::new());
        for one in self.members(&territory, day).await? {
            if matches!(one.rule, Rule::Divided { .. }) { undecided.push(one) } else { counted.push(one) }
        }
        Ok(Counting { counted, undecided })
    }

    /// The parks of these zones on the day, and what they came in the place of: with its name, whether it still exists, and
    /// how many came in its place.
    async fn territory_below(
        &self,
        of: &[EntityId],
        day: Day,
    ) -> Result<Vec<(EntityId, (Role, EntityId), String, bool, i64)>, StoreError> {
        let mut found = Vec::new();
        for chunk in of.chunks(400) {
            // The park of a zone that is gone is asked for by its last days: its link ended with the zone or with itself.
            let sql = format!(
                "SELECT l.child, l.role, l.parent, COALESCE(s.name, ''), \
                 (SELECT COUNT(*) FROM attribute a WHERE a.entity = l.child AND a.name = 'name' AND a.known_to = $1 \
                  AND a.valid_from <= $2 AND a.valid_to > $2), \
                 (SELECT COUNT(DISTINCT o.parent) FROM link o WHERE o.child = l.child AND o.role = 'successor' \
                  AND o.known_to = $1 AND o.valid_from <= $2 AND o.valid_to > $2) \
                 FROM link l JOIN entity e ON e.id = l.child LEFT JOIN listing s ON s.entity = l.child \
                 WHERE l.role IN ('parent', 'successor') AND l.known_to = $1 \
                 AND l.valid_from <= $2 AND (l.valid_to > $2 OR (l.role = 'parent' AND l.valid_to = \
                  (SELECT MAX(n.valid_to) FROM attribute n WHERE n.entity = l.parent AND n.name = 'name' AND n.known_to = $1))) \
                 AND e.kind IN ('zone', 'park') AND l.parent IN ({}) ORDER BY l.child, l.role",
                query::places(3, chunk.len())
            );
            let head = [Value::from(Moment::NEVER.micros()), i64::from(day.number()).into()];
            let values = head.into_iter().chain(chunk.iter().map(|id| Value::from(id.0)));
            for row in query::all(self.reader(), &sql, values).await.map_err(|source| self.fault(source))? {
                let read = || -> Result<_, sea_orm::DbErr> {
                    let role: String = row.try_get_by_index(1)?;
                    let (child, parent): (i64, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(2)?);
                    let (exists, others): (i64, i64) = (row.try_get_by_index(4)?, row.try_get_by_index(5)?);
                    Ok((child, role.parse::<Role>().ok(), parent, row.try_get_by_index(3)?, exists, others))
                };
                let (child, role, parent, name, exists, others) = read().map_err(|source| self.fault(source))?;
                if let Some(role) = role {
                    found.push((EntityId(child), (role, EntityId(parent)), name, exists > 0, others));
                }
            }
        }
        Ok(found)
    }

    async fn members(&self, territory: &BTreeMap<EntityId, Rule>, day: Day) -> Result<Vec<Counted>, StoreError> {
        let mut found = Vec::new();
        let ids: Vec<EntityId> = territory.keys().copied().collect();
        for chunk in ids.chunks(400) {
            let sql = format!(
                "SELECT l.child, l.parent, l.share, e.kind, COALESCE(s.name, '') FROM link l \
                 JOIN entity e ON e.id = l.child LEFT JOIN listing s ON s.entity = l.child \
                 WHERE l.role = 'zone' AND l.known_to = $1 AND l.valid_from <= $2 AND l.valid_to > $2 AND l.parent IN ({})",
                query::places(3, chunk.len())
            );
            let head = [Value::from(Moment::NEVER.micros()), i64::from(day.number()).into()];
            let values = head.into_iter().chain(chunk.iter().map(|id| Value::from(id.0)));
            for row in query::all(self.reader(), &sql, values).await.map_err(|source| self.fault(source))? {
                let read = || -> Result<_, sea_orm::DbErr> {
                    let (share, kind): (String, String) = (row.try_get_by_index(2)?, row.try_get_by_index(3)?);
                    let (child, parent): (i64, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
                    Ok((child, parent, decimal(&share), kind.parse::<Kind>().ok(), row.try_get_by_index(4)?))
                };
                let (child, parent, share, kind, name) = read().map_err(|source| self.fault(source))?;
                let (Some(share), Some(kind)) = (share, kind) else {
                    return Err(StoreError::Unreadable { place: "link", record: child.to_string() });
                };
                let rule = territory.get(&EntityId(parent)).cloned().unwrap_or(Rule::Own);
                found.push(Counted { id: EntityId(child), kind, name, share, rule });
            }
        }
        found.sort_unstable_by(|a, b| (a.id, &a.rule).cmp(&(b.id, &b.rule)));
        Ok(found)
    }
}
