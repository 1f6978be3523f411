//! One record of a register: what is true of it as of a day, what belongs to it, and its history as a time line.

use askama::Template;
use axum::extract::{Path, State};
use domain::attribute;
use domain::day::Day;
use domain::register::{Kind, Role, is_demonstration};
use domain::say::Say;
use rust_decimal::Decimal;
use store::audit::china_time;
use store::register::{AttributeRow, Entity, EntityId, History, LinkRow, Span};
use store::{Moment, day_of};

use crate::app::App;
use crate::component::empty::Empty;
use crate::component::html::Html;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::page::record_events;
use crate::page::registers::record_href;
use crate::page::zone_counts;
use crate::shell::error::{PageError, Thing};
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// Those that belong to a record are listed up to here.
const MOST: u32 = 200;

/// A record.
#[derive(Template)]
#[template(path = "page/record.html")]
pub struct RecordPage {
    frame: Frame,
    day: String,
    /// Where it is changed, and merged into another; none where it is not there on the day.
    change: Option<String>,
    merge: String,
    facts: Html,
    below: Html,
    /// Of a zone: sums, what they are made of, and what others said of it.
    zone: Option<[Html; 3]>,
    events: Html,
    history: Html,
}

/// Shows a record.
///
/// # Errors
/// [`PageError::NoSuch`] where there is none, [`PageError::BadQuery`] for what is no day.
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path((kind, id)): Path<(String, i64)>,
) -> Result<Page<RecordPage>, PageError> {
    let missing = || PageError::NoSuch { kind: Thing::Record, name: id.to_string() };
    let kind: Kind = kind.parse().map_err(|_| missing())?;
    let words = viewer.words;
    let now = app.store().now();
    let day = match viewer.here.get("day") {
        None => day_of(now),
        Some(text) => text.parse().map_err(|_| PageError::BadQuery { key: "day".to_owned() })?,
    };
    let id = EntityId::of_number(id);
    let entity = app.store().entity(id, day, now).await.map_err(PageError::data)?;
    let entity = entity.filter(|entity| entity.kind == kind).ok_or_else(missing)?;
    let history = app.store().history(id).await.map_err(PageError::data)?.ok_or_else(missing)?;
    let name = entity.name().or_else(|| last_name(&history)).unwrap_or_default().to_owned();
    let generated = is_demonstration(entity.code().unwrap_or_default(), &name);
    let lead = match (entity.name(), entity.code()) {
        (None, _) => words.ta("record-not-on", &[("day", &day.to_string())]),
        (Some(_), Some(code)) => format!("{} · {code}", kind.say(words.lang())),
        (Some(_), None) => kind.say(words.lang()),
    };
    let register = words.ta("register-title", &[("kind", &kind.say(words.lang()))]);
    let zone = if kind == Kind::Zone {
        let (sums, list) = zone_counts::counted(&app, id, day, words).await?;
        Some([sums, list, zone_counts::results(&app, id, words).await?])
    } else {
        None
    };
    let own = record_href(kind, id);
    Ok(Page(RecordPage {
        change: entity.name().is_some().then(|| format!("{own}/change?day={day}")),
        merge: format!("{own}/merge"),
        zone,
        facts: facts(&entity, words),
        below: below(&app, id, day, words).await?,
        events: record_events::show(&history, words),
        history: all_said(&history, words),
        day: day.to_string(),
        frame: app
            .now()
            .await?
            .frame(viewer, Section::Registers, name)
            .lead(lead)
            .below(format!("/registers/{}", kind.code()), register)
            .demonstration(generated)
            .with_forms()
            .with_versions(),
    }))
}

fn last_name(history: &History) -> Option<&str> {
    let mut known =
        history.attributes.iter().filter(|row| row.known_to == Moment::NEVER && row.name.as_str() == "name");
    known.next_back().map(|row| row.value.as_str())
}

/// What is true on the day: attributes, then what it belongs to.
fn facts(entity: &Entity, words: Words) -> Html {
    let lang = words.lang();
    let mut rows: Vec<Row> = entity
        .attributes
        .iter()
        .map(|row| {
            Row::new(vec![
                Cell::text(attribute::title(row.name.as_str(), lang)),
                Cell::text(&row.value),
                Cell::text(span(row.span, words)),
            ])
        })
        .collect();
    rows.extend(entity.links.iter().map(|link| {
        Row::new(vec![
            Cell::text(link.role.say(lang)),
            Cell::link(record_href(link.parent_kind, link.parent), shared(&link.parent_name, link.share)),
            Cell::text(span(link.span, words)),
        ])
    }));
    let heads = vec![
        Head::new(words.t("record-what")).align(Align::Line),
        Head::new(words.t("record-value")).align(Align::Wide),
        Head::new(words.t("record-span")).align(Align::Line),
    ];
    let empty = Empty::new(words.t("record-nothing"), words.t("record-nothing-why"));
    Table::new(words.t("record-facts"), heads, rows).or_empty(empty).show(words)
}

/// What belongs to it on the day.
async fn below(app: &App, id: EntityId, day: Day, words: Words) -> Result<Html, PageError> {
    let lang = words.lang();
    let mut rows = Vec::new();
    for role in [Role::Parent, Role::Region, Role::Authority, Role::Zone, Role::Agency, Role::Member] {
        let found = app.store().children(id, role, day, None, MOST).await.map_err(PageError::data)?;
        for (child, share) in found {
            let Some(child) = app.store().entity(child, day, app.store().now()).await.map_err(PageError::data)? else {
                continue;
            };
            let name = child.name().unwrap_or_default();
            rows.push(Row::new(vec![
                Cell::link(record_href(child.kind, child.id), shared(name, share)),
                Cell::text(child.kind.say(lang)),
                Cell::maybe(child.code()),
            ]));
        }
    }
    let heads = vec![
        Head::new(attribute::title("name", lang)).align(Align::Wide),
        Head::new(words.t("record-kind")).align(Align::Line),
        Head::new(attribute::title("code", lang)).align(Align::Line),
    ];
    let empty = Empty::new(words.t("record-none-below"), words.t("record-none-below-why"));
    Ok(Table::new(words.t("record-below"), heads, rows).or_empty(empty).show(words))
}

/// A line of all that was ever said, before it is worded.
struct Line {
    from: Option<Day>,
    what: String,
    value: Cell,
    span: Span,
    known_from: Moment,
    known_to: Moment,
    act: i64,
}

/// All that was ever said, newest first; what no longer counts is struck through.
fn all_said(history: &History, words: Words) -> Html {
    let lang = words.lang();
    let of_attribute = |row: &AttributeRow| Line {
        from: row.span.from(),
        what: attribute::title(row.name.as_str(), lang).to_owned(),
        value: Cell::text(&row.value),
        span: row.span,
        known_from: row.known_from,
        known_to: row.known_to,
        act: row.act,
    };
    let of_link = |row: &LinkRow| Line {
        from: row.span.from(),
        what: row.role.say(lang),
        value: Cell::link(record_href(row.parent_kind, row.parent), shared(&row.parent_name, row.share)),
        span: row.span,
        known_from: row.known_from,
        known_to: row.known_to,
        act: row.act,
    };
    let mut lines: Vec<Line> = history.attributes.iter().map(of_attribute).collect();
    lines.extend(history.links.iter().map(of_link));
    lines.sort_by(|one, other| (other.from, other.known_from, &one.what).cmp(&(one.from, one.known_from, &other.what)));
    let rows = lines.into_iter().map(|line| {
        let counts = if line.known_to == Moment::NEVER {
            words.t("record-counts")
        } else {
            words.ta("record-replaced", &[("when", &china_time(line.known_to))])
        };
        Row::new(vec![
            Cell::text(span(line.span, words)),
            Cell::text(line.what),
            line.value,
            Cell::text(counts),
            Cell::link(format!("/audit/{}", line.act), china_time(line.known_from)),
        ])
    });
    let heads = vec![
        Head::new(words.t("record-span")).align(Align::Line),
        Head::new(words.t("record-what")).align(Align::Line),
        Head::new(words.t("record-value")).align(Align::Wide),
        Head::new(words.t("record-state")).align(Align::Line).optional(),
        Head::new(words.t("record-known")).align(Align::Line),
    ];
    Table::new(words.t("record-history"), heads, rows.collect()).show(words)
}

/// From a day until before another, in words.
fn span(span: Span, words: Words) -> String {
    let day = |day: Option<Day>| day.map_or_else(|| "…".to_owned(), |day| day.to_string());
    match span.to() {
        Some(to) => words.ta("record-from-to", &[("from", &day(span.from())), ("to", &to.to_string())]),
        None => words.ta("record-since", &[("from", &day(span.from()))]),
    }
}

/// A name with the share where it is not all of it.
pub(super) fn shared(name: &str, share: Decimal) -> String {
    if share == Decimal::ONE {
        return name.to_owned();
    }
    format!("{name}（{}%）", (share * Decimal::ONE_HUNDRED).normalize())
}
