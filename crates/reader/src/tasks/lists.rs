//! Words by kind, from the tables beside this file.

/// The words of `table` with their kind, the longest first. A line is a kind, a tab and words; `#` begins a remark.
pub(super) fn lists(table: &'static str) -> Vec<(&'static str, &'static str)> {
    let rows = table.lines().filter(|row| !row.starts_with('#')).filter_map(|row| row.split_once('\t'));
    let mut words: Vec<(&str, &str)> =
        rows.flat_map(|(kind, words)| words.split(' ').map(move |word| (kind, word))).collect();
    words.sort_by_key(|(_, word)| std::cmp::Reverse(word.len()));
    words
}

/// The words of one kind, the longest first.
pub(super) fn words(table: &'static str, kind: &str) -> Vec<&'static str> {
    lists(table).into_iter().filter(|(of, _)| *of == kind).map(|(_, word)| word).collect()
}

/// The longest of `words` that `text` begins with.
pub(super) fn begins<'w>(text: &str, words: &[&'w str]) -> Option<&'w str> {
    words.iter().copied().find(|word| text.starts_with(word))
}

/// The longest of `words` that `text` ends with.
pub(super) fn ends<'w>(text: &str, words: &[&'w str]) -> Option<&'w str> {
    words.iter().copied().find(|word| text.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_is_found_first() {
        let table = "# remark\na\t甲 甲乙\nb\t丙";
        assert_eq!(lists(table), [("a", "甲乙"), ("a", "甲"), ("b", "丙")]);
        assert_eq!(begins("甲乙丙", &words(table, "a")), Some("甲乙"));
        assert_eq!(ends("乙甲", &words(table, "a")), Some("甲"));
    }
}
