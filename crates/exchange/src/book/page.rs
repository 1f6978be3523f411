//! One sheet of a workbook that people print and file: title, headers that stay in sight, columns wide enough, formats.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

/// The longest text a spreadsheet cell holds, in characters; a little below the format's 32,767.
const MOST_CHARACTERS: usize = 32_000;
/// Widths of columns, in characters of the standard font.
const NARROWEST: u32 = 8;
const WIDEST: u32 = 60;
/// How many characters go on a landscape page and can still be read; wider tables take several pages side by side.
const PAGE: u32 = 180;
/// How many rows are measured for the width of a column.
const MEASURED: u32 = 400;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// Text of more than one line.
    Long,
    /// A number with so many decimals, thousands apart.
    Number(u8),
    /// A whole number without separators: a rank.
    Whole,
    /// A share, shown as a percentage.
    Share,
}

/// A column of a page.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its header.
    pub title: String,
    /// Its unit of measure, shown below the header.
    pub unit: Option<String>,
    /// What it holds.
    pub kind: Kind,
}

impl Column {
    /// A column without unit.
    pub fn new(title: impl Into<String>, kind: Kind) -> Self {
        Self { title: title.into(), unit: None, kind }
    }

    /// A column of figures in a unit of measure.
    pub fn measured(title: impl Into<String>, unit: Option<String>, decimals: u8) -> Self {
        Self { title: title.into(), unit, kind: Kind::Number(decimals) }
    }

    fn header(&self) -> String {
        match &self.unit {
            Some(unit) => format!("{}\n（{unit}）", self.title),
            None => self.title.clone(),
        }
    }
}

/// What a cell is given.
#[derive(Clone, Debug)]
pub enum Put<'a> {
    /// Nothing.
    Blank,
    /// Text; never taken for a formula, whatever it begins with.
    Text(&'a str),
    /// Text made for the occasion.
    Made(String),
    /// A number.
    Number(f64),
    /// A number that a step made or moved: shaded.
    Marked(f64),
}

impl<'a> Put<'a> {
    /// The text, or nothing.
    pub fn maybe(text: Option<&'a str>) -> Self {
        text.map_or(Self::Blank, Self::Text)
    }

    /// The number, or nothing.
    pub fn figure(number: Option<f64>) -> Self {
        number.map_or(Self::Blank, Self::Number)
    }

    /// A count or rank, or nothing.
    pub fn whole(number: Option<usize>) -> Self {
        // No population is beyond 2^53.
        number.and_then(|number| u32::try_from(number).ok()).map_or(Self::Blank, |number| Self::Number(number.into()))
    }
}

/// What stands at the top of a page.
#[derive(Clone, Debug)]
pub struct Top<'a> {
    /// The sheet's name.
    pub name: &'a str,
    /// The title.
    pub title: &'a str,
    /// Lines below the title.
    pub lines: &'a [String],
    /// The mark of generated data, if the data are generated.
    pub mark: Option<&'a str>,
    /// Groups of columns: a header above, and how many columns it spans; empty where there are none.
    pub groups: &'a [(String, u16)],
    /// The columns.
    pub columns: &'a [Column],
    /// How many columns stay in sight when the page is moved sideways.
    pub frozen: u16,
}

/// A sheet being written.
pub struct Page<'b> {
    sheet: &'b mut Worksheet,
    kinds: Vec<Kind>,
    formats: Vec<Format>,
    shaded: Vec<Format>,
    widths: Vec<u32>,
    header: u32,
    row: u32,
}

impl<'b> Page<'b> {
    /// Begins a sheet at the end of `book`.
    pub fn begin(book: &'b mut Workbook, top: &Top<'_>) -> Result<Self, XlsxError> {
        let sheet = book.add_worksheet();
        sheet.set_name(sheet_name(top.name))?;
        let mut row = 0;
        let title = Format::new().set_bold().set_font_size(14);
        sheet.write_string_with_format(row, 0, cut(top.title), &title)?;
        row += 1;
        if let Some(mark) = top.mark {
            let red = Format::new().set_bold().set_font_color(Color::RGB(0x00C0_0000));
            sheet.write_string_with_format(row, 0, mark, &red)?;
            sheet.set_tab_color(Color::RGB(0x00C0_0000));
            row += 1;
        }
        for line in top.lines {
            let grey = Format::new().set_font_color(Color::RGB(0x0059_5959));
            sheet.write_string_with_format(row, 0, cut(line), &grey)?;
            row += 1;
        }
        let first_header = row;
        let head = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
            .set_background_color(Color::RGB(0x00DD_E6F0))
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0x00A6_A6A6));
        if !top.groups.is_empty() {
            let mut column = 0;
            for (title, span) in top.groups {
                match span {
                    0 => (),
                    1 => {
                        sheet.write_string_with_format(row, column, cut(title), &head)?;
                    }
                    span => {
                        sheet.merge_range(row, column, row, column + span - 1, cut(title), &head)?;
                    }
                }
                column += span;
            }
            sheet.set_row_height(row, 32)?;
            row += 1;
        }
        let mut widths = Vec::new();
        for (at, column) in (0..).zip(top.columns) {
            let header = column.header();
            sheet.write_string_with_format(row, at, cut(&header), &head)?;
            widths.push(header.lines().map(width).max().unwrap_or(0));
        }
        sheet.set_row_height(row, 32)?;
        sheet.set_freeze_panes(row + 1, top.frozen)?;
        sheet.set_landscape().set_paper_size(9);
        if top.frozen > 0 {
            sheet.set_repeat_columns(0, top.frozen - 1)?;
        }
        sheet.set_repeat_rows(first_header, row)?;
        let mark = top.mark.map_or(String::new(), |mark| format!("&C{}", mark.replace('&', "&&")));
        sheet.set_header(format!("&L{}{mark}", top.title.replace('&', "&&")).chars().take(200).collect::<String>());
        sheet.set_footer("&C&P / &N");
        let kinds = top.columns.iter().map(|column| column.kind).collect::<Vec<_>>();
        let formats: Vec<Format> = kinds.iter().map(|kind| format_of(*kind)).collect();
        let shaded =
            formats.iter().map(|format| format.clone().set_background_color(Color::RGB(0x00FF_F2CC))).collect();
        Ok(Self { sheet, kinds, formats, shaded, widths, header: row, row: row + 1 })
    }

    /// Writes a row.
    pub fn row(&mut self, cells: &[Put<'_>]) -> Result<(), XlsxError> {
        for (at, cell) in cells.iter().enumerate() {
            let column = u16::try_from(at).unwrap_or(u16::MAX);
            let Some(format) = self.formats.get(at) else { break };
            let shown = match cell {
                Put::Blank => 0,
                Put::Text(text) => self.text(column, text)?,
                Put::Made(text) => self.text(column, text)?,
                Put::Number(number) | Put::Marked(number) => {
                    let shaded = matches!(cell, Put::Marked(_));
                    let format = if shaded { self.shaded.get(at).unwrap_or(format) } else { format };
                    self.sheet.write_number_with_format(self.row, column, *number, format)?;
                    if self.row < MEASURED { number_width(*number, self.kinds.get(at).copied()) } else { 0 }
                }
            };
            if let Some(widest) = self.widths.get_mut(at) {
                *widest = (*widest).max(shown);
            }
        }
        self.row += 1;
        Ok(())
    }

    fn text(&mut self, column: u16, text: &str) -> Result<u32, XlsxError> {
        if text.is_empty() {
            return Ok(0);
        }
        let text = cut(text);
        let shown = if self.row < MEASURED { text.lines().map(width).max().unwrap_or(0) } else { 0 };
        match self.kinds.get(usize::from(column)) {
            // Only text of several lines needs a format of its own.
            Some(Kind::Long) => {
                let format = self.formats.get(usize::from(column)).cloned().unwrap_or_default();
                self.sheet.write_string_with_format(self.row, column, text, &format)?;
            }
            _ => {
                self.sheet.write_string(self.row, column, text)?;
            }
        }
        Ok(shown)
    }

    /// Ends the sheet: column widths, and a filter on the headers where `filter` says so.
    pub fn finish(self, filter: bool) -> Result<(), XlsxError> {
        let mut total = 0;
        for (at, widest) in (0..).zip(&self.widths) {
            let width = (*widest).clamp(NARROWEST, WIDEST) + 2;
            total += width;
            self.sheet.set_column_width(at, f64::from(width))?;
        }
        self.sheet.set_print_fit_to_pages(u16::try_from(total.div_ceil(PAGE)).unwrap_or(1).max(1), 0);
        if filter && self.row > self.header + 1 && !self.widths.is_empty() {
            let last = u16::try_from(self.widths.len() - 1).unwrap_or(u16::MAX);
            self.sheet.autofilter(self.header, 0, self.row - 1, last)?;
        }
        Ok(())
    }
}

fn format_of(kind: Kind) -> Format {
    match kind {
        Kind::Text => Format::new(),
        Kind::Long => Format::new().set_text_wrap().set_align(FormatAlign::Top),
        Kind::Number(0) => Format::new().set_num_format("#,##0"),
        Kind::Number(decimals) => Format::new().set_num_format(format!("#,##0.{}", "0".repeat(decimals.into()))),
        Kind::Whole => Format::new().set_num_format("0").set_align(FormatAlign::Center),
        Kind::Share => Format::new().set_num_format("0.00%"),
    }
}

/// Width in characters of the standard font: a Chinese character takes two.
fn width(text: &str) -> u32 {
    text.chars().take(200).map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

fn number_width(number: f64, kind: Option<Kind>) -> u32 {
    let decimals = match kind {
        Some(Kind::Number(decimals)) => u32::from(decimals) + 1,
        Some(Kind::Share) => 5,
        _ => 0,
    };
    let whole = width(&format!("{:.0}", number.abs()));
    whole + whole / 3 + decimals + u32::from(number < 0.0)
}

/// The text, no longer than a cell may hold.
pub fn cut(text: &str) -> &str {
    text.char_indices().nth(MOST_CHARACTERS).map_or(text, |(end, _)| &text[..end])
}

/// A name a sheet may have: at most 31 characters, none of `[]:*?/\`, no quote at either end.
pub fn sheet_name(name: &str) -> String {
    let clean: String = name.chars().map(|c| if "[]:*?/\\".contains(c) || c.is_control() { '_' } else { c }).collect();
    // A sheet's name is counted in UTF-16 units.
    let mut kept = String::new();
    let mut units = 0;
    for c in clean.trim_matches('\'').chars() {
        units += c.len_utf16();
        if units > 31 {
            break;
        }
        kept.push(c);
    }
    if kept.is_empty() { "_".to_owned() } else { kept }
}

/// How many decimals a column of figures needs to show them as they are: at most `most`.
pub fn decimals(figures: impl Iterator<Item = f64>, most: u8) -> u8 {
    let mut needed = 0;
    for figure in figures {
        while needed < most {
            let shown: f64 = format!("{figure:.*}", usize::from(needed)).parse().unwrap_or(figure);
            if (shown - figure).abs() <= figure.abs() * 1e-12 {
                break;
            }
            needed += 1;
        }
        if needed == most {
            break;
        }
    }
    needed
}
