//! Looks records up by code and name, very many at a time.

use std::collections::{BTreeMap, BTreeSet};

use domain::day::Day;
use domain::register::{Kind, Role, Row, plain_name};
use sea_orm::{QueryResult, Value};

use super::plan::{Record, To, code_of};
use crate::act::Acting;
use crate::clock::Moment;
use crate::error::StoreError;
use crate::query;
use crate::register::EntityId;
use crate::register::span::Span;

/// A record that bears a code, or bore it.
#[derive(Clone, Debug)]
pub(super) struct Bearer {
    pub id: EntityId,
    pub name: String,
    /// Whether another record was merged into this one, and it was that one's code.
    pub moved: bool,
    span: Option<Span>,
}

/// All that ever bore one code.
#[derive(Clone, Debug, Default)]
pub(super) struct Bearers(Vec<Bearer>);

impl Bearers {
    /// The one that is meant on these days; else how many there are.
    pub fn one(&self, days: &[Day]) -> Result<&Bearer, usize> {
        let on_day = |one: &&Bearer| one.span.is_some_and(|span| days.iter().any(|day| span.holds_on(*day)));
        let on_day: Vec<&Bearer> = self.0.iter().filter(on_day).collect();
        let among = if on_day.is_empty() { self.0.iter().collect() } else { on_day };
        let ids: BTreeSet<EntityId> = among.iter().map(|one| one.id).collect();
        match (among.first(), ids.len()) {
            (Some(one), 1) => Ok(*one),
            (_, count) => Err(count),
        }
    }
}

/// A record that has a name today.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub id: EntityId,
    pub code: String,
    parents: Vec<(Role, EntityId)>,
}

impl Named {
    /// Whether it belongs, or belonged, to any of these.
    pub fn belongs(&self, role: Role, above: &[EntityId]) -> bool {
        self.parents.iter().any(|(own, parent)| *own == role && above.contains(parent))
    }
}

/// What a target may be.
#[derive(Clone, Debug, Default)]
pub(super) struct Candidates {
    here: BTreeSet<usize>,
    by_code: Bearers,
    by_name: BTreeSet<EntityId>,
}

impl Candidates {
    /// The one that is meant on these days; else how many there are.
    pub fn one(&self, days: &[Day]) -> Result<To, usize> {
        if let Ok(one) = self.by_code.one(days) {
            return Ok(To::Kept(one.id));
        }
        match (self.here.first(), self.by_name.first(), self.here.len() + self.by_name.len()) {
            (Some(here), _, 1) => Ok(To::Here(*here)),
            (_, Some(kept), 1) => Ok(To::Kept(*kept)),
            (_, _, count) => Err(count),
        }
    }
}

/// How many are asked for in one query.
const AT_A_TIME: usize = 4_000;

impl Acting {
    /// Every record of `kinds` that bears one of `codes`, or bore it; one that was merged away stands for the other.
    pub(super) async fn bearers(
        &self,
        kinds: &[Kind],
        codes: &[&str],
    ) -> Result<BTreeMap<String, Bearers>, StoreError> {
        let mut found: BTreeMap<String, Bearers> = BTreeMap::new();
        let never = Moment::NEVER.micros();
        let list = kinds.iter().map(|kind| format!("'{}'", kind.code())).collect::<Vec<_>>().join(", ");
        for chunk in distinct(codes).chunks(AT_A_TIME) {
            // CROSS: of many codes SQLite would rather go through all records of the kind.
            let sql = format!(
                "SELECT a.value, COALESCE(m.parent, a.entity), COALESCE(s.name, ''), a.valid_from, a.valid_to, \
                 CASE WHEN m.parent IS NULL THEN 0 ELSE 1 END \
                 FROM attribute a CROSS JOIN entity e \
                 LEFT JOIN link m ON m.child = a.entity AND m.role = 'same' AND m.known_to = $1 \
                 LEFT JOIN listing s ON s.entity = COALESCE(m.parent, a.entity) \
                 WHERE e.id = a.entity AND a.name = 'code' AND a.known_to = $1 AND e.kind IN ({list}) AND a.value {}",
                self.engine().texts("$2")
            );
            for row in self.ask(&sql, never, chunk).await? {
                let read = || -> Result<(String, Bearer), sea_orm::DbErr> {
                    let span = Span::of_numbers(row.try_get_by_index(3)?, row.try_get_by_index(4)?);
                    let moved = whole(&row, 5)? != 0;
                    let bearer =
                        Bearer { id: EntityId(row.try_get_by_index(1)?), name: row.try_get_by_index(2)?, moved, span };
                    Ok((row.try_get_by_index(0)?, bearer))
                };
                let (code, bearer) = read().map_err(|source| self.fault(source))?;
                found.entry(code).or_default().0.push(bearer);
            }
        }
        Ok(found)
    }

    /// The records of `kind` that have one of `names` today, and what they belong to or belonged to.
    pub(super) async fn bearers_of_names(
        &self,
        kind: Kind,
        names: &[&str],
    ) -> Result<BTreeMap<String, Vec<Named>>, StoreError> {
        let mut found: BTreeMap<String, BTreeMap<EntityId, Named>> = BTreeMap::new();
        for chunk in distinct(names).chunks(AT_A_TIME) {
            let sql = format!(
                "SELECT s.name, s.entity, s.code, COALESCE(l.role, ''), COALESCE(l.parent, 0) FROM listing s \
                 LEFT JOIN link l ON l.child = s.entity AND l.known_to = $1 \
                 WHERE s.kind = '{}' AND s.name {} \
                 AND NOT EXISTS (SELECT 1 FROM link m WHERE m.child = s.entity AND m.role = 'same' AND m.known_to = $1)",
                kind.code(),
                self.engine().texts("$2")
            );
            for row in self.ask(&sql, Moment::NEVER.micros(), chunk).await? {
                let read = || -> Result<(String, i64, String, String, i64), sea_orm::DbErr> {
                    let at = |at| row.try_get_by_index(at);
                    Ok((at(0)?, row.try_get_by_index(1)?, at(2)?, at(3)?, row.try_get_by_index(4)?))
                };
                let (name, id, code, role, parent) = read().map_err(|source| self.fault(source))?;
                let id = EntityId(id);
                let one = found.entry(name).or_default().entry(id).or_insert(Named { id, code, parents: Vec::new() });
                one.parents.extend(role.parse::<Role>().ok().map(|role| (role, EntityId(parent))));
            }
        }
        Ok(found.into_iter().map(|(name, ones)| (name, ones.into_values().collect())).collect())
    }

    /// What every target of the rows may be, in the store and among the records of the file.
    pub(super) async fn find_targets(
        &self,
        rows: &[Row],
        records: &[Record],
        kind: Kind,
    ) -> Result<BTreeMap<(Role, String), Candidates>, StoreError> {
        let mut asked: BTreeMap<Role, BTreeSet<&str>> = BTreeMap::new();
        for (role, targets) in rows.iter().flat_map(|row| &row.links) {
            asked.entry(*role).or_default().extend(targets.iter().map(|target| target.asked.as_str()));
        }
        let mut found = BTreeMap::new();
        let here = Here::of(rows, records);
        for (role, texts) in asked {
            let kinds = role.parents(kind);
            let codes: Vec<String> = texts.iter().map(|text| as_code(text)).collect();
            let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
            let borne = self.bearers(kinds, &codes).await?;
            let mut candidates: BTreeMap<&str, Candidates> = BTreeMap::new();
            for text in &texts {
                let mut one = Candidates::default();
                let code = as_code(text);
                if kinds.contains(&kind) {
                    one.here = here.of_text(&code, text);
                }
                match borne.get(&code) {
                    // A record of the file that the store knows is there once.
                    Some(bearers) if one.here.is_empty() => one.by_code = bearers.clone(),
                    _ => {}
                }
                candidates.insert(text, one);
            }
            let open: Vec<&str> = candidates
                .iter()
                .filter(|(_, one)| one.here.is_empty() && one.by_code.0.is_empty())
                .map(|(text, _)| *text)
                .collect();
            for kind in kinds {
                for (name, ones) in self.bearers_of_names(*kind, &open).await? {
                    if let Some(one) = candidates.get_mut(name.as_str()) {
                        one.by_name.extend(ones.iter().map(|named| named.id));
                    }
                }
            }
            found.extend(candidates.into_iter().map(|(text, one)| ((role, text.to_owned()), one)));
        }
        Ok(found)
    }

    /// The record of `kinds` that each of `texts` means today, by code or else by name; else how many it could mean.
    pub(crate) async fn find(
        &self,
        kinds: &[Kind],
        texts: &[&str],
    ) -> Result<BTreeMap<String, Result<EntityId, usize>>, StoreError> {
        let codes: Vec<String> = texts.iter().map(|text| as_code(text)).collect();
        let borne = self.bearers(kinds, &codes.iter().map(String::as_str).collect::<Vec<_>>()).await?;
        let mut named: BTreeMap<String, BTreeSet<EntityId>> = BTreeMap::new();
        for kind in kinds {
            for (name, ones) in self.bearers_of_names(*kind, texts).await? {
                named.entry(name).or_default().extend(ones.iter().map(|one| one.id));
            }
        }
        let today = [self.today()];
        let found = texts.iter().zip(&codes).map(|(text, code)| {
            let by_code = borne.get(code).cloned().unwrap_or_default();
            let one = Candidates { here: BTreeSet::new(), by_code, by_name: named.remove(*text).unwrap_or_default() };
            let found = one.one(&today).and_then(|to| match to {
                To::Kept(id) => Ok(id),
                To::Here(_) => Err(0),
            });
            ((*text).to_owned(), found)
        });
        // A text that is given twice means the same twice.
        let mut all = BTreeMap::new();
        for (text, found) in found {
            all.entry(text).or_insert(found);
        }
        Ok(all)
    }

    async fn ask(&self, sql: &str, never: i64, chunk: &[&str]) -> Result<Vec<QueryResult>, StoreError> {
        let values = [Value::from(never), query::texts(chunk).into()];
        query::all(self.on(), sql, values).await.map_err(|source| self.fault(source))
    }
}

/// The records of the file, by code and by name.
struct Here<'a> {
    codes: BTreeMap<&'a str, usize>,
    names: BTreeMap<String, BTreeSet<usize>>,
}

impl<'a> Here<'a> {
    fn of(rows: &'a [Row], records: &[Record]) -> Self {
        let (mut codes, mut names) = (BTreeMap::new(), BTreeMap::<String, BTreeSet<usize>>::new());
        for (at, record) in records.iter().enumerate() {
            codes.extend(code_of(rows, record).map(|code| (code, at)));
            for row in record.group.rows.iter().filter_map(|stretch| rows.get(stretch.row)) {
                names.entry(plain_name(&row.name)).or_default().insert(at);
            }
        }
        Self { codes, names }
    }

    fn of_text(&self, code: &str, text: &str) -> BTreeSet<usize> {
        match self.codes.get(code) {
            Some(at) => BTreeSet::from([*at]),
            None => self.names.get(&plain_name(text)).cloned().unwrap_or_default(),
        }
    }
}

/// A code as registers keep it: half width, upper case, without spaces.
fn as_code(text: &str) -> String {
    domain::code::narrowed(text)
}

fn distinct<'a>(texts: &[&'a str]) -> Vec<&'a str> {
    let all: BTreeSet<&str> = texts.iter().copied().filter(|text| !text.is_empty()).collect();
    all.into_iter().collect()
}

/// A whole number that one engine gives in 32 bits and the other in 64.
fn whole(row: &QueryResult, at: usize) -> Result<i64, sea_orm::DbErr> {
    row.try_get_by_index::<i64>(at).or_else(|_| row.try_get_by_index::<i32>(at).map(i64::from))
}
