//! Findings about formulas, at their place in the file.

use domain::unit::{Unit, UnitError};

use super::Checker;
use crate::formula::{self, Expr, FenceError, FenceProblem, Formula, Function, Measure, UnitProblem, UnitProblemKind};
use crate::pack::Indicator;
use crate::read::FormulaText;
use declared::Table;
use domain::say::{Lang, Say};

/// What a formula must give.
pub(super) enum Gives<'a> {
    /// A number in this unit of measure.
    Number(&'a Unit),
    /// A number of points: in 分, a pure number, or a count.
    Points,
    /// A condition.
    Condition,
}

impl Checker<'_> {
    /// Parses, fences and types a formula over `indicators` of one kind of subject.
    pub(super) fn formula(
        &mut self,
        table: &Table<'_>,
        written: &FormulaText,
        indicators: &[Indicator],
        subject: &str,
        gives: &Gives<'_>,
    ) -> Option<Formula> {
        let node = match formula::parse(&written.text) {
            Ok(node) => node,
            Err(error) => {
                self.fence_error(table, written, &error);
                return None;
            }
        };
        let known = |code: &str| indicators.iter().find(|i| i.code.as_str() == code && i.subject == subject);
        let inferred = match formula::infer(&node, &|code| known(code).map(|indicator| indicator.unit)) {
            Ok(inferred) => inferred,
            Err(problem) => {
                self.unit_problem(table, written, &problem, indicators, subject);
                return None;
            }
        };
        let formula = |expr: Expr, unit| Some(Formula { text: written.text.trim().to_owned(), expr, unit });
        match (gives, inferred.measure) {
            (Gives::Condition, Measure::Condition) => formula(inferred.expr, None),
            (Gives::Points, Measure::Plain) => formula(inferred.expr, Some(Unit::ONE)),
            (Gives::Condition, _) => {
                self.refuse_whole(
                    table,
                    written,
                    "这里需要一个条件，如 land_mu >= 3。",
                    "A condition is needed, as land_mu >= 3.",
                );
                None
            }
            (Gives::Number(_) | Gives::Points, Measure::Condition) => {
                self.refuse_whole(
                    table,
                    written,
                    "这里需要一个数，公式得出的却是条件。",
                    "A number is needed; the formula gives a condition.",
                );
                None
            }
            (Gives::Number(unit), Measure::Plain) => formula(inferred.expr, Some(**unit)),
            (Gives::Number(unit), Measure::In(own)) => match formula::scaled(inferred.expr, &own, unit) {
                Ok(expr) => formula(expr, Some(**unit)),
                Err(error) => {
                    self.wrong_dimension(table, written, &own, unit, &error);
                    None
                }
            },
            (Gives::Points, Measure::In(own)) => {
                let counts = ["分", "个", "one"].iter().filter_map(|code| Unit::parse(code).ok());
                let to = counts.into_iter().find(|unit| unit.dimension() == own.dimension());
                if let Some((to, expr)) = to.and_then(|to| Some((to, formula::scaled(inferred.expr, &own, &to).ok()?)))
                {
                    return formula(expr, Some(to));
                }
                let (zh, en) = (own.say(Lang::Zh), own.say(Lang::En));
                self.refuse_whole(
                    table,
                    written,
                    &format!("这里需要分数（分、个数或纯数），公式得出的单位是“{zh}”。"),
                    &format!("Points (or a count, or a pure number) are needed; the formula gives {en}."),
                );
                None
            }
        }
    }

    fn refuse_whole(&mut self, table: &Table<'_>, written: &FormulaText, zh: &str, en: &str) {
        let place = written.place(&(0..written.text.len()));
        let source = table.source;
        self.findings.error("pack::formula_type", source.file, source.text, place, zh, en).put();
    }

    fn wrong_dimension(
        &mut self,
        table: &Table<'_>,
        written: &FormulaText,
        own: &Unit,
        unit: &Unit,
        error: &UnitError,
    ) {
        let source = table.source;
        let place = written.place(&(0..written.text.len()));
        let declared = table.get("unit").map(toml::Spanned::span);
        let draft = self
            .findings
            .error(
                "pack::wrong_dimension",
                source.file,
                source.text,
                place,
                format!("公式得出的单位是“{}”，与声明的“{}”量纲不符。", own.say(Lang::Zh), unit.say(Lang::Zh)),
                format!(
                    "The formula gives {}, which is not of the dimension of {}.",
                    own.say(Lang::En),
                    unit.say(Lang::En)
                ),
            )
            .help(error.say(Lang::Zh), error.say(Lang::En));
        match declared {
            Some(span) => draft
                .related(source.file, span.clone(), "声明的单位", "the unit declared")
                .mend(span, format!("\"{}\"", own.code()))
                .put(),
            None => draft.put(),
        }
    }

    fn fence_error(&mut self, table: &Table<'_>, written: &FormulaText, error: &FenceError) {
        let source = table.source;
        let place = written.place(&error.span);
        let functions = || Function::ALL.iter().map(|function| function.name());
        let list = functions().collect::<Vec<_>>().join("、");
        let (code, zh, en) = match &error.problem {
            FenceProblem::Empty => {
                ("pack::formula_syntax", "公式是空的。".to_owned(), "The formula is empty.".to_owned())
            }
            FenceProblem::TooLong => (
                "pack::formula_syntax",
                "公式过长（最多 4000 字节）。".to_owned(),
                "The formula is too long (at most 4000 bytes).".to_owned(),
            ),
            FenceProblem::TooDeep => (
                "pack::formula_syntax",
                "公式嵌套过深，请拆成几个指标。".to_owned(),
                "The formula nests too deep; split it into several indicators.".to_owned(),
            ),
            FenceProblem::FullWidth(found, meant) => (
                "pack::full_width",
                format!("公式里有全角符号“{found}”。"),
                format!("The formula holds the full-width sign “{found}”; write “{meant}”."),
            ),
            FenceProblem::Syntax => (
                "pack::formula_syntax",
                "公式在这里读不下去。".to_owned(),
                "The formula cannot be read from here.".to_owned(),
            ),
            FenceProblem::LeftOver => (
                "pack::formula_syntax",
                "公式到这里应已结束，后面多出了内容。".to_owned(),
                "The formula should have ended before this.".to_owned(),
            ),
            FenceProblem::NotAllowed(what) => {
                ("pack::not_allowed", format!("公式里不能使用{what}。"), format!("Formulas may not use this: {what}."))
            }
            FenceProblem::UnknownFunction(name) => (
                "pack::unknown_function",
                format!("没有“{name}”这个函数，可用的有：{list}。"),
                format!("There is no function “{name}”; there are: {}.", functions().collect::<Vec<_>>().join(", ")),
            ),
            FenceProblem::Arity(function, found) => {
                let (least, most) = function.arity();
                let wanted = if least == most { least.to_string() } else { format!("{least}–{most}") };
                (
                    "pack::arity",
                    format!(
                        "函数 {} 需要 {wanted} 个参数，这里有 {found} 个。{}。",
                        function.name(),
                        function.meaning()
                    ),
                    format!("The function {} takes {wanted} arguments; there are {found}.", function.name()),
                )
            }
            FenceProblem::BadNumber => (
                "pack::formula_syntax",
                "这个数字超出了可表示的范围（28 位有效数字）。".to_owned(),
                "This number is beyond 28 digits.".to_owned(),
            ),
        };
        let draft = self.findings.error(code, source.file, source.text, place.clone(), zh, en);
        match &error.problem {
            FenceProblem::FullWidth(_, meant) => draft
                .help(format!("请改用半角“{meant}”。"), format!("Write “{meant}”."))
                .mend(place, meant.to_string())
                .put(),
            FenceProblem::UnknownFunction(name) => draft.nearest(name, functions(), place, "").put(),
            FenceProblem::NotAllowed(_) => draft
                .help(
                    format!("公式只能用 + - * /、比较、and、or、not、case when，以及函数 {list}。"),
                    "Formulas may use + - * /, comparisons, and, or, not, case when, and the functions listed in docs/packs.md.",
                )
                .put(),
            _ => draft.put(),
        }
    }

    fn unit_problem(
        &mut self,
        table: &Table<'_>,
        written: &FormulaText,
        problem: &UnitProblem,
        indicators: &[Indicator],
        subject: &str,
    ) {
        let source = table.source;
        let place = written.place(&problem.span);
        match &problem.kind {
            UnitProblemKind::UnknownName(name) => {
                let other = indicators.iter().find(|indicator| indicator.code.as_str() == name);
                let (zh, en) = match other {
                    Some(other) => (
                        format!("指标“{name}”的对象是 {}，不能用在对象为 {subject} 的公式里。", other.subject),
                        format!("“{name}” is measured for {}, this formula is for {subject}.", other.subject),
                    ),
                    None => (format!("没有“{name}”这个指标。"), format!("There is no indicator “{name}”.")),
                };
                let own = indicators.iter().filter(|indicator| indicator.subject == subject);
                self.findings
                    .error("pack::unknown_indicator", source.file, source.text, place.clone(), zh, en)
                    .nearest(name, own.map(|indicator| indicator.code.as_str()), place, "")
                    .put();
            }
            UnitProblemKind::Differ(one, other) => self
                .findings
                .error(
                    "pack::wrong_dimension",
                    source.file,
                    source.text,
                    place,
                    format!("“{}”与“{}”量纲不同，不能相加、相减或比较。", one.say(Lang::Zh), other.say(Lang::Zh)),
                    format!("{} and {} are not of one dimension.", one.say(Lang::En), other.say(Lang::En)),
                )
                .put(),
            UnitProblemKind::ConditionForNumber => self
                .findings
                .error(
                    "pack::formula_type",
                    source.file,
                    source.text,
                    place,
                    "这里需要一个数，而不是条件。",
                    "A number is needed here, not a condition.",
                )
                .put(),
            UnitProblemKind::NumberForCondition => self
                .findings
                .error(
                    "pack::formula_type",
                    source.file,
                    source.text,
                    place,
                    "这里需要一个条件，而不是数。",
                    "A condition is needed here, not a number.",
                )
                .put(),
            UnitProblemKind::Beyond => self
                .findings
                .error(
                    "pack::formula_type",
                    source.file,
                    source.text,
                    place,
                    "相乘或相除后的单位过于复杂。",
                    "The unit of this product or quotient is too complex.",
                )
                .put(),
        }
    }
}
