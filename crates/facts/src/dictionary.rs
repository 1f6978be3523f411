//! Sorted dictionaries: several lists become one without repeats, and each entry's place in it.

/// Entries of several lists that are used at all, sorted and each once, with where each list's entries stand now.
pub(crate) struct Merged<T> {
    /// Sorted, each once.
    pub(crate) entries: Vec<T>,
    /// For each list, the new place of each of its entries; [`UNUSED`] for those nobody uses.
    pub(crate) places: Vec<Vec<u32>>,
}

/// Stands for an entry that nobody uses.
pub(crate) const UNUSED: u32 = u32::MAX;

/// Merges `lists`, keeping only entries whose flag in `used` is set.
pub(crate) fn merge<T: Ord + Clone>(lists: &[&[T]], used: &[Vec<bool>]) -> Merged<T> {
    let mut entries: Vec<T> = Vec::new();
    for (list, used) in lists.iter().zip(used) {
        entries.extend(list.iter().zip(used).filter(|(_, used)| **used).map(|(entry, _)| entry.clone()));
    }
    if !entries.is_sorted() {
        entries.sort();
    }
    entries.dedup();
    let places = lists
        .iter()
        .zip(used)
        .map(|(list, used)| {
            let mut near = 0;
            list.iter()
                .zip(used)
                .map(|(entry, used)| {
                    if !used {
                        return UNUSED;
                    }
                    // Lists are mostly sorted: the place is mostly the one after the last.
                    let place = if entries.get(near) == Some(entry) {
                        near
                    } else {
                        entries.binary_search(entry).unwrap_or(entries.len())
                    };
                    near = place + 1;
                    u32::try_from(place).unwrap_or(UNUSED)
                })
                .collect()
        })
        .collect();
    Merged { entries, places }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_merge_into_one_sorted_dictionary_of_what_is_used() {
        let merged = merge(&[&["c", "a", "x"][..], &["a", "b"][..]], &[vec![true, true, false], vec![true, true]]);
        assert_eq!(merged.entries, ["a", "b", "c"]);
        assert_eq!(merged.places, [vec![2, 0, UNUSED], vec![0, 1]]);
    }
}
