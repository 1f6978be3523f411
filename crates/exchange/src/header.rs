//! Column headers: several rows made one text, brought to one writing, parted from their unit of measure.

use unicode_normalization::UnicodeNormalization;

use crate::cell::OwnedCell;
use crate::sheet::Merged;

/// A text in NFKC without white space; units of measure keep their case (MW is not mW).
#[must_use]
pub fn squash(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}

/// A text in the one writing that headers are compared in: squashed, lower case.
#[must_use]
pub fn normalise(text: &str) -> String {
    squash(text).to_lowercase()
}

/// One column's header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The column, from 0.
    pub column: u32,
    /// As people see it, rows joined with `/`.
    pub shown: String,
    /// Normalised, unit included.
    pub full: String,
    /// Normalised, without the unit.
    pub title: String,
    /// The text in brackets at the end of the lowest part that has any: what may be a unit of measure.
    pub unit: Option<String>,
}

/// Splits the unit of measure from the end of a squashed header: `亩均税收(万元/亩)`, `产值[亿元]`, `能耗,吨标准煤`.
#[must_use]
pub fn split_unit(squashed: &str) -> (&str, Option<&str>) {
    for (open, close) in [('(', ')'), ('[', ']'), ('【', '】'), ('〔', '〕'), ('<', '>')] {
        if let Some(inner) = squashed.strip_suffix(close)
            && let Some((title, unit)) = inner.rsplit_once(open)
            && !unit.is_empty()
        {
            let unit = unit.strip_prefix("计量单位:").or_else(|| unit.strip_prefix("单位:")).unwrap_or(unit);
            return (title.trim_end_matches(['/', ':']), Some(unit));
        }
    }
    if let Some((title, unit)) = squashed.rsplit_once("单位:") {
        return (title.trim_end_matches(['/', ':', ',', '计', '量']), Some(unit));
    }
    (squashed, None)
}

/// The headers of a sheet from its header rows, which `rows` holds at `top` and below.
///
/// Merged cells count for every column they cover. Where the format does not tell what is merged, a blank cell in a
/// row that is not the last takes the text to its left.
#[must_use]
pub fn headers(rows: &[Vec<OwnedCell>], top: usize, count: usize, merged: Option<&[Merged]>) -> Vec<Header> {
    let text = |row: usize, column: usize| -> String {
        rows.get(row).and_then(|cells| cells.get(column)).map(|cell| cell.get().shown()).unwrap_or_default()
    };
    let width = rows.iter().skip(top).take(count).map(Vec::len).max().unwrap_or(0);
    let mut carried: Vec<String> = vec![String::new(); count];
    let mut headers = Vec::new();
    for column in 0..width {
        let mut parts: Vec<String> = Vec::new();
        for level in 0..count {
            let row = top + level;
            let own = text(row, column);
            let part = match merged {
                Some(merged) if own.is_empty() => anchor(merged, row, column)
                    .filter(|(anchor_row, _)| *anchor_row >= top)
                    .map(|(row, column)| text(row, column))
                    .unwrap_or_default(),
                Some(_) => own,
                None => {
                    if !own.is_empty() {
                        carried[level].clone_from(&own);
                        // A new heading ends what was carried below it.
                        carried.iter_mut().skip(level + 1).for_each(String::clear);
                        own
                    } else if level + 1 < count && !text(top + count - 1, column).is_empty() {
                        carried[level].clone()
                    } else {
                        own
                    }
                }
            };
            let part = one_line(&part);
            if !part.is_empty() && parts.last() != Some(&part) {
                parts.push(part);
            }
        }
        let shown = parts.join("/");
        if shown.is_empty() {
            continue;
        }
        let mut titles = Vec::new();
        let mut unit = None;
        for part in &parts {
            let squashed = squash(part);
            let (title, own) = split_unit(&squashed);
            if !title.is_empty() {
                titles.push(title.to_lowercase());
            }
            unit = own.map(str::to_owned).or(unit);
        }
        headers.push(Header {
            column: u32::try_from(column).unwrap_or(u32::MAX),
            title: titles.join("/"),
            unit,
            full: normalise(&shown),
            shown,
        });
    }
    headers
}

fn one_line(text: &str) -> String {
    text.split(['\n', '\r']).map(str::trim).collect()
}

/// The top left cell of the merged region that covers a cell.
fn anchor(merged: &[Merged], row: usize, column: usize) -> Option<(usize, usize)> {
    let (row, column) = (u32::try_from(row).ok()?, u32::try_from(column).ok()?);
    merged
        .iter()
        .find(|region| (region.top..=region.bottom).contains(&row) && (region.left..=region.right).contains(&column))
        .map(|region| (region.top as usize, region.left as usize))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::Cell;

    fn row(cells: &[&str]) -> Vec<OwnedCell> {
        cells.iter().map(|&text| if text.is_empty() { Cell::Blank } else { Cell::Text(text) }.into()).collect()
    }

    #[test]
    fn a_unit_of_measure_is_parted_from_the_title() {
        for (header, title, unit) in [
            ("亩均税收（万元／亩）", "亩均税收", Some("万元/亩")),
            ("工业总产值 (亿元)", "工业总产值", Some("亿元")),
            ("能耗［吨标准煤］", "能耗", Some("吨标准煤")),
            ("税收（单位：万元）", "税收", Some("万元")),
            ("税收，计量单位：万元", "税收", Some("万元")),
            ("企业名称", "企业名称", None),
            ("研发投入\n占比（％）", "研发投入占比", Some("%")),
        ] {
            assert_eq!(split_unit(&squash(header)), (title, unit), "{header}");
        }
    }

    #[test]
    fn merged_headings_count_for_every_column_they_cover() {
        let rows = [row(&["企业名称", "税收（万元）", "", "能耗"]), row(&["", "2023", "2024", ""])];
        let region = |top, left, bottom, right| Merged { top, left, bottom, right };
        let merged = [region(0, 0, 1, 0), region(0, 1, 0, 2), region(0, 3, 1, 3)];
        for merged in [Some(&merged[..]), None] {
            let found = headers(&rows, 0, 2, merged);
            assert_eq!((found[1].title.as_str(), found[1].unit.as_deref()), ("税收/2023", Some("万元")));
            let shown: Vec<_> = found.into_iter().map(|header| header.shown).collect();
            assert_eq!(shown, ["企业名称", "税收（万元）/2023", "税收（万元）/2024", "能耗"]);
        }
    }
}
