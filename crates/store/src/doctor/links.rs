//! Links as known now: roles and kinds that do not go together, one parent too many, shares over the whole.

use domain::register::{Kind, Role};
use rust_decimal::Decimal;
use sea_orm::{QueryResult, Value};

use super::Patient;
use super::finding::{Check, Findings};
use crate::clock::Moment;
use crate::error::StoreError;
use crate::query;
use crate::register::Span;

/// How many links are read at a time.
const PAGE: usize = 5_000;

/// A link as it is read here.
struct Link {
    id: i64,
    child: i64,
    role: Role,
    parent: i64,
    share: Decimal,
    span: Span,
}

pub(super) async fn look(patient: &Patient<'_>, found: &mut Findings) -> Result<(), StoreError> {
    let sql = format!(
        "SELECT l.id, l.child, l.role, l.parent, l.share, l.valid_from, l.valid_to, c.kind, p.kind FROM link l \
         JOIN entity c ON c.id = l.child JOIN entity p ON p.id = l.parent \
         WHERE l.known_to = $1 AND (l.child > $2 OR (l.child = $2 AND l.id > $3)) \
         ORDER BY l.child, l.id LIMIT {PAGE}"
    );
    let (mut child, mut id) = (i64::MIN, i64::MIN);
    let mut group: Vec<Link> = Vec::new();
    loop {
        let values = [Moment::NEVER.micros().into(), child.into(), Value::from(id)];
        let rows = query::all(patient.on, &sql, values).await.map_err(|e| patient.fault(e))?;
        for row in &rows {
            (id, child) = (number(patient, row, 0)?, number(patient, row, 1)?);
            if group.first().is_some_and(|first| first.child != child) {
                together(&group, found);
                group.clear();
            }
            group.extend(one(patient, row, found)?);
        }
        if rows.len() < PAGE {
            together(&group, found);
            return Ok(());
        }
    }
}

fn number(patient: &Patient<'_>, row: &QueryResult, at: usize) -> Result<i64, StoreError> {
    row.try_get_by_index(at).map_err(|e| patient.fault(e))
}

/// A link by itself; none where it cannot be read.
fn one(patient: &Patient<'_>, row: &QueryResult, found: &mut Findings) -> Result<Option<Link>, StoreError> {
    let text = |at| row.try_get_by_index::<String>(at).map_err(|e| patient.fault(e));
    let (id, child, parent) = (number(patient, row, 0)?, number(patient, row, 1)?, number(patient, row, 3)?);
    let place = format!("link {id}");
    let (of_child, of_parent): (Option<Kind>, Option<Kind>) = (text(7)?.parse().ok(), text(8)?.parse().ok());
    let role: Option<Role> = text(2)?.parse().ok();
    let (Some(role), Some(of_child), Some(of_parent)) = (role, of_child, of_parent) else {
        found.add(Check::Links, place, "关系或类别不是已知的", "its role or a kind is not known");
        return Ok(None);
    };
    if !role.parents(of_child).contains(&of_parent) {
        found.add(
            Check::Links,
            place.as_str(),
            "这类记录之间没有这种关系",
            "records of these kinds do not stand in this role",
        );
    }
    let share: Option<Decimal> = text(4)?.parse().ok();
    let span = Span::of_numbers(number(patient, row, 5)?, number(patient, row, 6)?);
    match (share.filter(|share| *share > Decimal::ZERO && *share <= Decimal::ONE), span) {
        (Some(share), Some(span)) => Ok(Some(Link { id, child, role, parent, share, span })),
        (None, _) => {
            found.add(Check::Shares, place, "份额不在 0 与 1 之间", "its share is not above 0 and at most 1");
            Ok(None)
        }
        // Said among the spans.
        (_, None) => Ok(None),
    }
}

/// The links of one record among each other.
fn together(links: &[Link], found: &mut Findings) {
    for (at, link) in links.iter().enumerate() {
        let same = |other: &&Link| other.role == link.role && other.span.meet(link.span).is_some();
        for other in links[at + 1..].iter().filter(same) {
            if !link.role.is_shared() || other.parent == link.parent {
                found.add(
                    Check::Overlaps,
                    format!("link {}, {}", link.id, other.id),
                    format!("记录 {} 的“{}”在同一天登记了两次", link.child, role_zh(link.role)),
                    format!("record {} has its {} twice on one day", link.child, link.role.code()),
                );
            }
        }
        if !link.role.divides() {
            continue;
        }
        // A sum can only rise where a link begins.
        let Some(begins) = link.span.from() else { continue };
        let holding = links.iter().filter(|other| other.role == link.role && other.span.holds_on(begins));
        let total: Decimal = holding.map(|other| other.share).sum();
        if total > Decimal::ONE {
            found.add(
                Check::Shares,
                format!("link {}", link.id),
                format!("记录 {} 从 {begins} 起份额合计 {total}，超过 1", link.child),
                format!("the shares of record {} come to {total} from {begins}", link.child),
            );
        }
    }
}

fn role_zh(role: Role) -> String {
    use domain::say::{Lang, Say};
    role.say(Lang::Zh)
}
