//! Periods: how they are written, how they follow each other, which days they cover.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use domain::period::{FIRST_YEAR, LAST_YEAR, Period, PeriodError, Span};
use domain::say::{Lang, Say};
use proptest::prelude::*;

fn read(text: &str) -> Period {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn any_period() -> impl Strategy<Value = Period> {
    let span = prop_oneof![
        Just(Span::Year),
        (1_u8..=2).prop_map(Span::Half),
        (1_u8..=4).prop_map(Span::Quarter),
        (1_u8..=12).prop_map(Span::Month),
    ];
    (FIRST_YEAR..=LAST_YEAR, span, any::<bool>()).prop_map(|(year, span, cumulative)| {
        let period = Period::new(year, span).unwrap();
        if cumulative { period.cumulative() } else { period }
    })
}

#[test]
fn the_ways_offices_write_a_period_are_read() {
    for (code, writings) in [
        ("2024", &["2024", "2024年", "2024年度", "２０２４年", " 2024 ", "2024年全年"][..]),
        ("2024H1", &["2024H1", "2024h1", "2024年上半年", "2024-H1", "2024上半年"]),
        ("2024H2", &["2024H2", "2024年下半年"]),
        ("2024Q2", &["2024Q2", "2024q2", "2024-Q2", "2024年第二季度", "2024年二季度", "2024年第2季度", "2024年2季度"]),
        (
            "2024-06",
            &[
                "2024年6月",
                "2024-06",
                "2024-6",
                "2024/6",
                "2024/06",
                "2024.6",
                "202406",
                "2024年06月",
                "２０２４年６月",
                "2024年六月",
                "2024年6月份",
                "2024 年 6 月",
                "2024．6",
                "2024／6",
            ],
        ),
        ("2024-12", &["2024年十二月", "2024年12月"]),
        (
            "2024-06c",
            &[
                "2024年1-6月",
                "2024年1—6月",
                "2024年1－6月",
                "2024年1～6月",
                "2024年1至6月",
                "2024年1月-6月",
                "2024-06c",
                "２０２４年１－６月",
                "2024年1-6月累计",
                "2024年6月累计",
                "2024年前六个月",
                "2024年一至六月",
            ],
        ),
        ("2024Q3c", &["2024年前三季度", "2024年1-3季度", "2024年前3季度", "2024年一至三季度", "2024Q3c"]),
        ("2024Q2c", &["2024年前两季度", "2024年前两个季度"]),
    ] {
        for writing in writings {
            assert_eq!(read(writing).code(), code, "{writing}");
        }
    }
}

#[test]
fn what_is_no_period_is_refused_in_words() {
    for text in [
        "",
        "年",
        "24年",
        "2024年13月",
        "2024-00",
        "2024Q5",
        "2024H3",
        "2024-06-30",
        "20240630",
        "2024c",
        "2024年累计",
        "2024年6个月",
        "abcd",
        "2024年年",
        "二〇二四年",
        "1900",
        "9999",
        "2024-6月",
        "2024Q",
        "2024年第季度",
        "2024-+6",
    ] {
        let error = text.parse::<Period>().expect_err(text);
        assert!(!error.say(Lang::Zh).is_empty() && !error.say(Lang::En).is_empty());
    }
    assert_eq!(Period::month(2024, 13), Err(PeriodError::Number(Span::Month(13))));
    assert_eq!(Period::month(2024, 13).unwrap_err().to_string(), "没有第 13 个月份，应为 1—12");
    assert_eq!(Period::year(1948), Err(PeriodError::Year(1948)));
}

#[test]
fn a_period_is_said_as_officials_write_it() {
    for (code, zh, en) in [
        ("2024", "2024年", "2024"),
        ("2024H1", "2024年上半年", "first half of 2024"),
        ("2024Q2", "2024年第2季度", "Q2 2024"),
        ("2024-06", "2024年6月", "June 2024"),
        ("2024-06c", "2024年1—6月", "January–June 2024"),
        ("2024Q3c", "2024年前3季度", "2024 through Q3"),
    ] {
        assert_eq!((read(code).say(Lang::Zh).as_str(), read(code).say(Lang::En).as_str()), (zh, en));
    }
}

#[test]
fn february_ends_on_the_29th_in_leap_years_only() {
    for (year, day) in [(2024, 29), (2023, 28), (2000, 29), (2100, 28)] {
        assert_eq!(Period::month(year, 2).unwrap().last_day(), (year, 2, day));
    }
    assert_eq!((read("2024Q2").first_day(), read("2024Q2").last_day()), ((2024, 4, 1), (2024, 6, 30)));
    assert_eq!((read("2024-06c").first_day(), read("2024-06c").last_day()), ((2024, 1, 1), (2024, 6, 30)));
    assert_eq!((read("2024H2").first_day(), read("2024").last_day()), ((2024, 7, 1), (2024, 12, 31)));
}

#[test]
fn periods_sort_by_their_end_and_the_shorter_first() {
    let mut periods: Vec<_> =
        ["2024", "2024-06c", "2024H1", "2024Q2", "2024-07", "2024-06", "2024Q2c", "2023", "2024-01"].map(read).into();
    periods.sort();
    let codes: Vec<_> = periods.iter().map(|p| p.code()).collect();
    assert_eq!(codes, ["2023", "2024-01", "2024-06", "2024Q2", "2024-06c", "2024Q2c", "2024H1", "2024-07", "2024"]);
}

#[test]
fn the_first_of_a_series_follows_the_last_of_the_year_before() {
    assert_eq!(read("2024-01").previous(), Some(read("2023-12")));
    assert_eq!(read("2024-01c").previous(), Some(read("2023-12c")));
    assert_eq!(read("2024-06c").same_last_year(), Some(read("2023-06c")));
    assert_eq!((read("1949").previous(), read("2199-12").following()), (None, None));
}

proptest! {
    #[test]
    fn every_period_reads_back_from_its_code_and_its_chinese(period in any_period()) {
        prop_assert_eq!(period.code().parse(), Ok(period));
        prop_assert_eq!(period.say(Lang::Zh).parse(), Ok(period));
        let json = serde_json::to_string(&period).unwrap();
        prop_assert_eq!(&json, &format!("\"{period}\""));
        prop_assert_eq!(serde_json::from_str::<Period>(&json).unwrap(), period);
    }

    #[test]
    fn the_previous_of_the_following_is_the_period_itself(period in any_period()) {
        if let Some(next) = period.following() {
            prop_assert_eq!(next.previous(), Some(period));
            prop_assert!(next > period);
            prop_assert!(next.last_day() > period.last_day());
        }
        if let Some(then) = period.same_last_year() {
            prop_assert!(then < period && then.span() == period.span());
        }
    }

    #[test]
    fn a_span_begins_the_day_after_the_one_before_it_ended(period in any_period()) {
        if let Some(next) = period.alone().following() {
            let (year, month, day) = period.last_day();
            let tomorrow = if month == 12 { (year + 1, 1, 1) } else { (year, month + 1, 1) };
            prop_assert!((28..=31).contains(&day));
            prop_assert_eq!(next.first_day(), tomorrow);
        }
        prop_assert_eq!(period.cumulative().first_day(), (period.calendar_year(), 1, 1));
        prop_assert_eq!(period.cumulative().last_day(), period.last_day());
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,60}", tail in "[年月季度前第半上下累计至个份0-9一二十c\\-/.hq]{0,8}") {
        let _ = text.parse::<Period>();
        if let Ok(period) = format!("2024{tail}").parse::<Period>() {
            prop_assert_eq!(period.code().parse(), Ok(period));
        }
        let _ = format!("2024{text}").parse::<Period>();
    }
}

#[test]
fn years_later_keeps_the_part_of_the_year_and_ends_where_the_years_do() {
    assert_eq!(read("2022Q3").years_later(-1), Some(read("2021Q3")));
    assert_eq!(read("2022-06c").years_later(2), Some(read("2024-06c")));
    assert_eq!(read("2022").years_later(0), Some(read("2022")));
    for years in [i16::MIN, FIRST_YEAR - 2023, LAST_YEAR - 2021, i16::MAX] {
        assert_eq!(read("2022").years_later(years), None);
    }
}
