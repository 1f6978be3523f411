//! Reading the audit: acts by person, kind, record, day and label, page by page, the latest first.

use std::fmt;
use std::str::FromStr;

use domain::day::Day;
use sea_orm::Value;

use super::row::{ACT, ActRow, CHANGE, ChangeRow, RawAct};
use crate::error::StoreError;
use crate::open::Store;
use crate::query;

/// The most rows of a page, whatever is asked for.
pub(super) const MOST: u64 = 1_000;

/// Which acts are wanted; what is none or empty asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActFilter {
    /// By this person: the code.
    pub actor: Option<String>,
    /// Of this kind, as `firm.import`; of all kinds that begin so where it ends in a full stop, as `firm.`.
    pub kind: Option<String>,
    /// Those that changed a record of this kind.
    pub record_kind: Option<String>,
    /// Those that changed this record.
    pub record: Option<String>,
    /// From this day on (China Standard Time).
    pub from: Option<Day>,
    /// Before this day.
    pub to: Option<Day>,
    /// Those that changed a record whose label holds this.
    pub label: String,
}

/// A place in the order of acts, for the next page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ActMark {
    at: i64,
    id: i64,
}

impl From<&ActRow> for ActMark {
    fn from(act: &ActRow) -> Self {
        Self { at: act.at.micros(), id: act.id }
    }
}

/// As an address bears it: `1719792000000000-64`.
impl fmt::Display for ActMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.at, self.id)
    }
}

impl FromStr for ActMark {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (at, id) = text.rsplit_once('-').unwrap_or((text, ""));
        Ok(Self { at: at.parse()?, id: id.parse()? })
    }
}

/// A page of acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActPage {
    /// The acts, the latest first.
    pub acts: Vec<ActRow>,
    /// Where the next page begins; none where this is the last.
    pub next: Option<ActMark>,
}

/// The conditions of a filter on `act a`, and their values.
pub(super) struct Conditions {
    pub sql: String,
    pub values: Vec<Value>,
}

impl Conditions {
    pub fn all() -> Self {
        Self { sql: "1 = 1".to_owned(), values: Vec::new() }
    }

    /// A place for `value`: `$3`.
    pub fn place(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    pub fn and(&mut self, condition: &str) {
        self.sql.push_str(" AND ");
        self.sql.push_str(condition);
    }
}

impl ActFilter {
    pub(super) fn conditions(&self) -> Conditions {
        let mut all = Conditions::all();
        // No text in the store has a NUL, and PostgreSQL takes no value with one.
        let texts = [&self.actor, &self.kind, &self.record_kind, &self.record].into_iter().flatten();
        if texts.chain([&self.label]).any(|text| text.contains('\0')) {
            all.and("1 = 0");
            return all;
        }
        if let Some(actor) = &self.actor {
            let place = all.place(actor.as_str());
            all.and(&format!("a.actor = {place}"));
        }
        if let Some(kind) = &self.kind {
            let place = all.place(kind.as_str());
            match kind.strip_suffix('.') {
                // '/' is the character after the full stop, so these are all texts that begin with `kind`.
                Some(head) => {
                    let end = all.place(format!("{head}/"));
                    all.and(&format!("a.kind >= {place} AND a.kind < {end}"));
                }
                None => all.and(&format!("a.kind = {place}")),
            }
        }
        if let Some(from) = self.from {
            let place = all.place(beginning(from));
            all.and(&format!("a.at >= {place}"));
        }
        if let Some(to) = self.to {
            let place = all.place(beginning(to));
            all.and(&format!("a.at < {place}"));
        }
        self.changes(&mut all);
        all
    }

    /// What is asked of one and the same change.
    fn changes(&self, all: &mut Conditions) {
        let mut own = Vec::new();
        if let Some(kind) = &self.record_kind {
            own.push(format!("c.kind = {}", all.place(kind.as_str())));
        }
        if let Some(record) = &self.record {
            own.push(format!("c.record = {}", all.place(record.as_str())));
        }
        let label = self.label.trim();
        if !label.is_empty() {
            let place = all.place(like(label));
            own.push(format!("LOWER(c.label) LIKE {place} ESCAPE '!'"));
        }
        if own.is_empty() {
            return;
        }
        let own = own.join(" AND ");
        // A record has few acts, found by its index; of a kind or a label there are many, met soon when going back in time.
        if self.record.is_some() {
            all.and(&format!("a.id IN (SELECT c.act FROM change c WHERE {own})"));
        } else {
            all.and(&format!("EXISTS (SELECT 1 FROM change c WHERE c.act = a.id AND {own})"));
        }
    }
}

/// When a day begins in China, in microseconds: asked so, the index by time gives the days and the order at once.
fn beginning(day: Day) -> i64 {
    (i64::from(day.number()) * 86_400 - 8 * 3_600) * 1_000_000
}

/// The pattern of texts that hold `text`, without regard to the case of Latin letters.
fn like(text: &str) -> String {
    let mut pattern = "%".to_owned();
    for character in text.chars().take(200) {
        if matches!(character, '%' | '_' | '!') {
            pattern.push('!');
        }
        // Only Latin letters: both engines' LOWER leaves others as they are.
        pattern.push(character.to_ascii_lowercase());
    }
    pattern.push('%');
    pattern
}

impl Store {
    /// A page of acts, the latest first; `after` is the mark that the page before gave.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn acts(&self, filter: &ActFilter, after: Option<ActMark>, most: u64) -> Result<ActPage, StoreError> {
        let fault = |source| self.fault(source);
        let most = most.clamp(1, MOST);
        let mut all = filter.conditions();
        if let Some(ActMark { at, id }) = after {
            let (at, id) = (all.place(at), all.place(id));
            all.and(&format!("(a.at, a.id) < ({at}, {id})"));
        }
        let Conditions { sql, values } = all;
        let sql = format!("SELECT {ACT} FROM act a WHERE {sql} ORDER BY a.at DESC, a.id DESC LIMIT {}", most + 1);
        let rows = query::all(self.reader(), &sql, values).await.map_err(fault)?;
        let wanted = usize::try_from(most).unwrap_or(usize::MAX);
        let acts = rows.iter().take(wanted).map(|row| RawAct::of(row, 0).map(ActRow::from));
        let acts = acts.collect::<Result<Vec<_>, _>>().map_err(fault)?;
        let next = if rows.len() > wanted { acts.last().map(ActMark::from) } else { None };
        Ok(ActPage { acts, next })
    }

    /// One act.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn act_of(&self, id: i64) -> Result<Option<ActRow>, StoreError> {
        let sql = format!("SELECT {ACT} FROM act a WHERE a.id = $1");
        let row = query::one(self.reader(), &sql, [id.into()]).await.map_err(|source| self.fault(source))?;
        let act = row.map(|row| RawAct::of(&row, 0).map(ActRow::from)).transpose();
        act.map_err(|source| self.fault(source))
    }

    /// What an act changed, in order: at most `most` after the number `after`. An act may have changed very many.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn changes_of(&self, act: i64, after: i64, most: u64) -> Result<Vec<ChangeRow>, StoreError> {
        let most = most.clamp(1, MOST);
        let sql =
            format!("SELECT {CHANGE} FROM change c WHERE c.act = $1 AND c.number > $2 ORDER BY c.number LIMIT {most}");
        let rows = query::all(self.reader(), &sql, [act.into(), after.into()]).await;
        let changes = rows.and_then(|rows| rows.iter().map(|row| ChangeRow::of(row, 0)).collect());
        changes.map_err(|source| self.fault(source))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_read_back_and_what_is_none_is_refused() {
        for mark in [ActMark { at: 5, id: 64 }, ActMark { at: -5, id: 1 }] {
            assert_eq!(mark.to_string().parse(), Ok(mark));
        }
        for text in ["", "5", "5-", "-", "a-1", "1-99999999999999999999"] {
            assert!(text.parse::<ActMark>().is_err(), "{text}");
        }
    }

    #[test]
    fn what_a_person_types_is_no_pattern() {
        assert_eq!(like("A_50%!"), "%a!_50!%!!%");
    }
}
