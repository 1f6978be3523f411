use super::*;
use crate::index::{Aggregate, Framework, Indicator, Mean, Method, Panel, Recipe};
use crate::{Adjustment, Benchmark, Data, Function, Groups, Item, Matrix, Missing, Scheme, run};

fn adds_up(why: &Why) {
    let sum = why.parts.iter().fold(0.0, |sum, pair| sum + pair.change());
    assert_eq!((sum + why.rounding).to_bits(), why.change.to_bits());
    assert!(why.rounding.abs() < 1e-12);
}

#[test]
fn items_and_adjustments_are_matched_by_id_and_subjects_by_key() {
    let ratio = |id: &str, weight| Item::new(id, weight, Function::capped_ratio(Benchmark::Fixed(10.0)), Missing::Zero);
    let before = Scheme::of_items(vec![ratio("tax", 60.0), ratio("output", 40.0)]);
    let bonus = Adjustment { id: "bonus".into(), at_least: None, at_most: None };
    let after =
        Scheme { adjustments: vec![bonus], ..Scheme::of_items(vec![ratio("output", 50.0), ratio("energy", 50.0)]) };
    let one = Data::new(Matrix::new(2, vec![vec![5.0, 10.0], vec![10.0, 4.0]]).unwrap(), Groups::one(2));
    let mut other = Data::new(Matrix::new(2, vec![vec![8.0, 8.0], vec![2.0, 6.0]]).unwrap(), Groups::one(2));
    other.adjustments = Matrix::new(2, vec![vec![f64::NAN, 3.0]]).unwrap();
    let scores = [run(&before, &one).unwrap(), run(&after, &other).unwrap()];
    let found = compare_scores((&scores[0], &before, &["a", "b"]), (&scores[1], &after, &["b", "c"])).unwrap();
    assert_eq!(found.parts, ["tax", "output", "energy", "bonus"]);
    // a: 30 + 40 = 70, gone. b: 60 + 16 = 76, then 40 + 10 = 50. c is new: 40 + 30 + 3.
    let rows: Vec<_> = found.subjects.iter().map(|one| (one.rows.before, one.rows.after)).collect();
    assert_eq!(rows, [(Some(0), None), (Some(1), Some(0)), (None, Some(1))]);
    let b = &found.subjects[1];
    assert_eq!(
        (b.scores.before, b.scores.after, b.ranks.before, b.ranks.after),
        (Some(76.0), Some(50.0), Some(1), Some(2))
    );
    let why = b.why.as_ref().unwrap();
    let changes: Vec<f64> = why.parts.iter().map(|pair| pair.change()).collect();
    assert_eq!((why.change, changes, why.rounding), (-26.0, vec![-60.0, 24.0, 10.0, 0.0], 0.0));
    assert_eq!((found.subjects[0].why.as_ref(), found.subjects[2].scores.after), (None, Some(73.0)));
}

#[test]
fn the_points_of_an_index_add_up_on_every_level() {
    let framework = |weight: f64| {
        let indicators = vec![Indicator::new("a", "P"), Indicator::new("b", "P"), Indicator::new("c", "I")];
        let nodes = vec![Aggregate::new("P", "I").weighing(weight), Aggregate::index("I")];
        Framework::new(indicators, nodes).unwrap()
    };
    let raw = Matrix::new(2, vec![vec![4.0, 1.0], vec![9.0, 2.0], vec![3.0, f64::NAN]]).unwrap();
    let panel = Panel::one_period(Groups::one(2));
    let built = |framework: &Framework, mean: Mean| {
        let mut recipe = Recipe::plain(framework, Method::Linear { factor: 1.0, offset: 0.0 });
        recipe.rules = mean.into();
        recipe.build(framework, &panel, &raw, &Matrix::none(2)).unwrap()
    };
    let (one, three) = (framework(1.0), framework(3.0));
    let keys = ["x", "y"];
    let found =
        compare_built((&built(&one, Mean::Arithmetic), &one, &keys), (&built(&three, Mean::Arithmetic), &three, &keys))
            .unwrap();
    // x: P 6.5; index (6.5 + 3) ÷ 2 = 4.75, then (19.5 + 3) ÷ 4 = 5.625. a had 1, has 1.5; b 2.25 and 3.375; c 1.5 and .75.
    let why = found.subjects[0].why.as_ref().unwrap();
    let changes: Vec<f64> = why.parts.iter().map(|pair| pair.change()).collect();
    assert_eq!((why.change, changes), (0.875, vec![0.5, 1.125, -0.75]));
    assert_eq!((found.nodes.as_slice(), why.nodes[0].before, why.nodes[0].after), (&["P".to_owned()][..], 3.25, 4.875));
    // y: c is missing, P is all.
    assert!(found.subjects[1].why.as_ref().unwrap().parts.iter().all(|pair| pair.change() == 0.0));
    let other =
        compare_built((&built(&one, Mean::Arithmetic), &one, &keys), (&built(&three, Mean::Geometric), &three, &keys))
            .unwrap();
    for change in &other.subjects {
        adds_up(change.why.as_ref().unwrap());
    }
}

#[test]
fn keys_that_do_not_fit_are_refused() {
    let item = Item::new("a", 1.0, Function::inverse(), Missing::Zero);
    let scheme = Scheme::of_items(vec![item]);
    let data = Data::new(Matrix::new(2, vec![vec![1.0, 2.0]]).unwrap(), Groups::one(2));
    let scores = run(&scheme, &data).unwrap();
    let with = |keys: &[&str]| compare_scores((&scores, &scheme, keys), (&scores, &scheme, keys));
    assert!(matches!(with(&["a"]), Err(ScoringError::Length { what: "keys", found: 1, .. })));
    assert_eq!(with(&["a", "a"]).unwrap_err(), ScoringError::DuplicateId { id: "a".into() });
    assert!(with(&["a", "b"]).is_ok());
}
