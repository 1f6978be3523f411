//! Tasks: what a document has agencies do, who leads, who supports, and by when.

use domain::id::{PackId, TaskId};

use crate::deadline::Deadline;
use crate::pack::{Cite, choice};

/// A clause that sets agencies to work.
#[derive(Clone, Debug)]
pub struct Task {
    /// Its id within the pack.
    pub id: TaskId,
    /// What is to be done, in a few words.
    pub title: String,
    /// Whether it is work or what safeguards the work.
    pub kind: TaskKind,
    /// What it asks for, in the office's own words.
    pub text: Option<String>,
    /// Agencies that lead (牵头单位), by name or by code, in the order of the text.
    pub lead: Vec<String>,
    /// Agencies that support (配合单位).
    pub support: Vec<String>,
    /// Agencies that answer for it without being told apart (责任单位).
    pub responsible: Vec<String>,
    /// Whether the text goes on after the last agency named (等有关部门).
    pub open_ended: bool,
    /// By when it is to be done; without that, as long as the document is in force.
    pub by: Option<Deadline>,
    /// The rule's source.
    pub cite: Cite,
    /// Remarks.
    pub note: Option<String>,
    /// The pack that declares it.
    pub pack: PackId,
}

choice! {
    /// What kind of task it is.
    TaskKind {
        /// Work to be done (主要任务).
        Task = "task", "任务", "task";
        /// What safeguards the work (保障措施).
        Safeguard = "safeguard", "保障措施", "safeguard";
    }
}
