//! An index step by step: one sheet a step, every figure of every subject; what a step made or moved is shaded.

use evaluation::Figure;
use evaluation::result::{ItemResult, MissingRule, PopulationResult, Stepped};
use rust_xlsxwriter::Workbook;

use super::page::{Column, Kind, Page, Put, Top, decimals};
use super::{BookError, Report, numbered};

/// The most decimals that figures are shown with; the cell holds all.
const MOST_DECIMALS: u8 = 6;

/// A step, and what it leaves.
struct Step {
    name: (&'static str, &'static str),
    /// What the sheet says below its title.
    line: (&'static str, &'static str),
    /// Whether figures are still in the item's unit of measure.
    measured: bool,
    figure: fn(&ItemResult) -> Option<Figure>,
    /// Whether the step made or moved the figure.
    marked: fn(&ItemResult) -> bool,
}

fn stepped(result: &ItemResult, of: fn(&Stepped) -> Option<Figure>) -> Option<Figure> {
    result.steps.as_deref().and_then(of)
}

fn filled(result: &ItemResult) -> bool {
    result.imputed.as_ref().is_some_and(|mark| mark.rule == MissingRule::Filled)
}

const STEPS: [Step; 6] = [
    Step {
        name: ("步骤1 原始值", "Step 1 raw"),
        line: ("填报或按公式得出的数值；空白为缺失。", "Figures as reported or derived; blank is missing."),
        measured: true,
        figure: |result| result.raw,
        marked: |_| false,
    },
    Step {
        name: ("步骤2 除以规模", "Step 2 divided"),
        line: ("除以分母之后的数值；除过的加底色。", "Once divided; those that were are shaded."),
        measured: true,
        figure: |result| stepped(result, |step| step.denominated),
        marked: |result| stepped(result, |step| step.divisor).is_some(),
    },
    Step {
        name: ("步骤3 插补", "Step 3 filled"),
        line: ("缺失值插补之后的数值；插补的加底色。", "Once missing figures were filled; those are shaded."),
        measured: true,
        figure: |result| stepped(result, |step| step.filled),
        marked: filled,
    },
    Step {
        name: ("步骤4 异常值处理", "Step 4 treated"),
        line: ("异常值处理之后的数值；移动过的加底色。", "Once outliers were treated; those moved are shaded."),
        measured: true,
        figure: |result| stepped(result, |step| step.treated),
        marked: |result| result.steps.as_deref().is_some_and(|step| step.moved.is_some()),
    },
    Step {
        name: ("步骤5 标准化", "Step 5 normalised"),
        line: (
            "标准化之后的数值，越大越好；由插补值而来的加底色。",
            "On the common scale, more is better; those from filled figures are shaded.",
        ),
        measured: false,
        figure: |result| result.normalised,
        marked: filled,
    },
    Step {
        name: ("步骤6 计入得分", "Step 6 points"),
        line: (
            "各项计入指数的分数，相加即为合成值；由插补值而来的加底色。",
            "Points of the index due to each item; they add up to it. Those from filled figures are shaded.",
        ),
        measured: false,
        figure: |result| result.points,
        marked: filled,
    },
];

pub fn write(book: &mut Workbook, report: &Report<'_>) -> Result<(), BookError> {
    for step in &STEPS {
        for (name, population) in numbered(report, step.name.0, step.name.1) {
            // A ranking whose scores do not fall into points has neither scale nor points.
            let mut results = population.subjects.iter().flat_map(|subject| &subject.items);
            let told = population.ranking.is_none() || results.find_map(step.figure).is_some();
            if told && population.items.iter().any(|item| item.index.is_some()) {
                write_step(book, report, population, step, &name)?;
            }
        }
    }
    Ok(())
}

fn write_step(
    book: &mut Workbook,
    report: &Report<'_>,
    population: &PopulationResult,
    step: &Step,
    name: &str,
) -> Result<(), BookError> {
    let mut columns = vec![
        Column::new(report.say("评价对象", "Subject"), Kind::Text),
        Column::new(report.say("名称", "Name"), Kind::Text),
    ];
    for (at, item) in population.items.iter().enumerate() {
        let results = population.subjects.iter().filter_map(|subject| subject.items.get(at));
        let figures = results.filter_map(step.figure).map(Figure::get);
        let raw = step.name == STEPS[0].name;
        let unit = if raw { item.unit } else { item.index.as_ref().map_or(item.unit, |index| index.unit) };
        let unit = if step.measured { report.unit(&unit) } else { None };
        columns.push(Column::measured(item.title.clone(), unit, decimals(figures, MOST_DECIMALS)));
    }
    let mut lines = report.lines();
    lines.push(report.say(step.line.0, step.line.1));
    let title = report.say(
        &format!("{}：{}　{}", report.evaluation.title, population.title, step.name.0),
        &format!("{}: {}, {}", report.evaluation.title, population.title, step.name.1),
    );
    let mark = report.mark();
    let top =
        Top { name, title: &title, lines: &lines, mark: mark.as_deref(), groups: &[], columns: &columns, frozen: 2 };
    let mut page = Page::begin(book, &top)?;
    for subject in &population.subjects {
        let mut row = vec![Put::Text(subject.subject.as_str()), Put::Text(subject.shown())];
        row.extend(subject.items.iter().map(|result| match (step.figure)(result).map(Figure::get) {
            None => Put::Blank,
            Some(number) if (step.marked)(result) => Put::Marked(number),
            Some(number) => Put::Number(number),
        }));
        page.row(&row)?;
    }
    Ok(page.finish(true)?)
}
