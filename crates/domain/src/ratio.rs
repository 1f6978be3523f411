//! Positive fractions, exact: what one unit of measure is of another.

/// A positive fraction in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ratio {
    /// Above zero.
    pub above: i128,
    /// Above zero.
    pub below: i128,
}

impl Ratio {
    pub const ONE: Self = Self { above: 1, below: 1 };

    /// `above / below` in lowest terms; both must be above zero.
    pub const fn new(above: i128, below: i128) -> Self {
        let common = common_divisor(above, below);
        Self { above: above / common, below: below / common }
    }

    /// None when a part outgrows 127 bits.
    pub fn times(self, other: Self) -> Option<Self> {
        // Reduce across first, so that only what truly does not fit is refused.
        let (left, right) = (Self::new(self.above, other.below), Self::new(other.above, self.below));
        Some(Self { above: left.above.checked_mul(right.above)?, below: left.below.checked_mul(right.below)? })
    }

    pub const fn turned(self) -> Self {
        Self { above: self.below, below: self.above }
    }

    /// None when a part outgrows 127 bits.
    pub fn power(self, exponent: i8) -> Option<Self> {
        let base = if exponent < 0 { self.turned() } else { self };
        (0..exponent.unsigned_abs()).try_fold(Self::ONE, |product, _| product.times(base))
    }
}

/// The greatest common divisor by Euclid; of zero and `a` it is `a`, and never below 1.
pub(crate) const fn common_divisor(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    // Both are i128 above zero here; 2^127 itself never arises from a product that was checked.
    if a == 0 || a > i128::MAX as u128 { 1 } else { a.cast_signed() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_stay_in_lowest_terms_and_refuse_to_overflow() {
        let mu = Ratio::new(10_000, 15);
        assert_eq!(mu, Ratio { above: 2_000, below: 3 });
        assert_eq!(mu.times(mu.turned()), Some(Ratio::ONE));
        assert_eq!(mu.power(-2), Some(Ratio { above: 9, below: 4_000_000 }));
        assert_eq!(Ratio::new(1_000_000_000_000, 1).power(9).and_then(|r| r.power(9)), None);
    }
}
