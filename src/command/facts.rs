//! `yuanheng facts`: the releases of a data folder, checked and rebuilt.

use domain::id::ReleaseName;
use domain::say::{Lang, Say};
use facts::Archive;
use serde_json::json;

use super::{fail, words};
use crate::args::FactsDo;
use crate::exit::Exit;
use crate::truth::Home;
use crate::{mapped, print};

pub fn run(what: &FactsDo, lang: Lang) -> Exit {
    let (FactsDo::Releases { at, .. } | FactsDo::Check { at } | FactsDo::Rebuild { at, .. }) = what;
    let home = match Home::open(&at.home, at.database.as_ref()) {
        Ok(home) => home,
        Err(error) => return fail(&error, Exit::NotFound, lang),
    };
    let archive = &home.archive;
    match what {
        FactsDo::Releases { json, .. } => releases(archive, *json, lang),
        FactsDo::Check { .. } => check(archive, lang),
        FactsDo::Rebuild { release, .. } => rebuild(archive, release.as_ref(), lang),
    }
}

fn releases(archive: &Archive, as_json: bool, lang: Lang) -> Exit {
    let releases = match archive.releases() {
        Ok(releases) => releases,
        Err(error) => return fail(&error, Exit::Damaged, lang),
    };
    if as_json {
        print::json(&json!(releases));
    } else {
        for release in releases {
            let Some(hash) = release.manifest.to_string().get(..12).map(ToOwned::to_owned) else { continue };
            print::out(format_args!("{}\t{}\t{hash}\t{}", release.name, release.published_at, release.title));
        }
    }
    Exit::Done
}

fn check(archive: &Archive, lang: Lang) -> Exit {
    let releases = match archive.releases() {
        Ok(releases) => releases,
        Err(error) => return fail(&error, Exit::Damaged, lang),
    };
    let mut exit = Exit::Done;
    let bar = print::progress(releases.len() as u64, words(lang, "核对版本", "checking"), false);
    for release in &releases {
        let faults = archive.release(&release.name).map_or_else(|fault| vec![fault], |view| view.check());
        for fault in faults {
            exit = Exit::Damaged;
            print::error(&fault, lang);
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    if exit == Exit::Done {
        print::out(match lang {
            Lang::Zh => format!("{} 个版本，文件全部完好", releases.len()),
            Lang::En => format!("{} releases, every file is as it was", releases.len()),
        });
    }
    exit
}

fn rebuild(archive: &Archive, only: Option<&ReleaseName>, lang: Lang) -> Exit {
    let releases = match archive.releases() {
        Ok(releases) => releases,
        Err(error) => return fail(&error, Exit::Damaged, lang),
    };
    let mut exit = Exit::Done;
    let (mut same, mut restored, mut different) = (0, 0, 0);
    let wanted: Vec<_> = releases.iter().filter(|release| only.is_none_or(|only| *only == release.name)).collect();
    if let (Some(only), []) = (only, wanted.as_slice()) {
        print::note(format_args!("{} {only}", words(lang, "没有这个发布版本：", "There is no release")));
        return Exit::NotFound;
    }
    let bar = print::progress(wanted.len() as u64, words(lang, "重建版本", "rebuilding"), false);
    for release in wanted {
        match archive.rebuild(&release.name, mapped::again) {
            Ok(rebuilt) => {
                same += rebuilt.same;
                restored += rebuilt.restored.len();
                different += rebuilt.differences.len();
                for difference in &rebuilt.differences {
                    exit = Exit::Damaged;
                    print::note(format_args!("{}: {}", release.name, difference.say(lang)));
                }
            }
            Err(error) => {
                exit = Exit::Damaged;
                print::error(&error, lang);
            }
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    print::out(match lang {
        Lang::Zh => format!("由原始文件重建：{same} 个部分摘要一致，{restored} 个缺损的已补回，{different} 处不同"),
        Lang::En => format!(
            "Rebuilt from the sources: {same} parts the same, {restored} lost or altered ones restored, {different} differ"
        ),
    });
    exit
}
