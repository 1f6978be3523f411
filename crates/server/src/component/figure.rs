//! A figure that stands alone: value, unit of measure, what it counts, and where it leads.

use askama::Template;

use crate::component::html::Html;

/// A figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What it is.
    pub label: String,
    /// The value as shown.
    pub value: String,
    /// Its unit of measure.
    pub unit: String,
    /// Period, comparison or source, in fine print.
    pub note: String,
    /// Its explanation.
    pub href: Option<String>,
}

#[derive(Template)]
#[template(
    source = r#"<dl class="yh-figs">{% for one in figures %}<div class="yh-fig"><dt>{{ one.label }}</dt><dd>
{%- if let Some(href) = one.href %}<a href="{{ href }}">{{ one.value }}</a>{% else %}{{ one.value }}{% endif -%}
{%- if !one.unit.is_empty() %}<small>{{ one.unit }}</small>{% endif -%}
{%- if !one.note.is_empty() %}<div class="note">{{ one.note }}</div>{% endif -%}
</dd></div>{% endfor %}</dl>"#,
    ext = "html"
)]
struct Figures<'a> {
    figures: &'a [Figure],
}

/// A row of figures.
#[must_use]
pub fn show(figures: &[Figure]) -> Html {
    Html::render(&Figures { figures })
}
