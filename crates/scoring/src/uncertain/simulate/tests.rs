use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::index::{Aggregate, Fill, Indicator, Mean, Method, Normalisation, Panel, Screening, Treatment, Within};
use crate::uncertain::{Alternative, Removal, Standing, Unwatched};
use crate::{BoundaryTies, Grading, Groups, Matrix, QuotaRounding, ScoringError, Threads};

fn framework() -> Framework {
    let indicators = vec![Indicator::new("a", "I"), Indicator::new("b", "I")];
    Framework::new(indicators, vec![Aggregate::index("I")]).unwrap()
}

struct Owned {
    framework: Framework,
    recipe: Recipe,
    panel: Panel,
    raw: Matrix,
    divisors: Matrix,
    standing: Standing,
}

impl Owned {
    fn of(columns: Vec<Vec<f64>>) -> Self {
        let (framework, rows) = (framework(), columns[0].len());
        Self {
            recipe: Recipe::plain(&framework, Method::Linear { factor: 1.0, offset: 0.0 }),
            framework,
            panel: Panel::one_period(Groups::one(rows)),
            raw: Matrix::new(rows, columns).unwrap(),
            divisors: Matrix::none(rows),
            standing: Standing::Exact,
        }
    }

    fn case(&self) -> IndexCase<'_> {
        let Self { framework, recipe, panel, raw, divisors, standing } = self;
        IndexCase { framework, recipe, panel, raw, divisors, standing }
    }

    fn run(&self, assumptions: &Assumptions, threads: usize) -> Result<Simulation, ScoringError> {
        let runs = Runs { count: 400, seed: 7, threads: Threads::new(threads) };
        simulate(self.case(), assumptions, runs, &Unwatched)
    }
}

fn removal(ids: &[&str]) -> Removal {
    Removal::one_or_none(ids.iter().map(|&id| id.to_owned()).collect())
}

#[test]
fn a_subject_good_at_one_thing_falls_when_that_is_left_out() {
    // Index 5, 4, 1. Without a: 0, 4, 2. Without b: 10, 4, 0. The third is missing in no run, the second always second
    // or first.
    let mut owned = Owned::of(vec![vec![10.0, 4.0, 0.0], vec![0.0, 4.0, 2.0]]);
    let up_to = vec![("A".to_owned(), 0.34)];
    let grading = Grading::Quota {
        up_to,
        last: "B".to_owned(),
        rounding: QuotaRounding::Floor,
        ties: BoundaryTies::Better,
        scope: crate::Scope::Population,
    };
    let function = crate::Function::Ratio { benchmark: crate::Benchmark::Fixed(1.0), cap: None, floor: None };
    let item = crate::Item::new("index", 1.0, function, crate::Missing::Reweight);
    let scheme = crate::Scheme { grading: Some(grading), ..crate::Scheme::of_items(vec![item]) };
    let data = crate::Data::new(Matrix::new(3, vec![vec![0.0; 3]]).unwrap(), Groups::one(3));
    owned.standing = Standing::After { scheme, data: Box::new(data) };
    let assumptions = Assumptions { removal: Some(removal(&["a", "b"])), ..Assumptions::default() };
    let found = owned.run(&assumptions, 1).unwrap();
    let ranks: Vec<_> = found.rows.iter().map(|row| row.interval.unwrap()).collect();
    assert_eq!((ranks[0].low, ranks[0].median, ranks[0].high), (1.0, 1.0, 3.0));
    assert_eq!((ranks[1].low, ranks[1].median, ranks[1].high), (1.0, 2.0, 2.0));
    assert_eq!((ranks[2].low, ranks[2].median, ranks[2].high), (2.0, 3.0, 3.0));
    assert_eq!((found.done, found.failures.len(), found.rows[0].nominal), (400, 0, Some(1)));
    // One of three is A: the first, but the second where a is left out, which is a third of the runs.
    let first = &found.rows[0];
    assert!((first.grades[0] - 2.0 / 3.0).abs() < 0.08, "{first:?}");
    assert!((found.rows[0].grades[0] + found.rows[1].grades[0] - 1.0).abs() < 1e-12);
    assert_eq!((found.rows[2].grades[0], found.rows[2].grades[1], first.grade), (0.0, 1.0, Some(crate::Grade(0))));
    // Mean rank: 1 in two thirds of the runs, 3 in one.
    assert!((first.mean.unwrap() - (first.grades[0] + 3.0 * first.grades[1])).abs() < 1e-12);
}

#[test]
fn runs_that_cannot_be_made_are_counted_by_their_error() {
    let owned = Owned::of(vec![vec![10.0, 4.0, 1.0], vec![0.0, 4.0, 2.0]]);
    let assumptions =
        Assumptions { aggregation: vec![Mean::Arithmetic.into(), Mean::Geometric.into()], ..Assumptions::default() };
    let found = owned.run(&assumptions, 1).unwrap();
    let failure = &found.failures[0];
    assert!(matches!(&failure.error, ScoringError::Mean { child, subject: 0, .. } if child == "b"));
    assert_eq!((found.failures.len(), found.done + failure.runs), (1, 400));
    assert!((150..250).contains(&failure.runs) && found.rows[0].unranked == 0);
    let ids: Vec<String> = vec!["a".into(), "b".into(), "I".into()];
    let all = Assumptions { removal: Some(Removal { ids, probability: 1.0 }), ..Assumptions::default() };
    let found = owned.run(&all, 1).unwrap();
    assert_eq!((found.failures.len(), &found.failures[0].error), (1, &ScoringError::NoItems));
}

#[test]
fn a_subject_is_unranked_where_its_only_figure_is_left_out() {
    let owned = Owned::of(vec![vec![10.0, 4.0, 1.0], vec![f64::NAN, 4.0, 2.0]]);
    let ids = vec!["a".to_owned()];
    let found = |probability| {
        let removal = Some(Removal { ids: ids.clone(), probability });
        owned.run(&Assumptions { removal, ..Assumptions::default() }, 1).unwrap()
    };
    let (never, always) = (found(0.0), found(1.0));
    assert_eq!((never.rows[0].unranked, never.rows[0].interval.unwrap().high), (0, 1.0));
    assert_eq!((always.rows[0].unranked, always.rows[0].interval, always.rows[0].mean), (400, None, None));
    assert_eq!(always.rows[0].nominal, Some(1));
}

/// Everything moves: steps that look along the row, screening, log of what is below zero.
fn everything() -> (Owned, Assumptions) {
    let figures = |salt: usize| -> Vec<f64> {
        let figure = |at: usize| match (at * 7 + salt * 5) % 23 {
            0 => f64::NAN,
            1 => 0.0,
            22 => 500.0,
            other => f64::from(u8::try_from(other).unwrap()) / 3.0,
        };
        (0..20).map(figure).collect()
    };
    let indicators = (0..8).map(|at| Indicator::new(format!("i{at}"), format!("P{}", at / 3)));
    let nodes = (0..3).map(|at| Aggregate::new(format!("P{at}"), "I")).chain([Aggregate::index("I")]);
    let framework = Framework::new(indicators.collect(), nodes.collect()).unwrap();
    let mut recipe = Recipe::plain(&framework, Method::default());
    recipe.fills = vec![Fill::Mean(Within::All); 8];
    recipe.treatments = vec![Treatment::default(); 8];
    recipe.screening = Screening { nonzero: Some(0.9), ..Screening::default() };
    let assumptions = Assumptions {
        imputation: vec![
            Alternative::AsIs,
            Alternative::All(Fill::Row(crate::index::impute::Peers::All, crate::index::impute::Scale::MinMax)),
        ],
        treatment: vec![Alternative::AsIs, Alternative::All(Treatment::None)],
        normalisation: vec![
            Alternative::All(Method::MinMax { low: 1.0, high: 100.0 }.into()),
            Alternative::All(Method::ZScore { mean: 10.0, deviation: 2.0 }.into()),
            Alternative::Each(vec![Normalisation::from(Method::Rank); 8]),
        ],
        weights: Some(WeightChange::Noise { general: 0.5, levels: vec![(1, 0.9)] }),
        aggregation: vec![Mean::Arithmetic.into(), Mean::Geometric.into(), Mean::Power(-3.0).into()],
        removal: Some(removal(&["i0", "i3", "P1", "i7", "P2"])),
    };
    let (panel, divisors) = (Panel::one_period(Groups::one(20)), Matrix::none(20));
    let raw = Matrix::new(20, (0..8).map(figures).collect()).unwrap();
    (Owned { framework, recipe, panel, raw, divisors, standing: Standing::Exact }, assumptions)
}

#[test]
fn each_run_is_a_plain_build_of_what_was_drawn_to_the_bit() {
    let (owned, assumptions) = everything();
    let (mut ranks, mut failed, runs) = (vec![Vec::new(); 20], 0, 300);
    for run in 0..runs {
        let cut = drawn(&owned.framework, &owned.recipe, &assumptions, 7, run).unwrap();
        let raw = owned.raw.of_columns(&cut.kept);
        match cut.recipe.build(&cut.framework, &owned.panel, &raw, &owned.divisors) {
            Err(_) => failed += 1,
            Ok(built) => {
                for (&row, &rank) in built.screened.kept.iter().zip(&built.ranks) {
                    ranks[row].extend(rank.map(crate::stats::count));
                }
            }
        }
    }
    let with = |threads| {
        let runs = Runs { count: runs, seed: 7, threads: Threads::new(threads) };
        simulate(owned.case(), &assumptions, runs, &Unwatched).unwrap()
    };
    let found = with(1);
    assert_eq!(found.done + failed, runs);
    for (row, ranks) in found.rows.iter().zip(&ranks) {
        assert_eq!(row.unranked, found.done - ranks.len());
        let ordered = crate::stats::Ordered::of(ranks);
        if let Some(interval) = row.interval {
            let quantile = |share| ordered.quantile(share).unwrap();
            assert!((interval.low - quantile(0.05)).abs() < 1e-9 && (interval.high - quantile(0.95)).abs() < 1e-9);
            assert!((row.mean.unwrap() - ordered.mean().unwrap()).abs() < 1e-9);
        }
    }
    assert!(found.rows.iter().any(|row| row.unranked > 0) && found.rows.iter().any(|row| row.unranked == 0));
    assert_eq!(found, with(2));
    assert_eq!(found, with(7));
}

#[test]
fn who_watches_is_told_and_may_end_it() {
    let (owned, assumptions) = everything();
    let most = AtomicUsize::new(0);
    let watch = |done: usize, of: usize| {
        assert_eq!(of, 200);
        most.fetch_max(done, Ordering::Relaxed);
        if done >= 100 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let ended = simulate(owned.case(), &assumptions, Runs::new(200, 1), &watch).unwrap_err();
    assert_eq!(ended, ScoringError::Cancelled);
    assert!((100..200).contains(&most.load(Ordering::Relaxed)));
    let at_once = simulate(owned.case(), &assumptions, Runs::new(200, 1), &|_, _| ControlFlow::Break(()));
    assert_eq!(at_once.unwrap_err(), ScoringError::Cancelled);
}

#[test]
fn assumptions_that_do_not_fit_are_refused() {
    let owned = Owned::of(vec![vec![10.0, 4.0], vec![1.0, 4.0]]);
    let refused = |assumptions: Assumptions| owned.run(&assumptions, 1).unwrap_err();
    let noise = |general| Assumptions {
        weights: Some(WeightChange::Noise { general, levels: Vec::new() }),
        ..Assumptions::default()
    };
    assert!(matches!(refused(noise(1.5)), ScoringError::Parameter { parameter: "noise", .. }));
    assert!(matches!(refused(noise(f64::NAN)), ScoringError::Parameter { .. }));
    let nobody = Assumptions { removal: Some(removal(&["x"])), ..Assumptions::default() };
    assert!(matches!(refused(nobody), ScoringError::Framework { node, .. } if node == "x"));
    let short = Assumptions { imputation: vec![Alternative::Each(vec![Fill::None])], ..Assumptions::default() };
    assert!(matches!(refused(short), ScoringError::Columns { expected: 2, found: 1, .. }));
    let set = Assumptions { weights: Some(WeightChange::Sets(Vec::new())), ..Assumptions::default() };
    assert!(matches!(refused(set), ScoringError::Parameter { parameter: "sets", .. }));
    for count in [0, 1_000_001, usize::MAX] {
        let runs = simulate(owned.case(), &Assumptions::default(), Runs::new(count, 1), &Unwatched).unwrap_err();
        assert!(matches!(runs, ScoringError::Parameter { parameter: "runs", .. }));
    }
}

#[test]
fn one_of_the_given_sets_of_weights_is_taken() {
    // All weight on a: 1, 2; on b: 2, 1.
    let owned = Owned::of(vec![vec![2.0, 1.0], vec![1.0, 2.0]]);
    let sets = vec![("a".to_owned(), vec![1.0, 0.0, 1.0]), ("b".to_owned(), vec![0.0, 1.0, 1.0])];
    let assumptions = Assumptions { weights: Some(WeightChange::Sets(sets)), ..Assumptions::default() };
    let found = owned.run(&assumptions, 2).unwrap();
    let mean = |at: usize| found.rows[at].mean.unwrap();
    assert!((mean(0) - 1.5).abs() < 0.1 && (mean(0) + mean(1) - 3.0).abs() < 1e-12);
}
