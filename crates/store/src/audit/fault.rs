//! Where the chain is broken, and how, in words.

use domain::day::Day;
use domain::say::{Lang, Say};

use super::row::{ActRow, china_time};

/// What is wrong at one place of the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The act's own row is not the one that was linked.
    ActChanged,
    /// The act's row is gone.
    ActMissing,
    /// A row of what the act changed is not the one that was linked; which one cannot be told.
    ChangeChanged,
    /// A row of what the act changed is gone.
    ChangeMissing {
        /// Its number.
        number: i64,
    },
    /// The act has a row of changes that it did not have.
    ChangeAdded {
        /// Its number.
        number: i64,
    },
    /// Links are gone.
    LinkMissing {
        /// The first number that is not there.
        first: i64,
        /// The last.
        last: i64,
    },
    /// The act is in no link, and does not wait for one.
    NeverLinked,
    /// The link is not what was written, or does not follow the one before it.
    LinkAltered,
    /// The chain does not have what the anchor says.
    AnchorNotMet {
        /// The day of the anchor.
        day: Day,
        /// Whether the anchor was handed in, and is not the store's own.
        deposited: bool,
    },
    /// The anchor is not readable.
    AnchorAltered {
        /// The day as the row has it, counted from 1970-01-01.
        day: i64,
    },
    /// The anchor is gone.
    AnchorMissing {
        /// The day, counted from 1970-01-01, of the link whose anchor it is; none where the links before the first one
        /// were deleted.
        day: Option<i64>,
    },
    /// What is gone was never decided to be deleted.
    DeletionUndecided,
}

/// The first place at which the chain is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// What is wrong.
    pub fault: Fault,
    /// The number of the link, where one is concerned.
    pub link: Option<i64>,
    /// The number of the act, where one is concerned.
    pub act: Option<i64>,
    /// The act as it now stands there.
    pub row: Option<ActRow>,
}

fn day_of_number(number: i64) -> String {
    i32::try_from(number).ok().and_then(Day::from_number).map_or_else(|| number.to_string(), |day| day.to_string())
}

impl Say for Fault {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::ActChanged, Lang::Zh) => "这条操作记录被改动过".to_owned(),
            (Self::ActChanged, Lang::En) => "the row of this act was changed".to_owned(),
            (Self::ActMissing, Lang::Zh) => "这条操作记录被删除".to_owned(),
            (Self::ActMissing, Lang::En) => "the row of this act was deleted".to_owned(),
            (Self::ChangeChanged, Lang::Zh) => "这条操作的变更明细被改动过".to_owned(),
            (Self::ChangeChanged, Lang::En) => "a change of this act was altered".to_owned(),
            (Self::ChangeMissing { number }, Lang::Zh) => format!("这条操作的第 {number} 条变更明细被删除"),
            (Self::ChangeMissing { number }, Lang::En) => format!("change {number} of this act was deleted"),
            (Self::ChangeAdded { number }, Lang::Zh) => format!("这条操作多出了第 {number} 条变更明细"),
            (Self::ChangeAdded { number }, Lang::En) => format!("change {number} was added to this act"),
            (Self::LinkMissing { first, last }, Lang::Zh) if first == last => format!("第 {first} 号链节被删除"),
            (Self::LinkMissing { first, last }, Lang::En) if first == last => format!("link {first} was deleted"),
            (Self::LinkMissing { first, last }, Lang::Zh) => format!("第 {first} 至 {last} 号链节被删除"),
            (Self::LinkMissing { first, last }, Lang::En) => format!("links {first} to {last} were deleted"),
            (Self::NeverLinked, Lang::Zh) => {
                "这条操作不在链中，也不在待链接之列：它的链节被删除，或它不是由本程序写入".to_owned()
            }
            (Self::NeverLinked, Lang::En) => {
                "this act is in no link and waits for none: its link was deleted, or it was not written by this program"
                    .to_owned()
            }
            (Self::LinkAltered, Lang::Zh) => "链节被改动过，或与前一链节不衔接".to_owned(),
            (Self::LinkAltered, Lang::En) => "the link was altered, or does not follow the one before it".to_owned(),
            (Self::AnchorNotMet { day, deposited: true }, Lang::Zh) => format!("与所交存的 {day} 锚点不符"),
            (Self::AnchorNotMet { day, deposited: true }, Lang::En) => {
                format!("the chain is not that of the deposited anchor of {day}")
            }
            (Self::AnchorNotMet { day, .. }, Lang::Zh) => format!("与库中 {day} 的锚点不符"),
            (Self::AnchorNotMet { day, .. }, Lang::En) => {
                format!("the chain is not that of the store's anchor of {day}")
            }
            (Self::AnchorAltered { day }, Lang::Zh) => format!("库中 {} 的锚点被改动，无法读取", day_of_number(*day)),
            (Self::AnchorAltered { day }, Lang::En) => {
                format!("the store's anchor of {} was altered and cannot be read", day_of_number(*day))
            }
            (Self::AnchorMissing { day: Some(day) }, Lang::Zh) => format!("{} 的锚点被删除", day_of_number(*day)),
            (Self::AnchorMissing { day: Some(day) }, Lang::En) => {
                format!("the anchor of {} was deleted", day_of_number(*day))
            }
            (Self::AnchorMissing { day: None }, Lang::Zh) => "此前的链节已删除，但没有留下锚点".to_owned(),
            (Self::AnchorMissing { day: None }, Lang::En) => {
                "what came before was deleted, and there is no anchor of it".to_owned()
            }
            (Self::DeletionUndecided, Lang::Zh) => "此前的链节被删除，但没有相应的删除决定".to_owned(),
            (Self::DeletionUndecided, Lang::En) => {
                "what came before was deleted, and nobody decided to delete it".to_owned()
            }
        }
    }
}

impl Say for Broken {
    fn say(&self, lang: Lang) -> String {
        let zh = lang == Lang::Zh;
        let mut place = Vec::new();
        if let Some(link) = self.link {
            place.push(if zh { format!("第 {link} 号链节") } else { format!("link {link}") });
        }
        if let Some(act) = self.act {
            place.push(if zh { format!("操作 {act}") } else { format!("act {act}") });
        }
        if let Some(ActRow { at, kind, actor, .. }) = &self.row {
            let at = china_time(*at);
            place.push(if zh {
                format!("{at}，{}（{}），{kind}", actor.name, actor.code)
            } else {
                format!("{at} China time, {} ({}), {kind}", actor.name, actor.code)
            });
        }
        let (place, fault) = (place.join(if zh { "，" } else { ", " }), self.fault.say(lang));
        if zh {
            let place = if place.is_empty() { String::new() } else { format!("{place}：") };
            format!("{place}{fault}。请先另存一份库，再与备份核对，并报告审计负责人。")
        } else {
            let place = if place.is_empty() { String::new() } else { format!("{place}: ") };
            format!(
                "{place}{fault}. Keep a copy of the store, compare it with a backup, and tell whoever answers for the audit."
            )
        }
    }
}
