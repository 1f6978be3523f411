//! A case: bytes in named sections, and how numbers are read from them.
//!
//! A section is read byte by byte and begins again at its end, so that a short one fills a large table; an empty one gives
//! zeros. In a file a section is a line, `name: hexadecimal bytes`; lines that begin with `#` say what the case is about.

use std::fmt::Write as _;

/// What a case is made of.
pub const SECTIONS: [&str; 10] =
    ["size", "figures", "groups", "nodes", "steps", "scheme", "members", "weights", "orders", "draws"];

/// Numbers that something may stumble over, by their byte.
const HOSTILE: [f64; 24] = [
    0.0,
    f64::NAN,
    -0.0,
    f64::INFINITY,
    f64::NEG_INFINITY,
    5e-324,
    -5e-324,
    f64::MIN_POSITIVE,
    1e308,
    -1e308,
    f64::MAX,
    f64::MIN,
    1e300,
    1e-300,
    f64::EPSILON,
    1.0 + f64::EPSILON,
    9_007_199_254_740_992.0,
    9_007_199_254_740_994.0,
    1e9,
    -1e9,
    0.1,
    0.3,
    1.0 / 3.0,
    -1.0,
];

/// Bytes by section, in the order of [`SECTIONS`].
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Case(pub [Vec<u8>; SECTIONS.len()]);

impl Case {
    /// Reads the text of a file.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut case = Self::default();
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
            let (name, bytes) = line.split_once(':').ok_or_else(|| format!("no section in “{line}”"))?;
            let at = SECTIONS.iter().position(|own| *own == name.trim()).ok_or_else(|| format!("no section {name}"))?;
            for byte in bytes.split_whitespace() {
                case.0[at].push(u8::from_str_radix(byte, 16).map_err(|why| format!("{byte}: {why}"))?);
            }
        }
        Ok(case)
    }

    /// The text of a file, under a line that says what it is about.
    pub fn text(&self, about: &str) -> String {
        let mut text = format!("# {about}\n");
        for (name, bytes) in SECTIONS.iter().zip(&self.0).filter(|(_, bytes)| !bytes.is_empty()) {
            let bytes: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            let _ = writeln!(text, "{name}: {}", bytes.join(" "));
        }
        text
    }

    /// Whether there are a hundred thousand columns, rows or nodes.
    pub fn is_large(&self) -> bool {
        let (mut size, mut nodes) = (self.section("size"), self.section("nodes"));
        [size.size(), size.size(), nodes.size()].into_iter().any(|count| count > 1000)
    }

    /// A section, to be read from its beginning.
    pub fn section(&self, name: &str) -> Bytes<'_> {
        let at = SECTIONS.iter().position(|own| *own == name);
        Bytes { bytes: at.map_or(&[], |at| &self.0[at]), next: 0 }
    }
}

/// A section being read.
pub struct Bytes<'a> {
    bytes: &'a [u8],
    next: usize,
}

impl Bytes<'_> {
    /// The next byte.
    pub fn byte(&mut self) -> u8 {
        if self.bytes.is_empty() {
            return 0;
        }
        let byte = self.bytes[self.next % self.bytes.len()];
        self.next += 1;
        byte
    }

    /// One of `count`.
    pub fn below(&mut self, count: usize) -> usize {
        usize::from(self.byte()) % count.max(1)
    }

    /// Whether the next byte is odd.
    pub fn yes(&mut self) -> bool {
        self.byte() % 2 == 1
    }

    /// A small count; two bytes ff: a hundred thousand.
    pub fn size(&mut self) -> usize {
        match self.byte() {
            255 if self.byte() == 255 => 100_000,
            byte => usize::from(byte) % 13,
        }
    }

    /// Any number: up to 17 hexadecimal a hostile one; 1e a fraction of two bytes; 1f eight bytes as they stand; from 20 on
    /// −32, −31, … 191.
    pub fn number(&mut self) -> f64 {
        match self.byte() {
            byte if usize::from(byte) < HOSTILE.len() => HOSTILE[usize::from(byte)],
            0x1f => f64::from_bits(u64::from_le_bytes(std::array::from_fn(|_| self.byte()))),
            byte if byte < 0x20 => f64::from(u16::from_le_bytes([self.byte(), self.byte()])) / 256.0 - 64.0,
            byte => f64::from(byte) - 64.0,
        }
    }

    /// Mostly a number from `low` to `high`; from e0 on any.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        match self.byte() {
            byte if byte < 0xe0 => low + (high - low) * f64::from(byte) / 223.0,
            _ => self.number(),
        }
    }

    /// A number, or none for an even byte before it.
    pub fn maybe(&mut self, low: f64, high: f64) -> Option<f64> {
        self.yes().then(|| self.between(low, high))
    }

    /// Mostly `length` long; after a byte ff one longer or, if the next is odd, empty.
    pub fn length(&mut self, length: usize) -> usize {
        match self.byte() {
            255 if self.yes() => 0,
            255 => length + 1,
            _ => length,
        }
    }
}
