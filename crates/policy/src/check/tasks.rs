//! Tasks: each agency named once, one name at a time.

use super::upper::list_entry;
use super::{Checker, Rules};
use crate::pack::Meta;
use crate::read;
use crate::task::{Task, TaskKind};
use declared::{At, Table};

/// Agencies by name with the place of each.
type Named = Vec<At<String>>;

impl Checker<'_> {
    pub(super) fn tasks(&mut self, table: &Table<'_>, meta: &Meta, rules: &mut Rules) {
        let mut taken = Vec::new();
        for entry in table.tables("task") {
            let cite = read::cite(&entry, meta.demonstration, self.findings);
            let by = self.deadline(&entry, "by");
            let (mut all, names) = (Named::new(), |agencies: Named| agencies.into_iter().map(|at| at.value).collect());
            let lead = names(self.agencies(&entry, "lead", &mut all));
            let support = names(self.agencies(&entry, "support", &mut all));
            let responsible = names(self.agencies(&entry, "responsible", &mut all));
            if all.is_empty() {
                let (zh, en) = ("没有写明单位的任务", "A task without agencies");
                self.misplaced(&entry, &["open_ended"], zh, en);
            }
            let (Some(id), Some(title)) = (entry.text("id"), entry.text("title")) else { continue };
            let Ok(task_id) = id.value.parse() else { continue };
            if self.taken(&entry, "任务编号", &id, &mut taken) {
                continue;
            }
            let own = Task {
                id: task_id,
                title: title.value,
                kind: read::word(&entry, "kind", TaskKind::from_code, TaskKind::Task),
                text: entry.text("text").map(|text| text.value),
                lead,
                support,
                responsible,
                open_ended: entry.truth("open_ended"),
                by: by.map(|at| at.value),
                cite,
                note: entry.text("note").map(|note| note.value),
                pack: meta.id.clone(),
            };
            self.add(&entry, own, id.span, (&mut rules.tasks, &mut rules.conflicts), |_, _| None);
        }
    }

    /// The agencies of one role; `named` holds those of all roles so far.
    fn agencies(&mut self, entry: &Table<'_>, role: &str, named: &mut Named) -> Named {
        let mut agencies = Named::new();
        for agency in entry.texts(role) {
            let parts = split(&agency.value);
            if parts.len() > 1 {
                self.several(entry, &agency, &parts);
            } else if let Some(first) = named.iter().find(|other| other.value == agency.value).map(|at| at.span.clone())
            {
                self.named_twice(entry, &agency, first);
            } else {
                named.push(agency.clone());
                agencies.push(agency);
            }
        }
        agencies
    }

    fn several(&mut self, entry: &Table<'_>, agency: &At<String>, parts: &[&str]) {
        let source = entry.source;
        let each: Vec<String> = parts.iter().map(|part| format!("\"{part}\"")).collect();
        self.findings
            .error(
                "pack::several_agencies",
                source.file,
                source.text,
                agency.span.clone(),
                format!("“{}”是 {} 个单位，应一个一项。", agency.value, parts.len()),
                format!("“{}” names {} agencies; write each as an entry of its own.", agency.value, parts.len()),
            )
            .help("括号里的顿号不受影响，如 各区（市、县）政府。", "A 、 within brackets is part of a name.")
            .mend(agency.span.clone(), each.join(", "))
            .put();
    }

    fn named_twice(&mut self, entry: &Table<'_>, agency: &At<String>, first: std::ops::Range<usize>) {
        let source = entry.source;
        self.findings
            .error(
                "pack::twice",
                source.file,
                source.text,
                agency.span.clone(),
                format!("这项任务里已经写过“{}”。", agency.value),
                format!("This task already names “{}”.", agency.value),
            )
            .help("一个单位在一项任务里只写一次：牵头、配合或责任。", "An agency has one role in a task.")
            .related(source.file, first, "先在这里出现", "first here")
            .mend(list_entry(source.text, &agency.span), "")
            .put();
    }
}

/// The names in a text, parted outside brackets.
fn split(text: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' | '〈' | '［' | '[' => depth += 1,
            '）' | ')' | '〉' | '］' | ']' => depth = depth.saturating_sub(1),
            '、' | '，' | ',' | '；' | ';' if depth == 0 => {
                parts.push(&text[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn names_are_parted_outside_brackets_only() {
        assert_eq!(split("各区（市、县）政府"), ["各区（市、县）政府"]);
        assert_eq!(split("市科技局、市商务局，各区（市、县）政府"), ["市科技局", "市商务局", "各区（市、县）政府"]);
        assert_eq!(split("、"), Vec::<&str>::new());
    }
}
