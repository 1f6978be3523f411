//! What a result says of a population before any subject: its nodes, items and rules.

use policy::Pack;
use policy::scheme::Population;

use crate::figure::Figure;
use crate::index_model::framework;
use crate::result::{Clause, GradeCount, ItemHead, NodeHead, PopulationResult, RuleHead};
use crate::{headings, indexed};

/// The head of a population's result.
pub(crate) fn of(pack: &Pack, population: &Population, groups: Vec<String>) -> PopulationResult {
    let item = |item: &policy::scheme::Item| {
        let indicator = pack.indicator(item.indicator.as_str());
        ItemHead {
            indicator: item.indicator.clone(),
            title: indicator.map_or_else(|| item.indicator.to_string(), |indicator| indicator.title.clone()),
            unit: indicator.map_or(domain::unit::Unit::ONE, |indicator| indicator.unit),
            weight: item.weight.normalize(),
            function: item.function.code().to_owned(),
            under: item.under.clone(),
            index: None,
            cite: Clause::from(&item.cite),
        }
    };
    let node = |node: &policy::index::Node| NodeHead {
        id: node.id.clone(),
        title: node.title.clone(),
        under: node.under.clone(),
        weight: Figure::default(),
        share: Figure::default(),
        cite: Clause::from(&node.cite),
    };
    let rule =
        |id: &str, title: &str, cite| RuleHead { id: id.to_owned(), title: title.to_owned(), cite: Clause::from(cite) };
    let grades = population.grading.iter().flat_map(|grading| &grading.grades);
    let mut result = PopulationResult {
        id: population.id.clone(),
        title: population.title.clone(),
        cite: Clause::from(&population.cite),
        group_by: population.group_by.clone(),
        groups,
        nodes: population.nodes.iter().map(node).collect(),
        items: population.items.iter().map(item).collect(),
        adjustments: population.adjustments.iter().map(|one| rule(&one.id, &one.title, &one.cite)).collect(),
        lists: population.lists.iter().map(|one| rule(&one.id, &one.title, &one.cite)).collect(),
        members: population.members.iter().map(|one| rule(&one.id, &one.title, &one.cite)).collect(),
        vetoes: population.vetoes.iter().map(|one| rule(&one.id, &one.title, &one.cite)).collect(),
        grades: grades
            .map(|grade| GradeCount { code: grade.code.clone(), title: grade.title.clone(), count: 0 })
            .collect(),
        ranking: None,
        weighed: None,
        firmness: None,
        subjects: Vec::new(),
    };
    if population.method.is_some() {
        // A framework that cannot be built is refused where the index is run.
        if let Ok(framework) = framework(pack, population) {
            indexed::weights(&mut result, &framework);
        }
    } else {
        headings::weigh(&mut result);
    }
    result
}
