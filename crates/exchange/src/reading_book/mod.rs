//! What was read from policy documents as a workbook: the task table as offices make it (任务分解表), targets, money rules
//! and evaluation rules, each line with its clause and its words.

mod sheets;

use domain::say::Lang;
use reader::Reading;

use crate::book::{BookError, begin};

/// A sheet of tasks, one of targets, of money rules and of evaluation rules; those without lines are left out, but the first.
/// The same reading and time give the same bytes. `created` is RFC 3339, from the clock that was passed in.
///
/// # Errors
/// [`BookError`] when `created` is no time.
pub fn reading_book(reading: &Reading, created: &str, lang: Lang) -> Result<Vec<u8>, BookError> {
    let first = reading.documents.first().and_then(|document| document.title.as_deref());
    let mut book = begin(first.unwrap_or("任务分解表"), created)?;
    sheets::tasks(&mut book, reading, lang)?;
    sheets::targets(&mut book, reading, lang)?;
    sheets::money_rules(&mut book, reading, lang)?;
    sheets::evaluation_rules(&mut book, reading, lang)?;
    Ok(book.save_to_buffer()?)
}
