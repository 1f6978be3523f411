//! How firmness is told: what the kind of scheme has, within bounds.

use rust_decimal::Decimal;

use super::Checker;
use crate::firmness::Firmness;
use crate::index::{Fill, Mean, Method, Normalise, Ranking, Scale, Treatment};
use crate::pack::Meta;
use crate::read;
use crate::scheme::MissingRule;
use declared::Table;

impl Checker<'_> {
    pub(super) fn firmness(&mut self, population: &Table<'_>, meta: &Meta, method: Option<&Method>) -> Firmness {
        let usual = Firmness::default();
        let Some(entry) = population.table("firmness") else { return usual };
        let cite = read::cite(&entry, meta.demonstration, self.findings);
        if method.is_some() {
            let (zh, en) = ("综合指数的名次稳健性", "The firmness of an index");
            self.misplaced(&entry, &["missing"], zh, en);
        } else {
            let (zh, en) =
                ("没有 [scheme.population.method] 时，名次稳健性", "Without [scheme.population.method], firmness");
            self.misplaced(&entry, &["impute", "treat", "normalise", "mean", "sets"], zh, en);
        }
        if method.is_none_or(|method| method.ranking.is_none()) {
            let (zh, en) = ("方法中没有 ranking 时，名次稳健性", "Without “ranking” in the method, firmness");
            self.misplaced(&entry, &["ranking"], zh, en);
        }
        let weights = entry.number("weights");
        if let Some(weights) = &weights {
            let fits = (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&weights.value);
            self.bounded(&entry, "weights", weights, fits, "须在 0 到 100 之间", "it must lie between 0 and 100");
        }
        let whole = |name: &str| entry.whole_number(name);
        let words = |name: &str| entry.texts(name).into_iter().map(|word| word.value).collect::<Vec<_>>();
        Firmness {
            runs: whole("runs").and_then(|runs| u32::try_from(runs).ok()).unwrap_or(usual.runs),
            seed: whole("seed").and_then(|seed| u64::try_from(seed).ok()).unwrap_or(usual.seed),
            weights: weights.map_or(usual.weights, |weights| weights.value / Decimal::ONE_HUNDRED),
            sets: entry.truth("sets"),
            removal: entry.get("removal").is_none() || entry.truth("removal"),
            impute: words("impute").iter().filter_map(|word| Fill::from_code(word)).collect(),
            treat: words("treat").iter().filter_map(|word| treatment(word)).collect(),
            normalise: words("normalise").iter().filter_map(|word| scale(word)).collect(),
            mean: words("mean").iter().filter_map(|word| Mean::from_code(word)).collect(),
            ranking: words("ranking").iter().filter_map(|word| Ranking::from_code(word)).collect(),
            missing: words("missing").iter().filter_map(|word| missing(word)).collect(),
            sensitivity: whole("sensitivity").and_then(|rows| u32::try_from(rows).ok()).unwrap_or(usual.sensitivity),
            cite: Some(cite),
        }
    }
}

fn treatment(word: &str) -> Option<Treatment> {
    match word {
        "none" => Some(Treatment::None),
        "standard" => Some(Treatment::standard()),
        _ => None,
    }
}

fn scale(word: &str) -> Option<Normalise> {
    match word {
        "min_max" => Some(Normalise::default()),
        "z_score" => Some(Normalise::ZScore { mean: Decimal::ZERO, deviation: Decimal::ONE }),
        word => Scale::from_code(word).map(Normalise::Plain),
    }
}

fn missing(word: &str) -> Option<MissingRule> {
    match word {
        "zero" => Some(MissingRule::Zero),
        "mean_of_others" => Some(MissingRule::MeanOfOthers),
        "reweight" => Some(MissingRule::Reweight),
        _ => None,
    }
}
