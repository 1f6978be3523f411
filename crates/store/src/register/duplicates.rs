//! Records that may be one and the same: found by code and by name, told with why.

use std::collections::BTreeMap;

use domain::day::Day;
use domain::register::{Kind, plain_name};
use domain::say::{Lang, Say};
use sea_orm::Value;

use super::{EntityId, Listed};
use crate::act::day_of;
use crate::clock::Moment;
use crate::error::StoreError;
use crate::open::Store;
use crate::query;

/// Why two records may be the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// They bore the same code, at different times.
    Code,
    /// They have the same name, brought to one writing.
    Name,
    /// The one has, or had, a name that the other had.
    FormerName,
}

impl Say for Why {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Code, Lang::Zh) => "代码相同",
            (Self::Code, Lang::En) => "same code",
            (Self::Name, Lang::Zh) => "名称相同",
            (Self::Name, Lang::En) => "same name",
            (Self::FormerName, Lang::Zh) => "曾用名相同",
            (Self::FormerName, Lang::En) => "same former name",
        }
        .to_owned()
    }
}

/// Records that may be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// Why.
    pub why: Why,
    /// The code or name that they share.
    pub shared: String,
    /// The records, by number.
    pub records: Vec<Listed>,
}

/// How many attributes are read at a time.
const PAGE: i64 = 20_000;

impl Store {
    /// The records of `kind` that may be one and the same, those with the same code first: at most `most` candidates.
    /// Records that were merged already are left out.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn duplicates(&self, kind: Kind, most: usize) -> Result<Vec<Duplicate>, StoreError> {
        let today = day_of(self.now());
        let mut shared: BTreeMap<(Why, String), Vec<EntityId>> = BTreeMap::new();
        let mut by_name: BTreeMap<String, Vec<(EntityId, bool, String)>> = BTreeMap::new();
        let mut by_code: BTreeMap<String, Vec<EntityId>> = BTreeMap::new();
        let mut after = 0_i64;
        loop {
            let page = self.names_and_codes(kind, after, today).await?;
            let Some(last) = page.last() else { break };
            after = last.row;
            for one in page {
                if one.is_code {
                    by_code.entry(one.value).or_default().push(one.entity);
                } else {
                    by_name.entry(firm_name(&one.value)).or_default().push((one.entity, one.today, one.value));
                }
            }
        }
        let several = |mut ids: Vec<EntityId>| {
            ids.sort_unstable();
            ids.dedup();
            Some(ids).filter(|ids| ids.len() > 1)
        };
        // Regions share names all over the country, and codes by rule: only firms and the like are told so.
        for (code, ids) in by_code {
            shared.extend(several(ids).map(|ids| ((Why::Code, code), ids)));
        }
        for ones in by_name.into_values() {
            let all_today = ones.iter().all(|(_, today, _)| *today);
            let Some(name) = ones.last().map(|(.., name)| name.clone()) else { continue };
            let why = if all_today { Why::Name } else { Why::FormerName };
            shared.extend(several(ones.iter().map(|(id, ..)| *id).collect()).map(|ids| ((why, name), ids)));
        }
        let mut found = Vec::new();
        for ((why, shared), ids) in shared.into_iter().take(most) {
            found.push(Duplicate { why, shared, records: self.lines_of(&ids).await? });
        }
        Ok(found)
    }

    async fn names_and_codes(&self, kind: Kind, after: i64, today: Day) -> Result<Vec<Said>, StoreError> {
        let sql = format!(
            "SELECT a.id, a.entity, a.name, a.value, a.valid_from, a.valid_to FROM attribute a \
             JOIN entity e ON e.id = a.entity WHERE a.id > $1 AND a.name IN ('name', 'code') AND a.known_to = $2 \
             AND e.kind = $3 AND NOT EXISTS (SELECT 1 FROM link m WHERE m.child = a.entity AND m.role = 'same' \
             AND m.known_to = $2) ORDER BY a.id LIMIT {PAGE}"
        );
        let values = [after.into(), Value::from(Moment::NEVER.micros()), kind.code().into()];
        let today = i64::from(today.number());
        let rows = query::all(self.reader(), &sql, values).await.map_err(|source| self.fault(source))?;
        let read = |row: &sea_orm::QueryResult| -> Result<Said, sea_orm::DbErr> {
            let (from, to): (i64, i64) = (row.try_get_by_index(4)?, row.try_get_by_index(5)?);
            let name: String = row.try_get_by_index(2)?;
            Ok(Said {
                row: row.try_get_by_index(0)?,
                entity: EntityId(row.try_get_by_index(1)?),
                is_code: name == super::CODE,
                value: row.try_get_by_index(3)?,
                today: from <= today && today < to,
            })
        };
        rows.iter().map(|row| read(row).map_err(|source| self.fault(source))).collect()
    }

    async fn lines_of(&self, ids: &[EntityId]) -> Result<Vec<Listed>, StoreError> {
        let mut found = Vec::with_capacity(ids.len());
        for chunk in ids.chunks(400) {
            let sql = format!(
                "SELECT entity, code, name, active FROM listing WHERE entity IN ({}) ORDER BY entity",
                query::places(1, chunk.len())
            );
            let values = chunk.iter().map(|id| Value::from(id.0));
            let rows = query::all(self.reader(), &sql, values).await.map_err(|source| self.fault(source))?;
            for row in &rows {
                found.push(super::search::listed(row).map_err(|source| self.fault(source))?);
            }
        }
        Ok(found)
    }
}

/// One name or code of a record.
struct Said {
    row: i64,
    entity: EntityId,
    is_code: bool,
    value: String,
    today: bool,
}

/// A firm's name as it is compared: the forms of company that people mix up are one.
fn firm_name(name: &str) -> String {
    plain_name(name).replace("有限责任公司", "有限公司").replace("股份有限公司", "有限公司")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_what_people_mix_up() {
        assert_eq!(firm_name("示例（贵州）科技 有限责任公司"), firm_name("示例(贵州)科技有限公司"));
        assert_ne!(firm_name("示例科技有限公司"), firm_name("示例科技集团"));
    }
}
