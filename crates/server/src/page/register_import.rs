//! A register by spreadsheet: what the columns take, the template, and the file to send.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use domain::register::{Column, Kind};
use domain::say::{Lang, Said, Say};
use exchange::register::result_columns;
use store::job::NewJob;

use crate::app::App;
use crate::component::form::{Field, Form, Shape};
use crate::component::html::Html;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::shell::acting::Writer;
use crate::shell::done::Done;
use crate::shell::error::{PageError, Thing};
use crate::shell::frame::{Choice, Frame, Section};
use crate::shell::locale::{Key, Words};
use crate::shell::page::{Again, Page};
use crate::shell::posted::Uploaded;
use crate::shell::viewer::Viewer;
use crate::work::register_import::{Input, WORK, What};

/// What files are taken, as browsers write it.
const ACCEPT: &str = ".xlsx,.xls,.ods,.csv";

/// What is imported, by its word in the address.
///
/// # Errors
/// [`PageError::NoSuch`] for a register that there is not.
pub fn what_of(word: &str) -> Result<What, PageError> {
    if word == "results" {
        return Ok(What::Results);
    }
    let kind = word.parse().map_err(|_| PageError::NoSuch { kind: Thing::Register, name: word.to_owned() })?;
    Ok(What::Register(kind))
}

/// The word in the address.
#[must_use]
pub fn word_of(what: What) -> &'static str {
    match what {
        What::Register(kind) => kind.code(),
        What::Results => "results",
    }
}

/// Where one looks at what is imported.
#[must_use]
pub fn list_href(what: What) -> String {
    match what {
        What::Register(kind) => format!("/registers/{}", kind.code()),
        What::Results => format!("/registers/{}", Kind::Zone.code()),
    }
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "page/register_import.html")]
pub struct ImportPage {
    frame: Frame,
    template: Option<String>,
    export: Option<String>,
    form: Html,
    columns: Html,
}

/// Shows how it is done.
///
/// # Errors
/// [`PageError::NoSuch`] for a register that there is not, [`PageError::Data`] when the store cannot be read.
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(word): Path<String>,
) -> Result<Page<ImportPage>, PageError> {
    page(&app, viewer, what_of(&word)?, ["", "import", ""]).await.map(Page)
}

/// Takes a file and lets it be imported.
///
/// # Errors
/// As [`show`], and [`PageError::Data`] when the file cannot be kept.
pub async fn send(
    State(app): State<App>,
    viewer: Viewer,
    writer: Writer,
    Path(word): Path<String>,
    Uploaded { posted, files }: Uploaded,
) -> Result<Response, PageError> {
    let what = what_of(&word)?;
    let (mode, reason) = (posted.get("mode"), posted.get("reason"));
    let Some(file) = files.into_iter().find(|file| file.field == "file") else {
        let wrong = viewer.words.t("import-no-file");
        return Ok(Again(page(&app, viewer, what, [&wrong, mode, reason]).await?).into_response());
    };
    let length = file.bytes.len() as u64;
    let source = app.keep_file(file.bytes).await?;
    let input = Input {
        what: word_of(what).to_owned(),
        name: file.name.clone(),
        source: source.to_string(),
        check: mode == "check",
        reason: Some(reason.to_owned()).filter(|reason| !reason.is_empty()),
        person: (writer.person().code.clone(), writer.person().name.clone()),
    };
    let title = Said::new(
        format!("导入{}：{}", what.title(Lang::Zh), file.name),
        format!("Import of {}: {}", what.title(Lang::En), file.name),
    );
    let input = serde_json::to_value(input).map_err(PageError::failed)?;
    let mut acting = app.store().act(writer.act("register.import.ask", reason)).await.map_err(PageError::data)?;
    acting.attach(&file.name, source, length).await.map_err(PageError::data)?;
    let job = NewJob { kind: WORK.code, title, input, most_attempts: 1 };
    let job = acting.enqueue(job).await.map_err(PageError::data)?;
    acting.commit().await.map_err(PageError::data)?;
    Ok(Done::on(format!("/registers/{}/import/{job}", word_of(what))).into_response())
}

async fn page(app: &App, viewer: Viewer, what: What, values: [&str; 3]) -> Result<ImportPage, PageError> {
    let [wrong, mode, reason] = values;
    let words = viewer.words;
    let title = words.ta("import-title", &[("what", &what.title(words.lang()))]);
    let modes = vec![
        (
            Choice { value: "import".to_owned(), label: words.t("import-mode-import") },
            words.t("import-mode-import-why"),
        ),
        (Choice { value: "check".to_owned(), label: words.t("import-mode-check") }, words.t("import-mode-check-why")),
    ];
    let form = Form::new(words, format!("/registers/{}/import", word_of(what)), words.t("import-go"))
        .field(
            Field::new("file", words.t("import-file"), Shape::File(ACCEPT))
                .must()
                .hint(words.t("import-file-hint"))
                .wrong(wrong),
        )
        .field(Field::new("mode", words.t("import-mode"), Shape::Radio(modes)).must().value(mode))
        .field(
            Field::new("reason", words.t("form-reason"), Shape::Line).hint(words.t("import-reason-hint")).value(reason),
        )
        .back(list_href(what));
    let word = word_of(what);
    let register = match what {
        What::Register(kind) => words.ta("register-title", &[("kind", &kind.say(words.lang()))]),
        What::Results => words.ta("register-title", &[("kind", &Kind::Zone.say(words.lang()))]),
    };
    Ok(ImportPage {
        template: matches!(what, What::Register(_)).then(|| format!("/registers/{word}/template.xlsx")),
        export: matches!(what, What::Register(_)).then(|| format!("/registers/{word}/export.xlsx")),
        form: form.show(),
        columns: columns(what, words),
        frame: app
            .now()
            .await?
            .frame(viewer, Section::Registers, title)
            .lead(words.t("import-lead"))
            .below(list_href(what), register)
            .with_forms(),
    })
}

/// What each column takes.
fn columns(what: What, words: Words) -> Html {
    let lang = words.lang();
    let row = |title: &str, must: bool, takes: String| {
        let must = words.of(if must { Key("import-must") } else { Key("import-may") });
        Row::new(vec![Cell::text(title), Cell::text(must), Cell::text(takes)])
    };
    let rows: Vec<Row> = match what {
        What::Register(kind) => Column::of(kind)
            .iter()
            .map(|column| {
                let takes = match column {
                    Column::Field(field) => field.expected().say(lang),
                    Column::Link(link) => {
                        let kinds: Vec<String> = link.role.parents(kind).iter().map(|kind| kind.say(lang)).collect();
                        words.ta("import-takes-link", &[("kinds", &kinds.join(words.t("import-or").as_str()))])
                    }
                    Column::From => words.t("import-takes-from"),
                    Column::To => words.t("import-takes-to"),
                    Column::Reason => words.t("import-takes-reason"),
                };
                row(column.title(lang), column.required(), takes)
            })
            .collect(),
        What::Results => result_columns().map(|(title, must)| row(title, must, String::new())).collect(),
    };
    let heads = vec![
        Head::new(words.t("import-column")).align(Align::Line),
        Head::new(words.t("import-needed")).align(Align::Line),
        Head::new(words.t("import-takes")).align(Align::Wide),
    ];
    Table::new(words.t("import-columns"), heads, rows).show(words)
}
