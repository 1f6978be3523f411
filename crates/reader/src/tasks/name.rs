//! The names of agencies as they stand in lists: what looks like one, what belongs together, what goes.

use std::sync::LazyLock;

use crate::lex::bracket::closing;

use super::lists::{begins, ends, words};

const TABLE: &str = include_str!("agencies.txt");

static ENDS: LazyLock<Vec<&str>> = LazyLock::new(|| words(TABLE, "end"));
static STARTS: LazyLock<Vec<&str>> = LazyLock::new(|| words(TABLE, "start"));
static NOT: LazyLock<Vec<&str>> = LazyLock::new(|| words(TABLE, "not"));
static GENERIC: LazyLock<Vec<&str>> = LazyLock::new(|| words(TABLE, "generic"));
static INSIDE: LazyLock<Vec<&str>> = LazyLock::new(|| words(TABLE, "inside"));
static FILLER: LazyLock<Vec<&str>> = LazyLock::new(|| words(TABLE, "filler"));
static LEVELS: LazyLock<Vec<&str>> = LazyLock::new(|| words(TABLE, "level"));
static BODIES: LazyLock<Vec<&str>> = LazyLock::new(|| words(TABLE, "body"));

/// The longest name, in characters.
const LONGEST: usize = 32;

/// The longest stretch, in bytes, that is looked into for several names.
const FARTHEST: usize = 300;

/// `name` without a bracket at its end, such as (自贸办).
pub(super) fn bare(name: &str) -> &str {
    let Some((close, open)) =
        [(')', '('), ('〕', '〔'), (']', '[')].into_iter().find(|(close, _)| name.ends_with(*close))
    else {
        return name;
    };
    name.strip_suffix(close).and_then(|inner| inner.rfind(open)).and_then(|at| name.get(..at)).unwrap_or(name)
}

/// Whether `name` looks like an agency, or like a word for several.
pub(super) fn plausible(name: &str) -> bool {
    let inner = bare(name);
    let length = name.chars().count();
    (2..=LONGEST).contains(&length)
        && (ends(inner, &ENDS).is_some() || run(strip_all(inner)) == strip_all(inner).len())
        && begins(name, &NOT).is_none()
        && !GENERIC.contains(&inner)
        && !INSIDE.iter().any(|word| inner.contains(word))
}

/// `name` without 各, 有关 and the like in front.
fn strip_all(name: &str) -> &str {
    let mut rest = name;
    for _ in 0..3 {
        let Some(word) = begins(rest, &STARTS).or_else(|| begins(rest, &["全市", "全省", "全区", "全县"]))
        else {
            break;
        };
        rest = rest.get(word.len()..).unwrap_or_default();
    }
    rest
}

/// Length of the run of levels `text` begins with, brackets between them included: 县(市、区) of 县(市、区)政府.
fn run(text: &str) -> usize {
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some(word) = begins(rest, &LEVELS) {
            at += word.len();
        } else if let Some((inside, length)) = bracket(rest) {
            let levels = |part: &str| run(part) == part.len() && !part.is_empty();
            if !(at > 0 && !inside.contains(['(', '〔', '[']) && inside.split(['、', ',']).all(levels)) {
                break;
            }
            at += length;
        } else {
            break;
        }
    }
    at
}

/// What stands in the bracket `text` begins with, and the length of both, if the bracket is closed near by.
fn bracket(text: &str) -> Option<(&str, usize)> {
    let open = text.chars().next().filter(|open| matches!(open, '(' | '〔' | '['))?;
    let close = closing(open)?;
    let end = text.char_indices().take(20).find(|(_, ch)| *ch == close).map(|(at, _)| at)?;
    Some((text.get(open.len_utf8()..end)?, end + close.len_utf8()))
}

/// Whether `left` and `right`, parted by 、, are one name: 各区 and 县(市)政府, 各市 and 州.
pub(super) fn joins(left: &str, right: &str) -> bool {
    if left.len() > FARTHEST || right.len() > FARTHEST {
        return false;
    }
    let length = run(right);
    let after = right.get(length..).unwrap_or_default();
    strip_all(left).split('、').all(|level| !level.is_empty() && run(level) == level.len())
        && length > 0
        && (after.is_empty() || begins(after, &BODIES).is_some())
}

/// What `name` is without 等有关部门 at its end; whether 等 stood there; where another name begins behind it.
pub(super) fn tidy(name: &str) -> (usize, bool, Option<usize>) {
    for (at, _) in name.rmatch_indices('等').take(3) {
        let head = name.get(..at).unwrap_or_default();
        let mut end = at + '等'.len_utf8();
        let mut joint = None;
        while let Some(word) = name.get(end..).and_then(|rest| begins(rest, &FILLER)) {
            if matches!(word, "和" | "及" | "以及" | "与" | "、") {
                joint = Some(end + word.len());
            }
            end += word.len();
        }
        if head.chars().count() < 2 {
            continue;
        }
        if end == name.len() && !joint.is_some_and(|joint| name.get(joint..).is_some_and(|rest| rest.starts_with('各')))
        {
            return (at, true, None);
        }
        if let Some(joint) = joint.filter(|joint| name.get(*joint..).is_some_and(plausible)) {
            return (at, true, Some(joint));
        }
    }
    (name.len(), false, None)
}

/// Where 和 or 及 parts two agencies in `name`: the end of the first and the start of the second. 市自然资源和规划局 is one.
pub(super) fn parted(name: &str) -> Option<(usize, usize)> {
    const FIRM: &[&str] = &["局", "委", "厅", "办", "部", "政府", "会", "公司", "部门", "单位", "中心", "银行"];
    if name.len() > FARTHEST {
        return None;
    }
    name.char_indices().find_map(|(at, ch)| {
        let length = if matches!(ch, '和' | '及' | '与') { ch.len_utf8() } else { return None };
        let left = name.get(..at)?;
        let (left, at) = left.strip_suffix('以').map_or((left, at), |left| (left, left.len()));
        let right = name.get(at..)?.trim_start_matches('以').get(length..)?;
        let firm = ends(bare(left), FIRM).is_some()
            || left.starts_with('各') && right.starts_with(['各', '市', '省', '区', '县']);
        let outside = left.matches('(').count() == left.matches(')').count();
        (firm && outside && plausible(left) && plausible(right)).then(|| (at, name.len() - right.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_by_their_ends() {
        for name in
            ["市科技局", "市委组织部(人才办)", "各有关部门", "各区(市、县)政府", "某某海关", "县级有关单位", "各镇街"]
        {
            assert!(plausible(name), "{name}");
        }
        for name in ["企业自行", "企业", "由市科技局", "经市政府同意", "2030年", "以下简称“园区办”", "局", "含市属企业"]
        {
            assert!(!plausible(name), "{name}");
        }
    }

    #[test]
    fn levels_that_lean_on_each_other_are_one_name() {
        for (left, right) in [
            ("各区", "县(市)政府"),
            ("各市", "州"),
            ("各市州", "县市区政府"),
            ("市", "县(区)人民政府"),
            ("各镇", "街道办事处"),
            ("各市", "县〔区〕政府"),
            ("各区", "县[市]人民政府"),
            ("各市、州", "县政府"),
        ] {
            assert!(joins(left, right), "{left}、{right}");
        }
        for (left, right) in [
            ("各县区", "功能板块"),
            ("各区", "市科技局"),
            ("各区政府", "县政府"),
            ("各县", "区属企业"),
            ("各区", "各园区"),
        ] {
            assert!(!joins(left, right), "{left}、{right}");
        }
    }

    #[test]
    fn and_others_goes() {
        let of = |name: &'static str| {
            let (end, open, next) = tidy(name);
            (name.get(..end).unwrap(), open, next.and_then(|at| name.get(at..)))
        };
        assert_eq!(of("市科技局等"), ("市科技局", true, None));
        assert_eq!(of("市科技局等有关部门"), ("市科技局", true, None));
        assert_eq!(of("市科技局等部门和各区政府"), ("市科技局", true, Some("各区政府")));
        assert_eq!(of("高等院校"), ("高等院校", false, None));
    }

    #[test]
    fn and_parts_agencies_but_not_the_words_of_one() {
        let of = |name: &'static str| {
            parted(name).map(|(end, start)| (name.get(..end).unwrap(), name.get(start..).unwrap()))
        };
        assert_eq!(of("市科技局和市财政局"), Some(("市科技局", "市财政局")));
        assert_eq!(of("各区政府以及有关部门"), Some(("各区政府", "有关部门")));
        assert_eq!(of("市自然资源和规划局"), None);
        assert_eq!(of("市工业和信息化局"), None);
    }
}
