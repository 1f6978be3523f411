//! A rule that is being read, and the clauses that begin one only because of what stands before them.

use crate::mend::Span;

use super::clause::{Weight, consequence, names_whom, tail_end};
use super::{WORDS, class};

/// A condition waiting for its consequence, or a rule that may go on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    /// Where it begins.
    pub start: usize,
    /// Where its condition begins and ends.
    pub condition: Span,
    /// Where its consequence begins and ends, once there is one.
    pub consequence: Option<Span>,
    pub weight: Weight,
    /// How many clauses its condition has.
    pub clauses: usize,
    /// Words of a clause before it that name the evaluation.
    pub named: Option<Span>,
    /// What its consequence is about, where an earlier clause says it.
    pub matter: Option<Span>,
}

impl Open {
    /// A condition in a half of a sentence; with the evaluation named before it, if it rests on that.
    pub(super) fn new(
        half: Span,
        condition: Span,
        consequence: Option<Span>,
        weight: Weight,
        named: Option<Span>,
    ) -> Self {
        let start = named.map_or(condition.start, |named| named.start.max(half.start));
        Self { start, condition, consequence, weight, clauses: 1, named, matter: None }
    }
}

/// 优先保障A类企业用电: the rule of a clause around its class; `matter` is what the classes before it were told about.
pub(super) fn directed(words: &str, class: Span, span: Span, matter: &mut Option<Span>) -> Open {
    let condition = class.after(span.start);
    let plain = matches!(words.get(..class.start), Some("" | "对"));
    let then = if plain { Span::new(condition.end, span.end) } else { span };
    // A类企业排放指标按1:1替代,B类企业按1:1.5替代: the second leaves out what is replaced.
    let by = words.get(class.end..).and_then(|rest| rest.find('按'));
    let short = by == Some(0) && plain;
    let told = by.map(|by| Span::new(condition.end, condition.end + by));
    *matter = told.filter(|_| plain && !short).or(*matter);
    let open = Open::new(span, condition, Some(then), Weight::Rated, None);
    Open { start: span.start, matter: matter.filter(|_| short), ..open }
}

/// A类企业:优先保障用能: the class before the colon is the condition.
pub(super) fn headed(text: &str, span: Span, named: Option<Span>) -> Option<Open> {
    let then = after_colon(text, span);
    let condition = Span::new(span.start, then.start.checked_sub(1)?.max(span.start));
    let consequence = consequence(then.of(text), Weight::Rated).map(|_| then);
    let found =
        Open { start: span.start, condition, consequence, weight: Weight::Rated, clauses: 1, named, matter: None };
    (then.start > span.start && class::alone(condition.of(text))).then_some(found)
}

/// 投产未满两年的企业,直接列为B类: whatever the condition, the grade makes it a rule.
pub(super) fn graded(text: &str, last: Option<Span>, span: Span) -> Option<Open> {
    let condition = last?;
    let words = condition.of(text);
    let closes = words.ends_with('的') || names_whom(tail_end(words));
    let then = Some(span);
    (closes && class::grades(span.of(text))).then_some(Open {
        start: condition.start,
        condition,
        consequence: then,
        weight: Weight::Rated,
        clauses: 1,
        named: None,
        matter: None,
    })
}

/// 投产未满2年的,暂不评价: to be left out is a rule whatever the condition.
pub(super) fn exempt(text: &str, last: Option<Span>, span: Span) -> Option<Open> {
    let condition = last?;
    let words = condition.of(text);
    let closes = words.ends_with('的') || WORDS.ends("whom", words).is_some();
    // 不纳入评价范围 says for whom the document is.
    let words = span.of(text);
    let told = closes && WORDS.starts("exempt", words).is_some_and(|length| words.get(length..) != Some("范围"));
    told.then(|| Open::new(condition, condition, Some(span), Weight::Rated, None))
}

/// 完成情况纳入年度考核,占总分的10%: the weight makes it a rule.
pub(super) fn weighed(text: &str, last: Option<Span>, span: Span) -> Option<Open> {
    let (before, words) = (last?, span.of(text));
    let at = before.of(text).find("纳入").filter(|at| *at > 0)?;
    let weight = WORDS.starts("weight", words).is_some() && words.contains(['%', '分']);
    let edge = before.start + at;
    (weight && WORDS.in_text("evaluation", before.of(text))).then_some(Open {
        start: before.start,
        condition: Span::new(before.start, edge),
        consequence: Some(Span::new(edge, span.end)),
        weight: Weight::Rated,
        clauses: 1,
        named: None,
        matter: None,
    })
}

/// 建立评价机制,对企业按亩均税收进行分类管理: what follows from the evaluation just named.
pub(super) fn managed(text: &str, named: Span, span: Span) -> Option<Open> {
    let words = span.of(text);
    if !words.starts_with('对') || span.start.saturating_sub(named.end) > 3 || !WORDS.in_text("managed", words) {
        return None;
    }
    let at = ["进行", "实行", "实施"].iter().filter_map(|word| words.rfind(word)).max()?;
    let edge = span.start + at;
    let (condition, consequence) = (Span::new(span.start, edge), Some(Span::new(edge, span.end)));
    Some(Open {
        start: span.start,
        condition,
        consequence,
        weight: Weight::Rated,
        clauses: 1,
        named: Some(named),
        matter: None,
    })
}

/// Takes a clause into the consequence.
pub(super) fn extend(open: &mut Open, span: Span) {
    open.consequence = Some(open.consequence.map_or(span, |before| before.join(span)));
}

/// What stands behind a colon: 强化结果运用:考核结果与….
pub(super) fn after_colon(text: &str, span: Span) -> Span {
    let words = span.of(text);
    // 按1:1.2替代: a ratio is no heading.
    let digit = |ch: Option<char>| ch.is_some_and(|ch| ch.is_ascii_digit());
    let ratio = |at: usize| {
        digit(words.get(..at).and_then(|before| before.chars().next_back()))
            && digit(words.get(at + 1..).and_then(|rest| rest.chars().next()))
    };
    let found = words.rmatch_indices(':').map(|(at, _)| at).find(|at| !ratio(*at));
    found.map_or(span, |at| Span::new(span.start + at + 1, span.end))
}
