//! Why a seal cannot be written, read or trusted: each error names the file within the seal.

use domain::say::{Lang, Say};
use zip::result::ZipError;

/// Why a seal cannot be written or read.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.say(Lang::Zh))]
pub enum SealError {
    /// It could not be put together.
    Write {
        /// What the writer said.
        source: ZipError,
    },
    /// It could not be put together as JSON.
    Encode {
        /// What the writer said.
        source: serde_json::Error,
    },
    /// The release's files could not be taken in.
    Release {
        /// What the archive said.
        source: facts::ArchiveError,
    },
    /// The file is not a seal at all.
    NotASeal {
        /// What the reader said, where it said something.
        source: Option<ZipError>,
    },
    /// It holds more than a seal may.
    TooLarge,
    /// It holds a name that no seal holds, or one name twice.
    BadName {
        /// The name as far as it is shown.
        name: String,
    },
    /// A file in it cannot be read as what it must be.
    Unreadable {
        /// The file within the seal.
        name: String,
        /// What the reader said.
        source: std::io::Error,
    },
    /// A file that every seal holds is not there.
    Missing {
        /// The file within the seal.
        name: String,
    },
    /// A file in it is not the one that was sealed.
    Altered {
        /// The file within the seal.
        name: String,
    },
    /// A newer program wrote it.
    Newer {
        /// Its format's number.
        format: u32,
        /// The program that wrote it.
        program: String,
    },
    /// The pack that it carries does not pass the check of this program.
    Pack {
        /// The first finding.
        finding: Box<policy::Diagnostic>,
        /// How many there are.
        count: usize,
    },
}

impl Say for SealError {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.zh(),
            Lang::En => self.en(),
        }
    }
}

impl SealError {
    fn zh(&self) -> String {
        match self {
            Self::Write { .. } | Self::Encode { .. } => {
                "封存文件无法生成，未写出任何内容。请把日志交给维护人员。".to_owned()
            }
            Self::Release { source } => source.say(Lang::Zh),
            Self::NotASeal { .. } => {
                "这不是封存文件，或文件已残缺。请核对路径；封存文件以 .seal 结尾，可向出具单位重新索取。".to_owned()
            }
            Self::TooLarge => "封存文件超出允许的大小或文件个数，未读取。请核对文件来源。".to_owned(),
            Self::BadName { name } => {
                format!("封存文件中有不应出现或重复的文件名“{name}”，未读取。请核对文件来源。")
            }
            Self::Unreadable { name, .. } => {
                format!("封存文件中的 {name} 已损坏或被改动，无法读取。请用原件或向出具单位重新索取。")
            }
            Self::Missing { name } => format!("封存文件中缺少 {name}，不完整。请用原件或向出具单位重新索取。"),
            Self::Altered { name } => {
                format!("封存文件中的 {name} 与封存时的 SM3 摘要不符，已被改动，不可采信。可运行 verify 查看全部差异。")
            }
            Self::Newer { format, program } => {
                format!("封存文件由更新的程序（{program}，格式 {format}）写成。请升级程序后再打开。")
            }
            Self::Pack { finding, count } => format!(
                "封存文件所带的政策包未通过检查（共 {count} 处）：{}:{} {}",
                finding.file, finding.line, finding.said.zh
            ),
        }
    }

    fn en(&self) -> String {
        match self {
            Self::Write { .. } | Self::Encode { .. } => {
                "The seal cannot be made; nothing was written. Give the log to the maintainers.".to_owned()
            }
            Self::Release { source } => source.say(Lang::En),
            Self::NotASeal { .. } => {
                "This is not a seal, or it is incomplete. Check the path; a seal ends in .seal and can be had again \
                 from the office that issued it."
                    .to_owned()
            }
            Self::TooLarge => {
                "The seal is larger, or holds more files, than a seal may; it was not read. Check where it comes from."
                    .to_owned()
            }
            Self::BadName { name } => format!(
                "The seal holds a file name that does not belong there, or twice: “{name}”; it was not read. Check \
                 where it comes from."
            ),
            Self::Unreadable { name, .. } => format!(
                "{name} in the seal is damaged or altered and cannot be read. Use the original, or ask the office \
                 that issued it."
            ),
            Self::Missing { name } => format!(
                "{name} is missing from the seal: it is incomplete. Use the original, or ask the office that issued it."
            ),
            Self::Altered { name } => format!(
                "{name} in the seal does not match the SM3 hash it was sealed with: it was altered; do not rely on it. \
                 Run verify to see every difference."
            ),
            Self::Newer { format, program } => {
                format!(
                    "A newer program wrote this seal ({program}, format {format}). Upgrade the program, then open it."
                )
            }
            Self::Pack { finding, count } => format!(
                "The pack in the seal does not pass the check ({count} findings): {}:{} {}",
                finding.file, finding.line, finding.said.en
            ),
        }
    }
}
