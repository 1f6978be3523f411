//! What can be done with settings.

use std::path::PathBuf;

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub enum ConfigDo {
    /// 检查设置文件、环境变量和选项，逐处指出问题 | Check file, environment and flags, and tell each fault where it stands
    Check {
        /// 数据目录，其中的 yuanheng.toml 会被检查 | Data folder, whose yuanheng.toml is checked
        #[arg(long, value_name = "DIR")]
        home: Option<PathBuf>,
    },
    /// 列出每项设置的值和来源；口令不显示 | List the value of each setting and where it came from; passwords are not shown
    Show {
        /// 数据目录 | Data folder
        #[arg(long, value_name = "DIR")]
        home: Option<PathBuf>,
        /// 以 JSON 输出 | Print JSON
        #[arg(long)]
        json: bool,
    },
    /// 输出全部设置的说明（Markdown） | Print the reference of all settings (Markdown)
    Reference,
    /// 输出设置文件的 JSON Schema | Print the JSON Schema of the file of settings
    Schema,
}
