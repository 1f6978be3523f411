//! Indices: nodes that form one tree, items under them, steps that can be taken, weights that can be used.

use std::ops::Range;

use domain::dimension::Dimension;
use domain::id::AttributeName;
use rust_decimal::Decimal;

use super::Checker;
use super::schemes::Taken;
use crate::index::{Fill, Mean, Method, Node, Normalise, Per, Ranking, Steps, Treatment, Years};
use crate::pack::{Indicator, Meta};
use crate::scheme::{Item, ItemFunction, MissingRule};
use crate::weights::WeightSet;
use crate::{read, read_index};
use declared::{At, Table};

/// A node with the places of its id and of the node above it.
pub(super) struct Placed {
    pub node: Node,
    id: Range<usize>,
    under: Option<Range<usize>>,
}

/// Keys that belong to items whose points are added up.
const POINTS: [&str; 8] = ["function", "benchmark", "cap", "floor", "over", "base", "target", "missing"];

impl Checker<'_> {
    /// Reports keys of the other kind of item.
    pub(super) fn misplaced(&mut self, entry: &Table<'_>, names: &[&str], zh: &str, en: &str) {
        let source = entry.source;
        for name in names.iter().filter(|name| entry.get(name).is_some()) {
            self.findings
                .error(
                    "pack::misplaced_key",
                    source.file,
                    source.text,
                    entry.key_span(name),
                    format!("{zh}用不到“{name}”。"),
                    format!("{en} does not use “{name}”."),
                )
                .help("请删去这一行。", "Delete the line.")
                .put();
        }
    }

    /// Reports keys of an index in an item whose points are added up.
    pub(super) fn no_steps(&mut self, entry: &Table<'_>) {
        let (zh, en) = ("没有 [scheme.population.method] 时，考核项", "Without [scheme.population.method], an item");
        self.misplaced(entry, &read_index::STEPS, zh, en);
    }

    pub(super) fn nodes(&mut self, population: &Table<'_>, meta: &Meta, index: bool) -> Vec<Placed> {
        let mut taken = Taken::new();
        let mut nodes = Vec::new();
        for entry in population.tables("node") {
            let cite = read::cite(&entry, meta.demonstration, self.findings);
            let (Some(id), Some(title)) = (entry.text("id"), entry.text("title")) else { continue };
            if self.taken(&entry, "节点编号", &id, &mut taken) {
                continue;
            }
            if !index {
                let (zh, en) =
                    ("没有 [scheme.population.method] 时，节点", "Without [scheme.population.method], a node");
                self.misplaced(&entry, &["mean", "least"], zh, en);
            }
            let weight = entry.number("weight");
            if let Some(weight) = &weight {
                let fits = weight.value >= Decimal::ZERO;
                self.bounded(&entry, "weight", weight, fits, "权重不能小于 0", "a weight must not be below 0");
            }
            let under = entry.text("under");
            nodes.push(Placed {
                node: Node {
                    id: id.value,
                    title: title.value,
                    under: under.as_ref().map(|under| under.value.clone()),
                    weight: weight.map_or(Decimal::ONE, |weight| weight.value),
                    mean: self.mean(&entry),
                    least: self.share(&entry, "least"),
                    cite,
                },
                id: id.span,
                under: under.map(|under| under.span),
            });
        }
        self.tree(population, &nodes, index);
        nodes
    }

    /// Nodes above that exist, no cycle, and in an index one top.
    fn tree(&mut self, population: &Table<'_>, nodes: &[Placed], index: bool) {
        let source = population.source;
        let find = |id: &str| nodes.iter().find(|placed| placed.node.id == id);
        for placed in nodes {
            let (Some(under), Some(span)) = (&placed.node.under, &placed.under) else { continue };
            if find(under).is_none() {
                self.unknown_node(population, under, span.clone(), nodes);
                continue;
            }
            // Going up more steps than there are nodes means going round.
            let mut at = Some(placed);
            for _ in 0..nodes.len() {
                at = at.and_then(|placed| find(placed.node.under.as_deref()?));
            }
            if at.is_some() {
                self.findings
                    .error(
                        "pack::node_cycle",
                        source.file,
                        source.text,
                        span.clone(),
                        format!("节点“{}”绕了一圈又在自己之下。", placed.node.id),
                        format!("The node “{}” stands under itself.", placed.node.id),
                    )
                    .help("请核对各节点的 under。", "Check “under” of the nodes.")
                    .put();
                return;
            }
        }
        let mut tops = nodes.iter().filter(|placed| placed.node.under.is_none());
        if let (true, Some(first), Some(second)) = (index, tops.next(), tops.next()) {
            self.findings
                .error(
                    "pack::second_index",
                    source.file,
                    source.text,
                    second.id.clone(),
                    format!("“{}”没有上级，是第二个指数；一类对象只有一个。", second.node.id),
                    format!("“{}” stands under nothing: it is a second index.", second.node.id),
                )
                .help("请写明它的 under。", "Say what it stands under.")
                .related(source.file, first.id.clone(), "第一个在这里", "the first is here")
                .put();
        }
    }

    fn unknown_node(&mut self, table: &Table<'_>, id: &str, span: Range<usize>, nodes: &[Placed]) {
        let source = table.source;
        self.findings
            .error(
                "pack::unknown_node",
                source.file,
                source.text,
                span.clone(),
                format!("没有“{id}”这个节点。"),
                format!("There is no node “{id}”."),
            )
            .nearest(id, nodes.iter().map(|placed| placed.node.id.as_str()), span, "\"")
            .put();
    }

    /// The node an item stands under: known, and said wherever there are nodes.
    pub(super) fn under(&mut self, entry: &Table<'_>, nodes: &[Placed]) -> Option<String> {
        let Some(under) = entry.text("under") else {
            if !nodes.is_empty() {
                let source = entry.source;
                self.findings
                    .error(
                        "pack::missing_key",
                        source.file,
                        source.text,
                        entry.span(),
                        "本类别有节点，考核项须写明“under”（所属的节点）。",
                        "The population has nodes: say which one this item stands “under”.",
                    )
                    .help("请加上一行：under = \"…\"", "Add a line: under = \"…\"")
                    .put();
            }
            return None;
        };
        if !nodes.iter().any(|placed| placed.node.id == under.value) {
            self.unknown_node(entry, &under.value, under.span, nodes);
            return None;
        }
        Some(under.value)
    }

    /// Reports nodes with nothing under them, or with weights of zero only; of headings, stated points that are not
    /// those of the items.
    pub(super) fn hanging(&mut self, population: &Table<'_>, nodes: &[Placed], items: &[Item], index: bool) {
        let source = population.source;
        // Where something stands under a node that is not there, that was reported already.
        let placed_all = items.len() == population.tables("item").len()
            && items.iter().all(|item| item.under.is_some())
            && nodes.iter().all(|one| {
                let above = one.node.under.as_deref();
                above.is_none_or(|above| nodes.iter().any(|other| other.node.id == above))
            });
        for placed in nodes.iter().filter(|_| placed_all) {
            let id = placed.node.id.as_str();
            let below =
                nodes.iter().filter(|other| other.node.under.as_deref() == Some(id)).map(|other| other.node.weight);
            let own = items.iter().filter(|item| item.under.as_deref() == Some(id)).map(|item| item.weight);
            let weights: Vec<Decimal> = below.chain(own).collect();
            let (zh, en) = if weights.is_empty() {
                ("之下没有考核项", "has nothing under it")
            } else if index && weights.iter().all(Decimal::is_zero) {
                ("之下的权重全为 0", "has only weights of zero under it")
            } else {
                continue;
            };
            self.findings
                .error(
                    "pack::empty_node",
                    source.file,
                    source.text,
                    placed.id.clone(),
                    format!("节点“{id}”{zh}。"),
                    format!("The node “{id}” {en}."),
                )
                .put();
        }
        for placed in nodes {
            if items.iter().any(|item| item.indicator.as_str() == placed.node.id) {
                let id = At { value: placed.node.id.clone(), span: placed.id.clone() };
                self.twice(population, "考核项的指标代码", &id, placed.id.clone());
            }
        }
        if index && nodes.is_empty() {
            let span = population.key_span("method");
            self.findings
                .error(
                    "pack::missing_key",
                    source.file,
                    source.text,
                    span,
                    "综合指数至少要有一个节点，即指数本身。",
                    "An index needs at least one node: the index itself.",
                )
                .help(
                    "请加上：[[scheme.population.node]]，写明 id 和 title，各考核项写 under。",
                    "Add a [[scheme.population.node]] with id and title, and “under” to the items.",
                )
                .put();
        }
    }

    fn mean(&mut self, entry: &Table<'_>) -> Option<Mean> {
        let mean = read_index::mean(entry)?;
        if let Mean::Power(power) = mean {
            let span = entry.get("mean").map_or_else(|| entry.span(), toml::Spanned::span);
            let at = At { value: power, span };
            self.bounded(
                entry,
                "power",
                &at,
                !power.is_zero(),
                "幂次不能为 0（请用 geometric）",
                "use geometric for 0",
            );
        }
        Some(mean)
    }

    fn share(&mut self, entry: &Table<'_>, name: &str) -> Option<Decimal> {
        let at = entry.number(name)?;
        let fits = (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&at.value);
        self.bounded(entry, name, &at, fits, "须在 0 到 100 之间", "it must lie between 0 and 100");
        read_index::share(entry, name)
    }

    /// The method, and the steps that hold for items that do not say otherwise.
    pub(super) fn method(&mut self, entry: &Table<'_>, meta: &Meta, sets: &[WeightSet]) -> (Method, Steps) {
        let cite = read::cite(entry, meta.demonstration, self.findings);
        let ids: Vec<&str> = sets.iter().map(|set| set.id.as_str()).collect();
        for name in ["available", "nonzero"] {
            self.share(entry, name);
        }
        let least = self.share(entry, "least").unwrap_or_default();
        let steps = read_index::steps(entry, &read_index::unsaid());
        self.sound_steps(entry, &steps);
        let method = Method {
            groups: entry.parsed::<AttributeName>("groups").map(|name| name.value),
            screen: read_index::screen(entry),
            weights: read_index::weighing(entry, &ids, self.findings),
            mean: self.mean(entry).unwrap_or(Mean::Arithmetic),
            ranking: entry.text("ranking").and_then(|word| Ranking::from_code(&word.value)),
            least,
            years: read_index::years(entry),
            cite,
        };
        self.needs_years(entry, &steps, method.years);
        (method, steps)
    }

    pub(super) fn index_items(
        &mut self,
        population: &Table<'_>,
        meta: &Meta,
        subject: &str,
        indicators: &[Indicator],
        nodes: &[Placed],
        (defaults, years): (&Steps, Years),
    ) -> Vec<Item> {
        let mut taken = Taken::new();
        let mut items = Vec::new();
        for entry in population.tables("item") {
            let cite = read::cite(&entry, meta.demonstration, self.findings);
            self.misplaced(&entry, &POINTS, "综合指数的考核项", "An item of an index");
            let under = self.under(&entry, nodes);
            let Some(name) = entry.text("indicator") else { continue };
            let Some(code) = self.known_indicator(&entry, &name, subject, indicators) else { continue };
            if self.taken(&entry, "本类别的考核项", &name, &mut taken) {
                continue;
            }
            let Some(weight) = entry.number("weight") else { continue };
            let fits = weight.value >= Decimal::ZERO;
            self.bounded(&entry, "weight", &weight, fits, "权重不能小于 0", "a weight must not be below 0");
            let mut steps = read_index::steps(&entry, defaults);
            self.sound_steps(&entry, &steps);
            self.needs_years(&entry, &steps, years);
            steps.per = self.per(&entry, subject, indicators, &code);
            items.push(Item {
                indicator: code,
                under,
                weight: weight.value,
                function: ItemFunction::Index(Box::new(steps)),
                missing: MissingRule::Reweight,
                cite,
            });
        }
        items
    }

    /// The denominator: measured for the same subjects, in a unit that says how much of something.
    fn per(
        &mut self,
        entry: &Table<'_>,
        subject: &str,
        indicators: &[Indicator],
        own: &domain::id::IndicatorCode,
    ) -> Option<Per> {
        let name = entry.text("per")?;
        let code = self.known_indicator(entry, &name, subject, indicators)?;
        let times = entry.number("per_times");
        if let Some(times) = &times {
            let fits = !times.value.is_zero();
            self.bounded(entry, "per_times", times, fits, "倍数不能为 0", "it must not be 0");
        }
        let unit = |code: &domain::id::IndicatorCode| {
            indicators.iter().find(|one| one.code == *code).map_or(domain::unit::Unit::ONE, |one| one.unit)
        };
        let (above, below) = (unit(own), unit(&code));
        let source = entry.source;
        let mut refuse = |zh: String, en: String| {
            self.findings.error("pack::denominator", source.file, source.text, name.span.clone(), zh, en).put();
        };
        if below.dimension() == Dimension::NONE {
            refuse(
                format!("分母“{}”是比率，不是数量，不能用来消除规模差异。", name.value),
                format!("The denominator “{}” is a ratio, not an amount of something.", name.value),
            );
        } else if above.per(&below).is_err() {
            refuse(
                format!("除以“{}”以后的计量单位过于复杂。", name.value),
                format!("The unit of measure is too complex once divided by “{}”.", name.value),
            );
        }
        Some(Per { indicator: code, times: times.map_or(Decimal::ONE, |times| times.value) })
    }

    /// Reports steps that look at other years where the method has none.
    fn needs_years(&mut self, entry: &Table<'_>, steps: &Steps, years: Years) {
        let source = entry.source;
        let stated = [("impute", steps.impute.needs_years()), ("within", steps.within.needs_years())];
        for (name, _) in stated.into_iter().filter(|(name, needs)| *needs && entry.get(name).is_some()) {
            let span = entry.get(name).map_or_else(|| entry.span(), toml::Spanned::span);
            let line = matches!(steps.impute, Fill::Linear(_)) && name == "impute";
            if !years.none() && (!line || years.after > 0) {
                continue;
            }
            let (zh, en, key) = if line {
                ("线性插补要有以后年份的数据", "A line needs figures of later years", "years_after")
            } else {
                (
                    "这里要看其他年份的数据，而编制方法没有写",
                    "This looks at other years, and the method names none",
                    "years_before",
                )
            };
            self.findings
                .error("pack::no_years", source.file, source.text, span, format!("{zh}。"), format!("{en}."))
                .help(
                    format!("请在 [scheme.population.method] 加上：{key} = …"),
                    format!("Add to [scheme.population.method]: {key} = …"),
                )
                .put();
        }
    }

    fn sound_steps(&mut self, entry: &Table<'_>, steps: &Steps) {
        let at = |name: &str, value: Decimal| At {
            value,
            span: entry.get(name).map_or_else(|| entry.span(), toml::Spanned::span),
        };
        if entry.get("normalise").is_some() {
            let (value, fits, zh, en) = match &steps.normalise {
                Normalise::MinMax { low, high } => (*low, low < high, "须小于 high", "it must be below “high”"),
                Normalise::Goalposts { low, high, .. } => (*low, low < high, "须小于 to", "it must be below “to”"),
                Normalise::ZScore { deviation, .. } => {
                    (*deviation, *deviation > Decimal::ZERO, "标准差须大于 0", "the deviation must be above 0")
                }
                _ => (Decimal::ZERO, true, "", ""),
            };
            self.bounded(entry, "normalise", &at("normalise", value), fits, zh, en);
        }
        if let (true, Treatment::Trim { low, high }) = (entry.get("treat").is_some(), &steps.treat) {
            let fits = *low >= Decimal::ZERO && low < high && *high <= Decimal::ONE;
            let (zh, en) = ("须在 0 到 100 之间，下侧小于上侧", "between 0 and 100, the lower below the upper");
            self.bounded(entry, "treat", &at("treat", *low * Decimal::ONE_HUNDRED), fits, zh, en);
        }
    }
}
