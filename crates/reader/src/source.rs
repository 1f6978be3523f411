//! The characters that are read, and the place of every one of them in the file as it was given.

use crate::ReadError;
use crate::form::{Form, decode};

/// The largest file that is read, in bytes. Documents with pictures come near it; their text never does.
pub const LIMIT: usize = 100 << 20;

/// The longest text that is read, in bytes: some two hundred times the longest policy document we know.
pub const TEXT_LIMIT: usize = 16 << 20;

/// The characters of a file. Offsets of a plain text count these: a byte-order mark is no character, a CR is one.
#[derive(Clone, Debug, Default)]
pub struct Source {
    chars: Vec<char>,
    /// Where each character stands in the file, where the file holds more characters than are read.
    places: Option<Vec<[u32; 2]>>,
    form: Form,
}

impl Source {
    /// The characters of a plain text in UTF-8, UTF-16 with a mark, or GB18030.
    ///
    /// # Errors
    /// [`ReadError`] when there is no text in them or too much of it.
    pub fn decode(bytes: &[u8]) -> Result<Self, ReadError> {
        let text = decode::text(bytes, None)?;
        readable(text.chars())?;
        Ok(Self::of(&text))
    }

    /// The characters of a text that is already at hand.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self { chars: text.chars().collect(), places: None, form: Form::Txt }
    }

    /// What was taken out of a file: offsets count the characters of this text.
    pub(crate) fn extracted(form: Form, text: &str) -> Result<Self, ReadError> {
        readable(text.chars())?;
        Ok(Self { form, ..Self::of(text) })
    }

    /// What is read of a file, each character with its place among the characters of the file.
    pub(crate) fn placed(form: Form, text: Vec<(char, [u32; 2])>) -> Result<Self, ReadError> {
        readable(text.iter().map(|(ch, _)| *ch))?;
        let (chars, places) = text.into_iter().unzip();
        Ok(Self { chars, places: Some(places), form })
    }

    /// All characters.
    #[must_use]
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// The form of the file.
    #[must_use]
    pub const fn form(&self) -> Form {
        self.form
    }

    /// The characters from `start` up to `end`, word for word; empty where there are none.
    #[must_use]
    pub fn slice(&self, [start, end]: [usize; 2]) -> String {
        self.chars.get(start..end).unwrap_or_default().iter().collect()
    }

    /// The characters from `start` up to `end` and those beside them that stand at the same place of the file: the number that
    /// a browser writes before an item is one tag, of which nothing can be a part.
    #[must_use]
    pub fn whole(&self, [mut start, mut end]: [usize; 2]) -> [usize; 2] {
        let Some(places) = &self.places else { return [start, end] };
        if start >= end {
            return [start, end];
        }
        let same = |one: usize, other: usize| places.get(one).is_some_and(|place| places.get(other) == Some(place));
        while start > 0 && same(start - 1, start) {
            start -= 1;
        }
        while same(end - 1, end) {
            end += 1;
        }
        [start, end]
    }

    /// The place of the characters from `start` up to `end` as results tell it: in the file, or in the text taken out of it.
    #[must_use]
    pub fn place(&self, [start, end]: [usize; 2]) -> [usize; 2] {
        let Some(places) = &self.places else { return [start, end] };
        let wide = |place: u32| usize::try_from(place).unwrap_or(usize::MAX);
        let first = places.get(start).or(places.last()).map_or(0, |place| wide(place[0]));
        let last = end.checked_sub(1).filter(|last| *last >= start).and_then(|last| places.get(last));
        [first, last.map_or(first, |place| wide(place[1]).max(first))]
    }

    /// The reverse of [`Source::place`]: which characters that are read stand at a place of the file. A page that shows the
    /// text instead of the file finds its highlights by it.
    #[must_use]
    pub fn within(&self, [start, end]: [usize; 2]) -> [usize; 2] {
        let Some(places) = &self.places else { return [start, end] };
        let wide = |place: u32| usize::try_from(place).unwrap_or(usize::MAX);
        let first = places.partition_point(|place| wide(place[1]) <= start);
        let last = places.partition_point(|place| wide(place[0]) < end);
        [first, last.max(first)]
    }
}

/// Whether there is anything a person can read.
fn readable(chars: impl Iterator<Item = char>) -> Result<(), ReadError> {
    let (mut seen, mut lost) = (0_usize, 0_usize);
    for ch in chars {
        let without_meaning = matches!(ch, '\u{fffd}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}');
        lost += usize::from(without_meaning);
        seen += usize::from(!without_meaning && !ch.is_whitespace() && !ch.is_control() && ch != '\u{feff}');
    }
    if lost > seen {
        return Err(ReadError::Garbled);
    }
    if seen == 0 { Err(ReadError::Empty) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_is_told_apart() {
        assert_eq!(Source::decode(b" \r\n").unwrap_err(), ReadError::Empty);
        assert!(matches!(Source::decode(b"a\0b").unwrap_err(), ReadError::Binary { .. }));
        assert_eq!(Source::decode(b"\xff\xff\xff").unwrap_err(), ReadError::Encoding);
        let private = "\u{e001}\u{e002}a\u{f8ff}";
        assert_eq!(Source::decode(private.as_bytes()).unwrap_err(), ReadError::Garbled);
        let large = vec![b'a'; TEXT_LIMIT + 1];
        let error = ReadError::TooLarge { bytes: TEXT_LIMIT + 1, limit: TEXT_LIMIT };
        assert_eq!(Source::decode(&large).unwrap_err(), error);
    }

    #[test]
    fn places_in_the_file_and_in_the_text_lead_to_each_other() {
        let text = vec![('甲', [3, 4]), (' ', [4, 10]), ('乙', [10, 11]), ('\n', [14, 14]), ('丙', [20, 21])];
        let source = Source::placed(Form::Html, text).unwrap();
        assert_eq!(source.place([0, 3]), [3, 11]);
        assert_eq!(source.place([2, 2]), [10, 10]);
        assert_eq!(source.within([3, 11]), [0, 3]);
        assert_eq!(source.within([20, 21]), [4, 5]);
        assert_eq!(Source::of("甲乙").place([0, 1]), [0, 1]);
    }
}
