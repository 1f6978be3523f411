//! What stands above a record on which days: the one rule by which circles are looked for.

use domain::register::Role;

use super::span::Span;

/// Of what a record belongs to in `role`, what stands above it, and when. What came in its place does so only on days on
/// which the record does not exist: two counties may well have given each other a township.
pub(crate) fn above<T: Copy>(role: Role, links: Vec<(T, Span)>, exists: &[Span]) -> Vec<(T, Span)> {
    if role != Role::Successor {
        return links;
    }
    exists.iter().fold(links, |links, own| {
        let rest = |(of, span): (T, Span)| span.without(*own).into_iter().flatten().map(move |rest| (of, rest));
        links.into_iter().flat_map(rest).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: i64, to: i64) -> Span {
        Span::of_numbers(from, to).unwrap()
    }

    #[test]
    fn what_took_a_part_over_stands_above_only_once_the_record_is_gone() {
        let links = vec![("甲", span(2, 9)), ("乙", span(6, 9))];
        assert_eq!(above(Role::Parent, links.clone(), &[span(0, 5)]), links);
        assert_eq!(
            above(Role::Successor, links, &[span(0, 5), span(7, 8)]),
            [("甲", span(5, 7)), ("甲", span(8, 9)), ("乙", span(6, 7)), ("乙", span(8, 9)),]
        );
    }
}
