//! A row of links of which one is where the reader is: views of one thing, or its parts.

use askama::Template;

use crate::component::html::Html;

/// One link of the row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// Where it leads.
    pub href: String,
    /// Its words.
    pub text: String,
    /// Whether the reader is there.
    pub current: bool,
}

#[derive(Template)]
#[template(
    source = r#"<nav aria-label="{{ label }}"><ul class="yh-tabs">
{%- for tab in tabs %}<li><a href="{{ tab.href }}"{% if tab.current %} aria-current="true"{% endif %}>{{ tab.text }}</a></li>{% endfor -%}
</ul></nav>"#,
    ext = "html"
)]
struct Tabs<'a> {
    label: &'a str,
    tabs: &'a [Tab],
}

#[derive(Template)]
#[template(
    source = r#"<nav class="yh-chips" aria-label="{{ label }}">
{%- for tab in tabs %}<a class="yh-tag{% if tab.current %} g2{% endif %}" href="{{ tab.href }}"{% if tab.current %} aria-current="true"{% endif %}>{{ tab.text }}</a>{% endfor -%}
</nav>"#,
    ext = "html"
)]
struct Chips<'a> {
    label: &'a str,
    tabs: &'a [Tab],
}

/// The row below a title: views of the same thing. Nothing where there is no other.
#[must_use]
pub fn show(label: &str, tabs: &[Tab]) -> Html {
    if tabs.len() < 2 { Html::default() } else { Html::render(&Tabs { label, tabs }) }
}

/// A smaller row within a page. Nothing where there is no other.
#[must_use]
pub fn chips(label: &str, tabs: &[Tab]) -> Html {
    if tabs.len() < 2 { Html::default() } else { Html::render(&Chips { label, tabs }) }
}
