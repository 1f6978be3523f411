//! What must hold of the steps of an index for any data.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;
use scoring::index::impute::{Peers, Scale};
use scoring::index::normalise::Exception;
use scoring::index::treat::{Bounds, Curve, Lambda};
use scoring::index::{
    Aggregate, Denomination, Fill, Framework, Indicator, Method, Normalisation, Panel, Screening, Treatment, Within,
    denominate, impute, normalise, treat,
};
use scoring::stats::{Measure, Profile, correlations, cronbach_alpha};
use scoring::{Groups, Matrix};

/// Three indicators, of the second less is better; the third stands alone.
fn framework() -> Framework {
    let indicators =
        vec![Indicator::new("a", "P"), Indicator::new("b", "P").lower_is_better(), Indicator::new("c", "Q")];
    let aggregates = vec![Aggregate::new("P", "I"), Aggregate::new("Q", "I"), Aggregate::index("I")];
    Framework::new(indicators, aggregates).unwrap()
}

/// A row: three figures, a divisor, a group.
type Row = ([f64; 4], u32);

fn figure() -> impl Strategy<Value = f64> {
    prop_oneof![
        2 => Just(f64::NAN),
        2 => Just(0.0),
        8 => -50.0..200.0_f64,
        2 => (0_i32..5).prop_map(f64::from),
        1 => prop_oneof![Just(1e6), Just(-1e300), Just(1.7e308), Just(-1.7e308), Just(1e-310)],
    ]
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec(([figure(), figure(), figure(), figure()], 0_u32..3), 1..30)
}

/// Rows in another order: where each came from.
fn rows_and_order() -> impl Strategy<Value = (Vec<Row>, Vec<usize>)> {
    rows().prop_flat_map(|rows| {
        let order = Just((0..rows.len()).collect::<Vec<_>>()).prop_shuffle();
        (Just(rows), order)
    })
}

fn within() -> impl Strategy<Value = Within> {
    prop_oneof![Just(Within::All), Just(Within::Group), Just(Within::Period), Just(Within::GroupAndPeriod)]
}

fn fill() -> impl Strategy<Value = Fill> {
    prop_oneof![
        Just(Fill::None),
        (-9.0..9.0_f64).prop_map(Fill::Constant),
        within().prop_map(Fill::Mean),
        within().prop_map(Fill::Median),
        Just(Fill::Row(Peers::All, Scale::MinMax)),
        Just(Fill::Row(Peers::Siblings, Scale::AsIs)),
        (0_u32..4).prop_map(|age| Fill::LastKnown { age }),
        (0_u32..4).prop_map(|span| Fill::Linear { span }),
    ]
}

fn curve() -> impl Strategy<Value = Curve> {
    prop_oneof![
        Just(Curve::LogOfRange),
        Just(Curve::LogOfOne),
        Just(Curve::Log),
        Just(Curve::LogToMax),
        Just(Curve::LogBySkew),
        Just(Curve::BoxCox { lambda: Lambda::Likeliest, shifted: true }),
        (-3.0..3.0_f64, any::<bool>())
            .prop_map(|(lambda, shifted)| Curve::BoxCox { lambda: Lambda::Given(lambda), shifted }),
    ]
}

fn treatment() -> impl Strategy<Value = Treatment> {
    let some_bounds = prop_oneof![Just(Bounds::default()), Just(Bounds { skewness: 0.5, kurtosis: 0.0 })];
    prop_oneof![
        Just(Treatment::None),
        Just(Treatment::Trim { low: 0.1, high: 0.8 }),
        (curve(), prop::option::of(some_bounds.clone())).prop_map(|(curve, bounds)| Treatment::Bend { curve, bounds }),
        (some_bounds, 0_usize..7, prop::option::of(curve())).prop_map(|(bounds, points, then)| Treatment::Winsorise {
            bounds,
            points,
            then
        }),
    ]
}

fn method() -> impl Strategy<Value = Method> {
    prop_oneof![
        Just(Method::default()),
        Just(Method::ZScore { mean: 100.0, deviation: 15.0 }),
        Just(Method::Rank),
        Just(Method::PercentileRank),
        Just(Method::Borda),
        Just(Method::ToMaximum),
        (-9.0..99.0_f64, any::<bool>()).prop_map(|(target, cap)| Method::ToTarget { target, cap }),
        (0_u32..9, any::<bool>()).prop_map(|(subject, cap)| Method::ToReference { subject, cap }),
        any::<bool>().prop_map(|truncate| Method::Goalposts { low: -9.0, high: 99.0, scale: 100.0, truncate }),
        Just(Method::Fraction),
        Just(Method::Complement),
        Just(Method::Linear { factor: -2.0, offset: 3.0 }),
        Just(Method::Sum),
        Just(Method::Vector),
        Just(Method::Logarithm),
        Just(Method::Nonlinear),
        Just(Method::Accuracy),
        Just(Method::Turskis),
    ]
}

fn normalisation() -> impl Strategy<Value = Normalisation> {
    (method(), within(), prop::option::of(0.0..100.0_f64)).prop_map(|(method, within, otherwise)| Normalisation {
        method,
        within,
        otherwise,
    })
}

fn matrix(rows: &[Row]) -> Matrix {
    let column = |at: usize| rows.iter().map(|row| row.0[at]).collect();
    Matrix::new(rows.len(), vec![column(0), column(1), column(2)]).unwrap()
}

/// Every second row is another period of the subject before.
fn panel(rows: &[Row], order: &[usize]) -> Panel {
    let groups = Groups::new(rows.iter().map(|row| row.1).collect());
    let number = |at: &usize| u32::try_from(*at).unwrap();
    let subjects = order.iter().map(|at| number(at) / 2).collect();
    Panel::new(groups, subjects, order.iter().map(|at| i32::from(at % 2 == 1)).collect()).unwrap()
}

/// All steps, and the figures after each.
fn steps(rows: &[Row], order: &[usize], rules: (Fill, Treatment, Normalisation)) -> Vec<Matrix> {
    let (framework, panel, figures) = (framework(), panel(rows, order), matrix(rows));
    let divisors = Matrix::new(rows.len(), vec![rows.iter().map(|row| row.0[3]).collect()]).unwrap();
    let by = [Some(Denomination { divisor: 0, factor: 1000.0 }), None, None];
    let denominated = denominate(&framework, &figures, &divisors, &by).unwrap().matrix;
    let imputed = impute(&framework, &panel, &denominated, &[rules.0; 3]).unwrap().matrix;
    let treated = treat(&framework, &imputed, &[rules.1; 3]).unwrap().matrix;
    let normalised = normalise(&framework, &panel, &treated, &[rules.2; 3]).unwrap().matrix;
    vec![denominated, imputed, treated, normalised]
}

/// The same number, both zeros being one, or both missing.
fn same(first: f64, second: f64) -> bool {
    (first + 0.0).to_bits() == (second + 0.0).to_bits() || (first.is_nan() && second.is_nan())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_order_of_rows_changes_no_figure_of_any_step(
        (rows, order) in rows_and_order(),
        rules in (fill(), treatment(), normalisation()),
    ) {
        let straight: Vec<usize> = (0..rows.len()).collect();
        let before = steps(&rows, &straight, rules);
        let moved: Vec<Row> = order.iter().map(|&at| rows[at]).collect();
        let after = steps(&moved, &order, rules);
        for (step, (before, after)) in before.iter().zip(&after).enumerate() {
            for (old, new) in before.columns().iter().zip(after.columns()) {
                for (to, &from) in order.iter().enumerate() {
                    prop_assert!(same(old[from], new[to]), "step {step}: {} and {}", old[from], new[to]);
                }
            }
        }
    }

    #[test]
    fn a_figure_is_missing_only_where_the_step_says_so(rows in rows(), rule in fill(), treatment in treatment(), to in normalisation()) {
        let (framework, figures) = (framework(), matrix(&rows));
        let panel = panel(&rows, &(0..rows.len()).collect::<Vec<_>>());
        let missing = |matrix: &Matrix| -> Vec<(usize, usize)> {
            let cells = |(at, column): (usize, &Vec<f64>)| {
                column.iter().enumerate().filter(|(_, x)| x.is_nan()).map(|(row, _)| (at, row)).collect::<Vec<_>>()
            };
            matrix.columns().iter().enumerate().flat_map(cells).collect()
        };
        for matrix in steps(&rows, &(0..rows.len()).collect::<Vec<_>>(), (rule, treatment, to)) {
            prop_assert!(matrix.columns().iter().flatten().all(|figure| !figure.is_infinite()));
        }
        let imputed = impute(&framework, &panel, &figures, &[rule; 3]).unwrap();
        let mut told: Vec<(usize, usize)> = imputed.gaps.iter().map(|gap| (gap.indicator, gap.row)).collect();
        told.sort_unstable();
        prop_assert_eq!(missing(&imputed.matrix), told);
        prop_assert_eq!(missing(&figures).len(), imputed.filled.len() + imputed.gaps.len());
        let treated = treat(&framework, &figures, &[treatment; 3]).unwrap();
        prop_assert_eq!(missing(&treated.matrix), missing(&figures));
        let done = normalise(&framework, &panel, &figures, &[to; 3]).unwrap();
        for (indicator, row) in missing(&done.matrix) {
            let excused = |told: &Exception| {
                told.indicator == indicator && told.otherwise.is_none() && told.rows.contains(&row)
            };
            prop_assert!(figures.columns()[indicator][row].is_nan() || done.exceptions.iter().any(excused));
        }
    }

    #[test]
    fn min_max_z_score_and_rank_do_not_care_about_the_unit(rows in rows(), power in -20_i32..20, within in within()) {
        // Powers of two keep figures exact; those that would leave the range are left out.
        let tame = |x: f64| if x.abs() > 1e200 || x.abs() < 1e-200 { 1.0 } else { x };
        let scale = libm::ldexp(1.0, power);
        let rows: Vec<Row> = rows.iter().map(|row| (row.0.map(tame), row.1)).collect();
        let scaled: Vec<Row> = rows.iter().map(|row| (row.0.map(|x| x * scale), row.1)).collect();
        let panel = panel(&rows, &(0..rows.len()).collect::<Vec<_>>());
        for method in [Method::default(), Method::ZScore { mean: 0.0, deviation: 1.0 }, Method::Rank] {
            let rules = [Normalisation { method, within, otherwise: None }; 3];
            let before = normalise(&framework(), &panel, &matrix(&rows), &rules).unwrap();
            let after = normalise(&framework(), &panel, &matrix(&scaled), &rules).unwrap();
            for (old, new) in before.matrix.columns().iter().flatten().zip(after.matrix.columns().iter().flatten()) {
                prop_assert!(same(*old, *new), "{method:?}: {old} and {new}");
            }
        }
    }

    #[test]
    fn treatment_and_normalisation_keep_the_order_of_subjects(rows in rows(), treatment in treatment()) {
        let (figures, framework) = (matrix(&rows), framework());
        let treated = treat(&framework, &figures, &[treatment; 3]).unwrap().matrix;
        for (before, after) in figures.columns().iter().zip(treated.columns()) {
            for (a, b) in (0..rows.len()).flat_map(|a| (0..rows.len()).map(move |b| (a, b))) {
                prop_assert!(before[a].is_nan() || before[b].is_nan() || before[a] > before[b] || after[a] <= after[b]);
            }
        }
    }

    #[test]
    fn statistics_are_numbers_or_say_why_and_do_not_care_about_the_order_of_rows((rows, order) in rows_and_order()) {
        let moved: Vec<Row> = order.iter().map(|&at| rows[at]).collect();
        let (before, after) = (matrix(&rows), matrix(&moved));
        for (old, new) in before.columns().iter().zip(after.columns()) {
            let profile = Profile::of(old);
            prop_assert_eq!(&profile, &Profile::of(new));
            let all = [profile.mean, profile.median, profile.deviation, profile.skewness, profile.kurtosis];
            prop_assert!(all.iter().flatten().all(|value| value.is_finite()));
        }
        for measure in [Measure::Pearson, Measure::Spearman, Measure::Kendall] {
            let found = correlations(&before, measure).unwrap();
            prop_assert_eq!(&found, &correlations(&after, measure).unwrap());
            prop_assert!(found.iter().flatten().filter_map(|one| one.value.ok()).all(|value| value.abs() <= 1.0));
        }
        let alpha = |matrix: &Matrix| cronbach_alpha(&matrix.columns().iter().map(Vec::as_slice).collect::<Vec<_>>());
        prop_assert_eq!(alpha(&before), alpha(&after));
        let screening = Screening { available: Some(0.6), nonzero: Some(0.5), ..Screening::default() };
        let (kept, kept_after) = (screening.subjects(&before).unwrap(), screening.subjects(&after).unwrap());
        for (to, &from) in order.iter().enumerate() {
            prop_assert_eq!(kept.decisions[from], kept_after.decisions[to]);
        }
    }
}
