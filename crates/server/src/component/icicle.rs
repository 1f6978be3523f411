//! A tree of shares as blocks: a column a level, each block as high as its share of the whole.

use askama::Template;

use crate::component::html::Html;

/// A block, in the order of the outline.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// Its words.
    pub label: String,
    /// Its figure, as shown.
    pub figure: String,
    /// The column, from 0.
    pub level: usize,
    /// The share of the whole, from 0 to 1.
    pub share: f64,
    /// Whether nothing stands under it: it reaches to the right edge.
    pub last: bool,
}

/// A block as it is drawn.
struct Drawn<'a> {
    label: &'a str,
    figure: &'a str,
    /// In hundredths of the width.
    x: f64,
    width: f64,
    /// In pixels.
    y: f64,
    height: f64,
    hue: &'static str,
    one_line: bool,
    tight: bool,
}

#[derive(Template)]
#[template(
    source = r#"<svg class="yh-icicle" width="100%" height="{{ height }}" role="img" aria-label="{{ label }}">
{%- for one in blocks %}<svg x="{{ one.x }}%" y="{{ one.y }}" width="{{ one.width }}%" height="{{ one.height }}"><title>{{ one.label }} {{ one.figure }}</title><rect class="{{ one.hue }}" width="100%" height="100%"/>
{%- if !one.tight %}{% if one.one_line %}<text x="8" y="15">{{ one.label }} <tspan class="n">{{ one.figure }}</tspan></text>{% else %}<text x="8" y="17">{{ one.label }}</text><text class="n" x="8" y="34">{{ one.figure }}</text>{% endif %}{% endif %}</svg>{% endfor -%}
</svg>"#,
    ext = "html"
)]
struct Icicle<'a> {
    label: &'a str,
    height: f64,
    blocks: &'a [Drawn<'a>],
}

/// The least room for a line of words, in pixels.
const LINE: f64 = 20.0;
/// The most the whole may grow to, in pixels.
const MOST: f64 = 1200.0;
/// The hues of the blocks of the first level, in turn.
const HUES: [&str; 7] = ["i1", "i2", "i3", "i4", "i5", "i6", "i7"];

/// The blocks as a drawing; the figures stand in a table beside it.
#[must_use]
pub fn show(label: &str, blocks: &[Block]) -> Html {
    let levels = blocks.iter().map(|block| block.level + 1).max().unwrap_or(1);
    let least = blocks.iter().filter(|block| block.last && block.share > 0.0).map(|block| block.share);
    // So high that the smallest has a line, as far as that goes.
    let height = (LINE / least.fold(1.0, f64::min)).clamp(120.0, MOST).round();
    #[expect(clippy::cast_precision_loss, reason = "a tree has a few levels")]
    let width = 100.0 / levels as f64;
    let mut tops = vec![0.0; levels + 1];
    let mut hue = 0;
    let mut drawn = Vec::with_capacity(blocks.len());
    for block in blocks {
        let y = tops[block.level];
        let own = block.share * height;
        // What stands under it begins where it begins.
        tops[block.level..].fill(y);
        tops[block.level] = y + own;
        if block.last {
            tops[block.level..].fill(y + own);
        }
        if block.level == 0 && !drawn.is_empty() {
            hue += 1;
        }
        #[expect(clippy::cast_precision_loss, reason = "a tree has a few levels")]
        let x = block.level as f64 * width;
        drawn.push(Drawn {
            label: &block.label,
            figure: &block.figure,
            x: round(x),
            width: round(if block.last { 100.0 - x } else { width }),
            y: round(y),
            height: round(own),
            hue: HUES[hue % HUES.len()],
            one_line: own < 2.0 * LINE || block.last,
            tight: own < 15.0,
        });
    }
    Html::render(&Icicle { label, height, blocks: &drawn })
}

/// Two decimals are enough for a drawing.
fn round(length: f64) -> f64 {
    (length * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(label: &str, level: usize, share: f64, last: bool) -> Block {
        Block { label: label.to_owned(), figure: String::new(), level, share, last }
    }

    #[test]
    fn what_stands_under_a_block_fills_its_height_and_the_next_begins_below() {
        let blocks = [
            block("甲", 0, 0.6, false),
            block("子", 1, 0.4, true),
            block("丑", 1, 0.2, true),
            block("乙", 0, 0.4, true),
        ];
        let drawn = show("树", &blocks).to_string();
        for place in [
            r#"<svg x="0%" y="0" width="50%" height="72">"#,
            r#"<svg x="50%" y="0" width="50%" height="48">"#,
            r#"<svg x="50%" y="48" width="50%" height="24">"#,
            r#"<svg x="0%" y="72" width="100%" height="48">"#,
        ] {
            assert!(drawn.contains(place), "{place} in {drawn}");
        }
    }
}
