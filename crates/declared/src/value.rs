//! Single values of TOML as what they stand for.

use std::str::FromStr;

use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::DeValue;

use crate::source::At;

/// The decimal that a TOML number was written as, exactly.
#[must_use]
pub fn decimal(value: &DeValue<'_>) -> Option<Decimal> {
    let text = match value {
        DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str(),
        DeValue::Float(float) => float.as_str(),
        _ => return None,
    };
    let text = text.replace('_', "");
    Decimal::from_str(&text).or_else(|_| Decimal::from_scientific(&text)).ok()
}

pub(crate) fn whole(value: &DeValue<'_>) -> Option<i64> {
    let integer = value.as_integer().filter(|integer| integer.radix() == 10)?;
    integer.as_str().replace('_', "").parse().ok()
}

pub(crate) fn year(value: &DeValue<'_>) -> Option<i16> {
    i16::try_from(whole(value)?).ok().filter(|year| (1949..=2199).contains(year))
}

pub(crate) fn day(value: &DeValue<'_>) -> Option<String> {
    let day = value.as_datetime().filter(|at| at.time.is_none() && at.offset.is_none())?;
    day.date.map(|date| date.to_string()).filter(|text| text.parse::<domain::day::Day>().is_ok())
}

pub(crate) fn number_text(value: &DeValue<'_>) -> Option<String> {
    decimal(value).map(|number| number.to_string())
}

pub(crate) fn texts(value: &DeValue<'_>) -> Option<Vec<At<String>>> {
    let one = |value: &Spanned<DeValue<'_>>| {
        let text = value.get_ref().as_str()?.trim();
        (!text.is_empty()).then(|| At { value: text.to_owned(), span: value.span() })
    };
    value.as_array()?.iter().map(one).collect()
}

/// The texts of a value that is one text or a list of them.
#[must_use]
pub fn one_or_more(value: &Spanned<DeValue<'_>>) -> Vec<String> {
    match value.get_ref().as_str() {
        Some(one) => vec![one.trim().to_owned()],
        None => texts(value.get_ref()).unwrap_or_default().into_iter().map(|at| at.value).collect(),
    }
}

pub(crate) fn by_year(value: &DeValue<'_>) -> Option<Vec<(i16, Decimal)>> {
    let entry = |(key, value): (&Spanned<toml::de::DeString<'_>>, &Spanned<DeValue<'_>>)| {
        let year: i16 = key.get_ref().parse().ok().filter(|year| (1949..=2199).contains(year))?;
        Some((year, decimal(value.get_ref())?))
    };
    let mut years: Vec<_> = value.as_table()?.iter().map(entry).collect::<Option<_>>()?;
    years.sort_unstable_by_key(|(year, _)| *year);
    (!years.is_empty()).then_some(years)
}

pub(crate) fn is_filter(value: &DeValue<'_>) -> bool {
    value.as_table().is_some_and(|table| {
        table.iter().all(|(key, value)| {
            domain::id::AttributeName::new(key.get_ref()).is_ok()
                && (value.get_ref().is_str() || texts(value.get_ref()).is_some())
        })
    })
}

/// Rows of entries, each read by `read`.
pub(crate) fn rows<T>(value: &DeValue<'_>, read: impl Fn(&str) -> Option<T>) -> Option<Vec<At<Vec<At<T>>>>> {
    let entry = |value: &Spanned<DeValue<'_>>| {
        let text = match value.get_ref().as_str() {
            Some(text) => text.to_owned(),
            None => number_text(value.get_ref())?,
        };
        Some(At { value: read(&text)?, span: value.span() })
    };
    let row = |row: &Spanned<DeValue<'_>>| {
        let entries = row.get_ref().as_array()?.iter().map(entry).collect::<Option<Vec<_>>>()?;
        Some(At { value: entries, span: row.span() })
    };
    value.as_array()?.iter().map(row).collect()
}
