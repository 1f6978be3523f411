//! Items of a document in words.

use reader::review::{Holds, Kind};
use serde_json::Value;

use crate::component::number;
use crate::shell::frame::Choice;
use crate::shell::locale::{Key, Words};

/// What a kind of item is called.
#[must_use]
pub const fn kind_word(kind: Kind) -> Key {
    match kind {
        Kind::Task => Key("document-task"),
        Kind::Target => Key("document-target"),
        Kind::Money => Key("document-money"),
        Kind::Evaluation => Key("document-evaluation"),
    }
}

/// What a field of an item is called.
#[must_use]
pub fn field_word(kind: Kind, field: &str) -> Key {
    match (kind, field) {
        (_, "title") => Key("field-title"),
        (_, "lead_agencies") => Key("field-lead"),
        (_, "support_agencies") => Key("field-support"),
        (_, "responsible_agencies") => Key("field-responsible"),
        (_, "deadline") => Key("field-deadline"),
        (_, "subject") => Key("field-subject"),
        (_, "indicator") => Key("field-indicator"),
        (_, "comparator") => Key("field-comparator"),
        (_, "value") => Key("field-value"),
        (_, "value_min") => Key("field-value-min"),
        (_, "value_max") => Key("field-value-max"),
        (_, "unit") => Key("field-unit"),
        (_, "base") => Key("field-base"),
        (_, "condition") => Key("field-condition"),
        (_, "consequence") => Key("field-consequence"),
        (_, "kind") => Key("field-kind"),
        (_, "amount") => Key("field-amount"),
        (_, "amount_cmp") => Key("field-amount-most"),
        (_, "rate") => Key("field-rate"),
        (_, "rate_cmp") => Key("field-rate-most"),
        (_, "rate_base") => Key("field-rate-base"),
        (_, "cap") => Key("field-cap"),
        (_, "cap_unit") => Key("field-cap-unit"),
        (_, "total_cap") => Key("field-total-cap"),
        (_, "total_cap_unit") => Key("field-total-cap-unit"),
        (_, "period") => Key("field-period"),
        (_, "per") => Key("field-per"),
        _ => Key("field-payer"),
    }
}

/// What a sign of comparison means, in words.
#[must_use]
pub fn comparator(sign: &str, words: Words) -> String {
    let key = match sign {
        ">=" => Key("compare-least"),
        ">" => Key("compare-above"),
        "<=" => Key("compare-most"),
        "<" => Key("compare-below"),
        "=" => Key("compare-reach"),
        "≈" => Key("compare-about"),
        "range" => Key("compare-between"),
        "multiply" => Key("compare-times"),
        "growth>=" => Key("compare-grow-least"),
        "growth>" => Key("compare-grow-above"),
        "growth=" => Key("compare-grow"),
        "growth≈" => Key("compare-grow-about"),
        "growth<=" => Key("compare-grow-most"),
        "growth<" => Key("compare-grow-below"),
        other => return other.to_owned(),
    };
    words.of(key)
}

/// The choices of a field that takes one of a few, the empty one first.
#[must_use]
pub fn choices(holds: Holds, words: Words) -> Option<Vec<Choice>> {
    let Holds::One(known) = holds else { return None };
    let none = Choice { value: String::new(), label: words.t("field-none") };
    let known = known.iter().map(|sign| Choice { value: (*sign).to_owned(), label: comparator(sign, words) });
    Some(std::iter::once(none).chain(known).collect())
}

/// An item in a line.
#[must_use]
pub fn summary(kind: Kind, value: &Value, text: &str, words: Words) -> String {
    let field = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default();
    let figure = |name: &str| value.get(name).and_then(Value::as_f64).map(number::read);
    let said = match kind {
        Kind::Task => field("title").to_owned(),
        Kind::Target => {
            let figure = match (figure("value"), figure("value_min"), figure("value_max")) {
                (Some(value), ..) => value,
                (None, Some(least), Some(most)) => format!("{least}–{most}"),
                (None, least, most) => least.or(most).unwrap_or_default(),
            };
            let what = [field("subject"), field("indicator")];
            let compared = comparator(field("comparator"), words);
            let by = match field("deadline") {
                "" => String::new(),
                by => words.ta("document-by", &[("by", by)]),
            };
            let measured = format!("{compared} {figure}{}", field("unit"));
            let all = [what.join(" ").trim().to_owned(), measured.trim().to_owned(), by];
            all.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
        }
        Kind::Money => {
            let sum = |name: &str, unit: &str, key: Key| {
                figure(name).map(|figure| format!("{} {figure}{}", words.of(key), field(unit)))
            };
            let rate = figure("rate").map(|rate| format!("{} {rate}%", field("rate_base")));
            let sums = [
                sum("amount", "unit", Key("field-amount")),
                rate.map(|rate| rate.trim().to_owned()),
                sum("cap", "cap_unit", Key("field-cap")),
                sum("total_cap", "total_cap_unit", Key("field-total-cap")),
            ];
            let sums: Vec<String> = sums.into_iter().flatten().collect();
            let all = [field("condition").to_owned(), sums.join(" · ")];
            all.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" → ")
        }
        Kind::Evaluation => {
            let all = [field("condition"), field("consequence")];
            all.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" → ")
        }
    };
    if said.is_empty() { text.split_whitespace().collect::<Vec<_>>().join("") } else { said }
}

#[cfg(test)]
mod tests {
    use domain::say::Lang;

    use super::*;

    #[test]
    fn items_are_told_in_a_line() {
        let words = Words(Lang::Zh);
        let target = serde_json::json!({ "indicator": "规上工业总产值", "subject": "全市开发区", "comparator": ">=",
            "value": 1500.0, "unit": "亿元", "deadline": "2027" });
        assert_eq!(summary(Kind::Target, &target, "", words), "全市开发区 规上工业总产值 · 不低于 1,500亿元 · 2027");
        let money = serde_json::json!({ "condition": "首次上规", "amount": 20.0, "unit": "万元", "cap": 50.0, "cap_unit": "万元" });
        assert_eq!(summary(Kind::Money, &money, "", words), "首次上规 → 金额 20万元 · 上限 50万元");
        let rule = serde_json::json!({ "condition": "连续两年末位", "consequence": "约谈" });
        assert_eq!(summary(Kind::Evaluation, &rule, "", words), "连续两年末位 → 约谈");
        assert_eq!(summary(Kind::Task, &serde_json::json!({}), "修\n路 。", words), "修路。");
    }
}
