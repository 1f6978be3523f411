//! Labels of agency statements: 牵头单位, 市级责任部门, 完成时限.

use std::sync::LazyLock;

use super::Role;
use super::lists::lists;

static WORDS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| lists(include_str!("labels.txt")));

/// The most words a label is made of.
const MOST: usize = 8;

/// What stands behind a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// Agencies in a role.
    Agencies(Role),
    /// A deadline.
    Deadline,
    /// People, or what concerns no agency.
    Else,
}

/// The label `text` begins with, and its length in bytes.
pub(super) fn label(text: &str) -> Option<(usize, Group)> {
    let (mut at, mut role, mut found) = (0, None::<Role>, None);
    for _ in 0..MOST {
        let rest = text.get(at..)?;
        let Some((kind, word)) = WORDS.iter().find(|(_, word)| rest.starts_with(word)) else { break };
        at += word.len();
        match *kind {
            "lead" => role = Some(Role::Lead),
            "support" => role = Some(role.map_or(Role::Support, |role| role.min(Role::Support))),
            "responsible" => role = Some(role.unwrap_or(Role::Responsible)),
            "head" => found = role.map(|role| (at, Group::Agencies(role))).or(found),
            "deadline" => return Some((at, Group::Deadline)),
            "person" => return Some(found.unwrap_or((at, Group::Else))),
            "other" if role.is_none() => return Some((at, Group::Else)),
            _ => {}
        }
    }
    found
}

/// The label `text` begins with where it is one without a colon too: 支持企业 may be the start of any sentence, 责任单位 is not.
pub(super) fn firm(text: &str) -> Option<(usize, Group)> {
    const HEADS: &[&str] = &["单位", "部门", "主体", "机关"];
    let (length, group) = label(text)?;
    let head = text.get(..length)?;
    (group == Group::Deadline || HEADS.iter().any(|firm| head.ends_with(firm))).then_some((length, group))
}

/// The label `text` begins with where a colon or a closing lens follows; its length, and that with the sign and a remark in
/// brackets before it. Before a colon 牵头 and 配合 are labels without a head.
pub(super) fn led(text: &str) -> Option<(usize, usize, Group)> {
    let (length, group) = label(text).or_else(|| short(text))?;
    let mut end = length;
    if let Some(inside) = text.get(end..)?.strip_prefix('(') {
        // 责任单位(第一个为牵头单位):
        let close = inside.char_indices().take(40).find(|(_, ch)| *ch == ')').map(|(at, _)| at)?;
        end += '('.len_utf8() + close + ')'.len_utf8();
    }
    let joins = text.get(end..)?.trim_start_matches([' ', '为', '是']);
    let closed = joins.strip_prefix(['】', ']']).map(|rest| rest.strip_prefix(':').unwrap_or(rest));
    let sign = closed.or_else(|| joins.strip_prefix(':'))?;
    Some((length, text.len() - sign.len(), group))
}

/// A role alone before a colon: 牵头:, 责任:.
fn short(text: &str) -> Option<(usize, Group)> {
    let (kind, word) = WORDS.iter().find(|(_, word)| text.starts_with(word))?;
    let role = match *kind {
        "lead" => Role::Lead,
        "support" => Role::Support,
        "responsible" => Role::Responsible,
        _ => return None,
    };
    text.get(word.len()..)?.starts_with([':', '】']).then_some((word.len(), Group::Agencies(role)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_made_of_words_and_end_in_a_head() {
        let role = |text: &str| label(text).map(|(length, group)| (text.get(..length).unwrap().to_owned(), group));
        let agencies = |text: &str, role| Some((text.to_owned(), Group::Agencies(role)));
        assert_eq!(role("牵头单位:甲"), agencies("牵头单位", Role::Lead));
        assert_eq!(role("市级责任部门:甲"), agencies("市级责任部门", Role::Responsible));
        assert_eq!(role("责任主体:甲"), agencies("责任主体", Role::Responsible));
        assert_eq!(role("配合责任单位:甲"), agencies("配合责任单位", Role::Support));
        assert_eq!(role("牵头及配合部门:甲"), agencies("牵头及配合部门", Role::Lead));
        assert_eq!(role("完成时限:甲"), Some(("完成时限".to_owned(), Group::Deadline)));
        assert_eq!(role("责任市领导:甲").map(|(_, group)| group), Some(Group::Else));
        assert_eq!(role("责任重大"), None);
        assert_eq!(role("市科技局"), None);
    }

    #[test]
    fn a_colon_makes_it_lead() {
        assert_eq!(led("责任单位(首位为牵头单位):甲").map(|(length, end, _)| (length, end)), Some((12, 36)));
        assert_eq!(led("牵头:甲").map(|(length, end, _)| (length, end)), Some((6, 7)));
        assert_eq!(led("责任单位】甲").map(|(length, end, _)| (length, end)), Some((12, 15)));
        assert_eq!(led("责任单位要:甲"), None);
        assert_eq!(led("责任单位"), None);
    }
}
