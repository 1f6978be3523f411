//! The views of one pack: its rules, its figures, its versions.

use domain::id::PackId;

use crate::component::html::Html;
use crate::component::tabs::{self, Tab};
use crate::page::pack::pack_href;
use crate::shell::locale::Words;

/// A view of a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// Its rules.
    Rules,
    /// The figures that offices change.
    Figures,
    /// Its versions.
    Versions,
}

/// The row of views below a pack's title.
#[must_use]
pub fn show(id: &PackId, current: View, words: Words) -> Html {
    let tab = |view: View, below: &str, text: String| Tab {
        href: format!("{}{below}", pack_href(id)),
        text,
        current: view == current,
    };
    let tabs = [
        tab(View::Rules, "", words.t("view-rules")),
        tab(View::Figures, "/figures", words.t("view-figures")),
        tab(View::Versions, "/versions", words.t("view-versions")),
    ];
    tabs::show(&words.t("view-pack"), &tabs)
}
