//! The data used: for every subject each indicator's value, and the file, sheet and cell it stands in.

use domain::say::Say;
use domain::unit::Unit;
use evaluation::data::{Datum, Reported};
use rust_xlsxwriter::Workbook;

use super::page::{Column, Kind, Page, Put, Top, decimals};
use super::{BookError, Report};

pub fn write(book: &mut Workbook, report: &Report<'_>) -> Result<(), BookError> {
    let data = report.data;
    let mut columns = vec![Column::new(report.say("评价对象", "Subject"), Kind::Text)];
    // Whether an indicator has reported values, whose cells are named.
    let reported: Vec<bool> = (0..data.indicators.len())
        .map(|at| {
            data.subjects.iter().any(|subject| subject.values.get(at).is_some_and(|datum| datum.reported.is_some()))
        })
        .collect();
    let mut groups = vec![(String::new(), 1)];
    for ((at, indicator), reported) in data.indicators.iter().enumerate().zip(&reported) {
        let figures =
            data.subjects.iter().filter_map(|subject| subject.values.get(at)?.value).map(evaluation::Figure::get);
        let decimals = decimals(figures, 6);
        let heading = match &indicator.formula {
            Some(formula) => format!("{} = {formula}", indicator.title),
            None => indicator.title.clone(),
        };
        // A figure of another period says so.
        let heading = match indicator.period {
            Some(period) => format!("{}　{heading}", period.say(report.lang)),
            None => heading,
        };
        groups.push((heading, if *reported { 2 } else { 1 }));
        columns.push(Column::measured(report.say("数值", "Value"), report.unit(&indicator.unit), decimals));
        if *reported {
            columns.push(Column::new(report.say("出处", "Source"), Kind::Text));
        }
    }
    let mut lines = report.lines();
    lines.push(report.say(
        "数值按指标的计量单位列出；出处写明来源文件的编号、工作表和单元格，录入的单位不同或没有数据时另行注明。来源文件：",
        "Values are in the indicator's unit; the source names the file's number, sheet and cell, and says where the entry \
         had another unit or no figure. Files:",
    ));
    for (number, source) in (1..).zip(&data.sources) {
        lines.push(format!("[{number}] {}　SM3 {}", source.name, source.sm3));
    }
    let mark = report.mark();
    let title = report
        .say(&format!("{}：所用数据", report.evaluation.title), &format!("{}: data used", report.evaluation.title));
    let top = Top {
        name: &report.say("所用数据", "Data"),
        title: &title,
        lines: &lines,
        mark: mark.as_deref(),
        groups: &groups,
        columns: &columns,
        frozen: 1,
    };
    let mut page = Page::begin(book, &top)?;
    for subject in &data.subjects {
        let mut row = vec![Put::Text(subject.subject.as_str())];
        for ((datum, reported), indicator) in subject.values.iter().zip(&reported).zip(&data.indicators) {
            row.push(Put::figure(datum.value.map(evaluation::Figure::get)));
            if *reported {
                row.push(source(datum, &indicator.unit, report));
            }
        }
        page.row(&row)?;
    }
    Ok(page.finish(true)?)
}

/// As `[1] 年报!C14`, and what the entry said where it differs from the value.
fn source(datum: &Datum, unit: &Unit, report: &Report<'_>) -> Put<'static> {
    let Some(reported) = &datum.reported else { return Put::Blank };
    let sheet = report.data.sheets.get(reported.sheet).map_or("?", String::as_str);
    let place = format!("[{}] {sheet}!{}", reported.source + 1, reported.cell);
    Put::Made(match entry(reported, unit, report) {
        Some(entry) => format!("{place}　{entry}"),
        None => place,
    })
}

fn entry(reported: &Reported, unit: &Unit, report: &Report<'_>) -> Option<String> {
    let state = (reported.state != domain::table::State::Reported).then(|| reported.state.say(report.lang));
    let figure = match (reported.figure, reported.missing) {
        (Some(figure), _) => (reported.unit != *unit).then(|| {
            let unit = report.unit(&reported.unit).unwrap_or_default();
            report.say(&format!("录入为 {figure} {unit}"), &format!("entered as {figure} {unit}"))
        }),
        (None, Some(missing)) => Some(missing.say(report.lang)),
        (None, None) => None,
    };
    match (state, figure) {
        (Some(state), Some(figure)) => Some(format!("{state}，{figure}")),
        (state, figure) => state.or(figure),
    }
}
