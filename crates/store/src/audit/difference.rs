//! What differs between two states of a record, field by field.

use std::collections::BTreeMap;

use serde_json::Value;

/// A field that is not the same in two states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The field; what stands within another has both names, as `head.phone`. Empty where a state is no JSON object.
    pub field: String,
    /// What it was; none where it was not there.
    pub was: Option<String>,
    /// What it became; none where it is not there any more.
    pub became: Option<String>,
}

/// The fields in which two states of a record differ, in the order of their names. A state that is none is that of a record
/// that does not exist.
#[must_use]
pub fn differences(was: Option<&str>, became: Option<&str>) -> Vec<Difference> {
    let (was, became) = (fields(was), fields(became));
    let names = was.keys().chain(became.keys()).collect::<std::collections::BTreeSet<_>>();
    let differing = names.into_iter().filter(|name| was.get(*name) != became.get(*name));
    differing
        .map(|field| Difference {
            field: field.clone(),
            was: was.get(field).cloned(),
            became: became.get(field).cloned(),
        })
        .collect()
}

/// The fields of a state as texts. A state that is no JSON is one field as a whole, so that nothing is hidden.
fn fields(state: Option<&str>) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    match state.map(|text| (text, serde_json::from_str::<Value>(text))) {
        None => {}
        Some((_, Ok(value))) => flatten("", value, &mut fields),
        Some((text, Err(_))) => drop(fields.insert(String::new(), text.to_owned())),
    }
    fields
}

fn flatten(name: &str, value: Value, into: &mut BTreeMap<String, String>) {
    match value {
        // What says nothing is the same as what is not there.
        Value::Null => {}
        Value::Object(object) => {
            for (own, value) in object {
                let name = if name.is_empty() { own } else { format!("{name}.{own}") };
                flatten(&name, value, into);
            }
        }
        Value::String(text) => drop(into.insert(name.to_owned(), text)),
        // A list is one value: its places have no names that mean anything to people.
        other => drop(into.insert(name.to_owned(), other.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(was: Option<&str>, became: Option<&str>) -> Vec<String> {
        let say = |value: Option<String>| value.unwrap_or_else(|| "–".to_owned());
        let all = differences(was, became);
        all.into_iter().map(|one| format!("{}: {} → {}", one.field, say(one.was), say(one.became))).collect()
    }

    #[test]
    fn only_fields_that_differ_are_told_whatever_their_order() {
        let was = r#"{"area":"10","name":"东区","to":null}"#;
        let became = r#"{"name":"东区","level":"省级","area":"12"}"#;
        assert_eq!(told(Some(was), Some(became)), ["area: 10 → 12", "level: – → 省级"]);
        assert_eq!(told(Some(was), Some(was)), [""; 0]);
    }

    #[test]
    fn a_new_record_and_one_that_ended_differ_in_all_they_say() {
        let state = r#"{"a":"","b":true,"c":[{"record":1,"share":"0.5"}],"d":{"e":1.50}}"#;
        let became = told(None, Some(state));
        assert_eq!(became[..3], ["a: – → ", "b: – → true", r#"c: – → [{"record":1,"share":"0.5"}]"#]);
        assert_eq!(told(Some(state), None).len(), 4);
        assert_eq!(differences(None, None), []);
    }

    #[test]
    fn a_state_that_is_no_json_is_shown_whole() {
        assert_eq!(told(Some("{broken"), Some("[1]")), [": {broken → [1]"]);
        let deep = format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000));
        assert_eq!(differences(None, Some(&deep))[0].became.as_deref(), Some(deep.as_str()));
    }
}
