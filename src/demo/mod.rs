//! The demonstration's own data: generated tables of an invented province, and the mappings that read them.

pub mod generate;

/// The mapping of a generated table, by the table's stem.
pub fn mapping(stem: &str) -> Option<&'static str> {
    match stem {
        "demo-zones-2023" | "demo-zones-2024" => Some(include_str!("zones.mapping.toml")),
        "demo-firms-2024" => Some(include_str!("firms.mapping.toml")),
        _ => None,
    }
}
