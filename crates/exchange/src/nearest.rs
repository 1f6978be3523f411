//! The names nearest to one that was not found, for messages.

/// At most three of `known`, nearest to `wanted` first; none that share too little with it.
pub fn nearest<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let mut scored: Vec<(f64, &str)> = known
        .into_iter()
        .take(2_000)
        .map(|name| (likeness(wanted, name), name))
        .filter(|(likeness, _)| *likeness >= 0.4)
        .collect();
    scored.sort_by(|(a, left), (b, right)| b.total_cmp(a).then_with(|| left.cmp(right)));
    scored.dedup_by(|a, b| a.1 == b.1);
    scored.into_iter().take(3).map(|(_, name)| name).collect()
}

/// How alike two names are, 0 to 1: by edits, and by the characters that the shorter shares with the longer.
pub fn likeness(a: &str, b: &str) -> f64 {
    if a.chars().count() > 200 || b.chars().count() > 200 {
        return 0.0;
    }
    let edits = strsim::normalized_damerau_levenshtein(a, b);
    let pairs = strsim::sorensen_dice(a, b);
    edits.max(pairs)
}
