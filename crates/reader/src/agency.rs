//! Full names of agencies: from a register, or from the names that stand before them.

use std::collections::HashMap;

/// One agency as a register has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agency {
    /// Its full name now: 某市科学技术局.
    pub name: String,
    /// Short names: 市科技局.
    pub short: Vec<String>,
    /// Names it had before: 市科委.
    pub former: Vec<String>,
}

/// A register of agencies, by all their names.
#[derive(Clone, Debug, Default)]
pub struct Register {
    agencies: Vec<Agency>,
    names: HashMap<String, usize>,
}

impl Register {
    /// A register of these agencies. Where a name stands for two, a name of today goes before a former one.
    #[must_use]
    pub fn of(agencies: Vec<Agency>) -> Self {
        let mut names = HashMap::new();
        let today = |agency: &Agency| [&agency.name].into_iter().chain(&agency.short).cloned().collect::<Vec<_>>();
        let before = |agency: &Agency| agency.former.clone();
        for (at, name) in
            agencies.iter().enumerate().flat_map(|(at, agency)| today(agency).into_iter().map(move |name| (at, name)))
        {
            names.entry(plain(&name)).or_insert(at);
        }
        for (at, name) in
            agencies.iter().enumerate().flat_map(|(at, agency)| before(agency).into_iter().map(move |name| (at, name)))
        {
            names.entry(plain(&name)).or_insert(at);
        }
        Self { agencies, names }
    }
}

/// The agency that `name` stands for: full, short or former, with or without a bracket at its end.
#[must_use]
pub fn expand<'r>(name: &str, register: &'r Register) -> Option<&'r Agency> {
    let plain = plain(name);
    let bare = plain.find('(').filter(|at| *at > 0).and_then(|at| plain.get(..at));
    let at = register.names.get(&plain).or_else(|| register.names.get(bare?));
    at.and_then(|at| register.agencies.get(*at))
}

/// `name` without blanks and with narrow brackets.
fn plain(name: &str) -> String {
    let narrow = |ch: char| match ch {
        '（' => '(',
        '）' => ')',
        _ => ch,
    };
    name.chars().filter(|ch| !ch.is_whitespace()).map(narrow).collect()
}

/// The names of a list with the level that later ones leave out: 市科技局、财政局 is 市科技局、市财政局.
#[must_use]
pub fn restored(names: &[String]) -> Vec<String> {
    const OWN: &[char] = &['各', '省', '市', '区', '县', '州', '国', '有', '相', '其', '中', '驻'];
    const OFFICES: &[char] = &['局', '委', '办', '部', '厅'];
    let mut level: Option<char> = None;
    let mut out = Vec::with_capacity(names.len());
    for name in names {
        let first = name.chars().next();
        let prefixed = first.is_some_and(|first| matches!(first, '省' | '市' | '区' | '县' | '州'));
        // Six characters or so: a longer name without level is that of another body, such as 某某新区产业发展局.
        let short =
            name.chars().count() <= 6 && name.ends_with(OFFICES) && first.is_some_and(|first| !OWN.contains(&first));
        if prefixed {
            level = first;
        }
        out.push(match level.filter(|_| short) {
            Some(level) => format!("{level}{name}"),
            None => name.clone(),
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_short_and_former_names_lead_to_the_agency() {
        let agency = |name: &str, short: &str, former: &str| Agency {
            name: name.to_owned(),
            short: vec![short.to_owned()],
            former: vec![former.to_owned()],
        };
        let register = Register::of(vec![
            agency("某市科学技术局", "市科技局", "市科委"),
            agency("某市商务局", "市商务局", "市外经贸局"),
        ]);
        let name = |name: &str| expand(name, &register).map(|agency| agency.name.as_str());
        assert_eq!(name("市科技局（外专局）"), Some("某市科学技术局"));
        assert_eq!(name("市科委"), Some("某市科学技术局"));
        assert_eq!(name("某市商务局"), Some("某市商务局"));
        assert_eq!(name("市财政局"), None);
    }

    #[test]
    fn a_level_said_once_holds_for_the_list() {
        let names = ["市科技局", "财政局", "各区政府", "税务局"].map(str::to_owned);
        assert_eq!(restored(&names), ["市科技局", "市财政局", "各区政府", "市税务局"]);
    }
}
