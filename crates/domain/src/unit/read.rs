//! Reads a unit of measure from a code or from Chinese.

use super::names::{self, NAMED};
use super::{HIGHEST, Part, Unit, UnitError};

/// No unit of measure is written longer, in characters.
const LONGEST: usize = 80;
/// How many near names an error offers.
const OFFERED: usize = 3;

pub(super) fn read(text: &str) -> Result<Unit, UnitError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(UnitError::Empty);
    }
    if text.chars().count() > LONGEST {
        return Err(UnitError::TooLong { text: text.chars().take(24).collect() });
    }
    let plain = plain(text);
    if matches!(plain.as_str(), "one" | "1" | "无量纲" | "比值" | "ratio") {
        return Ok(Unit::ONE);
    }
    let mut parts = Vec::new();
    for (number, side) in plain.split('/').enumerate() {
        let sign = if number == 0 { 1 } else { -1 };
        let inner = side.strip_prefix('(').and_then(|side| side.strip_suffix(')')).unwrap_or(side);
        if number == 0 && matches!(inner, "1" | "one") {
            continue;
        }
        for factor in inner.split(['.', '·', '*']) {
            if factor.is_empty() || factor.contains(['(', ')']) {
                return Err(UnitError::Shape { text: text.to_owned() });
            }
            parts.push(part(factor, sign, text)?);
        }
    }
    Unit::from_parts(parts)
}

/// Full-width signs as ASCII, one sign for products, no spaces, 每 as a stroke.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '%' | '％' | '﹪' => '%',
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            '∕' | '⁄' | '÷' | '每' => '/',
            '・' | '•' | '⋅' | '∙' | '×' | '･' => '·',
            _ => c,
        })
        .collect()
}

fn part(factor: &str, sign: i8, text: &str) -> Result<Part, UnitError> {
    let (name, power) = match factor.split_once('^') {
        Some((name, power)) => {
            let power = power.parse().ok().filter(|power| (1..=HIGHEST).contains(power));
            (name, power.ok_or_else(|| UnitError::Shape { text: text.to_owned() })?)
        }
        None => (factor, 1),
    };
    match names::find(name) {
        Some((multiple, named)) => Ok(Part { multiple, named, power: sign * power }),
        None => Err(UnitError::Unknown { text: text.to_owned(), part: name.to_owned(), nearest: nearest(name) }),
    }
}

fn nearest(name: &str) -> Vec<String> {
    let name = name.to_ascii_lowercase();
    let aliases = NAMED.iter().flat_map(|named| named.aliases).map(|&alias| alias.to_owned());
    let mut near: Vec<(usize, String)> = names::all()
        .chain(aliases)
        .map(|known| (strsim::osa_distance(&name, &known), known))
        .filter(|(distance, known)| {
            let longer = known.chars().count().max(name.chars().count());
            *distance <= (longer / 3).max(1) && *distance < longer
        })
        .collect();
    // Stable: among equally near names the table's order, commonest first.
    near.sort_by_key(|(distance, _)| *distance);
    near.into_iter().take(OFFERED).map(|(_, known)| known).collect()
}
