//! The sheets, one of each kind of item.

use domain::say::Lang;
use reader::Reading;
use reader::model::{Document, EvaluationRule, MoneyRule, Target, Task};
use rust_xlsxwriter::Workbook;

use crate::book::BookError;
use crate::book::page::{Column, Kind, Page, Put, Top};

/// Where a line stands: the document's title where there are several, and the clause.
struct Place<'a> {
    document: &'a str,
    path: &'a str,
}

/// What a sheet is: its name, a line below its title, and its columns after 序号, 文件 and 条款.
struct Plan<'a> {
    name: &'a str,
    line: &'a str,
    columns: &'a [(&'a str, Kind)],
}

fn say<'a>(lang: Lang, zh: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// Writes a sheet of lines; none where there are no lines and it may be left out.
fn sheet<'a>(
    book: &mut Workbook,
    reading: &'a Reading,
    plan: &Plan<'_>,
    lines: &[(Place<'a>, Vec<Put<'a>>)],
    lang: Lang,
) -> Result<(), BookError> {
    let several = reading.documents.len() > 1;
    let mut columns = vec![Column::new(say(lang, "序号", "no."), Kind::Whole)];
    if several {
        columns.push(Column::new(say(lang, "文件", "document"), Kind::Long));
    }
    columns.push(Column::new(say(lang, "条款", "clause"), Kind::Text));
    columns.extend(plan.columns.iter().map(|(title, kind)| Column::new(*title, *kind)));
    let title = reading.documents.first().and_then(|document| document.title.as_deref()).unwrap_or_default();
    let top = Top {
        name: plan.name,
        title: &format!("{}{title}", if title.is_empty() { plan.name.to_owned() } else { format!("{}　", plan.name) }),
        lines: &[plan.line.to_owned()],
        mark: None,
        groups: &[],
        columns: &columns,
        frozen: if several { 3 } else { 2 },
    };
    let mut page = Page::begin(book, &top)?;
    for (number, (place, cells)) in lines.iter().enumerate() {
        let mut row = vec![Put::whole(Some(number + 1))];
        if several {
            row.push(Put::Text(place.document));
        }
        row.push(Put::Text(place.path));
        row.extend(cells.iter().cloned());
        page.row(&row)?;
    }
    page.finish(true)?;
    Ok(())
}

/// The lines of one kind of item, in the order of the documents.
fn lines<'a, I>(
    reading: &'a Reading,
    items: impl Fn(&'a Document) -> &'a [I],
    line: impl Fn(&'a I) -> (&'a str, Vec<Put<'a>>),
) -> Vec<(Place<'a>, Vec<Put<'a>>)>
where
    I: 'a,
{
    let of = |document: &'a Document| {
        let title = document.title.as_deref().unwrap_or_default();
        let placed = |item| {
            let (path, cells) = line(item);
            (Place { document: title, path }, cells)
        };
        items(document).iter().map(placed).collect::<Vec<_>>()
    };
    reading.documents.iter().flat_map(of).collect()
}

fn joined(names: &[String]) -> Put<'_> {
    if names.is_empty() { Put::Blank } else { Put::Made(names.join("、")) }
}

fn clean(text: &str) -> Put<'_> {
    Put::Made(text.split_whitespace().collect())
}

pub(super) fn tasks(book: &mut Workbook, reading: &Reading, lang: Lang) -> Result<(), BookError> {
    let found = lines(
        reading,
        |document| &document.tasks,
        |task: &Task| {
            let responsible = if task.open_ended && !task.responsible_agencies.is_empty() {
                Put::Made(format!("{}等", task.responsible_agencies.join("、")))
            } else {
                joined(&task.responsible_agencies)
            };
            let cells = vec![
                Put::maybe(task.title.as_deref()),
                joined(&task.lead_agencies),
                joined(&task.support_agencies),
                responsible,
                Put::maybe(task.deadline.as_deref()),
                clean(&task.text),
            ];
            (task.path.as_str(), cells)
        },
    );
    let columns = [
        (say(lang, "任务", "task"), Kind::Long),
        (say(lang, "牵头单位", "lead"), Kind::Long),
        (say(lang, "配合单位", "support"), Kind::Long),
        (say(lang, "责任单位", "responsible"), Kind::Long),
        (say(lang, "完成时限", "due"), Kind::Text),
        (say(lang, "原文", "text"), Kind::Long),
    ];
    let plan = Plan {
        name: say(lang, "任务分解表", "tasks"),
        line: say(
            lang,
            "由程序从原文读出，请与原文核对后使用。",
            "Read from the text by the program: check against it.",
        ),
        columns: &columns,
    };
    sheet(book, reading, &plan, &found, lang)
}

pub(super) fn targets(book: &mut Workbook, reading: &Reading, lang: Lang) -> Result<(), BookError> {
    let found = lines(
        reading,
        |document| &document.targets,
        |target: &Target| {
            let cells = vec![
                Put::maybe(target.indicator.as_deref()),
                Put::maybe(target.subject.as_deref()),
                target.comparator.as_deref().map_or(Put::Blank, |sign| Put::Text(comparator(sign, lang))),
                Put::figure(target.value.or(target.value_min)),
                Put::figure(target.value_max),
                Put::maybe(target.unit.as_deref()),
                Put::maybe(target.deadline.as_deref()),
                Put::maybe(target.base.as_deref()),
                clean(&target.text),
            ];
            (target.path.as_str(), cells)
        },
    );
    if found.is_empty() {
        return Ok(());
    }
    let columns = [
        (say(lang, "指标", "indicator"), Kind::Long),
        (say(lang, "对象", "subject"), Kind::Long),
        (say(lang, "要求", "comparison"), Kind::Text),
        (say(lang, "目标值", "value"), Kind::Number(2)),
        (say(lang, "上限", "upper end"), Kind::Number(2)),
        (say(lang, "单位", "unit"), Kind::Text),
        (say(lang, "期限", "by"), Kind::Text),
        (say(lang, "基数", "base"), Kind::Text),
        (say(lang, "原文", "text"), Kind::Long),
    ];
    let plan = Plan {
        name: say(lang, "目标", "targets"),
        line: say(lang, "每个数值一行。", "A line for each value."),
        columns: &columns,
    };
    sheet(book, reading, &plan, &found, lang)
}

/// What a sign of comparison means, in words.
fn comparator(sign: &str, lang: Lang) -> &str {
    match sign {
        ">=" => say(lang, "不低于", "at least"),
        ">" => say(lang, "超过", "above"),
        "<=" => say(lang, "不超过", "at most"),
        "<" => say(lang, "低于", "below"),
        "=" => say(lang, "达到", "reaches"),
        "≈" => say(lang, "左右", "about"),
        "range" => say(lang, "区间", "between"),
        "multiply" => say(lang, "倍增", "times"),
        "growth>=" => say(lang, "增长不低于", "grows at least"),
        "growth=" => say(lang, "增长", "grows"),
        "growth≈" => say(lang, "增长约", "grows about"),
        other => other,
    }
}

pub(super) fn money_rules(book: &mut Workbook, reading: &Reading, lang: Lang) -> Result<(), BookError> {
    let found = lines(
        reading,
        |document| &document.money_rules,
        |rule: &MoneyRule| {
            let cells = vec![
                Put::maybe(rule.condition.as_deref()),
                Put::maybe(rule.per.as_deref()),
                Put::figure(rule.amount),
                Put::maybe(rule.unit.as_deref()),
                Put::figure(rule.rate),
                Put::maybe(rule.rate_base.as_deref()),
                Put::figure(rule.cap.or(rule.total_cap)),
                Put::maybe(rule.cap_unit.as_deref().or(rule.total_cap_unit.as_deref())),
                Put::maybe(rule.period.as_deref()),
                Put::maybe(rule.payer.as_deref()),
                clean(&rule.text),
            ];
            (rule.path.as_str(), cells)
        },
    );
    if found.is_empty() {
        return Ok(());
    }
    let columns = [
        (say(lang, "条件", "condition"), Kind::Long),
        (say(lang, "每", "per"), Kind::Text),
        (say(lang, "金额", "amount"), Kind::Number(2)),
        (say(lang, "单位", "unit"), Kind::Text),
        (say(lang, "比例（%）", "rate (%)"), Kind::Number(2)),
        (say(lang, "基数", "of"), Kind::Long),
        (say(lang, "上限", "at most"), Kind::Number(2)),
        (say(lang, "上限单位", "its unit"), Kind::Text),
        (say(lang, "期间", "period"), Kind::Text),
        (say(lang, "出资", "payer"), Kind::Text),
        (say(lang, "原文", "text"), Kind::Long),
    ];
    let plan = Plan {
        name: say(lang, "资金政策", "money rules"),
        line: say(lang, "每个金额一行。", "A line for each sum."),
        columns: &columns,
    };
    sheet(book, reading, &plan, &found, lang)
}

pub(super) fn evaluation_rules(book: &mut Workbook, reading: &Reading, lang: Lang) -> Result<(), BookError> {
    let found = lines(
        reading,
        |document| &document.evaluation_rules,
        |rule: &EvaluationRule| {
            let cells =
                vec![Put::maybe(rule.condition.as_deref()), Put::maybe(rule.consequence.as_deref()), clean(&rule.text)];
            (rule.path.as_str(), cells)
        },
    );
    if found.is_empty() {
        return Ok(());
    }
    let columns = [
        (say(lang, "条件", "condition"), Kind::Long),
        (say(lang, "后果", "consequence"), Kind::Long),
        (say(lang, "原文", "text"), Kind::Long),
    ];
    let plan = Plan {
        name: say(lang, "考核规定", "evaluation rules"),
        line: say(lang, "条件与后果。", "What must hold and what follows."),
        columns: &columns,
    };
    sheet(book, reading, &plan, &found, lang)
}
