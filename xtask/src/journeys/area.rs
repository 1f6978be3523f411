//! An auditor finds who changed a zone's area, what it was, and why.

use super::hand::Hand;
use crate::Outcome;

pub(crate) async fn walk(hand: &mut Hand) -> Outcome<()> {
    // Somebody changes the area of a zone.
    hand.act_as("示例丙").await?;
    hand.go("/registers/zone?q=示例").await?;
    hand.press("示例省").await?;
    let zone = hand.here().await?;
    hand.press("变更或更正").await?;
    hand.fill("自哪一天起", "2026-11-01").await?;
    hand.fill("核准面积（公顷）", "1234.5").await?;
    hand.fill("原因", "示例批复〔2026〕9 号").await?;
    hand.press("保存").await?;
    hand.see("已完成，并记入审计").await?;
    hand.see("1234.5").await?;

    // Much later an auditor asks who it was.
    hand.act_as("示例审计员").await?;
    hand.go("/audit?act=zone.change").await?;
    hand.see("变更开发区").await?;
    hand.see("示例丙").await?;
    // The time is the link to the act, and nothing else here has a day in it.
    hand.press("-").await?;
    hand.see("示例丙").await?;
    hand.see("示例批复〔2026〕9 号").await?;
    hand.see("1234.5").await?;
    hand.see("未经认证").await?;
    // What was before is still there, and the time line tells what it became.
    hand.go(&format!("{zone}?day=2026-10-31")).await?;
    hand.see("自 2006-01-01 起").await?;
    hand.see("→ 1234.5").await
}
