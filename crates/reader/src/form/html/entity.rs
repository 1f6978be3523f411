//! Characters written by name or number, such as `&ldquo;` and `&#8220;`.

use std::collections::HashMap;
use std::sync::LazyLock;

use encoding_rs::WINDOWS_1252;

/// The names, as data.
const LIST: &str = include_str!("entities.txt");

static NAMES: LazyLock<HashMap<&str, char>> = LazyLock::new(|| {
    let row = |row: &'static str| {
        let (name, code) = row.split_once('\t')?;
        Some((name, char::from_u32(u32::from_str_radix(code, 16).ok()?)?))
    };
    LIST.lines().filter(|line| !line.starts_with('#')).filter_map(row).collect()
});

/// The longest name.
const LONGEST: usize = 10;

/// The character written at the `&` that `chars` begin with, and how many characters it takes up.
pub(super) fn entity(chars: &[char]) -> Option<(char, usize)> {
    let rest = chars.get(1..)?;
    if rest.first() == Some(&'#') {
        return number(rest.get(1..)?).map(|(ch, taken)| (ch, taken + 2));
    }
    let name: String = rest.iter().take(LONGEST).take_while(|ch| ch.is_ascii_alphanumeric()).collect();
    let ch = NAMES.get(name.as_str()).copied()?;
    let closed = rest.get(name.len()) == Some(&';');
    // The oldest names may go without a semicolon.
    (closed || u32::from(ch) < 0x100).then_some((ch, name.len() + 1 + usize::from(closed)))
}

/// The character of a number, decimal or hexadecimal.
fn number(chars: &[char]) -> Option<(char, usize)> {
    let hexadecimal = matches!(chars.first(), Some('x' | 'X'));
    let (radix, skip) = if hexadecimal { (16, 1) } else { (10, 0) };
    let digits: String = chars.iter().skip(skip).take(9).take_while(|ch| ch.is_digit(radix)).collect();
    let code = u32::from_str_radix(&digits, radix).ok()?;
    let ch = match u8::try_from(code) {
        // Numbers of controls mean what Windows has there.
        Ok(byte @ 0x80..=0x9f) => WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next()?,
        _ => char::from_u32(code).filter(|ch| *ch != '\0').unwrap_or('\u{fffd}'),
    };
    let taken = skip + digits.len();
    Some((ch, taken + usize::from(chars.get(taken) == Some(&';'))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_are_characters() {
        let of = |text: &str| entity(&text.chars().collect::<Vec<_>>());
        assert_eq!(of("&ldquo;一"), Some(('“', 7)));
        assert_eq!(of("&nbsp一"), Some(('\u{a0}', 5)));
        assert_eq!(of("&ldquo一"), None);
        assert_eq!(of("&#8220;"), Some(('“', 7)));
        assert_eq!(of("&#x3000;"), Some(('\u{3000}', 8)));
        assert_eq!(of("&#150;"), Some(('–', 6)));
        assert_eq!(of("&#1114112;"), Some(('\u{fffd}', 10)));
        assert_eq!(of("&#;"), None);
        assert_eq!(of("&R&D"), None);
        assert_eq!(of("&"), None);
    }
}
