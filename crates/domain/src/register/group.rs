//! The rows of one file put together by record: one after the other, from day to day.

use std::collections::BTreeMap;

use super::{Kind, Role, Row};
use crate::day::Day;
use crate::say::{Lang, Said};

/// A cell of a row that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// The row as a whole.
    Row,
    /// The field of this name.
    Field(String),
    /// What it belongs to in this role.
    Link(Role),
    /// The day it begins.
    From,
    /// The day it ends.
    To,
}

/// Something wrong in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFault {
    /// The row, counted from 0 among those given.
    pub row: usize,
    /// The cell.
    pub spot: Spot,
    /// Why, and what to do.
    pub said: Said,
}

/// A row's span of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The row, counted from 0 among those given.
    pub row: usize,
    /// The first day.
    pub from: Day,
    /// The first day on which something else is so; without one, none is known.
    pub until: Option<Day>,
    /// The first day on which the record no longer exists, where this row ends it.
    pub gone: Option<Day>,
}

/// The rows of one record, in the order of their days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its rows; never empty.
    pub rows: Vec<Stretch>,
}

impl Kind {
    /// The roles by whose parents records without a code are told apart; the first that a row speaks of decides.
    #[must_use]
    pub const fn told_apart_by(self) -> &'static [Role] {
        match self {
            Self::Region | Self::Agency | Self::Park => &[Role::Parent],
            Self::Zone => &[Role::Region],
            Self::Firm | Self::Subject => &[Role::Zone, Role::Region],
            Self::Person => &[Role::Agency],
        }
    }
}

/// A name as it is compared: half width, without spaces and punctuation.
#[must_use]
pub fn plain_name(name: &str) -> String {
    crate::code::narrow(name).filter(|c| c.is_alphanumeric()).collect()
}

/// Puts the rows together by record: by code, or else by name and what they belong to. Rows of one record may not speak of
/// the same day. Rows without a beginning begin on `today`.
#[must_use]
pub fn group(kind: Kind, rows: &[Row], today: Day) -> (Vec<Group>, Vec<RowFault>) {
    let mut order: Vec<Vec<usize>> = Vec::new();
    let mut by_key: BTreeMap<String, usize> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        let next = order.len();
        let place = *by_key.entry(key(kind, row)).or_insert(next);
        match order.get_mut(place) {
            Some(own) => own.push(at),
            None => order.push(vec![at]),
        }
    }
    let mut faults = Vec::new();
    let groups = order.into_iter().map(|own| Group { rows: stretches(rows, own, today, &mut faults) }).collect();
    faults.sort_by_key(|fault| fault.row);
    (groups, faults)
}

fn key(kind: Kind, row: &Row) -> String {
    if let Some(code) = &row.code {
        return format!("code {code}");
    }
    let named = kind.told_apart_by().iter().find_map(|role| row.targets(*role)).unwrap_or_default();
    let mut above: Vec<String> = named.iter().map(|target| plain_name(&target.asked)).collect();
    above.sort_unstable();
    format!("name {} of {}", plain_name(&row.name), above.join(" "))
}

fn stretches(rows: &[Row], mut own: Vec<usize>, today: Day, faults: &mut Vec<RowFault>) -> Vec<Stretch> {
    let from = |at: usize| rows.get(at).and_then(|row| row.from).unwrap_or(today);
    own.sort_by_key(|at| (from(*at), *at));
    let mut found = Vec::with_capacity(own.len());
    for (place, at) in own.iter().copied().enumerate() {
        let Some(row) = rows.get(at) else { continue };
        let begins = from(at);
        if let Some(to) = row.to.filter(|to| *to <= begins) {
            let said = if row.from.is_some() {
                Said::new(
                    format!("失效日期 {to} 不晚于生效日期 {begins}。请核对两个日期"),
                    format!("the end {to} does not come after the beginning {begins}; check both days"),
                )
            } else {
                Said::new(
                    format!("失效日期 {to} 不晚于今天 {begins}，而生效日期空着。请补写生效日期"),
                    format!("the end {to} does not come after today, {begins}, and there is no beginning; fill it in"),
                )
            };
            faults.push(RowFault { row: at, spot: Spot::To, said });
        }
        let next = own.get(place + 1).copied();
        let follows = next.map(from);
        if let (Some(next), Some(follows)) = (next, follows)
            && (follows <= begins || row.to.is_some_and(|to| to > follows))
        {
            faults.push(RowFault { row: next, spot: Spot::Row, said: twice(row, rows.get(next)) });
        }
        let until = match (row.to, follows) {
            (Some(to), Some(follows)) => Some(to.min(follows)),
            (to, follows) => to.or(follows),
        };
        let gone = row.to.filter(|to| follows.is_none_or(|follows| *to < follows));
        found.push(Stretch { row: at, from: begins, until, gone });
    }
    found
}

fn twice(first: &Row, next: Option<&Row>) -> Said {
    let what = |lang| match (&first.code, lang) {
        (Some(code), Lang::Zh) => format!("代码 {code}"),
        (Some(code), Lang::En) => format!("the code {code}"),
        (None, _) => format!("“{}”", next.map_or(first.name.as_str(), |next| next.name.as_str())),
    };
    Said::new(
        format!(
            "与第 {} 行重复：{}已有一行，日期重叠。请只留一行；若是同一对象前后的变化，请写清各行的生效日期",
            first.place,
            what(Lang::Zh)
        ),
        format!(
            "repeats row {}: {} is there already on some of these days; keep one, or say from when each is true",
            first.place,
            what(Lang::En)
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::Target;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn row(place: u32, code: &str, from: &str, to: &str) -> Row {
        let given = |text: &str| (!text.is_empty()).then(|| day(text));
        Row { code: Some(code.to_owned()), from: given(from), to: given(to), ..Row::named(place, "甲") }
    }

    #[test]
    fn rows_of_one_record_follow_each_other_and_the_last_may_end_it() {
        let rows = [row(2, "A", "2020-01-01", "2024-01-01"), row(3, "A", "2010-01-01", ""), row(4, "B", "", "")];
        let (groups, faults) = group(Kind::Firm, &rows, day("2026-01-01"));
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(groups.len(), 2);
        let [first, second] = groups[0].rows.as_slice() else { panic!("{groups:?}") };
        assert_eq!((first.row, first.until, first.gone), (1, Some(day("2020-01-01")), None));
        assert_eq!((second.row, second.until, second.gone), (0, Some(day("2024-01-01")), Some(day("2024-01-01"))));
    }

    #[test]
    fn rows_that_speak_of_the_same_day_are_told_with_the_row_they_repeat() {
        let rows =
            [row(2, "A", "2020-01-01", ""), row(3, "A", "2020-01-01", ""), row(4, "A", "2021-01-01", "2020-06-01")];
        let (_, faults) = group(Kind::Firm, &rows, day("2026-01-01"));
        assert_eq!(
            faults.iter().map(|fault| (fault.row, &fault.spot)).collect::<Vec<_>>(),
            [(1, &Spot::Row), (2, &Spot::To)]
        );
        assert!(faults[0].said.zh.contains("与第 2 行重复"), "{}", faults[0].said.zh);
    }

    #[test]
    fn without_a_code_name_and_zone_tell_records_apart() {
        let at = |place, zone: &str| Row {
            links: vec![(
                Role::Zone,
                vec![Target { asked: zone.to_owned(), share: rust_decimal::Decimal::ONE, since: None }],
            )],
            ..Row::named(place, "甲公司")
        };
        let (groups, faults) = group(Kind::Firm, &[at(2, "Z1"), at(3, "Z2")], day("2026-01-01"));
        assert_eq!((groups.len(), faults.len()), (2, 0));
        let (groups, faults) = group(Kind::Firm, &[at(2, "Z1"), at(3, "Ｚ1")], day("2026-01-01"));
        assert_eq!((groups.len(), faults.len()), (1, 1));
    }
}
