//! The structure: nodes and items as a tree with their weights, and what the steps of an index found in each item.

use domain::say::Say;
use evaluation::outline::Part;
use evaluation::result::{Outliers, PopulationResult};
use rust_xlsxwriter::Workbook;

use super::page::{Column, Kind, Page, Put, Top};
use super::{BookError, Report, numbered};

/// How far a line stands in under the one above it.
const STEP: &str = "　";

pub fn write(book: &mut Workbook, report: &Report<'_>) -> Result<(), BookError> {
    for (name, population) in numbered(report, "指标体系", "Structure") {
        if !population.nodes.is_empty() {
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
    let index = population.items.iter().any(|item| item.index.is_some());
    let mut columns = vec![
        Column::new(report.say("节点、指标", "Node, item"), Kind::Text),
        Column::new(report.say("编号", "Code"), Kind::Text),
        Column::new(report.say("权重", "Weight"), Kind::Number(4)),
        Column::new(report.say("占总体的比重", "Share of the whole"), Kind::Share),
        Column::new(report.say("计算方法", "Rule"), Kind::Long),
        Column::new(report.say("依据", "Source"), Kind::Long),
    ];
    if index {
        columns.extend([
            Column::new(report.say("缺失", "Missing"), Kind::Whole),
            Column::new(report.say("已插补", "Filled"), Kind::Whole),
            Column::new(report.say("已移动", "Moved"), Kind::Whole),
            Column::new(report.say("异常值", "Outliers"), Kind::Text),
            Column::new(report.say("偏度（处理前）", "Skewness before"), Kind::Number(3)),
            Column::new(report.say("峰度（处理前）", "Kurtosis before"), Kind::Number(3)),
            Column::new(report.say("偏度（处理后）", "Skewness after"), Kind::Number(3)),
            Column::new(report.say("峰度（处理后）", "Kurtosis after"), Kind::Number(3)),
        ]);
    }
    let mut lines = report.lines();
    if let Some(ranking) = &population.ranking {
        lines.push(format!("{}　{}", ranking.say(report.lang), ranking.remark(report.lang)));
    }
    if let Some(weighed) = &population.weighed {
        columns.push(Column::new(report.say("权重由来", "Where the weight comes from"), Kind::Long));
        lines.push(report.say(
            &format!("权重：{}　依据：{}", weighed.title, weighed.cite.text),
            &format!("Weights: {}. By: {}", weighed.title, weighed.cite.text),
        ));
        lines.extend(weighed.remarks(population, report.lang));
    }
    let title = report.say(
        &format!("{}：{}指标体系", report.evaluation.title, population.title),
        &format!("{}: structure of {}", report.evaluation.title, population.title),
    );
    let mark = report.mark();
    let top =
        Top { name, title: &title, lines: &lines, mark: mark.as_deref(), groups: &[], columns: &columns, frozen: 1 };
    let mut page = Page::begin(book, &top)?;
    for line in population.outline() {
        match line.part {
            Part::Node(at) => {
                let node = &population.nodes[at];
                let mut row = vec![
                    Put::Made(format!("{}{}", STEP.repeat(line.depth), node.title)),
                    Put::Text(&node.id),
                    Put::Number(node.weight.get()),
                    Put::Number(node.share.get()),
                    Put::Blank,
                    Put::Text(&node.cite.text),
                ];
                if index {
                    row.extend((0..8).map(|_| Put::Blank));
                }
                row.push(weighed(report, population, &node.id, node.under.as_deref()));
                page.row(&row)?;
            }
            Part::Item(at) => page.row(&item(report, population, at, line.depth))?,
        }
    }
    Ok(page.finish(false)?)
}

fn item<'a>(report: &Report<'a>, population: &'a PopulationResult, at: usize, depth: usize) -> Vec<Put<'a>> {
    let head = &population.items[at];
    let weight = f64::try_from(head.weight).unwrap_or_default();
    let rules = report.pack.scheme(report.evaluation.scheme.as_str());
    let rules = rules.and_then(|scheme| scheme.populations.iter().find(|one| one.id == population.id));
    let year = report.evaluation.period.calendar_year();
    let rule = rules.and_then(|rules| rules.items.get(at));
    let mut row = vec![
        Put::Made(format!("{}{}", STEP.repeat(depth), head.title)),
        Put::Text(head.indicator.as_str()),
        Put::Number(head.index.as_ref().map_or(weight, |index| index.weight.get())),
        Put::Number(population.share(Part::Item(at))),
        rule.map_or(Put::Blank, |rule| {
            Put::Made(evaluation::explain::rule_words(report.pack, rule, year).say(report.lang))
        }),
        Put::Text(&head.cite.text),
    ];
    let Some(index) = &head.index else { return row };
    let results = || population.subjects.iter().filter_map(|subject| subject.items.get(at));
    let steps = || results().filter_map(|result| result.steps.as_deref());
    let outliers = match index.outliers {
        Outliers::NoRule => report.say("不处理", "not treated"),
        Outliers::None => report.say("无", "none"),
        Outliers::Treated => report.say("已处理", "treated"),
        Outliers::StillOut => report.say("处理后仍超界", "out of bounds still"),
        Outliers::LeftAlone => report.say("无法处理", "cannot be treated"),
    };
    row.extend([
        Put::whole(Some(steps().filter(|step| step.denominated.is_none()).count())),
        Put::whole(Some(steps().filter(|step| step.denominated.is_none() && step.filled.is_some()).count())),
        Put::whole(Some(steps().filter(|step| step.moved.is_some()).count())),
        Put::Made(outliers),
    ]);
    for shape in index.shapes {
        for part in [0, 1] {
            row.push(Put::figure(shape.map(|shape| shape[part].get())));
        }
    }
    row.push(weighed(report, population, head.indicator.as_str(), head.under.as_deref()));
    row
}

/// Where the weight of a node or item comes from, where a set of the pack makes it.
fn weighed<'a>(report: &Report<'a>, population: &PopulationResult, part: &str, under: Option<&str>) -> Put<'a> {
    let said = population.weighed.as_ref().and_then(|weighed| weighed.of(part, under));
    said.map_or(Put::Blank, |said| Put::Made(said.say(report.lang)))
}
