//! Shares of a whole as a bar of parts side by side.

use askama::Template;

use crate::component::grade::tint;
use crate::component::html::Html;
use crate::component::standing::percent;

#[derive(Template)]
#[template(
    source = r#"<svg class="yh-shares" width="100%" height="12" role="img" aria-label="{{ label }}"><title>{{ label }}</title>
{%- for (class, x, width) in parts %}<rect class="s-{{ class }}" x="{{ x }}%" y="1" width="{{ width }}%" height="10"/>{% endfor -%}</svg>"#,
    ext = "html"
)]
struct Shares<'a> {
    label: &'a str,
    parts: Vec<(&'static str, f64, f64)>,
}

/// The shares of the grades from best to worst; `label` says them in words.
#[must_use]
pub fn grades(label: &str, shares: &[f64]) -> Html {
    let mut from = 0.0;
    let mut parts = Vec::with_capacity(shares.len());
    for (at, share) in shares.iter().enumerate() {
        parts.push((tint(at, shares.len()), percent(from, 1.0), percent(*share, 1.0)));
        from += share;
    }
    Html::render(&Shares { label, parts })
}

#[derive(Template)]
#[template(
    source = r#"{% for (class, grade) in grades %}<span><svg class="yh-shares"><rect class="s-{{ class }}" width="14" height="10"/></svg>{{ grade }}</span>{% endfor %}"#,
    ext = "html"
)]
struct Key<'a> {
    grades: Vec<(&'static str, &'a str)>,
}

/// Which colour stands for which grade, from best to worst.
#[must_use]
pub fn key(grades: &[&str]) -> Html {
    let of = grades.len();
    Html::render(&Key { grades: grades.iter().enumerate().map(|(at, grade)| (tint(at, of), *grade)).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_stand_side_by_side_from_the_best() {
        let drawn = grades("", &[0.25, 0.5, 0.25]).to_string();
        assert!(drawn.contains(r#"class="s-g1" x="0%" y="1" width="25%""#), "{drawn}");
        assert!(drawn.contains(r#"class="s-g4" x="75%" y="1" width="25%""#), "{drawn}");
    }
}
