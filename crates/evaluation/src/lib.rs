//! A scheme on a release: results with reasons, sealed, explained to the cell, run again to the byte.
//!
//! [`run`] gives an [`Evaluated`]: the results and the data they rest on. [`seal()`] puts both into one file with the
//! pack (and, where asked, the release), [`Seal::read`] reads it back without trusting it, [`verify()`] runs it again,
//! [`explain()`] tells why a subject's result is what it is, down to the cell. [`targets()`] holds actual values against
//! a pack's targets; [`examples()`] runs the examples that a pack carries.

pub mod compare;
pub mod correlate;
pub mod data;
pub mod effect;
pub mod error;
mod examples;
pub mod explain;
pub mod figure;
mod firm;
mod head;
mod headings;
mod index_model;
mod index_rules;
mod indexed;
pub mod lift;
pub mod listing;
mod model;
mod needs;
pub mod outline;
pub mod profile;
pub mod ranked;
pub mod reason;
mod record;
mod refused;
pub mod result;
mod run;
#[cfg(test)]
mod sample;
pub mod seal;
pub mod steadiness;
pub mod structure;
mod table;
pub mod targets;
pub mod verify;
mod weigh;
pub mod weighed;
pub mod words;

use domain::id::SubjectId;
use domain::period::Period;
use facts::ReleaseView;
use policy::Pack;

pub use data::Data;
pub use effect::{Effect, effect};
pub use error::EvaluationError;
pub use examples::{Mismatch, Outcome, examples};
pub use explain::{Explanation, explain};
pub use figure::{Figure, Score};
pub use lift::{LiftError, Lifting, lift};
pub use reason::Reason;
pub use result::Evaluation;
pub use seal::{Seal, SealError, seal};
pub use targets::{Measured, TargetState, TargetSubject, targets};
pub use verify::{Verification, verify};
pub use words::Words;

/// An evaluation and the data it used.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluated {
    /// The results.
    pub evaluation: Evaluation,
    /// Every value they rest on, with its cell.
    pub data: Data,
}

/// Runs a scheme of `pack` over `release` for `period`. Without a name, the pack's only scheme is meant.
///
/// # Errors
/// [`EvaluationError`]: no such scheme, nobody to score, a benchmark missing for the year, a unit that does not fit,
/// a release that cannot be read, figures that cannot be scored.
pub fn run(
    pack: &Pack,
    scheme: Option<&str>,
    release: &ReleaseView,
    period: Period,
) -> Result<Evaluated, EvaluationError> {
    let scheme = match (scheme, pack.schemes.as_slice()) {
        (Some(asked), _) => pack.scheme(asked),
        (None, [only]) => Some(only),
        (None, _) => None,
    }
    .ok_or_else(|| EvaluationError::NoSuchScheme {
        pack: pack.meta.id.clone(),
        asked: scheme.map(str::to_owned),
        known: pack.schemes.iter().map(|scheme| scheme.id.clone()).collect(),
    })?;
    let needs = needs::Needs::of_scheme(pack, scheme, period);
    let table = table::Table::of_release(pack, &needs, release, period)?;
    let mut evaluation = run::run(pack, scheme, period, release.manifest_hash(), &table)?;
    let mut scored: Vec<&SubjectId> = evaluation.results().map(|(_, result)| &result.subject).collect();
    scored.sort();
    let (data, invented) = table.data(pack, &needs, scored);
    evaluation.demonstration |= invented;
    Ok(Evaluated { evaluation, data })
}
