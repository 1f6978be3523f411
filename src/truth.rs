//! The store of a data folder, opened for one command, and who acts in it.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use domain::day::Day;
use domain::id::ReleaseName;
use domain::say::{Lang, Say};
use facts::{Archive, ArchiveError};
use library::Packs;
use reporting::Desk;
use store::{Act, Actor, Address, Moment, Origin, Store, StoreError, day_of};
use tokio::runtime::Runtime;

/// Where the store lies.
#[derive(Debug, Args)]
pub struct StoreArgs {
    /// 数据目录 | Data folder
    #[arg(long, value_name = "DIR")]
    pub home: PathBuf,
    /// 库的地址：postgres://… 或 sqlite:文件；缺省按设置，没有则为数据目录中的 store.sqlite | Address of the store: postgres://… or sqlite:FILE; as the settings say, else store.sqlite in the data folder, unless given
    #[arg(long = "database", id = "database", value_name = "URL")]
    pub given: Option<String>,
    /// What holds, by the settings.
    #[arg(skip)]
    pub database: Option<Address>,
}

/// Where the store lies, for a command whose data folder is told elsewhere.
#[derive(Debug, Default, Args)]
pub struct DatabaseArgs {
    /// 库的地址：postgres://… 或 sqlite:文件；缺省按设置，没有则为数据目录中的 store.sqlite | Address of the store: postgres://… or sqlite:FILE; as the settings say, else store.sqlite in the data folder, unless given
    #[arg(long = "database", id = "database", value_name = "URL")]
    pub given: Option<String>,
    /// What holds, by the settings.
    #[arg(skip)]
    pub database: Option<Address>,
}

/// Who acts, and why.
#[derive(Debug, Args)]
pub struct WhoArgs {
    /// 操作人：人员代码或姓名，记入审计（标明未经认证） | Who acts: a person's code or name, kept in the audit as unauthenticated
    #[arg(long = "as", value_name = "PERSON", default_value = "cli")]
    pub person: String,
    /// 原因，记入审计；更正过去的记录时必填 | Why, kept in the audit; needed to correct the past
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
}

impl WhoArgs {
    /// An act of this person on the command line.
    pub fn act(&self, kind: &'static str, command: &str) -> Act {
        Act {
            kind,
            actor: Actor::said(&self.person, &self.person),
            origin: Origin::Cli,
            origin_detail: command.to_owned(),
            request: format!("cli-{}", std::process::id()),
            reason: self.reason.clone(),
        }
    }
}

/// Why a store could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The system gives no threads.
    #[error("系统无法为本程序建立线程")]
    Threads(#[source] std::io::Error),
    /// A restore into the data folder began and never ended.
    #[error("{} 的恢复没有完成", path.display())]
    Unfinished {
        /// The folder.
        path: PathBuf,
    },
    /// The data folder cannot be made.
    #[error("无法建立数据目录")]
    Folder {
        /// The folder.
        path: PathBuf,
        /// The cause, for the log.
        #[source]
        source: std::io::Error,
    },
}

impl Say for OpenError {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Store(error), _) => error.say(lang),
            (Self::Threads(_), Lang::Zh) => "系统无法为本程序建立线程。请稍后重试。".to_owned(),
            (Self::Threads(_), Lang::En) => "the system gives this program no threads. Try again later.".to_owned(),
            (Self::Unfinished { path }, Lang::Zh) => format!(
                "数据目录 {} 是一次没有完成的恢复，不能使用。请再运行一次 yuanheng store restore，会从头恢复。",
                path.display()
            ),
            (Self::Unfinished { path }, Lang::En) => format!(
                "the data folder {} is a restore that never ended and cannot be used. Run yuanheng store restore again; it begins anew.",
                path.display()
            ),
            (Self::Folder { path, .. }, Lang::Zh) => {
                format!("无法建立数据目录 {}。请核对路径和写入权限。", path.display())
            }
            (Self::Folder { path, .. }, Lang::En) => {
                format!("the data folder {} cannot be made. Check the path and its permissions.", path.display())
            }
        }
    }
}

/// An open store, and what runs its work.
pub struct Opened {
    /// The store.
    pub store: Store,
    runtime: Runtime,
}

impl Opened {
    /// Opens the store that `args` name; the data folder is made where it is missing.
    pub fn of(args: &StoreArgs) -> Result<Self, OpenError> {
        Self::at(&args.home, args.database.as_ref())
    }

    /// Opens the store at `database`, or that of the data folder `home`.
    pub fn at(home: &Path, database: Option<&Address>) -> Result<Self, OpenError> {
        if store::transfer::unfinished(home) {
            return Err(OpenError::Unfinished { path: home.to_owned() });
        }
        std::fs::create_dir_all(home).map_err(|source| OpenError::Folder { path: home.to_owned(), source })?;
        let address = database.cloned().unwrap_or_else(|| Address::of_home(home));
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(OpenError::Threads)?;
        let store = runtime.block_on(Store::open(&address, Arc::new(clock)))?;
        Ok(Self { store, runtime })
    }

    /// Ends its threads; what still waits on one after `grace` is left behind.
    pub fn end(self, grace: std::time::Duration) {
        self.runtime.shutdown_timeout(grace);
    }

    /// The packs of the data folder `home` with those in force in this store on `day`, today unless given.
    pub fn packs(&self, home: &Path, day: Option<Day>) -> Result<Packs, StoreError> {
        let day = day.unwrap_or_else(|| day_of(self.store.now()));
        self.wait(Packs::of_home(home, &self.store, day))
    }

    /// Waits for work in the store.
    pub fn wait<F: Future>(&self, work: F) -> F::Output {
        self.runtime.block_on(work)
    }
}

/// The packs that can be named: of a data folder that is there, its store asked for what is in force today; else those that ship.
pub fn packs(home: Option<&Path>, database: Option<&Address>) -> Result<Packs, OpenError> {
    match home {
        Some(home) if home.is_dir() => Ok(Opened::at(home, database)?.packs(home, None)?),
        home => Ok(Packs::of_folder(home)),
    }
}

/// A data folder: its store, and the archive whose ledger the store is.
pub struct Home {
    /// The store.
    pub opened: Opened,
    /// The archive.
    pub archive: Archive,
}

/// Why a data folder could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum HomeError {
    /// Its store.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// Its archive.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
}

impl From<StoreError> for HomeError {
    fn from(error: StoreError) -> Self {
        Self::Open(error.into())
    }
}

impl Say for HomeError {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::Open(error) => error.say(lang),
            Self::Archive(error) => error.say(lang),
        }
    }
}

impl Home {
    /// Opens the data folder at `path`, or makes it.
    pub fn create(path: &Path, database: Option<&Address>, act: Act) -> Result<Self, HomeError> {
        let opened = Opened::at(path, database)?;
        let ledger = Arc::new(opened.store.ledger(opened.runtime.handle().clone(), act));
        let archive = Archive::create(path, ledger)?;
        take_over(path, &opened)?;
        Ok(Self { opened, archive })
    }

    /// Opens the data folder at `path`, which has to be one.
    pub fn open(path: &Path, database: Option<&Address>) -> Result<Self, HomeError> {
        if !path.join("home.json").is_file() {
            return Err(ArchiveError::NotAHome { path: path.display().to_string() }.into());
        }
        Self::create(path, database, system("release.publish"))
    }

    /// Where things are handed in.
    pub fn desk(&self) -> Desk<'_> {
        Desk { store: &self.opened.store, archive: &self.archive, runtime: self.opened.runtime.handle() }
    }
}

/// An act that nobody asked for.
pub fn system(kind: &'static str) -> Act {
    Act {
        kind,
        actor: Actor::system(),
        origin: Origin::Cli,
        origin_detail: String::new(),
        request: format!("cli-{}", std::process::id()),
        reason: None,
    }
}

/// The releases of a folder that a program without a store made are put into the store, once, in one act.
fn take_over(path: &Path, opened: &Opened) -> Result<(), HomeError> {
    let Some(releases) = facts::earlier::releases(path)? else { return Ok(()) };
    let work = async {
        let mut acting = opened.store.act(system("release.take_over")).await?;
        let mut last: Option<ReleaseName> = None;
        for (release, manifest) in &releases {
            acting.record_release(release, manifest, last.as_ref()).await.map_err(ArchiveError::from)?;
            last = Some(release.name.clone());
        }
        acting.commit().await?;
        Ok::<(), HomeError>(())
    };
    // A program that was stopped between the commit and the renaming left both; then there is nothing to add.
    if opened.wait(opened.store.releases())?.is_empty() {
        opened.wait(work)?;
    }
    facts::earlier::taken_over(path)?;
    Ok(())
}

/// The clock of the store.
#[expect(clippy::disallowed_methods, reason = "the edge of the program: from here on the time is passed in")]
pub fn clock() -> Moment {
    jiff::Timestamp::now().into()
}
