//! The packs at hand: what counts under each id today, where it comes from, and whether it passes its check.

use std::sync::Arc;

use domain::hash::Sm3;
use domain::id::PackId;
use library::{Origin, Packs};
use policy::{Diagnostic, Pack};

/// What counts under an id.
#[derive(Clone, Debug)]
pub struct Counted {
    /// The pack's id.
    pub id: PackId,
    /// Where it comes from.
    pub origin: Origin,
    /// The content of its files.
    pub sm3: Sm3,
    /// The pack, or what its check found.
    pub pack: Result<Arc<Pack>, Vec<Diagnostic>>,
}

/// All of them, by id.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    packs: Packs,
    counted: Vec<Counted>,
}

impl Shelf {
    /// Checks every pack that can be named.
    #[must_use]
    pub fn read(packs: Packs) -> Self {
        let counted = packs.all().into_iter().map(|(id, checked)| Counted {
            id,
            origin: checked.origin,
            sm3: checked.files.hash(),
            pack: checked.outcome.map(|(pack, _)| Arc::new(pack)),
        });
        Self { counted: counted.collect(), packs }
    }

    /// Where packs are found, to check others with.
    #[must_use]
    pub const fn packs(&self) -> &Packs {
        &self.packs
    }

    /// What counts under each id.
    #[must_use]
    pub fn counted(&self) -> &[Counted] {
        &self.counted
    }

    /// What counts under one.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Counted> {
        self.counted.iter().find(|one| one.id.as_str() == id)
    }
}
