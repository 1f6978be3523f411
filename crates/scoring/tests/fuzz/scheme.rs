//! Schemes of items, and what stands around them: rounding, benchmarks, quotas, sums.

use scoring::sum::{ExactSum, mean};
use scoring::{
    Adjustment, Benchmark, BoundaryTies, Data, Effect, Function, Grade, Grading, Item, Matrix, Missing, QuotaRounding,
    Ranking, Rounded, Scheme, Scope, Standings, Ties, Veto, run, standings,
};

use crate::case::{Bytes, Case};
use crate::seen::Seen;
use crate::{Given, members};

pub fn call(case: &Case, given: &Given, seen: &mut Seen) {
    let bytes = &mut case.section("scheme");
    let columns = bytes.length(given.figures.width());
    let mut scheme = scheme(bytes, columns);
    let rows = given.figures.subjects();
    let mut data = Data::new(given.figures.clone(), given.groups.clone());
    let adjusted = (0..scheme.adjustments.len()).map(|_| (0..rows).map(|_| bytes.between(-9.0, 9.0)).collect());
    let adjusted: Vec<Vec<f64>> = adjusted.collect();
    if let Some(points) = seen.ok("adjustments", Matrix::new(rows, adjusted)) {
        data.adjustments = points;
    }
    data.vetoes = (0..bytes.below(4)).map(|at| veto(bytes, at)).collect();
    members::add(&mut case.section("members"), &mut scheme, &mut data, seen);
    let _ = seen.checked("check", scheme.check());
    seen.or_missing("total weight", &scheme.check().is_ok().then(|| scheme.total_weight()));
    let whole = seen.checked("run", run(&scheme, &data));
    crate::firm::points(case, (&scheme, &data), given.threads, whole.as_ref(), seen);
    let quick = seen.checked("standings", standings(&scheme, &data, given.threads));
    assert_eq!(whole.is_some(), quick.is_some(), "run and standings differ in what they refuse");
    if let (Some(whole), Some(quick)) = (whole, quick) {
        for (at, row) in whole.rows().iter().enumerate() {
            let own = (row.sum.map(f64::to_bits), row.score, row.rank, row.grade);
            assert_eq!(own, told(&quick, at), "run and standings differ for subject {at}");
            let points: f64 = (0..columns).filter_map(|item| whole.cell(at, item).points).fold(0.0, |sum, x| sum + x);
            let points =
                (0..data.adjustments.width()).fold(points, |sum, rule| sum + whole.adjustment(at, rule).points);
            let corrections = (0..scheme.lists.len()).filter_map(|list| whole.list(at, list).correction);
            let points = corrections.fold(points, |sum, correction| sum + correction);
            assert_eq!(row.exempt(), quick.exempt(at));
            assert!(row.sum.is_none_or(|sum| sum.to_bits() == points.to_bits()), "the points do not add up to the sum");
        }
        assert_eq!(told(&quick, rows), (None, None, None, None));
    }
    around(bytes, given, &scheme, seen);
}

fn told(standings: &Standings, at: usize) -> (Option<u64>, Option<Rounded>, Option<usize>, Option<Grade>) {
    (standings.sum(at).map(f64::to_bits), standings.score(at), standings.rank(at), standings.grade(at))
}

fn scheme(bytes: &mut Bytes<'_>, columns: usize) -> Scheme {
    let items = (0..columns).map(|at| Item {
        // Two items of one id after a byte ff.
        id: format!("item {}", if bytes.byte() == 255 { 0 } else { at }),
        weight: bytes.between(1.0, 60.0),
        function: function(bytes),
        missing: missing(bytes),
    });
    let mut scheme = Scheme::of_items(items.collect());
    scheme.decimals = bytes.byte() % 11;
    scheme.ranking = Ranking { ties: ties(bytes), scope: scope(bytes) };
    scheme.grading = grading(bytes);
    scheme.adjustments = (0..bytes.below(3))
        .map(|at| Adjustment {
            id: format!("adjustment {at}"),
            at_least: bytes.maybe(-9.0, 0.0),
            at_most: bytes.maybe(0.0, 9.0),
        })
        .collect();
    scheme
}

pub fn ties(bytes: &mut Bytes<'_>) -> Ties {
    [Ties::Competition, Ties::Dense, Ties::RowOrder][bytes.below(3)]
}

pub fn scope(bytes: &mut Bytes<'_>) -> Scope {
    if bytes.yes() { Scope::Group } else { Scope::Population }
}

fn benchmark(bytes: &mut Bytes<'_>) -> Benchmark {
    match bytes.below(4) {
        0 => Benchmark::Fixed(bytes.between(1.0, 100.0)),
        1 => Benchmark::Mean { times: bytes.between(0.5, 2.0), scope: scope(bytes) },
        2 => Benchmark::Highest { scope: scope(bytes) },
        _ => Benchmark::Lowest { scope: scope(bytes) },
    }
}

fn function(bytes: &mut Bytes<'_>) -> Function {
    match bytes.below(4) {
        0 => Function::Ratio { benchmark: benchmark(bytes), cap: bytes.maybe(1.0, 2.0), floor: bytes.maybe(-1.0, 0.5) },
        1 => Function::MinMax { floor: bytes.between(0.0, 100.0), scope: scope(bytes) },
        2 => Function::Inverse { benchmark: benchmark(bytes), cap: bytes.maybe(0.5, 2.0) },
        _ => Function::Target { base: benchmark(bytes), target: benchmark(bytes), cap: bytes.between(0.5, 2.0) },
    }
}

fn missing(bytes: &mut Bytes<'_>) -> Missing {
    match bytes.below(6) {
        0 => Missing::Zero,
        1 => Missing::Penalty(bytes.between(0.0, 9.0)),
        2 => Missing::Mean(Scope::Population),
        3 => Missing::Mean(Scope::Group),
        4 => Missing::Reweight,
        _ => Missing::Unranked,
    }
}

pub fn grading(bytes: &mut Bytes<'_>) -> Option<Grading> {
    let name = |at: usize| ["A", "B", "C", "D", "A"][at % 5].to_owned();
    match bytes.below(3) {
        0 => None,
        1 => {
            let mut least = 90.0;
            let bound = |at| {
                least -= bytes.between(1.0, 30.0);
                (name(at), least)
            };
            Some(Grading::CutOff { at_least: (0..3).map(bound).collect(), last: "D".to_owned() })
        }
        _ => {
            let mut share = 0.0;
            let rounding =
                [QuotaRounding::Floor, QuotaRounding::Ceil, QuotaRounding::HalfUp, QuotaRounding::PercentRank]
                    [bytes.below(4)];
            let ties = if bytes.yes() { BoundaryTies::Better } else { BoundaryTies::Worse };
            let scope = scope(bytes);
            let last = name(3 + bytes.below(2));
            let bound = |at| {
                share += bytes.between(0.0, 0.3);
                (name(at), share)
            };
            Some(Grading::Quota { up_to: (0..3).map(bound).collect(), last, rounding, ties, scope })
        }
    }
}

fn veto(bytes: &mut Bytes<'_>, at: usize) -> Veto {
    let subject = if bytes.byte() == 255 { usize::MAX } else { bytes.below(12) };
    let grade = Grade(if bytes.byte() == 255 { usize::MAX } else { bytes.below(4) });
    let effect = [Effect::Ceiling(grade), Effect::Forced(grade), Effect::Excluded, Effect::AwardLost][bytes.below(4)];
    Veto { id: format!("veto {at}"), subject, effect }
}

/// What is public beside the run.
fn around(bytes: &mut Bytes<'_>, given: &Given, scheme: &Scheme, seen: &mut Seen) {
    let (number, decimals) = (bytes.number(), bytes.byte() % 12);
    let rounded = Rounded::of(number, decimals);
    seen.numbers("Rounded::of", &rounded);
    if let Some(rounded) = rounded {
        seen.numbers("Rounded::to_f64", &(rounded.to_f64(), rounded.units(), rounded.decimals()));
        assert_eq!(rounded.to_string().parse().ok(), Some(rounded), "{rounded} is not read back");
    }
    let text: String = (0..bytes.below(24)).map(|_| char::from(b"-.0123456789eNaN "[bytes.below(17)])).collect();
    seen.any("Rounded::from_str", &text.parse::<Rounded>());
    if let Some(grading) = &scheme.grading {
        seen.numbers("Grading::grade", &(grading.names(), grading.grade("B"), grading.grade("")));
    }
    let share = bytes.number();
    for rounding in [QuotaRounding::Floor, QuotaRounding::Ceil, QuotaRounding::HalfUp, QuotaRounding::PercentRank] {
        let heads = rounding.heads(share, given.figures.subjects());
        assert!(heads <= given.figures.subjects(), "more heads than there are");
        seen.numbers("QuotaRounding::heads", &heads);
    }
    let benchmark = benchmark(bytes);
    for column in given.figures.columns().iter().take(12) {
        // Of a mean the caller sees whether it is within the range of numbers, as its documentation says.
        let figures = || column.iter().copied();
        seen.any("Benchmark::value", &benchmark.value(figures()));
        seen.any("mean", &mean(figures()));
        let mut sum = ExactSum::default();
        figures().filter(|figure| !figure.is_nan()).for_each(|figure| sum.add(figure));
        seen.any("ExactSum", &sum.round());
        seen.numbers("competition", &scoring::rank::competition(column));
    }
}
