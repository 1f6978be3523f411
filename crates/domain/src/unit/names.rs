//! The table of units of measure: codes, Chinese and English names, dimensions, sizes.

use crate::dimension::Dimension;
use crate::ratio::Ratio;

/// A unit of measure with a name of its own.
pub(super) struct Named {
    pub code: &'static str,
    pub zh: &'static str,
    pub en: &'static str,
    /// Other ways of writing it.
    pub aliases: &'static [&'static str],
    pub dimension: Dimension,
    /// How many of the dimension's base unit it is.
    pub size: Ratio,
    /// Whether 千, 万, 百万, 千万, 亿 may stand before it.
    pub multiplies: bool,
}

/// A multiple that stands before a unit: 万 in 万元.
pub(super) struct Multiple {
    pub code: &'static str,
    pub zh: &'static str,
    pub en: &'static str,
    pub size: i128,
}

pub(super) const MULTIPLES: [Multiple; 8] = [
    Multiple { code: "", zh: "", en: "", size: 1 },
    Multiple { code: "qian_", zh: "千", en: "thousand ", size: 1_000 },
    Multiple { code: "wan_", zh: "万", en: "10,000 ", size: 10_000 },
    Multiple { code: "bai_wan_", zh: "百万", en: "million ", size: 1_000_000 },
    Multiple { code: "qian_wan_", zh: "千万", en: "10 million ", size: 10_000_000 },
    Multiple { code: "yi_", zh: "亿", en: "100 million ", size: 100_000_000 },
    Multiple { code: "shi_yi_", zh: "十亿", en: "billion ", size: 1_000_000_000 },
    Multiple { code: "wan_yi_", zh: "万亿", en: "trillion ", size: 1_000_000_000_000 },
];

const fn whole(size: i128) -> Ratio {
    Ratio::new(size, 1)
}

const fn part(below: i128) -> Ratio {
    Ratio::new(1, below)
}

macro_rules! names {
    ($($dimension:ident $size:expr, $multiplies:literal, $code:literal, $zh:literal, $en:literal, [$($alias:literal),*];)+) => {
        pub(super) const NAMED: &[Named] = &[$(Named {
            code: $code, zh: $zh, en: $en, aliases: &[$($alias),*],
            dimension: Dimension::$dimension, size: $size, multiplies: $multiplies,
        }),+];
    };
}

// 1 mu is 1/15 hectare. A kilogram of standard coal is 1/1000 tce; a ton of oil equivalent is 10/7 tce (International Energy Agency). Base units: m², yuan, US dollar, tce, kWh, t, person,
// one thing, year, day, point, m, m³, kW.
// Commonest first: of names equally near to a misspelt one, the first is offered.
names! {
    YUAN whole(1), true, "yuan", "元", "yuan", ["人民币元", "元人民币", "cny", "rmb"];
    NONE whole(1), false, "times", "倍", "times", [];
    NONE part(100), false, "percent", "%", "%", ["pct", "％", "﹪", "百分比", "百分之"];
    NONE part(1_000), false, "per_mille", "‰", "‰", ["千分之"];
    NONE part(100), false, "percentage_point", "百分点", "percentage points", ["个百分点"];
    AREA whole(1), true, "m2", "平方米", "m²", ["m²", "㎡", "平米"];
    AREA Ratio::new(10_000, 15), true, "mu", "亩", "mu", ["市亩"];
    AREA whole(10_000), true, "hectare", "公顷", "hectares", ["ha"];
    AREA whole(1_000_000), true, "km2", "平方公里", "km²", ["km²", "平方千米"];
    US_DOLLAR whole(1), true, "usd", "美元", "US dollars", [];
    COAL whole(1), true, "tce", "吨标准煤", "tce", ["吨标煤"];
    COAL part(1_000), false, "kgce", "千克标准煤", "kgce", ["公斤标准煤", "千克标煤"];
    COAL Ratio::new(10, 7), true, "toe", "吨标准油", "toe", ["吨油当量"];
    ELECTRICITY whole(1), true, "kwh", "千瓦时", "kWh", ["度", "千瓦小时"];
    MASS whole(1), true, "t", "吨", "t", [];
    MASS part(1_000), false, "kg", "千克", "kg", ["公斤"];
    PERSON whole(1), true, "person", "人", "people", [];
    PERSON whole(1), true, "name", "名", "persons", [];
    COUNT whole(1), true, "ge", "个", "items", [];
    COUNT whole(1), true, "jia", "家", "firms", [];
    COUNT whole(1), true, "hu", "户", "households", [];
    COUNT whole(1), true, "xiang", "项", "entries", [];
    COUNT whole(1), true, "jian", "件", "pieces", [];
    COUNT whole(1), true, "ci", "次", "times over", [];
    COUNT whole(1), true, "renci", "人次", "visits", [];
    COUNT whole(1), true, "tai", "台", "machines", ["台套"];
    COUNT whole(1), true, "tao", "套", "sets", [];
    COUNT whole(1), true, "tiao", "条", "lines", [];
    COUNT whole(1), true, "zuo", "座", "facilities", [];
    COUNT whole(1), true, "chu", "处", "places", [];
    COUNT whole(1), true, "suo", "所", "institutions", [];
    COUNT whole(1), true, "liang", "辆", "vehicles", [];
    COUNT whole(1), true, "mei", "枚", "coins", [];
    COUNT whole(1), true, "pian", "篇", "papers", [];
    COUNT whole(1), true, "zong", "宗", "parcels", [];
    COUNT whole(1), true, "wei", "位", "places in a ranking", [];
    YEAR whole(1), false, "year", "年", "years", [];
    YEAR part(12), false, "month", "月", "months", ["个月"];
    DAY whole(1), false, "day", "天", "days", ["日"];
    DAY whole(1), false, "working_day", "工作日", "working days", ["个工作日"];
    POINT whole(1), false, "point", "分", "points", [];
    LENGTH whole(1), false, "m", "米", "m", [];
    LENGTH whole(1_000), true, "km", "公里", "km", ["千米"];
    VOLUME whole(1), true, "m3", "立方米", "m³", ["m³", "方"];
    POWER whole(1), true, "kw", "千瓦", "kW", [];
    POWER whole(1_000), true, "mw", "兆瓦", "MW", [];
}

/// The multiple and the unit, by position, that `text` names; ASCII codes in any case.
pub(super) fn find(text: &str) -> Option<(u8, u8)> {
    let plain = |text: &str| {
        let mut named = NAMED.iter();
        let place = named.position(|n| n.code == text || n.zh == text || n.aliases.contains(&text))?;
        u8::try_from(place).ok()
    };
    let text = text.to_ascii_lowercase();
    if let Some(place) = plain(&text) {
        return Some((0, place));
    }
    // 百万元 begins with 百万 and 千万元 with 千, so every multiple is tried.
    (0..).zip(&MULTIPLES).skip(1).find_map(|(number, multiple)| {
        let rest = text.strip_prefix(multiple.code).or_else(|| text.strip_prefix(multiple.zh))?;
        let place = plain(rest)?;
        NAMED.get(usize::from(place)).filter(|named| named.multiplies).map(|_| (number, place))
    })
}

/// Every name a single unit may go by: codes first, then Chinese names, with their multiples.
pub(super) fn all() -> impl Iterator<Item = String> {
    let each = |of_multiple: fn(&Multiple) -> &'static str, of_named: fn(&Named) -> &'static str| {
        NAMED.iter().flat_map(move |named| {
            let multiples = if named.multiplies { MULTIPLES.len() } else { 1 };
            MULTIPLES
                .iter()
                .take(multiples)
                .map(move |multiple| format!("{}{}", of_multiple(multiple), of_named(named)))
        })
    };
    each(|m| m.code, |n| n.code).chain(each(|m| m.zh, |n| n.zh))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn no_name_stands_for_two_units() {
        let mut seen = BTreeMap::new();
        for (number, multiple) in MULTIPLES.iter().enumerate() {
            for named in NAMED.iter().filter(|named| number == 0 || named.multiplies) {
                let with = |before: &str, name: &str| format!("{before}{name}");
                let mut names = vec![with(multiple.code, named.code), with(multiple.zh, named.zh)];
                names.extend(named.aliases.iter().filter(|a| !a.is_ascii()).map(|a| with(multiple.zh, a)));
                for name in names {
                    let before = seen.insert(name.clone(), named.code);
                    assert!(before.is_none() || before == Some(named.code), "{name}: {before:?} and {}", named.code);
                }
            }
        }
    }

    #[test]
    fn every_name_is_found_as_what_it_names() {
        for (place, named) in NAMED.iter().enumerate() {
            let found = (0, u8::try_from(place).unwrap());
            for name in [&[named.code, named.zh], named.aliases].concat() {
                assert_eq!(find(name), Some(found), "{name}");
            }
        }
        assert!(all().all(|name| find(&name).is_some()));
    }
}
