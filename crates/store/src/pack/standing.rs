//! What was decided about one version, told from its steps.

use domain::say::{Lang, Say};

use super::{Step, Taken, Upper};
use crate::act::Actor;
use crate::clock::Moment;

/// The last check of a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Whether it may be used.
    pub passed: bool,
    /// The packs it builds on, as they were.
    pub upper: Vec<Upper>,
    /// Who checked.
    pub person: String,
    /// When.
    pub at: Moment,
}

/// Where a version stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The codes of who uploaded it, and for whom.
    pub uploaded_by: Vec<String>,
    /// Its last check.
    pub check: Option<Check>,
    /// The packs it builds on as they were when a second person approved it.
    pub approved: Option<Vec<Upper>>,
    /// Who approved it.
    pub approved_by: Option<String>,
    /// Whether it is not to be used.
    pub withdrawn: bool,
}

/// Where a version stands, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Not checked yet.
    Uploaded,
    /// Checked, with errors.
    Broken,
    /// Checked and sound; waits for a second person.
    Sound,
    /// Approved.
    Approved,
    /// Not to be used.
    Withdrawn,
}

impl State {
    /// A stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Uploaded => "uploaded",
            Self::Broken => "broken",
            Self::Sound => "sound",
            Self::Approved => "approved",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl Say for State {
    fn say(&self, lang: Lang) -> String {
        let (zh, en) = match self {
            Self::Uploaded => ("待检查", "to be checked"),
            Self::Broken => ("检查未通过", "has errors"),
            Self::Sound => ("检查通过，待审批", "sound, to be approved"),
            Self::Approved => ("已审批", "approved"),
            Self::Withdrawn => ("已撤回", "withdrawn"),
        };
        match lang {
            Lang::Zh => zh.to_owned(),
            Lang::En => en.to_owned(),
        }
    }
}

impl Standing {
    /// Of the steps of one version, in order.
    pub(super) fn of<'a>(steps: impl IntoIterator<Item = &'a Taken>) -> Self {
        let mut standing = Self::default();
        for taken in steps {
            match &taken.step {
                Step::Uploaded => {
                    let persons = std::iter::once(&taken.person).chain(&taken.on_behalf);
                    standing = Self { uploaded_by: persons.cloned().collect(), ..Self::default() };
                }
                Step::Checked(checked) => {
                    standing.check = Some(Check {
                        passed: checked.passed,
                        upper: checked.upper.clone(),
                        person: taken.person.clone(),
                        at: taken.at,
                    });
                }
                Step::Approved { upper } => {
                    standing.approved = Some(upper.clone());
                    standing.approved_by = Some(taken.person.clone());
                }
                Step::Withdrawn => standing.withdrawn = true,
                Step::Forced { .. } | Step::Ended { .. } => {}
            }
        }
        standing
    }

    /// In a word. A check that found errors after the approval counts.
    #[must_use]
    pub fn state(&self) -> State {
        match (&self.check, &self.approved) {
            _ if self.withdrawn => State::Withdrawn,
            (None, _) => State::Uploaded,
            (Some(check), _) if !check.passed => State::Broken,
            (Some(_), None) => State::Sound,
            (Some(_), Some(_)) => State::Approved,
        }
    }

    /// Whether whoever acts uploaded it, or had it uploaded for themselves.
    pub(super) fn is_uploader(&self, actor: &Actor) -> bool {
        let mut persons = std::iter::once(&actor.code).chain(&actor.on_behalf);
        persons.any(|person| self.uploaded_by.iter().any(|uploader| uploader.trim() == person.trim()))
    }
}
