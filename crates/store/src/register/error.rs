//! What a register refuses, said so that a person knows what to do next.

use domain::day::Day;
use domain::register::{Kind, Role};
use domain::say::{Lang, Say};
use rust_decimal::Decimal;

use crate::error::StoreError;

/// Why a register was not changed.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.say(Lang::Zh))]
pub enum RegisterError {
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such record.
    NoSuch {
        /// The register.
        kind: Kind,
        /// The code, name or number asked for.
        asked: String,
    },
    /// Another record bears the code on some of these days.
    CodeTaken {
        /// The register.
        kind: Kind,
        /// The code.
        code: String,
        /// The name of the one that bears it.
        by: String,
    },
    /// The time line already says something else from that day on; that is corrected with a reason.
    Overlaps {
        /// What people call the record.
        label: String,
        /// Which attribute or role, in words.
        what: String,
        /// The day given.
        from: Day,
        /// The later day on which the line already changes.
        known: Day,
    },
    /// The end does not come after the beginning.
    EndBeforeStart {
        /// What people call the record.
        label: String,
        /// The beginning.
        from: Day,
        /// The end.
        to: Day,
    },
    /// The past is corrected only with a reason.
    NeedsReason {
        /// What people call the record.
        label: String,
    },
    /// A record of this kind has no such role, or not to such a parent.
    NoSuchRole {
        /// The register.
        kind: Kind,
        /// The role.
        role: Role,
        /// The kind of the parent.
        parent: Kind,
    },
    /// It may have one parent in this role.
    OneParent {
        /// What people call the record.
        label: String,
        /// The role.
        role: Role,
    },
    /// Shares that are not above 0 and at most 1.
    BadShare {
        /// What people call the record.
        label: String,
        /// The share.
        share: Decimal,
    },
    /// Shares that come to more than the whole.
    SharesOverOne {
        /// What people call the record.
        label: String,
        /// What they come to.
        total: Decimal,
    },
    /// It would stand above itself.
    Cycle {
        /// What people call the record.
        label: String,
        /// The chain of names from it upwards, back to it.
        chain: Vec<String>,
    },
    /// Records of two registers cannot be the same.
    KindsDiffer {
        /// The one that was to go.
        gone: (Kind, String),
        /// The one that was to stay.
        into: (Kind, String),
    },
    /// A record cannot be merged into itself.
    MergedIntoItself {
        /// What people call it.
        label: String,
    },
    /// The record was merged into another already.
    MergedAlready {
        /// What people call it.
        label: String,
        /// What people call the other.
        into: String,
    },
    /// A record needs a name.
    NoName {
        /// The register.
        kind: Kind,
    },
    /// A value that the field does not take.
    BadValue {
        /// What people call the record.
        label: String,
        /// The field in words.
        field: String,
        /// The value.
        value: String,
        /// What is expected, in both languages.
        expected: domain::say::Said,
    },
}

impl Say for RegisterError {
    fn say(&self, lang: Lang) -> String {
        let kind_of = |kind: &Kind| kind.say(lang);
        match (self, lang) {
            (Self::Store(error), _) => error.say(lang),
            (Self::NoSuch { kind, asked }, Lang::Zh) => {
                format!("{}名录里没有“{asked}”。请核对代码或名称，或先登记。", kind_of(kind))
            }
            (Self::NoSuch { kind, asked }, Lang::En) => format!(
                "there is no “{asked}” in the register of kind {}. Check code or name, or register it first.",
                kind_of(kind)
            ),
            (Self::CodeTaken { kind, code, by }, Lang::Zh) => format!(
                "代码 {code} 在这段时间已由{}“{by}”使用。请核对代码；若为同一对象，请修改原有记录或合并。",
                kind_of(kind)
            ),
            (Self::CodeTaken { kind, code, by }, Lang::En) => format!(
                "the code {code} is borne by {} “{by}” on these days. Check the code; if it is the same thing, change that record or merge the two.",
                kind_of(kind)
            ),
            (Self::Overlaps { label, what, from, known }, Lang::Zh) => format!(
                "“{label}”的{what}从 {known} 起已另有记录，不能再从 {from} 起登记。如确需更改过去，请选“更正”并写明原因。"
            ),
            (Self::Overlaps { label, what, from, known }, Lang::En) => format!(
                "{what} of “{label}” already changes on {known}; it cannot begin on {from}. To change the past choose “correct” and say why."
            ),
            (Self::EndBeforeStart { label, from, to }, Lang::Zh) => {
                format!("“{label}”：结束日期 {to} 不晚于开始日期 {from}。请核对两个日期。")
            }
            (Self::EndBeforeStart { label, from, to }, Lang::En) => {
                format!("“{label}”: the end {to} does not come after the beginning {from}. Check both days.")
            }
            (Self::NeedsReason { label }, Lang::Zh) => format!("更正“{label}”过去的记录须写明原因。"),
            (Self::NeedsReason { label }, Lang::En) => format!("to correct the past of “{label}”, say why."),
            (Self::NoSuchRole { kind, role, parent }, Lang::Zh) => {
                format!("{}的“{}”不能是{}。", kind_of(kind), role.say(lang), kind_of(parent))
            }
            (Self::NoSuchRole { kind, role, parent }, Lang::En) => {
                format!(
                    "the “{}” of a record of kind {} cannot be a {}.",
                    role.say(lang),
                    kind_of(kind),
                    kind_of(parent)
                )
            }
            (Self::OneParent { label, role }, Lang::Zh) => {
                format!("“{label}”的“{}”同一时间只能有一个。", role.say(lang))
            }
            (Self::OneParent { label, role }, Lang::En) => {
                format!("“{label}” may have one “{}” at a time.", role.say(lang))
            }
            (Self::BadShare { label, share }, Lang::Zh) => {
                format!("“{label}”的份额 {share} 不对：应大于 0、不超过 1（即 100%）。")
            }
            (Self::BadShare { label, share }, Lang::En) => {
                format!("the share {share} of “{label}” is not right: above 0 and at most 1 (100 %).")
            }
            (Self::SharesOverOne { label, total }, Lang::Zh) => {
                format!("“{label}”各开发区的份额合计 {total}，超过 1（即 100%）。请核对各份额。")
            }
            (Self::SharesOverOne { label, total }, Lang::En) => {
                format!("the shares of “{label}” come to {total}, more than 1 (100 %). Check them.")
            }
            (Self::Cycle { label, chain }, Lang::Zh) => {
                format!("“{label}”会成为自己的上级：{}。请核对上级。", chain.join(" → "))
            }
            (Self::Cycle { label, chain }, Lang::En) => {
                format!("“{label}” would stand above itself: {}. Check the parent.", chain.join(" → "))
            }
            (Self::KindsDiffer { gone, into }, Lang::Zh) => format!(
                "“{}”是{}，“{}”是{}，不能合并。请在同一名录内选择。",
                gone.1,
                gone.0.say(lang),
                into.1,
                into.0.say(lang)
            ),
            (Self::KindsDiffer { gone, into }, Lang::En) => format!(
                "“{}” is a record of kind {}, “{}” of kind {}; choose two of one register.",
                gone.1,
                gone.0.say(lang),
                into.1,
                into.0.say(lang)
            ),
            (Self::MergedIntoItself { label }, Lang::Zh) => format!("“{label}”不能并入自己。请选择另一条记录。"),
            (Self::MergedIntoItself { label }, Lang::En) => {
                format!("“{label}” cannot be merged into itself. Choose another record.")
            }
            (Self::MergedAlready { label, into }, Lang::Zh) => {
                format!("“{label}”已并入“{into}”。请改用“{into}”。")
            }
            (Self::MergedAlready { label, into }, Lang::En) => {
                format!("“{label}” was merged into “{into}” already. Use “{into}”.")
            }
            (Self::NoName { kind }, Lang::Zh) => format!("{}须有名称。", kind_of(kind)),
            (Self::NoName { kind }, Lang::En) => format!("a {} needs a name.", kind_of(kind)),
            (Self::BadValue { label, field, value, expected }, Lang::Zh) => {
                format!("“{label}”的{field}“{value}”不对：{}。", expected.say(lang))
            }
            (Self::BadValue { label, field, value, expected }, Lang::En) => {
                format!("{field} “{value}” of “{label}” is not right: {}.", expected.say(lang))
            }
        }
    }
}
