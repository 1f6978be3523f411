//! A register as files: the template to fill in, and what the register holds.

use axum::extract::{Path, State};
use domain::register::{Kind, is_demonstration};
use domain::say::Say;
use exchange::register::{Export, export_register, register_template};
use store::day_of;
use store::register::StatesOf;

use crate::app::{App, aside};
use crate::shell::download::Download;
use crate::shell::error::{PageError, Thing};
use crate::shell::viewer::Viewer;

/// The template of a register.
///
/// # Errors
/// [`PageError::NoSuch`] for a register that there is not.
pub async fn template(State(app): State<App>, viewer: Viewer, Path(kind): Path<String>) -> Result<Download, PageError> {
    let (kind, lang) = (kind_of(&kind)?, viewer.words.lang());
    let created = app.store().now().to_string();
    let bytes = aside(move || register_template(kind, lang, &created).map_err(PageError::data)).await?;
    Ok(Download::workbook(&viewer.words.ta("file-template", &[("kind", &kind.say(lang))]), bytes))
}

/// What a register holds as of a day (`day`), or its whole history (`all`).
///
/// # Errors
/// [`PageError::NoSuch`] for a register that there is not, [`PageError::BadQuery`] for what is no day,
/// [`PageError::Data`] when the store cannot be read.
pub async fn export(State(app): State<App>, viewer: Viewer, Path(kind): Path<String>) -> Result<Download, PageError> {
    let (kind, words) = (kind_of(&kind)?, viewer.words);
    let lang = words.lang();
    let day = match viewer.here.get("day") {
        None => day_of(app.store().now()),
        Some(text) => text.parse().map_err(|_| PageError::BadQuery { key: "day".to_owned() })?,
    };
    let all = viewer.here.get("all").is_some();
    let wanted = if all { StatesOf::Ever } else { StatesOf::Day(day) };
    let rows = app.store().states(kind, wanted).await.map_err(PageError::data)?;
    let about = if all { words.t("file-all") } else { words.ta("file-as-of", &[("day", &day.to_string())]) };
    let name = format!("{}-{}", words.ta("register-title", &[("kind", &kind.say(lang))]), about);
    let created = app.store().now().to_string();
    let write = move || {
        let demonstration = rows.iter().any(|row| is_demonstration(row.code.as_deref().unwrap_or_default(), &row.name));
        let export = Export { kind, rows: &rows, about: &about, demonstration, lang, created: &created };
        export_register(&export).map_err(PageError::data)
    };
    Ok(Download::workbook(&name, app.heavy(write).await?))
}

fn kind_of(word: &str) -> Result<Kind, PageError> {
    word.parse().map_err(|_| PageError::NoSuch { kind: Thing::Register, name: word.to_owned() })
}
