//! JSON Schema (draft 7, as editors want it) of a pack's files, made from the same shapes that check them.

use serde_json::Value;

use crate::shape;

/// One schema for each kind of file, by the file's name.
#[must_use]
pub fn schemas() -> Value {
    let files = shape::FILES.iter().map(|(file, shape)| ((*file).to_owned(), declared::schema::of_file(shape)));
    Value::Object(files.collect())
}
