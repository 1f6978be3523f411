//! The numbers that Word writes before paragraphs and keeps apart from their text.

use std::collections::{BTreeMap, HashMap, HashSet};

use quick_xml::events::{BytesStart, Event};

use super::numeral::written;
use super::xml::{Vocabulary, Xml, on, value};
use crate::ReadError;

/// Levels of a list.
const LEVELS: usize = 9;

/// A level of a list.
#[derive(Clone, Debug)]
struct Level {
    start: usize,
    format: String,
    /// Its text, where `%1` is the number of the first level.
    text: String,
    /// Numbers of upper levels are written in digits.
    legal: bool,
    /// After which level it begins anew; 0 is never.
    restart: Option<usize>,
    /// The style that stands for it.
    style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        let (format, text) = ("decimal".to_owned(), String::new());
        Self { start: 1, format, text, legal: false, restart: None, style: None }
    }
}

/// A list as a paragraph refers to it.
#[derive(Clone, Debug, Default)]
struct List {
    /// The list it takes its levels from, and its count.
    shape: String,
    /// Levels of its own.
    levels: BTreeMap<usize, Level>,
    /// Where it begins to count again.
    starts: BTreeMap<usize, usize>,
}

/// All lists, and how far each has counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbering {
    shapes: HashMap<String, BTreeMap<usize, Level>>,
    lists: HashMap<String, List>,
    counts: HashMap<String, [Option<usize>; LEVELS]>,
    begun: HashSet<(String, usize)>,
}

/// What is being read.
#[derive(Default)]
struct Open {
    shape: Option<String>,
    list: Option<(String, List)>,
    level: Option<(usize, Level)>,
    start: Option<usize>,
}

impl Numbering {
    /// Reads the part.
    pub(super) fn read(part: &str) -> Result<Self, ReadError> {
        let mut xml = Xml::new(part);
        let (mut numbering, mut open) = (Self::default(), Open::default());
        while let Some((vocabulary, event)) = xml.next()? {
            if vocabulary != Vocabulary::Word {
                continue;
            }
            match event {
                Event::Start(element) => numbering.begin(&mut open, &element),
                Event::Empty(element) => {
                    numbering.begin(&mut open, &element);
                    numbering.end(&mut open, element.local_name().as_ref());
                }
                Event::End(element) => numbering.end(&mut open, element.local_name().as_ref()),
                _ => {}
            }
        }
        Ok(numbering)
    }

    fn begin(&mut self, open: &mut Open, element: &BytesStart<'_>) {
        let text = || value(element, "val").unwrap_or_default();
        let index = || value(element, "ilvl").and_then(|text| text.parse().ok()).filter(|level| *level < LEVELS);
        match (element.local_name().as_ref(), &mut open.level) {
            ("abstractNum", _) => {
                open.shape = value(element, "abstractNumId");
                self.shapes.extend(open.shape.clone().map(|id| (id, BTreeMap::new())));
            }
            ("num", _) => open.list = value(element, "numId").map(|id| (id, List::default())),
            ("abstractNumId", _) => {
                if let Some((_, list)) = &mut open.list {
                    list.shape = text();
                }
            }
            ("lvlOverride", _) => open.start = index(),
            ("startOverride", _) => {
                if let (Some((_, list)), Some(level), Ok(start)) = (&mut open.list, open.start, text().parse()) {
                    list.starts.insert(level, start);
                }
            }
            ("lvl", _) => open.level = index().map(|level| (level, Level::default())),
            ("start", Some((_, level))) => level.start = text().parse().unwrap_or(1),
            ("numFmt", Some((_, level))) => level.format = text(),
            ("lvlText", Some((_, level))) => level.text = text(),
            ("isLgl", Some((_, level))) => level.legal = on(element),
            ("lvlRestart", Some((_, level))) => level.restart = text().parse().ok(),
            ("pStyle", Some((_, level))) => level.style = Some(text()),
            _ => {}
        }
    }

    fn end(&mut self, open: &mut Open, name: &str) {
        match name {
            "lvl" => {
                let levels = match (&mut open.list, &open.shape) {
                    (Some((_, list)), _) => Some(&mut list.levels),
                    (None, Some(shape)) => self.shapes.get_mut(shape),
                    (None, None) => None,
                };
                if let (Some(levels), Some((at, level))) = (levels, open.level.take()) {
                    levels.insert(at, level);
                }
            }
            "abstractNum" => open.shape = None,
            "num" => self.lists.extend(open.list.take()),
            "lvlOverride" => open.start = None,
            _ => {}
        }
    }

    /// The level of a list that a style stands for.
    pub(super) fn level_of(&self, list: &str, style: &str) -> Option<usize> {
        let list = self.lists.get(list)?;
        let levels = list.levels.iter().chain(self.shapes.get(&list.shape).into_iter().flatten());
        levels.into_iter().find(|(_, level)| level.style.as_deref() == Some(style)).map(|(at, _)| *at)
    }

    /// Counts a paragraph and gives what stands before it; none where it is a bullet or nothing.
    pub(super) fn next(&mut self, id: &str, at: usize) -> Option<String> {
        let list = self.lists.get(id)?;
        let shape = self.shapes.get(&list.shape);
        let level = |at: usize| list.levels.get(&at).or_else(|| shape?.get(&at));
        let own = level(at)?;
        let counts = self.counts.entry(list.shape.clone()).or_insert([None; LEVELS]);
        let first = self.begun.insert((id.to_owned(), at));
        let start = list.starts.get(&at).copied().filter(|_| first);
        let count = counts.get_mut(at)?;
        let number = start.unwrap_or_else(|| count.map_or(own.start, |before| before.saturating_add(1)));
        *count = Some(number);
        for (lower, count) in counts.iter_mut().enumerate().skip(at + 1) {
            // A level begins anew after any above it, unless it names the one it heeds.
            let heeds = level(lower).and_then(|level| level.restart);
            if heeds.is_none_or(|heeded| heeded > at) {
                *count = None;
            }
        }
        written(number, &own.format)?;
        let mut text = String::new();
        let mut signs = own.text.chars().peekable();
        while let Some(sign) = signs.next() {
            let index =
                signs.peek().filter(|_| sign == '%').and_then(|digit| digit.to_digit(10)).filter(|digit| *digit > 0);
            let Some(index) = index else {
                text.push(sign);
                continue;
            };
            signs.next();
            let index = index as usize - 1;
            let upper = level(index);
            let number = counts.get(index).copied().flatten().or(upper.map(|level| level.start)).unwrap_or(1);
            let format = upper.filter(|_| !own.legal).map_or("decimal", |level| level.format.as_str());
            text.extend(written(number, format));
        }
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PART: &str = r#"<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
        <w:abstractNum w:abstractNumId="0">
            <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="japaneseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
            <w:lvl w:ilvl="1"><w:numFmt w:val="japaneseCounting"/><w:lvlText w:val="（%2）"/><w:pStyle w:val="H2"/></w:lvl>
            <w:lvl w:ilvl="2"><w:isLgl/><w:lvlText w:val="%1.%3"/></w:lvl>
            <w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="l"/></w:lvl>
        </w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
    </w:numbering>"#;

    #[test]
    fn lists_count_level_by_level() {
        let mut numbering = Numbering::read(PART).unwrap();
        let steps = [
            ("1", 0, Some("一、")),
            ("1", 1, Some("（一）")),
            ("1", 1, Some("（二）")),
            ("1", 2, Some("1.1")),
            ("1", 3, None),
            ("1", 0, Some("二、")),
            ("1", 1, Some("（一）")),
            ("2", 0, Some("五、")),
            ("2", 0, Some("六、")),
            ("9", 0, None),
        ];
        for (list, level, expected) in steps {
            assert_eq!(numbering.next(list, level).as_deref(), expected, "list {list}, level {level}");
        }
        assert_eq!(numbering.level_of("1", "H2"), Some(1));
    }
}
