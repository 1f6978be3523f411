//! Two forms may not give one subject, indicator and period.

use std::sync::Arc;

use domain::hash::Sm3;

use crate::error::{ArchiveError, Conflict};
use crate::manifest::{Entry, Manifest};
use crate::values::ValuesPart;

/// Refuses a manifest in which an entry of `new` gives what another form gives too. `load` reads the figures of an entry.
pub(crate) fn refuse(
    manifest: &Manifest,
    new: &[Entry],
    load: impl Fn(&Entry) -> Result<Option<Arc<ValuesPart>>, ArchiveError>,
) -> Result<(), ArchiveError> {
    for (at, entry) in new.iter().enumerate() {
        for other in &manifest.entries {
            let seen = new[..at].iter().any(|one| one.form == other.form && one.period == other.period);
            if seen || other.period != entry.period || other.form == entry.form || !share_indicator(entry, other) {
                continue;
            }
            if let (Some(one), Some(two)) = (load(other)?, load(entry)?)
                && let Some(conflict) = between(&one, &two, |hash| manifest.file_name(hash))
            {
                return Err(ArchiveError::Conflict(Box::new(conflict)));
            }
        }
    }
    Ok(())
}

fn share_indicator(one: &Entry, two: &Entry) -> bool {
    one.indicators.iter().any(|line| two.indicators.binary_search_by(|other| other.code.cmp(&line.code)).is_ok())
}

/// The first subject and indicator that both give, and how many there are.
fn between(one: &ValuesPart, two: &ValuesPart, file: impl Fn(Sm3) -> String) -> Option<Conflict> {
    let subjects = places(&one.subjects, &two.subjects);
    let indicators = places(&one.indicators, &two.indicators);
    let mut first = None;
    let mut count = 0;
    for row in &one.rows {
        let subject = subjects.get(row.subject as usize).copied().flatten();
        let indicator = indicators.get(usize::from(row.indicator)).copied().flatten();
        let (Some(subject), Some(indicator)) = (subject, indicator) else { continue };
        let key = (subject, indicator);
        let found = two.rows.binary_search_by_key(&key, |row| (row.subject as usize, usize::from(row.indicator)));
        if let Some(other) = found.ok().and_then(|at| two.rows.get(at)) {
            count += 1;
            first.get_or_insert((row, other));
        }
    }
    let (row, other) = first?;
    Some(Conflict {
        subject: one.subjects.get(row.subject as usize)?.clone(),
        indicator: one.indicators.get(usize::from(row.indicator))?.clone(),
        period: one.period,
        first: one.spot(row, &file),
        second: two.spot(other, &file),
        count,
    })
}

/// Where each entry of one sorted list stands in another.
fn places<T: Ord>(list: &[T], other: &[T]) -> Vec<Option<usize>> {
    list.iter().map(|entry| other.binary_search(entry).ok()).collect()
}
