//! A formula in words: the titles of indicators in the place of codes, with or without their values.

use domain::say::{Lang, Say};
use policy::Pack;
use policy::formula::{ArithmeticOp, Expr, Formula, Function};

use crate::figure::thousands;
use crate::words::Words;

/// How an indicator is written within a formula, by its code.
pub(crate) type Name<'a> = dyn Fn(&str, Lang) -> String + 'a;

/// The formula with the titles that `pack` gives.
#[must_use]
pub fn formula_words(pack: &Pack, formula: &Formula) -> Words {
    let title =
        |code: &str, _: Lang| pack.indicator(code).map_or_else(|| code.to_owned(), |indicator| indicator.title.clone());
    Words::of(|lang| words(&formula.expr, &title, lang))
}

/// The expression in words.
pub(crate) fn words(expr: &Expr, name: &Name<'_>, lang: Lang) -> String {
    Writer { name, lang }.at(expr, 0)
}

/// How tightly parts of an expression bind: or, and, not, comparison, sum, product, sign.
const OR: u8 = 1;
const AND: u8 = 2;
const NOT: u8 = 3;
const COMPARE: u8 = 4;
const SUM: u8 = 5;
const PRODUCT: u8 = 6;
const SIGN: u8 = 7;

struct Writer<'a> {
    name: &'a Name<'a>,
    lang: Lang,
}

impl Writer<'_> {
    /// The expression, in parentheses where it binds less tightly than its place asks for.
    fn at(&self, expr: &Expr, place: u8) -> String {
        let (binds, text) = self.written(expr);
        match (binds < place, self.lang) {
            (false, _) => text,
            (true, Lang::Zh) => format!("（{text}）"),
            (true, Lang::En) => format!("({text})"),
        }
    }

    fn pick(&self, zh: &str, en: &str) -> String {
        match self.lang {
            Lang::Zh => zh.to_owned(),
            Lang::En => en.to_owned(),
        }
    }

    fn written(&self, expr: &Expr) -> (u8, String) {
        match expr {
            Expr::Number(number) => (SIGN, thousands(&number.normalize().to_string())),
            Expr::Indicator(code) => (SIGN, (self.name)(code.as_str(), self.lang)),
            Expr::Scale { inner, numerator, denominator } => {
                let inner = self.at(inner, PRODUCT);
                let times =
                    if *numerator == 1 { String::new() } else { format!(" × {}", thousands(&numerator.to_string())) };
                let over = if *denominator == 1 {
                    String::new()
                } else {
                    format!(" ÷ {}", thousands(&denominator.to_string()))
                };
                (PRODUCT, format!("{inner}{times}{over}"))
            }
            Expr::Negate(inner) => (SIGN, format!("−{}", self.at(inner, SIGN))),
            Expr::Arithmetic(op, left, right) => self.arithmetic(*op, left, right),
            Expr::Compare(op, left, right) => {
                (COMPARE, format!("{} {} {}", self.at(left, SUM), op.sign(), self.at(right, SUM)))
            }
            Expr::And(left, right) => self.joined(AND, left, right, " 且 ", " and "),
            Expr::Or(left, right) => self.joined(OR, left, right, " 或 ", " or "),
            Expr::Not(inner) => (NOT, format!("{} {}", self.pick("非", "not"), self.at(inner, COMPARE))),
            Expr::IsMissing(inner) => (COMPARE, format!("{} {}", self.at(inner, SUM), self.pick("缺失", "is missing"))),
            Expr::Call(function, arguments) => self.call(*function, arguments),
            Expr::Case { whens, otherwise } => {
                let mut parts: Vec<String> = whens
                    .iter()
                    .map(|(condition, result)| {
                        let (condition, result) = (self.at(condition, 0), self.at(result, 0));
                        match self.lang {
                            Lang::Zh => format!("若 {condition} 则 {result}"),
                            Lang::En => format!("if {condition} then {result}"),
                        }
                    })
                    .collect();
                if let Some(otherwise) = otherwise {
                    parts.push(format!("{} {}", self.pick("否则", "else"), self.at(otherwise, 0)));
                }
                (0, parts.join(&self.pick("，", ", ")))
            }
        }
    }

    fn joined(&self, binds: u8, left: &Expr, right: &Expr, zh: &str, en: &str) -> (u8, String) {
        (binds, format!("{}{}{}", self.at(left, binds), self.pick(zh, en), self.at(right, binds)))
    }

    fn arithmetic(&self, op: ArithmeticOp, left: &Expr, right: &Expr) -> (u8, String) {
        // What stands after − and ÷ needs parentheses even when it binds as tightly.
        let (binds, after) = match op {
            ArithmeticOp::Add => (SUM, SUM),
            ArithmeticOp::Subtract => (SUM, PRODUCT),
            ArithmeticOp::Multiply => (PRODUCT, PRODUCT),
            ArithmeticOp::Divide => (PRODUCT, SIGN),
        };
        (binds, format!("{} {} {}", self.at(left, binds), op.sign(), self.at(right, after)))
    }

    fn call(&self, function: Function, arguments: &[Expr]) -> (u8, String) {
        if let (Function::Ratio, [above, below]) = (function, arguments) {
            return self.arithmetic(ArithmeticOp::Divide, above, below);
        }
        let list = arguments.iter().map(|argument| self.at(argument, 0)).collect::<Vec<_>>();
        let name = match (function, self.lang) {
            (Function::Abs, Lang::Zh) => "绝对值",
            (Function::Least, Lang::Zh) => "最小值",
            (Function::Greatest, Lang::Zh) => "最大值",
            (Function::Coalesce, Lang::Zh) => "第一个有数据的",
            (Function::Clamp, Lang::Zh) => "限定于上下限内",
            (Function::AtLeast, Lang::Zh) => "不低于下限",
            (Function::AtMost, Lang::Zh) => "不高于上限",
            (function, _) => function.name(),
        };
        let list = list.join(&self.pick("，", ", "));
        (SIGN, format!("{name}{}{list}{}", self.pick("（", "("), self.pick("）", ")")))
    }
}

/// A number with its unit for people: `24.1 万元/亩`, `3.2%`.
pub(crate) fn with_unit(number: &str, unit: &domain::unit::Unit, lang: Lang) -> String {
    let unit = unit_text(unit, lang);
    if unit.is_empty() || unit.starts_with(['%', '‰']) {
        format!("{number}{unit}")
    } else {
        format!("{number} {unit}")
    }
}

/// A unit for people; nothing for a number without one.
pub(crate) fn unit_text(unit: &domain::unit::Unit, lang: Lang) -> String {
    if unit.code() == "one" { String::new() } else { unit.say(lang) }
}
