//! What a version is held against: the one that counts now, or another that an address names.

use std::sync::Arc;

use domain::say::Say;
use policy::Pack;
use store::pack::Version;

use crate::app::App;
use crate::read::now::Now;
use crate::read::versions::{PackVersions, checked};
use crate::shell::error::PageError;
use crate::shell::locale::Words;

/// What stands for the pack at hand that is no version of the store.
const AT_HAND: &str = "at-hand";
/// The most that are offered.
const MOST: usize = 8;

/// One that a version may be held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What the address says.
    pub value: String,
    /// Its words.
    pub label: String,
}

/// What a version is held against.
#[derive(Debug)]
pub struct Against {
    /// All that may be chosen.
    pub offers: Vec<Offer>,
    /// What is chosen; none where there is no other.
    pub chosen: Option<Offer>,
    /// Its pack; none where it does not pass its check now.
    pub pack: Option<Arc<Pack>>,
}

/// Finds what `version` is held against: as `asked`, else what counts now, else what was in force before it.
///
/// # Errors
/// [`PageError::Data`] when the store cannot be read.
pub async fn find(
    app: &App,
    now: &Now,
    all: &PackVersions,
    version: &Version,
    asked: Option<&str>,
    words: Words,
) -> Result<Against, PageError> {
    let offers = offers(now, all, version, words);
    let chosen = asked.and_then(|asked| offers.iter().find(|offer| offer.value == asked)).or_else(|| {
        // Offers stand in the order in which they are preferred.
        offers.first()
    });
    let Some(chosen) = chosen.cloned() else { return Ok(Against { offers, chosen: None, pack: None }) };
    let pack = if chosen.value == AT_HAND {
        let held = now.shelf().packs().without(&all.id).held(&all.id);
        held.and_then(|held| policy::check(&held.files, now.shelf().packs()).ok()).map(|(pack, _)| Arc::new(pack))
    } else {
        let other = all.version(&chosen.value)?;
        checked(app, now, other.sm3).await?.1.ok().map(|(pack, _)| Arc::new(pack))
    };
    Ok(Against { offers, chosen: Some(chosen), pack })
}

fn offers(now: &Now, all: &PackVersions, version: &Version, words: Words) -> Vec<Offer> {
    let mut offers = Vec::new();
    let in_force = all.in_force().map(|one| one.sm3);
    let mut add = |sm3: domain::hash::Sm3, label: String| {
        let offer = Offer { value: sm3.short(), label };
        if sm3 != version.sm3 && !offers.iter().any(|own: &Offer| own.value == offer.value) {
            offers.push(offer);
        }
    };
    if let Some(sm3) = in_force {
        add(sm3, words.ta("against-in-force", &[("version", &sm3.short())]));
    }
    for one in all.spans.iter().rev() {
        let from = one.span.from().map(|day| day.to_string()).unwrap_or_default();
        add(one.sm3, words.ta("against-from", &[("version", &one.sm3.short()), ("day", &from)]));
    }
    let held = now.shelf().packs().without(&all.id).held(&all.id);
    if let Some(held) = held.filter(|held| held.files.hash() != version.sm3) {
        let offer = Offer { value: AT_HAND.to_owned(), label: held.origin.say(words.lang()) };
        // Where nothing is in force, it is what counts.
        if in_force.is_none() && all.spans.is_empty() { offers.insert(0, offer) } else { offers.push(offer) }
    }
    for one in &all.versions {
        if one.sm3 != version.sm3 && !offers.iter().any(|own| own.value == one.sm3.short()) {
            let day = store::day_of(one.made_at).to_string();
            let label = words.ta("against-uploaded", &[("version", &one.sm3.short()), ("day", &day)]);
            offers.push(Offer { value: one.sm3.short(), label });
        }
    }
    offers.truncate(MOST);
    offers
}
