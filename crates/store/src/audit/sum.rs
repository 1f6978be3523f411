//! What a link's sum covers, written so that two different acts can never be written alike.
//!
//! Every value has a letter for its type; a text has its length before it. What is hashed begins with its own name, so
//! that the sum of one thing is never that of another.

use domain::hash::{Sm3, Sm3Writer};

use super::row::{ChangeRow, RawAct};

/// The sum before the first link.
pub(super) const BEFORE_ALL: [u8; 32] = [0; 32];

/// Hashes values one after the other.
#[derive(Clone, Default)]
struct Canon(Sm3Writer);

impl Canon {
    fn of(name: &str) -> Self {
        let mut canon = Self::default();
        canon.text(name);
        canon
    }

    fn whole(&mut self, value: i64) {
        self.0.update(b"i");
        self.0.update(&value.to_be_bytes());
    }

    fn text(&mut self, value: &str) {
        self.0.update(b"t");
        // A length of 2^64 and more cannot be in memory.
        self.0.update(&(value.len() as u64).to_be_bytes());
        self.0.update(value.as_bytes());
    }

    fn perhaps(&mut self, value: Option<&str>) {
        match value {
            Some(value) => self.text(value),
            None => self.0.update(b"n"),
        }
    }

    fn sum(&mut self, value: &[u8; 32]) {
        self.0.update(b"s");
        self.0.update(value);
    }
}

/// The sum of an act's own row.
pub(super) fn of_act(act: &RawAct) -> Sm3 {
    let mut canon = Canon::of("yuanheng/act/1");
    canon.whole(act.id);
    canon.whole(act.at);
    canon.whole(act.day);
    canon.text(&act.kind);
    canon.text(&act.actor);
    canon.text(&act.actor_name);
    canon.whole(act.authenticated);
    canon.perhaps(act.on_behalf.as_deref());
    canon.text(&act.origin);
    canon.text(&act.origin_detail);
    canon.text(&act.request);
    canon.perhaps(act.reason.as_deref());
    canon.whole(act.changes);
    canon.0.finish()
}

/// Sums up an act's changes, in the order of their numbers.
pub(super) struct OfChanges(Canon);

impl OfChanges {
    pub fn of_act(act: i64) -> Self {
        let mut canon = Canon::of("yuanheng/changes/1");
        canon.whole(act);
        Self(canon)
    }

    pub fn add(&mut self, change: &ChangeRow) {
        let canon = &mut self.0;
        canon.whole(change.number);
        canon.text(&change.kind);
        canon.text(&change.record);
        canon.text(&change.label);
        canon.perhaps(change.was.as_deref());
        canon.perhaps(change.became.as_deref());
    }

    pub fn finish(self) -> Sm3 {
        self.0.0.finish()
    }
}

/// What a link says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub number: i64,
    pub act: i64,
    pub day: i64,
    pub linked_at: i64,
    pub act_sm3: Sm3,
    pub changes_sm3: Sm3,
}

/// The sum of a link that follows the one whose sum is `before`.
pub(super) fn of_link(before: &[u8; 32], link: &Link) -> Sm3 {
    let mut canon = Canon::of("yuanheng/link/1");
    canon.sum(before);
    canon.whole(link.number);
    canon.whole(link.act);
    canon.whole(link.day);
    canon.whole(link.linked_at);
    canon.sum(link.act_sm3.as_bytes());
    canon.sum(link.changes_sm3.as_bytes());
    canon.0.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn act() -> RawAct {
        RawAct {
            id: 64,
            at: 1_719_792_000_000_000,
            day: 19_905,
            kind: "zone.change".to_owned(),
            actor: "zhang".to_owned(),
            actor_name: "张三".to_owned(),
            authenticated: 0,
            on_behalf: None,
            origin: "cli".to_owned(),
            origin_detail: "test".to_owned(),
            request: "r-1".to_owned(),
            reason: Some("区划调整".to_owned()),
            changes: 1,
        }
    }

    fn change() -> ChangeRow {
        ChangeRow {
            act: 64,
            number: 1,
            kind: "zone".to_owned(),
            record: "128".to_owned(),
            label: "东区".to_owned(),
            was: None,
            became: Some("{}".to_owned()),
        }
    }

    fn of_changes(changes: &[ChangeRow]) -> Sm3 {
        let mut sum = OfChanges::of_act(64);
        for change in changes {
            sum.add(change);
        }
        sum.finish()
    }

    /// The sums of stores that are in use; made once more by hand with `openssl dgst -sm3`. They may never change.
    #[test]
    fn the_sums_of_an_act_its_changes_and_its_link_are_those_they_always_were() {
        let (act_sm3, changes_sm3) = (of_act(&act()), of_changes(&[change()]));
        assert_eq!(act_sm3.to_string(), "c00adcb891c924580d4341a3a46fb01c365749092367f0c23870d7789170c796");
        assert_eq!(changes_sm3.to_string(), "bb30aa8e6133153de1cf20a37123eeaf3ca31a85f5220ab1fea3e94d5faaf9d6");
        let link = Link { number: 1, act: 64, day: 19_905, linked_at: 1_719_792_001_000_000, act_sm3, changes_sm3 };
        assert_eq!(
            of_link(&BEFORE_ALL, &link).to_string(),
            "c15e9bb7a50c00e1753a191a220c22d8943daa342bcdc95aa481f0bfcb1357d5"
        );
    }

    #[test]
    fn nothing_is_not_an_empty_text_and_a_link_depends_on_all_it_says() {
        let mut empty = act();
        empty.on_behalf = Some(String::new());
        assert_ne!(of_act(&empty), of_act(&act()));
        let sm3 = Sm3::of(b"");
        let link = Link { number: 2, act: 3, day: 4, linked_at: 5, act_sm3: sm3, changes_sm3: Sm3::of(b"a") };
        let others = [
            Link { number: 3, ..link },
            Link { act: 4, ..link },
            Link { day: 5, ..link },
            Link { linked_at: 6, ..link },
            Link { act_sm3: Sm3::of(b"b"), ..link },
            Link { changes_sm3: Sm3::of(b"b"), ..link },
        ];
        for other in others {
            assert_ne!(of_link(&BEFORE_ALL, &link), of_link(&BEFORE_ALL, &other), "{other:?}");
        }
        assert_ne!(of_link(&BEFORE_ALL, &link), of_link(sm3.as_bytes(), &link));
    }

    proptest! {
        /// Two changes of two texts each, cut anywhere from the same letters: alike only where they are the same.
        #[test]
        fn different_changes_have_different_sums(
            one in ("[ab]{0,3}", "[ab]{0,3}", proptest::option::of("[ab]{0,2}"), proptest::option::of("[ab]{0,2}")),
            two in ("[ab]{0,3}", "[ab]{0,3}", proptest::option::of("[ab]{0,2}"), proptest::option::of("[ab]{0,2}")),
        ) {
            let of = |(record, label, was, became): &(String, String, Option<String>, Option<String>)| ChangeRow {
                record: record.clone(), label: label.clone(), was: was.clone(), became: became.clone(), ..change()
            };
            let same = of_changes(&[of(&one), of(&two)]) == of_changes(&[of(&two), of(&one)]);
            prop_assert_eq!(same, one == two);
        }
    }
}
