//! A form to write with: fields with label, hint and what is wrong with them, and one button that says what happens.

use askama::Template;
use domain::say::Said;

use crate::component::html::Html;
use crate::shell::frame::Choice;
use crate::shell::locale::Words;

/// How a field is filled in.
#[derive(Clone, Debug)]
pub enum Shape {
    /// A line.
    Line,
    /// A line, with known values offered.
    Offered(Vec<Choice>),
    /// Several lines.
    Lines,
    /// A day.
    Day,
    /// One of a few.
    One(Vec<Choice>),
    /// One of a few, all seen at once, each with a remark.
    Radio(Vec<(Choice, String)>),
    /// A file, of these kinds as browsers write them: `.xlsx,.csv`.
    File(&'static str),
    /// Several files.
    Files(&'static str),
    /// A folder with all that is in it.
    Folder,
    /// Not seen.
    Hidden,
}

/// A field.
#[derive(Clone, Debug)]
pub struct Field {
    name: String,
    label: String,
    hint: String,
    value: String,
    shape: Shape,
    must: bool,
    wrong: String,
}

impl Field {
    /// A field that may be left empty.
    pub fn new(name: impl Into<String>, label: impl Into<String>, shape: Shape) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            hint: String::new(),
            value: String::new(),
            shape,
            must: false,
            wrong: String::new(),
        }
    }

    /// A value that is sent along unseen.
    pub fn hidden(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self::new(name, "", Shape::Hidden).value(value)
    }

    /// It must be filled in.
    #[must_use]
    pub const fn must(mut self) -> Self {
        self.must = true;
        self
    }

    /// What helps to fill it in.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// What stands in it.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// What is wrong with what stands in it.
    #[must_use]
    pub fn wrong(mut self, wrong: impl Into<String>) -> Self {
        self.wrong = wrong.into();
        self
    }

    fn id(&self) -> String {
        format!("f-{}", self.name)
    }

    fn is_chosen(&self, choice: &Choice) -> bool {
        self.value == choice.value
    }

    /// The ids of hint and fault, for those who hear the page.
    fn described(&self) -> String {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.id()));
        let wrong = (!self.wrong.is_empty()).then(|| format!("{}-wrong", self.id()));
        [hint, wrong].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

/// A form.
#[derive(Template)]
#[template(path = "component/form.html")]
pub struct Form {
    action: String,
    fields: Vec<Field>,
    button: String,
    back: Option<String>,
    wrong: Option<String>,
    words: Words,
}

impl Form {
    /// A form that is sent to `action` by a button that says `button`.
    pub fn new(words: Words, action: impl Into<String>, button: impl Into<String>) -> Self {
        Self { action: action.into(), fields: Vec::new(), button: button.into(), back: None, wrong: None, words }
    }

    /// One more field.
    #[must_use]
    pub fn field(mut self, field: Field) -> Self {
        self.fields.push(field);
        self
    }

    /// Where it goes back to without doing anything.
    #[must_use]
    pub fn back(mut self, href: impl Into<String>) -> Self {
        self.back = Some(href.into());
        self
    }

    /// Why what was sent cannot be taken, where that is not one field's fault.
    #[must_use]
    pub fn refused(mut self, said: &Said) -> Self {
        self.wrong = Some(match self.words.lang() {
            domain::say::Lang::Zh => said.zh.clone(),
            domain::say::Lang::En => said.en.clone(),
        });
        self
    }

    /// The form as markup.
    #[must_use]
    pub fn show(self) -> Html {
        Html::render(&self)
    }

    fn has_file(&self) -> bool {
        self.fields.iter().any(|field| matches!(field.shape, Shape::File(_) | Shape::Files(_) | Shape::Folder))
    }

    /// What is wrong with which field.
    fn faults(&self) -> Vec<(String, &str, &str)> {
        let wrong = self.fields.iter().filter(|field| !field.wrong.is_empty());
        wrong.map(|field| (field.id(), field.label.as_str(), field.wrong.as_str())).collect()
    }
}

/// A button alone that does one thing, with what is sent along.
#[derive(Template)]
#[template(
    source = r#"<form class="yh-one" method="post" action="{{ action }}">{% for (name, value) in with %}<input type="hidden" name="{{ name }}" value="{{ value }}">{% endfor %}<button class="yh-btn{% if first %} yh-btn-1{% endif %}" type="submit">{{ label }}</button></form>"#,
    ext = "html"
)]
pub struct Button<'a> {
    /// Where it is sent.
    pub action: &'a str,
    /// What it says.
    pub label: &'a str,
    /// What is sent along.
    pub with: &'a [(&'a str, &'a str)],
    /// Whether it is the one thing to do on the page.
    pub first: bool,
}

impl Button<'_> {
    /// The button as markup.
    #[must_use]
    pub fn show(&self) -> Html {
        Html::render(self)
    }
}
