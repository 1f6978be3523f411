//! The command-line reference: the help of every command in both languages, and what the exit codes mean.

use std::fmt::Write;

use crate::Outcome;
use crate::program::Program;

const HEAD: &str = "\
# 命令行 · Command line

<!-- 由 `cargo run -p xtask -- generate` 生成，请勿手改 · Generated; do not edit -->

提示和结果的语言按系统语言（`LC_ALL`、`LC_MESSAGES`、`LANG`），可用 `--lang zh`、`--lang en` 指定。结果写在标准输出，提示写在标准错误。
The language follows the locale, or `--lang`. Results go to standard output, everything else to standard error.

## 退出码 · Exit codes

| 码 · code | 含义 | meaning |
|---|---|---|
| 0 | 完成 | done |
| 1 | 文件、目录或网络出了问题 | a file, a folder or the network refused |
| 2 | 命令行写错了 | the command line is wrong |
| 3 | 所给的内容有问题：表格有坏单元格、政策包有错、算例不符；什么都没有发布 | what was given has findings: bad cells, a broken pack, a failed example; nothing was published |
| 4 | 找不到所指的东西：数据目录、发布版本、方案、评价对象 | what was named is not there: data folder, release, scheme, subject |
| 5 | 核对不符：文件损坏，封存的考评不能复算 | what was checked is not what it was: a damaged file, a seal that does not verify |
";

/// The whole reference.
pub fn reference(program: &Program) -> Outcome<String> {
    let mut text = HEAD.to_owned();
    section(program, &[], &mut text)?;
    Ok(text)
}

/// The help of a command and, after it, of those below it.
fn section(program: &Program, command: &[String], text: &mut String) -> Outcome<()> {
    let help = |lang: &str| {
        let arguments: Vec<&str> =
            ["--lang", lang].into_iter().chain(command.iter().map(String::as_str)).chain(["--help"]).collect();
        program.output(&arguments).map(|help| tidy(&help))
    };
    let (zh, en) = (help("zh")?, help("en")?);
    let title = std::iter::once("yuanheng").chain(command.iter().map(String::as_str)).collect::<Vec<_>>().join(" ");
    write!(text, "\n## {title}\n\n```text\n{zh}\n```\n\n```text\n{en}\n```\n")?;
    for name in below(&en) {
        let command: Vec<String> = command.iter().cloned().chain([name]).collect();
        section(program, &command, text)?;
    }
    Ok(())
}

/// Lines without blanks at their ends.
fn tidy(help: &str) -> String {
    help.trim().lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// The names under the heading of commands.
fn below(help: &str) -> Vec<String> {
    help.lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| line.starts_with("  "))
        // A line that goes on is indented further than a name.
        .filter(|line| !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commands_of_a_help_text_are_told_from_its_options() {
        let help = "Packs\n\nUsage: x <COMMAND>\n\nCommands:\n  list    List\n          all\n  schema  Schema\n\nOptions:\n  -h  Help\n";
        assert_eq!(below(help), ["list", "schema"]);
        assert!(below("Usage: x\n\nOptions:\n  -h  Help\n").is_empty());
    }
}
