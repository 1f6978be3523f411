//! The demonstration's own data: generated tables of an invented province, the mappings that read them, and its registers.

pub mod generate;
pub mod registers;

/// The seed of the invented province: the same for everybody, so that everybody sees the same pages.
pub const SEED: u64 = 20_240_601;

/// A policy document of the invented province, all of it 示例数据.
pub const PLAN: &str = include_str!("plan.txt");
/// The name of its file.
pub const PLAN_NAME: &str = "示例省开发区提质增效三年行动方案（示例）.txt";

/// The mapping of a generated table, by the table's stem.
pub fn mapping(stem: &str) -> Option<&'static str> {
    match stem {
        "demo-zones-2023" | "demo-zones-2024" => Some(include_str!("zones.mapping.toml")),
        "demo-firms-2024" => Some(include_str!("firms.mapping.toml")),
        _ => None,
    }
}
