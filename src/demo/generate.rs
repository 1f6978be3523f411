//! Generated tables of an invented province (示例省): 30 zones in two years, 3,000 firms in one. A seed decides them.

mod chance;
mod firm;
mod zone;

use domain::code::{CreditCodeError, IndustryCode};
use domain::period::{Period, PeriodError};

use self::chance::Chance;
use self::firm::Firm;
use self::zone::{Figures, Zone};

/// One table as an office would send it, as text in every cell. It must be marked 示例数据 wherever it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoTable {
    /// What the file is called, without its ending.
    pub stem: &'static str,
    /// The title above the table; it begins with 示例数据.
    pub title: String,
    /// The period of every figure.
    pub period: Period,
    /// The names of the columns, with units of measure.
    pub headers: Vec<&'static str>,
    /// The rows; a blank cell has no figure.
    pub rows: Vec<Vec<String>>,
}

/// Why the tables could not be made: a fault of the generator's own constants.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// A made-up credit code has a wrong shape.
    #[error("示例数据生成失败")]
    Code(#[from] CreditCodeError),
    /// A year is out of range.
    #[error("示例数据生成失败")]
    Period(#[from] PeriodError),
    /// A list to draw from is empty, or a figure is out of range.
    #[error("示例数据生成失败")]
    Incomplete,
}

/// The columns of a zone's attributes.
const ZONE_HEADERS: [&str; 7] = ["开发区代码", "开发区名称", "级别", "类型", "所在市州", "所在区县", "首位产业"];

/// The columns of a firm.
const FIRM_HEADERS: [&str; 17] = [
    "统一社会信用代码",
    "企业名称",
    "所在开发区代码",
    "所在开发区",
    "所在区县",
    "行业代码",
    "行业名称",
    "规模",
    "用地面积（亩）",
    "实缴税收（万元）",
    "工业增加值（万元）",
    "营业收入（万元）",
    "R&D经费支出（万元）",
    "综合能源消费量（吨标准煤）",
    "用电量（万千瓦时）",
    "主要污染物排放量（吨）",
    "平均用工人数（人）",
];

/// The tables that `seed` decides: zones 2023, zones 2024, firms 2024. The zones' figures of 2024 are the sums of their
/// firms'; the firms' sums stand to each other as the published totals of Lishui 2019.
///
/// # Errors
/// [`DemoError`], only when the generator's own constants do not fit; a test proves that they do.
pub fn generate(seed: u64) -> Result<Vec<DemoTable>, DemoError> {
    let mut chance = Chance::new(seed);
    let zones = zone::zones(&mut chance);
    let firms = firm::firms(&mut chance, &zones)?;
    let mut rows = [Vec::new(), Vec::new()];
    for (place, zone) in zones.iter().enumerate() {
        let own: Vec<&Firm> = firms.iter().filter(|firm| firm.zone == place).collect();
        let now = Figures::of_firms(&mut chance, zone, &own)?;
        let before = now.year_before(&mut chance, zone)?;
        rows[0].push(zone_row(zone, &before));
        rows[1].push(zone_row(zone, &now));
    }
    let [before, now] = rows;
    let firms = firms.iter().filter_map(|firm| zones.get(firm.zone).map(|zone| firm_row(firm, zone))).collect();
    Ok(vec![
        zone_table("demo-zones-2023", 2023, before)?,
        zone_table("demo-zones-2024", 2024, now)?,
        DemoTable {
            stem: "demo-firms-2024",
            title: "示例数据：示例省2024年工业企业资源要素数据汇总表".to_owned(),
            period: Period::year(2024)?,
            headers: FIRM_HEADERS.to_vec(),
            rows: firms,
        },
    ])
}

fn zone_table(stem: &'static str, year: i16, rows: Vec<Vec<String>>) -> Result<DemoTable, DemoError> {
    Ok(DemoTable {
        stem,
        title: format!("示例数据：示例省{year}年开发区主要指标"),
        period: Period::year(year)?,
        headers: ZONE_HEADERS.iter().chain(&zone::HEADERS).copied().collect(),
        rows,
    })
}

fn zone_row(zone: &Zone, figures: &Figures) -> Vec<String> {
    let lead = IndustryCode::parse(zone.lead).map_or(zone.lead, IndustryCode::title);
    [&zone.code, &zone.name, zone.level, zone.kind, zone.prefecture, &zone.county, lead]
        .map(str::to_owned)
        .into_iter()
        .chain(figures.cells())
        .collect()
}

fn firm_row(firm: &Firm, zone: &Zone) -> Vec<String> {
    let scale = if firm.above_scale() { "规上" } else { "规下" };
    vec![
        firm.code.to_string(),
        firm.name.clone(),
        zone.code.clone(),
        zone.name.clone(),
        zone.county.clone(),
        firm.industry.code().to_owned(),
        firm.industry.title().to_owned(),
        scale.to_owned(),
        firm.land.to_string(),
        firm.tax.to_string(),
        firm.value_added.to_string(),
        firm.revenue.to_string(),
        firm.rd.to_string(),
        firm.energy.to_string(),
        firm.electricity.to_string(),
        firm.emission.map(|emission| emission.to_string()).unwrap_or_default(),
        firm.employees.to_string(),
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::code::{CreditCode, Region, ZoneCode};
    use domain::hash::Sm3;
    use domain::unit::Unit;

    use super::firm::published;
    use super::*;

    const SEED: u64 = 20_240_601;

    fn tables(seed: u64) -> [DemoTable; 3] {
        generate(seed).unwrap().try_into().unwrap()
    }

    fn cells<'a>(table: &'a DemoTable, header: &str) -> Vec<&'a str> {
        let place = table.headers.iter().position(|h| *h == header).unwrap_or_else(|| panic!("{header}"));
        table.rows.iter().map(|row| row[place].as_str()).collect()
    }

    fn column(table: &DemoTable, header: &str) -> Vec<Option<f64>> {
        let figure = |cell: &str| (!cell.is_empty()).then(|| cell.parse().unwrap());
        cells(table, header).into_iter().map(figure).collect()
    }

    /// Pairs of columns and the published ratio of the first to the second.
    const RATIOS: [(&str, &str, f64); 6] = [
        ("实缴税收（万元）", "用地面积（亩）", published::TAX_PER_MU),
        ("工业增加值（万元）", "用地面积（亩）", published::VALUE_ADDED_PER_MU),
        ("工业增加值（万元）", "综合能源消费量（吨标准煤）", published::VALUE_ADDED_PER_TCE),
        ("工业增加值（万元）", "主要污染物排放量（吨）", published::VALUE_ADDED_PER_TON),
        ("R&D经费支出（万元）", "营业收入（万元）", published::RD_SHARE),
        ("工业增加值（万元）", "平均用工人数（人）", published::VALUE_ADDED_PER_PERSON),
    ];

    /// Ratio of the sums, and mean of the firms' ratios, of firms that have both figures.
    fn ratios(firms: &DemoTable, above: &str, below: &str) -> (f64, f64) {
        let pairs = column(firms, above).into_iter().zip(column(firms, below));
        let pairs: Vec<(f64, f64)> = pairs.filter_map(|(above, below)| above.zip(below)).collect();
        let sum = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>();
        (sum(|p| p.0) / sum(|p| p.1), sum(|p| p.0 / p.1) / sum(|_| 1.0))
    }

    #[test]
    fn sums_and_means_follow_the_published_table() {
        let [.., firms] = tables(SEED);
        for (above, below, expected) in RATIOS {
            let (of_sums, of_firms) = ratios(&firms, above, below);
            assert!((of_sums / expected - 1.0).abs() < 0.01, "{above} / {below}: {of_sums}, published {expected}");
            assert!((of_firms / expected - 1.0).abs() < 0.05, "{above} / {below}: {of_firms}, published {expected}");
        }
    }

    #[test]
    fn the_ratio_of_sums_is_the_published_one_for_other_seeds_too() {
        for seed in [0, 1, 2, u64::MAX] {
            let [.., firms] = tables(seed);
            for (above, below, expected) in RATIOS {
                let (of_sums, _) = ratios(&firms, above, below);
                assert!((of_sums / expected - 1.0).abs() < 0.01, "{seed} {above} / {below}: {of_sums}");
            }
        }
    }

    #[test]
    fn every_code_is_valid_belongs_to_nobody_and_occurs_once() {
        let [_, zones, firms] = tables(SEED);
        assert_eq!((zones.rows.len(), firms.rows.len()), (30, 3_000));
        let codes: BTreeSet<CreditCode> = firms.rows.iter().map(|row| CreditCode::parse(&row[0]).unwrap()).collect();
        assert_eq!(codes.len(), 3_000);
        assert!(codes.iter().all(|code| code.region().unwrap().province().rows().is_empty()));
        let zone_codes: BTreeSet<&str> = zones.rows.iter().map(|row| row[0].as_str()).collect();
        assert_eq!(zone_codes.len(), 30);
        for row in &zones.rows {
            let code = ZoneCode::parse(&row[0]).unwrap();
            assert!(code.province().unwrap().rows().is_empty());
            assert!(row[1].starts_with("示例省"));
        }
        assert!(cells(&firms, "所在开发区代码").iter().all(|code| zone_codes.contains(code)));
        for (code, title) in cells(&firms, "行业代码").into_iter().zip(cells(&firms, "行业名称")) {
            assert_eq!(IndustryCode::parse(code).unwrap().title(), title);
        }
    }

    #[test]
    fn no_invented_county_or_prefecture_has_a_real_ones_name() {
        let [_, zones, _] = tables(SEED);
        let real: BTreeSet<&str> = Region::all().iter().map(|region| region.name).collect();
        for name in cells(&zones, "所在市州").into_iter().chain(cells(&zones, "所在区县")) {
            assert!(!real.contains(name), "{name}");
            let stem: String = name.chars().take(name.chars().count() - 1).collect();
            assert!(["县", "区", "市"].iter().all(|end| !real.contains(format!("{stem}{end}").as_str())), "{name}");
        }
    }

    #[test]
    fn about_three_firms_in_ten_have_no_emission_and_both_scales_occur() {
        let [.., firms] = tables(SEED);
        let missing = column(&firms, "主要污染物排放量（吨）").iter().filter(|figure| figure.is_none()).count();
        assert!((810..=990).contains(&missing), "{missing}");
        let scale = cells(&firms, "规模");
        let above_scale = scale.iter().filter(|scale| **scale == "规上").count();
        assert!((1_000..=2_400).contains(&above_scale), "{above_scale}");
        for (scale, revenue) in scale.into_iter().zip(column(&firms, "营业收入（万元）")) {
            assert_eq!(scale == "规上", revenue.unwrap() >= 2_000.0);
        }
    }

    #[test]
    fn a_zones_figures_are_the_sums_of_its_firms() {
        let [_, zones, firms] = tables(SEED);
        let (total, tax) = (column(&zones, "税收收入（亿元）"), column(&firms, "实缴税收（万元）"));
        for (zone, total) in zones.rows.iter().zip(total) {
            let own = firms.rows.iter().zip(&tax).filter(|(firm, _)| firm[2] == zone[0]);
            let sum: f64 = own.filter_map(|(_, tax)| *tax).sum();
            assert!((sum / 10_000.0 - total.unwrap()).abs() <= 0.000_051, "{}: {sum} {total:?}", zone[1]);
        }
    }

    #[test]
    fn every_column_of_figures_names_a_known_unit_of_measure() {
        for table in tables(SEED) {
            for header in table.headers.iter().filter(|header| header.contains('（')) {
                let unit = header.split_once('（').and_then(|(_, rest)| rest.strip_suffix('）')).unwrap();
                assert!(Unit::parse(unit).is_ok(), "{header}");
                assert!(column(&table, header).iter().flatten().all(|figure| *figure >= 0.0), "{header}");
            }
            assert!(table.rows.iter().all(|row| row.len() == table.headers.len()));
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
        let hash = |seed| Sm3::of(format!("{:?}", generate(seed).unwrap()).as_bytes());
        assert_eq!(hash(SEED), hash(SEED));
        assert_ne!(hash(SEED), hash(SEED + 1));
    }
}
