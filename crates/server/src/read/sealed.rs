//! The evaluations of the home: each seal read once and kept while it is there.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::{fs, io};

use domain::hash::Sm3;
use domain::id::SubjectId;
use domain::say::{Lang, Said, Say};
use evaluation::result::{PopulationResult, SubjectResult};
use evaluation::{Evaluation, Seal};

use crate::page::register_words;
use crate::shell::address::segment;
use crate::shell::error::{Fault, PageError};
use crate::shell::locale::Words;

/// The longest seal read, in bytes.
const LONGEST: u64 = 512 * 1024 * 1024;

/// A sealed evaluation.
#[derive(Debug)]
pub struct Sealed {
    /// The name its file is kept under: the hash of its bytes.
    pub id: Sm3,
    /// What was sealed.
    pub seal: Seal,
    /// Where each subject stands: population and place in it.
    places: BTreeMap<SubjectId, (usize, usize)>,
}

impl Sealed {
    fn new(id: Sm3, seal: Seal) -> Self {
        let mut places = BTreeMap::new();
        for (at, population) in seal.evaluation.populations.iter().enumerate() {
            places.extend(population.subjects.iter().enumerate().map(|(row, one)| (one.subject.clone(), (at, row))));
        }
        Self { id, seal, places }
    }

    /// The result.
    #[must_use]
    pub const fn evaluation(&self) -> &Evaluation {
        &self.seal.evaluation
    }

    /// Its page.
    #[must_use]
    pub fn href(&self) -> String {
        format!("/evaluations/{}", self.id.short())
    }

    /// A subject's explanation.
    #[must_use]
    pub fn subject_href(&self, subject: &SubjectId) -> String {
        format!("{}/subjects/{}", self.href(), segment(subject.as_str()))
    }

    /// A subject's profile.
    #[must_use]
    pub fn profile_href(&self, subject: &SubjectId) -> String {
        format!("{}/profile", self.subject_href(subject))
    }

    /// What would lift a subject one rank.
    #[must_use]
    pub fn lift_href(&self, subject: &SubjectId) -> String {
        format!("{}/lift", self.subject_href(subject))
    }

    /// That a subject was not scored, with the reason where the evaluation knows one.
    #[must_use]
    pub fn absent(&self, subject: &str) -> PageError {
        let out = self.evaluation().outside.iter().find(|out| out.subject.as_str() == subject);
        let name = out.and_then(|out| out.name.as_deref()).unwrap_or(subject).to_owned();
        let why = out.map(|out| Said::new(out.why.say(Lang::Zh), out.why.say(Lang::En)));
        PageError::NotRanked { name, why }
    }

    /// The kind of subject that was evaluated, as the scheme names it; empty where the pack does not say.
    #[must_use]
    pub fn subject_kind(&self) -> &str {
        self.seal.pack.scheme(self.evaluation().scheme.as_str()).map_or("", |scheme| scheme.subject.as_str())
    }

    /// Whether zones were evaluated.
    #[must_use]
    pub fn of_zones(&self) -> bool {
        self.subject_kind() == "zone"
    }

    /// How many were scored.
    #[must_use]
    pub fn scored(&self) -> usize {
        self.places.len()
    }

    /// A subject's result and its population.
    #[must_use]
    pub fn find(&self, subject: &str) -> Option<(&PopulationResult, &SubjectResult)> {
        let (at, row) = *self.places.get(subject)?;
        let population = self.evaluation().populations.get(at)?;
        Some((population, population.subjects.get(row)?))
    }

    /// The release it was run on, in a line.
    #[must_use]
    pub fn release_line(&self, words: Words) -> String {
        let release = &self.seal.head.release;
        let time = register_words::time(&release.published_at, words);
        words.ta("as-of", &[("release", release.name.as_str()), ("time", &time)])
    }

    /// Scheme and period in a line.
    #[must_use]
    pub fn line(&self, words: Words) -> String {
        let period = self.evaluation().period.say(words.lang());
        format!("{} · {period}", self.evaluation().title)
    }
}

/// Reads every seal below `home`, newest period first, and names those that cannot be read; those that `before` read
/// are kept.
pub fn read(home: &Path, before: &[Arc<Sealed>]) -> (Vec<Arc<Sealed>>, Vec<(String, Fault)>) {
    let (mut found, mut broken) = (Vec::new(), Vec::new());
    let Ok(entries) = fs::read_dir(home.join("seals")) else { return (found, broken) };
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(".seal"));
        let Some(id) = name.and_then(|name| name.parse::<Sm3>().ok()) else { continue };
        let kept = before.iter().find(|sealed| sealed.id == id).cloned();
        match kept.map_or_else(|| open(&path).map(|seal| Arc::new(Sealed::new(id, seal))), Ok) {
            Ok(sealed) => found.push(sealed),
            Err(fault) => broken.push((id.short(), fault)),
        }
    }
    found.sort_by(|a, b| {
        let key = |one: &Sealed| (one.evaluation().period, one.seal.head.release.published_at.clone());
        key(b)
            .cmp(&key(a))
            .then_with(|| a.evaluation().scheme.cmp(&b.evaluation().scheme))
            .then_with(|| a.id.cmp(&b.id))
    });
    broken.sort_by(|a, b| a.0.cmp(&b.0));
    (found, broken)
}

fn open(path: &Path) -> Result<Seal, Fault> {
    let unreadable = |cause| Fault::new(SealFile(cause));
    let length = fs::metadata(path).map_err(unreadable)?.len();
    if length > LONGEST {
        return Err(unreadable(io::ErrorKind::FileTooLarge.into()));
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    Seal::read(&bytes).map_err(Fault::new)
}

/// The file of a seal cannot be read from disk.
#[derive(Debug, thiserror::Error)]
#[error("封存文件无法读取")]
struct SealFile(#[source] io::Error);

impl Say for SealFile {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => "封存文件无法读取，或大于 512 MB。请核对文件与读取权限。".to_owned(),
            Lang::En => {
                "the file cannot be read or is larger than 512 MB. Check the file and its permissions.".to_owned()
            }
        }
    }
}
