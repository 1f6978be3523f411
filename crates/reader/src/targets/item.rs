//! From a group of values to the items handed out: one for each value, with its indicator and subject.

use crate::body::Body;
use crate::mend::Span;
use crate::model::Target;

use super::group::Group;
use super::indicator::{clean, subject};
use super::judge::State;
use super::line::{Line, Piece};
use super::names::names;
use super::scope::{Due, Frame, Scope};
use super::words::Class;

/// The longest piece that is quoted whole, in characters.
const WHOLE: usize = 60;

/// Where a line stands and what holds there.
#[derive(Clone, Copy)]
pub(super) struct Place<'b, 'a> {
    /// The document.
    pub body: &'b Body<'a>,
    /// The path of its clause.
    pub path: &'b str,
    /// Where the line begins in the mended text.
    pub start: usize,
    /// What holds for the document.
    pub frame: &'b Frame,
    /// What holds for the clause.
    pub scope: &'b Scope,
}

/// What is known where the values of a group are handed out.
#[derive(Clone, Copy)]
pub(super) struct Known<'k> {
    /// What the sentence said before.
    pub state: &'k State,
    /// The deadline of them all.
    pub due: Option<Due>,
    /// The deadline of each, where it has its own.
    pub each: &'k [Option<Due>],
    /// The words of the piece before, where it has no value.
    pub before: &'k str,
    /// How sure they are targets.
    pub sure: f64,
}

/// Hands out the values of `group`; returns its indicators, for what follows without one.
pub(super) fn items(
    line: &Line<'_>,
    place: &Place<'_, '_>,
    piece: &Piece,
    group: &Group,
    known: &Known<'_>,
    out: &mut Vec<Target>,
) -> Vec<String> {
    let Known { state, sure, .. } = *known;
    let names = names(line, group, state, known.before);
    let dues = known.each.iter().copied().chain(std::iter::repeat(known.due));
    let mains: Vec<_> = group.mains.iter().zip(dues).map(|(main, due)| (main, due.or(known.due))).collect();
    let pairs: Vec<_> = match (names.len(), mains.as_slice()) {
        (count, [(main, due)]) => (0..count).map(|at| (at, *main, *due)).collect(),
        (count, mains) => {
            mains.iter().enumerate().map(|(at, (main, due))| (at.min(count.saturating_sub(1)), *main, *due)).collect()
        }
    };
    let whole = line.words(piece.span).chars().count() <= WHOLE;
    let span = if whole { piece.span } else { super::group::trimmed(line, group.span()) }.after(place.start);
    let who = subject_of(line, place, group).or(state.subject).or(place.scope.subject);
    for (at, main, due) in pairs {
        let name = names.get(at).map(String::as_str).unwrap_or_default();
        let own = subject(name)
            // 园区数量 counts the zones themselves.
            .filter(|own| !matches!(name.get(own.len()..), Some("数量" | "总数" | "个数" | "家数")))
            .filter(|own| own.len() < name.len() && !group.follows && !main.candidate.level() && !main.reading.rank);
        let indicator = own.and_then(|own| name.strip_prefix(own)).map(clean).filter(|rest| rest.chars().count() > 1);
        let reading = &main.reading;
        let ends = reading.ends;
        out.push(Target {
            text: place.body.quoted(span),
            offset: place.body.offset(span),
            path: place.path.to_owned(),
            confidence: if reading.implied { sure.min(0.7) } else { sure },
            indicator: Some(indicator.unwrap_or_else(|| name.to_owned())).filter(|name| !name.is_empty()),
            comparator: Some(reading.comparator.clone()),
            value: reading.value,
            value_min: ends.map(|ends| ends.0),
            value_max: ends.map(|ends| ends.1),
            unit: reading.unit.clone(),
            deadline: due.map(|due| due.written(place.body)).or_else(|| place.frame.plan.clone()),
            subject: own
                .map(str::to_owned)
                .or_else(|| who.map(|who| place.body.verbatim(who)))
                .or_else(|| place.frame.subject.clone()),
            base: reading.base.map(|base| bare(line.words(base)).to_owned()),
            level_word: reading.level.map(|level| line.words(level).to_owned()),
            implied: reading.implied,
        });
    }
    names
}

/// Who the group says reaches it, in places of the text.
pub(super) fn subject_of(line: &Line<'_>, place: &Place<'_, '_>, group: &Group) -> Option<Span> {
    let first = *group.members.first()?;
    let words = line.words(first);
    let cleaned = clean(words);
    let lead = words.find(cleaned.as_str())?;
    // A list that names who: 甲园区、乙园区等3个园区达到千亿级.
    let levels = group.mains.iter().all(|main| main.candidate.level());
    if group.mains.iter().all(|main| main.reading.rank || main.size.is_some_and(|size| size.start <= first.start)) {
        return None;
    }
    let named = group.members.iter().any(|member| Class::Subject.within(line.words(*member)));
    let own = if levels {
        Some(cleaned.as_str()).filter(|_| named)
    } else {
        subject(&cleaned).filter(|own| own.len() < cleaned.len())
    }?;
    let start = first.start + lead;
    let end = if levels { group.members.last()?.end } else { start + own.len() };
    Some(Span::new(start, end).after(place.start))
}

/// A base without the verb before it: 2020年 of 达到2020年的.
fn bare(base: &str) -> &str {
    let base = base.trim_end_matches('的');
    ["达到", "是", "为", "以"].into_iter().find_map(|verb| base.strip_prefix(verb)).unwrap_or(base)
}
