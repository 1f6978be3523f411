//! `yuanheng pack compare`, `upload`, `approve`, `force`, `history`: versions of packs in the store.

use std::path::Path;

use domain::day::Day;
use domain::id::PackId;
use domain::say::{Lang, Say};
use library::{NoPack, Packs, VersionError};
use policy::compare::{Difference, What};
use policy::{Diagnostic, Pack, PackFiles};
use serde_json::json;
use store::pack::{PackError, Version};
use store::{Store, StoreError};

use super::{fail, words};
use crate::exit::Exit;
use crate::print;
use crate::truth::{self, DatabaseArgs, OpenError, Opened, StoreArgs, WhoArgs};

/// Why a command about packs in the store was not done.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Version(#[from] VersionError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    NoPack(#[from] NoPack),
    /// No version, or several, are meant.
    #[error("没有找到版本“{0}”")]
    NoVersion(String),
    /// The pack that is compared has errors.
    #[error("政策包有 {} 处错误", found.len())]
    Broken { files: PackFiles, found: Vec<Diagnostic> },
}

impl Say for Fault {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Open(error), _) => error.say(lang),
            (Self::Version(error), _) => error.say(lang),
            (Self::Store(error), _) => error.say(lang),
            (Self::NoPack(error), _) => error.say(lang),
            (Self::NoVersion(asked), Lang::Zh) => {
                format!("库里没有版本“{asked}”，或不止一个以它开头。请用 pack history 查看各版的 SM3。")
            }
            (Self::NoVersion(asked), Lang::En) => {
                format!("no version “{asked}” is in the store, or several begin so. See pack history.")
            }
            (Self::Broken { found, .. }, Lang::Zh) => format!("政策包有 {} 处错误。请先改正。", found.len()),
            (Self::Broken { found, .. }, Lang::En) => format!("the pack has {} errors. Mend them first.", found.len()),
        }
    }
}

impl Fault {
    /// Tells it and what the check found; how the command ends.
    pub fn exit(&self, lang: Lang) -> Exit {
        if let Self::Version(VersionError::Broken { files, found } | VersionError::Nameless { files, found })
        | Self::Broken { files, found } = self
        {
            print::diagnostics(found, files, lang);
        }
        let exit = match self {
            Self::Open(_)
            | Self::Store(_)
            | Self::Version(VersionError::Store(_) | VersionError::Pack(PackError::Store(_))) => Exit::Trouble,
            Self::NoPack(_)
            | Self::NoVersion(_)
            | Self::Version(VersionError::Pack(PackError::NoSuchVersion { .. })) => Exit::NotFound,
            Self::Version(_) | Self::Broken { .. } => Exit::Findings,
        };
        fail(self, exit, lang)
    }
}

/// The one version that is meant: the newest of a pack, or that whose SM3 begins so.
async fn version_of(store: &Store, asked: &str) -> Result<Version, Fault> {
    let mut found = Vec::new();
    for line in store.packs().await? {
        let versions = store.pack_versions(&line.pack).await?;
        if line.pack.as_str() == asked {
            found.extend(versions.into_iter().take(1));
        } else if asked.len() >= 6 {
            found.extend(versions.into_iter().filter(|version| version.sm3.to_string().starts_with(asked)));
        }
    }
    match (found.pop(), found.is_empty()) {
        (Some(only), true) => Ok(only),
        _ => Err(Fault::NoVersion(asked.to_owned())),
    }
}

/// Keeps a version and notes what its check gives.
pub fn upload(named: &str, args: &StoreArgs, who: &WhoArgs, lang: Lang) -> Exit {
    let run = || -> Result<Exit, Fault> {
        let opened = Opened::of(args)?;
        let (held, beside) = opened.packs(&args.home, None)?.named(named)?;
        keep(&opened, &beside, &held.files, who, lang)
    };
    run().unwrap_or_else(|fault| fault.exit(lang))
}

/// Keeps files as a version, prints what its check found, and its name.
pub fn keep(opened: &Opened, packs: &Packs, files: &PackFiles, who: &WhoArgs, lang: Lang) -> Result<Exit, Fault> {
    let act = who.act("pack.upload", "pack upload");
    let taken = opened.wait(library::upload(&opened.store, packs, files, act))?;
    let sound = matches!(taken.outcome, Some(Ok(_)));
    if let Some(Ok((_, found)) | Err(found)) = &taken.outcome {
        print::diagnostics(found, files, lang);
    }
    print::out(format_args!("{}", taken.sm3));
    if sound {
        print::note(words(
            lang,
            "已上传，检查通过。请由另一人审批：yuanheng pack approve",
            "Kept and sound. Somebody else may approve it: yuanheng pack approve",
        ));
        return Ok(Exit::Done);
    }
    print::note(words(
        lang,
        "已上传，检查未通过，不能审批。请修改后重新上传。",
        "Kept, but it has errors and cannot be approved. Mend them and upload it again.",
    ));
    Ok(Exit::Findings)
}

/// Approves a version as it is kept, with the packs it builds on as they are now.
pub fn approve(asked: &str, args: &StoreArgs, who: &WhoArgs, lang: Lang) -> Exit {
    let run = || -> Result<(), Fault> {
        let opened = Opened::of(args)?;
        let packs = opened.packs(&args.home, None)?;
        opened.wait(async {
            let version = version_of(&opened.store, asked).await?.sm3;
            library::approve(&opened.store, &packs, version, who.act("pack.approve", "pack approve")).await?;
            print::out(format_args!("{version}"));
            Ok(())
        })
    };
    run().map_or_else(|fault| fault.exit(lang), |()| Exit::Done)
}

/// Puts a version in force.
pub fn force(asked: &str, from: Day, args: &StoreArgs, who: &WhoArgs, lang: Lang) -> Exit {
    let run = || -> Result<(), Fault> {
        let opened = Opened::of(args)?;
        let packs = opened.packs(&args.home, None)?;
        opened.wait(async {
            let version = version_of(&opened.store, asked).await?.sm3;
            library::force(&opened.store, &packs, version, from, who.act("pack.force", "pack force")).await?;
            print::out(format_args!("{version}  {from}"));
            Ok(())
        })
    };
    run().map_or_else(|fault| fault.exit(lang), |()| Exit::Done)
}

/// Lists the versions of a pack and all that was done with them.
pub fn history(pack: &PackId, args: &StoreArgs, as_json: bool, lang: Lang) -> Exit {
    let run = || -> Result<(), Fault> {
        let opened = Opened::of(args)?;
        let (versions, steps, spans) = opened.wait(async {
            let store = &opened.store;
            let versions = store.pack_versions(pack).await?;
            Ok::<_, Fault>((versions, store.pack_history(pack).await?, store.pack_spans(pack, store.now()).await?))
        })?;
        if versions.is_empty() {
            return Err(Fault::NoVersion(pack.to_string()));
        }
        let day = |day: Option<Day>| day.map(|day| day.to_string());
        if as_json {
            print::json(&json!({
                "versions": versions.iter().map(|one| json!({
                    "sm3": one.sm3, "title": one.title, "made_at": one.made_at.to_string(), "state": one.standing.state().code(),
                })).collect::<Vec<_>>(),
                "in_force": spans.iter().map(|one| json!({
                    "sm3": one.sm3, "from": day(one.span.from()), "to": day(one.span.to()),
                })).collect::<Vec<_>>(),
                "steps": steps.iter().map(|one| json!({
                    "number": one.number, "sm3": one.sm3, "step": one.step.code(), "person": one.person,
                    "at": one.at.to_string(), "note": one.note,
                })).collect::<Vec<_>>(),
            }));
            return Ok(());
        }
        for one in &versions {
            print::out(format_args!("{}  {}  {}", one.sm3, one.standing.state().say(lang), one.title));
        }
        for one in &spans {
            let to = day(one.span.to()).unwrap_or_else(|| words(lang, "至今", "on").to_owned());
            let from = day(one.span.from()).unwrap_or_default();
            print::out(format_args!("  {}  {from} – {to}", one.sm3.short()));
        }
        for one in &steps {
            let note = one.note.as_deref().unwrap_or_default();
            let (short, said) = (one.sm3.short(), one.step.say(lang));
            print::out(format_args!("  {:>3}  {}  {short}  {said}  {}  {note}", one.number, one.at, one.person));
        }
        Ok(())
    };
    run().map_or_else(|fault| fault.exit(lang), |()| Exit::Done)
}

/// Tells what differs between two versions, wherever they are.
pub fn compare(old: &str, new: &str, home: Option<&Path>, at: &DatabaseArgs, as_json: bool, lang: Lang) -> Exit {
    let run = || -> Result<(), Fault> {
        let (old, new) = (either(old, home, at)?, either(new, home, at)?);
        let found = policy::compare(&old, &new);
        if as_json {
            print::json(&json!(found.differences.iter().map(as_value).collect::<Vec<_>>()));
            return Ok(());
        }
        for one in &found.differences {
            let cite = one.cite.as_ref().map_or_else(String::new, |cite| format!("  〔{}〕", cite.text()));
            print::out(format_args!("{}{cite}", one.say(lang)));
        }
        if found.differences.is_empty() {
            let files = found.files.iter().map(|file| file.path.as_str()).collect::<Vec<_>>().join("、");
            print::note(match (files.as_str(), lang) {
                ("", Lang::Zh) => "两版相同。".to_owned(),
                ("", Lang::En) => "Both are the same.".to_owned(),
                (files, Lang::Zh) => format!("规则相同，只有注释或写法不同：{files}。"),
                (files, Lang::En) => format!("The rules are the same; only comments or spacing differ: {files}."),
            });
        }
        Ok(())
    };
    run().map_or_else(|fault| fault.exit(lang), |()| Exit::Done)
}

/// A version in the store where there is a data folder and one begins so; else what the name stands for.
fn either(named: &str, home: Option<&Path>, at: &DatabaseArgs) -> Result<Pack, Fault> {
    let hexadecimal = named.len() >= 6 && named.bytes().all(|byte| byte.is_ascii_hexdigit());
    if let (Some(home), true) = (home, hexadecimal) {
        let opened = Opened::at(home, at.database.as_ref())?;
        let packs = opened.packs(home, None)?;
        return opened.wait(async {
            let version = version_of(&opened.store, named).await?;
            Ok(library::checked_now(&opened.store, &packs, version.sm3).await?)
        });
    }
    let checked = truth::packs(home, at.database.as_ref())?.checked(named)?;
    match checked.outcome {
        Ok((pack, _)) => Ok(pack),
        Err(found) => Err(Fault::Broken { files: checked.files, found }),
    }
}

fn as_value(one: &Difference) -> serde_json::Value {
    let both = |said: &domain::say::Said| json!({ "zh": said.zh, "en": said.en });
    let facts = |facts: &[policy::compare::Fact]| -> Vec<_> {
        facts.iter().map(|fact| json!({ "field": both(&fact.name), "value": both(&fact.value) })).collect()
    };
    let what = match &one.what {
        What::New(found) => json!({ "new": facts(found) }),
        What::Gone(found) => json!({ "gone": facts(found) }),
        What::Changed { field, old, new } => {
            json!({ "field": both(field), "was": old.as_ref().map(both), "is": new.as_ref().map(both) })
        }
        What::Reordered { old, new } => json!({
            "was": old.iter().map(both).collect::<Vec<_>>(), "is": new.iter().map(both).collect::<Vec<_>>(),
        }),
    };
    json!({
        "kind": one.kind.code(), "pack": one.pack, "within": one.within, "id": one.id, "name": both(&one.name),
        "cite": one.cite.as_ref().map(policy::Cite::text), "what": what, "said": both(&domain::say::Said::new(
            one.say(Lang::Zh), one.say(Lang::En),
        )),
    })
}
