//! What the audit refuses, said so that a person knows what to do next.

use domain::day::Day;
use domain::say::{Lang, Say};

use super::prune::KeepDays;
use crate::error::StoreError;

/// Why the audit did not do what was asked.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.say(Lang::Zh))]
pub enum AuditError {
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Acts are kept for six months at least.
    KeptTooShort {
        /// The days asked for.
        days: u32,
    },
    /// By its own clock the database does not let these days go.
    TooEarlyForDatabase {
        /// Days before this one were to be deleted.
        before: Day,
        /// The cause, for the log.
        source: StoreError,
    },
    /// The text is not a sheet of anchors.
    BadSheet {
        /// The line.
        line: usize,
        /// What stands there.
        found: String,
    },
}

impl Say for AuditError {
    fn say(&self, lang: Lang) -> String {
        let least = KeepDays::LEAST;
        match (self, lang) {
            (Self::Store(error), _) => error.say(lang),
            (Self::KeptTooShort { days }, Lang::Zh) => {
                format!("审计记录的保存天数 {days} 太短：不得少于 {least} 天（六个月）。请改大后重试。")
            }
            (Self::KeptTooShort { days }, Lang::En) => format!(
                "keeping the audit for {days} days is too short: at least {least} (six months). Give more and try again."
            ),
            (Self::TooEarlyForDatabase { before, .. }, Lang::Zh) => format!(
                "数据库不允许删除 {before} 以前的审计记录：按数据库所在机器的时钟还不满 {least} 天。未删除任何内容；请核对两台机器的日期后重试。"
            ),
            (Self::TooEarlyForDatabase { before, .. }, Lang::En) => format!(
                "the database does not let the audit before {before} go: by its own clock it is not {least} days old. Nothing was deleted; check the dates of both machines, then try again."
            ),
            (Self::BadSheet { line, found }, Lang::Zh) => {
                format!("第 {line} 行“{found}”：这不是园衡导出的审计锚点。请使用 audit anchors 导出的原文件。")
            }
            (Self::BadSheet { line, found }, Lang::En) => {
                format!(
                    "line {line} “{found}”: no anchors exported by Yuanheng. Use the file of audit anchors unchanged."
                )
            }
        }
    }
}
