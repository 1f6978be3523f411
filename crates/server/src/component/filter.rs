//! The bar above a list: a search box, a few choices, and chips for what is chosen.

use askama::Template;

use crate::component::html::Html;
use crate::shell::address::Address;
use crate::shell::frame::Choice;
use crate::shell::locale::Words;

/// One choice of the bar.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its key in the address.
    pub key: &'static str,
    /// Its label.
    pub label: String,
    /// What may be chosen.
    pub choices: Vec<Choice>,
    /// Whether one is always chosen.
    fixed: bool,
}

impl Field {
    /// A condition that may be left open.
    #[must_use]
    pub const fn new(key: &'static str, label: String, choices: Vec<Choice>) -> Self {
        Self { key, label, choices, fixed: false }
    }

    /// A choice that is always made.
    #[must_use]
    pub const fn fixed(key: &'static str, label: String, choices: Vec<Choice>) -> Self {
        Self { key, label, choices, fixed: true }
    }
}

/// The bar.
#[derive(Template)]
#[template(path = "component/filter.html")]
pub struct Filter<'a> {
    /// The list's address.
    pub here: &'a Address,
    /// What the search box looks through; empty where there is none.
    pub search: String,
    /// The choices; one without anything to choose is left out.
    pub fields: Vec<Field>,
    /// The page's words.
    pub words: Words,
}

impl Filter<'_> {
    /// The bar as markup.
    #[must_use]
    pub fn show(mut self) -> Html {
        self.fields.retain(|field| !field.choices.is_empty());
        Html::render(&self)
    }

    fn is_chosen(&self, key: &str, choice: &Choice) -> bool {
        self.here.get(key) == Some(&choice.value)
    }

    /// What is chosen: words, and the address without it.
    fn chips(&self) -> Vec<(String, String)> {
        let here = self.here.without("page");
        let mut chips = Vec::new();
        if let Some(search) = here.get("q") {
            chips.push((format!("“{search}”"), here.without("q").to_string()));
        }
        for field in self.fields.iter().filter(|field| !field.fixed) {
            let Some(value) = here.get(field.key) else { continue };
            let label = field.choices.iter().find(|choice| choice.value == value).map_or(value, |choice| &choice.label);
            chips.push((format!("{}: {label}", field.label), here.without(field.key).to_string()));
        }
        chips
    }

    fn kept(&self) -> Vec<(&str, &str)> {
        let own = |key: &str| key == "q" || key == "page" || self.fields.iter().any(|field| field.key == key);
        self.here.pairs().filter(|(key, _)| !own(key)).collect()
    }
}
