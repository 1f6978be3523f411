//! What an evaluation scores: its framework as a tree with weights, each item's rule, and how its figures were.

use askama::Template;
use axum::extract::{Path, State};
use domain::say::Say;
use evaluation::explain::rule_words;
use evaluation::outline::Part;
use evaluation::result::{ItemHead, PopulationResult};
use evaluation::structure::{Member, structure};
use policy::scheme::{Item, ItemFunction, Population};

use crate::app::App;
use crate::component::empty::Empty;
use crate::component::html::Html;
use crate::component::icicle::{self, Block};
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::component::{number, rank_bar};
use crate::page::evaluation_views::{View, chosen, populations, views};
use crate::page::pack::indicator_href;
use crate::page::{policy_words, structure_figures};
use crate::read::sealed::Sealed;
use crate::shell::error::{PageError, Thing};
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// The framework of one population.
#[derive(Template)]
#[template(path = "page/structure.html")]
pub struct StructurePage {
    frame: Frame,
    views: Html,
    populations: Html,
    heading: String,
    cite: String,
    message: String,
    drawing: Html,
    method: Vec<String>,
    tree: Html,
    figures: Html,
}

/// Shows the framework.
///
/// # Errors
/// [`PageError::NoSuch`] when there is no such seal or population.
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(seal): Path<String>,
) -> Result<Page<StructurePage>, PageError> {
    let now = app.now().await?;
    let one = now.evaluation(&seal).ok_or(PageError::NoSuch { kind: Thing::Evaluation, name: seal })?;
    let (words, here) = (viewer.words, viewer.here.clone());
    let population = chosen(one, &here)?;
    let evaluation = one.evaluation();
    let at_hand = now.pack(evaluation.pack.as_str()).is_some();
    let all = Framework { one, at_hand, population, members: structure(population), words };
    let lead = [one.line(words), one.release_line(words)];
    Ok(Page(StructurePage {
        views: views(one, View::Structure, &here, words),
        populations: populations(one, population, &here, words),
        heading: population.title.clone(),
        cite: policy_words::clause(&population.cite, words),
        message: all.message(),
        drawing: all.drawing(),
        method: all.method(),
        tree: all.tree(),
        figures: structure_figures::show(population, &all.members, words),
        frame: now
            .frame(viewer, Section::Evaluations, words.t("structure"))
            .lead(lead.join(" · "))
            .below(one.href(), &evaluation.title)
            .demonstration(evaluation.demonstration)
            .with_results(),
    }))
}

struct Framework<'a> {
    one: &'a Sealed,
    /// Whether the pack's own pages are there to lead to.
    at_hand: bool,
    population: &'a PopulationResult,
    members: Vec<Member>,
    words: Words,
}

impl Framework<'_> {
    /// The rules as the sealed pack has them.
    fn rules(&self) -> Option<&Population> {
        let scheme = self.one.seal.pack.scheme(self.one.evaluation().scheme.as_str())?;
        scheme.populations.iter().find(|rules| rules.id == self.population.id)
    }

    fn head(&self, member: &Member) -> Option<&ItemHead> {
        match member.line.part {
            Part::Item(at) => self.population.items.get(at),
            Part::Node(_) => None,
        }
    }

    /// What weighs most.
    fn message(&self) -> String {
        let largest = |of: &dyn Fn(&&Member) -> bool| {
            let members = self.members.iter().filter(of);
            // Of equal ones the first.
            members.fold(None::<&Member>, |best, one| match best {
                Some(best) if best.share >= one.share => Some(best),
                _ => Some(one),
            })
        };
        let index = usize::from(self.population.is_index());
        let said = |one: &Member| {
            (
                self.population.part_title(one.line.part).to_owned(),
                format!("{}%", number::computed(one.share * 100.0, 1)),
            )
        };
        let node = largest(&|one| one.figures.is_none() && one.line.depth == index).map(said);
        let item = largest(&|one| one.figures.is_some()).map(said);
        match (node, item) {
            (Some((node, of)), Some((item, share))) => {
                self.words.ta("structure-message", &[("node", &node), ("of", &of), ("item", &item), ("share", &share)])
            }
            (None, Some((item, share))) => {
                self.words.ta("structure-message-flat", &[("item", &item), ("share", &share)])
            }
            _ => String::new(),
        }
    }

    fn drawing(&self) -> Html {
        let index = self.population.is_index();
        let shown = self.members.iter().filter(|one| !index || one.line.depth > 0);
        let blocks: Vec<_> = shown
            .map(|one| Block {
                label: self.population.part_title(one.line.part).to_owned(),
                figure: format!("{}%", number::computed(one.share * 100.0, 1)),
                level: one.line.depth - usize::from(index),
                share: one.share,
                last: one.figures.is_some(),
            })
            .collect();
        // Items alone, side by side, are what the table says better.
        if blocks.iter().all(|block| block.level == 0) {
            Html::default()
        } else {
            icicle::show(&self.message(), &blocks)
        }
    }

    /// How the index is built, where it is one.
    fn method(&self) -> Vec<String> {
        let lang = self.words.lang();
        let Some(method) = self.rules().and_then(|rules| rules.method.as_ref()) else { return Vec::new() };
        let words = self.words;
        let screen = Some(method.screen.say(lang)).filter(|screen| !screen.is_empty());
        let mut said = Vec::new();
        said.extend(screen.map(|screen| words.ta("structure-screen", &[("screen", &screen)])));
        said.extend(self.common().map(|rule| words.ta("structure-common", &[("rule", &rule)])));
        said.push(words.ta("structure-weighing", &[("weights", &method.weights.say(lang))]));
        said.extend(self.population.weighed.iter().flat_map(|weighed| weighed.remarks(self.population, lang)));
        if !method.years.none() {
            said.push(method.years.say(lang));
        }
        match &self.population.ranking {
            Some(ranking) => said.extend([ranking.say(lang), ranking.remark(lang)]),
            None => said.push(words.ta("structure-mean", &[("mean", &method.mean.say(lang))])),
        }
        said
    }

    /// The rule that more than half of the items share.
    fn common(&self) -> Option<String> {
        let rules = self.rules()?;
        let all: Vec<_> = rules.items.iter().map(|item| self.rule(item)).collect();
        all.iter().find(|one| all.iter().filter(|other| other == one).count() * 2 > all.len()).cloned()
    }

    fn rule(&self, item: &Item) -> String {
        let pack = &self.one.seal.pack;
        let said = rule_words(pack, item, self.one.evaluation().period.calendar_year()).say(self.words.lang());
        // The rule names what it divides by with its code; people know it by its title.
        let ItemFunction::Index(steps) = &item.function else { return said };
        let per = steps.per.as_ref().and_then(|per| pack.indicator(per.indicator.as_str()));
        per.map_or(said.clone(), |per| said.replace(per.code.as_str(), &per.title))
    }

    fn tree(&self) -> Html {
        let (words, index) = (self.words, self.population.is_index());
        let common = self.common();
        let heads = vec![
            Head::new(words.t("structure-part")).align(Align::Wide),
            Head::new(if index { words.t("structure-own") } else { words.t("item-weight") })
                .unit(if index { String::new() } else { words.t("points") })
                .align(Align::Number)
                .optional(),
            Head::new(words.t("structure-share")).unit("%").align(Align::Number),
            Head::new(words.t("structure-bar")).align(Align::Bar),
            Head::new(words.t("item-function")).align(Align::Wide).optional(),
        ];
        let rows = self.members.iter().map(|one| {
            let rule = match one.line.part {
                Part::Node(at) => self.mean(at),
                Part::Item(at) => {
                    let rule = self.rules().and_then(|rules| rules.items.get(at)).map(|item| self.rule(item));
                    let usual = common.is_some() && rule == common;
                    if usual { words.t("structure-usual") } else { rule.unwrap_or_default() }
                }
            };
            let title = self.population.part_title(one.line.part);
            let name = match self.head(one) {
                Some(head) if self.at_hand => {
                    Cell::link(indicator_href(&self.one.seal.pack, head.indicator.as_str()), title)
                }
                _ => Cell::text(title),
            };
            Row::new(vec![
                name,
                Cell::Text(if index && one.line.depth == 0 { String::new() } else { number::read(one.weight) }),
                Cell::Text(number::computed(one.share * 100.0, 2)),
                Cell::Part(rank_bar::show(one.share, 1.0)),
                Cell::Text(rule),
            ])
            .deep(one.line.depth)
            .heading(one.figures.is_none())
        });
        let empty = Empty::new(words.t("structure-none"), words.t("structure-none-why"));
        Table::new(words.t("structure"), heads, rows.collect()).or_empty(empty).show(words)
    }

    /// How a node is made of what stands under it.
    fn mean(&self, at: usize) -> String {
        let Some((rules, head)) = self.rules().zip(self.population.nodes.get(at)) else { return String::new() };
        let Some(method) = &rules.method else { return self.words.t("structure-sum") };
        if method.ranking.is_some() {
            return String::new();
        }
        let own = rules.nodes.iter().find(|node| node.id == head.id).and_then(|node| node.mean.as_ref());
        own.unwrap_or(&method.mean).say(self.words.lang())
    }
}
