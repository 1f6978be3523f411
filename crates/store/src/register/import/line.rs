//! A time line in memory: what is kept of it, what a row says of it, and what is to be written in the end.

use crate::register::span::{STILL, Span};
use crate::register::timeline::{Held, Rewrite};

/// A time line. Rows that are not kept yet have the number 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line<V> {
    kept: Vec<Held<V>>,
    now: Vec<Held<V>>,
}

impl<V> Default for Line<V> {
    fn default() -> Self {
        Self { kept: Vec::new(), now: Vec::new() }
    }
}

impl<V: Clone + PartialEq + Ord> Line<V> {
    /// Adds a row that is kept.
    pub fn keep(&mut self, row: Held<V>) {
        self.kept.push(row.clone());
        self.now.push(row);
    }

    /// The rows, as they are after what was said.
    pub fn rows(&self) -> &[Held<V>] {
        &self.now
    }

    /// The rows that are kept.
    pub fn kept(&self) -> &[Held<V>] {
        &self.kept
    }

    /// Says that within `span` it has `values` and no others; whether that is news.
    pub fn say(&mut self, span: Span, values: &[V]) -> bool {
        if self.says(span, values) {
            return false;
        }
        let Rewrite { begun, .. } = Rewrite::of(&self.now, span, values);
        self.now.retain(|row| row.span.meet(span).is_none());
        self.now.extend(begun.into_iter().map(|(span, value)| Held { id: 0, span, value }));
        true
    }

    /// A day on which the kept line changes within `span`, its first day not counted: what is said there then corrects
    /// the past.
    pub fn changes_within(&self, span: Span) -> Option<i64> {
        let (from, to) = span.numbers();
        let days = self.kept.iter().flat_map(|row| [row.span.numbers().0, row.span.numbers().1]);
        days.filter(|day| *day > from && *day < to && *day != STILL).min()
    }

    /// Whether on every day of `span` it says just `values`.
    fn says(&self, span: Span, values: &[V]) -> bool {
        let (from, to) = span.numbers();
        let within: Vec<&Held<V>> = self.now.iter().filter(|row| row.span.meet(span).is_some()).collect();
        let mut days: Vec<i64> = within.iter().flat_map(|row| [row.span.numbers().0, row.span.numbers().1]).collect();
        days.extend([from, to]);
        days.retain(|day| (from..=to).contains(day));
        days.sort_unstable();
        days.dedup();
        let mut wanted: Vec<&V> = values.iter().collect();
        wanted.sort_unstable();
        days.windows(2).all(|pair| {
            let said = pair.first().zip(pair.get(1)).and_then(|(a, b)| Span::of_numbers(*a, *b));
            let mut said: Vec<&V> = within
                .iter()
                .filter(|row| said.is_some_and(|part| row.span.meet(part).is_some()))
                .map(|row| &row.value)
                .collect();
            said.sort_unstable();
            said == wanted
        })
    }

    /// What is to be written: kept rows that no longer count, and new ones, those that follow each other made one.
    pub fn rewrite(&self) -> Rewrite<V> {
        let mut begun: Vec<(Span, V)> =
            self.now.iter().filter(|row| row.id == 0).map(|row| (row.span, row.value.clone())).collect();
        begun.sort_unstable_by(|a, b| (&a.1, a.0).cmp(&(&b.1, b.0)));
        let mut joined: Vec<(Span, V)> = Vec::with_capacity(begun.len());
        for (span, value) in begun {
            let ((from, to), last) = (span.numbers(), joined.last_mut());
            match last {
                Some((own, same)) if *same == value && own.numbers().1 == from => {
                    *own = Span::of_numbers(own.numbers().0, to).unwrap_or(span);
                }
                _ => joined.push((span, value)),
            }
        }
        let still = |id: i64| self.now.iter().any(|row| row.id == id);
        let mut ended: Vec<&Held<V>> = self.kept.iter().filter(|row| !still(row.id)).collect();
        // What would be ended and begun again just so stays.
        ended.retain(|row| match joined.iter().position(|(span, value)| *span == row.span && *value == row.value) {
            Some(at) => {
                joined.remove(at);
                false
            }
            None => true,
        });
        Rewrite { ended: ended.into_iter().map(|row| row.id).collect(), begun: joined }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: i64, to: i64) -> Span {
        Span::of_numbers(from, to).unwrap()
    }

    fn line(rows: &[(i64, i64, char)]) -> Line<char> {
        let mut line = Line::default();
        for (id, (from, to, value)) in (1..).zip(rows) {
            line.keep(Held { id, span: span(*from, *to), value: *value });
        }
        line
    }

    #[test]
    fn what_is_said_already_is_no_news_however_it_is_kept() {
        let mut line = line(&[(0, 10, 'a'), (10, 20, 'a'), (20, STILL, 'b')]);
        assert!(!line.say(span(5, 20), &['a']));
        assert!(!line.say(span(30, STILL), &['b']));
        assert!(line.rewrite().is_nothing());
    }

    #[test]
    fn states_that_follow_each_other_are_written_as_one() {
        let mut line = Line::default();
        assert!(line.say(span(0, 10), &['a']) && line.say(span(10, STILL), &['a']));
        assert_eq!(line.rewrite(), Rewrite { ended: vec![], begun: vec![(span(0, STILL), 'a')] });
    }

    #[test]
    fn a_change_ends_what_was_and_says_where_the_past_would_be_corrected() {
        let mut line = line(&[(0, 10, 'a'), (10, STILL, 'b')]);
        assert_eq!(line.changes_within(span(5, STILL)), Some(10));
        assert_eq!(line.changes_within(span(10, STILL)), None);
        assert!(line.say(span(15, STILL), &['c']));
        assert_eq!(
            line.rewrite(),
            Rewrite { ended: vec![2], begun: vec![(span(10, 15), 'b'), (span(15, STILL), 'c')] }
        );
    }

    #[test]
    fn what_is_taken_back_within_one_file_leaves_no_trace() {
        let mut line = line(&[(0, STILL, 'a')]);
        assert!(line.say(span(5, 10), &['b']) && line.say(span(5, 10), &['a']));
        assert!(line.rewrite().is_nothing());
    }
}
