//! `yuanheng import`: spreadsheets into a data folder, all of them or none.

use std::path::Path;

use domain::say::{Lang, Say};
use exchange::{Findings, Progress, Watch};
use facts::{InputFile, Published};
use library::NoPack;
use policy::Pack;
use reporting::{Handed, ReportingError};
use serde_json::json;

use super::{fail, now, words};
use crate::args::ImportArgs;
use crate::exit::Exit;
use crate::mapped::{self, Mapped, MappedError, Wanted};
use crate::print;
use crate::truth::{self, Home, HomeError, OpenError};

/// Who reports what an office imports by its own forms.
pub const OFFICE: &str = "office";

/// Why an import did not happen.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// A spreadsheet cannot be read.
    #[error(transparent)]
    Mapped(#[from] MappedError),
    /// The data folder cannot be opened.
    #[error(transparent)]
    Home(#[from] HomeError),
    /// The data folder refused.
    #[error(transparent)]
    Reporting(#[from] ReportingError),
    /// A pack that was named is not there, or broken.
    #[error(transparent)]
    NoPack(#[from] NoPack),
}

impl From<OpenError> for ImportError {
    fn from(error: OpenError) -> Self {
        Self::Home(error.into())
    }
}

impl Say for ImportError {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::Mapped(error) => error.say(lang),
            Self::Home(error) => error.say(lang),
            Self::Reporting(error) => error.say(lang),
            Self::NoPack(error) => error.say(lang),
        }
    }
}

pub fn run(args: &ImportArgs, lang: Lang) -> Exit {
    match import(args, lang) {
        Ok(exit) => exit,
        Err(error) => {
            let exit = match &error {
                ImportError::NoPack(_) => Exit::NotFound,
                ImportError::Mapped(MappedError::Findings { .. }) => Exit::Findings,
                _ => Exit::Trouble,
            };
            fail(&error, exit, lang)
        }
    }
}

fn import(args: &ImportArgs, lang: Lang) -> Result<Exit, ImportError> {
    if args.mapping_schema {
        print::json(&exchange::mapping_schema());
        return Ok(Exit::Done);
    }
    let packs = packs(args)?;
    let known = mapped::known(&packs, None);
    let wanted = Wanted { mapping: args.mapping.as_deref(), mappings: None, known: &known, period: args.period };
    let Some(home) = args.home.as_deref().filter(|_| !args.draft_mapping) else {
        for path in &args.files {
            let (name, bytes) = mapped::file(path)?;
            print::out(mapped::draft(&name, &bytes, wanted)?.toml.trim_end());
        }
        return Ok(Exit::Done);
    };
    let files = args.files.iter().map(|path| Mapped::load(path, wanted)).collect::<Result<Vec<_>, _>>()?;
    let mut tables = Vec::new();
    let mut found: Vec<(&str, Findings)> = Vec::new();
    let mut rows = 0;
    for file in &files {
        if !args.json {
            file.notes.iter().for_each(|note| print::note(format_args!("{} {}", file.name, note.say(lang))));
        }
        let bar = print::progress(0, &file.name, args.json);
        let progress = |at: Progress| {
            bar.set_length(u64::from(at.total.max(at.row)));
            bar.set_position(u64::from(at.row));
        };
        let (reading, findings) = file.read(args.accept_clean, Watch { progress: Some(&progress), cancel: None })?;
        bar.finish_and_clear();
        rows += reading.rows;
        tables.extend(reading.tables);
        found.push((&file.name, findings));
    }
    let wrong: u64 = found.iter().map(|(_, findings)| findings.total()).sum();
    if !args.json {
        for (name, findings) in &found {
            mapped::print_findings(name, findings, lang);
        }
    }
    if wrong > 0 && !args.accept_clean {
        if args.json {
            print::json(&report(&found, None, rows, lang));
            return Ok(Exit::Findings);
        }
        let names: Vec<&str> = found.iter().filter(|(_, f)| !f.is_empty()).map(|(name, _)| *name).collect();
        return Err(MappedError::Findings { name: names.join("、"), total: wrong }.into());
    }
    let inputs: Vec<InputFile<'_>> = files.iter().map(|file| file.input(args.accept_clean)).collect();
    let act = |kind| args.who.act(kind, "import");
    let opened = Home::create(home, args.at.database.as_ref(), act("release.publish"))?;
    let handed = Handed {
        tables: &tables,
        files: &inputs,
        respondent: OFFICE,
        name: args.name.as_ref(),
        title: &args.title,
        at: &now(),
    };
    let published = opened.desk().import(&handed, act("submission.submit"))?.published;
    if args.json {
        print::json(&report(&found, Some(&published), rows, lang));
    } else {
        say(&published, rows, home, lang);
    }
    Ok(Exit::Done)
}

/// The packs whose indicators columns are recognised by: those named, else all that can be.
fn packs(args: &ImportArgs) -> Result<Vec<Pack>, ImportError> {
    if args.mapping.is_some() {
        return Ok(Vec::new());
    }
    let library = truth::packs(args.home.as_deref(), args.at.database.as_ref())?;
    if args.pack.is_empty() {
        return Ok(library.sound());
    }
    let named = args.pack.iter().map(|named| library.checked(named)).collect::<Result<Vec<_>, _>>()?;
    Ok(named.into_iter().filter_map(|checked| checked.outcome.ok()).map(|(pack, _)| pack).collect())
}

fn report(found: &[(&str, Findings)], published: Option<&Published>, rows: u64, lang: Lang) -> serde_json::Value {
    json!({
        "rows": rows,
        "findings": found.iter().flat_map(|(file, findings)| findings.kept().iter().map(move |finding| {
            json!({ "file": file, "finding": finding.view(lang) })
        })).collect::<Vec<_>>(),
        "findings_total": found.iter().map(|(_, findings)| findings.total()).sum::<u64>(),
        "release": published.map(|published| &published.release),
        "recorded": published.map(|published| published.recorded),
    })
}

fn say(published: &Published, rows: u64, home: &Path, lang: Lang) {
    let name = &published.release.name;
    print::out(match (lang, published.recorded) {
        (Lang::Zh, true) => format!("读入 {rows} 行，已发布为 {name}（{}）", home.display()),
        (Lang::Zh, false) => format!("读入 {rows} 行，与最新版本 {name} 完全相同，没有新建版本"),
        (Lang::En, true) => format!("{rows} rows read, published as {name} ({})", home.display()),
        (Lang::En, false) => format!("{rows} rows read, equal to the latest release {name}: no new one was made"),
    });
    for (form, period) in &published.replaced {
        print::out(match lang {
            Lang::Zh => format!("更正：报表 {form}，{}；旧版本仍可读取", period.say(lang)),
            Lang::En => format!("corrected: form {form}, {}; the old release can still be read", period.say(lang)),
        });
    }
    let next = format!("yuanheng serve --home {}", home.display());
    print::note(format_args!("{} {next}", words(lang, "下一步：", "Next:")));
}
