//! Where one stands among its group: the group's range, its middle half, its median, the best, and one's own dot.

use askama::Template;

use crate::component::html::Html;
use crate::component::rank_bar::thousandths;

/// What is drawn, all on one scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// The lowest of the group.
    pub low: f64,
    /// The lower quartile.
    pub lower: f64,
    /// The median.
    pub median: f64,
    /// The upper quartile.
    pub upper: f64,
    /// The highest of the group.
    pub best: f64,
    /// One's own; none where one has none.
    pub own: Option<f64>,
    /// Whether one's own was filled.
    pub filled: bool,
}

#[derive(Template)]
#[template(
    source = r#"<svg class="yh-stand" width="100%" height="20" aria-hidden="true"><rect class="span" x="{{ low }}%" y="9" width="{{ range }}%" height="2"/><rect class="box" x="{{ lower }}%" y="4" width="{{ half }}%" height="12"/><rect class="mid" x="{{ median }}%" y="3" width="2" height="14"/><circle class="best" cx="{{ best }}%" cy="10" r="4"/>
{%- if let Some(own) = own %}<circle class="{% if filled %}own is-filled{% else %}own{% endif %}" cx="{{ own }}%" cy="10" r="5"/>{% endif %}</svg>"#,
    ext = "html"
)]
struct Row {
    low: f64,
    range: f64,
    lower: f64,
    half: f64,
    median: f64,
    best: f64,
    own: Option<f64>,
    filled: bool,
}

impl Standing {
    /// The row as markup, on a scale from `from` to `to`; its figures stand beside it.
    #[must_use]
    pub fn show(&self, from: f64, to: f64) -> Html {
        let place = |value: f64| percent(value - from, to - from);
        Html::render(&Row {
            low: place(self.low),
            range: percent(self.best - self.low, to - from),
            lower: place(self.lower),
            half: percent(self.upper - self.lower, to - from),
            median: place(self.median),
            best: place(self.best),
            own: self.own.map(place),
            filled: self.filled,
        })
    }
}

/// `value / most` in hundredths with one decimal, within 0 and 100.
#[must_use]
pub fn percent(value: f64, most: f64) -> f64 {
    f64::from(thousandths(value, most)) / 10.0
}

#[derive(Template)]
#[template(
    source = r#"<p class="yh-key" aria-hidden="true"><span><svg><circle class="own" cx="7" cy="5" r="5"/></svg>{{ own }}</span><span><svg><rect class="box" width="14" height="10"/></svg>{{ half }}</span><span><svg><rect class="mid" x="6" width="2" height="10"/></svg>{{ median }}</span><span><svg><circle class="best" cx="7" cy="5" r="4"/></svg>{{ best }}</span></p>"#,
    ext = "html"
)]
struct Key<'a> {
    own: &'a str,
    half: &'a str,
    median: &'a str,
    best: &'a str,
}

/// What the marks mean.
#[must_use]
pub fn key(own: &str, half: &str, median: &str, best: &str) -> Html {
    Html::render(&Key { own, half, median, best })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_at_their_share_of_the_scale() {
        let standing =
            Standing { low: 0.0, lower: 30.0, median: 60.0, upper: 90.0, best: 120.0, own: Some(60.0), filled: false };
        let drawn = standing.show(0.0, 120.0).to_string();
        assert!(drawn.contains(r#"class="box" x="25%" y="4" width="50%""#), "{drawn}");
        assert!(drawn.contains(r#"class="own" cx="50%""#), "{drawn}");
    }
}
