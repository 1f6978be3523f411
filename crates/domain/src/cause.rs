//! Why something failed, for the log: what the parts of the program say to each other, without what people wrote.

use std::error::Error;

/// The most that is kept of one cause, in characters.
const MOST: usize = 300;

/// The causes of an error, the nearest first, as one line. What they quote is left out, and so are the lines of a text that
/// they show: a cell, a name or a password may stand there.
#[must_use]
pub fn causes(error: &dyn Error) -> String {
    let mut causes = Vec::new();
    let mut next = error.source();
    while let Some(cause) = next {
        let told = without_quoted(&cause.to_string());
        // Many errors say what their cause says.
        if causes.last() != Some(&told) {
            causes.push(told);
        }
        next = cause.source();
    }
    causes.join("; ")
}

/// The first line of a text, with `…` for what stands between quotes.
#[must_use]
pub fn without_quoted(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let mut told = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(is_opening) {
        let opening = rest[at..].chars().next().unwrap_or_default();
        let (before, from) = (&rest[..at], &rest[at + opening.len_utf8()..]);
        told.push_str(before);
        // An apostrophe within a word opens nothing.
        if opening == '\'' && before.ends_with(char::is_alphanumeric) {
            told.push(opening);
            rest = from;
            continue;
        }
        // Up to the last closing one: what is quoted may hold quotes itself. Without one, nothing more is told.
        let closing = closing(opening);
        told.push(opening);
        told.push('…');
        told.push(closing);
        rest = from.rfind(closing).map_or("", |end| &from[end + closing.len_utf8()..]);
    }
    told.push_str(rest);
    if told.chars().count() > MOST { told.chars().take(MOST).chain(['…']).collect() } else { told }
}

const fn is_opening(one: char) -> bool {
    matches!(one, '"' | '\'' | '`' | '“' | '‘' | '「')
}

const fn closing(opening: char) -> char {
    match opening {
        '“' => '”',
        '‘' => '’',
        '「' => '」',
        same => same,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Because(&'static str, Option<Box<Self>>);

    impl std::fmt::Display for Because {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(self.0)
        }
    }

    impl Error for Because {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            self.1.as_deref().map(|cause| cause as _)
        }
    }

    #[test]
    fn causes_are_told_without_what_they_quote() {
        let inner = Because("invalid type: string \"张三 says \"no\"\", expected u32", None);
        let same = Because("cannot read 'a'", Some(Box::new(inner)));
        let outer = Because("cannot read 'b'", Some(Box::new(same)));
        let told = causes(&Because("not told", Some(Box::new(outer))));
        assert_eq!(told, "cannot read '…'; invalid type: string \"…\", expected u32");
    }

    #[test]
    fn only_the_first_line_is_told_and_not_what_a_quote_without_end_opens() {
        assert_eq!(without_quoted("TOML parse error at line 1\n  |\n1 | secret"), "TOML parse error at line 1");
        assert_eq!(without_quoted("unexpected `secret"), "unexpected `…`");
        assert_eq!(without_quoted("it can't be read: “密”，停"), "it can't be read: “…”，停");
        assert_eq!(without_quoted(&"长".repeat(400)).chars().count(), 301);
    }
}
