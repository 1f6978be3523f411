//! What differs between two versions of a pack, in words: the rule, what was and what is, and the clause.

use askama::Template;
use domain::say::Say;
use policy::compare::{Comparison, Difference, Fact, RuleKind, What};

use crate::component::empty::Empty;
use crate::component::html::Html;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::page::policy_words;
use crate::shell::locale::Words;

/// Differences shown.
const MOST: usize = 300;

#[derive(Template)]
#[template(
    source = r#"<span class="yh-diff"><span class="yh-muted">{{ field }}</span> <del>{{ old }}</del> <span aria-hidden="true">→</span> <ins>{{ new }}</ins></span>"#,
    ext = "html"
)]
struct Change<'a> {
    field: &'a str,
    old: &'a str,
    new: &'a str,
}

#[derive(Template)]
#[template(
    source = r#"<span class="yh-diff">{% if is_new %}<ins>{{ word }}</ins>{% else %}<del>{{ word }}</del>{% endif %}</span>{% if !facts.is_empty() %}<details class="yh-more"><summary>{{ summary }}</summary><ul class="yh-facts">{% for (name, value) in facts %}<li><span class="yh-muted">{{ name }}</span> {{ value }}</li>{% endfor %}</ul></details>{% endif %}"#,
    ext = "html"
)]
struct Whole {
    is_new: bool,
    word: String,
    summary: String,
    facts: Vec<(String, String)>,
}

/// What decides, and, folded below it, what only its examples say.
#[derive(Template)]
#[template(
    source = r#"{{ rules }}<details class="yh-more"><summary>{{ summary }}</summary>{{ examples }}</details>"#,
    ext = "html"
)]
struct Both {
    rules: Html,
    summary: String,
    examples: Html,
}

/// The differences as tables; where no rule differs, that is said.
#[must_use]
pub fn show(found: &Comparison, words: Words) -> Html {
    if found.differences.is_empty() {
        return none(found, words).show();
    }
    let (examples, rules): (Vec<_>, Vec<_>) = found
        .differences
        .iter()
        .take(MOST)
        .partition(|one| matches!(one.kind, RuleKind::Example | RuleKind::Given | RuleKind::Expect));
    if examples.is_empty() {
        return table(&rules, words);
    }
    let rules = if rules.is_empty() {
        Empty::new(words.t("differences-examples-only"), words.t("differences-examples-why")).show()
    } else {
        table(&rules, words)
    };
    let summary = words.tn("differences-examples", examples.len());
    Html::render(&Both { rules, summary, examples: table(&examples, words) })
}

fn table(differences: &[&Difference], words: Words) -> Html {
    let heads = vec![
        Head::new(words.t("difference-rule")).align(Align::Wide),
        Head::new(words.t("difference-what")).align(Align::Wide),
        Head::new(words.t("cite")).align(Align::Text).optional(),
    ];
    let rows = differences.iter().map(|one| row(one, words)).collect();
    Table::new(words.t("differences"), heads, rows).show(words)
}

/// How many are not shown.
#[must_use]
pub fn more(found: &Comparison, words: Words) -> String {
    match found.differences.len().saturating_sub(MOST) {
        0 => String::new(),
        more => words.tn("differences-more", more),
    }
}

fn none(found: &Comparison, words: Words) -> Empty {
    if found.files.is_empty() {
        return Empty::new(words.t("differences-none"), words.t("differences-none-why"));
    }
    let files: Vec<_> = found.files.iter().map(|file| file.path.as_str()).collect();
    let why = words.ta("differences-spacing-why", &[("files", &files.join(", "))]);
    Empty::new(words.t("differences-spacing"), why)
}

fn row(one: &Difference, words: Words) -> Row {
    let lang = words.lang();
    let note = std::iter::once(one.kind.say(lang)).chain(one.within.iter().cloned()).collect::<Vec<_>>().join(" · ");
    Row::new(vec![
        Cell::Noted { text: one.name.say(lang), href: None, note },
        Cell::Part(what(&one.what, words)),
        Cell::Text(one.cite.as_ref().map(|cite| policy_words::cite(cite, words)).unwrap_or_default()),
    ])
}

fn what(what: &What, words: Words) -> Html {
    let lang = words.lang();
    let facts = |facts: &[Fact]| facts.iter().map(|fact| (fact.name.say(lang), fact.value.say(lang))).collect();
    match what {
        What::Changed { field, old, new } => {
            let value = |value: &Option<domain::say::Said>| {
                value.as_ref().map_or_else(|| words.t("difference-nothing"), |value| value.say(lang))
            };
            Html::render(&Change { field: &field.say(lang), old: &value(old), new: &value(new) })
        }
        What::New(found) => Html::render(&Whole {
            is_new: true,
            word: words.t("difference-new"),
            summary: words.tn("difference-facts", found.len()),
            facts: facts(found),
        }),
        What::Gone(found) => Html::render(&Whole {
            is_new: false,
            word: words.t("difference-gone"),
            summary: words.tn("difference-facts", found.len()),
            facts: facts(found),
        }),
        What::Reordered { old, new } => {
            let names = |all: &[domain::say::Said]| all.iter().map(|one| one.say(lang)).collect::<Vec<_>>().join(" · ");
            Html::render(&Change { field: &words.t("difference-order"), old: &names(old), new: &names(new) })
        }
    }
}
