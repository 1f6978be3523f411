//! What acts changed, summed up without ever holding more than a page of it.

use std::collections::BTreeMap;

use domain::hash::Sm3;
use sea_orm::{ConnectionTrait, DbErr, Value};

use super::row::{CHANGE, ChangeRow};
use super::sum::OfChanges;
use crate::query;

/// How many changes are read at a time; each may be long.
const PAGE: usize = 500;

/// What the changes of one act come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Contents {
    pub sum: Sm3,
    /// The first number from 1 to the act's count that has no row.
    pub missing: Option<i64>,
    /// The first number beyond the act's count.
    pub extra: Option<i64>,
    /// The first row that is no longer text.
    pub unreadable: Option<i64>,
}

struct Adding {
    declared: i64,
    next: i64,
    sum: OfChanges,
    missing: Option<i64>,
    extra: Option<i64>,
    unreadable: Option<i64>,
}

impl Adding {
    const fn of(declared: i64, sum: OfChanges) -> Self {
        Self { declared, next: 1, sum, missing: None, extra: None, unreadable: None }
    }

    fn number(&mut self, number: i64) {
        if number < 1 || number > self.declared {
            self.extra = self.extra.or(Some(number));
            return;
        }
        if number != self.next {
            self.missing = self.missing.or(Some(self.next));
        }
        self.next = number.saturating_add(1);
    }

    fn finish(self) -> Contents {
        let missing = self.missing.or((self.next <= self.declared).then_some(self.next));
        Contents { sum: self.sum.finish(), missing, extra: self.extra, unreadable: self.unreadable }
    }
}

/// What the changes of `acts` come to, each given with its number and the count of changes that it declares.
pub(super) async fn contents<C: ConnectionTrait>(
    on: &C,
    acts: impl IntoIterator<Item = (i64, i64)>,
) -> Result<BTreeMap<i64, Contents>, DbErr> {
    let mut adding: BTreeMap<i64, Adding> =
        acts.into_iter().map(|(act, declared)| (act, Adding::of(declared, OfChanges::of_act(act)))).collect();
    if adding.is_empty() {
        return Ok(BTreeMap::new());
    }
    let sql = format!(
        "SELECT {CHANGE} FROM change c WHERE c.act IN ({}) AND (c.act, c.number) > ($1, $2) \
         ORDER BY c.act, c.number LIMIT {PAGE}",
        query::places(3, adding.len())
    );
    let mut after = (i64::MIN, i64::MIN);
    loop {
        let mut values: Vec<Value> = vec![after.0.into(), after.1.into()];
        values.extend(adding.keys().map(|act| Value::from(*act)));
        let rows = query::all(on, &sql, values).await?;
        for row in &rows {
            after = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            let Some(own) = adding.get_mut(&after.0) else { continue };
            own.number(after.1);
            match ChangeRow::of(row, 0) {
                Ok(change) => own.sum.add(&change),
                Err(_) => own.unreadable = own.unreadable.or(Some(after.1)),
            }
        }
        if rows.len() < PAGE {
            return Ok(adding.into_iter().map(|(act, own)| (act, own.finish())).collect());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(declared: i64, numbers: &[i64]) -> (Option<i64>, Option<i64>) {
        let mut adding = Adding::of(declared, OfChanges::of_act(1));
        for number in numbers {
            adding.number(*number);
        }
        let found = adding.finish();
        (found.missing, found.extra)
    }

    #[test]
    fn a_gap_and_a_row_too_many_are_told_by_their_numbers() {
        assert_eq!(seen(3, &[1, 2, 3]), (None, None));
        assert_eq!(seen(0, &[]), (None, None));
        assert_eq!(seen(3, &[1, 3]), (Some(2), None));
        assert_eq!(seen(3, &[2, 3]), (Some(1), None));
        assert_eq!(seen(3, &[1, 2]), (Some(3), None));
        assert_eq!(seen(3, &[0, 1, 2, 3]), (None, Some(0)));
        assert_eq!(seen(3, &[1, 2, 3, 4]), (None, Some(4)));
        assert_eq!(seen(2, &[1, i64::MAX]), (Some(2), Some(i64::MAX)));
    }
}
