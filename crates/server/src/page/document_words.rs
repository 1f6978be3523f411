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
pub fn field_word(field: &str) -> Key {
    match field {
        "title" => Key("field-title"),
        "lead_agencies" => Key("field-lead"),
        "support_agencies" => Key("field-support"),
        "responsible_agencies" => Key("field-responsible"),
        "deadline" => Key("field-deadline"),
        "subject" => Key("field-subject"),
        "indicator" => Key("field-indicator"),
        "comparator" => Key("field-comparator"),
        "value" => Key("field-value"),
        "value_min" => Key("field-value-min"),
        "value_max" => Key("field-value-max"),
        "unit" => Key("field-unit"),
        "base" => Key("field-base"),
        "condition" => Key("field-condition"),
        "consequence" => Key("field-consequence"),
        "kind" => Key("field-kind"),
        "amount" => Key("field-amount"),
        "amount_cmp" => Key("field-amount-most"),
        "rate" => Key("field-rate"),
        "rate_cmp" => Key("field-rate-most"),
        "rate_base" => Key("field-rate-base"),
        "cap" => Key("field-cap"),
        "cap_unit" => Key("field-cap-unit"),
        "total_cap" => Key("field-total-cap"),
        "total_cap_unit" => Key("field-total-cap-unit"),
        "period" => Key("field-period"),
        "per" => Key("field-per"),
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

/// What kind of money or of consequence it is, in words.
#[must_use]
pub fn sort(code: &str) -> Option<Key> {
    Some(match code {
        "reward" => Key("sort-reward"),
        "subsidy" => Key("sort-subsidy"),
        "grant" => Key("sort-grant"),
        "support" => Key("sort-support"),
        "matching" => Key("sort-matching"),
        "interest" => Key("sort-interest"),
        "loan" => Key("sort-loan"),
        "guarantee" => Key("sort-guarantee"),
        "risk_compensation" => Key("sort-risk"),
        "equity" => Key("sort-equity"),
        "fund" => Key("sort-fund"),
        "voucher" => Key("sort-voucher"),
        "rent" => Key("sort-rent"),
        "land" => Key("sort-land"),
        "relief" => Key("sort-relief"),
        "revenue_share" => Key("sort-revenue"),
        "surcharge" => Key("sort-surcharge"),
        "aggregate_cap" => Key("sort-cap"),
        "band" => Key("sort-band"),
        "points" => Key("sort-points"),
        "commendation" => Key("sort-commendation"),
        "linkage" => Key("sort-linkage"),
        "differentiated_allocation" => Key("sort-differentiated"),
        "rectification" => Key("sort-rectification"),
        "penalty" => Key("sort-penalty"),
        "veto" => Key("sort-veto"),
        "exit" => Key("sort-exit"),
        _ => return None,
    })
}

/// The choices of a field that takes one of a few: the empty one first, and last what stands there where it is none of them.
#[must_use]
pub fn choices(holds: Holds, now: &str, words: Words) -> Option<Vec<Choice>> {
    let Holds::One(known) = holds else { return None };
    let label = |code: &str| sort(code).map_or_else(|| comparator(code, words), |key| words.of(key));
    let other = Some(now).filter(|now| !now.is_empty() && !known.contains(now));
    let all = known.iter().copied().chain(other).map(|code| Choice { value: code.to_owned(), label: label(code) });
    let none = Choice { value: String::new(), label: words.t("field-none") };
    Some(std::iter::once(none).chain(all).collect())
}

/// An item in a line.
#[must_use]
pub fn summary(kind: Kind, value: &Value, text: &str, words: Words) -> String {
    let field = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default();
    let figure = |name: &str| value.get(name).and_then(Value::as_f64).map(number::read);
    let by = match field("deadline") {
        "" => String::new(),
        by => words.ta("document-by", &[("by", by)]),
    };
    let joined = |parts: Vec<String>, with: &str| {
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(with)
    };
    let said = match kind {
        Kind::Task => joined(vec![field("title").to_owned(), by], " · "),
        Kind::Target => {
            let figure = match (figure("value"), figure("value_min"), figure("value_max")) {
                (Some(value), ..) => value,
                (None, Some(least), Some(most)) => format!("{least}–{most}"),
                (None, least, most) => least.or(most).unwrap_or_default(),
            };
            let what = [field("subject"), field("indicator")];
            let compared = comparator(field("comparator"), words);
            let base = match field("base") {
                "" => String::new(),
                base => words.ta("document-from", &[("base", base)]),
            };
            let measured = format!("{compared} {figure}{}", field("unit"));
            joined(vec![what.join(" ").trim().to_owned(), measured.trim().to_owned(), base, by], " · ")
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
            let more = ["per", "period", "payer"].map(|name| field(name).to_owned());
            let sums = joined(sums.into_iter().flatten().chain(more).collect(), " · ");
            joined(vec![field("condition").to_owned(), sums], " → ")
        }
        Kind::Evaluation => joined(vec![field("condition").to_owned(), field("consequence").to_owned()], " → "),
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
        assert_eq!(
            summary(Kind::Target, &target, "", words),
            "全市开发区 规上工业总产值 · 不低于 1,500亿元 · 期限 2027"
        );
        let money = serde_json::json!({ "condition": "首次上规", "amount": 20.0, "unit": "万元", "cap": 50.0, "cap_unit": "万元" });
        assert_eq!(summary(Kind::Money, &money, "", words), "首次上规 → 金额 20万元 · 上限 50万元");
        let rule = serde_json::json!({ "condition": "连续两年末位", "consequence": "约谈" });
        assert_eq!(summary(Kind::Evaluation, &rule, "", words), "连续两年末位 → 约谈");
        assert_eq!(summary(Kind::Task, &serde_json::json!({}), "修\n路 。", words), "修路。");
    }
}
