//! Bytes to characters: which encoding a text has.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use crate::ReadError;
use crate::source::TEXT_LIMIT;

/// The text of `bytes`; `declared` is the encoding the file says it has.
///
/// What is said is often wrong, so the bytes decide: UTF-8 where they are, or all but a few damaged ones; then what is
/// declared; then GB18030. A few damaged characters become U+FFFD, many are an error.
fn utf8_first<'a>(bytes: &'a [u8], declared: Option<&'static Encoding>) -> Option<Cow<'a, str>> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(text.into());
    }
    let declared = match declared {
        Some(encoding) if encoding == GBK => GB18030,
        Some(encoding) if encoding != UTF_8 => encoding,
        _ => GB18030,
    };
    let whole = |encoding: &'static Encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes);
    nearly(UTF_8, bytes)
        .or_else(|| whole(declared))
        .or_else(|| whole(GB18030))
        .or_else(|| nearly(declared, bytes))
        .or_else(|| nearly(GB18030, bytes))
}

/// The text with its damaged characters replaced, where they are few.
fn nearly<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Option<Cow<'a, str>> {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let (mut lost, mut wide) = (0_usize, 0_usize);
    for ch in text.chars().filter(|ch| !ch.is_ascii()) {
        if ch == '\u{fffd}' { lost += 1 } else { wide += 1 }
    }
    (lost * 20 <= wide).then_some(text)
}

/// The text of a file that is no other format.
pub(crate) fn text<'a>(bytes: &'a [u8], declared: Option<&'static Encoding>) -> Result<Cow<'a, str>, ReadError> {
    if bytes.len() > TEXT_LIMIT {
        return Err(ReadError::TooLarge { bytes: bytes.len(), limit: TEXT_LIMIT });
    }
    for (mark, encoding) in [(b"\xFF\xFE", UTF_16LE), (b"\xFE\xFF", UTF_16BE)] {
        if let Some(rest) = bytes.strip_prefix(mark) {
            return encoding.decode_without_bom_handling_and_without_replacement(rest).ok_or(ReadError::Encoding);
        }
    }
    let controls = bytes.iter().filter(|byte| **byte < 9 || (14..32).contains(*byte)).count();
    if bytes.contains(&0) || controls * 10 > bytes.len() {
        return Err(ReadError::Binary { what: "binary" });
    }
    utf8_first(bytes, declared).ok_or(ReadError::Encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "园区新增企业３００家，建成标准厂房二十万平方米。";

    #[test]
    fn every_encoding_in_use_gives_the_same_characters() {
        let marked = [b"\xEF\xBB\xBF".as_slice(), TEXT.as_bytes()].concat();
        let utf16: Vec<u8> = [0xFEFF].into_iter().chain(TEXT.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        for bytes in [TEXT.as_bytes(), &marked, &GB18030.encode(TEXT).0, &utf16] {
            assert_eq!(text(bytes, None).unwrap(), TEXT);
        }
        let big5 = encoding_rs::BIG5.encode("園區新增企業").0;
        assert_eq!(text(&big5, Some(encoding_rs::BIG5)).unwrap(), "園區新增企業");
    }

    #[test]
    fn a_damaged_byte_does_not_turn_the_text_into_another_encoding() {
        let long = TEXT.repeat(3);
        let mut bytes = long.as_bytes().to_vec();
        bytes[4] = b'a';
        assert!(text(&bytes, Some(GB18030)).unwrap().contains("二十万平方米"));
        let mut bytes = GB18030.encode(&long).0.into_owned();
        bytes.pop();
        bytes.push(0x81);
        assert!(text(&bytes, None).unwrap().contains("二十万平方米"));
    }
}
