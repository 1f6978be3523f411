//! How the figures of each item were: there, missing, filled, moved, and how skewed before and after.

use domain::say::{Lang, Say};
use evaluation::outline::Part;
use evaluation::result::{IndexedHead, ItemHead, Outliers, PopulationResult};
use evaluation::structure::{Figures, Member};

use crate::component::html::Html;
use crate::component::number;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::shell::locale::Words;

/// How the figures were, item by item.
#[must_use]
pub fn show(population: &PopulationResult, members: &[Member], words: Words) -> Html {
    let index = population.is_index();
    let mut heads = vec![
        Head::new(words.t("item")).align(Align::Wide),
        Head::new(words.t("indicator-unit")).align(Align::Line).optional(),
        Head::new(words.t("structure-there")).align(Align::Number),
        Head::new(words.t("structure-missing")).align(Align::Number),
        Head::new(words.t("structure-filled")).align(Align::Number),
        Head::new(words.t("structure-left-out")).align(Align::Number).optional(),
    ];
    if index {
        heads.extend([
            Head::new(words.t("structure-moved")).align(Align::Number),
            Head::new(words.t("structure-skewness")).align(Align::Number).optional(),
            Head::new(words.t("structure-kurtosis")).align(Align::Number).optional(),
            Head::new(words.t("structure-outliers")).align(Align::Text).optional(),
        ]);
    }
    let rows = members.iter().filter_map(|one| {
        let Part::Item(at) = one.line.part else { return None };
        let (head, figures) = (population.items.get(at)?, one.figures?);
        let mut cells = vec![
            Cell::text(&head.title),
            Cell::Text(unit(head, words)),
            Cell::whole(figures.subjects - figures.missing),
            Cell::whole(figures.missing),
            Cell::whole(figures.filled),
            Cell::whole(figures.left_out),
        ];
        if index {
            cells.extend(shape(head.index.as_ref(), figures, words));
        }
        Some(Row::new(cells))
    });
    Table::new(words.t("structure-figures"), heads, rows.collect()).show(words)
}

/// How many were moved, skewness and kurtosis before and after, and what came of it.
fn shape(head: Option<&IndexedHead>, figures: Figures, words: Words) -> [Cell; 4] {
    let Some(head) = head else { return [const { String::new() }; 4].map(Cell::Text) };
    let [before, after] = head.shapes;
    let one = |which: usize| match (before, after) {
        (Some(before), Some(after)) if before[which] == after[which] => {
            Cell::Text(number::computed(before[which].get(), 2))
        }
        (Some(before), Some(after)) => Cell::Text(format!(
            "{} → {}",
            number::computed(before[which].get(), 2),
            number::computed(after[which].get(), 2)
        )),
        _ => Cell::Missing(words.t("structure-no-shape")),
    };
    let outcome = match head.outliers {
        Outliers::NoRule => words.t("outliers-no-rule"),
        Outliers::None => words.t("outliers-none"),
        Outliers::Treated => words.t("outliers-treated"),
        Outliers::StillOut => words.t("outliers-still-out"),
        Outliers::LeftAlone => words.t("outliers-left-alone"),
    };
    [Cell::whole(figures.moved), one(0), one(1), Cell::Text(outcome)]
}

/// The unit of measure, and whether less is better.
fn unit(head: &ItemHead, words: Words) -> String {
    let unit = head.index.as_ref().map_or(&head.unit, |index| &index.unit).say(words.lang());
    match &head.index {
        Some(index) if index.lower_is_better => {
            let open = if words.lang() == Lang::Zh { "（" } else { " (" };
            let close = if words.lang() == Lang::Zh { "）" } else { ")" };
            format!("{unit}{open}{}{close}", words.t("lower-is-better"))
        }
        _ => unit,
    }
}
