//! A text of settings as it may be shown: every byte of a secret is a star, and all else stands where it stood.

use std::ops::Range;

/// The text with what may be secret covered: the values at `secrets`, whatever stands after a key whose name begins with
/// `database` (on its line, also in a comment or where the text is no TOML), and what an address holds before its `@` and
/// after its `?`.
pub(crate) fn masked(text: &str, secrets: &[Range<usize>]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for span in secrets {
        cover(&mut bytes, span.clone());
    }
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let named = line.find("database").filter(|_| !line.trim_start().starts_with("database_file"));
        if let Some(equals) = named.and_then(|at| line[at..].find('=').map(|equals| at + equals)) {
            cover(&mut bytes, start + equals + 1..start + line.trim_end().len());
        }
        let mut from = 0;
        while let Some(at) = line[from..].find("://").map(|at| from + at + 3) {
            let end = line[at..].rfind('@').map_or(at, |sign| at + sign);
            cover(&mut bytes, start + at..start + end);
            if let Some(question) = line[at..].find('?') {
                cover(&mut bytes, start + at + question + 1..start + line.trim_end().len());
            }
            from = at;
        }
        start += line.len();
    }
    // Whole characters were replaced by ASCII, so that it is text still.
    String::from_utf8(bytes).unwrap_or_default()
}

fn cover(bytes: &mut [u8], span: Range<usize>) {
    let end = span.end.min(bytes.len());
    for byte in bytes.get_mut(span.start.min(end)..end).into_iter().flatten() {
        if !byte.is_ascii_whitespace() {
            *byte = b'*';
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_covered_wherever_it_stands_and_all_else_stays_in_its_place() {
        let secret = "s3cret";
        for text in [
            "listen = \"127.0.0.1:1\"\ndatabase = \"postgres://yh:s3cret@h/x\"\n",
            "# database = \"postgres://yh:s3cret@h/x\"\nlisten = 1",
            "databse = \"postgres://yh:s3cret@h/x",
            "database = \"host=h password=s3cret",
            "database=s3cret",
            "database = \"\"\"\npostgres://h/x?password=s3cret\n\"\"\"",
            "x = 'a://b' # mysql://yh:s3@s3cret@h/x",
        ] {
            let shown = masked(text, &[]);
            assert!(!shown.contains(secret), "{shown}");
            assert_eq!(shown.len(), text.len());
            assert_eq!(shown.matches('\n').count(), text.matches('\n').count());
        }
        assert_eq!(masked("甲乙丙 = 1", std::slice::from_ref(&(3..6))), "甲***丙 = 1");
        assert_eq!(masked("database_file = \"a\"", &[]), "database_file = \"a\"");
    }
}
