//! The text of a document, cut where an item begins or ends, each piece with the items that it belongs to.

use std::ops::Range;

use reader::review::Item;

/// A piece of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Its words.
    pub text: String,
    /// The kinds of the items it belongs to, as classes of the sheet; empty where it belongs to none.
    pub class: String,
    /// Their names, with blanks between.
    pub items: String,
}

/// The pieces of the characters in `window`.
#[must_use]
pub fn segments(chars: &[char], window: &Range<usize>, items: &[&Item]) -> Vec<Segment> {
    let clipped = |item: &Item| {
        let [start, end] = item.offset;
        start.max(window.start)..end.min(window.end)
    };
    let mut cuts: Vec<usize> = items.iter().flat_map(|item| [clipped(item).start, clipped(item).end]).collect();
    cuts.extend([window.start, window.end]);
    cuts.retain(|cut| (window.start..=window.end).contains(cut));
    cuts.sort_unstable();
    cuts.dedup();
    // Items stand in the order of their beginnings: those that are open stay few, however many there are.
    let (mut next, mut open): (usize, Vec<&Item>) = (0, Vec::new());
    let pieces = cuts.windows(2).filter_map(|pair| {
        let &[start, end] = pair else { return None };
        open.retain(|item| clipped(item).end > start);
        while let Some(item) = items.get(next).filter(|item| clipped(item).start <= start) {
            if clipped(item).end > start {
                open.push(item);
            }
            next += 1;
        }
        let mut kinds: Vec<_> = open.iter().map(|item| item.key.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let class: Vec<String> = kinds.into_iter().map(|kind| format!("k-{}", kind.code())).collect();
        let names: Vec<String> = open.iter().map(|item| item.key.to_string()).collect();
        let text = chars.get(start..end)?.iter().collect();
        Some(Segment { text, class: class.join(" "), items: names.join(" ") })
    });
    pieces.collect()
}

#[cfg(test)]
mod tests {
    use reader::review::{ItemKey, Kind};

    use super::*;

    fn item(kind: Kind, number: usize, offset: [usize; 2]) -> Item {
        let key = ItemKey { document: 1, kind, number };
        let (text, path, value) = (String::new(), String::new(), serde_json::Value::Null);
        Item { key, text, offset, path, confidence: 1.0, value, added: false }
    }

    #[test]
    fn pieces_are_cut_where_items_begin_and_end_and_lose_no_character() {
        let chars: Vec<char> = "甲乙丙丁戊己庚辛".chars().collect();
        let all = [
            item(Kind::Task, 1, [1, 7]),
            item(Kind::Target, 1, [2, 4]),
            item(Kind::Target, 2, [2, 4]),
            item(Kind::Money, 1, [6, 20]),
        ];
        let all: Vec<&Item> = all.iter().collect();
        let pieces = segments(&chars, &(0..8), &all);
        let told: Vec<_> =
            pieces.iter().map(|one| (one.text.as_str(), one.class.as_str(), one.items.as_str())).collect();
        assert_eq!(
            told,
            [
                ("甲", "", ""),
                ("乙", "k-task", "1-task-1"),
                ("丙丁", "k-task k-target", "1-task-1 1-target-1 1-target-2"),
                ("戊己", "k-task", "1-task-1"),
                ("庚", "k-task k-money", "1-task-1 1-money-1"),
                ("辛", "k-money", "1-money-1"),
            ]
        );
        assert_eq!(segments(&chars, &(0..8), &[]).len(), 1);
        assert!(segments(&[], &(0..0), &[]).is_empty());
    }

    #[test]
    fn a_page_of_the_text_shows_what_lies_on_it() {
        let chars: Vec<char> = "甲乙丙丁戊己庚辛".chars().collect();
        let one = item(Kind::Task, 1, [2, 7]);
        let pieces = segments(&chars, &(4..8), &[&one]);
        assert_eq!(pieces.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(), ["戊己庚", "辛"]);
        assert_eq!(pieces[0].items, "1-task-1");
    }
}
