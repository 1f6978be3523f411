//! Registers by spreadsheet: what is read, what is told, and the file that comes back.

#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

use std::ops::ControlFlow;

use domain::register::{Column, Kind, Role, RowFault, Spot, Written, written_targets};
use domain::say::{Lang, Said, Say};
use exchange::cell::Cell;
use exchange::register::{
    Export, RegisterReading, export_register, marked, read_register, read_results, register_template,
};
use exchange::sheet::Sink;
use exchange::{Watch, Workbook};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook as Writer};

const CREATED: &str = "2026-03-01T00:00:00Z";

fn read(kind: Kind, bytes: &[u8]) -> RegisterReading {
    let mut workbook = Workbook::open(bytes, "名录.xlsx").unwrap();
    read_register(kind, &mut workbook, Watch::default()).unwrap()
}

fn told(reading: &RegisterReading) -> Vec<String> {
    reading.findings.kept().iter().map(|finding| finding.say(Lang::Zh)).collect()
}

#[test]
fn columns_are_found_by_title_wherever_they_stand_and_whatever_they_are_called() {
    let mut book = Writer::new();
    let sheet = book.add_worksheet();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    sheet.write(0, 0, "示例省企业名录（示例数据）").unwrap();
    for (at, header) in (0..).zip(["序号", "单位名称", "园区", "占地面积（亩）", "启用日期", "是否规上"])
    {
        sheet.write(2, at, header).unwrap();
    }
    sheet.write(3, 0, 1).unwrap().write(3, 1, " 示例机械有限公司 ").unwrap().write(3, 2, "Z1：60％；Z2：40％").unwrap();
    sheet.write(3, 3, 0.1 + 0.2).unwrap().write(3, 5, "是").unwrap();
    sheet.write_with_format(3, 4, ExcelDateTime::from_ymd(2020, 7, 1).unwrap(), &day).unwrap();
    let reading = read(Kind::Firm, &book.save_to_buffer().unwrap());
    assert_eq!(told(&reading), [""; 0]);
    let row = &reading.rows[0];
    assert_eq!((row.place, row.name.as_str()), (4, "示例机械有限公司"));
    assert_eq!(row.from.unwrap().to_string(), "2020-07-01");
    assert_eq!(written_targets(Role::Zone, row.targets(Role::Zone).unwrap()), "Z1:60%;Z2:40%");
    let fields: Vec<_> = row.fields.iter().map(|(name, written)| (name.as_str(), written.clone())).collect();
    let value = |text: &str| Written::Value(text.to_owned());
    assert_eq!(fields, [("land_area", value("0.3")), ("scale", value("规上"))]);
}

#[test]
fn every_error_names_its_cell_its_value_and_what_to_do() {
    let csv = "统一社会信用代码,企业名称,行业代码,所在开发区,成立日期\n\
               91520115MA6DN4XXXX,甲公司,3911,Z1:60%;Z2:50%,2024-02-30\n\
               ,,9999,,\n";
    let reading = read(Kind::Firm, csv.as_bytes());
    let told = told(&reading);
    assert_eq!(told.len(), 5, "{told:#?}");
    assert!(told[0].starts_with("表“名录”第 2 行 A 列“统一社会信用代码”："), "{}", told[0]);
    assert!(told[2].contains("第 2 行 E 列“成立日期”：“2024-02-30”"), "{}", told[2]);
    assert!(told[1].contains("第 2 行 D 列“所在开发区”：“Z1:60%;Z2:50%”，各份额合计 110%"), "{}", told[1]);
    assert!(told[3].contains("第 3 行 B 列“企业名称”：没有填写"), "{}", told[3]);
    assert!(told[4].contains("第 3 行 C 列“行业代码”"), "{}", told[4]);
}

#[test]
fn a_file_without_the_columns_it_needs_says_which() {
    let told = |csv: &str| told(&read(Kind::Firm, csv.as_bytes()));
    assert!(told("甲,乙\n1,2\n")[0].contains("没有找到企业的表头"));
    assert!(told("规模,行业代码\n规上,3911\n")[0].contains("缺少“企业名称”列"));
    assert!(told("企业名称,企业名称\n甲,乙\n")[0].contains("两列都是这个表头"));
    assert!(told("企业名称\n")[0].contains("没有数据行"));
}

struct Cells(Vec<(u32, u32, String)>);

impl Sink for Cells {
    fn cell(&mut self, row: u32, column: u32, cell: Cell<'_>) -> ControlFlow<()> {
        self.0.push((row, column, cell.shown()));
        ControlFlow::Continue(())
    }
}

#[test]
fn the_file_comes_back_with_its_own_content_and_the_errors_noted_and_listed() {
    let csv = "企业名称,行业代码,我的备注\n甲公司,9999,先放着\n乙公司,3911,\n";
    let mut reading = read(Kind::Firm, csv.as_bytes());
    let said = Said::new("名录里没有“Z9”", "there is no Z9");
    reading.refused(vec![RowFault { row: 1, spot: Spot::Row, said }]);
    let mut workbook = Workbook::open(csv.as_bytes(), "名录.csv").unwrap();
    let back = marked(&mut workbook, &reading.findings, Lang::Zh, CREATED).unwrap();
    let mut back_book = Workbook::open(&back, "名录.xlsx").unwrap();
    let names: Vec<_> = back_book.sheets().iter().map(|sheet| sheet.name.to_string()).collect();
    assert_eq!(names, ["名录", "错误清单"]);
    let mut cells = Cells(Vec::new());
    back_book.stream(0, &mut cells).unwrap();
    assert!(cells.0.contains(&(1, 2, "先放着".to_owned())), "{:?}", cells.0);
    let mut list = Cells(Vec::new());
    back_book.stream(1, &mut list).unwrap();
    let text: String = list.0.iter().map(|(.., text)| text.as_str()).collect();
    assert!(text.contains("共 2 处") && text.contains("名录里没有“Z9”"), "{text}");
    // The notes are in the file itself.
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&back)).unwrap();
    let mut notes = String::new();
    std::io::Read::read_to_string(&mut zip.by_name("xl/comments1.xml").unwrap(), &mut notes).unwrap();
    assert!(notes.contains("ref=\"B2\"") && notes.contains("ref=\"A3\"") && notes.contains("名录里没有"), "{notes}");
}

#[test]
fn an_export_reads_back_as_it_was() {
    let csv = "机构代码,机构名称,级别,上级机构,生效日期,失效日期\n\
               A1,示例省商务厅,省级,,2010-01-01,\n\
               A2,青禾管委会,开发区,A1,2010-01-01,2024-01-01\n";
    let rows = read(Kind::Agency, csv.as_bytes()).rows;
    let export = Export {
        kind: Kind::Agency,
        rows: &rows,
        about: "截至 2026-03-01",
        demonstration: true,
        lang: Lang::Zh,
        created: CREATED,
    };
    let reading = read(Kind::Agency, &export_register(&export).unwrap());
    assert_eq!(told(&reading), [""; 0]);
    let again: Vec<_> = reading.rows.iter().zip(&rows).map(|(again, row)| (again.place, row.place)).collect();
    assert_eq!(again, [(5, 2), (6, 3)], "below title, mark and headers");
    for (again, row) in reading.rows.iter().zip(&rows) {
        assert_eq!((&again.code, &again.fields, &again.links, again.to), (&row.code, &row.fields, &row.links, row.to));
    }
}

#[test]
fn every_template_is_understood_by_the_reading_and_says_what_goes_where() {
    for kind in Kind::ALL {
        for lang in [Lang::Zh, Lang::En] {
            let bytes = register_template(*kind, lang, CREATED).unwrap();
            let reading = read(*kind, &bytes);
            assert_eq!(reading.findings.counts().keys().copied().collect::<Vec<_>>(), ["no_rows"], "{kind:?}");
            let mut workbook = Workbook::open(&bytes, "模板.xlsx").unwrap();
            let mut cells = Cells(Vec::new());
            workbook.stream(1, &mut cells).unwrap();
            for column in Column::of(*kind) {
                assert!(cells.0.iter().any(|(.., text)| text == column.title(lang)), "{kind:?} {column:?}");
            }
        }
    }
}

#[test]
fn results_by_others_are_read_with_their_errors() {
    let read = |csv: &str| read_results(&mut Workbook::open(csv.as_bytes(), "评价.csv").unwrap()).unwrap();
    let good = read("开发区名称,评价单位,评价名称,年度,名次\n苏州工业园区,商务部,综合考评,2021年,第1名\n");
    assert!(good.findings.is_empty());
    assert_eq!((good.rows[0].year, good.rows[0].place), (2021, Some(1)));
    let bad = read("开发区名称,评价单位,评价名称,年度,名次\n甲,,综合考评,21,一\n");
    assert_eq!((bad.rows.len(), bad.findings.total()), (0, 3));
    assert!(read("甲,乙\n").findings.total() >= 4);
}
