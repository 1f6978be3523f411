//! The published vectors: recorded calls of a peer with their results.

use scoring::Matrix;
use serde_json::Value;

use crate::data::folder;

/// A recorded call.
pub struct Call {
    /// What was given: by position.
    pub args: Vec<Value>,
    /// Whether less was said to be better, by name.
    pub cost: bool,
    /// What came out.
    pub result: Vec<f64>,
}

impl Call {
    /// The first argument, subjects by row, as columns.
    pub fn matrix(&self) -> Matrix {
        let rows: Vec<Vec<f64>> = self.args[0].as_array().unwrap().iter().map(numbers).collect();
        let columns = (0..rows[0].len()).map(|column| rows.iter().map(|row| row[column]).collect()).collect();
        Matrix::new(rows.len(), columns).unwrap()
    }

    /// A list of numbers at a position.
    pub fn list(&self, position: usize) -> Vec<f64> {
        numbers(&self.args[position])
    }
}

fn numbers(list: &Value) -> Vec<f64> {
    list.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

/// The recorded calls of a function; none, after a line that says so, where the data are missing.
pub fn calls(test: &str, function: &str) -> Option<Vec<Call>> {
    let json = std::fs::read_to_string(folder(test)?.join("pymcdm_vectors.json")).unwrap();
    let vectors: Value = serde_json::from_str(&json).unwrap();
    let records = vectors["records"].as_array().unwrap().iter().filter(|record| record["name"] == function);
    let call = |record: &Value| Call {
        args: record["args"].as_array().unwrap().clone(),
        cost: record["kwargs"]["cost"] == true,
        result: numbers(&record["result"]),
    };
    Some(records.map(call).collect())
}
