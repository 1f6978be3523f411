//! Small tables for tests, each a form of two sheets about a few firms.
#![expect(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    reason = "a wrong test must fail, and its tables are small"
)]

use std::path::Path;
use std::sync::{Arc, LazyLock};

use domain::hash::Sm3;
use domain::id::{AttributeName, FormId, IndicatorCode, ReleaseName, SubjectId};
use domain::ledger::Ledger;
use domain::table::{Attribute, CellRef, CheckedTable, MissingReason, State, Value};
use domain::unit::Unit;
use facts::{After, Archive, ArchiveError, InputFile, Publication, Published};
use store::{Act, Actor, Address, Moment, Origin, Store};

/// A value as a test writes it: a figure, or a reason why there is none.
pub fn figure(text: &str) -> Result<rust_decimal::Decimal, MissingReason> {
    text.parse().map_err(|_| text.parse::<MissingReason>().unwrap())
}

/// A table with a column per indicator: `(code, unit)` and a row per subject. The source is the text of it all.
pub struct Sheet<'a> {
    pub form: &'a str,
    pub period: &'a str,
    pub columns: &'a [(&'a str, &'a str)],
    pub rows: &'a [(&'a str, &'a [&'a str])],
    /// `(subject, attribute, value, from, to)`, empty for none.
    pub attributes: &'a [(&'a str, &'a str, &'a str, &'a str, &'a str)],
}

impl Sheet<'_> {
    pub fn source(&self) -> String {
        format!("{} {} {:?} {:?} {:?}", self.form, self.period, self.columns, self.rows, self.attributes)
    }

    pub fn table(&self) -> CheckedTable {
        let mut subjects: Vec<SubjectId> = self.rows.iter().map(|(id, _)| id.parse().unwrap()).collect();
        for (id, ..) in self.attributes {
            if !subjects.iter().any(|known| known.as_str() == *id) {
                subjects.push(id.parse().unwrap());
            }
        }
        let mut values = Vec::new();
        for (row, (_, figures)) in self.rows.iter().enumerate() {
            for (column, text) in figures.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
                values.push(Value {
                    subject: row as u32,
                    indicator: column as u32,
                    unit: column as u32,
                    figure: figure(text),
                    state: State::Reported,
                    cell: CellRef { sheet: 1, row: row as u32 + 1, column: column as u16 + 1 },
                });
            }
        }
        let attributes = self.attributes.iter().enumerate().map(|(row, (id, name, value, from, to))| Attribute {
            subject: subjects.iter().position(|known| known.as_str() == *id).unwrap() as u32,
            name: AttributeName::new(name).unwrap(),
            value: (*value).to_owned(),
            valid_from: (!from.is_empty()).then(|| (*from).to_owned()),
            valid_to: (!to.is_empty()).then(|| (*to).to_owned()),
            cell: CellRef { sheet: 0, row: row as u32 + 1, column: 2 },
        });
        CheckedTable {
            form: FormId::new(self.form).unwrap(),
            period: self.period.parse().unwrap(),
            source: Sm3::of(self.source().as_bytes()),
            mapping: Sm3::of(MAPPING),
            demonstration: false,
            sheets: vec![Arc::from("名录"), Arc::from("数据")],
            attributes: attributes.collect(),
            subjects,
            indicators: self.columns.iter().map(|(code, _)| IndicatorCode::new(code).unwrap()).collect(),
            units: self.columns.iter().map(|(_, unit)| Unit::parse(unit).unwrap()).collect(),
            values,
        }
    }
}

/// The archive of a home, made where it is not there.
pub fn create(home: &Path) -> Archive {
    std::fs::create_dir_all(home).unwrap();
    Archive::create(home, ledger(home)).unwrap()
}

/// The archive of a home.
pub fn open(home: &Path) -> Archive {
    Archive::open(home, ledger(home)).unwrap()
}

/// Runs the work of stores for threads that wait.
static RUNTIME: LazyLock<tokio::runtime::Runtime> = LazyLock::new(|| tokio::runtime::Runtime::new().unwrap());

/// The store of a home, made where it is not there.
pub fn store(home: &Path) -> Store {
    std::fs::create_dir_all(home).unwrap();
    let address = Address::of_home(home);
    let clock = || Moment::from_micros(1_719_820_800_000_000);
    // A thread of its own: a test that runs on a runtime may not wait for another.
    let opening = std::thread::spawn(move || RUNTIME.block_on(Store::open(&address, Arc::new(clock))));
    opening.join().unwrap().unwrap()
}

/// The ledger in the store of a home.
pub fn ledger(home: &Path) -> Arc<dyn Ledger> {
    let act = Act {
        kind: "release.publish",
        actor: Actor::system(),
        origin: Origin::Cli,
        origin_detail: "test".to_owned(),
        request: "test".to_owned(),
        reason: None,
    };
    Arc::new(store(home).ledger(RUNTIME.handle().clone(), act))
}

pub const MAPPING: &[u8] = b"mapping";

/// One firm's tax, the smallest table.
pub fn tax(form: &str, period: &str, value: &str) -> (CheckedTable, String) {
    let rows: &[(&str, &[&str])] = &[("甲", &[value])];
    let sheet =
        Sheet { form, period, columns: &[("tax", "万元")], rows, attributes: &[("甲", "name", "甲厂", "", "")] };
    (sheet.table(), sheet.source())
}

pub fn publish(archive: &Archive, table: CheckedTable, source: &str) -> Result<Published, ArchiveError> {
    publish_as(archive, &[table], &[source], None, After::Latest)
}

pub fn publish_as(
    archive: &Archive,
    tables: &[CheckedTable],
    sources: &[&str],
    name: Option<&ReleaseName>,
    after: After<'_>,
) -> Result<Published, ArchiveError> {
    let files: Vec<InputFile<'_>> = sources
        .iter()
        .map(|source| InputFile {
            name: "报表/甲.xlsx",
            bytes: source.as_bytes(),
            mapping: MAPPING,
            accept_clean: false,
        })
        .collect();
    archive.publish(&Publication {
        tables,
        files: &files,
        after,
        name,
        title: "测试",
        published_at: "2024-07-01T08:00:00+08:00",
    })
}
