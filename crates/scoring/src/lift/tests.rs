use super::*;
use crate::index::{Aggregate, Framework, Indicator, Method, Panel, Recipe, Treatment};
use crate::uncertain::{IndexCase, Standing};
use crate::{Benchmark, Data, Function, Groups, Item, Matrix, Missing, Ranking, Scheme, Scope, run};

/// The index as it is, rounded and ranked.
fn after(decimals: u8, ranking: Ranking, groups: Groups) -> Standing {
    let function = Function::Ratio { benchmark: Benchmark::Fixed(1.0), cap: None, floor: None };
    let scheme = Scheme::of_items(vec![Item::new("index", 1.0, function, Missing::Reweight)]);
    let rows = groups.subjects();
    let data = Data::new(Matrix::new(rows, vec![vec![0.0; rows]]).unwrap(), groups);
    Standing::After { scheme: Scheme { decimals, ranking, ..scheme }, data: Box::new(data) }
}

fn near(lift: Lift, figure: f64) {
    let Lift::By { figure: found, .. } = lift else { panic!("{lift:?}") };
    assert!((found - figure).abs() <= 1e-6 * figure.abs().max(1.0), "{found} is not {figure}");
}

#[test]
fn the_figure_that_lifts_is_the_one_worked_by_hand() {
    let items = vec![
        Item::new("tax", 60.0, Function::capped_ratio(Benchmark::Fixed(10.0)), Missing::Zero),
        Item::new("energy", 40.0, Function::inverse(), Missing::Zero),
        Item::new("gap", 1.0, Function::capped_ratio(Benchmark::Fixed(10.0)), Missing::Zero),
    ];
    let scheme = Scheme::of_items(items);
    let columns = vec![vec![6.0, 4.0, 9.0], vec![2.0, 2.0, 2.0], vec![f64::NAN; 3]];
    let data = Data::new(Matrix::new(3, columns).unwrap(), Groups::one(3));
    // 76, 64, 94. Subject 1 needs more than 76 at two decimals: tax beyond 10 × 36.005 ÷ 60, which rounds up to 76.01.
    let found = lift_points(&scheme, &data, 1).unwrap().unwrap();
    assert_eq!(found.rivals, [0]);
    near(found.items[0], 36.005 / 6.0);
    // Energy x below 2: the mean is (4 + x) ÷ 3; its own 40 points are capped, so it keeps 64, and the rival's fall to
    // 40 × (2 − 6 ÷ (4 + x)).
    let Lift::By { figure, score, rank, .. } = found.items[1] else { panic!("{found:?}") };
    assert_eq!(rank, 2, "above the one that had 76, below the one that had 94");
    // 36 + 40 × (2 − 6 ÷ (4 + x)) below 63.995, which would be 64.00: 6 ÷ (4 + x) above 1.300125.
    assert!((figure - (6.0 / 1.300_125 - 4.0)).abs() < 1e-6 && (score - 64.0).abs() < 1e-9, "{figure} {score}");
    assert_eq!(found.items[2], Lift::NoFigure);
    // The first cannot pass 94 by tax alone: 100 is the most, at 10; it passes at 9.0009.
    near(lift_points(&scheme, &data, 0).unwrap().unwrap().items[0], 54.005 / 6.0);
    assert_eq!(lift_points(&scheme, &data, 2).unwrap(), None);
    assert!(matches!(lift_points(&scheme, &data, 3), Err(ScoringError::Length { .. })));
}

#[test]
fn what_is_capped_below_the_rival_cannot_lift_alone() {
    let ratio = |id: &str, weight| Item::new(id, weight, Function::capped_ratio(Benchmark::Fixed(10.0)), Missing::Zero);
    let scheme = Scheme::of_items(vec![ratio("a", 20.0), ratio("b", 80.0)]);
    let data = Data::new(Matrix::new(2, vec![vec![10.0, 0.0], vec![10.0, 2.0]]).unwrap(), Groups::one(2));
    // 100 and 16: by a alone 36 at most; by b 80.
    let found = lift_points(&scheme, &data, 1).unwrap().unwrap();
    assert!(
        matches!(found.items[0], Lift::NotAlone { most: Some((score, figure)) } if (score - 36.0).abs() < 1e-9 && figure >= 10.0)
    );
    assert!(matches!(found.items[1], Lift::NotAlone { most: Some((score, _)) } if (score - 80.0).abs() < 1e-9));
}

#[test]
fn an_index_is_normalised_again_with_each_figure() {
    let indicators = vec![Indicator::new("a", "I"), Indicator::new("b", "I").lower_is_better()];
    let framework = Framework::new(indicators, vec![Aggregate::index("I")]).unwrap();
    let recipe = Recipe::plain(&framework, Method::default());
    // a: 0, 50, 100; b: less is better: 25, 100, 0: index 12.5, 75, 50.
    let raw = Matrix::new(3, vec![vec![0.0, 5.0, 10.0], vec![4.0, 1.0, 5.0]]).unwrap();
    let (panel, divisors) = (Panel::one_period(Groups::one(3)), Matrix::none(3));
    let standing = after(4, Ranking::default(), Groups::one(3));
    let case = IndexCase {
        framework: &framework,
        recipe: &recipe,
        panel: &panel,
        raw: &raw,
        divisors: &divisors,
        standing: &standing,
    };
    let found = lift_index(case, 2).unwrap().unwrap();
    assert_eq!(found.rivals, [1]);
    // a = x above 10: own 100 and 0; the rival's 500 ÷ x and 100. Even at 10 million the rival keeps 50.
    assert!(matches!(found.items[0], Lift::NotAlone { .. }), "{found:?}");
    // b = y from 4 down: the worst is then 4: own 100 × (4 − y) ÷ 3, index 50 + that ÷ 2 > 75: y < 2.5.
    let Lift::By { figure, .. } = found.items[1] else { panic!("{found:?}") };
    assert!((figure - 2.5).abs() < 1e-4 && figure < 2.5, "{figure}");
    assert_eq!(lift_index(case, 1).unwrap(), None);
    assert!(lift_index(case, 3).is_err());
}

#[test]
fn one_column_gives_what_the_whole_build_gives() {
    let figure = |at: u32, salt: u32| f64::from((at * 37 + salt * 11) % 101) + if at == 3 { 400.0 } else { 0.0 };
    let indicators = (0..4).map(|at| Indicator::new(format!("i{at}"), format!("P{}", at % 2))).collect();
    let nodes = vec![Aggregate::new("P0", "I"), Aggregate::new("P1", "I"), Aggregate::index("I")];
    let framework = Framework::new(indicators, nodes).unwrap();
    let mut recipe = Recipe::plain(&framework, Method::default());
    recipe.treatments = vec![Treatment::default(); 4];
    let raw = Matrix::new(12, (0..4).map(|salt| (0..12).map(|at| figure(at, salt)).collect()).collect()).unwrap();
    let (panel, divisors) = (Panel::one_period(Groups::new((0..12).map(|at| at % 2).collect())), Matrix::none(12));
    let ranking = Ranking { scope: Scope::Group, ..Ranking::default() };
    let standing = after(2, ranking, panel.groups().clone());
    let mut whole = recipe.clone();
    // A limit that drops nobody, but makes every figure a whole build.
    whole.screening.nonzero = Some(0.0);
    for row in 0..12 {
        let case = |recipe| IndexCase {
            framework: &framework,
            recipe,
            panel: &panel,
            raw: &raw,
            divisors: &divisors,
            standing: &standing,
        };
        let found = lift_index(case(&recipe), row).unwrap();
        assert_eq!(found, lift_index(case(&whole), row).unwrap(), "{row}");
        // What is told lifts, checked by a build from the raw figures.
        let Some(Lifts { rivals, items }) = found else { continue };
        for (item, lift) in items.iter().enumerate() {
            let Lift::By { figure, .. } = *lift else { continue };
            let mut columns = raw.columns().to_vec();
            columns[item][row] = figure;
            let raw = Matrix::new(12, columns).unwrap();
            let built = recipe.build(&framework, &panel, &raw, &divisors).unwrap();
            let score = |row: usize| crate::Rounded::of(built.aggregated.values.at(6, row), 2).unwrap().units();
            assert!(rivals.iter().all(|&rival| score(row) > score(rival)));
        }
    }
}

#[test]
fn what_is_told_of_a_points_scheme_lifts_when_run() {
    let items = vec![
        Item::new("a", 50.0, Function::MinMax { floor: 20.0, scope: Scope::Population }, Missing::Zero),
        Item::new("b", 50.0, Function::inverse(), Missing::Reweight),
    ];
    let scheme = Scheme::of_items(items);
    let columns = vec![vec![3.0, 8.0, 5.0, 9.0, 1.0], vec![4.0, 4.0, f64::NAN, 7.0, 2.0]];
    let data = Data::new(Matrix::new(5, columns).unwrap(), Groups::one(5));
    for subject in 0..5 {
        let Some(found) = lift_points(&scheme, &data, subject).unwrap() else { continue };
        for (item, lift) in found.items.iter().enumerate() {
            let Lift::By { figure, .. } = *lift else { continue };
            let mut columns = data.figures.columns().to_vec();
            columns[item][subject] = figure;
            let data = Data::new(Matrix::new(5, columns).unwrap(), Groups::one(5));
            let scores = run(&scheme, &data).unwrap();
            let score = |at: usize| scores.row(at).score.unwrap().units();
            assert!(found.rivals.iter().all(|&rival| score(subject) > score(rival)));
        }
    }
}
