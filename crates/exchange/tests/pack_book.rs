//! A pack's figures as a spreadsheet and back: what is not filled in stays to the byte, what is wrong is told by cell.
#![expect(clippy::unwrap_used, clippy::panic, reason = "what a test needs and does not get fails the test")]

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;

use domain::id::PackId;
use domain::say::{Lang, Say};
use exchange::cell::{Cell, OwnedCell};
use exchange::sheet::Sink;
use exchange::{PackBookError, PackChanges, Workbook, pack_book, read_pack_book};
use policy::{Library, Pack, PackFiles, check};

const NOW: &str = "2026-03-01T08:00:00Z";

struct Shipped;

impl Library for Shipped {
    fn ids(&self) -> Vec<PackId> {
        Vec::new()
    }

    fn files(&self, id: &PackId) -> Option<PackFiles> {
        PackFiles::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs").join(id.as_str())).ok()
    }
}

fn pack(id: &str) -> Pack {
    let files = Shipped.files(&PackId::new(id).unwrap()).unwrap();
    check(&files, &Shipped).unwrap_or_else(|found| panic!("{}", found[0].say(Lang::Zh))).0
}

type Grid = BTreeMap<(u32, u32), OwnedCell>;

struct All(Grid);

impl Sink for All {
    fn cell(&mut self, row: u32, column: u32, cell: Cell<'_>) -> ControlFlow<()> {
        self.0.insert((row, column), cell.into());
        ControlFlow::Continue(())
    }
}

fn grids(bytes: &[u8]) -> Vec<(String, Grid)> {
    let mut book = Workbook::open(bytes, "figures.xlsx").unwrap();
    let names: Vec<String> = book.sheets().iter().map(|sheet| sheet.name.to_string()).collect();
    let grid = |(at, name): (usize, String)| {
        let mut all = All(Grid::new());
        book.stream(at, &mut all).unwrap();
        (name, all.0)
    };
    names.into_iter().enumerate().map(grid).collect()
}

/// The spreadsheet as a person sends it back, with these in the last column of the rows of these ids.
fn filled(bytes: &[u8], new: &[(&str, OwnedCell)]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let mut left: Vec<&str> = new.iter().map(|(key, _)| *key).collect();
    for (name, mut grid) in grids(bytes) {
        let last = grid.keys().map(|(_, column)| *column).max().unwrap();
        let keyed: Vec<(u32, String)> = grid
            .iter()
            .filter(|((_, column), _)| *column == 0)
            .map(|((row, _), cell)| (*row, cell.get().shown()))
            .collect();
        for (row, key) in keyed {
            for (_, cell) in new.iter().filter(|(wanted, _)| *wanted == key) {
                grid.insert((row, last), cell.clone());
                left.retain(|wanted| *wanted != key);
            }
        }
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for ((row, column), cell) in &grid {
            let column = u16::try_from(*column).unwrap();
            match cell.get() {
                Cell::Number(number) => drop(sheet.write_number(*row, column, number).unwrap()),
                other => drop(sheet.write_string(*row, column, other.shown()).unwrap()),
            }
        }
    }
    assert!(left.is_empty(), "no such figure: {left:?}");
    book.save_to_buffer().unwrap()
}

fn number(number: f64) -> OwnedCell {
    OwnedCell::Plain(Cell::Number(number))
}

fn text(text: &str) -> OwnedCell {
    OwnedCell::Text(text.to_owned())
}

fn read(pack: &Pack, new: &[(&str, OwnedCell)]) -> Result<PackChanges, PackBookError> {
    read_pack_book(pack, &filled(&pack_book(pack, NOW, Lang::Zh).unwrap(), new), "figures.xlsx")
}

fn faults(outcome: Result<PackChanges, PackBookError>) -> Vec<String> {
    let Err(PackBookError::Cells(faults)) = outcome else { panic!("{outcome:?}") };
    faults.iter().map(|fault| fault.say(Lang::Zh)).collect()
}

fn keys(pack: &Pack) -> Vec<String> {
    policy::value::values(pack).into_iter().map(|value| value.key).collect()
}

#[test]
fn what_comes_back_as_it_went_out_leaves_every_byte() {
    for id in ["demo-province", "guiyang-2021", "guiyang-hightech-2021", "huangyan-2022", "mu-average-2019"] {
        let pack = pack(id);
        for lang in [Lang::Zh, Lang::En] {
            let bytes = pack_book(&pack, NOW, lang).unwrap();
            assert_eq!(bytes, pack_book(&pack, NOW, lang).unwrap(), "{id}: the same bytes each time");
            for bytes in [filled(&bytes, &[]), bytes] {
                let back = read_pack_book(&pack, &bytes, "figures.xlsx").unwrap();
                assert_eq!((back.files, back.cells), (pack.files.clone(), Vec::new()), "{id}");
            }
        }
    }
}

#[test]
fn every_figure_that_is_filled_in_as_it_is_changes_nothing() {
    let pack = pack("huangyan-2022");
    let found = policy::value::values(&pack);
    let same: Vec<(&str, OwnedCell)> =
        found.iter().filter_map(|value| Some((value.key.as_str(), text(&value.now?.to_string())))).collect();
    assert!(same.len() > 10, "{}", same.len());
    assert_eq!(read(&pack, &same).unwrap().files, pack.files);
}

#[test]
fn a_weight_and_a_year_that_are_filled_in_make_another_version() {
    let pack = pack("huangyan-2022");
    let all = keys(&pack);
    let weight = all.iter().find(|key| key.ends_with("item.tax_per_mu/weight")).unwrap_or_else(|| panic!("{all:?}"));
    let back = read(&pack, &[(weight, text(" ３５ "))]).unwrap();
    assert_eq!(back.cells.len(), 1);
    let new = check(&back.files, &Shipped).unwrap_or_else(|found| panic!("{}", found[0].say(Lang::Zh))).0;
    let told: Vec<String> = policy::compare(&pack, &new).differences.iter().map(|one| one.say(Lang::Zh)).collect();
    assert_eq!(told, ["亩均税收 权重 30 → 35"]);
}

#[test]
fn what_cannot_be_taken_is_told_by_cell_and_nothing_is() {
    let pack = pack("huangyan-2022");
    let all = keys(&pack);
    let weights: Vec<&str> = all.iter().filter(|key| key.ends_with("/weight")).map(String::as_str).collect();
    let told = faults(read(
        &pack,
        &[(weights[0], text("三十")), (weights[1], text("30%")), (weights[2], text("1,2")), (weights[3], number(10.0))],
    ));
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0].starts_with("工作表“权重”的 I4 格“三十”：这里应填一个数"), "{}", told[0]);
    assert!(told[1].contains("不能写百分号") && told[2].contains("分隔符"), "{told:?}");
}

#[test]
fn a_spreadsheet_of_another_time_or_with_a_figure_twice_is_refused() {
    let pack = pack("huangyan-2022");
    let weight = keys(&pack).into_iter().find(|key| key.ends_with("/weight")).unwrap();
    let now = policy::value::values(&pack)[0].now.unwrap();
    let lines = |rows: &[(&str, &str, &str)]| {
        let rows: Vec<String> = rows.iter().map(|(key, now, new)| format!("{key},{now},{new}")).collect();
        let rows = rows.join("\n");
        read_pack_book(&pack, format!("说明\n编号,现值,新值\n{rows}").as_bytes(), "figures.csv")
    };
    let now = now.to_string();
    assert_eq!(lines(&[(&weight, &now, "31")]).unwrap().cells.len(), 1, "text with separators does as well");
    let told = faults(lines(&[(&weight, "99", "31")]));
    assert!(told[0].contains("导出之后这个数已改为"), "{told:?}");
    let told = faults(lines(&[(&weight, &now, "31"), (&weight, &now, "32")]));
    assert!(told[0].contains("在第 3 行已填过新值"), "{told:?}");
    let told = faults(lines(&[("nowhere/weight", &now, "31"), ("", "", "5")]));
    assert!(told[0].contains("没有编号为“nowhere/weight”") && told[1].contains("没有编号"), "{told:?}");
    let none = read_pack_book(&pack, "甲,乙\n1,2\n".as_bytes(), "other.csv").unwrap_err();
    assert!(matches!(none, PackBookError::NoSheet), "{none}");
}

#[test]
fn what_the_check_finds_in_a_new_figure_leads_back_to_its_cell() {
    let pack = pack("huangyan-2022");
    let weight = keys(&pack).into_iter().find(|key| key.ends_with("/weight")).unwrap();
    let back = read(&pack, &[(&weight, number(-5.0))]).unwrap();
    let found = check(&back.files, &Shipped).unwrap_err();
    let cell = back.cell_of(&found[0]).unwrap_or_else(|| panic!("{}", found[0].say(Lang::Zh)));
    assert_eq!((cell.sheet.as_str(), cell.row, cell.column, cell.value.as_str()), ("权重", 3, 8, "-5"));
}
