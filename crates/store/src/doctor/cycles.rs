//! Records that stand above themselves on some day, as known now.

use std::collections::{BTreeMap, BTreeSet};

use domain::register::Role;
use sea_orm::Value;

use super::Patient;
use super::finding::{Check, Findings};
use crate::clock::Moment;
use crate::error::StoreError;
use crate::query;
use crate::register::{Span, above};

/// Child → its parents, each with the days.
type Above = BTreeMap<i64, Vec<(i64, Span)>>;

/// So many steps are taken upwards from one record at most; no real hierarchy needs a thousandth.
const MOST_STEPS: usize = 100_000;

pub(super) async fn look(patient: &Patient<'_>, found: &mut Findings) -> Result<(), StoreError> {
    for role in [Role::Parent, Role::Successor, Role::Same] {
        let sql = "SELECT child, parent, valid_from, valid_to FROM link WHERE role = $1 AND known_to = $2";
        let values = [role.code().into(), Value::from(Moment::NEVER.micros())];
        let mut links = Above::new();
        for row in query::all(patient.on, sql, values).await.map_err(|e| patient.fault(e))? {
            let number = |at| row.try_get_by_index::<i64>(at).map_err(|e| patient.fault(e));
            if let Some(span) = Span::of_numbers(number(2)?, number(3)?) {
                links.entry(number(0)?).or_default().push((number(1)?, span));
            }
        }
        if role == Role::Successor {
            let exists = exists(patient).await?;
            for (child, parents) in &mut links {
                let own = exists.get(child).map(Vec::as_slice).unwrap_or_default();
                *parents = above(role, std::mem::take(parents), own);
            }
        }
        for record in circles(links) {
            found.add(
                Check::Cycles,
                format!("record {record}"),
                format!("沿“{}”一路向上会回到自己", role.code()),
                format!("following {} upwards comes back to it", role.code()),
            );
        }
    }
    Ok(())
}

/// When each record that has a successor exists.
async fn exists(patient: &Patient<'_>) -> Result<BTreeMap<i64, Vec<Span>>, StoreError> {
    let sql = "SELECT a.entity, a.valid_from, a.valid_to FROM attribute a WHERE a.name = 'name' AND a.known_to = $1 \
               AND EXISTS (SELECT 1 FROM link l WHERE l.child = a.entity AND l.role = 'successor' AND l.known_to = $1)";
    let mut found: BTreeMap<i64, Vec<Span>> = BTreeMap::new();
    let values = [Value::from(Moment::NEVER.micros())];
    for row in query::all(patient.on, sql, values).await.map_err(|e| patient.fault(e))? {
        let number = |at| row.try_get_by_index::<i64>(at).map_err(|e| patient.fault(e));
        if let Some(span) = Span::of_numbers(number(1)?, number(2)?) {
            found.entry(number(0)?).or_default().push(span);
        }
    }
    Ok(found)
}

/// The records that come back to themselves within days that all links on the way share.
fn circles(mut above: Above) -> BTreeSet<i64> {
    // What has nothing above it is on no circle, whatever the days; taken away again and again, circles remain, and what
    // hangs below them.
    loop {
        let roots: BTreeSet<i64> = above.keys().copied().collect();
        let before = above.len();
        above.retain(|_, parents| {
            parents.retain(|(parent, _)| roots.contains(parent));
            !parents.is_empty()
        });
        if above.len() == before {
            break;
        }
    }
    above.keys().copied().filter(|start| comes_back(*start, &above)).collect()
}

fn comes_back(start: i64, above: &Above) -> bool {
    let parents = |of: i64| above.get(&of).into_iter().flatten().copied();
    let mut open: Vec<(i64, Span)> = parents(start).collect();
    let mut seen: BTreeSet<(i64, (i64, i64))> = BTreeSet::new();
    for _ in 0..MOST_STEPS {
        let Some((at, days)) = open.pop() else { return false };
        if at == start {
            return true;
        }
        if seen.insert((at, days.numbers())) {
            open.extend(parents(at).filter_map(|(parent, span)| Some((parent, span.meet(days)?))));
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn above(links: &[(i64, i64, i64, i64)]) -> Above {
        let mut above = Above::new();
        for (child, parent, from, to) in links {
            above.entry(*child).or_default().push((*parent, Span::of_numbers(*from, *to).unwrap()));
        }
        above
    }

    #[test]
    fn a_circle_is_one_only_where_its_links_share_a_day() {
        let on_one_day = above(&[(1, 2, 0, 9), (2, 3, 5, 9), (3, 1, 8, 9), (4, 1, 0, 9)]);
        assert_eq!(circles(on_one_day), [1, 2, 3].into());
        let on_no_day = above(&[(1, 2, 0, 5), (2, 1, 5, 9)]);
        assert_eq!(circles(on_no_day), [].into());
        assert_eq!(circles(above(&[(1, 1, 0, 1)])), [1].into());
    }
}
