//! Why a scheme or its data cannot be scored: each error names the rule, the item or the subject's position.

/// A scheme that contradicts itself, or data that do not fit it.
///
/// Subjects are named by position (from 0), items, lists and vetoes by id.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ScoringError {
    /// The scheme has no items.
    #[error("the scheme has no items")]
    NoItems,
    /// The data have no subjects.
    #[error("there are no subjects")]
    NoSubjects,
    /// Two items, two lines, or two lists have the same id.
    #[error("the id {id} is used twice")]
    DuplicateId {
        /// The id.
        id: String,
    },
    /// A weight that is not a positive finite number.
    #[error("item {item}: the weight {weight} is not a positive number")]
    Weight {
        /// The item.
        item: String,
        /// Its weight.
        weight: f64,
    },
    /// An item's function contradicts itself.
    #[error("item {item}: {why}")]
    Function {
        /// The item.
        item: String,
        /// What is wrong.
        why: &'static str,
    },
    /// A node of a framework is where it cannot be.
    #[error("node {node} {why}")]
    Framework {
        /// The node.
        node: String,
        /// What is wrong, after the node's id.
        why: &'static str,
    },
    /// A node's weight is below zero or not finite, or the weights under it add up to zero.
    #[error("node {node}: the weight, or the sum of the weights under it, is {weight}")]
    NodeWeight {
        /// The node.
        node: String,
        /// The weight or the sum.
        weight: f64,
    },
    /// A value that the mean of a node is not defined for: zero or below under a geometric or harmonic mean.
    #[error("node {node}, subject {subject}: {child} is {value}, which has no {mean} mean")]
    Mean {
        /// The node.
        node: String,
        /// What stands under it.
        child: String,
        /// Position of the subject, from 0.
        subject: usize,
        /// Its value.
        value: f64,
        /// The mean, in a word.
        mean: &'static str,
    },
    /// Figures that give no weights, or no ranking, by this method.
    #[error("{method}{at}: {why}", at = place(*column, *subject))]
    Method {
        /// The method.
        method: &'static str,
        /// Position of the column or expert, from 0, where one is to blame.
        column: Option<usize>,
        /// Position of the subject or item, from 0, where one is to blame.
        subject: Option<usize>,
        /// What is wrong.
        why: &'static str,
    },
    /// More subjects than this ranking can be worked out for.
    #[error("{method}: {found} subjects, and at most {most} can be ranked")]
    TooManySubjects {
        /// The method.
        method: &'static str,
        /// The most there may be.
        most: usize,
        /// How many there are.
        found: usize,
    },
    /// A comparison in pairs that cannot be.
    #[error("comparison of {row} with {column}: {value} must be {expected}")]
    Comparison {
        /// Position of what is compared, from 0.
        row: usize,
        /// Position of what it is compared with, from 0.
        column: usize,
        /// The comparison.
        value: f64,
        /// What it must be, in words.
        expected: &'static str,
    },
    /// A parameter of a rule is out of its range.
    #[error("{id}: {parameter} = {value} must be {expected}")]
    Parameter {
        /// The item, list or grade.
        id: String,
        /// Which parameter.
        parameter: &'static str,
        /// Its value.
        value: f64,
        /// What it must be, in words.
        expected: &'static str,
    },
    /// More decimals than a score can be rounded to.
    #[error("{decimals} decimals asked for; at most {most} are kept", most = crate::round::MOST_DECIMALS)]
    Decimals {
        /// What was asked for.
        decimals: u8,
    },
    /// The number of columns is not the number of items or lines.
    #[error("{id}: {expected} columns expected, {found} found")]
    Columns {
        /// `items`, or the list's id.
        id: String,
        /// Items or lines in the scheme.
        expected: usize,
        /// Columns in the data.
        found: usize,
    },
    /// A column, or the list of groups, has not one entry per subject.
    #[error("{what} {position}: {found} entries for {subjects} subjects")]
    Length {
        /// `column` or `groups`.
        what: &'static str,
        /// Position of the column, from 0.
        position: usize,
        /// Its entries.
        found: usize,
        /// Subjects expected.
        subjects: usize,
    },
    /// An infinite figure.
    #[error("column {column}, subject {subject}: the figure is infinite")]
    Infinite {
        /// Position of the column, from 0.
        column: usize,
        /// Position of the subject, from 0.
        subject: usize,
    },
    /// A figure is missing where the method needs every one.
    #[error("column {column}, subject {subject}: the figure is missing, and the method needs every one")]
    MissingFigure {
        /// Position of the column, from 0.
        column: usize,
        /// Position of the subject, from 0.
        subject: usize,
    },
    /// In a draw of weights, one is below zero or not finite, or those under a node add up to zero.
    #[error("draw {draw}, node {node}: the weight, or the sum of the weights under it, is {weight}")]
    Draw {
        /// Position of the draw, from 0.
        draw: usize,
        /// The node.
        node: String,
        /// The weight or the sum.
        weight: f64,
    },
    /// A subject of panel data has two rows for one period.
    #[error("rows {first} and {second}: the same subject twice in period {period}")]
    PeriodTwice {
        /// Position of the first row, from 0.
        first: usize,
        /// Position of the second.
        second: usize,
        /// The period.
        period: i32,
    },
    /// Who watched a long computation asked it to end.
    #[error("cancelled")]
    Cancelled,
    /// A computation left the range of numbers.
    #[error("{id}: the figures are too large to be scored{at}", at = position(*subject))]
    Overflow {
        /// The item, list, or `sum`.
        id: String,
        /// Position of the subject, where one is to blame.
        subject: Option<usize>,
    },
    /// Grades whose limits do not descend, or shares that do not end at the whole.
    #[error("grade {grade}: {why}")]
    Grades {
        /// The grade.
        grade: String,
        /// What is wrong.
        why: &'static str,
    },
    /// A rule for a member names a subject or a grade that is not there.
    #[error("member rule {rule}: no such {what} ({position})")]
    Member {
        /// The rule.
        rule: String,
        /// `subject` or `grade`.
        what: &'static str,
        /// The position it names.
        position: usize,
    },
    /// A list names an adjustment that is not there, or that stands in a list already.
    #[error("list {list}: adjustment {position} {why}")]
    List {
        /// The list.
        list: String,
        /// The position it names.
        position: usize,
        /// What is wrong.
        why: &'static str,
    },
    /// A veto names a subject or a grade that is not there.
    #[error("veto {veto}: no such {what} ({position})")]
    Veto {
        /// The veto.
        veto: String,
        /// `subject` or `grade`.
        what: &'static str,
        /// The position it names.
        position: usize,
    },
}

impl ScoringError {
    /// The same error of rows that stand at `rows` of a larger table: the subject is named by its row there.
    pub(crate) fn of_rows(mut self, rows: &[usize]) -> Self {
        let at = match &mut self {
            Self::Mean { subject, .. } | Self::Infinite { subject, .. } | Self::MissingFigure { subject, .. } => {
                Some(subject)
            }
            Self::Overflow { subject, .. } | Self::Method { subject, .. } => subject.as_mut(),
            _ => None,
        };
        if let Some(at) = at {
            *at = rows.get(*at).copied().unwrap_or(*at);
        }
        self
    }
}

fn position(subject: Option<usize>) -> String {
    subject.map_or_else(String::new, |subject| format!(" (subject {subject})"))
}

fn place(column: Option<usize>, subject: Option<usize>) -> String {
    let column = column.map_or_else(String::new, |column| format!(", column {column}"));
    column + &subject.map_or_else(String::new, |subject| format!(", subject {subject}"))
}
