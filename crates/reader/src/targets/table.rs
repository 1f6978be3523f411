//! Tables of goals: 指标 | 单位 | 2020年 | 2025年.

use crate::body::{Body, Paragraph};
use crate::lex::bracket::split_outside;
use crate::mend::Span;
use crate::model::Target;

use super::candidate::candidates;
use super::indicator::{clean, measured};
use super::line::Line;
use super::reading::reading;
use super::scope::{Due, Frame, Scope, Told, due};
use super::words::Class;

/// The head of a table of goals.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// Cells a row has.
    cells: usize,
    /// The column of the indicator, or of who reaches it.
    indicator: usize,
    /// The rows say who, the columns what.
    bodies: bool,
    /// The column of the unit.
    unit: Option<usize>,
    /// The columns of goals, with their deadlines.
    goals: Vec<Goal>,
    /// The column of the base, with its head.
    base: Option<(usize, String)>,
}

/// A column of goals.
#[derive(Clone, Debug)]
struct Goal {
    /// Its place.
    at: usize,
    /// Its deadline.
    due: Option<Due>,
    /// Its head without year and unit.
    name: String,
    /// The unit in its head.
    unit: Option<String>,
}

/// Reads a row; whether it belongs to a table of goals.
pub(super) fn row(
    body: &Body<'_>,
    paragraph: &Paragraph,
    frame: &Frame,
    scope: &Scope,
    table: &mut Option<Table>,
    out: &mut Vec<Target>,
) -> bool {
    let cells = cells(body, paragraph);
    let Some(known) = table.as_ref() else {
        *table = head(body, &cells, frame).or_else(|| matrix(body, &cells, frame).filter(|_| scope.goals));
        return table.is_some();
    };
    if scope.barred {
        return true;
    }
    // A first column that spans rows is missing in the rows below.
    let shift = known.cells.saturating_sub(cells.len());
    if shift > 1 || cells.len() > known.cells {
        return true;
    }
    let cell = |at: usize| {
        at.checked_sub(if at >= known.indicator { shift.min(known.indicator) } else { 0 })
            .and_then(|at| cells.get(at))
            .copied()
    };
    let Some(name) = cell(known.indicator) else { return true };
    let (name, lent) = unit_of(body.words(name));
    let unit = known.unit.and_then(cell).map(|unit| body.words(unit).trim().to_owned()).or(lent);
    let base = known.base.as_ref().and_then(|(at, head)| {
        let value =
            cell(*at).map(|value| body.words(value)).filter(|value| value.chars().any(|ch| ch.is_ascii_digit()))?;
        Some(format!("{head}:{value}"))
    });
    for column in &known.goals {
        let Some(value) = cell(column.at) else { continue };
        let unit = if known.bodies { column.unit.as_deref() } else { unit.as_deref().or(column.unit.as_deref()) };
        let Some(mut target) = goal(body, value, unit) else { continue };
        let span = cells.first().copied().unwrap_or_default().join(cells.last().copied().unwrap_or_default());
        target.text = body.quoted(span);
        target.offset = body.offset(span);
        body.path(paragraph).clone_into(&mut target.path);
        target.confidence = 0.9;
        let (indicator, subject) = if known.bodies {
            (column.name.clone(), Some(name.clone()))
        } else {
            (clean(&name), scope.subject.map(|who| body.verbatim(who)).or_else(|| frame.subject.clone()))
        };
        target.indicator = Some(indicator).filter(|name| !name.is_empty());
        target.subject = subject.filter(|name| !name.is_empty());
        target.deadline = column.due.or(scope.due).map(|due| due.written(body)).or_else(|| frame.plan.clone());
        target.base.clone_from(&base);
        out.push(target);
    }
    true
}

/// The cells of a row, the empty ones too.
pub(super) fn cells(body: &Body<'_>, paragraph: &Paragraph) -> Vec<Span> {
    let words = body.words(paragraph.span);
    let words = words.strip_suffix('|').unwrap_or(words);
    let start = paragraph.span.start + usize::from(words.starts_with('|'));
    let words = words.strip_prefix('|').unwrap_or(words);
    let sign = if words.contains('|') { '|' } else { '\t' };
    let (mut out, mut at) = (Vec::new(), 0);
    for cell in words.split(sign) {
        let lead = cell.len() - cell.trim_start().len();
        out.push(Span::new(at + lead, at + lead + cell.trim().len()).after(start));
        at += cell.len() + sign.len_utf8();
    }
    out
}

/// What the cells say about a table, where they are the head of one with goals.
fn head(body: &Body<'_>, cells: &[Span], frame: &Frame) -> Option<Table> {
    let text = |span: &Span| body.words(*span);
    // A head is made of short names: 2 | 推进项目建设 | 开工项目80个。 | … is a row of tasks.
    if cells.iter().any(|span| text(span).contains(['。', ';'])) {
        return None;
    }
    let short = |words: &str| words.chars().count() <= 10 && !words.contains(|ch: char| ch.is_ascii_digit());
    let named = |fits: fn(&str) -> bool| cells.iter().position(|span| short(text(span)) && fits(text(span)));
    let indicator = named(|words| words.contains("指标") || words.contains("目标名称"))
        .or_else(|| named(|words| ["名称", "项目", "内容"].iter().any(|name| words.ends_with(name))))?;
    if cells
        .iter()
        .any(|span| ["分值", "权重", "得分", "责任单位", "标准分"].iter().any(|word| text(span).contains(word)))
    {
        return None;
    }
    let unit = cells.iter().position(|span| ["单位", "计量单位"].contains(&text(span)));
    let mut table = Table { cells: cells.len(), indicator, bodies: false, unit, goals: Vec::new(), base: None };
    for (at, span) in cells.iter().enumerate().filter(|(at, _)| *at != indicator && Some(*at) != unit) {
        let words = text(span);
        let line = Line::of(words);
        let told = told(&line, *span, frame);
        let column = |due| Goal { at, due, name: String::new(), unit: unit_of(words).1 };
        match told {
            Some(_) if Class::Nogoal.within(words) => table.base = table.base.or_else(|| Some((at, words.to_owned()))),
            None if Class::Nogoal.within(words) => {}
            Some(Told::Due(due)) => table.goals.push(column(Some(due))),
            Some(_) => table.base = table.base.or_else(|| Some((at, words.to_owned()))),
            None if words.contains("目标") || words.contains("年均") => table.goals.push(column(None)),
            None => {}
        }
    }
    (!table.goals.is_empty()).then_some(table)
}

/// The last time in the head of a column.
fn told(line: &Line<'_>, span: Span, frame: &Frame) -> Option<Told> {
    let mut told = line.outer(0..line.tokens.len()).map(|(at, _)| due(line, at, span.start, frame, true));
    told.rfind(|told| !matches!(told, Told::Nothing))
}

/// A table that tells for each body what it is to reach: 园区 | 产值(亿元) | 税收(亿元).
fn matrix(body: &Body<'_>, cells: &[Span], frame: &Frame) -> Option<Table> {
    const BODIES: &[&str] = &[
        "区县",
        "县区",
        "县市区",
        "县(市、区)",
        "园区",
        "开发区",
        "地区",
        "单位",
        "市州",
        "乡镇",
        "街道",
        "名称",
        "区域",
    ];
    let indicator = cells.iter().position(|span| BODIES.iter().any(|name| body.words(*span).starts_with(name)))?;
    let mut table = Table { cells: cells.len(), indicator, bodies: true, unit: None, goals: Vec::new(), base: None };
    for (at, span) in cells.iter().enumerate().filter(|(at, _)| *at > indicator) {
        let words = body.words(*span);
        let (name, unit) = unit_of(words);
        let line = Line::of(words);
        let due = match told(&line, *span, frame) {
            Some(Told::Due(due)) => Some(due),
            Some(_) => continue,
            None => None,
        };
        let name = clean(&name);
        if (unit.is_some() || measured(&name)) && !Class::Nogoal.within(words) {
            table.goals.push(Goal { at, due, name, unit });
        }
    }
    (!table.goals.is_empty()).then_some(table)
}

/// The unit in the brackets behind an indicator: 工业总产值(亿元).
fn unit_of(name: &str) -> (String, Option<String>) {
    let cut = name.strip_suffix(')').and_then(|name| name.rsplit_once('('));
    match cut {
        Some((head, unit))
            if crate::lex::unit::unit(unit.trim_start_matches(['万', '亿', '千'])).is_some() || unit == "%" =>
        {
            (head.to_owned(), Some(unit.to_owned()))
        }
        _ => (name.to_owned(), None),
    }
}

/// The value of a cell: 500, ≥85%, 年均增长8%以上, [120].
fn goal(body: &Body<'_>, cell: Span, unit: Option<&str>) -> Option<Target> {
    let words = body.words(cell);
    let inner = words.trim_start_matches('[').trim_start_matches('〔').trim_end_matches([']', '〕']);
    // A unit behind a bare number makes it a value.
    let unit = unit.map(|unit| split_outside(unit, &['(', ' ']).first().map_or(unit, |span| span.of(unit)));
    let bare = inner.ends_with(|ch: char| ch.is_ascii_digit())
        || crate::lex::compare::compare(inner).is_none() && inner.parse::<f64>().is_ok();
    let unit = unit.filter(|unit| !unit.is_empty() && !matches!(*unit, "/" | "-" | "—"));
    let whole = match unit {
        Some(unit) if bare => format!("{inner}{unit}"),
        _ => inner.to_owned(),
    };
    let line = Line::of(&whole);
    let piece = line.pieces().into_iter().next()?;
    let segment = piece.tokens.clone();
    let found = candidates(&line, &piece).into_iter().next();
    if let Some(candidate) = found {
        let read = reading(&line, &segment, &candidate);
        return Some(Target {
            comparator: Some(read.comparator),
            value: read.value,
            value_min: read.ends.map(|ends| ends.0),
            value_max: read.ends.map(|ends| ends.1),
            unit: read.unit.or_else(|| unit.map(str::to_owned)),
            ..Target::default()
        });
    }
    let number = inner
        .trim_start_matches(|ch: char| "≥≤><=约".contains(ch))
        .trim_end_matches(['左', '右', '以', '上', '内', '下']);
    let value: f64 = number.replace(',', "").parse().ok()?;
    let sign = match inner {
        _ if inner.starts_with('≥') || inner.ends_with("以上") => ">=",
        _ if inner.starts_with('≤') || inner.ends_with("以内") || inner.ends_with("以下") => "<=",
        _ if inner.starts_with('>') => ">",
        _ if inner.starts_with('<') => "<",
        _ if inner.starts_with('约') || inner.ends_with("左右") => "≈",
        _ => "=",
    };
    Some(Target {
        comparator: Some(sign.to_owned()),
        value: Some(value),
        unit: unit.map(str::to_owned),
        ..Target::default()
    })
}
