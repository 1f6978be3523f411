//! What of an item a person may correct, and how it is filled in.

use serde_json::{Map, Value};

use super::Kind;

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// A text.
    Text,
    /// Names, with 、 between them.
    Names,
    /// A number.
    Number,
    /// One of these.
    One(&'static [&'static str]),
}

/// A field of an item, under the name that it has in the JSON of a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub holds: Holds,
}

/// Why what was filled in cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FieldFault {
    /// It is no number.
    #[error("{0}: this is no number")]
    NoNumber(&'static str),
    /// It is none of those it may be.
    #[error("{0}: this is none of those it may be")]
    NoChoice(&'static str),
}

impl FieldFault {
    /// The field.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::NoNumber(field) | Self::NoChoice(field) => field,
        }
    }
}

/// The fields of a kind of item.
#[derive(Clone, Copy, Debug)]
pub struct Fields(&'static [Field]);

const fn field(name: &'static str, holds: Holds) -> Field {
    Field { name, holds }
}

const COMPARATORS: Holds = Holds::One(&[
    ">=",
    ">",
    "=",
    "≈",
    "<=",
    "<",
    "range",
    "growth>=",
    "growth>",
    "growth=",
    "growth≈",
    "growth<=",
    "growth<",
    "multiply",
]);
const AT_MOST: Holds = Holds::One(&["<="]);
const MONEY_KINDS: Holds = Holds::One(&[
    "reward",
    "subsidy",
    "grant",
    "support",
    "matching",
    "interest",
    "loan",
    "guarantee",
    "risk_compensation",
    "equity",
    "fund",
    "voucher",
    "rent",
    "land",
    "relief",
    "revenue_share",
    "surcharge",
    "aggregate_cap",
]);
const EVALUATION_KINDS: Holds = Holds::One(&[
    "band",
    "points",
    "reward",
    "commendation",
    "linkage",
    "differentiated_allocation",
    "rectification",
    "penalty",
    "veto",
    "exit",
]);

const TASK: &[Field] = &[
    field("title", Holds::Text),
    field("lead_agencies", Holds::Names),
    field("support_agencies", Holds::Names),
    field("responsible_agencies", Holds::Names),
    field("deadline", Holds::Text),
];

const TARGET: &[Field] = &[
    field("subject", Holds::Text),
    field("indicator", Holds::Text),
    field("comparator", COMPARATORS),
    field("value", Holds::Number),
    field("value_min", Holds::Number),
    field("value_max", Holds::Number),
    field("unit", Holds::Text),
    field("deadline", Holds::Text),
    field("base", Holds::Text),
];

const MONEY: &[Field] = &[
    field("condition", Holds::Text),
    field("kind", MONEY_KINDS),
    field("amount", Holds::Number),
    field("unit", Holds::Text),
    field("amount_cmp", AT_MOST),
    field("rate", Holds::Number),
    field("rate_base", Holds::Text),
    field("rate_cmp", AT_MOST),
    field("cap", Holds::Number),
    field("cap_unit", Holds::Text),
    field("total_cap", Holds::Number),
    field("total_cap_unit", Holds::Text),
    field("period", Holds::Text),
    field("per", Holds::Text),
    field("payer", Holds::Text),
];

const EVALUATION: &[Field] =
    &[field("condition", Holds::Text), field("consequence", Holds::Text), field("kind", EVALUATION_KINDS)];

/// What of an item of this kind may be corrected.
#[must_use]
pub const fn fields(kind: Kind) -> Fields {
    Fields(match kind {
        Kind::Task => TASK,
        Kind::Target => TARGET,
        Kind::Money => MONEY,
        Kind::Evaluation => EVALUATION,
    })
}

impl Fields {
    /// All of them, in the order in which they are filled in.
    pub fn iter(self) -> impl Iterator<Item = Field> {
        self.0.iter().copied()
    }

    /// An item with what was filled in, as JSON; a field that was not sent stays as it was, an empty one is none.
    ///
    /// # Errors
    /// [`FieldFault`] for the first field that cannot be taken.
    pub fn correct(self, item: &Value, sent: impl Fn(&str) -> Option<String>) -> Result<Value, FieldFault> {
        let mut item = item.as_object().cloned().unwrap_or_default();
        for field in self.iter() {
            if let Some(text) = sent(field.name) {
                field.fill(&mut item, text.trim())?;
            }
        }
        Ok(Value::Object(item))
    }
}

impl Field {
    /// What stands in it, as it is filled in.
    #[must_use]
    pub fn text(self, item: &Value) -> String {
        match item.get(self.name) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => {
                let number = number.as_f64().unwrap_or_default();
                number.to_string()
            }
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("、"),
            _ => String::new(),
        }
    }

    fn fill(self, item: &mut Map<String, Value>, text: &str) -> Result<(), FieldFault> {
        if text.is_empty() {
            item.remove(self.name);
            return Ok(());
        }
        let value = match self.holds {
            Holds::Text => Value::from(text),
            Holds::Names => {
                let names = text.split(['、', '，', ',', '；', ';']).map(str::trim).filter(|name| !name.is_empty());
                names.map(str::to_owned).collect::<Vec<_>>().into()
            }
            Holds::Number => {
                let number: f64 = text.replace([',', '，'], "").parse().map_err(|_| FieldFault::NoNumber(self.name))?;
                let number = serde_json::Number::from_f64(number).ok_or(FieldFault::NoNumber(self.name))?;
                Value::from(number)
            }
            // What the reader itself gave stays, also where it is not in the list.
            Holds::One(known) if known.contains(&text) || self.text(&Value::Object(item.clone())) == text => {
                Value::from(text)
            }
            Holds::One(_) => return Err(FieldFault::NoChoice(self.name)),
        };
        item.insert(self.name.to_owned(), value);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EvaluationRule, MoneyRule, Target, Task};

    #[test]
    fn every_field_is_one_of_the_item() {
        // A field under a name that an item has not would be lost when the item is read again.
        fn kept<T: serde::de::DeserializeOwned + serde::Serialize + Default>(kind: Kind) {
            let empty = serde_json::to_value(T::default()).unwrap();
            for field in fields(kind).iter() {
                let text = match field.holds {
                    Holds::Text => "文字",
                    Holds::Names => "市财政局、市商务局",
                    Holds::Number => "12.5",
                    Holds::One(known) => known[0],
                };
                let filled =
                    fields(kind).correct(&empty, |name| (name == field.name).then(|| text.to_owned())).unwrap();
                let read: T = serde_json::from_value(filled).unwrap();
                assert_eq!(field.text(&serde_json::to_value(read).unwrap()), text, "{}", field.name);
            }
        }
        kept::<Task>(Kind::Task);
        kept::<Target>(Kind::Target);
        kept::<MoneyRule>(Kind::Money);
        kept::<EvaluationRule>(Kind::Evaluation);
    }

    #[test]
    fn what_is_no_number_is_refused_by_the_name_of_its_field() {
        let item = serde_json::json!({ "value": 3.0, "unit": "亿元" });
        let correct =
            |value: &str| fields(Kind::Target).correct(&item, |name| (name == "value").then(|| value.to_owned()));
        assert_eq!(correct("三"), Err(FieldFault::NoNumber("value")));
        assert_eq!(correct("inf"), Err(FieldFault::NoNumber("value")));
        assert_eq!(correct("1,200").unwrap()["value"], 1200.0);
        assert_eq!(correct("").unwrap(), serde_json::json!({ "unit": "亿元" }));
    }
}
