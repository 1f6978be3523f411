//! The places of one run's scores, for many runs one after the other.
//!
//! Scores are spread over buckets by where they lie between the highest and the lowest, which keeps their order, and
//! sorted inside each bucket: in proportion to the number of subjects where scores lie apart, and never worse than a
//! sort.

use std::cmp::Ordering;

use crate::rank::Ties;

/// Fewer than this in a bucket are put in order by insertion.
const FEW: usize = 16;

/// Room for placing, used again for each run.
#[derive(Default)]
pub(super) struct Placing {
    ends: Vec<u32>,
    buckets: Vec<u32>,
    order: Vec<(f64, u32)>,
}

impl Placing {
    /// Gives `write` each position in `scores` (finite, fewer than 2³²) and its place from 1, the highest first.
    pub fn places(&mut self, scores: &[f64], ties: Ties, mut write: impl FnMut(usize, u32)) {
        self.sort(scores);
        let mut place = 0;
        let mut before = f64::NAN;
        for (taken, &(score, at)) in (1_u32..).zip(&self.order) {
            #[expect(clippy::float_cmp, reason = "a tie is equality to the bit")]
            if ties == Ties::RowOrder || score != before {
                place = if ties == Ties::Dense { place + 1 } else { taken };
            }
            before = score;
            write(at as usize, place);
        }
    }

    /// Puts scores and positions in order: the highest first, then by position.
    fn sort(&mut self, scores: &[f64]) {
        let (low, high) = scores
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &score| (low.min(score), high.max(score)));
        let buckets = scores.len().next_power_of_two();
        #[expect(clippy::cast_precision_loss, reason = "fewer than 2^32")]
        let scale = (buckets - 1) as f64 / (high - low);
        // All equal, or so far apart that the range is infinite: one bucket, which is then sorted.
        let scale = if scale.is_finite() { scale } else { 0.0 };
        self.ends.clear();
        self.ends.resize(buckets + 1, 0);
        self.buckets.clear();
        self.buckets.extend(scores.iter().map(|score| {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and buckets − 1")]
            let bucket = ((high - score) * scale) as u32;
            bucket
        }));
        let last = buckets - 1;
        for &bucket in &self.buckets {
            self.ends[(bucket as usize).min(last) + 1] += 1;
        }
        let mut sum = 0;
        for end in &mut self.ends {
            sum += *end;
            *end = sum;
        }
        self.order.resize(scores.len(), (0.0, 0));
        for ((at, &bucket), &score) in (0_u32..).zip(&self.buckets).zip(scores) {
            let start = &mut self.ends[(bucket as usize).min(last)];
            self.order[*start as usize] = (score, at);
            *start += 1;
        }
        // Each entry of `ends` is now where its bucket ends.
        let mut start = 0;
        for &end in &self.ends[..buckets] {
            let end = end as usize;
            if end - start > 1 {
                order(&mut self.order[start..end]);
            }
            start = end;
        }
    }
}

/// Puts one bucket in order; entries come by position, and equal ones stay so.
fn order(bucket: &mut [(f64, u32)]) {
    if bucket.len() > FEW {
        bucket.sort_by(|one, other| other.0.partial_cmp(&one.0).unwrap_or(Ordering::Equal));
        return;
    }
    for end in 1..bucket.len() {
        let mut at = end;
        while at > 0 && bucket[at - 1].0 < bucket[at].0 {
            bucket.swap(at - 1, at);
            at -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(scores: &[f64], ties: Ties) -> Vec<u32> {
        let mut places = vec![0; scores.len()];
        Placing::default().places(scores, ties, |at, place| places[at] = place);
        places
    }

    #[test]
    fn ties_share_a_place_or_follow_the_rows() {
        let scores = [80.0, 90.0, 80.0, 70.0, -0.0, 0.0];
        assert_eq!(places(&scores, Ties::Competition), [2, 1, 2, 4, 5, 5]);
        assert_eq!(places(&scores, Ties::Dense), [2, 1, 2, 3, 4, 4]);
        assert_eq!(places(&scores, Ties::RowOrder), [2, 1, 3, 4, 5, 6]);
        assert_eq!(places(&[5.0; 3], Ties::Competition), [1, 1, 1]);
        assert_eq!(places(&[f64::MAX, f64::MIN, 0.0], Ties::Competition), [1, 3, 2]);
        assert!(places(&[], Ties::Competition).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn places_are_those_of_a_plain_count(scores in proptest::collection::vec(
            proptest::prop_oneof![(-3_i8..3).prop_map(f64::from), -1e9..1e9_f64, -1e-9..1e-9_f64], 0..200)
        ) {
            let plain: Vec<usize> =
                scores.iter().map(|score| 1 + scores.iter().filter(|other| *other > score).count()).collect();
            let found: Vec<usize> = places(&scores, Ties::Competition).into_iter().map(|place| place as usize).collect();
            proptest::prop_assert_eq!(found, plain);
        }
    }

    use proptest::strategy::Strategy as _;
}
