//! How firm a result is and why it is so: simulations, removals, comparisons, lifts.

use scoring::compare::{compare_built, compare_scores};
use scoring::index::impute::{Peers, Scale};
use scoring::index::{Built, Cut, Fill, Mean, Method, Treatment};
use scoring::lift::{lift_index, lift_points};
use scoring::uncertain::points::{self, PointsAssumptions};
use scoring::uncertain::{
    Alternative, Assumptions, IndexCase, Removal, Runs, Standing, Unwatched, WeightChange, removal, sensitivity,
    simulate,
};
use scoring::{Benchmark, Data, Function, Item, Matrix, Missing, Ranking, Scheme, Scores};

use crate::case::{Bytes, Case};
use crate::scheme::{grading, scope, ties};
use crate::seen::Seen;

fn runs(bytes: &mut Bytes<'_>, threads: scoring::Threads) -> Runs {
    let count = if bytes.byte() == 255 { usize::MAX } else { bytes.below(40) };
    Runs { count, seed: u64::from(bytes.byte()), threads }
}

fn weights(bytes: &mut Bytes<'_>, all: usize) -> Option<WeightChange> {
    match bytes.below(4) {
        0 => None,
        1 => {
            let sets = (0..bytes.below(3)).map(|at| {
                let all = bytes.length(all);
                (format!("set {at}"), (0..all).map(|_| bytes.between(0.0, 2.0)).collect())
            });
            Some(WeightChange::Sets(sets.collect()))
        }
        _ => Some(WeightChange::Noise {
            general: bytes.between(0.0, 1.0),
            levels: (0..bytes.below(3)).map(|_| (bytes.below(5), bytes.between(0.0, 1.0))).collect(),
        }),
    }
}

fn removed(bytes: &mut Bytes<'_>, ids: &[String]) -> Option<Removal> {
    let id = |bytes: &mut Bytes<'_>| match bytes.byte() {
        255 => "nobody".to_owned(),
        byte => ids.get(usize::from(byte) % ids.len().max(1)).cloned().unwrap_or_default(),
    };
    match bytes.below(3) {
        0 => None,
        1 => Some(Removal::one_or_none((0..bytes.below(4)).map(|_| id(bytes)).collect())),
        _ => {
            let ids = (0..bytes.below(4)).map(|_| id(bytes)).collect();
            Some(Removal { ids, probability: bytes.between(0.0, 1.0) })
        }
    }
}

/// Every way to ask how firm an index is.
pub fn index(case: &Case, given: IndexCase<'_>, threads: scoring::Threads, built: Option<&Built>, seen: &mut Seen) {
    let bytes = &mut case.section("draws");
    let standing = if bytes.below(3) == 0 {
        Standing::Exact
    } else {
        let function = Function::Ratio { benchmark: Benchmark::Fixed(1.0), cap: None, floor: None };
        let scheme = Scheme {
            decimals: bytes.byte() % 11,
            ranking: Ranking { ties: ties(bytes), scope: scope(bytes) },
            grading: grading(bytes),
            ..Scheme::of_items(vec![Item::new("index", 1.0, function, Missing::Reweight)])
        };
        let rows = given.panel.rows();
        let figures = Matrix::new(rows, vec![vec![0.0; rows]]).unwrap();
        Standing::After { scheme, data: Box::new(Data::new(figures, given.panel.groups().clone())) }
    };
    let given = IndexCase { standing: &standing, ..given };
    let rows = given.panel.rows();
    seen.numbers("others", &(given.framework.leaves(usize::MAX), given.framework.without(usize::MAX).is_ok()));
    let node = bytes.below(given.framework.len());
    seen.or_missing("cut", &Cut::without(given.framework, given.recipe, node).is_ok());
    let large = given.framework.len() > 1000 || rows > 1000;
    if !large {
        let assumptions = Assumptions {
            imputation: [Alternative::AsIs, Alternative::All(Fill::Row(Peers::Siblings, Scale::MinMax))]
                [..bytes.below(3)]
                .to_vec(),
            treatment: [Alternative::AsIs, Alternative::All(Treatment::None)][..bytes.below(3)].to_vec(),
            normalisation: [
                Alternative::All(Method::MinMax { low: 1.0, high: 100.0 }.into()),
                Alternative::Each(vec![Method::Rank.into(); bytes.length(given.framework.indicators())]),
            ][..bytes.below(3)]
                .to_vec(),
            weights: weights(bytes, given.framework.len()),
            aggregation: [Mean::Arithmetic.into(), Mean::Geometric.into()][..bytes.below(3)].to_vec(),
            removal: removed(bytes, given.framework.ids()),
        };
        let runs = runs(bytes, threads);
        let _ = seen.checked("simulate", simulate::simulate(given, &assumptions, runs, &Unwatched));
        let few = Runs { count: runs.count % 5, ..runs };
        let _ = seen.checked("sensitivity", sensitivity::sensitivity(given, &assumptions, few, 3, &Unwatched));
        let drawn = simulate::drawn(given.framework, given.recipe, &assumptions, runs.seed, 7);
        seen.or_missing("drawn", &seen_of(drawn));
        let _ = seen.checked("removals", removal::removals(given, threads, &Unwatched));
        let _ = seen.checked("lift", lift_index(given, bytes.below(rows + 1)));
    }
    if let Some(built) = built {
        let keys: Vec<String> = (0..bytes.length(rows)).map(|at| format!("subject {at}")).collect();
        let side = (built, given.framework, keys.as_slice());
        let _ = seen.checked("compare", compare_built(side, side));
    }
}

fn seen_of<T, E: std::fmt::Display>(result: Result<T, E>) -> Option<String> {
    result.err().map(|error| error.to_string().replace("NaN", "no number").replace("inf", "endless"))
}

/// Every way to ask how firm a points scheme is.
pub fn points(
    case: &Case,
    (scheme, data): (&Scheme, &Data),
    threads: scoring::Threads,
    scores: Option<&Scores>,
    seen: &mut Seen,
) {
    let bytes = &mut case.section("draws");
    let rows = data.figures.subjects();
    let ids: Vec<String> = scheme.items.iter().map(|item| item.id.clone()).collect();
    if ids.len() <= 1000 && rows <= 1000 {
        let assumptions = PointsAssumptions {
            weights: weights(bytes, ids.len()),
            missing: [
                Alternative::AsIs,
                Alternative::All(Missing::Reweight),
                Alternative::All(Missing::Penalty(bytes.between(0.0, 5.0))),
            ][..bytes.below(4)]
                .to_vec(),
            removal: removed(bytes, &ids),
        };
        let runs = runs(bytes, threads);
        let _ = seen.checked("points", points::simulate(scheme, data, &assumptions, runs, &Unwatched));
        let few = Runs { count: runs.count % 5, ..runs };
        let _ = seen.checked("points", points::sensitivity(scheme, data, &assumptions, few, 3, &Unwatched));
        seen.or_missing("drawn", &seen_of(points::drawn(scheme, &assumptions, runs.seed, 7)));
        let _ = seen.checked("lift", lift_points(scheme, data, bytes.below(rows + 1)));
    }
    if let Some(scores) = scores {
        let keys: Vec<String> = (0..bytes.length(rows)).map(|at| format!("subject {at}")).collect();
        let side = (scores, scheme, keys.as_slice());
        let _ = seen.checked("compare", compare_scores(side, side));
    }
}
