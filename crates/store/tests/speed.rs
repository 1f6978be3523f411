//! How long the work takes that people wait for, on both engines, in the sizes of a large province. Run alone, of a
//! release build, by `scripts/bench store`; the figures stand in `docs/performance.md`.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::print_stdout, reason = "what was measured is said")]

mod common;

use std::time::{Duration, Instant};

use common::{Bench, act, attribute, benches, day};
use domain::code::CreditCode;
use domain::register::{Kind, Role, Row, Written, targets};
use store::Store;
use store::register::{EntityId, ImportWatch, Imported, Wanted};

/// Cities, counties of each, and zones of each county.
const CITIES: usize = 10;
const COUNTIES: usize = 10;
const ZONES: usize = 2;
/// Firms to a file, and files.
const FIRMS: usize = 100_000;
const FILES: usize = 5;
/// What names of firms are made of: two of the first, one of the second, one of the third.
const SYLLABLES: [char; 40] = [
    '宏', '远', '华', '盛', '恒', '泰', '鑫', '源', '金', '龙', '东', '方', '天', '海', '瑞', '丰', '永', '兴', '博',
    '达', '中', '联', '新', '科', '安', '康', '百', '汇', '创', '美', '佳', '力', '通', '德', '信', '诚', '正', '凯',
    '润', '林',
];
const TRADES: [&str; 10] = [
    "精密机械",
    "电子科技",
    "生物医药",
    "新材料",
    "食品加工",
    "汽车零部件",
    "纺织服饰",
    "环保设备",
    "物流",
    "软件信息",
];
const FORMS: [&str; 3] = ["有限公司", "股份有限公司", "有限责任公司"];

fn row(code: String, name: &str, links: &[(Role, String)]) -> Row {
    Row {
        code: Some(code),
        links: links.iter().map(|(role, text)| (*role, targets(*role, text).unwrap())).collect(),
        from: Some(day("2015-01-01")),
        ..Row::named(0, name)
    }
}

fn zone_code(zone: usize) -> String {
    format!("S997{zone:03}")
}

/// A name that no other firm bears, its characters as mixed as those of real ones.
fn name(firm: usize) -> String {
    let syllable = |at: usize| SYLLABLES[at % SYLLABLES.len()];
    let (first, second) = (syllable(firm * 7 + firm / 97), syllable(firm * 11 + firm / 1_601 + 3));
    let (trade, kind) = (TRADES[firm / 3 % TRADES.len()], FORMS[firm % FORMS.len()]);
    format!("示例{first}{second}{}{trade}{kind}", firm + 1)
}

fn firm(number: usize) -> Row {
    let code = CreditCode::completed(&format!("91990121MA{number:06}")).unwrap().to_string();
    // Every tenth counts for two zones.
    let zone = number % (CITIES * COUNTIES * ZONES);
    let zones = match number % 10 {
        0 => format!("{}:60%;{}:40%", zone_code(zone), zone_code((zone + 1) % (CITIES * COUNTIES * ZONES))),
        _ => zone_code(zone),
    };
    let mut row = row(code, &name(number), &[(Role::Zone, zones)]);
    for (name, value) in
        [("scale", "规上"), ("industry_code", "34"), ("land_area", "32.5"), ("address", "示例县工业大道 1 号")]
    {
        row.fields.push((attribute(name), Written::Value(value.to_owned())));
    }
    row
}

async fn import(store: &Store, kind: Kind, rows: &[Row]) -> Imported {
    let mut acting = store.act(act("import")).await.unwrap();
    let done = acting.import(kind, rows, ImportWatch::default()).await.unwrap();
    acting.commit().await.unwrap();
    done
}

/// A province with its cities, counties and zones.
async fn province(store: &Store) {
    let mut regions = vec![row("990000".to_owned(), "示例省", &[])];
    let mut zones = Vec::new();
    for city in 1..=CITIES {
        let own = format!("99{city:02}00");
        regions.push(row(own.clone(), &format!("示例第{city}市"), &[(Role::Parent, "990000".to_owned())]));
        for county in 1..=COUNTIES {
            let code = format!("99{city:02}{county:02}");
            regions.push(row(code.clone(), &format!("示例{city}市{county}县"), &[(Role::Parent, own.clone())]));
            for _ in 0..ZONES {
                let place = [(Role::Region, code.clone())];
                let zone = zones.len();
                zones.push(row(zone_code(zone), &format!("示例第{zone}经济开发区"), &place));
            }
        }
    }
    assert_eq!(import(store, Kind::Region, &regions).await.created, regions.len());
    assert_eq!(import(store, Kind::Zone, &zones).await.created, zones.len());
}

/// The median and the longest of several times.
fn spread(mut times: Vec<Duration>) -> (Duration, Duration) {
    times.sort_unstable();
    (times[times.len() / 2], times[times.len() - 1])
}

async fn of(bench: &Bench, kind: Kind, code: &str) -> EntityId {
    bench.store.entity_of_code(kind, code, day("2026-01-01")).await.unwrap().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "half a million firms: run by scripts/bench store"]
async fn half_a_million_firms_are_imported_listed_and_asked_as_of_a_day() {
    for bench in benches().await {
        province(&bench.store).await;
        for file in 0..FILES {
            let rows: Vec<Row> = (file * FIRMS..(file + 1) * FIRMS).map(firm).collect();
            let begun = Instant::now();
            assert_eq!(import(&bench.store, Kind::Firm, &rows).await.created, FIRMS);
            println!(
                "{}: firms {} to {}: imported in {:.1?}",
                bench.name,
                file * FIRMS,
                (file + 1) * FIRMS,
                begun.elapsed()
            );
            if file == 0 {
                let begun = Instant::now();
                assert_eq!(import(&bench.store, Kind::Firm, &rows).await.unchanged, FIRMS);
                println!("{}: the same again, nothing changed: {:.1?}", bench.name, begun.elapsed());
            }
        }
        pages(&bench).await;
        as_of(&bench).await;
    }
}

/// A page of the register below a city, by two characters of a name.
async fn pages(bench: &Bench) {
    let (mut times, mut found) = (Vec::new(), 0);
    for at in 0..60 {
        let city = of(bench, Kind::Region, &format!("99{:02}00", 1 + at % CITIES)).await;
        let text = match at % 3 {
            // A pair of a name, a common pair, a pair that every second name has.
            0 => format!("{}{}", SYLLABLES[at % 40], SYLLABLES[(at * 11 + 3) % 40]),
            1 => TRADES[at / 3 % TRADES.len()].chars().take(2).collect(),
            _ => "有限".to_owned(),
        };
        for skip in [0, 500] {
            let wanted = Wanted { within: Some(city), text: text.clone(), skip, most: 50 };
            let begun = Instant::now();
            let listing = bench.store.listing(Kind::Firm, &wanted).await.unwrap();
            times.push((begun.elapsed(), at % 3));
            found += listing.count;
        }
    }
    assert!(found > 10_000, "the searches find firms: {found}");
    for (kind, what) in ["a pair of a name", "a pair of a trade", "a pair of nearly every name"].iter().enumerate() {
        let (median, longest) = spread(times.iter().filter(|(_, own)| *own == kind).map(|(time, _)| *time).collect());
        println!("{}: page below a city, {what}: median {median:.1?}, longest {longest:.1?}", bench.name);
    }
}

/// A zone's firms as of a day, and what counts for it.
async fn as_of(bench: &Bench) {
    let (mut children, mut counted) = (Vec::new(), Vec::new());
    for at in (0..CITIES * COUNTIES * ZONES).step_by(5) {
        let zone = of(bench, Kind::Zone, &zone_code(at)).await;
        let day = day(["2015-01-01", "2019-07-01", "2026-01-01"][at % 3]);
        let begun = Instant::now();
        let found = bench.store.children(zone, Role::Zone, day, None, 10_000).await.unwrap();
        children.push(begun.elapsed());
        assert!(found.len() > FIRMS * FILES / (CITIES * COUNTIES * ZONES) / 2, "{}", found.len());
        let begun = Instant::now();
        assert!(!bench.store.counted(zone, day).await.unwrap().counted.is_empty());
        counted.push(begun.elapsed());
    }
    let ((median, longest), (all, longest_all)) = (spread(children), spread(counted));
    println!("{}: a zone's firms as of a day: median {median:.1?}, longest {longest:.1?}", bench.name);
    println!("{}: what counts for it by share and rule: median {all:.1?}, longest {longest_all:.1?}", bench.name);
}

#[tokio::test]
#[ignore = "a measurement: run by scripts/bench store"]
async fn twenty_thousand_acts_are_linked_and_verified() {
    for bench in benches().await {
        let begun = Instant::now();
        for writer in 0..20_000_usize {
            let mut acting = bench.store.act(act("firm.change")).await.unwrap();
            for record in 0..=writer % 3 {
                acting.note(store::Change {
                    kind: "firm",
                    record: record.to_string(),
                    label: "示例公司".to_owned(),
                    was: None,
                    became: Some(format!(r#"{{"name":"示例第{writer}公司"}}"#)),
                });
            }
            acting.commit().await.unwrap();
        }
        println!("{}: 20,000 acts written in {:.1?}", bench.name, begun.elapsed());
        let begun = Instant::now();
        while bench.store.link_acts(100).await.unwrap().left > 0 {}
        println!("{}: linked in {:.1?}", bench.name, begun.elapsed());
        let begun = Instant::now();
        let verified = bench.store.verify_audit(&[]).await.unwrap();
        println!("{}: verified in {:.1?}", bench.name, begun.elapsed());
        assert_eq!((verified.links, verified.broken), (20_000, None));
    }
}
