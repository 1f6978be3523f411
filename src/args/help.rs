//! Help in the language asked for: every text is written in both, Chinese first.

use std::ffi::OsString;

use clap::{Command, CommandFactory, FromArgMatches};
use domain::say::Lang;

use super::Cli;

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
