//! Invented zones: names, kinds, and the year's figures that follow from their firms.

use domain::code::IndustryCode;
use rust_decimal::Decimal;

use super::DemoError;
use super::chance::Chance;
use super::firm::{Firm, rounded};

/// The manufacturing divisions that occur, by GB/T 4754-2017 code.
pub(super) const DIVISIONS: [&str; 10] = ["13", "14", "15", "27", "29", "30", "33", "35", "38", "39"];

/// Invented counties: words of poetry, none a place of that level.
const NAMES: [&str; 30] = [
    "青禾",
    "云笺",
    "白鹭汀",
    "晨曦",
    "星野",
    "映月",
    "流萤",
    "听涛",
    "松风",
    "竹影",
    "霜叶",
    "谷雨",
    "惊蛰",
    "采薇",
    "鹿鸣",
    "蒹葭",
    "棠棣",
    "疏桐",
    "落霞",
    "秋水",
    "长天",
    "归雁",
    "新荷",
    "暮雪",
    "朝露",
    "远帆",
    "烟渚",
    "清商",
    "锦瑟",
    "银汉",
];
/// Invented prefectures, five counties each.
const PREFECTURES: [&str; 6] = ["甲辰市", "乙巳市", "丙午市", "丁未市", "戊申市", "己酉市"];

/// Kind, code before the number (99 is no province), level, and how many there are.
const KINDS: [(&str, &str, &str, usize); 4] = [
    ("经济技术开发区", "G991", "国家级", 3),
    ("高新技术产业开发区", "G992", "国家级", 2),
    ("经济开发区", "S997", "省级", 15),
    ("工业园区", "S999", "省级", 10),
];

/// One invented zone.
pub(super) struct Zone {
    pub code: String,
    pub name: String,
    pub level: &'static str,
    pub kind: &'static str,
    pub prefecture: &'static str,
    pub county: String,
    /// The county's invented region code.
    pub region: String,
    /// The division of its lead industry.
    pub lead: &'static str,
    /// How much its firms make of land, 1 in the middle.
    pub quality: f64,
    /// How many firms it draws, beside the others.
    pub weight: f64,
    growth: f64,
}

pub(super) fn zones(chance: &mut Chance) -> Vec<Zone> {
    let kinds = KINDS.iter().flat_map(|kind| (1..=kind.3).map(move |number| (kind, number)));
    let places = NAMES.iter().zip(0_usize..);
    places
        .zip(kinds)
        .map(|((name, place), (&(kind, code, level, _), number))| Zone {
            code: format!("{code}{number:03}"),
            name: format!("示例省{name}{kind}"),
            level,
            kind,
            prefecture: PREFECTURES[place / 5 % PREFECTURES.len()],
            county: format!("{name}县"),
            region: format!("99{:02}{:02}", place / 5 + 1, place % 5 + 21),
            lead: chance.one_of(&DIVISIONS).copied().unwrap_or(DIVISIONS[0]),
            quality: libm::exp(0.18 * chance.normal() + if level == "国家级" { 0.15 } else { 0.0 }),
            weight: chance.between(0.5, 1.5) * if level == "国家级" { 1.8 } else { 1.0 },
            growth: 0.07 + 0.06 * chance.normal(),
        })
        .collect()
}

/// What a zone reports for a year, in the order of [`HEADERS`].
pub(super) struct Figures(Vec<Decimal>);

/// The columns of a zone's figures.
pub(super) const HEADERS: [&str; 14] = [
    "批准面积（公顷）",
    "工业用地面积（亩）",
    "闲置土地面积（亩）",
    "规上工业企业数（家）",
    "高新技术企业数（家）",
    "营业收入（亿元）",
    "工业增加值（亿元）",
    "税收收入（亿元）",
    "固定资产投资（亿元）",
    "实际利用外资（万美元）",
    "R&D经费支出（亿元）",
    "综合能源消费量（万吨标准煤）",
    "年末从业人员（人）",
    "首位产业营业收入占比（%）",
];

/// Decimals of each column.
const DECIMALS: [u32; 14] = [2, 2, 2, 0, 0, 4, 4, 4, 2, 0, 4, 4, 0, 2];

impl Figures {
    pub(super) fn cells(&self) -> impl Iterator<Item = String> + '_ {
        self.0.iter().map(ToString::to_string)
    }

    /// The year of the firms: what they sum up to is their sum, the rest is drawn.
    pub(super) fn of_firms(chance: &mut Chance, zone: &Zone, firms: &[&Firm]) -> Result<Self, DemoError> {
        let sum = |of: fn(&Firm) -> Decimal| firms.iter().map(|firm| of(firm)).sum::<Decimal>();
        let (land, revenue, value_added) = (sum(|f| f.land), sum(|f| f.revenue), sum(|f| f.value_added));
        let lead = firms.iter().filter(|f| f.industry.division().map(IndustryCode::code) == Some(zone.lead));
        let lead = lead.map(|firm| firm.revenue).sum::<Decimal>();
        let above_scale = firms.iter().filter(|firm| firm.above_scale()).count();
        let mut times =
            |of: Decimal, low: f64, high: f64| Ok::<_, DemoError>(of * rounded(chance.between(low, high), 4)?);
        let (industrial, wan) = (times(land, 1.05, 1.4)?, Decimal::from(10_000));
        let percent = (lead * Decimal::ONE_HUNDRED).checked_div(revenue).unwrap_or_default();
        Ok(Self::at_decimals(vec![
            times(industrial / Decimal::from(15), 1.6, 2.6)?,
            industrial,
            times(industrial, 0.002, 0.05)?,
            Decimal::from(above_scale),
            times(Decimal::from(above_scale), 0.1, 0.45)?,
            revenue / wan,
            value_added / wan,
            sum(|f| f.tax) / wan,
            times(value_added / wan, 0.25, 0.8)?,
            times(value_added, 0.001, 0.03)?,
            sum(|f| f.rd) / wan,
            sum(|f| f.energy) / wan,
            sum(|f| f.employees),
            percent,
        ]))
    }

    /// The year before: land as it was, the rest as much less as the zone has grown, each by its own.
    pub(super) fn year_before(&self, chance: &mut Chance, zone: &Zone) -> Result<Self, DemoError> {
        let before = HEADERS.iter().zip(&self.0).map(|(header, &now)| {
            let growth = match *header {
                "批准面积（公顷）" => 0.0,
                "首位产业营业收入占比（%）" => chance.between(-0.05, 0.08),
                "工业用地面积（亩）" => chance.between(0.0, 0.04),
                "闲置土地面积（亩）" => chance.between(-0.3, 0.1),
                _ => zone.growth + 0.04 * chance.normal(),
            };
            Ok(now / rounded((1.0 + growth).max(0.5), 4)?)
        });
        Ok(Self::at_decimals(before.collect::<Result<_, DemoError>>()?))
    }

    fn at_decimals(mut figures: Vec<Decimal>) -> Self {
        for (figure, decimals) in figures.iter_mut().zip(DECIMALS) {
            *figure = figure.round_dp(decimals);
            figure.rescale(decimals);
        }
        Self(figures)
    }
}
