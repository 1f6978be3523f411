//! Which cells of a sheet show percentages, for the formats whose parser does not tell.

use std::collections::BTreeMap;

/// The cells of one sheet that show percentages.
#[derive(Debug, Default)]
pub struct Percentages {
    // First row → (last row, first and last columns).
    rows: BTreeMap<u32, (u32, Vec<(u32, u32)>)>,
}

impl Percentages {
    /// Adds the cells of rows `first` to `last` in these columns (first and last of each run).
    pub fn add(&mut self, first: u32, last: u32, columns: &[(u32, u32)]) {
        self.rows.entry(first).or_insert_with(|| (last, Vec::new())).1.extend_from_slice(columns);
    }

    /// Whether the cell shows a percentage.
    pub fn contains(&self, row: u32, column: u32) -> bool {
        self.rows.range(..=row).next_back().is_some_and(|(_, (last, columns))| {
            row <= *last && columns.iter().any(|(first, last)| (*first..=*last).contains(&column))
        })
    }
}

/// Whether a number format shows a percentage: a percent sign that is neither quoted nor escaped.
pub fn shows_percent(format: &str) -> bool {
    let (mut quoted, mut escaped) = (false, false);
    for c in format.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' | '_' | '*' => escaped = true,
            '"' => quoted = !quoted,
            '%' if !quoted => return true,
            _ => (),
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::shows_percent;

    #[test]
    fn a_percent_sign_counts_only_where_the_spreadsheet_would_scale() {
        assert!(shows_percent("0.00%"));
        assert!(shows_percent("#,##0.0 %;[Red]-0.0%"));
        assert!(!shows_percent("0.00\"%\""));
        assert!(!shows_percent("0.00\\%"));
        assert!(!shows_percent("General"));
    }
}
