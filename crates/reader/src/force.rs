//! From when a document holds, and until when: 本意见自2026年7月1日起施行，有效期5年.

use domain::day::Day;

use crate::body::Body;
use crate::lex::number::numeral;
use crate::outline::header;

/// How far behind the words 有效期 its length is looked for, in characters.
const NEAR: usize = 24;

/// The first day on which it holds and the first on which it no longer does, each as `YYYY-MM-DD`, where the text tells.
/// 自印发之日起 is the day of issue.
pub(crate) fn in_force(body: &Body<'_>) -> (Option<String>, Option<String>) {
    let issued = body.date.as_deref().and_then(|date| date.parse::<Day>().ok());
    let paragraphs: Vec<&str> = body.paragraphs.iter().map(|one| body.words(one.content)).collect();
    // What is said last of itself holds: earlier clauses may tell when other documents came into force.
    let Some((from, words)) = paragraphs.iter().rev().find_map(|words| begins(words, issued)) else {
        return (None, None);
    };
    let to = ends(words, from);
    (Some(from.to_string()), to.map(|day| day.to_string()))
}

/// The day of 自…起施行, and the sentence it stands in with those behind it.
fn begins(words: &str, issued: Option<Day>) -> Option<(Day, &str)> {
    let at = words.match_indices('自').map(|(at, _)| at).find(|at| {
        let rest = words.get(*at..).unwrap_or_default();
        let near: String = rest.chars().take(NEAR).collect();
        ["起施行", "起实施", "起执行", "起正式施行", "起生效"].iter().any(|word| near.contains(word))
    })?;
    let rest = words.get(at + '自'.len_utf8()..)?;
    let told = ["印发", "发布", "公布", "发文", "下发"].iter().any(|word| rest.starts_with(word));
    let from = if told { issued } else { day(rest) };
    from.map(|from| (from, rest))
}

/// The day after the last: 有效期至2030年12月31日, 有效期5年.
fn ends(words: &str, from: Day) -> Option<Day> {
    let at = words.find("有效期")? + "有效期".len();
    let rest: String = words.get(at..)?.chars().take(NEAR).collect();
    if let Some(last) = rest.strip_prefix('至').or_else(|| rest.strip_prefix("截至")).and_then(day) {
        return Day::from_number(last.number() + 1);
    }
    let rest = rest.trim_start_matches(['为', ':']);
    let (length, years) = numeral(rest)?;
    rest.get(length..)?.strip_prefix('年')?;
    let years = i16::try_from(i64::try_from(years.value).ok()?).ok().filter(|years| (1..=50).contains(years))?;
    let text = from.to_string();
    let (year, more) = text.split_once('-')?;
    // 29 February has no day of its own in other years.
    let more = if more == "02-29" { "03-01" } else { more };
    format!("{:04}-{more}", year.parse::<i16>().ok()?.checked_add(years)?).parse().ok()
}

/// The day that words begin with: 2026年7月1日, 二〇二六年七月一日.
fn day(words: &str) -> Option<Day> {
    let end = words.find('日')? + '日'.len_utf8();
    header::date(words.get(..end)?)?.parse().ok()
}

#[cfg(test)]
mod tests {
    fn read(tail: &str) -> (Option<String>, Option<String>) {
        let text = format!(
            "示例市促进办法\n\n一、总则\n\n（一）做好。做好工作。\n\n二、附则\n\n（一）执行。{tail}\n\n示例市人民政府\n2026年6月15日\n"
        );
        let reading = crate::read(text.as_bytes()).unwrap();
        let document = reading.documents.into_iter().next().unwrap();
        (document.in_force_from, document.in_force_to)
    }

    #[test]
    fn first_and_last_day_are_told_by_the_text_and_not_by_its_date() {
        let told = |from: &str, to: Option<&str>| (Some(from.to_owned()), to.map(str::to_owned));
        assert_eq!(read("本办法自2026年7月1日起施行，有效期5年。"), told("2026-07-01", Some("2031-07-01")));
        assert_eq!(
            read("本办法自2026年7月1日起施行，有效期至2030年12月31日。"),
            told("2026-07-01", Some("2031-01-01"))
        );
        assert_eq!(read("本办法自印发之日起施行，有效期三年。"), told("2026-06-15", Some("2029-06-15")));
        assert_eq!(read("本办法自2026年7月1日起实施。"), told("2026-07-01", None));
        assert_eq!(read("本办法由市商务局解释。"), (None, None));
        assert_eq!(read("本办法自2026年13月1日起施行。"), (None, None));
    }
}
