//! Typed rules out of tables that were held against their shapes; places are kept for the checks that follow.

use std::ops::Range;

use domain::id::{AttributeName, IndicatorCode};
use rust_decimal::Decimal;

use crate::pack::{AttributeFilter, Cite, Frequency};
use crate::scheme::{BaseSteps, Benchmark, Class, Falling, ItemFunction, MissingRule, Over, Own, When};
use declared::diagnostic::Findings;
use declared::value::one_or_more;
use declared::{At, Table};

/// A formula as written: its text and where the text stands in the file.
#[derive(Clone, Debug)]
pub(crate) struct FormulaText {
    pub text: String,
    /// The whole value, quotes included.
    pub value: Range<usize>,
    /// Where the text begins in the file; `None` where escapes make the two differ.
    pub start: Option<usize>,
}

impl FormulaText {
    /// The place in the file of a place in the formula.
    pub(crate) fn place(&self, span: &Range<usize>) -> Range<usize> {
        match self.start {
            Some(start) => start + span.start..start + span.end,
            None => self.value.clone(),
        }
    }
}

/// The formula under a key.
pub(crate) fn formula(table: &Table<'_>, name: &str) -> Option<FormulaText> {
    let value = table.get(name)?;
    let text = value.get_ref().as_str()?;
    let raw = table.source.text.get(value.span())?;
    let quotes = if raw.starts_with("'''") || raw.starts_with("\"\"\"") { 3 } else { 1 };
    let inside = raw.get(quotes..)?;
    let newline = if quotes == 3 { inside.len() - inside.trim_start_matches(['\r', '\n']).len() } else { 0 };
    let start =
        inside.get(newline..).filter(|rest| rest.starts_with(text)).map(|_| value.span().start + quotes + newline);
    Some(FormulaText { text: text.to_owned(), value: value.span(), start })
}

/// The source of a rule; a rule without one is reported.
pub(crate) fn cite(table: &Table<'_>, pack_demonstration: bool, findings: &mut Findings) -> Cite {
    match (table.text("cite"), table.text("demonstration")) {
        (Some(clause), None) => Cite::Clause(clause.value),
        (None, Some(what)) => Cite::Demonstration(what.value),
        (Some(_), Some(what)) => {
            let source = table.source;
            findings
                .error(
                    "pack::two_sources",
                    source.file,
                    source.text,
                    what.span,
                    "一条规则或者出自条款（cite），或者仅作演示（demonstration），不能两者都写。",
                    "A rule either cites a clause or is a demonstration, not both.",
                )
                .put();
            Cite::Demonstration(what.value)
        }
        (None, None) => {
            // A key with a wrong value was reported already.
            if table.get("cite").is_none() && table.get("demonstration").is_none() && !pack_demonstration {
                let source = table.source;
                findings
                    .error(
                        "pack::no_source",
                        source.file,
                        source.text,
                        table.span(),
                        "这条规则没有写明依据。",
                        "This rule does not say where it comes from.",
                    )
                    .help(
                        "请写 cite = \"条款\"；不出自文件的写 demonstration = \"演示什么\"。",
                        "Write cite = \"clause\", or demonstration = \"what it demonstrates\".",
                    )
                    .put();
            }
            Cite::Demonstration("演示规则".to_owned())
        }
    }
}

/// A filter on attributes, in order of attribute.
pub(crate) fn filter(table: &Table<'_>, name: &str) -> Vec<AttributeFilter> {
    let Some(entries) = table.get(name).and_then(|value| value.get_ref().as_table()) else { return Vec::new() };
    let mut filters: Vec<_> = entries
        .iter()
        .filter_map(|(key, value)| {
            Some(AttributeFilter { attribute: AttributeName::new(key.get_ref()).ok()?, any_of: one_or_more(value) })
        })
        .collect();
    filters.sort_by(|one, other| one.attribute.cmp(&other.attribute));
    filters
}

/// A word under a key, or what stands for its absence.
pub(crate) fn word<T>(table: &Table<'_>, name: &str, from: impl Fn(&str) -> Option<T>, absent: T) -> T {
    table.text(name).and_then(|word| from(&word.value)).unwrap_or(absent)
}

/// How often; yearly where not said.
pub(crate) fn frequency(table: &Table<'_>) -> Frequency {
    word(table, "period", Frequency::from_code, Frequency::Year)
}

/// A benchmark under a key.
pub(crate) fn benchmark(table: &Table<'_>, name: &str) -> Option<At<Benchmark>> {
    let value = table.get(name)?;
    let at = |benchmark| Some(At { value: benchmark, span: value.span() });
    if let Some(number) = table.number(name) {
        return at(Benchmark::Fixed(number.value));
    }
    let inner = table.table(name)?;
    if let Some(years) = inner.by_year("by_year") {
        return at(Benchmark::ByYear(years));
    }
    if let Some(times) = inner.number("mean") {
        let over = word(&inner, "over", Over::from_code, Over::Population);
        return at(Benchmark::Mean { times: times.value, over });
    }
    if let Some(percent) = inner.number("percentile") {
        let over = word(&inner, "over", Over::from_code, Over::Population);
        return at(Benchmark::Percentile { share: percent.value / Decimal::ONE_HUNDRED, over });
    }
    if ["own", "years_ago", "year"].iter().any(|key| inner.get(key).is_some()) {
        let indicator = if inner.get("own").is_some() { inner.parsed("own") } else { table.parsed("indicator") };
        return at(Benchmark::Own(Own { indicator: indicator?.value, when: when(&inner, "years_ago", "year") }));
    }
    at(Benchmark::Best { over: word(&inner, "best", Over::from_code, Over::Population) })
}

/// Of which period a value is.
fn when(table: &Table<'_>, ago: &str, year: &str) -> When {
    let years = table.whole_number(ago).and_then(|years| i16::try_from(years).ok());
    years.map(When::YearsAgo).or_else(|| table.year(year).map(When::Year)).unwrap_or(When::Now)
}

/// The value of the base year: of an indicator of its own, or of the one that is scored in an earlier year.
fn base(table: &Table<'_>) -> Option<Own> {
    let own = if table.get("base_indicator").is_some() { "base_indicator" } else { "indicator" };
    Some(Own { indicator: table.parsed(own)?.value, when: when(table, "base_years_ago", "base_year") })
}

/// Whether it is said what growth is counted from; reported where it is not.
fn has_base(table: &Table<'_>, code: &At<String>, findings: &mut Findings) -> bool {
    if ["base_indicator", "base_years_ago", "base_year"].iter().any(|name| table.get(name).is_some()) {
        return true;
    }
    let source = table.source;
    findings
        .error(
            "pack::item_function",
            source.file,
            source.text,
            code.span.clone(),
            "计分函数 base_steps 需要写明基期数值：“base_years_ago”“base_year”或“base_indicator”。",
            "The function base_steps needs “base_years_ago”, “base_year” or “base_indicator”.",
        )
        .help(
            "如以上年同一指标为基期，请加上：base_years_ago = 1",
            "Where the base is the same indicator a year before, add: base_years_ago = 1",
        )
        .put();
    false
}

/// Reports an item that does not say how it earns points.
fn no_function(table: &Table<'_>, findings: &mut Findings) {
    // A key with a wrong value was reported already.
    if table.get("function").is_some() {
        return;
    }
    let source = table.source;
    findings
        .error(
            "pack::missing_key",
            source.file,
            source.text,
            table.span(),
            "考核项缺少“function”（计分函数）。",
            "This item needs “function”.",
        )
        .help(
            "请加上一行：function = \"ratio_capped\"；若这是综合指数，请为本类别写明 [scheme.population.method]。",
            "Add a line: function = \"ratio_capped\"; for an index, give the population a [scheme.population.method].",
        )
        .put();
}

/// The keys that belong to functions.
const FUNCTION_KEYS: &[&str] = &[
    "benchmark",
    "cap",
    "floor",
    "over",
    "base",
    "target",
    "base_indicator",
    "base_years_ago",
    "base_year",
    "base_share",
    "growth",
    "step_points",
    "steps",
    "falling",
    "class",
    "points_each",
];

/// The function of an item whose points are added up; what its kind needs and does not need is checked here.
pub(crate) fn item_function(table: &Table<'_>, findings: &mut Findings) -> Option<ItemFunction> {
    let Some(code) = table.text("function") else {
        no_function(table, findings);
        return None;
    };
    let (needs, takes): (&[&str], &[&str]) = match code.value.as_str() {
        "ratio" => (&["benchmark"], &[]),
        "ratio_capped" | "inverse" => (&["benchmark"], &["cap"]),
        "min_max_floor" => (&[], &["floor", "over"]),
        "target" => (&["base", "target"], &[]),
        "base_steps" => (
            &["base_share", "growth", "step_points", "falling"],
            &["base_indicator", "base_years_ago", "base_year", "steps", "cap"],
        ),
        "classes" => (&["class"], &[]),
        "count" => (&["points_each"], &["cap"]),
        _ => return None,
    };
    let mut complete = true;
    let source = table.source;
    if code.value == "base_steps" && !has_base(table, &code, findings) {
        complete = false;
    }
    for name in needs.iter().filter(|name| table.get(name).is_none()) {
        complete = false;
        findings
            .error(
                "pack::item_function",
                source.file,
                source.text,
                code.span.clone(),
                format!("计分函数 {} 需要“{name}”。", code.value),
                format!("The function {} needs “{name}”.", code.value),
            )
            .help(format!("请在本考核项加上：{name} = …"), format!("Add to this item: {name} = …"))
            .put();
    }
    for name in FUNCTION_KEYS.iter().copied() {
        if table.get(name).is_some() && !needs.contains(&name) && !takes.contains(&name) {
            findings
                .error(
                    "pack::item_function",
                    source.file,
                    source.text,
                    table.key_span(name),
                    format!("计分函数 {} 用不到“{name}”。", code.value),
                    format!("The function {} does not use “{name}”.", code.value),
                )
                .help("请删去这一行，或改用别的计分函数。", "Delete the line, or use another function.")
                .put();
        }
    }
    if !complete {
        return None;
    }
    let number = |name, absent| table.number(name).map_or(absent, |number| number.value);
    Some(match code.value.as_str() {
        "ratio" => ItemFunction::Ratio { benchmark: benchmark(table, "benchmark")?.value },
        "ratio_capped" => ItemFunction::RatioCapped {
            benchmark: benchmark(table, "benchmark")?.value,
            cap: number("cap", Decimal::ONE),
        },
        "inverse" => {
            ItemFunction::Inverse { benchmark: benchmark(table, "benchmark")?.value, cap: number("cap", Decimal::ONE) }
        }
        "base_steps" => ItemFunction::BaseSteps(Box::new(BaseSteps {
            base: base(table)?,
            base_share: table.number("base_share")?.value / Decimal::ONE_HUNDRED,
            growth: table.number("growth")?.value / Decimal::ONE_HUNDRED,
            points: table.number("step_points")?.value,
            whole: table.text("steps").is_none_or(|word| word.value != "part"),
            falling: Falling::from_code(&table.text("falling")?.value)?,
            cap: number("cap", Decimal::ONE),
        })),
        "classes" => classes(table)?,
        "count" => {
            ItemFunction::Count { points_each: table.number("points_each")?.value, cap: number("cap", Decimal::ONE) }
        }
        "target" => {
            ItemFunction::Target { base: benchmark(table, "base")?.value, target: benchmark(table, "target")?.value }
        }
        _ => ItemFunction::MinMaxFloor {
            floor: number("floor", Decimal::ZERO),
            over: word(table, "over", Over::from_code, Over::Population),
        },
    })
}

fn classes(table: &Table<'_>) -> Option<ItemFunction> {
    let entries = table.tables("class");
    let lower = entries.iter().any(|entry| entry.get("at_most").is_some());
    let key = if lower { "at_most" } else { "at_least" };
    let class = |entry: &Table<'_>| {
        let bound = entry.number(key).map(|bound| bound.value);
        Some(Class { bound, share: entry.number("share")?.value / Decimal::ONE_HUNDRED })
    };
    Some(ItemFunction::Classes { classes: entries.iter().map(class).collect::<Option<_>>()?, lower })
}

/// What happens to an item whose value is missing; no points where not said.
pub(crate) fn missing_rule(table: &Table<'_>) -> MissingRule {
    if let Some(penalty) = table.table("missing").and_then(|inner| inner.number("penalty")) {
        return MissingRule::Penalty(penalty.value);
    }
    match table.text("missing").map(|word| word.value).as_deref() {
        Some("mean_of_others") => MissingRule::MeanOfOthers,
        Some("reweight") => MissingRule::Reweight,
        Some("unranked") => MissingRule::Unranked,
        _ => MissingRule::Zero,
    }
}

/// An indicator code and its place.
pub(crate) fn code(table: &Table<'_>, name: &str) -> Option<At<IndicatorCode>> {
    table.parsed(name)
}
