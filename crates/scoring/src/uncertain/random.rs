//! Random numbers that can be told again: a seed and the number of a run give its stream.
//!
//! `ChaCha` with eight rounds is counter-based: the stream of a run is found without drawing those before it. So a Monte
//! Carlo gives the same bits however its runs are shared among threads. D. J. Bernstein, "`ChaCha`, a variant of Salsa20"
//! (2008); the generator is that of the crate `rand_chacha`.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// The random numbers of one run.
#[derive(Clone, Debug)]
pub struct Random(ChaCha8Rng);

impl Random {
    /// The stream of the run with this `number`, for a `seed`.
    #[must_use]
    pub fn of(seed: u64, number: u64) -> Self {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(number);
        Self(generator)
    }

    /// Evenly between 0 and 1, without 1: a multiple of 2⁻⁵³.
    pub fn unit(&mut self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
        let whole = (self.0.next_u64() >> 11) as f64;
        whole * (f64::EPSILON / 2.0)
    }

    /// Evenly between `low` and `high`.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// One of 0, 1, …, `count` − 1, each as likely as the others; 0 for a `count` of 0.
    ///
    /// The high half of a product, refused where it would favour small numbers: D. Lemire, "Fast Random Integer Generation
    /// in an Interval", ACM Transactions on Modeling and Computer Simulation 29 (2019).
    pub fn below(&mut self, count: usize) -> usize {
        let Ok(wide @ 1..) = u64::try_from(count) else { return 0 };
        let refused = wide.wrapping_neg() % wide;
        loop {
            let product = u128::from(self.0.next_u64()) * u128::from(wide);
            #[expect(
                clippy::cast_possible_truncation,
                reason = "the low half is meant, and the high half is below count"
            )]
            let (low, high) = (product as u64, (product >> 64) as usize);
            if low >= refused {
                return high;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_told_again_and_differs_from_the_others() {
        let draws = |seed, number| {
            let mut random = Random::of(seed, number);
            [random.unit(), random.unit(), random.between(-2.0, 2.0)].map(f64::to_bits)
        };
        assert_eq!(draws(7, 3), draws(7, 3));
        assert_ne!(draws(7, 3), draws(7, 4));
        assert_ne!(draws(7, 3), draws(8, 3));
    }

    #[test]
    fn numbers_lie_where_they_should_and_reach_every_place() {
        let mut random = Random::of(1, 0);
        let mut counts = [0; 6];
        for _ in 0..6000 {
            assert!((0.0..1.0).contains(&random.unit()));
            counts[random.below(6)] += 1;
        }
        // 1000 each on average, with a standard deviation of 29: six of them are far enough.
        assert!(counts.iter().all(|count| (820..1180).contains(count)), "{counts:?}");
        assert_eq!((random.below(0), random.below(1)), (0, 0));
    }
}
