//! Records, lists and candidates on the screen.

use domain::day::Day;
use domain::say::{Lang, Say};
use serde_json::json;
use store::register::{Counting, Duplicate, Entity, History, Listed, Listing, Span};
use store::{ExternalResult, KeptResult, Moment};

use crate::command::words;
use crate::print;

fn line(line: &Listed) -> serde_json::Value {
    json!({ "record": line.id.number(), "code": line.code, "name": line.name, "active": line.active })
}

pub fn listing(listing: &Listing, as_json: bool, lang: Lang) {
    if as_json {
        let rows: Vec<_> = listing.rows.iter().map(line).collect();
        print::json(&json!({ "rows": rows, "count": listing.count, "more": listing.more }));
        return;
    }
    for row in &listing.rows {
        let gone = if row.active { "" } else { words(lang, "（已失效）", " (no longer)") };
        print::out(format_args!("{}\t{}{gone}", row.code, row.name));
    }
    let more = if listing.more { "+" } else { "" };
    print::note(match lang {
        Lang::Zh => format!("共 {}{more} 条", listing.count),
        Lang::En => format!("{}{more} in all", listing.count),
    });
}

fn span(span: Span) -> String {
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    format!("{}..{}", day(span.from()), day(span.to()))
}

/// An evaluation by others.
fn result(kept: &KeptResult) -> serde_json::Value {
    let ExternalResult { issuer, title, year, ranking, place, places, grade, document } = &kept.result;
    json!({
        "issuer": issuer, "title": title, "year": year, "ranking": ranking, "place": place, "places": places,
        "grade": grade, "document": document,
    })
}

pub fn entity(entity: &Entity, results: &[KeptResult], day: Day, as_json: bool, lang: Lang) {
    if as_json {
        let attributes: Vec<_> = entity
            .attributes
            .iter()
            .map(|row| json!({ "name": row.name, "value": row.value, "from": row.span.from(), "to": row.span.to() }))
            .collect();
        let links: Vec<_> = entity
            .links
            .iter()
            .map(|row| {
                json!({
                    "role": row.role.code(),
                    "record": row.parent.number(),
                    "name": row.parent_name,
                    "share": row.share.to_string(),
                    "from": row.span.from(),
                    "to": row.span.to(),
                })
            })
            .collect();
        print::json(&json!({
            "record": entity.id.number(),
            "kind": entity.kind.code(),
            "day": day,
            "attributes": attributes,
            "links": links,
            "results": results.iter().map(result).collect::<Vec<_>>(),
        }));
        return;
    }
    print::out(format_args!("{}\t{}\t{day}", entity.kind.say(lang), entity.name().unwrap_or("—")));
    for row in &entity.attributes {
        let title = title(entity.kind, row.name.as_str(), lang);
        print::out(format_args!("{title}\t{}\t{}", row.value, span(row.span)));
    }
    for row in &entity.links {
        print::out(format_args!("{}\t{}\t{}\t{}", row.role.say(lang), row.parent_name, row.share, span(row.span)));
    }
    for ExternalResult { issuer, title, year, ranking, place, places, grade, document } in
        results.iter().map(|kept| &kept.result)
    {
        let of = places.map_or_else(String::new, |places| format!("/{places}"));
        let place = place.map_or_else(String::new, |place| format!("{}{place}{of}", words(lang, "第 ", "no. ")));
        let grade = grade.as_deref().unwrap_or_default();
        print::out(format_args!("{year}\t{issuer}\t{title}\t{ranking}\t{place}\t{grade}\t{document}"));
    }
}

fn title(kind: domain::register::Kind, name: &str, lang: Lang) -> String {
    kind.field(name)
        .map_or_else(|| domain::attribute::title(name, lang).to_owned(), |field| field.title(lang).to_owned())
}

pub fn history(history: &History, as_json: bool, lang: Lang) {
    let known = |from: Moment, to: Moment| {
        format!("{from}..{}", if to == Moment::NEVER { String::new() } else { to.to_string() })
    };
    if as_json {
        let attributes: Vec<_> = history
            .attributes
            .iter()
            .map(|row| {
                json!({
                    "name": row.name, "value": row.value, "from": row.span.from(), "to": row.span.to(),
                    "known": known(row.known_from, row.known_to), "act": row.act, "ended_by": row.ended_by,
                })
            })
            .collect();
        let links: Vec<_> = history
            .links
            .iter()
            .map(|row| {
                json!({
                    "role": row.role.code(), "record": row.parent.number(), "name": row.parent_name,
                    "share": row.share.to_string(), "from": row.span.from(), "to": row.span.to(),
                    "known": known(row.known_from, row.known_to), "act": row.act, "ended_by": row.ended_by,
                })
            })
            .collect();
        print::json(&json!({ "record": history.id.number(), "attributes": attributes, "links": links }));
        return;
    }
    for row in &history.attributes {
        let title = title(history.kind, row.name.as_str(), lang);
        print::out(format_args!("{title}\t{}\t{}\t{}", row.value, span(row.span), known(row.known_from, row.known_to)));
    }
    for row in &history.links {
        let known = known(row.known_from, row.known_to);
        print::out(format_args!(
            "{}\t{}\t{}\t{}\t{known}",
            row.role.say(lang),
            row.parent_name,
            row.share,
            span(row.span)
        ));
    }
}

pub fn counting(counting: &Counting, as_json: bool, lang: Lang) {
    let one = |one: &store::register::Counted| {
        json!({
            "record": one.id.number(), "kind": one.kind.code(), "name": one.name, "share": one.share.to_string(),
            "rule": one.rule.say(lang),
        })
    };
    if as_json {
        let counted: Vec<_> = counting.counted.iter().map(one).collect();
        let undecided: Vec<_> = counting.undecided.iter().map(one).collect();
        print::json(&json!({ "firms": counting.firms().to_string(), "counted": counted, "undecided": undecided }));
        return;
    }
    for one in counting.counted.iter().chain(&counting.undecided) {
        print::out(format_args!("{}\t{}\t{}", one.name, one.share, one.rule.say(lang)));
    }
    print::note(format_args!("{} {}", words(lang, "企业合计（按份额）：", "Firms by share:"), counting.firms()));
}

pub fn duplicates(found: &[Duplicate], as_json: bool, lang: Lang) {
    if as_json {
        let found: Vec<_> = found
            .iter()
            .map(|one| {
                let records: Vec<_> = one.records.iter().map(line).collect();
                json!({ "why": one.why.say(lang), "shared": one.shared, "records": records })
            })
            .collect();
        print::json(&json!(found));
        return;
    }
    for one in found {
        print::out(format_args!("{}\t{}", one.why.say(lang), one.shared));
        for record in &one.records {
            print::out(format_args!("\t{}\t{}", record.code, record.name));
        }
    }
}
