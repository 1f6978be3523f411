//! What follows from how someone is rated.

use crate::body::Body;
use crate::model::EvaluationRule;

/// The items of this kind in `body`, in the order of the text.
pub(crate) fn evaluation_rules(_body: &Body<'_>) -> Vec<EvaluationRule> {
    Vec::new()
}
