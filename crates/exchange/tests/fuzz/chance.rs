//! Makes a new case of old ones, always the same from the same seed: `SplitMix64` (Steele, Lea, Flood 2014).

/// Texts that mean something particular in a cell.
const TELLING: [&str; 28] = [
    "—",
    "，",
    "\"",
    "\n",
    "\r\n",
    ";",
    "：",
    "60%",
    "100%",
    "@2012-11-15",
    "2024-02-30",
    "9999-12-31",
    "0",
    "-1",
    "1e308",
    "=1+1",
    "99999999999999999999",
    "生效日期",
    "名称",
    "\u{0}",
    "\u{feff}",
    "\u{202e}",
    "𠮷",
    "5201",
    "G521041",
    "规上",
    "firm\n",
    "zone\n",
];

/// The most bytes that a case grows to.
const LONGEST: usize = 8_192;

/// A stream of numbers that its seed decides.
pub struct Chance(u64);

impl Chance {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let mixed = usize::try_from((mixed ^ (mixed >> 31)) & 0xFFFF_FFFF).unwrap_or(0);
        mixed % count.max(1)
    }

    /// A case of `corpus` with a few changes, some of its lines from another.
    pub fn changed(&mut self, corpus: &[Vec<u8>]) -> Vec<u8> {
        let mut case = corpus[self.below(corpus.len())].clone();
        if self.below(4) == 0 {
            let other = &corpus[self.below(corpus.len())];
            let lines: Vec<&[u8]> = other.split_inclusive(|byte| *byte == b'\n').collect();
            let line = lines[self.below(lines.len())].to_vec();
            case.extend(line);
        }
        for _ in 0..=self.below(6) {
            let at = self.below(case.len() + 1);
            match self.below(6) {
                0 => {
                    let telling = TELLING[self.below(TELLING.len())].bytes();
                    case.splice(at..at, telling);
                }
                1 if at < case.len() => drop(case.remove(at)),
                2 if at < case.len() => case[at] = u8::try_from(self.below(256)).unwrap_or(0),
                3 => {
                    let to = self.below(case.len() + 1);
                    let again = case[at.min(to)..at.max(to)].to_vec();
                    case.splice(at..at, again);
                }
                4 => case.truncate(at),
                _ => {
                    // A cell gives way to something telling.
                    let comma = |byte: &u8| matches!(byte, b',' | b'\n');
                    let from = case[..at].iter().rposition(comma).map_or(0, |place| place + 1);
                    let to = case[at..].iter().position(comma).map_or(case.len(), |place| at + place);
                    let telling = TELLING[self.below(TELLING.len())].bytes();
                    case.splice(from..to, telling);
                }
            }
            case.truncate(LONGEST);
        }
        case
    }
}
