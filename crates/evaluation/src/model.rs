//! From a pack's rules to a scoring model: one population, one year.

use domain::id::IndicatorCode;
use policy::scheme as rules;
use policy::{Direction, Pack};
use rust_decimal::Decimal;
use scoring::{
    Adjustment, Benchmark, BoundaryTies, Classes, Falling, Function, Grading, Item, Missing, QuotaRounding, Ranking,
    Scheme, Scope, Steps, Ties,
};

use crate::error::EvaluationError;

/// The nearest binary number to a decimal.
pub(crate) fn number(decimal: Decimal) -> f64 {
    // The decimal's text is read back as the nearest float; it always is a number.
    decimal.to_string().parse().unwrap_or(f64::NAN)
}

const fn scope(over: rules::Over) -> Scope {
    match over {
        rules::Over::Population => Scope::Population,
        rules::Over::Group => Scope::Group,
    }
}

/// The scoring model of `population` in `year`.
///
/// # Errors
/// [`EvaluationError::NoBenchmark`] when a benchmark is given by year and not for this one.
pub(crate) fn of_population(
    pack: &Pack,
    scheme: &rules::Scheme,
    population: &rules::Population,
    year: i16,
) -> Result<Scheme, EvaluationError> {
    let items = population
        .items
        .iter()
        .map(|item| {
            let function = function(pack, scheme, item, year)?;
            Ok(Item::new(item.indicator.as_str(), number(item.weight), function, missing(&item.missing)))
        })
        .collect::<Result<_, EvaluationError>>()?;
    Ok(of_items(scheme, population, items))
}

/// What follows after an index: its value is the one item, and counts as it is.
pub(crate) fn after_index(scheme: &rules::Scheme, population: &rules::Population) -> Scheme {
    let function = Function::Ratio { benchmark: Benchmark::Fixed(1.0), cap: None, floor: None };
    of_items(scheme, population, vec![Item::new("index", 1.0, function, Missing::Reweight)])
}

fn of_items(scheme: &rules::Scheme, population: &rules::Population, items: Vec<Item>) -> Scheme {
    let adjustments = population.adjustments.iter().map(|rule| Adjustment {
        id: format!("adjustment {}", rule.id),
        at_least: rule.at_least.map(number),
        at_most: rule.at_most.map(number),
    });
    let ties = match scheme.ties {
        rules::Ties::Competition => Ties::Competition,
        rules::Ties::Dense => Ties::Dense,
    };
    let apart = if population.group_by.is_some() { Scope::Group } else { Scope::Population };
    Scheme {
        items,
        adjustments: adjustments.collect(),
        lists: population.lists.iter().map(|list| self::list(population, list)).collect(),
        decimals: u8::try_from(scheme.decimals).unwrap_or(u8::MAX),
        ranking: Ranking { ties, scope: apart },
        grading: population.grading.as_ref().map(grading),
    }
}

fn list(population: &rules::Population, list: &policy::members::List) -> scoring::List {
    let position = |id: &String| population.adjustments.iter().position(|rule| rule.id == *id);
    scoring::List {
        id: format!("list {}", list.id),
        rules: list.rules.iter().filter_map(position).collect(),
        at_least: list.at_least.map(number),
        at_most: list.at_most.map(number),
    }
}

fn function(pack: &Pack, scheme: &rules::Scheme, item: &rules::Item, year: i16) -> Result<Function, EvaluationError> {
    let resolve =
        |benchmark: &rules::Benchmark| {
            resolve(benchmark, year, lower_is_better(pack, &item.indicator)).map_err(|known| {
                EvaluationError::NoBenchmark { scheme: scheme.id.clone(), item: item.indicator.clone(), year, known }
            })
        };
    Ok(match &item.function {
        rules::ItemFunction::Ratio { benchmark } => {
            Function::Ratio { benchmark: resolve(benchmark)?, cap: None, floor: None }
        }
        rules::ItemFunction::RatioCapped { benchmark, cap } => {
            Function::Ratio { benchmark: resolve(benchmark)?, cap: Some(number(*cap)), floor: Some(0.0) }
        }
        rules::ItemFunction::MinMaxFloor { floor, over } => {
            Function::MinMax { floor: number(*floor), scope: scope(*over) }
        }
        rules::ItemFunction::Inverse { benchmark, cap } => {
            Function::Inverse { benchmark: resolve(benchmark)?, cap: Some(number(*cap)) }
        }
        rules::ItemFunction::Target { base, target } => {
            Function::Target { base: resolve(base)?, target: resolve(target)?, cap: 1.0 }
        }
        rules::ItemFunction::BaseSteps(steps) => Function::Steps(Steps {
            base_share: number(steps.base_share),
            growth: number(steps.growth),
            step: number(steps.points / item.weight),
            whole: steps.whole,
            falling: match steps.falling {
                rules::Falling::Steps => Falling::Steps,
                rules::Falling::Proportion => Falling::Proportion,
                rules::Falling::Nothing => Falling::Nothing,
            },
            cap: number(steps.cap),
            direction: direction(lower_is_better(pack, &item.indicator)),
        }),
        rules::ItemFunction::Classes { classes, lower } => {
            let bounds = classes.iter().filter_map(|class| Some((number(class.bound?), number(class.share))));
            Function::Classes(Classes {
                bounds: bounds.collect(),
                rest: classes.last().map_or(0.0, |class| number(class.share)),
                direction: direction(*lower),
            })
        }
        rules::ItemFunction::Count { points_each, cap } => {
            Function::Count { each: number(points_each / item.weight), cap: number(*cap) }
        }
        // The pack's check lets items of an index stand under a method only; those are not scored here.
        rules::ItemFunction::Index(_) => Function::Ratio { benchmark: Benchmark::Fixed(1.0), cap: None, floor: None },
    })
}

const fn direction(lower: bool) -> scoring::index::Direction {
    if lower { scoring::index::Direction::Lower } else { scoring::index::Direction::Higher }
}

fn lower_is_better(pack: &Pack, code: &IndicatorCode) -> bool {
    pack.indicator(code.as_str()).is_some_and(|indicator| indicator.direction == Direction::Lower)
}

/// The benchmark of a year; the years there are, where that one is not among them.
fn resolve(benchmark: &rules::Benchmark, year: i16, lower: bool) -> Result<Benchmark, Vec<i16>> {
    Ok(match benchmark {
        rules::Benchmark::Fixed(value) => Benchmark::Fixed(number(*value)),
        rules::Benchmark::ByYear(years) => {
            let of_year = years.iter().find(|(of, _)| *of == year);
            let (_, value) = of_year.ok_or_else(|| years.iter().map(|(of, _)| *of).collect::<Vec<_>>())?;
            Benchmark::Fixed(number(*value))
        }
        rules::Benchmark::Mean { times, over } => Benchmark::Mean { times: number(*times), scope: scope(*over) },
        rules::Benchmark::Best { over } if lower => Benchmark::Lowest { scope: scope(*over) },
        rules::Benchmark::Best { over } => Benchmark::Highest { scope: scope(*over) },
        rules::Benchmark::Percentile { share, over } => {
            Benchmark::Percentile { share: number(*share), scope: scope(*over) }
        }
        rules::Benchmark::Own(_) => Benchmark::Own,
    })
}

fn missing(rule: &rules::MissingRule) -> Missing {
    match rule {
        rules::MissingRule::Zero => Missing::Zero,
        rules::MissingRule::Penalty(points) => Missing::Penalty(number(points.abs())),
        rules::MissingRule::MeanOfOthers => Missing::Mean(Scope::Population),
        rules::MissingRule::Reweight => Missing::Reweight,
        rules::MissingRule::Unranked => Missing::Unranked,
    }
}

fn grading(rule: &rules::Grading) -> Grading {
    let last = rule.grades.last().map_or_else(String::new, |grade| grade.code.clone());
    let bounded = rule.grades.iter().take(rule.grades.len().saturating_sub(1));
    // The pack's check sees to it that every grade but the last has a bound.
    let bounds = bounded.map(|grade| (grade.code.clone(), grade.bound.map_or(f64::NAN, number))).collect();
    match rule.method {
        rules::GradingMethod::CutOff => Grading::CutOff { at_least: bounds, last },
        rules::GradingMethod::Quota { rounding, boundary } => Grading::Quota {
            up_to: bounds,
            last,
            rounding: match rounding {
                rules::HeadRounding::Floor => QuotaRounding::Floor,
                rules::HeadRounding::Ceil => QuotaRounding::Ceil,
                rules::HeadRounding::HalfUp => QuotaRounding::HalfUp,
            },
            ties: match boundary {
                rules::Boundary::Better => BoundaryTies::Better,
                rules::Boundary::Worse => BoundaryTies::Worse,
            },
            scope: scope(rule.over),
        },
    }
}
