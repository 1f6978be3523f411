//! Repeatable chance: `SplitMix64` (Steele, Lea, Flood 2014), the same on every machine.

/// A stream of numbers that its seed decides.
pub(super) struct Chance(u64);

impl Chance {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let [a, b, c, d, ..] = (mixed ^ (mixed >> 31)).to_be_bytes();
        u32::from_be_bytes([a, b, c, d])
    }

    /// Above 0, below 1.
    pub(super) fn share(&mut self) -> f64 {
        (f64::from(self.next()) + 0.5) / 4_294_967_296.0
    }

    /// Between two numbers.
    pub(super) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.share()
    }

    /// Mean 0, standard deviation 1 (Box and Muller).
    pub(super) fn normal(&mut self) -> f64 {
        let radius = libm::sqrt(-2.0 * libm::log(self.share()));
        radius * libm::cos(2.0 * std::f64::consts::PI * self.share())
    }

    /// One of `choices`; none of nothing.
    pub(super) fn one_of<'a, T>(&mut self, choices: &'a [T]) -> Option<&'a T> {
        let wide = u64::from(self.next()) * u64::try_from(choices.len()).ok()?;
        choices.get(usize::try_from(wide >> 32).ok()?)
    }

    /// The place of one of `weights`, each as likely as it is heavy.
    pub(super) fn weighted(&mut self, weights: &[f64]) -> usize {
        let mut left = self.share() * weights.iter().sum::<f64>();
        let passed = weights.iter().take_while(|&&weight| {
            left -= weight;
            left > 0.0
        });
        passed.count().min(weights.len().saturating_sub(1))
    }
}
