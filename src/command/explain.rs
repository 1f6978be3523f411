//! `yuanheng explain`: from a rank to the cells it rests on.

use std::path::Path;

use domain::say::{Lang, Say};
use evaluation::{EvaluationError, LiftError, Seal, SealError};

use super::fail;
use crate::args::ExplainArgs;
use crate::exit::Exit;
use crate::print;
use crate::truth::{Home, HomeError};

/// Why a seal cannot be explained.
#[derive(Debug, thiserror::Error)]
pub enum ExplainError {
    /// The file cannot be read.
    #[error("无法读取 {path}")]
    Unreadable {
        /// The path as given.
        path: String,
        /// The cause, for the log.
        #[source]
        cause: std::io::Error,
    },
    /// It is no seal.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The subject is not in it.
    #[error(transparent)]
    Evaluation(#[from] EvaluationError),
    /// The data folder cannot be read.
    #[error(transparent)]
    Home(#[from] HomeError),
    /// What would lift it cannot be told.
    #[error(transparent)]
    Lift(#[from] LiftError),
}

impl Say for ExplainError {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Unreadable { path, .. }, Lang::Zh) => {
                format!("无法读取 {path}。请核对路径；封存文件在结果工作簿旁，以 .seal 结尾。")
            }
            (Self::Unreadable { path, .. }, Lang::En) => {
                format!(
                    "Cannot read {path}. Check the path; the seal stands beside the result workbook and ends in .seal."
                )
            }
            (Self::Seal(error), lang) => error.say(lang),
            (Self::Evaluation(error), lang) => error.say(lang),
            (Self::Home(error), lang) => error.say(lang),
            (Self::Lift(error), lang) => error.say(lang),
        }
    }
}

/// The bytes of a seal.
pub fn bytes(path: &Path) -> Result<Vec<u8>, ExplainError> {
    std::fs::read(path).map_err(|cause| ExplainError::Unreadable { path: path.display().to_string(), cause })
}

pub fn run(args: &ExplainArgs, lang: Lang) -> Exit {
    match explain(args, lang) {
        Ok(()) => Exit::Done,
        Err(error) => {
            let exit = match &error {
                ExplainError::Seal(_) => Exit::Damaged,
                ExplainError::Evaluation(_) | ExplainError::Lift(_) | ExplainError::Home(_) => Exit::NotFound,
                ExplainError::Unreadable { .. } => Exit::Trouble,
            };
            fail(&error, exit, lang)
        }
    }
}

fn explain(args: &ExplainArgs, lang: Lang) -> Result<(), ExplainError> {
    let seal = Seal::read(&bytes(&args.seal)?)?;
    if args.lift {
        let database = args.at.database.as_ref();
        let home = args.home.as_deref().map(|home| Home::open(home, database)).transpose()?;
        let lifting = evaluation::lift(&seal, home.as_ref().map(|home| &home.archive), &args.subject)?;
        if args.json {
            print::json(&serde_json::json!(lifting));
        } else {
            print::out(lifting.say(lang));
        }
        return Ok(());
    }
    let explanation = evaluation::explain(&seal.evaluation, &seal.data, &seal.pack, &args.subject)?;
    if args.json {
        print::json(&serde_json::json!(explanation));
    } else {
        print::out(explanation.say(lang).trim_end());
    }
    Ok(())
}
