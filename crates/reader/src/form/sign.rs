//! Formats that are no text, told by their first bytes.

/// First bytes, where they stand, and the name a person knows the format by.
const SIGNS: &[(&[u8], usize, &str)] = &[
    (b"\xD0\xCF\x11\xE0", 0, "doc / wps / xls"),
    (b"{\\rtf", 0, "rtf"),
    (b"MIME-Version:", 0, "mht"),
    (b"From: <Saved by", 0, "mht"),
    (b"\x89PNG", 0, "PNG"),
    (b"\xFF\xD8\xFF", 0, "JPEG"),
    (b"GIF8", 0, "GIF"),
    (b"RIFF", 0, "webp / wav"),
    (b"II*\0", 0, "TIFF"),
    (b"MM\0*", 0, "TIFF"),
    (b"\x1F\x8B", 0, "gzip"),
    (b"Rar!", 0, "rar"),
    (b"7z\xBC\xAF", 0, "7z"),
    (b"MZ\x90\0", 0, "exe"),
    (b"\x7FELF", 0, "ELF"),
    (b"ftyp", 4, "mp4"),
    (b"ID3", 0, "mp3"),
];

/// The format of `bytes`, where they are known to be no text.
pub(super) fn binary(bytes: &[u8]) -> Option<&'static str> {
    let is = |sign: &[u8], at: usize| bytes.get(at..).is_some_and(|rest| rest.starts_with(sign));
    SIGNS.iter().find(|(sign, at, _)| is(sign, *at)).map(|(_, _, what)| *what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_their_first_bytes() {
        assert_eq!(binary(b"\xD0\xCF\x11\xE0\xA1\xB1"), Some("doc / wps / xls"));
        assert_eq!(binary(b"\0\0\0\x18ftypmp42"), Some("mp4"));
        assert_eq!(binary("关于".as_bytes()), None);
        assert_eq!(binary(b""), None);
    }
}
