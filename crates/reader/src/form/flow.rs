//! Blocks and tables to lines: what pages and documents have in common.
//!
//! A row of a table becomes one line, its cells parted by tabs. A table that only sets out a page becomes the lines in it.

/// A character with its place in the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Glyph {
    /// The character.
    pub ch: char,
    /// Its place: characters of the file, end excluded.
    pub place: [u32; 2],
    /// It leads somewhere else: menus are made of such.
    pub link: bool,
}

/// A line, and whether an empty one stands before it.
#[derive(Clone, Debug, Default)]
struct Line {
    glyphs: Vec<Glyph>,
    gap: bool,
}

/// A table that is still open.
#[derive(Default)]
struct Table {
    /// Its rows so far.
    lines: Vec<Line>,
    /// The cells of the row so far.
    cells: Vec<Vec<Line>>,
    /// A cell of the row holds a table.
    nested: bool,
}

/// Tables within tables beyond this are read as the lines they hold.
const DEEPEST: usize = 32;

/// A cell with more lines and characters is no cell but a column of a page.
const CELL: (usize, usize) = (12, 600);

/// What has been read so far.
#[derive(Default)]
pub(super) struct Flow {
    lines: Vec<Line>,
    tables: Vec<Table>,
    /// Tables opened beyond [`DEEPEST`].
    deeper: usize,
    open: Line,
}

impl Flow {
    /// Adds a character to the line.
    pub(super) fn push(&mut self, ch: char, place: [u32; 2], link: bool) {
        self.open.glyphs.push(Glyph { ch, place, link });
    }

    /// The last character of the line.
    pub(super) fn last(&self) -> Option<char> {
        self.open.glyphs.last().map(|glyph| glyph.ch)
    }

    /// A block ends here, if there is one.
    pub(super) fn end_block(&mut self) {
        if !self.open.glyphs.is_empty() {
            self.end_line();
        }
    }

    /// The line ends here; one without words is a gap before the next.
    pub(super) fn end_line(&mut self) {
        if self.open.glyphs.iter().all(|glyph| glyph.ch.is_whitespace()) {
            self.open = Line { glyphs: Vec::new(), gap: true };
            return;
        }
        let line = std::mem::take(&mut self.open);
        self.sink().push(line);
    }

    /// Where lines go: the cell, the table between its rows, or the page.
    fn sink(&mut self) -> &mut Vec<Line> {
        match self.tables.last_mut() {
            None => &mut self.lines,
            Some(table) => match table.cells.last_mut() {
                Some(cell) => cell,
                None => &mut table.lines,
            },
        }
    }

    /// A table begins.
    pub(super) fn open_table(&mut self) {
        self.end_block();
        if self.tables.len() < DEEPEST {
            self.tables.push(Table::default());
        } else {
            self.deeper += 1;
        }
    }

    /// A row begins or ends.
    pub(super) fn end_row(&mut self) {
        self.end_block();
        if self.deeper == 0
            && let Some(table) = self.tables.last_mut()
        {
            table.end_row();
        }
    }

    /// A row ends that is not to be read.
    pub(super) fn drop_row(&mut self) {
        self.end_block();
        if self.deeper == 0
            && let Some(table) = self.tables.last_mut()
        {
            table.cells.clear();
            table.nested = false;
        }
    }

    /// A cell begins.
    pub(super) fn open_cell(&mut self) {
        self.end_block();
        if self.deeper == 0
            && let Some(table) = self.tables.last_mut()
        {
            table.cells.push(Vec::new());
        }
    }

    /// A table ends.
    pub(super) fn end_table(&mut self) {
        self.end_block();
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        let Some(mut table) = self.tables.pop() else { return };
        table.end_row();
        if let Some(outer) = self.tables.last_mut() {
            outer.nested = true;
        }
        let sink = self.sink();
        if sink.is_empty() {
            *sink = table.lines;
        } else {
            sink.append(&mut table.lines);
        }
        self.open.gap = true;
    }

    /// All that was read. Lines that only lead elsewhere go, unless they are most of the page.
    pub(super) fn finish(mut self) -> Vec<(char, [u32; 2])> {
        self.end_block();
        self.deeper = 0;
        while !self.tables.is_empty() {
            self.end_table();
        }
        let length = |line: &Line| line.glyphs.len();
        let all: usize = self.lines.iter().map(length).sum();
        let links: usize = self.lines.iter().filter(|line| line.only_links()).map(length).sum();
        if links * 2 < all {
            self.lines.retain(|line| !line.only_links());
        }
        let mut text: Vec<(char, [u32; 2])> = Vec::with_capacity(all + self.lines.len());
        for line in self.lines {
            let breaks = if line.gap { 2 } else { 1 };
            if let Some((_, [_, end])) = text.last().copied() {
                text.extend(std::iter::repeat_n(('\n', [end, end]), breaks));
            }
            text.extend(line.glyphs.iter().map(|glyph| (glyph.ch, glyph.place)));
        }
        text
    }
}

impl Line {
    /// Whether all its words lead elsewhere.
    fn only_links(&self) -> bool {
        let mut words = self.glyphs.iter().filter(|glyph| glyph.ch.is_alphanumeric()).peekable();
        words.peek().is_some() && words.all(|glyph| glyph.link)
    }
}

impl Table {
    /// Closes the row: one line for its cells, or the lines of the cells.
    fn end_row(&mut self) {
        let cells: Vec<Vec<Line>> =
            std::mem::take(&mut self.cells).into_iter().filter(|cell| !cell.is_empty()).collect();
        let column =
            |cell: &Vec<Line>| cell.len() > CELL.0 && cell.iter().map(|line| line.glyphs.len()).sum::<usize>() > CELL.1;
        if std::mem::take(&mut self.nested) || cells.len() < 2 || cells.iter().any(column) {
            self.lines.extend(cells.into_iter().flatten());
            return;
        }
        let mut row = Line::default();
        for cell in cells {
            if let Some(last) = row.glyphs.last().copied() {
                row.glyphs.push(Glyph { ch: '\t', place: [last.place[1]; 2], link: false });
            }
            row.cell(cell);
        }
        self.lines.push(row);
    }
}

impl Line {
    /// Adds a cell to a row. Blanks in it are single ones, so that none is taken for the end of the cell.
    fn cell(&mut self, lines: Vec<Line>) {
        let mut blank: Option<[u32; 2]> = None;
        let mut first = true;
        for line in lines {
            for glyph in line.glyphs {
                if glyph.ch.is_whitespace() {
                    blank = Some(glyph.place);
                    continue;
                }
                if let Some(place) = blank.take().filter(|_| !first) {
                    self.glyphs.push(Glyph { ch: ' ', place, link: glyph.link });
                }
                first = false;
                self.glyphs.push(glyph);
            }
            blank = self.glyphs.last().map(|last| [last.place[1]; 2]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn add(flow: &mut Flow, words: &str, link: bool) {
        for ch in words.chars() {
            flow.push(ch, [0, 0], link);
        }
    }

    fn text(flow: Flow) -> String {
        flow.finish().into_iter().map(|(ch, _)| ch).collect()
    }

    #[test]
    fn a_row_is_a_line_and_a_cell_has_single_blanks() {
        let mut flow = Flow::default();
        add(&mut flow, "附表", false);
        flow.open_table();
        for row in [["任务", "单位"], ["修 　路", "市交通局"]] {
            for cell in row {
                flow.open_cell();
                add(&mut flow, cell, false);
                flow.end_line();
                add(&mut flow, "等", false);
            }
            flow.end_row();
        }
        flow.end_table();
        assert_eq!(text(flow), "附表\n任务 等\t单位 等\n修 路 等\t市交通局 等");
    }

    #[test]
    fn a_table_that_sets_out_a_page_is_the_lines_in_it() {
        let mut flow = Flow::default();
        flow.open_table();
        flow.open_cell();
        add(&mut flow, "左", false);
        flow.open_cell();
        flow.open_table();
        flow.open_cell();
        add(&mut flow, "甲", false);
        flow.open_cell();
        add(&mut flow, "乙", false);
        flow.end_table();
        flow.end_table();
        assert_eq!(text(flow), "左\n甲\t乙");
    }

    #[test]
    fn menus_go_unless_there_is_little_else() {
        let mut flow = Flow::default();
        for (words, link) in [("首页 | 要闻", true), ("一、总体要求是这样的一句话", false)] {
            add(&mut flow, words, link);
            flow.end_block();
        }
        assert_eq!(text(flow), "一、总体要求是这样的一句话");
    }

    #[test]
    fn tables_in_tables_without_end_are_read() {
        let mut flow = Flow::default();
        for _ in 0..100_000 {
            flow.open_table();
            flow.end_row();
            flow.open_cell();
        }
        add(&mut flow, "底", false);
        assert_eq!(text(flow), "底");
    }
}
