//! A square of correlations, each with its value, tinted by sign and strength: blue where both rise together, orange
//! where one falls, in a pair of hues that colour-blind eyes tell apart.

use askama::Template;

use crate::component::html::Html;

/// One cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// From −1 to 1; none where there is no value.
    pub value: Option<f64>,
    /// The value as shown.
    pub text: String,
    /// What is said of it, on hover and for those who hear it.
    pub note: String,
    /// A sign for what is to be looked at; empty where nothing is.
    pub sign: &'static str,
}

/// One row, which is a column as well.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its words.
    pub label: String,
    /// How deep it stands.
    pub depth: usize,
    /// Whether others stand under it.
    pub heading: bool,
    /// Its cells, one a line.
    pub cells: Vec<Cell>,
}

#[derive(Template)]
#[template(path = "component/heat.html")]
struct Heat<'a> {
    caption: &'a str,
    first: &'a str,
    lines: &'a [Row<'a>],
}

/// A row with its cells, each with whether it is the row's own.
struct Row<'a> {
    line: &'a Line,
    cells: Vec<(bool, &'a Cell)>,
}

impl Cell {
    /// The tint: five steps either way.
    fn class(&self) -> &'static str {
        const TINTS: [&str; 11] = ["n5", "n4", "n3", "n2", "n1", "z", "p1", "p2", "p3", "p4", "p5"];
        let Some(value) = self.value else { return "none" };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0 … 10 just before")]
        let step = (value * 5.0 + 5.0).round().clamp(0.0, 10.0) as usize;
        TINTS[step]
    }
}

/// The square as a table.
#[must_use]
pub fn show(caption: &str, first: &str, lines: &[Line]) -> Html {
    let mut rows = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        let cells = line.cells.iter().enumerate().map(|(column, cell)| (column == at, cell));
        rows.push(Row { line, cells: cells.collect() });
    }
    Html::render(&Heat { caption, first, lines: &rows })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strength_has_five_steps_either_way() {
        let class = |value| Cell { value, ..Cell::default() }.class();
        assert_eq!(class(Some(1.0)), "p5");
        assert_eq!(class(Some(0.05)), "z");
        assert_eq!(class(Some(-0.42)), "n2");
        assert_eq!(class(None), "none");
    }
}
