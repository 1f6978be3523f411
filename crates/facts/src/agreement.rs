//! What passed the fence always compiles, and the engine agrees with reading the formula row by row.

use arrow::array::{Array, ArrayRef};
use domain::id::IndicatorCode;
use domain::unit::Unit;
use policy::formula::{ArithmeticOp, CompareOp, Expr, Formula, Function};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::compiled::Compiled;
use crate::measured::array;
use crate::missing::{holds, number};

const CODES: [&str; 4] = ["a", "b", "land_mu", "x.y-z"];

fn code(at: usize) -> IndicatorCode {
    CODES[at].parse().unwrap()
}

fn leaf() -> impl Strategy<Value = Expr> {
    prop_oneof![
        (-2000_i64..2000, 0_u32..4).prop_map(|(digits, scale)| Expr::Number(Decimal::new(digits, scale))),
        (0..CODES.len()).prop_map(|at| Expr::Indicator(code(at))),
    ]
}

fn compare(number: &BoxedStrategy<Expr>) -> impl Strategy<Value = Expr> + use<> {
    let op = prop::sample::select(vec![
        CompareOp::Equal,
        CompareOp::NotEqual,
        CompareOp::Less,
        CompareOp::AtMost,
        CompareOp::Greater,
        CompareOp::AtLeast,
    ]);
    prop_oneof![
        4 => (op, number.clone(), number.clone()).prop_map(|(op, one, two)| Expr::Compare(op, one.into(), two.into())),
        1 => number.clone().prop_map(|inner| Expr::IsMissing(inner.into())),
    ]
}

/// Conditions over numbers of one depth.
fn condition(number: &BoxedStrategy<Expr>) -> BoxedStrategy<Expr> {
    let pair = |one: &BoxedStrategy<Expr>| (one.clone(), one.clone());
    compare(number)
        .prop_recursive(2, 6, 2, move |inner| {
            let inner = inner.boxed();
            prop_oneof![
                pair(&inner).prop_map(|(one, two)| Expr::And(one.into(), two.into())),
                pair(&inner).prop_map(|(one, two)| Expr::Or(one.into(), two.into())),
                inner.clone().prop_map(|one| Expr::Not(one.into())),
            ]
        })
        .boxed()
}

fn call(inner: &BoxedStrategy<Expr>) -> impl Strategy<Value = Expr> + use<> {
    let inner = inner.clone();
    prop::sample::select(Function::ALL.to_vec()).prop_flat_map(move |function| {
        let (least, most) = function.arity();
        let arguments = prop::collection::vec(inner.clone(), least..=most.min(4));
        arguments.prop_map(move |arguments| Expr::Call(function, arguments))
    })
}

fn numbers() -> BoxedStrategy<Expr> {
    leaf()
        .prop_recursive(4, 40, 4, |inner| {
            let inner = inner.boxed();
            let op = prop::sample::select(vec![
                ArithmeticOp::Add,
                ArithmeticOp::Subtract,
                ArithmeticOp::Multiply,
                ArithmeticOp::Divide,
            ]);
            let whens = prop::collection::vec((condition(&inner), inner.clone()), 1..4);
            prop_oneof![
                (op, inner.clone(), inner.clone()).prop_map(|(op, one, two)| Expr::Arithmetic(
                    op,
                    one.into(),
                    two.into()
                )),
                inner.clone().prop_map(|one| Expr::Negate(one.into())),
                (inner.clone(), 1_i128..20_000, 1_i128..20_000).prop_map(|(inner, numerator, denominator)| {
                    Expr::Scale { inner: inner.into(), numerator, denominator }
                }),
                call(&inner),
                (whens, prop::option::of(inner))
                    .prop_map(|(whens, otherwise)| Expr::Case { whens, otherwise: otherwise.map(Box::new) }),
            ]
        })
        .boxed()
}

type Rows = Vec<[Option<f64>; CODES.len()]>;

fn rows() -> impl Strategy<Value = Rows> {
    let value = prop_oneof![
        2 => Just(None),
        2 => Just(Some(0.0)),
        1 => Just(Some(-0.0)),
        6 => (-1000.0..1000.0).prop_map(Some),
        2 => (-3..3_i8).prop_map(|whole| Some(f64::from(whole))),
    ];
    prop::collection::vec(prop::array::uniform4(value), 0..8)
}

fn formula(expr: Expr, unit: Option<Unit>) -> Formula {
    Formula { text: format!("{expr:?}"), expr, unit }
}

fn columns(compiled: &Compiled, rows: &Rows) -> Vec<ArrayRef> {
    let at = |code: &IndicatorCode| CODES.iter().position(|one| *one == code.as_str()).unwrap();
    compiled.inputs().iter().map(|code| array(&rows.iter().map(|row| row[at(code)]).collect::<Vec<_>>())).collect()
}

fn lookup(row: &[Option<f64>; CODES.len()]) -> impl Fn(&IndicatorCode) -> Option<f64> + '_ {
    |code| row[CODES.iter().position(|one| *one == code.as_str()).unwrap()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_number_compiles_and_comes_out_as_it_reads(expr in numbers(), rows in rows()) {
        let compiled = Compiled::new(&formula(expr, Some(Unit::ONE))).unwrap();
        let found = compiled.numbers(columns(&compiled, &rows), rows.len()).unwrap();
        prop_assert_eq!(found.len(), rows.len());
        for (at, row) in rows.iter().enumerate() {
            let found = found.is_valid(at).then(|| found.value(at));
            let read = number(&compiled.formula().expr, &lookup(row)).ok();
            // The same float to the bit, but for the sign of zero, which nothing shows.
            prop_assert_eq!(found.map(|x| (x + 0.0).to_bits()), read.map(|x| (x + 0.0).to_bits()), "{:?}", row);
        }
    }

    #[test]
    fn a_condition_compiles_and_holds_as_it_reads(expr in condition(&numbers()), rows in rows()) {
        let compiled = Compiled::new(&formula(expr, None)).unwrap();
        let found = compiled.holds(columns(&compiled, &rows), rows.len()).unwrap();
        prop_assert_eq!(found.len(), rows.len());
        for (at, row) in rows.iter().enumerate() {
            let found = found.is_valid(at).then(|| found.value(at));
            prop_assert_eq!(found, holds(&compiled.formula().expr, &lookup(row)).ok(), "{:?}", row);
        }
    }
}

#[test]
fn minus_zero_is_zero_in_a_comparison() {
    let zero = Expr::Negate(Box::new(Expr::Indicator(code(0))));
    let is_zero = Expr::Compare(CompareOp::Equal, Box::new(zero), Box::new(Expr::Number(Decimal::ZERO)));
    let compiled = Compiled::new(&formula(is_zero, None)).unwrap();
    assert!(compiled.holds(vec![array(&[Some(0.0)])], 1).unwrap().value(0));
}
