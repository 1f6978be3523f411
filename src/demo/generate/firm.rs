//! Invented firms whose figures per mu, per ton and per person add up to a published table.

use domain::code::{CreditCode, IndustryCode};
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

use super::DemoError;
use super::chance::Chance;
use super::zone::{DIVISIONS, Zone};

/// How many firms there are.
pub(super) const FIRMS: usize = 3_000;
/// The share of firms without a figure for emission.
const WITHOUT_EMISSION: f64 = 0.3;
/// The share of a zone's firms that are drawn from its lead industry, before the others are drawn from all.
const LEAD: f64 = 0.45;
/// Revenue in 10,000 yuan from which an industrial firm counts as above scale (规模以上工业, 2,000 万元).
const ABOVE_SCALE: i64 = 2_000;
/// Mean land of a firm in mu: invented.
const MEAN_LAND: f64 = 16.0;
/// What 10,000 kWh count for in tce at equivalent value (GB/T 2589).
const TCE_PER_WAN_KWH: f64 = 1.229;

/// The published city totals of Lishui 2019, sums over sums (see `examples/README.md`).
pub(super) mod published {
    /// Tax per land, 10,000 yuan per mu.
    pub const TAX_PER_MU: f64 = 18.9;
    /// Value added per land, 10,000 yuan per mu.
    pub const VALUE_ADDED_PER_MU: f64 = 73.71;
    /// Value added per energy, 10,000 yuan per tce.
    pub const VALUE_ADDED_PER_TCE: f64 = 1.14;
    /// Value added per emission, 10,000 yuan per ton.
    pub const VALUE_ADDED_PER_TON: f64 = 611.55;
    /// R&D expense per revenue.
    pub const RD_SHARE: f64 = 0.0236;
    /// Value added per person and year, 10,000 yuan.
    pub const VALUE_ADDED_PER_PERSON: f64 = 16.45;
}

/// One invented firm in its year.
pub(super) struct Firm {
    pub code: CreditCode,
    pub name: String,
    /// Its place among the zones.
    pub zone: usize,
    pub industry: IndustryCode,
    /// Land, mu.
    pub land: Decimal,
    /// 10,000 yuan, as all money here.
    pub tax: Decimal,
    pub value_added: Decimal,
    pub revenue: Decimal,
    pub rd: Decimal,
    /// Energy, tce.
    pub energy: Decimal,
    /// Electricity, 10,000 kWh.
    pub electricity: Decimal,
    /// Emission, t; none where the firm has no figure.
    pub emission: Option<Decimal>,
    pub employees: Decimal,
}

impl Firm {
    pub(super) fn above_scale(&self) -> bool {
        self.revenue >= Decimal::from(ABOVE_SCALE)
    }
}

/// Figures before they are scaled to the published totals.
struct Raw {
    zone: usize,
    land: f64,
    tax: f64,
    value_added: f64,
    revenue: f64,
    rd: f64,
    energy: f64,
    electric: f64,
    emission: Option<f64>,
    employees: f64,
}

impl Raw {
    /// Sizes follow value added: of each denominator's logarithm, `tied` of the variance hangs on it, and just so that the
    /// ratio does not depend on the denominator. The mean of the firms' ratios then tends to the ratio of the sums.
    fn draw(chance: &mut Chance, zones: &[Zone], weights: &[f64]) -> Self {
        let zone = chance.weighted(weights);
        let quality = zones.get(zone).map_or(1.0, |zone| zone.quality);
        let size = chance.normal();
        let mut denominator = |tied: f64| tied * size + libm::sqrt(tied * (1.0 - tied)) * chance.normal();
        let (land, energy, emission, employees) =
            (denominator(0.75), denominator(0.78), denominator(0.75), denominator(0.9));
        // (size − land) has variance 1 − 0.75: this is the part of tax per mu that goes with value added per mu.
        let per_mu = (size - land) / 0.5;
        let tax = land + 0.55 * (0.6 * per_mu + 0.8 * chance.normal());
        let value_added = quality * libm::exp(size);
        let revenue = value_added / chance.between(0.18, 0.28);
        Self {
            zone,
            land: libm::exp(land),
            tax: quality * libm::exp(tax),
            value_added,
            revenue,
            rd: revenue * libm::exp(0.5 * chance.normal()),
            energy: libm::exp(energy),
            electric: chance.between(0.35, 0.75),
            emission: Some(libm::exp(emission)).filter(|_| chance.share() >= WITHOUT_EMISSION),
            employees: libm::exp(employees),
        }
    }
}

/// The firms, scaled so that their sums stand to each other as the published totals do.
pub(super) fn firms(chance: &mut Chance, zones: &[Zone]) -> Result<Vec<Firm>, DemoError> {
    let weights: Vec<f64> = zones.iter().map(|zone| zone.weight).collect();
    let raw: Vec<Raw> = (0..FIRMS).map(|_| Raw::draw(chance, zones, &weights)).collect();
    let sum = |of: fn(&Raw) -> f64| raw.iter().map(of).sum::<f64>();
    let count = sum(|_| 1.0);
    let land = MEAN_LAND * count / sum(|r| r.land);
    let total_land = MEAN_LAND * count;
    let value_added = published::VALUE_ADDED_PER_MU * total_land / sum(|r| r.value_added);
    let total_value_added = published::VALUE_ADDED_PER_MU * total_land;
    let with_emission = value_added * sum(|r| r.emission.map_or(0.0, |_| r.value_added));
    let scale = Scale {
        land,
        tax: published::TAX_PER_MU * total_land / sum(|r| r.tax),
        value_added,
        rd: published::RD_SHARE * value_added * sum(|r| r.revenue) / sum(|r| r.rd),
        energy: total_value_added / published::VALUE_ADDED_PER_TCE / sum(|r| r.energy),
        emission: with_emission / published::VALUE_ADDED_PER_TON / sum(|r| r.emission.unwrap_or(0.0)),
        employees: total_value_added / published::VALUE_ADDED_PER_PERSON / sum(|r| r.employees),
    };
    let classes = DIVISIONS.map(|division| {
        let of_division = |code: &IndustryCode| code.class().is_some() && code.code().starts_with(division);
        (division, IndustryCode::all().filter(of_division).collect::<Vec<_>>())
    });
    (1_u32..).zip(raw).map(|(number, raw)| firm(number, &raw, &scale, chance, zones, &classes)).collect()
}

/// What each column is multiplied by.
struct Scale {
    land: f64,
    tax: f64,
    value_added: f64,
    rd: f64,
    energy: f64,
    emission: f64,
    employees: f64,
}

fn firm(
    number: u32,
    raw: &Raw,
    scale: &Scale,
    chance: &mut Chance,
    zones: &[Zone],
    classes: &[(&str, Vec<IndustryCode>)],
) -> Result<Firm, DemoError> {
    let zone = zones.get(raw.zone).ok_or(DemoError::Incomplete)?;
    let of_lead = classes.iter().find(|(division, _)| *division == zone.lead).filter(|_| chance.share() < LEAD);
    let (_, classes) = of_lead.or_else(|| chance.one_of(classes)).ok_or(DemoError::Incomplete)?;
    let energy = scale.energy * raw.energy;
    Ok(Firm {
        // 99 is no province of GB/T 2260, so that no such code can be a real firm's.
        code: CreditCode::completed(&format!("91{}{:08}", zone.region, 90_000_000 + number))?,
        name: format!("示例企业{number:04}"),
        zone: raw.zone,
        industry: *chance.one_of(classes).ok_or(DemoError::Incomplete)?,
        land: rounded(scale.land * raw.land, 2)?,
        tax: rounded(scale.tax * raw.tax, 2)?,
        value_added: rounded(scale.value_added * raw.value_added, 2)?,
        revenue: rounded(scale.value_added * raw.revenue, 2)?,
        rd: rounded(scale.rd * raw.rd, 2)?,
        energy: rounded(energy, 2)?,
        electricity: rounded(energy * raw.electric / TCE_PER_WAN_KWH, 2)?,
        emission: raw.emission.map(|emission| rounded(scale.emission * emission, 3)).transpose()?,
        employees: rounded(scale.employees * raw.employees, 0)?,
    })
}

/// `value` at so many decimals, at least one of the last.
pub(super) fn rounded(value: f64, decimals: u32) -> Result<Decimal, DemoError> {
    let value = Decimal::from_f64(value).ok_or(DemoError::Incomplete)?;
    let mut value = value.round_dp(decimals).max(Decimal::new(1, decimals));
    value.rescale(decimals);
    Ok(value)
}
