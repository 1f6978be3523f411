//! The reference data: tables of the folder, and the ASEM index built from them.

use std::path::{Path, PathBuf};

use scoring::Matrix;
use scoring::index::{Aggregate, Framework, Indicator};

/// The folder with the reference data; none, with a line that names the test and what it did not run, where it is missing.
pub fn folder(test: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("YUANHENG_REFERENCE")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/composite"), PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("{test}: not run, there is no reference data in {}", folder.display());
    None
}

/// A table of text with a header and a key column, rows ascending by key.
pub struct Table {
    name: String,
    head: Vec<String>,
    rows: Vec<Vec<String>>,
    key: usize,
}

impl Table {
    /// Reads `file` of the folder.
    pub fn read(folder: &Path, file: &str, key: &str) -> Self {
        let mut reader = csv::Reader::from_path(folder.join(file)).unwrap();
        let head: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let key = head.iter().position(|name| name == key).unwrap();
        let mut rows: Vec<Vec<String>> =
            reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
        rows.sort_by(|a, b| a[key].cmp(&b[key]));
        Self { name: file.to_owned(), head, rows, key }
    }

    /// The keys of the rows, ascending.
    pub fn keys(&self) -> Vec<&str> {
        self.rows.iter().map(|row| row[self.key].as_str()).collect()
    }

    /// The names of the columns.
    pub fn head(&self) -> &[String] {
        &self.head
    }

    /// A column as text, by key ascending.
    pub fn texts(&self, column: &str) -> Vec<&str> {
        let Some(at) = self.head.iter().position(|name| name == column) else {
            panic!("{} has no column {column}", self.name)
        };
        self.rows.iter().map(|row| row[at].as_str()).collect()
    }

    /// A column as numbers, NaN where nothing stands or `NA`, by key ascending.
    pub fn numbers(&self, column: &str) -> Vec<f64> {
        self.texts(column).into_iter().map(number).collect()
    }

    /// One cell as text.
    pub fn text(&self, key: &str, column: &str) -> &str {
        let Some(at) = self.rows.iter().position(|row| row[self.key] == key) else {
            panic!("{} has no row {key}", self.name)
        };
        self.texts(column)[at]
    }

    /// One cell as a number.
    pub fn number(&self, key: &str, column: &str) -> f64 {
        number(self.text(key, column))
    }
}

fn number(text: &str) -> f64 {
    match text {
        "" | "NA" => f64::NAN,
        text => text.parse().unwrap(),
    }
}

/// The ASEM index: subjects ascending by code, as in the reference's results.
pub struct Asem {
    pub folder: PathBuf,
    pub data: Table,
    pub meta: Table,
    pub framework: Framework,
}

impl Asem {
    /// Reads the data; none where the folder is missing, after a line that says so.
    pub fn read(test: &str) -> Option<Self> {
        let folder = folder(test)?;
        let data = Table::read(&folder, "asem_iData.csv", "uCode");
        let meta = Table::read(&folder, "asem_iMeta.csv", "iCode");
        let framework = framework(&meta, &data);
        Some(Self { folder, data, meta, framework })
    }

    /// The codes of the indicators, in the order of the framework.
    pub fn indicators(&self) -> &[String] {
        &self.framework.ids()[..self.framework.indicators()]
    }

    /// The raw figures of the indicators.
    pub fn raw(&self) -> Matrix {
        let columns = self.indicators().iter().map(|code| self.data.numbers(code)).collect();
        Matrix::new(self.data.keys().len(), columns).unwrap()
    }

    /// A result of the reference by subject.
    pub fn gold(&self, file: &str) -> Table {
        Table::read(&self.folder, file, "uCode")
    }

    /// The indicators of a result of the reference as a matrix.
    pub fn gold_matrix(&self, file: &str) -> Matrix {
        let table = self.gold(file);
        let columns = self.indicators().iter().map(|code| table.numbers(code)).collect();
        Matrix::new(table.keys().len(), columns).unwrap()
    }

    /// Compares figures by subject and indicator with a result of the reference.
    pub fn compare(&self, step: &str, ours: &Matrix, file: &str) {
        let gold = self.gold(file);
        assert_eq!(gold.keys(), self.data.keys(), "{step}: subjects");
        assert_eq!(ours.width(), self.framework.indicators(), "{step}: indicators");
        for (code, column) in self.indicators().iter().zip(ours.columns()) {
            for ((subject, ours), gold) in gold.keys().into_iter().zip(column).zip(gold.numbers(code)) {
                close(&format!("{step}, {subject}, {code}"), *ours, gold);
            }
        }
    }
}

/// The structure of the index as the table of codes states it; indicators in the order of the data columns.
fn framework(meta: &Table, data: &Table) -> Framework {
    let indicators = data
        .head()
        .iter()
        .filter(|code| meta.keys().contains(&code.as_str()) && meta.text(code, "Type") == "Indicator")
        .map(|code| {
            let one = Indicator::new(code, meta.text(code, "Parent")).weighing(meta.number(code, "Weight"));
            if meta.number(code, "Direction") < 0.0 { one.lower_is_better() } else { one }
        })
        .collect();
    let aggregates = meta
        .keys()
        .into_iter()
        .filter(|code| meta.text(code, "Type") == "Aggregate")
        .map(|code| {
            let one = match meta.text(code, "Parent") {
                "" | "NA" => Aggregate::index(code),
                parent => Aggregate::new(code, parent),
            };
            one.weighing(meta.number(code, "Weight"))
        })
        .collect();
    Framework::new(indicators, aggregates).unwrap()
}

/// Equal to 1e-9 of the larger, or both missing.
pub fn close(what: &str, ours: f64, gold: f64) {
    let near = (ours - gold).abs() <= 1e-9 * ours.abs().max(gold.abs());
    assert!(near || (ours.is_nan() && gold.is_nan()), "{what}: {ours} where the reference has {gold}");
}
