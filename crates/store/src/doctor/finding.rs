//! A finding: what is wrong, where, and what to do.

use domain::say::{Lang, Said, Say};

/// What was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Check {
    /// The tables and their columns.
    Structure,
    /// The engine's own look at its files.
    Engine,
    /// Rows that name others.
    References,
    /// Days and moments.
    Spans,
    /// Single values that hold twice at a time.
    Overlaps,
    /// Codes.
    Codes,
    /// Links: roles and kinds.
    Links,
    /// Shares.
    Shares,
    /// Chains that come back to where they began.
    Cycles,
    /// The listing.
    Listing,
    /// Policy packs.
    Packs,
    /// Attachments and the parts of releases.
    Files,
    /// The chain of the audit.
    Audit,
}

impl Check {
    /// The word in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Structure => "structure",
            Self::Engine => "engine",
            Self::References => "references",
            Self::Spans => "spans",
            Self::Overlaps => "overlaps",
            Self::Codes => "codes",
            Self::Links => "links",
            Self::Shares => "shares",
            Self::Cycles => "cycles",
            Self::Listing => "listing",
            Self::Packs => "packs",
            Self::Files => "files",
            Self::Audit => "audit",
        }
    }

    /// What to do about it.
    fn next(self) -> Said {
        let (zh, en) = match self {
            Self::Structure => {
                ("请用建库的那一版程序，或从备份恢复。", "Use the program that made the store, or restore a backup.")
            }
            Self::Engine | Self::References | Self::Packs => (
                "请先备份现状，再从最近一份无误的备份恢复。",
                "Keep a copy as it is, then restore the last sound backup.",
            ),
            Self::Spans | Self::Overlaps | Self::Codes | Self::Links | Self::Shares | Self::Cycles => (
                "请在名录中更正这条记录并写明原因；若库曾被别的程序改动，请从备份恢复。",
                "Correct the record in its register and say why; if another program changed the store, restore a backup.",
            ),
            Self::Listing => (
                "请运行 yuanheng store doctor --rebuild-listing 重新生成列表。",
                "Run yuanheng store doctor --rebuild-listing to make the listing again.",
            ),
            Self::Files => {
                ("请从备份中取回这个文件，放到原处。", "Take this file from a backup and put it back in its place.")
            }
            Self::Audit => (
                "请保留现状并查明原因；已导出的锚可用于核对。",
                "Keep everything as it is and find out why; exported anchors help to compare.",
            ),
        };
        Said::new(zh, en)
    }
}

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at.
    pub check: Check,
    /// Where: table and record, or a file.
    pub place: String,
    /// What is wrong.
    pub what: Said,
    /// What to do.
    pub next: Said,
}

impl Say for Finding {
    fn say(&self, lang: Lang) -> String {
        let (what, next) = (self.what.say(lang), self.next.say(lang));
        match lang {
            Lang::Zh => format!("{}：{what}。{next}", self.place),
            Lang::En => format!("{}: {what}. {next}", self.place),
        }
    }
}

/// So many findings of one check are told one by one.
const MOST: usize = 100;

/// Findings, gathered.
#[derive(Debug, Default)]
pub(super) struct Findings {
    told: Vec<Finding>,
    counts: std::collections::BTreeMap<Check, usize>,
}

impl Findings {
    /// Adds what `check` found at `place`.
    pub fn add(&mut self, check: Check, place: impl Into<String>, zh: impl Into<String>, en: impl Into<String>) {
        let count = self.counts.entry(check).or_default();
        *count += 1;
        if *count <= MOST {
            self.told.push(Finding { check, place: place.into(), what: Said::new(zh, en), next: check.next() });
        }
    }

    /// All of them, and how many more there are.
    pub fn all(mut self) -> Vec<Finding> {
        for (check, count) in self.counts.into_iter().filter(|(_, count)| *count > MOST) {
            let more = count - MOST;
            let what = Said::new(format!("另有 {more} 处同类问题"), format!("{more} more of this kind"));
            self.told.push(Finding { check, place: check.code().to_owned(), what, next: check.next() });
        }
        self.told
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_findings_of_one_kind_end_in_their_number() {
        let mut found = Findings::default();
        for at in 0..MOST + 7 {
            found.add(Check::Codes, format!("firm {at}"), "代码重复", "code used twice");
        }
        found.add(Check::Files, "parts/a", "文件缺失", "missing");
        let all = found.all();
        assert_eq!(all.len(), MOST + 2);
        assert!(all[MOST + 1].say(Lang::En).starts_with("codes: 7 more"), "{:?}", all[MOST + 1]);
    }
}
