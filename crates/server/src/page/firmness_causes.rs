//! What the moves of ranks are due to: each assumption's part, and what leaving out a part does.

use domain::say::Say;
use evaluation::outline::Part;
use evaluation::result::{Effect, Firmnesses, PopulationResult, Removed};

use crate::component::empty::Empty;
use crate::component::html::Html;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::component::{number, rank_bar};
use crate::read::sealed::Sealed;
use crate::shell::locale::Words;

/// Each assumption's part of the movement, the strongest first.
#[must_use]
pub fn causes(told: &Firmnesses, words: Words) -> Html {
    let mut assumed: Vec<_> = told.assumed.iter().collect();
    let total = |effect: &Option<Effect>| effect.map_or(-1.0, |effect| effect.total.get());
    assumed.sort_by(|a, b| total(&b.effect).total_cmp(&total(&a.effect)));
    // Shares beyond one come from chance in the sample; the bar ends there.
    let most = assumed.iter().map(|one| total(&one.effect)).fold(1.0, f64::max);
    let rows = assumed.iter().map(|one| {
        let mut cells = vec![Cell::Noted {
            text: one.assumption.say(words.lang()),
            href: None,
            note: one.between.say(words.lang()),
        }];
        if let Some(effect) = &one.effect {
            cells.extend([
                share(effect.first.get()),
                between(effect.first_between.map(evaluation::Figure::get)),
                share(effect.total.get()),
                between(effect.total_between.map(evaluation::Figure::get)),
                Cell::Part(rank_bar::show(effect.total.get(), most)),
            ]);
        } else {
            let none = || Cell::Missing(words.t("firmness-no-effect"));
            cells.extend([none(), none(), none(), none(), Cell::text("")]);
        }
        Row::new(cells)
    });
    let heads = vec![
        Head::new(words.t("firmness-assumption")).align(Align::Wide),
        Head::new(words.t("firmness-first")).align(Align::Number),
        Head::new(words.t("firmness-first-between")).align(Align::Number).optional(),
        Head::new(words.t("firmness-total")).align(Align::Number),
        Head::new(words.t("firmness-total-between")).align(Align::Number).optional(),
        Head::new(words.t("firmness-total-bar")).align(Align::Bar),
    ];
    Table::new(words.t("firmness-causes"), heads, rows.collect()).show(words)
}

fn share(share: f64) -> Cell {
    Cell::Text(format!("{}%", number::computed(share * 100.0, 0)))
}

fn between([low, high]: [f64; 2]) -> Cell {
    Cell::Text(format!("{} – {}%", number::computed(low * 100.0, 0), number::computed(high * 100.0, 0)))
}

/// What leaving out each part does to the ranks, in the order of the outline.
#[must_use]
pub fn removed(one: &Sealed, population: &PopulationResult, told: &Firmnesses, words: Words) -> Html {
    let most = told.removed.iter().map(|one| one.mean.get()).fold(0.0, f64::max);
    let of = |part: Part| {
        let id = match part {
            Part::Node(at) => population.nodes[at].id.as_str(),
            Part::Item(at) => population.items[at].indicator.as_str(),
        };
        told.removed.iter().find(|one| one.id == id)
    };
    let who = |moved: &Option<(domain::id::SubjectId, evaluation::Figure)>| match moved {
        Some((subject, by)) if by.get() != 0.0 => {
            let name = one.find(subject.as_str()).map_or(subject.as_str(), |(_, result)| result.shown());
            Cell::Text(format!("{name} {}", number::signed(by.get(), 0)))
        }
        _ => Cell::text("—"),
    };
    let row = |depth: usize, part: Part, one: &Removed| {
        Row::new(vec![
            Cell::text(population.part_title(part)),
            Cell::Text(number::computed(one.mean.get(), 2)),
            Cell::Part(rank_bar::show(one.mean.get(), most)),
            who(&one.rises),
            who(&one.falls),
        ])
        .deep(depth)
        .heading(matches!(part, Part::Node(_)))
    };
    let lines = population.outline();
    let found: Vec<_> = lines.iter().filter_map(|line| Some((line, of(line.part)?))).collect();
    // Where the index itself cannot be left out, what stands under it stands at the edge.
    let edge = found.iter().map(|(line, _)| line.depth).min().unwrap_or(0);
    let rows = found.into_iter().map(|(line, one)| row(line.depth - edge, line.part, one)).collect();
    let heads = vec![
        Head::new(words.t("firmness-without")).align(Align::Wide),
        Head::new(words.t("firmness-mean")).unit(words.t("firmness-places")).align(Align::Number),
        Head::new(words.t("firmness-mean-bar")).align(Align::Bar),
        Head::new(words.t("firmness-rises")).align(Align::Wide).optional(),
        Head::new(words.t("firmness-falls")).align(Align::Wide).optional(),
    ];
    let empty = Empty::new(words.t("firmness-no-removal"), words.t("firmness-no-removal-why"));
    Table::new(words.t("firmness-removed"), heads, rows).or_empty(empty).show(words)
}
