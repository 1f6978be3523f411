//! What is done for or to a class of the rated: A类企业, C类、D类企业.

use crate::mend::Span;

use super::WORDS;
use super::clause::{Weight, consequence, start};

/// Who is rated.
const SUBJECTS: [&str; 8] = ["企业", "园区", "开发区", "项目", "单位", "用地", "地块", "县区"];

/// 对A类企业优先保障用能, D类企业不享受: no 的 parts the condition from what follows.
pub(super) fn whole(words: &str) -> Option<usize> {
    let told = |span: &Span| span.start == 0 || words.starts_with('对') && span.end < 60;
    let class = WORDS.first("class", words).filter(told)?;
    let rest = words.get(class.end..)?;
    let named = SUBJECTS.iter().any(|subject| rest.starts_with(subject));
    let counted = SUBJECTS.iter().filter_map(|subject| rest.strip_prefix(subject)).any(counts);
    if class.start == 0 && !named || counted {
        return None;
    }
    let found = consequence(rest, Weight::Rated);
    // B类企业按80%安排: what is done stands at the end of a short clause.
    let done = || {
        let short = class.start == 0 && rest.chars().count() <= 40 && !rest.contains('的');
        WORDS.ends("class_do", rest).filter(|_| short).map(|length| rest.len() - length)
    };
    let found = found.filter(|_| named || !rest.contains('的')).or_else(done)?;
    Some(start(words, class.end, class.end + found))
}

/// A类企业, 对D类企业: a clause that only names a class.
pub(super) fn alone(words: &str) -> bool {
    let words = words.strip_prefix("对于").or_else(|| words.strip_prefix('对')).unwrap_or(words);
    let rest = WORDS.starts("class", words).and_then(|length| words.get(length..));
    rest.is_some_and(|rest| rest.is_empty() || SUBJECTS.contains(&rest))
}

/// The first class a clause names, with others joined to it: A类、B类企业.
pub(super) fn named(words: &str) -> Option<Span> {
    let first = WORDS.first("class", words)?;
    let (before, mut end) = (words.get(..first.start)?, first.end);
    // 这一类企业 is no class.
    if before.ends_with(['这', '另', '同', '每', '某', '第', '前', '后', 'A', 'B', 'C', 'D']) {
        return None;
    }
    loop {
        let rest = words.get(end..)?;
        if let Some(subject) = SUBJECTS.iter().find(|subject| rest.starts_with(**subject)) {
            return Some(Span::new(first.start, end + subject.len()));
        }
        let next = rest.strip_prefix(['、', '和', '及', '或', '与'])?;
        let length = WORDS.starts("class", next)?;
        end += rest.len() - next.len() + length;
    }
}

/// A类企业数量, A类企业占比: how many there are, or who they are, is no rule.
fn counts(rest: &str) -> bool {
    WORDS.starts("class_count", rest).is_some()
}

/// 优先保障A类企业用电, 停止向D类企业供地, B类企业按1:1.2替代: the class that a clause does something for or to.
pub(super) fn directed(words: &str) -> Option<Span> {
    let named = named(words)?;
    let (before, rest) = (words.get(..named.start)?, words.get(named.end..)?);
    let short = before.chars().count() <= 30 && !before.contains('的');
    let given = before.is_empty() || before.ends_with(['对', '向', '为', '给', '于']);
    // 不得对D类企业新增贷款.
    let barred = ["不得", "禁止", "不再"].iter().any(|word| before.starts_with(word));
    let then = WORDS.in_text("class_then", before) || given && barred || given && WORDS.in_text("class_then", rest);
    (then && short && !counts(rest) && !words.ends_with('的')).then_some(named)
}

/// 支持B类企业实施技术改造: whom the clauses behind it favour.
pub(super) fn supported(words: &str) -> bool {
    let rest = ["支持", "鼓励", "允许"].iter().find_map(|verb| words.strip_prefix(verb));
    rest.is_some_and(|rest| named(rest).is_some_and(|named| named.start == 0) && !WORDS.in_text("class_then", rest))
}

/// Whether what a clause says of a class only adds to what the one before it says: 停止向D类企业供地,D类企业不得竞买.
pub(super) fn again(condition: &str, words: &str) -> bool {
    let same = named(words).is_some_and(|named| named.start == 0 && named.of(words) == condition);
    same && WORDS.in_text("hard", words)
}

/// 直接列为D类, 下调一档: a grade is what follows.
pub(super) fn grades(words: &str) -> bool {
    if words.ends_with('的') || words.chars().count() > 24 {
        return false;
    }
    if WORDS.in_text("shift", words) {
        return true;
    }
    let verb = WORDS.first("grade_to", words);
    verb.is_some_and(|verb| verb.start <= 24 && words.get(verb.end..).is_some_and(grade))
}

/// 被评为A级的, 评定为优秀的企业: a condition that ends with the grade.
pub(super) fn rated(words: &str) -> bool {
    let words = words.trim_end_matches('的');
    let words = SUBJECTS.iter().find_map(|subject| words.strip_suffix(subject)).unwrap_or(words);
    let words = words.trim_end_matches(['的', '”', '"']);
    let Some(verb) = WORDS.last("grade_to", words) else { return false };
    let rest = words.get(verb.end..).unwrap_or_default().trim_start_matches(['“', '"']);
    WORDS.starts("grade", rest).is_some_and(|length| matches!(rest.get(length..), Some("" | "等次" | "档次" | "等级")))
}

/// Whether words are a grade or several; 列入优先支持范围 names none.
fn grade(words: &str) -> bool {
    let words = words.trim_start_matches(['“', '"']);
    let Some(length) = WORDS.starts("grade", words) else { return false };
    let (own, rest) = words.split_at_checked(length).unwrap_or((words, ""));
    let more = ["等次", "等级", "档次", "、", "或", "和", "(", "”", "\""].iter().any(|word| rest.starts_with(word));
    let whose = own.ends_with(['类', '档', '级', '等']) && SUBJECTS.iter().any(|subject| rest.starts_with(subject));
    rest.is_empty() || more || whose
}
