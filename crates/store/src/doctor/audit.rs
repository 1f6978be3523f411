//! The chain of the audit.

use domain::say::{Lang, Say};

use super::Patient;
use super::finding::{Check, Findings};
use crate::error::StoreError;

/// Walks the chain; what waits for its link is no fault.
pub(super) async fn look(patient: &Patient<'_>, found: &mut Findings) -> Result<(), StoreError> {
    if let Some(broken) = patient.store.verify_audit(&[]).await?.broken {
        found.add(Check::Audit, "audit_link", broken.say(Lang::Zh), broken.say(Lang::En));
    }
    Ok(())
}
