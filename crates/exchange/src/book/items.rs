//! The items of each subject: figure, share earned, weight, points; one sheet a population.

use evaluation::result::PopulationResult;
use rust_xlsxwriter::Workbook;

use super::page::{Column, Kind, Page, Put, Top, decimals};
use super::{BookError, Report, numbered};

/// The most decimals that figures are shown with; the cell holds all.
const MOST_DECIMALS: u8 = 6;

pub fn write(book: &mut Workbook, report: &Report<'_>) -> Result<(), BookError> {
    for (name, population) in numbered(report, "指标得分", "Items") {
        write_population(book, report, population, &name)?;
    }
    Ok(())
}

fn write_population(
    book: &mut Workbook,
    report: &Report<'_>,
    population: &PopulationResult,
    name: &str,
) -> Result<(), BookError> {
    let points_decimals = report.evaluation.decimals.max(4);
    let points = || Some(report.say("分", "points"));
    let mut columns = vec![
        Column::new(report.say("名次", "Rank"), Kind::Whole),
        Column::new(report.say("评价对象", "Subject"), Kind::Text),
        Column::new(report.say("名称", "Name"), Kind::Text),
    ];
    let mut groups = vec![(String::new(), 3)];
    for (at, item) in population.items.iter().enumerate() {
        let figures =
            population.subjects.iter().filter_map(|subject| subject.items.get(at)?.raw).map(evaluation::Figure::get);
        let decimals = decimals(figures, MOST_DECIMALS);
        groups.push((
            report.say(
                &format!("{}（权重 {}）", item.title, item.weight.normalize()),
                &format!("{} (weight {})", item.title, item.weight.normalize()),
            ),
            4,
        ));
        columns.push(Column::measured(report.say("数值", "Figure"), report.unit(&item.unit), decimals));
        if item.index.is_some() {
            columns.push(Column::measured(report.say("标准化值", "Normalised"), None, 4));
            columns.push(Column::new(report.say("占指数的权重", "Share of the index"), Kind::Share));
        } else {
            columns.push(Column::new(report.say("得分率", "Share earned"), Kind::Share));
            columns.push(Column::measured(report.say("计入权重", "Weight"), points(), 2));
        }
        columns.push(Column::measured(report.say("得分", "Points"), points(), points_decimals));
    }
    for rule in &population.adjustments {
        groups.push((rule.title.clone(), 1));
        columns.push(Column::measured(report.say("加减分", "Adjustment"), points(), points_decimals));
    }
    for list in &population.lists {
        groups.push((list.title.clone(), 1));
        columns.push(Column::measured(report.say("更正", "Correction"), points(), points_decimals));
    }
    groups.push((String::new(), 1));
    columns.push(Column::measured(report.say("合计", "Sum"), points(), points_decimals));
    let mark = report.mark();
    let title = report.say(
        &format!("{}：{}各项指标得分", report.evaluation.title, population.title),
        &format!("{}: items of {}", report.evaluation.title, population.title),
    );
    let top = Top {
        name,
        title: &title,
        lines: &report.lines(),
        mark: mark.as_deref(),
        groups: &groups,
        columns: &columns,
        frozen: 3,
    };
    let mut page = Page::begin(book, &top)?;
    for result in &population.subjects {
        let mut row = vec![Put::whole(result.rank), Put::Text(result.subject.as_str()), Put::Text(result.shown())];
        let get = |figure: Option<evaluation::Figure>| Put::figure(figure.map(evaluation::Figure::get));
        for item in &result.items {
            row.extend([get(item.raw), get(item.normalised), get(item.weight), get(item.points)]);
        }
        for adjustment in &result.adjustments {
            row.push(Put::Number(adjustment.points.get()));
        }
        for list in &result.lists {
            row.push(get(list.correction));
        }
        row.push(get(result.sum));
        page.row(&row)?;
    }
    Ok(page.finish(true)?)
}
