//! What follows the score in a population: bonuses and deductions with their bounds, members treated apart, vetoes, grades.

use domain::attribute;
use domain::say::{Lang, Say};
use policy::members::{List, Member, MemberEffect};
use policy::pack::{AttributeFilter, Pack};
use policy::scheme::{Adjustment, Population};
use rust_decimal::Decimal;

use crate::component::number;
use crate::page::policy_words;
use crate::page::score_parts::joint;
use crate::shell::locale::{Key, Words};

/// A rule: its kind, its title, what it says, its clause.
pub struct Rule {
    /// What kind of rule it is.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// What it says.
    pub text: String,
    /// Its clause.
    pub cite: String,
}

/// The rules of a population that follow the score, in the order in which they act.
#[must_use]
pub fn rules(pack: &Pack, population: &Population, words: Words) -> Vec<Rule> {
    let rule = |kind: Key, title: &str, text: String, cite| Rule {
        kind: words.of(kind),
        title: title.to_owned(),
        text,
        cite: policy_words::cite(cite, words),
    };
    let mut rules = Vec::new();
    for one in &population.adjustments {
        rules.push(rule(Key("rule-adjustment"), &one.title, adjustment(pack, one, words), &one.cite));
    }
    for one in &population.lists {
        rules.push(rule(Key("rule-list"), &one.title, list(population, one, words), &one.cite));
    }
    for one in &population.members {
        rules.push(rule(Key("rule-member"), &one.title, member(pack, one, words), &one.cite));
    }
    for one in &population.vetoes {
        let when = policy_words::formula(&one.when, pack, words);
        let effect = policy_words::veto_effect(&one.effect, words);
        rules.push(rule(Key("rule-veto"), &one.title, format!("{when} → {effect}"), &one.cite));
    }
    if let Some(grading) = &population.grading {
        let line = words.ta(
            "rule-grading",
            &[("grades", &policy_words::grading(grading, words)), ("over", &grading.over.say(words.lang()))],
        );
        rules.push(rule(Key("rule-grades"), &words.t("rule-grades"), line, &grading.cite));
    }
    rules
}

fn adjustment(pack: &Pack, one: &Adjustment, words: Words) -> String {
    let points = words.ta("rule-points", &[("points", &policy_words::formula(&one.points, pack, words))]);
    with_bounds(points, one.at_most, one.at_least, words)
}

fn list(population: &Population, one: &List, words: Words) -> String {
    let title = |id: &String| {
        let found = population.adjustments.iter().find(|rule| rule.id == *id);
        found.map_or_else(|| id.clone(), |rule| rule.title.clone())
    };
    let titles: Vec<_> = one.rules.iter().map(title).collect();
    let together = words.ta("rule-together", &[("rules", &titles.join(joint(words)))]);
    with_bounds(together, one.at_most, one.at_least, words)
}

fn with_bounds(text: String, at_most: Option<Decimal>, at_least: Option<Decimal>, words: Words) -> String {
    let mut parts = vec![text];
    parts.extend(at_most.map(|most| words.ta("rule-at-most", &[("points", &number::plain(most))])));
    parts.extend(at_least.map(|least| words.ta("rule-at-least", &[("points", &number::plain(least))])));
    parts.join(match words.lang() {
        Lang::Zh => "，",
        Lang::En => ", ",
    })
}

fn member(pack: &Pack, one: &Member, words: Words) -> String {
    let mut conditions: Vec<_> = one.filter.iter().map(|filter| condition(filter, words)).collect();
    conditions.extend(one.when.as_ref().map(|when| policy_words::formula(when, pack, words)));
    let effect = match &one.effect {
        MemberEffect::Exempt(mark) => words.ta("member-exempt", &[("mark", mark)]),
        MemberEffect::QuotaFree => words.t("member-quota-free"),
        MemberEffect::Protected(grade) => words.ta("member-protected", &[("grade", grade)]),
    };
    format!("{} → {effect}", conditions.join(&words.t("rule-and")))
}

/// A condition on an attribute, in words.
#[must_use]
pub fn condition(filter: &AttributeFilter, words: Words) -> String {
    let title = attribute::title(filter.attribute.as_str(), words.lang());
    words.ta("rule-attribute", &[("attribute", title), ("values", &filter.any_of.join(joint(words)))])
}

#[cfg(test)]
mod tests {
    use domain::id::AttributeName;
    use policy::pack::Cite;

    use super::*;

    /// A shipped population with a list and members of its own.
    fn shown(lang: Lang) -> Vec<(String, String, String)> {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/demo-province");
        let (pack, _) = policy::check(&policy::PackFiles::read(&folder).unwrap(), &()).unwrap();
        let all = pack.schemes.iter().flat_map(|scheme| &scheme.populations);
        let mut population = all.into_iter().find(|one| !one.adjustments.is_empty()).unwrap().clone();
        let cite = || Cite::Clause("三".to_owned());
        let bonus = population.adjustments[0].id.clone();
        population.lists = vec![List {
            id: "sum".to_owned(),
            title: "加分合计".to_owned(),
            rules: vec![bonus],
            at_most: Some(Decimal::TEN),
            at_least: None,
            cite: cite(),
        }];
        let filter = vec![AttributeFilter {
            attribute: AttributeName::new("kind").unwrap(),
            any_of: vec!["公用事业".to_owned(), "军工".to_owned()],
        }];
        let member = |id: &str, effect| Member {
            id: id.to_owned(),
            title: id.to_owned(),
            filter: filter.clone(),
            when: None,
            effect,
            cite: cite(),
        };
        population.members = vec![
            member("a", MemberEffect::Exempt("T".to_owned())),
            member("b", MemberEffect::QuotaFree),
            member("c", MemberEffect::Protected("B".to_owned())),
        ];
        let all = rules(&pack, &population, Words(lang));
        all.into_iter().map(|rule| (rule.kind, rule.text, rule.cite)).collect()
    }

    #[test]
    fn lists_and_members_are_said_in_words_with_their_clause() {
        let all = shown(Lang::Zh);
        let of = |kind: &str| all.iter().filter(|(own, ..)| own == kind).collect::<Vec<_>>();
        let lists = of("合计限额");
        assert!(lists[0].1.ends_with("合计，最多 10 分") && lists[0].2 == "三", "{lists:?}");
        let members = of("特殊对象");
        assert_eq!(members[0].1, "类型为公用事业、军工 → 计分，不排名、不评级、不占名额，等级处写 T");
        assert_eq!(members[1].1, "类型为公用事业、军工 → 参加排名，不占名额，按占名额对象的分数线定级");
        assert_eq!(members[2].1, "类型为公用事业、军工 → 等级不低于 B，不影响其他对象");
        assert!(members.iter().all(|(.., cite)| cite == "三"));
    }

    #[test]
    fn english_rules_hold_no_chinese_punctuation() {
        // The titles of the bounded rules are the pack's own words.
        for (_, text, _) in shown(Lang::En).into_iter().filter(|(kind, ..)| kind != "Bound over several") {
            assert!(!text.contains(['：', '（', '，', '；']), "{text}");
        }
    }
}
