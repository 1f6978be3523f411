//! Values and what they measure: which number of a member is the value, and which values one list shares.

use std::ops::Range;

use crate::mend::Span;

use super::candidate::{Candidate, candidates};
use super::line::{Line, Piece};
use super::reading::{Reading, reading};
use super::words::Class;

/// The longest piece that is read, in bytes.
const LONGEST: usize = 2_400;

/// A value with the words around it.
#[derive(Clone, Debug)]
pub(super) struct Main {
    /// The number.
    pub candidate: Candidate,
    /// What it says.
    pub reading: Reading,
    /// The words before it in its member.
    pub left: Span,
    /// The words after it in its member, and the members without value that follow a counted noun.
    pub right: Span,
    /// A size in front of what is counted: 超50亿元 of 产值超50亿元项目5个.
    pub size: Option<Span>,
}

/// Values that share their indicators.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// The members of the list before the values, the last one with what all share.
    pub members: Vec<Span>,
    /// The values.
    pub mains: Vec<Main>,
    /// The counted noun follows the number: 5家企业.
    pub follows: bool,
    /// What the sizes of a list measure, where it is said once: 产值 of 产值超50亿元企业3家、超10亿元企业12家.
    pub measure: Option<Span>,
}

impl Group {
    /// From the first word to the last.
    pub fn span(&self) -> Span {
        let first = self.members.first().copied().unwrap_or_default();
        let value = self.mains.iter().map(|main| Span::new(main.candidate.span.start, main.reading.end));
        let all = value.reduce(Span::join).unwrap_or(first);
        let all = if first.start < first.end { all.join(first) } else { all };
        if self.follows { self.mains.last().map_or(all, |main| all.join(main.right)) } else { all }
    }
}

/// The groups of a piece, in order.
pub(super) fn groups(line: &Line<'_>, piece: &Piece) -> Vec<Group> {
    // No clause is that long; a text without commas is not searched through again and again.
    if piece.span.end - piece.span.start > LONGEST {
        return Vec::new();
    }
    let found = candidates(line, piece);
    if found.is_empty() {
        return Vec::new();
    }
    let mut out: Vec<Group> = Vec::new();
    let mut pending: Vec<Span> = Vec::new();
    let mut found = found.into_iter().peekable();
    for segment in line.segments(piece) {
        let mut here = Vec::new();
        while let Some(candidate) = found.next_if(|candidate| candidate.token < segment.end) {
            here.push(candidate);
        }
        let mains = mains(line, &segment, here);
        if mains.is_empty() {
            let span = line.span(&segment);
            match out.last_mut() {
                // 5个国家级、省级集群: the list goes on behind the counted noun.
                Some(last)
                    if last.follows && pending.is_empty() && !line.words(span).starts_with(['若', '一', '多']) =>
                {
                    if let Some(main) = last.mains.last_mut() {
                        main.right = main.right.join(span);
                    }
                }
                _ => pending.push(span),
            }
            continue;
        }
        for mut main in mains {
            if pending.is_empty() && sizes(out.last(), &main) {
                let listed = out.pop().and_then(|group| group.members.first().copied());
                main.left.start = listed.map_or(main.left.start, |first| first.start);
            }
            let bare = main.left.start >= main.left.end;
            let noun = main.candidate.counts() && main.right.start < main.right.end;
            match out.last_mut() {
                Some(last) if bare && !noun && pending.is_empty() && !last.follows => last.mains.push(main),
                _ => {
                    let mut members = std::mem::take(&mut pending);
                    members.push(main.left);
                    out.push(Group { members, mains: vec![main], follows: noun, measure: None });
                }
            }
        }
    }
    let mut measure: Option<(Span, Span)> = None;
    for group in &mut out {
        spread(group);
        let Some(size) = group.mains.first().and_then(|main| main.size) else { continue };
        let left = group.mains.first().map(|main| main.left).unwrap_or_default();
        if left.start < size.start {
            measure = Some((Span::new(left.start, size.start), Span::new(left.start, size.end)));
        } else {
            // 突破 is said once too where the next size begins with its number.
            group.measure = measure.map(|(noun, with_sign)| if size.start < size.end { noun } else { with_sign });
        }
    }
    out
}

/// 产值超50亿元、10亿元的企业分别达到3家、8家: the values of `last` are sizes too, as the one before what `main` counts.
fn sizes(last: Option<&Group>, main: &Main) -> bool {
    let listed = main.reading.each && main.size.is_some_and(|size| size.start <= main.left.start);
    let measures =
        |main: &Main| !main.candidate.counts() && !main.candidate.percent() && main.right.start >= main.right.end;
    listed && last.is_some_and(|last| !last.follows && last.mains.iter().all(measures))
}

/// 分别达到500、300以上: what stands before the first and after the last value holds for all.
fn spread(group: &mut Group) {
    if group.mains.len() < 2 {
        return;
    }
    let first =
        group.mains.first().map(|main| (main.reading.growth, main.reading.comparator.clone(), main.reading.base));
    let fall = group.mains.first().is_some_and(|main| main.reading.fall);
    let last = group.mains.last().map(|main| main.reading.comparator.clone());
    let (Some((growth, first, base)), Some(last)) = (first, last) else { return };
    let each = group.mains.iter().any(|main| main.reading.each);
    for main in &mut group.mains {
        let reading = &mut main.reading;
        reading.each |= each;
        reading.base = reading.base.or(base);
        if reading.ends.is_some() || reading.rank || reading.comparator == "multiply" {
            continue;
        }
        let plain = |sign: &str| sign.trim_start_matches("growth").to_owned();
        let own = plain(&reading.comparator);
        let sign = match plain(&last).as_str() {
            _ if own != "=" => own,
            "=" if reading.compared => own,
            "=" => plain(&first),
            sign => sign.to_owned(),
        };
        if growth && !reading.growth {
            (reading.growth, reading.fall) = (true, fall);
        }
        reading.comparator = if reading.growth && !reading.fall { format!("growth{sign}") } else { sign };
    }
}

/// The values of one member; sizes in front of counted things, and numbers that only say how many a list names, are left out.
fn mains(line: &Line<'_>, segment: &Range<usize>, found: Vec<Candidate>) -> Vec<Main> {
    let whole = line.span(segment);
    let mut out: Vec<Main> = Vec::new();
    let (mut start, mut size) = (whole.start, None);
    let mut found = found.into_iter().peekable();
    while let Some(candidate) = found.next() {
        let reading = reading(line, segment, &candidate);
        let next = found.peek();
        let until = next.map_or(whole.end, |next| next.span.start);
        let between = line.words(Span::new(reading.end, until));
        let before = line.words(Span::new(start, candidate.span.start));
        if candidate.counts() && before.ends_with('等') && next.is_some() && !between.is_empty() {
            continue;
        }
        let measures = !candidate.counts() && !candidate.percent();
        if let Some(next) = next.filter(|_| measures || reading.rank) {
            let goes_on =
                Class::Make.begins(between).is_some() || between.starts_with(['增', '同', '和', '及', '并', '(']);
            let thing = Class::Thing.begins(between).is_some();
            if (next.counts() && !goes_on) || (!next.counts() && thing) {
                size = size.or(Some(Span::new(reading.phrase_end, candidate.span.start)));
                continue;
            }
        }
        // 2家园区进入全国前50位: the rank says which are counted.
        let counted =
            |last: &&mut Main| last.candidate.counts() && !last.reading.rank && last.right.start < last.right.end;
        if let Some(last) = out.last_mut().filter(counted).filter(|_| reading.rank) {
            last.right.end = reading.end;
            start = reading.end;
            continue;
        }
        if let Some(last) = out.last_mut().filter(|last| last.candidate.counts() && !candidate.counts()) {
            let made = Class::Make.within(line.words(last.left));
            // 3个50亿元以上项目, 培育3家产值超10亿元企业: a size of what is counted.
            let noun = last.right.start < last.right.end || last.reading.end == candidate.span.start;
            let level = candidate.level() && last.reading.end == candidate.span.start;
            let sized = measures && noun && !between.is_empty() || level;
            let led = !Class::Make.within(line.words(Span::new(last.reading.end, candidate.span.start)));
            if sized && led || made && led && measures && last.right.start < last.right.end {
                last.right.end = until.max(reading.end);
                start = last.right.end;
                continue;
            }
            // 8个园区产值达到500亿元: 8个 says who.
            if !made
                && last.right.start < last.right.end
                && led
                && last.reading.comparator == "="
                && !last.reading.compared
            {
                start = last.left.start;
                out.pop();
            }
        }
        let mut left = Span::new(start, reading.phrase_end.max(start));
        if matches!(line.words(left), "和" | "及" | "与" | "以及" | "或") {
            left.start = left.end;
        }
        // 税收超15亿元的目标: nothing is added.
        let closed = between.starts_with('(') || matches!(between, "的目标" | "的水平" | "台阶" | "新台阶" | "大关");
        let right = trimmed(line, Span::new(reading.end, if closed { reading.end } else { until }));
        start = reading.end;
        out.push(Main { left: trimmed(line, left), right, size: size.take(), candidate, reading });
    }
    // Between two values the words belong to the second, unless they are counted by the first.
    let mut kept = false;
    let count = out.len();
    for (at, main) in out.iter_mut().enumerate() {
        if kept {
            main.left.start = main.left.end;
        }
        kept = false;
        if at + 1 < count && main.right.start < main.right.end {
            kept = main.candidate.counts() && lead_verb(line.words(main.left));
            let words = line.words(main.right);
            let noun = ["以及", "和", "及", "与"].into_iter().find_map(|and| words.strip_suffix(and)).unwrap_or(words);
            main.right.end = main.right.start + if kept { noun.len() } else { 0 };
        }
    }
    out
}

/// The words before a counted number end in a verb, so that the noun follows.
fn lead_verb(left: &str) -> bool {
    left.is_empty() || Class::Make.ends(left).is_some() || Class::Weak.ends(left).is_some()
}

/// `span` without blanks and connectives at its start.
pub(super) fn trimmed(line: &Line<'_>, span: Span) -> Span {
    let words = line.words(span);
    let rest = words.trim_start_matches([' ', '、', ',', '\t', '|', ':']);
    let start = span.end - rest.len();
    Span::new(start, start + rest.trim_end().len())
}
