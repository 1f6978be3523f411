//! The register of regions that ships with the program: GB/T 2260 codes since 1981, with those above them and their
//! successors.

use std::collections::BTreeSet;

use jiff::civil::date;

use super::{Role, Row, Target};
use crate::code::{Region, RegionCode};
use crate::day::Day;

/// Every region that was in force at any time since 1981, as rows of the register: one per span in which name and region
/// above stay the same. The table knows years; a year is taken from its first day.
#[must_use]
pub fn national_regions() -> Vec<Row> {
    let all = Region::all();
    let mut rows = Vec::with_capacity(all.len() + all.len() / 4);
    let mut successors = Vec::new();
    for (at, region) in all.iter().enumerate() {
        let again = all.get(at + 1).filter(|next| next.code == region.code).map(|next| next.from);
        // A region that was only renamed goes on: its successors are told where it ends.
        let renamed = region.until.is_some() && again == region.until;
        successors_of(region, &mut successors);
        let years = boundaries(region);
        for pair in years.windows(2) {
            let &[from, until] = pair else { continue };
            let last = until == region.until.unwrap_or(i16::MAX);
            let mut row = Row::named(u32::try_from(rows.len() + 1).unwrap_or(u32::MAX), region.name);
            row.code = Some(region.code.to_string());
            row.from = Some(first_of(from));
            row.to = (until < i16::MAX).then(|| first_of(until)).filter(|_| last && !renamed);
            let above = above(region.code, from).map(|code| target(code, None));
            row.links.push((Role::Parent, above.into_iter().collect()));
            if last && !renamed && !successors.is_empty() {
                row.links.push((Role::Successor, std::mem::take(&mut successors)));
            }
            rows.push(row);
        }
    }
    rows
}

fn target(code: RegionCode, since: Option<Day>) -> Target {
    Target { asked: code.to_string(), share: rust_decimal::Decimal::ONE, since }
}

/// Adds those that took the region's area over, each with the day; a region that took over its own code goes on.
fn successors_of(region: &Region, found: &mut Vec<Target>) {
    for next in region.successors.iter().filter(|next| next.code != region.code) {
        let code = next.code.to_string();
        let since = next.part_in.or(region.until).map(first_of);
        match found.iter_mut().find(|target| target.asked == code) {
            // One that took a part and then the rest is told from the first day, which stands in the row already.
            Some(target) => target.since = target.since.min(since),
            None => found.extend(since.map(|since| target(next.code, Some(since)))),
        }
    }
}

/// The region above in a year: the prefecture where there is one, else the province.
fn above(code: RegionCode, year: i16) -> Option<RegionCode> {
    let province = Some(code.province()).filter(|province| *province != code);
    code.prefecture().filter(|above| *above != code && above.in_year(year).is_some()).or(province)
}

/// The years in which something about the region changes, its first and last among them.
fn boundaries(region: &Region) -> Vec<i16> {
    let end = region.until.unwrap_or(i16::MAX);
    let mut years = BTreeSet::from([region.from, end]);
    if let Some(prefecture) = region.code.prefecture().filter(|code| *code != region.code) {
        let changes = prefecture.rows().iter().flat_map(|row| [Some(row.from), row.until]).flatten();
        let within = changes.filter(|year| (region.from + 1..end).contains(year));
        years.extend(within.filter(|year| above(region.code, *year) != above(region.code, year - 1)));
    }
    years.into_iter().collect()
}

fn first_of(year: i16) -> Day {
    Day::from(date(year, 1, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_region_is_a_row_with_its_region_above_and_its_successors() {
        let rows = national_regions();
        assert!(rows.len() >= Region::all().len());
        let of = |code: &str| rows.iter().filter(|row| row.code.as_deref() == Some(code)).collect::<Vec<_>>();
        let guanshanhu = of("520115");
        assert_eq!((guanshanhu.len(), guanshanhu[0].name.as_str()), (1, "观山湖区"));
        assert_eq!(guanshanhu[0].targets(Role::Parent).unwrap()[0].asked, "520100");
        let wudang = of("520112");
        let next = wudang.last().unwrap().targets(Role::Successor).unwrap();
        assert_eq!((next[0].asked.as_str(), next[0].since), ("520115", Some(first_of(2012))));
        assert!(of("520000")[0].targets(Role::Parent).unwrap().is_empty());
        assert!(rows.iter().all(|row| row.to.is_none_or(|to| row.from.is_some_and(|from| from < to))));
    }

    #[test]
    fn a_code_that_was_renamed_in_one_year_goes_on_as_one_record() {
        let rows = national_regions();
        let names: Vec<_> = rows.iter().filter(|row| row.code.as_deref() == Some("120110")).collect();
        assert_eq!(names.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["东郊区", "东丽区"]);
        assert_eq!(names[0].to, None, "the name ends, the region does not");
    }
}
