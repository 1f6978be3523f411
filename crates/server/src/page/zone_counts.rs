//! What a zone's page says beyond its record: what counts for it and by which rule, and what others' evaluations said of it.

use domain::day::Day;
use domain::register::Kind;
use domain::say::Say;
use rust_decimal::Decimal;
use store::Moment;
use store::register::{Counting, EntityId};

use crate::app::App;
use crate::component::empty::Empty;
use crate::component::html::Html;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::page::registers::record_href;
use crate::shell::error::PageError;
use crate::shell::locale::Words;

/// Those that count are listed up to here.
const MOST: usize = 200;

/// What counts for the zone on a day, by the rule that makes it count, and the sum of each rule.
///
/// # Errors
/// [`PageError::Data`] when the store cannot be read.
pub async fn counted(app: &App, zone: EntityId, day: Day, words: Words) -> Result<(Html, Html), PageError> {
    let counting = app.store().counted(zone, day).await.map_err(PageError::data)?;
    Ok((sums(&counting, words), list(&counting, words)))
}

fn sums(counting: &Counting, words: Words) -> Html {
    let lang = words.lang();
    let mut rows: Vec<Row> = Vec::new();
    for (rule, _) in counting.rules() {
        for kind in [Kind::Firm, Kind::Subject] {
            let of = counting.counted.iter().filter(|one| one.kind == kind && one.rule == *rule);
            let shares: Vec<Decimal> = of.map(|one| one.share).collect();
            if shares.is_empty() {
                continue;
            }
            rows.push(Row::new(vec![
                Cell::text(rule.say(lang)),
                Cell::text(kind.say(lang)),
                Cell::whole(shares.len()),
                Cell::text(shares.iter().sum::<Decimal>().normalize().to_string()),
            ]));
        }
    }
    let heads = vec![
        Head::new(words.t("count-rule")).align(Align::Wide),
        Head::new(words.t("record-kind")).align(Align::Line),
        Head::new(words.t("count-number")).align(Align::Number),
        Head::new(words.t("count-share")).align(Align::Number),
    ];
    let empty = Empty::new(words.t("count-none"), words.t("count-none-why"));
    Table::new(words.t("count-title"), heads, rows).or_empty(empty).show(words)
}

fn list(counting: &Counting, words: Words) -> Html {
    let lang = words.lang();
    let all = counting.counted.iter().chain(&counting.undecided);
    let rows: Vec<Row> = all
        .take(MOST)
        .map(|one| {
            Row::new(vec![
                Cell::link(record_href(one.kind, one.id), &one.name),
                Cell::text(one.kind.say(lang)),
                Cell::text(format!("{}%", (one.share * Decimal::ONE_HUNDRED).normalize())),
                Cell::text(one.rule.say(lang)),
            ])
        })
        .collect();
    if rows.is_empty() {
        return Html::default();
    }
    let heads = vec![
        Head::new(domain::attribute::title("name", lang)).align(Align::Wide),
        Head::new(words.t("record-kind")).align(Align::Line),
        Head::new(words.t("count-one-share")).align(Align::Number),
        Head::new(words.t("count-rule")).align(Align::Wide),
    ];
    Table::new(words.t("count-list"), heads, rows).tall().show(words)
}

/// What others' evaluations said of the zone.
///
/// # Errors
/// [`PageError::Data`] when the store cannot be read.
pub async fn results(app: &App, zone: EntityId, words: Words) -> Result<Html, PageError> {
    let kept = app.store().results(zone, true).await.map_err(PageError::data)?;
    let rows = kept.iter().map(|kept| {
        let result = &kept.result;
        let place = match (result.place, result.places) {
            (Some(place), Some(places)) => format!("{place} / {places}"),
            (Some(place), None) => place.to_string(),
            _ => String::new(),
        };
        let title = if result.ranking.is_empty() {
            result.title.clone()
        } else {
            format!("{}（{}）", result.title, result.ranking)
        };
        let state = if kept.known_to == Moment::NEVER {
            words.t("record-counts")
        } else {
            words.ta("record-replaced", &[("when", &store::audit::china_time(kept.known_to))])
        };
        Row::new(vec![
            Cell::text(result.year.to_string()),
            Cell::text(&result.issuer),
            Cell::text(title),
            Cell::maybe(Some(place).filter(|place| !place.is_empty())),
            Cell::maybe(result.grade.as_deref()),
            Cell::text(&result.document),
            Cell::link(format!("/audit/{}", kept.act), state),
        ])
    });
    let heads = vec![
        Head::new(words.t("external-year")).align(Align::Line),
        Head::new(words.t("external-issuer")).align(Align::Line),
        Head::new(words.t("external-title")).align(Align::Wide),
        Head::new(words.t("external-place")).align(Align::Number),
        Head::new(words.t("external-grade")).align(Align::Line),
        Head::new(words.t("external-document")).align(Align::Wide).optional(),
        Head::new(words.t("record-state")).align(Align::Line).optional(),
    ];
    let empty = Empty::new(words.t("external-none"), words.t("external-none-why"))
        .way("/registers/results/import", words.t("external-import"));
    Ok(Table::new(words.t("external"), heads, rows.collect()).or_empty(empty).show(words))
}
