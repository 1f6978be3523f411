//! Reads a numpy file of 64-bit floats: a short header of text, then the rows.

use std::error::Error;
use std::path::Path;

/// Rows, columns, and the numbers row by row.
pub struct Table {
    pub rows: usize,
    pub columns: usize,
    pub numbers: Vec<f64>,
}

/// # Errors
/// When the file cannot be read or is not a two-dimensional table of little-endian 64-bit floats, row by row.
pub fn read(path: &Path) -> Result<Table, Box<dyn Error + Send + Sync>> {
    let bytes = std::fs::read(path)?;
    let wrong = || format!("{}: not a table of 64-bit floats", path.display());
    // Magic, version, then the length of the header in two bytes (version 1).
    let (start, rest) = bytes.split_at_checked(10).ok_or_else(wrong)?;
    let length = usize::from(u16::from_le_bytes([start[8], start[9]]));
    let (header, body) = rest.split_at_checked(length).ok_or_else(wrong)?;
    let header = std::str::from_utf8(header)?;
    if !start.starts_with(b"\x93NUMPY\x01") || !header.contains("'<f8'") || !header.contains("'fortran_order': False") {
        return Err(wrong().into());
    }
    let shape = header.split_once('(').and_then(|(_, rest)| rest.split_once(')')).ok_or_else(wrong)?.0;
    let mut sides = shape.split(',').map(|side| side.trim().parse::<usize>());
    let (Some(Ok(rows)), Some(Ok(columns))) = (sides.next(), sides.next()) else { return Err(wrong().into()) };
    let (numbers, []) = body.as_chunks::<8>() else { return Err(wrong().into()) };
    if numbers.len() != rows * columns {
        return Err(wrong().into());
    }
    Ok(Table { rows, columns, numbers: numbers.iter().map(|number| f64::from_le_bytes(*number)).collect() })
}
