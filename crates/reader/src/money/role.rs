//! Whether a sum is paid or is a threshold of the condition.

use crate::mend::Span;

use super::WORDS;
use super::figure::{Before, Run};

/// What a run of numbers is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// A payment or its ceiling.
    Paid,
    /// Money set aside.
    Fund,
    /// Part of the condition, or no payment at all.
    Threshold,
    /// Nothing tells.
    Unknown,
}

/// A run and the words around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around<'t> {
    statement: &'t str,
    clause: &'t str,
    /// The clause up to the run.
    left: &'t str,
    /// The words between the run before it and this one.
    own: &'t str,
    /// The clause behind the run, words of comparison left out.
    rest: &'t str,
    /// 以上 or 以下 stands behind it.
    bounded: bool,
    share: bool,
    before: Before,
    last: Option<Fate>,
    /// It stands in a bracket that only explains: (含…), (不含…).
    aside: bool,
}

impl<'t> Around<'t> {
    pub(super) fn of(text: &'t str, run: &Run, before: Before, last: Option<Fate>) -> Self {
        let left = text.get(run.clause.start..run.span.start).unwrap_or_default();
        let (rest, bounded) = bounds(text.get(run.span.end..run.clause.end).unwrap_or_default());
        let opened = left.rfind('(').filter(|open| !left.get(*open..).is_some_and(|inner| inner.contains(')')));
        let inner = opened.and_then(|open| left.get(open + 1..));
        Self {
            statement: text,
            clause: run.clause.of(text),
            left,
            own: text.get(run.from..run.span.start).unwrap_or_default(),
            rest,
            bounded,
            share: run.share,
            before,
            last: last.filter(|_| run.from > run.clause.start),
            aside: inner.is_some_and(|inner| {
                inner.starts_with(['含', '不', '包', '如', '例', '即']) && !inner.starts_with("不超")
            }),
        }
    }

    /// The last word under one of `labels` in the words before the run that no other run follows, and the gap behind it.
    fn gap(&self, label: &str) -> Option<&'t str> {
        WORDS.last(label, self.own).and_then(|span| self.own.get(span.end..))
    }
}

/// Words of comparison taken off the front, and whether one was there.
fn bounds(mut rest: &str) -> (&str, bool) {
    const WORDS_AFTER: [&str; 12] =
        ["(含)以上", "(含)以下", "(含)", "(不含)", "及以上", "及以下", "以上", "以下", "以内", "之内", "左右", ")"];
    let mut bounded = false;
    while let Some(word) = WORDS_AFTER.iter().find(|word| rest.starts_with(**word)) {
        bounded |= word.ends_with("以上") || word.ends_with("以下");
        rest = rest.get(word.len()..).unwrap_or_default();
    }
    (rest, bounded)
}

/// Stands between what a share was and what it is now.
const RAISED: [&str; 5] = ["提高", "上浮", "上调", "调整", "增加"];

/// What a run is.
pub(super) fn fate(run: &Around<'_>) -> Fate {
    if run.aside || excluded(run) {
        return Fate::Threshold;
    }
    if fund(run) {
        return Fate::Fund;
    }
    if qualified(run) {
        return Fate::Threshold;
    }
    // 1亿元、5亿元的: a threshold's neighbour is one too.
    let bare = matches!(run.own, "、" | "和" | "或");
    if bare && run.last == Some(Fate::Threshold) {
        return Fate::Threshold;
    }
    // 补助比例由30%提高到50%: what it was before.
    if run.own.ends_with(['由', '从']) && RAISED.iter().any(|word| run.rest.starts_with(word)) {
        return Fate::Threshold;
    }
    if surcharged(run) || lent(run) {
        return Fate::Paid;
    }
    if measured(run) {
        return Fate::Threshold;
    }
    if governed(run) || by(run) || named(run) || capped(run) || elliptic(run) {
        return Fate::Paid;
    }
    Fate::Unknown
}

/// 加价0.1元/千瓦时, 按现行水价加收20%: a price that differs for some.
fn surcharged(run: &Around<'_>) -> bool {
    let near = |gap: &str| gap.chars().count() <= 8 && !gap.contains('的');
    let raised = run.gap("surcharge").is_some_and(near);
    let moved = run.gap("price_move").is_some_and(near) && WORDS.in_text("price", run.left);
    // 滞纳金 is a fine, and of 10%的 something else is told.
    (raised || moved) && !run.bounded && !run.rest.starts_with('的') && !run.rest.contains("滞纳金")
}

/// 提供担保,年担保费率不高于1%: what borrowers pay at most.
fn lent(run: &Around<'_>) -> bool {
    let fee = run.gap("fee").is_some_and(|gap| WORDS.starts("cap", gap).is_some_and(|length| gap.len() <= length + 6));
    run.share && fee && WORDS.in_text("lend", run.statement)
}

/// A fine, a step (每增加1000万元), the share of a budget, a date of payment.
fn excluded(run: &Around<'_>) -> bool {
    let verb = WORDS.last("verb", run.own).map_or(0, |span| span.end);
    let step = WORDS.last("step", run.own).is_some_and(|span| span.start >= verb);
    let stepped = step
        || run.own.rfind('每').is_some_and(|at| {
            let words = run.own.get(at..).unwrap_or_default();
            at >= verb
                && WORDS.starts("per", words).is_none()
                && WORDS.in_text("threshold", words)
                && !WORDS.in_text("cap", words)
        });
    let shared = run.share && WORDS.in_text("share", run.clause) && !WORDS.in_text("risk", run.statement);
    let scheduled = run.share && WORDS.in_text("schedule", run.clause) && !WORDS.in_text("by", run.left);
    stepped || shared || scheduled || WORDS.in_text("no", run.own)
}

/// 1亿元以上的企业, 超过500万元部分: the words behind make it a condition.
fn qualified(run: &Around<'_>) -> bool {
    if run.rest.starts_with("部分") || run.rest.starts_with("的部分") {
        return true;
    }
    if let Some(noun) = run.rest.strip_prefix('的') {
        return !paid_noun(run, noun);
    }
    let bare = run.rest.is_empty() || run.rest.starts_with(['、', ')']);
    let verb_behind = WORDS.in_text("verb", run.rest) && WORDS.last("verb", run.left).is_none();
    run.bounded && (WORDS.starts("subject", run.rest).is_some() || verb_behind || bare && ungoverned(run))
}

/// Whether no verb of payment and no ceiling stands before a run, so that 以上 closes a condition.
fn ungoverned(run: &Around<'_>) -> bool {
    WORDS.last("verb", run.left).is_none() && WORDS.last("cap", run.own).is_none() && !run.before.lead
}

/// Whether what follows 的 is a payment: 的一次性奖励, 的标准, of a governed sum also 的项目补助.
fn paid_noun(run: &Around<'_>, noun: &str) -> bool {
    let bare = unfilled(noun);
    if let Some(length) = WORDS.starts("noun", bare).or_else(|| WORDS.starts("weak_noun", bare)) {
        return !counted(bare.get(length..).unwrap_or_default());
    }
    if WORDS.starts("verb", bare).is_some() {
        return true;
    }
    let near: String = noun.chars().take(18).collect();
    let found = WORDS.first("noun", &near);
    let told = WORDS.last("verb", run.left).is_some()
        || WORDS.last("by", run.left).is_some()
        || WORDS.last("cap", run.own).is_some();
    told && !run.bounded
        && found.is_some_and(|span| {
            near.get(..span.start).is_some_and(|words| !words.contains("予") && !words.contains('按'))
                && !counted(near.get(span.end..).unwrap_or_default())
        })
}

/// The words behind fillers such as 一次性.
fn unfilled(mut words: &str) -> &str {
    while let Some(length) = WORDS.starts("filler", words) {
        // 配套 and 经费 are nouns too; the last of a chain stays.
        let rest = words.get(length..).unwrap_or_default();
        let noun = WORDS.starts("noun", words).or_else(|| WORDS.starts("weak_noun", words));
        if noun.is_some() && WORDS.starts("noun", rest).is_none() && WORDS.starts("filler", rest).is_none() {
            return words;
        }
        words = rest;
    }
    words
}

/// Whether a sum follows within a few words: then the word before governs that sum.
fn counted(words: &str) -> bool {
    if words.starts_with(['、', '和', '及', ')', '(', '。']) {
        return false;
    }
    let near: String = words.chars().take(14).take_while(|ch| !matches!(ch, ',' | ';' | '。' | '、')).collect();
    near.chars().any(|ch| ch.is_ascii_digit())
}

/// 年产值达到1亿元: a word for what a condition measures stands right before it.
fn measured(run: &Around<'_>) -> bool {
    let verb = WORDS.last("verb", run.own).map_or(0, |span| span.end);
    // 补助比例提高至10%: what is raised is the payment itself.
    let from = ["比例由", "比例从", "标准由", "标准从", "额度由", "额度从"].iter().any(|word| run.left.contains(word))
        && RAISED.iter().any(|word| run.own.starts_with(word));
    if from && WORDS.in_text("verb", run.left) || WORDS.in_text("raised", run.own) && WORDS.in_text("verb", run.own) {
        return false;
    }
    let label = if run.share { "growth" } else { "threshold" };
    let Some(span) = WORDS.last(label, run.own).filter(|span| span.end > verb) else { return false };
    let cap = WORDS.last("cap", run.own).filter(|cap| cap.end >= span.end);
    let gap = run.own.get(span.end..).unwrap_or_default();
    let parted = gap.contains(['的', '按']) || gap.contains("部分") || gap.chars().count() > 10 || gap.contains("给予");
    cap.is_none() && !parted
}

/// A verb of payment stands before it in its clause.
fn governed(run: &Around<'_>) -> bool {
    if WORDS.last("prize", run.left).is_some() && !run.share {
        return true;
    }
    WORDS.last("verb", run.left).is_some() && !(run.share && run.own.ends_with("占"))
}

/// 按…的5%, 按每平方米20元, where the statement pays.
fn by(run: &Around<'_>) -> bool {
    let pays = WORDS.in_text("verb", run.statement)
        || WORDS.in_text("noun", run.statement)
        || run.before.paid
        || run.before.lead;
    let priced = run.share && WORDS.in_text("charged", run.rest) && WORDS.in_text("price", run.clause);
    WORDS.last("by", run.left).is_some() && (pays || priced)
}

/// What follows is a word for a payment: 50万元一次性奖励, …的30%予以补助.
fn named(run: &Around<'_>) -> bool {
    let bare = unfilled(run.rest);
    let noun = WORDS.starts("noun", bare).is_some_and(|length| !counted(bare.get(length..).unwrap_or_default()));
    if run.share {
        let told = ["给予", "予以", "进行", "作为", "奖励", "补助"].iter().any(|word| bare.starts_with(word));
        let of = run.own.ends_with(['的', '额', '费']) || run.own.ends_with("比例");
        return of && (noun || told && WORDS.in_text("noun", bare));
    }
    noun
}

/// 单个项目不超过300万元, after a payment.
fn capped(run: &Around<'_>) -> bool {
    let cap = run.gap("cap").is_some() || WORDS.starts("cap_after", run.rest).is_some();
    let pays = run.before.paid || run.before.lead || WORDS.in_text("noun", run.left) || run.left.contains("额度");
    cap && pays
}

/// 省级20万元, after 国家级奖励50万元 or under a lead-in.
fn elliptic(run: &Around<'_>) -> bool {
    let short = run.own.chars().count() <= if run.share { 14 } else { 26 };
    let measures = WORDS.in_text(if run.share { "growth" } else { "threshold" }, run.own);
    let listed = run.last.is_none_or(|last| last != Fate::Threshold) || !run.own.starts_with(['、', '和']);
    (run.before.paid || run.before.lead) && short && !measures && !run.bounded && listed
}

/// Money set aside: 设立10亿元基金, 每年安排2000万元专项资金.
fn fund(run: &Around<'_>) -> bool {
    if run.share || WORDS.in_text("fund_no", run.clause) {
        return false;
    }
    let here = WORDS.in_text("fund", run.clause) && WORDS.in_text("fund_verb", run.clause);
    // 规模以上工业 is a class of firms, no size of a fund.
    let size =
        |at: usize| !run.own.get(at..).is_some_and(|rest| rest.starts_with("规模以") || rest.starts_with("规模化"));
    let sized = run.own.match_indices("规模").any(|(at, _)| size(at)) && WORDS.in_text("fund", run.statement);
    let pays = WORDS.last("verb", run.own).is_some();
    let measures = ["投资", "收入", "产值", "税收", "资产"].iter().any(|word| run.own.ends_with(word));
    let condition = run.rest.starts_with('的') && !WORDS.in_text("fund", run.rest);
    let budget = WORDS.in_text("payer", run.clause)
        && ["列支", "安排", "统筹", "预算"].iter().any(|verb| run.own.contains(verb));
    (here || sized || budget) && !pays && !measures && !condition
}

/// Where the words begin that say how much is paid: the condition ends there.
pub(super) fn boundary(text: &str, clause: Span, from: usize, figure: usize) -> usize {
    let start = clause.start.max(from);
    let words = text.get(start..figure).unwrap_or_default();
    let found =
        ["verb", "by", "period", "cap", "payer", "surcharge"].iter().filter_map(|label| WORDS.first(label, words));
    found.map(|span| span.start).min().map_or(start, |at| start + at)
}
