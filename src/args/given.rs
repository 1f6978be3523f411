//! What a command gives to the settings: its data folder and its flags; and what it gets of them.

use std::path::Path;

use settings::{Flag, Given, Settings};
use store::Address;

use super::{AuditDo, Cli, ConfigDo, Do, FactsDo, PackDo, RegisterDo, StoreDo};
use crate::truth::{DatabaseArgs, StoreArgs};

/// What `serve` has instead of what is usual: a server without a log cannot be watched.
const SERVED: &[(&str, &str)] = &[("log.filter", "\"info\"")];

/// Where a command works: the data folder, the address that was given, and the one that holds.
#[derive(Default)]
struct Place<'a> {
    home: Option<&'a Path>,
    given: Option<&'a str>,
    database: Option<&'a mut Option<Address>>,
}

impl<'a> Place<'a> {
    fn store(args: &'a mut StoreArgs) -> Self {
        Self { home: Some(&args.home), given: args.given.as_deref(), database: Some(&mut args.database) }
    }

    fn folder(home: Option<&'a Path>, at: &'a mut DatabaseArgs) -> Self {
        Self { home, given: at.given.as_deref(), database: Some(&mut at.database) }
    }
}

impl Do {
    /// Without a rest, so that no command can work on another store than the settings say.
    fn place(&mut self) -> Place<'_> {
        match self {
            Self::Demo(args) => Place::folder(Some(&args.home), &mut args.at),
            Self::Serve(args) => Place::folder(Some(&args.home), &mut args.at),
            Self::Import(args) => Place::folder(args.home.as_deref(), &mut args.at),
            Self::Evaluate(args) => Place::folder(args.home.as_deref(), &mut args.at),
            Self::Explain(args) => Place::folder(args.home.as_deref(), &mut args.at),
            Self::Verify(args) => Place::folder(args.home.as_deref(), &mut args.at),
            Self::Register(what) => match what.as_mut() {
                RegisterDo::List { store, .. }
                | RegisterDo::Show { store, .. }
                | RegisterDo::History { store, .. }
                | RegisterDo::Counted { store, .. }
                | RegisterDo::Duplicates { store, .. }
                | RegisterDo::Merge { store, .. }
                | RegisterDo::Export { store, .. }
                | RegisterDo::Import { store, .. }
                | RegisterDo::Results { store, .. }
                | RegisterDo::Regions { store, .. } => Place::store(store),
                RegisterDo::Template { .. } => Place::default(),
            },
            Self::Pack(PackDo::Figures(args)) => Place::folder(args.home.as_deref(), &mut args.at),
            Self::Facts(FactsDo::Releases { at, .. } | FactsDo::Check { at } | FactsDo::Rebuild { at, .. }) => {
                Place::store(at)
            }
            Self::Audit(
                AuditDo::Acts { store, .. }
                | AuditDo::Link { store }
                | AuditDo::Verify { store, .. }
                | AuditDo::Anchors { store, .. }
                | AuditDo::Export { store, .. }
                | AuditDo::Prune { store, .. },
            )
            | Self::Store(
                StoreDo::Backup { store, .. } | StoreDo::Restore { store, .. } | StoreDo::Doctor { store, .. },
            )
            | Self::Pack(
                PackDo::Upload { store, .. }
                | PackDo::Approve { store, .. }
                | PackDo::Force { store, .. }
                | PackDo::History { store, .. },
            ) => Place::store(store),
            Self::Pack(PackDo::List { home, at, .. } | PackDo::Compare { home, at, .. }) => {
                Place::folder(home.as_deref(), at)
            }
            Self::Config(ConfigDo::Check { home } | ConfigDo::Show { home, .. }) => {
                Place { home: home.as_deref(), ..Place::default() }
            }
            Self::Read(_)
            | Self::Pack(PackDo::Show { .. } | PackDo::Check { .. } | PackDo::Test { .. } | PackDo::Schema)
            | Self::Store(StoreDo::Check { .. } | StoreDo::Move { .. })
            | Self::Config(ConfigDo::Reference | ConfigDo::Schema) => Place::default(),
        }
    }

    /// Flags that set something of their own.
    fn flags(&self) -> Vec<Flag> {
        let listen = |text: &Option<String>| flag("--listen", "listen", text.as_deref());
        match self {
            Self::Demo(args) => listen(&args.listen),
            Self::Serve(args) => listen(&args.listen),
            Self::Audit(AuditDo::Prune { keep_days, .. }) => {
                flag("--keep-days", "audit.keep_days", keep_days.as_deref())
            }
            _ => Vec::new(),
        }
    }
}

fn flag(flag: &'static str, setting: &'static str, text: Option<&str>) -> Vec<Flag> {
    text.map(|text| Flag { flag, setting: Some(setting), text: text.to_owned() }).into_iter().collect()
}

impl Cli {
    /// All that was given to the settings.
    pub fn given(&mut self) -> Given<'_> {
        let mut flags = flag("-v", "log.filter", self.verbose.then_some("info"));
        flags.extend(self.command.flags());
        flags.extend(self.set.iter().map(|text| Flag { flag: "--set", setting: None, text: text.clone() }));
        let usual = match self.command {
            Do::Serve(_) => SERVED,
            Do::Demo(ref args) if !args.no_serve => SERVED,
            _ => &[],
        };
        let place = self.command.place();
        flags.extend(flag("--database", "database", place.given));
        Given { config: self.config.clone(), home: place.home, flags, variables: std::env::vars_os().collect(), usual }
    }

    /// Gives the command what the settings say about its store.
    pub fn settle(&mut self, settings: &Settings) {
        if let Some(database) = self.command.place().database {
            database.clone_from(&settings.database);
        }
    }
}
