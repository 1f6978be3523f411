//! A score as a bar, from zero, so that lengths compare.

use askama::Template;

use crate::component::html::Html;

#[derive(Template)]
#[template(
    source = r#"<svg class="yh-svg" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true"><rect class="bg" width="1000" height="10"/><rect class="v" width="{{ width }}" height="10"/></svg>"#,
    ext = "html"
)]
struct Bar {
    width: u16,
}

/// The bar of `value` where `most` fills the width. The figure itself stands beside it.
#[must_use]
pub fn show(value: f64, most: f64) -> Html {
    Html::render(&Bar { width: thousandths(value, most) })
}

/// `value / most` in thousandths, within 0 and 1000.
#[must_use]
pub fn thousandths(value: f64, most: f64) -> u16 {
    let share = (value / most * 1000.0).round();
    if share.is_nan() {
        return 0;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0 … 1000 just before")]
    let width = share.clamp(0.0, 1000.0) as u16;
    width
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_never_leaves_its_cell() {
        assert_eq!(thousandths(87.32, 100.0), 873);
        assert_eq!(thousandths(-3.0, 100.0), 0);
        assert_eq!(thousandths(130.0, 100.0), 1000);
        assert_eq!(thousandths(1.0, 0.0), 1000);
        assert_eq!(thousandths(0.0, 0.0), 0);
    }
}
