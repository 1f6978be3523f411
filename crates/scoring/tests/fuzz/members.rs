//! What a scheme of items may say beside: own figures, steps, classes, counts; lists; members treated apart.

use scoring::{
    Benchmark, Classes, Data, Falling, Function, Grade, List, Matrix, Member, MemberKind, Scheme, Scope, Steps,
    index::Direction,
};

use crate::case::Bytes;
use crate::seen::Seen;

/// An empty section adds nothing.
pub fn add(bytes: &mut Bytes<'_>, scheme: &mut Scheme, data: &mut Data, seen: &mut Seen) {
    for item in scheme.items.iter_mut().take(1000) {
        if bytes.yes() {
            item.function = function(bytes);
        }
    }
    let rows = data.figures.subjects();
    let needed = scheme.items.iter().filter(|item| item.function.needs_own()).count();
    // Mostly as many columns as are needed.
    let columns = if needed > 0 { bytes.length(needed) } else { 0 };
    let own: Vec<Vec<f64>> = (0..columns).map(|_| (0..rows).map(|_| bytes.number()).collect()).collect();
    if let Some(own) = seen.ok("own figures", Matrix::new(rows, own)) {
        data.own = own;
    }
    let list = |at: usize, bytes: &mut Bytes<'_>| List {
        id: format!("list {at}"),
        rules: (0..bytes.below(3)).map(|_| bytes.below(4)).collect(),
        at_least: bytes.maybe(-9.0, 0.0),
        at_most: bytes.maybe(0.0, 9.0),
    };
    scheme.lists = (0..bytes.below(3)).map(|at| list(at, bytes)).collect();
    data.members = (0..bytes.below(6)).map(|at| member(bytes, at)).collect();
}

fn function(bytes: &mut Bytes<'_>) -> Function {
    let direction = if bytes.yes() { Direction::Lower } else { Direction::Higher };
    match bytes.below(6) {
        0 => Function::Ratio { benchmark: Benchmark::Own, cap: bytes.maybe(1.0, 2.0), floor: bytes.maybe(-1.0, 0.5) },
        1 => Function::Target { base: Benchmark::Own, target: benchmark(bytes), cap: bytes.between(0.5, 2.0) },
        2 => Function::Inverse { benchmark: benchmark(bytes), cap: bytes.maybe(0.5, 2.0) },
        3 => Function::Steps(Steps {
            base_share: bytes.between(0.0, 1.0),
            growth: bytes.between(0.01, 0.2),
            step: bytes.between(0.01, 0.2),
            whole: bytes.yes(),
            falling: [Falling::Steps, Falling::Proportion, Falling::Nothing][bytes.below(3)],
            cap: bytes.between(1.0, 2.0),
            direction,
        }),
        4 => {
            let (mut bound, mut share) = (0.0, 1.0);
            let mut class = || {
                bound -= direction.sign() * bytes.between(1.0, 30.0);
                share -= bytes.between(0.0, 0.3);
                (bound, share)
            };
            let bounds = (0..3).map(|_| class()).collect();
            Function::Classes(Classes { bounds, rest: bytes.between(0.0, 0.1), direction })
        }
        _ => Function::Count { each: bytes.between(0.01, 0.5), cap: bytes.between(0.5, 2.0) },
    }
}

fn benchmark(bytes: &mut Bytes<'_>) -> Benchmark {
    let scope = if bytes.yes() { Scope::Group } else { Scope::Population };
    if bytes.yes() { Benchmark::Own } else { Benchmark::Percentile { share: bytes.between(0.0, 1.0), scope } }
}

fn member(bytes: &mut Bytes<'_>, at: usize) -> Member {
    let subject = if bytes.byte() == 255 { usize::MAX } else { bytes.below(12) };
    let kind = match bytes.below(3) {
        0 => MemberKind::Exempt("T".to_owned()),
        1 => MemberKind::QuotaFree,
        _ => MemberKind::Protected(Grade(if bytes.byte() == 255 { usize::MAX } else { bytes.below(4) })),
    };
    Member { rule: format!("rule {at}"), subject, kind }
}
