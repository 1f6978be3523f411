//! Paragraph styles, as far as they number paragraphs or mark a table of contents.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::xml::{Vocabulary, Xml, value};
use crate::ReadError;

/// Styles that build on one another beyond this go in a circle.
const CHAIN: usize = 32;

/// A style.
#[derive(Clone, Debug, Default)]
struct Style {
    based_on: Option<String>,
    list: Option<String>,
    level: Option<usize>,
    contents: bool,
}

/// All styles by their id.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
}

impl Styles {
    /// Reads the part.
    pub(super) fn read(part: &str) -> Result<Self, ReadError> {
        let mut xml = Xml::new(part);
        let mut styles = HashMap::new();
        let mut open: Option<(String, Style)> = None;
        while let Some((vocabulary, event)) = xml.next()? {
            if vocabulary != Vocabulary::Word {
                continue;
            }
            match event {
                Event::Start(element) | Event::Empty(element) => match (element.local_name().as_ref(), &mut open) {
                    ("style", _) => {
                        open = value(&element, "styleId").map(|id| (id, Style::default()));
                    }
                    ("name", Some((_, style))) => {
                        let name = value(&element, "val").unwrap_or_default().to_lowercase();
                        style.contents = name.starts_with("toc ") || name == "table of figures";
                    }
                    ("basedOn", Some((_, style))) => style.based_on = value(&element, "val"),
                    ("numId", Some((_, style))) => style.list = value(&element, "val"),
                    ("ilvl", Some((_, style))) => {
                        style.level = value(&element, "val").and_then(|text| text.parse().ok());
                    }
                    _ => {}
                },
                Event::End(element) if element.local_name().as_ref() == "style" => styles.extend(open.take()),
                _ => {}
            }
        }
        Ok(Self { styles })
    }

    /// A style, then those it builds on.
    fn chain<'a>(&'a self, id: &'a str) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let get = |id: &'a str| self.styles.get(id).map(|style| (id, style));
        std::iter::successors(get(id), move |(_, style)| style.based_on.as_deref().and_then(get)).take(CHAIN)
    }

    /// The list that numbers paragraphs of a style: its id, the style that says so, and the level where one is named.
    pub(super) fn list<'a>(&'a self, id: &'a str) -> Option<(&'a str, &'a str, Option<usize>)> {
        let level = self.chain(id).find_map(|(_, style)| style.level);
        self.chain(id).find_map(|(own, style)| Some((style.list.as_deref()?, own, level)))
    }

    /// Whether paragraphs of a style are lines of a table of contents.
    pub(super) fn is_contents(&self, id: &str) -> bool {
        self.chain(id).any(|(_, style)| style.contents)
    }
}
