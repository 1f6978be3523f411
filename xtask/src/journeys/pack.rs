//! A policy keeper changes a weight by spreadsheet, sees the effect; a second person approves; it comes into force.

use std::path::Path;

use super::hand::Hand;
use super::office::convert;
use crate::Outcome;

/// Writes new values beside two weights, in a spreadsheet program: the workbook as LibreOffice has it, changed, and back.
fn changed(workbook: &[u8], folder: &Path) -> Outcome<Vec<u8>> {
    std::fs::write(folder.join("figures.xlsx"), workbook)?;
    convert(folder, "figures.xlsx", "fods")?;
    let mut text = std::fs::read_to_string(folder.join("figures.fods"))?;
    for (rule, value) in [("item.zone_tax_per_mu/weight", "20"), ("item.investment_per_mu/weight", "5")] {
        let at = text.find(rule).ok_or("the weight is not in the workbook")?;
        let end = text[at..].find("</table:table-row>").ok_or("the row does not end")? + at;
        let last = text[at..end].rfind("<table:table-cell").ok_or("the row has no cell for the new value")? + at;
        let cell = format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"{value}\"><text:p>{value}</text:p></table:table-cell>"
        );
        text.insert_str(last, &cell);
    }
    std::fs::write(folder.join("changed.fods"), text)?;
    convert(folder, "changed.fods", "xlsx")?;
    Ok(std::fs::read(folder.join("changed.xlsx"))?)
}

pub(crate) async fn walk(hand: &mut Hand) -> Outcome<()> {
    hand.act_as("示例甲").await?;
    hand.go("/packs/demo-province/figures").await?;
    let workbook = hand.keep("下载数据表").await?;
    let folder = tempfile::tempdir()?;
    let workbook = changed(&workbook, folder.path())?;
    hand.choose("改好的数据表", "权重（改）.xlsx", &workbook).await?;
    hand.press("检查并生成新的一版").await?;
    hand.see("检查通过").await?;
    hand.see("等待另一人审批").await?;
    // The difference in words.
    hand.see("15 → 20").await?;
    let version = hand.here().await?;
    hand.press("会改变什么").await?;
    hand.see("升得最多的是").await?;

    // Who uploaded it does not approve it.
    hand.go(&version).await?;
    hand.see("须由另一人审批").await?;
    hand.act_as("示例乙").await?;
    hand.go(&version).await?;
    hand.press("审批通过").await?;
    hand.see("已完成，并记入审计").await?;
    hand.fill("生效的第一天", "2024-01-01").await?;
    hand.fill("说明", "按示例会议纪要自当日起执行").await?;
    hand.press("自这一天起生效").await?;
    hand.see("自 2024-01-01 起").await?;
    hand.go("/packs/demo-province").await?;
    hand.see("20").await
}
