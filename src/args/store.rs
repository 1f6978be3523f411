//! What can be done with the store and its audit.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use domain::day::Day;
use store::Address;
use store::audit::ActFilter;

use crate::truth::{StoreArgs, WhoArgs};

/// Which acts are wanted.
#[derive(Debug, Args)]
pub struct ActArgs {
    /// 只要这个人的操作（人员代码） | Only those of this person (code)
    #[arg(long, value_name = "CODE")]
    pub actor: Option<String>,
    /// 只要这种操作；以句点结尾表示一类，如 zone. | Only of this kind; a full stop at the end takes all that begin so, as zone.
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// 只要涉及名称含此文字的记录 | Only those that changed a record whose name holds this
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub label: String,
    /// 自这一天起 | From this day on
    #[arg(long, value_name = "DAY")]
    pub from: Option<Day>,
    /// 到这一天之前 | Before this day
    #[arg(long, value_name = "DAY")]
    pub to: Option<Day>,
}

impl ActArgs {
    /// As the store asks.
    pub fn wanted(&self) -> ActFilter {
        ActFilter {
            actor: self.actor.clone(),
            kind: self.kind.clone(),
            record_kind: None,
            record: None,
            from: self.from,
            to: self.to,
            label: self.label.clone(),
        }
    }
}

/// What is to be done with the audit.
#[derive(Debug, Subcommand)]
pub enum AuditDo {
    /// 列出最近的操作 | List the latest acts
    Acts {
        #[command(flatten)]
        store: StoreArgs,
        #[command(flatten)]
        filter: ActArgs,
        /// 以 JSON 输出 | Print JSON
        #[arg(long)]
        json: bool,
    },
    /// 把尚未链入的操作链入审计链（服务运行时自动进行） | Link the acts that wait (the server does so by itself)
    Link {
        #[command(flatten)]
        store: StoreArgs,
    },
    /// 从头核对审计链，指出第一处不符 | Walk the chain and name the first broken place
    Verify {
        #[command(flatten)]
        store: StoreArgs,
        /// 另行保存的锚点文件，一并核对 | Anchors that were exported earlier and kept elsewhere, to compare with
        #[arg(long, value_name = "FILE")]
        anchors: Option<PathBuf>,
        /// 以 JSON 输出 | Print JSON
        #[arg(long)]
        json: bool,
    },
    /// 导出每天的锚点，供另行保存 | Write the anchor of each day to a file, to be kept elsewhere
    Anchors {
        #[command(flatten)]
        store: StoreArgs,
        /// 写到哪个文件 | The file to write
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// 把操作和每处变更导出为 csv | Write acts and all they changed to a csv file
    Export {
        #[command(flatten)]
        store: StoreArgs,
        #[command(flatten)]
        filter: ActArgs,
        /// 写到哪个文件 | The file to write
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// 删除保存期以前整天的操作，锚点保留 | Delete the acts of whole days before the rule; their anchors stay
    Prune {
        #[command(flatten)]
        store: StoreArgs,
        #[command(flatten)]
        who: WhoArgs,
        /// 保存多少天，至少 184；缺省 1096 | How many days are kept, at least 184; 1096 unless given
        #[arg(long, value_name = "DAYS")]
        keep_days: Option<String>,
    },
}

/// What is to be done with the whole store.
#[derive(Debug, Subcommand)]
pub enum StoreDo {
    /// 把库和数据目录备份成一个文件，不必停止服务 | Back up store and data folder into one file while the server runs
    Backup {
        #[command(flatten)]
        store: StoreArgs,
        #[command(flatten)]
        who: WhoArgs,
        /// 备份文件，须尚不存在 | The file to make, which must not be there yet
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// 逐一核对备份文件中的摘要，不写任何内容 | Compare every hash in a backup; nothing is written
    Check {
        /// 备份文件 | The backup
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// 把备份恢复到新的数据目录 | Put a backup back into a new data folder
    Restore {
        #[command(flatten)]
        store: StoreArgs,
        #[command(flatten)]
        who: WhoArgs,
        /// 备份文件 | The backup
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// 把库搬到另一个空库（SQLite 与 PostgreSQL 之间均可），逐表核对 | Move the store into another, empty one, between SQLite and PostgreSQL either way; every table is compared
    Move {
        /// 来源库的地址：sqlite:文件 或 postgres://… | Address of the store to be moved: sqlite:FILE or postgres://…
        #[arg(long, value_name = "URL")]
        from: Address,
        /// 目标库的地址，须为空库 | Address of the one to be filled, which must be empty
        #[arg(long, value_name = "URL")]
        to: Address,
        #[command(flatten)]
        who: WhoArgs,
    },
    /// 检查库和数据目录，说明哪里不对、怎么办 | Look store and data folder through; say what is wrong and what to do
    Doctor {
        #[command(flatten)]
        store: StoreArgs,
        /// 先按名录重新生成列表 | Make the listing again of the registers first
        #[arg(long)]
        rebuild_listing: bool,
        /// 以 JSON 输出 | Print JSON
        #[arg(long)]
        json: bool,
    },
}
