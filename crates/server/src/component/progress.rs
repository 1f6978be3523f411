//! How far something has come: a bar where that is known, and in words.

use askama::Template;

use crate::component::html::Html;

#[derive(Template)]
#[template(
    source = r#"{% if *total > 0 %}<progress class="yh-progress" max="{{ total }}" value="{{ done }}" aria-label="{{ label }}"></progress> {% endif %}<span>{{ words }}</span>"#,
    ext = "html"
)]
struct Bar<'a> {
    done: &'a u64,
    total: &'a u64,
    label: &'a str,
    words: &'a str,
}

/// A bar of `done` out of `total`, left out where the total is 0, that is not known; and `words` beside it.
#[must_use]
pub fn show(done: u64, total: u64, label: &str, words: &str) -> Html {
    Html::render(&Bar { done: &done.min(total), total: &total, label, words })
}
