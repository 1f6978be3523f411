//! The items that would lift a subject, smallest change first, and those that would not by themselves.

use domain::dimension::Dimension;
use domain::say::Say;
use domain::unit::Unit;
use evaluation::lift::{ItemLift, Lifting, Way};
use evaluation::result::{ItemResult, PopulationResult, SubjectResult};

use crate::component::html::Html;
use crate::component::reach::Reach;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::component::{number, rank_bar};
use crate::page::spread::median;
use crate::shell::locale::Words;

/// What one item needs to lift the subject.
pub struct Need<'a> {
    /// The item.
    pub title: &'a str,
    unit: &'a Unit,
    /// Whether things are counted, of which there are no parts.
    whole: bool,
    /// The present figure.
    pub now: f64,
    /// The figure needed.
    pub to: f64,
    /// The score with it; none where subjects have positions and no scores.
    pub score: Option<f64>,
    /// The rank with it.
    pub rank: usize,
    drawn: Option<Reach>,
    /// The place that the figure would have among those of the group, and how many there are.
    place: Option<(usize, usize)>,
}

/// The figures of a need as shown.
pub struct Shown {
    /// The present figure.
    pub now: String,
    /// The figure needed.
    pub to: String,
    /// The step between them.
    pub step: String,
    /// The step as a share of the present figure; none where that is nought.
    pub share: Option<String>,
}

impl Need<'_> {
    /// The step as a share of the present figure.
    fn share(&self) -> Option<f64> {
        (self.now != 0.0).then(|| (self.to - self.now) / self.now.abs())
    }

    /// The figures as shown.
    #[must_use]
    pub fn shown(&self) -> Shown {
        let number::Reach { now, to, step } = number::reach(self.now, self.to, self.whole);
        let share = self.share().map(|share| {
            // A share that would be nought is said with the digits it has.
            let percent = share * 100.0;
            format!("{}%", number::signed(percent, if percent.abs() < 0.1 { 3 } else { 1 }))
        });
        Shown { now, to, step, share }
    }

    /// A figure with its unit, within a sentence.
    #[must_use]
    pub fn with_unit(&self, figure: &str, words: Words) -> String {
        if *self.unit == Unit::ONE {
            figure.to_owned()
        } else {
            number::with_unit(figure, &self.unit.say(words.lang()))
        }
    }
}

/// An item with the unit of its figures, as statistical tables head their rows: `亩均税收（万元/亩）`.
fn headed(title: &str, unit: &Unit, words: Words) -> String {
    if *unit == Unit::ONE {
        return title.to_owned();
    }
    words.ta("lift-item", &[("item", title), ("unit", &unit.say(words.lang()))])
}

/// What lifts the subject by one item, the smallest change first; where the present figure is nought, last.
#[must_use]
pub fn needs<'a>(lifting: &'a Lifting, population: &PopulationResult, result: &SubjectResult) -> Vec<Need<'a>> {
    let all = lifting.items.iter().enumerate();
    let mut needs: Vec<_> = all.filter_map(|(at, item)| need(item, at, population, result)).collect();
    let size = |need: &Need<'_>| need.share().map_or(f64::INFINITY, f64::abs);
    needs.sort_by(|a, b| size(a).total_cmp(&size(b)));
    needs
}

fn need<'a>(item: &'a ItemLift, at: usize, population: &PopulationResult, result: &SubjectResult) -> Option<Need<'a>> {
    let Way::By { figure, score, rank, .. } = item.lift else { return None };
    let (now, to) = (item.now?.get(), figure.get());
    let own = result.items.get(at)?;
    let group = population.subjects.iter().filter(|one| one.group == result.group);
    let group: Vec<_> = group.filter_map(|one| one.items.get(at)).collect();
    let counted = [Dimension::PERSON, Dimension::COUNT].contains(&item.unit.dimension());
    let whole = counted && group.iter().filter_map(|one| one.raw).all(|raw| raw.get().fract() == 0.0);
    let drawn = drawn(own, now, to, &group);
    let place = drawn.map(|drawn| {
        let better = |other: f64| if to > now { other > drawn.to } else { other < drawn.to };
        let others = group.iter().filter(|one| !std::ptr::eq(**one, own)).filter_map(|one| comparable(one));
        let others: Vec<_> = others.collect();
        (others.iter().filter(|other| better(**other)).count() + 1, others.len() + 1)
    });
    Some(Need {
        title: &item.title,
        unit: &item.unit,
        whole,
        now,
        to,
        score: score.map(evaluation::Figure::get),
        rank,
        drawn,
        place,
    })
}

/// The figure by which subjects of different size are held against each other: once divided, where it is.
fn comparable(item: &ItemResult) -> Option<f64> {
    match &item.steps {
        Some(steps) => steps.denominated,
        None => item.raw,
    }
    .map(evaluation::Figure::get)
}

/// The way from figure to figure within the group. Where figures are divided, so is the one needed: the divisor stays.
fn drawn(own: &ItemResult, now: f64, to: f64, group: &[&ItemResult]) -> Option<Reach> {
    let all: Vec<f64> = group.iter().filter_map(|one| comparable(one)).collect();
    let low = all.iter().copied().fold(f64::INFINITY, f64::min);
    let high = all.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let own = comparable(own)?;
    let to = if own.total_cmp(&now).is_eq() {
        to
    } else if now == 0.0 {
        return None;
    } else {
        to * (own / now)
    };
    to.is_finite().then(|| Reach { low, median: median(&all), high, now: own, to })
}

/// The table of what lifts.
#[must_use]
pub fn table(needs: &[Need<'_>], decimals: u32, words: Words) -> Html {
    let heads = vec![
        Head::new(words.t("item")).align(Align::Wide),
        Head::new(words.t("lift-now")).align(Align::Number),
        Head::new(words.t("lift-to")).align(Align::Number),
        Head::new(words.t("lift-step")).align(Align::Number).optional(),
        Head::new(words.t("lift-share")).align(Align::Number).optional(),
        Head::new(words.t("lift-bar")).align(Align::Bar).optional(),
        Head::new(words.t("lift-chart")).align(Align::Stand).optional(),
        Head::new(words.t("lift-place")).align(Align::Number).optional(),
        Head::new(words.t("lift-score")).align(Align::Number).optional(),
        Head::new(words.t("lift-rank")).align(Align::Number).optional(),
    ];
    let most = needs.iter().filter_map(Need::share).map(f64::abs).fold(0.0, f64::max);
    let rows = needs.iter().map(|need| row(need, most, decimals, words)).collect();
    Table::new(words.t("lift-table"), heads, rows).show(words)
}

fn row(need: &Need<'_>, most: f64, decimals: u32, words: Words) -> Row {
    let shown = need.shown();
    let place = need.place.map(|(place, of)| format!("{} / {}", number::whole(place), number::whole(of)));
    Row::new(vec![
        Cell::Text(headed(need.title, need.unit, words)),
        Cell::Text(shown.now),
        Cell::Text(shown.to),
        Cell::Text(shown.step),
        shown.share.map_or_else(|| Cell::Missing(words.t("lift-no-share")), Cell::Text),
        Cell::Part(need.share().map(|share| rank_bar::show(share.abs(), most)).unwrap_or_default()),
        Cell::Part(need.drawn.map(|drawn| drawn.show()).unwrap_or_default()),
        place.map_or_else(|| Cell::Missing(words.t("lift-no-place")), Cell::Text),
        Cell::maybe(need.score.map(|score| number::computed(score, decimals))),
        Cell::whole(need.rank),
    ])
}

/// The table of what does not lift alone, highest score first; none where everything lifts.
#[must_use]
pub fn short(lifting: &Lifting, result: &SubjectResult, decimals: u32, words: Words) -> Option<Html> {
    let mut items: Vec<_> =
        lifting.items.iter().enumerate().filter_map(|(at, item)| Some((at, item, most(item)?))).collect();
    if items.is_empty() {
        return None;
    }
    items.sort_by(|a, b| b.2.unwrap_or(f64::NEG_INFINITY).total_cmp(&a.2.unwrap_or(f64::NEG_INFINITY)));
    let rows = items.iter().map(|(at, item, most)| {
        let why = match item.lift {
            Way::NoFigure => {
                let imputed = result.items.get(*at).and_then(|own| own.imputed.as_ref());
                imputed.map_or_else(|| words.t("lift-no-figure"), |imputed| imputed.say(words.lang()))
            }
            _ if most.is_some() => words.t("lift-not-alone"),
            _ => words.t("lift-no-more"),
        };
        let now = item.now.map(|now| number::read(now.get()));
        Row::new(vec![
            Cell::Text(headed(&item.title, &item.unit, words)),
            now.map_or_else(|| Cell::Missing(why.clone()), Cell::Text),
            most.map_or_else(|| Cell::Missing(why.clone()), |most| Cell::Text(number::computed(most, decimals))),
            Cell::text(&why),
        ])
    });
    let heads = vec![
        Head::new(words.t("item")).align(Align::Wide),
        Head::new(words.t("lift-now")).align(Align::Number),
        Head::new(words.t("lift-most")).align(Align::Number),
        Head::new(words.t("lift-why")).align(Align::Long).optional(),
    ];
    Some(Table::new(words.t("lift-short"), heads, rows.collect()).show(words))
}

/// The highest score that an item that does not lift can give, where any is higher; none for an item that lifts.
#[expect(clippy::option_option, reason = "one that lifts, one without a higher score, one with one")]
fn most(item: &ItemLift) -> Option<Option<f64>> {
    match item.lift {
        Way::By { .. } => None,
        Way::NotAlone { most } => Some(most.map(evaluation::Figure::get)),
        Way::NoFigure => Some(None),
    }
}
