//! Tables of tasks: columns 任务, 牵头单位, 责任单位, 完成时限.

use std::ops::Range;

use crate::body::Body;
use crate::lex::bracket::split_outside;
use crate::mend::Span;
use crate::outline::annex_head;

use super::Role;
use super::label::{Group, label};
use super::statement::{Form, Statement, statement};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Serial,
    Task,
    Agencies(Role),
    Deadline,
    Else,
}

/// A row that is a task.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Its path: the clause or annex it stands under and its serial number.
    pub path: String,
    /// The whole row.
    pub span: Span,
    /// The words of the task.
    pub title: Span,
    /// Who does it.
    pub statement: Statement,
}

/// Words in the head of the column that says what is to be done.
const TASKS: &[&str] =
    &["任务", "内容", "事项", "举措", "措施", "工作", "目标任务", "项目", "要点", "要求", "任务名称", "分工"];

/// Words in the head of the column that numbers the rows.
const SERIALS: &[&str] = &["序号", "编号", "号"];

/// The tasks in the tables of a document, and which paragraphs belong to those tables.
pub(super) fn rows(body: &Body<'_>) -> (Vec<Row>, Vec<Range<usize>>) {
    let (mut out, mut taken) = (Vec::new(), Vec::new());
    let (mut at, mut name) = (0, None);
    while let Some(paragraph) = body.paragraphs.get(at) {
        let over_row = body.paragraphs.get(at + 1).is_some_and(|next| next.row);
        if let Some(head) = annex_head(body.words(paragraph.span), over_row) {
            name = Some(Span::new(paragraph.span.start, paragraph.span.start + head));
        }
        let head = paragraph.row.then(|| columns(body, paragraph.span)).flatten();
        let Some(head) = head else {
            at += 1;
            continue;
        };
        let rows = body.paragraphs.get(at + 1..).unwrap_or_default().iter().take_while(|next| next.row).count();
        let above = match (body.path(paragraph), name) {
            ("", Some(annex)) => body.verbatim(annex),
            (path, _) => path.to_owned(),
        };
        table(body, &head, &above, at + 1..at + 1 + rows, &mut out);
        taken.push(at..at + 1 + rows);
        at += 1 + rows;
    }
    (out, taken)
}

/// The columns, if the row is the head of a table of tasks.
fn columns(body: &Body<'_>, row: Span) -> Option<Vec<Column>> {
    let columns: Vec<Column> = cells(body.text(), row).into_iter().map(|cell| column(cell.of(body.text()))).collect();
    let agencies = columns.iter().any(|column| matches!(column, Column::Agencies(_)));
    (agencies && columns.contains(&Column::Task)).then_some(columns)
}

/// What the head of a column says it holds.
fn column(head: &str) -> Column {
    let head: String = head.chars().filter(|ch| *ch != ' ').collect();
    let short = head.chars().count() <= 30;
    match label(&head) {
        Some((_, Group::Agencies(role))) if short => Column::Agencies(role),
        Some((_, Group::Deadline)) => Column::Deadline,
        _ if SERIALS.iter().any(|word| head.ends_with(word)) => Column::Serial,
        _ if head.chars().count() <= 10 && TASKS.iter().any(|word| head.ends_with(word)) => Column::Task,
        _ => Column::Else,
    }
}

/// The cells of a row: between bars, or between tabs. Empty cells between bars are kept.
fn cells(text: &str, row: Span) -> Vec<Span> {
    let words = row.of(text);
    if !words.contains('|') {
        return split_outside(words, &['\t']).into_iter().map(|cell| cell.after(row.start)).collect();
    }
    let trimmed = words.trim().trim_matches('|');
    let mut at = row.start + words.find(trimmed).unwrap_or_default();
    let cell = |cell: &str| {
        let start = at + (cell.len() - cell.trim_start().len());
        at += cell.len() + 1;
        Span::new(start, start + cell.trim().len())
    };
    trimmed.split('|').map(cell).collect()
}

/// Reads the rows below a head.
fn table(body: &Body<'_>, head: &[Column], above: &str, rows: Range<usize>, out: &mut Vec<Row>) {
    let mut count = 0_usize;
    let mut before: Option<Statement> = None;
    for paragraph in body.paragraphs.get(rows).unwrap_or_default() {
        let cells = cells(body.text(), paragraph.span);
        // Cells merged downwards are missing at the left.
        let missing = head.len().saturating_sub(cells.len());
        let of = |wanted: &dyn Fn(Column) -> bool| {
            let at = head.iter().rposition(|column| wanted(*column))?;
            cells.get(at.checked_sub(missing)?).copied().filter(|cell| cell.end > cell.start)
        };
        let Some(title) = of(&|column| column == Column::Task) else { continue };
        let serial = of(&|column| column == Column::Serial).filter(|cell| *cell != title);
        count += 1;
        let number = serial
            .map_or_else(|| count.to_string(), |cell| body.verbatim(cell).trim_end_matches(['.', '、']).to_owned());
        let mut who = Statement {
            span: paragraph.span,
            form: Form::Label,
            label: None,
            members: Vec::new(),
            open_ended: false,
            deadline: of(&|column| column == Column::Deadline),
            inherited: Vec::new(),
        };
        for (at, column) in head.iter().enumerate() {
            let Column::Agencies(role) = column else { continue };
            let Some(cell) = at.checked_sub(missing).and_then(|at| cells.get(at)) else { continue };
            let mut found = statement(body.text(), *cell, *cell);
            found.members.retain(|member| !matches!(member.span.of(body.text()), "/" | "—" | "-" | "无" | "——"));
            for member in found.members.iter_mut().filter(|member| member.role.is_none() || !member.marked) {
                (member.role, member.marked) = (Some(*role), *role < Role::Responsible);
            }
            who.open_ended |= found.open_ended;
            who.members.extend(found.members);
        }
        // A row without agencies shares those of the row before.
        if who.members.is_empty()
            && let Some(before) = &before
        {
            who.members.clone_from(&before.members);
            who.open_ended = before.open_ended;
        }
        before = Some(who.clone());
        let path = if above.is_empty() { number } else { format!("{above}/{number}") };
        out.push(Row { path, span: paragraph.span, title, statement: who });
    }
}
