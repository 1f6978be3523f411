//! Targets held against a release: worked out once for each pack and period.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::hash::Sm3;
use domain::period::Period;
use evaluation::Measured;
use facts::ReleaseView;
use policy::Pack;

use crate::shell::error::PageError;

/// The targets of a pack for a period, as they stand.
#[derive(Clone, Debug)]
pub struct Held {
    /// The pack.
    pub pack: Arc<Pack>,
    /// How its targets stand.
    pub measured: Arc<Measured>,
}

/// What was worked out for one release.
#[derive(Debug, Default)]
pub struct Targets(Mutex<BTreeMap<(Sm3, Period), Arc<Measured>>>);

impl Targets {
    /// The targets of `pack` on `release` for `period`.
    ///
    /// # Errors
    /// [`PageError::Data`] when the release cannot be read or a unit of measure does not fit.
    pub fn of(&self, pack: &Arc<Pack>, release: &ReleaseView, period: Period) -> Result<Held, PageError> {
        let key = (pack.hash(), period);
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        let measured = if let Some(measured) = known {
            measured
        } else {
            let measured = Arc::new(evaluation::targets(pack, release, period).map_err(PageError::data)?);
            self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&measured));
            measured
        };
        Ok(Held { pack: Arc::clone(pack), measured })
    }
}
