//! What stands around the body: titles, document numbers, dates, agencies, signatures.

/// Words that end the title of a policy document.
const GENRES: &[&str] = &[
    "意见",
    "方案",
    "通知",
    "办法",
    "规定",
    "细则",
    "措施",
    "计划",
    "规划",
    "政策",
    "决定",
    "条例",
    "公告",
    "通告",
    "纲要",
    "要点",
    "清单",
    "指南",
    "批复",
    "报告",
    "章程",
    "规则",
    "规程",
    "标准",
    "制度",
    "目录",
    "公报",
    "十条",
    "指引",
    "指标体系",
    "行动",
    "条款",
    "决议",
    "实施函",
    "的函",
    "设想",
    "建议",
];

/// Words that end the name of an agency.
const AGENCIES: &[&str] = &[
    "人民政府",
    "政府",
    "办公室",
    "办公厅",
    "委员会",
    "管委会",
    "工委",
    "党委",
    "市委",
    "区委",
    "县委",
    "省委",
    "局",
    "厅",
    "委",
    "部",
    "院",
    "领导小组",
    "党工委",
    "管理处",
    "中心",
];

/// `text` with narrow signs and without blanks, for words that are not mended yet.
pub(crate) fn narrow(text: &str) -> String {
    let plain = |ch: char| match ch {
        '\u{ff01}'..='\u{ff5e}' => u32::from(ch).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(ch),
        _ => ch,
    };
    text.chars().filter(|ch| !ch.is_whitespace()).map(plain).collect()
}

/// `text` without a bracket at its end, such as (试行).
fn bare(text: &str) -> &str {
    let text = text.trim();
    match text.rfind('(') {
        Some(open) if text.ends_with(')') && open > 0 => text.get(..open).unwrap_or(text),
        _ => text,
    }
}

/// Whether the words end as a title does.
pub(crate) fn ends_title(text: &str) -> bool {
    let text = bare(text).trim_end_matches('》');
    GENRES.iter().any(|genre| text.ends_with(genre))
}

/// Whether a line is a title: short, without a sentence, ending in the name of a genre.
pub(crate) fn is_title(text: &str) -> bool {
    let length = text.chars().count();
    (5..=100).contains(&length)
        && ends_title(text)
        && !text.contains(['。', ';', '!', ':', '\t'])
        && (!text.contains(',') || text.contains("关于"))
        && !text.starts_with(['(', '《', '-', '—', '['])
        && super::marker::marker(text).is_none()
        && !text.starts_with("附件")
        // 为深入贯彻《…意见》 begins a sentence; 为民办实事工作方案 is a title.
        && !["为了", "为深入", "为贯彻", "为全面", "为进一步", "为加快", "为落实", "为推动", "为促进"].iter().any(|words| text.starts_with(words))
}

/// Whether a title is that of a notice that forwards something.
pub(crate) fn forwards(title: &str) -> bool {
    ["印发", "转发", "发布", "下发", "公布"].iter().any(|word| title.contains(word)) && bare(title).ends_with("通知")
}

/// The title of what a notice forwards: what stands in 《》, or between 印发 and 的通知.
pub(crate) fn forwarded(title: &str) -> Option<String> {
    let (_, rest) = ["印发", "转发", "发布", "下发", "公布"].iter().find_map(|word| title.split_once(word))?;
    let rest = bare(rest).strip_suffix("通知")?.trim_end_matches('的');
    let inner = rest.strip_prefix('《').and_then(|inner| inner.rsplit_once('》')).map_or(rest, |(inner, _)| inner);
    (inner.chars().count() >= 4).then(|| inner.to_owned())
}

/// Whether a line is the name of one agency or several.
pub(crate) fn is_agency(text: &str) -> bool {
    let text = bare(text);
    let length = text.chars().count();
    (3..=60).contains(&length)
        && AGENCIES.iter().any(|end| text.ends_with(end))
        && !text.contains(['。', ',', ';', ':', '、', '《', '\t', '“'])
        && !text.contains("关于")
        && !text.chars().any(|ch| ch.is_ascii_digit())
}

/// Whether a line opens something new whatever its outline says: an annex, a copy list, a dash.
pub(crate) fn opens(text: &str) -> bool {
    const OPENS: &[&str] = &[
        "附件",
        "附:",
        "抄送",
        "主送",
        "主题词",
        "(此件",
        "(联系",
        "联系人",
        "——",
        "--",
        "•",
        "注:",
        "备注:",
        "(共印",
        "发布日期",
        "来源:",
    ];
    OPENS.iter().any(|word| text.starts_with(word))
}

/// Whether a line can only stand after the text or around it: a signature, a date, a copy list.
pub(crate) fn closing(text: &str) -> bool {
    let text = narrow(text);
    date(&text).is_some() || is_agency(&text) || is_title(&text) || (opens(&text) && !text.starts_with('—'))
}

/// Value of a Chinese or Arabic digit.
fn digit(ch: char) -> Option<u32> {
    ch.to_digit(10).or_else(|| {
        let place = "〇一二三四五六七八九".chars().position(|known| known == ch);
        place.or_else(|| matches!(ch, '零' | '○' | 'O' | '0').then_some(0)).and_then(|place| u32::try_from(place).ok())
    })
}

/// A day or month in digits, 十二 or 二十一.
fn small(text: &str) -> Option<u32> {
    if let Some((tens, ones)) = text.split_once('十') {
        let tens = if tens.is_empty() { 1 } else { tens.chars().next().and_then(digit)? };
        let ones = if ones.is_empty() { 0 } else { ones.chars().next().and_then(digit)? };
        return Some(tens * 10 + ones);
    }
    let mut value = 0_u32;
    for ch in text.chars() {
        value = value.checked_mul(10)?.checked_add(digit(ch)?)?;
    }
    (!text.is_empty()).then_some(value)
}

/// The day a line names and nothing else, as `YYYY-MM-DD`: 2021年5月31日, 二〇二一年…, 2021-05-31, 2021.05.31.
pub(crate) fn date(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches('(').trim_end_matches(['日', ')', '号']);
    if text.chars().count() > 14 {
        return None;
    }
    let (year, rest) = text.split_once(['年', '-', '.', '/'])?;
    let (month, day) = rest.split_once(['月', '-', '.', '/'])?;
    let (year, month, day) = (small(year)?, small(month)?, small(day)?);
    let stands = (1949..=2199).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    stands.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// The document number at the end of `text`: 某府发〔2021〕33号. It must be the last word of the line.
pub(crate) fn number(text: &str) -> Option<&str> {
    let text = text.trim();
    let body = text.strip_suffix('号')?;
    let close = body.rfind(['〕', ']', ')', '】'])?;
    let open = body.get(..close)?.rfind(['〔', '[', '(', '【'])?;
    let year = body.get(open..close)?.trim_start_matches(['〔', '[', '(', '【']);
    let sign = body.get(close..)?.chars().next()?;
    let serial = body.get(close + sign.len_utf8()..)?.trim_start_matches('第');
    let plain = |text: &str| !text.is_empty() && text.chars().all(|ch| ch.is_ascii_alphanumeric());
    if year.len() != 4 || !plain(year) || !plain(serial) {
        return None;
    }
    let prefix = body.get(..open)?;
    let word = prefix
        .rfind(|ch: char| !ch.is_alphanumeric())
        .map_or(0, |at| at + prefix.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8));
    (open > word).then(|| text.get(word..)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_told_from_sentences() {
        assert!(is_title("某区关于支持园区的若干措施(试行)"));
        assert!(!is_title("各单位要制定方案。"));
        assert!(!is_title("一、制定实施方案"));
        assert!(forwards("某市关于印发小镇规划的通知"));
        assert_eq!(forwarded("某局关于印发《小镇发展规划》的通知").as_deref(), Some("小镇发展规划"));
        assert_eq!(forwarded("某局印发关于小镇的规划的通知").as_deref(), Some("关于小镇的规划"));
    }

    #[test]
    fn dates_and_numbers_are_whole_lines() {
        assert_eq!(date("2021年5月3日").as_deref(), Some("2021-05-03"));
        assert_eq!(date("二〇二一年十二月二十一日").as_deref(), Some("2021-12-21"));
        assert_eq!(date("2021.05.31").as_deref(), Some("2021-05-31"));
        assert_eq!(date("2021年5月3日前完成"), None);
        assert_eq!(number("某府发〔2021〕33号"), Some("某府发〔2021〕33号"));
        assert_eq!(number("文号:某办[2020]第5号"), Some("某办[2020]第5号"));
        assert_eq!(number("今年第33号"), None);
    }

    #[test]
    fn agencies_sign() {
        assert!(is_agency("某市人民政府办公室") && closing("某市人民政府"));
        assert!(!is_agency("市科技局、市商务局") && !is_agency("支持企业设立研发中心2个"));
    }
}
