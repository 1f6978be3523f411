//! Deciding about a version: each step is taken once what must come before it was seen to be there.

use std::collections::BTreeSet;

use domain::bundle::Bundle;
use domain::day::Day;
use domain::hash::Sm3;
use domain::id::PackId;
use sea_orm::Value;

use super::read::Head;
use super::{Checked, PackError, Standing, Step, Taken, Upload, Upper, Uppers, line};
use crate::act::{Acting, Change};
use crate::clock::Moment;
use crate::error::StoreError;
use crate::query;

/// The most bytes that the files of a version may have together.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// A version as it stands while something is decided about it.
struct Open {
    head: Head,
    steps: Vec<Taken>,
    standing: Standing,
}

impl Acting {
    /// Keeps a version; its name. One that is there already is not kept twice, and its first uploader stays the one.
    ///
    /// # Errors
    /// [`PackError`] when the files cannot be kept.
    pub async fn upload_pack(&mut self, upload: Upload<'_>) -> Result<Sm3, PackError> {
        let Upload { pack, title, files } = upload;
        let refuse = || PackError::NotFiles { pack: pack.clone() };
        let bytes = files.to_bytes();
        if bytes.len() > MOST_BYTES || Bundle::from_bytes(&bytes).is_err() {
            return Err(refuse());
        }
        self.lock_packs().await?;
        let sm3 = files.sm3();
        match self.store().pack_head(self.on(), sm3).await? {
            Some(head) if head.pack != *pack => return Err(refuse()),
            Some(_) if !self.open_pack(sm3).await?.standing.withdrawn => return Ok(sm3),
            Some(_) => {}
            None => {
                let values = vec![
                    sm3.to_string().into(),
                    pack.as_str().into(),
                    title.into(),
                    bytes.into(),
                    self.at().micros().into(),
                    Value::from(self.id()),
                ];
                let columns = ["sm3", "pack", "title", "files", "made_at", "act"];
                let put = query::insert(self.on(), "pack_version", &columns, values).await;
                put.map_err(|source| self.fault(source))?;
            }
        }
        let open = self.open_pack(sm3).await?;
        self.take(&open, Step::Uploaded, None).await?;
        Ok(sm3)
    }

    /// Notes what the check of a version gave.
    ///
    /// # Errors
    /// [`PackError`] when there is no such version or it was withdrawn.
    pub async fn check_pack(&mut self, version: Sm3, checked: Checked) -> Result<(), PackError> {
        let open = self.usable(version).await?;
        let was = open.standing.state().code().to_owned();
        self.take(&open, Step::Checked(checked), Some(was)).await
    }

    /// Approves a version that was checked. `upper` are the packs it builds on as they are now.
    ///
    /// # Errors
    /// [`PackError`] when whoever acts uploaded it, when it was not checked or has errors, or when a pack it builds on is
    /// not the one it was checked with.
    pub async fn approve_pack(&mut self, version: Sm3, upper: &[Upper]) -> Result<(), PackError> {
        let open = self.usable(version).await?;
        let title = open.head.title.clone();
        if self.actor().code.trim().is_empty() || self.actor().code == "system" {
            return Err(PackError::NoPerson);
        }
        if open.standing.is_uploader(self.actor()) {
            return Err(PackError::SamePerson { title, person: open.standing.uploaded_by.join("、") });
        }
        let check = open.standing.check.as_ref();
        let check = check.ok_or_else(|| PackError::NotChecked { title: title.clone(), sm3: version })?;
        if !check.passed {
            return Err(PackError::Broken { title, sm3: version });
        }
        same_upper(&title, &check.upper, upper)?;
        let was = open.standing.state().code().to_owned();
        self.take(&open, Step::Approved { upper: upper.to_vec() }, Some(was)).await
    }

    /// Puts an approved version in force from `from` on, in the place of the one that was. `upper` are the packs it builds
    /// on as they are now. Nothing is written where it is in force from that day already.
    ///
    /// # Errors
    /// [`PackError`] when it is not approved, when a pack it builds on changed since, or when it would change what was
    /// decided for later days, or what was in force on past ones, without a reason.
    pub async fn force_pack(&mut self, version: Sm3, from: Day, upper: &[Upper]) -> Result<(), PackError> {
        let open = self.usable(version).await?;
        let title = open.head.title.clone();
        let approved = open.standing.approved.as_ref();
        let approved = approved.ok_or_else(|| PackError::NotApproved { title: title.clone(), sm3: version })?;
        if open.standing.check.as_ref().is_some_and(|check| !check.passed) {
            return Err(PackError::Broken { title, sm3: version });
        }
        same_upper(&title, approved, upper)?;
        let turns = line::turns(&open.steps, Moment::NEVER);
        let later = turns.iter().any(|(day, _)| *day >= from);
        let was = line::on(&turns, from);
        if was == Some(version) && !later {
            return Ok(());
        }
        self.needs_reason(&title, from, later, was)?;
        self.take(&open, Step::Forced { from }, was.map(|sm3| sm3.to_string())).await
    }

    /// From `from` on the version is no longer in force, and none is until another is put in force.
    ///
    /// # Errors
    /// [`PackError`] when it is not in force on that day, or when it would change what was decided for later days, or
    /// what was in force on past ones, without a reason.
    pub async fn end_pack(&mut self, version: Sm3, from: Day) -> Result<(), PackError> {
        let open = self.open_pack(version).await?;
        let title = open.head.title.clone();
        let turns = line::turns(&open.steps, Moment::NEVER);
        let was = line::on(&turns, from);
        if was != Some(version) {
            return Err(PackError::NotInForce { title, day: from });
        }
        self.needs_reason(&title, from, turns.iter().any(|(day, _)| *day >= from), was)?;
        self.take(&open, Step::Ended { from }, Some(version.to_string())).await
    }

    /// The version is not to be used: neither approved nor put in force before it is uploaded again.
    ///
    /// # Errors
    /// [`PackError`] when it is in force today or on a later day.
    pub async fn withdraw_pack(&mut self, version: Sm3) -> Result<(), PackError> {
        let open = self.usable(version).await?;
        let today = self.today();
        let spans = line::spans(&line::turns(&open.steps, Moment::NEVER));
        let ahead = |span: crate::register::Span| span.to().is_none_or(|to| to > today);
        if let Some(found) = spans.iter().find(|found| found.sm3 == version && ahead(found.span)) {
            return Err(PackError::InForce { title: open.head.title.clone(), from: found.span.from() });
        }
        let was = open.standing.state().code().to_owned();
        self.take(&open, Step::Withdrawn, Some(was)).await
    }

    fn needs_reason(&self, title: &str, from: Day, later: bool, was: Option<Sm3>) -> Result<(), PackError> {
        let past = from < self.today() && was.is_some();
        let reasoned = self.reason().is_some_and(|reason| !reason.trim().is_empty());
        if (later || past) && !reasoned {
            return Err(PackError::NeedsReason { title: title.to_owned(), from });
        }
        Ok(())
    }

    /// One writer of packs at a time, so that what was seen of a pack stays so until the act ends.
    async fn lock_packs(&self) -> Result<(), StoreError> {
        let sql = format!("SELECT kind FROM register_lock WHERE kind = 'pack'{}", self.engine().for_update());
        query::one(self.on(), &sql, []).await.map_err(|source| self.fault(source))?;
        Ok(())
    }

    async fn open_pack(&self, version: Sm3) -> Result<Open, PackError> {
        self.lock_packs().await?;
        let head = self.store().pack_head(self.on(), version).await?;
        let head = head.ok_or(PackError::NoSuchVersion { sm3: version })?;
        let steps = self.store().pack_steps(self.on(), Some(&head.pack)).await?;
        let steps: Vec<Taken> = steps.into_values().flatten().collect();
        let standing = Standing::of(steps.iter().filter(|taken| taken.sm3 == version));
        Ok(Open { head, steps, standing })
    }

    async fn usable(&self, version: Sm3) -> Result<Open, PackError> {
        let open = self.open_pack(version).await?;
        if open.standing.withdrawn {
            return Err(PackError::Withdrawn { title: open.head.title, sm3: version });
        }
        Ok(open)
    }

    /// Writes the step down, and in the trace what it changed from `was`.
    async fn take(&mut self, open: &Open, step: Step, was: Option<String>) -> Result<(), PackError> {
        let number = open.steps.last().map_or(0, |last| last.number) + 1;
        let sm3 = open.head.sm3.to_string();
        let from = match step {
            Step::Forced { from } | Step::Ended { from } => Some(from),
            _ => None,
        };
        let (passed, findings, upper) = match &step {
            Step::Checked(Checked { passed, findings, upper }) => {
                (Some(i64::from(*passed)), Some(findings.clone()), Some(Uppers(upper).to_string()))
            }
            Step::Approved { upper } => (None, None, Some(Uppers(upper).to_string())),
            _ => (None, None, None),
        };
        let mut became = serde_json::json!({ "step": step.code(), "version": sm3 });
        if let Some(from) = from {
            became["from"] = from.to_string().into();
        }
        if let Some(passed) = passed {
            became["passed"] = (passed != 0).into();
        }
        if let Some(upper) = &upper {
            became["upper"] = upper.lines().collect::<Vec<_>>().into();
        }
        became.sort_all_objects();
        let was = was.map(|was| match from {
            Some(_) => serde_json::json!({ "in_force": was }),
            None => serde_json::json!({ "state": was, "version": sm3 }),
        });
        let values = vec![
            open.head.pack.as_str().into(),
            number.into(),
            sm3.into(),
            step.code().into(),
            from.map(|day| i64::from(day.number())).into(),
            self.actor().code.as_str().into(),
            self.actor().on_behalf.clone().into(),
            self.reason().map(str::to_owned).into(),
            passed.into(),
            findings.into(),
            upper.into(),
            self.at().micros().into(),
            Value::from(self.id()),
        ];
        let columns = [
            "pack",
            "number",
            "sm3",
            "step",
            "from_day",
            "person",
            "on_behalf",
            "note",
            "passed",
            "findings",
            "upper",
            "at",
            "act",
        ];
        let put = query::insert(self.on(), "pack_step", &columns, values).await;
        put.map_err(|source| self.fault(source))?;
        self.note(Change {
            kind: "pack",
            record: open.head.pack.to_string(),
            label: open.head.title.clone(),
            was: was.map(|was| was.to_string()),
            became: Some(became.to_string()),
        });
        Ok(())
    }
}

/// Refuses where the packs that a version builds on are not those that were seen before.
fn same_upper(title: &str, before: &[Upper], now: &[Upper]) -> Result<(), PackError> {
    let (before, now): (BTreeSet<&Upper>, BTreeSet<&Upper>) = (before.iter().collect(), now.iter().collect());
    let packs: BTreeSet<PackId> = before.symmetric_difference(&now).map(|upper| upper.pack.clone()).collect();
    if packs.is_empty() {
        return Ok(());
    }
    Err(PackError::UpperChanged { title: title.to_owned(), packs: packs.into_iter().collect() })
}
