//! Deadlines out of tables: a year, a day, or so long after one.

use crate::deadline::{Deadline, Term};
use declared::{At, Table};

/// The deadline under a key; none where it is absent or not one.
pub(crate) fn deadline(table: &Table<'_>, name: &str) -> Option<At<Deadline>> {
    let span = table.get(name)?.span();
    let at = |value| Some(At { value, span: span.clone() });
    if let Some(year) = table.year(name) {
        return at(Deadline::Year(year));
    }
    if let Some(day) = table.day(name).and_then(|day| day.value.parse().ok()) {
        return at(Deadline::Day(day));
    }
    at(Deadline::After(term(&table.table(name)?)?))
}

fn term(entry: &Table<'_>) -> Option<Term> {
    let (years, months) = (entry.whole_number("years").unwrap_or(0), entry.whole_number("months").unwrap_or(0));
    let months = years.checked_mul(12)?.checked_add(months)?;
    Term::new(entry.day("from")?.value.parse().ok()?, u16::try_from(months).ok().filter(|months| *months > 0)?)
}
