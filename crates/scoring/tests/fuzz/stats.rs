//! Statistics of columns.

use scoring::stats::{Limits, Measure, Ordered, Profile, SharedRank, correlations, cronbach_alpha, ranks};

use crate::Given;
use crate::case::Case;
use crate::seen::Seen;

pub fn call(case: &Case, given: &Given, seen: &mut Seen) {
    let bytes = &mut case.section("orders");
    let limits = Limits { available: bytes.number(), ..Limits::default() };
    // Plain columns may hold infinite figures too.
    let plain: Vec<f64> = (0..bytes.below(20)).map(|_| bytes.number()).collect();
    let mut columns: Vec<&[f64]> = given.figures.columns().iter().map(Vec::as_slice).take(200).collect();
    columns.push(&plain);
    for column in &columns {
        let profile = Profile::of(column);
        seen.numbers("Profile::of", &profile);
        seen.numbers("flags", &(profile.flags(&limits), profile.availability(), profile.share(profile.same)));
        for shared in [SharedRank::Lowest, SharedRank::Mean, SharedRank::Highest] {
            seen.or_missing("ranks", &ranks(column, shared));
        }
        let ordered = Ordered::of(column);
        for share in [bytes.number(), 0.05] {
            seen.numbers("quantile", &(ordered.quantile(share), ordered.shape(), ordered.min(), ordered.max()));
        }
    }
    for measure in [Measure::Pearson, Measure::Spearman, Measure::Kendall] {
        let _ = seen.checked("correlations", correlations(&given.figures, measure));
        if let [first, .., last] = columns[..] {
            seen.numbers("Measure::of", &(measure.of(first, last), measure.of(last, &[])));
        }
    }
    seen.numbers("cronbach_alpha", &cronbach_alpha(&columns));
}
