//! The targets of a paragraph of prose, sentence by sentence.

use crate::body::{Body, Paragraph};
use crate::lex::{Time, Year};
use crate::mend::Span;
use crate::model::Target;

use super::group::{Group, groups};
use super::item::{Place, items};
use super::judge::{State, barred, barred_halves, confidence};
use super::line::{Line, Piece};
use super::scope::{Due, Frame, Scope, Told, aims, due};
use super::table::cells;
use super::words::Class;

/// Reads `paragraph` into `out`; returns the last deadline it names.
pub(super) fn read(
    body: &Body<'_>,
    paragraph: &Paragraph,
    frame: &Frame,
    scope: &Scope,
    out: &mut Vec<Target>,
) -> Option<Due> {
    let place = Place { body, path: body.path(paragraph), start: paragraph.content.start, frame, scope };
    if !paragraph.row {
        return prose(&Line::of(body.words(paragraph.content)), &place, State::default(), true, out);
    }
    // A row of a table of tasks: each cell speaks for itself, a cell that is a time is the deadline of all.
    let cells = cells(body, paragraph);
    let due = cells.iter().find_map(|cell| {
        let line = Line::of(body.words(*cell));
        if line.tokens.len() > 1 {
            return None;
        }
        if let Told::Due(due) = due(&line, 0, cell.start, frame, true) { Some(due) } else { None }
    });
    for cell in cells {
        let place = Place { start: cell.start, ..place };
        prose(&Line::of(body.words(cell)), &place, State { due, ..State::default() }, true, out);
    }
    None
}

/// Reads the pieces of `line`; `within` brackets what stands in brackets is not looked at again.
fn prose(line: &Line<'_>, place: &Place<'_, '_>, first: State, brackets: bool, out: &mut Vec<Target>) -> Option<Due> {
    let pieces = line.pieces();
    let halves = barred_halves(line, &pieces);
    let found: Vec<Vec<Group>> = pieces.iter().map(|piece| groups(line, piece)).collect();
    let later = later(line, place, &pieces, &found);
    let fresh = State {
        due: first.due.or(place.scope.due),
        past: first.past || place.scope.past,
        subject: first.subject,
        ..first.clone()
    };
    let wished = |piece: &Piece| {
        Class::Aim.within(line.words(piece.span))
            || line.outer(piece.tokens.clone()).any(|(_, token)| aims(&token.kind))
    };
    let mut aims = vec![false; pieces.last().map_or(0, |piece| piece.sentence + 1)];
    for piece in pieces.iter().filter(|piece| wished(piece)) {
        if let Some(slot) = aims.get_mut(piece.sentence) {
            *slot = true;
        }
    }
    let (mut state, mut sentence, mut shown, mut before) = (fresh.clone(), 0, None, String::new());
    let mut round = line.pairs.iter().filter(|pair| pair.open == '(').peekable();
    for (at, piece) in pieces.iter().enumerate() {
        if piece.sentence != sentence {
            sentence = piece.sentence;
            state = State { due: shown.filter(|_| place.scope.goals).or(fresh.due), ..fresh.clone() };
            before.clear();
        }
        let words = line.words(piece.span);
        let dues = told(line, place, piece);
        let stood = words.contains("由目前") || words.contains("从目前") || words.contains("由现在");
        if Class::Past.within(words) && !stood && !dues.iter().any(|(_, told)| matches!(told, Told::Due(_))) {
            state.past = true;
        }
        if dues.iter().any(|(_, told)| matches!(told, Told::Due(_))) {
            state.past = false;
        }
        let years: Vec<Due> =
            dues.iter().filter_map(|(_, told)| if let Told::Due(due) = told { Some(*due) } else { None }).collect();
        if !years.is_empty() {
            state.years = years;
        }
        state.aim = first.aim || aims.get(piece.sentence).copied().unwrap_or_default();
        state.often |= Class::Often.within(words);
        let (mut emitted, mut here) = (false, Vec::new());
        let mut last = state.due;
        let groups = found.get(at).map(Vec::as_slice).unwrap_or_default();
        let half = halves.get(piece.half).copied().unwrap_or_default();
        for group in groups {
            let mut each = Vec::new();
            for main in &group.mains {
                for (_, told) in dues.iter().filter(|(token, _)| *token < main.candidate.token) {
                    (state.due, state.past) = after(told);
                }
                each.push(state.due);
            }
            // 2025年、2030年产值分别达到5亿元、8亿元.
            let apart = group.mains.iter().any(|main| main.reading.each) && group.members.len() < group.mains.len();
            if apart && each.len() > 1 && state.years.len() == each.len() {
                each = state.years.iter().copied().map(Some).collect();
            }
            let behind =
                dues.iter().rev().find_map(|(_, told)| if let Told::Due(due) = told { Some(*due) } else { None });
            let formed = group.mains.iter().all(|main| main.reading.compared) || Class::Make.within(words);
            let due = state.due.or(behind).or(later.get(at).copied().flatten().filter(|_| formed));
            let held = State { due, ..state.clone() };
            if half || barred(line, piece, &held, place.scope) {
                continue;
            }
            let Some(sure) = group
                .mains
                .iter()
                .map(|main| confidence(line, group, main, &held, place.scope, place.frame))
                .min_by(|one, two| one.unwrap_or(0.0).total_cmp(&two.unwrap_or(0.0)))
            else {
                continue;
            };
            let Some(sure) = sure else { continue };
            let shown = State { due: due.or(shown), dues: each, ..held };
            let names = items(line, place, piece, group, &shown, &before, sure, out);
            here.extend(names.iter().cloned());
            state.indicators = names;
            state.subject = super::item::subject_of(line, place, group).or(state.subject);
            state.pushed |=
                group.follows && (words.contains("推动") || words.contains("推进") || words.contains("支持"));
            state.made |= group.follows || group.members.iter().any(|member| Class::Make.within(line.words(*member)));
            emitted = true;
        }
        if let Some((_, told)) = dues.last() {
            (state.due, state.past) = after(told);
            last = state.due;
        }
        shown = last.or(shown);
        while round.next_if(|pair| pair.outer.end <= piece.span.start).is_some() {}
        while let Some(pair) = round.next_if(|pair| pair.outer.end <= piece.span.end) {
            if brackets && emitted {
                aside(line, place, pair.inner, &state, out);
            }
        }
        if !here.is_empty() {
            state.listed = here;
        }
        if groups.is_empty() {
            words.clone_into(&mut before);
        } else {
            before.clear();
        }
    }
    shown
}

/// What a time makes of the deadline and of the past.
const fn after(told: &Told) -> (Option<Due>, bool) {
    match told {
        Told::Due(due) => (Some(*due), false),
        _ => (None, true),
    }
}

/// What stands in brackets behind a target: 60户(规上企业21户).
fn aside(line: &Line<'_>, place: &Place<'_, '_>, inner: Span, state: &State, out: &mut Vec<Target>) {
    let words = line.words(inner);
    let other = ["含", "不含", "指", "即", "包括", "责任", "牵头", "以", "除", "比", "较", "注", "占"];
    if words.contains('+') || other.iter().any(|word| words.starts_with(word)) {
        return;
    }
    let inside = Line::of(words);
    let place = Place { start: place.start + inner.start, ..*place };
    let state = State { subject: None, indicators: Vec::new(), ..state.clone() };
    prose(&inside, &place, state, false, out);
}

/// The times of a piece, with their tokens.
fn told(line: &Line<'_>, place: &Place<'_, '_>, piece: &Piece) -> Vec<(usize, Told)> {
    let goals = place.scope.goals || place.frame.year.is_some();
    let told = line.outer(piece.tokens.clone()).map(|(at, _)| (at, due(line, at, place.start, place.frame, goals)));
    let mut told: Vec<_> = told.filter(|(_, told)| !matches!(told, Told::Nothing)).collect();
    if let Some(due) = this_year(line, place, piece).filter(|_| told.is_empty()) {
        told.push((piece.tokens.start, Told::Due(due)));
    }
    told
}

/// 今年 and 年内, where the year of the document is known.
fn this_year(line: &Line<'_>, place: &Place<'_, '_>, piece: &Piece) -> Option<Due> {
    let year = place.frame.year?;
    let words = line.words(piece.span);
    let (at, word) = ["今年", "年内", "本年度"].into_iter().find_map(|word| Some((words.find(word)?, word)))?;
    let (before, after) = (words.get(..at)?, words.get(at + word.len()..)?);
    if after.starts_with("以来")
        || before.ends_with(|ch: char| ch.is_ascii_digit() || "一二两三四五六七八九十几".contains(ch))
    {
        return None;
    }
    let time = Time { year: Year::Known(year), until: None, month: None, day: None, deadline: true };
    let start = piece.span.start + at;
    Some(Due { time, span: Span::new(start, start + word.len()).after(place.start) })
}

/// For each piece the deadline that a later piece of its half names for it: 培育10家,2030年底前完成.
fn later(line: &Line<'_>, place: &Place<'_, '_>, pieces: &[Piece], found: &[Vec<Group>]) -> Vec<Option<Due>> {
    let mut out = vec![None; pieces.len()];
    let mut next: Option<(usize, Option<Due>)> = None;
    for (at, piece) in pieces.iter().enumerate().rev() {
        if next.is_none_or(|(half, _)| half != piece.half) {
            next = Some((piece.half, None));
        }
        if let (Some(slot), Some((_, due))) = (out.get_mut(at), next) {
            *slot = due;
        }
        let none = found.get(at).is_none_or(Vec::is_empty);
        for (_, told) in told(line, place, piece) {
            if let Told::Due(due) = told {
                next = Some((piece.half, Some(due).filter(|due| none && due.time.deadline)));
            }
        }
    }
    out
}
