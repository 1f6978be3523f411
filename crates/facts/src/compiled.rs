//! A formula compiled for the engine: physical expressions that run on batches, all numbers floats.

use std::sync::Arc;

use arrow::array::{ArrayRef, BooleanArray, Float64Array, RecordBatch, RecordBatchOptions};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion_common::config::ConfigOptions;
use datafusion_common::{DataFusionError, Result, ScalarValue};
use datafusion_expr::{Operator, ScalarUDF};
use datafusion_physical_expr::expressions::{BinaryExpr, CaseExpr, Column, IsNullExpr, Literal, NegativeExpr, NotExpr};
use datafusion_physical_expr::{PhysicalExpr, ScalarFunctionExpr};
use domain::id::IndicatorCode;
use policy::formula::{ArithmeticOp, CompareOp, Expr, Formula, Function};

use crate::functions::{Numeric, floats};
use crate::number::{scale_factor, to_float};

/// A formula ready to run. Compiled once, run as often as there are batches.
#[derive(Clone, Debug)]
pub struct Compiled {
    formula: Formula,
    inputs: Vec<IndicatorCode>,
    schema: SchemaRef,
    expr: Arc<dyn PhysicalExpr>,
}

/// A formula that the engine does not take. What passed a pack's fence never gives it; a test proves that.
#[derive(Debug, thiserror::Error)]
#[error("公式“{formula}”无法执行，这是程序的问题：请把政策包和日志交给维护人员。")]
pub struct FormulaError {
    /// The formula as written.
    pub formula: String,
    /// What the engine said.
    #[source]
    pub source: Box<dyn std::error::Error + Send + Sync>,
}

impl domain::say::Say for FormulaError {
    fn say(&self, lang: domain::say::Lang) -> String {
        let formula = &self.formula;
        match lang {
            domain::say::Lang::Zh => self.to_string(),
            domain::say::Lang::En => format!(
                "Formula “{formula}” cannot be run. This is a fault of the program: give the pack and the log to the \
                 maintainers."
            ),
        }
    }
}

impl Compiled {
    /// Compiles a formula.
    ///
    /// # Errors
    /// [`FormulaError`] when the engine does not take it.
    pub fn new(formula: &Formula) -> std::result::Result<Self, FormulaError> {
        let inputs: Vec<IndicatorCode> = formula.indicators().into_iter().collect();
        let fields = inputs.iter().map(|code| Field::new(code.as_str(), DataType::Float64, true)).collect::<Vec<_>>();
        let schema: SchemaRef = Arc::new(Schema::new(fields));
        let compiler = Compiler { schema: &schema, config: Arc::new(ConfigOptions::default()) };
        let expr = compiler.compile(&formula.expr).and_then(|expr| {
            let found = expr.data_type(&schema)?;
            let wanted = if formula.unit.is_some() { DataType::Float64 } else { DataType::Boolean };
            if found == wanted { Ok(expr) } else { Err(internal(&format!("{wanted} is wanted, {found} comes out"))) }
        });
        match expr {
            Ok(expr) => Ok(Self { formula: formula.clone(), inputs, schema, expr }),
            Err(error) => Err(FormulaError { formula: formula.text.clone(), source: error.into() }),
        }
    }

    /// The formula as checked.
    #[must_use]
    pub const fn formula(&self) -> &Formula {
        &self.formula
    }

    /// The indicators it reads, in order of code.
    #[must_use]
    pub fn inputs(&self) -> &[IndicatorCode] {
        &self.inputs
    }

    /// Whether it is a condition, not a number.
    #[must_use]
    pub const fn is_condition(&self) -> bool {
        self.formula.unit.is_none()
    }

    /// Runs a formula that gives a number over columns in the order of [`Compiled::inputs`].
    pub(crate) fn numbers(
        &self,
        columns: Vec<ArrayRef>,
        rows: usize,
    ) -> std::result::Result<Float64Array, FormulaError> {
        self.run(columns, rows).and_then(|array| floats(&array).cloned()).map_err(|error| self.fault(error))
    }

    /// Runs a condition over columns in the order of [`Compiled::inputs`].
    pub(crate) fn holds(&self, columns: Vec<ArrayRef>, rows: usize) -> std::result::Result<BooleanArray, FormulaError> {
        let truths = |array: ArrayRef| {
            let truths = array.as_any().downcast_ref::<BooleanArray>();
            truths.cloned().ok_or_else(|| internal("a column of truths is expected"))
        };
        self.run(columns, rows).and_then(truths).map_err(|error| self.fault(error))
    }

    fn run(&self, columns: Vec<ArrayRef>, rows: usize) -> Result<ArrayRef> {
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        let batch = RecordBatch::try_new_with_options(Arc::clone(&self.schema), columns, &options)?;
        self.expr.evaluate(&batch)?.into_array(rows)
    }

    fn fault(&self, error: DataFusionError) -> FormulaError {
        FormulaError { formula: self.formula.text.clone(), source: error.into() }
    }
}

fn internal(text: &str) -> DataFusionError {
    DataFusionError::Internal(text.to_owned())
}

struct Compiler<'a> {
    schema: &'a SchemaRef,
    config: Arc<ConfigOptions>,
}

type Physical = Arc<dyn PhysicalExpr>;

fn literal(number: f64) -> Physical {
    Arc::new(Literal::new(ScalarValue::Float64(Some(number))))
}

fn binary(left: Physical, op: Operator, right: Physical) -> Physical {
    Arc::new(BinaryExpr::new(left, op, right))
}

impl Compiler<'_> {
    fn compile(&self, expr: &Expr) -> Result<Physical> {
        Ok(match expr {
            Expr::Number(number) => literal(to_float(*number)),
            Expr::Indicator(code) => Arc::new(Column::new_with_schema(code.as_str(), self.schema)?),
            Expr::Scale { inner, numerator, denominator } => {
                let multiplied = binary(self.compile(inner)?, Operator::Multiply, literal(scale_factor(*numerator)));
                binary(multiplied, Operator::Divide, literal(scale_factor(*denominator)))
            }
            Expr::Negate(inner) => Arc::new(NegativeExpr::new(self.compile(inner)?)),
            Expr::Arithmetic(op, left, right) => {
                let (left, right) = (self.compile(left)?, self.compile(right)?);
                match op {
                    ArithmeticOp::Add => binary(left, Operator::Plus, right),
                    ArithmeticOp::Subtract => binary(left, Operator::Minus, right),
                    ArithmeticOp::Multiply => binary(left, Operator::Multiply, right),
                    ArithmeticOp::Divide => self.call(Function::Ratio, vec![left, right])?,
                }
            }
            Expr::Compare(op, left, right) => {
                let op = match op {
                    CompareOp::Equal => Operator::Eq,
                    CompareOp::NotEqual => Operator::NotEq,
                    CompareOp::Less => Operator::Lt,
                    CompareOp::AtMost => Operator::LtEq,
                    CompareOp::Greater => Operator::Gt,
                    CompareOp::AtLeast => Operator::GtEq,
                };
                // The engine holds −0 to be below 0; adding 0 makes both the same.
                let plain = |side: Physical| binary(side, Operator::Plus, literal(0.0));
                binary(plain(self.compile(left)?), op, plain(self.compile(right)?))
            }
            Expr::And(left, right) => binary(self.compile(left)?, Operator::And, self.compile(right)?),
            Expr::Or(left, right) => binary(self.compile(left)?, Operator::Or, self.compile(right)?),
            Expr::Not(inner) => Arc::new(NotExpr::new(self.compile(inner)?)),
            Expr::IsMissing(inner) => Arc::new(IsNullExpr::new(self.compile(inner)?)),
            Expr::Call(function, arguments) => {
                let (least, most) = function.arity();
                if arguments.len() < least || arguments.len() > most {
                    return Err(internal("a function has too few or too many arguments"));
                }
                self.call(*function, arguments.iter().map(|one| self.compile(one)).collect::<Result<_>>()?)?
            }
            Expr::Case { whens, otherwise } => {
                let whens = whens
                    .iter()
                    .map(|(condition, result)| Ok((self.compile(condition)?, self.compile(result)?)))
                    .collect::<Result<Vec<_>>>()?;
                let otherwise = otherwise.as_deref().map(|one| self.compile(one)).transpose()?;
                Arc::new(CaseExpr::try_new(None, whens, otherwise)?)
            }
        })
    }

    fn call(&self, function: Function, arguments: Vec<Physical>) -> Result<Physical> {
        let function = Arc::new(ScalarUDF::from(Numeric::new(function)));
        Ok(Arc::new(ScalarFunctionExpr::try_new(function, arguments, self.schema, Arc::clone(&self.config))?))
    }
}
