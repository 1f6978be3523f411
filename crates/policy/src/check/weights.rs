//! Sets of weights: one source each, parts that stand where they are said to, experts who spend what they have.

use std::ops::Range;

use rust_decimal::Decimal;

use super::Checker;
use super::schemes::Taken;
use crate::pack::Meta;
use crate::weights::{Allotted, NodePoints, WeightSet, WeightSource};
use crate::{read, shape};
use declared::value::decimal;
use declared::{At, Table};

/// What stands under what, as written.
pub(super) struct Structure {
    nodes: Vec<String>,
    items: Vec<String>,
    /// Nodes, then items, each with what it stands under.
    under: Vec<(String, Option<String>)>,
}

impl Structure {
    fn of(population: &Table<'_>) -> Self {
        let placed = |list: &str, key: &str| {
            let entries = population.tables(list);
            let one = |entry: &Table<'_>| Some((entry.text(key)?.value, entry.text("under").map(|under| under.value)));
            entries.iter().filter_map(one).collect::<Vec<_>>()
        };
        let ids = |list: &[(String, Option<String>)]| list.iter().map(|(id, _)| id.clone()).collect();
        let (nodes, items) = (placed("node", "id"), placed("item", "indicator"));
        Self { nodes: ids(&nodes), items: ids(&items), under: [nodes, items].concat() }
    }

    /// What stands directly under a node.
    pub fn below<'s>(&'s self, node: &'s str) -> impl Iterator<Item = &'s str> {
        self.under.iter().filter(move |(_, under)| under.as_deref() == Some(node)).map(|(name, _)| name.as_str())
    }

    fn is_top(&self, name: &str) -> bool {
        self.nodes.iter().any(|node| node == name) && self.under.contains(&(name.to_owned(), None))
    }

    fn known(&self) -> impl Iterator<Item = &str> {
        self.nodes.iter().chain(&self.items).map(String::as_str)
    }
}

impl Checker<'_> {
    pub(super) fn weight_sets(&mut self, population: &Table<'_>, meta: &Meta) -> Vec<WeightSet> {
        let structure = Structure::of(population);
        let mut taken = Taken::new();
        let mut sets = Vec::new();
        for entry in population.tables("weight_set") {
            let cite = read::cite(&entry, meta.demonstration, self.findings);
            let from = self.weight_source(&entry, &structure);
            let (Some(id), Some(title)) = (entry.text("id"), entry.text("title")) else { continue };
            if !self.taken(&entry, "权重编号", &id, &mut taken) {
                sets.push(WeightSet { id: id.value, title: title.value, from, cite });
            }
        }
        sets
    }

    fn weight_source(&mut self, entry: &Table<'_>, structure: &Structure) -> WeightSource {
        let kinds: Vec<&str> =
            ["comparison", "expert", "importance"].into_iter().filter(|key| entry.get(key).is_some()).collect();
        let stated = entry.others(&shape::WEIGHT_SET);
        let second = kinds
            .get(1)
            .map(|key| entry.key_span(key))
            .or_else(|| kinds.first().and(stated.first()).map(|(name, _)| name.span.clone()));
        if let Some(second) = second {
            self.refuse(
                entry,
                "pack::weight_source",
                second,
                "一套权重只能有一个来源：直接写明、两两比较（comparison）、专家分配（expert）、目标重要性（importance）四者取一。"
                    .to_owned(),
                "A set has one source: stated weights, “comparison”, “expert” or “importance”.".to_owned(),
            );
        }
        let kind = kinds.first().copied();
        let (zh, en) = ("没有两两比较（comparison）的权重", "A set without “comparison”");
        if kind != Some("comparison") {
            self.misplaced(entry, &["consistency", "inconsistent"], zh, en);
        }
        if kind != Some("expert") {
            let (zh, en) = ("没有专家分配（expert）的权重", "A set without “expert”");
            self.misplaced(entry, &["budget"], zh, en);
        }
        match kind {
            Some("comparison") => WeightSource::Compared(self.compared(entry, structure)),
            Some("expert") => WeightSource::Allotted(self.allotted(entry, structure)),
            Some(_) => WeightSource::Sought(self.importance(entry, structure)),
            None => WeightSource::Stated(self.named_numbers(entry, &stated, structure)),
        }
    }

    pub(super) fn refuse(&mut self, entry: &Table<'_>, code: &'static str, span: Range<usize>, zh: String, en: String) {
        self.findings.error(code, entry.source.file, entry.source.text, span, zh, en).put();
    }

    /// Node ids or indicator codes with numbers not below 0.
    fn named_numbers(
        &mut self,
        entry: &Table<'_>,
        named: &[(At<String>, &toml::Spanned<toml::de::DeValue<'_>>)],
        structure: &Structure,
    ) -> Vec<(String, Decimal)> {
        let mut numbers = Vec::new();
        for (name, value) in named {
            if !structure.known().any(|known| known == name.value) {
                let (zh, en) = ("既不是本类别的节点，也不是考核项", "is neither a node nor an item here");
                self.not_here(entry, name, structure.known(), "", zh, en);
                continue;
            }
            let Some(number) = decimal(value.get_ref()) else {
                let (zh, en) = ("的权重应为数字（不加引号）", "must be a number without quotes");
                let (zh, en) = (format!("“{}”{zh}。", name.value), format!("The weight of “{}” {en}.", name.value));
                self.refuse(entry, "pack::wrong_kind", value.span(), zh, en);
                continue;
            };
            let at = At { value: number, span: value.span() };
            let fits = number >= Decimal::ZERO;
            self.bounded(entry, &name.value, &at, fits, "权重不能小于 0", "a weight must not be below 0");
            numbers.push((name.value.clone(), number));
        }
        numbers
    }

    pub(super) fn not_here<'n>(
        &mut self,
        entry: &Table<'_>,
        name: &At<String>,
        known: impl IntoIterator<Item = &'n str>,
        quote: &str,
        zh: &str,
        en: &str,
    ) {
        let source = entry.source;
        self.findings
            .error(
                "pack::unknown_node",
                source.file,
                source.text,
                name.span.clone(),
                format!("“{}”{zh}。", name.value),
                format!("“{}” {en}.", name.value),
            )
            .nearest(&name.value, known, name.span.clone(), quote)
            .put();
    }

    /// The node whose parts an entry weighs; nothing where there is none.
    pub(super) fn weighed_node(&mut self, entry: &Table<'_>, structure: &Structure) -> Option<At<String>> {
        let under = entry.text("under")?;
        if structure.nodes.contains(&under.value) {
            return Some(under);
        }
        let known = structure.nodes.iter().map(String::as_str);
        self.not_here(entry, &under, known, "\"", "不是本类别的节点", "is not a node here");
        None
    }

    fn allotted(&mut self, entry: &Table<'_>, structure: &Structure) -> Allotted {
        let budget = entry.number("budget");
        if let Some(budget) = &budget {
            let fits = budget.value > Decimal::ZERO;
            self.bounded(entry, "budget", budget, fits, "须大于 0", "it must be above 0");
        }
        let budget = budget.map_or(Decimal::ONE_HUNDRED, |budget| budget.value);
        let mut nodes: Vec<NodePoints> = Vec::new();
        let mut taken: Vec<(String, Taken)> = Vec::new();
        for own in entry.tables("expert") {
            let Some(under) = self.weighed_node(&own, structure) else { continue };
            let Some(name) = own.text("name") else { continue };
            let at = nodes.iter().position(|node| node.under == under.value).unwrap_or_else(|| {
                let of = structure.below(&under.value).map(str::to_owned).collect();
                nodes.push(NodePoints { under: under.value.clone(), of, experts: Vec::new() });
                taken.push((under.value.clone(), Taken::new()));
                nodes.len() - 1
            });
            if self.taken(&own, "这一节点之下的专家", &name, &mut taken[at].1) {
                continue;
            }
            if let Some(points) = self.points_of(&own, &name.value, &nodes[at], budget) {
                nodes[at].experts.push((name.value, points));
            }
        }
        nodes.retain(|node| !node.experts.is_empty());
        Allotted { budget, nodes }
    }

    /// The points that an expert gave to the parts of a node, where they are all there and add up to the budget.
    fn points_of(&mut self, own: &Table<'_>, expert: &str, node: &NodePoints, budget: Decimal) -> Option<Vec<Decimal>> {
        let under = &node.under;
        let mut points: Vec<Option<Decimal>> = vec![None; node.of.len()];
        let mut sound = true;
        for (name, value) in own.others(&shape::EXPERT) {
            let Some(at) = node.of.iter().position(|part| *part == name.value) else {
                sound = false;
                let (zh, en) = (format!("不在节点“{under}”之下"), format!("does not stand under “{under}”"));
                self.not_here(own, &name, node.of.iter().map(String::as_str), "", &zh, &en);
                continue;
            };
            let number = decimal(value.get_ref()).filter(|number| *number >= Decimal::ZERO);
            if number.is_none() {
                sound = false;
                let (zh, en) = (
                    format!("给“{}”的分数应为不小于 0 的数字（不加引号）。", name.value),
                    format!("The points of “{}” must be a number not below 0, without quotes.", name.value),
                );
                self.refuse(own, "pack::wrong_kind", value.span(), zh, en);
            }
            points[at] = number;
        }
        let left: Vec<&str> =
            node.of.iter().zip(&points).filter(|(_, points)| points.is_none()).map(|(part, _)| part.as_str()).collect();
        if sound && !left.is_empty() {
            sound = false;
            let (zh, en) = (
                format!("专家“{expert}”没有给“{under}”之下的 {} 分配分数；不给的写 0。", left.join("、")),
                format!(
                    "“{expert}” gives nothing to {} under “{under}”; write 0 where that is meant.",
                    left.join(", ")
                ),
            );
            self.refuse(own, "pack::missing_key", own.span(), zh, en);
        }
        let points: Vec<Decimal> = points.into_iter().flatten().collect();
        let sum = points.iter().try_fold(Decimal::ZERO, |sum, points| sum.checked_add(*points));
        if sound && sum != Some(budget) {
            sound = false;
            let sum = sum.map_or_else(|| "—".to_owned(), |sum| sum.normalize().to_string());
            let budget = budget.normalize();
            let (zh, en) = (
                format!("专家“{expert}”在“{under}”之下共分配 {sum} 分，应为 {budget} 分。"),
                format!("“{expert}” gives {sum} points under “{under}” where {budget} are to be given."),
            );
            self.refuse(own, "pack::budget", own.span(), zh, en);
        }
        sound.then_some(points)
    }

    fn importance(&mut self, entry: &Table<'_>, structure: &Structure) -> Vec<(String, Decimal)> {
        let Some(table) = entry.table("importance") else { return Vec::new() };
        let mut targets = Vec::new();
        for (name, value) in table.all() {
            if !structure.known().any(|known| known == name.value) {
                let (zh, en) = ("既不是本类别的节点，也不是考核项", "is neither a node nor an item here");
                self.not_here(&table, &name, structure.known(), "", zh, en);
                continue;
            }
            if structure.is_top(&name.value) {
                let (zh, en) = (
                    format!("“{}”就是指数，没有自己的重要性目标。", name.value),
                    format!("“{}” is the index itself and has no importance of its own.", name.value),
                );
                self.refuse(&table, "pack::importance", name.span, zh, en);
                continue;
            }
            let Some(number) = decimal(value.get_ref()) else { continue };
            let at = At { value: number, span: value.span() };
            let fits = number > Decimal::ZERO;
            self.bounded(&table, &name.value, &at, fits, "重要性目标须大于 0", "a target must be above 0");
            targets.push((name.value, number));
        }
        if table.all().len() < 2 {
            let (zh, en) = ("目标重要性至少写两个节点或考核项。", "Name two nodes or items at least.");
            self.refuse(entry, "pack::importance", entry.key_span("importance"), zh.to_owned(), en.to_owned());
        }
        targets
    }
}
