//! A small home on disk, the shipped packs, and requests sent to the router in process.
#![allow(dead_code, reason = "each test uses its own part")]
#![expect(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    reason = "a wrong test must fail; its tables are small"
)]

use std::path::Path;
use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, Response};
use domain::hash::Sm3;
use domain::id::{AttributeName, FormId, IndicatorCode, SubjectId};
use domain::ledger::Ledger;
use domain::register::{Kind, Role};
use domain::table::{Attribute, CellRef, CheckedTable, State, Value};
use domain::unit::Unit;
use facts::{After, Archive, InputFile, Publication};
use policy::{Pack, PackFiles};
use server::App;
use store::job::{JobId, Pace};
use store::register::{New, Parent};
use store::{Act, Actor, Address, Moment, Origin, Store};
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
        let archive = Archive::create(home, ledger(home)).unwrap();
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
    register(home);
}

/// A region and a zone in it, in the registers of the home.
fn register(home: &Path) {
    let store = store(home);
    let working = std::thread::spawn(move || {
        RUNTIME.block_on(async {
            let act = Act {
                kind: "zone.create",
                actor: Actor::said("zhang", "张三"),
                origin: Origin::Cli,
                origin_detail: "test".to_owned(),
                request: "test".to_owned(),
                reason: None,
            };
            let mut acting = store.act(act).await.unwrap();
            let new = |name: &str, code: &str, parents: Vec<(Role, Parent)>| New {
                from: "2020-01-01".parse().unwrap(),
                to: None,
                attributes: vec![
                    (AttributeName::new("name").unwrap(), name.to_owned()),
                    (AttributeName::new("code").unwrap(), code.to_owned()),
                ],
                parents,
            };
            let region = acting.create(Kind::Region, &[new("贵阳市", "520100", Vec::new())]).await.unwrap()[0];
            let within = vec![(Role::Region, Parent::whole(region))];
            acting.create(Kind::Zone, &[new("贵阳高新技术产业开发区", "G521001", within)]).await.unwrap();
            acting.commit().await.unwrap();
            let shipped = library::Packs::of_folder(None);
            let pack = shipped.held(&"demo-province".parse().unwrap()).unwrap();
            library::upload(&store, &shipped, &pack.files, pack_act()).await.unwrap();
        });
    });
    working.join().unwrap();
}

/// Somebody who uploads a pack.
fn pack_act() -> Act {
    Act {
        kind: "pack.upload",
        actor: Actor::said("zhang", "张三"),
        origin: Origin::Cli,
        origin_detail: "test".to_owned(),
        request: "test".to_owned(),
        reason: None,
    }
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
    let archive = Archive::open(home, ledger(home)).unwrap();
    let view = archive.release(&archive.latest().unwrap().unwrap().name).unwrap();
    let packs = packs();
    let pack = packs.iter().find(|one| one.meta.id.as_str() == pack).unwrap();
    let evaluated = evaluation::run(pack, scheme, &view, period.parse().unwrap()).unwrap();
    let seal = evaluation::seal(&evaluated, pack, &view, false).unwrap();
    let folder = home.join("seals");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(format!("{}.seal", Sm3::of(&seal))), &seal).unwrap();
}

/// Asks for a job as 张三 does.
pub async fn ask(store: &Store, kind: &str) -> JobId {
    let act = Act {
        kind: "job.ask",
        actor: Actor::said("zhang", "张三"),
        origin: Origin::Page,
        origin_detail: "127.0.0.1".to_owned(),
        request: "7".to_owned(),
        reason: None,
    };
    let mut acting = store.act(act).await.unwrap();
    let job = acting.enqueue(server::work::Work::of(kind).unwrap().job()).await.unwrap();
    acting.commit().await.unwrap();
    job
}

/// The packs that the project ships.
pub fn packs() -> Vec<Arc<Pack>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let mut folders: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let checked = folders.iter().filter_map(|folder| policy::check(&PackFiles::read(folder).unwrap(), &()).ok());
    checked.map(|(pack, _)| Arc::new(pack)).collect()
}

/// Runs the work of stores for threads that wait.
static RUNTIME: LazyLock<tokio::runtime::Runtime> = LazyLock::new(|| tokio::runtime::Runtime::new().unwrap());

/// The store of a home, made where it is not there.
pub fn store(home: &Path) -> Store {
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

/// The router over a home.
pub fn site(home: &Path) -> Router {
    server::router(App::open(home, store(home)))
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

/// A cookie of a person who was chosen.
pub const ZHANG: (&str, &str) = ("cookie", "person=code%3Dzhang%26name%3D%25E5%25BC%25A0%25E4%25B8%2589");
/// The origin of our own pages.
pub const OWN: (&str, &str) = ("origin", "http://127.0.0.1:8080");

/// Sends a form as Zhang San, from a page of ours.
pub async fn post(site: &Router, address: &str, fields: &[(&str, &str)]) -> Response<Body> {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    sent(site, address, "application/x-www-form-urlencoded", body.into_bytes()).await
}

/// Sends a form with a file.
pub async fn upload(site: &Router, address: &str, fields: &[(&str, &str)], file: (&str, &[u8])) -> Response<Body> {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    let (name, bytes) = file;
    let head = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n"
    );
    body.extend(head.bytes());
    body.extend(bytes);
    body.extend(b"\r\n--edge--\r\n");
    sent(site, address, "multipart/form-data; boundary=edge", body).await
}

async fn sent(site: &Router, address: &str, media: &str, body: Vec<u8>) -> Response<Body> {
    let request = Request::builder().method(Method::POST).uri(address).header("host", "127.0.0.1:8080");
    let request = request.header(OWN.0, OWN.1).header(ZHANG.0, ZHANG.1).header("content-type", media);
    site.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap()
}

/// Where an answer sends on to.
pub fn on_to(response: &Response<Body>) -> String {
    assert_eq!(response.status(), axum::http::StatusCode::SEE_OTHER);
    response.headers()["location"].to_str().unwrap().to_owned()
}

/// Does the jobs that wait, until `address` no longer says that one goes on; its page.
pub async fn done(app: &App, site: &Router, address: &str) -> String {
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let runner =
        server::work::runner(app, "test", Pace { poll: std::time::Duration::from_millis(20), ..Pace::default() });
    let running = tokio::spawn(async move { runner.run(async { drop(stopped.await) }).await });
    let page = loop {
        let page = text(send(site, Method::GET, address, &[]).await).await;
        if !page.contains("yh-going") {
            break page;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    };
    stop.send(()).unwrap();
    running.await.unwrap();
    page
}

/// A spreadsheet of zones with an error in it, imported on the page.
pub async fn wrong_import(app: &App, site: &Router) {
    let sheet = "开发区名称,级别,核准面积（公顷）,生效日期\n示例北开发区,星际级,120,2024-01-01\n".as_bytes();
    let sent = upload(site, "/registers/zone/import", &[("mode", "import")], ("开发区.csv", sheet)).await;
    done(app, site, &on_to(&sent)).await;
}
