//! A record's history as a time line: what became different on which day, as it is known now.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use domain::attribute;
use domain::day::Day;
use domain::say::Say;
use store::Moment;
use store::register::{History, Span};

use crate::component::html::Html;
use crate::page::record::shared;
use crate::shell::locale::Words;

/// One thing that became different.
struct Turn {
    what: String,
    before: String,
    after: String,
}

/// A day and what became different on it.
struct Event {
    day: String,
    turns: Vec<Turn>,
}

#[derive(Template)]
#[template(
    source = r#"<ol class="yh-timeline">{% for event in events %}<li class="is-open"><time>{{ event.day }}</time><div>{% for turn in event.turns %}<p class="yh-diff"><b>{{ turn.what }}</b>{% if !turn.before.is_empty() %} <del>{{ turn.before }}</del> <span aria-hidden="true">→</span>{% endif %} {% if turn.after.is_empty() %}<span class="yh-muted">{{ nothing }}</span>{% else if turn.before.is_empty() %}{{ turn.after }}{% else %}<ins>{{ turn.after }}</ins>{% endif %}</p>{% endfor %}</div></li>{% endfor %}</ol>"#,
    ext = "html"
)]
struct TimeLine {
    events: Vec<Event>,
    nothing: String,
}

/// Values of one attribute or role with their spans, in the order in which they are told.
type Lane = Vec<(Span, String)>;

/// The history as a time line, the newest day first.
#[must_use]
pub fn show(history: &History, words: Words) -> Html {
    let lang = words.lang();
    let mut lanes: BTreeMap<(usize, String), Lane> = BTreeMap::new();
    for row in history.attributes.iter().filter(|row| row.known_to == Moment::NEVER) {
        let name = row.name.as_str();
        // What people call it comes before all else that became different on a day.
        let place = usize::from(name != "name");
        let title = attribute::title(name, lang).to_owned();
        lanes.entry((place, title)).or_default().push((row.span, row.value.clone()));
    }
    for row in history.links.iter().filter(|row| row.known_to == Moment::NEVER) {
        let value = shared(&row.parent_name, row.share);
        lanes.entry((2, row.role.say(lang))).or_default().push((row.span, value));
    }
    let events = days(&lanes).into_iter().rev().map(|day| Event { day: said(day), turns: turns(&lanes, day) });
    let events = events.filter(|event| !event.turns.is_empty()).collect();
    Html::render(&TimeLine { events, nothing: words.t("record-no-more") })
}

/// The days on which anything begins or ends.
fn days(lanes: &BTreeMap<(usize, String), Lane>) -> BTreeSet<i32> {
    let ends = |span: &Span| [span.from(), span.to()].into_iter().flatten().map(Day::number).collect::<Vec<_>>();
    lanes.values().flatten().flat_map(|(span, _)| ends(span)).collect()
}

fn said(day: i32) -> String {
    Day::from_number(day).map(|day| day.to_string()).unwrap_or_default()
}

fn turns(lanes: &BTreeMap<(usize, String), Lane>, day: i32) -> Vec<Turn> {
    let turn = |((_, what), lane): (&(usize, String), &Lane)| {
        let (before, after) = (on(lane, day - 1), on(lane, day));
        (before != after).then(|| Turn { what: what.clone(), before, after })
    };
    lanes.iter().filter_map(turn).collect()
}

/// What holds on a day.
fn on(lane: &Lane, day: i32) -> String {
    let holds = |span: &Span| {
        span.from().is_none_or(|from| from.number() <= day) && span.to().is_none_or(|to| to.number() > day)
    };
    let values: Vec<&str> = lane.iter().filter(|(span, _)| holds(span)).map(|(_, value)| value.as_str()).collect();
    values.join("、")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: &str, to: Option<&str>) -> Span {
        Span::new(from.parse().unwrap(), to.map(|to| to.parse().unwrap())).unwrap()
    }

    #[test]
    fn a_day_tells_what_became_different_and_what_is_no_more() {
        let mut lanes = BTreeMap::new();
        lanes.insert(
            (0, "名称".to_owned()),
            vec![
                (span("2015-01-01", Some("2020-07-01")), "甲".to_owned()),
                (span("2020-07-01", Some("2024-01-01")), "乙".to_owned()),
            ],
        );
        // The same value in two rows is no event.
        lanes.insert(
            (1, "面积".to_owned()),
            vec![
                (span("2015-01-01", Some("2018-01-01")), "12".to_owned()),
                (span("2018-01-01", None), "12".to_owned()),
            ],
        );
        let told: Vec<_> = days(&lanes)
            .into_iter()
            .map(|day| {
                (said(day), turns(&lanes, day).into_iter().map(|turn| (turn.before, turn.after)).collect::<Vec<_>>())
            })
            .collect();
        let pair = |before: &str, after: &str| (before.to_owned(), after.to_owned());
        assert_eq!(
            told,
            [
                ("2015-01-01".to_owned(), vec![pair("", "甲"), pair("", "12")]),
                ("2018-01-01".to_owned(), vec![]),
                ("2020-07-01".to_owned(), vec![pair("甲", "乙")]),
                ("2024-01-01".to_owned(), vec![pair("乙", "")]),
            ]
        );
    }
}
