//! Parameters that an item function cannot have.

use super::{Classes, Function, Steps};
use crate::benchmark::Benchmark;
use crate::error::ScoringError;

impl Function {
    /// Refuses parameters out of their range.
    pub(crate) fn check(&self, id: &str) -> Result<(), ScoringError> {
        match self {
            &Self::Ratio { benchmark, cap, floor } => {
                check_divisor(id, benchmark)?;
                check_cap(id, cap)?;
                let most = cap.unwrap_or(f64::MAX);
                check(id, "floor", floor, "a finite number not above the cap", |floor| floor <= most)
            }
            &Self::Inverse { benchmark, cap } => {
                check_divisor(id, benchmark)?;
                check_cap(id, cap)
            }
            &Self::MinMax { floor, .. } => {
                check(id, "floor", Some(floor), "between 0 and 100", |floor| (0.0..=100.0).contains(&floor))
            }
            &Self::Target { base, target, cap } => {
                check_cap(id, Some(cap))?;
                check_benchmark(id, "base", base)?;
                check_benchmark(id, "target", target)?;
                match (base, target) {
                    (Benchmark::Fixed(base), Benchmark::Fixed(target)) => {
                        check(id, "target", Some(target), "other than the base", |target| (target - base).abs() > 0.0)
                    }
                    (Benchmark::Own, Benchmark::Own) => {
                        Err(ScoringError::Function { item: id.to_owned(), why: "base and target are the same figure" })
                    }
                    _ => Ok(()),
                }
            }
            Self::Steps(steps) => check_steps(id, steps),
            Self::Classes(classes) => check_classes(id, classes),
            &Self::Count { each, cap } => {
                check_cap(id, Some(cap))?;
                check(id, "each", Some(each), "above zero", |each| each > 0.0)
            }
        }
    }
}

fn check_steps(id: &str, steps: &Steps) -> Result<(), ScoringError> {
    check_cap(id, Some(steps.cap))?;
    check(id, "growth", Some(steps.growth), "above zero", |growth| growth > 0.0)?;
    check(id, "step", Some(steps.step), "above zero", |step| step > 0.0)?;
    check(id, "base_share", Some(steps.base_share), "between 0 and the cap", |share| (0.0..=steps.cap).contains(&share))
}

fn check_classes(id: &str, classes: &Classes) -> Result<(), ScoringError> {
    if classes.bounds.is_empty() {
        return Err(ScoringError::Function { item: id.to_owned(), why: "there is only one class" });
    }
    let sign = classes.direction.sign();
    let (mut before, mut most) = (f64::INFINITY, f64::MAX);
    for &(bound, share) in &classes.bounds {
        check(id, "bound", Some(bound), "beyond that of the class after it", |bound| sign * bound < before)?;
        check(id, "share", Some(share), "from zero to that of the class before", |share| {
            (0.0..=most).contains(&share)
        })?;
        (before, most) = (sign * bound, share);
    }
    let rest = Some(classes.rest);
    check(id, "share", rest, "from zero to that of the class before", |share| (0.0..=most).contains(&share))
}

fn check_divisor(id: &str, benchmark: Benchmark) -> Result<(), ScoringError> {
    check_benchmark(id, "benchmark", benchmark)?;
    match benchmark {
        Benchmark::Fixed(value) => check(id, "benchmark", Some(value), "above zero", |value| value > 0.0),
        _ => Ok(()),
    }
}

fn check_benchmark(id: &str, parameter: &'static str, benchmark: Benchmark) -> Result<(), ScoringError> {
    match benchmark {
        Benchmark::Fixed(value) => check(id, parameter, Some(value), "a finite number", |_| true),
        Benchmark::Mean { times, .. } => check(id, "times", Some(times), "above zero", |times| times > 0.0),
        Benchmark::Percentile { share, .. } => {
            check(id, "percentile", Some(share), "between 0 and 1", |share| (0.0..=1.0).contains(&share))
        }
        Benchmark::Highest { .. } | Benchmark::Lowest { .. } | Benchmark::Own => Ok(()),
    }
}

fn check_cap(id: &str, cap: Option<f64>) -> Result<(), ScoringError> {
    check(id, "cap", cap, "above zero", |cap| cap > 0.0)
}

fn check(
    id: &str,
    parameter: &'static str,
    value: Option<f64>,
    expected: &'static str,
    fits: impl Fn(f64) -> bool,
) -> Result<(), ScoringError> {
    match value {
        Some(value) if !value.is_finite() || !fits(value) => {
            Err(ScoringError::Parameter { id: id.to_owned(), parameter, value, expected })
        }
        _ => Ok(()),
    }
}
