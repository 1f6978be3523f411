//! The code of an industry (国民经济行业), GB/T 4754-2017, and the whole table.

use std::sync::OnceLock;

use super::{as_text, narrow, shown};
use crate::say::{Lang, Say};

const TABLE: &str = include_str!("../../tables/industries.tsv");

/// A code that stands in the classification: a section's letter, or two, three or four digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct IndustryCode {
    /// Its place in the table.
    place: u16,
}

/// How fine a code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IndustryLevel {
    /// 门类: a letter.
    Section,
    /// 大类: two digits.
    Division,
    /// 中类: three digits.
    Group,
    /// 小类: four digits.
    Class,
}

impl Say for IndustryLevel {
    fn say(&self, lang: Lang) -> String {
        let word = match (self, lang) {
            (Self::Section, Lang::Zh) => "门类",
            (Self::Section, Lang::En) => "section",
            (Self::Division, Lang::Zh) => "大类",
            (Self::Division, Lang::En) => "division",
            (Self::Group, Lang::Zh) => "中类",
            (Self::Group, Lang::En) => "group",
            (Self::Class, Lang::Zh) => "小类",
            (Self::Class, Lang::En) => "class",
        };
        word.to_owned()
    }
}

/// Why a text is no industry code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IndustryCodeError {
    /// Neither a letter nor two to four digits.
    #[error("{}", self.say(Lang::Zh))]
    Shape(String),
    /// It looks like a code but is not in the classification.
    #[error("{}", self.say(Lang::Zh))]
    Unknown {
        /// The code.
        text: String,
        /// Codes of the nearest level above that exists; empty when there is none.
        known: Vec<&'static str>,
    },
    /// The letter before the digits is another section's.
    #[error("{}", self.say(Lang::Zh))]
    Section {
        /// The code as written.
        text: String,
        /// The section that the digits belong to.
        section: &'static str,
    },
}

impl Say for IndustryCodeError {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Shape(text), Lang::Zh) => {
                format!("“{text}”不是行业代码（GB/T 4754-2017）：应为门类字母或 2—4 位数字，如 C、27、2710")
            }
            (Self::Shape(text), Lang::En) => format!(
                "“{text}” is no industry code (GB/T 4754-2017); write a section's letter or two to four digits, as C, 27, 2710"
            ),
            (Self::Unknown { text, known }, Lang::Zh) => {
                let known =
                    if known.is_empty() { String::new() } else { format!("，相近的有 {}", known.join("、")) };
                format!("行业分类（GB/T 4754-2017）中没有“{text}”{known}；请核对，旧版代码请先转换")
            }
            (Self::Unknown { text, known }, Lang::En) => {
                let known =
                    if known.is_empty() { String::new() } else { format!(" (near to it: {})", known.join(", ")) };
                format!("GB/T 4754-2017 has no industry “{text}”{known}; check it, and convert codes of older editions")
            }
            (Self::Section { text, section }, Lang::Zh) => {
                format!("行业代码“{text}”的门类字母不符，应为 {section}，请核对")
            }
            (Self::Section { text, section }, Lang::En) => {
                format!("the letter of the industry code “{text}” should be {section}; check it")
            }
        }
    }
}

/// One line of the table.
struct Row {
    code: &'static str,
    title: &'static str,
    /// The place of the section it stands under.
    section: u16,
}

struct Table {
    rows: Vec<Row>,
    /// Places in `rows`, by code.
    by_code: Vec<u16>,
}

fn table() -> &'static Table {
    static ALL: OnceLock<Table> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut rows: Vec<Row> = Vec::new();
        let mut section = 0;
        let lines = TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
        for (place, (code, title)) in (0_u16..).zip(lines) {
            if code.len() == 1 {
                section = place;
            }
            rows.push(Row { code, title, section });
        }
        let mut by_code: Vec<u16> = (0_u16..).zip(&rows).map(|(place, _)| place).collect();
        by_code.sort_by_key(|&place| rows[usize::from(place)].code);
        Table { rows, by_code }
    })
}

fn find(code: &str) -> Option<IndustryCode> {
    let table = table();
    let found = table.by_code.binary_search_by_key(&code, |&place| table.rows[usize::from(place)].code);
    found.ok().map(|at| IndustryCode { place: table.by_code[at] })
}

impl IndustryCode {
    /// Reads a code: `C`, `27`, `271`, `2710`, or with the section before it, `C2710`.
    ///
    /// # Errors
    /// [`IndustryCodeError`] when the text has no such shape or the classification has no such code.
    pub fn parse(text: &str) -> Result<Self, IndustryCodeError> {
        let found: String = narrow(text).take(8).collect();
        let digits = found.strip_prefix(|c: char| c.is_ascii_uppercase()).unwrap_or(&found);
        let letter = &found[..found.len() - digits.len()];
        let shaped = match digits.len() {
            0 => !letter.is_empty(),
            length => (2..=4).contains(&length) && digits.bytes().all(|b| b.is_ascii_digit()),
        };
        if !shaped {
            return Err(IndustryCodeError::Shape(shown(text)));
        }
        if digits.is_empty() {
            return find(letter).ok_or(IndustryCodeError::Unknown { text: found, known: Vec::new() });
        }
        let Some(code) = find(digits) else {
            return Err(IndustryCodeError::Unknown { known: known_near(digits), text: found });
        };
        let section = code.section().code();
        if !letter.is_empty() && letter != section {
            return Err(IndustryCodeError::Section { text: found, section });
        }
        Ok(code)
    }

    /// Every code, in the standard's order.
    pub fn all() -> impl Iterator<Item = Self> {
        (0_u16..).zip(&table().rows).map(|(place, _)| Self { place })
    }

    fn row(self) -> &'static Row {
        // Places come from the table alone, so that the index is in range.
        &table().rows[usize::from(self.place)]
    }

    /// The code as text.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.row().code
    }

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        self.row().code
    }

    /// Its title in Chinese.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.row().title
    }

    /// How fine it is.
    #[must_use]
    pub fn level(self) -> IndustryLevel {
        match self.code().len() {
            1 => IndustryLevel::Section,
            2 => IndustryLevel::Division,
            3 => IndustryLevel::Group,
            _ => IndustryLevel::Class,
        }
    }

    /// The section it stands under; a section itself.
    #[must_use]
    pub fn section(self) -> Self {
        Self { place: self.row().section }
    }

    /// The division it stands under, or it is; none of a section.
    #[must_use]
    pub fn division(self) -> Option<Self> {
        self.cut(2)
    }

    /// The group it stands under, or it is; none of a section or division.
    #[must_use]
    pub fn group(self) -> Option<Self> {
        self.cut(3)
    }

    /// The class it is; none of a coarser code.
    #[must_use]
    pub fn class(self) -> Option<Self> {
        self.cut(4)
    }

    fn cut(self, length: usize) -> Option<Self> {
        self.code().get(..length).and_then(find)
    }

    /// The next coarser code; none of a section.
    #[must_use]
    pub fn parent(self) -> Option<Self> {
        match self.level() {
            IndustryLevel::Section => None,
            IndustryLevel::Division => Some(self.section()),
            IndustryLevel::Group => self.cut(2),
            IndustryLevel::Class => self.cut(3),
        }
    }

    /// Whether `other` is this industry or a part of it.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        match self.level() {
            IndustryLevel::Section => other.section() == self,
            _ => other.code().starts_with(self.code()),
        }
    }
}

/// Up to six codes below the longest beginning of `digits` that is a code.
fn known_near(digits: &str) -> Vec<&'static str> {
    let above = (2..digits.len()).rev().find_map(|length| digits.get(..length).and_then(find));
    let below = above
        .into_iter()
        .flat_map(|above| IndustryCode::all().filter(move |code| code.parent() == Some(above)).map(IndustryCode::code));
    below.take(6).collect()
}

impl Ord for IndustryCode {
    /// In the standard's order.
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.place.cmp(&other.place)
    }
}

impl PartialOrd for IndustryCode {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

as_text!(IndustryCode, IndustryCodeError);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code(text: &str) -> IndustryCode {
        IndustryCode::parse(text).unwrap()
    }

    #[test]
    fn the_table_is_whole_and_every_code_has_its_parent() {
        let count = |level| IndustryCode::all().filter(|c| c.level() == level).count();
        let levels = [IndustryLevel::Section, IndustryLevel::Division, IndustryLevel::Group, IndustryLevel::Class];
        assert_eq!(levels.map(count), [20, 97, 473, 1_381]);
        for industry in IndustryCode::all() {
            assert_eq!(find(industry.code()), Some(industry));
            let parent = industry.parent();
            assert_eq!(parent.is_none(), industry.level() == IndustryLevel::Section, "{industry}");
            assert!(parent.is_none_or(|p| p.contains(industry) && p.level() < industry.level()), "{industry}");
            assert!(!industry.title().is_empty());
        }
    }

    #[test]
    fn liquor_is_manufacturing() {
        let liquor = code("1512");
        assert_eq!((liquor.title(), liquor.level()), ("白酒制造", IndustryLevel::Class));
        assert_eq!(liquor.group().map(IndustryCode::title), Some("酒的制造"));
        assert_eq!(liquor.division().map(IndustryCode::title), Some("酒、饮料和精制茶制造业"));
        assert_eq!((liquor.section().code(), liquor.section().title()), ("C", "制造业"));
        assert_eq!((code("C1512"), code("c1512"), code("Ｃ１５１２")), (liquor, liquor, liquor));
        assert!(code("C").contains(liquor) && code("15").contains(liquor) && !code("D").contains(liquor));
    }

    #[test]
    fn what_is_not_in_the_classification_is_refused_with_what_is_near() {
        let error = IndustryCode::parse("1519").map(IndustryCode::title);
        assert_eq!(error, Ok("其他酒制造"));
        let Err(IndustryCodeError::Unknown { known, .. }) = IndustryCode::parse("1518") else { panic!("it was read") };
        assert!(known.contains(&"1512"), "{known:?}");
        assert!(matches!(IndustryCode::parse("A1512"), Err(IndustryCodeError::Section { section: "C", .. })));
        for text in ["", "1", "15123", "C1", "CC", "酒", "15a", "C1512345678", "é5"] {
            assert!(matches!(IndustryCode::parse(text), Err(IndustryCodeError::Shape(_))), "{text}");
        }
        assert!(matches!(IndustryCode::parse("Z"), Err(IndustryCodeError::Unknown { .. })));
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC{0,12}", near in "[A-Z]?[0-9]{0,5}") {
            let _ = IndustryCode::parse(&text);
            let _ = IndustryCode::parse(&near).map_err(|error| (error.say(Lang::Zh), error.say(Lang::En)));
        }
    }
}
