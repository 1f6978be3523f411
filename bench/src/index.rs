//! An index of the size of ASEM on generated data: built once with all steps, and 10,000 times with all assumptions moving.

use std::error::Error;

use scoring::uncertain::simulate::simulate;
use scoring::uncertain::{Runs, Unwatched};
use serde_json::json;

use crate::given::Index;
use crate::report::report;

type Failed = Box<dyn Error + Send + Sync>;

/// All steps of one index, on one thread.
pub fn build() -> Result<(), Failed> {
    let index = Index::generated()?;
    let Index { framework, recipe, panel, raw, divisors } = &index;
    let job = || recipe.build(framework, panel, raw, divisors);
    job()?;
    report("index", 1, 1001, job, |built| json!([built.is_ok()]));
    Ok(())
}

/// Monte Carlo over it.
pub fn runs() -> Result<(), Failed> {
    const COUNT: usize = 10_000;
    let index = Index::generated()?;
    let assumptions = index.assumptions();
    let runs = Runs { count: COUNT, seed: 1, threads: crate::THREADS };
    let job = || simulate(index.case(), &assumptions, runs, &Unwatched);
    report("runs", COUNT, 3, job, |found| json!([found.is_ok()]));
    Ok(())
}
