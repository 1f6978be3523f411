//! What is said where there is nothing yet: what would stand here and what to do.

use askama::Template;

use crate::component::html::Html;

/// An empty state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Empty {
    /// That there is nothing.
    pub title: String,
    /// Why, and what to do.
    pub text: String,
    /// A command that does it.
    pub command: Option<String>,
    /// Where to go on: address and words.
    pub way: Option<(String, String)>,
}

impl Empty {
    /// Says that there is nothing and what to do.
    pub fn new(title: impl Into<String>, text: impl Into<String>) -> Self {
        Self { title: title.into(), text: text.into(), command: None, way: None }
    }

    /// With the command that fills it.
    #[must_use]
    pub fn command(mut self, command: impl Into<String>) -> Self {
        self.command = Some(command.into());
        self
    }

    /// With a way on.
    #[must_use]
    pub fn way(mut self, href: impl Into<String>, text: impl Into<String>) -> Self {
        self.way = Some((href.into(), text.into()));
        self
    }

    /// The state as markup.
    #[must_use]
    pub fn show(&self) -> Html {
        Html::render(&EmptyView { empty: self })
    }
}

#[derive(Template)]
#[template(
    source = r#"<div class="yh-empty"><b>{{ empty.title }}</b><p>{{ empty.text }}</p>
{%- if let Some(command) = empty.command %}<pre>{{ command }}</pre>{% endif %}
{%- if let Some((href, text)) = empty.way %}<a class="yh-btn" href="{{ href }}">{{ text }}</a>{% endif %}</div>"#,
    ext = "html"
)]
struct EmptyView<'a> {
    empty: &'a Empty,
}
