//! The audit: who did what, when, from where and why, the latest first.

use askama::Template;
use axum::extract::State;
use domain::day::Day;
use domain::register::Kind;
use domain::say::Say;
use store::audit::{ActFilter, ActMark, ActRow, china_time};

use crate::app::App;
use crate::component::empty::Empty;
use crate::component::html::Html;
use crate::component::number;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::shell::address::Address;
use crate::shell::error::PageError;
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::{Key, Words};
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// Acts on a page.
const ROWS: u64 = 100;

/// A page of acts.
#[derive(Template)]
#[template(path = "page/audit.html")]
pub struct AuditPage {
    frame: Frame,
    fields: Vec<AuditField>,
    list: Html,
    /// The address of the page after this one.
    next: Option<String>,
}

/// A field of the form above the list.
pub struct AuditField {
    key: &'static str,
    label: String,
    value: String,
    kind: &'static str,
}

/// Shows a page of acts.
///
/// # Errors
/// [`PageError::BadQuery`] for what is no day or no place in the list, [`PageError::Data`] when the store cannot be read.
pub async fn show(State(app): State<App>, viewer: Viewer) -> Result<Page<AuditPage>, PageError> {
    let (words, here) = (viewer.words, viewer.here.clone());
    let filter = filter(&here)?;
    let after = here.get("after").map(|text| text.parse::<ActMark>().map_err(|_| bad("after"))).transpose()?;
    let page = app.store().acts(&filter, after, ROWS).await.map_err(PageError::data)?;
    let heads = vec![
        Head::new(words.t("audit-when")).align(Align::Line),
        Head::new(words.t("audit-who")).align(Align::Line),
        Head::new(words.t("audit-what")).align(Align::Line),
        Head::new(words.t("audit-changes")).align(Align::Number),
        Head::new(words.t("audit-why")).align(Align::Wide).optional(),
        Head::new(words.t("audit-from")).align(Align::Line).optional(),
    ];
    let rows = page.acts.iter().map(|act| row(act, words)).collect();
    let title = words.t("menu-audit");
    let empty = Empty::new(words.t("audit-none"), words.t("audit-none-why")).way("/audit", words.t("filter-clear"));
    let list = Table::new(title.clone(), heads, rows).or_empty(empty).show(words);
    Ok(Page(AuditPage {
        fields: fields(&here, words),
        list,
        next: page.next.map(|mark| here.with("after", &mark.to_string()).to_string()),
        frame: app.now().await?.frame(viewer, Section::Audit, title).lead(words.t("audit-lead")),
    }))
}

fn bad(key: &str) -> PageError {
    PageError::BadQuery { key: key.to_owned() }
}

fn filter(here: &Address) -> Result<ActFilter, PageError> {
    let text = |key: &str| here.get(key).filter(|text| !text.is_empty()).map(str::to_owned);
    let day = |key: &'static str| text(key).map(|text| text.parse::<Day>().map_err(|_| bad(key))).transpose();
    Ok(ActFilter {
        actor: text("actor"),
        kind: text("act"),
        record_kind: text("kind"),
        record: text("record"),
        from: day("from")?,
        to: day("to")?,
        label: text("q").unwrap_or_default(),
    })
}

fn fields(here: &Address, words: Words) -> Vec<AuditField> {
    let field = |key: &'static str, label: String, kind: &'static str| AuditField {
        key,
        label,
        value: here.get(key).unwrap_or_default().to_owned(),
        kind,
    };
    vec![
        field("q", words.t("audit-label"), "search"),
        field("actor", words.t("audit-actor"), "text"),
        field("act", words.t("audit-act"), "text"),
        field("from", words.t("audit-from-day"), "date"),
        field("to", words.t("audit-to-day"), "date"),
    ]
}

fn row(act: &ActRow, words: Words) -> Row {
    Row::new(vec![
        Cell::link(format!("/audit/{}", act.id), china_time(act.at)),
        Cell::Noted { text: act.actor.name.clone(), href: None, note: who(act, words) },
        Cell::text(kind(&act.kind, words)),
        Cell::Text(number::whole(usize::try_from(act.changes).unwrap_or(usize::MAX))),
        Cell::maybe(act.reason.as_deref()),
        Cell::text(origin(&act.origin, words)),
    ])
}

/// Whether the person proved who they are, and for whom they acted.
#[must_use]
pub fn who(act: &ActRow, words: Words) -> String {
    let proved = if act.actor.authenticated { words.t("audit-proved") } else { words.t("audit-unproved") };
    match &act.actor.on_behalf {
        Some(other) => words.ta("audit-on-behalf", &[("state", &proved), ("other", other)]),
        None => proved,
    }
}

/// What acts are called.
const ACTS: &[(&str, Key)] = &[
    ("submission.submit", Key("act-submit")),
    ("release.publish", Key("act-publish")),
    ("release.take_over", Key("act-take-over")),
    ("register.import", Key("act-register-import")),
    ("register.import.ask", Key("act-register-import-ask")),
    ("register.merge", Key("act-register-merge")),
    ("external_result.import", Key("act-results-import")),
    ("job.ask", Key("act-job-ask")),
    ("job.cancel", Key("act-job-cancel")),
    ("document.send", Key("act-document-send")),
    ("document.read", Key("act-document-read")),
    ("document.decide", Key("act-document-decide")),
    ("pack.upload", Key("act-pack-upload")),
    ("pack.check", Key("act-pack-check")),
    ("pack.approve", Key("act-pack-approve")),
    ("pack.force", Key("act-pack-force")),
    ("pack.end", Key("act-pack-end")),
    ("pack.withdraw", Key("act-pack-withdraw")),
    ("store.backup", Key("act-store-backup")),
    ("store.restore", Key("act-store-restore")),
    ("store.move", Key("act-store-move")),
    ("audit.prune", Key("act-audit-prune")),
    ("demo.registers", Key("act-demo-registers")),
];

/// What was done, in words where there are any.
#[must_use]
pub fn kind(kind: &str, words: Words) -> String {
    let known = ACTS.iter().find(|(code, _)| *code == kind);
    if let Some((_, key)) = known {
        return words.of(*key);
    }
    let (thing, verb) = kind.split_once('.').unwrap_or((kind, ""));
    let key = match verb {
        "create" => Key("act-create"),
        "change" => Key("act-change"),
        "import" => Key("act-import"),
        _ => return kind.to_owned(),
    };
    match thing.parse::<Kind>() {
        Ok(thing) => words.ta(key.0, &[("kind", &thing.say(words.lang()))]),
        Err(_) => kind.to_owned(),
    }
}

/// By which way it came.
#[must_use]
pub fn origin(code: &str, words: Words) -> String {
    match code {
        "cli" => words.t("origin-cli"),
        "page" => words.t("origin-page"),
        "api" => words.t("origin-api"),
        "job" => words.t("origin-job"),
        _ => code.to_owned(),
    }
}
