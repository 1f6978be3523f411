//! How firm the ranks are: what of the method moved and what is due to it, what leaving each part out does, and in how
//! many runs each subject had each grade.

use domain::say::Say;
use evaluation::result::{Firmnesses, PopulationResult};
use rust_xlsxwriter::Workbook;

use super::page::{Column, Kind, Page, Put, Top};
use super::{BookError, Report, numbered};

pub fn write(book: &mut Workbook, report: &Report<'_>) -> Result<(), BookError> {
    for (name, population) in numbered(report, "名次稳健性", "Firmness") {
        if let Some(told) = &population.firmness {
            causes(book, report, population, told, &name)?;
        }
    }
    for (name, population) in numbered(report, "等级概率", "Grade shares") {
        if population.firmness.is_some() && !population.grades.is_empty() {
            grades(book, report, population, &name)?;
        }
    }
    Ok(())
}

fn lines(report: &Report<'_>, told: &Firmnesses) -> Vec<String> {
    let mut lines = report.lines();
    let (runs, done, seed) = (told.runs, told.done, told.seed);
    lines.push(report.say(
        &format!("模拟 {runs} 次，其中 {done} 次算成；随机数种子 {seed}。同一政策包、同一数据，重算结果逐位相同。"),
        &format!("{runs} runs, {done} of them came off; seed {seed}. Run again, they come out to the same bits."),
    ));
    for failed in &told.failures {
        let why = failed.why.say(report.lang);
        let runs = failed.runs;
        lines.push(report.say(&format!("{runs} 次未算成：{why}"), &format!("{runs} runs did not come off: {why}")));
    }
    lines
}

fn causes(
    book: &mut Workbook,
    report: &Report<'_>,
    population: &PopulationResult,
    told: &Firmnesses,
    name: &str,
) -> Result<(), BookError> {
    let columns = [
        Column::new(report.say("变动的内容", "What moves"), Kind::Text),
        Column::new(report.say("在什么之间变动", "Between what"), Kind::Long),
        Column::new(report.say("单独的影响", "Due to it alone"), Kind::Share),
        Column::new(report.say("单独的影响 5%", "Alone, 5 %"), Kind::Share),
        Column::new(report.say("单独的影响 95%", "Alone, 95 %"), Kind::Share),
        Column::new(report.say("全部的影响", "Due to it in all"), Kind::Share),
        Column::new(report.say("全部的影响 5%", "In all, 5 %"), Kind::Share),
        Column::new(report.say("全部的影响 95%", "In all, 95 %"), Kind::Share),
        Column::measured(report.say("平均变动名次", "Mean shift of ranks"), None, 2),
        Column::new(report.say("上升最多", "Rises most"), Kind::Text),
        Column::new(report.say("上升名次", "By places"), Kind::Number(0)),
        Column::new(report.say("下降最多", "Falls most"), Kind::Text),
        Column::new(report.say("下降名次", "By places"), Kind::Number(0)),
    ];
    let title = report.say(
        &format!("{}：{}名次稳健性", report.evaluation.title, population.title),
        &format!("{}: how firm the ranks of {} are", report.evaluation.title, population.title),
    );
    let mark = report.mark();
    let top = Top {
        name,
        title: &title,
        lines: &lines(report, told),
        mark: mark.as_deref(),
        groups: &[],
        columns: &columns,
        frozen: 1,
    };
    let mut page = Page::begin(book, &top)?;
    for assumed in &told.assumed {
        let effect = |of: fn(&evaluation::result::Effect) -> evaluation::Figure| {
            Put::figure(assumed.effect.as_ref().map(of).map(evaluation::Figure::get))
        };
        page.row(&[
            Put::Made(assumed.assumption.say(report.lang)),
            Put::Made(assumed.between.say(report.lang)),
            effect(|effect| effect.first),
            effect(|effect| effect.first_between[0]),
            effect(|effect| effect.first_between[1]),
            effect(|effect| effect.total),
            effect(|effect| effect.total_between[0]),
            effect(|effect| effect.total_between[1]),
        ])?;
    }
    let shown = |id: &domain::id::SubjectId| {
        let found = population.subjects.iter().find(|subject| subject.subject == *id);
        found.map_or_else(|| id.to_string(), |subject| subject.shown().to_owned())
    };
    for removed in &told.removed {
        let node = population.nodes.iter().find(|node| node.id == removed.id).map(|node| &node.title);
        let item = population.items.iter().find(|item| item.indicator.as_str() == removed.id).map(|item| &item.title);
        let title = node.or(item).unwrap_or(&removed.id);
        let mut row = vec![
            Put::Made(report.say(&format!("去掉“{title}”"), &format!("without “{title}”"))),
            Put::Blank,
            Put::Blank,
            Put::Blank,
            Put::Blank,
            Put::Blank,
            Put::Blank,
            Put::Blank,
            Put::Number(removed.mean.get()),
        ];
        for most in [&removed.rises, &removed.falls] {
            match most.as_ref().filter(|(_, rise)| rise.get() != 0.0) {
                Some((subject, rise)) => {
                    row.extend([Put::Made(shown(subject)), Put::Number(rise.get().abs())]);
                }
                None => row.extend([Put::Blank, Put::Blank]),
            }
        }
        page.row(&row)?;
    }
    Ok(page.finish(false)?)
}

fn grades(
    book: &mut Workbook,
    report: &Report<'_>,
    population: &PopulationResult,
    name: &str,
) -> Result<(), BookError> {
    // What exempt members bear stands after the grades, and is drawn by nobody.
    let drawn = population.subjects.iter().filter_map(|subject| subject.firmness.as_ref());
    let count = drawn.map(|firm| firm.grades.len()).max().unwrap_or(0);
    let mut columns = vec![
        Column::new(report.say("名次", "Rank"), Kind::Whole),
        Column::new(report.say("评价对象", "Subject"), Kind::Text),
        Column::new(report.say("名称", "Name"), Kind::Text),
        Column::new(report.say("等级", "Grade"), Kind::Text),
    ];
    for grade in population.grades.iter().take(count) {
        columns.push(Column::new(grade.title.as_ref().unwrap_or(&grade.code), Kind::Share));
    }
    let title = report.say(
        &format!("{}：{}方法变动时得到各等级的比例", report.evaluation.title, population.title),
        &format!("{}: share of runs with each grade, {}", report.evaluation.title, population.title),
    );
    let mark = report.mark();
    let top = Top {
        name,
        title: &title,
        lines: &report.lines(),
        mark: mark.as_deref(),
        groups: &[],
        columns: &columns,
        frozen: 3,
    };
    let mut page = Page::begin(book, &top)?;
    for subject in &population.subjects {
        let mut row = vec![
            Put::whole(subject.rank),
            Put::Text(subject.subject.as_str()),
            Put::Text(subject.shown()),
            Put::maybe(subject.grade.as_deref()),
        ];
        let shares = subject.firmness.iter().flat_map(|firm| &firm.grades);
        row.extend(shares.map(|share| Put::Number(share.get())));
        page.row(&row)?;
    }
    Ok(page.finish(true)?)
}
