//! Blanks that conversion put inside words and numbers.

/// Words at whose end a blank parts two agencies rather than splitting a word.
const AGENCY_ENDS: &str = "局委办厅部会府院处社团司心员区县市";

/// Closes the blanks of a paragraph that part nothing; in a row of a table tabs stay.
pub(super) fn close(text: &[(char, u32)], row: bool) -> Vec<(char, u32)> {
    let mut out: Vec<(char, u32)> = Vec::with_capacity(text.len());
    let mut digits = 0_usize;
    for (at, (ch, place)) in text.iter().copied().enumerate() {
        if ch == ' ' && !keeps(text, &out, at, digits, row) {
            continue;
        }
        digits = if ch.is_ascii_digit() { digits + 1 } else { 0 };
        out.push((ch, place));
    }
    out
}

/// Whether the blank at `at` parts something.
fn keeps(text: &[(char, u32)], out: &[(char, u32)], at: usize, digits: usize, row: bool) -> bool {
    let next = |by: usize| text.get(at + by).map_or(' ', |(ch, _)| *ch);
    let before = out.last().map_or(' ', |(ch, _)| *ch);
    let after = next(1);
    if before.is_ascii_digit() && after.is_ascii_digit() {
        // Digits set apart one by one are one number; longer runs are two.
        let ahead = (1..6).take_while(|by| next(*by).is_ascii_digit()).count();
        return row || (ahead > 1 && digits > 1);
    }
    if before.is_ascii() && after.is_ascii() {
        return before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric() && !row
            || before.is_ascii_alphabetic()
            || after.is_ascii_alphabetic() && before != '(';
    }
    if out.len() <= 3 && out.iter().all(|(ch, _)| "一二三四五六七八九十".contains(*ch)) {
        return true;
    }
    let multi_level = out.len() <= 12 && before.is_ascii_digit() && out.iter().any(|(ch, _)| *ch == '.');
    if multi_level && out.iter().all(|(ch, _)| ch.is_ascii_digit() || *ch == '.') {
        return true;
    }
    AGENCY_ENDS.contains(before) && !after.is_ascii() && after.is_alphabetic() && out.len() > 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn closed(text: &str) -> String {
        let text: Vec<(char, u32)> = text.chars().map(|ch| (ch, 0)).collect();
        close(&text, false).into_iter().map(|(ch, _)| ch).collect()
    }

    #[test]
    fn blanks_inside_words_and_numbers_are_closed() {
        assert_eq!(closed("第 1 0 条"), "第10条");
        assert_eq!(closed("保持在 8 0% 以上"), "保持在80%以上");
        assert_eq!(closed("提供 24 小时 服务"), "提供24小时服务");
        assert_eq!(closed("2. 高质 量发展"), "2.高质量发展");
    }

    #[test]
    fn blanks_that_part_stay() {
        assert_eq!(closed("市科技局 市商务局"), "市科技局 市商务局");
        assert_eq!(closed("Smart Park 2030"), "Smart Park 2030");
        assert_eq!(closed("一 总体要求"), "一 总体要求");
        assert_eq!(closed("1.1 范围"), "1.1 范围");
        assert_eq!(closed("2021 2022"), "2021 2022");
    }
}
