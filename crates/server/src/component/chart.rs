//! A chart drawn in the browser from the table beside it, which is one click away.

use askama::Template;

use crate::component::html::Html;
use crate::component::table::Table;
use crate::shell::locale::Words;

/// How a chart shows its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Bars side by side.
    Bars,
    /// Bars on top of each other.
    Stack,
}

impl Kind {
    const fn word(self) -> &'static str {
        match self {
            Self::Bars => "bars",
            Self::Stack => "stack",
        }
    }
}

/// A chart: its message, its figures, and how they are drawn.
#[derive(Clone, Debug)]
pub struct Chart {
    /// What the chart says, as its title.
    pub message: String,
    /// The unit of measure of its figures.
    pub unit: String,
    /// How it is drawn.
    pub kind: Kind,
    /// Its figures: first column the categories, each further one a series of [`crate::component::table::Cell::Charted`].
    pub table: Table,
}

#[derive(Template)]
#[template(path = "component/chart.html")]
struct ChartView<'a> {
    chart: &'a Chart,
    kind: &'static str,
    words: Words,
}

impl Chart {
    /// The chart as markup.
    #[must_use]
    pub fn show(&self, words: Words) -> Html {
        Html::render(&ChartView { chart: self, kind: self.kind.word(), words })
    }
}
