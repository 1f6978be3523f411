//! What of an indicator a target holds against its goal, and the unit that gives.

use domain::say::{Lang, Say};
use domain::unit::Unit;
use rust_decimal::Decimal;

use super::Checker;
use crate::deadline::Deadline;
use crate::pack::Indicator;
use crate::read;
use crate::target::{Measure, MeasureWord, Share};
use declared::{At, Table};

/// The keys that belong to one measure or another.
const KEYS: [&str; 4] = ["base", "of", "of_whole", "among"];

impl Checker<'_> {
    /// The measure of a target of `indicator`; what its kind needs and does not need is checked here.
    pub(super) fn measure(
        &mut self,
        entry: &Table<'_>,
        indicator: &Indicator,
        indicators: &[Indicator],
        by: Option<Deadline>,
    ) -> Measure {
        let word = read::word(entry, "measure", MeasureWord::from_code, MeasureWord::Value);
        let takes: &[&str] = match word {
            MeasureWord::Value => &[],
            MeasureWord::Growth | MeasureWord::YearlyGrowth | MeasureWord::Multiply => &["base"],
            MeasureWord::Share => &["of", "of_whole"],
            MeasureWord::Rank => &["among"],
        };
        let others: Vec<&str> = KEYS.into_iter().filter(|key| !takes.contains(key)).collect();
        let (zh, en) =
            (format!("比较{}（{}）时", word.say(Lang::Zh), word.code()), format!("The measure {}", word.code()));
        self.misplaced(entry, &others, &zh, &en);
        let text = |name| entry.text(name).map(|text| text.value);
        match word {
            MeasureWord::Value => Measure::Value,
            MeasureWord::Growth => Measure::Growth { base: self.base(entry, by) },
            MeasureWord::YearlyGrowth => Measure::YearlyGrowth { base: self.base(entry, by) },
            MeasureWord::Multiply => Measure::Multiply { base: self.base(entry, by) },
            MeasureWord::Share => {
                if takes.iter().all(|key| entry.get(key).is_none()) {
                    self.lacks(
                        entry,
                        "占比需要写明“of”（分母的指标）或“of_whole”（占哪个整体）。",
                        "A share needs “of” (the indicator below) or “of_whole” (the whole it is of).",
                    );
                }
                let of = self.below(entry, indicator, indicators);
                Measure::Share(Share { of, of_whole: text("of_whole") })
            }
            MeasureWord::Rank => Measure::Rank { among: text("among") },
        }
    }

    /// The base year, which lies before the deadline.
    fn base(&mut self, entry: &Table<'_>, by: Option<Deadline>) -> Option<i16> {
        let base = entry.year("base")?;
        if let (Some(by), Some(at)) = (by, entry.number("base")) {
            self.bounded(
                entry,
                "base",
                &at,
                base < by.year(),
                "基年须早于期限",
                "the base year must be before the deadline",
            );
        }
        Some(base)
    }

    /// The indicator that a share is of: of the same dimension and kind of subject as the one above.
    fn below(
        &mut self,
        entry: &Table<'_>,
        above: &Indicator,
        indicators: &[Indicator],
    ) -> Option<domain::id::IndicatorCode> {
        let name = entry.text("of")?;
        let code = self.known_indicator(entry, &name, &above.subject, indicators)?;
        let below = indicators.iter().find(|other| other.code == code)?;
        if below.unit.dimension() != above.unit.dimension() {
            let source = entry.source;
            let units = |lang| (above.unit.say(lang), below.unit.say(lang));
            let ((over, under), (over_en, under_en)) = (units(Lang::Zh), units(Lang::En));
            self.findings
                .error(
                    "pack::wrong_dimension",
                    source.file,
                    source.text,
                    name.span,
                    format!(
                        "分子“{}”的单位是“{over}”，分母“{code}”的单位是“{under}”，量纲不符，不成占比。",
                        above.code
                    ),
                    format!(
                        "“{}” is in {over_en}, “{code}” in {under_en}: not one dimension, so no share.",
                        above.code
                    ),
                )
                .help("请改用同量纲的指标作分母。", "Use an indicator of the same dimension below.")
                .put();
        }
        Some(code)
    }

    /// Whether goal and unit fit the measure.
    pub(super) fn goal_of(
        &mut self,
        entry: &Table<'_>,
        measure: &Measure,
        goal: &At<Decimal>,
        unit: &At<Unit>,
        indicator: &Indicator,
    ) {
        match measure {
            Measure::Value => self.unit_of_value(entry, unit, indicator),
            Measure::Growth { .. } | Measure::YearlyGrowth { .. } | Measure::Share(_) => {
                self.plain(entry, measure, unit, "percent");
            }
            Measure::Multiply { .. } => {
                let fits = goal.value > Decimal::ZERO;
                self.bounded(entry, "goal", goal, fits, "倍数须大于 0", "a multiple must be above 0");
                self.plain(entry, measure, unit, "times");
            }
            Measure::Rank { .. } => {
                let fits = goal.value >= Decimal::ONE && goal.value.fract().is_zero();
                self.bounded(entry, "goal", goal, fits, "名次为从 1 起的整数", "a rank is a whole number from 1");
                self.places(entry, unit);
            }
        }
    }

    fn unit_of_value(&mut self, entry: &Table<'_>, unit: &At<Unit>, indicator: &Indicator) {
        let declared = indicator.unit;
        if declared.dimension() == unit.value.dimension() {
            return;
        }
        let source = entry.source;
        self.findings
            .error(
                "pack::wrong_dimension",
                source.file,
                source.text,
                unit.span.clone(),
                format!(
                    "目标的单位是“{}”，指标“{}”的单位是“{}”，量纲不符。",
                    unit.value.say(Lang::Zh),
                    indicator.code,
                    declared.say(Lang::Zh)
                ),
                format!(
                    "The goal is in {}, the indicator “{}” in {}: not one dimension.",
                    unit.value.say(Lang::En),
                    indicator.code,
                    declared.say(Lang::En)
                ),
            )
            .mend(unit.span.clone(), format!("\"{}\"", declared.code()))
            .put();
    }

    /// Growth, shares and multiples are pure numbers.
    fn plain(&mut self, entry: &Table<'_>, measure: &Measure, unit: &At<Unit>, usual: &str) {
        if unit.value.dimension().is_none() {
            return;
        }
        let (source, word) = (entry.source, measure.word());
        self.findings
            .error(
                "pack::wrong_dimension",
                source.file,
                source.text,
                unit.span.clone(),
                format!("{}没有量纲，单位不能是“{}”。", word.say(Lang::Zh), unit.value.say(Lang::Zh)),
                format!("A {} is a pure number, not in {}.", word.say(Lang::En), unit.value.say(Lang::En)),
            )
            .mend(unit.span.clone(), format!("\"{usual}\""))
            .put();
    }

    /// Ranks are counted in places, and the goal is a place not to fall behind.
    fn places(&mut self, entry: &Table<'_>, unit: &At<Unit>) {
        let source = entry.source;
        if unit.value.code() != "wei" {
            self.findings
                .error(
                    "pack::rank",
                    source.file,
                    source.text,
                    unit.span.clone(),
                    format!("名次的单位是“位”（wei），不是“{}”。", unit.value.say(Lang::Zh)),
                    format!("Ranks are counted in places (wei), not in {}.", unit.value.say(Lang::En)),
                )
                .mend(unit.span.clone(), "\"wei\"")
                .put();
        }
        let Some(word) =
            entry.text("comparator").filter(|word| matches!(word.value.as_str(), "at_least" | "more_than"))
        else {
            return;
        };
        let meant = if word.value == "at_least" { "at_most" } else { "less_than" };
        self.findings
            .error(
                "pack::rank",
                source.file,
                source.text,
                word.span.clone(),
                format!("名次越小越好，“{}”的意思是排在其后。", word.value),
                format!("A smaller rank is better; “{}” asks to be behind it.", word.value),
            )
            .help("“进入前 38 位”写 at_most。", "“Among the first 38” is at_most.")
            .mend(word.span, format!("\"{meant}\""))
            .put();
    }
}
