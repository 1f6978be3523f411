//! No record stands above itself on any day, neither by the store nor by the file nor by both together.

use std::collections::BTreeMap;

use domain::register::{Kind, Role, Row, RowFault, Spot};
use domain::say::Said;

use super::draft::Draft;
use super::load::Lines;
use super::plan::Plan;
use crate::act::Acting;
use crate::error::StoreError;
use crate::register::span::Span;
use crate::register::{self, EntityId, NAME};

/// What stands above what, on which days.
pub(super) type Edges = BTreeMap<(Role, EntityId), Vec<(EntityId, Span)>>;

/// The roles along which a record could come to stand above itself.
const CLIMBING: [Role; 2] = [Role::Parent, Role::Successor];

/// Takes a draft's links down.
pub(super) fn note(draft: &Draft, plan: &Plan, edges: &mut Edges) {
    let Some(record) = plan.records.get(draft.record) else { return };
    for role in CLIMBING {
        edges.insert((role, EntityId(record.id)), above(role, &draft.lines));
    }
}

/// What stands above a record by its time lines.
fn above(role: Role, lines: &Lines) -> Vec<(EntityId, Span)> {
    let Some(line) = lines.links.get(&role) else { return Vec::new() };
    let exists = lines.attributes.iter().find(|(name, _)| name.as_str() == NAME).map(|(_, line)| line.rows());
    let exists: Vec<Span> = exists.unwrap_or_default().iter().map(|row| row.span).collect();
    register::above(role, line.rows().iter().map(|row| (row.value.entity, row.span)).collect(), &exists)
}

impl Acting {
    /// The rows by which a record would stand above itself.
    pub(super) async fn circles(
        &self,
        kind: Kind,
        rows: &[Row],
        plan: &Plan,
        mut edges: Edges,
    ) -> Result<Vec<RowFault>, StoreError> {
        let mut faults = Vec::new();
        for role in CLIMBING.into_iter().filter(|role| role.parents(kind).contains(&kind)) {
            for record in &plan.records {
                let start = EntityId(record.id);
                if let Some(chain) = self.circle(role, start, &mut edges).await? {
                    let name = |id: &EntityId| name(rows, plan, *id);
                    let chain: Vec<String> = chain.iter().map(name).collect();
                    let (zh, en) = (chain.join(" → "), chain.join(" → "));
                    let said = Said::new(
                        format!("会成为自己的上级：{zh}。请核对上级"),
                        format!("would stand above itself: {en}; check what it belongs to"),
                    );
                    let row = record.group.rows.iter().map(|stretch| stretch.row);
                    let speaks = |at: &usize| rows.get(*at).is_some_and(|row| row.targets(role).is_some());
                    faults.extend(row.clone().find(speaks).or(row.clone().next()).map(|row| RowFault {
                        row,
                        spot: Spot::Link(role),
                        said,
                    }));
                }
            }
        }
        Ok(faults)
    }

    /// The way from a record upwards and back to it, on days that all its links share.
    async fn circle(
        &self,
        role: Role,
        start: EntityId,
        edges: &mut Edges,
    ) -> Result<Option<Vec<EntityId>>, StoreError> {
        let next = |edges: &Edges, at| edges.get(&(role, at)).cloned().unwrap_or_default();
        let mut open: Vec<(Span, Vec<EntityId>)> =
            next(edges, start).into_iter().map(|(next, span)| (span, vec![start, next])).collect();
        while let Some((days, way)) = open.pop() {
            let Some(at) = way.last().copied() else { continue };
            if at == start {
                return Ok(Some(way));
            }
            if at.0 > 0 && !edges.contains_key(&(role, at)) {
                let lines = self.load_lines(&[at]).await?.remove(&at).unwrap_or_default();
                edges.insert((role, at), above(role, &lines));
            }
            for (next, span) in next(edges, at) {
                // A way that comes back to itself elsewhere is another record's circle.
                if let Some(days) = span.meet(days).filter(|_| next == start || !way.contains(&next)) {
                    let mut way = way.clone();
                    way.push(next);
                    open.push((days, way));
                }
            }
        }
        Ok(None)
    }
}

fn name(rows: &[Row], plan: &Plan, id: EntityId) -> String {
    let record = plan.records.iter().find(|record| record.id == id.0);
    let row = record.and_then(|record| record.group.rows.last()).and_then(|stretch| rows.get(stretch.row));
    row.map_or_else(|| format!("#{id}"), |row| row.name.clone())
}
