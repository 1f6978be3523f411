//! How pages say what packs hold: clauses, formulas, item functions, grades.

use domain::say::{Lang, Say};
use policy::formula::{Expr, Function};
use policy::pack::{Cite, Pack, Target};
use policy::scheme::{Benchmark, Grading, GradingMethod, ItemFunction, MissingRule};

use crate::component::number;
use crate::shell::locale::Words;

/// The issuer and, where it has one, the document's number.
#[must_use]
pub fn issuer_and_number(pack: &Pack, words: Words) -> String {
    if pack.meta.demonstration {
        return words.t("pack-is-demo");
    }
    match &pack.meta.number {
        Some(number) => format!("{} · {number}", pack.meta.issuer),
        None => pack.meta.issuer.clone(),
    }
}

/// A day as people write it: `2026年11月22日`; as given where it is no day.
#[must_use]
pub fn day(text: &str, words: Words) -> String {
    let Ok(date) = text.parse::<jiff::civil::Date>() else { return text.to_owned() };
    match words.lang() {
        Lang::Zh => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
        Lang::En => date.strftime("%-d %B %Y").to_string(),
    }
}

/// The clause, or that the rule is there to demonstrate.
#[must_use]
pub fn cite(cite: &Cite, words: Words) -> String {
    match cite {
        Cite::Clause(clause) => words.ta("cite-clause", &[("clause", clause)]),
        Cite::Demonstration(why) => words.ta("cite-demo", &[("why", why)]),
    }
}

/// A formula with the titles of its indicators in place of their codes: `税收 ÷ 用地面积`.
#[must_use]
pub fn formula(expr: &Expr, pack: &Pack, words: Words) -> String {
    Reader { pack, words }.expr(expr, 0)
}

struct Reader<'a> {
    pack: &'a Pack,
    words: Words,
}

impl Reader<'_> {
    /// `tight` is how tightly the surroundings bind: what binds less is put in brackets.
    fn expr(&self, expr: &Expr, tight: u8) -> String {
        let (text, own) = match expr {
            Expr::Number(number) => (number::plain(*number), 9),
            Expr::Indicator(code) => {
                let title = self.pack.indicator(code.as_str()).map_or(code.as_str(), |found| &found.title);
                (title.to_owned(), 9)
            }
            // A change of scale is between units of one dimension: the quantity is the same.
            Expr::Scale { inner, .. } => return self.expr(inner, tight),
            Expr::Negate(inner) => (format!("−{}", self.expr(inner, 7)), 6),
            Expr::Arithmetic(op, left, right) => {
                let own = if matches!(op.sign(), '×' | '÷') { 6 } else { 5 };
                (format!("{} {} {}", self.expr(left, own), op.sign(), self.expr(right, own + 1)), own)
            }
            Expr::Compare(op, left, right) => {
                (format!("{} {} {}", self.expr(left, 5), op.sign(), self.expr(right, 5)), 4)
            }
            Expr::And(left, right) => (self.join("formula-and", left, right), 3),
            Expr::Or(left, right) => (self.join("formula-or", left, right), 2),
            Expr::Not(inner) => (self.words.ta("formula-not", &[("what", &self.expr(inner, 0))]), 9),
            Expr::IsMissing(inner) => (self.words.ta("formula-missing", &[("what", &self.expr(inner, 9))]), 4),
            Expr::Call(Function::Ratio, arguments) if arguments.len() == 2 => {
                (format!("{} ÷ {}", self.expr(&arguments[0], 6), self.expr(&arguments[1], 7)), 6)
            }
            Expr::Call(function, arguments) => {
                let arguments: Vec<_> = arguments.iter().map(|argument| self.expr(argument, 0)).collect();
                (format!("{}({})", self.function(*function), arguments.join(self.comma())), 9)
            }
            Expr::Case { whens, otherwise } => (self.case(whens, otherwise.as_deref()), 1),
        };
        match self.words.lang() {
            _ if own >= tight => text,
            Lang::Zh => format!("（{text}）"),
            Lang::En => format!("({text})"),
        }
    }

    fn join(&self, key: &'static str, left: &Expr, right: &Expr) -> String {
        let word = if key == "formula-and" { self.words.t("formula-and") } else { self.words.t("formula-or") };
        format!("{} {word} {}", self.expr(left, 3), self.expr(right, 3))
    }

    fn case(&self, whens: &[(Expr, Expr)], otherwise: Option<&Expr>) -> String {
        let mut parts: Vec<_> = whens
            .iter()
            .map(|(condition, result)| {
                let (when, then) = (self.expr(condition, 0), self.expr(result, 0));
                self.words.ta("formula-when", &[("when", &when), ("then", &then)])
            })
            .collect();
        parts.extend(otherwise.map(|result| self.words.ta("formula-else", &[("then", &self.expr(result, 0))])));
        parts.join(self.comma())
    }

    fn comma(&self) -> &'static str {
        match self.words.lang() {
            Lang::Zh => "，",
            Lang::En => ", ",
        }
    }

    fn function(&self, function: Function) -> String {
        match function {
            Function::Least => self.words.t("formula-least"),
            Function::Greatest => self.words.t("formula-greatest"),
            Function::Abs => self.words.t("formula-abs"),
            Function::Coalesce => self.words.t("formula-coalesce"),
            Function::Clamp => self.words.t("formula-clamp"),
            Function::AtLeast => self.words.t("formula-at-least"),
            Function::AtMost => self.words.t("formula-at-most"),
            Function::Ratio => "÷".to_owned(),
        }
    }
}

/// How a value becomes points, in a sentence.
#[must_use]
pub fn item_function(function: &ItemFunction, words: Words) -> String {
    match function {
        ItemFunction::Ratio { benchmark } => words.ta("item-ratio", &[("benchmark", &held_against(benchmark, words))]),
        ItemFunction::RatioCapped { benchmark, cap } => words
            .ta("item-ratio-capped", &[("benchmark", &held_against(benchmark, words)), ("cap", &number::plain(*cap))]),
        ItemFunction::MinMaxFloor { floor, over } => {
            words.ta("item-min-max", &[("floor", &number::plain(*floor)), ("over", &over.say(words.lang()))])
        }
        ItemFunction::Inverse { benchmark, cap } => {
            words.ta("item-inverse", &[("benchmark", &held_against(benchmark, words)), ("cap", &number::plain(*cap))])
        }
        ItemFunction::Target { base, target } => {
            words.ta("item-target", &[("base", &held_against(base, words)), ("target", &held_against(target, words))])
        }
    }
}

/// What values are held against.
#[must_use]
pub fn held_against(benchmark: &Benchmark, words: Words) -> String {
    match benchmark {
        Benchmark::Fixed(value) => number::plain(*value),
        Benchmark::ByYear(years) => {
            let years: Vec<_> =
                years.iter().map(|(year, value)| format!("{year}: {}", number::plain(*value))).collect();
            words.ta("benchmark-by-year", &[("years", &years.join("; "))])
        }
        Benchmark::Mean { times, over } => {
            words.ta("benchmark-mean", &[("times", &number::plain(*times)), ("over", &over.say(words.lang()))])
        }
        Benchmark::Best { over } => words.ta("benchmark-best", &[("over", &over.say(words.lang()))]),
    }
}

/// What happens to an item whose value is missing.
#[must_use]
pub fn missing_rule(rule: &MissingRule, words: Words) -> String {
    match rule {
        MissingRule::Zero => words.t("missing-zero"),
        MissingRule::Penalty(points) => words.ta("missing-penalty", &[("points", &number::plain(*points))]),
        MissingRule::MeanOfOthers => words.t("missing-mean"),
        MissingRule::Reweight => words.t("missing-reweight"),
        MissingRule::Unranked => words.t("missing-unranked"),
    }
}

/// How grades follow from scores, in a line.
#[must_use]
pub fn grading(grading: &Grading, words: Words) -> String {
    let percent = rust_decimal::Decimal::ONE_HUNDRED;
    let grades: Vec<_> = grading
        .grades
        .iter()
        .map(|grade| match (grade.bound, grading.method) {
            (None, _) => words.ta("grade-rest", &[("grade", &grade.code)]),
            (Some(bound), GradingMethod::Quota { .. }) => {
                words.ta("grade-quota", &[("grade", &grade.code), ("share", &number::plain(bound * percent))])
            }
            (Some(bound), GradingMethod::CutOff) => {
                words.ta("grade-cut", &[("grade", &grade.code), ("score", &number::plain(bound))])
            }
        })
        .collect();
    let joint = match words.lang() {
        Lang::Zh => "；",
        Lang::En => "; ",
    };
    grades.join(joint)
}

/// A goal with its comparator and unit: `不低于 1.5 亿元`.
#[must_use]
pub fn goal(target: &Target, words: Words) -> String {
    let lang = words.lang();
    let unit = target.unit.say(lang);
    let goal = number::plain(target.goal);
    match target.goal_to {
        Some(to) => format!("{} {goal}–{} {unit}", target.comparator.say(lang), number::plain(to)),
        None => format!("{} {goal} {unit}", target.comparator.say(lang)),
    }
}

/// What follows from a veto.
#[must_use]
pub fn veto_effect(effect: &policy::scheme::VetoEffect, words: Words) -> String {
    use policy::scheme::VetoEffect;
    match effect {
        VetoEffect::Ceiling(grade) => words.ta("veto-ceiling", &[("grade", grade)]),
        VetoEffect::Forced(grade) => words.ta("veto-forced", &[("grade", grade)]),
        VetoEffect::Excluded => words.t("veto-excluded"),
        VetoEffect::AwardLost => words.t("veto-award"),
    }
}
