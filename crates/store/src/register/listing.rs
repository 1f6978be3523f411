//! The listing: what lists and searches read, made of the registers as they are today.

use std::collections::{BTreeMap, BTreeSet};

use domain::register::{Kind, Role};
use sea_orm::{ConnectionTrait, DbErr, Value};
use unicode_normalization::UnicodeNormalization;

use super::create::New;
use super::lines::{line, lines_of};
use super::{CODE, EntityId, NAME, Span};
use crate::act::Acting;
use crate::dialect::Engine;
use crate::error::StoreError;
use crate::query;

/// A text as it is compared: half width, lower case, without spaces and punctuation.
pub(super) fn plain(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).filter(|character| character.is_alphanumeric()).collect()
}

/// The pairs of characters that stand beside each other in a [`plain`] text, each as one number with the kind of the record
/// that bears it: 21 bits a character, above them the kind. Of a single character, that one.
pub(super) fn grams(kind: Kind, plain: &str) -> BTreeSet<i64> {
    let of_kind: i64 = match kind {
        Kind::Region => 1,
        Kind::Agency => 2,
        Kind::Zone => 3,
        Kind::Park => 4,
        Kind::Firm => 5,
        Kind::Subject => 6,
        Kind::Person => 7,
    };
    let code = |character: char| i64::from(u32::from(character));
    let pair = |first, second| of_kind << 42 | first << 21 | second;
    let codes: Vec<i64> = plain.chars().map(code).collect();
    match codes.as_slice() {
        [one] => [pair(*one, 0)].into(),
        all => all.iter().zip(all.iter().skip(1)).map(|(first, second)| pair(*first, *second)).collect(),
    }
}

/// The roles by whose parents a record of `kind` is found in a subtree: those of the first that has any.
pub(super) const fn placing(kind: Kind) -> &'static [&'static [Role]] {
    match kind {
        Kind::Firm | Kind::Subject => &[&[Role::Zone], &[Role::Region]],
        Kind::Zone => &[&[Role::Region, Role::Authority]],
        Kind::Person => &[&[Role::Agency]],
        Kind::Region | Kind::Agency | Kind::Park => &[&[Role::Parent]],
    }
}

/// Where one without a parent is found.
const NOWHERE: i64 = 0;

/// A record's line of the listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub entity: EntityId,
    pub kind: Kind,
    pub code: String,
    pub name: String,
    pub active: bool,
    pub places: BTreeSet<i64>,
    /// Its name and former names, each [`plain`].
    pub names: BTreeSet<String>,
}

/// One row of `listing_gram`: pair, place, record.
pub(crate) type GramRow = [i64; 3];

impl Line {
    /// Its names in one text; a [`plain`] text has no space in it.
    pub(crate) fn joined_names(&self) -> String {
        self.names.iter().map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    /// Its rows of `listing_gram`.
    pub(crate) fn gram_rows(&self) -> impl Iterator<Item = GramRow> {
        gram_rows(self.kind, self.entity.0, self.names.iter().map(String::as_str), &self.places)
    }
}

fn gram_rows<'a>(
    kind: Kind,
    entity: i64,
    names: impl Iterator<Item = &'a str>,
    places: &BTreeSet<i64>,
) -> impl Iterator<Item = GramRow> {
    let pairs: BTreeSet<i64> = names.flat_map(|name| grams(kind, name)).collect();
    pairs.into_iter().flat_map(move |pair| places.iter().map(move |place| [pair, *place, entity]))
}

impl Acting {
    /// Lists records that have just been created.
    pub(super) async fn list_new(&mut self, kind: Kind, ids: &[EntityId], new: &[New]) -> Result<(), StoreError> {
        let today = self.today();
        let lines = ids.iter().zip(new).map(|(entity, one)| {
            let (from, to) = Span::new(one.from, one.to).unwrap_or(Span::since(one.from)).numbers();
            let named = one.attributes.iter().filter(|(name, _)| [NAME, CODE].contains(&name.as_str()));
            let named: Vec<_> = named.map(|(name, value)| (name.as_str(), value.as_str(), from, to)).collect();
            let linked: Vec<_> =
                one.parents.iter().map(|(role, parent)| (role.code(), parent.entity.0, from, to)).collect();
            line(*entity, kind, today, &named, &linked)
        });
        let lines: Vec<Line> = lines.collect();
        put_lines(self.on(), &lines).await.map_err(|source| self.fault(source))
    }

    /// Lists a record anew after something was said of it.
    pub(super) async fn list_again(&mut self, entity: EntityId) -> Result<(), StoreError> {
        let lines = lines_of(self.store(), self.on(), self.today(), entity.0, entity.0).await?;
        let put = async {
            let mut grams = GramChanges::default();
            put_anew(self.on(), &lines, &mut grams).await?;
            grams.write(self.on()).await
        };
        put.await.map_err(|source| self.fault(source))
    }
}

/// Writes lines of records that have none.
pub(super) async fn put_lines<C: ConnectionTrait>(on: &C, lines: &[Line]) -> Result<(), DbErr> {
    put(on, lines.iter(), lines.iter().flat_map(place_rows).collect()).await?;
    GramChanges { new: lines.iter().flat_map(Line::gram_rows).collect(), ended: Vec::new() }.write(on).await
}

/// Rows of `listing_gram` to be written. Those of a few records lie all over the tree; so a large act gathers them and writes
/// them in its order, each page of it once.
#[derive(Debug, Default)]
pub(super) struct GramChanges {
    new: Vec<GramRow>,
    ended: Vec<GramRow>,
}

/// So many rows are gathered at most: some 50 MB.
const MOST_GATHERED: usize = 2_000_000;

impl GramChanges {
    /// Whether it is time to write them.
    pub(super) fn are_many(&self) -> bool {
        self.new.len() + self.ended.len() >= MOST_GATHERED
    }

    /// Writes them; none are left then.
    pub(super) async fn write<C: ConnectionTrait>(&mut self, on: &C) -> Result<(), DbErr> {
        let (mut new, mut ended) = (std::mem::take(&mut self.new), std::mem::take(&mut self.ended));
        ended.sort_unstable();
        for some in ended.chunks(MOST_AT_ONCE) {
            let values = some.iter().map(|row| row.map(Value::from)).collect();
            remove(on, "listing_gram", "gram, parent, entity", values).await?;
        }
        new.sort_unstable();
        query::insert_numbers(on, "listing_gram", ["gram", "parent", "entity"], &new).await
    }
}

/// So many rows are removed at a time: a value takes several times the room of its number.
const MOST_AT_ONCE: usize = 100_000;

fn place_rows(line: &Line) -> impl Iterator<Item = (Kind, i64, i64)> {
    line.places.iter().map(|place| (line.kind, *place, line.entity.0))
}

/// Puts lines and places in, the places in the order of their key, so that neighbours are written together.
async fn put<C: ConnectionTrait>(
    on: &C,
    lines: impl Iterator<Item = &Line>,
    places: BTreeSet<(Kind, i64, i64)>,
) -> Result<(), DbErr> {
    let listing = lines.flat_map(|line| {
        [
            line.entity.0.into(),
            line.kind.code().into(),
            line.code.as_str().into(),
            line.name.as_str().into(),
            line.joined_names().into(),
            Value::from(i64::from(line.active)),
        ]
    });
    query::insert(on, "listing", &["entity", "kind", "code", "name", "names", "active"], listing.collect()).await?;
    let places = places.into_iter().flat_map(|(kind, place, entity)| [kind.code().into(), place.into(), entity.into()]);
    query::insert(on, "listing_place", &["kind", "parent", "entity"], places.collect()).await
}

/// What stands in the listing of a record.
struct Listed {
    code: String,
    name: String,
    names: String,
    active: bool,
    places: BTreeSet<i64>,
}

impl Listed {
    fn is_as(&self, line: &Line) -> bool {
        self.code == line.code
            && self.name == line.name
            && self.active == line.active
            && self.names == line.joined_names()
            && self.places == line.places
    }
}

/// So many records are looked up by one statement.
const AT_A_TIME: usize = 400;

/// Writes lines of records that may have some: what stays as it was is not touched. Their pairs of characters are gathered
/// in `grams`.
pub(super) async fn put_anew<C: ConnectionTrait>(on: &C, lines: &[Line], grams: &mut GramChanges) -> Result<(), DbErr> {
    let (mut fresh, mut ended) = (Vec::new(), Vec::new());
    let (mut places, mut ended_places) = (BTreeSet::new(), Vec::new());
    for chunk in lines.chunks(AT_A_TIME) {
        let before = listed(on, chunk).await?;
        for line in chunk {
            let Some(was) = before.get(&line.entity.0) else {
                fresh.push(line);
                places.extend(place_rows(line));
                grams.new.extend(line.gram_rows());
                continue;
            };
            if was.is_as(line) {
                continue;
            }
            fresh.push(line);
            ended.push([Value::from(line.entity.0)]);
            places.extend(place_rows(line).filter(|(_, place, _)| !was.places.contains(place)));
            let gone = was.places.difference(&line.places);
            ended_places
                .extend(gone.map(|place| [line.kind.code().into(), (*place).into(), Value::from(line.entity.0)]));
            let old: BTreeSet<GramRow> =
                gram_rows(line.kind, line.entity.0, was.names.split(' '), &was.places).collect();
            let new: BTreeSet<GramRow> = line.gram_rows().collect();
            grams.new.extend(new.difference(&old));
            grams.ended.extend(old.difference(&new));
        }
    }
    remove(on, "listing", "entity", ended).await?;
    remove(on, "listing_place", "kind, parent, entity", ended_places).await?;
    put(on, fresh.into_iter(), places).await
}

async fn listed<C: ConnectionTrait>(on: &C, lines: &[Line]) -> Result<BTreeMap<i64, Listed>, DbErr> {
    let numbers = query::numbers(&lines.iter().map(|line| line.entity.0).collect::<Vec<_>>());
    let ids = || [Value::from(numbers.as_str())];
    let among = Engine::of(on.get_database_backend()).numbers("$1");
    let mut all = BTreeMap::new();
    let sql = format!("SELECT entity, code, name, names, active FROM listing WHERE entity {among}");
    for row in query::all(on, &sql, ids()).await? {
        let listed = Listed {
            code: row.try_get_by_index(1)?,
            name: row.try_get_by_index(2)?,
            names: row.try_get_by_index(3)?,
            active: row.try_get_by_index::<i64>(4)? != 0,
            places: BTreeSet::new(),
        };
        all.insert(row.try_get_by_index(0)?, listed);
    }
    if all.is_empty() {
        return Ok(all);
    }
    let sql = format!("SELECT entity, parent FROM listing_place WHERE entity {among}");
    for row in query::all(on, &sql, ids()).await? {
        if let Some(listed) = all.get_mut(&row.try_get_by_index(0)?) {
            listed.places.insert(row.try_get_by_index(1)?);
        }
    }
    Ok(all)
}

/// Removes the rows of these keys.
async fn remove<C: ConnectionTrait, const WIDTH: usize>(
    on: &C,
    table: &str,
    key: &str,
    rows: Vec<[Value; WIDTH]>,
) -> Result<(), DbErr> {
    for chunk in rows.chunks(AT_A_TIME) {
        let keys: Vec<String> =
            (0..chunk.len()).map(|row| format!("({})", query::places(row * WIDTH + 1, WIDTH))).collect();
        let sql = format!("DELETE FROM {table} WHERE ({key}) IN (VALUES {})", keys.join(", "));
        query::run(on, &sql, chunk.iter().flatten().cloned()).await?;
    }
    Ok(())
}

/// The places of the first roles that give any.
pub(super) fn somewhere(mut places: impl Iterator<Item = BTreeSet<i64>>) -> BTreeSet<i64> {
    places.find(|places| !places.is_empty()).unwrap_or_else(|| [NOWHERE].into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_by_any_two_characters_however_they_are_written() {
        let found = grams(Kind::Firm, &plain("示例（Ａ）科技 有限公司"));
        for text in ["示例", "例a", "a科", "技有", "公司"] {
            assert!(grams(Kind::Firm, text).is_subset(&found), "{text}: {found:?}");
        }
        assert!(grams(Kind::Zone, "示例").is_disjoint(&found), "a zone of the same name is another");
        assert_eq!(grams(Kind::Firm, "鼎").len(), 1);
        assert!(grams(Kind::Firm, &plain("（）")).is_empty());
    }
}
