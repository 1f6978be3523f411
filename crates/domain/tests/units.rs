//! Units of measure: how they are written, what they are made of, how they convert.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use domain::dimension::Dimension;
use domain::say::{Lang, Say};
use domain::unit::{Unit, UnitError};
use proptest::prelude::*;
use rust_decimal::Decimal;

fn unit(text: &str) -> Unit {
    Unit::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn single() -> impl Strategy<Value = Unit> {
    proptest::sample::select(Unit::known().map(|name| unit(&name)).collect::<Vec<_>>())
}

fn any_unit() -> impl Strategy<Value = Unit> {
    let list = || proptest::collection::vec(single(), 0..3);
    (list(), list()).prop_map(|(above, below)| {
        let product = |units: Vec<Unit>| units.iter().try_fold(Unit::ONE, |product, unit| product.times(unit)).unwrap();
        product(above).per(&product(below)).unwrap()
    })
}

#[test]
fn units_are_read_from_codes_and_from_chinese() {
    for (code, writings) in [
        ("mu", &["亩", "mu"][..]),
        ("hectare", &["公顷", "ha", "hectare"]),
        ("m2", &["平方米", "㎡", "m²", "m2", "平米"]),
        ("km2", &["平方公里", "km2", "km²"]),
        ("wan_m2", &["万平方米", "万㎡", "wan_m2"]),
        ("yuan", &["元", "yuan"]),
        ("qian_yuan", &["千元"]),
        ("wan_yuan", &["万元", "wan_yuan", "WAN_YUAN", " 万 元 "]),
        ("bai_wan_yuan", &["百万元"]),
        ("qian_wan_yuan", &["千万元"]),
        ("yi_yuan", &["亿元"]),
        ("usd", &["美元"]),
        ("wan_usd", &["万美元"]),
        ("yi_usd", &["亿美元"]),
        ("tce", &["吨标准煤", "吨标煤", "tce"]),
        ("wan_tce", &["万吨标准煤"]),
        ("kgce", &["千克标准煤", "公斤标准煤", "kgce"]),
        ("kwh", &["千瓦时", "度", "kWh"]),
        ("wan_kwh", &["万千瓦时", "万度"]),
        ("yi_kwh", &["亿千瓦时"]),
        ("t", &["吨"]),
        ("wan_t", &["万吨"]),
        ("kg", &["千克", "kg"]),
        ("person", &["人"]),
        ("wan_person", &["万人"]),
        ("jia", &["家"]),
        ("percent", &["%", "％", "percent"]),
        ("per_mille", &["‰"]),
        ("point", &["分"]),
        ("one", &["one", "1", "无量纲"]),
        ("wan_yuan/mu", &["万元/亩", "万元／亩", "wan_yuan/mu", "万元每亩"]),
        (
            "wan_yuan/(person.year)",
            &[
                "万元/人·年",
                "万元/(人·年)",
                "万元/（人·年）",
                "wan_yuan/(person.year)",
                "万元/人.年",
                "万元/年·人",
                "万元/人/年",
            ],
        ),
        ("wan_yuan/tce", &["万元/吨标准煤"]),
        ("kgce/wan_yuan", &["kgce/万元", "千克标准煤/万元"]),
        ("1/year", &["1/年"]),
        ("yuan^2", &["元·元", "元^2"]),
        ("one", &["亩/亩"]),
    ] {
        for writing in writings {
            assert_eq!(unit(writing).code(), code, "{writing}");
        }
    }
}

#[test]
fn an_error_names_the_part_and_what_is_near_to_it() {
    let Err(UnitError::Unknown { part, nearest, .. }) = Unit::parse("wan_yaun/mu") else { panic!("it was read") };
    assert_eq!((part.as_str(), nearest.first().map(String::as_str)), ("wan_yaun", Some("wan_yuan")));
    let said = Unit::parse("万园/亩").unwrap_err().to_string();
    assert!(said.starts_with("未知的计量单位“万园”（在“万园/亩”中）；相近的有：") && said.contains("万元"), "{said}");
    for text in ["", "/", "亩/", "()", "(亩", "亩..元", "元^0", "元^10", "元^^2", "万%", "万万元", "^2", "元^-1"]
    {
        let error = Unit::parse(text).expect_err(text);
        assert!(!error.say(Lang::Zh).is_empty() && !error.say(Lang::En).is_empty());
    }
    assert!(matches!(Unit::parse(&"元".repeat(200)), Err(UnitError::TooLong { .. })));
    assert_eq!(Unit::parse("元·亩·人·吨·tce·kwh·年"), Err(UnitError::TooManyParts));
}

#[test]
fn conversions_are_exact() {
    for (value, from, to, expected) in [
        ("15", "亩", "公顷", "1"),
        ("3", "亩", "平方米", "2000"),
        ("1", "平方公里", "亩", "1500"),
        ("18.9", "万元/亩", "元/公顷", "2835000"),
        ("12.5", "亿元", "万元", "125000"),
        ("2.36", "%", "one", "0.0236"),
        ("2.36", "百分点", "%", "2.36"),
        ("5", "‰", "%", "0.5"),
        ("0.5", "吨标准煤/万元", "千克标准煤/元", "0.05"),
        ("16.45", "万元/人·年", "元/人·月", "13708.333333333333333333333333"),
        ("7", "家", "个", "7"),
    ] {
        assert_eq!(unit(from).convert(number(value), &unit(to)), Ok(number(expected)), "{value} {from} in {to}");
    }
    assert_eq!(unit("亩").factor_to(&unit("公顷")).unwrap().to_bits(), (1.0_f64 / 15.0).to_bits());
    assert_eq!(unit("万元").factor_to(&unit("元")).unwrap().to_bits(), 10_000.0_f64.to_bits());
}

#[test]
fn different_things_do_not_convert() {
    for (from, to) in
        [("元", "美元"), ("吨标准煤", "千瓦时"), ("吨", "吨标准煤"), ("人", "个"), ("亩", "万元"), ("分", "%")]
    {
        let refused = unit(from).convert(Decimal::ONE, &unit(to));
        assert_eq!(refused, Err(UnitError::Dimension { from: unit(from), to: unit(to) }));
    }
    assert_eq!(
        unit("元").factor_to(&unit("美元")).unwrap_err().to_string(),
        "“元”（人民币）不能换算为“美元”（美元），请核对单位"
    );
    assert!(matches!(unit("亿元").convert(Decimal::MAX, &unit("元")), Err(UnitError::TooLarge { .. })));
}

#[test]
fn a_formula_of_units_gives_the_unit_of_its_result() {
    let per_mu = unit("万元").per(&unit("亩")).unwrap();
    assert_eq!((per_mu, per_mu.dimension()), (unit("万元/亩"), Dimension::YUAN.per(Dimension::AREA)));
    assert_eq!(per_mu.times(&unit("亩")).unwrap(), unit("万元"));
    assert_eq!(per_mu.say(Lang::En), "10,000 yuan/mu");
    assert!(unit("万元").per(&unit("万元")).unwrap().dimension().is_none());
}

proptest! {
    #[test]
    fn every_unit_reads_back_from_its_code_and_its_chinese(unit in any_unit()) {
        prop_assert_eq!(Unit::parse(&unit.code()), Ok(unit));
        prop_assert_eq!(Unit::parse(&unit.say(Lang::Zh)), Ok(unit));
        let json = serde_json::to_string(&unit).unwrap();
        prop_assert_eq!(serde_json::from_str::<Unit>(&json).unwrap(), unit);
    }

    #[test]
    fn products_and_quotients_follow_their_dimensions(a in any_unit(), b in any_unit()) {
        if let Ok(product) = a.times(&b) {
            prop_assert_eq!(product.dimension(), a.dimension().times(b.dimension()));
            prop_assert_eq!(b.times(&a), Ok(product));
            prop_assert_eq!(product.per(&b), Ok(a));
        }
        if let Ok(quotient) = a.per(&b) {
            prop_assert_eq!(quotient.dimension(), a.dimension().per(b.dimension()));
        }
    }

    #[test]
    fn a_figure_comes_back_from_another_unit(from in single(), to in single(), digits in -999_999_999_i64..=999_999_999, scale in 0_u32..6) {
        let value = Decimal::new(digits, scale);
        if from.dimension() == to.dimension() {
            let there = from.convert(value, &to).unwrap();
            let back = to.convert(there, &from).unwrap();
            // A third of a unit is kept to 28 digits; nothing else is lost. The largest factor here is 10^14.
            prop_assert!((back - value).abs() <= Decimal::new(1, 12), "{value} {from} is {there} {to}, back {back}");
        } else {
            prop_assert!(from.convert(value, &to).is_err());
        }
    }

    #[test]
    fn money_and_area_in_whole_numbers_come_back_exactly(digits in -999_999_999_i64..=999_999_999, scale in 0_u32..6) {
        for (from, to) in [("元", "亿元"), ("万元", "千元"), ("公顷", "亩"), ("平方米", "平方公里"), ("吨", "千克")] {
            let (from, to, value) = (unit(from), unit(to), Decimal::new(digits, scale));
            let there = from.convert(value, &to).unwrap();
            prop_assert_eq!(to.convert(there, &from), Ok(value));
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,100}", made in "[万亿千元亩人年/·().^0-9a-z_%]{0,40}") {
        let _ = Unit::parse(&text);
        if let Ok(unit) = Unit::parse(&made) {
            prop_assert_eq!(Unit::parse(&unit.code()), Ok(unit));
        }
    }

    #[test]
    fn no_figure_makes_a_conversion_panic(from in any_unit(), to in any_unit(), mantissa in any::<i64>(), scale in 0_u32..=28) {
        let _ = from.convert(Decimal::new(mantissa, scale), &to);
        let _ = from.convert(Decimal::MIN, &to);
        let _ = from.factor_to(&to);
    }
}

#[test]
fn what_english_divides_by_is_one_of_its_kind() {
    let said = |text: &str| Unit::parse(text).unwrap().say(Lang::En);
    assert_eq!(said("万元/人"), "10,000 yuan/person");
    assert_eq!(said("家/公顷"), "firms/hectare");
    assert_eq!(said("人"), "people");
    assert_eq!(said("元/吨标准煤"), "yuan/tce");
}
