//! Units of measure and of counting, as data.

use std::collections::HashMap;
use std::sync::LazyLock;

const LIST: &str = include_str!("units.txt");

/// The longest unit, in characters.
const LONGEST: usize = 6;

/// Unit → whether it measures (`true`) or counts.
static UNITS: LazyLock<HashMap<&'static str, bool>> = LazyLock::new(|| {
    let rows = LIST.lines().filter(|row| !row.starts_with('#')).filter_map(|row| row.split_once('\t'));
    rows.flat_map(|(kind, units)| units.split(' ').map(move |unit| (unit, kind == "measure"))).collect()
});

/// The length in bytes of the unit `text` begins with, and whether it measures. Rates are one unit: 元/亩, 吨标准煤/万元, 元每平方米.
#[must_use]
pub fn unit(text: &str) -> Option<(usize, bool)> {
    let (mut length, measures) = single(text)?;
    for sign in ["/", "每"] {
        let Some(rest) = text.get(length..).and_then(|rest| rest.strip_prefix(sign)) else { continue };
        let scale = rest.chars().take_while(|ch| matches!(ch, '万' | '亿')).map(char::len_utf8).sum::<usize>();
        if let Some((other, _)) = rest.get(scale..).and_then(single) {
            length += sign.len() + scale + other;
            return Some((length, true));
        }
    }
    Some((length, measures))
}

/// The longest unit `text` begins with.
fn single(text: &str) -> Option<(usize, bool)> {
    let ends = text.char_indices().map(|(at, ch)| at + ch.len_utf8()).take(LONGEST);
    let ends: Vec<usize> = ends.collect();
    ends.into_iter().rev().find_map(|end| Some((end, *UNITS.get(text.get(..end)?)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_unit_is_taken() {
        let of = |text: &'static str| unit(text).map(|(length, _)| text.get(..length).unwrap());
        assert_eq!(of("个百分点以上"), Some("个百分点"));
        assert_eq!(of("元/平方米,"), Some("元/平方米"));
        assert_eq!(of("吨标准煤/万元"), Some("吨标准煤/万元"));
        assert_eq!(of("家企业"), Some("家"));
        assert_eq!(of("园区"), None);
    }
}
