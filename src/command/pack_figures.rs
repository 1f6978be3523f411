//! `yuanheng pack figures`: weights, benchmarks and goals of a pack as a spreadsheet, and a changed one back as a new version.

use std::path::Path;

use domain::say::{Lang, Say};
use exchange::{BookError, MarkError, PackBookError, mark_pack_book, pack_book, read_pack_book};
use library::Checked;
use policy::Pack;

use super::pack_store::{self, Fault};
use super::{fail, now, words};
use crate::args::FiguresArgs;
use crate::exit::Exit;
use crate::mapped::{self, MappedError};
use crate::truth::{self, Opened, StoreArgs};
use crate::{place, print};

/// Why figures were neither written nor taken.
#[derive(Debug, thiserror::Error)]
enum FiguresError {
    /// The pack, its version or the store.
    #[error(transparent)]
    Pack(#[from] Fault),
    /// The spreadsheet cannot be made.
    #[error(transparent)]
    Book(#[from] BookError),
    /// The spreadsheet cannot be read from disk.
    #[error(transparent)]
    File(#[from] MappedError),
    /// Cells that cannot be taken.
    #[error(transparent)]
    Cells(#[from] PackBookError),
    /// The marked file cannot be made.
    #[error(transparent)]
    Mark(#[from] MarkError),
    /// No cell changes a figure.
    #[error("表里没有改动")]
    Unchanged,
    /// A file cannot be written.
    #[error("无法写入 {path}")]
    Write {
        /// The file.
        path: String,
        /// The cause, for the log.
        #[source]
        cause: std::io::Error,
    },
}

impl Say for FiguresError {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Pack(error), _) => error.say(lang),
            (Self::Book(error), _) => error.say(lang),
            (Self::File(error), _) => error.say(lang),
            (Self::Cells(error), _) => error.say(lang),
            (Self::Mark(error), _) => error.say(lang),
            (Self::Unchanged, Lang::Zh) => "表里没有改动：请在“新值”一列填写要改的数。".to_owned(),
            (Self::Unchanged, Lang::En) => "nothing is changed: fill in the column “new”.".to_owned(),
            (Self::Write { path, .. }, Lang::Zh) => format!("无法写入 {path}。请核对目录、权限和磁盘空间。"),
            (Self::Write { path, .. }, Lang::En) => {
                format!("cannot write {path}. Check the folder, its permissions and the disk.")
            }
        }
    }
}

pub fn run(args: &FiguresArgs, lang: Lang) -> Exit {
    match (&args.xlsx, &args.from) {
        (Some(xlsx), _) => write(args, xlsx, lang).map(|()| Exit::Done),
        (None, Some(from)) => take(args, from, lang),
        (None, None) => Ok(Exit::Done),
    }
    .unwrap_or_else(|error| match error {
        FiguresError::Pack(fault) => fault.exit(lang),
        FiguresError::Cells(_) | FiguresError::Unchanged => fail(&error, Exit::Findings, lang),
        error => fail(&error, Exit::Trouble, lang),
    })
}

fn write(args: &FiguresArgs, xlsx: &Path, lang: Lang) -> Result<(), FiguresError> {
    let packs = truth::packs(args.home.as_deref(), args.at.database.as_ref()).map_err(Fault::from)?;
    let pack = sound(packs.checked(&args.pack).map_err(Fault::from)?)?;
    put(xlsx, &pack_book(&pack, &now(), lang)?)?;
    print::note(format_args!("{} {}", words(lang, "已写入", "written:"), xlsx.display()));
    Ok(())
}

fn sound(checked: Checked) -> Result<Pack, FiguresError> {
    match checked.outcome {
        Ok((pack, _)) => Ok(pack),
        Err(found) => Err(Fault::Broken { files: checked.files, found }.into()),
    }
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), FiguresError> {
    place::whole(path, bytes).map_err(|cause| FiguresError::Write { path: path.display().to_string(), cause })
}

/// Makes a version of a changed spreadsheet, or tells every cell that cannot be taken.
fn take(args: &FiguresArgs, from: &Path, lang: Lang) -> Result<Exit, FiguresError> {
    let Some(home) = args.home.clone() else { return Ok(Exit::Done) };
    let store = StoreArgs { home, given: args.at.given.clone(), database: args.at.database.clone() };
    let opened = Opened::of(&store).map_err(Fault::from)?;
    let packs = opened.packs(&store.home, None).map_err(Fault::from)?;
    let pack = sound(packs.checked(&args.pack).map_err(Fault::from)?)?;
    let (name, bytes) = mapped::file(from)?;
    let mark = |faults: &[exchange::CellFault]| match &args.marked {
        Some(marked) => put(marked, &mark_pack_book(&bytes, &name, faults, lang, &now())?),
        None => Ok(()),
    };
    let changes = match read_pack_book(&pack, &bytes, &name) {
        Err(PackBookError::Cells(faults)) => {
            mark(&faults)?;
            return Err(PackBookError::Cells(faults).into());
        }
        changes => changes?,
    };
    if changes.cells.is_empty() {
        return Err(FiguresError::Unchanged);
    }
    if let Err(found) = policy::check(&changes.files, &packs) {
        let (faults, others) = changes.blamed(&found);
        mark(&faults)?;
        print::diagnostics(&others.into_iter().cloned().collect::<Vec<_>>(), &changes.files, lang);
        return Err(PackBookError::Cells(faults).into());
    }
    Ok(pack_store::keep(&opened, &packs, &changes.files, &args.who, lang)?)
}
