//! The invented province itself: its regions, its agencies from the province down to the committees of zones, its people.

use domain::register::{Role, Row};
use rust_decimal::Decimal;

use super::making::Making;
use super::{MARK, Person};
use crate::demo::generate::DemoError;

/// The day on which all of it begins.
const BEGUN: &str = "2000-01-01";

/// A zone of the table of 2024, and where it lies.
pub(super) struct Place<'a> {
    pub code: &'a str,
    pub name: &'a str,
    pub level: &'a str,
    pub kind: &'a str,
    pub prefecture: &'a str,
    pub prefecture_code: String,
    pub county: &'a str,
    pub county_code: String,
    pub lead: &'a str,
    /// Hectares.
    pub area: Decimal,
}

impl<'a> Place<'a> {
    /// Five zones lie in each prefecture, in a county each, as the generator lays them out.
    pub(super) fn of(at: usize, row: &'a [String]) -> Option<Self> {
        let [code, name, level, kind, prefecture, county, lead, area, ..] = row else { return None };
        Some(Self {
            code,
            name,
            level,
            kind,
            prefecture,
            prefecture_code: format!("99{:02}00", at / 5 + 1),
            county,
            county_code: format!("99{:02}{:02}", at / 5 + 1, at % 5 + 21),
            lead,
            area: area.parse().ok()?,
        })
    }

    /// The code of its committee.
    pub(super) fn committee(&self) -> String {
        format!("ZC-{}", self.code)
    }
}

pub(super) fn regions(zones: &[Place<'_>]) -> Result<Vec<Row>, DemoError> {
    let mut rows = vec![Making::new("990000", "示例省", BEGUN)?.row()];
    for zone in zones {
        if !rows.iter().any(|row| row.code.as_ref() == Some(&zone.prefecture_code)) {
            rows.push(Making::new(&zone.prefecture_code, zone.prefecture, BEGUN)?.of(Role::Parent, "990000").row());
        }
        rows.push(Making::new(&zone.county_code, zone.county, BEGUN)?.of(Role::Parent, &zone.prefecture_code).row());
    }
    Ok(rows)
}

pub(super) fn agencies(zones: &[Place<'_>]) -> Result<Vec<Row>, DemoError> {
    let agency = |code: &str, name: &str, level: &str, kind: &str, region: &str| {
        let making = Making::new(code, name, BEGUN)?.field("level", level)?.field("kind", kind)?;
        Ok::<_, DemoError>(making.marked()?.of(Role::Region, region))
    };
    let mut rows = vec![agency("GOV-990000", "示例省人民政府", "省级", "政府", "990000")?.row()];
    for (code, name, short) in [
        ("COM-990000", "示例省商务厅", "省商务厅"),
        ("STA-990000", "示例省统计局", "省统计局"),
        ("IND-990000", "示例省工业和信息化厅", "省工信厅、省工业和信息化厅"),
    ] {
        let making = agency(code, name, "省级", "部门", "990000")?.field("short", short)?;
        rows.push(making.of(Role::Parent, "GOV-990000").row());
    }
    for zone in zones {
        let city = format!("GOV-{}", zone.prefecture_code);
        if !rows.iter().any(|row| row.code.as_ref() == Some(&city)) {
            let name = format!("示例省{}人民政府", zone.prefecture);
            rows.push(
                agency(&city, &name, "市级", "政府", &zone.prefecture_code)?.of(Role::Parent, "GOV-990000").row(),
            );
        }
        let county = format!("GOV-{}", zone.county_code);
        let name = format!("示例省{}人民政府", zone.county);
        rows.push(agency(&county, &name, "县级", "政府", &zone.county_code)?.of(Role::Parent, &city).row());
        // The committees of national zones answer to the city.
        let above = if zone.level == "国家级" { &city } else { &county };
        let name = format!("{}管理委员会", zone.name);
        rows.push(
            agency(&zone.committee(), &name, "开发区", "管委会", &zone.county_code)?.of(Role::Parent, above).row(),
        );
    }
    Ok(rows)
}

pub(super) fn people(people: &[Person]) -> Result<Vec<Row>, DemoError> {
    let row = |person: &Person| {
        let making = Making::new(person.code, person.name, BEGUN)?;
        let making = making.field("duty", &format!("{}（{MARK}）", person.duty))?;
        Ok(making.of(Role::Agency, person.agency).row())
    };
    people.iter().map(row).collect()
}
