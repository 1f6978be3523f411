//! Registers from and to files.

use std::path::{Path, PathBuf};

use domain::day::Day;
use domain::register::{Kind, RowFault, is_demonstration};
use domain::say::{Lang, Say};
use exchange::book::BookError;
use exchange::register::{
    Export, MarkError, export_csv, export_register, marked, read_register, read_results, register_template,
};
use exchange::{Findings, Progress, Watch, Workbook};
use serde_json::json;
use store::register::{ImportError, ImportWatch, StatesOf};
use store::{ExternalResult, ResultRow};

use super::{RegisterCommandError, imported};
use crate::command::{now, words};
use crate::exit::Exit;
use crate::mapped;
use crate::truth::{Opened, WhoArgs};
use crate::{place, print};

/// Why a file could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The file cannot be read.
    #[error(transparent)]
    Read(#[from] mapped::MappedError),
    /// It is no spreadsheet, or a damaged one.
    #[error(transparent)]
    Open(#[from] exchange::OpenError),
    /// The workbook could not be made.
    #[error(transparent)]
    Book(#[from] BookError),
    /// The file with its errors marked could not be made.
    #[error(transparent)]
    Mark(#[from] MarkError),
    /// The file cannot be written.
    #[error("无法写入文件")]
    Write {
        /// Which.
        path: PathBuf,
        /// The cause, for the log.
        #[source]
        source: std::io::Error,
    },
}

impl Say for FileError {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Read(error), _) => error.say(lang),
            (Self::Open(error), _) => error.say(lang),
            (Self::Book(error), _) => error.say(lang),
            (Self::Mark(error), _) => error.say(lang),
            (Self::Write { path, .. }, Lang::Zh) => {
                format!("无法写入 {}。请核对路径、写入权限和剩余空间。", path.display())
            }
            (Self::Write { path, .. }, Lang::En) => {
                format!("{} cannot be written. Check the path, its permissions and the space left.", path.display())
            }
        }
    }
}

/// What was given on the command line.
pub struct Given<'a> {
    pub file: &'a Path,
    pub check: bool,
    pub marked: Option<&'a Path>,
    pub json: bool,
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    place::whole(path, bytes).map_err(|source| FileError::Write { path: path.to_owned(), source })
}

pub fn template(kind: Kind, file: &Path, lang: Lang) -> Result<Exit, FileError> {
    write(file, &register_template(kind, lang, &now())?)?;
    print::out(file.display());
    Ok(Exit::Done)
}

pub fn export(
    opened: &Opened,
    kind: Kind,
    day: Day,
    all: bool,
    file: &Path,
    lang: Lang,
) -> Result<Exit, RegisterCommandError> {
    let wanted = if all { StatesOf::Ever } else { StatesOf::Day(day) };
    let rows = opened.wait(opened.store.states(kind, wanted))?;
    let about = match (all, lang) {
        (true, Lang::Zh) => "全部历史，前后各段一行".to_owned(),
        (true, Lang::En) => "The whole history, a row for each state".to_owned(),
        (false, Lang::Zh) => format!("截至 {day}"),
        (false, Lang::En) => format!("As of {day}"),
    };
    let demonstration = rows.iter().any(|row| is_demonstration(row.code.as_deref().unwrap_or_default(), &row.name));
    let csv = file.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv"));
    let bytes = if csv {
        export_csv(kind, &rows, lang).into_bytes()
    } else {
        let export = Export { kind, rows: &rows, about: &about, demonstration, lang, created: &now() };
        export_register(&export).map_err(FileError::from)?
    };
    write(file, &bytes)?;
    print::out(match lang {
        Lang::Zh => format!("{} 行，{}", rows.len(), file.display()),
        Lang::En => format!("{} rows, {}", rows.len(), file.display()),
    });
    Ok(Exit::Done)
}

pub fn import(
    opened: &Opened,
    who: &WhoArgs,
    kind: Kind,
    given: &Given<'_>,
    lang: Lang,
) -> Result<Exit, RegisterCommandError> {
    let (name, bytes) = mapped::file(given.file).map_err(FileError::from)?;
    let mut workbook = Workbook::open(&bytes, &name).map_err(FileError::from)?;
    let bar = print::progress(0, &name, given.json);
    let progress = |at: Progress| {
        bar.set_length(u64::from(at.total.max(at.row)));
        bar.set_position(u64::from(at.row));
    };
    let watch = Watch { progress: Some(&progress), cancel: None };
    let mut reading = read_register(kind, &mut workbook, watch).map_err(FileError::from)?;
    let told = |done: usize, total: usize| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    };
    let watch = ImportWatch { progress: Some(&told), cancel: None };
    let clean = reading.findings.is_empty();
    let outcome = opened.wait(async {
        let mut acting = opened.store.act(who.act("register.import", "register import")).await?;
        if given.check || !clean {
            return Ok(Err(acting.check_import(kind, &reading.rows, watch).await?));
        }
        match acting.import(kind, &reading.rows, watch).await {
            Ok(done) => {
                acting.commit().await?;
                Ok(Ok(done))
            }
            Err(ImportError::Faults(faults)) => Ok(Err::<_, Vec<RowFault>>(faults)),
            Err(error) => Err(error),
        }
    })?;
    bar.finish_and_clear();
    match outcome {
        Ok(done) => {
            imported(kind, done, given.json, lang);
            Ok(Exit::Done)
        }
        Err(faults) => {
            reading.refused(faults);
            if reading.findings.is_empty() {
                checked(reading.rows.len(), given.json, lang);
                return Ok(Exit::Done);
            }
            Ok(tell(&mut workbook, &reading.findings, given, lang)?)
        }
    }
}

pub fn results(opened: &Opened, who: &WhoArgs, given: &Given<'_>, lang: Lang) -> Result<Exit, RegisterCommandError> {
    let (name, bytes) = mapped::file(given.file).map_err(FileError::from)?;
    let mut workbook = Workbook::open(&bytes, &name).map_err(FileError::from)?;
    let mut reading = read_results(&mut workbook).map_err(FileError::from)?;
    if reading.findings.is_empty() {
        let rows: Vec<ResultRow> = reading
            .rows
            .iter()
            .cloned()
            .map(|entry| ResultRow {
                zone: entry.zone,
                result: ExternalResult {
                    issuer: entry.issuer,
                    title: entry.title,
                    year: entry.year,
                    ranking: entry.ranking,
                    place: entry.place,
                    places: entry.places,
                    grade: entry.grade,
                    document: entry.document,
                },
            })
            .collect();
        let outcome = opened.wait(async {
            let mut acting = opened.store.act(who.act("external_result.import", "register results")).await?;
            match acting.import_results(&rows).await {
                Ok(done) => {
                    acting.commit().await?;
                    Ok(Ok(done))
                }
                Err(ImportError::Faults(faults)) => Ok(Err(faults)),
                Err(error) => Err(error),
            }
        })?;
        match outcome {
            Ok(done) => {
                let (recorded, corrected, unchanged) = (done.recorded, done.corrected, done.unchanged);
                if given.json {
                    print::json(&json!({ "recorded": recorded, "corrected": corrected, "unchanged": unchanged }));
                } else {
                    print::out(match lang {
                        Lang::Zh => format!("新登记 {recorded}，更正 {corrected}，未变 {unchanged}"),
                        Lang::En => format!("{recorded} new, {corrected} corrected, {unchanged} as they were"),
                    });
                }
                return Ok(Exit::Done);
            }
            Err(faults) => reading.refused(faults),
        }
    }
    Ok(tell(&mut workbook, &reading.findings, given, lang)?)
}

fn checked(rows: usize, as_json: bool, lang: Lang) {
    if as_json {
        print::json(&json!({ "rows": rows, "findings_total": 0 }));
        return;
    }
    print::out(match lang {
        Lang::Zh => format!("检查了 {rows} 行，没有错误；没有写入"),
        Lang::En => format!("{rows} rows checked, nothing wrong; nothing was written"),
    });
}

/// Says what is wrong, and writes the file with its errors marked.
fn tell(workbook: &mut Workbook, findings: &Findings, given: &Given<'_>, lang: Lang) -> Result<Exit, FileError> {
    let path = given.marked.map_or_else(|| given.file.with_extension("错误.xlsx"), Path::to_owned);
    write(&path, &marked(workbook, findings, lang, &now())?)?;
    if given.json {
        print::json(&json!({
            "findings": findings.kept().iter().map(|finding| finding.view(lang)).collect::<Vec<_>>(),
            "findings_total": findings.total(),
            "marked": path.display().to_string(),
        }));
        return Ok(Exit::Findings);
    }
    let name = workbook.file().to_owned();
    mapped::print_findings(&name, findings, lang);
    print::note(format_args!(
        "{} {}",
        words(lang, "没有写入任何内容；标出错误的表格：", "Nothing was written; the file with its errors marked:"),
        path.display()
    ));
    Ok(Exit::Findings)
}
