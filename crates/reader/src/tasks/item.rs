//! Tasks as they are handed out.

use crate::agency;
use crate::body::{Body, Clause};
use crate::mend::Span;
use crate::model::Task;

use super::path::Paths;
use super::place::Placed;
use super::rule::Rules;
use super::statement::{Form, Statement};
use super::table::Row;
use super::{Role, deadline, prose};

/// The tasks of a clause with statements: one for each.
pub(super) fn spoken(
    body: &Body<'_>,
    clause: &Clause,
    found: &[Placed],
    paths: &mut Paths<'_>,
    rules: &Rules,
    safeguard: bool,
) -> Vec<Task> {
    let own = body.own(clause);
    let start = own.first().map_or(0, |paragraph| paragraph.content.start);
    let end = own.last().map_or(start, |paragraph| paragraph.content.end);
    let mut from = start;
    let mut out = Vec::with_capacity(found.len());
    for (one, path) in found.iter().zip(paths.take(found.len())) {
        let whole = if found.len() == 1 {
            Span::new(start, end.max(one.statement.span.end))
        } else {
            Span::new(from, one.statement.span.end)
        };
        from = one.statement.span.end;
        let mut task = base(body, path, whole, title(body, clause, found.first()), rules, Some(&one.statement));
        name(body, &mut task, &one.statement, rules);
        task.kind = safeguard.then(|| "safeguard".to_owned());
        task.prose_agencies = prose::agencies(body, Span::new(whole.start, one.statement.span.start.max(whole.start)));
        out.push(task);
    }
    out
}

/// The task of a clause that names nobody outside its running text.
pub(super) fn silent(body: &Body<'_>, clause: &Clause, rules: &Rules, safeguard: bool) -> Task {
    let all = body.all(clause);
    let start = all.first().map_or(0, |paragraph| paragraph.content.start);
    let end = all.last().map_or(start, |paragraph| paragraph.content.end);
    let mut task = base(body, clause.path.clone(), Span::new(start, end), title(body, clause, None), rules, None);
    task.kind = safeguard.then(|| "safeguard".to_owned());
    task.prose_agencies = prose::agencies(body, Span::new(start, end));
    task.confidence = 0.75;
    task
}

/// The task of a statement that stands under no clause; its path is the words of its paragraph up to the first full stop.
pub(super) fn loose(body: &Body<'_>, one: &Placed, rules: &Rules) -> Task {
    let about = Span::new(one.about.start, one.about.end.min(one.statement.span.start).max(one.about.start));
    let words = body.words(about);
    let stop = words.find(['。', ':']).unwrap_or(words.len());
    let most = words.char_indices().nth(60).map_or(words.len(), |(at, _)| at);
    let title = body.verbatim(Span::new(about.start, about.start + stop.min(most)));
    let mut task = base(body, title.clone(), about.join(one.statement.span), title, rules, Some(&one.statement));
    name(body, &mut task, &one.statement, rules);
    task.confidence -= 0.2;
    task
}

/// The task of a row.
pub(super) fn row(body: &Body<'_>, row: &Row, rules: &Rules) -> Task {
    let title = body.verbatim(row.title);
    let mut task = base(body, row.path.clone(), row.span, title, rules, Some(&row.statement));
    name(body, &mut task, &row.statement, rules);
    task.unit_text = None;
    task.unit_offset = None;
    task
}

/// The heading of a clause without the statement that may stand in it.
fn title(body: &Body<'_>, clause: &Clause, first: Option<&Placed>) -> String {
    let span = clause.heading_span;
    let cut = first.map(|one| one.statement.span.start).filter(|cut| *cut > span.start && *cut < span.end);
    cut.map_or_else(|| clause.heading.clone(), |cut| body.verbatim(Span::new(span.start, cut)))
}

/// What every task has.
fn base(body: &Body<'_>, path: String, span: Span, title: String, rules: &Rules, said: Option<&Statement>) -> Task {
    let named = |span: &Span| {
        said.is_some_and(|said| said.members.iter().any(|member| member.span.of(body.text()) == span.of(body.text())))
    };
    let inherited = rules.inherited.iter().filter(|(from, _)| *from < span.end).flat_map(|(_, agencies)| agencies);
    let inherited: Vec<String> =
        inherited.filter(|agency| !named(agency)).map(|agency| body.verbatim(*agency)).collect();
    let stated = said.and_then(|said| said.deadline).and_then(|span| deadline::stated(body.words(span)));
    Task {
        text: body.quoted(span),
        offset: body.offset(span),
        path,
        confidence: 0.95,
        title: Some(title).filter(|title| !title.is_empty()),
        inherited_agencies: inherited,
        deadline: stated.or_else(|| deadline::told(body.words(span))),
        ..Task::default()
    }
}

/// Fills in who does it.
fn name(body: &Body<'_>, task: &mut Task, statement: &Statement, rules: &Rules) {
    let led = statement.members.iter().any(|member| member.role == Some(Role::Lead));
    let first = rules.first.as_ref().filter(|_| !led && statement.members.iter().all(|member| !member.marked));
    let mut names: Vec<String> = Vec::with_capacity(statement.members.len());
    for (at, member) in statement.members.iter().enumerate() {
        let role = match (first, at) {
            (Some(_), 0) => Role::Lead,
            (Some((_, others)), _) => *others,
            (None, _) => member.role.unwrap_or(Role::Responsible),
        };
        let agency = body.verbatim(member.span);
        let list = match role {
            Role::Lead => &mut task.lead_agencies,
            Role::Support => &mut task.support_agencies,
            Role::Responsible => &mut task.responsible_agencies,
        };
        if !list.contains(&agency) {
            list.push(agency.clone());
        }
        names.push(agency);
    }
    task.role_rule = first.map(|(words, _)| words.clone());
    task.open_ended = statement.open_ended;
    task.unit_text = Some(body.quoted(statement.span));
    task.unit_offset = Some(body.offset(statement.span));
    task.unit_label = statement.label.map(|label| body.verbatim(label));
    let full = agency::restored(&names);
    task.expanded_agencies = if full == names { Vec::new() } else { full };
    if statement.form == Form::Names {
        task.confidence -= 0.25;
    }
}
