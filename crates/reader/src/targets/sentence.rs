//! The targets of a paragraph of prose, sentence by sentence.

use crate::body::{Body, Paragraph};
use crate::mend::Span;
use crate::model::Target;

use super::group::{Group, groups};
use super::indicator::{clean, subject};
use super::item::{Known, Place, items, subject_of};
use super::judge::{Bars, Held, State, barred_halves, confidence};
use super::line::{Line, Piece};
use super::scope::{Due, Frame, Scope, Told, aims, due};
use super::table::cells;
use super::when::{of_year, started, this_year};
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
        return prose(&Line::of(body.words(paragraph.content)), &place, &State::default(), true, out);
    }
    // A row of a table of tasks: each cell speaks for itself, a cell that is a time is the deadline of all.
    let cells = cells(body, paragraph);
    let due = cells.iter().find_map(|cell| {
        let line = Line::of(body.words(*cell));
        if let Some(time) = of_year(line.text, frame) {
            return Some(Due { time, span: *cell });
        }
        if line.tokens.len() > 1 {
            return None;
        }
        if let Told::Due(due) = due(&line, 0, cell.start, frame, true) { Some(due) } else { None }
    });
    for cell in cells {
        let place = Place { start: cell.start, ..place };
        prose(&Line::of(body.words(cell)), &place, &State { due, ..State::default() }, true, out);
    }
    None
}

/// Reads the pieces of `line`, starting from `first`; `brackets`: what stands in brackets is read too.
fn prose(line: &Line<'_>, place: &Place<'_, '_>, first: &State, brackets: bool, out: &mut Vec<Target>) -> Option<Due> {
    let pieces = line.pieces();
    let found: Vec<Vec<Group>> = pieces.iter().map(|piece| groups(line, piece)).collect();
    let later = later(line, place, &pieces, &found);
    // Most sentences name no value: their words need not be looked at.
    let mut busy = vec![false; pieces.last().map_or(0, |piece| piece.sentence + 1)];
    for (piece, _) in pieces.iter().zip(&found).filter(|(_, groups)| !groups.is_empty()) {
        mark(&mut busy, piece.sentence);
    }
    let at_work: Vec<&Piece> = pieces.iter().filter(|piece| holds(&busy, piece.sentence)).collect();
    let halves = barred_halves(line, &at_work);
    let mut wished = vec![false; busy.len()];
    for piece in at_work.iter().filter(|piece| wishes(line, piece)) {
        mark(&mut wished, piece.sentence);
    }
    let fresh = State { due: first.due.or(place.scope.due), past: first.past || place.scope.past, ..first.clone() };
    let mut walk = Walk { line, place, state: fresh.clone(), shown: None, before: String::new() };
    let mut sentence = 0;
    let mut round = line.pairs.iter().filter(|pair| pair.open == '(').peekable();
    for ((piece, groups), later) in pieces.iter().zip(&found).zip(later) {
        if piece.sentence != sentence {
            sentence = piece.sentence;
            walk.state = State { due: walk.shown.filter(|_| place.scope.goals).or(fresh.due), ..fresh.clone() };
            walk.before.clear();
        }
        walk.state.aim = first.aim || holds(&wished, piece.sentence);
        let many = out.len();
        let dues = walk.times(piece, holds(&busy, piece.sentence));
        if !holds(&halves, piece.half) {
            walk.values(piece, groups, &dues, later, out);
        }
        walk.leave(piece, groups, &dues);
        while round.next_if(|pair| pair.outer.end <= piece.span.start).is_some() {}
        while let Some(pair) = round.next_if(|pair| pair.outer.end <= piece.span.end) {
            if brackets && out.len() > many {
                aside(line, place, pair.inner, &walk.state, out);
            }
        }
    }
    walk.shown
}

/// Sets the flag at `at`.
fn mark(flags: &mut [bool], at: usize) {
    if let Some(flag) = flags.get_mut(at) {
        *flag = true;
    }
}

/// The flag at `at`.
fn holds(flags: &[bool], at: usize) -> bool {
    flags.get(at).copied().unwrap_or_default()
}

/// Whether a piece says that something is wanted.
fn wishes(line: &Line<'_>, piece: &Piece) -> bool {
    Class::Aim.within(line.words(piece.span)) || line.outer(piece.tokens.clone()).any(|(_, token)| aims(&token.kind))
}

/// The way through the pieces of a line.
struct Walk<'l, 't, 'b, 'a> {
    line: &'l Line<'t>,
    place: &'l Place<'b, 'a>,
    state: State,
    /// The last deadline named.
    shown: Option<Due>,
    /// The words of the piece before, where it has no value.
    before: String,
}

impl Walk<'_, '_, '_, '_> {
    /// Takes note of what a piece says about when.
    fn times(&mut self, piece: &Piece, busy: bool) -> Vec<(usize, Told)> {
        let dues = told(self.line, self.place, piece);
        let years: Vec<Due> = dues.iter().filter_map(|(_, told)| told.due()).collect();
        if years.is_empty() && busy {
            let words = self.line.words(piece.span);
            let stood = ["由目前", "从目前", "由现在"].iter().any(|word| words.contains(word));
            // 上半年 of a plan is still to come.
            let ahead = self.place.scope.goals || self.state.aim || self.state.due.is_some();
            self.state.past |= (Class::Past.within(words) || Class::Term.within(words) && !ahead) && !stood;
        } else if !years.is_empty() {
            (self.state.past, self.state.start) = (false, None);
            self.state.years = years;
        }
        self.state.start = started(self.line, self.place, piece).filter(|_| dues.is_empty()).or(self.state.start);
        self.state.often |= busy && Class::Often.within(self.line.words(piece.span));
        dues
    }

    /// Hands out the values of a piece.
    fn values(
        &mut self,
        piece: &Piece,
        groups: &[Group],
        dues: &[(usize, Told)],
        later: Option<Due>,
        out: &mut Vec<Target>,
    ) {
        if groups.is_empty() {
            return;
        }
        let (line, place) = (self.line, self.place);
        let words = line.words(piece.span);
        let bars = Bars::of(words);
        let behind = dues.iter().rev().find_map(|(_, told)| told.due());
        let (makes, pushes) = (Class::Make.within(words), Class::Push.within(words));
        let mut here = Vec::new();
        for group in groups {
            let mut each = self.dues(group, dues);
            let formed = makes || group.mains.iter().all(|main| main.reading.compared);
            let due = self.state.due.or(behind).or(later.filter(|_| formed));
            let firm = due.is_some() || place.scope.goals;
            if self.state.past || bars.hold(firm) {
                continue;
            }
            let held = Held { state: &self.state, firm, frame: place.frame };
            let sure = group.mains.iter().map(|main| confidence(line, group, main, &held));
            let Some(sure) = sure.min_by(|one, two| one.unwrap_or(0.0).total_cmp(&two.unwrap_or(0.0))).flatten() else {
                continue;
            };
            // It holds from a year on: by then it is to be reached.
            if self.state.start.is_some() {
                each.clear();
            }
            let due = self.state.start.or(due).or(self.shown);
            let known = Known { state: &self.state, due, each: &each, before: &self.before, sure };
            let names = items(line, place, piece, group, &known, out);
            here.extend(names.iter().cloned());
            self.state.indicators = names;
            self.state.subject = subject_of(line, place, group).or(self.state.subject);
            self.state.pushed |= group.follows && pushes;
            self.state.made |=
                group.follows || group.members.iter().any(|member| Class::Make.within(line.words(*member)));
        }
        if !here.is_empty() {
            self.state.listed = here;
        }
    }

    /// The deadline of each value of a group.
    fn dues(&mut self, group: &Group, dues: &[(usize, Told)]) -> Vec<Option<Due>> {
        let mut each = Vec::new();
        for main in &group.mains {
            if let Some((_, told)) = dues.iter().rev().find(|(token, _)| *token < main.candidate.token) {
                (self.state.due, self.state.past) = (told.due(), told.due().is_none());
            }
            each.push(self.state.due);
        }
        // 2025年、2030年产值分别达到5亿元、8亿元.
        let named = group.members.iter().filter(|member| !clean(self.line.words(**member)).is_empty()).count();
        let apart = group.mains.iter().any(|main| main.reading.each) && named < group.mains.len();
        if apart && each.len() > 1 && self.state.years.len() == each.len() {
            each = self.state.years.iter().copied().map(Some).collect();
        }
        each
    }

    /// Takes note of what a piece leaves to the next.
    fn leave(&mut self, piece: &Piece, groups: &[Group], dues: &[(usize, Told)]) {
        if let Some((_, told)) = dues.last() {
            (self.state.due, self.state.past) = (told.due(), told.due().is_none());
        }
        self.shown = self.state.due.or(self.shown);
        self.before.clear();
        if groups.is_empty() {
            self.before.extend(self.line.words(piece.span).chars().take(60));
            // 各开发区要…: who the sentence speaks to.
            let words = self.line.words(piece.span);
            let own = subject(words).filter(|own| {
                words.strip_prefix(own).is_some_and(|rest| rest.starts_with(['要', '应', '须', '需', '原', '力']))
            });
            if let Some(own) = own {
                let start = self.place.start + piece.span.start;
                self.state.subject = Some(Span::new(start, start + own.len()));
            }
        }
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
    prose(&inside, &place, &state, false, out);
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
