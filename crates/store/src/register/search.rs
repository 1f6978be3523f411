//! Lists and searches: a page of a register, within a subtree, by a few characters of name or code.

use domain::day::Day;
use domain::register::Kind;
use sea_orm::Value;

use super::listing::grams;
use super::{EntityId, RegisterError};
use crate::clock::Moment;
use crate::error::StoreError;
use crate::open::Store;
use crate::query;

/// How far results are counted; beyond it there are "more than" so many.
const MOST_COUNTED: u64 = 10_000;
/// So many parents at most are named one by one in a query.
const MOST_PARENTS: usize = 5_000;

/// Which records are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Those in the subtree of this record: of a region, an agency, a zone.
    pub within: Option<EntityId>,
    /// Those whose name, former name or code holds this.
    pub text: String,
    /// How many are passed over.
    pub skip: u64,
    /// How many are wanted.
    pub most: u64,
}

/// A line of a register as of today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its number.
    pub id: EntityId,
    /// Its code; empty where it has none.
    pub code: String,
    /// Its name; the last one where it no longer exists.
    pub name: String,
    /// Whether it exists today.
    pub active: bool,
}

/// A page of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// The page.
    pub rows: Vec<Listed>,
    /// How many there are in all, up to 10,000.
    pub count: u64,
    /// Whether there are more than were counted.
    pub more: bool,
}

/// What a search over all registers found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// In which register.
    pub kind: Kind,
    /// The line.
    pub line: Listed,
}

impl Store {
    /// A page of the register of `kind`, in the order of places and then of registration.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn listing(&self, kind: Kind, wanted: &Wanted) -> Result<Listing, StoreError> {
        let parents = match wanted.within {
            Some(top) => Some(self.subtree(top).await?),
            None => None,
        };
        let mut values: Vec<Value> = vec![kind.code().into()];
        let mut place = |value: Value| {
            values.push(value);
            format!("${}", values.len())
        };
        let searched = grams(&wanted.text);
        let mut sql = match searched.first() {
            None => "FROM listing_place p WHERE p.kind = $1".to_owned(),
            Some(gram) => {
                format!("FROM listing_gram p WHERE p.kind = $1 AND p.gram = {}", place(gram.as_str().into()))
            }
        };
        for gram in searched.iter().skip(1) {
            let gram = place(gram.as_str().into());
            sql += " AND EXISTS (SELECT 1 FROM listing_gram g WHERE g.kind = $1 AND g.parent = p.parent \
                    AND g.entity = p.entity AND g.gram = ";
            sql += &gram;
            sql += ")";
        }
        if let Some(parents) = &parents {
            let list: Vec<String> = parents.iter().map(|parent| place((*parent).into())).collect();
            sql += " AND p.parent IN (";
            sql += &list.join(", ");
            sql += ")";
        }
        let counted = format!("SELECT COUNT(*) FROM (SELECT DISTINCT p.entity {sql} LIMIT {}) c", MOST_COUNTED + 1);
        let count: Option<i64> =
            query::value(self.reader(), &counted, values.clone()).await.map_err(|source| self.fault(source))?;
        let count = count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0);
        let paged = format!(
            "SELECT l.entity, l.code, l.name, l.active FROM (SELECT p.entity, MIN(p.parent) AS parent {sql} \
             GROUP BY p.entity ORDER BY 2, 1 LIMIT {} OFFSET {}) f JOIN listing l ON l.entity = f.entity \
             ORDER BY f.parent, f.entity",
            wanted.most, wanted.skip
        );
        let rows = query::all(self.reader(), &paged, values).await.map_err(|source| self.fault(source))?;
        let rows = rows.iter().map(listed).collect::<Result<_, _>>().map_err(|source| self.fault(source))?;
        Ok(Listing { rows, count: count.min(MOST_COUNTED), more: count > MOST_COUNTED })
    }

    /// Records of any register whose name, former name or code holds `text`, at most `most` of each.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn search(&self, text: &str, most: u64) -> Result<Vec<Found>, StoreError> {
        let mut found = Vec::new();
        if grams(text).is_empty() {
            return Ok(found);
        }
        for kind in Kind::ALL {
            let wanted = Wanted { within: None, text: text.to_owned(), skip: 0, most };
            let listing = self.listing(*kind, &wanted).await?;
            found.extend(listing.rows.into_iter().map(|line| Found { kind: *kind, line }));
        }
        Ok(found)
    }

    /// The record of `kind` that a person means by a code (borne today, else the last that bore it) or a name.
    ///
    /// # Errors
    /// [`RegisterError::NoSuch`] when there is none, or several of the name; [`RegisterError::Store`] when the store cannot
    /// be read.
    pub async fn record(&self, kind: Kind, asked: &str) -> Result<EntityId, RegisterError> {
        let code = domain::code::narrowed(asked);
        let today = i64::from(crate::act::day_of(self.now()).number());
        let sql = "SELECT a.entity FROM attribute a JOIN entity e ON e.id = a.entity \
                   WHERE a.name = 'code' AND a.value = $1 AND e.kind = $2 AND a.known_to = $3 AND a.valid_from <= $4 \
                   ORDER BY a.valid_to DESC, a.valid_from DESC LIMIT 1";
        let values = [code.into(), kind.code().into(), Moment::NEVER.micros().into(), Value::from(today)];
        let found: Option<i64> = query::value(self.reader(), sql, values).await.map_err(|source| self.fault(source))?;
        if let Some(found) = found {
            return Ok(EntityId(found));
        }
        let sql = "SELECT entity FROM listing WHERE kind = $1 AND name = $2 ORDER BY active DESC, entity LIMIT 2";
        let values = [kind.code().into(), Value::from(asked.trim())];
        let found = query::all(self.reader(), sql, values).await.map_err(|source| self.fault(source))?;
        match found.as_slice() {
            [one] => Ok(EntityId(one.try_get_by_index(0).map_err(|source| self.fault(source))?)),
            _ => Err(RegisterError::no_such(kind, asked)),
        }
    }

    /// The records that stand below `top` today, itself included: regions and agencies by parent, zones by region and
    /// authority, parks by zone.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn subtree(&self, top: EntityId) -> Result<Vec<i64>, StoreError> {
        self.subtree_on(top, crate::act::day_of(self.now())).await
    }

    /// The records that stood below `top` on `day`, itself included.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn subtree_on(&self, top: EntityId, day: Day) -> Result<Vec<i64>, StoreError> {
        let sql = format!(
            "WITH RECURSIVE below (id) AS (SELECT CAST($1 AS BIGINT) UNION \
             SELECT l.child FROM below b JOIN link l ON l.parent = b.id \
             WHERE l.role IN ('parent', 'region', 'authority') AND l.known_to = $2 \
             AND l.valid_from <= $3 AND l.valid_to > $3 \
             AND EXISTS (SELECT 1 FROM entity e WHERE e.id = l.child AND e.kind IN ('region', 'agency', 'zone', 'park'))) \
             SELECT id FROM below ORDER BY id LIMIT {MOST_PARENTS}"
        );
        let values = [top.0.into(), Moment::NEVER.micros().into(), Value::from(i64::from(day.number()))];
        let rows = query::all(self.reader(), &sql, values).await.map_err(|source| self.fault(source))?;
        rows.iter().map(|row| row.try_get_by_index(0).map_err(|source| self.fault(source))).collect()
    }
}

pub(super) fn listed(row: &sea_orm::QueryResult) -> Result<Listed, sea_orm::DbErr> {
    Ok(Listed {
        id: EntityId(row.try_get_by_index(0)?),
        code: row.try_get_by_index(1)?,
        name: row.try_get_by_index(2)?,
        active: row.try_get_by_index::<i64>(3)? != 0,
    })
}
