//! The kinds of jobs that this program does, each in a file; the server's runner takes those, and no others.

mod doctor;
pub mod document_read;
pub mod live;
pub mod register_import;
mod verify;

use domain::cause::causes;
use domain::say::{Lang, Said, Say};
use store::job::{Job, JobFailure, NewJob, Pace, Runner};

use crate::app::App;
use crate::shell::error::PageError;

/// A kind of job.
#[derive(Debug)]
pub struct Work {
    /// As jobs name it, `audit.verify`.
    pub code: &'static str,
    /// What people call it, in Chinese.
    pub zh: &'static str,
    /// What people call it, in English.
    pub en: &'static str,
    /// Whether anybody may ask for it as it is; else a page of its own does.
    pub asked: bool,
    /// The page of one of its jobs, where that is not the page that all jobs have.
    pub page: Option<fn(&Job) -> Option<String>>,
    /// Lets a runner do it.
    handle: fn(Runner, &App) -> Runner,
}

/// All of them.
pub static WORKS: &[Work] = &[verify::WORK, doctor::WORK, register_import::WORK, document_read::WORK];

impl Work {
    /// The kind of that name.
    #[must_use]
    pub fn of(code: &str) -> Option<&'static Self> {
        WORKS.iter().find(|work| work.code == code)
    }

    /// A job of this kind that needs to know nothing.
    #[must_use]
    pub fn job(&self) -> NewJob<'_> {
        NewJob { kind: self.code, title: Said::new(self.zh, self.en), input: serde_json::Value::Null, most_attempts: 3 }
    }
}

impl Say for Work {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.zh.to_owned(),
            Lang::En => self.en.to_owned(),
        }
    }
}

/// A runner of this name for the jobs of `app`.
#[must_use]
pub fn runner(app: &App, name: &str, pace: Pace) -> Runner {
    let runner = Runner::new(app.store().clone(), name, pace).telling(app.pulse());
    WORKS.iter().fold(runner, |runner, work| (work.handle)(runner, app))
}

/// A file that was sent and is not there any more.
fn gone() -> JobFailure {
    let said = Said::new(
        "提交的文件已不在数据目录中。请重新选择文件提交。",
        "the file that was sent is no longer in the data folder. Send it again.",
    );
    JobFailure::Wrong { said, again: false }
}

/// Work on a file that broke off; nothing of it was written.
fn broken_off(error: &PageError) -> JobFailure {
    let said = match error {
        PageError::Data(fault) => fault.said.clone(),
        _ => Said::new(
            "出错中断，没有写入任何内容。请重新提交；原因已记入日志。",
            "it broke off and nothing was written. Send it again; the cause is in the log.",
        ),
    };
    tracing::error!(causes = causes(error), "work on a file broke off");
    JobFailure::Wrong { said, again: false }
}
