//! Why a store was not taken out or put in, said so that a person knows what to do next.

use std::io;
use std::path::Path;

use domain::say::{Lang, Say};

use crate::error::StoreError;

/// Why a store was not taken out or put in. What was to be filled is as it was before.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.say(Lang::Zh))]
pub enum TransferError {
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What was to be filled is not empty.
    NotEmpty {
        /// Its address, without a password.
        address: String,
        /// A table that has rows.
        table: &'static str,
    },
    /// The rows of a table cannot stand in a store.
    Rejected {
        /// The table.
        table: &'static str,
        /// The cause, for the log.
        #[source]
        source: StoreError,
    },
    /// What stands in a table afterwards is not what was to be put there.
    Differs {
        /// The table.
        table: String,
        /// How many rows it was to have.
        expected: u64,
        /// How many it has.
        found: u64,
    },
    /// A line that does not belong there, or an end too early.
    NotADump {
        /// The line.
        line: u64,
    },
    /// A newer program wrote it.
    Newer {
        /// Its structure.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// An older program wrote it, whose structure this one no longer fills.
    Older {
        /// Its structure.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// A record bears a number so high that no new ones are left.
    Numbers,
    /// Somebody wrote to a store while it was moved.
    WrittenMeanwhile {
        /// Its address, without a password.
        address: String,
    },
    /// A file or folder refused.
    Disk {
        /// Which; empty where it is not known.
        path: String,
        /// The cause, for the log.
        #[source]
        source: io::Error,
    },
    /// The file is no backup.
    NotABackup {
        /// The file.
        file: String,
        /// The cause, for the log.
        #[source]
        source: Option<Box<dyn std::error::Error + Send + Sync>>,
    },
    /// What stands in a backup is not what was put there.
    Damaged {
        /// The backup.
        file: String,
        /// What in it.
        path: String,
    },
    /// There is such a file already.
    AlreadyThere {
        /// The file.
        file: String,
    },
    /// Another backup is being written there.
    Writing {
        /// The file.
        file: String,
    },
    /// The folder that was to be made is there and not empty.
    HomeNotEmpty {
        /// The folder.
        home: String,
    },
}

impl TransferError {
    pub(crate) const fn write(source: io::Error) -> Self {
        Self::Disk { path: String::new(), source }
    }

    pub(crate) const fn read(source: io::Error) -> Self {
        Self::Disk { path: String::new(), source }
    }

    pub(crate) fn at(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Disk { path: path.display().to_string(), source }
    }

    /// Whether what was read is not what was written.
    #[must_use]
    pub const fn is_damage(&self) -> bool {
        matches!(
            self,
            Self::NotADump { .. }
                | Self::NotABackup { .. }
                | Self::Damaged { .. }
                | Self::Differs { .. }
                | Self::Rejected { .. }
        )
    }
}

impl Say for TransferError {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.chinese(),
            Lang::En => self.english(),
        }
    }
}

impl TransferError {
    fn chinese(&self) -> String {
        match self {
            Self::Store(error) => error.say(Lang::Zh),
            Self::NotEmpty { address, table } => {
                format!("目标库 {address} 不是空的（{table} 表已有记录），未改动。请换一个空库，再试一次。")
            }
            Self::Rejected { table, .. } => {
                format!(
                    "{table} 表的记录不合库的规则，没有写入任何内容。请对来源库运行 yuanheng store doctor，或换一份备份。"
                )
            }
            Self::Differs { table, expected, found } => format!(
                "写入后逐表核对：{table} 表与来源不一致（应有 {expected} 行，实有 {found} 行），没有保留任何内容。请换一份来源重试。"
            ),
            Self::NotADump { line } => {
                format!("第 {line} 行不是库的内容，或文件不完整，没有写入任何内容。请换一份完整的文件。")
            }
            Self::Newer { found, known } => format!(
                "这份内容由更新的程序写出（第 {found} 版结构，本程序只认到第 {known} 版），没有写入任何内容。请换用新版程序。"
            ),
            Self::Older { found, known } => format!(
                "这份内容由旧版程序写出（第 {found} 版结构，本程序为第 {known} 版），没有写入任何内容。请先用当时的程序恢复，再用本程序打开，结构会自动升级。"
            ),
            Self::Numbers => "记录的编号过大，无法再编新号，没有写入任何内容。请核对来源。".to_owned(),
            Self::WrittenMeanwhile { address } => {
                format!("搬迁期间有人写入了来源库 {address}，目标库没有保留任何内容。请先停止园衡的服务，再搬一次。")
            }
            Self::Disk { path, source } => {
                let place = if path.is_empty() { String::new() } else { format!(" {path}") };
                if source.kind() == io::ErrorKind::StorageFull {
                    format!("磁盘已满，写不下{place}。请腾出空间后重试。")
                } else {
                    format!("文件或目录{place}读写不了。请核对路径、权限和磁盘，然后重试。")
                }
            }
            Self::NotABackup { file, .. } => {
                format!("{file} 不是园衡的备份，或不完整。没有恢复任何内容，请换一份备份。")
            }
            Self::Damaged { file, path } => {
                format!("备份 {file} 中的 {path} 已损坏（与写入时的摘要不符）。没有恢复任何内容，请换一份备份。")
            }
            Self::AlreadyThere { file } => format!("{file} 已存在，没有覆盖。请换一个文件名。"),
            Self::Writing { file } => format!("另一个备份正在写 {file}。请等它结束，或换一个文件名。"),
            Self::HomeNotEmpty { home } => {
                format!("目录 {home} 不是空的，没有恢复任何内容。请换一个不存在或空的目录。")
            }
        }
    }

    fn english(&self) -> String {
        match self {
            Self::Store(error) => error.say(Lang::En),
            Self::NotEmpty { address, table } => format!(
                "the store {address} is not empty (table {table} has rows); it was not touched. Choose an empty store and try again."
            ),
            Self::Rejected { table, .. } => format!(
                "rows of table {table} cannot stand in a store; nothing was written. Run yuanheng store doctor on where they come from, or take another backup."
            ),
            Self::Differs { table, expected, found } => format!(
                "read again after writing, table {table} differs from its source ({expected} rows expected, {found} found); nothing was kept. Try again from another source."
            ),
            Self::NotADump { line } => format!(
                "line {line} is not part of a store, or the file ends too early; nothing was written. Take a whole file."
            ),
            Self::Newer { found, known } => format!(
                "a newer program wrote this (structure {found}; this one knows {known}); nothing was written. Use the newer program."
            ),
            Self::Older { found, known } => format!(
                "an older program wrote this (structure {found}; this one has {known}); nothing was written. Restore it with the program of that time, then open it with this one, which brings it up to date."
            ),
            Self::Numbers => {
                "a record bears so high a number that none are left; nothing was written. Check where it comes from."
                    .to_owned()
            }
            Self::WrittenMeanwhile { address } => format!(
                "somebody wrote to the store {address} while it was moved; nothing was kept in the other. Stop the server of Yuanheng, then move again."
            ),
            Self::Disk { path, source } => {
                let place = if path.is_empty() { String::new() } else { format!(" {path}") };
                if source.kind() == io::ErrorKind::StorageFull {
                    format!("the disk is full;{place} cannot be written. Make room, then try again.")
                } else {
                    format!(
                        "a file or folder{place} cannot be read or written. Check path, permissions and disk, then try again."
                    )
                }
            }
            Self::NotABackup { file, .. } => {
                format!("{file} is not a backup of Yuanheng, or not a whole one. Nothing was restored; take another.")
            }
            Self::Damaged { file, path } => format!(
                "{path} in the backup {file} is damaged: its hash is not that of what was written. Nothing was restored; take another backup."
            ),
            Self::AlreadyThere { file } => {
                format!("{file} is there already and was not overwritten. Choose another name.")
            }
            Self::Writing { file } => {
                format!("another backup is being written to {file}. Wait for its end, or choose another name.")
            }
            Self::HomeNotEmpty { home } => {
                format!("the folder {home} is not empty; nothing was restored. Choose one that is not there, or empty.")
            }
        }
    }
}
