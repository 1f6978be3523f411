//! Who gets how much for what.

use crate::body::Body;
use crate::model::MoneyRule;

/// The items of this kind in `body`, in the order of the text.
pub(crate) fn money_rules(_body: &Body<'_>) -> Vec<MoneyRule> {
    Vec::new()
}
