//! Duties and who carries them out.
//!
//! A clause is a duty when a statement in it says who does it, or, in a document without such statements, by the section it
//! stands in. Words the grammar knows stand in the tables beside these files.

mod deadline;
mod find;
mod item;
mod label;
mod lists;
mod name;
mod path;
mod piece;
mod place;
mod prose;
mod rule;
mod section;
mod statement;
mod table;
mod verb;

use crate::body::Body;
use crate::model::Task;
use rule::Rules;
use section::Purpose;

/// What an agency is to a task; the earlier says more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    /// 牵头.
    Lead,
    /// 配合.
    Support,
    /// 责任, 负责.
    Responsible,
}

/// The items of this kind in `body`, in the order of the text.
pub(crate) fn tasks(body: &Body<'_>) -> Vec<Task> {
    let mut rules = Rules::of(body);
    let (rows, tables) = table::rows(body);
    let mut placed = place::placed(body, &tables);
    rules.extend(placed.clauses.iter().flatten().map(|one| &one.statement));
    let purposes = section::purposes(body);
    let mut duties = section::duties(body, &purposes);
    // The rows of a table are the duties of its clause.
    duties.retain(|at| {
        body.clauses.get(*at).is_some_and(|clause| !tables.iter().any(|table| clause.paragraphs.contains(&table.start)))
    });
    let named = placed.clauses.iter().filter(|found| !found.is_empty()).count();
    // A statement or two in passing do not make the other clauses less of a duty.
    let spoken = named * 5 >= duties.len() || named >= 3 && named * 10 >= duties.len();
    let mut out: Vec<Task> = placed.loose.drain(..).map(|one| item::loose(body, &one, &rules)).collect();
    let mut paths = path::paths(body, &placed.clauses);
    for (at, (clause, found)) in body.clauses.iter().zip(&placed.clauses).enumerate() {
        let safeguard = purposes.get(at) == Some(&Purpose::Safeguard);
        if !found.is_empty() {
            out.extend(item::spoken(body, clause, found, &mut paths, &rules, safeguard));
        } else if duties.binary_search(&at).is_ok() && (safeguard || !spoken || named == 0) {
            out.push(item::silent(body, clause, &rules, safeguard));
        }
    }
    out.extend(rows.iter().map(|row| item::row(body, row, &rules)));
    // A marker without words asks nobody for anything.
    out.retain(|task| task.offset[0] < task.offset[1]);
    out
}
