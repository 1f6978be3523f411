//! What is refused about jobs, said so that a person knows what to do next.

use domain::say::{Lang, Said, Say};

use super::{JobId, JobState};
use crate::error::StoreError;

/// Why nothing was done about a job.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.say(Lang::Zh))]
pub enum JobError {
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such job.
    NoSuch {
        /// The job asked for.
        id: JobId,
    },
    /// It has ended already.
    Ended {
        /// What people call it.
        title: Said,
        /// How.
        state: JobState,
    },
}

impl Say for JobError {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Store(error), _) => error.say(lang),
            (Self::NoSuch { id }, Lang::Zh) => format!("没有编号为 {id} 的任务。请从任务列表中选择。"),
            (Self::NoSuch { id }, Lang::En) => format!("there is no job {id}. Choose one from the list of jobs."),
            (Self::Ended { title, state }, Lang::Zh) => {
                format!("任务“{}”已经结束（{}），不能取消。", title.zh, state.say(lang))
            }
            (Self::Ended { title, state }, Lang::En) => {
                format!("the job “{}” has ended ({}) and cannot be cancelled.", title.en, state.say(lang))
            }
        }
    }
}
