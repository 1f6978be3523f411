//! Word lists kept as data: a label, its words, and a sentence that shows them.

use std::collections::HashMap;

use crate::mend::Span;

/// How many buckets the words of a list are kept in, by their first character.
const BUCKETS: u32 = 251;

/// The words under one label, by their first character: a text is gone through once, however many words there are.
#[derive(Debug, Default)]
struct List {
    words: Vec<&'static str>,
    buckets: Vec<Vec<&'static str>>,
}

impl List {
    fn add(&mut self, word: &'static str) {
        self.buckets.resize(BUCKETS as usize, Vec::new());
        if let Some(bucket) = word.chars().next().and_then(|first| self.buckets.get_mut(bucket(first))) {
            bucket.push(word);
            self.words.push(word);
        }
    }

    /// The words in `text`, by where they begin.
    fn matches<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Span> + 't {
        text.char_indices().flat_map(move |(at, ch)| {
            let rest = text.get(at..).unwrap_or_default();
            let candidates = self.buckets.get(bucket(ch)).map(Vec::as_slice).unwrap_or_default();
            candidates.iter().filter(|word| rest.starts_with(**word)).map(move |word| Span::new(at, at + word.len()))
        })
    }
}

/// The bucket of words that begin with `first`.
fn bucket(first: char) -> usize {
    (u32::from(first) % BUCKETS) as usize
}

/// Lists of words by label.
#[derive(Debug)]
pub(crate) struct Words {
    lists: HashMap<&'static str, List>,
    order: Vec<&'static str>,
}

impl Words {
    /// Reads rows of label, words and example, parted by tabs; a label may have several rows, `#` begins a remark.
    pub(crate) fn parse(text: &'static str) -> Self {
        let mut words = Self { lists: HashMap::new(), order: Vec::new() };
        for (label, list, _) in rows(text) {
            if !words.lists.contains_key(label) {
                words.order.push(label);
            }
            let entry = words.lists.entry(label).or_default();
            list.split(' ').for_each(|word| entry.add(word));
        }
        words
    }

    /// The words under `label`.
    pub(crate) fn of(&self, label: &str) -> &[&'static str] {
        self.lists.get(label).map(|list| list.words.as_slice()).unwrap_or_default()
    }

    /// The labels that begin with `prefix`, in the order of the file.
    pub(crate) fn labels<'w>(&'w self, prefix: &'w str) -> impl Iterator<Item = &'static str> + 'w {
        self.order.iter().copied().filter(move |label| label.starts_with(prefix))
    }

    /// Where words under `label` stand in `text`, by where they begin.
    fn matches<'t>(&'t self, label: &str, text: &'t str) -> impl Iterator<Item = Span> + 't {
        self.lists.get(label).into_iter().flat_map(move |list| list.matches(text))
    }

    /// Whether `text` has a word under `label` in it.
    pub(crate) fn in_text(&self, label: &str, text: &str) -> bool {
        self.matches(label, text).next().is_some()
    }

    /// The first word under `label` in `text`; of two that begin there, the longer.
    pub(crate) fn first(&self, label: &str, text: &str) -> Option<Span> {
        let mut found = self.matches(label, text);
        let first = found.next()?;
        Some(found.take_while(|next| next.start == first.start).fold(first, Span::join))
    }

    /// The word under `label` that ends last in `text`; of two that end there, the longer.
    pub(crate) fn last(&self, label: &str, text: &str) -> Option<Span> {
        self.matches(label, text).max_by_key(|span| (span.end, usize::MAX - span.start))
    }

    /// The longest word under `label` that `text` begins with.
    pub(crate) fn starts(&self, label: &str, text: &str) -> Option<usize> {
        let first = bucket(text.chars().next()?);
        let candidates = self.lists.get(label)?.buckets.get(first)?;
        candidates.iter().filter(|word| text.starts_with(**word)).map(|word| word.len()).max()
    }

    /// The longest word under `label` that `text` ends with.
    pub(crate) fn ends(&self, label: &str, text: &str) -> Option<usize> {
        self.of(label).iter().filter(|word| text.ends_with(**word)).map(|word| word.len()).max()
    }
}

/// Label, words and example of each row.
pub(crate) fn rows(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    text.lines().filter(|row| !row.starts_with('#')).filter_map(|row| {
        let mut cells = row.split('\t');
        Some((cells.next()?, cells.next()?, cells.next().unwrap_or_default()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every row has an example, and the example shows one of its words.
    #[test]
    fn every_row_shows_its_words() {
        for text in [crate::money::WORDS_TEXT, crate::evaluation::WORDS_TEXT] {
            for (label, list, example) in rows(text) {
                assert!(list.split(' ').any(|word| example.contains(word)), "{label}: {example}");
            }
        }
    }

    #[test]
    fn the_longer_of_two_words_is_found() {
        let words = Words::parse("a\t奖励 奖\t给予奖励\nb\t不超过 超过\t不超过");
        assert_eq!(words.first("a", "给予奖励"), Some(Span::new(6, 12)));
        assert_eq!(words.last("b", "最高不超过"), Some(Span::new(6, 15)));
        assert_eq!(words.starts("a", "奖励金"), Some(6));
        assert_eq!(words.ends("b", "超过"), Some(6));
    }
}
