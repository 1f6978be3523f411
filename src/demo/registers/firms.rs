//! The firms of the invented province: where each is registered, one that moved, one that counts for two zones, and subjects
//! that are evaluated and are no firm.

use domain::code::CreditCode;
use domain::register::{Role, Row};
use rust_decimal::Decimal;

use super::making::Making;
use super::zones::{MERGED, PARKED, UPGRADED, WIDENED};
use crate::demo::generate::DemoError;

/// The code of the last record of all; where it is, everything is.
pub(super) const LAST: &str = "DX-003";
/// The first day of the firms.
const BEGUN: &str = "2015-01-01";
/// The day on which one moved.
pub(super) const MOVED_ON: &str = "2022-07-01";
/// So many firms are still registered with the zone that was merged away.
const OF_MERGED: usize = 5;
/// So many are registered with a park.
const OF_PARKS: usize = 40;

/// A firm of the table of 2024.
struct Firm<'a> {
    code: &'a str,
    name: &'a str,
    zone: &'a str,
    industry: &'a str,
    title: &'a str,
    scale: &'a str,
    /// Mu.
    land: Decimal,
}

impl<'a> Firm<'a> {
    fn of(row: &'a [String]) -> Result<Self, DemoError> {
        let [code, name, zone, _, _, industry, title, scale, land, ..] = row else {
            return Err(DemoError::Incomplete);
        };
        CreditCode::parse(code)?;
        let land = land.parse().map_err(|_| DemoError::Incomplete)?;
        Ok(Self { code, name, zone, industry, title, scale, land })
    }

    /// How it is from a day on.
    fn state(&self, shares: &[(&str, Decimal)], from: &str) -> Result<Row, DemoError> {
        let making = Making::new(self.code, self.name, from)?.field("scale", self.scale)?;
        let making = making.field("industry_code", self.industry)?.field("industry", self.title)?;
        Ok(making.field("land_area", &self.land.normalize().to_string())?.marked()?.link(Role::Zone, shares).row())
    }

    /// A zone that it is not in.
    fn elsewhere(&self) -> &'static str {
        if self.zone == WIDENED { UPGRADED } else { WIDENED }
    }
}

/// The firms as they began.
pub(super) fn begun(firms: &[Vec<String>]) -> Result<Vec<Row>, DemoError> {
    let whole = |zone| [(zone, Decimal::ONE)];
    let (mut of_merged, mut of_parks) = (0, 0);
    let mut rows = Vec::with_capacity(firms.len());
    for (at, row) in firms.iter().enumerate() {
        let firm = Firm::of(row)?;
        let place = match (at, firm.zone) {
            (0, _) => firm.elsewhere(),
            (1, zone) => {
                let both = [(zone, Decimal::new(6, 1)), (firm.elsewhere(), Decimal::new(4, 1))];
                rows.push(firm.state(&both, BEGUN)?);
                continue;
            }
            (_, zone) if zone == MERGED.2 && of_merged < OF_MERGED => {
                of_merged += 1;
                MERGED.0
            }
            (_, zone) if zone == PARKED.0 && of_parks < OF_PARKS => {
                of_parks += 1;
                let [east, west] = PARKED.1;
                if of_parks % 2 == 0 { west.0 } else { east.0 }
            }
            (_, zone) => zone,
        };
        rows.push(firm.state(&whole(place), BEGUN)?);
    }
    Ok(rows)
}

/// The one that moved to where the table of 2024 has it.
pub(super) fn moved(firms: &[Vec<String>]) -> Result<Vec<Row>, DemoError> {
    let firm = Firm::of(firms.first().ok_or(DemoError::Incomplete)?)?;
    Ok(vec![firm.state(&[(firm.zone, Decimal::ONE)], MOVED_ON)?])
}

/// Subjects that are no firm: two firms evaluated as one, a firm's part in a second zone, a tenant without land.
pub(super) fn subjects(firms: &[Vec<String>]) -> Result<Vec<Row>, DemoError> {
    let firm = |at: usize| Firm::of(firms.get(at).ok_or(DemoError::Incomplete)?);
    let (part, first, second, tenant) = (firm(1)?, firm(2)?, firm(3)?, firm(4)?);
    let subject = |code: &str, name: &str, kind: &str, zone: &str| {
        let making = Making::new(code, name, "2024-01-01")?.field("subject_kind", kind)?;
        Ok::<_, DemoError>(making.marked()?.of(Role::Zone, zone))
    };
    let both = [(first.code, Decimal::ONE), (second.code, Decimal::ONE)];
    let merged = subject("DX-001", &format!("{}等 2 家", first.name), "合并企业", first.zone)?;
    let of_part = subject("DX-002", &format!("{}（园区内部分）", part.name), "企业在园部分", part.elsewhere())?;
    let rented = subject(LAST, &format!("{}（租赁厂房）", tenant.name), "无地企业", tenant.zone)?;
    Ok(vec![
        merged.link(Role::Member, &both).row(),
        of_part.of(Role::Member, part.code).row(),
        rented.of(Role::Member, tenant.code).row(),
    ])
}
