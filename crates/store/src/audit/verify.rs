//! Verifying: the chain is walked from its beginning, page by page, to the first place at which it is broken.

use domain::hash::Sm3;
use sea_orm::{ConnectionTrait, DbErr, QueryResult};

use super::anchor::Anchor;
use super::contents::{Contents, contents};
use super::expected::Expected;
use super::fault::{Broken, Fault};
use super::link::tail;
use super::row::{ACT, ActRow, RawAct};
use super::sum::{self, BEFORE_ALL, Link};
use crate::error::StoreError;
use crate::open::Store;
use crate::query;

/// How many links are read at a time.
const PAGE: usize = 200;

/// What a walk along the chain found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// The anchor after which the chain begins; none where nothing was ever deleted.
    pub after: Option<Anchor>,
    /// How many links were found right, up to the end or to the first broken place.
    pub links: u64,
    /// Number and sum of the last one found right.
    pub last: Option<(i64, Sm3)>,
    /// How many anchors were met, those handed in included.
    pub anchors: u64,
    /// How many acts wait for their link.
    pub tail: u64,
    /// The first place at which the chain is broken.
    pub broken: Option<Broken>,
}

impl Store {
    /// Walks the chain of the audit in its order. It is held against the store's own anchors and against `deposited` ones,
    /// which were exported earlier and kept elsewhere.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read. A broken chain is no error: it is told in [`Verified::broken`].
    pub async fn verify_audit(&self, deposited: &[Anchor]) -> Result<Verified, StoreError> {
        // One state of the store, so that neither linking nor deleting in between looks like a break.
        let on = self.snapshot().await?;
        let mut verified = Verified::default();
        let walked = walk(&on, deposited, &mut verified).await;
        verified.broken = walked.map_err(|source| self.fault(source))?.err().map(|broken| *broken);
        verified.tail = tail(&on).await.map_err(|source| self.fault(source))?;
        Ok(verified)
    }
}

/// The first broken place, or none.
type Walked = Result<(), Box<Broken>>;

fn broken(fault: Fault, link: Option<i64>, row: Option<RawAct>) -> Box<Broken> {
    Box::new(Broken { fault, link, act: row.as_ref().map(|row| row.id), row: row.map(ActRow::from) })
}

async fn walk<C: ConnectionTrait>(on: &C, deposited: &[Anchor], verified: &mut Verified) -> Result<Walked, DbErr> {
    let first: Option<i64> = query::value(on, "SELECT number FROM audit_link ORDER BY number LIMIT 1", []).await?;
    let mut expected = match Expected::of(on, deposited, first).await? {
        Ok(expected) => expected,
        Err(broken) => return Ok(Err(broken)),
    };
    verified.after = expected.after();
    let (mut number, mut before) =
        expected.after().map_or((0, BEFORE_ALL), |anchor| (anchor.link, *anchor.sm3.as_bytes()));
    let sql = format!(
        "SELECT l.number, l.act, l.day, l.linked_at, l.act_sm3, l.changes_sm3, l.sm3, {ACT} \
         FROM audit_link l LEFT JOIN act a ON a.id = l.act WHERE l.number > $1 ORDER BY l.number LIMIT {PAGE}"
    );
    loop {
        let rows = query::all(on, &sql, [number.into()]).await?;
        let places = rows.iter().map(Place::of).collect::<Result<Vec<_>, _>>()?;
        let acts = places.iter().filter_map(|place| place.row.as_ref()).map(|row| (row.id, row.changes));
        let changes = contents(on, acts).await?;
        for place in places {
            if place.number != number + 1 {
                let fault = Fault::LinkMissing { first: number + 1, last: place.number - 1 };
                return Ok(Err(broken(fault, None, stray(on).await?)));
            }
            let (at, day) = (place.number, place.day);
            let contents = changes.get(&place.act);
            let sm3 = match place.check(&before, contents) {
                Ok(sm3) => sm3,
                Err(broken) => return Ok(Err(broken)),
            };
            if let Err(broken) = expected.meet(at, day, sm3) {
                return Ok(Err(broken));
            }
            (number, before) = (at, *sm3.as_bytes());
            verified.links += 1;
            verified.last = Some((number, sm3));
            verified.anchors = expected.met();
        }
        if rows.len() < PAGE {
            break;
        }
    }
    match left_out(on).await? {
        Ok(()) => Ok(expected.end()),
        broken => Ok(broken),
    }
}

/// A link and its act as they stand there.
struct Place {
    number: i64,
    act: i64,
    day: i64,
    /// The link and its sum, where they can be read.
    link: Option<(Link, Sm3)>,
    /// Whether there is a row of the act.
    there: bool,
    /// The row, where it can be read.
    row: Option<RawAct>,
}

impl Place {
    fn of(row: &QueryResult) -> Result<Self, DbErr> {
        let (number, act, day, linked_at) =
            (row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?, row.try_get_by_index(3)?);
        let sum = |column| row.try_get_by_index::<String>(column).ok().and_then(|text| text.parse().ok());
        let sums = sum(4).zip(sum(5)).zip(sum(6));
        let link =
            sums.map(|((act_sm3, changes_sm3), sm3)| (Link { number, act, day, linked_at, act_sm3, changes_sm3 }, sm3));
        let there = row.try_get_by_index::<Option<i64>>(7)?.is_some();
        let own = if there { RawAct::of(row, 7).ok() } else { None };
        Ok(Self { number, act, day, link, there, row: own })
    }

    /// The sum of the link, where it and its act are what they were.
    fn check(self, before: &[u8; 32], contents: Option<&Contents>) -> Result<Sm3, Box<Broken>> {
        let (number, act) = (self.number, self.act);
        let fault = self.fault(before, contents);
        match (fault, self.link) {
            (None, Some((_, sm3))) => Ok(sm3),
            (fault, _) => {
                let fault = fault.unwrap_or(Fault::LinkAltered);
                Err(Box::new(Broken { fault, link: Some(number), act: Some(act), row: self.row.map(ActRow::from) }))
            }
        }
    }

    fn fault(&self, before: &[u8; 32], contents: Option<&Contents>) -> Option<Fault> {
        // The link comes first: only one that stands can say what is wrong with its act.
        let Some((link, sm3)) = &self.link else { return Some(Fault::LinkAltered) };
        if sum::of_link(before, link) != *sm3 {
            return Some(Fault::LinkAltered);
        }
        if !self.there {
            return Some(Fault::ActMissing);
        }
        let (Some(row), Some(contents)) = (&self.row, contents) else { return Some(Fault::ActChanged) };
        if sum::of_act(row) != link.act_sm3 {
            return Some(Fault::ActChanged);
        }
        match (contents.missing, contents.extra) {
            (Some(number), _) => Some(Fault::ChangeMissing { number }),
            (None, Some(number)) => Some(Fault::ChangeAdded { number }),
            (None, None) => {
                let same = contents.unreadable.is_none() && contents.sum == link.changes_sm3;
                (!same).then_some(Fault::ChangeChanged)
            }
        }
    }
}

/// An act that is in no link and does not wait for one: the earliest.
async fn stray<C: ConnectionTrait>(on: &C) -> Result<Option<RawAct>, DbErr> {
    let sql = format!(
        "SELECT {ACT} FROM act a WHERE NOT EXISTS (SELECT 1 FROM audit_link l WHERE l.act = a.id) \
         AND NOT EXISTS (SELECT 1 FROM audit_tail t WHERE t.act = a.id) ORDER BY a.at, a.id LIMIT 1"
    );
    query::one(on, &sql, []).await?.map(|row| RawAct::of(&row, 0)).transpose()
}

/// What the chain does not reach: acts that are in no link, and what waits in the tail without being there.
async fn left_out<C: ConnectionTrait>(on: &C) -> Result<Walked, DbErr> {
    if let Some(row) = stray(on).await? {
        return Ok(Err(broken(Fault::NeverLinked, None, Some(row))));
    }
    let gone = "SELECT t.act FROM audit_tail t WHERE NOT EXISTS (SELECT 1 FROM act a WHERE a.id = t.act) \
                ORDER BY t.act LIMIT 1";
    let gone: Option<i64> = query::value(on, gone, []).await?;
    Ok(match gone {
        Some(act) => Err(Box::new(Broken { fault: Fault::ActMissing, link: None, act: Some(act), row: None })),
        None => Ok(()),
    })
}
