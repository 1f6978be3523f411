//! Which two evaluations are held against each other: as the address says, else as they suit.

use std::sync::Arc;

use crate::component::filter::{Field, Filter};
use crate::component::html::Html;
use crate::read::now::Now;
use crate::read::sealed::Sealed;
use crate::shell::address::Address;
use crate::shell::error::{PageError, Thing};
use crate::shell::frame::Choice;
use crate::shell::locale::Words;

/// The two evaluations that an address names.
pub struct Two {
    /// The first, which is held against.
    pub before: Arc<Sealed>,
    /// The second.
    pub after: Arc<Sealed>,
}

impl Two {
    /// Reads them: `one` and `other`. Without `other` the newest; without `one` what `other` is best held against.
    ///
    /// # Errors
    /// [`PageError::NoSuch`] where one that is named is not there, or none is.
    pub fn read(now: &Now, here: &Address) -> Result<(Option<Arc<Sealed>>, Arc<Sealed>), PageError> {
        let named = |key: &str| match here.get(key) {
            None => Ok(None),
            Some(id) => match now.evaluation(id) {
                Some(found) => Ok(Some(Arc::clone(found))),
                None => Err(PageError::NoSuch { kind: Thing::Evaluation, name: id.to_owned() }),
            },
        };
        let other = match named("other")? {
            Some(other) => other,
            None => usual(now).ok_or(PageError::NoSuch { kind: Thing::Evaluation, name: String::new() })?,
        };
        let one = named("one")?.or_else(|| against(now, &other));
        Ok((one, other))
    }
}

/// What `other` is best held against: the last one of its scheme before it, else another of its kind.
#[must_use]
pub fn against(now: &Now, other: &Sealed) -> Option<Arc<Sealed>> {
    let kind = |one: &&Arc<Sealed>| one.id != other.id && one.subject_kind() == other.subject_kind();
    let (own, all) = (other.evaluation(), now.evaluations());
    let same = |one: &&Arc<Sealed>| one.evaluation().scheme == own.scheme && one.evaluation().pack == own.pack;
    // The newest stand first, so that the first earlier one is the last before it.
    let earlier = all.iter().filter(kind).filter(same).find(|one| one.evaluation().period < own.period);
    let found = earlier.or_else(|| all.iter().filter(kind).find(same)).or_else(|| all.iter().find(kind));
    found.cloned()
}

/// The newest evaluation that can be held against another, else the newest.
fn usual(now: &Now) -> Option<Arc<Sealed>> {
    let all = now.evaluations();
    let earlier = |one: &&Arc<Sealed>| {
        against(now, one).is_some_and(|before| before.evaluation().scheme == one.evaluation().scheme)
    };
    all.iter().find(earlier).or_else(|| all.first()).cloned()
}

/// From which to which.
#[must_use]
pub fn line(two: &Two, words: Words) -> String {
    words.ta("compare-line", &[("one", &two.before.line(words)), ("other", &two.after.line(words))])
}

/// The bar that chooses the two, a group and a name.
#[must_use]
pub fn filter(now: &Now, here: &Address, one: Option<&Sealed>, other: &Sealed, words: Words) -> Html {
    let choice = |sealed: &Arc<Sealed>| Choice { value: sealed.id.short(), label: sealed.line(words) };
    let all = now.evaluations();
    let kin = all.iter().filter(|sealed| sealed.subject_kind() == other.subject_kind());
    let groups = other.evaluation().populations.iter().flat_map(|population| &population.groups);
    let groups = groups.map(|group| Choice { value: group.clone(), label: group.clone() });
    // What the address leaves open is chosen as it is understood.
    let mut here = here.with("other", &other.id.short());
    if let Some(one) = one {
        here = here.with("one", &one.id.short());
    }
    let fields = vec![
        Field::fixed("one", words.t("compare-one"), kin.map(choice).collect()),
        Field::fixed("other", words.t("compare-other"), all.iter().map(choice).collect()),
        Field::new("group", words.t("group"), groups.collect()),
    ];
    Filter { here: &here, search: words.t("ranking-search"), fields, words }.show()
}
