//! What cannot be scored is refused by name: subject, item and rule. One test for each kind of bad input.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::time::{Duration, Instant};

use scoring::index::{Aggregate, Aggregator, Framework, Indicator, Mean, Method, Panel, Recipe, Rules, normalise};
use scoring::rankings::{Criteria, copeland, kemeny};
use scoring::stats::{Measure, Profile, Undefined, correlations, cronbach_alpha};
use scoring::weigh::{Comparisons, Shift, critic, deviation, entropy, equal, pca, shares};
use scoring::{
    Benchmark, Data, Function, Groups, Item, Matrix, Missing, Scheme, ScoringError, Threads, run, standings,
};

fn item(id: impl Into<String>) -> Item {
    Item::new(id, 10.0, Function::capped_ratio(Benchmark::Fixed(2.0)), Missing::Zero)
}

fn data(columns: Vec<Vec<f64>>) -> Data {
    let subjects = columns.first().map_or(0, Vec::len);
    Data::new(Matrix::new(subjects, columns).unwrap(), Groups::one(subjects))
}

/// What `run` and `standings` both say.
fn refused(scheme: &Scheme, data: &Data) -> String {
    let error = run(scheme, data).unwrap_err();
    assert_eq!(error, standings(scheme, data, Threads::new(2)).unwrap_err());
    error.to_string()
}

fn under(id: &str, parent: &str) -> Indicator {
    Indicator::new(id, parent)
}

fn framework(indicators: usize) -> Framework {
    let indicators = (0..indicators).map(|at| under(&format!("item {at}"), "index")).collect();
    Framework::new(indicators, vec![Aggregate::index("index")]).unwrap()
}

fn bad_framework(indicators: Vec<Indicator>, aggregates: Vec<Aggregate>) -> String {
    Framework::new(indicators, aggregates).unwrap_err().to_string()
}

#[test]
fn an_empty_matrix_is_refused() {
    let scheme = Scheme::of_items(vec![item("tax")]);
    assert_eq!(refused(&scheme, &data(vec![])), "there are no subjects");
    assert_eq!(refused(&scheme, &Data::new(Matrix::none(2), Groups::one(2))), "items: 1 columns expected, 0 found");
    assert_eq!(refused(&Scheme::of_items(vec![]), &data(vec![vec![1.0]])), "the scheme has no items");
    let empty = Matrix::none(0);
    for refused in
        [deviation(&empty), entropy(&empty, Shift::None), critic(&empty, &[]), pca(&empty).map(|one| one.weights)]
    {
        assert_eq!(refused, Err(ScoringError::NoItems));
    }
    assert_eq!(Criteria::new(&empty, &[], &[]).unwrap_err(), ScoringError::NoItems);
    let none = Matrix::new(0, vec![vec![]]).unwrap();
    assert_eq!(Aggregator::new(&framework(1), &Rules::default()).unwrap().explain(&none).unwrap().values.subjects(), 0);
    let recipe = Recipe::plain(&framework(1), Method::default());
    let built = recipe.build(&framework(1), &Panel::one_period(Groups::one(0)), &none, &Matrix::none(0));
    assert_eq!(built.unwrap_err(), ScoringError::NoSubjects);
}

#[test]
fn one_subject_is_scored_where_there_is_nothing_to_compare_and_else_says_so() {
    let only = data(vec![vec![1.0]]);
    let scores = run(&Scheme::of_items(vec![item("tax")]), &only).unwrap();
    // 1 ÷ 2 × 10.
    assert_eq!((scores.row(0).sum, scores.row(0).rank), (Some(5.0), Some(1)));
    let said = deviation(&only.figures).unwrap_err().to_string();
    assert_eq!(said, "standard deviation: two subjects are needed");
    let panel = Panel::one_period(Groups::one(1));
    let done = normalise(&framework(1), &panel, &only.figures, &[Method::default().into()]).unwrap();
    assert_eq!(done.exceptions[0].why.to_string(), "all figures are equal");
    assert!(done.matrix.columns()[0][0].is_nan());
}

#[test]
fn figures_that_are_all_missing_earn_what_the_rule_says_and_have_no_statistics() {
    let gap = f64::NAN;
    let missing = data(vec![vec![gap, gap]]);
    assert_eq!(run(&Scheme::of_items(vec![item("tax")]), &missing).unwrap().row(1).sum, Some(0.0));
    let profile = Profile::of(&[gap, gap]);
    assert_eq!((profile.mean, profile.min), (Err(Undefined::TooFew { found: 0, needed: 1 }), None));
    let said = entropy(&missing.figures, Shift::None).unwrap_err().to_string();
    assert_eq!(said, "entropy, column 0, subject 0: a figure is missing: impute first");
    let built = Recipe::plain(&framework(1), Method::default())
        .build(&framework(1), &Panel::one_period(Groups::one(2)), &missing.figures, &Matrix::none(2))
        .unwrap();
    assert_eq!(built.ranks, [None, None]);
    assert_eq!(built.normalised.exceptions[0].why.to_string(), "there are no figures");
}

#[test]
fn a_constant_column_says_so_or_weighs_nothing() {
    let constant = Matrix::new(3, vec![vec![7.0; 3], vec![1.0, 2.0, 3.0]]).unwrap();
    assert_eq!(deviation(&constant).unwrap(), [0.0, 1.0]);
    let alone = Matrix::new(3, vec![vec![7.0; 3]]).unwrap();
    let said = deviation(&alone).unwrap_err().to_string();
    assert_eq!(said, "standard deviation: no column tells the subjects apart");
    assert_eq!(Profile::of(&[7.0; 4]).skewness, Err(Undefined::Constant));
    assert_eq!(correlations(&constant, Measure::Pearson).unwrap()[0][1].value, Err(Undefined::Constant));
    let panel = Panel::one_period(Groups::one(3));
    let done = normalise(&framework(1), &panel, &alone, &[Method::default().into()]).unwrap();
    assert_eq!((done.exceptions[0].indicator, &done.exceptions[0].rows), (0, &vec![0, 1, 2]));
}

#[test]
fn an_infinite_figure_is_refused_by_column_and_subject() {
    let infinite = Matrix::new(2, vec![vec![1.0, 2.0], vec![3.0, f64::NEG_INFINITY]]).unwrap_err();
    assert_eq!(infinite.to_string(), "column 1, subject 1: the figure is infinite");
    let weight = Scheme::of_items(vec![Item { weight: f64::INFINITY, ..item("tax") }]);
    let said = refused_by(&weight);
    assert_eq!(said, "item tax: the weight inf is not a positive number");
    let large = Scheme::of_items(vec![item("tax")]);
    let uncapped = Function::Ratio { benchmark: Benchmark::Fixed(1e-300), cap: None, floor: None };
    let large = Scheme { items: vec![Item { function: uncapped, ..large.items[0].clone() }], ..large };
    assert_eq!(
        refused(&large, &data(vec![vec![1.0, 1e300]])),
        "tax: the figures are too large to be scored (subject 1)"
    );
}

#[test]
fn a_benchmark_beyond_the_range_of_numbers_is_refused_by_item() {
    // 1e308 + 1e308 is no number any more; before, everybody earned nothing and nobody was told.
    let mean = Benchmark::Mean { times: 1.0, scope: scoring::Scope::Population };
    let scheme = Scheme::of_items(vec![Item { function: Function::capped_ratio(mean), ..item("tax") }]);
    let said = "tax: the figures are too large to be scored";
    assert_eq!(refused(&scheme, &data(vec![vec![1e308, 1e308]])), said);
}

#[test]
fn a_range_too_wide_for_a_number_is_told_and_makes_no_figure_missing_unseen() {
    // 1e308 − (−1e308) is no number; the worst would get 0 × ∞.
    let wide = Method::MinMax { low: -1e308, high: 1e308 };
    let posts = Method::Goalposts { low: -1e308, high: 1e308, scale: 1.0, truncate: true };
    let figures = Matrix::new(2, vec![vec![1e308, 1e307]]).unwrap();
    for method in [wide, posts] {
        let panel = Panel::one_period(Groups::one(2));
        let done = normalise(&framework(1), &panel, &figures, &[method.into()]).unwrap();
        assert_eq!(done.exceptions[0].why.to_string(), "a result leaves the range of numbers", "{method:?}");
    }
}

fn refused_by(scheme: &Scheme) -> String {
    refused(scheme, &data(vec![vec![1.0]]))
}

#[test]
fn a_figure_below_zero_under_a_geometric_mean_is_refused_by_node_child_and_subject() {
    let figures = Matrix::new(2, vec![vec![1.0, 2.0], vec![3.0, -4.0]]).unwrap();
    let framework = framework(2);
    let geometric = Aggregator::new(&framework, &Mean::Geometric.into()).unwrap();
    let said = geometric.explain(&figures).unwrap_err().to_string();
    assert_eq!(said, "node index, subject 1: item 1 is -4, which has no geometric mean");
}

#[test]
fn weights_that_add_up_to_zero_are_refused_by_node() {
    let nothing = |id: &str| under(id, "pillar").weighing(0.0);
    let aggregates = || vec![Aggregate::index("index"), Aggregate::new("pillar", "index")];
    let said = bad_framework(vec![nothing("a"), nothing("b")], aggregates());
    assert_eq!(said, "node pillar: the weight, or the sum of the weights under it, is 0");
    let said = bad_framework(vec![under("a", "pillar").weighing(-1.0)], aggregates());
    assert_eq!(said, "node a: the weight, or the sum of the weights under it, is -1");
    assert_eq!(shares(&[0.0, 0.0]).unwrap_err().to_string(), "given weights: all weights are zero");
    let zero = Scheme::of_items(vec![Item { weight: 0.0, ..item("tax") }]);
    assert_eq!(refused_by(&zero), "item tax: the weight 0 is not a positive number");
}

#[test]
fn a_cycle_in_the_hierarchy_is_refused_by_node() {
    let circle = vec![Aggregate::index("index"), Aggregate::new("p", "q"), Aggregate::new("q", "p")];
    assert_eq!(bad_framework(vec![under("a", "p")], circle), "node p stands under itself");
    assert_eq!(bad_framework(vec![under("a", "p")], vec![Aggregate::new("p", "p")]), "node p stands under itself");
}

#[test]
fn an_unknown_parent_is_refused_by_node() {
    let said = bad_framework(vec![under("a", "nowhere")], vec![Aggregate::index("index")]);
    assert_eq!(said, "node a stands under a node that is not there");
    let said = bad_framework(vec![under("a", "index"), under("b", "a")], vec![Aggregate::index("index")]);
    assert_eq!(said, "node b stands under an indicator");
}

#[test]
fn ids_used_twice_are_refused_by_id() {
    let said = bad_framework(vec![under("a", "index"), under("a", "index")], vec![Aggregate::index("index")]);
    assert_eq!(said, "the id a is used twice");
    let scheme = Scheme::of_items(vec![item("tax"), item("tax")]);
    assert_eq!(refused(&scheme, &data(vec![vec![1.0], vec![2.0]])), "the id tax is used twice");
}

#[test]
fn a_hundred_thousand_items_are_scored_or_refused_in_good_time() {
    const MANY: usize = 100_000;
    let start = Instant::now();
    let columns: Vec<Vec<f64>> =
        (0..MANY).map(|at| if at % 2 == 0 { vec![1.0, 2.0] } else { vec![f64::NAN, 1.0] }).collect();
    let items = (0..MANY).map(|at| Item { missing: Missing::Reweight, ..item(format!("item {at}")) }).collect();
    let (scheme, figures) = (Scheme::of_items(items), data(columns));
    let scores = run(&scheme, &figures).unwrap();
    // Half of the items at 1 ÷ 2 × 10, the other half left out, and all weights on the rest.
    assert_eq!(scores.row(0).sum, Some(500_000.0));
    assert_eq!(standings(&scheme, &figures, Threads::new(2)).unwrap().sum(0), Some(500_000.0));

    let full = Matrix::new(2, vec![vec![1.0, 2.0]; MANY]).unwrap();
    let nodes = (0..MANY).map(|at| Aggregate::new(format!("node {at}"), "index")).chain([Aggregate::index("index")]);
    let indicators = (0..MANY).map(|at| under(&format!("item {at}"), &format!("node {at}"))).collect();
    let deep = Framework::new(indicators, nodes.collect()).unwrap();
    assert_eq!(deep.node("node 99999"), Some(2 * MANY - 1));
    let built = Recipe::plain(&deep, Method::default())
        .build(&deep, &Panel::one_period(Groups::one(2)), &full, &Matrix::none(2))
        .unwrap();
    assert_eq!(built.ranks, [Some(2), Some(1)]);

    let directions = vec![scoring::index::Direction::Higher; MANY];
    let said = "more columns than can be correlated";
    assert!(pca(&full).unwrap_err().to_string().ends_with(said));
    assert!(critic(&full, &directions).unwrap_err().to_string().ends_with(said));
    assert!(correlations(&full, Measure::Kendall).unwrap_err().to_string().ends_with(said));
    let columns: Vec<&[f64]> = full.columns().iter().map(Vec::as_slice).collect();
    assert_eq!(cronbach_alpha(&columns), Err(Undefined::TooMany { found: MANY }));
    assert_eq!(equal(MANY).unwrap().len(), MANY);
    let said = Comparisons::upper(MANY, &[]).unwrap_err().to_string();
    assert_eq!(said, "comparisons above the diagonal: 4999950000 columns expected, 0 found");
    let criteria = Criteria::new(&full, &directions, &vec![1.0; MANY]).unwrap();
    assert_eq!(kemeny(&criteria).unwrap().ranks, [2, 1]);
    let rows = Matrix::new(MANY, vec![vec![1.0; MANY]]).unwrap();
    let many = Criteria::new(&rows, &directions[..1], &[1.0]).unwrap();
    let said = kemeny(&many).unwrap_err().to_string();
    assert_eq!(said, format!("Kemeny: {MANY} subjects, and at most 20 can be ranked"));
    assert!(copeland(&many).unwrap_err().to_string().ends_with("at most 10000 can be ranked"));
    assert!(start.elapsed() < Duration::from_mins(1), "{:?}", start.elapsed());
}
