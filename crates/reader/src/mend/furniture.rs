//! What stands around a text and is not part of it: page numbers, running headers, web-page furniture.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::line::Raw;
use crate::outline::marker;

/// What surrounds texts, as data.
const LIST: &str = include_str!("furniture.txt");

/// Its rows: what to do, and the words.
static ROWS: LazyLock<Vec<(&str, &str)>> =
    LazyLock::new(|| LIST.lines().filter(|row| !row.starts_with('#')).filter_map(|row| row.split_once('\t')).collect());

/// Lines shorter than this may be furniture; longer ones are prose that happens to begin alike.
const LONGEST: usize = 160;

/// A remark of the page about the document, such as 【公布日期】.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// What it is about, such as `公布日期`.
    pub key: String,
    /// What is said.
    pub value: String,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Text,
    Dropped,
    /// Furniture that ends a document.
    Tail,
}

/// The lines that belong to the text, and what the others say about it.
pub(super) fn clear(chars: &[char], raw: Vec<Raw>) -> (Vec<Raw>, Vec<Aside>) {
    let texts: Vec<String> = raw.iter().map(|line| head(chars, line)).collect();
    let headers = headers(&raw, &texts);
    let mut sorts: Vec<Sort> = texts.iter().zip(&raw).map(|(text, line)| sort(text, line)).collect();
    for (sort, header) in sorts.iter_mut().zip(&headers) {
        if *header {
            *sort = Sort::Dropped;
        }
    }
    let last = texts.iter().rposition(|text| marker::marker(text).is_some_and(|found| found.kind.is_firm()));
    let first_tail =
        sorts.iter().enumerate().position(|(at, sort)| *sort == Sort::Tail && last.is_none_or(|last| at > last));
    let mut kept: Vec<Raw> = Vec::with_capacity(raw.len());
    let (mut asides, mut gap) = (Vec::new(), false);
    for (at, ((line, sort), text)) in raw.into_iter().zip(sorts).zip(&texts).enumerate() {
        if sort == Sort::Text && first_tail.is_none_or(|tail| at < tail) {
            kept.push(Raw { gap: line.gap || gap, ..line });
            gap = false;
        } else {
            gap = true;
            asides.extend(aside(text));
        }
    }
    (kept, asides)
}

/// The beginning of a line with narrow signs, enough to tell what it is.
fn head(chars: &[char], line: &Raw) -> String {
    let end = line.end.min(line.start + LONGEST + 1);
    let plain = super::glyph::plain(chars, std::slice::from_ref(&(line.start..end)), line.row);
    super::blank::close(&plain, line.row).into_iter().map(|(ch, _)| ch).collect()
}

/// What a line is by its own words.
fn sort(text: &str, line: &Raw) -> Sort {
    if line.end - line.start > LONGEST && !text.starts_with("版权") {
        return Sort::Text;
    }
    let rule = text.starts_with(['|', '-', '=', '_']) && text.chars().all(|ch| "|-:=_ \t".contains(ch));
    if rule || page_number(text) {
        return Sort::Dropped;
    }
    for (kind, words) in ROWS.iter().copied() {
        match kind {
            "head" if text.starts_with(words) => return Sort::Dropped,
            "part" if text.contains(words) => return Sort::Dropped,
            "whole" if text == words => return Sort::Dropped,
            "tail" if text.starts_with(words) => return Sort::Tail,
            _ => {}
        }
    }
    let credits = ["ICP备", "公网安备"].iter().any(|words| text.contains(words));
    if credits { Sort::Tail } else { Sort::Text }
}

/// Whether a line is a page number: `3`, `- 3 -`, `第3页`, `第3页共10页`, `3/10`.
fn page_number(text: &str) -> bool {
    let bare: String = text.chars().filter(|ch| !ch.is_whitespace()).collect();
    let framed = bare.trim_matches(|ch| matches!(ch, '-' | '—' | '–' | '―' | '·' | '•' | '~'));
    let digits = |text: &str| (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits(framed) {
        return framed.len() < 4 || framed.len() < bare.len();
    }
    if let Some((page, of)) = framed.split_once('/') {
        return digits(page) && digits(of);
    }
    let Some(rest) = framed.strip_prefix('第') else { return false };
    let Some((page, rest)) = rest.split_once('页') else { return false };
    let rest = rest.trim_start_matches([',', '/', ' ']).trim_start_matches('共').trim_end_matches('页');
    digits(page) && (rest.is_empty() || digits(rest))
}

/// Which lines are running headers: the same short words three times, each time beside a page number or a page break.
fn headers(raw: &[Raw], texts: &[String]) -> Vec<bool> {
    let number = |at: usize| texts.get(at).is_some_and(|text| page_number(text));
    let page = |at: usize| raw.get(at).is_some_and(|line| line.page);
    let beside = |at: usize| page(at) || page(at + 1) || number(at + 1) || at > 0 && number(at - 1);
    let mut count: HashMap<&str, usize> = HashMap::new();
    let short = |text: &str| text.chars().count() <= 40 && !text.contains(['。', ';', ',']);
    let may: Vec<bool> = texts
        .iter()
        .enumerate()
        .map(|(at, text)| short(text) && marker::marker(text).is_none() && beside(at))
        .collect();
    for (text, may) in texts.iter().zip(&may) {
        if *may {
            *count.entry(text).or_default() += 1;
        }
    }
    texts.iter().zip(may).map(|(text, may)| may && count.get(text.as_str()).is_some_and(|count| *count >= 3)).collect()
}

/// A remark: `•【公布日期】2021.09.13` or `发布日期:2021-07-07 …`.
fn aside(text: &str) -> Option<Aside> {
    let said = |key: &str, value: &str| {
        let value = value.trim();
        (!value.is_empty()).then(|| Aside { key: key.trim().to_owned(), value: value.to_owned() })
    };
    if let Some((key, value)) = text.trim_start_matches('•').strip_prefix('【').and_then(|rest| rest.split_once('】'))
    {
        return said(key, value);
    }
    let (key, value) = text.split_once(':')?;
    if key.chars().count() > 6 { None } else { said(key, value) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mend::line::lines;

    fn kept(text: &str) -> (Vec<String>, Vec<Aside>) {
        let chars: Vec<char> = text.chars().collect();
        let (kept, asides) = clear(&chars, lines(&chars));
        (kept.iter().map(|line| head(&chars, line)).collect(), asides)
    }

    #[test]
    fn page_numbers_are_told_from_years() {
        assert!(["3", "- 12 -", "— 3 —", "第 3 页", "第3页 共10页", "3/10"].iter().all(|text| page_number(text)));
        assert!(!["2025", "3.5", "第3条", "3/4 a"].iter().any(|text| page_number(text)));
    }

    #[test]
    fn running_headers_go_and_repeated_words_stay() {
        let (lines, _) = kept("某区文件\n1\n甲。\n\u{c}某区文件\n2\n乙。\n\u{c}某区文件\n3\n丙。\n丙。");
        assert_eq!(lines, ["甲。", "乙。", "丙。", "丙。"]);
    }

    #[test]
    fn the_page_around_the_text_goes_and_what_it_says_is_kept() {
        let (lines, asides) = kept(
            "当前位置：首页\n【制定机关】某市政府\n•【公布日期】2020.01.02\n一、要求\n做好。\n上一篇：别的\n无关的话。",
        );
        assert_eq!(lines, ["【制定机关】某市政府", "一、要求", "做好。"]);
        assert!(asides.contains(&Aside { key: "公布日期".into(), value: "2020.01.02".into() }));
    }
}
