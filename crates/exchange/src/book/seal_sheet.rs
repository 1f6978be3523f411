//! What the results are sealed to, and how anyone can run them again.

use domain::say::Say;
use rust_xlsxwriter::Workbook;

use super::page::{Column, Kind, Page, Put, Top};
use super::{BookError, Report};

pub fn write(book: &mut Workbook, report: &Report<'_>) -> Result<(), BookError> {
    let evaluation = report.evaluation;
    let seal = &report.seal;
    let columns =
        [Column::new(report.say("项目", "What"), Kind::Text), Column::new(report.say("内容", "Value"), Kind::Long)];
    let mark = report.mark();
    let title = report.say(&format!("{}：封存", evaluation.title), &format!("{}: seal", evaluation.title));
    let lines = [report.say(
        "得分、名次、等级由下列数据和政策算出；任何人都可以用封存文件重新计算核对。",
        "Scores, ranks and grades follow from the data and policy named here; anyone can run them again from the seal.",
    )];
    let top = Top {
        name: &report.say("封存", "Seal"),
        title: &title,
        lines: &lines,
        mark: mark.as_deref(),
        groups: &[],
        columns: &columns,
        frozen: 0,
    };
    let mut page = Page::begin(book, &top)?;
    let mut line = |zh: &str, en: &str, value: String| page.row(&[Put::Made(report.say(zh, en)), Put::Made(value)]);
    line("封存文件", "Seal", seal.file.to_owned())?;
    line("封存文件的 SM3", "SM3 of the seal", seal.sm3.to_string())?;
    line("程序", "Program", seal.program.to_owned())?;
    line("政策包", "Pack", format!("{} {}", evaluation.pack, evaluation.pack_title))?;
    line("政策包的 SM3", "SM3 of the pack", evaluation.pack_sm3.to_string())?;
    line("方案", "Scheme", format!("{} {}", evaluation.scheme, evaluation.title))?;
    line("报告期", "Period", evaluation.period.say(report.lang))?;
    line("数据版本", "Release", seal.release.to_owned())?;
    line("数据版本的 SM3", "SM3 of the release", evaluation.manifest.to_string())?;
    line("发布时间", "Published", seal.published_at.to_owned())?;
    for source in &report.data.sources {
        line("来源文件", "Source file", format!("{}　SM3 {}", source.name, source.sm3))?;
    }
    let file = seal.file;
    line("重新计算并核对", "Run again and compare", format!("yuanheng verify {file}"))?;
    line(
        "说明某个对象的结果",
        "Explain one result",
        report.say(&format!("yuanheng explain {file} 对象"), &format!("yuanheng explain {file} SUBJECT")),
    )?;
    let carried = if seal.carries_release {
        report.say("封存文件里带有全部数据，核对不需要别的文件", "the seal carries all data; nothing else is needed")
    } else {
        report.say("核对时需要数据所在的目录（--home）", "the home that holds the data is needed (--home)")
    };
    line("核对所需", "Needed to verify", carried)?;
    Ok(page.finish(false)?)
}
