//! Numerals, exact: 1,200.5, 一百二十, 两, 百分之三十, 3.5万, 千亿.

use rust_decimal::Decimal;

/// A numeral and what it is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numeral {
    /// The value before its scale: 3.5 of 3.5万, 1000 of 千亿.
    pub value: Decimal,
    /// The scale written after it: 1, 10⁴ (万), 10⁸ (亿) or 10¹² (万亿).
    pub scale: Decimal,
    /// Written in Chinese characters.
    pub chinese: bool,
    /// 百分之…: its unit is %.
    pub percent: bool,
    /// 十余, 20多: about, and more.
    pub over: bool,
}

/// The word of a scale: 万, 亿, 万亿, or nothing.
#[must_use]
pub fn scale_word(scale: Decimal) -> &'static str {
    match scale.mantissa() {
        10_000 => "万",
        100_000_000 => "亿",
        1_000_000_000_000 => "万亿",
        _ => "",
    }
}

/// The numeral `text` begins with, and its length in bytes. A lone Chinese digit is one too; whether it counts, its unit says.
#[must_use]
pub fn numeral(text: &str) -> Option<(usize, Numeral)> {
    if let Some(rest) = text.strip_prefix("百分之") {
        let (length, inner) = arabic(rest).or_else(|| chinese(rest))?;
        return Some((text.len() - rest.len() + length, Numeral { percent: true, ..inner }));
    }
    let (length, found) = arabic(text).or_else(|| chinese(text))?;
    let (mut length, mut found) = scaled(text, length, found);
    if let Some(rest) = text.get(length..)
        && rest.starts_with(['余', '多'])
        && !rest.starts_with("多个")
    {
        found.over = true;
        length += '余'.len_utf8();
        (length, found) = scaled(text, length, found);
    }
    Some((length, found))
}

/// Adds 万, 亿 or 万亿 that stand after a numeral.
fn scaled(text: &str, length: usize, found: Numeral) -> (usize, Numeral) {
    const SCALES: [(&str, i64); 3] = [("万亿", 1_000_000_000_000), ("亿", 100_000_000), ("万", 10_000)];
    let rest = text.get(length..).unwrap_or_default();
    match SCALES.iter().find(|(word, _)| rest.starts_with(word)) {
        Some((word, scale)) if found.scale == Decimal::ONE && !found.percent => {
            (length + word.len(), Numeral { scale: Decimal::from(*scale), ..found })
        }
        _ => (length, found),
    }
}

/// Digits with thousands commas and one point.
fn arabic(text: &str) -> Option<(usize, Numeral)> {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let run =
        |from: usize| bytes.get(from..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut end = run(0);
    if end == 0 {
        return None;
    }
    // 1,200 is a number; 3,5 are two.
    while end <= 28
        && bytes.get(end) == Some(&b',')
        && run(end + 1) == 3
        && (end <= 3 || text.get(..end)?.contains(','))
    {
        end += 4;
    }
    if bytes.get(end) == Some(&b'.') && digit(end + 1) {
        end += 1 + run(end + 1);
    }
    let digits: String = text.get(..end)?.chars().filter(|ch| *ch != ',').collect();
    let value = digits.parse().ok()?;
    Some((end, Numeral { value, scale: Decimal::ONE, chinese: false, percent: false, over: false }))
}

/// What a Chinese character counts.
fn digit(ch: char) -> Option<i64> {
    Some(match ch {
        '零' | '〇' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// 一百二十, 两千, 十五, 百 and 千 (of 百亿, 千亿); 三点五.
fn chinese(text: &str) -> Option<(usize, Numeral)> {
    let (mut total, mut held, mut last, mut end) = (0_i64, None, 10_000_i64, 0);
    for (at, ch) in text.char_indices() {
        if let Some(value) = digit(ch) {
            // Two digits in a row (十四五, 三五成群) are a name, not a number.
            if held.is_some_and(|held| held != 0) {
                return None;
            }
            held = Some(value);
        } else {
            let unit = match ch {
                '十' | '拾' => 10,
                '百' | '佰' => 100,
                '千' | '仟' => 1000,
                _ => break,
            };
            if unit >= last {
                return None;
            }
            total += held.take().unwrap_or(1).max(1) * unit;
            last = unit;
        }
        end = at + ch.len_utf8();
    }
    if end == 0 {
        return None;
    }
    let whole = total + held.unwrap_or(0);
    let mut value = Decimal::from(whole);
    if let Some(rest) = text.get(end..).and_then(|rest| rest.strip_prefix('点')) {
        let (mut place, mut length) = (Decimal::ONE, 0);
        for ch in rest.chars().take(9) {
            let Some(digit) = digit(ch) else { break };
            place /= Decimal::TEN;
            value += Decimal::from(digit) * place;
            length += ch.len_utf8();
        }
        if length > 0 {
            end += '点'.len_utf8() + length;
        }
    }
    Some((end, Numeral { value, scale: Decimal::ONE, chinese: true, percent: false, over: false }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, String, String)> {
        let (length, found) = numeral(text)?;
        Some((found.value.normalize().to_string(), found.scale.to_string(), text.get(length..)?.to_owned()))
    }

    fn is(text: &str, value: &str, scale: &str, rest: &str) {
        assert_eq!(read(text), Some((value.into(), scale.into(), rest.into())), "{text}");
    }

    #[test]
    fn numerals_are_exact() {
        is("1,200.50亿元", "1200.5", "100000000", "元");
        is("3.5万户", "3.5", "10000", "户");
        is("一百二十家", "120", "1", "家");
        is("两个", "2", "1", "个");
        is("千亿级", "1000", "100000000", "级");
        is("五百亿级", "500", "100000000", "级");
        is("五十亿级", "50", "100000000", "级");
        is("十余家", "10", "1", "家");
        is("20多万人", "20", "10000", "人");
        is("1.2万亿元", "1.2", "1000000000000", "元");
        is("百分之三十以上", "30", "1", "以上");
        is("三点五倍", "3.5", "1", "倍");
        is("3,5", "3", "1", ",5");
    }

    #[test]
    fn names_are_no_numerals() {
        assert_eq!(read("十四五期间"), None);
        assert_eq!(read("三五成群"), None);
        assert_eq!(read("园区"), None);
        assert_eq!(read(&"9".repeat(100)), None);
    }
}
