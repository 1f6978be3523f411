//! Lines to paragraphs: what a fixed width, a page break or a converter cut is whole again.

use std::ops::Range;

use super::line::Raw;
use crate::outline::{header, marker};

/// How the file sets its lines.
struct Layout {
    /// Columns of a full line, where the file is set to a fixed width.
    full: Option<usize>,
    /// Paragraphs begin with an indent.
    indented: bool,
}

impl Layout {
    /// What the lines say together. A fixed width shows in many lines that are nearly as wide as the widest.
    fn of(raw: &[Raw]) -> Self {
        let mut widths: Vec<usize> = raw.iter().filter(|line| !line.row).map(|line| line.width + line.indent).collect();
        widths.sort_unstable();
        let widest = widths.get(widths.len().saturating_mul(19) / 20).copied().unwrap_or_default();
        let near = widths.iter().filter(|width| **width + 4 >= widest && **width <= widest + 4).count();
        let beyond = widths.iter().filter(|width| **width > widest + 8).count();
        let fixed =
            (30..=160).contains(&widest) && near * 3 >= widths.len() && near >= 4 && beyond * 20 <= widths.len();
        let indents = raw.iter().filter(|line| line.indent >= 2).count();
        Self { full: fixed.then_some(widest), indented: indents > 0 && indents * 10 <= raw.len() * 9 }
    }

    /// Whether a line reaches the right margin.
    fn fills(&self, line: &Raw) -> bool {
        self.full.is_some_and(|full| line.width + line.indent + 4 >= full)
    }
}

/// What is known of the paragraph so far.
#[derive(Default)]
struct Open {
    pieces: Vec<Range<usize>>,
    /// Brackets opened and not closed.
    depth: usize,
    /// Quotes and title marks opened and not closed.
    quotes: usize,
    /// It has a comma or a full stop.
    prose: bool,
    length: usize,
}

/// Paragraphs as pieces of the source, and whether each is a row of a table.
pub(super) fn paragraphs(chars: &[char], raw: &[Raw]) -> Vec<(Vec<Range<usize>>, bool)> {
    let layout = Layout::of(raw);
    let mut out = Vec::new();
    let mut open = Open::default();
    for (at, line) in raw.iter().enumerate() {
        let previous = at.checked_sub(1).and_then(|before| raw.get(before));
        let joins = previous.is_some_and(|previous| joins(chars, &layout, &open, previous, line, raw.get(at + 1)));
        if !joins && let Some(previous) = previous {
            out.push((std::mem::take(&mut open).pieces, previous.row));
        }
        open.add(chars, line);
    }
    if let Some(last) = raw.last() {
        out.push((open.pieces, last.row));
    }
    out
}

impl Open {
    /// Adds a line to the paragraph.
    fn add(&mut self, chars: &[char], line: &Raw) {
        for ch in chars.get(line.start..line.end).unwrap_or_default() {
            match ch {
                '(' | '（' => self.depth += 1,
                ')' | '）' => self.depth = self.depth.saturating_sub(1),
                '《' | '〈' | '“' => self.quotes += 1,
                '》' | '〉' | '”' => self.quotes = self.quotes.saturating_sub(1),
                '。' | '，' | '；' | ';' => self.prose = true,
                ',' => self.prose |= self.length > 0 || line.width > 8,
                _ => {}
            }
        }
        self.length += line.end - line.start;
        self.pieces.push(line.start..line.end);
    }
}

/// Whether a line goes on where the paragraph before it stopped.
fn joins(chars: &[char], layout: &Layout, open: &Open, previous: &Raw, line: &Raw, next: Option<&Raw>) -> bool {
    if previous.row || line.row {
        return false;
    }
    let words: String = chars.get(line.start..line.end.min(line.start + 60)).unwrap_or_default().iter().collect();
    let last = previous.end.checked_sub(1).and_then(|at| chars.get(at)).copied().unwrap_or_default();
    if begins(&words) {
        return false;
    }
    if title(chars, open, line, &words) {
        return true;
    }
    // A sentence that cannot begin a paragraph: a stray mark, or the end of an open bracket.
    if words.starts_with(['，', '、', '。', '；', '）', ')', '％', '%', '”', '》', '+']) {
        return true;
    }
    if open.depth > 0 && closes(chars, line) {
        return true;
    }
    let ended =
        matches!(last, '。' | '！' | '？' | '；' | '：' | ';' | ':' | '!' | '?' | '…' | '”' | '）' | ')' | '》' | '】');
    let indented = layout.indented && line.indent >= 2 && line.indent > previous.indent.min(1);
    if layout.full.is_some() {
        if indented || line.gap && ended {
            return false;
        }
        if layout.fills(previous) {
            return !ended
                || layout.indented
                || matches!(last, '）' | ')' | '”' | '》' | ':' | '：') && !own(&words, next, line);
        }
    }
    if ended {
        return false;
    }
    if open.quotes > 0 && open.length < 2_000 {
        return true;
    }
    if !open.prose || header::closing(&words) {
        return false;
    }
    // Latin prose keeps its own lines; a wrapped Chinese sentence goes on with a Chinese word or a number.
    !last.is_ascii_alphabetic() || !words.starts_with(|ch: char| ch.is_ascii_uppercase())
}

/// Whether the words stand for themselves: the short line before something new.
fn own(words: &str, next: Option<&Raw>, line: &Raw) -> bool {
    words.chars().count() < 20 && next.is_none_or(|next| next.gap) && line.gap
}

/// Whether a line opens a paragraph by its own form.
fn begins(words: &str) -> bool {
    let narrow = header::narrow(words);
    marker::marker(&narrow).is_some() || header::date(&narrow).is_some() || header::opens(&narrow)
}

/// Whether the line closes more brackets than it opens.
fn closes(chars: &[char], line: &Raw) -> bool {
    let mut depth = 0_usize;
    for ch in chars.get(line.start..line.end).unwrap_or_default() {
        match ch {
            '(' | '（' => depth += 1,
            ')' | '）' if depth == 0 => return true,
            ')' | '）' => depth -= 1,
            _ => {}
        }
    }
    false
}

/// Whether the line ends a title that the paragraph so far began.
fn title(chars: &[char], open: &Open, line: &Raw, words: &str) -> bool {
    if open.pieces.len() > 3 || open.length > 90 || line.end - line.start > 50 {
        return false;
    }
    let pieces = open.pieces.iter().flat_map(|piece| chars.get(piece.clone()).unwrap_or_default());
    let so_far = header::narrow(&pieces.collect::<String>());
    let narrow = header::narrow(words);
    // 某区园区管理 / 实施办法（试行）: the genre alone on the second line.
    let genre = !line.gap
        && narrow.chars().count() <= 12
        && header::is_title(&narrow)
        && so_far.chars().count() >= 8
        && !header::is_agency(&so_far);
    (genre || so_far.contains("关于"))
        && !header::is_title(&so_far)
        && !so_far.contains(['。', ';', ':', ','])
        && marker::marker(&so_far).is_none()
        && header::ends_title(&narrow)
        && !narrow.contains([',', '。', ';'])
        && !narrow.starts_with("关于")
}

#[cfg(test)]
mod tests {
    use crate::mend::Mended;
    use crate::source::Source;

    fn lines(text: &str) -> Vec<String> {
        let source = Source::of(text);
        let mended = Mended::of(&source);
        mended.lines().iter().map(|line| mended.words(line.span).to_owned()).collect()
    }

    #[test]
    fn a_text_set_to_a_fixed_width_is_joined_by_its_indents() {
        let text = "　　本区各园区要在三年内完成规划。坚\n持节约用地，建设一批标准化厂房供企业\n使用，并把闲置厂房逐步清理出来。所有\n工作由各园区自行负责组织完成和报告。\n年底前汇总。\n　　第二段从这里开始，写得很短。";
        assert_eq!(lines(text).len(), 2);
    }

    #[test]
    fn a_title_on_two_lines_is_one() {
        assert_eq!(
            lines("某区管委会关于加快园\n区建设的意见\n一、要求"),
            ["某区管委会关于加快园区建设的意见", "一、要求"]
        );
    }

    #[test]
    fn an_open_bracket_holds_a_sentence_together() {
        assert_eq!(
            lines("支持企业(指区内企业。\n以下简称企业)发展。\n另一句。"),
            ["支持企业(指区内企业。以下简称企业)发展。", "另一句。"]
        );
    }

    #[test]
    fn an_open_title_mark_holds_a_sentence_together() {
        assert_eq!(lines("具体以某区印发的〈某区园\n区管理办法〉为准。").len(), 1);
        assert_eq!(lines("具体以《某区园\n区管理办法》的规定为准。").len(), 1);
    }

    #[test]
    fn rows_of_a_table_stay_rows() {
        assert_eq!(lines("指标\t单位\t2025\n产值\t亿元\t300"), ["指标\t单位\t2025", "产值\t亿元\t300"]);
    }

    #[test]
    fn signatures_and_dates_are_not_drawn_into_the_text() {
        assert_eq!(lines("特此通知，请遵照执行\n\n某市人民政府\n\n2030年1月2日").len(), 3);
    }
}
