//! Bytes to characters, and the place of every character in the file as it was given.

use encoding_rs::GB18030;

use crate::ReadError;

/// The largest file that is read, in bytes: some two hundred times the longest policy document we know.
pub const LIMIT: usize = 16 << 20;

/// First bytes of formats that are no text, and the name a person knows them by.
const SIGNS: &[(&[u8], &str)] = &[
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "docx / xlsx / zip"),
    (b"\xD0\xCF\x11\xE0", "doc / xls"),
    (b"\x89PNG", "PNG"),
    (b"\xFF\xD8\xFF", "JPEG"),
    (b"\x1F\x8B", "gzip"),
    (b"Rar!", "rar"),
];

/// The characters of a file. Offsets of results count these: a byte-order mark is no character, a CR is one.
#[derive(Clone, Debug, Default)]
pub struct Source {
    chars: Vec<char>,
}

impl Source {
    /// The characters of `bytes`, which are UTF-8 (with or without mark) or GB18030.
    ///
    /// # Errors
    /// [`ReadError`] when there is no text in them or too much of it.
    pub fn decode(bytes: &[u8]) -> Result<Self, ReadError> {
        if bytes.len() > LIMIT {
            return Err(ReadError::TooLarge { bytes: bytes.len() });
        }
        if let Some((_, what)) = SIGNS.iter().find(|(sign, _)| bytes.starts_with(sign)) {
            return Err(ReadError::Binary { what });
        }
        if bytes.contains(&0) {
            return Err(ReadError::Binary { what: "二进制 / binary" });
        }
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text.into(),
            Err(_) => GB18030.decode_without_bom_handling_and_without_replacement(bytes).ok_or(ReadError::Encoding)?,
        };
        if text.chars().all(|ch| ch.is_whitespace() || ch.is_control()) {
            return Err(ReadError::Empty);
        }
        Ok(Self { chars: text.chars().collect() })
    }

    /// The characters of a text that is already at hand.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self { chars: text.chars().collect() }
    }

    /// All characters.
    #[must_use]
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// The characters from `start` up to `end`, word for word; empty where there are none.
    #[must_use]
    pub fn slice(&self, [start, end]: [usize; 2]) -> String {
        self.chars.get(start..end).unwrap_or_default().iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_with_and_without_mark_and_gb18030_give_the_same_characters() {
        let text = "园区新增企业３００家";
        let marked = [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat();
        for bytes in [text.as_bytes(), &marked, &GB18030.encode(text).0] {
            assert_eq!(Source::decode(bytes).unwrap().slice([0, 10]), text);
        }
    }

    #[test]
    fn what_is_no_text_is_told_apart() {
        assert_eq!(Source::decode(b" \r\n").unwrap_err(), ReadError::Empty);
        assert_eq!(Source::decode(b"%PDF-1.7").unwrap_err(), ReadError::Binary { what: "PDF" });
        assert!(matches!(Source::decode(b"a\0b").unwrap_err(), ReadError::Binary { .. }));
        assert_eq!(Source::decode(b"\xff\xff\xff").unwrap_err(), ReadError::Encoding);
        let large = vec![b'a'; LIMIT + 1];
        assert_eq!(Source::decode(&large).unwrap_err(), ReadError::TooLarge { bytes: LIMIT + 1 });
    }
}
