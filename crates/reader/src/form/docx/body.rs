//! The body of a document: its paragraphs and tables in order.

use quick_xml::events::{BytesStart, Event};

use super::number::Numbering;
use super::style::Styles;
use super::xml::{Vocabulary, Xml, on, value};
use crate::ReadError;
use crate::form::flow::Flow;
use crate::source::TEXT_LIMIT;

/// Elements that are passed over with all they hold: what was deleted or moved away, what stood before a change, readings above
/// characters, and what is not shown.
const PASSED: &[&str] = &[
    "del",
    "moveFrom",
    "delText",
    "instrText",
    "delInstrText",
    "rt",
    "pPrChange",
    "rPrChange",
    "tblPrChange",
    "tblPrExChange",
    "tcPrChange",
    "trPrChange",
    "sectPrChange",
    "numberingChange",
    "tblGridChange",
];

/// A paragraph that is being read. Text boxes hold paragraphs inside one.
#[derive(Default)]
struct Paragraph {
    text: String,
    style: Option<String>,
    list: Option<String>,
    level: Option<usize>,
    /// Its end was deleted: the next paragraph goes on.
    runs_on: bool,
}

/// What has been read, and where we are.
struct Body<'a> {
    styles: &'a Styles,
    numbering: Numbering,
    flow: Flow,
    open: Vec<Paragraph>,
    /// The words of a paragraph whose end was deleted.
    carried: String,
    /// So many elements inside one that is passed over.
    passed: usize,
    /// The properties we are in: of a paragraph, of a row.
    properties: Option<&'static str>,
    /// The words of this run are not shown.
    vanished: bool,
    /// The row was deleted.
    row_gone: bool,
    /// The block holds a table of contents.
    contents: bool,
    /// Bytes read.
    length: usize,
}

/// The text of the part that holds the document.
pub(super) fn read(part: &str, styles: &Styles, numbering: Numbering) -> Result<String, ReadError> {
    let mut body = Body {
        styles,
        numbering,
        flow: Flow::default(),
        open: Vec::new(),
        carried: String::new(),
        passed: 0,
        properties: None,
        vanished: false,
        row_gone: false,
        contents: false,
        length: 0,
    };
    let mut xml = Xml::new(part);
    while let Some((vocabulary, event)) = xml.next()? {
        body.event(vocabulary, &event);
        if body.length > TEXT_LIMIT {
            return Err(ReadError::TooMuchText { limit: TEXT_LIMIT });
        }
    }
    while !body.open.is_empty() {
        body.end_paragraph();
    }
    let carried = std::mem::take(&mut body.carried);
    body.lines("", &carried);
    Ok(body.flow.finish().into_iter().map(|(ch, _)| ch).collect())
}

impl Body<'_> {
    fn event(&mut self, vocabulary: Vocabulary, event: &Event<'_>) {
        match event {
            Event::Start(_) if self.passed > 0 => self.passed += 1,
            Event::End(_) if self.passed > 0 => self.passed -= 1,
            _ if self.passed > 0 => {}
            Event::Start(element) => {
                if self.passes(vocabulary, element) {
                    self.passed = 1;
                } else if vocabulary == Vocabulary::Word {
                    self.start(element);
                }
            }
            Event::Empty(element) if vocabulary == Vocabulary::Word => {
                self.start(element);
                self.end(element.local_name().as_ref());
            }
            Event::End(element) if vocabulary == Vocabulary::Word => self.end(element.local_name().as_ref()),
            Event::Text(text) => self.words(&text.xml10_content()),
            Event::CData(text) => self.words(&text.xml10_content()),
            Event::GeneralRef(name) => {
                let written = match &*name.xml10_content() {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => name.resolve_char_ref().ok().flatten(),
                };
                if let Some(ch) = written {
                    self.words(ch.encode_utf8(&mut [0; 4]));
                }
            }
            _ => {}
        }
    }

    /// Whether an element is passed over. Marks of a deleted paragraph end or row are no such element.
    fn passes(&self, vocabulary: Vocabulary, element: &BytesStart<'_>) -> bool {
        let name = element.local_name();
        match vocabulary {
            Vocabulary::Alternatives => name.as_ref() == "Fallback",
            Vocabulary::Word => match name.as_ref() {
                "del" | "moveFrom" if self.properties.is_some() => false,
                "sdtContent" => self.contents,
                name => PASSED.contains(&name),
            },
            _ => false,
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        let name = element.local_name();
        match (name.as_ref(), self.properties) {
            ("p", _) => self.open.push(Paragraph::default()),
            ("pPr", _) => self.properties = Some("pPr"),
            ("trPr", _) => self.properties = Some("trPr"),
            ("del" | "moveFrom", Some("trPr")) => self.row_gone = true,
            ("r", _) => self.vanished = false,
            ("vanish" | "webHidden", None) => self.vanished = on(element),
            ("sdt", _) => self.contents = false,
            ("docPartGallery", _) => {
                self.contents = value(element, "val").is_some_and(|gallery| gallery == "Table of Contents");
            }
            ("tbl", _) => self.flow.open_table(),
            ("tc", _) => self.flow.open_cell(),
            ("tab" | "ptab", None) => self.add(" "),
            ("br" | "cr", None) => self.add("\n"),
            ("noBreakHyphen", None) => self.add("-"),
            (name, Some("pPr")) => self.property(name, element),
            _ => {}
        }
    }

    /// A property of the paragraph.
    fn property(&mut self, name: &str, element: &BytesStart<'_>) {
        let Some(open) = self.open.last_mut() else { return };
        match name {
            "pStyle" => open.style = value(element, "val"),
            "numId" => open.list = value(element, "val"),
            "ilvl" => open.level = value(element, "val").and_then(|text| text.parse().ok()),
            "del" | "moveFrom" => open.runs_on = true,
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" => self.end_paragraph(),
            "pPr" | "trPr" => self.properties = None,
            "r" => self.vanished = false,
            "sdt" => self.contents = false,
            "tr" if std::mem::take(&mut self.row_gone) => self.flow.drop_row(),
            "tr" => self.flow.end_row(),
            "tbl" => self.flow.end_table(),
            _ => {}
        }
    }

    /// Words, where they are shown. Blanks between elements are no words: they stand outside of paragraphs or end a line.
    fn words(&mut self, text: &str) {
        if self.properties.is_none() && !text.starts_with('\n') {
            self.add(text);
        }
    }

    fn add(&mut self, text: &str) {
        if self.vanished {
            return;
        }
        if let Some(open) = self.open.last_mut() {
            self.length += text.len();
            open.text.push_str(text);
        }
    }

    /// Writes the paragraph with its number.
    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.open.pop() else { return };
        let style = paragraph.style.as_deref().unwrap_or_default();
        let marker = self.marker(&paragraph, style).unwrap_or_default();
        let carried = std::mem::take(&mut self.carried);
        if self.styles.is_contents(style) {
            return;
        }
        let text = carried + &paragraph.text;
        if paragraph.runs_on {
            self.carried = if text.is_empty() { text } else { marker + &text };
        } else {
            self.lines(&marker, &text);
        }
    }

    /// Writes the lines of a paragraph.
    fn lines(&mut self, marker: &str, text: &str) {
        self.length += marker.len();
        let marker = if text.trim().is_empty() { "" } else { marker };
        // 1.修路, but 1 修路 and a 修路.
        let blank = if marker.ends_with(|ch: char| ch.is_alphanumeric()) { " " } else { "" };
        for ch in [marker, blank, text].iter().flat_map(|piece| piece.chars()) {
            if ch == '\n' { self.flow.end_line() } else { self.flow.push(ch, [0, 0], false) }
        }
        self.flow.end_line();
    }

    /// The number of a paragraph, by its own properties or those of its style.
    fn marker(&mut self, paragraph: &Paragraph, style: &str) -> Option<String> {
        let by_style = self.styles.list(style);
        let (list, level) = match (&paragraph.list, by_style) {
            (Some(list), _) => (list.as_str(), paragraph.level.or_else(|| self.numbering.level_of(list, style))),
            (None, Some((list, owner, level))) => {
                (list, paragraph.level.or_else(|| self.numbering.level_of(list, owner)).or(level))
            }
            (None, None) => return None,
        };
        self.numbering.next(list, level.unwrap_or(0))
    }
}
