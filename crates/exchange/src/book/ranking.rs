//! The ranking: rank, subject, population, group, score, grade, and what is notable.

use domain::say::Say;
use evaluation::result::PopulationResult;
use evaluation::result::SubjectResult;
use rust_xlsxwriter::Workbook;

use super::page::{Column, Kind, Page, Put, Top};
use super::{BookError, Report};

pub fn write(book: &mut Workbook, report: &Report<'_>) -> Result<(), BookError> {
    let evaluation = report.evaluation;
    let grouped = evaluation.results().any(|(_, result)| result.group.is_some());
    let graded = evaluation.populations.iter().any(|population| !population.grades.is_empty());
    let mut columns = vec![
        Column::new(report.say("名次", "Rank"), Kind::Whole),
        Column::new(report.say("评价对象", "Subject"), Kind::Text),
        Column::new(report.say("名称", "Name"), Kind::Text),
        Column::new(report.say("类别", "Population"), Kind::Text),
    ];
    if grouped {
        columns.push(Column::new(report.say("分组", "Group"), Kind::Text));
    }
    columns.push(Column::measured(report.say("得分", "Score"), Some(report.say("分", "points")), evaluation.decimals));
    if graded {
        columns.push(Column::new(report.say("等级", "Grade"), Kind::Text));
    }
    let firm = evaluation.populations.iter().any(|population| population.firmness.is_some());
    if firm {
        columns.push(Column::measured(report.say("名次中位数", "Median rank"), None, 1));
        columns.push(Column::measured(report.say("名次 5%", "Rank, 5 %"), None, 1));
        columns.push(Column::measured(report.say("名次 95%", "Rank, 95 %"), None, 1));
    }
    columns.push(Column::new(report.say("说明", "Remarks"), Kind::Long));
    let mark = report.mark();
    let top = Top {
        name: &report.say("排名", "Ranking"),
        title: &evaluation.title,
        lines: &report.lines(),
        mark: mark.as_deref(),
        groups: &[],
        columns: &columns,
        frozen: 3,
    };
    let mut page = Page::begin(book, &top)?;
    for (population, result) in evaluation.results() {
        let mut row = vec![
            Put::whole(result.rank),
            Put::Text(result.subject.as_str()),
            Put::Text(result.shown()),
            Put::Text(&population.title),
        ];
        if grouped {
            row.push(Put::maybe(result.group.as_deref()));
        }
        row.push(Put::figure(result.score.map(evaluation::Score::to_f64)));
        if graded {
            row.push(Put::maybe(result.grade.as_deref()));
        }
        if firm {
            let told = result.firmness.as_ref();
            let get = |figure: Option<evaluation::Figure>| Put::figure(figure.map(evaluation::Figure::get));
            row.extend([
                get(told.and_then(|told| told.median)),
                get(told.and_then(|told| told.low)),
                get(told.and_then(|told| told.high)),
            ]);
        }
        row.push(Put::Made(notable(population, result, report)));
        page.row(&row)?;
    }
    Ok(page.finish(true)?)
}

fn notable(population: &PopulationResult, result: &SubjectResult, report: &Report<'_>) -> String {
    let reasons = result.reasons.iter().filter(|reason| reason.notable());
    let words: Vec<String> = reasons.map(|reason| reason.words(population).say(report.lang)).collect();
    words.join(&report.say("；", "; "))
}
