//! The reference of settings, made from the list: `docs/configuration.md`.

use std::fmt::Write as _;

use declared::shape::Kind;

use crate::list::{FILE, Setting};
use crate::never::NEVER;

const HEAD: &str = "\
# 设置 · Settings

<!-- 由 `cargo run -p xtask -- generate` 生成，请勿手改 · Generated; do not edit -->

先后：选项 > 环境变量 > 设置文件 > 缺省。设置文件依次是 `--config 文件`、环境变量 `YUANHENG_CONFIG` 所指的文件、数据目录中的 `yuanheng.toml`。
任何一项都可以用 `--set 名称=值` 设定；`--listen`、`--database`、`--keep-days`、`-v` 是常用几项的简写。
写错的地方逐一指出（文件、行、列、划线、最接近的写法、怎么改），环境变量和选项也一样；有错就不运行。口令在任何提示里都被遮住。

Flags beat the environment, which beats the file, which beats what is usual. Every setting can be given by `--set NAME=VALUE`.
What is wrong is told to the line and column, and nothing runs until it is right. Passwords are covered in every message.

    yuanheng config check --home 数据目录     # 检查 · check
    yuanheng config show  --home 数据目录     # 每项的值和来源 · each value and where it came from
";

/// The whole reference.
#[must_use]
pub fn reference() -> String {
    let mut text = HEAD.to_owned();
    let mut table = None;
    for setting in Setting::all() {
        if table != Some(setting.table) {
            table = Some(setting.table);
            let title = FILE.key(setting.table).map_or_else(
                || "文件开头 · at the top of the file".to_owned(),
                |key| format!("`[{}]` {} · {}", key.name, key.doc, key.en),
            );
            let _ = write!(
                text,
                "\n## {title}\n\n| 名称 | 环境变量 | 取值 | 缺省 | 作用 · what it does |\n|---|---|---|---|---|\n"
            );
        }
        let usual = if setting.key.usual.is_empty() { "—".to_owned() } else { format!("`{}`", setting.key.usual) };
        let _ = writeln!(
            text,
            "| `{}` | `{}` | {} | {usual} | {}<br>{} |",
            setting.name(),
            setting.variable(),
            values(&setting.key.kind),
            setting.key.doc,
            setting.key.en,
        );
    }
    text.push_str(
        "\n## 从不写入日志的内容 · What is never logged\n\n\
         无论日志级别多细。测试用带记号的内容逐项驱动真实的服务和命令，在日志里一处也不得出现。别家程序库的日志只记警告和错误。\n\n\
         | 内容 | what | 日志里写的是 |\n|---|---|---|\n",
    );
    for never in NEVER {
        let _ = writeln!(text, "| {} | {} | {} |", never.zh, never.en, never.instead);
    }
    text
}

fn values(kind: &Kind) -> String {
    match kind {
        Kind::Word(words) => words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join("、"),
        Kind::Whole(least, most) => format!("{least} 到 {most} 的整数"),
        Kind::Checked(checked) | Kind::Secret(checked) => checked.zh.to_owned(),
        Kind::Truth => "`true`、`false`".to_owned(),
        _ => "文字".to_owned(),
    }
}
