//! Which marker stands above which in one document: mostly 第一条 over 一、, but some number their articles through 一、 and 二、.

use super::marker::MarkerKind;

/// A numbered marker as the order sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    /// What it looks like.
    pub kind: MarkerKind,
    /// Its number is one.
    pub first: bool,
}

/// The kinds of markers from the top down, as one document nests them.
#[derive(Clone, Debug, Default)]
pub(super) struct Order(Vec<MarkerKind>);

impl Order {
    /// The order in which `marks` nest. It is the usual one unless a usually lower kind holds a usually higher one.
    pub(super) fn of(marks: &[Seen]) -> Self {
        let mut kinds: Vec<MarkerKind> = Vec::new();
        for mark in marks {
            if !kinds.contains(&mark.kind) {
                kinds.push(mark.kind);
            }
        }
        let first = kinds.clone();
        kinds.sort_unstable();
        let place = |kind: MarkerKind| first.iter().position(|seen| *seen == kind);
        let mut order: Vec<MarkerKind> = Vec::with_capacity(kinds.len());
        for (at, upper) in kinds.iter().copied().enumerate() {
            let mut above: Vec<MarkerKind> = Vec::new();
            for lower in kinds.iter().skip(at + 1).copied() {
                if place(lower) < place(upper) && holds(marks, lower, upper, &above) {
                    above.push(lower);
                }
            }
            order.extend(above);
            order.push(upper);
        }
        // A kind that was drawn up stands where it was drawn to.
        let mut out = Self::default();
        for kind in order {
            if !out.0.contains(&kind) {
                out.0.push(kind);
            }
        }
        out
    }

    /// How far down a kind stands; headings without number below all others.
    pub(super) fn rank(&self, kind: MarkerKind) -> usize {
        self.0.iter().position(|known| *known == kind).unwrap_or(self.0.len())
    }
}

/// Whether clauses of the kind `outer` hold those of the kind `inner`, `above` being kinds that stand over both.
///
/// Numbers tell: those of the outer kind go on across the inner ones, and the inner ones begin anew only below another outer one.
/// Where both go on, only articles (and 章, 节) are known to be numbered through the headings over them.
fn holds(marks: &[Seen], outer: MarkerKind, inner: MarkerKind, above: &[MarkerKind]) -> bool {
    let (mut opened, mut begun, mut between, mut over) = (false, false, false, false);
    let (mut anew, mut after) = (false, false);
    for mark in marks {
        if above.contains(&mark.kind) {
            (between, over) = (true, true);
        } else if mark.kind == outer {
            // The first is number one, and no other is unless a clause above both began.
            if !mark.first && !opened || mark.first && opened && !over {
                return false;
            }
            (opened, between, over) = (true, true, false);
            after |= begun;
        } else if mark.kind == inner {
            let again = mark.first && begun;
            if !begun && !mark.first || again && !between {
                return false;
            }
            anew |= again;
            (begun, between) = (true, false);
        }
    }
    after && (anew || inner <= MarkerKind::Article)
}

#[cfg(test)]
mod tests {
    use super::*;
    use MarkerKind::{Arabic, Article, Chapter, Chinese, ChineseBracketed};

    /// The order of `kinds`; those with `true` are numbered one.
    fn order(kinds: &[(MarkerKind, bool)]) -> Vec<MarkerKind> {
        Order::of(&kinds.iter().map(|(kind, first)| Seen { kind: *kind, first: *first }).collect::<Vec<_>>()).0
    }

    #[test]
    fn articles_numbered_through_headings_stand_below_them() {
        let through = [(Chinese, true), (Article, true), (Article, false), (Chinese, false), (Article, false)];
        assert_eq!(order(&through), [Chinese, Article]);
        let deep = [
            (Chinese, true),
            (ChineseBracketed, true),
            (Article, true),
            (ChineseBracketed, false),
            (Article, false),
            (Chinese, false),
            (ChineseBracketed, true),
            (Article, false),
        ];
        assert_eq!(order(&deep), [Chinese, ChineseBracketed, Article]);
    }

    #[test]
    fn lists_below_articles_stay_below() {
        let listed = [(Article, true), (Chinese, true), (Chinese, false), (Article, false), (Chinese, true)];
        assert_eq!(order(&listed), [Article, Chinese]);
        // Points of a notice before the articles, and lists in them, do not hold the articles.
        let notice = [(Chinese, true), (Chinese, false), (Article, true), (Chinese, true), (Article, false)];
        assert_eq!(order(&notice), [Article, Chinese]);
        let chapters = [(Chapter, true), (Article, true), (Chapter, false), (Article, false)];
        assert_eq!(order(&chapters), [Chapter, Article]);
    }

    #[test]
    fn numbers_that_begin_anew_stand_below() {
        let turned = [(Arabic, true), (Chinese, true), (Chinese, false), (Arabic, false), (Chinese, true)];
        assert_eq!(order(&turned), [Arabic, Chinese]);
        // Both go on: a heading was lost at the start, and the usual order holds.
        let lost = [(ChineseBracketed, true), (Chinese, true), (ChineseBracketed, false), (Chinese, false)];
        assert_eq!(order(&lost), [Chinese, ChineseBracketed]);
    }
}
