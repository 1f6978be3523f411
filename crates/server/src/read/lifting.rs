//! What would lift a subject one rank: a sealed evaluation, run again aside, a few at a time.

use std::sync::Arc;

use evaluation::{Lifting, lift};

use crate::app::App;
use crate::read::now::Now;
use crate::read::sealed::Sealed;
use crate::shell::error::PageError;

/// What would lift `subject`, an id, in the evaluation `one`.
///
/// # Errors
/// [`PageError::NotRanked`] where the subject was not scored, [`PageError::Data`] where the release that was read is not
/// there or cannot be run again.
pub async fn lifting(app: &App, now: &Arc<Now>, one: &Arc<Sealed>, subject: &str) -> Result<Lifting, PageError> {
    one.find(subject).ok_or_else(|| one.absent(subject))?;
    let (now, one, subject) = (Arc::clone(now), Arc::clone(one), subject.to_owned());
    app.heavy(move || lift(&one.seal, now.archive(), &subject).map_err(PageError::data)).await
}
