//! Sets of weights, told as facts: stated, compared in pairs, allotted by experts, or sought.

use domain::say::Said;
use rust_decimal::Decimal;

use super::RuleKind;
use super::fact::{Facts, plain};
use super::rules::{Place, Rule, quoted, title_of};
use crate::index::Node;
use crate::pack::Pack;
use crate::weights::{Allotted, Compared, Comparison, NodePoints, WeightSet, WeightSource};

pub(super) fn weight_set(pack: &Pack, place: &Place, nodes: &[Node], set: &WeightSet) -> Rule {
    let WeightSet { id, title, from, cite } = set;
    let names = Names { pack, nodes };
    let mut facts = Facts::default();
    facts.text("title", "名称", "title", title);
    match from {
        WeightSource::Stated(weights) => names.numbers("weight", "权重", "weight", weights, &mut facts),
        WeightSource::Sought(targets) => names.numbers("importance", "重要性", "importance", targets, &mut facts),
        WeightSource::Compared(Compared { comparisons, limit, beyond }) => {
            facts.number("limit", "一致性比率上限", "limit of the consistency ratio", *limit);
            facts.say("beyond", "超过上限时", "beyond the limit", beyond);
            for one in comparisons {
                names.comparison(one, &mut facts);
            }
        }
        WeightSource::Allotted(Allotted { budget, nodes }) => {
            facts.number("budget", "每人可分配的分数", "points of each expert", *budget);
            for one in nodes {
                names.points(one, &mut facts);
            }
        }
    }
    place.rule(RuleKind::WeightSet, id, quoted(title), Some(cite), facts)
}

/// What people call nodes and indicators.
struct Names<'a> {
    pack: &'a Pack,
    nodes: &'a [Node],
}

impl Names<'_> {
    fn title(&self, name: &str) -> String {
        let node = self.nodes.iter().find(|node| node.id == *name).map(|node| node.title.clone());
        node.unwrap_or_else(|| title_of(self.pack, name))
    }

    fn numbers(&self, key: &str, zh: &str, en: &str, numbers: &[(String, Decimal)], facts: &mut Facts) {
        for (name, number) in numbers {
            let title = self.title(name);
            facts.number(format!("{key}.{name}"), format!("{title} {zh}"), format!("{en} of {title}"), *number);
        }
    }

    /// Each comparison of two parts stands alone, so that one changed figure is one difference.
    fn comparison(&self, one: &Comparison, facts: &mut Facts) {
        let Comparison { under, of, matrix } = one;
        for (row, line) in of.iter().zip(matrix) {
            for (column, times) in of.iter().zip(line) {
                let (first, second) = (self.title(row), self.title(column));
                facts.said(
                    format!("compare.{under}.{row}.{column}"),
                    format!("{first} 比 {second}"),
                    format!("{first} against {second}"),
                    Said::new(times.to_string(), times.to_string()),
                );
            }
        }
    }

    fn points(&self, one: &NodePoints, facts: &mut Facts) {
        let NodePoints { under, of, experts } = one;
        for (expert, points) in experts {
            for (part, points) in of.iter().zip(points) {
                let title = self.title(part);
                facts.said(
                    format!("points.{under}.{expert}.{part}"),
                    format!("{expert} 给 {title} 的分数"),
                    format!("points of {expert} for {title}"),
                    Said::new(plain(*points), plain(*points)),
                );
            }
        }
    }
}
