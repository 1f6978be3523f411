//! What a run draws: each assumption of each run has a stream of random numbers of its own.
//!
//! So what is drawn for one assumption does not depend on which others move, and a run can take one assumption from
//! another run, as Sobol's design needs it.

use super::assumptions::{Assumption, Removal};
use super::random::Random;

/// More than there are assumptions.
const STREAMS: u64 = 8;

/// The random numbers of an assumption in the run with this number.
pub(super) fn stream(seed: u64, number: u64, assumption: Assumption) -> Random {
    let own = match assumption {
        Assumption::Imputation => 0,
        Assumption::Treatment => 1,
        Assumption::Normalisation => 2,
        Assumption::Weights => 3,
        Assumption::Aggregation => 4,
        Assumption::Removal => 5,
        Assumption::Missing => 6,
    };
    Random::of(seed, number.wrapping_mul(STREAMS).wrapping_add(own))
}

/// One of `count` alternatives.
pub(super) fn choice(seed: u64, number: u64, assumption: Assumption, count: usize) -> usize {
    if count < 2 { 0 } else { stream(seed, number, assumption).below(count) }
}

/// What is left out, of `removed`; none.
pub(super) fn removal(seed: u64, number: u64, removal: Option<&Removal>, removed: &[usize]) -> Option<usize> {
    let removal = removal?;
    let mut random = stream(seed, number, Assumption::Removal);
    let falls = random.unit() < removal.probability;
    removed.get(random.below(removed.len())).copied().filter(|_| falls)
}

/// Weights moved by up to their share of `noise` to either side, in the order given; none moves where `noise` is short.
pub(super) fn noisy(seed: u64, number: u64, weights: &[f64], noise: &[f64], out: &mut Vec<f64>) {
    let mut random = stream(seed, number, Assumption::Weights);
    out.clear();
    let shares = noise.iter().copied().chain(std::iter::repeat(0.0));
    out.extend(
        weights
            .iter()
            .zip(shares)
            .map(|(&weight, share)| if share > 0.0 { weight * (1.0 + random.between(-share, share)) } else { weight }),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_stay_within_their_share_and_removal_comes_as_often_as_it_should() {
        let (weights, noise) = ([4.0, 1.0, 0.5], [0.25, 0.0, 1.0]);
        let mut out = Vec::new();
        let rule = Removal::one_or_none(vec!["a".into(), "b".into(), "c".into()]);
        let mut counts = [0; 4];
        for number in 0..4000 {
            noisy(1, number, &weights, &noise, &mut out);
            assert!(
                (3.0..=5.0).contains(&out[0]) && (out[1] - 1.0).abs() < 1e-15 && (0.0..=1.0).contains(&out[2]),
                "{out:?}"
            );
            counts[removal(1, number, Some(&rule), &[0, 1, 2]).unwrap_or(3)] += 1;
        }
        // 1000 each on average, with a standard deviation of 27.
        assert!(counts.iter().all(|count| (860..1140).contains(count)), "{counts:?}");
        assert_eq!(removal(1, 0, None, &[0]), None);
        assert_eq!(removal(1, 0, Some(&Removal { ids: Vec::new(), probability: 1.0 }), &[]), None);
    }
}
