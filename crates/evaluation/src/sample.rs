//! Small populations for tests of what is derived from results.

use serde_json::{Value, json};

use crate::result::PopulationResult;

fn cite() -> Value {
    json!({"text": "", "demonstration": true})
}

fn of(nodes: &Value, items: &[(&str, Option<&str>, f64)], rows: &[&[Option<f64>]]) -> PopulationResult {
    let unit = serde_json::to_value(domain::unit::Unit::ONE).unwrap();
    let heads = items.iter().map(|(code, under, weight)| {
        let mut head = json!({"indicator": code, "title": code.to_uppercase(), "unit": unit, "weight": weight.to_string(),
            "function": "ratio", "cite": cite()});
        if let Some(under) = under {
            head["under"] = json!(under);
        }
        head
    });
    let subjects = rows.iter().enumerate().map(|(at, shares)| {
        let results = shares.iter().zip(items).map(|(share, (.., weight))| {
            json!({"raw": share, "basis": null, "normalised": share, "weight": share.map(|_| weight),
                "points": share.map(|share| share * weight), "imputed": null, "limit": null})
        });
        let sum: f64 = shares.iter().zip(items).filter_map(|(share, (.., weight))| Some((*share)? * weight)).sum();
        json!({"subject": format!("S{at}"), "name": null, "group": null, "sum": sum, "score": format!("{sum:.2}"),
            "rank": at + 1, "ranked": rows.len(), "grade": null, "items": results.collect::<Vec<_>>(),
            "adjustments": [], "reasons": []})
    });
    let population = json!({"id": "all", "title": "全部", "cite": cite(), "group_by": null, "groups": [],
        "nodes": nodes, "items": heads.collect::<Vec<_>>(), "adjustments": [], "vetoes": [], "grades": [],
        "subjects": subjects.collect::<Vec<_>>()});
    serde_json::from_value(population).unwrap()
}

/// Items of ten points each; a row a subject: the share of the points that each item earned.
pub(crate) fn population(items: &[&str], rows: &[&[Option<f64>]]) -> PopulationResult {
    let items: Vec<_> = items.iter().map(|code| (*code, None, 10.0)).collect();
    of(&json!([]), &items, rows)
}

/// A heading over an item of ten points and one of two.
pub(crate) fn headed(rows: &[&[Option<f64>]]) -> PopulationResult {
    let nodes = json!([{"id": "top", "title": "一类", "under": null, "weight": 12.0, "share": 1.0, "cite": cite()}]);
    let mut found = of(&nodes, &[("a", Some("top"), 10.0), ("b", Some("top"), 2.0)], rows);
    crate::headings::add_up(&mut found);
    found
}
