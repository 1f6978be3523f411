//! A table: heads that sort, a first column that stays, paging, and what to do when it is empty.

use askama::Template;

use crate::component::empty::Empty;
use crate::component::html::Html;
use crate::component::number;
use crate::shell::address::Address;
use crate::shell::locale::Words;

/// Rows that stand deeper are not moved in further.
const DEEPEST: usize = 6;

/// How a column stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Words, broken where they must.
    #[default]
    Text,
    /// Words that stay on one line.
    Line,
    /// Long words, in a wide column.
    Wide,
    /// Sentences, in a column so wide that rows stay low.
    Long,
    /// Figures.
    Number,
    /// Short marks.
    Centre,
    /// A bar with room to compare.
    Bar,
    /// A target's bar.
    Target,
    /// A drawing on a scale that all rows share.
    Stand,
}

impl Align {
    const fn class(self) -> &'static str {
        match self {
            Self::Text => "",
            Self::Line => "k",
            Self::Wide => "w",
            Self::Long => "w l",
            Self::Number => "n",
            Self::Centre => "c",
            Self::Bar => "yh-rank",
            Self::Target => "yh-target",
            Self::Stand => "yh-stand-c",
        }
    }
}

/// The head of a column.
#[derive(Clone, Debug, Default)]
pub struct Head {
    label: String,
    unit: Option<String>,
    align: Align,
    sort: Option<Sort>,
    optional: bool,
}

#[derive(Clone, Debug)]
struct Sort {
    href: String,
    /// `ascending`, `descending`, or not sorted by this column.
    order: Option<&'static str>,
}

impl Head {
    /// A column of words.
    #[must_use]
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), ..Self::default() }
    }

    /// Sets how the column stands.
    #[must_use]
    pub fn align(mut self, align: Align) -> Self {
        self.align = align;
        self
    }

    /// The unit of measure of all figures below.
    #[must_use]
    pub fn unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = Some(unit.into()).filter(|unit| !unit.is_empty());
        self
    }

    /// Left out on a phone: not among the columns that matter most.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Makes the head sort by `key`; the address says by which key (`sort`) and, with `-`, downwards.
    #[must_use]
    pub fn sorts(mut self, here: &Address, key: &str) -> Self {
        let now = here.get("sort").unwrap_or_default();
        let (order, next) = match now.strip_prefix('-') {
            Some(down) if down == key => (Some("descending"), String::new()),
            None if now == key => (Some("ascending"), format!("-{key}")),
            _ => (None, key.to_owned()),
        };
        self.sort = Some(Sort { href: here.without("page").with("sort", &next).to_string(), order });
        self
    }

    fn class(&self) -> String {
        let optional = if self.optional { " yh-opt" } else { "" };
        format!("{}{optional}", self.align.class())
    }
}

/// What one place of a table holds.
#[derive(Clone, Debug)]
pub enum Cell {
    /// Words or a figure.
    Text(String),
    /// Words that lead somewhere.
    Link {
        /// Where.
        href: String,
        /// The words.
        text: String,
    },
    /// No figure, and why.
    Missing(String),
    /// Fine print below the words.
    Noted {
        /// The words.
        text: String,
        /// Where they lead, if anywhere.
        href: Option<String>,
        /// The fine print.
        note: String,
    },
    /// What another component renders.
    Part(Html),
    /// A figure that a chart reads: as shown, and as a number.
    Charted(String, String),
}

impl Cell {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Words that lead to `href`.
    pub fn link(href: impl Into<String>, text: impl Into<String>) -> Self {
        Self::Link { href: href.into(), text: text.into() }
    }

    /// A count.
    #[must_use]
    pub fn whole(count: usize) -> Self {
        Self::Text(number::whole(count))
    }

    /// Words, or a dash without a reason.
    pub fn maybe(text: Option<impl Into<String>>) -> Self {
        text.map_or_else(|| Self::Text(number::MISSING.to_owned()), |text| Self::Text(text.into()))
    }
}

/// One row.
#[derive(Clone, Debug)]
pub struct Row {
    cells: Vec<Cell>,
    marked: bool,
    depth: usize,
    heading: bool,
}

impl Row {
    /// A row of as many cells as there are heads.
    #[must_use]
    pub const fn new(cells: Vec<Cell>) -> Self {
        Self { cells, marked: false, depth: 0, heading: false }
    }

    /// Marks the row that the reader came for.
    #[must_use]
    pub const fn marked(mut self, marked: bool) -> Self {
        self.marked = marked;
        self
    }

    /// Stands so far below the row it belongs to.
    #[must_use]
    pub const fn deep(mut self, depth: usize) -> Self {
        self.depth = depth;
        self
    }

    /// Sums up the rows below it that stand deeper.
    #[must_use]
    pub const fn heading(mut self, heading: bool) -> Self {
        self.heading = heading;
        self
    }

    fn class(&self) -> &'static str {
        match (self.marked, self.heading) {
            (true, true) => "is-mark is-head",
            (true, false) => "is-mark",
            (false, true) => "is-head",
            (false, false) => "",
        }
    }
}

/// A table with its heads and rows.
#[derive(Clone, Debug)]
pub struct Table {
    /// What it shows, for those who hear it.
    pub caption: String,
    /// The columns.
    pub heads: Vec<Head>,
    /// The rows.
    pub rows: Vec<Row>,
    /// Totals.
    pub foot: Option<Row>,
    /// What is said instead where there are no rows.
    pub empty: Option<Empty>,
    /// Whether the first column stays while the rest moves sideways.
    pub pinned: bool,
    /// Whether it moves inside itself when it is long, so that its head stays.
    pub tall: bool,
    /// Whether a row becomes a card on a phone: its head over pairs of label and cell.
    pub cards: bool,
}

impl Table {
    /// A table whose first column stays.
    pub fn new(caption: impl Into<String>, heads: Vec<Head>, rows: Vec<Row>) -> Self {
        Self { caption: caption.into(), heads, rows, foot: None, empty: None, pinned: true, tall: false, cards: false }
    }

    /// What is said where there are no rows.
    #[must_use]
    pub fn or_empty(mut self, empty: Empty) -> Self {
        self.empty = Some(empty);
        self
    }

    /// With a row of totals.
    #[must_use]
    pub fn with_foot(mut self, foot: Row) -> Self {
        self.foot = Some(foot);
        self
    }

    /// Long tables keep their head in sight.
    #[must_use]
    pub const fn tall(mut self) -> Self {
        self.tall = true;
        self
    }

    /// Rows that need more than three columns to be understood become cards on a phone.
    #[must_use]
    pub const fn as_cards(mut self) -> Self {
        self.cards = true;
        self
    }

    /// The table as markup.
    #[must_use]
    pub fn show(&self, words: Words) -> Html {
        match &self.empty {
            Some(empty) if self.rows.is_empty() => empty.show(),
            _ => Html::render(&TableView { table: self, words }),
        }
    }
}

#[derive(Template)]
#[template(path = "component/table.html")]
struct TableView<'a> {
    table: &'a Table,
    words: Words,
}

impl TableView<'_> {
    /// The cells of a row, each with the class of its column and, where cells say it themselves on a phone, its label.
    fn cells<'a>(&'a self, row: &'a Row) -> Vec<(String, Option<&'a str>, &'a Cell)> {
        let classes = self.table.heads.iter().enumerate().map(|(at, head)| match (at, row.depth) {
            (0, 1..) => format!("{} d{}", head.class(), row.depth.min(DEEPEST)),
            _ => head.class(),
        });
        let labels = self.table.heads.iter().map(|head| self.table.cards.then_some(head.label.as_str()));
        classes.zip(labels).zip(&row.cells).map(|((class, label), cell)| (class, label, cell)).collect()
    }
}

#[cfg(test)]
mod tests {
    use domain::say::Lang;
    use scraper::{Html as Document, Selector};

    use super::*;

    fn shown(table: &Table) -> Document {
        Document::parse_fragment(&table.show(Words(Lang::Zh)).to_string())
    }

    fn texts(document: &Document, selector: &str) -> Vec<String> {
        let selector = Selector::parse(selector).expect("a selector");
        document.select(&selector).map(|found| found.text().collect::<String>().trim().to_owned()).collect()
    }

    #[test]
    fn what_people_typed_is_never_markup() {
        let rows = vec![Row::new(vec![Cell::text("<script>alert(1)</script>"), Cell::link("/x", "<b>甲</b>")])];
        let table = Table::new("表", vec![Head::new("名称"), Head::new("<i>单位</i>")], rows);
        let document = shown(&table);
        assert!(texts(&document, "script, b, i").is_empty());
        assert_eq!(texts(&document, "tbody a"), ["<b>甲</b>"]);
    }

    #[test]
    fn a_head_sorts_up_then_down_then_not() {
        let next = |query: &str| {
            let head = Head::new("得分").sorts(&Address::new("/x", query), "score");
            head.sort.map(|sort| (sort.href, sort.order)).expect("it sorts")
        };
        assert_eq!(next("page=3"), ("/x?sort=score".to_owned(), None));
        assert_eq!(next("sort=score"), ("/x?sort=-score".to_owned(), Some("ascending")));
        assert_eq!(next("sort=-score"), ("/x".to_owned(), Some("descending")));
    }

    #[test]
    fn a_missing_figure_says_why_to_eye_and_ear() {
        let table = Table::new(
            "表",
            vec![Head::new("值").align(Align::Number)],
            vec![Row::new(vec![Cell::Missing("未填".to_owned())])],
        );
        assert_eq!(texts(&shown(&table), "tbody [title=未填]"), ["—"]);
        assert_eq!(texts(&shown(&table), "tbody .visually-hidden"), ["未填"]);
    }
}
