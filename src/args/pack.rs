//! What can be done with policy packs.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use domain::day::Day;
use domain::id::PackId;

use crate::truth::{DatabaseArgs, StoreArgs, WhoArgs};

#[derive(Debug, Subcommand)]
pub enum PackDo {
    /// 列出随程序附带的和数据目录里的政策包 | List shipped packs and those of a data folder
    List {
        /// 数据目录 | Data folder
        #[arg(long, value_name = "DIR")]
        home: Option<PathBuf>,
        #[command(flatten)]
        at: DatabaseArgs,
        /// 以 JSON 输出 | Print JSON
        #[arg(long)]
        json: bool,
    },
    /// 查看一个政策包 | Show a pack
    Show {
        /// 政策包：目录或编号 | Pack: folder or id
        pack: String,
        /// 以 JSON 输出 | Print JSON
        #[arg(long)]
        json: bool,
    },
    /// 检查政策包 | Check packs
    Check {
        /// 政策包：目录或编号 | Packs: folders or ids
        #[arg(required = true)]
        packs: Vec<String>,
        /// 以 JSON 输出 | Print JSON
        #[arg(long)]
        json: bool,
    },
    /// 检查政策包并跑它们的算例 | Check packs and run their examples
    Test {
        /// 政策包：目录或编号 | Packs: folders or ids
        #[arg(required = true)]
        packs: Vec<String>,
        /// 以 JSON 输出 | Print JSON
        #[arg(long)]
        json: bool,
    },
    /// 逐条说明一个政策包的两版有何不同 | Tell in words what differs between two versions of a pack
    Compare {
        /// 旧的一版：目录、编号，或库中版本的 SM3 | Old version: folder, id, or SM3 of a version in the store
        old: String,
        /// 新的一版 | New version
        new: String,
        /// 数据目录，其库中的版本也可比较 | Data folder, whose store's versions can be compared as well
        #[arg(long, value_name = "DIR")]
        home: Option<PathBuf>,
        #[command(flatten)]
        at: DatabaseArgs,
        /// 以 JSON 输出 | Print JSON
        #[arg(long)]
        json: bool,
    },
    /// 把政策包的一版存入库中并检查 | Keep a version of a pack in the store, and check it
    Upload {
        /// 政策包：目录或编号 | Pack: folder or id
        pack: String,
        #[command(flatten)]
        store: StoreArgs,
        #[command(flatten)]
        who: WhoArgs,
    },
    /// 审批库中已检查的一版（须为上传者以外的人） | Approve a version that was checked; not by who uploaded it
    Approve {
        /// 版本的 SM3（可只写开头），或政策包编号（取最新一版） | SM3 of the version (its beginning will do), or a pack's id for the newest
        version: String,
        #[command(flatten)]
        store: StoreArgs,
        #[command(flatten)]
        who: WhoArgs,
    },
    /// 使已审批的一版自某日起生效 | Put an approved version in force from a day on
    Force {
        /// 版本的 SM3（可只写开头），或政策包编号（取最新一版） | SM3 of the version (its beginning will do), or a pack's id for the newest
        version: String,
        /// 生效的第一天，如 2026-07-01 | First day in force, as 2026-07-01
        #[arg(long, value_name = "DAY")]
        from: Day,
        #[command(flatten)]
        store: StoreArgs,
        #[command(flatten)]
        who: WhoArgs,
    },
    /// 列出一个政策包在库中的各版和经过 | List the versions of a pack in the store and what was done with them
    History {
        /// 政策包编号 | Pack's id
        pack: PackId,
        #[command(flatten)]
        store: StoreArgs,
        /// 以 JSON 输出 | Print JSON
        #[arg(long)]
        json: bool,
    },
    /// 权重、基准、目标：导出为表格，改好的表格成为库中新的一版 | Weights, benchmarks and goals: out as a spreadsheet; a changed one becomes a new version in the store
    Figures(FiguresArgs),
    /// 输出政策包文件的 JSON Schema | Print the JSON Schema of a pack's files
    Schema,
}

#[derive(Debug, Args)]
pub struct FiguresArgs {
    /// 政策包：目录或编号 | Pack: folder or id
    pub pack: String,
    /// 数据目录；导入时必填 | Data folder; needed to take figures in
    #[arg(long, value_name = "DIR", required_unless_present = "xlsx")]
    pub home: Option<PathBuf>,
    /// 导出到这个文件 | Write them to this file
    #[arg(long, value_name = "FILE.xlsx", required_unless_present = "from", conflicts_with = "from")]
    pub xlsx: Option<PathBuf>,
    /// 由改好的表格生成新的一版：先检查整个文件，有错则什么都不保存 | Make a new version of a changed spreadsheet; with errors nothing is kept
    #[arg(long, value_name = "FILE", requires = "home")]
    pub from: Option<PathBuf>,
    /// 有错时，把标出错误的表格写到这个文件 | Where there are errors, write the spreadsheet with them marked to this file
    #[arg(long, value_name = "FILE.xlsx", requires = "from")]
    pub marked: Option<PathBuf>,
    #[command(flatten)]
    pub at: DatabaseArgs,
    #[command(flatten)]
    pub who: WhoArgs,
}
