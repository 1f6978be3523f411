//! Parameters of item functions that cannot hold.

use domain::id::IndicatorCode;
use rust_decimal::Decimal;

use super::Checker;
use crate::pack::Indicator;
use crate::scheme::{Benchmark, ItemFunction};
use declared::{At, Table};

impl Checker<'_> {
    /// Bounds, classes, and the indicator of the subject's own value; `indicator` is what is scored.
    pub(super) fn sound(
        &mut self,
        entry: &Table<'_>,
        function: &ItemFunction,
        indicator: &IndicatorCode,
        subject: &str,
        indicators: &[Indicator],
    ) {
        let above = |value: Decimal| value > Decimal::ZERO;
        for name in ["cap", "growth", "step_points", "points_each"] {
            if let Some(number) = entry.number(name) {
                self.bounded(entry, name, &number, above(number.value), "须大于 0", "it must be above 0");
            }
        }
        if let Some(floor) = entry.number("floor") {
            let fits = (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&floor.value);
            self.bounded(entry, "floor", &floor, fits, "须在 0 到 100 之间", "must lie between 0 and 100");
        }
        if let Some(share) = entry.number("base_share") {
            let most = entry.number("cap").map_or(Decimal::ONE, |cap| cap.value) * Decimal::ONE_HUNDRED;
            let fits = (Decimal::ZERO..=most).contains(&share.value);
            self.bounded(entry, "base_share", &share, fits, "须在 0 到得分上限之间", "must lie between 0 and the cap");
        }
        if let (Some(base), Some(target)) = (entry.number("base"), entry.number("target")) {
            let fits = base.value != target.value;
            self.bounded(entry, "target", &target, fits, "满分值不能等于零分值", "base and target must differ");
        }
        if matches!(
            function,
            ItemFunction::Ratio { .. } | ItemFunction::RatioCapped { .. } | ItemFunction::Inverse { .. }
        ) && let Some(number) = entry.number("benchmark")
        {
            self.bounded(
                entry,
                "benchmark",
                &number,
                above(number.value),
                "基准值须大于 0",
                "a benchmark must be above 0",
            );
        }
        if let Some(percent) = entry.table("benchmark").and_then(|inner| inner.number("percentile")) {
            let fits = (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&percent.value);
            self.bounded(entry, "percentile", &percent, fits, "须在 0 到 100 之间", "must lie between 0 and 100");
        }
        if let ItemFunction::Classes { lower, .. } = function {
            self.classes(entry, *lower);
        }
        if let ItemFunction::Target { base: Benchmark::Own(_), target: Benchmark::Own(_) } = function {
            let source = entry.source;
            let span = entry.get("target").map_or_else(|| entry.span(), toml::Spanned::span);
            self.findings
                .error(
                    "pack::item_function",
                    source.file,
                    source.text,
                    span,
                    "“base”和“target”只能有一个取本对象的指标（own）。",
                    "Only one of “base” and “target” may be an own value.",
                )
                .put();
        }
        self.own(entry, indicator, subject, indicators);
    }

    /// The indicators of own values: known, of the same kind of subject, in the same unit as what is scored.
    fn own(&mut self, entry: &Table<'_>, scored: &IndicatorCode, subject: &str, indicators: &[Indicator]) {
        let inner = ["benchmark", "base", "target"].map(|key| {
            let inner = entry.table(key)?;
            self.one_year(&inner, "years_ago", "year");
            let other = inner.get("years_ago").is_some() || inner.get("year").is_some();
            Some((inner.text("own")?, other))
        });
        self.one_year(entry, "base_years_ago", "base_year");
        let other = entry.get("base_years_ago").is_some() || entry.get("base_year").is_some();
        let base = entry.text("base_indicator").map(|name| (name, other));
        for (name, other) in inner.into_iter().flatten().chain(base) {
            let Some(code) = self.known_indicator(entry, &name, subject, indicators) else { continue };
            let unit = |code: &IndicatorCode| indicators.iter().find(|one| one.code == *code).map(|one| one.unit);
            let itself = code == *scored && !other;
            if itself || unit(&code) != unit(scored) {
                let (zh, en) = if itself {
                    (
                        "就是本考核项的指标；与往年相比请写 years_ago 或 year",
                        "it is the indicator that is scored; to compare with another year state years_ago or year",
                    )
                } else {
                    ("计量单位须与本考核项的指标相同", "its unit must be that of the indicator scored")
                };
                let source = entry.source;
                self.findings
                    .error(
                        "pack::own_indicator",
                        source.file,
                        source.text,
                        name.span,
                        format!("“{}”：{zh}。", name.value),
                        format!("“{}”: {en}.", name.value),
                    )
                    .put();
            }
        }
    }

    /// Reports a year that is stated twice.
    fn one_year(&mut self, table: &Table<'_>, ago: &str, year: &str) {
        if table.get(ago).is_some() && table.get(year).is_some() {
            let source = table.source;
            self.findings
                .error(
                    "pack::two_years",
                    source.file,
                    source.text,
                    table.key_span(year),
                    format!("“{ago}”和“{year}”只能写一个。"),
                    format!("State “{ago}” or “{year}”, not both."),
                )
                .put();
        }
    }

    /// Bounds in order, of one kind, on all but the last; shares that do not grow.
    fn classes(&mut self, item: &Table<'_>, lower: bool) {
        let (key, other) = if lower { ("at_most", "at_least") } else { ("at_least", "at_most") };
        let entries = item.tables("class");
        let (mut last, mut most): (Option<Decimal>, Option<Decimal>) = (None, None);
        for (at, entry) in entries.iter().enumerate() {
            let worst = at + 1 == entries.len();
            let bound = entry.number(key);
            if entries.len() < 2 || worst != bound.is_none() || entry.get(other).is_some() {
                self.class_bounds(entry, key, worst);
                continue;
            }
            if let Some(bound) = bound {
                let fits = last.is_none_or(|last| if lower { bound.value > last } else { bound.value < last });
                self.bounded(entry, key, &bound, fits, "档次须从优到劣排列", "classes stand from best to worst");
                last = Some(bound.value);
            }
            if let Some(share) = entry.number("share") {
                let fits = share.value >= Decimal::ZERO && most.is_none_or(|most| share.value <= most);
                self.class_share(entry, &share, fits);
                most = Some(share.value);
            }
        }
    }

    fn class_share(&mut self, entry: &Table<'_>, share: &At<Decimal>, fits: bool) {
        let (zh, en) = ("不小于 0，且不高于前一档", "it is from 0 to that of the class before");
        self.bounded(entry, "share", share, fits, zh, en);
    }

    fn class_bounds(&mut self, entry: &Table<'_>, key: &str, worst: bool) {
        let (zh, en) = if worst {
            (
                format!("档次至少两档，最后一档收下其余的，不写“{key}”。"),
                format!("There are two classes or more, and the last takes the rest: no “{key}”."),
            )
        } else {
            (
                format!("除最后一档外，每一档都写“{key}”，并且只写这一种。"),
                format!("Each class but the last has “{key}”, and no other bound."),
            )
        };
        let source = entry.source;
        self.findings.error("pack::classes", source.file, source.text, entry.span(), zh, en).put();
    }
}
