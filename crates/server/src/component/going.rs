//! How far work has come that is still going on; the page looks again by itself.

use askama::Template;

use crate::component::html::Html;
use crate::shell::locale::Words;

/// Work under way.
#[derive(Template)]
#[template(
    source = r##"<div class="yh-going" hx-get="{{ here }}" hx-trigger="every 1s" hx-target="#main" hx-select="#main" hx-swap="outerHTML" role="status"><p>{{ note }}</p><progress max="100"{% if let Some(percent) = self.percent() %} value="{{ percent }}"{% endif %} aria-label="{{ note }}"></progress><p class="yh-muted yh-small">{% if let Some(counted) = self.counted() %}{{ counted }} · {% endif %}<a href="{{ here }}">{{ words.t("progress-again") }}</a></p></div>"##,
    ext = "html"
)]
pub struct Going<'a> {
    /// The page's own address.
    pub here: &'a str,
    /// What is being done.
    pub note: &'a str,
    /// How many are done.
    pub done: u64,
    /// Of how many; 0 where that is not known yet.
    pub total: u64,
    /// The page's words.
    pub words: Words,
}

impl Going<'_> {
    /// The work as markup.
    #[must_use]
    pub fn show(&self) -> Html {
        Html::render(self)
    }

    fn percent(&self) -> Option<u64> {
        self.done.min(self.total).saturating_mul(100).checked_div(self.total)
    }

    fn counted(&self) -> Option<String> {
        let whole = |count: u64| crate::component::number::whole(usize::try_from(count).unwrap_or(usize::MAX));
        (self.total > 0).then(|| format!("{} / {}", whole(self.done), whole(self.total)))
    }
}
