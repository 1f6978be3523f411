//! `yuanheng register`: the registers listed, shown, imported, exported, merged.

mod exchange_files;
mod show;

use domain::day::Day;
use domain::register::{Kind, national_regions};
use domain::say::{Lang, Say};
use serde_json::json;
use store::register::{ImportError, ImportWatch, Imported, RegisterError, Wanted};
use store::{StoreError, day_of};

use self::exchange_files::FileError;
use super::{fail, words};
use crate::args::RegisterDo;
use crate::exit::Exit;
use crate::print;
use crate::truth::{self, OpenError, Opened};

/// Why a command on the registers did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum RegisterCommandError {
    /// The store could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The register refused.
    #[error(transparent)]
    Register(#[from] RegisterError),
    /// An import was refused.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// A file could not be read or written.
    #[error(transparent)]
    File(#[from] FileError),
}

impl From<StoreError> for RegisterCommandError {
    fn from(error: StoreError) -> Self {
        Self::Register(error.into())
    }
}

impl Say for RegisterCommandError {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::Open(error) => error.say(lang),
            Self::Register(error) => error.say(lang),
            Self::Import(error) => error.say(lang),
            Self::File(error) => error.say(lang),
        }
    }
}

impl RegisterCommandError {
    fn exit(&self) -> Exit {
        match self {
            Self::Register(RegisterError::NoSuch { .. }) => Exit::NotFound,
            Self::Register(RegisterError::Store(_))
            | Self::Open(_)
            | Self::File(_)
            | Self::Import(ImportError::Register(RegisterError::Store(_)) | ImportError::Cancelled) => Exit::Trouble,
            Self::Register(_) | Self::Import(_) => Exit::Findings,
        }
    }
}

pub fn run(what: &RegisterDo, lang: Lang) -> Exit {
    match act(what, lang) {
        Ok(exit) => exit,
        Err(error) => {
            let exit = error.exit();
            fail(&error, exit, lang)
        }
    }
}

fn act(what: &RegisterDo, lang: Lang) -> Result<Exit, RegisterCommandError> {
    match what {
        RegisterDo::List { store, kind, within, text, most, json } => {
            let opened = Opened::of(store)?;
            let within = match within {
                Some((kind, asked)) => Some(opened.wait(opened.store.record(*kind, asked))?),
                None => None,
            };
            let wanted = Wanted { within, text: text.clone(), skip: 0, most: *most };
            let listing = opened.wait(opened.store.listing(kind.0, &wanted))?;
            show::listing(&listing, *json, lang);
            Ok(Exit::Done)
        }
        RegisterDo::Show { store, kind, record, day, json } => {
            let opened = Opened::of(store)?;
            let id = opened.wait(opened.store.record(kind.0, record))?;
            let day = day.unwrap_or_else(today);
            let found = opened.wait(opened.store.entity(id, day, opened.store.now()))?;
            let Some(found) = found else { return Err(no_such(kind.0, record).into()) };
            let results = match kind.0 {
                Kind::Zone => opened.wait(opened.store.results(id, false))?,
                _ => Vec::new(),
            };
            show::entity(&found, &results, day, *json, lang);
            Ok(Exit::Done)
        }
        RegisterDo::History { store, kind, record, json } => {
            let opened = Opened::of(store)?;
            let id = opened.wait(opened.store.record(kind.0, record))?;
            let Some(found) = opened.wait(opened.store.history(id))? else {
                return Err(no_such(kind.0, record).into());
            };
            show::history(&found, *json, lang);
            Ok(Exit::Done)
        }
        RegisterDo::Counted { store, zone, day, json } => {
            let opened = Opened::of(store)?;
            let id = opened.wait(opened.store.record(Kind::Zone, zone))?;
            let counting = opened.wait(opened.store.counted(id, day.unwrap_or_else(today)))?;
            show::counting(&counting, *json, lang);
            Ok(Exit::Done)
        }
        RegisterDo::Duplicates { store, kind, most, json } => {
            let opened = Opened::of(store)?;
            let found = opened.wait(opened.store.duplicates(kind.0, *most))?;
            show::duplicates(&found, *json, lang);
            Ok(Exit::Done)
        }
        RegisterDo::Merge { store, who, kind, gone, into } => {
            let opened = Opened::of(store)?;
            let gone = opened.wait(opened.store.record(kind.0, gone))?;
            let into = opened.wait(opened.store.record(kind.0, into))?;
            opened.wait(async {
                let mut acting = opened.store.act(who.act("register.merge", "register merge")).await?;
                acting.merge(gone, into).await?;
                acting.commit().await?;
                Ok::<_, RegisterError>(())
            })?;
            print::out(words(lang, "已合并", "merged"));
            Ok(Exit::Done)
        }
        RegisterDo::Template { kind, file } => Ok(exchange_files::template(kind.0, file, lang)?),
        RegisterDo::Export { store, kind, day, all, file } => {
            let opened = Opened::of(store)?;
            exchange_files::export(&opened, kind.0, day.unwrap_or_else(today), *all, file, lang)
        }
        RegisterDo::Import { store, who, kind, file, check, marked, json } => {
            let opened = Opened::of(store)?;
            let given = exchange_files::Given { file, check: *check, marked: marked.as_deref(), json: *json };
            exchange_files::import(&opened, who, kind.0, &given, lang)
        }
        RegisterDo::Results { store, who, file, marked, json } => {
            let opened = Opened::of(store)?;
            let given = exchange_files::Given { file, check: false, marked: marked.as_deref(), json: *json };
            exchange_files::results(&opened, who, &given, lang)
        }
        RegisterDo::Regions { store, who } => {
            let opened = Opened::of(store)?;
            let rows = national_regions();
            let done = opened.wait(async {
                let mut acting = opened.store.act(who.act("region.import", "register regions")).await?;
                let done = acting.import(Kind::Region, &rows, ImportWatch::default()).await?;
                acting.commit().await?;
                Ok::<_, ImportError>(done)
            })?;
            imported(Kind::Region, done, false, lang);
            Ok(Exit::Done)
        }
    }
}

fn today() -> Day {
    day_of(truth::clock())
}

fn no_such(kind: Kind, asked: &str) -> RegisterError {
    RegisterError::NoSuch { kind, asked: asked.to_owned() }
}

fn imported(kind: Kind, done: Imported, as_json: bool, lang: Lang) {
    let Imported { created, changed, unchanged } = done;
    if as_json {
        print::json(&json!({ "created": created, "changed": changed, "unchanged": unchanged, "findings_total": 0 }));
        return;
    }
    let kind = kind.say(lang);
    print::out(match lang {
        Lang::Zh => format!("{kind}：新登记 {created}，变更 {changed}，未变 {unchanged}"),
        Lang::En => format!("{kind}: {created} new, {changed} changed, {unchanged} as they were"),
    });
}
