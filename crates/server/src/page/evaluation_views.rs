//! The views of one evaluation: which there are, which population is looked at, and the rows of links between them.

use evaluation::result::PopulationResult;

use crate::component::html::Html;
use crate::component::number;
use crate::component::tabs::{self, Tab};
use crate::read::sealed::Sealed;
use crate::shell::address::Address;
use crate::shell::error::{PageError, Thing};
use crate::shell::locale::{Key, Words};

/// A view of an evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// Who ranks where.
    Ranking,
    /// What is scored.
    Structure,
    /// How firm the ranks are.
    Firmness,
    /// How its parts go together.
    Correlation,
    /// Held against another.
    Comparison,
}

impl View {
    const ALL: [Self; 5] = [Self::Ranking, Self::Structure, Self::Firmness, Self::Correlation, Self::Comparison];

    const fn key(self) -> Key {
        match self {
            Self::Ranking => Key("view-ranking"),
            Self::Structure => Key("view-structure"),
            Self::Firmness => Key("view-firmness"),
            Self::Correlation => Key("view-correlation"),
            Self::Comparison => Key("view-comparison"),
        }
    }

    /// The address of this view of `one`.
    #[must_use]
    pub fn href(self, one: &Sealed) -> String {
        match self {
            Self::Ranking => one.href(),
            Self::Structure => format!("{}/structure", one.href()),
            Self::Firmness => format!("{}/firmness", one.href()),
            Self::Correlation => format!("{}/correlation", one.href()),
            Self::Comparison => format!("/evaluations/compare?other={}", one.id.short()),
        }
    }
}

/// The links from one view to the others; the population looked at stays.
#[must_use]
pub fn views(one: &Sealed, now: View, here: &Address, words: Words) -> Html {
    let tab = |view: View| {
        let address = Address::of(view.href(one));
        let population = here.get("population").unwrap_or_default();
        Tab {
            href: address.with("population", population).to_string(),
            text: words.of(view.key()),
            current: view == now,
        }
    };
    tabs::show(&words.t("view-switch"), &View::ALL.map(tab))
}

/// The population asked for; without one, the first that has subjects.
///
/// # Errors
/// [`PageError::NoSuch`] where there is none of that name.
pub fn chosen<'a>(one: &'a Sealed, here: &Address) -> Result<&'a PopulationResult, PageError> {
    let all = &one.evaluation().populations;
    match here.get("population") {
        Some(id) => all.iter().find(|population| population.id.as_str() == id),
        None => all.iter().find(|population| !population.subjects.is_empty()).or_else(|| all.first()),
    }
    .ok_or_else(|| PageError::NoSuch {
        kind: Thing::Population,
        name: here.get("population").unwrap_or_default().to_owned(),
    })
}

/// The links from one population to the others.
#[must_use]
pub fn populations(one: &Sealed, current: &PopulationResult, here: &Address, words: Words) -> Html {
    let own = Address::of(here.path());
    let tab = |population: &PopulationResult| Tab {
        href: own.with("population", population.id.as_str()).to_string(),
        text: format!("{} {}", population.title, number::whole(population.subjects.len())),
        current: population.id == current.id,
    };
    let all: Vec<_> = one.evaluation().populations.iter().map(tab).collect();
    tabs::chips(&words.t("population-switch"), &all)
}

/// The links from one group to the others.
#[must_use]
pub fn groups(population: &PopulationResult, here: &Address, words: Words) -> Html {
    if population.groups.is_empty() {
        return Html::default();
    }
    let here = here.without("page");
    let now = here.get("group");
    let mut all =
        vec![Tab { href: here.without("group").to_string(), text: words.t("group-all"), current: now.is_none() }];
    all.extend(population.groups.iter().map(|group| Tab {
        href: here.with("group", group).to_string(),
        text: group.clone(),
        current: now == Some(group),
    }));
    tabs::chips(&words.t("group-switch"), &all)
}
