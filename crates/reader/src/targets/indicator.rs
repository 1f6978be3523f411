//! The words of an indicator: what is measured, without when, how firmly and by whom.

use crate::lex::{Kind, Sense, tokens};

use super::words::Class;

/// `text` without times and wishes at its start, and without 均 and the like at its end.
pub(super) fn clean(text: &str) -> String {
    let mut rest = text;
    loop {
        let before = rest;
        rest = rest.trim_start_matches(|ch: char| "、,: \t|—-·".contains(ch));
        if let Some(token) = tokens(rest).first() {
            let drop = match &token.kind {
                Kind::Time(_) => true,
                Kind::Compare(compare) => matches!(compare.sense, Sense::Aim | Sense::Reach),
                _ => false,
            };
            if drop {
                rest = rest.get(token.span.end..).unwrap_or_default();
                // 2030年起.
                rest = rest.strip_prefix('起').filter(|_| token.time().is_some()).unwrap_or(rest);
            }
        }
        let known = Class::Unlead.begins(rest).is_some();
        if let Some(word) = Class::Lead.begins(rest).filter(|word| word.len() < rest.len() && !known) {
            rest = rest.get(word.len()..).unwrap_or_default();
        }
        if rest.len() == before.len() {
            break;
        }
    }
    loop {
        let before = rest;
        rest = rest.trim_end_matches(|ch: char| "、,: \t|".contains(ch));
        // 人均 and 亩均 are part of what is measured.
        let per = ["人均", "亩均", "地均", "户均", "平均", "年均"].iter().any(|word| rest.ends_with(word));
        if let Some(word) = Class::Trail.ends(rest).filter(|word| word.len() < rest.len() && !per) {
            rest = rest.get(..rest.len() - word.len()).unwrap_or_default();
        }
        if rest.len() == before.len() {
            break;
        }
    }
    if Class::Lead.is(rest) || Class::Trail.is(rest) { String::new() } else { rest.to_owned() }
}

/// Whether a member of a list names something measured by itself: 工业总产值, 利用率.
pub(super) fn measured(text: &str) -> bool {
    Class::Measured.ends(&clean(text)).is_some()
}

/// What the last of a list says for all: 占全市比重, 年均增速.
pub(super) fn shared_tail(last: &str) -> Option<&str> {
    let at = Class::Tail.first(last).filter(|at| *at > 0)?;
    last.get(at..)
}

/// Who reaches it: the words up to the last name of a place or a body that the indicator begins with.
pub(super) fn subject(text: &str) -> Option<&str> {
    // 向园区下放权限: the park is not who does it.
    if text.starts_with(['向', '给']) {
        return None;
    }
    let text = text.strip_prefix('在').unwrap_or(text);
    let limit = text.char_indices().map(|(at, _)| at).nth(40).unwrap_or(text.len());
    let head = text.get(..limit)?;
    let words: Vec<usize> = head
        .char_indices()
        .filter_map(|(at, _)| Some(at + Class::Subject.begins(head.get(at..)?)?.len()))
        .take_while(|end| *end <= head.len())
        .collect();
    let share = head.find('占').unwrap_or(head.len());
    let end = words.into_iter().filter(|end| *end <= share).min()?;
    // 国家级开发区, 全市园区: a name may be made of two.
    let rest = head.get(end..)?;
    let more = Class::Subject.begins(rest).map_or(0, str::len);
    // 开发区(园区)产值: the bracket belongs to the name.
    let bracket =
        rest.get(more..).filter(|rest| rest.starts_with('(')).and_then(|rest| rest.find(')')).filter(|at| *at < 30);
    let more = more + bracket.map_or(0, |at| at + 1);
    let whole = head.get(..end + more)?;
    let verb = Class::Make.begins(whole).or(Class::Become.begins(whole)).or(Class::Weak.begins(whole)).is_some();
    (!verb && whole.matches('(').count() == whole.matches(')').count()).then_some(whole)
}

/// The two indicators 和 joins, where both are measured by themselves.
pub(super) fn joined(text: &str) -> Option<(String, String)> {
    ["和", "及", "与", "以及"].into_iter().find_map(|word| {
        let at = text.find(word)?;
        let (left, right) = (text.get(..at)?, text.get(at + word.len()..)?);
        (measured(left) && (measured(right) || Class::Tail.first(right).is_some()))
            .then(|| (left.to_owned(), right.to_owned()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_indicator_is_stripped_of_when_and_how_firmly() {
        assert_eq!(clean("到2030年力争全区税收均"), "全区税收");
        assert_eq!(clean("其中规上企业"), "规上企业");
        assert_eq!(subject("国家级开发区地均投资"), Some("国家级开发区"));
        assert_eq!(subject("全市园区产值"), Some("全市园区"));
        assert_eq!(subject("森林覆盖率"), None);
        assert_eq!(shared_tail("省级产业年均增速"), Some("年均增速"));
        assert_eq!(joined("投资强度和产值强度"), Some(("投资强度".into(), "产值强度".into())));
        assert_eq!(joined("软件和信息服务业收入"), None);
    }
}
