//! From files to a pack: every file read, every name resolved, every finding reported at once.

mod comparisons;
mod deadlines;
mod dynamics;
mod firmness;
mod formulas;
mod functions;
mod index;
mod indicators;
mod measures;
mod members;
mod ranking;
mod schemes;
mod subsidies;
mod sums;
mod targets;
mod tasks;
mod tests;
mod upper;
mod weights;

use domain::id::PackId;

use crate::codes::PACK;
use crate::conflict::{Conflict, Prevails, Rule};
use crate::dynamic::Dynamic;
use crate::files::PackFiles;
use crate::pack::{Indicator, Meta, Pack};
use crate::read;
use crate::scheme::Scheme;
use crate::shape;
use crate::subsidy::{Subsidy, SubsidyList};
use crate::target::Target;
use crate::task::Task;
use declared::diagnostic::{Diagnostic, Findings, Severity};
use declared::{At, Source, Table, parse};

/// Where the packs that a pack builds on are found.
pub trait Library {
    /// The ids of all packs there.
    fn ids(&self) -> Vec<PackId>;
    /// The files of a pack.
    fn files(&self, id: &PackId) -> Option<PackFiles>;
}

/// A library without packs.
impl Library for () {
    fn ids(&self) -> Vec<PackId> {
        Vec::new()
    }

    fn files(&self, _: &PackId) -> Option<PackFiles> {
        None
    }
}

/// Checks the files of a pack against its shape, itself and the packs it builds on.
///
/// # Errors
/// All findings, in order of file and place, where at least one is an error. Warnings come with the pack.
pub fn check(files: &PackFiles, library: &dyn Library) -> Result<(Pack, Vec<Diagnostic>), Vec<Diagnostic>> {
    check_below(files, library, &mut Vec::new())
}

fn check_below(
    files: &PackFiles,
    library: &dyn Library,
    path: &mut Vec<PackId>,
) -> Result<(Pack, Vec<Diagnostic>), Vec<Diagnostic>> {
    let mut findings = Findings::default();
    let pack = Checker { library, findings: &mut findings }.pack(files, path);
    let mut found = findings.0;
    found.sort_by(|one, other| (&one.file, one.span.start).cmp(&(&other.file, other.span.start)));
    found.dedup();
    match pack {
        Some(pack) if found.iter().all(|finding| finding.severity == Severity::Warning) => Ok((pack, found)),
        _ => Err(found),
    }
}

/// Everything that the checks of one pack share.
struct Checker<'a> {
    library: &'a dyn Library,
    findings: &'a mut Findings,
}

/// What a pack has so far: what it builds on, then its own.
#[derive(Default)]
struct Rules {
    indicators: Vec<Indicator>,
    schemes: Vec<Scheme>,
    targets: Vec<Target>,
    tasks: Vec<Task>,
    subsidies: Vec<Subsidy>,
    subsidy_lists: Vec<SubsidyList>,
    dynamics: Vec<Dynamic>,
    conflicts: Vec<Declared>,
}

/// A declared conflict and its place in `pack.toml`.
struct Declared {
    conflict: Conflict,
    place: std::ops::Range<usize>,
    used: bool,
}

/// A file's text, or nothing where there is no such file.
fn text_of<'a>(files: &'a PackFiles, path: &'a str, findings: &mut Findings) -> Option<Source<'a>> {
    let bytes = files.get(path)?;
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(Source { file: path, text, codes: &PACK });
    }
    findings.missing_file(
        "pack::not_utf8",
        path,
        format!("{path} 不是 UTF-8 文本，请另存为 UTF-8。"),
        format!("{path} is not UTF-8 text; save it as UTF-8."),
    );
    None
}

impl Checker<'_> {
    fn pack(&mut self, files: &PackFiles, path: &mut Vec<PackId>) -> Option<Pack> {
        let Some(source) = text_of(files, "pack.toml", self.findings) else {
            if files.get("pack.toml").is_none() {
                self.findings.missing_file(
                    "pack::no_pack_file",
                    "pack.toml",
                    "这个文件夹里没有 pack.toml，不是政策包。".to_owned(),
                    "There is no pack.toml in this folder: it is not a pack.".to_owned(),
                );
            }
            return None;
        };
        let document = parse(&source, self.findings)?;
        let table = Table::whole(&source, &document);
        table.check(&shape::PACK, false, self.findings);
        let meta = meta(&table)?;
        let mut rules = Rules { conflicts: self.conflicts(&table, meta.demonstration), ..Rules::default() };
        // A pack that was reached under another name than its own stands in the way under both.
        let depth = path.len();
        if path.last() != Some(&meta.id) {
            path.push(meta.id.clone());
        }
        let upper = self.upper(&table, &mut rules, path);
        path.truncate(depth);
        self.each(files, "indicators.toml", &shape::INDICATORS, |checker, table| {
            checker.indicators(table, &meta, &mut rules);
        });
        self.each(files, "schemes.toml", &shape::SCHEMES, |checker, table| checker.schemes(table, &meta, &mut rules));
        self.each(files, "targets.toml", &shape::TARGETS, |checker, table| checker.targets(table, &meta, &mut rules));
        self.each(files, "tasks.toml", &shape::TASKS, |checker, table| checker.tasks(table, &meta, &mut rules));
        self.each(files, "subsidies.toml", &shape::SUBSIDIES, |checker, table| {
            checker.subsidies(table, &meta, &mut rules);
            checker.subsidy_lists(table, &meta, &mut rules);
        });
        self.each(files, "dynamics.toml", &shape::DYNAMICS, |checker, table| {
            checker.dynamics(table, &meta, &mut rules);
        });
        for declared in rules.conflicts.iter().filter(|declared| !declared.used) {
            self.findings
                .error(
                    "pack::no_conflict",
                    source.file,
                    source.text,
                    declared.place.clone(),
                    "这里声明了规则取舍，但本办法与上级办法在这一项上并不冲突。",
                    "A conflict is declared here, but the packs do not both rule on this.",
                )
                .help("核对编号；若已不冲突，请删去这一段。", "Check the id, or delete this table.")
                .warning()
                .put();
        }
        let tests = self.tests(files, &meta, &rules);
        let Rules { indicators, schemes, targets, tasks, subsidies, subsidy_lists, dynamics, conflicts } = rules;
        Some(Pack {
            meta,
            conflicts: conflicts.into_iter().map(|declared| declared.conflict).collect(),
            indicators,
            schemes,
            targets,
            tasks,
            subsidies,
            subsidy_lists,
            dynamics,
            tests,
            files: files.clone(),
            upper: upper?,
        })
    }

    /// Reads one file, where it is there, and holds it against its shape.
    fn each(&mut self, files: &PackFiles, path: &str, shape: &shape::Shape, take: impl FnOnce(&mut Self, &Table<'_>)) {
        let Some(source) = text_of(files, path, self.findings) else { return };
        let Some(document) = parse(&source, self.findings) else { return };
        let table = Table::whole(&source, &document);
        table.check(shape, false, self.findings);
        take(self, &table);
    }

    fn conflicts(&mut self, table: &Table<'_>, demonstration: bool) -> Vec<Declared> {
        let mut conflicts = Vec::new();
        for entry in table.tables("conflict") {
            let cite = read::cite(&entry, demonstration, self.findings);
            let prevails = entry.text("on_conflict").and_then(|word| Prevails::from_code(&word.value));
            let Some((rule, prevails)) = entry.text("rule").zip(prevails) else { continue };
            match Rule::parse(&rule.value) {
                Some(parsed) => conflicts.push(Declared {
                    conflict: Conflict { rule: parsed, prevails, cite },
                    place: rule.span,
                    used: false,
                }),
                None => self
                    .findings
                    .error(
                        "pack::wrong_kind",
                        table.source.file,
                        table.source.text,
                        rule.span,
                        format!("“{}”不是规则的写法。", rule.value),
                        format!("“{}” does not name a rule.", rule.value),
                    )
                    .help(
                        "写作 indicator.代码、scheme.编号、target.编号、task.编号、subsidy.编号、subsidy_list.编号 或 dynamic.编号。",
                        "Write indicator.CODE, or scheme, target, task, subsidy, subsidy_list or dynamic with an id.",
                    )
                    .put(),
            }
        }
        conflicts
    }

    /// Reports a name that stands twice.
    fn twice(&mut self, table: &Table<'_>, what: &str, name: &At<String>, first: std::ops::Range<usize>) {
        let source = table.source;
        self.findings
            .error(
                "pack::twice",
                source.file,
                source.text,
                name.span.clone(),
                format!("{what}“{}”已经有了。", name.value),
                format!("“{}” is already taken.", name.value),
            )
            .help("请改用别的编号，或删去重复的一段。", "Use another one, or delete the repeated table.")
            .related(source.file, first, "先在这里出现", "first here")
            .put();
    }
}

fn meta(table: &Table<'_>) -> Option<Meta> {
    let text = |name: &str| table.text(name).map(|text| text.value);
    let day = |name: &str| table.day(name).map(|day| day.value);
    Some(Meta {
        id: table.parsed("id")?.value,
        title: text("title")?,
        issuer: text("issuer")?,
        number: text("number"),
        issued: day("issued"),
        in_force_from: day("in_force_from"),
        in_force_to: day("in_force_to"),
        jurisdiction: text("jurisdiction")?,
        source: text("source")?,
        demonstration: table.truth("demonstration"),
        builds_on: table.texts("builds_on").iter().filter_map(|id| id.value.parse().ok()).collect(),
    })
}
