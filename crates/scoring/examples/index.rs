//! An index from raw figures to ranks: four regions, three indicators under two pillars.
//!
//! `cargo run -p yuanheng-scoring --example index`
#![expect(clippy::print_stdout, reason = "an example shows what comes out")]

use scoring::index::{Aggregate, Fill, Framework, Indicator, Method, Panel, Recipe, Treatment, Within};
use scoring::{Groups, Matrix, ScoringError};

fn main() -> Result<(), ScoringError> {
    let framework = Framework::new(
        vec![
            Indicator::new("income", "economy"),
            Indicator::new("jobs", "economy").weighing(2.0),
            Indicator::new("dust in the air", "environment").lower_is_better(),
        ],
        vec![Aggregate::new("economy", "index"), Aggregate::new("environment", "index"), Aggregate::index("index")],
    )?;
    let gap = f64::NAN;
    let raw =
        Matrix::new(4, vec![vec![31.0, 45.0, gap, 38.0], vec![0.71, 0.68, 0.74, 0.66], vec![22.0, 48.0, 15.0, 35.0]])?;
    let recipe = Recipe {
        fills: vec![Fill::Mean(Within::All); 3],
        treatments: vec![Treatment::default(); 3],
        ..Recipe::plain(&framework, Method::default())
    };
    let built = recipe.build(&framework, &Panel::one_period(Groups::one(4)), &raw, &Matrix::none(4))?;
    for (region, rank) in
        ["East", "North", "South", "West"].iter().enumerate().map(|(at, name)| (name, built.ranks[at]))
    {
        println!("{region}: {rank:?}");
    }
    for filled in &built.imputed.filled {
        println!("{} of region {} was missing: {}", framework.ids()[filled.indicator], filled.row, filled.value);
    }
    Ok(())
}
