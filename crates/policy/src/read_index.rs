//! The steps of an index out of tables that were held against their shapes.

use rust_decimal::Decimal;

use crate::index::{
    Among, Bounds, Curve, DataWeights, Fill, Mean, Normalise, Scale, Screen, ScreenWhen, Steps, Treatment, Weighing,
    Years,
};
use crate::read::word;
use declared::Table;
use declared::diagnostic::Findings;

/// Keys that belong to the steps of an index.
pub(crate) const STEPS: [&str; 7] = ["per", "per_times", "impute", "treat", "normalise", "within", "otherwise"];

/// The steps that a table states; `defaults` where it does not.
pub(crate) fn steps(table: &Table<'_>, defaults: &Steps) -> Steps {
    Steps {
        per: None,
        impute: fill(table).unwrap_or_else(|| defaults.impute.clone()),
        treat: treatment(table).unwrap_or_else(|| defaults.treat.clone()),
        normalise: normalise(table).unwrap_or_else(|| defaults.normalise.clone()),
        within: word(table, "within", Among::from_code, defaults.within),
        otherwise: table.number("otherwise").map(|at| at.value).or(defaults.otherwise),
    }
}

/// What holds where neither item nor method says anything.
pub(crate) fn unsaid() -> Steps {
    Steps {
        per: None,
        impute: Fill::None,
        treat: Treatment::None,
        normalise: Normalise::default(),
        within: Among::All,
        otherwise: None,
    }
}

fn fill(table: &Table<'_>) -> Option<Fill> {
    if let Some(constant) = table.table("impute").and_then(|inner| inner.number("constant")) {
        return Some(Fill::Constant(constant.value));
    }
    let inner = table.table("impute");
    let years = |name: &str| inner.as_ref().and_then(|inner| u32::try_from(inner.whole_number(name)?).ok());
    if let Some(age) = years("last_known") {
        return Some(Fill::LastKnown(age));
    }
    if let Some(span) = years("linear") {
        return Some(Fill::Linear(span));
    }
    Fill::from_code(&table.text("impute")?.value)
}

fn bounds(table: &Table<'_>) -> Option<Bounds> {
    let (skewness, kurtosis) = (table.number("skewness"), table.number("kurtosis"));
    let stated = skewness.is_some() || kurtosis.is_some();
    let usual = Bounds::default();
    stated.then(|| Bounds {
        skewness: skewness.map_or(usual.skewness, |at| at.value),
        kurtosis: kurtosis.map_or(usual.kurtosis, |at| at.value),
    })
}

fn treatment(table: &Table<'_>) -> Option<Treatment> {
    let Some(inner) = table.table("treat") else {
        return match table.text("treat")?.value.as_str() {
            "none" => Some(Treatment::None),
            "standard" => Some(Treatment::standard()),
            _ => None,
        };
    };
    let curve = |name: &str| inner.text(name).and_then(|word| Curve::from_code(&word.value));
    let share = |name: &str| inner.number(name).map(|at| at.value / Decimal::ONE_HUNDRED);
    if let Some(points) = inner.whole_number("winsorise") {
        let points = u32::try_from(points).unwrap_or(1);
        return Some(Treatment::Winsorise { points, bounds: bounds(&inner).unwrap_or_default(), then: curve("then") });
    }
    if let Some(curve) = curve("curve") {
        return Some(Treatment::Bend { curve, bounds: bounds(&inner) });
    }
    Some(Treatment::Trim { low: share("trim_low")?, high: share("trim_high")? })
}

fn normalise(table: &Table<'_>) -> Option<Normalise> {
    let Some(inner) = table.table("normalise") else {
        return Scale::from_code(&table.text("normalise")?.value).map(Normalise::Plain);
    };
    let number = |name: &str| inner.number(name).map(|at| at.value);
    if let Some((low, high)) = number("low").zip(number("high")) {
        return Some(Normalise::MinMax { low, high });
    }
    if let Some((mean, deviation)) = number("z_mean").zip(number("z_deviation")) {
        return Some(Normalise::ZScore { mean, deviation });
    }
    if let Some(target) = number("target") {
        return Some(Normalise::Target { target, cap: inner.truth("cap") });
    }
    if let Some(subject) = inner.text("reference") {
        return Some(Normalise::Reference { subject: subject.value, cap: inner.truth("cap") });
    }
    if let Some((low, high)) = number("from").zip(number("to")) {
        return Some(Normalise::Goalposts {
            low,
            high,
            scale: number("scale").unwrap_or(Decimal::ONE_HUNDRED),
            truncate: inner.get("truncate").is_none() || inner.truth("truncate"),
        });
    }
    Some(Normalise::Linear { factor: number("factor")?, offset: number("offset").unwrap_or_default() })
}

/// The mean under a key.
pub(crate) fn mean(table: &Table<'_>) -> Option<Mean> {
    if let Some(power) = table.table("mean").and_then(|inner| inner.number("power")) {
        return Some(Mean::Power(power.value));
    }
    Mean::from_code(&table.text("mean")?.value)
}

/// A percentage as a share.
pub(crate) fn share(table: &Table<'_>, name: &str) -> Option<Decimal> {
    table.number(name).map(|at| at.value / Decimal::ONE_HUNDRED)
}

/// Who has too little data.
pub(crate) fn screen(table: &Table<'_>) -> Screen {
    let texts = |name| table.texts(name).into_iter().map(|at| at.value).collect();
    Screen {
        available: share(table, "available"),
        nonzero: share(table, "nonzero"),
        when: word(table, "screen", ScreenWhen::from_code, ScreenWhen::default()),
        keep: texts("keep"),
        drop: texts("drop"),
    }
}

/// Which other years are looked at.
pub(crate) fn years(table: &Table<'_>) -> Years {
    let years = |name: &str| table.whole_number(name).and_then(|years| i16::try_from(years).ok()).unwrap_or(0);
    Years { before: years("years_before"), after: years("years_after") }
}

/// Where weights come from; a word that is neither a source nor one of `sets` is reported.
pub(crate) fn weighing(table: &Table<'_>, sets: &[&str], findings: &mut Findings) -> Weighing {
    let Some(word) = table.text("weights") else { return Weighing::Given };
    match word.value.as_str() {
        "given" => Weighing::Given,
        "equal" => Weighing::Equal,
        other => match DataWeights::from_code(other) {
            Some(from) => Weighing::Data(from),
            None if sets.contains(&other) => Weighing::Set(other.to_owned()),
            None => {
                let source = table.source;
                let known = ["given", "equal"].iter().chain(DataWeights::CODES).chain(sets).copied();
                findings
                    .error(
                        "pack::unknown_word",
                        source.file,
                        source.text,
                        word.span.clone(),
                        format!("“{other}”既不是权重来源，也不是本类别的一套权重。"),
                        format!("“{other}” is neither a source of weights nor one of this population's sets."),
                    )
                    .nearest(other, known, word.span, "\"")
                    .put();
                Weighing::Given
            }
        },
    }
}
