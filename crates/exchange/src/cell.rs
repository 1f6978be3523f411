//! One cell of a sheet as it was found, before anybody asks what it means.

/// What a cell holds. Texts are borrowed: a sheet of two million cells allocates nothing for its numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing, or an empty text.
    Blank,
    /// A number as the spreadsheet keeps it.
    Number(f64),
    /// A number that the spreadsheet shows as a percentage: 0.125 is shown as 12.5 %.
    Percent(f64),
    /// A text, as typed.
    Text(&'a str),
    /// TRUE or FALSE.
    Bool(bool),
    /// A day.
    Date(Day),
    /// A time of day or a length of time.
    Time,
    /// What a formula gave when it failed, as `#DIV/0!`.
    Error(&'static str),
}

/// A day of the calendar as a spreadsheet keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// Year.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
}

impl Day {
    /// A day from ISO 8601 text, as `2024-06-30` or `2024-06-30T00:00:00`.
    #[must_use]
    pub fn from_iso(text: &str) -> Option<Self> {
        let day = text.get(..10)?;
        let mut parts = day.split('-');
        let year = parts.next()?.parse().ok()?;
        let month: u8 = parts.next()?.parse().ok()?;
        let day: u8 = parts.next()?.parse().ok()?;
        (parts.next().is_none() && (1..=12).contains(&month) && (1..=31).contains(&day)).then_some(Self {
            year,
            month,
            day,
        })
    }
}

impl Cell<'_> {
    /// Whether there is nothing to see: blank, or a text of spaces.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Cell::Blank => true,
            Cell::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    /// The cell as a person reads it.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Cell::Blank => String::new(),
            Cell::Number(number) => shown_number(*number),
            Cell::Percent(number) => crate::number::from_percent_float(*number)
                .map_or_else(|_| format!("{number}"), |decimal| format!("{}%", decimal.normalize())),
            Cell::Text(text) => text.trim().to_owned(),
            Cell::Bool(true) => "TRUE".to_owned(),
            Cell::Bool(false) => "FALSE".to_owned(),
            Cell::Date(day) => format!("{:04}-{:02}-{:02}", day.year, day.month, day.day),
            Cell::Time => "时间".to_owned(),
            Cell::Error(error) => (*error).to_owned(),
        }
    }
}

fn shown_number(number: f64) -> String {
    crate::number::from_float(number).map_or_else(|_| format!("{number:e}"), |decimal| decimal.normalize().to_string())
}

/// A cell that stands on its own feet: for the first rows of a sheet, which are looked at more than once.
#[derive(Clone, Debug, PartialEq)]
pub enum OwnedCell {
    /// Anything but a text.
    Plain(Cell<'static>),
    /// A text.
    Text(String),
}

impl OwnedCell {
    /// The cell.
    #[must_use]
    pub fn get(&self) -> Cell<'_> {
        match self {
            Self::Plain(cell) => *cell,
            Self::Text(text) => Cell::Text(text),
        }
    }
}

impl From<Cell<'_>> for OwnedCell {
    fn from(cell: Cell<'_>) -> Self {
        match cell {
            Cell::Text(text) => Self::Text(text.to_owned()),
            Cell::Blank => Self::Plain(Cell::Blank),
            Cell::Number(number) => Self::Plain(Cell::Number(number)),
            Cell::Percent(number) => Self::Plain(Cell::Percent(number)),
            Cell::Bool(truth) => Self::Plain(Cell::Bool(truth)),
            Cell::Date(day) => Self::Plain(Cell::Date(day)),
            Cell::Time => Self::Plain(Cell::Time),
            Cell::Error(error) => Self::Plain(Cell::Error(error)),
        }
    }
}
