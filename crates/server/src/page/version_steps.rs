//! The steps of a version: which are taken, and forms for those that may come next.

use domain::day::Day;
use domain::say::Said;
use policy::Pack;
use store::audit::china_time;
use store::pack::{State, Step, Taken, Upper, Version};

use crate::component::form::{Field, Form, Shape};
use crate::component::html::{Html, icon};
use crate::page::pack::version_href;
use crate::read::versions::PackVersions;
use crate::shell::acting::Person;
use crate::shell::locale::Words;
use crate::shell::posted::Posted;

/// What may be decided about a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Check it again.
    Check,
    /// Approve it.
    Approve,
    /// Put it in force.
    Force,
    /// End its being in force.
    End,
    /// Withdraw it.
    Withdraw,
}

impl Decision {
    const ALL: [Self; 5] = [Self::Check, Self::Approve, Self::Force, Self::End, Self::Withdraw];

    /// The word in the form.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Approve => "approve",
            Self::Force => "force",
            Self::End => "end",
            Self::Withdraw => "withdraw",
        }
    }

    /// The kind of the act.
    #[must_use]
    pub const fn act(self) -> &'static str {
        match self {
            Self::Check => "pack.check",
            Self::Approve => "pack.approve",
            Self::Force => "pack.force",
            Self::End => "pack.end",
            Self::Withdraw => "pack.withdraw",
        }
    }

    /// What a form asks for.
    #[must_use]
    pub fn read(posted: &Posted) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == posted.get("step"))
    }

    const fn has_day(self) -> bool {
        matches!(self, Self::Force | Self::End)
    }

    fn title(self, words: Words) -> String {
        match self {
            Self::Check => words.t("step-check"),
            Self::Approve => words.t("step-approve"),
            Self::Force => words.t("step-force"),
            Self::End => words.t("step-end"),
            Self::Withdraw => words.t("step-withdraw"),
        }
    }

    fn button(self, words: Words) -> String {
        match self {
            Self::Check => words.t("step-check-go"),
            Self::Approve => words.t("step-approve-go"),
            Self::Force => words.t("step-force-go"),
            Self::End => words.t("step-end-go"),
            Self::Withdraw => words.t("step-withdraw-go"),
        }
    }

    fn why(self, words: Words) -> String {
        match self {
            Self::Check => words.t("step-check-why"),
            Self::Approve => words.t("step-approve-why"),
            Self::Force => words.t("step-force-why"),
            Self::End => words.t("step-end-why"),
            Self::Withdraw => words.t("step-withdraw-why"),
        }
    }
}

/// A decision that was tried and refused, with what was typed.
#[derive(Clone, Debug)]
pub struct Tried {
    /// Which.
    pub decision: Decision,
    /// The day as typed.
    pub day: String,
    /// The note as typed.
    pub note: String,
    /// What is wrong with the day.
    pub wrong_day: String,
    /// What is wrong with the note.
    pub wrong_note: String,
    /// What is wrong otherwise.
    pub refused: Option<Said>,
}

impl Tried {
    /// What a form sent, with nothing wrong yet.
    #[must_use]
    pub fn read(decision: Decision, posted: &Posted) -> Self {
        let field = |name: &str| posted.get(&format!("{}-{name}", decision.code())).to_owned();
        Self {
            decision,
            day: field("from"),
            note: field("note"),
            wrong_day: String::new(),
            wrong_note: String::new(),
            refused: None,
        }
    }

    /// The day, where it is one.
    #[must_use]
    pub fn day(&self) -> Option<Day> {
        self.day.parse().ok()
    }
}

/// A form for one decision.
pub struct Deed {
    /// Its title.
    pub title: String,
    /// What follows from it.
    pub why: String,
    /// Its form.
    pub form: Html,
    /// Whether it is seen at once.
    pub open: bool,
}

/// The forms for what `person` may decide now; the first is what comes next. What was tried is among them, with why not.
#[must_use]
pub fn deeds(
    all: &PackVersions,
    version: &Version,
    now: Option<&Pack>,
    person: Option<&Person>,
    tried: Option<&Tried>,
    words: Words,
) -> Vec<Deed> {
    let ahead = all.spans_of(version.sm3).any(|one| one.span.to().is_none_or(|to| to > all.today));
    let mut may = next(version, now);
    // What would be refused to who uploaded it is not offered; the page says who may.
    let own = is_own(version, person);
    may.retain(|decision| !(own && *decision == Decision::Approve));
    if ahead {
        may.push(Decision::End);
    } else if version.standing.state() != State::Withdrawn {
        may.push(Decision::Withdraw);
    }
    if let Some(tried) = tried
        && !may.contains(&tried.decision)
    {
        may.insert(0, tried.decision);
    }
    let of = |at: usize, decision: Decision| {
        let tried = tried.filter(|tried| tried.decision == decision);
        // What is in force needs nothing more, and who may not approve has nothing to do.
        let needed = at == 0 && !own && !(ahead && decision == Decision::Force);
        Deed {
            title: decision.title(words),
            why: decision.why(words),
            form: form(all, version, decision, tried, words),
            open: tried.is_some() || needed,
        }
    };
    may.into_iter().enumerate().map(|(at, decision)| of(at, decision)).collect()
}

/// What comes next for a version that is `now` this pack with those at hand, the most wanted first.
fn next(version: &Version, now: Option<&Pack>) -> Vec<Decision> {
    let rests = |seen: Option<&Vec<Upper>>| now.is_none_or(|pack| rests_on(seen, pack));
    let checked = rests(version.standing.check.as_ref().map(|check| &check.upper));
    match version.standing.state() {
        State::Withdrawn => Vec::new(),
        State::Uploaded | State::Broken => vec![Decision::Check],
        State::Sound | State::Approved if !checked => vec![Decision::Check],
        State::Approved if rests(version.standing.approved.as_ref()) => vec![Decision::Force, Decision::Check],
        State::Sound | State::Approved => vec![Decision::Approve, Decision::Check],
    }
}

/// Whether the packs that were seen are those that the pack builds on now.
fn rests_on(seen: Option<&Vec<Upper>>, pack: &Pack) -> bool {
    let mut now: Vec<Upper> = pack.upper_hashes().into_iter().map(|(pack, sm3)| Upper { pack, sm3 }).collect();
    now.sort();
    let mut seen = seen.cloned().unwrap_or_default();
    seen.sort();
    seen == now
}

fn form(all: &PackVersions, version: &Version, decision: Decision, tried: Option<&Tried>, words: Words) -> Html {
    let code = decision.code();
    let mut form = Form::new(words, version_href(&all.id, version.sm3), decision.button(words));
    form = form.field(Field::hidden("step", code));
    if decision.has_day() {
        let label = if decision == Decision::Force { words.t("step-from") } else { words.t("step-until") };
        let day = tried.map_or_else(|| all.today.to_string(), |tried| tried.day.clone());
        let wrong = tried.map(|tried| tried.wrong_day.clone()).unwrap_or_default();
        form = form.field(Field::new(format!("{code}-from"), label, Shape::Day).must().value(day).wrong(wrong));
    }
    let mut note = Field::new(format!("{code}-note"), words.t("step-note"), Shape::Lines);
    note = note.hint(if decision.has_day() { words.t("step-note-past") } else { words.t("step-note-hint") });
    if let Some(tried) = tried {
        note = note.value(&tried.note).wrong(&tried.wrong_note);
        if let Some(refused) = &tried.refused {
            form = form.refused(refused);
        }
    }
    form.field(note).show()
}

/// Whether whoever acts may not approve, having uploaded it.
#[must_use]
pub fn is_own(version: &Version, person: Option<&Person>) -> bool {
    let state = matches!(version.standing.state(), State::Sound);
    state && person.is_some_and(|person| version.standing.uploaded_by.contains(&person.code))
}

/// A step of the way into force.
pub struct Stage {
    /// Its name.
    pub label: String,
    /// Who and when, or what it waits for.
    pub note: String,
    /// How it stands.
    pub class: &'static str,
    /// The sign of how it stands.
    pub sign: Html,
    /// How it stands, in a word.
    pub word: String,
}

/// The way from upload to force, as far as it is gone.
#[must_use]
pub fn stages(all: &PackVersions, version: &Version, words: Words) -> Vec<Stage> {
    let own: Vec<&Taken> = all.steps.iter().filter(|taken| taken.sm3 == version.sm3).collect();
    // What was decided before it was uploaded anew counts no more.
    let from = own.iter().rposition(|taken| taken.step == Step::Uploaded).unwrap_or(0);
    let last = |of: &dyn Fn(&Step) -> bool| own[from..].iter().rev().find(|taken| of(&taken.step)).copied();
    let by = |taken: Option<&Taken>| {
        taken.map(|taken| format!("{} · {}", all.name(&taken.person), china_time(taken.at))).unwrap_or_default()
    };
    let uploaded = last(&|step| *step == Step::Uploaded);
    let checked = last(&|step| matches!(step, Step::Checked(_)));
    let approved = last(&|step| matches!(step, Step::Approved { .. }));
    let mut stages = vec![stage(words.t("stage-upload"), by(uploaded), Mark::Done, words)];
    let mark = match &version.standing.check {
        None => Mark::Next,
        Some(check) if check.passed => Mark::Done,
        Some(_) => Mark::Wrong,
    };
    stages.push(stage(words.t("stage-check"), by(checked), mark, words));
    let mark = match version.standing.state() {
        State::Approved => Mark::Done,
        State::Sound => Mark::Next,
        _ => Mark::Later,
    };
    let note = if mark == Mark::Next { words.t("stage-approve-wait") } else { by(approved) };
    stages.push(stage(words.t("stage-approve"), note, mark, words));
    let spans: Vec<_> = all.spans_of(version.sm3).collect();
    let today = spans.iter().any(|one| one.span.holds_on(all.today));
    let mark = match (today, spans.is_empty(), version.standing.state()) {
        (true, ..) | (_, false, _) => Mark::Done,
        (_, true, State::Approved) => Mark::Next,
        _ => Mark::Later,
    };
    let note = if spans.is_empty() { String::new() } else { crate::page::versions::force(all, version, words) };
    stages.push(stage(words.t("stage-force"), note, mark, words));
    if version.standing.withdrawn {
        stages.push(stage(words.t("stage-withdrawn"), by(last(&|step| *step == Step::Withdrawn)), Mark::Wrong, words));
    }
    stages
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Done,
    Next,
    Later,
    Wrong,
}

fn stage(label: String, note: String, mark: Mark, words: Words) -> Stage {
    let (class, name, word) = match mark {
        Mark::Done => ("is-done", "check-circle", words.t("mark-done")),
        Mark::Next => ("is-next", "arrow-right", words.t("mark-next")),
        Mark::Later => ("is-none", "clock-history", words.t("mark-later")),
        Mark::Wrong => ("is-late", "x-octagon", words.t("mark-wrong")),
    };
    Stage { label, note, class, sign: icon(name), word }
}
