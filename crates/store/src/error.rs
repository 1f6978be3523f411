//! What can go wrong with the store itself, said so that a person knows what to do next.

use domain::say::{Lang, Say};
use sea_orm::DbErr;

use crate::dialect::{Engine, Refusal};

/// Why the store could not do what was asked. What one part of it refuses has an error type of its own.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.say(Lang::Zh))]
pub enum StoreError {
    /// The database cannot be reached, or was lost in the middle; nothing of the act was kept.
    Unreachable {
        /// Its address, without a password.
        address: String,
        /// The cause, for the log.
        #[source]
        source: DbErr,
    },
    /// Somebody else held what was needed for too long; nothing of the act was kept.
    Busy {
        /// The cause, for the log.
        #[source]
        source: DbErr,
    },
    /// The disk is full; nothing of the act was kept.
    Full {
        /// The cause, for the log.
        #[source]
        source: DbErr,
    },
    /// The audit may not be changed.
    Kept {
        /// The cause, for the log.
        #[source]
        source: DbErr,
    },
    /// The file is not a store, or a damaged one.
    Damaged {
        /// Its address, without a password.
        address: String,
        /// The cause, for the log.
        #[source]
        source: DbErr,
    },
    /// A newer program made it.
    Newer {
        /// Its address, without a password.
        address: String,
        /// The newest migration that it has.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// A migration that was run is not the one that this program knows under its number.
    Foreign {
        /// Its address, without a password.
        address: String,
        /// The migration.
        migration: i64,
    },
    /// A stored value is not what it must be.
    Unreadable {
        /// Table and column.
        place: &'static str,
        /// The record.
        record: String,
    },
    /// Something else the database refused; nothing of the act was kept.
    Database {
        /// The cause, for the log.
        #[source]
        source: DbErr,
    },
}

impl StoreError {
    /// What `source`, met at `address`, means.
    pub(crate) fn of(address: &str, source: DbErr) -> Self {
        let address = address.to_owned();
        match Engine::refusal(&source) {
            Refusal::Unreachable => Self::Unreachable { address, source },
            Refusal::Damaged => Self::Damaged { address, source },
            Refusal::Busy => Self::Busy { source },
            Refusal::Full => Self::Full { source },
            Refusal::Kept => Self::Kept { source },
            Refusal::Taken | Refusal::Other => Self::Database { source },
        }
    }
}

impl Say for StoreError {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Unreachable { address, .. }, Lang::Zh) => {
                format!("连不上库 {address}，这一步没有写入任何内容。请确认数据库正在运行、地址和口令正确，然后重试。")
            }
            (Self::Unreachable { address, .. }, Lang::En) => format!(
                "the store {address} cannot be reached; nothing of this step was written. See that the database runs and that address and password are right, then try again."
            ),
            (Self::Busy { .. }, Lang::Zh) => {
                "别的操作正在写库，等待超时，这一步没有写入任何内容。请稍后重试。".to_owned()
            }
            (Self::Busy { .. }, Lang::En) => {
                "something else is writing to the store and took too long; nothing of this step was written. Try again later.".to_owned()
            }
            (Self::Full { .. }, Lang::Zh) => {
                "库所在的磁盘已满，这一步没有写入任何内容。请腾出空间后重试。".to_owned()
            }
            (Self::Full { .. }, Lang::En) => {
                "the disk of the store is full; nothing of this step was written. Make room, then try again.".to_owned()
            }
            (Self::Kept { .. }, Lang::Zh) => "审计记录不能修改；这一步没有写入任何内容。".to_owned(),
            (Self::Kept { .. }, Lang::En) => {
                "records of the audit cannot be changed; nothing of this step was written.".to_owned()
            }
            (Self::Damaged { address, .. }, Lang::Zh) => {
                format!("{address} 不是园衡的库，或已损坏。请先另存一份，再用 yuanheng store restore 从备份恢复。")
            }
            (Self::Damaged { address, .. }, Lang::En) => format!(
                "{address} is not a store of Yuanheng, or damaged. Keep a copy, then restore a backup: yuanheng store restore."
            ),
            (Self::Newer { address, found, known }, Lang::Zh) => format!(
                "库 {address} 由更新的程序建立（第 {found} 版，本程序只认到第 {known} 版）。请换用新版程序，库未改动。"
            ),
            (Self::Newer { address, found, known }, Lang::En) => format!(
                "the store {address} was made by a newer program (version {found}; this one knows {known}). Use the newer program; the store was not touched."
            ),
            (Self::Foreign { address, migration }, Lang::Zh) => {
                format!("库 {address} 的第 {migration} 版结构与本程序所知不符，未改动。请核对程序来源，或从备份恢复。")
            }
            (Self::Foreign { address, migration }, Lang::En) => format!(
                "structure {migration} of the store {address} is not the one this program knows; it was not touched. Check where the program came from, or restore a backup."
            ),
            (Self::Unreadable { place, record }, Lang::Zh) => {
                format!("库中 {place} 的记录 {record} 无法读取。请运行 yuanheng store doctor 检查，并从备份恢复。")
            }
            (Self::Unreadable { place, record }, Lang::En) => format!(
                "record {record} in {place} of the store cannot be read. Run yuanheng store doctor, and restore a backup."
            ),
            (Self::Database { .. }, Lang::Zh) => {
                "库拒绝了这一步，没有写入任何内容；原因已记入日志。请重试，仍不成功请联系管理员。".to_owned()
            }
            (Self::Database { .. }, Lang::En) => {
                "the store refused this step and wrote nothing; the cause is in the log. Try again, else ask your administrator.".to_owned()
            }
        }
    }
}
