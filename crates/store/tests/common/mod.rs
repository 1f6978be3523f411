//! A store on each engine, empty and its own.

#![expect(dead_code, reason = "each test file needs a part")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
#![expect(clippy::print_stdout, reason = "what is not run is said")]

pub mod filled;
pub mod process;
pub mod raw;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};

use domain::day::Day;
use domain::id::AttributeName;
use store::{Act, Actor, Address, Clock, Moment, Origin, Store};
use tempfile::TempDir;

/// A clock that a test sets; each look is a microsecond later.
#[derive(Debug)]
pub struct TestClock(AtomicI64);

impl TestClock {
    pub fn at(text: &str) -> Arc<Self> {
        let at: jiff::Timestamp = text.parse().unwrap();
        Arc::new(Self(AtomicI64::new(at.as_microsecond())))
    }

    pub fn set(&self, text: &str) {
        let at: jiff::Timestamp = text.parse().unwrap();
        self.0.store(at.as_microsecond(), Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Moment {
        Moment::from_micros(self.0.fetch_add(1, Ordering::SeqCst))
    }
}

/// An empty store.
pub struct Bench {
    pub store: Store,
    pub clock: Arc<TestClock>,
    pub address: Address,
    pub name: &'static str,
    folder: TempDir,
}

impl Bench {
    /// Opens the same store again, as another program would.
    pub async fn again(&self) -> Store {
        Store::open(&self.address, self.clock.clone()).await.unwrap()
    }

    /// Where a client of the database finds it beside the store.
    pub fn url(&self) -> String {
        match &self.address {
            Address::Sqlite(path) => format!("sqlite://{}", path.display()),
            Address::Postgres(url) => url.clone(),
        }
    }

    /// A folder of its own.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }
}

/// The address of a database of its own on the server at `YUANHENG_TEST_POSTGRES`, where there is one.
pub async fn postgres() -> Option<Address> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let Ok(server) = std::env::var("YUANHENG_TEST_POSTGRES") else {
        println!("PostgreSQL: not run, for YUANHENG_TEST_POSTGRES does not name a server (scripts/test starts one)");
        return None;
    };
    let name = format!("t{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::SeqCst));
    let on = sea_orm::Database::connect(&server).await.unwrap();
    sea_orm::ConnectionTrait::execute_unprepared(&on, &format!("CREATE DATABASE {name}")).await.unwrap();
    let (head, _) = server.rsplit_once('/').unwrap();
    Some(format!("{head}/{name}").parse().unwrap())
}

/// An empty store on SQLite.
pub async fn sqlite() -> Bench {
    let folder = tempfile::tempdir().unwrap();
    bench(Address::of_home(folder.path()), "SQLite", folder).await
}

/// An empty store on each engine.
pub async fn benches() -> Vec<Bench> {
    let mut benches = vec![sqlite().await];
    if let Some(address) = postgres().await {
        benches.push(bench(address, "PostgreSQL", tempfile::tempdir().unwrap()).await);
    }
    benches
}

async fn bench(address: Address, name: &'static str, folder: TempDir) -> Bench {
    let clock = TestClock::at("2026-03-01T01:00:00Z");
    let store = Store::open(&address, clock.clone()).await.unwrap();
    Bench { store, clock, address, name, folder }
}

pub fn act(kind: &'static str) -> Act {
    because(kind, None)
}

pub fn because(kind: &'static str, reason: Option<&str>) -> Act {
    Act {
        kind,
        actor: Actor::said("zhang", "张三"),
        origin: Origin::Cli,
        origin_detail: "test".to_owned(),
        request: "r-1".to_owned(),
        reason: reason.map(str::to_owned),
    }
}

/// An act of another person.
pub fn by(person: &str, kind: &'static str, reason: Option<&str>) -> Act {
    Act { actor: Actor::said(person, person), ..because(kind, reason) }
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub fn attribute(name: &str) -> AttributeName {
    AttributeName::new(name).unwrap()
}
