//! The functions that formulas call, as functions of the engine. All keep missing values missing, but `coalesce`.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, Float64Array};
use arrow::datatypes::DataType;
use datafusion_common::{DataFusionError, Result};
use datafusion_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility};
use policy::formula::Function;

/// One of the functions, over floats. `ratio` stands for division too: the engine's own gives infinity by zero.
#[derive(Debug)]
pub(crate) struct Numeric {
    function: Function,
    signature: Signature,
}

// The signature follows from the function.
impl PartialEq for Numeric {
    fn eq(&self, other: &Self) -> bool {
        self.function == other.function
    }
}

impl Eq for Numeric {}

impl std::hash::Hash for Numeric {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.function.name().hash(state);
    }
}

impl Numeric {
    pub(crate) fn new(function: Function) -> Self {
        Self { function, signature: Signature::variadic(vec![DataType::Float64], Volatility::Immutable) }
    }
}

impl ScalarUDFImpl for Numeric {
    fn name(&self) -> &str {
        self.function.name()
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Float64)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = args.args.into_iter().map(|arg| arg.into_array(args.number_rows)).collect::<Result<Vec<_>>>()?;
        let columns = arrays.iter().map(|array| floats(array)).collect::<Result<Vec<_>>>()?;
        let mut row = Vec::with_capacity(columns.len());
        let values = (0..args.number_rows).map(|at| {
            row.clear();
            row.extend(columns.iter().map(|column| column.is_valid(at).then(|| column.value(at))));
            apply(self.function, &row)
        });
        Ok(ColumnarValue::Array(Arc::new(values.collect::<Float64Array>())))
    }
}

pub(crate) fn floats(array: &ArrayRef) -> Result<&Float64Array> {
    let floats = array.as_any().downcast_ref::<Float64Array>();
    floats.ok_or_else(|| DataFusionError::Internal("a column of floats is expected".to_owned()))
}

/// What a function gives for one row; nothing where it is missing.
pub(crate) fn apply(function: Function, arguments: &[Option<f64>]) -> Option<f64> {
    if function == Function::Coalesce {
        return arguments.iter().copied().flatten().next();
    }
    // Any other function of something missing is missing.
    let at = |position: usize| arguments.get(position).copied().flatten();
    if arguments.iter().any(Option::is_none) {
        return None;
    }
    match function {
        Function::Ratio => {
            let (above, below) = (at(0)?, at(1)?);
            (below != 0.0).then(|| above / below)
        }
        Function::Clamp => Some(at_most(at_least(at(0)?, at(1)?), at(2)?)),
        Function::AtLeast => Some(at_least(at(0)?, at(1)?)),
        Function::AtMost => Some(at_most(at(0)?, at(1)?)),
        Function::Abs => at(0).map(f64::abs),
        Function::Least => arguments.iter().copied().flatten().reduce(at_most),
        Function::Greatest => arguments.iter().copied().flatten().reduce(at_least),
        Function::Coalesce => None,
    }
}

fn at_least(value: f64, low: f64) -> f64 {
    if value < low { low } else { value }
}

fn at_most(value: f64, high: f64) -> f64 {
    if value > high { high } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_value_is_never_taken_for_an_end_of_a_range() {
        for function in Function::ALL.iter().filter(|function| **function != Function::Coalesce) {
            let arguments = vec![Some(1.0); function.arity().0];
            assert!(apply(*function, &arguments).is_some(), "{}", function.name());
            for at in 0..arguments.len() {
                let mut missing = arguments.clone();
                missing[at] = None;
                assert_eq!(apply(*function, &missing), None, "{}", function.name());
            }
        }
        assert_eq!(apply(Function::Coalesce, &[None, Some(2.0), Some(3.0)]), Some(2.0));
    }

    #[test]
    fn functions_give_what_they_say() {
        let of =
            |function, arguments: &[f64]| apply(function, &arguments.iter().copied().map(Some).collect::<Vec<_>>());
        assert_eq!(of(Function::Ratio, &[7.0, 2.0]), Some(3.5));
        assert_eq!(of(Function::Ratio, &[7.0, 0.0]), None);
        assert_eq!(of(Function::Ratio, &[7.0, -0.0]), None);
        assert_eq!(of(Function::Clamp, &[7.0, 0.0, 1.0]), Some(1.0));
        assert_eq!(of(Function::Clamp, &[-7.0, 0.0, 1.0]), Some(0.0));
        assert_eq!(of(Function::AtLeast, &[1.0, 2.0]), Some(2.0));
        assert_eq!(of(Function::AtMost, &[1.0, 2.0]), Some(1.0));
        assert_eq!(of(Function::Abs, &[-1.5]), Some(1.5));
        assert_eq!(of(Function::Least, &[3.0, 1.0, 2.0]), Some(1.0));
        assert_eq!(of(Function::Greatest, &[3.0, 1.0, 4.0]), Some(4.0));
    }
}
