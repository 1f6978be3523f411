//! The whole way from raw figures to the index: every step once, every figure after every step.
//!
//! The order is that of the field's reference tool: denominate, impute, screen, treat, normalise, aggregate; screening
//! may also come before imputing, so that what was imputed does not count as available. Handbook on Constructing
//! Composite Indicators (OECD and JRC, 2008), the ten steps.

use crate::error::ScoringError;
use crate::index::aggregate::{Aggregator, Rules};
use crate::index::denominate::{Denominated, Denomination, denominate};
use crate::index::framework::Framework;
use crate::index::impute::{Fill, Imputation, impute};
use crate::index::nodes::Aggregated;
use crate::index::normalise::{Method, Normalisation, Normalised, normalise};
use crate::index::panel::Panel;
use crate::index::screen::{Screened, Screening};
use crate::index::treat::{Treated, Treatment, treat};
use crate::matrix::Matrix;

/// When subjects are screened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ScreenWhen {
    /// After imputing: what was imputed counts as available.
    #[default]
    Imputed,
    /// Before imputing: only what was reported counts.
    Reported,
}

/// What is done at each step; one rule per indicator, in the order of the framework.
#[derive(Clone, Debug, PartialEq)]
pub struct Recipe {
    /// What each indicator is divided by.
    pub denominations: Vec<Option<Denomination>>,
    /// How missing figures are filled.
    pub fills: Vec<Fill>,
    /// Which subjects have enough figures.
    pub screening: Screening,
    /// Whether screening looks at imputed figures.
    pub screen_when: ScreenWhen,
    /// How outliers are treated.
    pub treatments: Vec<Treatment>,
    /// How figures are brought to one scale.
    pub normalisations: Vec<Normalisation>,
    /// How nodes are made from what stands under them.
    pub rules: Rules,
}

impl Recipe {
    /// Nothing but normalising every indicator by `method` and taking weighted arithmetic means.
    #[must_use]
    pub fn plain(framework: &Framework, method: Method) -> Self {
        let indicators = framework.indicators();
        Self {
            denominations: vec![None; indicators],
            fills: vec![Fill::None; indicators],
            screening: Screening::default(),
            screen_when: ScreenWhen::default(),
            treatments: vec![Treatment::None; indicators],
            normalisations: vec![Normalisation::from(method); indicators],
            rules: Rules::default(),
        }
    }

    /// Builds the index.
    ///
    /// `raw` has one column per indicator and a row for each of `panel`; `divisors` has the same rows.
    ///
    /// # Errors
    /// Those of the steps, each naming the indicator or node, and the subject by its row in `raw`;
    /// [`ScoringError::NoSubjects`] where no subject is left.
    pub fn build(
        &self,
        framework: &Framework,
        panel: &Panel,
        raw: &Matrix,
        divisors: &Matrix,
    ) -> Result<Built, ScoringError> {
        let denominated = denominate(framework, raw, divisors, &self.denominations)?;
        let Prepared { screened, panel, imputed, kept } =
            self.prepare(framework, panel, &denominated.matrix, &self.fills)?;
        let named = |error: ScoringError| error.of_rows(&screened.kept);
        let treated = treat(framework, &kept, &self.treatments).map_err(named)?;
        let normalised = normalise(framework, &panel, &treated.matrix, &self.normalisations).map_err(named)?;
        let aggregated = Aggregator::new(framework, &self.rules)?.explain(&normalised.matrix).map_err(named)?;
        let ranks = aggregated.values.ranks(framework.index());
        Ok(Built { denominated, imputed, screened, treated, normalised, aggregated, ranks })
    }

    /// Imputes by these rules, and screens, in the order of the recipe.
    pub(crate) fn prepare(
        &self,
        framework: &Framework,
        panel: &Panel,
        denominated: &Matrix,
        fills: &[Fill],
    ) -> Result<Prepared, ScoringError> {
        let fill = |panel: &Panel, figures: &Matrix| impute(framework, panel, figures, fills);
        let prepared = match self.screen_when {
            ScreenWhen::Reported => {
                let screened = self.screening.subjects(denominated)?;
                let panel = panel.of_rows(&screened.kept);
                let imputed = fill(&panel, &denominated.of_subjects(&screened.kept))?;
                let kept = imputed.matrix.clone();
                Prepared { screened, panel, imputed, kept }
            }
            ScreenWhen::Imputed => {
                let imputed = fill(panel, denominated)?;
                let screened = self.screening.subjects(&imputed.matrix)?;
                let kept = imputed.matrix.of_subjects(&screened.kept);
                let panel = panel.of_rows(&screened.kept);
                Prepared { screened, panel, imputed, kept }
            }
        };
        if prepared.screened.kept.is_empty() { Err(ScoringError::NoSubjects) } else { Ok(prepared) }
    }

    /// # Errors
    /// [`ScoringError::Columns`] where a step has not one rule per indicator.
    pub(crate) fn check(&self, framework: &Framework) -> Result<(), ScoringError> {
        framework.check_columns("denomination: rules", self.denominations.len())?;
        framework.check_columns("imputation: rules", self.fills.len())?;
        framework.check_columns("treatment: rules", self.treatments.len())?;
        framework.check_columns("normalisation: rules", self.normalisations.len())
    }
}

/// What is there before treatment.
pub(crate) struct Prepared {
    /// Who was kept.
    pub screened: Screened,
    /// These rows.
    pub panel: Panel,
    /// Filled figures, of all rows or of these.
    pub imputed: Imputation,
    /// Filled figures of these rows.
    pub kept: Matrix,
}

/// Every figure after every step.
///
/// Rows of `denominated` are those of the raw figures. From treatment on there is a row for each of `screened.kept`, in
/// that order; `imputed` has these rows where screening came first, else all.
#[derive(Clone, Debug)]
pub struct Built {
    /// Divided figures.
    pub denominated: Denominated,
    /// Filled figures.
    pub imputed: Imputation,
    /// Who was kept.
    pub screened: Screened,
    /// Figures without outliers.
    pub treated: Treated,
    /// Figures on one scale.
    pub normalised: Normalised,
    /// Values, weights and points of every node.
    pub aggregated: Aggregated,
    /// Competition rank by the index, by row; none where the index is missing.
    pub ranks: Vec<Option<usize>>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{Aggregate, Indicator, Within};
    use crate::matrix::Groups;

    fn framework() -> Framework {
        let indicators = vec![
            Indicator::new("tax", "Yield"),
            Indicator::new("output", "Yield").weighing(3.0),
            Indicator::new("energy", "Green").lower_is_better(),
        ];
        let aggregates = vec![Aggregate::new("Yield", "I"), Aggregate::new("Green", "I"), Aggregate::index("I")];
        Framework::new(indicators, aggregates).unwrap()
    }

    #[test]
    fn an_index_is_built_from_raw_figures_by_hand() {
        let raw = Matrix::new(3, vec![vec![10.0, 40.0, 30.0], vec![1.0, 2.0, 3.0], vec![5.0, 5.0, 9.0]]).unwrap();
        let land = Matrix::new(3, vec![vec![1.0, 2.0, 3.0]]).unwrap();
        let framework = framework();
        let mut recipe = Recipe::plain(&framework, Method::MinMax { low: 0.0, high: 100.0 });
        recipe.denominations[0] = Some(Denomination::by(0));
        let built = recipe.build(&framework, &Panel::one_period(Groups::one(3)), &raw, &land).unwrap();
        // tax per land 10, 20, 10 → 0, 100, 0; output 0, 50, 100; energy, less is better, 100, 100, 0.
        // Yield (1 × tax + 3 × output) ÷ 4 = 0, 62.5, 75; index the mean with Green: 50, 81.25, 37.5.
        assert_eq!(built.aggregated.values.column(framework.index()), [50.0, 81.25, 37.5]);
        assert_eq!(built.ranks, [Some(2), Some(1), Some(3)]);
    }

    #[test]
    fn screening_before_imputing_drops_whom_imputing_would_save() {
        let some = f64::NAN;
        let raw = Matrix::new(3, vec![vec![10.0, 40.0, some], vec![1.0, 2.0, some], vec![5.0, 5.0, 9.0]]).unwrap();
        let framework = framework();
        let mut recipe = Recipe::plain(&framework, Method::MinMax { low: 0.0, high: 100.0 });
        recipe.fills = vec![Fill::Mean(Within::All); 3];
        recipe.screening = Screening { available: Some(0.5), ..Screening::default() };
        let panel = Panel::one_period(Groups::one(3));
        let all = recipe.build(&framework, &panel, &raw, &Matrix::none(3)).unwrap();
        assert_eq!(all.screened.kept, [0, 1, 2]);
        recipe.screen_when = ScreenWhen::Reported;
        let two = recipe.build(&framework, &panel, &raw, &Matrix::none(3)).unwrap();
        assert_eq!((two.screened.kept.as_slice(), two.ranks.len()), (&[0, 1][..], 2));
        // The second subject's 2 − 2 has no geometric mean; it is named by its row among all, though the first was dropped.
        recipe.screening.drop = vec![0];
        recipe.normalisations = vec![Method::Linear { factor: 1.0, offset: -2.0 }.into(); 3];
        recipe.rules = crate::index::Mean::Geometric.into();
        let named = recipe.build(&framework, &panel, &raw, &Matrix::none(3)).unwrap_err();
        assert!(matches!(named, ScoringError::Mean { subject: 1, .. }), "{named}");
        recipe.screening = Screening { available: Some(1.0), ..Screening::default() };
        let nobody = Matrix::new(1, vec![vec![some]; 3]).unwrap();
        let panel = Panel::one_period(Groups::one(1));
        assert_eq!(recipe.build(&framework, &panel, &nobody, &Matrix::none(1)).unwrap_err(), ScoringError::NoSubjects);
    }
}
