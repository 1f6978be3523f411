//! JSON Schema (draft 7, as editors want it) of a file, made from the same shape that checks it.

use serde_json::{Map, Value, json};

use crate::shape::{Kind, Shape};

/// The schema of a file of this shape.
#[must_use]
pub fn of_file(shape: &Shape) -> Value {
    let mut schema = table(shape, false);
    if let Value::Object(map) = &mut schema {
        map.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    }
    schema
}

fn table(shape: &Shape, open: bool) -> Value {
    let properties: Map<String, Value> = shape
        .keys
        .iter()
        .map(|key| {
            let mut schema = kind(&key.kind);
            if let Value::Object(map) = &mut schema {
                map.insert("description".to_owned(), json!(key.doc));
            }
            (key.name.to_owned(), schema)
        })
        .collect();
    let required: Vec<&str> = shape.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let other = if open { json!({ "type": "number" }) } else { json!(false) };
    json!({
        "title": shape.title,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": other,
    })
}

fn kind(kind: &Kind) -> Value {
    let code = "^[a-z0-9_][a-z0-9_.-]*$";
    match kind {
        Kind::Text | Kind::Unit | Kind::Formula | Kind::TextOrNone | Kind::Checked(_) | Kind::Secret(_) => {
            json!({ "type": "string", "minLength": 1 })
        }
        Kind::Code => json!({ "type": "string", "pattern": code, "maxLength": 64 }),
        Kind::Word(words) => json!({ "enum": words }),
        Kind::Number => json!({ "type": "number" }),
        Kind::Whole(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Kind::Year => json!({ "type": "integer", "minimum": 1949, "maximum": 2199 }),
        Kind::Day => json!({ "type": "string", "format": "date" }),
        Kind::Truth => json!({ "type": "boolean" }),
        Kind::Texts => json!({ "type": "array", "items": { "type": "string", "minLength": 1 } }),
        Kind::Codes => json!({ "type": "array", "items": { "type": "string", "pattern": code } }),
        Kind::Words(words) => json!({ "type": "array", "items": { "enum": words } }),
        Kind::Filter => json!({
            "type": "object",
            "additionalProperties": {
                "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }],
            },
        }),
        Kind::ByYear => json!({
            "type": "object", "minProperties": 1,
            "patternProperties": { "^(19|20|21)[0-9]{2}$": { "type": "number" } }, "additionalProperties": false,
        }),
        Kind::DateOr(shapes) => {
            let year = json!({ "type": "integer", "minimum": 1949, "maximum": 2199 });
            let day = json!({ "type": "string", "format": "date" });
            let tables = shapes.iter().map(|shape| table(shape, false));
            let any: Vec<_> = [year, day].into_iter().chain(tables).collect();
            json!({ "anyOf": any })
        }
        Kind::NumberOr(shapes) => {
            let tables = shapes.iter().map(|shape| table(shape, false));
            json!({ "anyOf": std::iter::once(json!({ "type": "number" })).chain(tables).collect::<Vec<_>>() })
        }
        Kind::WordOr(words, shapes) => {
            let tables = shapes.iter().map(|shape| table(shape, false));
            json!({ "anyOf": std::iter::once(json!({ "enum": words })).chain(tables).collect::<Vec<_>>() })
        }
        Kind::NumberOrNone => json!({ "anyOf": [{ "type": "number" }, { "const": "none" }] }),
        Kind::Table(shape) => table(shape, false),
        Kind::Tables(shape) => json!({ "type": "array", "items": table(shape, false), "minItems": 1 }),
        Kind::TablesOfNumbers(shape) => json!({ "type": "array", "items": table(shape, true), "minItems": 1 }),
        Kind::TextMap => json!({ "type": "object", "additionalProperties": { "type": "string" } }),
        Kind::Numbers => json!({ "type": "object", "additionalProperties": { "type": "number" } }),
        Kind::Matrix(_) => {
            let entry =
                json!({ "anyOf": [{ "type": "number" }, { "type": "string", "pattern": "^[0-9.]+(/[0-9.]+)?$" }] });
            json!({ "type": "array", "items": { "type": "array", "items": entry } })
        }
    }
}
