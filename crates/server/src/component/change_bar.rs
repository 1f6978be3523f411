//! A change as a bar from the middle: to the right what was gained, to the left what was lost.

use askama::Template;

use crate::component::html::Html;
use crate::component::standing::percent;

#[derive(Template)]
#[template(
    source = r#"<svg class="yh-change" width="100%" height="12" aria-hidden="true"><rect class="{{ class }}" x="{{ x }}%" y="1" width="{{ width }}%" height="10"/><rect class="mid" x="50%" width="1" height="12"/></svg>"#,
    ext = "html"
)]
struct Bar {
    class: &'static str,
    x: f64,
    width: f64,
}

/// The bar of `change` where `most` fills a half. The figure itself stands beside it.
#[must_use]
pub fn show(change: f64, most: f64) -> Html {
    let width = percent(change.abs(), most) / 2.0;
    let (class, x) = if change < 0.0 { ("lost", 50.0 - width) } else { ("won", 50.0) };
    Html::render(&Bar { class, x, width })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_lost_lies_left_of_the_middle() {
        assert!(show(-2.0, 4.0).to_string().contains(r#"class="lost" x="25%" y="1" width="25%""#));
        assert!(show(4.0, 4.0).to_string().contains(r#"class="won" x="50%" y="1" width="50%""#));
    }
}
