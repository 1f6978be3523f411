//! The command line: commands, options and their help in two languages.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Command, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use domain::id::{ReleaseName, SchemeId};
use domain::period::Period;
use domain::say::Lang;

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
    /// 政策包：列出、查看、检查、跑算例、输出格式定义 | Policy packs: list, show, check, test, schema
    #[command(subcommand)]
    Pack(PackDo),
    /// 发布版本：列出、核对、重建 | Releases: list, check, rebuild
    #[command(subcommand)]
    Facts(FactsDo),
}

#[derive(Debug, Args)]
pub struct DemoArgs {
    /// 数据目录 | Data folder
    #[arg(long, value_name = "DIR", default_value = "yuanheng-demo")]
    pub home: PathBuf,
    /// 监听地址，只能是本机 | Address to listen on, loopback only
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:7878")]
    pub listen: SocketAddr,
    /// 只建数据，不开网页 | Build the data only
    #[arg(long)]
    pub no_serve: bool,
}

#[derive(Debug, Args)]
pub struct ServeArgs {
    /// 数据目录 | Data folder
    #[arg(long, value_name = "DIR")]
    pub home: PathBuf,
    /// 监听地址，只能是本机 | Address to listen on, loopback only
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:7878")]
    pub listen: SocketAddr,
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
    /// 报告期；只有一个时可省 | Period; may be left out where there is one
    #[arg(long, value_name = "P")]
    pub period: Option<Period>,
    /// 结果工作簿；封存文件写在旁边（加 .seal）；只要 JSON 时可省 | Result workbook; the seal stands beside it (.seal added); may be left out with --json
    #[arg(long, value_name = "FILE.xlsx", required_unless_present_any = ["home", "json"])]
    pub out: Option<PathBuf>,
    /// 以 JSON 输出得分、名次、等级 | Print scores, ranks and grades as JSON
    #[arg(long)]
    pub json: bool,
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
}

#[derive(Debug, Subcommand)]
pub enum PackDo {
    /// 列出随程序附带的和数据目录里的政策包 | List shipped packs and those of a data folder
    List {
        /// 数据目录 | Data folder
        #[arg(long, value_name = "DIR")]
        home: Option<PathBuf>,
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
    /// 输出政策包文件的 JSON Schema | Print the JSON Schema of a pack's files
    Schema,
}

#[derive(Debug, Subcommand)]
pub enum FactsDo {
    /// 列出发布版本 | List releases
    Releases {
        /// 数据目录 | Data folder
        #[arg(long, value_name = "DIR")]
        home: PathBuf,
        /// 以 JSON 输出 | Print JSON
        #[arg(long)]
        json: bool,
    },
    /// 逐个核对各版本的文件 | Check the files of every release
    Check {
        /// 数据目录 | Data folder
        #[arg(long, value_name = "DIR")]
        home: PathBuf,
    },
    /// 由保存的原始文件重建，核对摘要是否一致 | Rebuild from the kept sources and compare hashes
    Rebuild {
        /// 数据目录 | Data folder
        #[arg(long, value_name = "DIR")]
        home: PathBuf,
        /// 只重建这个版本 | Only this release
        #[arg(long, value_name = "NAME")]
        release: Option<ReleaseName>,
    },
}

/// The language that the arguments ask for, else that of the locale.
pub fn lang_wanted(arguments: impl Iterator<Item = OsString>, variable: impl Fn(&str) -> Option<String>) -> Lang {
    let arguments: Vec<String> = arguments.filter_map(|argument| argument.into_string().ok()).collect();
    let asked = arguments.iter().enumerate().find_map(|(at, argument)| match argument.strip_prefix("--lang") {
        Some("") => arguments.get(at + 1).cloned(),
        Some(rest) => rest.strip_prefix('=').map(ToOwned::to_owned),
        None => None,
    });
    let locale =
        || ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| variable(name).filter(|v| !v.is_empty()));
    Lang::from_locale(&asked.or_else(locale).unwrap_or_default())
}

/// The command line with its help in one language.
pub fn command(lang: Lang) -> Command {
    let mut command = localized(Cli::command(), lang);
    if lang == Lang::Zh {
        // Gives every command its whole name, of which the usage is made.
        command.build();
        command = usage_in_chinese(command);
    }
    command
}

/// The usage that clap makes, with its few English words said in Chinese.
fn usage_in_chinese(mut command: Command) -> Command {
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim().replace("[OPTIONS]", "[选项]").replace("<COMMAND>", "<命令>");
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        command = command.mut_subcommand(name, usage_in_chinese);
    }
    command.override_usage(usage)
}

/// What was given, typed.
pub fn parse(matches: &clap::ArgMatches) -> Result<Cli, clap::Error> {
    Cli::from_arg_matches(matches)
}

/// Every help text is written “中文 | English”; keeps the half that is wanted.
fn localized(mut command: Command, lang: Lang) -> Command {
    let half = |text: &clap::builder::StyledStr| {
        let text = text.to_string();
        let (zh, en) = text.split_once(" | ").unwrap_or((&text, &text));
        match lang {
            Lang::Zh => zh.to_owned(),
            Lang::En => en.to_owned(),
        }
    };
    if let Some(about) = command.get_about().map(half) {
        command = command.about(about);
    }
    if lang == Lang::Zh {
        command = command
            .subcommand_help_heading("命令")
            .help_template("{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}")
            .disable_help_flag(true)
            .arg(
                clap::Arg::new("help")
                    .short('h')
                    .long("help")
                    .help("显示帮助")
                    .action(clap::ArgAction::Help)
                    .help_heading("选项"),
            );
        if command.get_version().is_some() {
            command = command.disable_version_flag(true).arg(
                clap::Arg::new("version")
                    .short('V')
                    .long("version")
                    .help("显示版本号")
                    .action(clap::ArgAction::Version)
                    .help_heading("选项"),
            );
        }
    }
    command = command.mut_args(|argument| {
        let help = argument.get_help().map(half);
        let heading = if argument.is_positional() { "参数" } else { "选项" };
        let argument = match help {
            Some(help) => argument.help(help),
            None => argument,
        };
        if lang == Lang::Zh { values_in_chinese(argument.help_heading(heading)) } else { argument }
    });
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        command = command.mut_subcommand(name, |sub| localized(sub, lang));
    }
    command
}

/// What clap would say of an option's values in English, said in its help.
fn values_in_chinese(argument: clap::Arg) -> clap::Arg {
    if !argument.get_action().takes_values() {
        return argument;
    }
    let list = |values: Vec<String>| values.join("、");
    let one_of = list(argument.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect());
    let usual = argument.get_default_values().iter().map(|value| value.to_string_lossy().into_owned());
    let usual = list(usual.filter(|value| !value.is_empty()).collect());
    let said = [("可选", one_of), ("缺省", usual)].into_iter().filter(|(_, values)| !values.is_empty());
    let mut help = argument.get_help().map(ToString::to_string).unwrap_or_default();
    for (word, values) in said {
        help.extend(["［", word, "：", &values, "］"]);
    }
    argument.help(help).hide_default_value(true).hide_possible_values(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound_in_both_languages() {
        command(Lang::Zh).debug_assert();
        command(Lang::En).debug_assert();
    }

    #[test]
    fn the_chinese_help_has_no_english_words() {
        fn walk(command: &mut Command) {
            let help = command.render_help().to_string();
            for word in ["Usage", "OPTIONS", "COMMAND", "default", "possible", "Print"] {
                assert!(!help.contains(word), "{word}: {help}");
            }
            command.get_subcommands_mut().for_each(walk);
        }
        walk(&mut command(Lang::Zh));
    }

    #[test]
    fn every_help_text_is_written_in_both_languages() {
        fn walk(command: &Command) {
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            assert!(about.contains(" | "), "{}", command.get_name());
            for argument in command.get_arguments().filter(|a| !matches!(a.get_id().as_str(), "help" | "version")) {
                let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
                assert!(help.contains(" | "), "{} {}", command.get_name(), argument.get_id());
            }
            command.get_subcommands().for_each(walk);
        }
        walk(&Cli::command());
    }

    #[test]
    fn the_language_is_that_asked_for_else_the_locales() {
        let none = |_: &str| None;
        let words = |words: &[&str]| words.iter().map(OsString::from).collect::<Vec<_>>().into_iter();
        assert_eq!(lang_wanted(words(&["yuanheng", "--lang", "en"]), none), Lang::En);
        assert_eq!(lang_wanted(words(&["yuanheng", "--lang=zh"]), |_| Some("en_US".to_owned())), Lang::Zh);
        assert_eq!(lang_wanted(words(&["yuanheng"]), |_| Some("en_US".to_owned())), Lang::En);
        assert_eq!(lang_wanted(words(&["yuanheng"]), none), Lang::Zh);
    }
}
