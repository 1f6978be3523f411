//! The code of a region (行政区划代码), GB/T 2260, and the table of those in force since 1981.

use std::sync::OnceLock;

use super::{as_text, narrow, shown};
use crate::say::{Lang, Say};

const TABLE: &str = include_str!("../../tables/regions.tsv");

/// A six-digit region code. It need not be in the table ([`Self::rows`] tells): codes are added every year.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionCode([u8; 6]);

/// How far down a region stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RegionLevel {
    /// 省级: ends in 0000.
    Province,
    /// 地级: ends in 00.
    Prefecture,
    /// 县级.
    County,
}

/// What a region code stood for, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// The code.
    pub code: RegionCode,
    /// The name.
    pub name: &'static str,
    /// The first year in force.
    pub from: i16,
    /// The first year no longer in force; without one, still.
    pub until: Option<i16>,
    /// The codes that took its area over, wholly or in part.
    pub successors: Vec<Successor>,
}

/// A region that took over another's area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Successor {
    /// Its code.
    pub code: RegionCode,
    /// The year, where only a part went over while the rest went on.
    pub part_in: Option<i16>,
}

/// Why a text is no region code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say(Lang::Zh))]
pub struct RegionCodeError {
    /// The text, or its beginning.
    pub text: String,
}

impl Say for RegionCodeError {
    fn say(&self, lang: Lang) -> String {
        let text = &self.text;
        match lang {
            Lang::Zh => format!("“{text}”不是行政区划代码，应为 6 位数字且首位不为 0，如 520115"),
            Lang::En => format!("“{text}” is no region code; write six digits, the first not 0, as 520115"),
        }
    }
}

impl RegionCode {
    /// Reads six digits.
    ///
    /// # Errors
    /// [`RegionCodeError`] when it is not six digits, or the first is 0.
    pub fn parse(text: &str) -> Result<Self, RegionCodeError> {
        let refuse = || RegionCodeError { text: shown(text) };
        let mut digits = narrow(text);
        let mut code = [0; 6];
        for byte in &mut code {
            let digit = digits.next().filter(char::is_ascii_digit).ok_or_else(refuse)?;
            *byte = u8::try_from(digit).map_err(|_| refuse())?;
        }
        if code[0] == b'0' || digits.next().is_some() {
            return Err(refuse());
        }
        Ok(Self(code))
    }

    /// The six digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// How far down it stands, as its digits say.
    #[must_use]
    pub fn level(self) -> RegionLevel {
        match &self.0[2..] {
            b"0000" => RegionLevel::Province,
            [_, _, b'0', b'0'] => RegionLevel::Prefecture,
            _ => RegionLevel::County,
        }
    }

    /// The province it belongs to, as its first two digits say.
    #[must_use]
    pub const fn province(self) -> Self {
        let [a, b, ..] = self.0;
        Self([a, b, b'0', b'0', b'0', b'0'])
    }

    /// The prefecture it belongs to, as its first four digits say; none of a province. Counties directly under a
    /// province (429004) and districts of a municipality (110101) get a code that is not in the table.
    #[must_use]
    pub fn prefecture(self) -> Option<Self> {
        let [a, b, c, d, ..] = self.0;
        (self.level() != RegionLevel::Province).then_some(Self([a, b, c, d, b'0', b'0']))
    }

    /// Whether `other` is this region or lies in it, as the digits say.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        match self.level() {
            RegionLevel::Province => other.province() == self,
            RegionLevel::Prefecture => other.prefecture() == Some(self),
            RegionLevel::County => other == self,
        }
    }

    /// What it stood for over the years, oldest first; nothing when it is not in the table.
    #[must_use]
    pub fn rows(self) -> &'static [Region] {
        let all = Region::all();
        let first = all.partition_point(|row| row.code < self);
        let count = all[first..].partition_point(|row| row.code == self);
        &all[first..first + count]
    }

    /// What it stood for in a year.
    #[must_use]
    pub fn in_year(self, year: i16) -> Option<&'static Region> {
        self.rows().iter().find(|row| row.from <= year && row.until.is_none_or(|until| year < until))
    }

    /// The name it has, or had last.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        self.rows().last().map(|row| row.name)
    }
}

impl Region {
    /// Every region in force at any time since 1981, by code and then by year.
    #[must_use]
    pub fn all() -> &'static [Self] {
        static ALL: OnceLock<Vec<Region>> = OnceLock::new();
        ALL.get_or_init(|| TABLE.lines().filter_map(row).collect())
    }
}

/// One line of the table; none for the comments at its head. A test proves that no other line is lost.
fn row(line: &'static str) -> Option<Region> {
    let mut fields = line.split('\t');
    let (code, name, from, until, successors) =
        (fields.next()?, fields.next()?, fields.next()?, fields.next()?, fields.next()?);
    Some(Region {
        code: RegionCode::parse(code).ok()?,
        name,
        from: from.parse().ok()?,
        until: until.parse().ok(),
        successors: successors.split_whitespace().map(successor).collect::<Option<_>>()?,
    })
}

fn successor(text: &str) -> Option<Successor> {
    let (code, year) = match text.split_once('@') {
        Some((code, year)) => (code, Some(year.parse().ok()?)),
        None => (text, None),
    };
    Some(Successor { code: RegionCode::parse(code).ok()?, part_in: year })
}

as_text!(RegionCode, RegionCodeError);

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> RegionCode {
        RegionCode::parse(text).unwrap()
    }

    #[test]
    fn every_line_of_the_table_is_read() {
        let all = Region::all();
        assert_eq!(all.len(), TABLE.lines().filter(|line| !line.starts_with('#')).count());
        assert_eq!(all.len(), 6_823);
        assert!(all.is_sorted_by_key(|row| (row.code, row.from)));
        let in_force = |level| all.iter().filter(|r| r.until.is_none() && r.code.level() == level).count();
        assert_eq!(
            [RegionLevel::Province, RegionLevel::Prefecture, RegionLevel::County].map(in_force),
            [34, 333, 2_846]
        );
        assert!(all.iter().all(|row| row.until.is_none_or(|until| row.from < until)));
        assert!(all.iter().flat_map(|row| &row.successors).all(|next| !next.code.rows().is_empty()));
    }

    #[test]
    fn a_code_knows_where_it_stands() {
        let guanshanhu = code("520115");
        assert_eq!((guanshanhu.name(), guanshanhu.level()), (Some("观山湖区"), RegionLevel::County));
        assert_eq!(guanshanhu.prefecture().and_then(RegionCode::name), Some("贵阳市"));
        assert_eq!(guanshanhu.province().name(), Some("贵州省"));
        assert!(code("520000").contains(guanshanhu) && !code("530000").contains(guanshanhu));
        assert!(code("520100").contains(guanshanhu) && guanshanhu.contains(guanshanhu));
        assert_eq!(code("530000").prefecture(), None);
    }

    #[test]
    fn a_code_stands_for_what_it_stood_for_in_the_year() {
        let renren = code("522103");
        assert_eq!(renren.in_year(1996).map(|r| r.name), Some("仁怀市"));
        assert_eq!(renren.in_year(1997), None);
        assert_eq!(renren.rows()[renren.rows().len() - 1].successors[0].code, code("520382"));
        assert_eq!(code("120110").in_year(1990).map(|r| r.name), Some("东郊区"));
        assert_eq!(code("120110").in_year(1992).map(|r| r.name), Some("东丽区"));
        assert!(code("999999").rows().is_empty());
        // A part of Wudang went to the new Guanshanhu district in 2012; Wudang went on.
        let wudang = code("520112").in_year(2020).unwrap();
        assert_eq!(wudang.successors, [Successor { code: code("520115"), part_in: Some(2012) }]);
    }

    #[test]
    fn six_digits_and_nothing_else_are_a_code() {
        assert_eq!(RegionCode::parse(" ５２0115 "), Ok(code("520115")));
        for text in ["", "52011", "5201150", "020115", "52011a", "五二〇一一五", "-20115"] {
            assert!(RegionCode::parse(text).is_err(), "{text}");
        }
    }
}
