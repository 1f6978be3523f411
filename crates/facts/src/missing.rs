//! Why a value is missing: worked out row by row, only where the engine found nothing.

use domain::id::IndicatorCode;
use domain::say::{Lang, Say};
use domain::table::MissingReason;
use policy::formula::{ArithmeticOp, CompareOp, Expr, Function};

use crate::functions::apply;
use crate::number::{scale_factor, to_float};

/// Why there is no value. Missing with a reason is not absence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// No form gives it for the subject and period.
    NotReported,
    /// It was reported as missing.
    Stated(MissingReason),
    /// An indicator that the formula needs is missing; that one's own reason says why.
    Input(IndicatorCode),
    /// The formula divides by zero; these indicators make the divisor (none: a number written down).
    ZeroDivisor(Vec<IndicatorCode>),
    /// No case of the formula applies, and it has no other.
    NoCase,
    /// The result is beyond what a number can hold.
    TooLarge,
}

impl Say for Missing {
    fn say(&self, lang: Lang) -> String {
        let list = |codes: &[IndicatorCode]| codes.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(", ");
        match (self, lang) {
            (Self::NotReported, Lang::Zh) => "未报送".to_owned(),
            (Self::NotReported, Lang::En) => "not reported".to_owned(),
            (Self::Stated(reason), lang) => reason.say(lang),
            (Self::Input(code), Lang::Zh) => format!("计算所需的 {code} 缺失"),
            (Self::Input(code), Lang::En) => format!("{code}, which it is made from, is missing"),
            (Self::ZeroDivisor(codes), Lang::Zh) => format!("分母为零（{}）", list(codes)),
            (Self::ZeroDivisor(codes), Lang::En) => format!("the divisor is zero ({})", list(codes)),
            (Self::NoCase, Lang::Zh) => "不属于公式所列的任何情形".to_owned(),
            (Self::NoCase, Lang::En) => "none of the formula's cases applies".to_owned(),
            (Self::TooLarge, Lang::Zh) => "计算结果超出数值范围".to_owned(),
            (Self::TooLarge, Lang::En) => "the result is too large for a number".to_owned(),
        }
    }
}

/// What a formula gives for one row. `value` looks indicators up.
///
/// # Errors
/// Why it gives nothing.
pub(crate) fn number(expr: &Expr, value: &dyn Fn(&IndicatorCode) -> Option<f64>) -> Result<f64, Missing> {
    match expr {
        Expr::Number(number) => Ok(to_float(*number)),
        Expr::Indicator(code) => value(code).ok_or_else(|| Missing::Input(code.clone())),
        Expr::Scale { inner, numerator, denominator } => {
            Ok(number(inner, value)? * scale_factor(*numerator) / scale_factor(*denominator))
        }
        Expr::Negate(inner) => Ok(-number(inner, value)?),
        Expr::Arithmetic(op, left, right) => {
            let (one, other) = (number(left, value)?, number(right, value)?);
            match op {
                ArithmeticOp::Add => Ok(one + other),
                ArithmeticOp::Subtract => Ok(one - other),
                ArithmeticOp::Multiply => Ok(one * other),
                ArithmeticOp::Divide => divide(one, other, right),
            }
        }
        Expr::Call(Function::Ratio, arguments) => match arguments.as_slice() {
            [above, below] => divide(number(above, value)?, number(below, value)?, below),
            _ => Err(Missing::NoCase),
        },
        Expr::Call(Function::Coalesce, arguments) => {
            let mut first = None;
            for argument in arguments {
                match number(argument, value) {
                    Ok(found) => return Ok(found),
                    Err(missing) => drop(first.get_or_insert(missing)),
                }
            }
            Err(first.unwrap_or(Missing::NoCase))
        }
        Expr::Call(function, arguments) => {
            let known = arguments.iter().map(|one| number(one, value).map(Some)).collect::<Result<Vec<_>, _>>()?;
            apply(*function, &known).ok_or(Missing::NoCase)
        }
        Expr::Case { whens, otherwise } => {
            let mut unknown = None;
            for (condition, result) in whens {
                match holds(condition, value) {
                    Ok(true) => return number(result, value),
                    Ok(false) => {}
                    Err(missing) => drop(unknown.get_or_insert(missing)),
                }
            }
            match otherwise {
                Some(otherwise) => number(otherwise, value),
                None => Err(unknown.unwrap_or(Missing::NoCase)),
            }
        }
        // Conditions are no numbers; the fence lets none stand where a number must.
        Expr::Compare(..) | Expr::And(..) | Expr::Or(..) | Expr::Not(_) | Expr::IsMissing(_) => Err(Missing::NoCase),
    }
}

/// Whether a condition holds for one row. `value` looks indicators up.
///
/// # Errors
/// Why that cannot be said.
pub(crate) fn holds(expr: &Expr, value: &dyn Fn(&IndicatorCode) -> Option<f64>) -> Result<bool, Missing> {
    match expr {
        Expr::Compare(op, left, right) => {
            let (one, other) = (number(left, value)?, number(right, value)?);
            #[expect(clippy::float_cmp, reason = "a pack that asks for equality gets it")]
            Ok(match op {
                CompareOp::Equal => one == other,
                CompareOp::NotEqual => one != other,
                CompareOp::Less => one < other,
                CompareOp::AtMost => one <= other,
                CompareOp::Greater => one > other,
                CompareOp::AtLeast => one >= other,
            })
        }
        // What one side settles, a missing other side does not unsettle.
        Expr::And(left, right) => match (holds(left, value), holds(right, value)) {
            (Ok(false), _) | (_, Ok(false)) => Ok(false),
            (Err(missing), _) | (_, Err(missing)) => Err(missing),
            (Ok(true), Ok(true)) => Ok(true),
        },
        Expr::Or(left, right) => match (holds(left, value), holds(right, value)) {
            (Ok(true), _) | (_, Ok(true)) => Ok(true),
            (Err(missing), _) | (_, Err(missing)) => Err(missing),
            (Ok(false), Ok(false)) => Ok(false),
        },
        Expr::Not(inner) => Ok(!holds(inner, value)?),
        Expr::IsMissing(inner) => Ok(number(inner, value).is_err()),
        Expr::Number(_)
        | Expr::Indicator(_)
        | Expr::Scale { .. }
        | Expr::Negate(_)
        | Expr::Arithmetic(..)
        | Expr::Call(..)
        | Expr::Case { .. } => Err(Missing::NoCase),
    }
}

fn divide(above: f64, below: f64, divisor: &Expr) -> Result<f64, Missing> {
    if below != 0.0 {
        return Ok(above / below);
    }
    let mut codes = std::collections::BTreeSet::new();
    divisor.visit(&mut |expr| {
        if let Expr::Indicator(code) = expr {
            codes.insert(code.clone());
        }
    });
    Err(Missing::ZeroDivisor(codes.into_iter().collect()))
}
