//! The command line: commands and options.

mod config;
mod given;
mod help;
mod pack;
mod register;
mod store;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use domain::day::Day;
use domain::id::{ReleaseName, SchemeId};
use domain::period::Period;
use domain::say::Lang;

use crate::truth::{DatabaseArgs, StoreArgs, WhoArgs};

pub use config::ConfigDo;
pub use help::{command, lang_wanted, parse};
pub use pack::{FiguresArgs, PackDo};
pub use register::RegisterDo;
pub use store::{AuditDo, StoreDo};

/// 园衡：开发区考评，从报表到可以复核的名次 | Yuanheng: development zones evaluated, from spreadsheets to ranks that can be defended
#[derive(Debug, Parser)]
#[command(name = "yuanheng", version, disable_help_subcommand = true)]
pub struct Cli {
    /// 提示和结果所用的语言；缺省按系统语言 | Language of messages; that of the locale unless given
    #[arg(long, global = true, value_enum, value_name = "LANG")]
    pub lang: Option<LangArg>,
    /// 在标准错误输出运行日志 | Write the log to standard error
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// 设置文件；缺省为环境变量所指的文件，或数据目录中的 yuanheng.toml | File of settings; the one that the environment names, or yuanheng.toml in the data folder, unless given
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// 设定一项，如 --set log.format=json；全部设置见 docs/configuration.md | Set one thing, as --set log.format=json; docs/configuration.md lists all
    #[arg(long, global = true, value_name = "NAME=VALUE")]
    pub set: Vec<String>,
    #[command(subcommand)]
    pub command: Do,
}

/// A language by name.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum LangArg {
    Zh,
    En,
}

impl From<LangArg> for Lang {
    fn from(lang: LangArg) -> Self {
        match lang {
            LangArg::Zh => Self::Zh,
            LangArg::En => Self::En,
        }
    }
}

/// What is to be done.
#[derive(Debug, Subcommand)]
pub enum Do {
    /// 建立演示数据、跑通全过程并打开网页 | Build demonstration data, run the whole loop and serve it
    Demo(DemoArgs),
    /// 在本机提供网页 | Serve the pages on this machine
    Serve(ServeArgs),
    /// 导入表格并发布 | Import spreadsheets and publish them
    Import(ImportArgs),
    /// 按政策包考评 | Evaluate by a policy pack
    Evaluate(EvaluateArgs),
    /// 说明一个对象的得分从何而来 | Explain where a subject's score comes from
    Explain(ExplainArgs),
    /// 重新计算封存的考评，逐字节核对 | Run a sealed evaluation again and compare byte by byte
    Verify(VerifyArgs),
    /// 读政策文件：条目、任务、目标、资金政策、考核规定 | Read policy documents: outline, tasks, targets, money rules, evaluation rules
    Read(ReadArgs),
    /// 政策包：列出、查看、检查、跑算例、输出格式定义 | Policy packs: list, show, check, test, schema
    #[command(subcommand)]
    Pack(PackDo),
    /// 名录：列出、查看、导入、导出、合并 | Registers: list, show, import, export, merge
    #[command(subcommand)]
    Register(Box<RegisterDo>),
    /// 发布版本：列出、核对、重建 | Releases: list, check, rebuild
    #[command(subcommand)]
    Facts(FactsDo),
    /// 审计：查看、链接、核对、导出、按期删除 | The audit: show, link, verify, export, prune
    #[command(subcommand)]
    Audit(AuditDo),
    /// 库：备份、恢复、搬迁、检查 | The store: back up, restore, move, look through
    #[command(subcommand)]
    Store(StoreDo),
    /// 设置：检查、查看 | Settings: check, show
    #[command(subcommand)]
    Config(ConfigDo),
}

#[derive(Debug, Args)]
pub struct ReadArgs {
    /// 政策文件 | Policy documents
    #[arg(required_unless_present = "schema", value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// 以 JSON 输出 | Print JSON
    #[arg(long)]
    pub json: bool,
    /// 输出 --json 的格式定义 | Print the JSON schema of --json
    #[arg(long)]
    pub schema: bool,
    /// 写出任务分解表等（xlsx） | Write the table of tasks and the rest (xlsx)
    #[arg(long, value_name = "FILE")]
    pub xlsx: Option<PathBuf>,
    /// 写出政策包草稿到这个新目录，目录名即编号；只用于一份文件 | Write a draft pack to this new folder, whose name is its id; for one document
    #[arg(long, value_name = "DIR", conflicts_with = "against")]
    pub pack: Option<PathBuf>,
    /// 与这个政策包对照：哪些已写入，哪些还没有；只用于一份文件 | Hold it against this pack: what it carries and what not yet; for one document
    #[arg(long, value_name = "PACK")]
    pub against: Option<String>,
}

#[derive(Debug, Args)]
pub struct DemoArgs {
    /// 数据目录 | Data folder
    #[arg(long, value_name = "DIR", default_value = "yuanheng-demo")]
    pub home: PathBuf,
    /// 监听地址，只能是本机；缺省 127.0.0.1:7878 | Address to listen on, loopback only; 127.0.0.1:7878 unless given
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<String>,
    /// 只建数据，不开网页 | Build the data only
    #[arg(long)]
    pub no_serve: bool,
    #[command(flatten)]
    pub at: DatabaseArgs,
}

#[derive(Debug, Args)]
pub struct ServeArgs {
    /// 数据目录 | Data folder
    #[arg(long, value_name = "DIR")]
    pub home: PathBuf,
    /// 监听地址，只能是本机；缺省 127.0.0.1:7878 | Address to listen on, loopback only; 127.0.0.1:7878 unless given
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<String>,
    #[command(flatten)]
    pub at: DatabaseArgs,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own on the command line")]
pub struct ImportArgs {
    /// 数据目录；没有则新建 | Data folder; made where it is missing
    #[arg(long, value_name = "DIR", required_unless_present_any = ["draft_mapping", "mapping_schema"])]
    pub home: Option<PathBuf>,
    /// 要导入的表格（xlsx、xls、ods、csv） | Spreadsheets to import (xlsx, xls, ods, csv)
    #[arg(value_name = "FILE", required_unless_present = "mapping_schema")]
    pub files: Vec<PathBuf>,
    /// 映射文件；缺省用表格旁的“表格名.mapping.toml”，没有则自动起草 | Mapping file; FILE.mapping.toml beside the spreadsheet, or drafted, unless given
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// 只起草映射文件并输出，不导入 | Only draft a mapping and print it
    #[arg(long)]
    pub draft_mapping: bool,
    /// 只输出映射文件的 JSON Schema | Only print the JSON Schema of a mapping file
    #[arg(long, conflicts_with_all = ["home", "files"])]
    pub mapping_schema: bool,
    /// 按这个政策包的指标识别列；可写编号或目录 | Recognise columns by this pack's indicators; id or folder
    #[arg(long, value_name = "PACK")]
    pub pack: Vec<String>,
    /// 报告期；表里写明时不用 | Period; not needed where the spreadsheet says it
    #[arg(long, value_name = "P")]
    pub period: Option<Period>,
    /// 有错的对象不收，其余照常发布 | Leave out subjects with errors and publish the rest
    #[arg(long)]
    pub accept_clean: bool,
    /// 发布版本名；缺省顺次编号 | Name of the release; numbered unless given
    #[arg(long, value_name = "NAME")]
    pub name: Option<ReleaseName>,
    /// 发布说明 | What the release is
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub title: String,
    /// 以 JSON 输出 | Print JSON
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub at: DatabaseArgs,
    #[command(flatten)]
    pub who: WhoArgs,
}

#[derive(Debug, Args)]
pub struct EvaluateArgs {
    /// 政策包：目录，或已有的编号 | Policy pack: a folder, or the id of a known one
    #[arg(long, value_name = "DIR")]
    pub pack: String,
    /// 考核方案编号；只有一个时可省 | Scheme; may be left out where there is one
    #[arg(long, value_name = "ID")]
    pub scheme: Option<SchemeId>,
    /// 数据表；不需要数据目录 | Spreadsheet; no data folder needed
    #[arg(long, value_name = "FILE", conflicts_with_all = ["home", "release"], required_unless_present = "home")]
    pub data: Option<PathBuf>,
    /// 映射文件；缺省用表格旁或政策包 mappings 目录里的“表格名.mapping.toml”，没有则自动起草 | Mapping file; FILE.mapping.toml beside the spreadsheet or in the pack's folder mappings, or drafted, unless given
    #[arg(long, value_name = "FILE", requires = "data")]
    pub mapping: Option<PathBuf>,
    /// 有错的对象不收，其余照常考评 | Leave out subjects with errors and evaluate the rest
    #[arg(long, requires = "data")]
    pub accept_clean: bool,
    /// 数据目录 | Data folder
    #[arg(long, value_name = "DIR")]
    pub home: Option<PathBuf>,
    /// 发布版本；缺省最新 | Release; the latest unless given
    #[arg(long, value_name = "NAME", requires = "home")]
    pub release: Option<ReleaseName>,
    /// 按这一天生效的政策包版本考评；缺省为今天 | Evaluate by the version of the pack in force on this day; today unless given
    #[arg(long, value_name = "DAY", requires = "home")]
    pub on: Option<Day>,
    /// 报告期；只有一个时可省 | Period; may be left out where there is one
    #[arg(long, value_name = "P")]
    pub period: Option<Period>,
    /// 结果工作簿；封存文件写在旁边（加 .seal）；只要 JSON 时可省 | Result workbook; the seal stands beside it (.seal added); may be left out with --json
    #[arg(long, value_name = "FILE.xlsx", required_unless_present_any = ["home", "json"])]
    pub out: Option<PathBuf>,
    /// 以 JSON 输出得分、名次、等级 | Print scores, ranks and grades as JSON
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub at: DatabaseArgs,
}

#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// 封存文件 | Seal
    #[arg(value_name = "SEAL")]
    pub seal: PathBuf,
    /// 评价对象：编号或名称 | Subject: id or name
    #[arg(value_name = "SUBJECT")]
    pub subject: String,
    /// 改为说明怎样才能上升一个名次：其他数据不变，逐项试算 | Tell instead what would lift it one rank: item by item, all else as it is
    #[arg(long)]
    pub lift: bool,
    /// 数据目录；封存文件自带数据时不需要 | Data folder; not needed where the seal carries its data
    #[arg(long, value_name = "DIR", requires = "lift")]
    pub home: Option<PathBuf>,
    /// 以 JSON 输出 | Print JSON
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub at: DatabaseArgs,
}

#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// 封存文件 | Seal
    #[arg(value_name = "SEAL")]
    pub seal: PathBuf,
    /// 数据目录；封存文件自带数据时不需要 | Data folder; not needed where the seal carries its data
    #[arg(long, value_name = "DIR")]
    pub home: Option<PathBuf>,
    /// 以 JSON 输出 | Print JSON
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub at: DatabaseArgs,
}

#[derive(Debug, Subcommand)]
pub enum FactsDo {
    /// 列出发布版本 | List releases
    Releases {
        #[command(flatten)]
        at: StoreArgs,
        /// 以 JSON 输出 | Print JSON
        #[arg(long)]
        json: bool,
    },
    /// 逐个核对各版本的文件 | Check the files of every release
    Check {
        #[command(flatten)]
        at: StoreArgs,
    },
    /// 由保存的原始文件重建，核对摘要是否一致 | Rebuild from the kept sources and compare hashes
    Rebuild {
        #[command(flatten)]
        at: StoreArgs,
        /// 只重建这个版本 | Only this release
        #[arg(long, value_name = "NAME")]
        release: Option<ReleaseName>,
    },
}
