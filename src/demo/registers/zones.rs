//! The zones of the invented province and what became of them: one upgraded, one with a new boundary, one merged away.

use domain::register::{Role, Row};
use rust_decimal::Decimal;

use super::making::Making;
use super::places::Place;
use crate::demo::generate::DemoError;

/// The zone that was merged into another, its name, and that other.
pub(super) const MERGED: (&str, &str, &str) = ("S999011", "示例省柳浪工业园区", "S999001");
/// The day of the merger.
pub(super) const MERGED_ON: &str = "2022-01-01";
/// The zone whose boundary was changed.
pub(super) const WIDENED: &str = "S997001";
/// The day of its new boundary.
pub(super) const WIDENED_ON: &str = "2021-07-01";
/// The zone that became a national one.
pub(super) const UPGRADED: &str = "G991003";
/// The day of its upgrade.
pub(super) const UPGRADED_ON: &str = "2013-03-01";
/// The zone of several parks, and those.
pub(super) const PARKED: (&str, [(&str, &str); 2]) =
    ("G992001", [("G992001-E", "示例省东园"), ("G992001-W", "示例省西园")]);

/// The first day of most zones.
const BEGUN: &str = "2006-01-01";
/// The first day of the zone that was merged away.
const MERGED_BEGUN: &str = "2008-01-01";

/// How a zone is from a day on.
fn state(zone: &Place<'_>, name: &str, level: &str, area: Decimal, from: &str) -> Result<Row, DemoError> {
    let making = Making::new(zone.code, name, from)?.field("level", level)?.field("kind", zone.kind)?;
    let making = making.field("area", &area.normalize().to_string())?.field("lead_industry", zone.lead)?.marked()?;
    Ok(making.of(Role::Region, &zone.county_code).of(Role::Authority, &zone.committee()).row())
}

/// What of a zone's area of today it had before: the rest came by the new boundary or with the zone that was merged.
fn area_before(zone: &Place<'_>) -> Decimal {
    let share = match zone.code {
        WIDENED => Decimal::new(8, 1),
        code if code == MERGED.2 => Decimal::new(7, 1),
        _ => Decimal::ONE,
    };
    (zone.area * share).round_dp(2)
}

fn find<'z, 'a>(zones: &'z [Place<'a>], code: &str) -> Result<&'z Place<'a>, DemoError> {
    zones.iter().find(|zone| zone.code == code).ok_or(DemoError::Incomplete)
}

/// The zones as they began.
pub(super) fn begun(zones: &[Place<'_>]) -> Result<Vec<Row>, DemoError> {
    let mut rows = Vec::with_capacity(zones.len() + 1);
    for zone in zones {
        let name = zone.name.replace("经济技术开发区", "经济开发区");
        let (name, level) = if zone.code == UPGRADED { (name.as_str(), "省级") } else { (zone.name, zone.level) };
        rows.push(state(zone, name, level, area_before(zone), BEGUN)?);
    }
    rows.push(merged(find(zones, MERGED.2)?)?.row());
    Ok(rows)
}

fn merged(into: &Place<'_>) -> Result<Making, DemoError> {
    let making = Making::new(MERGED.0, MERGED.1, MERGED_BEGUN)?.field("level", "省级")?.field("kind", into.kind)?;
    let area = into.area - area_before(into);
    Ok(making.field("area", &area.normalize().to_string())?.marked()?.of(Role::Region, &into.county_code))
}

/// The provincial zone that became a national one, with a new name.
pub(super) fn upgrade(zones: &[Place<'_>]) -> Result<Vec<Row>, DemoError> {
    let zone = find(zones, UPGRADED)?;
    Ok(vec![state(zone, zone.name, zone.level, zone.area, UPGRADED_ON)?])
}

/// The new boundary.
pub(super) fn boundary(zones: &[Place<'_>]) -> Result<Vec<Row>, DemoError> {
    let zone = find(zones, WIDENED)?;
    Ok(vec![state(zone, zone.name, zone.level, zone.area, WIDENED_ON)?])
}

/// The zone that is no more, and the one in whose territory it lies since.
pub(super) fn merger(zones: &[Place<'_>]) -> Result<Vec<Row>, DemoError> {
    let into = find(zones, MERGED.2)?;
    let gone = merged(into)?.of(Role::Successor, MERGED.2).until(MERGED_ON)?.row();
    Ok(vec![gone, state(into, into.name, into.level, into.area, MERGED_ON)?])
}

pub(super) fn parks() -> Result<Vec<Row>, DemoError> {
    let (zone, parks) = PARKED;
    let park =
        |(code, name): (&str, &str)| Ok(Making::new(code, name, "2010-01-01")?.marked()?.of(Role::Parent, zone).row());
    parks.into_iter().map(park).collect()
}
