//! What a draft says of its document.

use std::fmt::Write as _;

use domain::id::PackId;
use reader::model::Document;

use super::entry::quoted;

/// What stands where the document does not say it.
const UNKNOWN: &str = "待核对";
/// What the office has to do with a draft.
const SOURCE: &str = "由程序从政策文件读出的草稿，未经核对；数值、口径和条款须与原文逐条核对后再用。";

/// `pack.toml`.
pub(super) fn pack(document: &Document, id: &PackId) -> String {
    let title = document.title.as_deref().unwrap_or(UNKNOWN);
    let issuer = document.issuer.as_deref().unwrap_or(UNKNOWN);
    let mut text = format!("id = {}\ntitle = {}\nissuer = {}\n", quoted(id.as_str()), quoted(title), quoted(issuer));
    if let Some(number) = &document.number {
        let _ = writeln!(text, "number = {}", quoted(number));
    }
    // A date that the document writes in another way than a day is left to the office.
    let days = [
        ("issued", &document.date),
        ("in_force_from", &document.in_force_from),
        ("in_force_to", &document.in_force_to),
    ];
    for (key, day) in days {
        if let Some(day) = day.as_deref().filter(|day| day.parse::<domain::day::Day>().is_ok()) {
            let _ = writeln!(text, "{key} = {day}");
        }
    }
    let _ = writeln!(text, "jurisdiction = {}\nsource = {}", quoted(&jurisdiction(issuer)), quoted(SOURCE));
    text
}

/// The place for which an issuer speaks: what stands before 人民政府, 管委会, 市委 and the like.
fn jurisdiction(issuer: &str) -> String {
    const BODIES: [&str; 6] = ["人民政府", "管理委员会", "管委会", "党工委", "委员会", "政府"];
    let first = issuer.split([',', '，', '、', ' ']).find(|name| !name.is_empty()).unwrap_or(UNKNOWN);
    let place = BODIES.iter().filter_map(|body| first.find(body)).min().and_then(|end| first.get(..end));
    let place = place.map(|place| place.trim_start_matches("中共")).filter(|place| !place.is_empty());
    place.unwrap_or(UNKNOWN).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_what_stands_before_the_body() {
        assert_eq!(jurisdiction("示例市人民政府办公厅"), "示例市");
        assert_eq!(jurisdiction("示例高新技术产业开发区管理委员会"), "示例高新技术产业开发区");
        assert_eq!(jurisdiction("某协会"), UNKNOWN);
    }
}
