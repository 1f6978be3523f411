//! Which clause a statement belongs to.

use std::ops::Range;

use crate::body::{Body, Clause, Place};
use crate::mend::Span;
use crate::outline::marker::MarkerKind;

use super::find;
use super::statement::{Form, Statement};

/// A statement and where it was found.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// What it says.
    pub statement: Statement,
    /// It fills a paragraph of its own.
    pub alone: bool,
    /// The paragraph it stands in, or the one before it where it stands alone.
    pub about: Span,
}

/// The statements of a document.
#[derive(Debug)]
pub(super) struct Found {
    /// Those of each clause, in the order of [`Body::clauses`].
    pub clauses: Vec<Vec<Placed>>,
    /// Those before the first clause, or in a text without any.
    pub loose: Vec<Placed>,
}

/// Finds the statements of a document outside of `tables` and gives each to its clause.
pub(super) fn placed(body: &Body<'_>, tables: &[Range<usize>]) -> Found {
    let mut found = Found { clauses: vec![Vec::new(); body.clauses.len()], loose: Vec::new() };
    let mut tables = tables.iter().peekable();
    let mut before = Span::default();
    let mut read = 0;
    for (at, paragraph) in body.paragraphs.iter().enumerate() {
        while tables.peek().is_some_and(|table| table.end <= at) {
            tables.next();
        }
        let in_table = tables.peek().is_some_and(|table| table.start <= at);
        if in_table || !matches!(paragraph.place, Place::Body | Place::Annex) {
            continue;
        }
        let mut statements = find::statements(body, paragraph.content);
        // Names that hang below their label were read with it, and labels among them too.
        statements.retain(|one| one.span.start >= read);
        let next = body.paragraphs.get(at + 1).filter(|next| next.clause == paragraph.clause && !next.row);
        // Only the first paragraph of a clause has another content than span where it has a marker.
        let next = next.filter(|next| next.span.start == next.content.start);
        let hanging = next.and_then(|next| find::hanging(body.text(), paragraph.content, next.content));
        read = hanging.as_ref().map_or(read, |hanging| hanging.span.end);
        statements.extend(hanging);
        let [first, ..] = statements.as_slice() else {
            before = paragraph.content;
            continue;
        };
        let lead = Span::new(paragraph.content.start, first.span.start).of(body.text());
        let alone = statements.len() == 1 && lead.trim().is_empty();
        let about = if alone { before } else { paragraph.content };
        let into = match paragraph.clause.and_then(|clause| found.clauses.get_mut(clause)) {
            Some(clause) => clause,
            None => &mut found.loose,
        };
        for statement in statements {
            match into.last_mut() {
                // 牵头单位 and 配合单位 on two lines are one statement.
                Some(last) if find::beside(body.text(), &last.statement, &statement) => {
                    find::join(&mut last.statement, statement);
                }
                _ => into.push(Placed { statement, alone, about }),
            }
        }
        if !alone {
            before = paragraph.content;
        }
    }
    for statements in found.clauses.iter_mut().chain([&mut found.loose]) {
        // A deadline alone names nobody.
        statements.retain(|one| !one.statement.members.is_empty());
    }
    weigh(body, &mut found);
    lift(body, &mut found);
    found
}

/// Drops bare names in brackets where the document does not make a habit of them.
fn weigh(body: &Body<'_>, found: &mut Found) {
    let bare = |one: &Placed| one.statement.form == Form::Names;
    let habit = found.clauses.iter().chain([&found.loose]).flatten().filter(|one| bare(one)).count() >= 2;
    // One sentence in running text that names a lead does not make a document one with statements.
    let prose =
        |one: &Placed| one.statement.form == Form::Verb && !find::opens_bracket(one.statement.span.of(body.text()));
    let sentences = found.clauses.iter().flatten().filter(|one| prose(one)).count();
    let lowest = body.clauses.iter().filter(|clause| !clause.has_children).count();
    let articles = body.clauses.iter().any(|clause| clause.kind == MarkerKind::Article);
    let spoken = !articles && (sentences >= 3 || sentences * 2 >= lowest && sentences > 1);
    let firm = !articles && found.clauses.iter().flatten().filter(|one| !prose(one) && !bare(one)).count() >= 3;
    for statements in found.clauses.iter_mut().chain([&mut found.loose]) {
        let said = statements.iter().any(|one| !prose(one));
        let several = |one: &Placed| firm && one.statement.members.len() > 1;
        statements.retain(|one| (habit || !bare(one) || several(one)) && (!said && (spoken || firm) || !prose(one)));
    }
}

/// Gives statements that close a list of clauses to the clause above the list.
fn lift(body: &Body<'_>, found: &mut Found) {
    let mut children = vec![0_usize; body.clauses.len()];
    let mut named = vec![0_usize; body.clauses.len()];
    let mut last = vec![None; body.clauses.len()];
    for (at, clause) in body.clauses.iter().enumerate() {
        let Some(parent) = clause.parent else { continue };
        if let (Some(children), Some(named), Some(last)) =
            (children.get_mut(parent), named.get_mut(parent), last.get_mut(parent))
        {
            *children += 1;
            *named += usize::from(found.clauses.get(at).is_some_and(|found| !found.is_empty()));
            *last = Some(at);
        }
    }
    // From the lowest upwards, so that a statement may climb more than one level.
    for parent in (0..body.clauses.len()).rev() {
        let (Some(all), Some(some), Some(Some(child))) =
            (children.get(parent).copied(), named.get(parent).copied(), last.get(parent).copied())
        else {
            continue;
        };
        let Some(below) = body.clauses.get(child) else { continue };
        let article = body.clauses.get(parent).is_some_and(|clause| clause.kind == MarkerKind::Article);
        let closes = some == 1 && found.clauses.get(child).is_some_and(|found| closes(below, article, all, found));
        let untold = found.clauses.get(parent).is_some_and(Vec::is_empty);
        if closes && untold {
            let taken = found.clauses.get_mut(child).map(std::mem::take).unwrap_or_default();
            if let Some(into) = found.clauses.get_mut(parent) {
                *into = taken;
            }
            if let Some(above) = body.clauses.get(parent).and_then(|clause| clause.parent)
                && let Some(named) = named.get_mut(above)
            {
                *named += 1;
            }
        }
    }
}

/// Whether the only statement in a list of `all` clauses, found in the last of them, speaks of all of them.
///
/// What stands below an article is a list, however deep the article stands.
fn closes(last: &Clause, article: bool, all: usize, found: &[Placed]) -> bool {
    let [one] = found else { return false };
    let unnumbered = last.kind == MarkerKind::Words || last.kind >= MarkerKind::ArabicHalf;
    all >= 2 && last.level > 1 && (one.alone && (article || last.level > 2) || unnumbered)
}
