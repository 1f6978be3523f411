//! Base-year steps: the subject's own level of the base year earns a stated share of the weight, every further step of
//! growth a stated share more, up to a cap.
//!
//! With x the figure, b > 0 the subject's own figure of the base year and g the growth in the better direction, (x − b) ÷ b
//! where more is better and (b − x) ÷ b where less is:
//! share = base share + steps × (share of a step), steps = g ÷ (growth of a step), cut to whole steps where only these
//! count, held between 0 and the cap. What a fall earns is stated apart ([`Falling`]).
//!
//! A city rule of Jiangsu: the base year's level earns 80 % of the points, each 5 % of growth one point more, the bonus over
//! the full points is at most half of them: base share 0.8, growth 0.05, step 1 ÷ weight, cap 1.5.
//!
//! A base of zero or below, or none: the missing rule decides ([`NoBenchmark`](crate::MissingCause::NoBenchmark),
//! [`NoOwnFigure`](crate::MissingCause::NoOwnFigure)), as for a missing figure. Figures of zero and below are a fall.

use super::{Limit, limited};
use crate::index::Direction;

/// The rule of base-year steps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Steps {
    /// What the level of the base year earns, as a multiple of the weight: 0 to the cap.
    pub base_share: f64,
    /// The growth that makes one step, as a share of the base: above 0; 0.05 is five per cent.
    pub growth: f64,
    /// What one step earns, as a multiple of the weight, above 0; a step stated in points is points ÷ weight.
    pub step: f64,
    /// Whether a step counts only when it is complete.
    pub whole: bool,
    /// What a fall below the base earns.
    pub falling: Falling,
    /// At most this multiple of the weight: 1.5 bounds the bonus at half the weight.
    pub cap: f64,
    /// Whether more or less is better.
    pub direction: Direction,
}

/// What a figure worse than the base year's earns; never below nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Falling {
    /// Each step of a fall takes off what a step of growth adds.
    Steps,
    /// The base share in proportion: base share × (1 + g).
    Proportion,
    /// Nothing.
    Nothing,
}

/// So near to a whole number of steps, relative to it, a step counts as complete: 15 % ÷ 5 % is 2.9999999999999996 in
/// binary arithmetic.
const NEAR: f64 = 1e-9;

impl Steps {
    #[inline]
    pub(super) fn share(&self, figure: f64, base: f64) -> (f64, Option<Limit>) {
        let growth = self.direction.sign() * ((figure - base) / base);
        if growth < 0.0 {
            match self.falling {
                Falling::Steps => {}
                Falling::Proportion => return limited(self.base_share * (1.0 + growth).max(0.0), None, Some(self.cap)),
                Falling::Nothing => return (0.0, None),
            }
        }
        limited(self.base_share + self.step * self.steps(growth), Some(0.0), Some(self.cap))
    }

    fn steps(&self, growth: f64) -> f64 {
        let steps = growth / self.growth;
        let nearest = steps.round();
        match self.whole {
            false => steps,
            true if (steps - nearest).abs() <= NEAR * nearest.abs() => nearest,
            true => steps.trunc(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jiangsu(falling: Falling) -> Steps {
        // Ten points: one point a step is a tenth of the weight.
        let (base_share, growth, step, cap) = (0.8, 0.05, 0.1, 1.5);
        Steps { base_share, growth, step, whole: true, falling, cap, direction: Direction::Higher }
    }

    #[test]
    fn the_base_years_level_earns_its_share_and_each_full_step_a_point_up_to_the_cap() {
        let points = |figure| jiangsu(Falling::Steps).share(figure, 100.0);
        // +0 %, +4.9 %, +5 %, +15 %: 8, 8, 8 + 1, 8 + 3 of ten.
        assert_eq!([100.0, 104.9, 105.0].map(points), [0.8, 0.8, 0.9].map(|share| (share, None)));
        assert!((points(115.0).0 - 1.1).abs() < 1e-15);
        // +40 % would be 8 + 8 = 16; the bonus is at most half of ten.
        assert_eq!(points(140.0), (1.5, Some(Limit::Capped)));
    }

    #[test]
    fn a_fall_loses_by_steps_in_proportion_or_all_as_stated() {
        // −10 %: two steps, 8 − 2; 8 × 0.9; nothing.
        let share = |falling, figure| jiangsu(falling).share(figure, 100.0);
        assert!((share(Falling::Steps, 90.0).0 - 0.6).abs() < 1e-15);
        assert!((share(Falling::Proportion, 90.0).0 - 0.72).abs() < 1e-15);
        assert_eq!(share(Falling::Nothing, 99.9), (0.0, None));
        // −4 % is no full step; −60 % would be 8 − 12.
        assert_eq!(share(Falling::Steps, 96.0), (0.8, None));
        assert_eq!(share(Falling::Steps, 40.0), (0.0, Some(Limit::Floored)));
        assert_eq!(share(Falling::Proportion, -50.0), (0.0, None));
    }

    #[test]
    fn where_less_is_better_a_cut_is_growth_and_steps_may_count_in_part() {
        let rule = Steps { whole: false, direction: Direction::Lower, ..jiangsu(Falling::Steps) };
        // Energy from 2 to 1.95: 2.5 % saved is half a step.
        assert!((rule.share(1.95, 2.0).0 - 0.85).abs() < 1e-12);
        assert!((rule.share(2.1, 2.0).0 - 0.7).abs() < 1e-12);
    }

    #[test]
    fn figures_at_the_end_of_the_numbers_earn_the_cap_or_nothing() {
        for falling in [Falling::Steps, Falling::Proportion, Falling::Nothing] {
            let rule = Steps { base_share: 0.0, ..jiangsu(falling) };
            assert_eq!(rule.share(f64::MAX, f64::MIN_POSITIVE), (1.5, Some(Limit::Capped)));
            assert!(rule.share(f64::MIN, f64::MIN_POSITIVE).0.abs() < f64::MIN_POSITIVE);
            assert!(rule.share(f64::NAN, 1.0).0.is_nan());
        }
    }
}
