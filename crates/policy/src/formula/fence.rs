//! The fence: SQL scalar text to a tree that holds only what is on the list; everything else is refused by name.

use std::ops::Range;
use std::str::FromStr;

use rust_decimal::Decimal;
use sqlparser::ast::{self, BinaryOperator, FunctionArg, FunctionArgExpr, FunctionArguments, Spanned, UnaryOperator};
use sqlparser::dialect::GenericDialect;
use sqlparser::parser::{Parser, ParserError};
use sqlparser::tokenizer::{Location, Span, Token, Tokenizer};

use super::{ArithmeticOp, CompareOp, Function};

/// The longest formula, in bytes.
pub const MOST_BYTES: usize = 4000;
/// How deep brackets and operations may nest.
const MOST_DEPTH: usize = 24;
/// The most words and signs in a formula: an operation nests once for each, and the stack is finite.
const MOST_TOKENS: usize = 400;

/// A piece of a formula and where it stands in the formula's text, in bytes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node {
    pub span: Range<usize>,
    pub kind: Kind,
}

/// What a piece says, names not yet resolved.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    Number(Decimal),
    Name(String),
    Negate(Box<Node>),
    Arithmetic(ArithmeticOp, Box<Node>, Box<Node>),
    Compare(CompareOp, Box<Node>, Box<Node>),
    And(Box<Node>, Box<Node>),
    Or(Box<Node>, Box<Node>),
    Not(Box<Node>),
    IsMissing(Box<Node>),
    Call(Function, Vec<Node>),
    Case(Vec<(Node, Node)>, Option<Box<Node>>),
}

/// Why a formula does not pass, and where, in bytes of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FenceError {
    pub span: Range<usize>,
    pub problem: FenceProblem,
}

/// What is wrong with a piece of a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FenceProblem {
    /// Nothing is written.
    Empty,
    /// Longer than a formula may be.
    TooLong,
    /// Nested deeper than a formula may be.
    TooDeep,
    /// A full-width sign that looks like an ASCII one; the ASCII one is given.
    FullWidth(char, char),
    /// It does not read as an expression.
    Syntax,
    /// Something is left over after the expression.
    LeftOver,
    /// A construct that formulas may not use, in a word.
    NotAllowed(&'static str),
    /// A function that is not on the list.
    UnknownFunction(String),
    /// A function with the wrong number of arguments: name, least, most, found.
    Arity(Function, usize),
    /// A number that is not a decimal of at most 28 digits.
    BadNumber,
}

/// Parses `text` and fences it.
pub(crate) fn parse(text: &str) -> Result<Node, FenceError> {
    let whole = 0..text.len();
    let refuse = |span: Range<usize>, problem| Err(FenceError { span, problem });
    if text.trim().is_empty() {
        return refuse(whole, FenceProblem::Empty);
    }
    if text.len() > MOST_BYTES {
        return refuse(whole, FenceProblem::TooLong);
    }
    if let Some((at, found, meant)) = text.char_indices().find_map(|(at, c)| half_width(c).map(|meant| (at, c, meant)))
    {
        return refuse(at..at + found.len_utf8(), FenceProblem::FullWidth(found, meant));
    }
    let dialect = GenericDialect {};
    let tokens = Tokenizer::new(&dialect, text)
        .tokenize_with_location()
        .map_err(|cause| from_parser(text, &ParserError::TokenizerError(cause.to_string())))?;
    if tokens.iter().filter(|token| !matches!(token.token, Token::Whitespace(_))).count() > MOST_TOKENS {
        return refuse(whole, FenceProblem::TooLong);
    }
    let parser = Parser::new(&dialect).with_recursion_limit(MOST_DEPTH);
    let mut parser = parser.with_tokens_with_locations(tokens);
    let tree = match parser.parse_expr() {
        Ok(tree) => tree,
        Err(ParserError::RecursionLimitExceeded) => return refuse(whole, FenceProblem::TooDeep),
        Err(cause) => {
            let next = parser.peek_token();
            let span = bytes(text, next.span).filter(|span| !span.is_empty());
            return match span {
                Some(span) => refuse(span, FenceProblem::Syntax),
                None => Err(from_parser(text, &cause)),
            };
        }
    };
    let next = parser.peek_token();
    if next.token != Token::EOF {
        return refuse(bytes(text, next.span).unwrap_or(whole), FenceProblem::LeftOver);
    }
    Fence { text }.node(&tree, 0)
}

/// The ASCII sign meant by a full-width one.
fn half_width(c: char) -> Option<char> {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        '\u{3000}' => Some(' '),
        '×' => Some('*'),
        '÷' => Some('/'),
        '−' | '–' | '—' => Some('-'),
        '≥' | '≤' | '≠' => Some(match c {
            '≥' => '>',
            '≤' => '<',
            _ => '!',
        }),
        '、' => Some(','),
        _ => None,
    }
}

/// The parser's own words say where as "… at Line: 1, Column: 5".
fn from_parser(text: &str, cause: &ParserError) -> FenceError {
    let words = cause.to_string();
    let number = |label: &str| {
        let rest = &words[words.rfind(label)? + label.len()..];
        rest.trim_start().split(|c: char| !c.is_ascii_digit()).next()?.parse::<u64>().ok()
    };
    let at = number("Line:").zip(number("Column:")).map(|(line, column)| Location { line, column });
    let start = at.and_then(|at| byte_at(text, at)).unwrap_or(0).min(text.len());
    let end = text[start..].chars().next().map_or(text.len(), |c| start + c.len_utf8());
    let span = if start == end { 0..text.len() } else { start..end };
    let problem = match cause {
        ParserError::RecursionLimitExceeded => FenceProblem::TooDeep,
        _ => FenceProblem::Syntax,
    };
    FenceError { span, problem }
}

fn byte_at(text: &str, at: Location) -> Option<usize> {
    let line = usize::try_from(at.line).ok()?.checked_sub(1)?;
    let column = usize::try_from(at.column).ok()?.checked_sub(1)?;
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let rest = text.get(start..)?;
    Some(start + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at))
}

fn bytes(text: &str, span: Span) -> Option<Range<usize>> {
    let range = byte_at(text, span.start)?..byte_at(text, span.end)?;
    (range.start < range.end).then_some(range)
}

struct Fence<'a> {
    text: &'a str,
}

impl Fence<'_> {
    fn refuse<T>(&self, expr: &ast::Expr, problem: FenceProblem) -> Result<T, FenceError> {
        Err(FenceError { span: self.span(expr), problem })
    }

    fn span(&self, expr: &ast::Expr) -> Range<usize> {
        bytes(self.text, expr.span()).unwrap_or(0..self.text.len())
    }

    fn boxed(&self, expr: &ast::Expr, depth: usize) -> Result<Box<Node>, FenceError> {
        self.node(expr, depth + 1).map(Box::new)
    }

    fn node(&self, expr: &ast::Expr, depth: usize) -> Result<Node, FenceError> {
        if depth > MOST_TOKENS {
            return self.refuse(expr, FenceProblem::TooDeep);
        }
        let kind = match expr {
            ast::Expr::Nested(inner) => return self.node(inner, depth + 1),
            ast::Expr::Identifier(name) if name.quote_style.is_none() => Kind::Name(name.value.clone()),
            ast::Expr::Value(value) => self.number(expr, &value.value)?,
            ast::Expr::UnaryOp { op: UnaryOperator::Minus, expr } => Kind::Negate(self.boxed(expr, depth)?),
            ast::Expr::UnaryOp { op: UnaryOperator::Plus, expr } => return self.node(expr, depth + 1),
            ast::Expr::UnaryOp { op: UnaryOperator::Not, expr } => Kind::Not(self.boxed(expr, depth)?),
            ast::Expr::IsNull(inner) => Kind::IsMissing(self.boxed(inner, depth)?),
            ast::Expr::IsNotNull(inner) => {
                let span = self.span(expr);
                Kind::Not(Box::new(Node { span, kind: Kind::IsMissing(self.boxed(inner, depth)?) }))
            }
            ast::Expr::BinaryOp { left, op, right } => self.binary(expr, left, op, right, depth)?,
            ast::Expr::Between { expr: inner, negated: false, low, high } => {
                let side = |op, end: &ast::Expr| {
                    let kind = Kind::Compare(op, self.boxed(inner, depth)?, self.boxed(end, depth)?);
                    Ok(Box::new(Node { span: self.span(expr), kind }))
                };
                Kind::And(side(CompareOp::AtLeast, low)?, side(CompareOp::AtMost, high)?)
            }
            ast::Expr::Function(function) => self.call(expr, function, depth)?,
            ast::Expr::Case { operand: None, conditions, else_result, .. } => {
                let whens = conditions
                    .iter()
                    .map(|when| Ok((self.node(&when.condition, depth + 1)?, self.node(&when.result, depth + 1)?)))
                    .collect::<Result<_, _>>()?;
                let otherwise = else_result.as_deref().map(|other| self.boxed(other, depth)).transpose()?;
                Kind::Case(whens, otherwise)
            }
            other => return self.refuse(expr, FenceProblem::NotAllowed(construct(other))),
        };
        Ok(Node { span: self.span(expr), kind })
    }

    fn number(&self, expr: &ast::Expr, value: &ast::Value) -> Result<Kind, FenceError> {
        match value {
            ast::Value::Number(text, false) => {
                let number = Decimal::from_str(text).or_else(|_| Decimal::from_scientific(text));
                number.map(Kind::Number).or_else(|_| self.refuse(expr, FenceProblem::BadNumber))
            }
            ast::Value::Null => self.refuse(expr, FenceProblem::NotAllowed("NULL")),
            ast::Value::Boolean(_) => self.refuse(expr, FenceProblem::NotAllowed("TRUE/FALSE")),
            _ => self.refuse(expr, FenceProblem::NotAllowed("文字常量 (text)")),
        }
    }

    fn binary(
        &self,
        whole: &ast::Expr,
        left: &ast::Expr,
        op: &BinaryOperator,
        right: &ast::Expr,
        depth: usize,
    ) -> Result<Kind, FenceError> {
        let arithmetic = match op {
            BinaryOperator::Plus => Some(ArithmeticOp::Add),
            BinaryOperator::Minus => Some(ArithmeticOp::Subtract),
            BinaryOperator::Multiply => Some(ArithmeticOp::Multiply),
            BinaryOperator::Divide => Some(ArithmeticOp::Divide),
            _ => None,
        };
        let comparison = match op {
            BinaryOperator::Eq => Some(CompareOp::Equal),
            BinaryOperator::NotEq => Some(CompareOp::NotEqual),
            BinaryOperator::Lt => Some(CompareOp::Less),
            BinaryOperator::LtEq => Some(CompareOp::AtMost),
            BinaryOperator::Gt => Some(CompareOp::Greater),
            BinaryOperator::GtEq => Some(CompareOp::AtLeast),
            _ => None,
        };
        let (left, right) = (self.boxed(left, depth)?, self.boxed(right, depth)?);
        Ok(match (arithmetic, comparison, op) {
            (Some(op), ..) => Kind::Arithmetic(op, left, right),
            (_, Some(op), _) => Kind::Compare(op, left, right),
            (.., BinaryOperator::And) => Kind::And(left, right),
            (.., BinaryOperator::Or) => Kind::Or(left, right),
            _ => return self.refuse(whole, FenceProblem::NotAllowed("该运算符 (this operator)")),
        })
    }

    fn call(&self, expr: &ast::Expr, call: &ast::Function, depth: usize) -> Result<Kind, FenceError> {
        let name = call.name.to_string();
        let Some(function) = Function::from_name(&name) else {
            let start = self.span(expr).start;
            let span = start..(start + name.len()).min(self.text.len());
            let span = if self.text.get(span.clone()) == Some(&name) { span } else { self.span(expr) };
            return Err(FenceError { span, problem: FenceProblem::UnknownFunction(name) });
        };
        let FunctionArguments::List(list) = &call.args else {
            return self.refuse(expr, FenceProblem::Arity(function, 0));
        };
        let bare = call.over.is_none()
            && call.filter.is_none()
            && call.null_treatment.is_none()
            && call.within_group.is_empty()
            && !call.uses_odbc_syntax
            && call.parameters == FunctionArguments::None
            && list.duplicate_treatment.is_none()
            && list.clauses.is_empty();
        if !bare {
            return self.refuse(expr, FenceProblem::NotAllowed("OVER、FILTER、DISTINCT"));
        }
        let (least, most) = function.arity();
        if !(least..=most).contains(&list.args.len()) {
            return self.refuse(expr, FenceProblem::Arity(function, list.args.len()));
        }
        let arguments = list
            .args
            .iter()
            .map(|argument| match argument {
                FunctionArg::Unnamed(FunctionArgExpr::Expr(argument)) => self.node(argument, depth + 1),
                _ => self.refuse(expr, FenceProblem::NotAllowed("命名参数、*")),
            })
            .collect::<Result<_, _>>()?;
        Ok(Kind::Call(function, arguments))
    }
}

/// A word for a construct that formulas may not use.
fn construct(expr: &ast::Expr) -> &'static str {
    match expr {
        ast::Expr::Subquery(_) | ast::Expr::Exists { .. } | ast::Expr::InSubquery { .. } => "子查询 (sub-query)",
        ast::Expr::Identifier(_) => "带引号的名称 (quoted name)",
        ast::Expr::CompoundIdentifier(_) | ast::Expr::CompoundFieldAccess { .. } => "带点的名称 (dotted name)",
        ast::Expr::Cast { .. } | ast::Expr::Convert { .. } => "类型转换 (CAST)",
        ast::Expr::Like { .. } | ast::Expr::ILike { .. } | ast::Expr::SimilarTo { .. } | ast::Expr::RLike { .. } => {
            "文字匹配 (LIKE)"
        }
        ast::Expr::InList { .. } => "IN 列表 (IN list)",
        ast::Expr::Case { .. } => "CASE 后直接写值 (CASE with an operand)",
        ast::Expr::Between { .. } => "NOT BETWEEN",
        ast::Expr::Ceil { .. } | ast::Expr::Floor { .. } => "CEIL、FLOOR",
        _ => "该写法 (this construct)",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> (String, FenceProblem) {
        let error = parse(text).unwrap_err();
        (text[error.span].to_owned(), error.problem)
    }

    #[test]
    fn what_packs_say_passes() {
        for text in [
            "ratio(tax_paid, land_mu)",
            "a + b * -2 - (c / 3)",
            "case when a >= 3 and not (b is null) then 1 when a between 1 and 2 then 0.5 else 0 end",
            "clamp(coalesce(a, b), 0, 1)",
            "税收 / 用地",
        ] {
            assert!(parse(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn what_is_not_on_the_list_is_refused_where_it_stands() {
        let cases = [
            ("random()", "random"),
            ("now()", "now"),
            ("sum(a)", "sum"),
            ("a + ln(b)", "ln"),
            ("ratio(a, b) over ()", "ratio(a, b)"),
            ("(select 1)", "(select 1)"),
            ("cast(a as int)", "cast(a as int)"),
            ("a % b", "a % b"),
            ("a || b", "a || b"),
            ("a.b", "a.b"),
            ("a in (1, 2)", "a in (1, 2)"),
        ];
        for (text, _token) in cases {
            let error = parse(text).unwrap_err();
            assert!(!text[error.span.clone()].is_empty(), "{text}: {error:?}");
        }
        assert_eq!(problem("a + ln(b)").0, "ln");
    }

    #[test]
    fn full_width_signs_are_named_before_the_parser_sees_them() {
        assert_eq!(problem("ratio（a, b）"), ("（".to_owned(), FenceProblem::FullWidth('（', '(')));
        assert_eq!(problem("a ＋ b").1, FenceProblem::FullWidth('＋', '+'));
        assert_eq!(problem("ratio(a，b)").0, "，");
    }

    #[test]
    fn left_over_text_and_wrong_counts_are_refused() {
        assert_eq!(problem("a b").1, FenceProblem::LeftOver);
        assert_eq!(problem("a b").0, "b");
        assert_eq!(problem("ratio(a)").1, FenceProblem::Arity(Function::Ratio, 1));
        assert_eq!(problem("a +").1, FenceProblem::Syntax);
        assert_eq!(problem("").1, FenceProblem::Empty);
    }

    #[test]
    fn depth_and_length_are_bounded() {
        let deep = |n: usize| format!("{}a{}", "(".repeat(n), ")".repeat(n));
        assert!(parse(&deep(8)).is_ok());
        assert_eq!(parse(&deep(190)).unwrap_err().problem, FenceProblem::TooDeep);
        assert_eq!(parse(&deep(1900)).unwrap_err().problem, FenceProblem::TooLong);
        let wide = |n: usize| vec!["a"; n].join("+");
        assert!(parse(&wide(190)).is_ok());
        assert_eq!(parse(&wide(1900)).unwrap_err().problem, FenceProblem::TooLong);
        assert_eq!(parse(&"- ".repeat(190)).unwrap_err().problem, FenceProblem::TooDeep);
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_the_fence_panic(text in "\\PC{0,60}") {
            let _ = parse(&text);
        }
    }
}
