//! Text tables written: UTF-8 with a mark at the beginning, so that spreadsheet programs read Chinese right.

/// Rows below their heads as comma-separated text. A text that a spreadsheet program would take for a formula gets a
/// quotation mark before it: what people typed into a record must not run on the machine of who opens the file.
#[must_use]
pub fn delimited_text(heads: &[String], rows: &[Vec<String>]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in std::iter::once(heads).chain(rows.iter().map(Vec::as_slice)) {
        // Writing to memory does not fail, and every row has as many fields as there are heads.
        let _ = writer.write_record(row.iter().map(|text| harmless(text)));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    format!("\u{feff}{}", String::from_utf8(bytes).unwrap_or_default())
}

fn harmless(text: &str) -> String {
    match text.chars().next() {
        Some('=' | '+' | '@' | '\t' | '\r') => format!("'{text}"),
        Some('-') if text.parse::<rust_decimal::Decimal>().is_err() => format!("'{text}"),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_a_formula_is_text_and_figures_stay_figures() {
        let heads = ["名称".to_owned(), "值".to_owned()];
        let rows =
            vec![vec!["=HYPERLINK(\"x\")".to_owned(), "-3.5".to_owned()], vec!["甲,乙".to_owned(), "-x".to_owned()]];
        let text = delimited_text(&heads, &rows);
        assert_eq!(text, "\u{feff}名称,值\n\"'=HYPERLINK(\"\"x\"\")\",-3.5\n\"甲,乙\",'-x\n");
    }
}
