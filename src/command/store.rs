//! `yuanheng store`: the whole store backed up, restored, moved and looked through.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::say::{Lang, Say};
use serde_json::json;
use store::transfer::{self, Contents, Dump, TransferError};
use store::{Address, Change, Store, StoreError};
use tokio::runtime::{Builder, Runtime};

use super::{fail, words};
use crate::args::StoreDo;
use crate::exit::Exit;
use crate::print;
use crate::truth::{OpenError, Opened, StoreArgs, WhoArgs, clock};

pub fn run(what: &StoreDo, lang: Lang) -> Exit {
    let done = match what {
        StoreDo::Backup { store, who, file } => backup(store, who, file, lang),
        StoreDo::Check { file } => check(file, lang),
        StoreDo::Restore { store, who, file } => restore(store, who, file, lang),
        StoreDo::Move { from, to, who } => moved(from, to, who, lang),
        StoreDo::Doctor { store, rebuild_listing, json } => doctor(store, *rebuild_listing, *json, lang),
    };
    done.unwrap_or_else(|error| fail(&error, error.exit(), lang))
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
enum Failed {
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Transfer(#[from] TransferError),
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such data folder.
    #[error("没有数据目录 {}", .0.display())]
    NoHome(PathBuf),
    /// There is no store: a new, empty one in its place would be taken for what was asked for.
    #[error("没有库 {0}")]
    NoStore(Address),
}

impl Failed {
    fn exit(&self) -> Exit {
        match self {
            Self::Transfer(error) if error.is_damage() => Exit::Damaged,
            Self::Transfer(TransferError::Store(StoreError::Damaged { .. } | StoreError::Unreadable { .. }))
            | Self::Store(StoreError::Damaged { .. } | StoreError::Unreadable { .. })
            | Self::Open(OpenError::Store(StoreError::Damaged { .. })) => Exit::Damaged,
            Self::NoHome(_) | Self::NoStore(_) => Exit::NotFound,
            _ => Exit::Trouble,
        }
    }
}

impl Say for Failed {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Open(error), _) => error.say(lang),
            (Self::Transfer(error), _) => error.say(lang),
            (Self::Store(error), _) => error.say(lang),
            (Self::NoHome(path), Lang::Zh) => format!("没有数据目录 {}。请核对 --home。", path.display()),
            (Self::NoHome(path), Lang::En) => format!("there is no data folder {}. Check --home.", path.display()),
            (Self::NoStore(address), Lang::Zh) => {
                format!("没有库 {address}。请核对地址；库在 PostgreSQL 中时，请写明 --database。")
            }
            (Self::NoStore(address), Lang::En) => {
                format!("there is no store {address}. Check the address; where it lies in PostgreSQL, give --database.")
            }
        }
    }
}

/// Opens what is there; unlike other commands, these make no new data folder and no new store.
fn open(args: &StoreArgs) -> Result<Opened, Failed> {
    if !args.home.is_dir() {
        return Err(Failed::NoHome(args.home.clone()));
    }
    there(&args.database.clone().unwrap_or_else(|| Address::of_home(&args.home)))?;
    Ok(Opened::of(args)?)
}

fn there(address: &Address) -> Result<(), Failed> {
    match address {
        Address::Sqlite(path) if !path.is_file() => Err(Failed::NoStore(address.clone())),
        _ => Ok(()),
    }
}

fn runtime() -> Result<Runtime, Failed> {
    Ok(Builder::new_multi_thread().enable_all().build().map_err(OpenError::Threads)?)
}

/// Leaves the trace that something was done with the whole of `store`.
async fn trace(
    store: &Store,
    who: &WhoArgs,
    kind: &'static str,
    command: &str,
    what: serde_json::Value,
) -> Result<(), StoreError> {
    let mut acting = store.act(who.act(kind, command)).await?;
    let (record, label) = (store.address().to_owned(), store.address().to_owned());
    acting.note(Change { kind: "store", record, label, was: None, became: Some(what.to_string()) });
    acting.commit().await.map(drop)
}

fn backup(args: &StoreArgs, who: &WhoArgs, file: &Path, lang: Lang) -> Result<Exit, Failed> {
    let opened = open(args)?;
    let made = opened.wait(transfer::backup(&opened.store, &args.home, file))?;
    let what = json!({ "file": file.display().to_string(), "rows": made.contents.rows() });
    opened.wait(trace(&opened.store, who, "store.backup", "store backup", what))?;
    print::out(match lang {
        Lang::Zh => format!("已备份到 {}（{}）：{}", file.display(), length(made.length), said(&made.contents, lang)),
        Lang::En => {
            format!("backed up to {} ({}): {}", file.display(), length(made.length), said(&made.contents, lang))
        }
    });
    Ok(absent(&made.contents, lang))
}

fn check(file: &Path, lang: Lang) -> Result<Exit, Failed> {
    let contents = runtime()?.block_on(transfer::check(file))?;
    print::out(match lang {
        Lang::Zh => format!("备份完好（{} 备份）：{}", contents.made_at, said(&contents, lang)),
        Lang::En => format!("the backup of {} is sound: {}", contents.made_at, said(&contents, lang)),
    });
    Ok(absent(&contents, lang))
}

fn restore(args: &StoreArgs, who: &WhoArgs, file: &Path, lang: Lang) -> Result<Exit, Failed> {
    let runtime = runtime()?;
    let contents = runtime.block_on(transfer::restore(file, &args.home, args.database.as_ref(), Arc::new(clock)))?;
    let opened = Opened::of(args)?;
    let what = json!({ "file": file.display().to_string(), "made_at": contents.made_at });
    opened.wait(trace(&opened.store, who, "store.restore", "store restore", what))?;
    print::out(match lang {
        Lang::Zh => format!("已恢复到 {}，逐一核对无误：{}", args.home.display(), said(&contents, lang)),
        Lang::En => format!("restored to {}, every hash compared: {}", args.home.display(), said(&contents, lang)),
    });
    Ok(absent(&contents, lang))
}

fn moved(from: &Address, to: &Address, who: &WhoArgs, lang: Lang) -> Result<Exit, Failed> {
    there(from)?;
    let dump: Dump = runtime()?.block_on(async {
        let source = Store::open(from, Arc::new(clock)).await?;
        let target = Store::open(to, Arc::new(clock)).await?;
        let dump = source.move_to(&target).await?;
        trace(&target, who, "store.move", "store move", json!({ "from": from.to_string() })).await?;
        source.close().await?;
        target.close().await?;
        Ok::<_, Failed>(dump)
    })?;
    for sum in dump.sums.iter().filter(|sum| sum.rows > 0) {
        print::out(format_args!("{}\t{}\t{}", sum.table, sum.rows, sum.sm3.short()));
    }
    print::note(match lang {
        Lang::Zh => format!(
            "已搬到 {to}，逐表核对行数和摘要一致。请从现在起用 --database 或 YUANHENG_DATABASE 指向它；原库未改动。"
        ),
        Lang::En => format!(
            "moved to {to}; rows and hash of every table are equal. From now on point --database or YUANHENG_DATABASE to it; the old store is as it was."
        ),
    });
    Ok(Exit::Done)
}

fn doctor(args: &StoreArgs, rebuild: bool, as_json: bool, lang: Lang) -> Result<Exit, Failed> {
    let opened = open(args)?;
    if rebuild {
        let listed = opened.wait(opened.store.rebuild_listing())?;
        print::note(match lang {
            Lang::Zh => format!("已重新生成列表，共 {listed} 条。"),
            Lang::En => format!("the listing was made again: {listed} records."),
        });
    }
    let found = opened.wait(opened.store.doctor(&args.home))?;
    if as_json {
        let findings = found.iter().map(|one| {
            json!({
                "check": one.check.code(),
                "place": one.place,
                "what": one.what.say(lang),
                "next": one.next.say(lang),
            })
        });
        print::json(&json!({ "sound": found.is_empty(), "findings": findings.collect::<Vec<_>>() }));
    } else if found.is_empty() {
        print::out(words(lang, "库和数据目录完好。", "store and data folder are sound."));
    } else {
        for one in &found {
            print::out(one.say(lang));
        }
    }
    Ok(if found.is_empty() { Exit::Done } else { Exit::Damaged })
}

/// What stands in a backup, in words.
fn said(contents: &Contents, lang: Lang) -> String {
    let (rows, files) = (contents.rows(), contents.files.len());
    match lang {
        Lang::Zh => format!("库 {rows} 行，文件 {files} 个"),
        Lang::En => format!("{rows} rows of the store, {files} files"),
    }
}

/// Names the files that were not there when the backup was made.
fn absent(contents: &Contents, lang: Lang) -> Exit {
    for path in &contents.absent {
        print::note(match lang {
            Lang::Zh => format!("备份时数据目录中没有完好的 {path}，备份里也就没有。请运行 yuanheng store doctor。"),
            Lang::En => format!(
                "{path} was not sound in the data folder, so it is not in the backup. Run yuanheng store doctor."
            ),
        });
    }
    if contents.absent.is_empty() { Exit::Done } else { Exit::Damaged }
}

/// A length for people.
fn length(bytes: u64) -> String {
    let tenths = bytes.saturating_mul(10) / (1024 * 1024);
    if tenths == 0 { format!("{} kB", bytes.div_ceil(1024)) } else { format!("{}.{} MB", tenths / 10, tenths % 10) }
}
