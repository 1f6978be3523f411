//! Markup that a component has rendered and that templates take over as it is.

use std::fmt;

use askama::Template;
use askama::filters::HtmlSafe;

/// Rendered markup. Only components make it, always through a template that escapes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// What `template` renders. A template of ours does not fail on a string; were it to, nothing is shown.
    pub fn render(template: &impl Template) -> Self {
        Self(template.render().unwrap_or_default())
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Html {}

#[derive(Template)]
#[template(
    source = r##"<svg class="yh-i" aria-hidden="true"><use href="{{ sprite }}#{{ name }}"></use></svg>"##,
    ext = "html"
)]
struct Icon<'a> {
    sprite: String,
    name: &'a str,
}

/// An icon of the sprite. It says nothing alone: a word stands beside it or in a label.
#[must_use]
pub fn icon(name: &str) -> Html {
    Html::render(&Icon { sprite: crate::shell::asset::address("vendor/icons.svg"), name })
}

#[derive(Template)]
#[template(
    source = r#"<span title="{{ note }}">{{ text }}<sup aria-hidden="true">*</sup></span><span class="visually-hidden">{{ note }}</span>"#,
    ext = "html"
)]
struct Noted<'a> {
    text: &'a str,
    note: &'a str,
}

impl Html {
    /// A figure with a remark on hover, marked by a star.
    #[must_use]
    pub fn noted(text: &str, note: &str) -> Self {
        Self::render(&Noted { text, note })
    }
}

#[derive(Template)]
#[template(
    source = r#"<span class="yh-tag yh-made" title="{{ note }}">{{ mark }}</span> {{ text }}<span class="visually-hidden">{{ note }}</span>"#,
    ext = "html"
)]
struct Marked<'a> {
    text: &'a str,
    mark: &'a str,
    note: &'a str,
}

impl Html {
    /// A figure that is not as reported: a word says what was done to it, a remark on hover how.
    #[must_use]
    pub fn marked(text: &str, mark: &str, note: &str) -> Self {
        Self::render(&Marked { text, mark, note })
    }
}

#[derive(Template)]
#[template(source = "<del>{{ text }}</del>", ext = "html")]
struct Struck<'a> {
    text: &'a str,
}

impl Html {
    /// What was and is no more.
    #[must_use]
    pub fn struck(text: &str) -> Self {
        Self::render(&Struck { text })
    }
}
