//! Tables of which every cell came to lie on a line of its own: known by their serial numbers, which stand a row apart.

use std::ops::Range;

use super::line::Raw;
use crate::outline::header;

/// The fewest and the most columns of such a table.
const COLUMNS: Range<usize> = 3..13;
/// The longest head of a column, and the longest cell, in characters.
const HEAD: usize = 16;
const CELL: usize = 160;

/// The rows in `raw`, each as the lines that are its cells; the head of a table first.
pub(super) fn rows(chars: &[char], raw: &[Raw]) -> Vec<Range<usize>> {
    let words = |at: usize| {
        raw.get(at).filter(|line| !line.row).map(|line| {
            let own: String = chars.get(line.start..line.end).unwrap_or_default().iter().take(CELL + 1).collect();
            header::narrow(own.trim())
        })
    };
    let mut out = Vec::new();
    let mut at = 0;
    while at < raw.len() {
        let found = words(at).filter(|head| matches!(head.as_str(), "序号" | "编号")).and_then(|_| table(at, &words));
        let Some(table) = found else {
            at += 1;
            continue;
        };
        at = table.last().map_or(at + 1, |row| row.end);
        out.extend(table);
    }
    out
}

/// The rows of the table whose head begins at `start`; at least two below the head.
fn table(start: usize, words: &impl Fn(usize) -> Option<String>) -> Option<Vec<Range<usize>>> {
    let width = COLUMNS.clone().find(|width| words(start + width).is_some_and(|own| own == "1"))?;
    let head = (start..start + width)
        .all(|at| words(at).is_some_and(|own| own.chars().count() <= HEAD && !own.contains(['。', ';', ','])));
    if !head {
        return None;
    }
    let mut out: Vec<Range<usize>> = std::iter::once(start..start + width).collect();
    for number in 1.. {
        let first = start + number * width;
        let cells = words(first).is_some_and(|own| own == number.to_string())
            && (first..first + width).all(|at| words(at).is_some_and(|own| own.chars().count() <= CELL));
        if !cells {
            break;
        }
        out.push(first..first + width);
    }
    (out.len() >= 3).then_some(out)
}

#[cfg(test)]
mod tests {
    use crate::mend::Mended;
    use crate::source::Source;

    fn lines(text: &str) -> Vec<(String, bool)> {
        let source = Source::of(text);
        let mended = Mended::of(&source);
        mended.lines().iter().map(|line| (mended.words(line.span).to_owned(), line.row)).collect()
    }

    #[test]
    fn cells_on_lines_of_their_own_become_rows() {
        let text = "附件1\n序号\n任务\n牵头单位\n1\n修路\n市交通局\n2\n种树\n市林业局\n注：按月报送。";
        let found = lines(text);
        let rows: Vec<&str> = found.iter().filter(|(_, row)| *row).map(|(words, _)| words.as_str()).collect();
        assert_eq!(rows, ["序号\t任务\t牵头单位", "1\t修路\t市交通局", "2\t种树\t市林业局"]);
        assert_eq!(found.last(), Some(&("注:按月报送。".to_owned(), false)));
    }

    #[test]
    fn what_is_no_table_stays_as_it_is() {
        for text in ["序号\n任务\n修路\n种树\n引水", "序号\n1\n2\n3", "编号\n单位\n数量\n1\n甲\n3\n5\n乙\n9", "序号"]
        {
            assert!(lines(text).iter().all(|(_, row)| !row), "{text}");
        }
    }
}
