//! Numbers for records: whole, never given twice, taken within the act that uses them.

use std::collections::VecDeque;
use std::ops::Range;

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};

use crate::dialect::{BLOCK, Engine};

/// The numbers that an act has taken and not used yet. Those left at its end are never used.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    left: VecDeque<Range<i64>>,
}

impl Ids {
    /// A fresh number.
    pub(crate) async fn next(&mut self, engine: Engine, transaction: &DatabaseTransaction) -> Result<i64, DbErr> {
        loop {
            match self.left.front_mut() {
                Some(range) => match range.next() {
                    Some(id) => return Ok(id),
                    None => drop(self.left.pop_front()),
                },
                None => self.take(engine, transaction, 1).await?,
            }
        }
    }

    /// Takes enough for `count` numbers at once, where many will be needed.
    pub(crate) async fn reserve(
        &mut self,
        engine: Engine,
        transaction: &DatabaseTransaction,
        count: usize,
    ) -> Result<(), DbErr> {
        let count = i64::try_from(count).unwrap_or(i64::MAX / BLOCK);
        let there: i64 = self.left.iter().map(|range| range.end - range.start).sum();
        let missing = (count - there).max(0);
        if missing == 0 { Ok(()) } else { self.take(engine, transaction, missing.div_euclid(BLOCK) + 1).await }
    }

    async fn take(&mut self, engine: Engine, transaction: &DatabaseTransaction, blocks: i64) -> Result<(), DbErr> {
        for row in transaction.query_all_raw(engine.blocks(blocks)).await? {
            let (start, length): (i64, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            self.left.push_back(start..start + length);
        }
        Ok(())
    }
}
