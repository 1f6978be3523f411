//! Treated figures, and what was found and done for each indicator.

use scoring::index::treat::Outcome;
use scoring::index::{Treatment, treat};

use crate::data::{Asem, Table, close};

#[test]
fn the_treated_figures_are_those_of_the_reference() {
    let Some(asem) = Asem::read("treatment of outliers") else { return };
    let done = treat(&asem.framework, &asem.gold_matrix("gold_screened.csv"), &[Treatment::default(); 49]).unwrap();
    asem.compare("treated", &done.matrix, "gold_treated.csv");
    let gold = Table::read(&asem.folder, "gold_treat_details.csv", "iCode");
    for (code, detail) in asem.indicators().iter().zip(done.details) {
        let before = detail.before.unwrap();
        close(code, before.skewness, gold.number(code, "check_SkewKurt0.Skew"));
        close(code, before.kurtosis, gold.number(code, "check_SkewKurt0.Kurt"));
        assert_eq!(detail.outcome == Outcome::Sound, gold.text(code, "check_SkewKurt0.Pass") == "TRUE", "{code}");
        let Some((points, after)) = detail.winsorised else {
            assert_eq!(gold.text(code, "winsorise.nwin"), "", "{code}");
            continue;
        };
        assert_eq!(points.to_string(), gold.text(code, "winsorise.nwin"), "{code}");
        let after = after.unwrap();
        close(code, after.skewness, gold.number(code, "check_SkewKurt1.Skew"));
        close(code, after.kurtosis, gold.number(code, "check_SkewKurt1.Kurt"));
        assert_eq!(detail.outcome == Outcome::Treated, gold.text(code, "check_SkewKurt1.Pass") == "TRUE", "{code}");
    }
}
