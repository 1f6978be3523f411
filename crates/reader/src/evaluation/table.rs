//! Tables of grades, and rules in the cells of a table.

use crate::mend::Span;
use crate::money::cells;

use super::{Found, WORDS, score, sentence};

/// The rules of a row: a cut-off with its grade and what follows, or prose in a cell.
pub(super) fn rules(text: &str) -> Vec<Found> {
    let cells = cells(text);
    let cut = cells.iter().find(|cell| cell.of(text).chars().count() <= 24 && score::cut(cell.of(text)));
    let grade =
        cells.iter().find(|cell| WORDS.starts("grade", cell.of(text)).is_some() && cell.of(text).chars().count() <= 8);
    if let (Some(cut), Some(grade)) = (cut, grade) {
        let others = cells.iter().filter(|cell| *cell != cut && !cell.of(text).chars().all(|ch| ch.is_ascii_digit()));
        let consequence: Vec<&str> = others.map(|cell| cell.of(text)).collect();
        let span = cells.iter().copied().reduce(Span::join).unwrap_or(*grade);
        return vec![Found {
            span,
            condition: cut.of(text).to_owned(),
            consequence: consequence.join(","),
            kind: "band",
            confidence: 0.7,
        }];
    }
    let prose = cells.iter().filter(|cell| cell.of(text).chars().count() > 8);
    prose
        .flat_map(|cell| {
            sentence::rules(cell.of(text))
                .into_iter()
                .map(|found| Found { span: found.span.after(cell.start), ..found })
        })
        .collect()
}
