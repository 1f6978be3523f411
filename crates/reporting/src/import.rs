//! An office's own spreadsheets, handed in and published in one go.
//!
//! Files are kept first, then the submissions are written, then the release: a crash in between leaves what was handed
//! in, and handing in the same again goes on from there.

use domain::hash::Sm3;
use domain::id::ReleaseName;
use domain::say::{Lang, Say};
use domain::table::CheckedTable;
use facts::{After, Archive, ArchiveError, InputFile, Publication, Published};
use store::{Act, Attached, Store, StoreError, Submission};
use tokio::runtime::Handle;

/// Where things are handed in.
#[derive(Clone, Copy, Debug)]
pub struct Desk<'a> {
    /// The store.
    pub store: &'a Store,
    /// The archive, whose ledger is the store's.
    pub archive: &'a Archive,
    /// Runs the work in the store while the caller waits.
    pub runtime: &'a Handle,
}

/// What is handed in.
#[derive(Clone, Copy, Debug)]
pub struct Handed<'a> {
    /// Tables, checked and typed.
    pub tables: &'a [CheckedTable],
    /// The files that the tables were read from.
    pub files: &'a [InputFile<'a>],
    /// Who reports.
    pub respondent: &'a str,
    /// The name of the new release; without one, the next.
    pub name: Option<&'a ReleaseName>,
    /// What the release is, in a person's words.
    pub title: &'a str,
    /// When: RFC 3339 with offset.
    pub at: &'a str,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The release.
    pub published: Published,
    /// How many submissions got a new revision.
    pub revisions: usize,
}

/// Why nothing was published.
#[derive(Debug, thiserror::Error)]
pub enum ReportingError {
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The archive refused. What was handed in is kept.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
}

impl Say for ReportingError {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::Store(error) => error.say(lang),
            Self::Archive(error) => error.say(lang),
        }
    }
}

impl Desk<'_> {
    /// Hands in tables and publishes them upon the latest release. `act` says who hands in.
    ///
    /// # Errors
    /// [`ReportingError`]; whatever it is, all releases are as they were before.
    pub fn import(&self, handed: &Handed<'_>, act: Act) -> Result<Imported, ReportingError> {
        self.archive.keep(handed.files)?;
        let revisions = self.runtime.block_on(self.submit(handed, act))?;
        let published = self.archive.publish(&Publication {
            tables: handed.tables,
            files: handed.files,
            after: After::Latest,
            name: handed.name,
            title: handed.title,
            published_at: handed.at,
        })?;
        Ok(Imported { published, revisions })
    }

    async fn submit(&self, handed: &Handed<'_>, act: Act) -> Result<usize, StoreError> {
        let mut acting = self.store.act(act).await?;
        let mut revisions = 0;
        for submission in submissions(handed) {
            let (_, is_new) = acting.submit(&submission).await?;
            revisions += usize::from(is_new);
        }
        if revisions > 0 {
            acting.commit().await?;
        }
        Ok(revisions)
    }
}

/// One submission for each form and period, in the order in which they first come.
fn submissions(handed: &Handed<'_>) -> Vec<Submission> {
    let mut all: Vec<Submission> = Vec::new();
    for table in handed.tables {
        let given = handed.files.iter().find(|file| {
            // Hashing names the file; there are a few at a time.
            Sm3::of(file.bytes) == table.source && Sm3::of(file.mapping) == table.mapping
        });
        let Some(file) = given else { continue };
        let attached = Attached {
            name: facts::plain_name(file.name),
            source: table.source,
            length: file.bytes.len() as u64,
            mapping: table.mapping,
            mapping_length: file.mapping.len() as u64,
        };
        let at = all.iter().position(|one| one.form == table.form && one.period == table.period);
        match at.and_then(|at| all.get_mut(at)) {
            Some(one) => {
                one.accept_clean |= file.accept_clean;
                if !one.files.contains(&attached) {
                    one.files.push(attached);
                }
            }
            None => all.push(Submission {
                form: table.form.clone(),
                respondent: handed.respondent.to_owned(),
                period: table.period,
                files: vec![attached],
                accept_clean: file.accept_clean,
            }),
        }
    }
    all
}
