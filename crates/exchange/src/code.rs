//! Codes as ids: brought to one writing and held against their standard.

use domain::code::{CreditCode, ZoneCode};
use domain::say::{Lang, Said, Say};

use crate::mapping::Check;

/// The code in its one writing.
///
/// # Errors
/// What is wrong with it, and what would be right.
pub fn check_code(check: Check, text: String) -> Result<String, Said> {
    match check {
        Check::None => Ok(text),
        Check::CreditCode => {
            CreditCode::parse(&text).map(|code| code.as_str().to_owned()).map_err(|error| both(&error))
        }
        Check::ZoneCode => ZoneCode::parse(&text).map(|code| code.as_str().to_owned()).map_err(|error| both(&error)),
    }
}

fn both(error: &impl Say) -> Said {
    Said::new(error.say(Lang::Zh), error.say(Lang::En))
}
