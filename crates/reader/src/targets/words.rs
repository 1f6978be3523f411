//! The words targets are told by, as data: one class of words a row, each with an example.

use std::sync::LazyLock;

const LIST: &str = include_str!("words.txt");

macro_rules! classes {
    ($($(#[$about:meta])* $class:ident $name:literal,)*) => {
        /// What a word does in a sentence about targets; `words.txt` says more.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Class {
            $($(#[$about])* $class,)*
        }

        const NAMES: &[&str] = &[$($name,)*];
    };
}

classes! {
    /// 力争.
    Aim "aim",
    /// 每年.
    Often "often",
    /// 培育.
    Make "make",
    /// 推动.
    Weak "weak",
    /// 推动, before the counted.
    Push "push",
    /// 升级为.
    Become "become",
    /// …率, …产值.
    Measured "measured",
    /// …开发区.
    Subject "subject",
    /// 企业, after a size.
    Thing "thing",
    /// 截至目前.
    Past "past",
    /// 已.
    Done "done",
    /// 给予.
    Pay "pay",
    /// 对….
    Condition "condition",
    /// 对…的,.
    Hang "hang",
    /// 对标.
    Uncondition "uncondition",
    /// 是指.
    Define "define",
    /// 准入.
    Gate "gate",
    /// Headings of goals.
    Goals "goals",
    /// Headings of what is no goal.
    Nogoals "nogoals",
    /// 下列条件:.
    Conditions "conditions",
    /// Titles of rules.
    Rules "rules",
    /// 方面.
    Uncounted "uncounted",
    /// 召开.
    Routine "routine",
    /// 均, 为.
    Filler "filler",
    /// 其中.
    Lead "lead",
    /// 使用, which begins like 使.
    Unlead "unlead",
    /// 均, at the end.
    Trail "trail",
    /// 占全市比重.
    Tail "tail",
    /// 压缩.
    Shorten "shorten",
    /// 起, after a year.
    Start "start",
    /// 较, before a year.
    Base "base",
    /// 跻身.
    Entry "entry",
    /// Names of zones.
    Zone "zone",
    /// Names of zones that are a kind, not one.
    Kind "kind",
    /// What may stand between a place and a kind of zones.
    Rank "rank",
    /// 推进, before the zone a title is about.
    Before "before",
    /// Heads of columns without goals.
    Nogoal "nogoal",
    /// 控制在, for what is there already.
    Bound "bound",
    /// 系数, measured without unit.
    Pure "pure",
    /// 提高到, before a number without unit.
    Reach "reach",
    /// 上半年.
    Term "term",
    /// 评价指标, in headings.
    Index "index",
    /// 集群, in front of what is measured.
    Body "body",
    /// 一流, before the zone in a title.
    Praise "praise",
}

/// The words of each class, the longest first.
static WORDS: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    let rows = || LIST.lines().filter(|row| !row.starts_with('#')).filter_map(|row| row.split_once('\t'));
    let words = |name: &&str| {
        let cells = rows().filter(|(class, _)| class == name).filter_map(|(_, rest)| rest.split('\t').next());
        let mut words: Vec<_> = cells.flat_map(|cell| cell.split(' ')).filter(|word| !word.is_empty()).collect();
        words.sort_unstable_by_key(|word| std::cmp::Reverse(word.len()));
        words
    };
    NAMES.iter().map(words).collect()
});

impl Class {
    /// Its words, the longest first.
    fn words(self) -> &'static [&'static str] {
        WORDS.get(self as usize).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether one of its words stands in `text`.
    pub(super) fn within(self, text: &str) -> bool {
        self.words().iter().any(|word| text.contains(word))
    }

    /// The longest of its words `text` begins with.
    pub(super) fn begins(self, text: &str) -> Option<&'static str> {
        self.words().iter().find(|word| text.starts_with(**word)).copied()
    }

    /// The longest of its words `text` ends with.
    pub(super) fn ends(self, text: &str) -> Option<&'static str> {
        self.words().iter().find(|word| text.ends_with(**word)).copied()
    }

    /// Whether `text` is one of its words.
    pub(super) fn is(self, text: &str) -> bool {
        self.words().contains(&text)
    }

    /// `text` without its words.
    pub(super) fn without(self, text: &str) -> String {
        self.words().iter().fold(text.to_owned(), |text, word| text.replace(word, ""))
    }

    /// Where the last of its words in `text` ends.
    pub(super) fn last_end(self, text: &str) -> Option<usize> {
        self.words().iter().filter_map(|word| Some(text.rfind(word)? + word.len())).max()
    }

    /// Where the first of its words begins in `text`.
    pub(super) fn first(self, text: &str) -> Option<usize> {
        self.words().iter().filter_map(|word| text.find(word)).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_known_class_words_and_an_example() {
        for row in LIST.lines().filter(|row| !row.starts_with('#')) {
            let cells: Vec<_> = row.split('\t').collect();
            assert!(cells.len() == 3 && NAMES.contains(cells.first().unwrap()), "{row}");
        }
        assert!(NAMES.len() == WORDS.len() && WORDS.iter().all(|words| !words.is_empty()));
        assert_eq!(Class::Make.begins("新引进企业"), Some("新引进"));
        assert_eq!(Class::Measured.ends("工业增加值"), Some("增加值"));
        assert!(Class::Past.within("截至目前,园区") && !Class::Past.within("园区"));
    }
}
