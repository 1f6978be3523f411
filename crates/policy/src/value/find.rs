//! Finding the figures: the files are read again with the place of every value.

use std::ops::Range;

use domain::say::Said;
use domain::unit::Unit;
use rust_decimal::Decimal;

use super::{FILES, Place, Value, ValueKind};
use crate::codes::PACK;
use crate::pack::Pack;
use crate::read_deadline::deadline;
use crate::shape::WEIGHT_SET;
use declared::diagnostic::Findings;
use declared::value::decimal;
use declared::{At, Source, Table, parse};

/// What figures stand in, as they are found.
#[derive(Clone, Default)]
struct Within {
    key: String,
    titles: Vec<String>,
}

impl Within {
    fn below(&self, id: &str, title: &str) -> Self {
        let mut below = self.clone();
        below.key.push_str(id);
        below.key.push('/');
        below.titles.push(title.to_owned());
        below
    }
}

/// A rule that holds figures.
struct Holder<'a> {
    file: &'static str,
    within: &'a Within,
    id: String,
    title: String,
    cite: String,
}

impl Holder<'_> {
    fn value(&self, kind: ValueKind, key: &str, field: Said, at: &At<Decimal>) -> Value {
        Value {
            kind,
            key: format!("{}{}/{key}", self.within.key, self.id),
            within: self.within.titles.clone(),
            title: self.title.clone(),
            field,
            year: None,
            unit: None,
            cite: self.cite.clone(),
            now: Some(at.value),
            place: Place { file: self.file, span: at.span.clone(), before: String::new() },
        }
    }
}

pub(super) fn values(pack: &Pack) -> Vec<Value> {
    let mut values = Vec::new();
    for file in FILES {
        let text = pack.files.get(file).and_then(|bytes| std::str::from_utf8(bytes).ok());
        let Some(text) = text else { continue };
        let source = Source { file, text, codes: &PACK };
        let Some(document) = parse(&source, &mut Findings::default()) else { continue };
        let table = Table::whole(&source, &document);
        for scheme in table.tables("scheme") {
            of_scheme(pack, file, &scheme, &mut values);
        }
        for target in table.tables("target") {
            of_target(pack, file, &target, &mut values);
        }
    }
    values.sort_by_key(|value| (value.place.file, value.place.span.start));
    values
}

fn said(table: &Table<'_>, key: &str) -> String {
    table.text(key).map(|text| text.value).unwrap_or_default()
}

fn cite(table: &Table<'_>) -> String {
    table.text("cite").or_else(|| table.text("demonstration")).map(|text| text.value).unwrap_or_default()
}

fn title(pack: &Pack, code: &str) -> String {
    pack.indicator(code).map_or_else(|| code.to_owned(), |indicator| indicator.title.clone())
}

fn weight() -> Said {
    Said::new("权重", "weight")
}

fn of_scheme(pack: &Pack, file: &'static str, scheme: &Table<'_>, values: &mut Vec<Value>) {
    let within = Within::default().below(&said(scheme, "id"), &said(scheme, "title"));
    for population in scheme.tables("population") {
        let within = within.below(&said(&population, "id"), &said(&population, "title"));
        for node in population.tables("node") {
            let id = said(&node, "id");
            let title = said(&node, "title");
            let holder = Holder { file, within: &within, id: format!("node.{id}"), title, cite: cite(&node) };
            values.extend(node.number("weight").map(|at| holder.value(ValueKind::Weight, "weight", weight(), &at)));
        }
        for item in population.tables("item") {
            let code = said(&item, "indicator");
            let title = title(pack, &code);
            let holder = Holder { file, within: &within, id: format!("item.{code}"), title, cite: cite(&item) };
            values.extend(item.number("weight").map(|at| holder.value(ValueKind::Weight, "weight", weight(), &at)));
            let unit = pack.indicator(&code).map(|indicator| indicator.unit);
            for (key, zh, en) in BENCHMARKS {
                benchmark(&holder, &item, (key, zh, en), unit, values);
            }
        }
        for set in population.tables("weight_set") {
            let (id, title) = (said(&set, "id"), said(&set, "title"));
            let holder = Holder { file, within: &within, id: format!("set.{id}"), title, cite: cite(&set) };
            let stated = set.others(&WEIGHT_SET).into_iter().map(|entry| (entry, "", "权重", "weight"));
            // Comparisons in pairs and points of experts change only several at once: those are written by hand.
            let sought = set.table("importance").map(|table| table.all()).unwrap_or_default();
            let sought = sought.into_iter().map(|entry| (entry, "importance.", "目标重要性", "importance"));
            for ((name, value), prefix, zh, en) in stated.chain(sought) {
                let Some(number) = decimal(value.get_ref()) else { continue };
                let of = self::title(pack, &name.value);
                let field = Said::new(format!("{of} {zh}"), format!("{en} of {of}"));
                let at = At { value: number, span: value.span() };
                values.push(holder.value(ValueKind::Weight, &format!("{prefix}{}", name.value), field, &at));
            }
        }
    }
}

const BENCHMARKS: [(&str, &str, &str); 3] =
    [("benchmark", "基准值", "benchmark"), ("base", "不得分的值", "base"), ("target", "得满分的值", "target")];

fn benchmark(
    holder: &Holder<'_>,
    item: &Table<'_>,
    (key, zh, en): (&str, &str, &str),
    unit: Option<Unit>,
    values: &mut Vec<Value>,
) {
    let value = |key: &str, zh: &str, en: &str, at: &At<Decimal>, unit| {
        let value = holder.value(ValueKind::Benchmark, key, Said::new(zh, en), at);
        Value { unit, ..value }
    };
    if let Some(at) = item.number(key) {
        values.push(value(key, zh, en, &at, unit));
        return;
    }
    let Some(inner) = item.table(key) else { return };
    if let Some(at) = inner.number("mean") {
        let (zh, en) = (format!("{zh}：平均值的倍数"), format!("{en}: times the mean"));
        values.push(value(&format!("{key}.mean"), &zh, &en, &at, None));
    }
    if let Some(at) = inner.number("percentile") {
        let (zh, en) = (format!("{zh}：百分位"), format!("{en}: percentile"));
        values.push(value(&format!("{key}.percentile"), &zh, &en, &at, None));
    }
    let Some(years) = inner.table("by_year") else { return };
    let mut last: Option<(i16, Range<usize>)> = None;
    for (year, entry) in years.entries {
        let (Ok(year), Some(number)) = (year.get_ref().parse::<i16>(), decimal(entry.get_ref())) else { continue };
        let at = At { value: number, span: entry.span() };
        values.push(Value { year: Some(year), ..value(&format!("{key}.{year}"), zh, en, &at, unit) });
        let end = last.as_ref().map_or(0, |(_, span)| span.end).max(entry.span().end);
        let year = last.as_ref().map_or(year, |(last, _)| (*last).max(year));
        last = Some((year, end..end));
    }
    if let Some((year, span)) = last.filter(|(year, _)| *year < 2199) {
        let year = year + 1;
        let at = At { value: Decimal::ZERO, span: span.clone() };
        let next = value(&format!("{key}.{year}"), zh, en, &at, unit);
        let before = format!(", {year} = ");
        // Written on lines of its own, a year is added by hand: a comment may stand behind the last.
        let inline = inner.source.text.get(years.span()).is_some_and(|text| text.starts_with('{'));
        if inline {
            values.push(Value { year: Some(year), now: None, place: Place { before, ..next.place.clone() }, ..next });
        }
    }
}

fn of_target(pack: &Pack, file: &'static str, target: &Table<'_>, values: &mut Vec<Value>) {
    let within = Within::default();
    let id = said(target, "id");
    let unit = target.parsed::<Unit>("unit").map(|unit| unit.value);
    let year = deadline(target, "by").map(|by| by.value.year());
    let indicator = title(pack, &said(target, "indicator"));
    let within = Within { titles: vec![indicator], ..within };
    let holder =
        Holder { file, within: &within, id: format!("target.{id}"), title: said(target, "title"), cite: cite(target) };
    for (key, zh, en) in [("goal", "目标值", "goal"), ("goal_to", "目标上限", "upper end of the goal")] {
        if let Some(at) = target.number(key) {
            let value = holder.value(ValueKind::Target, key, Said::new(zh, en), &at);
            values.push(Value { year, unit, ..value });
        }
    }
}
