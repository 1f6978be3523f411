//! An indicator's value: from its formula, or from the cell it was reported in, with the conversion of units.

use domain::id::IndicatorCode;
use domain::period::Period;
use domain::say::{Lang, Say};

use super::formula::{unit_text, with_unit, words};
use super::{Context, Kind, Node, Source};
use crate::data::{Datum, IndicatorHead, Reported};
use crate::figure::thousands;
use crate::result::Clause;
use crate::words::Words;

/// Formulas nest as deep as a pack lets them; an explanation ends here whatever a seal says.
const DEEPEST: usize = 40;

/// The value of `code` for the subject, and all it rests on.
pub(super) fn indicator(context: &Context<'_>, code: &IndicatorCode) -> Node {
    at(context, (code, None), 0)
}

/// The same of another period.
pub(super) fn indicator_of(context: &Context<'_>, code: &IndicatorCode, period: Period) -> Node {
    at(context, (code, Some(period).filter(|period| *period != context.evaluation.period)), 0)
}

fn at(context: &Context<'_>, (code, period): (&IndicatorCode, Option<Period>), depth: usize) -> Node {
    let declared = context.pack.indicator(code.as_str());
    let title = declared.map_or_else(|| code.to_string(), |declared| declared.title.clone());
    let label = Words::of(|lang| match (period, lang) {
        (None, _) => title.clone(),
        (Some(period), Lang::Zh) => format!("{title}（{}）", period.say(lang)),
        (Some(period), Lang::En) => format!("{title} ({})", period.say(lang)),
    });
    let mut node = Node::new(Kind::Indicator, label);
    node.cite = declared.map(|declared| Clause::from(&declared.cite));
    let Some((head, datum)) = context.data.datum_of(&context.result.subject, code, period) else {
        return node.how(Words::new("本次评价没有读取该指标", "not read by this evaluation"));
    };
    let unit = Words::of(|lang| unit_text(&head.unit, lang));
    node = match datum.value {
        Some(value) => node.value(Words::same(value.to_string())),
        None => node.value(Words::same("—")),
    };
    if datum.value.is_some() && !unit.zh.is_empty() {
        node = node.unit(unit);
    }
    if let Some(reported) = &datum.reported {
        return reported_value(context, node, head, datum, reported);
    }
    let absent = datum.missing.as_ref().map(|missing| missing.words(|code| title_of(context, code)));
    let Some(formula) = declared.and_then(|declared| declared.formula()) else {
        return match absent {
            Some(absent) => node.how(absent),
            None => node,
        };
    };
    let name = |code: &str, lang: Lang| named(context, (code, period), lang);
    let how = Words::of(|lang| words(&formula.expr, &name, lang));
    node = node.how(match absent {
        None => how,
        Some(absent) => Words::new(format!("{}，{}", how.zh, absent.zh), format!("{}, {}", how.en, absent.en)),
    });
    if depth < DEEPEST {
        // In the order in which the formula reads them.
        let mut seen = Vec::new();
        formula.expr.visit(&mut |expr| {
            if let policy::formula::Expr::Indicator(below) = expr
                && !seen.contains(below)
            {
                seen.push(below.clone());
            }
        });
        node = node.with(seen.iter().map(|below| at(context, (below, period), depth + 1)));
    }
    node
}

/// The value of an indicator as a formula shows it: title, number, unit.
fn named(context: &Context<'_>, (code, period): (&str, Option<Period>), lang: Lang) -> String {
    let title = context.pack.indicator(code).map_or_else(|| code.to_owned(), |indicator| indicator.title.clone());
    let found = IndicatorCode::new(code).ok();
    let datum = found.and_then(|code| context.data.datum_of(&context.result.subject, &code, period));
    match datum {
        Some((head, Datum { value: Some(value), .. })) => {
            format!("{title} {}", with_unit(&value.to_string(), &head.unit, lang))
        }
        _ => match lang {
            Lang::Zh => format!("{title}（缺）"),
            Lang::En => format!("{title} (missing)"),
        },
    }
}

fn title_of(context: &Context<'_>, code: &IndicatorCode) -> String {
    context.pack.indicator(code.as_str()).map_or_else(|| code.to_string(), |indicator| indicator.title.clone())
}

/// A reported value: as entered, converted where the units differ, and its cell.
fn reported_value(context: &Context<'_>, node: Node, head: &IndicatorHead, datum: &Datum, reported: &Reported) -> Node {
    let source = context.data.sources.get(reported.source).map(|source| Source {
        file: source.name.clone(),
        sm3: source.sm3,
        sheet: context.data.sheets.get(reported.sheet).cloned().unwrap_or_default(),
        cell: reported.cell.clone(),
        state: reported.state,
    });
    let entered = Node { source, ..Node::new(Kind::Reported, Words::new("填报", "as reported")) };
    let Some(figure) = reported.figure else {
        let reason = reported.missing.map_or_else(|| Words::new("缺失", "missing"), |reason| Words::said(&reason));
        return node.how(reason.clone()).with([entered.value(Words::same("—")).how(reason)]);
    };
    let number = thousands(&figure.normalize().to_string());
    let unit = Words::of(|lang| unit_text(&reported.unit, lang));
    let mut entered = entered.value(Words::same(number.clone()));
    if !unit.zh.is_empty() {
        entered = entered.unit(unit);
    }
    let node = if reported.unit == head.unit {
        node
    } else {
        let value = datum.value.map_or_else(|| "—".to_owned(), |value| value.to_string());
        node.how(Words::of(|lang| {
            let from = with_unit(&number, &reported.unit, lang);
            format!("{from} = {}", with_unit(&value, &head.unit, lang))
        }))
    };
    node.with([entered])
}
