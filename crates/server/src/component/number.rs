//! Figures as offices print them: thousands apart, decimals as the rule says, growth with its sign.

use askama::Template;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::component::html::Html;

/// What stands where a figure is missing.
pub const MISSING: &str = "—";

/// A count: `1,234`.
#[must_use]
pub fn whole(count: usize) -> String {
    group(&count.to_string())
}

/// A decimal as entered, thousands apart, without trailing zeros.
#[must_use]
pub fn plain(value: Decimal) -> String {
    group(&value.normalize().to_string())
}

/// A decimal at `decimals`, half away from zero: `1,234.50`.
#[must_use]
pub fn fixed(value: Decimal, decimals: u32) -> String {
    let rounded = value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    let places = usize::try_from(decimals).unwrap_or(0);
    group(&format!("{rounded:.places$}"))
}

/// A computed figure at `decimals`; "—" where it is not a number.
#[must_use]
pub fn computed(value: f64, decimals: u32) -> String {
    if !value.is_finite() {
        return MISSING.to_owned();
    }
    let places = usize::try_from(decimals).unwrap_or(0);
    let text = format!("{value:.places$}");
    // What rounds to zero is zero, from whichever side.
    let zero = !text.contains(|digit: char| ('1'..='9').contains(&digit));
    group(if zero { text.trim_start_matches('-') } else { &text })
}

/// A computed figure for reading: as many decimals as leave four significant digits, at most four.
#[must_use]
pub fn read(value: f64) -> String {
    trimmed(value, readable(value.abs()))
}

/// The decimals that leave four significant digits of a figure of that size, at most four.
fn readable(size: f64) -> u32 {
    match size {
        1000.0.. => 1,
        10.0.. => 2,
        1.0.. => 3,
        _ => 4,
    }
}

/// A figure at `decimals`, without idle zeros.
fn trimmed(value: f64, decimals: u32) -> String {
    let text = computed(value, decimals);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// A figure with its unit of measure; a unit that is itself a number (`100 million yuan`) is multiplied.
#[must_use]
pub fn with_unit(figure: &str, unit: &str) -> String {
    match unit.chars().next() {
        None => figure.to_owned(),
        Some(first) if first.is_ascii_digit() => format!("{figure} × {unit}"),
        Some('%' | '‰') => format!("{figure}{unit}"),
        Some(_) => format!("{figure} {unit}"),
    }
}

/// A change at `decimals` with its sign: `+1.20`, `−0.35`, `0.00`.
#[must_use]
pub fn signed(value: f64, decimals: u32) -> String {
    let text = computed(value, decimals);
    let zero = !text.contains(|digit: char| ('1'..='9').contains(&digit));
    if zero || value < 0.0 { text } else { format!("+{text}") }
}

/// A figure, one to be reached, and the step from the one to the other, as shown: they add up, and the figure to be reached
/// is rounded to the side away from the present one, so that what is shown suffices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The present figure.
    pub now: String,
    /// The figure to be reached.
    pub to: String,
    /// The step, with its sign.
    pub step: String,
}

/// The most decimals by which two figures are told apart.
const FINEST: u32 = 6;

/// `now`, `to` and the step between them; `whole` where things are counted, of which there are no parts.
#[must_use]
pub fn reach(now: f64, to: f64, whole: bool) -> Reach {
    let scale = |decimals: u32| (0..decimals).fold(1.0, |scale, _| scale * 10.0);
    let mut decimals = if whole { 0 } else { readable(now.abs().max(to.abs())) };
    // A small step beside a large figure is shown with two digits of its own.
    while !whole && decimals < FINEST && (to - now).abs() * scale(decimals) < 10.0 {
        decimals += 1;
    }
    let scale: f64 = scale(decimals);
    let from = (now * scale).round();
    // What lies a millionth of the last digit beyond a digit is that digit.
    let reached = if to > now { (to * scale - 1e-6).ceil() } else { (to * scale + 1e-6).floor() };
    let text = |scaled: f64| trimmed(scaled / scale, decimals);
    let step = reached - from;
    let sign = if step > 0.0 { "+" } else { "" };
    Reach { now: text(from), to: text(reached), step: format!("{sign}{}", text(step)) }
}

/// By how many places one rose or fell, with an arrow: `▲ 3`, `▼ 2`, `—`.
#[must_use]
pub fn rise(places: i64) -> Html {
    let count = usize::try_from(places.unsigned_abs()).unwrap_or(usize::MAX);
    match places.signum() {
        1 => Html::render(&Rise { class: "yh-up", sign: "▲", count: whole(count) }),
        -1 => Html::render(&Rise { class: "yh-down", sign: "▼", count: whole(count) }),
        _ => Html::render(&Rise { class: "yh-muted", sign: "＝", count: String::new() }),
    }
}

#[derive(Template)]
#[template(source = r#"<span class="{{ class }}">{{ sign }} {{ count }}</span>"#, ext = "html")]
struct Rise {
    class: &'static str,
    sign: &'static str,
    count: String,
}

/// A share as a percentage with one decimal: `0.305` is `30.5%`.
#[must_use]
pub fn share(part: usize, whole: usize) -> String {
    if whole == 0 {
        return MISSING.to_owned();
    }
    let tenths = (part * 2000 + whole) / (whole * 2);
    format!("{}.{}%", tenths / 10, tenths % 10)
}

fn group(text: &str) -> String {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |rest| ("−", rest));
    let (int, fraction) = digits.split_once('.').map_or((digits, None), |(int, fraction)| (int, Some(fraction)));
    let mut out = String::from(sign);
    for (at, digit) in int.chars().enumerate() {
        if at > 0 && (int.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart_and_a_minus_is_a_minus() {
        assert_eq!(whole(0), "0");
        assert_eq!(whole(1_234_567), "1,234,567");
        assert_eq!(computed(-1234.5, 2), "−1,234.50");
        assert_eq!(computed(f64::NAN, 2), "—");
        assert_eq!(computed(-0.001, 2), "0.00");
        assert_eq!(fixed(Decimal::new(12_345, 3), 2), "12.35");
        assert_eq!(fixed(Decimal::new(12, 0), 2), "12.00");
        assert_eq!(plain(Decimal::new(1_234_500, 2)), "12,345");
    }

    #[test]
    fn a_figure_to_read_keeps_about_four_digits() {
        assert_eq!(read(24.097), "24.1");
        assert_eq!(read(0.0302), "0.0302");
        assert_eq!(read(4929.81), "4,929.8");
        assert_eq!(read(3.0), "3");
    }

    #[test]
    fn a_figure_to_be_reached_is_rounded_so_that_what_is_shown_suffices_and_adds_up() {
        let shown = |now, to, whole| {
            let Reach { now, to, step } = reach(now, to, whole);
            [now, to, step]
        };
        assert_eq!(shown(24.097, 26.001, false), ["24.1", "26.01", "+1.91"]);
        assert_eq!(shown(24.097, 24.1021, false), ["24.097", "24.1021", "+0.0051"]);
        assert_eq!(shown(5312.0, 4900.04, false), ["5,312", "4,900", "−412"]);
        assert_eq!(shown(30.0, 31.2, true), ["30", "32", "+2"], "there is no fifth of a firm");
        assert_eq!(shown(2.0, 3.000_000_000_1, false), ["2", "3", "+1"], "a billionth beyond a bound is the bound");
        assert_eq!(shown(0.0, 0.5, false), ["0", "0.5", "+0.5"]);
    }

    #[test]
    fn a_change_has_its_sign_and_none_has_none() {
        assert_eq!(signed(1.2, 2), "+1.20");
        assert_eq!(signed(-0.35, 2), "−0.35");
        assert_eq!(signed(-0.001, 2), "0.00");
        assert_eq!(signed(0.001, 2), "0.00");
    }

    #[test]
    fn shares_round_half_up() {
        assert_eq!(share(258, 942), "27.4%");
        assert_eq!(share(1, 0), "—");
        assert_eq!(share(942, 942), "100.0%");
    }
}
