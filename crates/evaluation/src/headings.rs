//! Headings over scored items: the points of what stands under them, added up.

use rust_decimal::Decimal;

use crate::figure::Figure;
use crate::model::number;
use crate::result::{NodeResult, PopulationResult};

/// For each node, the positions of the items under it, directly or not.
fn below(result: &PopulationResult) -> Vec<Vec<usize>> {
    let place = |id: &str| result.nodes.iter().position(|node| node.id == id);
    let mut below = vec![Vec::new(); result.nodes.len()];
    for (item, head) in result.items.iter().enumerate() {
        let mut at = head.under.as_deref().and_then(place);
        // A pack's nodes form a tree, so going up ends.
        for _ in 0..result.nodes.len() {
            let Some(node) = at else { break };
            below[node].push(item);
            at = result.nodes[node].under.as_deref().and_then(place);
        }
    }
    below
}

/// Gives every node the points of the items under it as its weight, and its share of all points.
pub(crate) fn weigh(result: &mut PopulationResult) {
    let whole: Decimal = result.items.iter().map(|item| item.weight).sum();
    for (node, items) in below(result).into_iter().enumerate() {
        let points: Decimal = items.iter().map(|&item| result.items[item].weight).sum();
        let share = points.checked_div(whole).unwrap_or_default();
        result.nodes[node].weight = Figure::of(number(points)).unwrap_or_default();
        result.nodes[node].share = Figure::of(number(share)).unwrap_or_default();
    }
}

/// Gives every subject the points of each node, and ranks by them within group or population.
pub(crate) fn add_up(result: &mut PopulationResult) {
    let below = below(result);
    for subject in &mut result.subjects {
        let total: f64 = subject.items.iter().filter_map(|item| item.weight).map(Figure::get).sum();
        let node = |items: &Vec<usize>| {
            let there = || items.iter().filter_map(|&item| subject.items.get(item));
            let points: Vec<f64> = there().filter_map(|item| item.points).map(Figure::get).collect();
            let weight: f64 = there().filter_map(|item| item.weight).map(Figure::get).sum();
            let value = (!points.is_empty()).then(|| points.iter().sum::<f64>()).and_then(Figure::of);
            let share = (total > 0.0).then(|| weight / total).and_then(Figure::of);
            NodeResult { value, share: value.and(share), points: value, rank: None }
        };
        subject.nodes = below.iter().map(node).collect();
    }
    rank(result);
}

/// Ranks the subjects by each node, within group or population.
pub(crate) fn rank(result: &mut PopulationResult) {
    for node in 0..result.nodes.len() {
        let mut groups: Vec<Option<&str>> = result.subjects.iter().map(|subject| subject.group.as_deref()).collect();
        groups.sort_unstable();
        groups.dedup();
        let groups: Vec<Option<String>> = groups.into_iter().map(|group| group.map(str::to_owned)).collect();
        for group in groups {
            let members: Vec<usize> =
                (0..result.subjects.len()).filter(|&at| result.subjects[at].group == group).collect();
            let value = |at: usize| result.subjects[at].nodes[node].value.map_or(f64::NAN, Figure::get);
            let ranks = scoring::rank::competition(&members.iter().map(|&at| value(at)).collect::<Vec<_>>());
            for (&at, rank) in members.iter().zip(ranks) {
                result.subjects[at].nodes[node].rank = rank;
            }
        }
    }
}
