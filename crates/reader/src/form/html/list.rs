//! The numbers that a browser writes before the items of an ordered list.

use super::tag::Tag;

/// Lists within lists beyond this are not numbered.
const DEEPEST: usize = 64;

/// The lists that are open, and the item whose words have not come yet.
#[derive(Default)]
pub(super) struct Lists {
    /// Of each list the writing of its numbers and the next number; none of one that is not ordered.
    open: Vec<Option<(char, usize)>>,
    deeper: usize,
    item: Option<(String, [u32; 2])>,
}

impl Lists {
    /// What a tag does.
    pub(super) fn tag(&mut self, chars: &[char], tag: &Tag) {
        match (tag.name, tag.closes) {
            ("ol" | "ul", true) if self.deeper > 0 => self.deeper -= 1,
            ("ol" | "ul", true) => drop(self.open.pop()),
            ("ol" | "ul", false) if self.open.len() == DEEPEST => self.deeper += 1,
            ("ul", false) => self.open.push(None),
            ("ol", false) => {
                let class = tag.attribute(chars, "class").unwrap_or_default();
                let kind = tag.attribute(chars, "type").and_then(|kind| kind.chars().next()).unwrap_or('1');
                let start = tag.attribute(chars, "start").and_then(|text| text.trim().parse().ok()).unwrap_or(1);
                // The way to a page is often such a list.
                self.open.push((!class.contains("breadcrumb")).then_some((kind, start)));
            }
            ("li", false) => {
                let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
                self.item = None;
                if let Some(Some((kind, next))) = self.open.last_mut().filter(|_| self.deeper == 0) {
                    let number = match (*kind, u32::try_from(*next)) {
                        ('a', Ok(letter @ 1..=26)) => char::from_u32(u32::from('a') + letter - 1).map(String::from),
                        _ => None,
                    };
                    let number = number.unwrap_or_else(|| next.to_string());
                    self.item = Some((format!("{number}."), [place(tag.span.start), place(tag.span.end)]));
                    *next = next.saturating_add(1);
                }
            }
            ("li", true) => self.item = None,
            _ => {}
        }
    }

    /// Whether an item has begun whose first words are still to come.
    pub(super) const fn is_open(&self) -> bool {
        self.item.is_some()
    }

    /// The number before the first words of an item and its place, unless the words begin with one of their own.
    pub(super) fn number(&mut self, words: &[char]) -> Option<(String, [u32; 2])> {
        let item = self.item.take()?;
        let first = words.first().copied()?;
        let second = words.get(1).copied().unwrap_or_default();
        let own = first.is_ascii_digit()
            || "（(第①②③④⑤⑥⑦⑧⑨⑩".contains(first)
            || "一二三四五六七八九十".contains(first) && "、.．是 一二三四五六七八九十".contains(second);
        (!own).then_some(item)
    }
}
