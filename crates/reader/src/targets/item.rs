//! From a group of values to the items handed out: one for each value, with its indicator and subject.

use crate::body::Body;
use crate::mend::Span;
use crate::model::Target;

use super::group::{Group, Main};
use super::indicator::{clean, joined, measured, shared_tail, subject};
use super::judge::State;
use super::line::{Line, Piece};
use super::scope::{Due, Frame, Scope};
use super::words::Class;

/// The longest piece that is quoted whole, in characters.
const WHOLE: usize = 60;

/// The longest indicator, in characters.
const LONGEST: usize = 50;

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
            subject: own.map(str::to_owned).or_else(|| who.map(|who| place.body.verbatim(who))),
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

/// The indicators of a group: one, or as many as its values, or one for each member that is measured by itself.
fn names(line: &Line<'_>, group: &Group, state: &State, before: &str) -> Vec<String> {
    let Some(main) = group.mains.first() else { return Vec::new() };
    let right = line.words(main.right);
    if group.follows {
        return vec![short(&clean(right))];
    }
    if main.candidate.level() {
        return vec![level(line, group, right)];
    }
    let members: Vec<&str> = group.members.iter().map(|member| line.words(*member)).collect();
    let last = members.last().copied().unwrap_or_default();
    let count = group.mains.len();
    if let Some(all) = right.strip_prefix('的').filter(|_| main.candidate.percent() && clean(last).is_empty()) {
        return vec![short(all)];
    }
    let mut names = split(&members, last, count, main, state);
    // 年均增长10%: what grows was named before.
    let grows = main.reading.growth && growth_only(&names.join(""));
    if grows {
        let known = if count > 1 && state.listed.len() == count { &state.listed } else { &state.indicators };
        if !known.is_empty() {
            names.clone_from(known);
            names.truncate(count.max(1));
        }
    }
    if names.iter().all(String::is_empty) {
        names.clone_from(&state.indicators);
        if names.is_empty() {
            names.push(clean(before));
        }
        if count == 1 && names.len() > 1 && main.reading.value.is_some() && !main.reading.each && !main.reading.growth {
            names.truncate(1);
        }
    }
    for name in &mut names {
        if let Some(measure) = group.measure {
            *name = format!("{}{name}", clean(line.words(measure)));
        }
        // 占全省比重: what has the share was named before.
        if name.starts_with('占')
            && let Some(whose) = state.indicators.first().and_then(|whose| whose.split('占').next())
        {
            *name = format!("{whose}{name}");
        }
        let verb = Class::Make.is(name) || name.chars().count() < 2 || main.candidate.percent();
        if !right.is_empty() && !right.starts_with('的') && (verb || Class::Thing.begins(right).is_none()) {
            name.push_str(right);
        }
        *name = short(name);
    }
    names
}

/// The members of a list as indicators.
fn split(members: &[&str], last: &str, count: usize, main: &Main, state: &State) -> Vec<String> {
    let each = main.reading.each;
    let last = last.split_once('等').filter(|(_, rest)| rest.ends_with("指标")).map_or(last, |(head, _)| head);
    let alone = |list: &[&str]| list.iter().all(|member| measured(member));
    if let [only] = members {
        let text = clean(only);
        if each && count == state.indicators.len() && count > 1 && (text.is_empty() || Class::Lead.is(&text)) {
            return state.indicators.clone();
        }
        return match joined(&text) {
            Some((left, right)) if count == 2 || count == 1 => vec![clean(&left), clean(&right)],
            _ if count == 2 && each => halves(&text, main),
            _ => vec![text],
        };
    }
    let head = members.get(..members.len().saturating_sub(1)).unwrap_or_default();
    let share =
        !main.candidate.counts() && main.reading.unit.as_deref().is_some_and(|unit| unit == "%" || unit.contains('/'));
    let parallel = share
        && members.iter().all(|member| subject(&clean(member)).is_some())
        && members.iter().any(|member| member.ends_with(['”', ')']));
    let apart = count > 1 && count == members.len()
        || count == 1
            && (each
                || parallel
                || alone(head) && (measured(last) || Class::Tail.first(last).is_some() || main.reading.compared));
    if !apart {
        // One value for all of them, or as many as the words do not tell.
        return if count == 1 { vec![short(&clean(&members.join("、")))] } else { vec![clean(last)] };
    }
    // 产值、税收占全市比重: the last member holds what all share.
    let tail = if count > 1 || parallel || alone(head) { shared_tail(last) } else { None };
    let mut names: Vec<String> = head
        .iter()
        .map(|member| {
            let name = clean(member);
            match tail.filter(|_| Class::Tail.first(&name).is_none()) {
                Some(tail) => format!("{name}{}", clean(tail)),
                None if measured(&name) => name,
                None => lent(name, &clean(last), main),
            }
        })
        .collect();
    // 工业投资、技改投资和外资分别…: the last member may hold two.
    match joined(&clean(last)).filter(|_| count == members.len() + 1) {
        Some((left, right)) => names.extend([clean(&left), clean(&right)]),
        None => names.push(clean(last)),
    }
    names
}

/// A member with what it shares of the last one: 国家级 beside 省级开发区产值 is 国家级开发区产值, 制造业 beside 服务业增加值 is 制造业增加值.
fn lent(name: String, last: &str, main: &Main) -> String {
    let end = name.chars().next_back().filter(|end| "级类型线".contains(*end));
    if let Some(end) = end {
        let cut = last.char_indices().take(8).find(|(_, ch)| *ch == end).map(|(at, ch)| at + ch.len_utf8());
        return format!("{name}{}", cut.and_then(|cut| last.get(cut..)).unwrap_or(last));
    }
    if let Some(rest) =
        subject(last).filter(|_| Class::Subject.ends(&name).is_some()).and_then(|own| last.strip_prefix(own))
    {
        return format!("{name}{rest}");
    }
    match Class::Measured.ends(last).filter(|_| !main.candidate.counts()) {
        Some(noun) => format!("{name}{noun}"),
        None => name,
    }
}

/// 甲和乙产值: two that 和 joins and 分别 parts.
fn halves(text: &str, main: &Main) -> Vec<String> {
    let cut = ["和", "与", "及"].into_iter().find_map(|word| text.split_once(word));
    match cut {
        Some((left, right)) => {
            let tail = shared_tail(right).filter(|_| Class::Tail.first(left).is_none()).unwrap_or_default();
            let left = if tail.is_empty() && !measured(left) {
                lent(left.to_owned(), right, main)
            } else {
                format!("{left}{tail}")
            };
            vec![left, right.to_owned()]
        }
        None => vec![text.to_owned()],
    }
}

/// What 千亿级 measures.
fn level(line: &Line<'_>, group: &Group, right: &str) -> String {
    let left = clean(group.members.last().map(|member| line.words(*member)).unwrap_or_default());
    let noun = right.trim_end_matches("规模");
    if !noun.is_empty() {
        format!("{}规模", short(noun))
    } else if measured(&left) {
        left
    } else {
        "规模".to_owned()
    }
}

/// Whether a text says that something grows, and not what.
fn growth_only(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "年均",
        "分别",
        "同比",
        "增长",
        "提高",
        "增速",
        "增幅",
        "提升",
        "下降",
        "增加",
        "每年",
        "比上年",
        "较上年",
        "均",
        "依次",
    ];
    let mut rest = text;
    while let Some(next) = WORDS.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = next;
    }
    rest.is_empty() && !text.is_empty()
}

/// A base without the verb before it: 2020年 of 达到2020年的.
fn bare(base: &str) -> &str {
    let base = base.trim_end_matches('的');
    ["达到", "是", "为", "以"].into_iter().find_map(|verb| base.strip_prefix(verb)).unwrap_or(base)
}

/// At most [`LONGEST`] characters.
fn short(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}
