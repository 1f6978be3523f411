//! Types and units of a formula: what each piece measures, brought to one scale where scales differ.

use std::ops::Range;

use domain::id::IndicatorCode;
use domain::unit::{Unit, UnitError};

use super::fence::{Kind, Node};
use super::{ArithmeticOp, Expr, Function};

/// A piece of a formula with what it measures.
pub(crate) struct Inferred {
    pub expr: Expr,
    pub measure: Measure,
}

/// What a piece of a formula gives.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Measure {
    /// A number written down: it takes the unit of what it stands beside.
    Plain,
    /// A number in this unit.
    In(Unit),
    /// A condition.
    Condition,
}

/// Why a formula's pieces do not fit together, and where in its text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct UnitProblem {
    pub span: Range<usize>,
    pub kind: UnitProblemKind,
}

/// What does not fit.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum UnitProblemKind {
    /// No indicator has this code.
    UnknownName(String),
    /// A number is needed and a condition stands there.
    ConditionForNumber,
    /// A condition is needed and a number stands there.
    NumberForCondition,
    /// Two pieces of different dimension are added, compared or chosen from.
    Differ(Unit, Unit),
    /// The product or quotient is beyond what a unit can say.
    Beyond,
}

/// Types `node`, resolving indicator codes with `unit_of`, and puts exact changes of scale where units differ.
pub(crate) fn infer(node: &Node, unit_of: &dyn Fn(&str) -> Option<Unit>) -> Result<Inferred, UnitProblem> {
    Inference { unit_of }.any(node)
}

struct Inference<'a> {
    unit_of: &'a dyn Fn(&str) -> Option<Unit>,
}

fn problem<T>(node: &Node, kind: UnitProblemKind) -> Result<T, UnitProblem> {
    Err(UnitProblem { span: node.span.clone(), kind })
}

/// `expr` in unit `from`, changed to unit `to`.
pub(crate) fn scaled(expr: Expr, from: &Unit, to: &Unit) -> Result<Expr, UnitError> {
    let (numerator, denominator) = from.fraction_to(to)?;
    if numerator == denominator {
        return Ok(expr);
    }
    Ok(Expr::Scale { inner: Box::new(expr), numerator, denominator })
}

impl Inference<'_> {
    fn any(&self, node: &Node) -> Result<Inferred, UnitProblem> {
        let done = |expr, measure| Ok(Inferred { expr, measure });
        match &node.kind {
            Kind::Number(number) => done(Expr::Number(*number), Measure::Plain),
            Kind::Name(name) => {
                let known =
                    IndicatorCode::new(name).ok().and_then(|code| (self.unit_of)(name).map(|unit| (code, unit)));
                match known {
                    Some((code, unit)) => done(Expr::Indicator(code), Measure::In(unit)),
                    None => problem(node, UnitProblemKind::UnknownName(name.clone())),
                }
            }
            Kind::Negate(inner) => {
                let inner = self.number(inner)?;
                done(Expr::Negate(Box::new(inner.expr)), inner.measure)
            }
            Kind::Arithmetic(op, left, right) => self.arithmetic(node, *op, left, right),
            Kind::Compare(op, left, right) => {
                let ([left, right], _) = self.together([left, right])?;
                done(Expr::Compare(*op, Box::new(left), Box::new(right)), Measure::Condition)
            }
            Kind::And(left, right) => {
                done(Expr::And(self.condition(left)?, self.condition(right)?), Measure::Condition)
            }
            Kind::Or(left, right) => done(Expr::Or(self.condition(left)?, self.condition(right)?), Measure::Condition),
            Kind::Not(inner) => done(Expr::Not(self.condition(inner)?), Measure::Condition),
            Kind::IsMissing(inner) => done(Expr::IsMissing(Box::new(self.number(inner)?.expr)), Measure::Condition),
            Kind::Call(Function::Ratio, arguments) => match arguments.as_slice() {
                [above, below] => {
                    let (above, below) = (self.number(above)?, self.number(below)?);
                    let measure = product(node, ArithmeticOp::Divide, &above.measure, &below.measure)?;
                    done(Expr::Call(Function::Ratio, vec![above.expr, below.expr]), measure)
                }
                _ => problem(node, UnitProblemKind::Beyond),
            },
            Kind::Call(Function::Abs, arguments) => match arguments.as_slice() {
                [inner] => {
                    let inner = self.number(inner)?;
                    done(Expr::Call(Function::Abs, vec![inner.expr]), inner.measure)
                }
                _ => problem(node, UnitProblemKind::Beyond),
            },
            Kind::Call(function, arguments) => {
                let (arguments, measure) = self.all_together(&arguments.iter().collect::<Vec<_>>())?;
                done(Expr::Call(*function, arguments), measure)
            }
            Kind::Case(whens, otherwise) => self.case(whens, otherwise.as_deref()),
        }
    }

    fn number(&self, node: &Node) -> Result<Inferred, UnitProblem> {
        let inferred = self.any(node)?;
        match inferred.measure {
            Measure::Condition => problem(node, UnitProblemKind::ConditionForNumber),
            _ => Ok(inferred),
        }
    }

    fn condition(&self, node: &Node) -> Result<Box<Expr>, UnitProblem> {
        let inferred = self.any(node)?;
        match inferred.measure {
            Measure::Condition => Ok(Box::new(inferred.expr)),
            _ => problem(node, UnitProblemKind::NumberForCondition),
        }
    }

    fn arithmetic(&self, node: &Node, op: ArithmeticOp, left: &Node, right: &Node) -> Result<Inferred, UnitProblem> {
        match op {
            ArithmeticOp::Add | ArithmeticOp::Subtract => {
                let ([left, right], measure) = self.together([left, right])?;
                Ok(Inferred { expr: Expr::Arithmetic(op, Box::new(left), Box::new(right)), measure })
            }
            ArithmeticOp::Multiply | ArithmeticOp::Divide => {
                let (left, right) = (self.number(left)?, self.number(right)?);
                let measure = product(node, op, &left.measure, &right.measure)?;
                Ok(Inferred { expr: Expr::Arithmetic(op, Box::new(left.expr), Box::new(right.expr)), measure })
            }
        }
    }

    fn case(&self, whens: &[(Node, Node)], otherwise: Option<&Node>) -> Result<Inferred, UnitProblem> {
        let conditions =
            whens.iter().map(|(condition, _)| self.condition(condition).map(|c| *c)).collect::<Result<Vec<_>, _>>()?;
        let results: Vec<&Node> = whens.iter().map(|(_, result)| result).chain(otherwise).collect();
        let (mut results, measure) = self.all_together(&results)?;
        let otherwise = otherwise.and_then(|_| results.pop()).map(Box::new);
        let whens = conditions.into_iter().zip(results).collect();
        Ok(Inferred { expr: Expr::Case { whens, otherwise }, measure })
    }

    fn together<const N: usize>(&self, nodes: [&Node; N]) -> Result<([Expr; N], Measure), UnitProblem> {
        let (exprs, measure) = self.all_together(&nodes)?;
        match exprs.try_into() {
            Ok(exprs) => Ok((exprs, measure)),
            Err(_) => problem(nodes[0], UnitProblemKind::Beyond),
        }
    }

    /// Numbers of one dimension, all in the unit of the first that has one.
    fn all_together(&self, nodes: &[&Node]) -> Result<(Vec<Expr>, Measure), UnitProblem> {
        let numbers = nodes.iter().map(|node| self.number(node)).collect::<Result<Vec<_>, _>>()?;
        let unit = numbers.iter().find_map(|number| match number.measure {
            Measure::In(unit) => Some(unit),
            _ => None,
        });
        let Some(unit) = unit else {
            return Ok((numbers.into_iter().map(|number| number.expr).collect(), Measure::Plain));
        };
        let mut exprs = Vec::with_capacity(numbers.len());
        for (node, number) in nodes.iter().zip(numbers) {
            exprs.push(match number.measure {
                Measure::In(own) => match scaled(number.expr, &own, &unit) {
                    Ok(expr) => expr,
                    Err(UnitError::Dimension { .. }) => return problem(node, UnitProblemKind::Differ(unit, own)),
                    Err(_) => return problem(node, UnitProblemKind::Beyond),
                },
                _ => number.expr,
            });
        }
        Ok((exprs, Measure::In(unit)))
    }
}

fn product(node: &Node, op: ArithmeticOp, left: &Measure, right: &Measure) -> Result<Measure, UnitProblem> {
    let (one, other) = match (left, right) {
        (Measure::Plain, Measure::Plain) => return Ok(Measure::Plain),
        (Measure::In(left), Measure::Plain) => return Ok(Measure::In(*left)),
        (Measure::Plain, Measure::In(right)) => (Unit::ONE, *right),
        (Measure::In(left), Measure::In(right)) => (*left, *right),
        _ => return problem(node, UnitProblemKind::ConditionForNumber),
    };
    let unit = if op == ArithmeticOp::Multiply { one.times(&other) } else { one.per(&other) };
    unit.map(Measure::In).or_else(|_| problem(node, UnitProblemKind::Beyond))
}
