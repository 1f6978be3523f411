//! What a clause is: the opening of a condition, a consequence, both, or neither.

use super::{WORDS, class};
use crate::lex::tokens;
use crate::mend::Span;

/// What a clause says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A whole rule: the consequence begins at this byte.
    Whole(usize),
    /// A condition whose consequence follows; rated or only judged.
    Opens(Weight),
    /// 根据考核结果: a condition that rests on the evaluation named before.
    Basis,
    /// 根据考核结果分档奖励: the same with its consequence, which begins at this byte.
    BasisWhole(usize),
    /// 优先保障A类企业用电: a whole rule for the class at this place in it.
    Directed(Span),
    /// 并与用地指标挂钩: a consequence of the evaluation named before.
    Linked,
    /// A consequence, if a condition stands before it.
    Follows(Weight),
    /// Neither.
    Plain,
}

/// How much a condition says by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// Nothing.
    None,
    /// A judgement: 成效明显.
    Good,
    /// A judgement: 推进不力.
    Bad,
    /// A rating: any consequence will do.
    Rated,
}

/// How much a condition says.
pub(super) fn weight(words: &str) -> Weight {
    // An assessment of the environment, or a contest, is none of the zone.
    let other = [
        "环境影响评价",
        "节能评价",
        "安全评价",
        "评价认证",
        "风险评估",
        "区域评估",
        "大赛",
        "竞赛",
        "比赛",
        "考核评价指标",
        // Classes of persons are none of an evaluation of firms.
        "类人才",
        "层次人才",
        // What a firm pays others to value it is none either.
        "中介",
        "评估费",
        "资产评估",
        "价值评估",
        "标准化",
        "评估、审计",
        "审计、评估",
    ]
    .iter()
    .any(|word| words.contains(word));
    if (WORDS.in_text("rated", words) || moved(words) || class::rated(words)) && !other {
        Weight::Rated
    } else if WORDS.in_text("bad", words) {
        Weight::Bad
    } else if WORDS.in_text("good", words) {
        Weight::Good
    } else {
        Weight::None
    }
}

/// 下降5位以上: a change of rank.
fn moved(words: &str) -> bool {
    if !words.contains('位') && !words.contains("名次") {
        return false;
    }
    tokens(words)
        .iter()
        .filter(|token| token.quantity().is_some_and(|quantity| quantity.unit == "位"))
        .any(|token| words.get(..token.span.start).is_some_and(|before| WORDS.ends("moved", before).is_some()))
}

/// Where a consequence begins that a condition of this weight can have.
pub(super) fn consequence(words: &str, weight: Weight) -> Option<usize> {
    if weight == Weight::Rated && named_grade(words) || weight > Weight::None && class::grades(words) {
        return Some(0);
    }
    let labels: &[&str] = match weight {
        Weight::None => &[],
        Weight::Good => &["good_hard"],
        Weight::Bad => &["hard"],
        Weight::Rated => &["hard", "soft", "good_hard"],
    };
    labels.iter().filter_map(|label| WORDS.first(label, words)).map(|span| span.start).min()
}

/// 为优秀, 即为良好: a clause that only names the grade.
fn named_grade(words: &str) -> bool {
    let grade = words.strip_prefix("即为").or_else(|| words.strip_prefix('为'));
    let grade = grade.map(|grade| grade.trim_start_matches(['“', '"']));
    grade.is_some_and(|grade| grade.chars().count() <= 8 && WORDS.starts("grade", grade).is_some())
}

/// What a clause says.
pub(super) fn role(words: &str) -> Role {
    if let Some(start) = linked(words) {
        return Role::Whole(start);
    }
    let tied = ["并与", "与", "并作为", "作为"].iter().any(|word| words.starts_with(word));
    if tied && WORDS.in_text("link", words) {
        return Role::Linked;
    }
    if let Some(role) = basis(words) {
        return role;
    }
    if class::supported(words) {
        return Role::Opens(Weight::Rated);
    }
    let system = WORDS.ends("mechanism", words).is_some();
    let plain = WORDS.starts("plain", words).is_some();
    if plain || system && !words.starts_with('对') {
        return class::directed(words).map_or(Role::Plain, Role::Directed);
    }
    if class::alone(words) {
        return Role::Opens(Weight::Rated);
    }
    if let Some(start) = termed(words).or_else(|| class::whole(words)).or_else(|| whole(words)) {
        return Role::Whole(start);
    }
    if let Some(named) = class::directed(words) {
        return Role::Directed(named);
    }
    let opens = ["对", "凡", "若", "如", "因", "经", "在", "被", "连续", "未", "年度", "考核", "综合"]
        .iter()
        .any(|word| words.starts_with(word));
    let closes = words.ends_with('的') || names_whom(tail_end(words));
    let weight = weight(words);
    if weight > Weight::None
        && (closes
            || words.starts_with('对') && words.contains('的')
            || words.starts_with('对')
            || words.starts_with('凡'))
    {
        return Role::Opens(weight);
    }
    if weight == Weight::Rated
        && opens
        && words.contains('的')
        && !words.contains("给予")
        && consequence(tail(words), Weight::Rated).is_none()
    {
        return Role::Opens(weight);
    }
    for weight in [Weight::Bad, Weight::Good, Weight::Rated] {
        if consequence(words, weight).is_some() {
            return Role::Follows(weight);
        }
    }
    Role::Plain
}

/// 负责评价的组织实施: whose duty it is, but not 主要负责人.
fn duty(words: &str) -> bool {
    words
        .match_indices("负责")
        .any(|(at, word)| words.get(at + word.len()..).is_some_and(|rest| !rest.starts_with('人')))
        && words.ends_with("实施")
}

/// The words behind the last 的.
pub(super) fn tail_end(words: &str) -> &str {
    words.rsplit_once('的').map_or("", |(_, tail)| tail)
}

/// 省级开发区: whom a condition is about.
pub(super) fn names_whom(tail: &str) -> bool {
    tail.len() <= 30 && WORDS.ends("whom", tail).is_some()
}

/// The words behind the first 的.
fn tail(words: &str) -> &str {
    words.split_once('的').map_or("", |(_, tail)| tail)
}

/// 考核结果与奖惩挂钩, 将评价结果作为评优依据: where the tie begins.
fn linked(words: &str) -> Option<usize> {
    if !WORDS.in_text("link", words) {
        return None;
    }
    let result = WORDS.first("result", words).filter(|span| {
        words
            .get(..span.end)
            .is_some_and(|before| WORDS.in_text("evaluation", before) || before.ends_with("进退位情况"))
    });
    if let Some(result) = result {
        let rest = words.get(result.end..)?;
        let found = WORDS.of("link_start").iter().filter_map(|word| rest.find(word)).min()?;
        return (found <= 60).then_some(result.end + found);
    }
    // 以亩均税收作为核定指标的依据.
    let from = words.strip_prefix('以').or_else(|| words.strip_prefix('将')).or_else(|| words.strip_prefix('把'))?;
    let found = from.find("作为")?;
    let rated = from.get(..found).is_some_and(|subject| weight(subject) >= Weight::Bad);
    (rated && words.ends_with("依据")).then(|| words.len() - from.len() + found)
}

/// 根据考核结果, 按评价等次: what follows rests on it.
fn basis(words: &str) -> Option<Role> {
    let length = WORDS.starts("basis", words)?;
    let rest = words.get(length..)?;
    let result = WORDS.first("result", rest)?;
    let (named, more) = (rest.get(..result.end)?, rest.get(result.end..)?);
    if named.chars().count() > 30 || !WORDS.in_text("evaluation", named) {
        return None;
    }
    if more.chars().count() <= 6 && consequence(more, Weight::Rated).is_none() {
        return Some(Role::Basis);
    }
    // 按考核结果优秀的…: the result belongs to a condition.
    let found = consequence(more, Weight::Rated).filter(|_| !more.starts_with(['为', '的']))?;
    Some(Role::BasisWhole(length + result.end + if found <= 60 { 0 } else { found }))
}

/// A condition and its consequence in one clause: 对连续两年退位的开发区进行约谈. Where the consequence begins.
fn whole(words: &str) -> Option<usize> {
    // 以严格的考核推动落实 tells how, not when.
    let told = if words.starts_with('以') || duty(words) { 0 } else { 6 };
    for (at, _) in words.match_indices('的').take(told) {
        let (condition, rest) = (words.get(..at)?, words.get(at..)?);
        let weight = weight(condition);
        // The consequence stands behind the last 的 of the condition.
        let more = rest.get('的'.len_utf8()..).and_then(|rest| Some((rest, rest.find('的')?)));
        let later = more.is_some_and(|(rest, next)| {
            rest.get(..next).is_some_and(|words| WORDS.in_text("rated", words) || WORDS.in_text("bad", words))
                && consequence(rest.get(..next).unwrap_or_default(), weight).is_none()
        });
        if let Some(found) = consequence(rest, weight).filter(|_| !later) {
            return Some(start(words, at, at + found));
        }
    }
    None
}

/// 整改期内暂停扩区: a time in which something is withheld.
fn termed(words: &str) -> Option<usize> {
    let length = WORDS.starts("term", words)?;
    let found = WORDS.first("hard", words.get(length..)?)?;
    (found.start <= 60).then_some(length)
}

/// Where the consequence begins: at its own word, or at the verb that leads to it (在用地上给予).
pub(super) fn start(words: &str, from: usize, found: usize) -> usize {
    let lead = words.get(from..found).unwrap_or_default();
    let leads =
        ["在", "由", "给予", "予以", "进行", "实行", "要", "应", "依法", "视情", "按", "可", "一律", "将", "年度"];
    leads.iter().filter_map(|word| lead.find(word)).min().map_or(found, |at| from + at)
}
