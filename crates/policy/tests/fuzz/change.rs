//! Makes a new case of old ones, always the same from the same random numbers.

use policy::PackFiles;

/// Pieces that mean something particular to TOML, to formulas or to numbers.
const TELLING: [&str; 58] = [
    "\"",
    "\"\"\"",
    "'''",
    "[",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    ".",
    ",",
    "#",
    "\n",
    "\r\n",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "é",
    "亩",
    "0",
    "-0",
    "1e999",
    "-1e-999",
    "99999999999999999999999999999999",
    "0.0000000000000000000000000001",
    "79228162514264337593543950335",
    "0x7fffffffffffffff",
    "inf",
    "nan",
    "true",
    "1979-05-27",
    "2199",
    "1948",
    "[]",
    "{}",
    "\"\"",
    "\"itself\"",
    "\"upper\"",
    "\"missing\"",
    "land_mu",
    "((((((((((((((((((((((((((((((((",
    "NOT NOT NOT ",
    "coalesce(",
    "ratio(1, 0)",
    "CASE WHEN land_mu > 0 THEN 1 END",
    "/ 0",
    "* 79228162514264337593543950335 ",
    "-- ",
    "; DROP TABLE a",
    "[[scheme.population.item]]",
    "by_year = {",
    "2025 = ",
    "weight = 0",
    "weight = -1",
    "cite = \"\"",
    "under = \"top\"",
    "builds_on = [\"itself\"]",
    "on_conflict = \"more_generous\"",
];

/// The generator `SplitMix64` (Steele, Lea and Flood, 2014).
pub struct Random(u64);

impl Random {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `count`, or 0.
    pub fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % (count.max(1) as u64)).unwrap_or(0)
    }
}

/// A case with a few changes, its files taken from two of `seeds`.
pub fn changed(seeds: &[PackFiles], random: &mut Random) -> PackFiles {
    // Half of them from the first, which pass their check, with one change that a person might make.
    let gentle = random.below(2) == 0;
    let one = &seeds[random.below(if gentle { 3 } else { seeds.len() })];
    let other = &seeds[random.below(seeds.len())];
    let mut files: Vec<(String, Vec<u8>)> = one.iter().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect();
    for (path, bytes) in other.iter() {
        if !gentle && random.below(12) == 0 {
            files.retain(|(own, _)| own != path);
            files.push((path.to_owned(), bytes.to_vec()));
        }
    }
    let pieces: Vec<&[u8]> = other.iter().flat_map(|(_, bytes)| bytes.split_inclusive(|byte| *byte == b'\n')).collect();
    for _ in 0..=if gentle { 0 } else { random.below(4) } {
        if files.is_empty() {
            break;
        }
        let file = random.below(files.len());
        change(&mut files[file].1, &pieces, random);
    }
    PackFiles::new(files)
}

fn change(bytes: &mut Vec<u8>, pieces: &[&[u8]], random: &mut Random) {
    let at = random.below(bytes.len() + 1);
    // A word, a number or a sign: what a person would change.
    let word = |bytes: &[u8], at: usize| {
        let inside = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-') || *byte >= 0x80;
        let start = bytes[..at].iter().rposition(|byte| !inside(byte)).map_or(0, |before| before + 1);
        let end = bytes[at..].iter().position(|byte| !inside(byte)).map_or(bytes.len(), |after| at + after);
        start..end
    };
    let line = |bytes: &[u8], at: usize| {
        let start = bytes[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |before| before + 1);
        let end = bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |after| at + after + 1);
        start..end
    };
    let telling = TELLING[random.below(TELLING.len())].as_bytes();
    match random.below(10) {
        0 => drop(bytes.splice(at..at, telling.iter().copied())),
        1 | 2 => drop(bytes.splice(word(bytes, at), telling.iter().copied())),
        3 => drop(bytes.drain(line(bytes, at))),
        4 => {
            let again = bytes[line(bytes, at)].to_vec();
            drop(bytes.splice(at..at, again));
        }
        5 if !pieces.is_empty() => {
            let start = line(bytes, at).start;
            drop(bytes.splice(start..start, pieces[random.below(pieces.len())].iter().copied()));
        }
        6 => {
            let other = word(bytes, random.below(bytes.len() + 1));
            let other = bytes[other].to_vec();
            drop(bytes.splice(word(bytes, at), other));
        }
        7 => {
            let digit = bytes.iter().skip(at).position(u8::is_ascii_digit).map(|more| at + more);
            if let Some(digit) = digit {
                bytes[digit] = b'0' + u8::try_from(random.below(10)).unwrap_or(0);
            }
        }
        8 if at < bytes.len() => bytes[at] = u8::try_from(random.below(256)).unwrap_or(0),
        _ => {
            let end = (at + random.below(40)).min(bytes.len());
            drop(bytes.drain(at..end));
        }
    }
}
