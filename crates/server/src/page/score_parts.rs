//! What a score is made of, as a table: headings with their items, whose points add up to it, with what was filled and
//! treated in sight.

use domain::say::{Lang, Say};
use domain::unit::Unit;
use evaluation::Explanation;
use evaluation::explain::{Kind, Node};
use evaluation::figure::Figure;
use evaluation::outline::Part;
use evaluation::result::{ItemHead, ItemResult, MissingRule, Moved, PopulationResult, SubjectResult};

use crate::component::html::Html;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::component::{number, rank_bar};
use crate::shell::locale::Words;

/// The table of the parts; nothing where there is no score.
#[must_use]
pub fn show(explanation: &Explanation, result: &SubjectResult, population: &PopulationResult, words: Words) -> Html {
    let Some(score) = find(&explanation.root, Kind::Score) else { return Html::default() };
    let index = population.is_index();
    let mut parts = Parts { population, result, words, index, most: most(population, result), rows: Vec::new() };
    // An index has one node at the top, which is the score itself.
    let root = population.nodes.iter().find(|node| index && node.under.is_none()).map(|node| node.id.as_str());
    parts.add(score, root, 0);
    let unit = if index { "%".to_owned() } else { words.t("points") };
    let share = if index { words.t("part-standing") } else { words.t("item-share") };
    let heads = vec![
        Head::new(words.t("item")).align(Align::Wide),
        Head::new(words.t("value")).align(Align::Number).optional(),
        Head::new(words.t("score")).unit(words.t("points")).align(Align::Number),
        Head::new(words.t("item-weight")).unit(unit).align(Align::Number),
        Head::new(share.clone()).align(Align::Number).optional(),
        Head::new(words.ta("part-bar", &[("what", &share)])).align(Align::Bar),
    ];
    let full = if index { number::computed(100.0, 2) } else { number::read(population.all_weights()) };
    let text = |text: String| Cell::Text(text);
    let foot = vec![
        text(words.t("explanation-total")),
        text(String::new()),
        text(score.value.as_ref().map(|value| value.say(words.lang())).unwrap_or_default()),
        text(full),
        text(String::new()),
        text(String::new()),
    ];
    Table::new(words.t("explanation-sum"), heads, parts.rows).with_foot(Row::new(foot)).show(words)
}

struct Parts<'a> {
    population: &'a PopulationResult,
    result: &'a SubjectResult,
    words: Words,
    index: bool,
    most: f64,
    rows: Vec<Row>,
}

impl Parts<'_> {
    /// The rows of what stands under `of`, in the order of the outline.
    fn add(&mut self, of: &Node, under: Option<&str>, depth: usize) {
        let population = self.population;
        let mut nodes = (0..population.nodes.len()).filter(|&at| population.nodes[at].under.as_deref() == under);
        let mut items = (0..population.items.len()).filter(|&at| population.items[at].under.as_deref() == under);
        for child in &of.children {
            let part = match child.kind {
                Kind::Heading => nodes.next().map(Part::Node),
                Kind::Item => items.next().map(Part::Item),
                Kind::Adjustment | Kind::Rounding => None,
                _ => continue,
            };
            self.rows.push(self.row(child, part).deep(depth).heading(child.kind == Kind::Heading));
            if let Some(Part::Node(at)) = part {
                self.add(child, Some(&population.nodes[at].id), depth + 1);
            }
        }
    }

    fn row(&self, node: &Node, part: Option<Part>) -> Row {
        let lang = self.words.lang();
        let (head, result) = match part {
            Some(Part::Item(at)) => (self.population.items.get(at), self.result.items.get(at)),
            _ => (None, None),
        };
        let value = head.zip(result).map_or_else(|| Cell::text(""), |(head, result)| value(head, result, self.words));
        let standing = part.and_then(|part| self.population.standing(self.result, part));
        let points = node.value.as_ref().map(|value| value.say(lang).replace('-', "−")).unwrap_or_default();
        let weight = match part {
            // What counted, where another item of the same kind was left out; where it was itself left out, nothing.
            Some(Part::Item(at)) if self.index => {
                let weight = self.result.items.get(at).and_then(|item| item.weight);
                weight.map(|weight| number::computed(weight.get() * 100.0, 2))
            }
            Some(Part::Node(at)) if self.index => {
                let share = self.result.nodes.get(at).and_then(|node| node.share);
                share.map(|share| number::computed(share.get() * 100.0, 2))
            }
            Some(Part::Item(at)) => Some(number::plain(self.population.items[at].weight)),
            Some(Part::Node(at)) => Some(number::read(self.population.nodes[at].weight.get())),
            None => Some(String::new()),
        };
        Row::new(vec![
            Cell::Text(node.label.say(lang)),
            value,
            Cell::Text(points),
            weight.map_or_else(|| Cell::Missing(self.words.t("item-left-out")), Cell::Text),
            Cell::Text(standing.map(|standing| self.standing(standing)).unwrap_or_default()),
            Cell::Part(standing.map(|standing| rank_bar::show(standing, self.most)).unwrap_or_default()),
        ])
    }

    fn standing(&self, standing: f64) -> String {
        if self.index { number::computed(standing, 2) } else { format!("{}%", number::computed(standing, 1)) }
    }
}

/// What fills a bar: all points that were to be had, or more where somewhere more were got.
fn most(population: &PopulationResult, result: &SubjectResult) -> f64 {
    let all = population.outline();
    let standings = all.iter().filter_map(|line| population.standing(result, line.part));
    standings.fold(100.0, f64::max)
}

/// The figure of an item as it was reported, or what stood for it, marked.
#[must_use]
pub fn value(head: &ItemHead, result: &ItemResult, words: Words) -> Cell {
    let lang = words.lang();
    let with = |figure: Figure, unit: &Unit| number::with_unit(&number::read(figure.get()), &unit.say(lang));
    let unit = head.index.as_ref().map_or(&head.unit, |index| &index.unit);
    let own = match &result.steps {
        Some(steps) => steps.denominated,
        None => result.raw,
    };
    let steps = result.steps.as_deref();
    if let Some(imputed) = &result.imputed {
        let filled = steps.and_then(|steps| steps.filled).filter(|_| imputed.rule == MissingRule::Filled);
        return match filled {
            Some(filled) => Cell::Part(Html::marked(&with(filled, unit), &words.t("mark-filled"), &imputed.say(lang))),
            None => Cell::Missing(imputed.say(lang)),
        };
    }
    let Some(own) = own else { return Cell::Missing(words.t("item-left-out")) };
    match steps.and_then(|steps| steps.moved.zip(steps.treated)) {
        Some((moved, treated)) => {
            let reported = with(own, unit);
            let note = match moved {
                Moved::Down => words.ta("moved-down", &[("figure", &reported)]),
                Moved::Up => words.ta("moved-up", &[("figure", &reported)]),
                Moved::Bent => words.ta("moved-bent", &[("figure", &reported)]),
            };
            let mark = if moved == Moved::Bent { words.t("mark-bent") } else { words.t("mark-moved") };
            Cell::Part(Html::marked(&with(treated, unit), &mark, &note))
        }
        None => Cell::Text(with(own, unit)),
    }
}

fn find(node: &Node, kind: Kind) -> Option<&Node> {
    if node.kind == kind { Some(node) } else { node.children.iter().find_map(|child| find(child, kind)) }
}

/// The words between the members of a list: `、` or a comma.
#[must_use]
pub const fn joint(words: Words) -> &'static str {
    match words.lang() {
        Lang::Zh => "、",
        Lang::En => ", ",
    }
}
