//! Signs as Chinese is written: what was compared with half-width signs is handed out with full-width ones.

use crate::model::Document;

/// `text` with , : ; ? ! ( ) in full width where they stand beside a Chinese character.
pub(crate) fn wide(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let beside = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|ch| is_chinese(*ch));
    let each = chars.iter().enumerate().map(|(at, &ch)| {
        let full = match ch {
            ',' => '，',
            ':' => '：',
            ';' => '；',
            '?' => '？',
            '!' => '！',
            '(' => '（',
            ')' => '）',
            _ => return ch,
        };
        if beside(at.checked_sub(1)) || beside(Some(at + 1)) { full } else { ch }
    });
    each.collect()
}

fn is_chinese(ch: char) -> bool {
    matches!(ch, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{2fffd}' | '。' | '《' | '》' | '“' | '”' | '、' | '〔' | '〕')
}

/// The same for what a document says in words; its clauses' paths stay as they are written.
pub(crate) fn widen(document: &mut Document) {
    let one = |text: &mut Option<String>| {
        if let Some(text) = text {
            *text = wide(text);
        }
    };
    one(&mut document.title);
    document.addressees.iter_mut().for_each(|text| *text = wide(text));
    document.sections.iter_mut().for_each(|section| section.heading = wide(&section.heading));
    document.tasks.iter_mut().for_each(|task| one(&mut task.title));
    for target in &mut document.targets {
        [&mut target.indicator, &mut target.subject, &mut target.base].into_iter().for_each(one);
    }
    for rule in &mut document.money_rules {
        [&mut rule.condition, &mut rule.rate_base, &mut rule.per, &mut rule.period].into_iter().for_each(one);
    }
    for rule in &mut document.evaluation_rules {
        [&mut rule.condition, &mut rule.consequence].into_iter().for_each(one);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_beside_chinese_are_wide_and_those_of_figures_are_not() {
        assert_eq!(wide("约谈其负责人,并限期整改(含区县)"), "约谈其负责人，并限期整改（含区县）");
        assert_eq!(wide("产值1,200亿元(A、B类)"), "产值1,200亿元（A、B类）");
        assert_eq!(wide("Item (1): a, b"), "Item (1): a, b");
        assert_eq!(wide("比例为6:4"), "比例为6:4");
    }
}
