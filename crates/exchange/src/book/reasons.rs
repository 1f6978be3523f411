//! Every reason of every result, and who was not evaluated and why.

use domain::say::Say;
use rust_xlsxwriter::Workbook;

use super::page::{Column, Kind, Page, Put, Top};
use super::{BookError, Report};
use crate::limits::MAX_ROWS;

pub fn write(book: &mut Workbook, report: &Report<'_>) -> Result<(), BookError> {
    let evaluation = report.evaluation;
    let rows = evaluation.results().map(|(_, result)| result.reasons.len()).sum::<usize>() + evaluation.outside.len();
    if rows + 16 > MAX_ROWS as usize {
        return Err(BookError::TooManyRows { rows });
    }
    let columns = [
        Column::new(report.say("评价对象", "Subject"), Kind::Text),
        Column::new(report.say("名称", "Name"), Kind::Text),
        Column::new(report.say("类别", "Population"), Kind::Text),
        Column::new(report.say("理由", "Reason"), Kind::Long),
    ];
    let mark = report.mark();
    let title = report.say(&format!("{}：理由", evaluation.title), &format!("{}: reasons", evaluation.title));
    let mut lines = report.lines();
    lines.push(report.say(
        "没有列出的对象，各项均按数据和公式得分，没有特殊情况。",
        "Subjects that are not listed got every point by data and formula, without anything particular.",
    ));
    let top = Top {
        name: &report.say("理由", "Reasons"),
        title: &title,
        lines: &lines,
        mark: mark.as_deref(),
        groups: &[],
        columns: &columns,
        frozen: 2,
    };
    let mut page = Page::begin(book, &top)?;
    for (population, result) in evaluation.results() {
        for reason in &result.reasons {
            page.row(&[
                Put::Text(result.subject.as_str()),
                Put::Text(result.shown()),
                Put::Text(&population.title),
                Put::Made(reason.words(population).say(report.lang)),
            ])?;
        }
    }
    let none = report.say("未参评", "not evaluated");
    for outside in &evaluation.outside {
        page.row(&[
            Put::Text(outside.subject.as_str()),
            Put::Text(outside.name.as_deref().unwrap_or(outside.subject.as_str())),
            Put::Text(&none),
            Put::Made(outside.why.say(report.lang)),
        ])?;
    }
    Ok(page.finish(true)?)
}
