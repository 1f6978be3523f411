//! Who is paid for what: the words around the figures of a rule.

use crate::body::{Body, Paragraph};
use crate::lex::{Kind, tokens};
use crate::mend::Span;
use crate::model::MoneyRule;

use super::WORDS;
use super::condition;
use super::figure::Role;
use super::group::Rule;

/// Where a statement stands and what it leans on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context<'c, 'a> {
    pub body: &'c Body<'a>,
    pub paragraph: &'c Paragraph,
    /// The statement's place in the mended text.
    pub at: Span,
    /// Its words.
    pub words: &'c str,
    /// The heading of its clause.
    pub heading: &'c str,
    /// The words that lead into it.
    pub lead: &'c str,
}

/// A figure's rule as it is handed out, and its place in the mended text.
pub(super) fn rule(context: &Context<'_, '_>, rule: &Rule) -> Option<(MoneyRule, Span)> {
    let (words, figure) = (context.words, &rule.own);
    let place = condition::place(words, rule);
    let told = place.of(words);
    let span = place.after(context.at.start);
    let main = rule.main.as_ref();
    let rate = main.filter(|main| main.role == Role::Rate);
    let amount = main.filter(|main| main.role == Role::Amount);
    let most = |at_most: bool| at_most.then(|| "<=".to_owned());
    let edge = condition::edge(words, rule).max(place.start);
    let paying = words.get(edge..place.end)?;
    let own = words.get(figure.from..figure.span.end)?;
    let mine = if rule.place.1 > 1 || years(own).is_some() { own } else { paying };
    let confidence = if rule.place.1 > 1 { 0.8 } else { 0.85 };
    let item = MoneyRule {
        text: context.body.quoted(span),
        offset: context.body.offset(span),
        path: context.body.path(context.paragraph).to_owned(),
        confidence,
        condition: condition::condition(context, rule, place),
        kind: Some(kind(context, rule, told)),
        amount: amount.map(|found| found.value),
        amount_cmp: amount.and_then(|found| most(found.at_most)),
        unit: amount.map(|found| found.unit.clone()),
        rate: rate.map(|found| found.value),
        rate_cmp: rate.and_then(|found| most(found.at_most)),
        rate_base: rate.and_then(|found| base(words.get(found.from..found.span.start)?)),
        cap: rule.cap.as_ref().map(|found| found.value),
        cap_unit: rule.cap.as_ref().map(|found| found.unit.clone()),
        total_cap: rule.total.as_ref().map(|found| found.value),
        total_cap_unit: rule.total.as_ref().map(|found| found.unit.clone()),
        period: period(mine).or_else(|| word(paying)),
        per: per(words.get(figure.from..figure.span.end)?).or_else(|| per(told)),
        payer: WORDS.first("payer", told).map(|found| found.of(told).to_owned()),
    };
    Some((item, span))
}

/// What kind of payment it is: by the words behind the figure, before it, in its statement, in the lead-in, in the heading.
fn kind(context: &Context<'_, '_>, rule: &Rule, told: &str) -> String {
    if rule.main.is_none() && rule.cap.is_none() {
        return "aggregate_cap".to_owned();
    }
    let (words, figure) = (context.words, rule.main.as_ref().unwrap_or(&rule.own));
    let clause = figure.clause.of(words);
    let behind: String = words.get(figure.span.end..figure.clause.end).unwrap_or_default().chars().take(18).collect();
    let before = words.get(figure.from..figure.span.start).unwrap_or_default();
    for place in [behind.as_str(), before, clause, told, context.lead, context.heading] {
        let found = WORDS.labels("kind:").find(|label| WORDS.in_text(label, place) && *label != "kind:support");
        if let Some(kind) = found.and_then(|label| label.strip_prefix("kind:")) {
            return kind.to_owned();
        }
    }
    "support".to_owned()
}

/// What a share is of: 上年度实际投资额 of 按不超过上年度实际投资额的3%.
fn base(own: &str) -> Option<String> {
    if WORDS.in_text("raised", own) || own.starts_with("提高") || own.starts_with("上浮") || own.starts_with("上调")
    {
        return None;
    }
    let by = WORDS.last("by", own).map_or(0, |span| span.end);
    let words = own.get(by..)?;
    let words = words.strip_prefix("照").unwrap_or(words);
    let words =
        ["、", ",", "且", "不超过", "不高于", "不低于", "不少于", "最高不超过", "最高", "给予", "奖励", "补助", "和"]
            .iter()
            .fold(words, |words, lead| words.strip_prefix(lead).unwrap_or(words));
    let words = ["不超过", "不高于", "最高", "加收", "加征", "减征", "下浮", "的"]
        .iter()
        .fold(words, |words, tail| words.trim_end_matches(tail));
    // Of a list only the first member stands right behind its base.
    let number =
        words.find(|ch: char| ch.is_ascii_digit()).and_then(|at| words.get(..at)).filter(|base| base.ends_with('的'));
    let words = number.map_or(words, |base| base.trim_end_matches('的'));
    let told = words.chars().count() >= 2 && !words.starts_with('第');
    told.then(|| words.to_owned())
}

/// One-off, each year, for three years.
fn period(told: &str) -> Option<String> {
    let word = word(told);
    let years = years(told);
    match (word, years) {
        (Some(word), Some(years)) if word != "一次性" && word != "当年" => Some(format!("{word},{years}")),
        (Some(word), _) => Some(word),
        (None, years) => years.map(ToOwned::to_owned),
    }
}

/// 一次性, 每年 and the like.
fn word(told: &str) -> Option<String> {
    WORDS.first("period", told).map(|span| span.of(told).to_owned())
}

/// 连续三年, 最长不超过3年, 前两年, 三年内.
fn years(told: &str) -> Option<&str> {
    let leads = ["连续", "最长不超过", "最多不超过", "最长", "期限不超过", "为期", "前", "后", "第"];
    let (at, lead) = leads.iter().filter_map(|lead| told.find(lead).map(|at| (at, lead.len()))).min()?;
    let rest = told.get(at + lead..)?;
    let end = rest.char_indices().take(4).find_map(|(end, ch)| (ch == '年').then_some(end + ch.len_utf8()))?;
    let number = rest.get(..end)?;
    let counts = |ch: char| ch.is_ascii_digit() || "一二两三四五六七八九十年".contains(ch);
    number.chars().all(counts).then(|| told.get(at..at + lead + end)).flatten()
}

/// For whom or for what: 单个项目, 每家, 每新增1家.
fn per(words: &str) -> Option<String> {
    let start = WORDS.first("per", words)?;
    let rest = words.get(start.start..)?;
    let end = rest.char_indices().skip(2).take(10).find_map(|(at, ch)| {
        let cut = matches!(ch, ',' | '(' | ')' | '给' | '奖' | '补' | '最' | '不' | '年' | '的' | '、' | '资' | '累')
            && at >= start.end - start.start;
        (cut || ch.is_ascii_digit()).then_some(at)
    });
    Some(end.and_then(|end| rest.get(..end)).unwrap_or_else(|| start.of(words)).to_owned())
}

/// Years without rent, or with half of it: 前三年免收租金、后两年减半.
pub(super) fn free(context: &Context<'_, '_>) -> Vec<(MoneyRule, Span)> {
    let words = context.words;
    let charged = WORDS.in_text("charge", words) && !words.contains("不再") && !words.contains("不得");
    if !charged || !WORDS.in_text("free", words) && !WORDS.in_text("half", words) {
        return Vec::new();
    }
    let mut out: Vec<(MoneyRule, Span)> = Vec::new();
    let (mut start, mut years) = (0, None);
    let tokens = tokens(words);
    let ends = tokens.iter().filter(|token| matches!(token.kind, Kind::Mark(',' | '、' | ';')));
    for end in ends.map(|token| token.span.start).chain([words.len()]) {
        let clause = words.get(start..end).unwrap_or_default();
        start = end;
        years = years_of(clause).or(years);
        let rate = if WORDS.in_text("free", clause) {
            100.0
        } else if WORDS.in_text("half", clause) {
            50.0
        } else {
            continue;
        };
        let counted = clause.chars().any(|ch| matches!(ch, '%' | '元'));
        let Some(period) = years.filter(|_| !counted) else { continue };
        out.push((
            MoneyRule {
                text: context.body.quoted(context.at),
                offset: context.body.offset(context.at),
                path: context.body.path(context.paragraph).to_owned(),
                confidence: 0.7,
                condition: condition::subject(context),
                kind: Some("rent".to_owned()),
                rate: Some(rate),
                rate_base: Some("租金".to_owned()),
                period: Some(period.to_owned()),
                ..MoneyRule::default()
            },
            context.at,
        ));
    }
    out
}

/// A span of years or months: 三年内, 3年, 6个月, 第一年.
fn years_of(clause: &str) -> Option<&str> {
    let sign = clause
        .find('年')
        .map(|at| (at, '年'.len_utf8()))
        .or_else(|| clause.find("个月").map(|at| (at, "个月".len())))?;
    let before = clause.get(..sign.0)?;
    let counts = |ch: char| ch.is_ascii_digit() || "一二两三四五六七八九十第前后首-至".contains(ch);
    let start = before.char_indices().rev().take_while(|(_, ch)| counts(*ch)).last().map(|(at, _)| at)?;
    let period = clause.get(start..sign.0 + sign.1)?;
    (period.chars().filter(char::is_ascii_digit).count() < 4).then_some(period)
}
