//! Years, days, deadlines and spans of years.

use super::number::numeral;

/// A year as a document writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Year {
    /// A year in four digits.
    Known(u16),
    /// 20xx: the document hides it.
    Masked,
    /// The end of a five-year plan, by its number: 14 for “十四五”, which ends in 2025.
    Plan(u16),
    /// Years from now: 三年内, 五年.
    Within(u16),
}

impl Year {
    /// As results write it: `2025`, `20xx`; nothing for 三年内.
    #[must_use]
    pub fn written(self) -> Option<String> {
        match self {
            Self::Known(year) => Some(year.to_string()),
            Self::Masked => Some("20xx".to_owned()),
            // The first plan began in 1953; from the seventh (1986–1990) on every fifth year ends one.
            Self::Plan(number) => Some((1955 + 5 * number).to_string()),
            Self::Within(_) => None,
        }
    }
}

/// A time a text names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time {
    /// The year.
    pub year: Year,
    /// The last year of a span, as in 2021—2025年.
    pub until: Option<Year>,
    /// The month, 1–12.
    pub month: Option<u8>,
    /// The day, 1–31.
    pub day: Option<u8>,
    /// It is a deadline by its own words: 到…, …前, …底前, …内, …末.
    pub deadline: bool,
}

impl Time {
    /// The last moment as results write it: `2025`, `2025-06`, `2025-06-30`, `20xx`.
    #[must_use]
    pub fn written(&self) -> Option<String> {
        let year = self.until.unwrap_or(self.year).written()?;
        Some(match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
            (Some(month), None) => format!("{year}-{month:02}"),
            _ => year,
        })
    }
}

/// Words before a year that make it a deadline.
const LEADS: &[&str] = &["力争到", "截至", "截止到", "截止", "至", "到"];

/// Words after a year that make it a deadline; the longest first.
const ENDS: &[&str] =
    &["年底前", "年末前", "底前", "末前", "前", "期末", "年底", "年末", "底", "末", "之前", "以前", "期间", "时期"];

/// The time `text` begins with, and its length in bytes. 到 before a year belongs to it.
#[must_use]
pub fn time(text: &str) -> Option<(usize, Time)> {
    let lead = LEADS.iter().find(|lead| text.starts_with(**lead)).map_or(0, |lead| lead.len());
    let rest = text.get(lead..)?;
    let (length, mut time) = plan(rest).or_else(|| calendar(rest)).or_else(|| within(rest).filter(|_| lead == 0))?;
    let tail = rest.get(length..)?;
    let end = ENDS.iter().find(|end| tail.starts_with(**end)).map_or(0, |end| end.len());
    time.deadline |= lead > 0 || end > 0;
    Some((lead + length + end, time))
}

/// “十四五”, 十四五.
fn plan(text: &str) -> Option<(usize, Time)> {
    let quoted = text.starts_with('“');
    let bare = text.strip_prefix('“').unwrap_or(text);
    let tens = bare.strip_prefix('十')?;
    let ones = "一二三四五六七八九".chars().position(|ch| tens.starts_with(ch))?;
    let rest = tens.get('一'.len_utf8()..)?.strip_prefix('五')?;
    let rest = if quoted { rest.strip_prefix('”')? } else { rest };
    let number = 11 + u16::try_from(ones).ok()?;
    Some((text.len() - rest.len(), at(Year::Plan(number))))
}

/// A time that names only its year.
const fn at(year: Year) -> Time {
    Time { year, until: None, month: None, day: None, deadline: false }
}

/// A year in four digits or 20xx, and its length.
fn year(text: &str) -> Option<(usize, Year)> {
    let four = text.get(..4)?;
    if text.as_bytes().get(4).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    if four.starts_with("20") && four.get(2..)?.chars().all(|ch| matches!(ch, 'x' | 'X' | '*' | '×')) {
        return Some((4, Year::Masked));
    }
    let known: u16 = four.parse().ok()?;
    ((1949..=2199).contains(&known) && four.bytes().all(|byte| byte.is_ascii_digit()))
        .then_some((4, Year::Known(known)))
}

/// 2025年, 2025年6月30日, 2021—2025年, 20xx年9月.
fn calendar(text: &str) -> Option<(usize, Time)> {
    let (mut end, first) = year(text)?;
    let mut time = at(first);
    let tail = text.get(end..)?;
    let rest = tail.strip_prefix('年').unwrap_or(tail);
    let signs = ["——", "—", "–", "-", "~", "～", "至", "到"];
    let span = signs.iter().find_map(|sign| rest.strip_prefix(sign)).and_then(|after| {
        let (length, until) = year(after)?;
        let after = after.get(length..)?;
        after.starts_with('年').then_some((text.len() - after.len(), until))
    });
    if let Some((length, until)) = span {
        time.until = Some(until);
        end = length;
    }
    text.get(end..)?.strip_prefix('年')?;
    end += '年'.len_utf8();
    if let Some((length, month)) = small(text.get(end..)?, '月', 12) {
        end += length;
        time.month = Some(month);
        if let Some((length, day)) = small(text.get(end..)?, '日', 31) {
            end += length;
            time.day = Some(day);
        }
    }
    Some((end, time))
}

/// A month or day with its sign.
fn small(text: &str, sign: char, most: u8) -> Option<(usize, u8)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let value: u8 = text.get(..digits)?.parse().ok()?;
    let stands = (1..=most).contains(&value) && text.get(digits..)?.starts_with(sign);
    stands.then_some((digits + sign.len_utf8(), value))
}

/// 三年内, 5年内, 未来五年.
fn within(text: &str) -> Option<(usize, Time)> {
    let lead = ["未来", "今后", "力争用"].iter().find(|lead| text.starts_with(**lead)).map_or(0, |lead| lead.len());
    let rest = text.get(lead..)?;
    let (length, found) = numeral(rest)?;
    let tail = rest.get(length..)?.strip_prefix('年')?;
    let end = ["之内", "以内", "内"].iter().find(|end| tail.starts_with(**end)).map_or(0, |end| end.len());
    let years = u16::try_from(found.value.mantissa()).ok().filter(|_| found.value.is_integer())?;
    let time = Time { deadline: true, ..at(Year::Within(years)) };
    (lead + end > 0).then_some((lead + length + '年'.len_utf8() + end, time))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, bool, &str)> {
        let (length, time) = time(text)?;
        Some((time.written().unwrap_or_default(), time.deadline, text.get(length..)?))
    }

    #[test]
    fn times_are_read_with_the_words_that_make_them_deadlines() {
        assert_eq!(read("到2030年,园区"), Some(("2030".into(), true, ",园区")));
        assert_eq!(read("2030年底前完成"), Some(("2030".into(), true, "完成")));
        assert_eq!(read("2030年6月30日前"), Some(("2030-06-30".into(), true, "")));
        assert_eq!(read("20xx年9月底前"), Some(("20xx-09".into(), true, "")));
        assert_eq!(read("2021—2025年"), Some(("2025".into(), false, "")));
        assert_eq!(read("“十四五”期间,"), Some(("2025".into(), true, ",")));
        assert_eq!(read("到“十五五”末"), Some(("2030".into(), true, "")));
        assert_eq!(read("三年内建成"), Some((String::new(), true, "建成")));
        assert_eq!(read("2030年实现"), Some(("2030".into(), false, "实现")));
    }

    #[test]
    fn numbers_that_look_like_years_are_left() {
        assert_eq!(read("2000亿元"), None);
        assert_eq!(read("20300年"), None);
        assert_eq!(read("三年"), None);
        assert_eq!(read("到园区"), None);
    }
}
