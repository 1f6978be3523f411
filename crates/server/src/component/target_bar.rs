//! A target: a bar with the actual value, the schedule's mark, and the goal.

use askama::Template;

use crate::component::html::Html;
use crate::component::rank_bar::thousandths;

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
