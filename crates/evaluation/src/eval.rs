//! A formula for one subject: missing stays missing, a condition is 1 or 0 or cannot be told.

use domain::id::IndicatorCode;
use policy::formula::{ArithmeticOp, CompareOp, Expr, Function};

use crate::model::number;

/// The value of `expr`, NaN where it is missing; conditions are 1 and 0.
pub(crate) fn evaluate(expr: &Expr, value: &dyn Fn(&IndicatorCode) -> f64) -> f64 {
    let at = |inner: &Expr| evaluate(inner, value);
    match expr {
        Expr::Number(decimal) => number(*decimal),
        Expr::Indicator(code) => value(code),
        #[expect(clippy::cast_precision_loss, reason = "scales of units stay far below 2^53")]
        Expr::Scale { inner, numerator, denominator } => at(inner) * *numerator as f64 / *denominator as f64,
        Expr::Negate(inner) => -at(inner),
        Expr::Arithmetic(op, left, right) => arithmetic(*op, at(left), at(right)),
        Expr::Compare(op, left, right) => compare(*op, at(left), at(right)),
        Expr::And(left, right) => both(at(left), at(right)),
        Expr::Or(left, right) => not(both(not(at(left)), not(at(right)))),
        Expr::Not(inner) => not(at(inner)),
        Expr::IsMissing(inner) => f64::from(u8::from(at(inner).is_nan())),
        Expr::Call(function, arguments) => call(*function, &arguments.iter().map(at).collect::<Vec<_>>()),
        Expr::Case { whens, otherwise } => whens
            .iter()
            .find(|(condition, _)| at(condition) > 0.0)
            .map(|(_, result)| at(result))
            .or_else(|| otherwise.as_deref().map(at))
            .unwrap_or(f64::NAN),
    }
}

fn arithmetic(op: ArithmeticOp, left: f64, right: f64) -> f64 {
    match op {
        ArithmeticOp::Add => left + right,
        ArithmeticOp::Subtract => left - right,
        ArithmeticOp::Multiply => left * right,
        ArithmeticOp::Divide if right == 0.0 => f64::NAN,
        ArithmeticOp::Divide => left / right,
    }
}

fn compare(op: CompareOp, left: f64, right: f64) -> f64 {
    let Some(order) = left.partial_cmp(&right) else { return f64::NAN };
    let holds = match op {
        CompareOp::Equal => order.is_eq(),
        CompareOp::NotEqual => order.is_ne(),
        CompareOp::Less => order.is_lt(),
        CompareOp::AtMost => order.is_le(),
        CompareOp::Greater => order.is_gt(),
        CompareOp::AtLeast => order.is_ge(),
    };
    f64::from(u8::from(holds))
}

/// False where either is false; cannot be told where either cannot.
fn both(left: f64, right: f64) -> f64 {
    if left == 0.0 || right == 0.0 { 0.0 } else { left * right }
}

fn not(condition: f64) -> f64 {
    1.0 - condition
}

fn call(function: Function, arguments: &[f64]) -> f64 {
    let missing = arguments.iter().any(|argument| argument.is_nan());
    match (function, arguments) {
        (Function::Coalesce, _) => arguments.iter().copied().find(|argument| !argument.is_nan()).unwrap_or(f64::NAN),
        _ if missing => f64::NAN,
        (Function::Ratio, &[above, below]) => arithmetic(ArithmeticOp::Divide, above, below),
        (Function::Clamp, &[x, low, high]) => x.max(low).min(high),
        (Function::AtLeast, &[x, low]) => x.max(low),
        (Function::AtMost, &[x, high]) => x.min(high),
        (Function::Abs, &[x]) => x.abs(),
        (Function::Least, _) => arguments.iter().copied().reduce(f64::min).unwrap_or(f64::NAN),
        (Function::Greatest, _) => arguments.iter().copied().reduce(f64::max).unwrap_or(f64::NAN),
        _ => f64::NAN,
    }
}
