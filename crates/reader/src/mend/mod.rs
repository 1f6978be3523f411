//! Text without the marks of conversion, where every character knows its place in the file.
//!
//! A paragraph is a line of the mended text. Letters, digits and signs are half width; 、。“”《》〔〕【】 stay as they are.

mod blank;
mod cells;
mod furniture;
mod glyph;
mod line;
mod wrap;

use std::ops::Range;

pub use furniture::Aside;

use crate::source::Source;

/// A stretch of the mended text, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// From `start` up to `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Its words in `text`; empty where it does not fall on characters.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// The same stretch, `by` bytes further on: from places in a paragraph to places in the text.
    #[must_use]
    pub const fn after(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }

    /// From the start of the earlier to the end of the later.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `other` lies inside.
    #[must_use]
    pub const fn holds(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// A paragraph or a row of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its place in the mended text, without the line end.
    pub span: Span,
    /// A row of a table; cells are parted by tabs or `|`.
    pub row: bool,
}

/// The mended text.
#[derive(Clone, Debug)]
pub struct Mended<'a> {
    source: &'a Source,
    text: String,
    /// For every byte of `text`, the character of the source it came from.
    places: Vec<u32>,
    lines: Vec<Line>,
    asides: Vec<Aside>,
}

impl<'a> Mended<'a> {
    /// Mends a text.
    #[must_use]
    pub fn of(source: &'a Source) -> Self {
        let raw = line::lines(source.chars());
        // Serial numbers of rows must not be taken for page numbers.
        let rows = cells::rows(source.chars(), &raw);
        let mut taken = rows.iter().cloned().flatten().peekable();
        let (cells, raw): (Vec<_>, Vec<_>) =
            raw.into_iter().enumerate().partition(|(at, _)| taken.next_if_eq(at).is_some());
        let mut cells = cells.into_iter().map(|(_, line)| line);
        let (kept, asides) = furniture::clear(source.chars(), raw.into_iter().map(|(_, line)| line).collect());
        let mut mended = Self { source, text: String::new(), places: Vec::new(), lines: Vec::new(), asides };
        let mut rest = kept.as_slice();
        for row in rows {
            let row: Vec<line::Raw> = cells.by_ref().take(row.len()).collect();
            let before = row.first().map_or(0, |first| rest.partition_point(|line| line.start < first.start));
            let (paragraphs, more) = rest.split_at_checked(before).unwrap_or((rest, &[]));
            mended.wrapped(paragraphs);
            mended.cells(&row);
            rest = more;
        }
        mended.wrapped(rest);
        mended
    }

    /// Adds lines that are paragraphs, or parts of them, or rows.
    fn wrapped(&mut self, lines: &[line::Raw]) {
        for (pieces, row) in wrap::paragraphs(self.source.chars(), lines) {
            self.add(&pieces, row);
        }
    }

    /// Adds a row of which each line is a cell.
    fn cells(&mut self, lines: &[line::Raw]) {
        let start = self.text.len();
        for (at, line) in lines.iter().enumerate() {
            if at > 0 {
                self.text.push('\t');
                self.places.resize(self.text.len(), self.places.last().copied().unwrap_or_default());
            }
            self.push(std::slice::from_ref(&(line.start..line.end)), true);
        }
        self.end(start, true);
    }

    /// Adds one paragraph made of `pieces` of the source.
    fn add(&mut self, pieces: &[Range<usize>], row: bool) {
        let start = self.text.len();
        self.push(pieces, row);
        self.end(start, row);
    }

    fn push(&mut self, pieces: &[Range<usize>], row: bool) {
        for (ch, place) in blank::close(&glyph::plain(self.source.chars(), pieces, row), row) {
            self.text.push(ch);
            self.places.resize(self.text.len(), place);
        }
    }

    /// Ends the line that began at byte `start`.
    fn end(&mut self, start: usize, row: bool) {
        let end = self.text.len();
        if end > start {
            self.lines.push(Line { span: Span::new(start, end), row });
            self.text.push('\n');
            self.places.resize(self.text.len(), self.places.last().copied().unwrap_or_default());
        }
    }

    /// The mended text; lines end in `\n`.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its paragraphs and rows.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// What was taken out as furniture and says something about the document.
    #[must_use]
    pub fn asides(&self) -> &[Aside] {
        &self.asides
    }

    /// The mended words of `span`.
    #[must_use]
    pub fn words(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The characters of the source that `span` came from, end excluded.
    fn characters(&self, span: Span) -> [usize; 2] {
        let place =
            |byte: usize| self.places.get(byte).map_or(0, |place| usize::try_from(*place).unwrap_or(usize::MAX));
        if span.end <= span.start {
            return [place(span.start), place(span.start)];
        }
        [place(span.start), place(span.end - 1) + 1]
    }

    /// Where `span` stands in the file: characters, end excluded.
    #[must_use]
    pub fn offset(&self, span: Span) -> [usize; 2] {
        self.source.place(self.source.whole(self.characters(span)))
    }

    /// The words of `span` as they stand in the file, line breaks included.
    #[must_use]
    pub fn quoted(&self, span: Span) -> String {
        self.source.slice(self.source.whole(self.characters(span)))
    }

    /// The words of `span` as they stand in the file, without blanks and line breaks.
    #[must_use]
    pub fn verbatim(&self, span: Span) -> String {
        let chars = self.quoted(span);
        let seen = |ch: &char| !ch.is_whitespace() && !glyph::unseen(*ch);
        if !chars.contains(['\n', '\r']) {
            return chars.chars().filter(seen).collect();
        }
        // Between lines that were joined may stand a page number, which is no part of the words.
        let [start, end] = self.characters(span);
        let mut out = String::new();
        let mut from = start;
        for place in self.places.get(span.start..span.end).unwrap_or_default() {
            let at = usize::try_from(*place).unwrap_or(usize::MAX);
            if at > from {
                let between = self.source.slice([from, at]);
                if !between.contains(['\n', '\r']) {
                    out.extend(between.chars().filter(seen));
                }
            }
            if at >= from && at < end {
                out.extend(self.source.slice([at, at + 1]).chars().filter(seen));
                from = at + 1;
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        let source = Source::of(text);
        let mended = Mended::of(&source);
        mended.lines().iter().map(|line| mended.words(line.span).to_owned()).collect()
    }

    #[test]
    fn every_stretch_leads_back_to_its_place_in_the_file() {
        let source = Source::of("第 1 0 条　补助\u{200b}３０ 万元，\n\n按年发放。");
        let mended = Mended::of(&source);
        assert_eq!(mended.text(), "第10条补助30万元,按年发放。\n");
        let at = mended.text().find("30万元").unwrap();
        let span = Span::new(at, at + "30万元".len());
        assert_eq!(mended.quoted(span), "３０ 万元");
        assert_eq!(mended.verbatim(span), "３０万元");
        assert_eq!(mended.offset(span), [11, 16]);
    }

    #[test]
    fn words_cut_by_a_page_break_are_whole_again() {
        assert_eq!(
            lines("园区要扩大投资，增加\n\n- 3 -\n\n用地供给。\n\n二、任务"),
            ["园区要扩大投资,增加用地供给。", "二、任务"]
        );
    }

    #[test]
    fn a_page_number_inside_a_name_is_no_part_of_it() {
        let source = Source::of("园区要扩大投资，由市住房城\n\n— 3 —\n\n乡建设局（**办**）负责。");
        let mended = Mended::of(&source);
        let name = "市住房城乡建设局";
        let at = mended.text().find(name).unwrap();
        assert_eq!(mended.verbatim(Span::new(at, at + name.len())), name);
    }

    #[test]
    fn the_signs_of_markdown_go() {
        assert_eq!(
            lines("## 某区政策\n\n**一、入园**\n\n20**年**增长**。\n\n|甲|乙|\n|---|---|"),
            ["某区政策", "一、入园", "20**年增长。", "|甲|乙|"]
        );
    }

    #[test]
    fn a_heading_and_what_follows_stay_apart() {
        assert_eq!(lines("一、要求\n园区要做强。\n（二）任务"), ["一、要求", "园区要做强。", "(二)任务"]);
    }
}
