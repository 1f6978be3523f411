//! A formula behind the fence: a small typed tree that holds only what packs may say.

mod fence;
mod infer;

use std::collections::BTreeSet;

use domain::id::IndicatorCode;
use domain::unit::Unit;
use rust_decimal::Decimal;

pub(crate) use fence::{FenceError, FenceProblem, parse};
pub(crate) use infer::{Measure, UnitProblem, UnitProblemKind, infer, scaled};

/// A formula as written and as checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula {
    /// The text as written.
    pub text: String,
    /// What it says. Numbers of different scale are brought together by [`Expr::Scale`].
    pub expr: Expr,
    /// The unit of its result; `None` for a condition.
    pub unit: Option<Unit>,
}

impl Formula {
    /// The indicators it reads, each once, in order of code.
    #[must_use]
    pub fn indicators(&self) -> BTreeSet<IndicatorCode> {
        let mut found = BTreeSet::new();
        self.expr.visit(&mut |expr| {
            if let Expr::Indicator(code) = expr {
                found.insert(code.clone());
            }
        });
        found
    }
}

/// What a formula may say. Every operation keeps missing values missing, but `coalesce` and `is_missing`.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// A number.
    Number(Decimal),
    /// An indicator of the same subject and period, in its declared unit.
    Indicator(IndicatorCode),
    /// `inner × numerator / denominator`: an exact change of scale between units of one dimension.
    Scale {
        /// What is scaled.
        inner: Box<Expr>,
        /// Multiplied first.
        numerator: i128,
        /// Divided by then; never 0.
        denominator: i128,
    },
    /// `-inner`.
    Negate(Box<Expr>),
    /// Arithmetic on two numbers; a division by zero is missing, with that reason.
    Arithmetic(ArithmeticOp, Box<Expr>, Box<Expr>),
    /// A comparison of two numbers: a condition.
    Compare(CompareOp, Box<Expr>, Box<Expr>),
    /// Both conditions.
    And(Box<Expr>, Box<Expr>),
    /// Either condition.
    Or(Box<Expr>, Box<Expr>),
    /// Not the condition.
    Not(Box<Expr>),
    /// Whether the number is missing: a condition that is never missing itself.
    IsMissing(Box<Expr>),
    /// A function of numbers.
    Call(Function, Vec<Expr>),
    /// The result of the first condition that holds, else `otherwise`, else missing.
    Case {
        /// Conditions and results, in order.
        whens: Vec<(Expr, Expr)>,
        /// The result where none holds.
        otherwise: Option<Box<Expr>>,
    },
}

impl Expr {
    /// Calls `see` on this expression and on all below it, parents first, in reading order.
    pub fn visit<'a>(&'a self, see: &mut impl FnMut(&'a Self)) {
        see(self);
        match self {
            Self::Number(_) | Self::Indicator(_) => {}
            Self::Scale { inner, .. } | Self::Negate(inner) | Self::Not(inner) | Self::IsMissing(inner) => {
                inner.visit(see);
            }
            Self::Arithmetic(_, left, right)
            | Self::Compare(_, left, right)
            | Self::And(left, right)
            | Self::Or(left, right) => {
                left.visit(see);
                right.visit(see);
            }
            Self::Call(_, arguments) => arguments.iter().for_each(|argument| argument.visit(see)),
            Self::Case { whens, otherwise } => {
                for (condition, result) in whens {
                    condition.visit(see);
                    result.visit(see);
                }
                if let Some(otherwise) = otherwise {
                    otherwise.visit(see);
                }
            }
        }
    }
}

/// `+`, `-`, `*`, `/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArithmeticOp {
    /// Sum.
    Add,
    /// Difference.
    Subtract,
    /// Product.
    Multiply,
    /// Quotient.
    Divide,
}

impl ArithmeticOp {
    /// The sign for people: `+ − × ÷`.
    #[must_use]
    pub const fn sign(self) -> char {
        match self {
            Self::Add => '+',
            Self::Subtract => '−',
            Self::Multiply => '×',
            Self::Divide => '÷',
        }
    }
}

/// `=`, `<>`, `<`, `<=`, `>`, `>=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompareOp {
    /// Equal.
    Equal,
    /// Not equal.
    NotEqual,
    /// Less.
    Less,
    /// Less or equal.
    AtMost,
    /// Greater.
    Greater,
    /// Greater or equal.
    AtLeast,
}

impl CompareOp {
    /// The sign for people.
    #[must_use]
    pub const fn sign(self) -> char {
        match self {
            Self::Equal => '=',
            Self::NotEqual => '≠',
            Self::Less => '<',
            Self::AtMost => '≤',
            Self::Greater => '>',
            Self::AtLeast => '≥',
        }
    }
}

macro_rules! functions {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $least:literal ..= $most:literal, $zh:literal;)+) => {
        /// The functions that formulas may call.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Function { $($(#[$doc])* $variant,)+ }

        impl Function {
            /// Every function.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name in formulas.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// How many arguments it takes, least and most.
            #[must_use]
            pub const fn arity(self) -> (usize, usize) {
                match self { $(Self::$variant => ($least, $most),)+ }
            }

            /// What it gives, in Chinese.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $zh,)+ }
            }
        }
    };
}

functions! {
    /// `ratio(a, b)`: `a / b`; missing where `b` is 0.
    Ratio = "ratio", 2..=2, "a ÷ b，b 为零时视为缺失";
    /// `clamp(x, low, high)`: `x` held between two ends.
    Clamp = "clamp", 3..=3, "把 x 限制在 low 与 high 之间";
    /// `at_least(x, low)`: `x`, not below `low`.
    AtLeast = "at_least", 2..=2, "x，但不低于 low";
    /// `at_most(x, high)`: `x`, not above `high`.
    AtMost = "at_most", 2..=2, "x，但不高于 high";
    /// `abs(x)`: the magnitude of `x`.
    Abs = "abs", 1..=1, "绝对值";
    /// `least(a, b, …)`: the least; missing where any is.
    Least = "least", 2..=16, "最小值，任一缺失则缺失";
    /// `greatest(a, b, …)`: the greatest; missing where any is.
    Greatest = "greatest", 2..=16, "最大值，任一缺失则缺失";
    /// `coalesce(a, b, …)`: the first that is not missing.
    Coalesce = "coalesce", 2..=16, "第一个不缺失的值";
}

impl Function {
    /// The function of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|function| function.name() == name)
    }
}
