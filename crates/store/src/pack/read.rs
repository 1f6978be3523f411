//! Reading packs: their files, their versions, their history, and what is in force.

use std::collections::BTreeMap;

use domain::bundle::Bundle;
use domain::day::Day;
use domain::hash::Sm3;
use domain::id::PackId;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};

use super::line::{self, InForce};
use super::{Checked, Line, Standing, Step, Taken, Version, read_uppers};
use crate::act::day_of;
use crate::clock::Moment;
use crate::error::StoreError;
use crate::open::Store;
use crate::query;

impl Store {
    /// The files of a version, seen to be those that its name stands for.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read, or the files are no longer what they were.
    pub async fn pack_files(&self, sm3: Sm3) -> Result<Option<Bundle>, StoreError> {
        let sql = "SELECT files FROM pack_version WHERE sm3 = $1";
        let found = query::value::<_, Vec<u8>>(self.reader(), sql, [sm3.to_string().into()]).await;
        let Some(bytes) = found.map_err(|source| self.fault(source))? else { return Ok(None) };
        match Bundle::from_bytes(&bytes) {
            Ok(bundle) if bundle.sm3() == sm3 => Ok(Some(bundle)),
            _ => Err(StoreError::Unreadable { place: "pack_version.files", record: sm3.to_string() }),
        }
    }

    /// All packs, by id.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn packs(&self) -> Result<Vec<Line>, StoreError> {
        let sql = "SELECT sm3, pack, title, made_at FROM pack_version ORDER BY pack, made_at, sm3";
        let rows = query::all(self.reader(), sql, []).await.map_err(|source| self.fault(source))?;
        let mut lines: BTreeMap<PackId, Line> = BTreeMap::new();
        for row in &rows {
            let Head { pack, title, .. } = self.head(row)?;
            let line = lines.entry(pack.clone()).or_insert_with(|| Line {
                pack,
                title: String::new(),
                versions: 0,
                in_force: None,
            });
            line.title = title;
            line.versions += 1;
        }
        for (pack, sm3) in self.packs_in_force(day_of(self.now()), self.now()).await? {
            if let Some(line) = lines.get_mut(&pack) {
                line.in_force = Some(sm3);
            }
        }
        Ok(lines.into_values().collect())
    }

    /// The versions of a pack, newest first.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn pack_versions(&self, pack: &PackId) -> Result<Vec<Version>, StoreError> {
        let steps = self.pack_history(pack).await?;
        let sql = "SELECT sm3, pack, title, made_at FROM pack_version WHERE pack = $1 ORDER BY made_at DESC, sm3";
        let rows = query::all(self.reader(), sql, [pack.as_str().into()]).await.map_err(|source| self.fault(source))?;
        rows.iter().map(|row| Ok(self.head(row)?.with(&steps))).collect()
    }

    /// One version.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn pack_version(&self, sm3: Sm3) -> Result<Option<Version>, StoreError> {
        let Some(head) = self.pack_head(self.reader(), sm3).await? else { return Ok(None) };
        let steps = self.pack_history(&head.pack).await?;
        Ok(Some(head.with(&steps)))
    }

    /// All that was done with a pack, in order.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn pack_history(&self, pack: &PackId) -> Result<Vec<Taken>, StoreError> {
        self.pack_steps(self.reader(), Some(pack)).await.map(|steps| steps.into_values().flatten().collect())
    }

    /// The version of a pack in force on `day`, as known at `known`.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn pack_in_force(&self, pack: &PackId, day: Day, known: Moment) -> Result<Option<Sm3>, StoreError> {
        Ok(line::on(&line::turns(&self.pack_history(pack).await?, known), day))
    }

    /// When which version of a pack is in force, in order, as known at `known`.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn pack_spans(&self, pack: &PackId, known: Moment) -> Result<Vec<InForce>, StoreError> {
        Ok(line::spans(&line::turns(&self.pack_history(pack).await?, known)))
    }

    /// The version of every pack in force on `day`, as known at `known`.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn packs_in_force(&self, day: Day, known: Moment) -> Result<Vec<(PackId, Sm3)>, StoreError> {
        let steps = self.pack_steps(self.reader(), None).await?;
        let of = |(pack, steps): (PackId, Vec<Taken>)| Some((pack, line::on(&line::turns(&steps, known), day)?));
        Ok(steps.into_iter().filter_map(of).collect())
    }

    /// How many steps were ever taken. Steps are only added: where the count is the same, nothing was decided since.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn pack_step_count(&self) -> Result<u64, StoreError> {
        let found = query::value::<_, i64>(self.reader(), "SELECT COUNT(*) FROM pack_step", []).await;
        let count = found.map_err(|source| self.fault(source))?.unwrap_or_default();
        Ok(u64::try_from(count).unwrap_or_default())
    }

    /// What stands in the row of a version.
    pub(super) async fn pack_head<C: ConnectionTrait>(&self, on: &C, sm3: Sm3) -> Result<Option<Head>, StoreError> {
        let sql = "SELECT sm3, pack, title, made_at FROM pack_version WHERE sm3 = $1";
        let row = query::one(on, sql, [sm3.to_string().into()]).await.map_err(|source| self.fault(source))?;
        row.map(|row| self.head(&row)).transpose()
    }

    fn head(&self, row: &QueryResult) -> Result<Head, StoreError> {
        let read = || -> Result<(String, String, String, i64), DbErr> {
            Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?, row.try_get_by_index(3)?))
        };
        let (sm3, pack, title, made_at) = read().map_err(|source| self.fault(source))?;
        match (sm3.parse(), pack.parse()) {
            (Ok(sm3), Ok(pack)) => Ok(Head { sm3, pack, title, made_at: Moment::from_micros(made_at) }),
            _ => Err(StoreError::Unreadable { place: "pack_version", record: sm3 }),
        }
    }

    /// The steps of one pack, or of all, by pack.
    pub(super) async fn pack_steps<C: ConnectionTrait>(
        &self,
        on: &C,
        pack: Option<&PackId>,
    ) -> Result<BTreeMap<PackId, Vec<Taken>>, StoreError> {
        let wanted = if pack.is_some() { "WHERE pack = $1" } else { "" };
        let sql = format!(
            "SELECT pack, number, sm3, step, from_day, person, on_behalf, note, passed, findings, upper, at, act \
             FROM pack_step {wanted} ORDER BY pack, number"
        );
        let values = pack.map(|pack| Value::from(pack.as_str()));
        let rows = query::all(on, &sql, values).await.map_err(|source| self.fault(source))?;
        let mut steps: BTreeMap<PackId, Vec<Taken>> = BTreeMap::new();
        for row in &rows {
            let raw = Raw::of(row).map_err(|source| self.fault(source))?;
            let record = format!("{} {}", raw.pack, raw.number);
            let (pack, taken) = raw.read().ok_or(StoreError::Unreadable { place: "pack_step", record })?;
            steps.entry(pack).or_default().push(taken);
        }
        Ok(steps)
    }
}

/// What stands in the row of a version.
pub(super) struct Head {
    pub sm3: Sm3,
    pub pack: PackId,
    pub title: String,
    pub made_at: Moment,
}

impl Head {
    fn with(self, steps: &[Taken]) -> Version {
        let Self { sm3, pack, title, made_at } = self;
        let standing = Standing::of(steps.iter().filter(|taken| taken.sm3 == sm3));
        Version { sm3, pack, title, made_at, standing }
    }
}

/// A row of `pack_step`.
struct Raw {
    pack: String,
    number: i64,
    sm3: String,
    step: String,
    from_day: Option<i64>,
    person: String,
    on_behalf: Option<String>,
    note: Option<String>,
    passed: Option<i64>,
    findings: Option<String>,
    upper: Option<String>,
    at: i64,
    act: i64,
}

impl Raw {
    fn of(row: &QueryResult) -> Result<Self, DbErr> {
        Ok(Self {
            pack: row.try_get_by_index(0)?,
            number: row.try_get_by_index(1)?,
            sm3: row.try_get_by_index(2)?,
            step: row.try_get_by_index(3)?,
            from_day: row.try_get_by_index(4)?,
            person: row.try_get_by_index(5)?,
            on_behalf: row.try_get_by_index(6)?,
            note: row.try_get_by_index(7)?,
            passed: row.try_get_by_index(8)?,
            findings: row.try_get_by_index(9)?,
            upper: row.try_get_by_index(10)?,
            at: row.try_get_by_index(11)?,
            act: row.try_get_by_index(12)?,
        })
    }

    fn read(self) -> Option<(PackId, Taken)> {
        let from = self.from_day.and_then(|day| i32::try_from(day).ok()).and_then(Day::from_number);
        let upper = || read_uppers(self.upper.as_deref()?);
        let step = match self.step.as_str() {
            "uploaded" => Step::Uploaded,
            "checked" => {
                Step::Checked(Checked { passed: self.passed? != 0, upper: upper()?, findings: self.findings.clone()? })
            }
            "approved" => Step::Approved { upper: upper()? },
            "in_force" => Step::Forced { from: from? },
            "ended" => Step::Ended { from: from? },
            "withdrawn" => Step::Withdrawn,
            _ => return None,
        };
        let taken = Taken {
            number: self.number,
            sm3: self.sm3.parse().ok()?,
            step,
            person: self.person,
            on_behalf: self.on_behalf,
            note: self.note,
            at: Moment::from_micros(self.at),
            act: self.act,
        };
        Some((self.pack.parse().ok()?, taken))
    }
}
