//! A file to its documents: a compilation holds several, a notice with the plan it forwards is one.

use crate::mend::Mended;
use crate::outline::marker::{MarkerKind, marker};
use crate::outline::{Part, annex, header};

/// The documents of a mended text, in its order; never none.
#[must_use]
pub fn documents(mended: &Mended<'_>) -> Vec<Part> {
    let words: Vec<&str> = mended.lines().iter().map(|line| mended.words(line.span)).collect();
    let numbered = numbered(&words);
    let heads = if numbered.len() > 1 { numbered } else { restarts(&words) };
    if heads.len() < 2 {
        return vec![Part { lines: 0..words.len(), title: None }];
    }
    let given = words.get(heads.first().copied().unwrap_or_default()).is_some_and(|text| serial(text).is_some());
    let ends = heads.iter().copied().skip(1).chain([words.len()]);
    heads.iter().copied().zip(ends).map(|(at, end)| Part { lines: at..end, title: given.then_some(at) }).collect()
}

/// The stem and number of a heading that counts: 实施方案3, 实施方案(3), 实施方案 篇三, 第三篇 实施方案.
fn serial(text: &str) -> Option<(&str, usize)> {
    if text.chars().count() > 60 || text.contains(['。', ',', ';', ':', '\t']) {
        return None;
    }
    if let Some((number, stem)) = text.strip_prefix(['第', '【']).and_then(|rest| rest.split_once('篇')) {
        let number = number.trim_start_matches('第');
        return value(number.trim_start_matches('篇')).map(|number| (stem, number));
    }
    let bare = text.trim_end_matches([')', '】', '篇']);
    let start = bare.rfind(|ch: char| !ch.is_ascii_digit() && !"一二三四五六七八九十".contains(ch))?;
    let cut = start + bare.get(start..)?.chars().next()?.len_utf8();
    let stem = bare.get(..cut)?.trim_end_matches(['(', '【', '篇', ' ', '之', '第']);
    let number = value(bare.get(cut..)?)?;
    (stem.chars().count() >= 2 && !stem.ends_with(|ch: char| ch.is_ascii_digit() || ch == '.'))
        .then_some((stem, number))
}

/// A small number in Arabic or Chinese digits.
fn value(text: &str) -> Option<usize> {
    if let Ok(number) = text.parse::<usize>() {
        return (number < 100).then_some(number);
    }
    let digit = |text: &str| match text {
        "" => None,
        _ => "一二三四五六七八九"
            .chars()
            .position(|ch| text.starts_with(ch) && text.chars().count() == 1)
            .map(|at| at + 1),
    };
    match text.split_once('十') {
        Some((tens, ones)) => {
            Some(if tens.is_empty() { 10 } else { digit(tens)? * 10 } + if ones.is_empty() { 0 } else { digit(ones)? })
        }
        None => digit(text),
    }
}

/// Headings that count one, two, three with the same words: a compilation.
fn numbered(words: &[&str]) -> Vec<usize> {
    let serials: Vec<(usize, &str, usize)> = words
        .iter()
        .enumerate()
        .filter(|(_, text)| marker(text).is_none() && !text.starts_with("附") && !text.starts_with('表'))
        .filter_map(|(at, text)| serial(text).map(|(stem, number)| (at, stem, number)))
        .collect();
    let Some((at, stem, _)) = serials.iter().find(|(_, _, number)| *number == 1).copied() else { return Vec::new() };
    let mut heads = vec![at];
    for (at, other, number) in serials {
        if other == stem && number == heads.len() + 1 && heads.last().is_some_and(|last| at > last + 2) {
            heads.push(at);
        }
    }
    heads
}

/// Titles below which the outline begins anew, after a document that had its outline and its end.
fn restarts(words: &[&str]) -> Vec<usize> {
    let mut heads = vec![0];
    let (mut tops, mut notice, mut annexed) = (0_usize, false, usize::MAX);
    for (at, text) in words.iter().copied().enumerate() {
        if annex(text) {
            annexed = at;
        }
        if header::is_title(text) {
            let first = heads.last() == Some(&0) && tops == 0;
            let near_annex = at.checked_sub(annexed).is_some_and(|lines| lines <= 4);
            let begins = words.get(at + 1..).unwrap_or_default().iter().take(10).any(|text| first_marker(text));
            let ended = at > 0
                && (1..=4)
                    .any(|back| at.checked_sub(back).and_then(|at| words.get(at)).is_some_and(|text| finished(text)));
            if !first && tops >= 2 && begins && ended && !near_annex && !notice {
                heads.push(at);
                tops = 0;
            }
            notice = header::forwards(text) && annexed == usize::MAX;
        }
        if marker(text)
            .is_some_and(|found| matches!(found.kind, MarkerKind::Chinese | MarkerKind::Chapter | MarkerKind::Article))
        {
            tops += 1;
            notice &= tops < 2;
        }
    }
    heads
}

/// Whether a line begins an outline.
fn first_marker(text: &str) -> bool {
    ["一、", "第一章", "第一条", "第1条"].iter().any(|first| text.starts_with(first))
}

/// Whether a document may end with this line: a signature, a date, a copy list.
fn finished(text: &str) -> bool {
    header::date(text).is_some()
        || header::is_agency(text)
        || text.starts_with("抄送")
        || text.starts_with("(此件")
        || text.starts_with("(共印")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    fn count(text: &str) -> usize {
        documents(&Mended::of(&Source::of(text))).len()
    }

    #[test]
    fn a_compilation_is_split_at_its_headings() {
        let text = "小镇方案2篇\n编者的话。\n小镇方案1\n一、要求\n做好。\n二、任务\n修路。\n小镇方案2\n一、要求\n做好。\n二、任务\n种树。";
        let source = Source::of(text);
        let mended = Mended::of(&source);
        let parts = documents(&mended);
        assert_eq!(parts.len(), 2);
        assert_eq!(parts.first().unwrap().title, Some(2));
    }

    #[test]
    fn a_notice_with_its_plan_is_one_document() {
        assert_eq!(
            count(
                "某局关于印发小镇方案的通知\n各单位:\n现印发给你们。\n某局\n2030年1月1日\n小镇方案\n一、要求\n做好。\n二、任务\n修路。"
            ),
            1
        );
    }

    #[test]
    fn a_second_document_after_the_end_of_the_first_is_its_own() {
        let one = "某区关于修路的意见\n一、要求\n做好。\n二、任务\n修路。\n某区人民政府\n2030年1月1日\n";
        assert_eq!(count(&one.repeat(2)), 2);
    }
}
