//! Tables of grades and sums: a row is a rule, its column says what the sum is.

use std::collections::HashMap;

use crate::body::{Body, Paragraph};
use crate::lex::tokens;
use crate::mend::Span;
use crate::model::MoneyRule;

use super::WORDS;

/// The rules of rows, by the row's place in [`Body::prose`].
pub(super) fn tables(body: &Body<'_>) -> HashMap<usize, Vec<MoneyRule>> {
    let mut out = HashMap::new();
    let mut head: Option<Vec<Option<Column>>> = None;
    let mut before = "";
    for (at, paragraph) in body.prose().enumerate() {
        let text = body.words(paragraph.content);
        if !paragraph.row {
            (head, before) = (None, text);
            continue;
        }
        let cells = cells(text);
        match &head {
            None => head = Some(columns(&cells, text, before)),
            Some(columns) => {
                let rules = row(body, paragraph, &cells, columns);
                if !rules.is_empty() {
                    out.insert(at, rules);
                }
            }
        }
    }
    out
}

/// A column of sums.
#[derive(Clone, Debug)]
struct Column {
    /// Its heading.
    title: String,
    /// The unit of bare numbers.
    unit: Option<String>,
    /// The words that lead into the table, where they and not the heading say that it is paid.
    lead: String,
}

/// The cells of a row, without the blanks around them.
pub(crate) fn cells(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, ch) in text.char_indices().chain([(text.len(), '\t')]) {
        if matches!(ch, '\t' | '|' | '｜') {
            let cell = text.get(start..at).unwrap_or_default();
            let lead = cell.len() - cell.trim_start().len();
            out.push(Span::new(start + lead, start + lead + cell.trim().len()));
            start = at + ch.len_utf8();
        }
    }
    // The bars around a row enclose nothing.
    out.retain(|cell| cell.start < cell.end);
    out
}

/// Which columns hold sums: their titles say so; 单位:万元 above the table holds for all.
fn columns(cells: &[Span], text: &str, before: &str) -> Vec<Option<Column>> {
    let unit = |words: &str| {
        ["万元", "亿元", "元", "%"].iter().find(|unit| words.contains(**unit)).map(|unit| (*unit).to_owned())
    };
    let above = if before.contains("单位") { unit(before) } else { None };
    let column = |cell: &Span| {
        let title = cell.of(text);
        let pays = WORDS.in_text("noun", title) || WORDS.in_text("verb", title);
        let other = ["对象", "条件", "内容", "类别", "项目名称", "序号", "依据", "部门", "方式", "政策"]
            .iter()
            .any(|word| title.contains(word));
        (pays && !other).then(|| Column {
            title: title.to_owned(),
            unit: unit(title).or_else(|| above.clone()),
            lead: String::new(),
        })
    };
    let titled: Vec<Option<Column>> = cells.iter().map(column).collect();
    if titled.iter().any(Option::is_some) || !pays_below(before) {
        return titled;
    }
    // 按下表标准给予奖励: the columns say when, the lead-in that it is paid.
    let case = |(at, cell): (usize, &Span)| {
        let title = cell.of(text);
        let sum = at > 0 && !WORDS.in_text("measure", title) && !title.contains(|ch: char| ch.is_ascii_digit());
        let lead = before.rsplit('。').find(|words| !words.is_empty()).unwrap_or_default();
        sum.then(|| Column { title: title.to_owned(), unit: unit(title), lead: lead.to_owned() })
    };
    cells.iter().enumerate().map(case).collect()
}

/// Whether a paragraph leads into a table of payments.
fn pays_below(before: &str) -> bool {
    let Some(lead) = before.rsplit('。').find(|words| !words.is_empty()) else { return false };
    let points = lead.ends_with(':') || ["下表", "如下", "附表"].iter().any(|word| lead.contains(word));
    points && lead.len() <= 600 && WORDS.in_text("verb", lead) && !WORDS.in_text("fund_no", lead)
}

/// The rules of a row: each sum in a column of sums.
fn row(body: &Body<'_>, paragraph: &Paragraph, cells: &[Span], columns: &[Option<Column>]) -> Vec<MoneyRule> {
    let text = body.words(paragraph.content);
    // A row that lacks a cell (merged ones) is read from its end.
    let shift = columns.len().saturating_sub(cells.len());
    let titled = |at: usize| columns.get(at + shift).and_then(Option::as_ref);
    let label: Vec<&str> =
        cells.iter().enumerate().filter(|(at, _)| titled(*at).is_none()).map(|(_, cell)| cell.of(text)).collect();
    let label: Vec<&str> = label.into_iter().filter(|cell| !cell.chars().all(|ch| ch.is_ascii_digit())).collect();
    let sums = cells.iter().enumerate().filter_map(|(at, cell)| Some((*cell, titled(at)?)));
    let rules: Vec<MoneyRule> = sums
        .filter_map(|(cell, column)| {
            let words = cell.of(text);
            // Prose in a cell is read as prose.
            if words.chars().count() > 16 {
                return None;
            }
            let tokens = tokens(words);
            let mut found = tokens.iter().filter_map(|token| token.quantity());
            let quantity = found.next()?;
            if found.next().is_some() {
                return None;
            }
            let money = quantity.unit.starts_with('元') || quantity.is_percent();
            let bare = quantity.unit.is_empty();
            let unit = if money {
                quantity.full_unit()
            } else if bare && !quantity.full_unit().is_empty() {
                format!("{}元", quantity.full_unit())
            } else if bare {
                column.unit.clone()?
            } else {
                return None;
            };
            let most = |words: &str| {
                WORDS.in_text("cap", words)
                    || WORDS.of("cap_after").iter().any(|word| word.len() > 3 && words.contains(word))
            };
            let at_most = most(words) || most(&column.title);
            let span = paragraph.content;
            let mut rule = MoneyRule {
                text: body.quoted(span),
                offset: body.offset(span),
                path: body.path(paragraph).to_owned(),
                confidence: 0.75,
                condition: case(&label, column),
                kind: WORDS
                    .labels("kind:")
                    .find(|label| {
                        WORDS.in_text(label, if column.lead.is_empty() { &column.title } else { &column.lead })
                    })
                    .and_then(|label| label.strip_prefix("kind:"))
                    .map(ToOwned::to_owned),
                ..MoneyRule::default()
            };
            let value = quantity.upper().unwrap_or_else(|| quantity.value());
            if unit == "%" {
                (rule.rate, rule.rate_cmp) = (Some(value), at_most.then(|| "<=".to_owned()));
            } else if at_most && !unit.contains('/') {
                (rule.cap, rule.cap_unit) = (Some(value), Some(unit));
            } else {
                (rule.amount, rule.unit) = (Some(value), Some(unit));
            }
            Some(rule)
        })
        .collect();
    joined(rules)
}

/// What a row is about; where the heading names a case (首次认定), also that.
fn case(label: &[&str], column: &Column) -> Option<String> {
    let mut words = label.to_vec();
    if !column.lead.is_empty() {
        words.push(&column.title);
    }
    (!words.is_empty()).then(|| words.join(","))
}

/// A share in one column and its ceiling in the next are one rule.
fn joined(mut rules: Vec<MoneyRule>) -> Vec<MoneyRule> {
    if let [first, second] = rules.as_slice() {
        let main = |rule: &MoneyRule| rule.cap.is_none();
        if main(first) != main(second) {
            let (main, cap) = if main(first) { (first, second) } else { (second, first) };
            let whole = MoneyRule { cap: cap.cap, cap_unit: cap.cap_unit.clone(), ..main.clone() };
            rules = vec![whole];
        }
    }
    rules
}
