//! Markers that number a clause: 第一章, 第十条, 一、, （一）, 1., （1）, ①, 第一，.

use crate::mend::Span;

/// What a marker looks like; the order is that of the levels where a document does not say otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarkerKind {
    /// 第一编.
    Book,
    /// 第一章.
    Chapter,
    /// 第一节.
    Part,
    /// 第一条.
    Article,
    /// 一、.
    Chinese,
    /// （一）.
    ChineseBracketed,
    /// 1. or 1、.
    Arabic,
    /// 1.1, with its number of levels.
    Decimal(u8),
    /// （1）.
    ArabicBracketed,
    /// 1）.
    ArabicHalf,
    /// ①.
    Circled,
    /// 第一，.
    Ordinal,
    /// No number: the heading's own words.
    Words,
}

impl MarkerKind {
    /// Whether such a marker hardly ever stands in what surrounds a document, such as a list of links.
    #[must_use]
    pub fn is_firm(self) -> bool {
        self < Self::Arabic
    }
}

/// A marker at the start of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marker {
    /// What it looks like.
    pub kind: MarkerKind,
    /// What names it in a path: `一`, `（一）`, `1`, `第十条`.
    pub label: Span,
    /// Where the words after it begin, in bytes.
    pub rest: usize,
}

const CHINESE: &str = "一二三四五六七八九十百零〇";

/// The number at the start of `text`, in bytes: Chinese or Arabic, at most `most` characters.
fn number(text: &str, chinese: bool, most: usize) -> usize {
    let fits = |ch: char| if chinese { CHINESE.contains(ch) } else { ch.is_ascii_digit() };
    let length = text.chars().take_while(|ch| fits(*ch)).map(char::len_utf8).sum();
    let count = text.get(..length).map_or(0, |text| text.chars().count());
    if count > most { 0 } else { length }
}

/// The marker `text` begins with; `text` is mended, so its signs are narrow.
#[must_use]
pub fn marker(text: &str) -> Option<Marker> {
    let first = text.chars().next()?;
    match first {
        '第' => ordered(text),
        '(' => bracketed(text),
        '①'..='⑳' => {
            let end = first.len_utf8();
            Some(Marker { kind: MarkerKind::Circled, label: Span::new(0, end), rest: end })
        }
        _ if first.is_ascii_digit() => arabic(text),
        _ if CHINESE.contains(first) => chinese(text),
        _ => None,
    }
}

/// 第…编, 章, 节, 条, or 第一，.
fn ordered(text: &str) -> Option<Marker> {
    let open = '第'.len_utf8();
    let tail = text.get(open..)?;
    let length = number(tail, true, 6).max(number(tail, false, 4));
    if length == 0 {
        return None;
    }
    let sign = tail.get(length..)?.chars().next()?;
    let end = open + length;
    let kind = match sign {
        '编' => MarkerKind::Book,
        '章' => MarkerKind::Chapter,
        '节' => MarkerKind::Part,
        '条' => MarkerKind::Article,
        ',' | '、' | ':' => {
            return Some(Marker { kind: MarkerKind::Ordinal, label: Span::new(0, end), rest: end + sign.len_utf8() });
        }
        _ => return None,
    };
    let rest = end + sign.len_utf8();
    (!speaks(text.get(rest..)?)).then_some(Marker { kind, label: Span::new(0, rest), rest })
}

/// Whether the words behind 第三条 speak of the clause and do not begin it: 第三条第二款, 第三条、第四条, 第三条规定的条件.
///
/// 规模以上企业, 中小企业, 所得税 and 第三产业 begin one.
fn speaks(after: &str) -> bool {
    const SPEAKS: &[&str] = &[
        "、",
        "的",
        "规定",
        "所列",
        "所称",
        "所述",
        "所规",
        "所指",
        "所涉",
        "所明",
        "中的",
        "中所",
        "中规定",
        "中,",
        "中关于",
    ];
    let after_joint = after.trim_start_matches(['和', '至', '或', '及', '与', '中', '到']);
    SPEAKS.iter().any(|word| after.starts_with(word)) || refers(after_joint)
}

/// Whether the words name part of a document: 第二款, 第四条.
fn refers(words: &str) -> bool {
    let Some(tail) = words.strip_prefix('第') else { return false };
    let length = number(tail, true, 6).max(number(tail, false, 4));
    length > 0 && tail.get(length..).is_some_and(|rest| rest.starts_with(['款', '项', '条', '目', '章', '节', '编']))
}

/// （一） or （1）.
fn bracketed(text: &str) -> Option<Marker> {
    let tail = text.get(1..)?;
    let (chinese, arabic) = (number(tail, true, 4), number(tail, false, 3));
    let (length, kind) = match (chinese, arabic) {
        (0, 0) => return None,
        (0, arabic) => (arabic, MarkerKind::ArabicBracketed),
        (chinese, _) => (chinese, MarkerKind::ChineseBracketed),
    };
    let end = 1 + length + 1;
    tail.get(length..)?.starts_with(')').then_some(())?;
    let rest =
        end + text.get(end..)?.chars().take_while(|ch| matches!(ch, '、' | '.')).map(char::len_utf8).sum::<usize>();
    Some(Marker { kind, label: Span::new(0, end), rest })
}

/// 1., 1、, 1), 1.1.
fn arabic(text: &str) -> Option<Marker> {
    let length = number(text, false, 3);
    let mut chars = text.get(length..)?.chars();
    let (sign, after) = (chars.next()?, chars.next());
    let end = length + sign.len_utf8();
    match sign {
        _ if length == 0 => None,
        '.' if after.is_some_and(|ch| ch.is_ascii_digit()) => decimal(text),
        '.' | '、' => Some(Marker { kind: MarkerKind::Arabic, label: Span::new(0, length), rest: end }),
        ')' => Some(Marker { kind: MarkerKind::ArabicHalf, label: Span::new(0, end), rest: end }),
        _ => None,
    }
}

/// 1.1 or 2.3.1 before words; 1.5亿元 is a number. A blank after it, or a second point, tells them apart.
fn decimal(text: &str) -> Option<Marker> {
    let end = text.find(|ch: char| !ch.is_ascii_digit() && ch != '.').unwrap_or(text.len());
    let label = text.get(..end)?.trim_end_matches('.');
    let levels = label.split('.').count();
    let blank = text.get(end..)?.starts_with(' ');
    if !(2..=6).contains(&levels) || label.split('.').any(|part| part.is_empty() || part.len() > 2) {
        return None;
    }
    let levels = u8::try_from(levels).ok()?;
    (levels > 2 || blank).then_some(Marker {
        kind: MarkerKind::Decimal(levels),
        label: Span::new(0, label.len()),
        rest: end + usize::from(blank),
    })
}

/// 一、 or, set apart by a blank or a point, 一.
fn chinese(text: &str) -> Option<Marker> {
    let length = number(text, true, 4);
    let mut chars = text.get(length..)?.chars();
    let (sign, after) = (chars.next()?, chars.next()?);
    // 二、三产业 counts; it is no clause.
    let counts = CHINESE.contains(after);
    let parts = matches!(sign, '、' | '.' | ' ') && length > 0 && !counts;
    parts.then_some(Marker { kind: MarkerKind::Chinese, label: Span::new(0, length), rest: length + sign.len_utf8() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(text: &str) -> Option<(&str, MarkerKind, &str)> {
        marker(text).map(|found| (found.label.of(text), found.kind, text.get(found.rest..).unwrap()))
    }

    #[test]
    fn every_form_is_known() {
        use MarkerKind::*;
        assert_eq!(label("第三章总则"), Some(("第三章", Chapter, "总则")));
        assert_eq!(label("第10条为了"), Some(("第10条", Article, "为了")));
        assert_eq!(label("十二、要求"), Some(("十二", Chinese, "要求")));
        assert_eq!(label("第二条规模以上"), Some(("第二条", Article, "规模以上")));
        assert_eq!(label("第二条第三产业"), Some(("第二条", Article, "第三产业")));
        assert_eq!(label("第二条和谐"), Some(("第二条", Article, "和谐")));
        assert_eq!(label("第三条中小企业"), Some(("第三条", Article, "中小企业")));
        assert_eq!(label("(二十一)要求"), Some(("(二十一)", ChineseBracketed, "要求")));
        assert_eq!(label("3.要求"), Some(("3", Arabic, "要求")));
        assert_eq!(label("3、要求"), Some(("3", Arabic, "要求")));
        assert_eq!(label("(3)要求"), Some(("(3)", ArabicBracketed, "要求")));
        assert_eq!(label("3)要求"), Some(("3)", ArabicHalf, "要求")));
        assert_eq!(label("③要求"), Some(("③", Circled, "要求")));
        assert_eq!(label("1.2 范围"), Some(("1.2", Decimal(2), "范围")));
        assert_eq!(label("第二,要求"), Some(("第二", Ordinal, "要求")));
    }

    #[test]
    fn numbers_dates_and_references_are_no_markers() {
        for text in [
            "1.5亿元",
            "2025年",
            "(2021)",
            "三年内",
            "二、三产业",
            "第三条第二款规定",
            "第三条规定的",
            "第三条所列条件",
            "第三条中的",
            "第三条和第四条",
            "第三条至第六条",
            "(此件公开)",
            "第一批",
            "3",
            "十",
        ] {
            assert_eq!(label(text), None, "{text}");
        }
    }
}
