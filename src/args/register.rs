//! What `yuanheng register` takes.

use std::path::PathBuf;
use std::str::FromStr;

use clap::Subcommand;
use domain::day::Day;
use domain::register::Kind;

use crate::truth::{StoreArgs, WhoArgs};

/// A register, by its word.
#[derive(Clone, Copy, Debug)]
pub struct KindArg(pub Kind);

impl FromStr for KindArg {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        text.parse().map(Self).map_err(|_| Kind::ALL.iter().map(|kind| kind.code()).collect::<Vec<_>>().join(", "))
    }
}

/// A record that others lie in: `region:990100`, `zone:G991001`.
fn within(text: &str) -> Result<(Kind, String), String> {
    let (kind, asked) = text.split_once(':').unwrap_or(("region", text));
    let kind = KindArg::from_str(kind)?.0;
    Ok((kind, asked.to_owned()))
}

/// What is done with the registers.
#[derive(Debug, Subcommand)]
pub enum RegisterDo {
    /// 列出名录 | List a register
    List {
        #[command(flatten)]
        store: StoreArgs,
        /// 名录：region、agency、zone、park、firm、subject、person | Register: region, agency, zone, park, firm, subject, person
        #[arg(long, value_name = "KIND")]
        kind: KindArg,
        /// 只列其下的，如 region:990100、zone:G991001 | Only those below, as region:990100 or zone:G991001
        #[arg(long, value_name = "KIND:CODE", value_parser = within)]
        within: Option<(Kind, String)>,
        /// 名称、曾用名或代码中含有的字 | What name, former name or code holds
        #[arg(long, value_name = "TEXT", default_value = "")]
        text: String,
        /// 最多列出多少条 | How many at most
        #[arg(long, value_name = "N", default_value_t = 100)]
        most: u64,
        /// 以 JSON 输出 | Print JSON
        #[arg(long)]
        json: bool,
    },
    /// 显示一条记录在某日的情况 | Show a record as of a day
    Show {
        #[command(flatten)]
        store: StoreArgs,
        /// 名录 | Register
        #[arg(long, value_name = "KIND")]
        kind: KindArg,
        /// 代码或名称 | Code or name
        #[arg(value_name = "RECORD")]
        record: String,
        /// 截至哪一天；缺省今天 | As of which day; today unless given
        #[arg(long, value_name = "DAY")]
        day: Option<Day>,
        /// 以 JSON 输出 | Print JSON
        #[arg(long)]
        json: bool,
    },
    /// 显示一条记录的全部历史 | Show all that was ever said of a record
    History {
        #[command(flatten)]
        store: StoreArgs,
        /// 名录 | Register
        #[arg(long, value_name = "KIND")]
        kind: KindArg,
        /// 代码或名称 | Code or name
        #[arg(value_name = "RECORD")]
        record: String,
        /// 以 JSON 输出 | Print JSON
        #[arg(long)]
        json: bool,
    },
    /// 计入一个开发区的企业，附份额和依据 | What counts for a zone, with shares and rules
    Counted {
        #[command(flatten)]
        store: StoreArgs,
        /// 开发区代码或名称 | Code or name of the zone
        #[arg(value_name = "ZONE")]
        zone: String,
        /// 截至哪一天；缺省今天 | As of which day; today unless given
        #[arg(long, value_name = "DAY")]
        day: Option<Day>,
        /// 以 JSON 输出 | Print JSON
        #[arg(long)]
        json: bool,
    },
    /// 查找可能重复登记的记录 | Find records that may be one and the same
    Duplicates {
        #[command(flatten)]
        store: StoreArgs,
        /// 名录 | Register
        #[arg(long, value_name = "KIND")]
        kind: KindArg,
        /// 最多列出多少组 | How many at most
        #[arg(long, value_name = "N", default_value_t = 100)]
        most: usize,
        /// 以 JSON 输出 | Print JSON
        #[arg(long)]
        json: bool,
    },
    /// 把重复登记的一条并入另一条 | Merge a record into the one that it is the same as
    Merge {
        #[command(flatten)]
        store: StoreArgs,
        #[command(flatten)]
        who: WhoArgs,
        /// 名录 | Register
        #[arg(long, value_name = "KIND")]
        kind: KindArg,
        /// 重复的一条 | The one that goes
        #[arg(value_name = "GONE")]
        gone: String,
        /// 保留的一条 | The one that stays
        #[arg(value_name = "INTO")]
        into: String,
    },
    /// 写出填报模板 | Write a template to fill in
    Template {
        /// 名录 | Register
        #[arg(long, value_name = "KIND")]
        kind: KindArg,
        /// 写到哪个 xlsx 文件 | The xlsx file to write
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// 导出名录，可原样再导入 | Export a register, to be read back
    Export {
        #[command(flatten)]
        store: StoreArgs,
        /// 名录 | Register
        #[arg(long, value_name = "KIND")]
        kind: KindArg,
        /// 截至哪一天；缺省今天 | As of which day; today unless given
        #[arg(long, value_name = "DAY", conflicts_with = "all")]
        day: Option<Day>,
        /// 导出全部历史，前后各段一行 | The whole history, a row for each state
        #[arg(long)]
        all: bool,
        /// 写到哪个文件（xlsx 或 csv） | The file to write (xlsx or csv)
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// 导入名录：先检查整个文件，无误才一次写入 | Import a register: the whole file is checked, then written as one
    Import {
        #[command(flatten)]
        store: StoreArgs,
        #[command(flatten)]
        who: WhoArgs,
        /// 名录 | Register
        #[arg(long, value_name = "KIND")]
        kind: KindArg,
        /// 要导入的表格（xlsx、xls、ods、csv） | The spreadsheet (xlsx, xls, ods, csv)
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// 只检查，不写入 | Only check, write nothing
        #[arg(long)]
        check: bool,
        /// 有错时把标出错误的表格写到这里；缺省为“表格名.错误.xlsx” | Where the file with its errors marked goes; FILE.错误.xlsx unless given
        #[arg(long, value_name = "FILE")]
        marked: Option<PathBuf>,
        /// 以 JSON 输出 | Print JSON
        #[arg(long)]
        json: bool,
    },
    /// 导入外部评价结果 | Import evaluations by others
    Results {
        #[command(flatten)]
        store: StoreArgs,
        #[command(flatten)]
        who: WhoArgs,
        /// 要导入的表格（xlsx、xls、ods、csv） | The spreadsheet (xlsx, xls, ods, csv)
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// 有错时把标出错误的表格写到这里；缺省为“表格名.错误.xlsx” | Where the file with its errors marked goes; FILE.错误.xlsx unless given
        #[arg(long, value_name = "FILE")]
        marked: Option<PathBuf>,
        /// 以 JSON 输出 | Print JSON
        #[arg(long)]
        json: bool,
    },
    /// 登记全国行政区划（GB/T 2260，1981 年以来，含沿革） | Register the regions of GB/T 2260 since 1981, with their successors
    Regions {
        #[command(flatten)]
        store: StoreArgs,
        #[command(flatten)]
        who: WhoArgs,
    },
}
