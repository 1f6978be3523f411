//! `yuanheng config`: how this installation is set up.

use domain::say::{Lang, Say};
use serde_json::json;
use settings::{Settings, Unsound};

use super::words;
use crate::args::ConfigDo;
use crate::exit::Exit;
use crate::print;

pub fn run(what: &ConfigDo, settings: &Settings, lang: Lang) -> Exit {
    match what {
        ConfigDo::Check { .. } => check(settings, lang),
        ConfigDo::Show { json, .. } => show(settings, *json, lang),
        ConfigDo::Reference => print::out(settings::reference::reference().trim_end()),
        ConfigDo::Schema => print::json(&declared::schema::of_file(&settings::list::FILE)),
    }
    Exit::Done
}

/// Tells what is wrong with the settings; whatever the command, it is not run.
pub fn unsound(unsound: &Unsound, lang: Lang) -> Exit {
    tell(unsound, lang);
    print::note(words(
        lang,
        "设置有错，没有运行。改正后可先用 yuanheng config check 核对。",
        "The settings are wrong and nothing was run. Once they are put right, yuanheng config check looks them through.",
    ));
    Exit::Findings
}

fn tell(told: &Unsound, lang: Lang) {
    print::findings(&told.found, |file| told.text(file).to_owned(), lang);
}

fn check(settings: &Settings, lang: Lang) {
    tell(&settings.warnings, lang);
    let set = settings.shown.iter().filter(|one| one.origin != settings::Origin::Usual).count();
    print::out(match (&settings.file, lang) {
        (Some(file), Lang::Zh) => format!("设置可用：{file}；共设定 {set} 项，其余为缺省"),
        (None, Lang::Zh) => format!("设置可用：没有设置文件；共设定 {set} 项，其余为缺省"),
        (Some(file), Lang::En) => format!("the settings can be used: {file}; {set} are set, the rest is as usual"),
        (None, Lang::En) => format!("the settings can be used: there is no file; {set} are set, the rest is as usual"),
    });
}

fn show(settings: &Settings, as_json: bool, lang: Lang) {
    if as_json {
        let one = |one: &settings::Shown| json!({ "name": one.name, "value": one.value, "from": one.origin.code(), "where": one.origin.say(lang) });
        print::json(&json!({ "file": settings.file, "settings": settings.shown.iter().map(one).collect::<Vec<_>>() }));
        return;
    }
    for one in &settings.shown {
        print::out(format_args!("{}\t{}\t{}", one.name, one.value.as_deref().unwrap_or("—"), one.origin.say(lang)));
    }
}
