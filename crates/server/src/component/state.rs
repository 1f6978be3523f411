//! How something stands: a sign and a word, never colour alone.

use askama::Template;

use crate::component::html::{Html, icon};

/// What the sign says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Light {
    /// Done.
    Done,
    /// Under way, as it should be.
    Open,
    /// Behind.
    Warn,
    /// Late or failed.
    Late,
    /// Nothing to say.
    None,
}

#[derive(Template)]
#[template(source = r#"<span class="yh-state {{ class }}">{{ sign }}{{ word }}</span>"#, ext = "html")]
struct StateView<'a> {
    class: &'static str,
    sign: Html,
    word: &'a str,
}

/// The sign with its word.
#[must_use]
pub fn show(light: Light, word: &str) -> Html {
    let (class, name) = match light {
        Light::Done => ("is-done", "check-circle"),
        Light::Open => ("is-open", "clock-history"),
        Light::Warn => ("is-warn", "exclamation-triangle"),
        Light::Late => ("is-late", "x-octagon"),
        Light::None => ("is-none", "slash-circle"),
    };
    Html::render(&StateView { class, sign: icon(name), word })
}
