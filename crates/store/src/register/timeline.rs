//! What becomes of a time line when something is said of a span of it.

use super::span::Span;

/// A row of a time line: its number and for which span it holds its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Held<V> {
    pub id: i64,
    pub span: Span,
    pub value: V,
}

/// What is to be written so that the time line says something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rewrite<V> {
    /// Rows that no longer count from now on.
    pub ended: Vec<i64>,
    /// Rows that count from now on.
    pub begun: Vec<(Span, V)>,
}

impl<V: Clone + PartialEq> Rewrite<V> {
    /// Of `rows`, which may overlap among each other, all that lies within `span` gives way to `values`; what of a row
    /// lies before or after stays true. Nothing is rewritten where the line says just that already.
    pub fn of(rows: &[Held<V>], span: Span, values: &[V]) -> Self {
        let within: Vec<&Held<V>> = rows.iter().filter(|row| row.span.meet(span).is_some()).collect();
        let mut said: Vec<&V> = within.iter().map(|row| &row.value).collect();
        let same = within.iter().all(|row| row.span.meet(span) == Some(span))
            && values.len() == said.len()
            && values.iter().all(|value| match said.iter().position(|own| *own == value) {
                Some(at) => {
                    said.swap_remove(at);
                    true
                }
                None => false,
            });
        if same {
            return Self { ended: Vec::new(), begun: Vec::new() };
        }
        let mut begun = Vec::new();
        for row in &within {
            begun.extend(row.span.without(span).into_iter().flatten().map(|rest| (rest, row.value.clone())));
        }
        begun.extend(values.iter().map(|value| (span, value.clone())));
        Self { ended: within.iter().map(|row| row.id).collect(), begun }
    }

    /// Whether nothing changes.
    pub const fn is_nothing(&self) -> bool {
        self.ended.is_empty() && self.begun.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: i64, to: i64) -> Span {
        Span::of_numbers(from, to).unwrap()
    }

    fn row(id: i64, from: i64, to: i64, value: char) -> Held<char> {
        Held { id, span: span(from, to), value }
    }

    #[test]
    fn a_new_value_from_a_day_ends_the_old_one_there() {
        let found = Rewrite::of(&[row(1, 0, 100, 'a')], span(40, 100), &['b']);
        assert_eq!(found, Rewrite { ended: vec![1], begun: vec![(span(0, 40), 'a'), (span(40, 100), 'b')] });
    }

    #[test]
    fn a_correction_in_the_middle_leaves_both_sides() {
        let found = Rewrite::of(&[row(1, 0, 100, 'a')], span(40, 60), &['b']);
        assert_eq!(found.begun, [(span(0, 40), 'a'), (span(60, 100), 'a'), (span(40, 60), 'b')]);
    }

    #[test]
    fn saying_what_is_known_changes_nothing_whatever_the_order() {
        let rows = [row(1, 0, 100, 'a'), row(2, 0, 100, 'b')];
        assert!(Rewrite::of(&rows, span(40, 100), &['b', 'a']).is_nothing());
        assert!(!Rewrite::of(&rows, span(40, 100), &['b', 'b']).is_nothing());
        assert!(Rewrite::<char>::of(&[], span(0, 1), &[]).is_nothing());
    }

    #[test]
    fn on_every_day_the_line_says_the_new_within_and_the_old_without() {
        // All pairs of spans within twelve days, over a line with a gap and two values at a time.
        let rows = [row(1, 0, 5, 'a'), row(2, 3, 8, 'b'), row(3, 10, 12, 'c')];
        let says = |rows: &[Held<char>], day| {
            let mut all: Vec<char> =
                rows.iter().filter(|row| row.span.meet(span(day, day + 1)).is_some()).map(|row| row.value).collect();
            all.sort_unstable();
            all
        };
        for from in 0..12 {
            for to in from + 1..=12 {
                for values in [&[][..], &['x'], &['x', 'y']] {
                    let Rewrite { ended, begun } = Rewrite::of(&rows, span(from, to), values);
                    let mut after: Vec<_> = rows.iter().filter(|row| !ended.contains(&row.id)).cloned().collect();
                    after.extend(begun.into_iter().map(|(span, value)| Held { id: 9, span, value }));
                    for day in 0..12 {
                        let expected = if (from..to).contains(&day) { values.to_vec() } else { says(&rows, day) };
                        assert_eq!(says(&after, day), expected, "{from}..{to} day {day}");
                    }
                }
            }
        }
    }
}
