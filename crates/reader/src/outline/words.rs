//! Headings without a number: short sentences in bold type, on a line of their own or at the start of their paragraph.

use crate::mend::Span;

use super::header;

/// An unnumbered heading found in a line: where its words stand in the line.
pub(super) type Heading = Option<Span>;

/// The headings among the paragraphs of one clause; `lines` are those after the clause's own heading.
///
/// A heading shows by its like: two or more of one form, and for headings inside a paragraph most paragraphs have one.
pub(super) fn headings(lines: &[&str]) -> Vec<Heading> {
    let alone: Vec<Heading> = lines.iter().map(|line| own_line(line)).collect();
    if stand_alone(lines, &alone) {
        return alone;
    }
    // Words in 【】 are headings by themselves, whatever stands between them.
    let marked: Vec<Heading> = lines.iter().map(|line| bracketed(line).map(|end| Span::new(0, end))).collect();
    if marked.iter().flatten().count() >= 2 {
        return marked;
    }
    // What stands below a signature belongs to no clause.
    let signed = |line: &&str| super::annex(line) || header::date(line).is_some() || header::is_agency(line);
    let end = lines.iter().position(signed).unwrap_or(lines.len());
    let mut inside: Vec<Heading> = lines.iter().take(end).map(|line| run_in(line)).collect();
    let found = inside.iter().flatten().count();
    // A leading line and the last words of a document are no paragraphs among the others.
    let around = |line: &str| line.ends_with(':') || in_force(line) || header::closing(line);
    let others = lines.iter().zip(&inside).filter(|(line, heading)| heading.is_none() && !around(line)).count();
    inside.resize(lines.len(), None);
    if found >= 2 && found * 2 >= others * 3 { inside } else { vec![None; lines.len()] }
}

/// Whether a line says from when on the document holds, or who explains it: 本意见自印发之日起施行.
fn in_force(line: &str) -> bool {
    line.starts_with('本')
        && ["施行", "实施", "解释", "有效期", "执行"].iter().any(|word| line.contains(word))
        && line.chars().count() <= 100
}

/// Whether short lines are headings: each stands over a longer line, and all are about as long.
fn stand_alone(lines: &[&str], alone: &[Heading]) -> bool {
    let at: Vec<usize> = alone.iter().enumerate().filter_map(|(at, heading)| heading.map(|_| at)).collect();
    let lengths: Vec<usize> = at.iter().filter_map(|at| lines.get(*at)).map(|line| line.chars().count()).collect();
    let (Some(first), Some(short), Some(long)) = (at.first(), lengths.iter().min(), lengths.iter().max()) else {
        return false;
    };
    let stands_over = |at: &usize| lines.get(at + 1).is_some_and(|_| alone.get(at + 1).is_some_and(Option::is_none));
    let led = first.checked_sub(1).and_then(|before| lines.get(before)).is_none_or(|line| line.ends_with([':', '。']));
    at.len() >= 2 && long - short <= 4 && led && at.iter().all(stands_over)
}

/// A line that is nothing but a few words.
fn own_line(line: &str) -> Heading {
    let words = line.trim_start_matches(['—', '-', '•']).trim_end_matches('。');
    let length = words.chars().count();
    let plain = !words.contains(['。', ',', ';', ':', '、', '(', '《', '\t']) && !line.ends_with([',', ';', ':', '、']);
    let start = line.len() - line.trim_start_matches(['—', '-', '•']).len();
    // A short sentence with a figure is a target, not a heading.
    let plain = plain && !words.chars().any(|ch| ch.is_ascii_digit());
    ((3..=12).contains(&length) && plain && !header::closing(line)).then(|| Span::new(start, start + words.len()))
}

/// A short first sentence with more behind it, words in 【】, or a few words with a colon.
fn run_in(line: &str) -> Heading {
    let words = line.trim_start_matches(['—', '-', '•', ' ']);
    let start = line.len() - words.len();
    if let Some(end) = bracketed(words).or_else(|| with_colon(words)) {
        return Some(Span::new(start, start + end));
    }
    let end = words.find('。')?;
    let heading = words.get(..end)?;
    let more = words.get(end + '。'.len_utf8()..)?;
    let length = heading.chars().count();
    let commas = heading.chars().filter(|ch| matches!(ch, ',')).count();
    let plain = !heading.contains([';', ':', '(', '《']) && !heading.starts_with(['第', '本']);
    ((4..=24).contains(&length) && commas <= 1 && plain && more.chars().count() >= 8)
        .then(|| Span::new(start, start + end))
}

/// Where a heading such as 【土地】 ends, with its brackets.
fn bracketed(words: &str) -> Option<usize> {
    let inner = words.strip_prefix('【')?;
    let (heading, more) = inner.split_once('】')?;
    let length = heading.chars().count();
    ((2..=14).contains(&length) && more.chars().count() >= 8).then(|| words.len() - more.len())
}

/// Where a heading such as 加强领导: ends, without its colon. What names a part of a form, as 奖励标准:, is none.
fn with_colon(words: &str) -> Option<usize> {
    const PARTS: [&str; 30] = [
        "标准",
        "对象",
        "条件",
        "范围",
        "材料",
        "程序",
        "方式",
        "单位",
        "部门",
        "主体",
        "时间",
        "时限",
        "期限",
        "依据",
        "流程",
        "电话",
        "内容",
        "目标",
        "要求",
        "公式",
        "比例",
        "指标",
        "地址",
        "来源",
        "名单",
        "责任人",
        "联系人",
        "如下",
        "附件",
        "类",
    ];
    let (heading, more) = words.split_once(':')?;
    let length = heading.chars().count();
    let plain = heading.chars().all(|ch| matches!(ch, '\u{4e00}'..='\u{9fff}'));
    let part = PARTS.iter().any(|part| heading.ends_with(part)) || heading.starts_with(['第', '本', '其', '注', '对']);
    ((4..=8).contains(&length) && plain && !part && more.chars().count() >= 12).then_some(heading.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(lines: &[&'a str]) -> Vec<&'a str> {
        headings(lines).iter().zip(lines).filter_map(|(heading, line)| heading.map(|span| span.of(line))).collect()
    }

    #[test]
    fn headings_on_their_own_lines_come_in_pairs() {
        assert_eq!(
            found(&["到2030年:", "产业更强。", "产值达到9亿元。", "环境更好。", "绿化率达到50%。"]),
            ["产业更强", "环境更好"]
        );
        assert!(found(&["产业更强。", "产值达到9亿元,增长一成。"]).is_empty());
    }

    #[test]
    fn headings_in_brackets_and_with_colons_are_found_and_parts_of_a_form_are_not() {
        let lines = ["【土地】优先安排土地指标,保障项目落地。", "【人才】对引进的人才给予补贴,每人两万元。"];
        assert_eq!(found(&lines), ["【土地】", "【人才】"]);
        let lines = ["加强领导:领导小组每季度召开一次会议,解决问题。", "严格考核:把招商实绩纳入园区年度综合考核。"];
        assert_eq!(found(&lines), ["加强领导", "严格考核"]);
        let lines = ["奖励标准:每家企业一次性奖励二十万元整。", "申报条件:上年度新升为规模以上工业企业。"];
        assert!(found(&lines).is_empty());
    }

    #[test]
    fn run_in_headings_are_most_of_their_paragraphs() {
        let lines = ["——修路架桥。今年修路十里,架桥三座。", "——种树。不算。", "——引水上山。把水引到山上的梯田里。"];
        assert_eq!(found(&lines), ["修路架桥", "引水上山"]);
        assert!(
            found(&["他来了很久。后来天黑了,没有人。", "她在那里等他,一直等到天亮,也没有说话。", "风停了,雨还在下。"])
                .is_empty()
        );
    }
}
