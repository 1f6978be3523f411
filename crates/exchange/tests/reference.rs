//! The reference index from its spreadsheet to the workbook: every step of every subject as the reference has it.
//!
//! The pack stands in `tests/reference/asem`, in our own words. The data are read from `shared/data/composite` beside the
//! repository (or from `YUANHENG_REFERENCE`); where they are missing, each test says what it did not run, and passes.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "what a test needs and does not get fails it"
)]

use std::io::Cursor;
use std::path::{Path, PathBuf};

use calamine::{Data, Range, Reader, Xlsx};
use domain::hash::Sm3;
use domain::say::Lang;
use evaluation::{Seal, seal};
use exchange::{MappingFile, Report, Watch, Workbook, read, result_workbook};
use facts::{After, Archive, InputFile, Publication};
use policy::{Pack, PackFiles};

const NOW: &str = "2026-01-02T03:04:05Z";
const DATA: &str = "asem_iData.csv";

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn folder(test: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("YUANHENG_REFERENCE")
        .map_or_else(|| repository().join("../shared/data/composite"), PathBuf::from);
    if folder.join(DATA).is_file() {
        return Some(folder);
    }
    println!("{test}: not run, there is no reference data in {}", folder.display());
    None
}

fn pack() -> Pack {
    match policy::check(&PackFiles::read(&repository().join("tests/reference/asem")).unwrap(), &()) {
        Ok((pack, warnings)) if warnings.is_empty() => pack,
        Ok((_, findings)) | Err(findings) => panic!("{findings:?}"),
    }
}

fn sealed(folder: &Path) -> Vec<u8> {
    let source = std::fs::read(folder.join(DATA)).unwrap();
    let mapping = std::fs::read(repository().join("tests/reference/asem/mappings/asem_iData.mapping.toml")).unwrap();
    let rules = MappingFile::parse(&mapping, "asem_iData.mapping.toml").unwrap();
    let mut workbook = Workbook::open(&source, DATA).unwrap();
    let reading = read(&mut workbook, Sm3::of(&source), &rules, Watch::default()).unwrap();
    assert!(reading.findings.is_empty(), "{:?}", reading.findings);
    let archive = Archive::in_memory();
    let published = archive
        .publish(&Publication {
            tables: &reading.tables,
            files: &[InputFile { name: DATA, bytes: &source, mapping: &mapping, accept_clean: false }],
            after: After::Latest,
            name: None,
            title: "ASEM",
            published_at: NOW,
        })
        .unwrap();
    let release = archive.release(&published.release.name).unwrap();
    let pack = pack();
    let evaluated = evaluation::run(&pack, None, &release, "2018".parse().unwrap()).unwrap();
    seal(&evaluated, &pack, &release, true).unwrap()
}

/// The workbook of a seal, and the reference's result after a step, by code and then column.
struct Both {
    book: Xlsx<Cursor<Vec<u8>>>,
    folder: PathBuf,
}

impl Both {
    fn of(test: &str) -> Option<Self> {
        let folder = folder(test)?;
        let seal = Seal::read(&sealed(&folder)).unwrap();
        let bytes = result_workbook(&Report::of_seal(&seal, "asem.seal", NOW, Lang::Zh)).unwrap();
        Some(Self { book: Xlsx::new(Cursor::new(bytes)).unwrap(), folder })
    }

    /// Every figure of the sheet is that of `file`, and there are as many.
    fn compare(&mut self, sheet: &str, file: &str) {
        let range = self.book.worksheet_range(sheet).unwrap();
        let mut gold = csv::Reader::from_path(self.folder.join(file)).unwrap();
        let codes: Vec<String> = gold.headers().unwrap().iter().map(str::to_owned).collect();
        let titles = titles(&range);
        let pack = pack();
        let mut compared = 0;
        for record in gold.records() {
            let record = record.unwrap();
            let row = row(&range, &record[0]);
            for (code, text) in codes.iter().zip(&record).skip(1) {
                let title = &pack.indicator(&code.to_lowercase()).unwrap().title;
                let at = titles.iter().position(|own| own.split("\\n").next() == Some(title.as_str())).unwrap();
                let (ours, gold) = (number(row.get(at)), text.parse::<f64>().ok());
                let near = match (ours, gold) {
                    (Some(ours), Some(gold)) => (ours - gold).abs() <= 1e-9 * ours.abs().max(gold.abs()),
                    (None, None) => true,
                    _ => false,
                };
                assert!(near, "{sheet}, {}, {code}: {ours:?} where the reference has {gold:?}", &record[0]);
                compared += 1;
            }
        }
        assert_eq!(compared, 51 * 49, "{sheet}");
    }
}

fn titles(range: &Range<Data>) -> Vec<String> {
    let head = range.rows().find(|row| matches!(row.first(), Some(Data::String(text)) if text == "评价对象")).unwrap();
    head.iter().map(|cell| cell.to_string().replace('\n', "\\n")).collect()
}

fn row<'r>(range: &'r Range<Data>, code: &str) -> &'r [Data] {
    range.rows().find(|row| matches!(row.first(), Some(Data::String(text)) if text == code)).unwrap()
}

fn number(cell: Option<&Data>) -> Option<f64> {
    match cell {
        Some(Data::Float(number)) => Some(*number),
        _ => None,
    }
}

#[test]
fn the_workbook_holds_the_raw_figures() {
    let Some(mut both) = Both::of("the workbook's raw figures") else { return };
    both.compare("步骤1 原始值", "gold_raw.csv");
}

#[test]
fn the_workbook_holds_the_denominated_figures() {
    let Some(mut both) = Both::of("the workbook's denominated figures") else { return };
    both.compare("步骤2 除以规模", "gold_denominated.csv");
}

#[test]
fn the_workbook_holds_the_imputed_figures() {
    let Some(mut both) = Both::of("the workbook's imputed figures") else { return };
    both.compare("步骤3 插补", "gold_imputed.csv");
}

#[test]
fn the_workbook_holds_the_treated_figures() {
    let Some(mut both) = Both::of("the workbook's treated figures") else { return };
    both.compare("步骤4 异常值处理", "gold_treated.csv");
}

#[test]
fn the_workbook_holds_the_normalised_figures() {
    let Some(mut both) = Both::of("the workbook's normalised figures") else { return };
    both.compare("步骤5 标准化", "gold_normalised.csv");
}

#[test]
fn every_node_of_every_subject_is_the_references() {
    let Some(folder) = folder("values of all nodes") else { return };
    let seal = Seal::read(&sealed(&folder)).unwrap();
    let [population] = &seal.evaluation.populations[..] else { panic!("one population") };
    assert_eq!(population.subjects.len(), 51);
    let mut gold = csv::Reader::from_path(folder.join("gold_results_full.csv")).unwrap();
    let codes: Vec<String> = gold.headers().unwrap().iter().map(str::to_owned).collect();
    for record in gold.records() {
        let record = record.unwrap();
        let (_, subject) = seal.evaluation.find(&record[0]).unwrap();
        assert_eq!(subject.rank, record[1].parse().ok(), "{}", &record[0]);
        for (at, node) in population.nodes.iter().enumerate() {
            let column = codes.iter().position(|code| code.to_lowercase() == node.id).unwrap();
            let (ours, gold) = (subject.nodes[at].value.unwrap().get(), record[column].parse::<f64>().unwrap());
            assert!((ours - gold).abs() <= 1e-9 * gold.abs(), "{} {}: {ours} and {gold}", &record[0], node.id);
        }
        // Points of the items add up to the index.
        let points: f64 = subject.items.iter().filter_map(|item| item.points).map(evaluation::Figure::get).sum();
        let index = subject.sum.unwrap().get();
        assert!((points - index).abs() <= 1e-9 * index, "{}: {points} and {index}", &record[0]);
    }
}
