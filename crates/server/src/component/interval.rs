//! Between which places one stands: from the 5 % to the 95 % quantile, with the median and the place that counts.

use askama::Template;

use crate::component::html::Html;
use crate::component::number;
use crate::component::standing::percent;

/// An interval of places.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The 5 % quantile.
    pub low: f64,
    /// The median.
    pub median: f64,
    /// The 95 % quantile.
    pub high: f64,
    /// The place that counts; none where it is not ranked.
    pub rank: Option<usize>,
}

#[derive(Template)]
#[template(
    source = r#"<svg class="yh-iv" width="100%" height="16" aria-hidden="true"><rect class="span" y="7" width="100%" height="2"/><rect class="box" x="{{ low }}%" y="3" width="{{ width }}%" height="10"/><rect class="mid" x="{{ median }}%" y="2" width="2" height="12"/>
{%- if let Some(rank) = rank %}<circle class="own" cx="{{ rank }}%" cy="8" r="4"/>{% endif %}</svg>"#,
    ext = "html"
)]
struct Drawn {
    low: f64,
    width: f64,
    median: f64,
    rank: Option<f64>,
}

impl Interval {
    /// The places it reaches, in words: `2–5`, or `3` where it is one. A quantile between two places reaches the outer.
    #[must_use]
    pub fn text(&self) -> String {
        let (low, high) = (number::computed(self.low.floor(), 0), number::computed(self.high.ceil(), 0));
        if low == high { low } else { format!("{low}–{high}") }
    }

    /// The scale that holds all of `intervals`: the first and the last place that one reaches.
    #[must_use]
    pub fn scale(intervals: impl Iterator<Item = Self>) -> (f64, f64) {
        intervals
            .fold((f64::INFINITY, 1.0), |(from, to), one| (from.min(one.low.floor()), f64::max(to, one.high.ceil())))
    }

    /// The interval on a scale of places.
    #[must_use]
    pub fn show(&self, (from, to): (f64, f64)) -> Html {
        let room = to - from + 1.0;
        // Half a place to either side, so that one place alone is still seen.
        let place = |rank: f64| percent(rank - from + 0.5, room);
        #[expect(clippy::cast_precision_loss, reason = "ranks stay far below 2^53")]
        let rank = self.rank.map(|rank| place(rank as f64));
        let (low, high) = (percent(self.low - from, room), percent(self.high - from + 1.0, room));
        // However many there are, an interval is seen.
        let width = (high - low).max(0.5);
        Html::render(&Drawn { low, width, median: place(self.median), rank })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_covers_the_places_from_its_first_to_its_last() {
        let one = Interval { low: 2.0, median: 3.0, high: 5.0, rank: Some(2) };
        assert_eq!(one.text(), "2–5");
        let drawn = one.show((1.0, 10.0)).to_string();
        assert!(drawn.contains(r#"class="box" x="10%" y="3" width="40%""#), "{drawn}");
        assert!(drawn.contains(r#"cx="15%""#), "{drawn}");
        assert_eq!(Interval { low: 3.0, median: 3.0, high: 3.0, rank: None }.text(), "3");
        let between = Interval { low: 2.5, median: 3.0, high: 5.2, rank: None };
        assert_eq!(between.text(), "2–6");
        assert_eq!(Interval::scale([one, between].into_iter()), (2.0, 6.0));
    }
}
