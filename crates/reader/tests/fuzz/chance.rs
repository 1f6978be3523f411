//! Makes a new case of old ones, always the same from the same seed: `SplitMix64` (Steele, Lea, Flood 2014).

/// Pieces that mean something particular to a policy text, a web page or a document of Word.
const TELLING: &[&str] = &[
    "一、",
    "（一）",
    "1.",
    "1.1.1 ",
    "第一条 ",
    "第 1 0 条",
    "①",
    "附件：",
    "（牵头单位：市工信局；配合单位：",
    "（责任单位：",
    "分别",
    "以上",
    "不超过",
    "20%",
    "３０ 万元",
    "2030年",
    "20xx年",
    "到",
    "。",
    "；",
    "、",
    "，",
    "“",
    "”",
    "《",
    "》",
    "等",
    "千亿级",
    "翻一番",
    "前38位",
    "1至2",
    "99999999999999999999999999",
    "0.",
    "-0",
    "\n",
    "\r",
    "\r\n",
    "\n\n",
    "\t",
    "\u{c}",
    "\u{2028}",
    "　　",
    " ",
    "\u{feff}",
    "\u{200b}",
    "\u{202e}",
    "\u{e001}",
    "\u{0}",
    "𠮷",
    "- 3 -",
    "第3页",
    "|",
    "**",
    "# ",
    "<p>",
    "</p>",
    "<br>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<a href='",
    "\"",
    "'",
    "<div style='display:none'>",
    "</div>",
    "<nav>",
    "&nbsp;",
    "&#8220;",
    "&#x110000;",
    "&",
    "<",
    "<pre>",
    "<w:p>",
    "</w:p>",
    "<w:t>",
    "<w:del>",
    "</w:del>",
    "<w:tbl>",
    "<w:tr>",
    "<w:tc>",
    "<w:numId w:val=\"1\"/>",
    "<w:vanish/>",
    "<!DOCTYPE html>",
    "<meta charset=big5>",
];

/// Brackets, which are multiplied.
const BRACKETS: &[&str] = &["（", "）", "(", ")", "《", "》", "“", "”", "〔", "〕", "[", "]", "<", ">"];

/// Signs with a wide and a narrow form.
const PAIRS: &[(char, char)] = &[
    ('，', ','),
    ('；', ';'),
    ('：', ':'),
    ('（', '('),
    ('）', ')'),
    ('％', '%'),
    ('．', '.'),
    ('０', '0'),
    ('１', '1'),
    ('２', '2'),
    ('３', '3'),
    ('　', ' '),
];

/// The most bytes that a case grows to.
const LONGEST: usize = 32_768;

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

    fn one<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    /// A place in a case, mostly between two characters.
    fn place(&mut self, case: &[u8]) -> usize {
        let mut at = self.below(case.len() + 1);
        while !self.0.is_multiple_of(16) && case.get(at).is_some_and(|byte| byte & 0xC0 == 0x80) {
            at += 1;
        }
        at
    }

    /// A case of `corpus` with a few changes, some of its lines from another.
    pub fn changed(&mut self, corpus: &[Vec<u8>]) -> Vec<u8> {
        let mut case = corpus[self.below(corpus.len())].clone();
        for _ in 0..=self.below(8) {
            self.change(&mut case, corpus);
            case.truncate(LONGEST);
        }
        if self.below(12) == 0
            && let Ok(text) = std::str::from_utf8(&case)
        {
            case = encoding_rs::GB18030.encode(text).0.into_owned();
        }
        case
    }

    fn change(&mut self, case: &mut Vec<u8>, corpus: &[Vec<u8>]) {
        let at = self.place(case);
        let to = (at + self.below(400)).min(case.len());
        match self.below(11) {
            0 | 1 => drop(case.splice(at..at, self.one(TELLING).bytes())),
            2 => drop(case.drain(at..(at + self.below(12)).min(case.len()))),
            3 if at < case.len() => case[at] = u8::try_from(self.below(256)).unwrap_or(0),
            4 => {
                let again = case[at..to].to_vec();
                let other = self.place(case);
                drop(case.splice(other..other, again));
            }
            5 if self.below(4) == 0 => case.truncate(at),
            6 => {
                let other = &corpus[self.below(corpus.len())];
                let lines: Vec<&[u8]> = other.split_inclusive(|byte| *byte == b'\n').collect();
                let from = self.below(lines.len());
                let some = lines.iter().skip(from).take(1 + self.below(5)).flat_map(|line| line.iter().copied());
                drop(case.splice(at..at, some));
            }
            7 => {
                let many = self.one(BRACKETS).repeat(1 << self.below(12));
                drop(case.splice(at..at, many.into_bytes()));
            }
            8 => rewrite(case, at, to, |ch| {
                let pair = PAIRS.iter().find(|(wide, narrow)| *wide == ch || *narrow == ch);
                pair.map_or(ch, |(wide, narrow)| if *wide == ch { *narrow } else { *wide }).to_string()
            }),
            9 => {
                let blank = self.one(&[" ", "　", "\n", "\u{200b}", "\t"]);
                rewrite(case, at, to, |ch| format!("{ch}{blank}"));
            }
            _ => {
                let (width, mut column) = (1 + self.below(40), 0);
                rewrite(case, at, to, |ch| {
                    column += 1;
                    if column % width == 0 { format!("{ch}\n") } else { ch.to_string() }
                });
            }
        }
    }
}

/// Writes the characters of a stretch anew.
fn rewrite(case: &mut Vec<u8>, at: usize, to: usize, each: impl FnMut(char) -> String) {
    let new: String = String::from_utf8_lossy(&case[at..to]).chars().map(each).collect();
    drop(case.splice(at..to, new.into_bytes()));
}
