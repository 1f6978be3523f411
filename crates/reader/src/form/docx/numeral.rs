//! Numbers in the writings that lists number with.

const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const FORMAL: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
const BRANCHES: [char; 12] = ['子', '丑', '寅', '卯', '辰', '巳', '午', '未', '申', '酉', '戌', '亥'];

/// A number as a list of this format (`w:numFmt`) writes it; none for bullets.
pub(super) fn written(number: usize, format: &str) -> Option<String> {
    Some(match format {
        "bullet" | "none" => return None,
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "koreanCounting" => counted(number, &DIGITS, ['十', '百', '千'], true),
        "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => {
            counted(number, &FORMAL, ['拾', '佰', '仟'], false)
        }
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => digits(number, &DIGITS),
        "ideographTraditional" => cycle(number, &STEMS),
        "ideographZodiac" => cycle(number, &BRANCHES),
        "upperLetter" => letters(number, 'A'),
        "lowerLetter" => letters(number, 'a'),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "decimalZero" => format!("{number:02}"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => enclosed(number, '①', 20),
        "decimalEnclosedParen" => enclosed(number, '⑴', 20),
        "decimalEnclosedFullstop" => enclosed(number, '⒈', 20),
        "ideographEnclosedCircle" => enclosed(number, '㊀', 10),
        _ => number.to_string(),
    })
}

/// Chinese counting, such as 十二 or 一百零三.
fn counted(number: usize, digits: &[char; 10], units: [char; 3], short: bool) -> String {
    if number == 0 || number > 9999 {
        return number.to_string();
    }
    let zero = if short { '零' } else { digits[0] };
    let mut text = String::new();
    let (mut rest, mut gap) = (number, false);
    for (scale, unit) in [(1000, Some(units[2])), (100, Some(units[1])), (10, Some(units[0])), (1, None)] {
        let digit = rest / scale;
        rest %= scale;
        if digit == 0 {
            gap |= !text.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            text.push(zero);
        }
        // 十二, not 一十二.
        if !(short && scale == 10 && digit == 1 && text.is_empty()) {
            text.extend(digits.get(digit));
        }
        text.extend(unit);
    }
    text
}

/// Digit by digit, such as 二〇.
fn digits(number: usize, digits: &[char; 10]) -> String {
    number.to_string().chars().filter_map(|ch| digits.get(ch.to_digit(10)? as usize)).collect()
}

/// One sign after the other, over and over.
fn cycle(number: usize, signs: &[char]) -> String {
    signs.get(number.saturating_sub(1) % signs.len().max(1)).into_iter().collect()
}

/// a, b, … z, aa, bb.
fn letters(number: usize, first: char) -> String {
    let at = number.saturating_sub(1);
    let letter = u32::try_from(at % 26).ok().and_then(|more| char::from_u32(u32::from(first) + more)).unwrap_or(first);
    std::iter::repeat_n(letter, (at / 26 + 1).min(8)).collect()
}

/// Roman numerals.
fn roman(number: usize) -> String {
    const SIGNS: [(usize, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = number.min(9999);
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            text.push_str(sign);
            rest -= value;
        }
    }
    text
}

/// A number in a circle or bracket, where there is such a sign.
fn enclosed(number: usize, first: char, most: usize) -> String {
    let sign = (1..=most).contains(&number).then(|| u32::try_from(number - 1).ok()).flatten();
    let sign = sign.and_then(|more| char::from_u32(u32::from(first) + more));
    sign.map_or_else(|| number.to_string(), String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_lists_write_them() {
        let cases = [
            (1, "decimal", "1"),
            (10, "chineseCountingThousand", "十"),
            (12, "japaneseCounting", "十二"),
            (20, "chineseCounting", "二十"),
            (103, "chineseCountingThousand", "一百零三"),
            (110, "chineseCountingThousand", "一百一十"),
            (1010, "chineseCountingThousand", "一千零一十"),
            (12, "chineseLegalSimplified", "壹拾贰"),
            (20, "ideographDigital", "二〇"),
            (11, "ideographTraditional", "甲"),
            (3, "decimalEnclosedCircleChinese", "③"),
            (21, "decimalEnclosedCircle", "21"),
            (28, "lowerLetter", "bb"),
            (14, "upperRoman", "XIV"),
            (4, "decimalZero", "04"),
            (4, "cardinalText", "4"),
        ];
        for (number, format, expected) in cases {
            assert_eq!(written(number, format).as_deref(), Some(expected), "{number} {format}");
        }
        assert_eq!(written(1, "bullet"), None);
    }
}
