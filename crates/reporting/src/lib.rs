//! Reporting: what respondents hand in becomes submissions with their revisions, and what stands is published.

mod import;

pub use import::{Desk, Handed, Imported, ReportingError};
