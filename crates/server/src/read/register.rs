//! The subjects of the latest release, indexed for lists, filters and search.

use std::collections::BTreeSet;

use domain::id::{AttributeName, SubjectId};
use facts::{ArchiveError, Register, ReleaseView};

/// A subject with the attributes that lists show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its id.
    pub id: SubjectId,
    /// Its name; the id where it has none.
    pub name: String,
    /// `zone`, `firm`, `area` …; empty where no file says.
    pub subject_kind: String,
    /// A zone's level.
    pub level: String,
    /// A zone's kind.
    pub kind: String,
    /// Where it lies.
    pub region: String,
    /// Its industry, or a zone's leading ones.
    pub industry: String,
    /// Whether any of its data are generated for demonstration.
    pub demonstration: bool,
    /// Name and id in lower case.
    sought: String,
}

impl Line {
    /// Whether name or id holds `search`, which is in lower case.
    #[must_use]
    pub fn matches(&self, search: &str) -> bool {
        self.sought.contains(search)
    }
}

/// The subjects of a release, sorted by id.
#[derive(Debug)]
pub struct Index {
    register: Register,
    lines: Vec<Line>,
}

impl Index {
    /// Indexes the register of `view` as of `day`.
    ///
    /// # Errors
    /// [`ArchiveError`] when a part cannot be read.
    pub fn read(view: &ReleaseView, day: domain::day::Day) -> Result<Self, ArchiveError> {
        let register = view.register(day)?;
        let generated = generated(view)?;
        let lines = register.subjects().iter().map(|id| line(&register, id, generated.contains(id))).collect();
        Ok(Self { register, lines })
    }

    /// Every attribute of every subject.
    #[must_use]
    pub const fn register(&self) -> &Register {
        &self.register
    }

    /// All subjects.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// One subject.
    #[must_use]
    pub fn line(&self, id: &str) -> Option<&Line> {
        let at = self.lines.binary_search_by(|line| line.id.as_str().cmp(id)).ok()?;
        self.lines.get(at)
    }

    /// The values that `get` takes of the subjects that pass `of`, each once, in order; the empty one left out.
    pub fn values(&self, of: impl Fn(&Line) -> bool, get: impl Fn(&Line) -> &str) -> Vec<String> {
        let own = self.lines.iter().filter(|line| of(line));
        let values: BTreeSet<_> = own.map(get).filter(|value| !value.is_empty()).collect();
        values.into_iter().map(ToOwned::to_owned).collect()
    }
}

/// The subjects that generated data speak of.
fn generated(view: &ReleaseView) -> Result<BTreeSet<SubjectId>, ArchiveError> {
    let mut found = BTreeSet::new();
    for entry in view.manifest().entries.iter().filter(|entry| entry.demonstration) {
        if let Some(part) = view.subjects(&entry.form, entry.period)? {
            found.extend(part.subjects.iter().cloned());
        }
        if let Some(part) = view.values(&entry.form, entry.period)? {
            found.extend(part.subjects.iter().cloned());
        }
    }
    Ok(found)
}

fn line(register: &Register, id: &SubjectId, demonstration: bool) -> Line {
    let text = |name: &str| {
        let name = AttributeName::new(name).ok()?;
        register.text(id, &name).map(ToOwned::to_owned)
    };
    let name = text("name").unwrap_or_else(|| id.to_string());
    Line {
        sought: format!("{}\n{}", name.to_lowercase(), id.as_str().to_lowercase()),
        id: id.clone(),
        name,
        subject_kind: text("subject_kind").unwrap_or_default(),
        level: text("level").unwrap_or_default(),
        kind: text("kind").unwrap_or_default(),
        region: text("region").unwrap_or_default(),
        industry: ["industries", "lead_industry", "industry"].iter().find_map(|name| text(name)).unwrap_or_default(),
        demonstration,
    }
}
