//! A target: a bar with the actual value, the schedule's mark, and the goal.

use askama::Template;

use crate::component::html::Html;
use crate::component::rank_bar::thousandths;
use crate::shell::locale::Words;

/// What the bar shows, all in one unit of measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TargetBar {
    /// The actual value.
    pub actual: Option<f64>,
    /// Where the schedule would have it by now.
    pub schedule: Option<f64>,
    /// The goal.
    pub goal: f64,
    /// Whether the goal is met.
    pub met: Option<bool>,
}

#[derive(Template)]
#[template(
    source = r#"<svg class="yh-svg" viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true"><rect class="bg" y="4" width="1000" height="8"/>
{%- if let Some(actual) = actual %}<rect class="{{ class }}" y="4" width="{{ actual }}" height="8"/>{% endif -%}
{%- if let Some(schedule) = schedule %}<rect class="mark" x="{{ schedule }}" y="1" width="5" height="14"/>{% endif -%}
<rect class="mark" x="{{ goal }}" y="1" width="10" height="14"/></svg>"#,
    ext = "html"
)]
struct Bar {
    actual: Option<u16>,
    schedule: Option<u16>,
    goal: u16,
    class: &'static str,
}

#[derive(Template)]
#[template(
    source = r#"<p class="yh-key yh-wide" aria-hidden="true"><span><svg class="yh-svg"><rect class="v" y="2" width="14" height="6"/></svg>{{ actual }}</span><span><svg class="yh-svg"><rect class="mark" x="6" width="1" height="10"/></svg>{{ schedule }}</span><span><svg class="yh-svg"><rect class="mark" x="5" width="3" height="10"/></svg>{{ goal }}</span></p>"#,
    ext = "html"
)]
struct Key {
    actual: String,
    schedule: String,
    goal: String,
}

/// What the marks mean; on a phone there are no bars.
#[must_use]
pub fn key(words: Words) -> Html {
    Html::render(&Key {
        actual: words.t("target-actual"),
        schedule: words.t("target-key-schedule"),
        goal: words.t("target-goal"),
    })
}

impl TargetBar {
    /// The bar as markup; its figures stand beside it.
    #[must_use]
    pub fn show(&self) -> Html {
        // A fifth of room beyond the larger of goal and actual, so that neither lies on the edge.
        let most = self.goal.max(self.actual.unwrap_or(0.0)).max(self.schedule.unwrap_or(0.0)) * 1.2;
        let place = |value: f64| thousandths(value, most).min(990);
        let class = match self.met {
            Some(true) => "ok",
            Some(false) => "late",
            None => "v",
        };
        Html::render(&Bar {
            actual: self.actual.map(place),
            schedule: self.schedule.map(place),
            goal: place(self.goal),
            class,
        })
    }
}
