//! Rows of a spreadsheet into a register, as one act: new records made, known ones changed from the day given, the rest
//! left as it is. Everything is checked before anything is written.

mod circle;
mod draft;
mod find;
mod line;
mod load;
mod plan;
mod values;
mod write;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::register::{Kind, Row, RowFault};
use domain::say::{Lang, Say};

use super::RegisterError;
use crate::act::Acting;
use crate::error::StoreError;
use crate::register::listing::GramChanges;

/// So many records are drafted and written at a time.
const CHUNK: usize = 2_000;

/// What an import did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Records that are new.
    pub created: usize,
    /// Records that were changed.
    pub changed: usize,
    /// Records that were as the rows say already.
    pub unchanged: usize,
}

/// How an import is followed and stopped.
#[derive(Clone, Copy, Default)]
pub struct ImportWatch<'a> {
    /// Told how many records of how many are done; a check and the writing count as one each.
    pub progress: Option<&'a (dyn Fn(usize, usize) + Sync)>,
    /// Set from elsewhere to stop; nothing is kept then.
    pub cancel: Option<&'a AtomicBool>,
}

impl ImportWatch<'_> {
    fn at(&self, done: usize, total: usize) -> Result<(), ImportError> {
        if self.cancel.is_some_and(|cancel| cancel.load(Ordering::Relaxed)) {
            return Err(ImportError::Cancelled);
        }
        if let Some(progress) = self.progress {
            progress(done, total);
        }
        Ok(())
    }
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.say(Lang::Zh))]
pub enum ImportError {
    /// The register refused.
    #[error(transparent)]
    Register(#[from] RegisterError),
    /// Rows that cannot be, all of them.
    Faults(Vec<RowFault>),
    /// The person stopped it.
    Cancelled,
}

impl From<StoreError> for ImportError {
    fn from(error: StoreError) -> Self {
        Self::Register(error.into())
    }
}

impl Say for ImportError {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Register(error), _) => error.say(lang),
            (Self::Faults(faults), Lang::Zh) => {
                format!("有 {} 处错误，没有写入任何内容。请改正标出的单元格后重新导入。", faults.len())
            }
            (Self::Faults(faults), Lang::En) => {
                format!("{} errors; nothing was written. Correct the cells marked and import again.", faults.len())
            }
            (Self::Cancelled, Lang::Zh) => "已停止导入，没有写入任何内容。".to_owned(),
            (Self::Cancelled, Lang::En) => "the import was stopped; nothing was written.".to_owned(),
        }
    }
}

impl Acting {
    /// What is wrong with the rows: values, days, shares, what they belong to, circles, changes of the past without a
    /// reason. Nothing is written.
    ///
    /// # Errors
    /// [`ImportError`] when the store cannot be read, or the person stopped it.
    pub async fn check_import(
        &mut self,
        kind: Kind,
        rows: &[Row],
        watch: ImportWatch<'_>,
    ) -> Result<Vec<RowFault>, ImportError> {
        self.lock_register(kind).await?;
        let plan = self.plan(kind, rows).await?;
        let total = plan.records.len();
        let (_, mut faults) = self.checked(kind, rows, &plan, (0, total), watch).await?;
        faults.extend(plan.faults);
        faults.sort_by_key(|fault| fault.row);
        Ok(faults)
    }

    /// Brings the register to what the rows say. Rows of records that the register knows (by code, else by name and what
    /// they belong to) change them from the day given on; rows that say what is known already change nothing.
    ///
    /// # Errors
    /// [`ImportError::Faults`] with all that is wrong, when anything is; then nothing was written. The act may go on.
    pub async fn import(&mut self, kind: Kind, rows: &[Row], watch: ImportWatch<'_>) -> Result<Imported, ImportError> {
        self.lock_register(kind).await?;
        let mut plan = self.plan(kind, rows).await?;
        let new = plan.records.iter().filter(|record| record.known.is_none()).count();
        self.reserve(new).await?;
        for record in plan.records.iter_mut().filter(|record| record.known.is_none()) {
            record.id = self.fresh().await?;
        }
        let total = plan.records.len() * 2;
        let (changing, mut faults) = self.checked(kind, rows, &plan, (0, total), watch).await?;
        faults.append(&mut plan.faults);
        if !faults.is_empty() {
            faults.sort_by_key(|fault| fault.row);
            return Err(ImportError::Faults(faults));
        }
        self.write_new(kind, &plan).await?;
        let mut done = Imported { unchanged: plan.records.len() - changing.len(), ..Imported::default() };
        let mut grams = GramChanges::default();
        for (number, chunk) in changing.chunks(CHUNK).enumerate() {
            watch.at(plan.records.len() + number * CHUNK, total)?;
            let (drafts, _) = self.drafts(rows, &plan, chunk).await?;
            self.write_drafts(kind, rows, &plan, drafts, (&mut done, &mut grams)).await?;
        }
        grams.write(self.on()).await.map_err(|source| RegisterError::from(self.fault(source)))?;
        watch.at(total, total)?;
        Ok(done)
    }

    /// Drafts every record once: those that change, and what is wrong.
    async fn checked(
        &self,
        kind: Kind,
        rows: &[Row],
        plan: &plan::Plan,
        (start, total): (usize, usize),
        watch: ImportWatch<'_>,
    ) -> Result<(Vec<usize>, Vec<RowFault>), ImportError> {
        let (mut changing, mut faults) = (Vec::new(), Vec::new());
        let mut edges: BTreeMap<_, _> = BTreeMap::new();
        let all: Vec<usize> = (0..plan.records.len()).collect();
        for (number, chunk) in all.chunks(CHUNK).enumerate() {
            watch.at(start + number * CHUNK, total)?;
            let (drafts, found) = self.drafts(rows, plan, chunk).await?;
            faults.extend(found);
            for draft in drafts {
                if draft.news {
                    changing.push(draft.record);
                }
                circle::note(&draft, plan, &mut edges);
            }
        }
        faults.extend(self.circles(kind, rows, plan, edges).await?);
        Ok((changing, faults))
    }
}
