//! Frameworks and the steps of an index.

use scoring::Matrix;
use scoring::index::impute::{Peers, Scale};
use scoring::index::treat::{Bounds, Curve, Lambda};
use scoring::index::{
    Aggregate, Aggregator, Denomination, Fill, Framework, Indicator, Mean, Method, Nodes, Normalisation, Panel, Recipe,
    Rule, Rules, ScreenWhen, Screening, Treatment, Within, aggregate, denominate, impute, normalise, treat,
};
use scoring::rankings;
use scoring::uncertain::IndexCase;
use scoring::weigh::{Search, WeightSets, importance};

use crate::Given;
use crate::case::{Bytes, Case};
use crate::seen::Seen;

pub fn call(case: &Case, given: &Given, seen: &mut Seen) {
    let framework = framework(&mut case.section("nodes"), given.figures.width(), seen);
    let Some(framework) = framework else { return };
    let bytes = &mut case.section("steps");
    let panel = panel(bytes, given, seen);
    let divisors = (0..2).map(|_| (0..given.figures.subjects()).map(|_| bytes.between(1.0, 99.0)).collect());
    let divisors = seen.ok("divisors", Matrix::new(given.figures.subjects(), divisors.collect()));
    let divisors = divisors.unwrap_or_else(|| Matrix::none(given.figures.subjects()));
    let recipe = recipe(bytes, framework.indicators());
    steps(&framework, &panel, given, &divisors, &recipe, seen);
    let built = seen.ok("build", recipe.build(&framework, &panel, &given.figures, &divisors));
    let standing = &scoring::uncertain::Standing::Exact;
    let raw = &given.figures;
    let whole = IndexCase { framework: &framework, recipe: &recipe, panel: &panel, raw, divisors: &divisors, standing };
    crate::firm::index(case, whole, given.threads, built.as_ref(), seen);
    if let Some(built) = built {
        // Figures may be missing; shapes, marks and ranks are numbers.
        seen.or_missing("build", &built);
        seen.numbers("build", &(built.imputed.filled, built.treated.details, built.normalised.exceptions, built.ranks));
    }
    weights(case, &framework, given, &recipe.rules, seen);
}

/// The framework of the case; where it is refused, all indicators under the index.
fn framework(bytes: &mut Bytes<'_>, columns: usize, seen: &mut Seen) -> Option<Framework> {
    let nodes = bytes.size();
    let id = |bytes: &mut Bytes<'_>, kind: &str, at: usize| {
        if bytes.byte() == 255 { "same".to_owned() } else { format!("{kind} {at}") }
    };
    let parent = |bytes: &mut Bytes<'_>| match bytes.byte() {
        255 => "nobody".to_owned(),
        254 => "indicator 0".to_owned(),
        253 => "same".to_owned(),
        byte => format!("node {}", usize::from(byte) % nodes.max(1)),
    };
    let mut indicators = Vec::new();
    for at in 0..columns {
        let own = Indicator::new(id(bytes, "indicator", at), parent(bytes)).weighing(bytes.between(0.0, 3.0));
        indicators.push(if bytes.yes() { own.lower_is_better() } else { own });
    }
    let mut aggregates = Vec::new();
    for at in 0..nodes {
        let (id, parent) = (id(bytes, "node", at), parent(bytes));
        let own = if bytes.below(8) == 0 || at == 0 { Aggregate::index(id) } else { Aggregate::new(id, parent) };
        aggregates.push(own.weighing(bytes.between(0.0, 3.0)));
    }
    let made = seen.checked("Framework::new", Framework::new(indicators, aggregates));
    if let Some(framework) = &made {
        let sum: f64 = framework.effective_weights()[..framework.indicators()].iter().sum();
        assert!((sum - 1.0).abs() < 1e-6, "effective weights add up to {sum}");
        for node in [0, framework.index(), usize::MAX] {
            seen.numbers("node", &(framework.children(node), framework.parent(node), framework.level(node)));
        }
        seen.numbers("weighed", &framework.weighed(&[1.0]).is_ok());
    }
    let plain = (0..columns).map(|at| Indicator::new(format!("indicator {at}"), "index")).collect();
    made.or_else(|| seen.checked("Framework::new", Framework::new(plain, vec![Aggregate::index("index")])))
}

fn panel(bytes: &mut Bytes<'_>, given: &Given, seen: &mut Seen) -> Panel {
    let rows = bytes.length(given.groups.subjects());
    let period = |bytes: &mut Bytes<'_>| match bytes.byte() {
        255 => i32::MAX,
        254 => i32::MIN,
        byte => i32::from(byte) % 4,
    };
    let subjects = (0..rows).map(|_| u32::from(bytes.byte()) % 7).collect();
    let periods = (0..rows).map(|_| period(bytes)).collect();
    let made = seen.checked("Panel::new", Panel::new(given.groups.clone(), subjects, periods));
    made.unwrap_or_else(|| Panel::one_period(given.groups.clone()))
}

fn within(bytes: &mut Bytes<'_>) -> Within {
    [Within::All, Within::Group, Within::Period, Within::GroupAndPeriod][bytes.below(4)]
}

fn fill(bytes: &mut Bytes<'_>) -> Fill {
    let years = |bytes: &mut Bytes<'_>| if bytes.byte() == 255 { u32::MAX } else { u32::from(bytes.byte()) % 4 };
    match bytes.below(9) {
        0 => Fill::None,
        1 => Fill::Constant(bytes.between(-9.0, 9.0)),
        2 => Fill::Mean(within(bytes)),
        3 => Fill::Median(within(bytes)),
        4 => Fill::Row(Peers::All, Scale::MinMax),
        5 => Fill::Row(Peers::Siblings, Scale::MinMax),
        6 => Fill::Row(Peers::All, Scale::AsIs),
        7 => Fill::LastKnown { age: years(bytes) },
        _ => Fill::Linear { span: years(bytes) },
    }
}

fn curve(bytes: &mut Bytes<'_>) -> Curve {
    match bytes.below(7) {
        0 => Curve::LogOfRange,
        1 => Curve::LogOfOne,
        2 => Curve::Log,
        3 => Curve::LogToMax,
        4 => Curve::LogBySkew,
        5 => Curve::BoxCox { lambda: Lambda::Likeliest, shifted: bytes.yes() },
        _ => Curve::BoxCox { lambda: Lambda::Given(bytes.between(-3.0, 3.0)), shifted: bytes.yes() },
    }
}

fn treatment(bytes: &mut Bytes<'_>) -> Treatment {
    let bounds = Bounds { skewness: bytes.between(0.0, 3.0), kurtosis: bytes.between(0.0, 5.0) };
    match bytes.below(5) {
        0 => Treatment::None,
        1 => Treatment::Winsorise { bounds, points: bytes.below(9), then: None },
        2 => Treatment::Winsorise { bounds, points: 1_000, then: Some(curve(bytes)) },
        3 => Treatment::Bend { curve: curve(bytes), bounds: bytes.yes().then_some(bounds) },
        _ => Treatment::Trim { low: bytes.between(0.0, 0.3), high: bytes.between(0.7, 1.0) },
    }
}

fn normalisation(bytes: &mut Bytes<'_>) -> Normalisation {
    let method = match bytes.below(18) {
        0 => Method::MinMax { low: bytes.between(0.0, 1.0), high: bytes.between(2.0, 100.0) },
        1 => Method::ZScore { mean: bytes.between(0.0, 100.0), deviation: bytes.between(1.0, 15.0) },
        2 => Method::Rank,
        3 => Method::PercentileRank,
        4 => Method::Borda,
        5 => Method::ToMaximum,
        6 => Method::ToTarget { target: bytes.between(-9.0, 99.0), cap: bytes.yes() },
        7 => Method::ToReference { subject: u32::from(bytes.byte()), cap: bytes.yes() },
        8 => Method::Goalposts {
            low: bytes.between(-9.0, 0.0),
            high: bytes.between(1.0, 99.0),
            scale: bytes.between(1.0, 100.0),
            truncate: bytes.yes(),
        },
        9 => Method::Fraction,
        10 => Method::Complement,
        11 => Method::Linear { factor: bytes.between(-2.0, 2.0), offset: bytes.between(-3.0, 3.0) },
        12 => Method::Sum,
        13 => Method::Vector,
        14 => Method::Logarithm,
        15 => Method::Nonlinear,
        16 => Method::Accuracy,
        _ => Method::Turskis,
    };
    Normalisation { method, within: within(bytes), otherwise: bytes.maybe(0.0, 100.0) }
}

fn rule(bytes: &mut Bytes<'_>) -> Rule {
    let mean = match bytes.below(4) {
        0 => Mean::Arithmetic,
        1 => Mean::Geometric,
        2 => Mean::Harmonic,
        _ => Mean::Power(bytes.between(-3.0, 3.0)),
    };
    Rule { mean, least: bytes.between(0.0, 1.0) }
}

fn recipe(bytes: &mut Bytes<'_>, indicators: usize) -> Recipe {
    let divisor = |bytes: &mut Bytes<'_>| {
        let divisor = if bytes.byte() == 255 { usize::MAX } else { bytes.below(2) };
        bytes.yes().then(|| Denomination { divisor, factor: bytes.between(1.0, 1000.0) })
    };
    let place = |bytes: &mut Bytes<'_>| if bytes.byte() == 255 { usize::MAX } else { bytes.below(12) };
    Recipe {
        screening: Screening {
            available: bytes.maybe(0.0, 1.0),
            nonzero: bytes.maybe(0.0, 1.0),
            keep: (0..bytes.below(3)).map(|_| place(bytes)).collect(),
            drop: (0..bytes.below(3)).map(|_| place(bytes)).collect(),
        },
        screen_when: if bytes.yes() { ScreenWhen::Reported } else { ScreenWhen::Imputed },
        rules: Rules {
            general: rule(bytes),
            levels: (0..bytes.below(2)).map(|_| (bytes.below(5), rule(bytes))).collect(),
            nodes: (0..bytes.below(2)).map(|_| (format!("node {}", bytes.below(5)), rule(bytes))).collect(),
            ranking: match bytes.byte() {
                252 => Some(rankings::Method::Borda),
                253 => Some(rankings::Method::Copeland),
                254 => Some(rankings::Method::Kemeny),
                255 => Some(rankings::Method::Topsis(rankings::Scaling::Vector)),
                _ => None,
            },
        },
        denominations: (0..bytes.length(indicators)).map(|_| divisor(bytes)).collect(),
        fills: (0..bytes.length(indicators)).map(|_| fill(bytes)).collect(),
        treatments: (0..bytes.length(indicators)).map(|_| treatment(bytes)).collect(),
        normalisations: (0..bytes.length(indicators)).map(|_| normalisation(bytes)).collect(),
    }
}

/// Every step by itself on the raw figures, so that a refusal of one does not hide the others.
fn steps(framework: &Framework, panel: &Panel, given: &Given, divisors: &Matrix, recipe: &Recipe, seen: &mut Seen) {
    let raw = &given.figures;
    if let Some(done) = seen.ok("denominate", denominate(framework, raw, divisors, &recipe.denominations)) {
        seen.or_missing("denominate", &done);
    }
    if let Some(done) = seen.ok("impute", impute(framework, panel, raw, &recipe.fills)) {
        seen.or_missing("impute", &done.matrix);
        seen.numbers("impute", &(done.filled, done.gaps));
    }
    if let Some(done) = seen.ok("treat", treat(framework, raw, &recipe.treatments)) {
        seen.or_missing("treat", &done.matrix);
        seen.numbers("treat", &(done.marks, done.details));
    }
    if let Some(done) = seen.ok("normalise", normalise(framework, panel, raw, &recipe.normalisations)) {
        for (indicator, (before, after)) in raw.columns().iter().zip(done.matrix.columns()).enumerate() {
            for (row, _) in before.iter().zip(after).enumerate().filter(|(_, (x, y))| !x.is_nan() && y.is_nan()) {
                let told = done.exceptions.iter().any(|told| told.indicator == indicator && told.rows.contains(&row));
                assert!(told, "a figure became missing and nobody was told");
            }
        }
        seen.or_missing("normalise", &done.matrix);
        seen.numbers("normalise", &done.exceptions);
    }
    let screened = seen.checked("subjects", recipe.screening.subjects(raw));
    let kept = screened.map(|screened| screened.kept).unwrap_or_default();
    seen.or_missing("of_subjects", &(raw.of_subjects(&kept), raw.of_subjects(&[usize::MAX]), panel.of_rows(&kept)));
    let screened = seen.checked("indicators", recipe.screening.indicators(raw));
    let kept = screened.map(|screened| screened.kept).unwrap_or_default();
    seen.or_missing("of_columns", &(raw.of_columns(&kept), raw.of_columns(&[usize::MAX])));
    seen.numbers("panel", &(panel.parts(Within::GroupAndPeriod), panel.histories(), panel.check(raw.subjects())));
    if let Some(done) = seen.ok("aggregate", aggregate(framework, &recipe.rules, raw)) {
        seen.or_missing("aggregate", &done);
        seen.numbers("ranks", &(done.values.ranks(framework.index()), done.values.ranks(usize::MAX)));
    }
}

/// Other weights for the same framework.
fn weights(case: &Case, framework: &Framework, given: &Given, rules: &Rules, seen: &mut Seen) {
    let bytes = &mut case.section("weights");
    let weights: Vec<f64> = (0..bytes.length(framework.len())).map(|_| bytes.between(0.0, 2.0)).collect();
    let _ = seen.checked("weighed", framework.weighed(&weights));
    if let Some(mut aggregator) = seen.ok("Aggregator::new", Aggregator::new(framework, rules)) {
        let _ = seen.checked("weigh", aggregator.weigh(&weights));
        let mut nodes = Nodes::default();
        if seen.checked("values", aggregator.values(&given.figures, &mut nodes)).is_some() {
            seen.or_missing("values", &nodes);
        }
        let _ = seen.checked("fill", aggregator.fill(&mut Nodes::new(bytes.below(4), bytes.below(4))));
    }
    let node = |bytes: &mut Bytes<'_>| format!("indicator {}", bytes.below(13));
    let named: Vec<(String, f64)> = (0..bytes.below(4)).map(|_| (node(bytes), bytes.between(0.1, 1.0))).collect();
    let named: Vec<(&str, f64)> = named.iter().map(|(id, weight)| (id.as_str(), *weight)).collect();
    let sets = WeightSets::new(framework, [("one", named.clone()), ("two", Vec::new())]);
    if let Some(sets) = seen.checked("WeightSets::new", sets) {
        seen.numbers("WeightSets", &(sets.names().collect::<Vec<_>>(), sets.get("two"), sets.get("three")));
    }
    let search = Search { most_builds: bytes.below(60), good: bytes.between(0.0, 0.1) };
    let _ = seen.checked("importance", importance(framework, rules, &given.figures, &named, search));
}
