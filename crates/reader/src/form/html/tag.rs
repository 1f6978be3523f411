//! The tags of a web page, found in one pass.

use std::ops::Range;

/// Elements that mean something to the reading; all others are only passed over.
const KNOWN: &[&str] = &[
    "a",
    "address",
    "article",
    "aside",
    "audio",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "caption",
    "center",
    "col",
    "colgroup",
    "datalist",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "li",
    "main",
    "map",
    "nav",
    "noscript",
    "object",
    "ol",
    "option",
    "p",
    "pre",
    "script",
    "section",
    "select",
    "span",
    "style",
    "summary",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
    "video",
    "xml",
];

/// Elements whose content is no markup: it goes up to their own closing tag.
const RAW: &[&str] = &["iframe", "noscript", "script", "style", "textarea", "title"];

/// A tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    /// The element, where it is known; empty else.
    pub name: &'static str,
    /// It closes the element.
    pub closes: bool,
    /// Its place, the signs included. With a closing tag of its own it covers an element that is left out.
    pub span: Range<usize>,
    /// Where its attributes stand.
    pub attributes: Range<usize>,
}

impl Tag {
    /// The value of an attribute, in lower case; empty where it has none.
    pub(super) fn attribute(&self, chars: &[char], name: &str) -> Option<String> {
        let all = chars.get(self.attributes.clone())?;
        let mut at = 0;
        while at < all.len() {
            let end = |from: usize, stop: &dyn Fn(char) -> bool| {
                all.iter().skip(from).position(|ch| stop(*ch)).map_or(all.len(), |more| from + more)
            };
            at = end(at, &|ch| !ch.is_ascii_whitespace() && ch != '/');
            let name_end = end(at, &|ch| ch.is_ascii_whitespace() || ch == '=' || ch == '/').max(at + 1).min(all.len());
            let found = all.get(at..name_end).is_some_and(|own| same(own, name));
            at = end(name_end, &|ch| !ch.is_ascii_whitespace());
            let mut value = at..at;
            if all.get(at) == Some(&'=') {
                at = end(at + 1, &|ch| !ch.is_ascii_whitespace());
                if let Some(quote) = all.get(at).copied().filter(|quote| matches!(quote, '"' | '\'')) {
                    value = at + 1..end(at + 1, &|ch| ch == quote);
                    at = value.end + 1;
                } else {
                    value = at..end(at, &|ch| ch.is_ascii_whitespace());
                    at = value.end;
                }
            }
            if found {
                return Some(all.get(value).unwrap_or_default().iter().map(char::to_ascii_lowercase).collect());
            }
        }
        None
    }
}

/// Whether `chars` are `name`, in whichever case.
fn same(chars: &[char], name: &str) -> bool {
    chars.len() == name.len() && chars.iter().zip(name.chars()).all(|(one, other)| one.to_ascii_lowercase() == other)
}

/// The text of a page between whose parts tags stand.
struct Scan<'a> {
    chars: &'a [char],
    /// Raw elements of which no closing tag is left, and comments likewise: what is sought once in vain is not sought again.
    unclosed: Vec<&'static str>,
    /// The last place of each quotation mark.
    quotes: [usize; 2],
}

/// All tags, comments and raw elements of a page in its order. What is left out has an empty name.
pub(super) fn tags(chars: &[char]) -> Vec<Tag> {
    let last = |quote: char| chars.iter().rposition(|ch| *ch == quote).unwrap_or_default();
    let mut scan = Scan { chars, unclosed: Vec::new(), quotes: [last('"'), last('\'')] };
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(more) = chars.get(at..).and_then(|rest| rest.iter().position(|ch| *ch == '<')) {
        let start = at + more;
        match scan.tag(start) {
            Some(tag) => {
                at = tag.span.end.max(start + 1);
                tags.push(tag);
            }
            None => at = start + 1,
        }
    }
    tags
}

impl Scan<'_> {
    /// The place of the next `words`, without regard to case, from `from`.
    fn find(&mut self, from: usize, words: &'static str) -> Option<usize> {
        if self.unclosed.contains(&words) {
            return None;
        }
        let length = words.len();
        let windows = self.chars.get(from..).unwrap_or_default().windows(length);
        let found = windows.enumerate().find(|(_, window)| same(window, words)).map(|(more, _)| from + more);
        if found.is_none() {
            self.unclosed.push(words);
        }
        found
    }

    /// The tag at a `<`; none where the sign stands for itself.
    fn tag(&mut self, start: usize) -> Option<Tag> {
        let left_out = |end: usize| Tag { name: "", closes: false, span: start..end, attributes: end..end };
        match self.chars.get(start + 1).copied()? {
            '!' if self.chars.get(start + 2..start + 4) == Some(&['-', '-']) => {
                let end = self.find(start + 4, "-->").map(|end| end + 3);
                Some(left_out(end.or_else(|| self.find(start, ">").map(|end| end + 1))?))
            }
            '!' | '?' => Some(left_out(self.find(start, ">")? + 1)),
            '/' if self.chars.get(start + 2).is_some_and(char::is_ascii_alphabetic) => {
                Some(self.named(start, start + 2))
            }
            ch if ch.is_ascii_alphabetic() => {
                let tag = self.named(start, start + 1);
                let close = RAW.iter().zip(CLOSINGS).find(|(name, _)| **name == tag.name).map(|(_, close)| *close);
                let Some(close) = close else { return Some(tag) };
                match self.find(tag.span.end, close) {
                    Some(at) => Some(left_out(self.named(at, at + 2).span.end)),
                    None if matches!(tag.name, "script" | "style") => Some(left_out(self.chars.len())),
                    None => Some(left_out(tag.span.end)),
                }
            }
            _ => None,
        }
    }

    /// The tag whose name begins at `name`. Signs in quotes do not end it.
    fn named(&self, start: usize, name: usize) -> Tag {
        let stop = |ch: &char| ch.is_ascii_whitespace() || matches!(ch, '/' | '>' | '<');
        let rest = self.chars.get(name..).unwrap_or_default();
        let name_end = rest.iter().position(stop).map_or(self.chars.len(), |more| name + more);
        let own = self.chars.get(name..name_end).unwrap_or_default();
        let mut at = name_end;
        let mut value = false;
        while let Some(ch) = self.chars.get(at).copied() {
            let last = self.quotes[usize::from(ch == '\'')];
            match ch {
                '>' => break,
                '"' | '\'' if value && last > at => {
                    let rest = self.chars.get(at + 1..).unwrap_or_default();
                    at += 1 + rest.iter().position(|other| *other == ch).unwrap_or_default();
                    value = false;
                }
                _ if !ch.is_ascii_whitespace() => value = ch == '=',
                _ => {}
            }
            at += 1;
        }
        let known = KNOWN.iter().find(|known| same(own, known)).copied().unwrap_or_default();
        let closes = self.chars.get(start + 1) == Some(&'/');
        Tag { name: known, closes, span: start..(at + 1).min(self.chars.len()), attributes: name_end..at }
    }
}

/// How the elements of [`RAW`] end.
const CLOSINGS: &[&str] = &["</iframe", "</noscript", "</script", "</style", "</textarea", "</title"];

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, bool)> {
        let chars: Vec<char> = text.chars().collect();
        let word = |tag: &Tag| if tag.name.is_empty() { text_of(&chars, tag) } else { tag.name.to_owned() };
        tags(&chars).iter().map(|tag| (word(tag), tag.closes)).collect()
    }

    fn text_of(chars: &[char], tag: &Tag) -> String {
        chars.get(tag.span.clone()).unwrap().iter().collect()
    }

    #[test]
    fn tags_comments_and_raw_elements_are_told_from_signs() {
        let of = |word: &str, closes| (word.to_owned(), closes);
        assert_eq!(found("<P>1<2</p >"), [of("p", false), of("p", true)]);
        assert_eq!(found("<!--<p>--><![if x]>"), [of("<!--<p>-->", false), of("<![if x]>", false)]);
        assert_eq!(
            found("<Script>if (a<b) '<p>'</script ><br/>"),
            [of("<Script>if (a<b) '<p>'</script >", false), of("br", false)]
        );
        assert_eq!(found("<a title='1>0'>x"), [of("a", false)]);
        assert_eq!(found("a < b, <> </>"), []);
    }

    #[test]
    fn attributes_are_read_in_every_writing() {
        let chars: Vec<char> = "<a HREF = 'X y' hidden class=Z data-href=no>".chars().collect();
        let tag = tags(&chars).remove(0);
        assert_eq!(tag.attribute(&chars, "href").as_deref(), Some("x y"));
        assert_eq!(tag.attribute(&chars, "hidden").as_deref(), Some(""));
        assert_eq!(tag.attribute(&chars, "class").as_deref(), Some("z"));
        assert_eq!(tag.attribute(&chars, "style"), None);
    }

    #[test]
    fn what_is_never_closed_is_read_in_linear_time() {
        for text in ["<!--", "<title>", "<a b='", "<a b=\"'>", "<script", "<p ", "</", "<!", "<![CDATA["] {
            let chars: Vec<char> = text.repeat(200_000).chars().collect();
            assert!(tags(&chars).len() <= 200_000);
        }
    }
}
