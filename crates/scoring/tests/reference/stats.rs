//! Statistics of the raw figures.

use scoring::stats::{Limits, Profile, Undefined};

use crate::data::{Asem, Table, close};

/// Three significant digits as the reference's table has them: scaled, then rounded half to even.
fn three(number: f64) -> f64 {
    if number == 0.0 {
        return 0.0;
    }
    let scale = libm::pow(10.0, 2.0 - libm::floor(libm::log10(number.abs())));
    (number * scale).round_ties_even() / scale
}

fn same(what: &str, ours: Result<f64, Undefined>, gold: f64) {
    close(what, three(ours.unwrap()), gold);
}

#[test]
fn the_statistics_of_the_raw_figures_are_those_of_the_reference() {
    let Some(asem) = Asem::read("statistics: raw figures") else { return };
    let gold = Table::read(&asem.folder, "gold_stats_raw.csv", "iCode");
    for (code, column) in asem.indicators().iter().zip(asem.raw().columns()) {
        let profile = Profile::of(column);
        let number = |name: &str| gold.number(code, name);
        let check = |name: &str, ours: Result<f64, Undefined>| same(&format!("{code}, {name}"), ours, number(name));
        check("Min", Ok(profile.min.unwrap()));
        check("Max", Ok(profile.max.unwrap()));
        check("Mean", profile.mean);
        check("Median", profile.median);
        check("Std", profile.deviation);
        check("Skew", profile.skewness);
        check("Kurt", profile.kurtosis);
        check("Frc.Avail", Ok(profile.availability().unwrap()));
        let counts = [profile.nonzero, profile.unique, profile.same];
        for (name, count) in ["NonZero", "Unique", "Same"].into_iter().zip(counts) {
            // The reference counted figures that differ in the 16th digit; the table has 15.
            if (code.as_str(), name) == ("TolMin", "Unique") {
                assert_eq!((count, gold.text(code, "N.Unique")), (40, "42"));
                continue;
            }
            assert_eq!(count.to_string(), gold.text(code, &format!("N.{name}")), "{code}, {name}");
            check(&format!("Frc.{name}"), Ok(profile.share(count).unwrap()));
        }
        assert_eq!(profile.available.to_string(), gold.text(code, "N.Avail"), "{code}");
        let flags = profile.flags(&Limits::default());
        for (name, flag) in [
            ("Flag.Avail", flags.low_availability),
            ("Flag.NonZero", flags.low_nonzero),
            ("Flag.Unique", flags.low_unique),
            ("Flag.SkewKurt", flags.outliers),
        ] {
            assert_eq!(flag, gold.text(code, name) != "ok", "{code}, {name}");
        }
    }
}
