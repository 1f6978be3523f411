//! A small home on disk, the shipped packs, and requests sent to the router in process.
#![allow(dead_code, reason = "each test uses its own part")]
#![expect(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    reason = "a wrong test must fail; its tables are small"
)]

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, Response};
use domain::hash::Sm3;
use domain::id::{AttributeName, FormId, IndicatorCode, SubjectId};
use domain::table::{Attribute, CellRef, CheckedTable, State, Value};
use domain::unit::Unit;
use facts::{After, Archive, InputFile, Publication};
use policy::{Pack, PackFiles};
use server::App;
use tower::ServiceExt;

/// A form as a test writes it: attributes first, then figures by `(code, unit)`.
pub struct Form<'a> {
    pub id: &'a str,
    pub period: &'a str,
    pub demonstration: bool,
    pub attributes: &'a [&'a str],
    pub columns: &'a [(&'a str, &'a str)],
    /// Id, attributes, figures; an empty text is nothing.
    pub rows: &'a [(&'a str, &'a [&'a str], &'a [&'a str])],
}

impl Form<'_> {
    fn table(&self, source: &[u8]) -> CheckedTable {
        let cell = |row: usize, column: usize| CellRef { sheet: 0, row: row as u32 + 1, column: column as u16 };
        let mut attributes = Vec::new();
        let mut values = Vec::new();
        for (row, (_, texts, figures)) in self.rows.iter().enumerate() {
            for (column, text) in texts.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
                attributes.push(Attribute {
                    subject: row as u32,
                    name: AttributeName::new(self.attributes[column]).unwrap(),
                    value: (*text).to_owned(),
                    valid_from: None,
                    valid_to: None,
                    cell: cell(row, column + 1),
                });
            }
            for (column, text) in figures.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
                values.push(Value {
                    subject: row as u32,
                    indicator: column as u32,
                    unit: column as u32,
                    figure: text.parse().map_err(|_| text.parse().unwrap()),
                    state: State::Reported,
                    cell: cell(row, self.attributes.len() + column + 1),
                });
            }
        }
        CheckedTable {
            form: FormId::new(self.id).unwrap(),
            period: self.period.parse().unwrap(),
            source: Sm3::of(source),
            mapping: Sm3::of(b"mapping"),
            demonstration: self.demonstration,
            sheets: vec![Arc::from("数据")],
            subjects: self.rows.iter().map(|(id, ..)| SubjectId::new(id).unwrap()).collect(),
            indicators: self.columns.iter().map(|(code, _)| IndicatorCode::new(code).unwrap()).collect(),
            units: self.columns.iter().map(|(_, unit)| Unit::parse(unit).unwrap()).collect(),
            values,
            attributes,
        }
    }

    /// Publishes the form into the home, which is made where it is not there.
    pub fn publish(&self, home: &Path) {
        let archive =
            if home.join("home.json").exists() { Archive::open(home) } else { Archive::create(home) }.unwrap();
        let source = format!("{} {} {:?} {:?}", self.id, self.period, self.columns, self.rows);
        let file =
            InputFile {
                name: "开发区名录.xlsx", bytes: source.as_bytes(), mapping: b"mapping", accept_clean: false
            };
        let publication = Publication {
            tables: &[self.table(source.as_bytes())],
            files: &[file],
            after: After::Latest,
            name: None,
            title: "二〇二四年数据",
            published_at: "2026-11-22T15:27:29+08:00",
        };
        archive.publish(&publication).unwrap();
    }
}

/// Three zones with one figure missing, and three areas evaluated by the per-mu scheme of 2019.
pub fn fill(home: &Path) {
    Form {
        id: "zones",
        period: "2024",
        demonstration: false,
        attributes: &["name", "subject_kind", "level", "kind", "region"],
        columns: &[("industrial_output", "亿元"), ("tax_paid", "万元")],
        rows: &[
            ("G521001", &["贵阳高新技术产业开发区", "zone", "national", "hightech", "贵阳市"], &["812.5", "1234567.8"]),
            ("S527002", &["贵州清镇经济开发区", "zone", "provincial", "etdz", "贵阳市"], &["96", "dash"]),
            ("S537003", &["云南嵩明杨林经济技术开发区", "zone", "national", "etdz", "昆明市"], &["205.3", "88"]),
        ],
    }
    .publish(home);
    Form {
        id: "areas",
        period: "2024",
        demonstration: false,
        attributes: &["name", "subject_kind"],
        columns: &[
            ("tax_per_mu", "万元/亩"),
            ("value_added_per_mu", "万元/亩"),
            ("value_added_per_energy", "万元/吨标准煤"),
            ("value_added_per_emission", "万元/吨"),
            ("rd_share", "%"),
            ("labour_productivity", "万元/(人·年)"),
        ],
        rows: &[
            ("甲县", &["甲县", "area"], &["20", "100", "2", "4000", "3", "20"]),
            ("乙县", &["乙县", "area"], &["10", "50", "1", "2000", "1", "10"]),
            ("丙县", &["丙县", "area"], &["15", "75", "1.5", "dash", "2", "15"]),
        ],
    }
    .publish(home);
    evaluate(home, "mu-average-2019");
}

/// Twelve zones over two years, evaluated by the demonstration's schemes for points and as an index.
pub fn fill_zones(home: &Path) {
    let columns = [
        ("approved_area", "公顷", 1500),
        ("industrial_land", "亩", 9000),
        ("idle_land", "亩", 300),
        ("firms_above_scale", "家", 120),
        ("hightech_firms", "家", 30),
        ("zone_revenue", "亿元", 180),
        ("zone_value_added", "亿元", 50),
        ("zone_tax", "亿元", 14),
        ("fixed_investment", "亿元", 40),
        ("foreign_investment", "万美元", 900),
        ("zone_rd_expense", "亿元", 4),
        ("zone_energy", "万吨标准煤", 45),
        ("zone_employees", "人", 21000),
        ("lead_industry_share", "%", 62),
    ];
    let units = columns.map(|(code, unit, _)| (code, unit));
    for (year, period) in ["2023", "2024"].into_iter().enumerate() {
        // The last zone of 2023 is gone in 2024, and a new one is there.
        let zones = if year == 0 { 0..12 } else { 1..13 };
        let rows: Vec<_> = zones
            .map(|zone: usize| {
                let figures = columns.iter().enumerate().map(|(column, (_, _, usual))| {
                    let share = 50 + (zone * 37 + column * 53 + year * (zone % 5) * 9) % 101;
                    // One zone does not report its foreign investment.
                    if zone == 3 && column == 9 { String::new() } else { format!("{}", usual * share / 100) }
                });
                let level = if zone < 4 { "国家级" } else { "省级" };
                let name = format!("示例第{zone}开发区");
                (format!("Z{zone:03}"), [name, "zone".to_owned(), level.to_owned()], figures.collect::<Vec<_>>())
            })
            .collect();
        let texts: Vec<_> = rows
            .iter()
            .map(|(id, own, figures)| {
                let own: Vec<_> = own.iter().map(String::as_str).collect();
                (id.as_str(), own, figures.iter().map(String::as_str).collect::<Vec<_>>())
            })
            .collect();
        let rows: Vec<_> = texts.iter().map(|(id, own, figures)| (*id, own.as_slice(), figures.as_slice())).collect();
        let attributes = &["name", "subject_kind", "level"];
        Form { id: "zones", period, demonstration: true, attributes, columns: &units, rows: &rows }.publish(home);
    }
    for period in ["2023", "2024"] {
        for scheme in ["zones", "zone-index"] {
            evaluate_scheme(home, "demo-province", Some(scheme), period);
        }
    }
}

/// The address of the evaluation by a scheme for a period.
pub async fn address_of(site: &Router, scheme: &str, period: &str) -> String {
    let found = text(send(site, Method::GET, "/api/v1/evaluations", &[]).await).await;
    let found: serde_json::Value = serde_json::from_str(&found).unwrap();
    let all = found.as_array().unwrap();
    let one = all.iter().find(|one| one["scheme"] == scheme && one["period"] == period).unwrap();
    format!("/evaluations/{}", &one["seal"].as_str().unwrap()[..12])
}

/// Runs the only scheme of a pack on the latest release for 2024 and keeps the seal.
pub fn evaluate(home: &Path, pack: &str) {
    evaluate_scheme(home, pack, None, "2024");
}

/// Runs a scheme of a pack on the latest release and keeps the seal.
pub fn evaluate_scheme(home: &Path, pack: &str, scheme: Option<&str>, period: &str) {
    let archive = Archive::open(home).unwrap();
    let view = archive.release(&archive.latest().unwrap().unwrap().name).unwrap();
    let packs = packs();
    let pack = packs.iter().find(|one| one.meta.id.as_str() == pack).unwrap();
    let evaluated = evaluation::run(pack, scheme, &view, period.parse().unwrap()).unwrap();
    let seal = evaluation::seal(&evaluated, pack, &view, false).unwrap();
    let folder = home.join("seals");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(format!("{}.seal", Sm3::of(&seal))), &seal).unwrap();
}

/// The packs that the project ships.
pub fn packs() -> Vec<Arc<Pack>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let mut folders: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let checked = folders.iter().filter_map(|folder| policy::check(&PackFiles::read(folder).unwrap(), &()).ok());
    checked.map(|(pack, _)| Arc::new(pack)).collect()
}

/// The router over a home.
pub fn site(home: &Path) -> Router {
    server::router(App::open(home, packs()))
}

/// Sends a request with a proper `Host` unless `headers` gives another.
pub async fn send(site: &Router, method: Method, address: &str, headers: &[(&str, &str)]) -> Response<Body> {
    let mut request = Request::builder().method(method).uri(address);
    if !headers.iter().any(|(name, _)| *name == "host") {
        request = request.header("host", "127.0.0.1:8080");
    }
    for (name, value) in headers.iter().filter(|(_, value)| !value.is_empty()) {
        request = request.header(*name, *value);
    }
    site.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
}

/// The answer's text.
pub async fn text(response: Response<Body>) -> String {
    let bytes = axum::body::to_bytes(response.into_body(), 16 * 1024 * 1024).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The page at `address`, which must be there.
pub async fn page(site: &Router, address: &str) -> scraper::Html {
    let response = send(site, Method::GET, address, &[]).await;
    let status = response.status();
    let text = text(response).await;
    assert!(status.is_success(), "{address}: {status}\n{text}");
    scraper::Html::parse_document(&text)
}

/// The texts of all that a selector finds, runs of white space as one space.
pub fn texts(page: &scraper::Html, selector: &str) -> Vec<String> {
    let selector = scraper::Selector::parse(selector).unwrap();
    let found = page.select(&selector).map(|one| one.text().collect::<String>());
    found.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}
