//! 2,600 zones × 60 items in 6 pillars, 10,000 draws of weights → the rank interval of each zone.

use std::error::Error;
use std::path::Path;

use scoring::index::{Aggregate, Framework, Indicator};
use scoring::uncertain::{RankInterval, WeightDraws, rank_intervals};
use scoring::{Matrix, Ties};
use serde_json::json;

use crate::npy::{self, Table};
use crate::report::report;

pub fn draws(folder: &Path) -> Result<(), Box<dyn Error + Send + Sync>> {
    let read = |name: &str| npy::read(&folder.join(format!("draws_{name}.npy")));
    let (figures, items, pillars) = (read("X")?, read("w")?, read("v")?);
    let framework = framework(items.columns, pillars.columns)?;
    let job = || intervals(&figures, &framework, &items, &pillars);
    job()?;
    report("draws", items.rows, 3, job, |found| {
        let sum = |take: fn(&RankInterval) -> f64| {
            let sum: f64 = found.iter().flatten().map(take).sum();
            (sum * 10.0).round() / 10.0
        };
        json!([sum(|one| one.low), sum(|one| one.median), sum(|one| one.high)])
    });
    Ok(())
}

fn framework(items: usize, pillars: usize) -> Result<Framework, scoring::ScoringError> {
    let under = |item: usize| format!("pillar {}", item * pillars / items);
    let indicators = (0..items).map(|item| Indicator::new(format!("item {item}"), under(item))).collect();
    let aggregates = (0..pillars).map(|pillar| Aggregate::new(format!("pillar {pillar}"), "index"));
    Framework::new(indicators, aggregates.chain([Aggregate::index("index")]).collect())
}

/// From the tables as they were read to the intervals.
fn intervals(
    figures: &Table,
    framework: &Framework,
    items: &Table,
    pillars: &Table,
) -> Result<Vec<RankInterval>, scoring::ScoringError> {
    let column = |item: usize| figures.numbers.iter().skip(item).step_by(figures.columns).copied().collect();
    let matrix = Matrix::new(figures.rows, (0..figures.columns).map(column).collect())?;
    let rows = items.numbers.chunks(items.columns).zip(pillars.numbers.chunks(pillars.columns));
    let weights: Vec<f64> = rows.flat_map(|(items, pillars)| items.iter().chain(pillars)).copied().collect();
    let draws = WeightDraws::new(items.columns + pillars.columns, &weights)?;
    rank_intervals(&matrix, framework, &draws, Ties::RowOrder, crate::THREADS)
}
