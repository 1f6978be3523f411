//! What can go wrong with an archive, said so that a person knows what to do next.

use std::io;

use domain::hash::Sm3;
use domain::id::{FormId, IndicatorCode, ReleaseName, SubjectId};
use domain::ledger::LedgerError;
use domain::period::Period;
use domain::say::{Lang, Said, Say};

use crate::fault::TableFault;

/// What was being done to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Making a folder.
    Create,
    /// Reading.
    Read,
    /// Writing.
    Write,
    /// Waiting for the lock.
    Lock,
}

/// A cell of a source file, as people find it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The form; before forms exist, the mapping's id.
    pub form: FormId,
    /// The file's name as it was given.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// The cell, as `C14`.
    pub cell: String,
}

impl Say for Spot {
    fn say(&self, lang: Lang) -> String {
        let Self { form, file, sheet, cell } = self;
        match lang {
            Lang::Zh => format!("报表 {form}：文件“{file}”工作表“{sheet}”单元格 {cell}"),
            Lang::En => format!("form {form}: file “{file}”, sheet “{sheet}”, cell {cell}"),
        }
    }
}

/// Two forms give one subject, indicator and period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The subject.
    pub subject: SubjectId,
    /// The indicator.
    pub indicator: IndicatorCode,
    /// The period.
    pub period: Period,
    /// Where one form gives it.
    pub first: Spot,
    /// Where the other gives it.
    pub second: Spot,
    /// How many such pairs there are in these two forms, this one included.
    pub count: usize,
}

/// In which way a file of the archive is not what it must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// It is not there.
    Missing,
    /// Its content does not have the hash it is named by.
    Altered,
    /// It cannot be read as what it must be.
    Unreadable,
    /// A newer program wrote it.
    Newer,
}

/// Why an archive could not do what was asked.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.say(Lang::Zh))]
pub enum ArchiveError {
    /// The disk refused.
    Disk {
        /// What was being done.
        act: Act,
        /// Which file or folder.
        path: String,
        /// What the system said.
        source: io::Error,
    },
    /// The folder is not an archive's home.
    NotAHome {
        /// The folder.
        path: String,
    },
    /// A file of the archive is missing, altered or unreadable.
    Damaged {
        /// The release that needs it, where one does.
        release: Option<ReleaseName>,
        /// Which file.
        path: String,
        /// In which way.
        damage: Damage,
        /// What the reader of the format said.
        source: Option<Box<dyn std::error::Error + Send + Sync>>,
    },
    /// There is no release of this name.
    NoSuchRelease {
        /// The name asked for.
        name: ReleaseName,
        /// The last release there is.
        latest: Option<ReleaseName>,
    },
    /// The name already stands for another manifest.
    NameTaken {
        /// The name.
        name: ReleaseName,
    },
    /// Somebody else published in between.
    Overtaken {
        /// The release that the new one was made upon.
        expected: Option<ReleaseName>,
        /// The release that is the last one now.
        found: Option<ReleaseName>,
    },
    /// The ledger could not be read or written.
    Ledger {
        /// What a person is told.
        said: Said,
        /// The cause, for the log.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Two forms give one subject, indicator and period.
    Conflict(Box<Conflict>),
    /// A table breaks the promises of a checked table.
    Table(#[source] Box<TableFault>),
    /// A table names a source file or mapping that was not handed over with it.
    NoSource {
        /// The table's form.
        form: FormId,
        /// The table's period.
        period: Period,
        /// The source file's hash.
        source_file: Sm3,
        /// The mapping's hash.
        mapping: Sm3,
    },
    /// There is nothing to publish.
    NothingToPublish,
    /// A part could not be written as Parquet.
    Encode {
        /// What the writer said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl From<LedgerError> for ArchiveError {
    fn from(error: LedgerError) -> Self {
        match error {
            LedgerError::NameTaken { name } => Self::NameTaken { name },
            LedgerError::Overtaken { expected, found } => Self::Overtaken { expected, found },
            LedgerError::Failed { said, source } => Self::Ledger { said, source },
        }
    }
}

fn reason(error: &io::Error) -> (&'static str, &'static str) {
    use io::ErrorKind as K;
    match error.kind() {
        K::NotFound => ("文件夹或文件不存在", "the folder or file is not there"),
        K::PermissionDenied => ("没有权限", "permission denied"),
        K::StorageFull | K::QuotaExceeded => ("磁盘空间不足", "the disk is full"),
        K::ReadOnlyFilesystem => ("磁盘只读", "the disk is read-only"),
        K::FileTooLarge => ("文件超过系统允许的大小", "the file is larger than the system allows"),
        K::NotADirectory | K::IsADirectory | K::AlreadyExists => {
            ("同名的文件或文件夹挡在这里", "a file or folder of that name is in the way")
        }
        _ => ("系统读写出错", "the system reported an input or output error"),
    }
}

fn optional(name: Option<&ReleaseName>, none: &str) -> String {
    name.map_or_else(|| none.to_owned(), ToString::to_string)
}

impl Say for ArchiveError {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.zh(),
            Lang::En => self.en(),
        }
    }
}

impl ArchiveError {
    fn zh(&self) -> String {
        match self {
            Self::Disk { act, path, source } => {
                let act = match act {
                    Act::Create => "建立",
                    Act::Read => "读取",
                    Act::Write => "写入",
                    Act::Lock => "锁定",
                };
                let why = reason(source).0;
                format!("无法{act}“{path}”：{why}。已发布的版本没有改变；排除后请重试。")
            }
            Self::NotAHome { path } => {
                format!("“{path}”不是园衡的数据目录（缺少 home.json）。请核对 --home，或用新目录导入数据。")
            }
            Self::Damaged { release, path, damage, .. } => {
                let how = match damage {
                    Damage::Missing => "文件不存在",
                    Damage::Altered => "内容与其 SM3 摘要不符",
                    Damage::Unreadable => "无法按其格式读取",
                    Damage::Newer => "由更新版本的程序写成",
                };
                let next = match damage {
                    Damage::Newer => "请升级程序后再打开。",
                    _ => "请从备份恢复此文件，或运行 facts rebuild 由保存的原始文件重建。",
                };
                match release {
                    Some(release) => format!("发布版本 {release} 的文件“{path}”不可用：{how}。{next}"),
                    None => format!("文件“{path}”不可用：{how}。{next}"),
                }
            }
            Self::NoSuchRelease { name, latest } => format!(
                "没有名为 {name} 的发布版本（最新版本：{}）。请核对 --release。",
                optional(latest.as_ref(), "尚无")
            ),
            Self::NameTaken { name } => {
                format!("版本名 {name} 已用于其他数据，版本名一经使用永不改变。请换一个名字。")
            }
            Self::Overtaken { expected, found } => format!(
                "发布期间已有他人发布：本次以 {} 为基础，现在最新的是 {}。请在最新版本上重新发布。",
                optional(expected.as_ref(), "空档案"),
                optional(found.as_ref(), "空档案")
            ),
            Self::Ledger { said, .. } => said.zh.clone(),
            Self::Conflict(conflict) => {
                let Conflict { subject, indicator, period, first, second, count } = &**conflict;
                format!(
                    "两张报表同时给出“{subject}”{}的指标 {indicator}（共 {count} 处）。一处在{}；另一处在{}。\
                     同一数值只能由一张报表给出：请从其中一张的映射中去掉该指标，或更正后重新导入。",
                    period.say(Lang::Zh),
                    first.say(Lang::Zh),
                    second.say(Lang::Zh)
                )
            }
            Self::Table(fault) => fault.say(Lang::Zh),
            Self::NoSource { form, period, .. } => format!(
                "报表 {form}（{}）没有附上原始文件和映射，不能发布：每个数值都要能查到出处。请连同原始文件重新导入。",
                period.say(Lang::Zh)
            ),
            Self::NothingToPublish => "没有可发布的数据：文件中没有任何数值和属性。请核对文件和映射。".to_owned(),
            Self::Encode { .. } => "数据无法写成 Parquet 文件，未发布任何内容。请把日志交给维护人员。".to_owned(),
        }
    }

    fn en(&self) -> String {
        match self {
            Self::Disk { act, path, source } => {
                let act = match act {
                    Act::Create => "create",
                    Act::Read => "read",
                    Act::Write => "write",
                    Act::Lock => "lock",
                };
                let why = reason(source).1;
                format!("Cannot {act} “{path}”: {why}. Published releases are unchanged; mend this and try again.")
            }
            Self::NotAHome { path } => format!(
                "“{path}” is not a Yuanheng home (home.json is missing). Check --home, or import into a new folder."
            ),
            Self::Damaged { release, path, damage, .. } => {
                let how = match damage {
                    Damage::Missing => "it is missing",
                    Damage::Altered => "its content does not match its SM3 hash",
                    Damage::Unreadable => "it cannot be read as its format",
                    Damage::Newer => "a newer program wrote it",
                };
                let next = match damage {
                    Damage::Newer => "Upgrade the program, then open it again.",
                    _ => "Restore this file from a backup, or run facts rebuild to make it from the kept sources.",
                };
                match release {
                    Some(release) => format!("File “{path}” of release {release} cannot be used: {how}. {next}"),
                    None => format!("File “{path}” cannot be used: {how}. {next}"),
                }
            }
            Self::NoSuchRelease { name, latest } => format!(
                "There is no release named {name} (the latest is {}). Check --release.",
                optional(latest.as_ref(), "none yet")
            ),
            Self::NameTaken { name } => format!(
                "The name {name} already stands for other data; a name, once given, never changes. Choose another."
            ),
            Self::Overtaken { expected, found } => format!(
                "Somebody else published meanwhile: this was made upon {}, the latest now is {}. Publish again upon it.",
                optional(expected.as_ref(), "the empty archive"),
                optional(found.as_ref(), "the empty archive")
            ),
            Self::Ledger { said, .. } => said.en.clone(),
            Self::Conflict(conflict) => {
                let Conflict { subject, indicator, period, first, second, count } = &**conflict;
                format!(
                    "Two forms give indicator {indicator} of “{subject}” for {} ({count} such values). One: {}. \
                     The other: {}. One form only may give a value: take the indicator out of one mapping, or \
                     correct the file, and import again.",
                    period.say(Lang::En),
                    first.say(Lang::En),
                    second.say(Lang::En)
                )
            }
            Self::Table(fault) => fault.say(Lang::En),
            Self::NoSource { form, period, .. } => format!(
                "Form {form} ({}) came without its source file and mapping and cannot be published: every value must \
                 lead to its cell. Import it again with its file.",
                period.say(Lang::En)
            ),
            Self::NothingToPublish => {
                "There is nothing to publish: the file gives no value and no attribute. Check file and mapping."
                    .to_owned()
            }
            Self::Encode { .. } => {
                "The data cannot be written as Parquet; nothing was published. Give the log to the maintainers."
                    .to_owned()
            }
        }
    }
}
