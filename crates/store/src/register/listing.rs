//! The listing: what lists and searches read, made of the registers as they are today.

use std::collections::BTreeSet;

use domain::register::{Kind, Role};
use sea_orm::{ConnectionTrait, DbErr, Value};
use unicode_normalization::UnicodeNormalization;

use super::create::New;
use super::lines::{line, lines_of};
use super::{CODE, EntityId, NAME, Span};
use crate::act::Acting;
use crate::error::StoreError;
use crate::query;

/// The pairs of characters that stand beside each other in `text`, written alike: half width, lower case, without spaces
/// and punctuation. Of a single character, that one.
#[must_use]
pub fn grams(text: &str) -> BTreeSet<String> {
    let plain: Vec<char> =
        text.nfkc().flat_map(char::to_lowercase).filter(|character| character.is_alphanumeric()).collect();
    match plain.as_slice() {
        [one] => [one.to_string()].into(),
        all => all.windows(2).map(|pair| pair.iter().collect()).collect(),
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
    pub grams: BTreeSet<String>,
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
        for table in ["listing", "listing_place", "listing_gram"] {
            let sql = format!("DELETE FROM {table} WHERE entity = $1");
            query::run(self.on(), &sql, [entity.0.into()]).await.map_err(|source| self.fault(source))?;
        }
        let lines = lines_of(self.store(), self.on(), self.today(), entity.0, entity.0).await?;
        put_lines(self.on(), &lines).await.map_err(|source| self.fault(source))
    }
}

/// Writes lines of records that have none.
pub(super) async fn put_lines<C: ConnectionTrait>(on: &C, lines: &[Line]) -> Result<(), DbErr> {
    let (mut listing, mut places, mut grams) = (Vec::new(), Vec::new(), Vec::new());
    for line in lines {
        let (entity, kind) = (line.entity.0, line.kind.code());
        listing.extend([
            entity.into(),
            kind.into(),
            line.code.as_str().into(),
            line.name.as_str().into(),
            Value::from(i64::from(line.active)),
        ]);
        for place in &line.places {
            places.extend([kind.into(), Value::from(*place), entity.into()]);
            for gram in &line.grams {
                grams.extend([kind.into(), gram.as_str().into(), Value::from(*place), entity.into()]);
            }
        }
    }
    query::insert(on, "listing", &["entity", "kind", "code", "name", "active"], listing).await?;
    query::insert(on, "listing_place", &["kind", "parent", "entity"], places).await?;
    query::insert(on, "listing_gram", &["kind", "gram", "parent", "entity"], grams).await
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
        let found = grams("示例（Ａ）科技 有限公司");
        for gram in ["示例", "例a", "a科", "技有", "公司"] {
            assert!(found.contains(gram), "{gram}: {found:?}");
        }
        assert_eq!(grams("鼎"), ["鼎".to_owned()].into());
        assert!(grams("（）").is_empty());
    }
}
