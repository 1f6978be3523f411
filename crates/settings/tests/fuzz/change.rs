//! Makes a new case of old ones, always the same from the same random numbers.

/// Pieces that mean something particular to TOML or to settings.
const TELLING: [&str; 34] = [
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
    "#",
    "\n",
    "\r\n",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "亩",
    "0",
    "-1",
    "99999999999999999999",
    "0x7f",
    "1e9",
    "nan",
    "true",
    "[log]",
    "[log.filter]",
    "log.format = \"json\"",
    "database",
    "database_file = \"/dev/zero\"",
    "postgres://u:p@h/x?a=b",
    "sqlite:",
    "info,store=trace",
    "://@?",
    "[stop]\ngrace_seconds = 600",
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

/// A case with a few changes.
pub fn changed(seeds: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut bytes = seeds[random.below(seeds.len())].clone();
    let other = &seeds[random.below(seeds.len())];
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len() + 1);
        let telling = TELLING[random.below(TELLING.len())].as_bytes();
        match random.below(8) {
            0 | 1 => drop(bytes.splice(at..at, telling.iter().copied())),
            2 => drop(bytes.splice(word(&bytes, at), telling.iter().copied())),
            3 => drop(bytes.drain(line(&bytes, at))),
            4 => {
                let piece = other[line(other, random.below(other.len() + 1))].to_vec();
                let start = line(&bytes, at).start;
                drop(bytes.splice(start..start, piece));
            }
            5 => {
                let digit = bytes.iter().skip(at).position(u8::is_ascii_digit).map(|more| at + more);
                if let Some(digit) = digit {
                    bytes[digit] = b'0' + u8::try_from(random.below(10)).unwrap_or(0);
                }
            }
            6 if at < bytes.len() => bytes[at] = u8::try_from(random.below(256)).unwrap_or(0),
            _ => {
                let end = (at + random.below(20)).min(bytes.len());
                drop(bytes.drain(at..end));
            }
        }
    }
    bytes
}

/// A word, a number or a sign: what a person would change.
fn word(bytes: &[u8], at: usize) -> std::ops::Range<usize> {
    let inside = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-') || *byte >= 0x80;
    let start = bytes[..at].iter().rposition(|byte| !inside(byte)).map_or(0, |before| before + 1);
    let end = bytes[at..].iter().position(|byte| !inside(byte)).map_or(bytes.len(), |after| at + after);
    start..end
}

fn line(bytes: &[u8], at: usize) -> std::ops::Range<usize> {
    let start = bytes[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |before| before + 1);
    let end = bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |after| at + after + 1);
    start..end
}
