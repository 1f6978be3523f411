//! The sums and shares of a statement, and which of them are paid.

use crate::lex::{Kind, Token};
use crate::mend::Span;

use super::WORDS;
use super::role::{Around, Fate, fate};

/// A statement with more runs of figures is a table that lost its lines, not a rule.
const MOST_RUNS: usize = 40;

/// What a statement may lean on.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Before {
    /// Something was paid earlier in the sentence.
    pub paid: bool,
    /// A lead-in or heading says that sums follow.
    pub lead: bool,
}

/// What a paid figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A fixed sum, or a price per unit.
    Amount,
    /// A share.
    Rate,
    /// The most one gets.
    Cap,
    /// The most all get, or one over all years.
    Total,
}

/// A paid sum or share.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    /// Its place in the statement.
    pub span: Span,
    /// The value in `unit`; in percent where it is a share.
    pub value: f64,
    /// Unit as written, 万 completed to 万元.
    pub unit: String,
    /// What it is.
    pub role: Role,
    /// At most this.
    pub at_most: bool,
    /// Joined by 、 or 和 to the figure before it.
    pub joined: bool,
    /// Where the words begin that belong to it alone: the end of the figure before it, or the start of its clause.
    pub from: usize,
    /// Where its clause stands.
    pub clause: Span,
}

/// A number that may be money.
#[derive(Clone, Debug)]
pub(super) struct Number {
    /// Its place in the statement.
    pub span: Span,
    value: f64,
    upper: Option<f64>,
    unit: String,
    /// It is a share.
    pub share: bool,
}

/// Numbers with nothing but 、 or 和 between them.
#[derive(Clone, Debug)]
pub(super) struct Run {
    /// Its numbers; at least one.
    pub numbers: Vec<Number>,
    /// From the first to the last.
    pub span: Span,
    /// Its clause.
    pub clause: Span,
    /// The end of the run before it in the clause, or the start of the clause.
    pub from: usize,
    /// A share.
    pub share: bool,
}

/// The paid figures of a statement in their order, and its runs with their fate.
pub(super) fn figures(text: &str, tokens: &[Token], before: Before) -> Vec<Figure> {
    let runs = runs(text, tokens);
    if runs.len() > MOST_RUNS {
        return Vec::new();
    }
    let mut fates: Vec<Fate> = Vec::with_capacity(runs.len());
    let mut paid = before.paid;
    for run in &runs {
        let last = fates.last().copied();
        let fate = fate(&Around::of(text, run, Before { paid, ..before }, last));
        paid |= matches!(fate, Fate::Paid | Fate::Fund);
        fates.push(fate);
    }
    backwards(text, &runs, &mut fates);
    let mut out: Vec<Figure> = Vec::new();
    for (run, fate) in runs.iter().zip(&fates) {
        if !matches!(fate, Fate::Paid | Fate::Fund) {
            continue;
        }
        let linked =
            text.get(run.from..run.span.start).is_some_and(|own| own.starts_with(['、', '和', '及', '或', '与']));
        let capped = out.last().is_some_and(|last| last.at_most && last.span.end == run.from);
        let at_most = at_most(text, run) || linked && capped;
        let role = role(text, run, at_most, *fate);
        for (place, number) in run.numbers.iter().enumerate() {
            // Of a range the upper end is the most one gets.
            let (role, at_most) = match (number.upper, role) {
                (Some(_), Role::Amount) if !unit_price(text, run) => (Role::Cap, true),
                (upper, role) => (role, at_most || upper.is_some()),
            };
            out.push(Figure {
                span: number.span,
                value: number.upper.unwrap_or(number.value),
                unit: surcharge(text, run).map_or_else(|| number.unit.clone(), |per| format!("{}/{per}", number.unit)),
                role,
                at_most,
                joined: place > 0 || linked,
                from: run.from,
                clause: run.clause,
            });
        }
    }
    out
}

/// 国家级50万元、省级20万元的奖励: what the last of such a list is, the others are too.
fn backwards(text: &str, runs: &[Run], fates: &mut [Fate]) {
    for at in (1..runs.len()).rev() {
        let (Some(this), Some(next), Some(Fate::Paid)) = (runs.get(at - 1), runs.get(at), fates.get(at)) else {
            continue;
        };
        let linked = text.get(next.from..next.span.start).is_some_and(|own| own.starts_with(['、', '和', '及']));
        let plain = text.get(this.from..this.span.start).is_some_and(|own| !WORDS.in_text("threshold", own));
        let like = linked && plain && this.clause == next.clause && this.share == next.share;
        if let Some(fate) = fates.get_mut(at - 1).filter(|fate| like && **fate == Fate::Unknown) {
            *fate = Fate::Paid;
        }
    }
}

/// What the figures of a run are.
fn role(text: &str, run: &Run, at_most: bool, fate: Fate) -> Role {
    let own = text.get(run.from..run.span.start).unwrap_or_default();
    if run.share {
        Role::Rate
    } else if !at_most || fate == Fate::Fund || unit_price(text, run) {
        Role::Amount
    } else if WORDS.in_text("total", own) && !own.contains("总额的") {
        Role::Total
    } else {
        Role::Cap
    }
}

/// Whether a run is a price per unit: 200元/平方米, 每平方米200元.
fn unit_price(text: &str, run: &Run) -> bool {
    let slashed = |number: &Number| {
        ["/平", "/m", "/亩", "/吨", "/度", "/千瓦", "每平", "每亩"].iter().any(|sign| number.unit.contains(sign))
    };
    let own = text.get(run.from..run.span.start).unwrap_or_default();
    run.numbers.iter().any(slashed) || WORDS.in_text("unit_price", own)
}

/// 每千瓦时加价0.1元: what a price is raised for each of.
fn surcharge<'t>(text: &'t str, run: &Run) -> Option<&'t str> {
    let (_, own) = text.get(run.from..run.span.start)?.rsplit_once('每')?;
    let per = own.get(..WORDS.first("surcharge", own)?.start)?;
    let slashed = run.share || run.numbers.iter().any(|number| number.unit.contains('/'));
    (!slashed && (1..=4).contains(&per.chars().count())).then_some(per)
}

/// Whether a word for "at most" stands before or behind a run.
fn at_most(text: &str, run: &Run) -> bool {
    let own = text.get(run.from..run.span.start).unwrap_or_default();
    let rest = text.get(run.span.end..run.clause.end).unwrap_or_default().trim_start_matches([')', '(']);
    let near = |span: Span| own.get(span.end..).is_some_and(|gap| gap.chars().count() <= 24);
    WORDS.last("cap", own).is_some_and(near) || WORDS.starts("cap_after", rest).is_some()
}

/// The runs of money and shares in a statement.
fn runs(text: &str, tokens: &[Token]) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    let mut clause = 0;
    let mut clauses: Vec<usize> = Vec::new();
    let mut numbers = numbers(text, tokens).into_iter().peekable();
    for token in tokens {
        if matches!(token.kind, Kind::Mark(',' | ';' | ':' | '。')) {
            clauses.push(token.span.start);
            clause = token.span.end;
        }
        let Some(number) = numbers.next_if(|number| number.span.start <= token.span.start) else { continue };
        let last = out.last_mut().filter(|last| last.clause.start == clause);
        let between = last.as_ref().and_then(|last| text.get(last.span.end..number.span.start));
        let from = last.as_ref().map_or(clause, |last| last.span.end);
        let pure = between.is_some_and(|gap| matches!(gap, "、" | "和" | "及" | "或" | "与" | "以及" | "、或"));
        match last.filter(|last| pure && last.share == number.share) {
            Some(run) => {
                run.span.end = number.span.end;
                run.numbers.push(number);
            }
            None => out.push(Run {
                span: number.span,
                clause: Span::new(clause, text.len()),
                from,
                share: number.share,
                numbers: vec![number],
            }),
        }
    }
    let mut ends = clauses.into_iter().peekable();
    for run in &mut out {
        while ends.next_if(|end| *end < run.span.end).is_some() {}
        run.clause.end = ends.peek().copied().unwrap_or(text.len());
    }
    out
}

/// The numbers that may be money or a share of it.
fn numbers(text: &str, tokens: &[Token]) -> Vec<Number> {
    let mut out: Vec<Number> = Vec::new();
    for (at, token) in tokens.iter().enumerate().rev() {
        let Some(found) = token.quantity() else { continue };
        let (value, upper, full) = (found.value(), found.upper(), found.full_unit());
        let bare = found.unit.is_empty() && !found.level;
        let number = |unit: String, share: bool| Number { span: token.span, value, upper, unit, share };
        if found.is_percent() {
            out.push(number("%".to_owned(), true));
        } else if found.unit == "‰" {
            out.push(Number { value: value / 10.0, ..number("%".to_owned(), true) });
        } else if found.unit.starts_with('元') || found.is_money() {
            out.push(number(full, false));
        } else if let Some(share) = ratio(text, tokens, at) {
            out.push(share);
        } else if bare && !full.is_empty() {
            out.push(number(full + "元", false));
        } else if bare && let Some(next) = out.last().filter(|next| listed(text, token.span, next.span)) {
            // 10、20、30万元: the unit stands once.
            let (unit, share) = (next.unit.clone(), next.share);
            out.push(number(unit, share));
        }
    }
    out.reverse();
    out
}

/// Whether nothing but 、 parts two numbers.
fn listed(text: &str, this: Span, next: Span) -> bool {
    text.get(this.end..next.start).is_some_and(|gap| matches!(gap, "、" | "和" | "或" | "及" | "/" | "与"))
}

/// 1:1配套 is the whole of what others pay, 1:0.5 half of it.
fn ratio(text: &str, tokens: &[Token], at: usize) -> Option<Number> {
    let [one, colon, other] = tokens.get(at..at + 3)? else { return None };
    let (low, high) = (one.quantity()?, other.quantity()?);
    let plain = low.unit.is_empty() && high.unit.is_empty() && low.value() > 0.0 && colon.kind == Kind::Mark(':');
    let rest = text.get(other.span.end..)?;
    let near: String = rest.chars().take(12).collect();
    let value = (high.value() / low.value()) * 100.0;
    let span = one.span.join(other.span);
    (plain && near.contains("配套") && !rest.starts_with(':')).then(|| Number {
        span,
        value,
        upper: None,
        unit: "%".to_owned(),
        share: true,
    })
}
