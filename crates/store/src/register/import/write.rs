//! Writes drafts: records, time lines, the trace, the listing; many at a time.

use domain::day::Day;
use domain::register::{Kind, Row};
use sea_orm::Value;
use serde_json::{Map, json};

use super::Imported;
use super::draft::{Draft, OPEN};
use super::line::Line as TimeLine;
use super::plan::Plan;
use crate::act::{Acting, Change};
use crate::error::StoreError;
use crate::query;
use crate::register::listing::{GramChanges, Line, put_anew};
use crate::register::timeline::Held;
use crate::register::{CODE, EntityId, NAME, attributes, lines, links};

impl Acting {
    /// Puts the new records themselves in, all before the first link names one.
    pub(super) async fn write_new(&mut self, kind: Kind, plan: &Plan) -> Result<(), StoreError> {
        let new = plan.records.iter().filter(|record| record.known.is_none());
        let rows = new.flat_map(|record| [record.id.into(), kind.code().into(), Value::from(self.id())]).collect();
        query::insert(self.on(), "entity", &["id", "kind", "act"], rows).await.map_err(|source| self.fault(source))
    }

    pub(super) async fn write_drafts(
        &mut self,
        kind: Kind,
        rows: &[Row],
        plan: &Plan,
        drafts: Vec<Draft>,
        (done, grams): (&mut Imported, &mut GramChanges),
    ) -> Result<(), StoreError> {
        let (mut values, mut parents) = (Vec::new(), Vec::new());
        let (mut ended_values, mut ended_links) = (Vec::new(), Vec::new());
        let mut listed = Vec::with_capacity(drafts.len());
        let today = self.today();
        for draft in &drafts {
            let Some(record) = plan.records.get(draft.record) else { continue };
            let id = EntityId(record.id);
            if record.known.is_some() {
                done.changed += 1;
            } else {
                done.created += 1;
            }
            for (name, line) in &draft.lines.attributes {
                let rewrite = line.rewrite();
                ended_values.extend(rewrite.ended);
                for (span, value) in rewrite.begun {
                    let row = self.fresh().await?;
                    self.push_attribute(&mut values, row, id, name, value, span);
                }
            }
            for (role, line) in &draft.lines.links {
                let rewrite = line.rewrite();
                ended_links.extend(rewrite.ended);
                for (span, parent) in rewrite.begun {
                    let row = self.fresh().await?;
                    self.push_link(&mut parents, row, id, *role, parent, span);
                }
            }
            listed.push(line(kind, id, draft, today));
            let label = listed.last().map(|line| line.name.clone()).filter(|name| !name.is_empty());
            let first = record.group.rows.first().and_then(|stretch| rows.get(stretch.row));
            let label = label.or_else(|| first.map(|row| row.name.clone())).unwrap_or_default();
            let was = record.known.map(|_| said(draft, &[], TimeLine::kept, TimeLine::kept));
            let became = Some(said(draft, &draft.reasons, TimeLine::rows, TimeLine::rows));
            self.note(Change { kind: kind.code(), record: id.to_string(), label, was, became });
        }
        self.end_rows("attribute", &ended_values).await?;
        self.end_rows("link", &ended_links).await?;
        let put = async {
            query::insert(self.on(), "attribute", &attributes::COLUMNS, values).await?;
            query::insert(self.on(), "link", &links::COLUMNS, parents).await
        };
        put.await.map_err(|source| self.fault(source))?;
        let put = async {
            put_anew(self.on(), &listed, grams).await?;
            if grams.are_many() { grams.write(self.on()).await } else { Ok(()) }
        };
        put.await.map_err(|source| self.fault(source))
    }
}

/// The record's line of the listing.
fn line(kind: Kind, entity: EntityId, draft: &Draft, today: Day) -> Line {
    let mut named: Vec<lines::Named<&str>> = Vec::new();
    for (name, line) in draft.lines.attributes.iter().filter(|(name, _)| [NAME, CODE].contains(&name.as_str())) {
        named.extend(line.rows().iter().map(|row| {
            let (from, to) = row.span.numbers();
            (name.as_str(), row.value.as_str(), from, to)
        }));
    }
    named.sort_by_key(|(_, _, from, _)| *from);
    let mut linked: Vec<lines::Linked<&str>> = Vec::new();
    for (role, line) in &draft.lines.links {
        linked.extend(line.rows().iter().map(|row| {
            let (from, to) = row.span.numbers();
            (role.code(), row.value.entity.0, from, to)
        }));
    }
    lines::line(entity, kind, today, &named, &linked)
}

/// What the trace says: the time lines that change, as JSON with keys in order.
fn said(
    draft: &Draft,
    reasons: &[String],
    attributes: fn(&TimeLine<String>) -> &[Held<String>],
    links: fn(&TimeLine<crate::register::Parent>) -> &[Held<crate::register::Parent>],
) -> String {
    let day = |number: i64| (number != OPEN).then(|| i32::try_from(number).ok().and_then(Day::from_number));
    let text = |number: i64| day(number).flatten().map(|day| day.to_string());
    let mut object = Map::new();
    for (name, line) in draft.lines.attributes.iter().filter(|(_, line)| !line.rewrite().is_nothing()) {
        let rows = attributes(line).iter().map(|row| {
            let (from, to) = row.span.numbers();
            json!({ "from": text(from), "to": text(to), "value": row.value })
        });
        object.insert(name.to_string(), rows.collect());
    }
    for (role, line) in draft.lines.links.iter().filter(|(_, line)| !line.rewrite().is_nothing()) {
        let rows = links(line).iter().map(|row| {
            let (from, to) = row.span.numbers();
            let share = row.value.share.normalize().to_string();
            json!({ "from": text(from), "record": row.value.entity.0, "share": share, "to": text(to) })
        });
        object.insert(role.code().to_owned(), rows.collect());
    }
    if !reasons.is_empty() {
        object.insert("reason".to_owned(), reasons.join("；").into());
    }
    object.sort_keys();
    serde_json::Value::Object(object).to_string()
}
