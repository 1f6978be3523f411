//! How firm the ranks of the index are, beside the reference's 100 runs.
//!
//! Its set-up: at most 1 to 5 winsorised points; min-max onto 1 to 100 or z-scores with mean 10 and deviation 2; weights of
//! the two levels above the indicators moved by a quarter to either side; arithmetic or geometric mean. Its random numbers
//! are its own, so ranks are compared as samples: 100 of its runs beside 4,000 of ours.

use scoring::index::{Denomination, Fill, Framework, Mean, Method, Panel, Recipe, Screening, Treatment, Within};
use scoring::uncertain::simulate::simulate;
use scoring::uncertain::{
    Alternative, Assumption, Assumptions, IndexCase, Removal, Runs, Standing, Unwatched, WeightChange, sensitivity,
};
use scoring::{Groups, Matrix, Threads};

use crate::data::Asem;

pub struct Whole {
    pub framework: Framework,
    pub recipe: Recipe,
    pub panel: Panel,
    pub raw: Matrix,
    pub divisors: Matrix,
}

impl Whole {
    pub fn of(asem: &Asem) -> Self {
        let names = ["Area", "Energy", "GDP", "Population"];
        let by = |code: &String| names.iter().position(|name| *name == asem.meta.text(code, "Denominator"));
        let groups = asem.data.texts("EurAsia_group").into_iter().map(|group| u32::from(group == "Europe"));
        let recipe = Recipe {
            denominations: asem.indicators().iter().map(|code| by(code).map(Denomination::by)).collect(),
            fills: vec![Fill::Mean(Within::Group); 49],
            screening: Screening { available: Some(0.9), ..Screening::default() },
            treatments: vec![Treatment::default(); 49],
            ..Recipe::plain(&asem.framework, Method::default())
        };
        Self {
            framework: asem.framework.clone(),
            recipe,
            panel: Panel::one_period(Groups::new(groups.collect())),
            raw: asem.raw(),
            divisors: Matrix::new(51, names.iter().map(|name| asem.data.numbers(name)).collect()).unwrap(),
        }
    }

    pub fn case(&self) -> IndexCase<'_> {
        let Self { framework, recipe, panel, raw, divisors } = self;
        IndexCase { framework, recipe, panel, raw, divisors, standing: &Standing::Exact }
    }
}

pub fn assumptions() -> Assumptions {
    let points = |points| match Treatment::default() {
        Treatment::Winsorise { bounds, then, .. } => Alternative::All(Treatment::Winsorise { bounds, points, then }),
        other => Alternative::All(other),
    };
    Assumptions {
        treatment: (1..=5).map(points).collect(),
        normalisation: vec![
            Alternative::All(Method::MinMax { low: 1.0, high: 100.0 }.into()),
            Alternative::All(Method::ZScore { mean: 10.0, deviation: 2.0 }.into()),
        ],
        weights: Some(WeightChange::Noise { general: 0.0, levels: vec![(2, 0.25), (3, 0.25)] }),
        aggregation: vec![Mean::Arithmetic.into(), Mean::Geometric.into()],
        ..Assumptions::default()
    }
}

#[test]
fn ranks_spread_as_in_the_reference() {
    let Some(asem) = Asem::read("uncertainty: spread of ranks") else { return };
    let whole = Whole::of(&asem);
    let runs = Runs { count: 4000, seed: 20, threads: Threads::new(2) };
    let found = simulate(whole.case(), &assumptions(), runs, &Unwatched).unwrap();
    assert_eq!((found.done, found.failures.len()), (4000, 0));
    let ranks = asem.gold("gold_ua_ranks_vignette.csv");
    let stats = asem.gold("gold_ua_rankstats_vignette.csv");
    let mut apart = 0.0;
    for (row, subject) in found.rows.iter().zip(stats.keys()) {
        assert_eq!(row.nominal.unwrap().to_string(), stats.text(subject, "Nominal"), "{subject}");
        let theirs: Vec<f64> = (1..=100).map(|run| ranks.number(subject, &format!("r_{run}"))).collect();
        let mean = theirs.iter().sum::<f64>() / 100.0;
        let variance = theirs.iter().map(|rank| (rank - mean) * (rank - mean)).sum::<f64>() / 99.0;
        // Of 51 means of 100 runs hardly one lies four standard errors off; a hundredth of a rank for those that hardly move.
        let error = (variance / 100.0).sqrt().max(0.05);
        let ours = row.mean.unwrap();
        assert!((ours - mean).abs() <= 4.0 * error, "{subject}: mean {ours}, in the reference {mean} ± {error}");
        let interval = row.interval.unwrap();
        let deviation = variance.sqrt();
        for (ours, name) in [(interval.low, "Q5"), (interval.median, "Median"), (interval.high, "Q95")] {
            let theirs = stats.number(subject, name);
            assert!((ours - theirs).abs() <= 1.5 + deviation, "{subject}: {name} {ours}, in the reference {theirs}");
        }
        apart += (ours - mean).abs() / error;
    }
    // The mean distance of a normal variable is 0.8 standard errors.
    assert!(apart / 51.0 < 1.3, "means lie {} standard errors apart", apart / 51.0);
}

#[test]
fn the_ranks_hang_on_the_same_assumptions_as_in_the_reference() {
    let Some(asem) = Asem::read("uncertainty: sensitivity") else { return };
    let whole = Whole::of(&asem);
    let runs = Runs { count: 500, seed: 4, threads: Threads::new(2) };
    let found = sensitivity::sensitivity(whole.case(), &assumptions(), runs, 100, &Unwatched).unwrap();
    let names = [
        (Assumption::Treatment, "V1"),
        (Assumption::Normalisation, "V2"),
        (Assumption::Weights, "V3"),
        (Assumption::Aggregation, "V4"),
    ];
    assert_eq!((found.assumptions.as_slice(), found.left_out), (&names.map(|(one, _)| one)[..], 0));
    let expected = crate::data::Table::read(&asem.folder, "gold_sobol_expected.csv", "Variable");
    for (at, (_, name)) in names.iter().enumerate() {
        // Theirs rest on 100 rows: a fifth to either side is what chance does to them.
        let (ours, theirs) = (found.sensitivity.effects[at].total, expected.number(name, "STi"));
        assert!((ours - theirs).abs() < 0.2, "{name}: {ours}, in the reference {theirs}");
    }
}

/// Everything on: what the time of 10,000 runs is taken of.
#[test]
#[ignore = "takes the time; run by scripts/bench in release"]
fn ten_thousand_runs_with_everything_on() {
    let Some(asem) = Asem::read("uncertainty: time") else { return };
    let whole = Whole::of(&asem);
    let all = Assumptions {
        imputation: vec![Alternative::AsIs, Alternative::All(Fill::Median(Within::Group))],
        weights: Some(WeightChange::Noise { general: 0.25, levels: Vec::new() }),
        removal: Some(Removal::one_or_none(asem.indicators().to_vec())),
        ..assumptions()
    };
    for threads in [1, 2] {
        let start = std::time::Instant::now();
        let runs = Runs { count: 10_000, seed: 1, threads: Threads::new(threads) };
        let found = simulate(whole.case(), &all, runs, &Unwatched).unwrap();
        println!(
            "10,000 runs of the whole ASEM index, {threads} threads: {:?}, {} came off",
            start.elapsed(),
            found.done
        );
        assert!(found.done > 9_000, "most runs come off: {:?}", found.failures);
    }
}

/// All steps of the index, as often as a median needs.
#[test]
#[ignore = "takes the time; run by scripts/bench in release"]
fn the_whole_index_is_built_at_once() {
    let Some(asem) = Asem::read("the whole index: time") else { return };
    let Whole { framework, recipe, panel, raw, divisors } = Whole::of(&asem);
    let mut times: Vec<_> = (0..1001)
        .map(|_| {
            let start = std::time::Instant::now();
            let built = recipe.build(&framework, &panel, &raw, &divisors).unwrap();
            assert_eq!(built.ranks.len(), 51);
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    println!("the whole ASEM index, all steps, one thread: median {:?}", times[500]);
}

/// What would lift each of three subjects.
#[test]
#[ignore = "takes the time; run by scripts/bench in release"]
fn what_lifts_a_subject_is_told_at_once() {
    let Some(asem) = Asem::read("lift: time") else { return };
    let whole = Whole::of(&asem);
    for row in [0, 10, 20] {
        let start = std::time::Instant::now();
        let found = scoring::lift::lift_index(whole.case(), row).unwrap();
        println!("what lifts row {row} of ASEM: {:?}", start.elapsed());
        assert!(found.is_none_or(|lifts| lifts.items.len() == asem.indicators().len()));
    }
    let item = |at: u32| {
        let benchmark = scoring::Benchmark::Mean { times: 1.0, scope: scoring::Scope::Population };
        scoring::Item::new(
            format!("i{at}"),
            10.0,
            scoring::Function::capped_ratio(benchmark),
            scoring::Missing::Mean(scoring::Scope::Population),
        )
    };
    let scheme = scoring::Scheme::of_items((0..6).map(item).collect());
    let figure = |at: u32, salt: u32| f64::from((at * 7919 + salt * 104_729) % 10_007);
    let columns = (0..6).map(|salt| (0..3000).map(|at| figure(at, salt)).collect()).collect();
    let data = scoring::Data::new(Matrix::new(3000, columns).unwrap(), Groups::one(3000));
    for subject in [0, 1000, 2000] {
        let start = std::time::Instant::now();
        let found = scoring::lift::lift_points(&scheme, &data, subject).unwrap();
        println!("what lifts subject {subject} of 3,000: {:?}", start.elapsed());
        assert!(found.is_none_or(|lifts| lifts.items.len() == 6));
    }
}
