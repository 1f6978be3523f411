//! The steps of an index as a pack states them, one by one turned into those of the library.

use policy::index as rules;
use policy::scheme::Population;
use scoring::index::treat::{Bounds, Curve, Lambda};
use scoring::index::{Fill, Mean, Method, Rule, Rules, Treatment, Within, impute};
use scoring::rankings;

use crate::model::number;

pub(crate) const fn within(among: rules::Among) -> Within {
    match among {
        rules::Among::All => Within::All,
        rules::Among::Group => Within::Group,
        rules::Among::Period => Within::Period,
        rules::Among::GroupAndPeriod => Within::GroupAndPeriod,
    }
}

pub(crate) fn fill(rule: &rules::Fill) -> Fill {
    match rule {
        rules::Fill::None => Fill::None,
        rules::Fill::Constant(value) => Fill::Constant(number(*value)),
        rules::Fill::Mean(among) => Fill::Mean(within(*among)),
        rules::Fill::Median(among) => Fill::Median(within(*among)),
        rules::Fill::Row => Fill::Row(impute::Peers::All, impute::Scale::MinMax),
        rules::Fill::LastKnown(age) => Fill::LastKnown { age: *age },
        rules::Fill::Linear(span) => Fill::Linear { span: *span },
        rules::Fill::Siblings => Fill::Row(impute::Peers::Siblings, impute::Scale::MinMax),
    }
}

fn bounds(rule: &rules::Bounds) -> Bounds {
    Bounds { skewness: number(rule.skewness), kurtosis: number(rule.kurtosis) }
}

const fn curve(rule: rules::Curve) -> Curve {
    match rule {
        rules::Curve::LogOfRange => Curve::LogOfRange,
        rules::Curve::LogOfOne => Curve::LogOfOne,
        rules::Curve::Log => Curve::Log,
        rules::Curve::LogBySkew => Curve::LogBySkew,
        rules::Curve::BoxCox => Curve::BoxCox { lambda: Lambda::Likeliest, shifted: true },
    }
}

pub(crate) fn treatment(rule: &rules::Treatment) -> Treatment {
    match rule {
        rules::Treatment::None => Treatment::None,
        rules::Treatment::Winsorise { points, bounds: own, then } => Treatment::Winsorise {
            bounds: bounds(own),
            points: usize::try_from(*points).unwrap_or(usize::MAX),
            then: then.map(curve),
        },
        rules::Treatment::Bend { curve: own, bounds: limits } => {
            Treatment::Bend { curve: curve(*own), bounds: limits.as_ref().map(bounds) }
        }
        rules::Treatment::Trim { low, high } => Treatment::Trim { low: number(*low), high: number(*high) },
    }
}

pub(crate) fn normalisation(rule: &rules::Normalise, place: impl Fn(&str) -> Option<usize>) -> Method {
    match rule {
        rules::Normalise::MinMax { low, high } => Method::MinMax { low: number(*low), high: number(*high) },
        rules::Normalise::ZScore { mean, deviation } => {
            Method::ZScore { mean: number(*mean), deviation: number(*deviation) }
        }
        rules::Normalise::Target { target, cap } => Method::ToTarget { target: number(*target), cap: *cap },
        // Who is not there has no row: the method says that the reference has no figure.
        rules::Normalise::Reference { subject, cap } => Method::ToReference {
            subject: place(subject).and_then(|at| u32::try_from(at).ok()).unwrap_or(u32::MAX),
            cap: *cap,
        },
        rules::Normalise::Goalposts { low, high, scale, truncate } => {
            Method::Goalposts { low: number(*low), high: number(*high), scale: number(*scale), truncate: *truncate }
        }
        rules::Normalise::Linear { factor, offset } => {
            Method::Linear { factor: number(*factor), offset: number(*offset) }
        }
        rules::Normalise::Plain(scale) => match scale {
            rules::Scale::Rank => Method::Rank,
            rules::Scale::PercentileRank => Method::PercentileRank,
            rules::Scale::Borda => Method::Borda,
            rules::Scale::ToMaximum => Method::ToMaximum,
            rules::Scale::Fraction => Method::Fraction,
            rules::Scale::Complement => Method::Complement,
            rules::Scale::Sum => Method::Sum,
            rules::Scale::Vector => Method::Vector,
        },
    }
}

pub(crate) fn mean(rule: &rules::Mean) -> Mean {
    match rule {
        rules::Mean::Arithmetic => Mean::Arithmetic,
        rules::Mean::Geometric => Mean::Geometric,
        rules::Mean::Harmonic => Mean::Harmonic,
        rules::Mean::Power(power) => Mean::Power(number(*power)),
    }
}

pub(crate) fn aggregation(population: &Population, method: &rules::Method) -> Rules {
    let general = Rule { mean: mean(&method.mean), least: number(method.least) };
    let own = |node: &rules::Node| {
        let stated = node.mean.is_some() || node.least.is_some();
        let rule = Rule {
            mean: node.mean.as_ref().map_or(general.mean, mean),
            least: node.least.map_or(general.least, number),
        };
        stated.then(|| (node.id.clone(), rule))
    };
    let ranking = method.ranking.map(ranking);
    Rules { general, nodes: population.nodes.iter().filter_map(own).collect(), ranking, ..Rules::default() }
}

pub(crate) const fn ranking(rule: rules::Ranking) -> rankings::Method {
    match rule {
        rules::Ranking::Borda => rankings::Method::Borda,
        rules::Ranking::Copeland => rankings::Method::Copeland,
        rules::Ranking::Kemeny => rankings::Method::Kemeny,
        rules::Ranking::Topsis => rankings::Method::Topsis(rankings::Scaling::Vector),
        rules::Ranking::TopsisMinMax => rankings::Method::Topsis(rankings::Scaling::MinMax),
    }
}
