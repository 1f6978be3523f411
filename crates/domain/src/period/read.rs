//! Reads a period from the ways offices write it.

use super::{Period, PeriodError, Span};

/// No way of writing a period is longer.
const LONGEST: usize = 40;

pub(super) fn read(text: &str) -> Result<Period, PeriodError> {
    let unreadable = || PeriodError::Unreadable(text.trim().chars().take(LONGEST).collect());
    if text.trim().chars().count() > LONGEST {
        return Err(unreadable());
    }
    let plain = plain(text);
    let (year, rest) = plain.split_at_checked(4).ok_or_else(unreadable)?;
    if !year.bytes().all(|b| b.is_ascii_digit()) {
        return Err(unreadable());
    }
    let year: i16 = year.parse().map_err(|_| unreadable())?;
    let (span, cumulative) = part(rest).ok_or_else(unreadable)?;
    let period = Period::new(year, span)?;
    Ok(if cumulative { period.cumulative() } else { period })
}

/// Full-width letters and digits as ASCII, every dash as `-`, no spaces, small letters.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '—' | '–' | '‒' | '―' | '−' | '‐' | '‑' | '至' | '到' | '～' | '~' => '-',
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            _ => c,
        })
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// What follows the four digits of the year: the span, and whether it counts from January.
fn part(rest: &str) -> Option<(Span, bool)> {
    if let Some(said) = rest.strip_prefix('年') {
        return after_the_word_year(said.strip_prefix('度').unwrap_or(said));
    }
    let (rest, cumulative) = match rest.strip_suffix('c') {
        Some("") => return None,
        Some(rest) => (rest, true),
        None => (rest, false),
    };
    let separated = rest.strip_prefix(['-', '/', '.']);
    let span = match (rest, separated) {
        ("", _) => Span::Year,
        (_, Some(tail)) => half_or_quarter(tail).or_else(|| digits(tail).map(Span::Month))?,
        (_, None) if rest.len() == 2 => half_or_quarter(rest).or_else(|| digits(rest).map(Span::Month))?,
        (_, None) => return after_the_word_year(rest),
    };
    Some((span, cumulative))
}

fn half_or_quarter(text: &str) -> Option<Span> {
    let number = |tail: &str| (tail.len() == 1).then(|| digits(tail)).flatten();
    if let Some(tail) = text.strip_prefix('h') {
        return number(tail).map(Span::Half);
    }
    number(text.strip_prefix('q')?).map(Span::Quarter)
}

fn after_the_word_year(said: &str) -> Option<(Span, bool)> {
    let (said, adds_up) = match said.strip_suffix("累计") {
        Some(said) => (said, true),
        None => (said, false),
    };
    let (span, from_january) = match said {
        "" if adds_up => return None,
        "" | "全年" => (Span::Year, false),
        "上半年" => (Span::Half(1), false),
        "下半年" => (Span::Half(2), false),
        _ => quarter_or_month(said)?,
    };
    Some((span, from_january || adds_up))
}

/// `6月` `六月份` `第2季度` `二季度` `q2`, and from January: `1-6月` `1月-6月` `前三季度` `1-3季度`.
fn quarter_or_month(said: &str) -> Option<(Span, bool)> {
    if let Some(span) = half_or_quarter(said) {
        return Some((span, false));
    }
    let (number, span): (&str, fn(u8) -> Span) =
        if let Some(number) = said.strip_suffix("月份").or_else(|| said.strip_suffix("个月")) {
            (number, Span::Month)
        } else if let Some(number) = said.strip_suffix('月') {
            (number, Span::Month)
        } else {
            let number = said.strip_suffix("季度").or_else(|| said.strip_suffix('季'))?;
            (number.strip_suffix('个').unwrap_or(number), Span::Quarter)
        };
    let number = number.strip_prefix('第').unwrap_or(number);
    let from_january = ["前", "1-", "一-", "1月-", "1季度-"].iter().find_map(|opening| number.strip_prefix(opening));
    let counted = said.ends_with("个月");
    match from_january {
        Some(number) => numeral(number).map(|n| (span(n), true)),
        None if counted => None,
        None => numeral(number).map(|n| (span(n), false)),
    }
}

fn digits(text: &str) -> Option<u8> {
    let digits = matches!(text.len(), 1 | 2) && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// 1 to 12 in digits or in Chinese numerals.
fn numeral(text: &str) -> Option<u8> {
    const WRITTEN: [&str; 12] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];
    let place = WRITTEN.iter().position(|&word| word == text).or_else(|| (text == "两").then_some(1));
    match place {
        Some(place) => u8::try_from(place + 1).ok(),
        None => digits(text),
    }
}
