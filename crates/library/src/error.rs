//! What is refused about packs and their versions, said so that a person knows what to do next.

use domain::say::{Lang, Say};
use policy::{Diagnostic, PackFiles, PackFilesError};
use store::StoreError;
use store::pack::PackError;

/// Why there is no pack of that name.
#[derive(Debug, thiserror::Error)]
pub enum NoPack {
    /// Neither a folder nor a known id.
    #[error("没有找到政策包“{named}”")]
    Unknown {
        /// What was given.
        named: String,
        /// The ids that are known.
        known: Vec<String>,
    },
    /// The folder cannot be read.
    #[error(transparent)]
    Files(#[from] PackFilesError),
}

impl Say for NoPack {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Files(error), lang) => error.say(lang),
            (Self::Unknown { named, known }, Lang::Zh) => {
                format!("没有找到政策包“{named}”。请写政策包所在的目录，或下列编号之一：{}。", known.join("、"))
            }
            (Self::Unknown { named, known }, Lang::En) => {
                format!("There is no pack “{named}”. Name its folder, or one of these: {}.", known.join(", "))
            }
        }
    }
}

/// Why a step of a version was not taken.
#[derive(Debug, thiserror::Error)]
pub enum VersionError {
    /// The store refused the step.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// The store could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// `pack.toml` does not say which pack it is.
    #[error("无法确定政策包的编号")]
    Nameless {
        /// The files as they came.
        files: PackFiles,
        /// What their check found.
        found: Vec<Diagnostic>,
    },
    /// The files are those of another pack than was meant.
    #[error("这是另一个政策包“{found}”")]
    Another {
        /// The pack that was meant.
        meant: String,
        /// The pack that they are.
        found: String,
    },
    /// It no longer passes its check.
    #[error("政策包有 {} 处错误", found.len())]
    Broken {
        /// Its files.
        files: PackFiles,
        /// What is wrong.
        found: Vec<Diagnostic>,
    },
}

impl Say for VersionError {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Pack(error), _) => error.say(lang),
            (Self::Store(error), _) => error.say(lang),
            (Self::Nameless { .. }, Lang::Zh) => {
                "读不出政策包的编号。请在 pack.toml 写明 id = \"…\"，检查后再上传。".to_owned()
            }
            (Self::Nameless { .. }, Lang::En) => {
                "the pack does not say its id. Write id = \"…\" in pack.toml, check it, then upload it.".to_owned()
            }
            (Self::Another { meant, found }, Lang::Zh) => {
                format!("这些文件属于政策包“{found}”，不是“{meant}”。请核对后重新选择。")
            }
            (Self::Another { meant, found }, Lang::En) => {
                format!("these are the files of the pack “{found}”, not of “{meant}”. Check them and choose again.")
            }
            (Self::Broken { found, .. }, Lang::Zh) => format!("政策包有 {} 处错误。请修改后重新上传。", found.len()),
            (Self::Broken { found, .. }, Lang::En) => {
                format!("the pack has {} errors. Mend them and upload it again.", found.len())
            }
        }
    }
}
