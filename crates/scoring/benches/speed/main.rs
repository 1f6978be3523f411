//! How long the work of the table of speeds takes, on generated data: `cargo bench -p yuanheng-scoring`.
//!
//! Growth is read off the firms: the time of 10⁷ over that of 10⁴ is to be at most 1.3 times what n log n says.
#![expect(missing_docs, reason = "the macros of the bench harness make public items")]

mod given;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use scoring::index::Direction;
use scoring::rankings::{Criteria, kemeny};
use scoring::uncertain::simulate::simulate;
use scoring::uncertain::{Outcomes, Random, Runs, Unwatched, WeightDraws, rank_intervals};
use scoring::{Matrix, Threads, Ties, standings};

use given::Index;

const THREADS: Threads = Threads::new(2);

fn index(criterion: &mut Criterion) {
    let Ok(index) = Index::generated() else { return };
    let Index { framework, recipe, panel, raw, divisors } = &index;
    criterion.bench_function("index of 51 × 49, three levels, all steps", |bencher| {
        bencher.iter(|| recipe.build(framework, panel, black_box(raw), divisors));
    });
    let assumptions = index.assumptions();
    let mut group = criterion.benchmark_group("uncertainty");
    group.sample_size(10).measurement_time(Duration::from_secs(30));
    for threads in [Threads::ONE, THREADS] {
        let runs = Runs { count: 10_000, seed: 1, threads };
        group.bench_function(format!("10,000 runs of the whole index, {} threads", threads.count()), |bencher| {
            bencher.iter(|| simulate(index.case(), &assumptions, runs, &Unwatched));
        });
    }
    group.finish();
}

fn firms(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("firms");
    group.sample_size(10);
    for count in [10_000, 100_000, 1_000_000, 10_000_000] {
        let Ok((scheme, data)) = given::firms(count) else { continue };
        group.throughput(Throughput::Elements(count as u64));
        group.bench_with_input(BenchmarkId::new("scores, ranks, grades", count), &data, |bencher, data| {
            bencher.iter_batched(|| (), |()| standings(&scheme, data, THREADS), BatchSize::PerIteration);
        });
    }
    group.finish();
}

fn draws(criterion: &mut Criterion) {
    let Ok((figures, framework, weights)) = given::draws(2600, 60, 10_000) else { return };
    let Ok(draws) = WeightDraws::new(66, &weights) else { return };
    let mut group = criterion.benchmark_group("weight draws");
    group.sample_size(10).measurement_time(Duration::from_secs(20));
    group.bench_function("2,600 × 60, 10,000 draws", |bencher| {
        bencher.iter(|| rank_intervals(&figures, &framework, &draws, Ties::RowOrder, THREADS));
    });
    group.finish();
}

fn orders(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("Kemeny");
    group.sample_size(10);
    for subjects in [10, 15, 20] {
        let mut random = Random::of(1, 20);
        let columns = (0..9).map(|_| (0..subjects).map(|_| random.unit()).collect()).collect();
        let Ok(matrix) = Matrix::new(subjects, columns) else { continue };
        let Ok(criteria) = Criteria::new(&matrix, &[Direction::Higher; 9], &[1.0; 9]) else { continue };
        group.bench_function(BenchmarkId::from_parameter(subjects), |bencher| bencher.iter(|| kemeny(&criteria)));
    }
    group.finish();
}

fn sobol(criterion: &mut Criterion) {
    let mut random = Random::of(2, 2);
    let mut sample = || (0..1000).map(|_| random.unit()).collect::<Vec<f64>>();
    let (a, b, mixed) = (sample(), sample(), (0..6).map(|_| sample()).collect());
    let Ok(outcomes) = Outcomes::new(a, b, mixed) else { return };
    criterion.bench_function("Sobol's indices of 6 × 1,000 runs, 500 bootstrap samples", |bencher| {
        bencher.iter(|| outcomes.bootstrap(500, 3));
    });
}

criterion_group!(speed, index, firms, draws, orders, sobol);
criterion_main!(speed);
