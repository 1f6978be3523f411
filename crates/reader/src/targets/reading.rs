//! What a value says: its comparator, its number, its unit, and the words it leaves to the indicator.

use std::ops::Range;

use crate::lex::{Kind, Sense, Side, Token};
use crate::mend::Span;

use super::candidate::{Candidate, What};
use super::line::Line;
use super::words::Class;

/// A value as results write it.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing a value may be told by")]
pub(super) struct Reading {
    /// As in `Target::comparator`.
    pub comparator: String,
    /// The value, where there is one.
    pub value: Option<f64>,
    /// The ends, where it is a range.
    pub ends: Option<(f64, f64)>,
    /// Its unit.
    pub unit: Option<String>,
    /// 千亿级.
    pub level: Option<Span>,
    /// 全覆盖.
    pub implied: bool,
    /// A comparator stands beside it.
    pub compared: bool,
    /// It is a growth.
    pub growth: bool,
    /// It is a growth downwards: 下降, whose size is told with the sign of the words.
    pub fall: bool,
    /// It is a rank.
    pub rank: bool,
    /// 分别 stands before it.
    pub each: bool,
    /// Where the words before it end: comparators and times left out.
    pub phrase_end: usize,
    /// Where it ends, with 以上.
    pub end: usize,
    /// Against what it is measured.
    pub base: Option<Span>,
}

/// Reads the value at `candidate`; what it says stands within `segment`.
pub(super) fn reading(line: &Line<'_>, segment: &Range<usize>, candidate: &Candidate) -> Reading {
    let mut back = match candidate.what {
        // The words before 全覆盖 are its indicator.
        What::Share(_) => Back { phrase_end: candidate.span.start, ..Back::default() },
        _ => back(line, segment, candidate),
    };
    let (after, end) = after(line, candidate, segment.end);
    let mut out = Reading {
        comparator: String::new(),
        value: None,
        ends: None,
        unit: None,
        level: None,
        implied: false,
        compared: back.sign.is_some() || after.is_some(),
        growth: false,
        fall: false,
        rank: false,
        each: back.each,
        phrase_end: back.phrase_end,
        end,
        base: back.base,
    };
    let number = match &candidate.what {
        What::Number(number) => number,
        What::Times(times) => {
            (out.comparator, out.value, out.unit) = ("multiply".to_owned(), Some(*times), Some("倍".to_owned()));
            return out;
        }
        What::Share(share) => {
            (out.comparator, out.value, out.unit) = ("=".to_owned(), Some(*share), Some("%".to_owned()));
            out.implied = true;
            return out;
        }
    };
    let before = line.words(Span::new(line.span(segment).start, candidate.span.start));
    let place = ["前", "第"].into_iter().find(|word| before.ends_with(word));
    out.rank = place.is_some() || number.unit == "强";
    if out.rank {
        back.growth = None;
        if out.phrase_end == candidate.span.start {
            out.phrase_end -= place.map_or(0, str::len);
        }
    }
    let (mut value, mut upper) = (number.value(), number.upper());
    let mut unit = if number.level { format!("{}元", number.full_unit()) } else { number.full_unit() };
    // No table of units knows 万亿.
    if let Some(rest) = unit.strip_prefix("万亿") {
        unit = format!("亿{rest}");
        value = whole(value);
        upper = upper.map(whole);
    }
    let share = matches!(unit.as_str(), "%" | "个百分点" | "百分点" | "‰");
    // 稳定在40%左右 is no bound.
    let before_sign = back.sign.filter(|_| !(back.keeps && after == Some(Sense::About)));
    let sign = sign(before_sign, after, number.level, number.low.over);
    out.growth = share && back.growth.is_some();
    out.fall = out.growth && back.growth == Some(Sense::Fall);
    (out.comparator, out.value) = match upper {
        // 第3位 is one place, 前3位 is any up to it.
        _ if place == Some("第") => ("=".to_owned(), Some(value)),
        _ if out.rank => ("<=".to_owned(), Some(value)),
        _ if unit == "倍" => ("multiply".to_owned(), Some(if back.growth.is_some() { value + 1.0 } else { value })),
        Some(upper) => {
            out.ends = Some((value, upper));
            ("range".to_owned(), None)
        }
        None if out.growth && !out.fall => (format!("growth{sign}"), Some(value)),
        None => (sign.to_owned(), Some(value)),
    };
    out.unit = (!unit.is_empty()).then_some(unit);
    out.level = number.level.then_some(candidate.span);
    out
}

/// So many 万 in ones; 1.2万 is 12000 and not a little less.
fn whole(value: f64) -> f64 {
    (value * 1e8).round() / 1e4
}

/// The sign two comparators and the form of the number make together.
fn sign(before: Option<Sense>, after: Option<Sense>, level: bool, over: bool) -> &'static str {
    match (before, after) {
        // 不少于70%左右 is a lower bound.
        (Some(strict @ (Sense::AtLeast | Sense::AtMost | Sense::Above | Sense::Below)), Some(Sense::About)) => {
            strict.sign()
        }
        // 突破100亿元以上 goes beyond.
        (_, Some(after)) => after.sign(),
        (Some(Sense::Reach) | None, None) if level => ">=",
        (Some(before), None) if before != Sense::Reach || !over => before.sign(),
        (_, None) if over => ">",
        (_, None) => "=",
    }
}

/// What the tokens before a value say.
#[derive(Default)]
struct Back {
    sign: Option<Sense>,
    /// The sign is told by a word that keeps a value where it is: 稳定在.
    keeps: bool,
    growth: Option<Sense>,
    each: bool,
    phrase_end: usize,
    base: Option<Span>,
}

/// Walks back from the value over comparators, times and fillers.
fn back(line: &Line<'_>, segment: &Range<usize>, candidate: &Candidate) -> Back {
    let mut back = Back { phrase_end: candidate.span.start, ..Back::default() };
    let mut stands = true;
    for (_, token) in line.outer(segment.start..candidate.token).rev() {
        match &token.kind {
            Kind::Compare(compare) if compare.side == Side::Before => match compare.sense {
                Sense::Growth | Sense::Fall => {
                    back.growth = back.growth.or(Some(compare.sense));
                    // The growth stays with the indicator, what stands before it may be a base.
                    stands = false;
                    continue;
                }
                Sense::Multiply => break,
                Sense::Aim => {}
                sense => {
                    back.keeps |= back.sign.is_none() && line.words(token.span).ends_with('在');
                    back.sign = back.sign.or(Some(sense));
                }
            },
            Kind::Each => back.each = true,
            Kind::Time(_) => {
                let head = line.words(Span::new(line.span(segment).start, token.span.start));
                if let Some(base) = base(line, head, token) {
                    back.base = Some(Span::new(base, token.span.end));
                    back.phrase_end = base;
                    continue;
                }
                if !stands {
                    break;
                }
            }
            Kind::Words if Class::Filler.is(line.words(token.span)) => {}
            _ => break,
        }
        if stands {
            // 占比达到: the share stays with the indicator.
            let noun = if line.words(token.span).starts_with("占比") { "占比".len() } else { 0 };
            back.phrase_end = token.span.start + noun;
        }
    }
    distant(line, segment, candidate, &mut back);
    let start = line.span(segment).start;
    let left = line.words(Span::new(start, back.phrase_end));
    if back.sign.is_none() && left.contains("至少") {
        back.sign = Some(Sense::AtLeast);
    }
    // 由2020年的45%提高到60%: the first number is where it stood.
    let from = left
        .rfind(['由', '从'])
        .filter(|at| left.get(*at..).is_some_and(|rest| rest.contains(|ch: char| ch.is_ascii_digit())));
    let moved = matches!(back.sign, Some(Sense::Reach | Sense::AtMost)) || left.ends_with(['至', '到']);
    if let Some(at) = from.filter(|_| moved) {
        // 由12个优化到: up to the number.
        let mut within = line.outer(segment.start..candidate.token).rev().map(|(_, token)| token);
        let number = within.find(|token| matches!(token.kind, Kind::Quantity(_)) && token.span.start >= start + at);
        back.base = Some(Span::new(start + at, number.map_or(back.phrase_end, |token| token.span.end)));
        back.phrase_end = start + at;
    }
    back
}

/// Where the base of a comparison begins that `token` names: 较2020年, 是2020年的.
pub(super) fn base(line: &Line<'_>, head: &str, token: &Token) -> Option<usize> {
    let word = Class::Base.ends(head)?;
    let tail = line.text.get(token.span.end..).unwrap_or_default();
    let of = tail.starts_with('的') || tail.starts_with("年的");
    let of = of || word == "在" && ["基础上", "年基础上"].iter().any(|word| tail.starts_with(word));
    let firm = matches!(word, "比" | "较" | "相比" | "相较" | "以");
    (firm || of).then(|| token.span.start - word.len())
}

/// 高于全市平均水平3个百分点: the comparator stands before what it is held against.
fn distant(line: &Line<'_>, segment: &Range<usize>, candidate: &Candidate, back: &mut Back) {
    if back.sign.is_some() || !matches!(&candidate.what, What::Number(number) if number.unit.ends_with("百分点")) {
        return;
    }
    let compare = line.outer(segment.start..candidate.token).rev().find_map(|(_, token)| {
        let sense = token.compare().filter(|found| found.side == Side::Before)?.sense;
        matches!(sense, Sense::Above | Sense::Below).then_some((sense, token.span))
    });
    let Some((sense, at)) = compare else { return };
    let base = Span::new(at.end, candidate.span.start);
    if ["平均", "水平", "全国", "全省", "全市", "全区", "增速", "增幅"]
        .iter()
        .any(|word| line.words(base).contains(word))
    {
        *back = Back { sign: Some(sense), growth: None, phrase_end: at.start, base: Some(base), ..*back };
    }
}

/// The comparator behind a value, and where both end.
fn after(line: &Line<'_>, candidate: &Candidate, end: usize) -> (Option<Sense>, usize) {
    let mut at = candidate.token + 1;
    // 2000家(个)以上.
    if line.tokens.get(at).is_some_and(|token| token.kind == Kind::Open('(')) {
        at += line
            .tokens
            .iter()
            .skip(at)
            .take(4)
            .position(|token| token.kind == Kind::Close(')'))
            .map_or(0, |close| close + 1);
    }
    let next = line.tokens.get(at).filter(|_| at < end);
    let found = next.and_then(|next| Some((next.compare().filter(|found| found.side == Side::After)?, next.span)));
    if let Some((found, span)) = found {
        return (Some(found.sense), span.end);
    }
    // 压缩至30个工作日内.
    let within = next.is_some_and(|next| line.words(next.span) == "内") && !candidate.percent();
    (None, candidate.span.end + if within { "内".len() } else { 0 })
}
