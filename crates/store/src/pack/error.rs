//! What is refused about packs, said so that a person knows what to do next.

use domain::day::Day;
use domain::hash::Sm3;
use domain::id::PackId;
use domain::say::{Lang, Say};

use crate::error::StoreError;

/// Why nothing was decided about a pack.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.say(Lang::Zh))]
pub enum PackError {
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The store holds no version of this content.
    NoSuchVersion {
        /// The content asked for.
        sm3: Sm3,
    },
    /// The files cannot be kept: a path that is none, or more bytes than a pack may have.
    NotFiles {
        /// The pack.
        pack: PackId,
    },
    /// It was not checked, or not since it was uploaded.
    NotChecked {
        /// The title.
        title: String,
        /// The version.
        sm3: Sm3,
    },
    /// Its check found errors.
    Broken {
        /// The title.
        title: String,
        /// The version.
        sm3: Sm3,
    },
    /// A pack that it builds on is no longer the one that it was checked with.
    UpperChanged {
        /// The title.
        title: String,
        /// Those that changed, came or went.
        packs: Vec<PackId>,
    },
    /// Who uploaded it cannot approve it.
    SamePerson {
        /// The title.
        title: String,
        /// Who.
        person: String,
    },
    /// Only a person approves.
    NoPerson,
    /// It is not approved.
    NotApproved {
        /// The title.
        title: String,
        /// The version.
        sm3: Sm3,
    },
    /// It was withdrawn.
    Withdrawn {
        /// The title.
        title: String,
        /// The version.
        sm3: Sm3,
    },
    /// It is in force, or will be, and so cannot be withdrawn.
    InForce {
        /// The title.
        title: String,
        /// From when.
        from: Option<Day>,
    },
    /// It is not in force on that day.
    NotInForce {
        /// The title.
        title: String,
        /// The day.
        day: Day,
    },
    /// Something else was said for these days already; that is changed only with a reason.
    NeedsReason {
        /// The title.
        title: String,
        /// The first day it would hold.
        from: Day,
    },
}

impl Say for PackError {
    fn say(&self, lang: Lang) -> String {
        let names = |packs: &[PackId]| packs.iter().map(PackId::as_str).collect::<Vec<_>>().join("、");
        match (self, lang) {
            (Self::Store(error), _) => error.say(lang),
            (Self::NoSuchVersion { sm3 }, Lang::Zh) => {
                format!("库里没有内容为 {} 的政策包：文件可能在上传之后改动过。请重新上传并检查。", sm3.short())
            }
            (Self::NoSuchVersion { sm3 }, Lang::En) => format!(
                "the store holds no pack of the content {}: its files may have changed since they were uploaded. Upload and check it again.",
                sm3.short()
            ),
            (Self::NotFiles { pack }, Lang::Zh) => {
                format!("政策包“{pack}”的文件无法保存：总共不得超过 64 MB，文件名不得为空。请移出无关的文件。")
            }
            (Self::NotFiles { pack }, Lang::En) => format!(
                "the files of “{pack}” cannot be kept: at most 64 MB in all, and each with a name. Move unrelated files out."
            ),
            (Self::NotChecked { title, sm3 }, Lang::Zh) => {
                format!("《{title}》的这一版（{}）还没有检查，不能审批。请先检查。", sm3.short())
            }
            (Self::NotChecked { title, sm3 }, Lang::En) => {
                format!(
                    "this version of “{title}” ({}) was not checked and cannot be approved. Check it first.",
                    sm3.short()
                )
            }
            (Self::Broken { title, sm3 }, Lang::Zh) => {
                format!("《{title}》的这一版（{}）检查未通过。请按检查结果修改后重新上传。", sm3.short())
            }
            (Self::Broken { title, sm3 }, Lang::En) => {
                format!("this version of “{title}” ({}) has errors. Mend them and upload it again.", sm3.short())
            }
            (Self::UpperChanged { title, packs }, Lang::Zh) => {
                format!("《{title}》检查之后，它所依据的上级政策包 {} 有变动。请重新检查、重新审批。", names(packs))
            }
            (Self::UpperChanged { title, packs }, Lang::En) => format!(
                "packs that “{title}” builds on changed since it was checked: {}. Check and approve it again.",
                names(packs)
            ),
            (Self::SamePerson { title, person }, Lang::Zh) => {
                format!("《{title}》的这一版由 {person} 上传，须由另一人审批。")
            }
            (Self::SamePerson { title, person }, Lang::En) => {
                format!("this version of “{title}” was uploaded by {person}; somebody else must approve it.")
            }
            (Self::NoPerson, Lang::Zh) => "审批须由人作出。请写明操作人后重试。".to_owned(),
            (Self::NoPerson, Lang::En) => "only a person can approve. Say who you are and try again.".to_owned(),
            (Self::NotApproved { title, sm3 }, Lang::Zh) => {
                format!("《{title}》的这一版（{}）还没有审批，不能生效。请先由另一人审批。", sm3.short())
            }
            (Self::NotApproved { title, sm3 }, Lang::En) => format!(
                "this version of “{title}” ({}) is not approved and cannot come into force. Have somebody else approve it.",
                sm3.short()
            ),
            (Self::Withdrawn { title, sm3 }, Lang::Zh) => {
                format!("《{title}》的这一版（{}）已撤回。如仍要使用，请重新上传。", sm3.short())
            }
            (Self::Withdrawn { title, sm3 }, Lang::En) => {
                format!("this version of “{title}” ({}) was withdrawn. To use it, upload it again.", sm3.short())
            }
            (Self::InForce { title, from }, Lang::Zh) => {
                let from = from.map_or_else(String::new, |from| format!("（自 {from} 起）"));
                format!("《{title}》的这一版正在生效或将要生效{from}，不能撤回。请先使另一版生效，或使它停用。")
            }
            (Self::InForce { title, from }, Lang::En) => {
                let from = from.map_or_else(String::new, |from| format!(" (from {from})"));
                format!(
                    "this version of “{title}” is in force or will be{from} and cannot be withdrawn. Put another in force first, or end it."
                )
            }
            (Self::NotInForce { title, day }, Lang::Zh) => {
                format!("《{title}》的这一版在 {day} 并未生效，无需停用。请核对日期。")
            }
            (Self::NotInForce { title, day }, Lang::En) => {
                format!("this version of “{title}” is not in force on {day}. Check the day.")
            }
            (Self::NeedsReason { title, from }, Lang::Zh) => {
                format!("《{title}》自 {from} 起的日子已另有决定。如确需更改，请写明原因。")
            }
            (Self::NeedsReason { title, from }, Lang::En) => {
                format!("for days from {from} on something else was decided about “{title}”. To change that, say why.")
            }
        }
    }
}
