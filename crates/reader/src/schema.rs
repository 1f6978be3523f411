//! The JSON schema of a reading, for those who take it into other programs.

use serde_json::Value;

use crate::Reading;

/// The schema of what [`crate::read`] hands out.
#[must_use]
pub fn schema() -> Value {
    schemars::schema_for!(Reading).to_value()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_names_every_kind_of_item() {
        let schema = schema();
        let kinds = ["Document", "EvaluationRule", "MoneyRule", "Section", "Target", "Task"];
        for kind in kinds {
            assert!(schema["$defs"][kind]["properties"]["offset"].is_object() || kind == "Document", "{kind}");
        }
        assert_eq!(schema["required"][0], "documents");
    }
}
