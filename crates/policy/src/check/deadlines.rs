//! Deadlines: one after a day says how long after.

use super::Checker;
use crate::deadline::Deadline;
use crate::read_deadline::deadline;
use declared::{At, Table};

impl Checker<'_> {
    /// The deadline under a key; none where it is absent or not one.
    pub(super) fn deadline(&mut self, table: &Table<'_>, name: &str) -> Option<At<Deadline>> {
        if let Some(entry) = table.table(name)
            && entry.get("years").is_none()
            && entry.get("months").is_none()
        {
            self.lacks(
                &entry,
                "期限需要写明“years”（几年）或“months”（几个月）。",
                "A deadline after a day needs “years” or “months”.",
            );
        }
        deadline(table, name)
    }
}
