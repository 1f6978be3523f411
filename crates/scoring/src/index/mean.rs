//! Means of what stands under a node, and how much of a mean is due to each part.
//!
//! All four are power means, M = (Σ wᵢ xᵢᵖ)^(1/p) with Σ wᵢ = 1: arithmetic p = 1, geometric the limit p → 0, harmonic
//! p = −1. The lower p, the less a high value makes good a low one. Handbook on Constructing Composite Indicators (OECD and
//! JRC, 2008), step 6; G. H. Hardy, J. E. Littlewood, G. Pólya, Inequalities (1934), chapter II.
//!
//! Zeros and negatives: any figure under the arithmetic mean; under the others a value that the mean is not defined for
//! is refused by node and subject. Equal values: the mean is that value. What is missing is left out and the weights of
//! the rest made 1 again.

/// How the values under a node become one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Mean {
    /// Σ wᵢ xᵢ: what one lacks, another makes good.
    #[default]
    Arithmetic,
    /// exp(Σ wᵢ ln xᵢ): of values above zero.
    Geometric,
    /// 1 ÷ Σ (wᵢ ÷ xᵢ): of values above zero.
    Harmonic,
    /// (Σ wᵢ xᵢᵖ)^(1/p), p finite and not 0: of values above zero, or not below it where p > 0.
    Power(f64),
}

impl Mean {
    /// The mean in a word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Arithmetic => "arithmetic",
            Self::Geometric => "geometric",
            Self::Harmonic => "harmonic",
            Self::Power(_) => "power",
        }
    }

    /// Whether the mean is defined for this value.
    #[must_use]
    pub fn takes(self, value: f64) -> bool {
        match self {
            Self::Arithmetic => value.is_finite(),
            Self::Geometric | Self::Harmonic => value > 0.0 && value.is_finite(),
            Self::Power(power) => (value > 0.0 || (value == 0.0 && power > 0.0)) && value.is_finite(),
        }
    }

    /// The mean of `(share, value)`, the shares adding up to 1, each value one that the mean [takes](Mean::takes); added
    /// in the order given.
    ///
    /// Harmonic and power means are scaled by the lowest or highest value, so that no power leaves the range of numbers.
    #[must_use]
    pub fn of(self, parts: &[(f64, f64)]) -> f64 {
        let values = parts.iter().map(|&(_, value)| value);
        match self {
            Self::Arithmetic => sum(parts, |value| value),
            Self::Geometric => libm::exp(sum(parts, libm::log)),
            Self::Harmonic => {
                let least = values.fold(f64::INFINITY, f64::min);
                least / sum(parts, |value| least / value)
            }
            Self::Power(power) => {
                let scale = if power > 0.0 { values.fold(0.0, f64::max) } else { values.fold(f64::INFINITY, f64::min) };
                if scale > 0.0 {
                    scale * libm::pow(sum(parts, |value| libm::pow(value / scale, power)), 1.0 / power)
                } else {
                    0.0
                }
            }
        }
    }

    /// How many points of `mean` are due to each of `parts`, into `points`; the mean must be theirs.
    ///
    /// Under an arithmetic mean they are wᵢ xᵢ, and `mean` is their sum to the last bit. Every other mean is written as
    /// an arithmetic one with weights that depend on the values: from Σ wᵢ (φ(xᵢ) − φ(M)) = 0, where φ(x) = xᵖ or ln x,
    /// follows M = Σ uᵢ xᵢ with uᵢ in proportion to wᵢ (φ(xᵢ) − φ(M)) ÷ (xᵢ − M), and the points are uᵢ xᵢ: none is below
    /// zero, and their sum is M up to rounding. It is an attribution, not the only one possible. Values so far apart that
    /// it leaves the range of numbers get wᵢ M. M. B. Reinsdorf, W. E. Diewert, C. Ehemann, "Additive Decompositions for
    /// Fisher, Törnqvist and Geometric Mean Indexes", Journal of Economic and Social Measurement 28 (2002) 51–61.
    pub fn points(self, parts: &[(f64, f64)], mean: f64, points: &mut Vec<f64>) {
        let power = match self {
            Self::Arithmetic => 1.0,
            Self::Geometric => 0.0,
            Self::Harmonic => -1.0,
            Self::Power(power) => power,
        };
        let arithmetic = self == Self::Arithmetic;
        let slope = move |value: f64| {
            let apart = (value - mean) / mean;
            if arithmetic || mean == 0.0 {
                1.0
            } else if apart == 0.0 {
                if power == 0.0 { 1.0 } else { power.abs() }
            } else if power == 0.0 {
                libm::log1p(apart) / apart
            } else {
                (libm::expm1(power * libm::log1p(apart)) / apart).abs()
            }
        };
        points.clear();
        points.extend(parts.iter().map(|&(share, value)| share * slope(value)));
        let total = if arithmetic { 1.0 } else { points.iter().sum() };
        for (points, &(_, value)) in points.iter_mut().zip(parts) {
            *points = *points / total * value;
        }
        if points.iter().any(|points| !points.is_finite()) {
            points.clear();
            points.extend(parts.iter().map(|&(share, _)| share * mean));
        }
    }
}

/// Σ wᵢ φ(xᵢ) in the order given.
fn sum(parts: &[(f64, f64)], of: impl Fn(f64) -> f64) -> f64 {
    parts.iter().fold(0.0, |sum, &(share, value)| sum + share * of(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARTS: [(f64, f64); 2] = [(0.5, 2.0), (0.5, 8.0)];

    fn points(mean: Mean, parts: &[(f64, f64)], value: f64) -> Vec<f64> {
        let mut points = Vec::new();
        mean.points(parts, value, &mut points);
        points
    }

    fn near(one: f64, other: f64) {
        assert!((one - other).abs() <= 1e-14 * other.abs(), "{one} is not {other}");
    }

    #[test]
    fn means_of_two_and_eight() {
        near(Mean::Arithmetic.of(&PARTS), 5.0);
        near(Mean::Geometric.of(&PARTS), 4.0); // √16
        near(Mean::Harmonic.of(&PARTS), 3.2); // 1 ÷ (0.25 + 0.0625)
        near(Mean::Power(2.0).of(&PARTS), 34_f64.sqrt()); // √((4 + 64) ÷ 2)
        near(Mean::Power(-1.0).of(&PARTS), 3.2);
        near(Mean::Power(1.0).of(&PARTS), 5.0);
        near(Mean::Power(3.0).of(&[(0.5, 0.0), (0.5, 0.0)]), 0.0);
        // The square of 1e200 is out of range, its mean is not.
        near(Mean::Power(2.0).of(&[(0.5, 1e200), (0.5, 1e200)]), 1e200);
    }

    #[test]
    fn points_under_a_harmonic_mean_are_its_weights() {
        // uᵢ ∝ wᵢ ÷ xᵢ: 0.25 to 0.0625, that is 0.8 and 0.2; 0.8 × 2 = 0.2 × 8 = 1.6.
        let points = points(Mean::Harmonic, &PARTS, 3.2);
        near(points[0], 1.6);
        near(points[1], 1.6);
    }

    #[test]
    fn values_from_end_to_end_of_the_numbers_still_have_points() {
        let parts = [(0.5, 1e300), (0.5, 5e-324)];
        for mean in [Mean::Geometric, Mean::Harmonic, Mean::Power(3.0), Mean::Power(0.5), Mean::Power(-3.0)] {
            let value = mean.of(&parts);
            assert!(
                value.is_finite() && points(mean, &parts, value).iter().all(|points| points.is_finite()),
                "{mean:?}"
            );
        }
    }

    #[test]
    fn points_add_up_to_the_mean() {
        let parts = [(0.2, 3.0), (0.5, 7.0), (0.3, 0.5)];
        for mean in [Mean::Arithmetic, Mean::Geometric, Mean::Harmonic, Mean::Power(2.5), Mean::Power(-3.0)] {
            let value = mean.of(&parts);
            near(points(mean, &parts, value).iter().sum(), value);
            let alike = [(0.25, 4.0), (0.75, 4.0)];
            let points = points(mean, &alike, 4.0);
            near(points[0], 1.0);
            near(points[1], 3.0);
        }
    }
}
