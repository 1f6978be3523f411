//! Who a document is about, by its title, else by its issuer: the zone it names, or all of its province, city or county.

use super::words::Class;

/// Places whose whole is meant, and how.
const PLACES: &[(char, &str)] = &[('省', "全省"), ('市', "全市"), ('州', "全州"), ('县', "全县"), ('区', "全区")];

/// The zone that `title` is about; else the zone of `issuer`; else the whole place that one of them begins with.
pub(super) fn about(title: &str, issuer: &str) -> Option<String> {
    // Before 关于 stands who issued it.
    let (head, told) = title.split_once("关于").unwrap_or(("", title));
    let zone = [told, head, issuer].into_iter().find_map(zone);
    zone.or_else(|| [told, head, issuer].into_iter().find_map(place).map(|(_, all)| all.to_owned()))
}

/// The first zone of `text` with its name.
fn zone(text: &str) -> Option<String> {
    let (at, word) = text.char_indices().find_map(|(at, _)| {
        let word = Class::Zone.begins(text.get(at..)?)?;
        Some((at, word))
    })?;
    let head = text.get(..at)?;
    let verb = Class::Before.last_end(head).unwrap_or(0);
    let mark = head.rfind(|ch: char| ch.is_whitespace() || "《》“”、,:()".contains(ch));
    let mark = mark.map_or(0, |at| at + head.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let name = head.get(verb.max(mark)..)?;
    // 建设一流开发区 tells what it is to become.
    if Class::Praise.begins(name).is_some() {
        return None;
    }
    // All zones of a province or city: 某省开发区 is 全省开发区. 某市高新区 is one.
    if Class::Kind.is(word)
        && let Some((rest, all)) = place(name)
        && (rest.is_empty() || Class::Rank.is(rest))
    {
        return Some(format!("{all}{rest}{word}"));
    }
    Some(format!("{name}{word}"))
}

/// The province, city or county that `text` begins with, as a whole, and the words behind it.
fn place(text: &str) -> Option<(&str, &'static str)> {
    let text = text.trim_start_matches("中共");
    let near = || text.char_indices().skip(1).take(8);
    let (at, _, all) = near().find_map(|(at, ch)| {
        let (_, all) = PLACES.iter().find(|(end, _)| *end == ch)?;
        Some((at, ch, *all))
    })?;
    let rest = text.get(at..)?.chars().next().map_or(at, |ch| at + ch.len_utf8());
    Some((text.get(rest..)?, all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn title_and_issuer_tell_who_a_document_is_about() {
        let told = |title, issuer| about(title, issuer).unwrap_or_default();
        assert_eq!(told("关于加快东湖高新区高质量发展的实施方案", ""), "东湖高新区");
        assert_eq!(told("江北省开发区提质增效行动方案", ""), "全省开发区");
        assert_eq!(told("江北省省级开发区改革方案", ""), "全省省级开发区");
        assert_eq!(told("关于推进开发区创新提升的意见", "江城市人民政府"), "开发区");
        assert_eq!(told("江城经济技术开发区管委会关于印发工业倍增计划的通知", ""), "江城经济技术开发区");
        assert_eq!(told("关于支持制造业发展的若干措施", "江城工业园区管委会"), "江城工业园区");
        assert_eq!(told("江城经开区关于建设一流开发区的意见", ""), "江城经开区");
        assert_eq!(told("江城市先进制造业发展规划", ""), "全市");
        assert_eq!(told("关于支持制造业发展的若干措施", "中共江城市委"), "全市");
        assert_eq!(told("关于支持制造业发展的若干措施", ""), "");
    }
}
