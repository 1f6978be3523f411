//! The nodes of each subject: value, points of the score, rank.

use evaluation::result::PopulationResult;
use rust_xlsxwriter::Workbook;

use super::page::{Column, Kind, Page, Put, Top};
use super::{BookError, Report, numbered};

pub fn write(book: &mut Workbook, report: &Report<'_>) -> Result<(), BookError> {
    for (name, population) in numbered(report, "分项得分", "Nodes") {
        // Under a ranking nodes have points at most where these add up.
        let told = population.ranking.as_ref().is_none_or(evaluation::ranked::Ranked::adds_up);
        if told && !population.nodes.is_empty() {
            write_population(book, report, population, &name)?;
        }
    }
    Ok(())
}

fn write_population(
    book: &mut Workbook,
    report: &Report<'_>,
    population: &PopulationResult,
    name: &str,
) -> Result<(), BookError> {
    let decimals = report.evaluation.decimals.max(4);
    let points = || Some(report.say("分", "points"));
    let mut columns = vec![
        Column::new(report.say("名次", "Rank"), Kind::Whole),
        Column::new(report.say("评价对象", "Subject"), Kind::Text),
        Column::new(report.say("名称", "Name"), Kind::Text),
        Column::measured(report.say("得分", "Score"), points(), report.evaluation.decimals),
    ];
    let mut groups = vec![(String::new(), 4)];
    for node in &population.nodes {
        groups.push((node.title.clone(), 3));
        columns.push(Column::measured(report.say("值", "Value"), None, decimals));
        columns.push(Column::measured(report.say("计入得分", "Points"), points(), decimals));
        columns.push(Column::new(report.say("名次", "Rank"), Kind::Whole));
    }
    let title = report.say(
        &format!("{}：{}分项得分", report.evaluation.title, population.title),
        &format!("{}: nodes of {}", report.evaluation.title, population.title),
    );
    let mark = report.mark();
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
        let mut row = vec![
            Put::whole(result.rank),
            Put::Text(result.subject.as_str()),
            Put::Text(result.shown()),
            Put::figure(result.score.map(evaluation::Score::to_f64)),
        ];
        let get = |figure: Option<evaluation::Figure>| Put::figure(figure.map(evaluation::Figure::get));
        for node in &result.nodes {
            row.extend([get(node.value), get(node.points), Put::whole(node.rank)]);
        }
        page.row(&row)?;
    }
    Ok(page.finish(true)?)
}
