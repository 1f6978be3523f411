//! Every reason of every result, and who was not evaluated and why.

use domain::say::{Lang, Say};
use evaluation::result::{Outside, WhyOutside};
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
            Put::Made(why(outside, report)),
        ])?;
    }
    Ok(page.finish(true)?)
}

fn why(outside: &Outside, report: &Report<'_>) -> String {
    match (&outside.why, report.lang) {
        (WhyOutside::NoData, Lang::Zh) => "这一期没有方案所用的任何数据".to_owned(),
        (WhyOutside::NoData, Lang::En) => "none of the figures that the scheme reads, for this period".to_owned(),
        (WhyOutside::NoPopulation, Lang::Zh) => "不属于方案的任何一类评价对象".to_owned(),
        (WhyOutside::NoPopulation, Lang::En) => "belongs to no population of the scheme".to_owned(),
        (WhyOutside::NoGroup { attribute, .. }, Lang::Zh) => format!("没有分组所依据的属性“{attribute}”"),
        (WhyOutside::NoGroup { attribute, .. }, Lang::En) => format!("has no “{attribute}”, by which groups are made"),
    }
}
