//! What anchors say the chain must have, in the order of their links.

use std::collections::BTreeMap;

use domain::hash::Sm3;
use sea_orm::{ConnectionTrait, DbErr};

use super::anchor::Anchor;
use super::fault::{Broken, Fault};
use super::prune;
use crate::query;

/// The anchors that the chain has still to meet.
pub(super) struct Expected {
    after: Option<Anchor>,
    /// By the number of their link: the anchor, and whether it was deposited.
    ahead: BTreeMap<i64, Vec<(Anchor, bool)>>,
    /// The day of the last anchor in the store: each day up to it that has links has an anchor.
    last_day: Option<i64>,
    anchored: Vec<i64>,
    /// The day of the links just met, and how many it had so far.
    day: Option<i64>,
    acts: u64,
    met: u64,
}

fn broken(fault: Fault, link: Option<i64>) -> Box<Broken> {
    Box::new(Broken { fault, link, act: None, row: None })
}

impl Expected {
    /// What the store's anchors and `deposited` ones say of a chain whose first link there is has the number `first`.
    pub(super) async fn of<C: ConnectionTrait>(
        on: &C,
        deposited: &[Anchor],
        first: Option<i64>,
    ) -> Result<Result<Self, Box<Broken>>, DbErr> {
        let mut own = Vec::new();
        for row in query::all(on, "SELECT day, number, acts, sm3 FROM audit_anchor ORDER BY day", []).await? {
            match Anchor::of(&row)? {
                (_, Some(anchor)) => own.push(anchor),
                (day, None) => return Ok(Err(broken(Fault::AnchorAltered { day }, None))),
            }
        }
        let after = match beginning(on, &own, first).await? {
            Ok(after) => after,
            Err(broken) => return Ok(Err(broken)),
        };
        let begins = after.map_or(0, |anchor| anchor.link);
        // What a deposited anchor says of deleted links can be held against the store's own anchor only.
        for anchor in deposited.iter().filter(|anchor| anchor.link <= begins) {
            if !own.contains(anchor) {
                let fault = Fault::AnchorNotMet { day: anchor.day, deposited: true };
                return Ok(Err(broken(fault, Some(anchor.link))));
            }
        }
        let met = deposited.iter().filter(|anchor| anchor.link <= begins).count() as u64;
        let all = own.iter().map(|one| (*one, false)).chain(deposited.iter().map(|one| (*one, true)));
        let mut ahead: BTreeMap<i64, Vec<(Anchor, bool)>> = BTreeMap::new();
        for (anchor, is_deposited) in all.filter(|(anchor, _)| anchor.link > begins) {
            ahead.entry(anchor.link).or_default().push((anchor, is_deposited));
        }
        let anchored: Vec<i64> = own.iter().map(|anchor| anchor.day.number().into()).collect();
        let last_day = anchored.last().copied();
        Ok(Ok(Self { after, ahead, last_day, anchored, day: None, acts: 0, met }))
    }

    /// The anchor after which the chain begins.
    pub const fn after(&self) -> Option<Anchor> {
        self.after
    }

    /// How many anchors were met.
    pub const fn met(&self) -> u64 {
        self.met
    }

    /// The chain has the link `number`, of `day`, with this sum.
    pub fn meet(&mut self, number: i64, day: i64, sm3: Sm3) -> Result<(), Box<Broken>> {
        if self.day != Some(day) {
            self.close(number - 1)?;
            self.day = Some(day);
            self.acts = 0;
        }
        self.acts += 1;
        for (anchor, deposited) in self.ahead.remove(&number).unwrap_or_default() {
            let same = anchor.sm3 == sm3 && i64::from(anchor.day.number()) == day && anchor.acts == self.acts;
            if !same {
                return Err(broken(Fault::AnchorNotMet { day: anchor.day, deposited }, Some(number)));
            }
            self.met += 1;
        }
        Ok(())
    }

    /// The chain has no link any more.
    pub fn end(&self) -> Result<(), Box<Broken>> {
        if let Some((link, (anchor, deposited))) =
            self.ahead.iter().find_map(|(link, anchors)| anchors.first().map(|first| (*link, *first)))
        {
            return Err(broken(Fault::AnchorNotMet { day: anchor.day, deposited }, Some(link)));
        }
        Ok(())
    }

    /// A day is over, with the link `last`.
    fn close(&self, last: i64) -> Result<(), Box<Broken>> {
        match self.day {
            Some(day) if Some(day) < self.last_day && self.anchored.binary_search(&day).is_err() => {
                Err(broken(Fault::AnchorMissing { day: Some(day) }, Some(last)))
            }
            _ => Ok(()),
        }
    }
}

/// The anchor after which the chain begins: of the last day whose deletion was decided.
async fn beginning<C: ConnectionTrait>(
    on: &C,
    own: &[Anchor],
    first: Option<i64>,
) -> Result<Result<Option<Anchor>, Box<Broken>>, DbErr> {
    let Some(pruning) = prune::latest(on).await? else {
        return Ok(match first {
            Some(first) if first > 1 => Err(broken(Fault::LinkMissing { first: 1, last: first - 1 }, None)),
            _ => Ok(None),
        });
    };
    if !pruning.recorded {
        let fault = Fault::DeletionUndecided;
        return Ok(Err(Box::new(Broken { fault, link: first, act: Some(pruning.act), row: None })));
    }
    let Some(after) = own.iter().rfind(|anchor| i64::from(anchor.day.number()) < pruning.before) else {
        return Ok(Err(broken(Fault::AnchorMissing { day: None }, first)));
    };
    Ok(match first {
        Some(first) if first <= after.link => Ok(None),
        Some(first) if first > after.link + 1 => {
            Err(broken(Fault::LinkMissing { first: after.link + 1, last: first - 1 }, None))
        }
        _ => Ok(Some(*after)),
    })
}
