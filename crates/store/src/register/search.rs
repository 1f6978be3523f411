//! Lists and searches: a page of a register, within a subtree, by a few characters of name or code.

use std::collections::{BTreeMap, BTreeSet};

use domain::day::Day;
use domain::register::Kind;
use sea_orm::Value;

use super::listing::{grams, plain};
use super::{EntityId, RegisterError};
use crate::clock::Moment;
use crate::error::StoreError;
use crate::open::Store;
use crate::query;

/// How far results are counted; beyond it there are "more than" so many.
const MOST_COUNTED: u64 = 5_000;
/// So many rows are read to count them; a record has one for each place that it stands in.
const MOST_READ: i64 = 10_001;

/// What a listing is taken from: the part of a query from `FROM p` on, and its values.
struct Hits {
    sql: String,
    values: Vec<Value>,
}

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
    /// How many there are in all, up to 5,000.
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
    /// A page of the register of `kind`, in the order of places and then of registration. A text is looked for in names and
    /// former names, and as the beginning of a code or the whole of a former one.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn listing(&self, kind: Kind, wanted: &Wanted) -> Result<Listing, StoreError> {
        let hits = self.hits(kind, wanted).await?;
        let sql = format!(
            "SELECT COUNT(DISTINCT h.entity), COUNT(*) FROM (SELECT p.entity {} LIMIT {MOST_READ}) h",
            hits.sql
        );
        let counted =
            query::one(self.reader(), &sql, hits.values.clone()).await.map_err(|source| self.fault(source))?;
        let of = |at| counted.as_ref().map_or(Ok(0), |row| row.try_get_by_index::<i64>(at));
        let (count, read) =
            of(0).and_then(|count| Ok((count, of(1)?))).map_err(|source: sea_orm::DbErr| self.fault(source))?;
        let count = u64::try_from(count).unwrap_or(0);
        let rows = self.page(&hits, wanted).await?;
        let more = count > MOST_COUNTED || read == MOST_READ;
        Ok(Listing { rows, count: count.min(MOST_COUNTED), more })
    }

    /// The lines of the page that is wanted. A record that stands in several places is shown in the first of them; there are
    /// few of those, so rows are read in order until there are enough of different records.
    async fn page(&self, hits: &Hits, wanted: &Wanted) -> Result<Vec<Listed>, StoreError> {
        let fault = |source| self.fault(source);
        let enough = usize::try_from(wanted.skip.saturating_add(wanted.most)).unwrap_or(usize::MAX);
        let mut limit = enough.saturating_add(enough / 8).saturating_add(16);
        let ids = loop {
            let sql = format!("SELECT p.entity, p.parent {} ORDER BY p.parent, p.entity LIMIT {limit}", hits.sql);
            let rows = query::all(self.reader(), &sql, hits.values.clone()).await.map_err(fault)?;
            let mut seen = BTreeSet::new();
            let mut ids = Vec::new();
            for row in &rows {
                let id: i64 = row.try_get_by_index(0).map_err(fault)?;
                if seen.insert(id) {
                    ids.push(id);
                }
            }
            if ids.len() >= enough || rows.len() < limit {
                break ids;
            }
            limit = limit.saturating_mul(2);
        };
        let skip = usize::try_from(wanted.skip).unwrap_or(usize::MAX);
        let ids: Vec<i64> = ids.into_iter().take(enough).skip(skip).collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let among = self.engine().numbers("$1");
        let sql = format!("SELECT entity, code, name, active FROM listing WHERE entity {among}");
        let rows = query::all(self.reader(), &sql, [query::numbers(&ids).into()]).await.map_err(fault)?;
        let mut lines = BTreeMap::new();
        for row in &rows {
            let line = listed(row).map_err(fault)?;
            lines.insert(line.id.0, line);
        }
        Ok(ids.iter().filter_map(|id| lines.remove(id)).collect())
    }

    /// What a listing is taken from.
    async fn hits(&self, kind: Kind, wanted: &Wanted) -> Result<Hits, StoreError> {
        let mut values: Vec<Value> = Vec::new();
        let mut place = |value: Value| {
            values.push(value);
            format!("${}", values.len())
        };
        let within = match wanted.within {
            Some(top) => {
                let parents = place(query::numbers(&self.subtree(top).await?).into());
                format!(" AND p.parent {}", self.engine().numbers(&parents))
            }
            None => String::new(),
        };
        if wanted.text.trim().is_empty() {
            let kind = place(kind.code().into());
            return Ok(Hits { sql: format!("FROM listing_place p WHERE p.kind = {kind}{within}"), values });
        }
        let pairs = self.rarest_first(grams(kind, &plain(&wanted.text))).await?;
        let mut pairs = pairs.into_iter().map(|pair| place(pair.into()));
        let mut named = match pairs.next() {
            Some(pair) => format!("FROM listing_gram p WHERE p.gram = {pair}"),
            None => "FROM listing_place p WHERE 1 = 0".to_owned(),
        };
        for pair in pairs {
            named += " AND EXISTS (SELECT 1 FROM listing_gram g WHERE g.gram = ";
            named += &pair;
            named += " AND g.parent = p.parent AND g.entity = p.entity)";
        }
        named += &within;
        let code = domain::code::narrowed(&wanted.text);
        if code.len() < 2 || !code.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Ok(Hits { sql: named, values });
        }
        let (kind, begins, ends) =
            (place(kind.code().into()), place(code.as_str().into()), place(format!("{code}\u{10FFFF}").into()));
        let never = place(Moment::NEVER.micros().into());
        let of_place = "JOIN listing_place p ON p.entity = c.entity AND p.kind =";
        let sql = format!(
            "FROM (SELECT p.parent, p.entity {named} UNION \
             SELECT p.parent, p.entity FROM listing c {of_place} {kind} \
             WHERE c.kind = {kind} AND c.code >= {begins} AND c.code < {ends}{within} UNION \
             SELECT p.parent, p.entity FROM attribute c {of_place} {kind} \
             WHERE c.name = 'code' AND c.value = {begins} AND c.known_to = {never}{within}) p"
        );
        Ok(Hits { sql, values })
    }

    /// Pairs of characters in the order of how many names have them, as far as a thousand tell: what is looked up for each
    /// name that has the first is little then.
    async fn rarest_first(&self, pairs: BTreeSet<i64>) -> Result<Vec<i64>, StoreError> {
        if pairs.len() < 2 {
            return Ok(pairs.into_iter().collect());
        }
        let mut counted = Vec::with_capacity(pairs.len());
        for pair in pairs {
            let sql = "SELECT COUNT(*) FROM (SELECT 1 FROM listing_gram WHERE gram = $1 LIMIT 1000) g";
            let count: Option<i64> =
                query::value(self.reader(), sql, [pair.into()]).await.map_err(|source| self.fault(source))?;
            counted.push((count, pair));
        }
        counted.sort_unstable();
        Ok(counted.into_iter().map(|(_, pair)| pair).collect())
    }

    /// Records of any register whose name, former name or code holds `text`, at most `most` of each.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn search(&self, text: &str, most: u64) -> Result<Vec<Found>, StoreError> {
        let mut found = Vec::new();
        if plain(text).is_empty() {
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
        let sql = "WITH RECURSIVE below (id) AS (SELECT CAST($1 AS BIGINT) UNION \
             SELECT l.child FROM below b JOIN link l ON l.parent = b.id \
             WHERE l.role IN ('parent', 'region', 'authority') AND l.known_to = $2 \
             AND l.valid_from <= $3 AND l.valid_to > $3 \
             AND EXISTS (SELECT 1 FROM entity e WHERE e.id = l.child AND e.kind IN ('region', 'agency', 'zone', 'park'))) \
             SELECT id FROM below ORDER BY id";
        let values = [top.0.into(), Moment::NEVER.micros().into(), Value::from(i64::from(day.number()))];
        let rows = query::all(self.reader(), sql, values).await.map_err(|source| self.fault(source))?;
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
