//! Which record each row means, and what it belongs to: found before anything else.

use std::collections::BTreeMap;

use domain::day::Day;
use domain::register::{Group, Kind, Role, Row, RowFault, Spot, group};
use domain::say::Said;
use rust_decimal::Decimal;

use super::find::{Candidates, Named};
use super::values::check_values;
use crate::act::Acting;
use crate::error::StoreError;
use crate::register::{CODE, EntityId, NAME};

/// What a target turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum To {
    /// A record of the store.
    Kept(EntityId),
    /// Another record of the same file.
    Here(usize),
}

/// What a record belongs to, found.
#[derive(Clone, Debug)]
pub(super) struct Settled {
    pub to: To,
    pub share: Decimal,
    pub since: Option<Day>,
}

/// A record of the file.
#[derive(Debug)]
pub(super) struct Record {
    pub group: Group,
    /// Its number: that of the store, or the one it gets; below 0 until then.
    pub id: i64,
    /// The record of the store that it is.
    pub known: Option<EntityId>,
    /// For each of its rows, what it belongs to.
    pub links: Vec<Vec<(Role, Vec<Settled>)>>,
}

#[derive(Debug)]
pub(super) struct Plan {
    pub records: Vec<Record>,
    pub faults: Vec<RowFault>,
}

impl Plan {
    /// The number of a target.
    pub fn number(&self, to: To) -> Option<EntityId> {
        match to {
            To::Kept(id) => Some(id),
            To::Here(at) => self.records.get(at).map(|record| EntityId(record.id)),
        }
    }
}

impl Acting {
    pub(super) async fn plan(&self, kind: Kind, rows: &[Row]) -> Result<Plan, StoreError> {
        let (groups, mut faults) = group(kind, rows, self.today());
        check_values(kind, rows, &mut faults);
        let mut records: Vec<Record> = groups
            .into_iter()
            .zip(1_i64..)
            .map(|(group, number)| Record { group, id: -number, known: None, links: Vec::new() })
            .collect();
        self.match_codes(kind, rows, &mut records, &mut faults).await?;
        let targets = self.find_targets(rows, &records, kind).await?;
        settle(rows, &mut records, &targets, &mut faults);
        self.match_names(kind, rows, &mut records, &mut faults).await?;
        for record in &mut records {
            match record.known {
                Some(known) => record.id = known.0,
                None => lacking(kind, rows, record, &mut faults),
            }
        }
        Ok(Plan { records, faults })
    }

    /// Known records by their codes.
    async fn match_codes(
        &self,
        kind: Kind,
        rows: &[Row],
        records: &mut [Record],
        faults: &mut Vec<RowFault>,
    ) -> Result<(), StoreError> {
        let codes: Vec<&str> = records.iter().filter_map(|record| code_of(rows, record)).collect();
        let borne = self.bearers(&[kind], &codes).await?;
        for record in records {
            let Some(code) = code_of(rows, record) else { continue };
            let Some(bearers) = borne.get(code) else { continue };
            let days = record.group.rows.iter().map(|stretch| stretch.from).collect::<Vec<_>>();
            match bearers.one(&days) {
                Ok(found) if found.moved => {
                    let said = Said::new(
                        format!("代码 {code} 的记录已并入“{}”。请删去这一行，改用后者", found.name),
                        format!(
                            "the record of code {code} was merged into “{}”; remove this row and use that one",
                            found.name
                        ),
                    );
                    faults.extend(first_row(record).map(|row| RowFault { row, spot: field(CODE), said }));
                }
                Ok(found) => record.known = Some(found.id),
                Err(count) => {
                    let said = Said::new(
                        format!("先后有 {count} 个对象用过代码 {code}。请写明生效日期"),
                        format!("{count} records have borne the code {code}; say from which day the row is true"),
                    );
                    faults.extend(first_row(record).map(|row| RowFault { row, spot: field(CODE), said }));
                }
            }
        }
        Ok(())
    }

    /// Known records by name and what they belong to, where the code did not say.
    async fn match_names(
        &self,
        kind: Kind,
        rows: &[Row],
        records: &mut [Record],
        faults: &mut Vec<RowFault>,
    ) -> Result<(), StoreError> {
        let open: Vec<usize> = (0..records.len()).filter(|at| records[*at].known.is_none()).collect();
        let names: Vec<&str> = open
            .iter()
            .filter_map(|at| first_row(&records[*at]))
            .filter_map(|at| rows.get(at))
            .map(|row| row.name.as_str())
            .collect();
        let bearers = self.bearers_of_names(kind, &names).await?;
        if bearers.is_empty() {
            return Ok(());
        }
        // One that lies below another of the file is told by it, so those above come first.
        let mut waiting = open;
        loop {
            let (before, mut later) = (waiting.len(), Vec::new());
            for at in waiting {
                if waits(records, at, &later) {
                    later.push(at);
                    continue;
                }
                let Some(row) = first_row(&records[at]) else { continue };
                let (Some(given), Some(candidates)) =
                    (rows.get(row), rows.get(row).and_then(|row| bearers.get(&row.name)))
                else {
                    continue;
                };
                let above = above(kind, records, at);
                let fits = |one: &&Named| {
                    let without_code = given.code.is_none() || one.code.is_empty();
                    without_code && above.as_ref().is_none_or(|(role, above)| one.belongs(*role, above))
                };
                let mut found = candidates.iter().filter(fits);
                match (found.next(), found.count()) {
                    (Some(one), 0) => records[at].known = Some(one.id),
                    (Some(_), more) => {
                        let said = Said::new(
                            format!("名录里有 {} 个“{}”，分不清是哪一个。请写代码", more + 1, given.name),
                            format!("the register has {} called “{}”; write the code", more + 1, given.name),
                        );
                        faults.push(RowFault { row, spot: field(NAME), said });
                    }
                    (None, _) => {}
                }
            }
            if later.is_empty() || later.len() == before {
                return Ok(());
            }
            waiting = later;
        }
    }
}

/// What a new record must belong to, and does not.
fn lacking(kind: Kind, rows: &[Row], record: &Record, faults: &mut Vec<RowFault>) {
    let Some(at) = first_row(record) else { return };
    let says = |role| rows.get(at).and_then(|row| row.targets(role)).is_some_and(|targets| !targets.is_empty());
    for link in kind.links().iter().filter(|link| link.required && !says(link.role)) {
        let said = Said::new("没有填写。请补写代码或名称", "missing; write a code or name");
        faults.push(RowFault { row: at, spot: Spot::Link(link.role), said });
    }
}

/// Whether what tells the record apart is a record of the file that has not been looked up yet.
fn waits(records: &[Record], at: usize, later: &[usize]) -> bool {
    let links = records.get(at).and_then(|record| record.links.first());
    links.into_iter().flatten().any(|(role, targets)| {
        *role == Role::Parent
            && targets
                .iter()
                .any(|target| matches!(target.to, To::Here(above) if above != at && later.contains(&above)))
    })
}

/// By which role the record is told apart, and from what.
fn above(kind: Kind, records: &[Record], at: usize) -> Option<(Role, Vec<EntityId>)> {
    let links = records.get(at)?.links.first()?;
    let (role, targets) = kind
        .told_apart_by()
        .iter()
        .find_map(|role| links.iter().find(|(own, targets)| own == role && !targets.is_empty()))?;
    let known = |to| match to {
        To::Kept(id) => id,
        To::Here(at) => records.get(at).and_then(|record| record.known).unwrap_or(EntityId(-1)),
    };
    Some((*role, targets.iter().map(|target| known(target.to)).collect()))
}

fn settle(
    rows: &[Row],
    records: &mut [Record],
    targets: &BTreeMap<(Role, String), Candidates>,
    faults: &mut Vec<RowFault>,
) {
    for record in records {
        record.links = record
            .group
            .rows
            .iter()
            .map(|stretch| {
                let Some(row) = rows.get(stretch.row) else { return Vec::new() };
                let settle = |(role, asked): &(Role, Vec<domain::register::Target>)| {
                    let settled = asked.iter().filter_map(|target| {
                        let found = targets.get(&(*role, target.asked.clone()));
                        let found = found.map_or(Err(0), |found| found.one(&[stretch.from]));
                        match found {
                            Ok(to) => Some(Settled { to, share: target.share, since: target.since }),
                            Err(count) => {
                                faults.push(RowFault {
                                    row: stretch.row,
                                    spot: Spot::Link(*role),
                                    said: not_found(&target.asked, count),
                                });
                                None
                            }
                        }
                    });
                    (*role, settled.collect())
                };
                row.links.iter().map(settle).collect()
            })
            .collect();
    }
}

fn not_found(asked: &str, count: usize) -> Said {
    if count == 0 {
        return Said::new(
            format!("名录里没有“{asked}”，本文件里也没有。请核对代码或名称，或先登记它"),
            format!("there is no “{asked}”, neither in the register nor in this file; check it, or register it first"),
        );
    }
    Said::new(
        format!("名录里有 {count} 个“{asked}”，分不清是哪一个。请改写代码"),
        format!("there are {count} called “{asked}”; write the code"),
    )
}

pub(super) fn field(name: &str) -> Spot {
    Spot::Field(name.to_owned())
}

pub(super) fn first_row(record: &Record) -> Option<usize> {
    record.group.rows.first().map(|stretch| stretch.row)
}

pub(super) fn code_of<'a>(rows: &'a [Row], record: &Record) -> Option<&'a str> {
    first_row(record).and_then(|at| rows.get(at)).and_then(|row| row.code.as_deref())
}
