//! How far it is from the figure one has to the figure one needs, within what the others of the group have.

use askama::Template;

use crate::component::html::Html;
use crate::component::standing::percent;

/// What is drawn, all in one unit of measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reach {
    /// The lowest of the group.
    pub low: f64,
    /// The median of the group.
    pub median: f64,
    /// The highest of the group.
    pub high: f64,
    /// The present figure.
    pub now: f64,
    /// The figure to be reached; it may lie beyond all others.
    pub to: f64,
}

#[derive(Template)]
#[template(
    source = r#"<svg class="yh-reach" width="100%" height="20" aria-hidden="true"><rect class="span" x="{{ low }}%" y="9" width="{{ range }}%" height="2"/><rect class="mid" x="{{ median }}%" y="4" width="2" height="12"/><rect class="move" x="{{ from }}%" y="8.500" width="{{ step }}%" height="3"/><circle class="own" cx="{{ now }}%" cy="10" r="4"/><circle class="to" cx="{{ to }}%" cy="10" r="6"/></svg>"#,
    ext = "html"
)]
struct Row {
    low: f64,
    range: f64,
    median: f64,
    from: f64,
    step: f64,
    now: f64,
    to: f64,
}

impl Reach {
    /// The drawing, on a scale of its own; its figures stand beside it.
    #[must_use]
    pub fn show(&self) -> Html {
        let (from, to) = (self.low.min(self.to).min(self.now), self.high.max(self.to).max(self.now));
        let place = |value: f64| percent(value - from, to - from);
        Html::render(&Row {
            low: place(self.low),
            range: percent(self.high - self.low, to - from),
            median: place(self.median),
            from: place(self.now.min(self.to)),
            step: percent((self.to - self.now).abs(), to - from),
            now: place(self.now),
            to: place(self.to),
        })
    }
}

#[derive(Template)]
#[template(
    source = r#"<p class="yh-key" aria-hidden="true"><span><svg><circle class="own" cx="7" cy="5" r="4"/></svg>{{ now }}</span><span><svg><circle class="to" cx="7" cy="5" r="5"/></svg>{{ to }}</span><span><svg><rect class="span" y="4" width="14" height="2"/></svg>{{ range }}</span><span><svg><rect class="mid" x="6" width="2" height="10"/></svg>{{ median }}</span></p>"#,
    ext = "html"
)]
struct Key<'a> {
    now: &'a str,
    to: &'a str,
    range: &'a str,
    median: &'a str,
}

/// What the marks mean.
#[must_use]
pub fn key(now: &str, to: &str, range: &str, median: &str) -> Html {
    Html::render(&Key { now, to, range, median })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_beyond_all_others_widens_the_scale() {
        let drawn = Reach { low: 10.0, median: 20.0, high: 30.0, now: 25.0, to: 50.0 }.show().to_string();
        assert!(drawn.contains(r#"class="span" x="0%" y="9" width="50%""#), "{drawn}");
        assert!(drawn.contains(r#"class="move" x="37.5%""#) && drawn.contains(r#"class="to" cx="100%""#), "{drawn}");
    }

    #[test]
    fn where_less_is_better_the_move_goes_left() {
        let drawn = Reach { low: 0.0, median: 5.0, high: 10.0, now: 8.0, to: 4.0 }.show().to_string();
        assert!(drawn.contains(r#"class="move" x="40%" y="8.500" width="40%""#), "{drawn}");
        assert!(drawn.contains(r#"class="own" cx="80%""#), "{drawn}");
    }
}
