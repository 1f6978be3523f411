//! Elements of a page that nobody sees or that only lead elsewhere.

use std::collections::BTreeMap;

use super::tag::Tag;

/// Elements that hold no part of a text.
const NEVER: &[&str] = &[
    "audio", "button", "canvas", "datalist", "dialog", "footer", "head", "map", "nav", "object", "select", "svg",
    "template", "video", "xml",
];

/// For each tag whether the element it opens is left out, and where it ends: the place of its closing tag in `tags`.
///
/// An element without an end of its own is kept, and so is everything where most of the page would go: such a page is shown
/// by a program.
pub(super) fn hidden(chars: &[char], tags: &[Tag]) -> Vec<Option<usize>> {
    let mut ends = vec![None; tags.len()];
    let mut open: BTreeMap<&str, Vec<(usize, bool)>> = BTreeMap::new();
    for (at, tag) in tags.iter().enumerate().filter(|(_, tag)| !tag.name.is_empty()) {
        let stack = open.entry(tag.name).or_default();
        if !tag.closes {
            stack.push((at, NEVER.contains(&tag.name) || unseen(chars, tag)));
        } else if let Some((start, true)) = stack.pop()
            && let Some(end) = ends.get_mut(start)
        {
            *end = Some(at);
        }
    }
    let (mut left, mut all, mut until, mut last) = (0_usize, 0_usize, 0_usize, 0_usize);
    for (at, tag) in tags.iter().enumerate() {
        let words = tag.span.start.saturating_sub(last);
        last = tag.span.end;
        all += words;
        left += if at <= until && until > 0 { words } else { 0 };
        if at > until || until == 0 {
            until = ends.get(at).copied().flatten().unwrap_or_default();
        }
    }
    if left * 2 > all {
        ends.fill(None);
    }
    ends
}

/// Whether a tag says that its element is not shown.
fn unseen(chars: &[char], tag: &Tag) -> bool {
    if tag.attributes.is_empty() {
        return false;
    }
    let style = tag.attribute(chars, "style").unwrap_or_default();
    let style: String = style.chars().filter(|ch| !ch.is_whitespace()).collect();
    style.contains("display:none") || tag.attribute(chars, "hidden").is_some()
}
