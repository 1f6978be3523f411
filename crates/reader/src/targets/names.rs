//! What a group of values measures: one indicator, or one for each value or member of its list.

use super::group::{Group, Main};
use super::indicator::{clean, joined, measured, shared_tail, subject};
use super::judge::State;
use super::line::Line;
use super::words::Class;

/// The longest indicator, in characters.
const LONGEST: usize = 50;

/// What ends a member that is no noun yet: 国家级, 重点类.
const PARTIAL: &[char] = &['级', '类', '型', '线'];

/// The indicators of a group: one, or as many as its values, or one for each member that is measured by itself.
pub(super) fn names(line: &Line<'_>, group: &Group, state: &State, before: &str) -> Vec<String> {
    let Some(main) = group.mains.first() else { return Vec::new() };
    let right = line.words(main.right);
    if group.follows {
        return vec![short(&clean(right))];
    }
    if main.candidate.level() {
        return vec![level(line, group, right)];
    }
    let members: Vec<&str> = group.members.iter().map(|member| line.words(*member)).collect();
    let last = members.last().copied().unwrap_or_default();
    // 2026年、2027年产值: a year is no member.
    let count_named = members.len();
    let members: Vec<&str> = members
        .into_iter()
        .enumerate()
        .filter(|(at, member)| at + 1 == count_named || !clean(member).is_empty())
        .map(|(_, member)| member)
        .collect();
    let count = group.mains.len();
    if let Some(all) = right.strip_prefix('的').filter(|_| main.candidate.percent() && clean(last).is_empty()) {
        return vec![short(all)];
    }
    let mut names = split(&members, last, count, main, state);
    // 年均增长10%: what grows was named before.
    let grows = main.reading.growth && growth_only(&names.join(""));
    if grows {
        let known = if count > 1 && state.listed.len() == count { &state.listed } else { &state.indicators };
        if !known.is_empty() {
            names.clone_from(known);
            names.truncate(count.max(1));
        }
    }
    if names.iter().all(String::is_empty) {
        names.clone_from(&state.indicators);
        if names.is_empty() {
            names.push(clean(before));
        }
        if count == 1 && names.len() > 1 && main.reading.value.is_some() && !main.reading.each && !main.reading.growth {
            names.truncate(1);
        }
    }
    for name in &mut names {
        if let Some(measure) = group.measure {
            *name = format!("{}{name}", clean(line.words(measure)));
        }
        let known = state.indicators.first().map(String::as_str).unwrap_or_default();
        // 其他园区翻一番: what is doubled was named before.
        if !main.candidate.counts() && !known.is_empty() && subject(name) == Some(name.as_str()) {
            let whose = subject(known).and_then(|own| known.strip_prefix(own)).unwrap_or(known);
            name.push_str(whose);
        }
        // 排名进入全国前30位、全省前3位.
        if main.reading.rank
            && !name.contains("排")
            && Class::Entry.first(name).is_none()
            && let Some(at) = Class::Entry.first(known)
        {
            *name = format!("{}{name}", known.get(..at + "进入".len()).unwrap_or_default());
        }
        // 产值翻一番,总量突破500亿元.
        if matches!(name.as_str(), "总量" | "总额" | "总规模") && !known.is_empty() && !known.ends_with(name.as_str())
        {
            let whose = Class::Tail.first(known).filter(|at| *at > 0).and_then(|at| known.get(..at));
            name.insert_str(0, whose.unwrap_or(known));
        }
        // 占全省比重: what has the share was named before.
        if name.starts_with('占')
            && let Some(whose) = state.indicators.first().and_then(|whose| whose.split('占').next())
        {
            *name = format!("{whose}{name}");
        }
        let verb = Class::Make.is(name) || name.chars().count() < 2 || main.candidate.percent();
        if !right.is_empty() && !right.starts_with('的') && (verb || Class::Thing.begins(right).is_none()) {
            name.push_str(right);
        }
        if main.reading.fall && !["降", "减", "压", "缩", "精简"].iter().any(|word| name.contains(word)) {
            name.push_str("下降");
        }
        *name = short(name);
    }
    names
}

/// The members of a list as indicators.
fn split(members: &[&str], last: &str, count: usize, main: &Main, state: &State) -> Vec<String> {
    let each = main.reading.each;
    let last = last.split_once('等').filter(|(_, rest)| rest.ends_with("指标")).map_or(last, |(head, _)| head);
    let alone = |list: &[&str]| list.iter().all(|member| measured(member));
    if let [only] = members {
        let text = clean(only);
        if each && count == state.indicators.len() && count > 1 && (text.is_empty() || Class::Lead.is(&text)) {
            return state.indicators.clone();
        }
        return match joined(&text) {
            Some((left, right)) if count == 2 || count == 1 => vec![clean(&left), clean(&right)],
            _ if count == 2 && each => halves(&text, main),
            _ => vec![text],
        };
    }
    let head = members.get(..members.len().saturating_sub(1)).unwrap_or_default();
    let share =
        !main.candidate.counts() && main.reading.unit.as_deref().is_some_and(|unit| unit == "%" || unit.contains('/'));
    let parallel = share
        && members.iter().all(|member| subject(&clean(member)).is_some())
        && members.iter().any(|member| member.ends_with(['”', ')']));
    let apart = count > 1 && count == members.len()
        || count == 1
            && (each
                || parallel
                || alone(head) && (measured(last) || Class::Tail.first(last).is_some() || main.reading.compared));
    if !apart {
        // One value for all of them, or as many as the words do not tell.
        return if count == 1 { vec![short(&clean(&members.join("、")))] } else { vec![clean(last)] };
    }
    // 产值、税收占全市比重: the last member holds what all share.
    let tail = if count > 1 || parallel || alone(head) { shared_tail(last) } else { None };
    let mut names: Vec<String> = head
        .iter()
        .map(|member| {
            let name = clean(member);
            match tail.filter(|_| Class::Tail.first(&name).is_none()) {
                // 国家级、省级开发区产值占比: the first lends more than the tail.
                Some(tail) if !name.ends_with(PARTIAL) => format!("{name}{}", clean(tail)),
                _ if measured(&name) => name,
                _ => lent(name, &clean(last), main),
            }
        })
        .collect();
    // 工业投资、技改投资和外资分别…: the last member may hold two.
    match joined(&clean(last)).filter(|_| count == members.len() + 1) {
        Some((left, right)) => names.extend([clean(&left), clean(&right)]),
        None => names.push(clean(last)),
    }
    names
}

/// A member with what it shares of the last one: 国家级 beside 省级开发区产值 is 国家级开发区产值, 制造业 beside 服务业增加值 is 制造业增加值.
fn lent(name: String, last: &str, main: &Main) -> String {
    let end = name.chars().next_back().filter(|end| PARTIAL.contains(end));
    if let Some(end) = end {
        let cut = last.char_indices().take(8).find(|(_, ch)| *ch == end).map(|(at, ch)| at + ch.len_utf8());
        return format!("{name}{}", cut.and_then(|cut| last.get(cut..)).unwrap_or(last));
    }
    if let Some(rest) =
        subject(last).filter(|_| Class::Subject.ends(&name).is_some()).and_then(|own| last.strip_prefix(own))
    {
        return format!("{name}{rest}");
    }
    match Class::Measured.ends(last).filter(|_| !main.candidate.counts()) {
        Some(noun) => {
            // 甲、乙集群规模: both are 集群.
            let whose = last.strip_suffix(noun).and_then(|head| Class::Body.ends(head)).unwrap_or_default();
            let whose = if Class::Body.ends(&name).is_some() { "" } else { whose };
            format!("{name}{whose}{noun}")
        }
        None => name,
    }
}

/// 甲和乙产值: two that 和 joins and 分别 parts.
fn halves(text: &str, main: &Main) -> Vec<String> {
    let cut = ["和", "与", "及"].into_iter().find_map(|word| text.split_once(word));
    match cut {
        Some((left, right)) => {
            let tail = shared_tail(right).filter(|_| Class::Tail.first(left).is_none()).unwrap_or_default();
            let left = if tail.is_empty() && !measured(left) {
                lent(left.to_owned(), right, main)
            } else {
                format!("{left}{tail}")
            };
            vec![left, right.to_owned()]
        }
        None => vec![text.to_owned()],
    }
}

/// What 千亿级 measures.
fn level(line: &Line<'_>, group: &Group, right: &str) -> String {
    let left = clean(group.members.last().map(|member| line.words(*member)).unwrap_or_default());
    let noun = right.trim_end_matches("规模");
    if !noun.is_empty() {
        format!("{}规模", short(noun))
    } else if measured(&left) {
        left
    } else {
        "规模".to_owned()
    }
}

/// Whether a text says that something grows, and not what.
fn growth_only(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "年均",
        "分别",
        "同比",
        "增长",
        "提高",
        "增速",
        "增幅",
        "提升",
        "下降",
        "增加",
        "每年",
        "比上年",
        "较上年",
        "均",
        "依次",
    ];
    let mut rest = text;
    while let Some(next) = WORDS.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = next;
    }
    rest.is_empty() && !text.is_empty()
}

/// At most [`LONGEST`] characters.
fn short(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}
