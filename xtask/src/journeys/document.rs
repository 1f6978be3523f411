//! A policy document is read, gone through by keyboard, and becomes a task table and a draft pack that passes its check.

use std::path::Path;
use std::time::Instant;

use super::hand::Hand;
use super::office::convert;
use crate::Outcome;

/// A real plan, where the folder beside the repository is there; else the demonstration's own.
const REAL: &str = "../shared/data/policies/003_06345e5d4fc3fac7.txt";

/// The document and the name of its file.
fn document() -> Outcome<(String, Vec<u8>)> {
    let root = crate::program::root();
    if let Ok(bytes) = std::fs::read(root.join(REAL)) {
        return Ok(("实施方案.txt".to_owned(), bytes));
    }
    println!("    skipped: {REAL} is not there; the demonstration's plan is read in its place");
    Ok(("示例方案.txt".to_owned(), std::fs::read(root.join("src/demo/plan.txt"))?))
}

pub(crate) async fn walk(hand: &mut Hand) -> Outcome<()> {
    let begun = Instant::now();
    hand.act_as("示例甲").await?;
    hand.go("/documents/upload").await?;
    let (name, bytes) = document()?;
    hand.choose("政策文件", &name, &bytes).await?;
    hand.press("读取").await?;
    hand.see("已核对 0 /").await?;
    let own = hand.here().await?;

    // By keyboard alone: the first item has the focus.
    hand.key("Enter").await?;
    hand.see("已核对 1 /").await?;
    hand.key("d").await?;
    hand.see("已核对 2 /").await?;
    hand.key("ArrowDown").await?;
    hand.key("ArrowUp").await?;
    hand.key("Enter").await?;
    hand.see("已核对 3 /").await?;
    // Where a person looks: the text of the item is marked.
    hand.marked().await?;

    // One target is corrected, by its form.
    hand.go(&format!("{own}?kind=target")).await?;
    hand.key("e").await?;
    hand.see("保存更正").await?;
    hand.fill("期限", "2031").await?;
    hand.press("保存更正").await?;
    hand.see("已更正").await?;
    hand.see("期限 2031").await?;

    // What was missed is added with the words of the text.
    hand.go(&own).await?;
    hand.press("补充").await?;
    hand.fill("原文", "发展").await?;
    hand.fill("任务", "补充的一项任务").await?;
    hand.fill("牵头单位", "市商务局").await?;
    hand.press("补充这一项").await?;
    hand.see("补充的一项任务").await?;

    hand.press("项全部确认").await?;
    hand.see("已完成，并记入审计").await?;
    let folder = tempfile::tempdir()?;
    let table = hand.keep("任务分解表").await?;
    tabled(&table, folder.path())?;

    hand.press("政策包草稿").await?;
    hand.fill("政策包编号", "journey-draft").await?;
    hand.press("生成草稿并检查").await?;
    hand.see("检查通过").await?;
    hand.see("等待另一人审批").await?;
    println!("    from the document to task table and draft pack in {:.1} s", begun.elapsed().as_secs_f64());
    Ok(())
}

/// The workbook opens in a spreadsheet program, and its first sheet is the task table.
fn tabled(workbook: &[u8], folder: &Path) -> Outcome<()> {
    std::fs::write(folder.join("tasks.xlsx"), workbook)?;
    // UTF-8, with commas.
    convert(folder, "tasks.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76")?;
    let text = std::fs::read_to_string(folder.join("tasks.csv"))?;
    if text.contains("牵头单位") && text.contains("补充的一项任务") && text.lines().count() > 5 {
        Ok(())
    } else {
        Err("the task table is empty".into())
    }
}
