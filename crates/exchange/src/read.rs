//! Reads a spreadsheet with a mapping into checked tables, and tells every cell that is wrong.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};

use domain::hash::Sm3;
use domain::id::SubjectId;
use domain::period::Period;
use domain::table::CheckedTable;

use crate::batch::{Batch, Packer};
use crate::cell::Cell;
use crate::finding::{Finding, Findings, Reason};
use crate::gather::Shared;
use crate::mapping::MappingFile;
use crate::open_error::OpenError;
use crate::plan::{Plan, Top, plan};
use crate::row::{Checker, Row};
use crate::sheet::Workbook;

/// What a reading gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// One table a period, in order of period, of the subjects with which nothing is wrong. A subject with a bad cell
    /// is left out entirely; a finding about the sheet itself leaves out all.
    pub tables: Vec<CheckedTable>,
    /// All that is wrong.
    pub findings: Findings,
    /// The sheet that was read.
    pub sheet: Arc<str>,
    /// Rows of data.
    pub rows: u64,
    /// Rows passed over: totals, notes, remarks.
    pub skipped: Skipped,
    /// Subjects left out because something is wrong with them.
    pub left_out: LeftOut,
}

/// Rows passed over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Skipped {
    /// How many.
    pub total: u64,
    /// The first of them: row from 0, and how it begins.
    pub first: Vec<(u32, String)>,
    /// The row, from 0, at which reading ended before the sheet did.
    pub stopped_at: Option<u32>,
}

/// Subjects left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// How many subjects, each counted once a period.
    pub subjects: u64,
    /// The first of them.
    pub first: Vec<(SubjectId, Period)>,
    /// Rows left out that name no subject or no period.
    pub rows: u64,
}

/// How far a reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The row that was read last, from 1.
    pub row: u32,
    /// How many rows the sheet says it has; 0 where it does not say.
    pub total: u32,
}

/// Who watches a reading, and may stop it.
#[derive(Clone, Copy, Default)]
pub struct Watch<'a> {
    /// Told every few thousand rows.
    pub progress: Option<&'a dyn Fn(Progress)>,
    /// Set to stop.
    pub cancel: Option<&'a AtomicBool>,
}

/// How many subjects left out are told one by one.
const LEFT_OUT_KEPT: usize = 1_000;

/// Reads the sheet that `mapping` names.
///
/// `source` is the hash of the file's bytes, which every row carries.
///
/// # Errors
/// [`OpenError`] when the file cannot be read, or the person stopped it. What is wrong with its content is no error:
/// it stands in [`Reading::findings`].
pub fn read(
    workbook: &mut Workbook,
    source: Sm3,
    mapping: &MappingFile,
    watch: Watch<'_>,
) -> Result<Reading, OpenError> {
    let rules = &mapping.mapping;
    let index = match &rules.sheet {
        Some(name) => workbook.sheet(name)?,
        None => workbook.sheets().iter().position(|sheet| sheet.visible).unwrap_or(0),
    };
    let sheet: Arc<str> = workbook.sheets().get(index).map(|sheet| Arc::clone(&sheet.name)).unwrap_or_default();
    let last_header = rules.header_rows.last().copied().unwrap_or(1);
    let rows = workbook.head(index, last_header)?;
    let merged = if rules.header_rows.len() > 1 { workbook.merged(index)? } else { None };
    let mut reading = Reading {
        tables: Vec::new(),
        findings: Findings::default(),
        sheet: Arc::clone(&sheet),
        rows: 0,
        skipped: Skipped::default(),
        left_out: LeftOut::default(),
    };
    let file = workbook.file().to_owned();
    let top = Top { sheet: Arc::clone(&sheet), file: &file, rows: &rows, merged: merged.as_deref() };
    let Some(plan) = plan(rules, &top, &mut reading.findings) else { return Ok(reading) };
    let mut checker = Checker::new(&plan, rules);

    stream_and_check(workbook, index, &plan, rules.first_data_row(), &mut checker, watch)?;

    if checker.rows == 0 {
        checker.findings.push(Finding {
            sheet: Arc::clone(&sheet),
            row: None,
            column: None,
            header: None,
            value: String::new(),
            reason: Reason::NoRows,
        });
    }
    let Checker { gathered, units, findings, rows, nameless, skipped, skipped_total, stopped, .. } = checker;
    reading.findings = findings;
    reading.rows = rows;
    reading.skipped = Skipped { total: skipped_total, first: skipped, stopped_at: stopped };
    reading.left_out.rows = nameless;
    let shared = Shared {
        mapping: rules,
        mapping_hash: mapping.hash,
        source,
        sheet: &sheet,
        indicators: &plan.indicators,
        units: &units,
    };
    for gathered in gathered.into_values() {
        for (subject, period) in gathered.left_out() {
            reading.left_out.subjects += 1;
            if reading.left_out.first.len() < LEFT_OUT_KEPT {
                reading.left_out.first.push((subject.clone(), period));
            }
        }
        reading.tables.extend(gathered.finish(&shared));
    }
    Ok(reading)
}

/// One thread parses, this one checks.
fn stream_and_check(
    workbook: &mut Workbook,
    sheet: usize,
    plan: &Plan,
    first: u32,
    checker: &mut Checker<'_>,
    watch: Watch<'_>,
) -> Result<(), OpenError> {
    let width = plan.columns.iter().map(|(column, _)| *column as usize + 1).max().unwrap_or(0);
    let mut slots: Vec<Option<usize>> = vec![None; width];
    for (slot, (column, _)) in plan.columns.iter().enumerate() {
        if let Some(place) = slots.get_mut(*column as usize) {
            *place = Some(slot);
        }
    }
    let wanted: Vec<bool> = slots.iter().map(Option::is_some).collect();
    let enough = AtomicBool::new(false);
    let file = workbook.file().to_owned();
    let (send, receive) = sync_channel(4);
    let (parsed, watched) = std::thread::scope(|scope| {
        let parser = scope.spawn(|| {
            let mut packer = Packer::new(first, &wanted, send, &enough);
            let done = workbook.stream(sheet, &mut packer);
            packer.finish();
            done
        });
        let watched = check(&receive, &slots, plan.columns.len(), checker, watch, &enough);
        // The parser must not wait for a place in the channel.
        drop(receive);
        (parser.join(), watched)
    });
    if watched.is_break() {
        return Err(OpenError::Cancelled { file });
    }
    parsed.unwrap_or(Err(OpenError::Damaged { file, cause: crate::open_error::Cause::GaveUp }))
}

fn check(
    batches: &Receiver<Batch>,
    slots: &[Option<usize>],
    width: usize,
    checker: &mut Checker<'_>,
    watch: Watch<'_>,
    enough: &AtomicBool,
) -> ControlFlow<()> {
    for batch in batches {
        if watch.cancel.is_some_and(|cancel| cancel.load(Ordering::Relaxed)) {
            enough.store(true, Ordering::Relaxed);
            return ControlFlow::Break(());
        }
        let mut cells = vec![Cell::Blank; width];
        let mut current: Option<(u32, Cell<'_>)> = None;
        for (row, column, cell) in batch.cells() {
            if let Some((last, first)) = current
                && last != row
            {
                checker.row(&Row { number: last, first, slots: &cells });
                cells.fill(Cell::Blank);
                current = None;
            }
            if current.is_none() {
                current = Some((row, cell));
            }
            if let Some(Some(slot)) = slots.get(column as usize)
                && let Some(place) = cells.get_mut(*slot)
            {
                *place = cell;
            }
        }
        if let Some((row, first)) = current {
            checker.row(&Row { number: row, first, slots: &cells });
            if let Some(progress) = watch.progress {
                progress(Progress { row: row + 1, total: batch.total });
            }
        }
    }
    ControlFlow::Continue(())
}
