//! Verification: a seal is run again, and everything that differs is named.

use std::collections::BTreeMap;

use domain::hash::Sm3;
use domain::id::SubjectId;
use domain::say::{Lang, Said, Say};
use facts::{Archive, ReleaseView};
use serde::Serialize;

use crate::figure::Figure;
use crate::result::{Evaluation, SubjectResult};
use crate::seal::{self, Files, Head, PROGRAM, SealError};
use crate::words::Words;

/// What verification looked at and found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verification {
    /// The hash of the seal's file.
    pub sm3: Sm3,
    /// The program that sealed, and this one.
    pub programs: [String; 2],
    /// Each thing checked, in order.
    pub checks: Vec<Check>,
}

/// One thing that was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What was checked.
    pub what: Words,
    /// What is wrong with it; nothing where it is sound.
    pub faults: Vec<Words>,
}

impl Verification {
    /// Whether everything is sound.
    #[must_use]
    pub fn sound(&self) -> bool {
        self.checks.iter().all(|check| check.faults.is_empty())
    }

    /// All faults, in order.
    pub fn faults(&self) -> impl Iterator<Item = &Words> {
        self.checks.iter().flat_map(|check| &check.faults)
    }
}

impl Say for Verification {
    fn say(&self, lang: Lang) -> String {
        let mut lines = Vec::new();
        for check in &self.checks {
            let sign = if check.faults.is_empty() { "✓" } else { "✗" };
            lines.push(format!("{sign} {}", check.what.say(lang)));
            lines.extend(check.faults.iter().map(|fault| format!("    {}", fault.say(lang))));
        }
        let verdict = match (self.sound(), lang) {
            (true, Lang::Zh) => "核验通过。",
            (true, Lang::En) => "Verified.",
            (false, Lang::Zh) => "核验未通过：此封存文件不可采信。",
            (false, Lang::En) => "Not verified: do not rely on this seal.",
        };
        lines.push(verdict.to_owned());
        lines.join("\n")
    }
}

/// Runs a seal again and compares. The release is read from the seal where it carries one, else from `archive`.
///
/// Under the program that sealed it, results and data must come out to the same bytes; under another one, equal to
/// the twelve digits kept, with every differing score, rank or grade told by subject.
///
/// # Errors
/// [`SealError`] when the file cannot be read as a seal at all.
pub fn verify(bytes: &[u8], archive: Option<&Archive>) -> Result<Verification, SealError> {
    verify_as(bytes, archive, PROGRAM)
}

/// [`verify`] as the program named `program` does it.
pub(crate) fn verify_as(bytes: &[u8], archive: Option<&Archive>, program: &str) -> Result<Verification, SealError> {
    let (head, files) = seal::unpack(bytes)?;
    let mut checks = vec![whole(&head, &files)];
    let again = run_again(&head, &files, archive, &mut checks);
    if let Some(again) = again {
        checks.push(same(&head, &files, &again, program));
    }
    let programs = [head.program, program.to_owned()];
    Ok(Verification { sm3: Sm3::of(bytes), programs, checks })
}

/// Every file is the one whose hash the head lists, and none is beside them.
fn whole(head: &Head, files: &Files) -> Check {
    let mut faults = Vec::new();
    for listed in &head.files {
        match files.get(&listed.name) {
            None => faults.push(Words::new(format!("缺少 {}", listed.name), format!("{} is missing", listed.name))),
            Some(bytes) if Sm3::of(bytes) != listed.sm3 => faults.push(Words::new(
                format!("{} 被改动：内容与封存时的 SM3 摘要不符", listed.name),
                format!("{} was altered: its content does not match the SM3 hash it was sealed with", listed.name),
            )),
            Some(_) => {}
        }
    }
    for name in files.keys().filter(|name| *name != seal::HEAD) {
        if !head.files.iter().any(|listed| listed.name == *name) {
            faults.push(Words::new(
                format!("{name} 不是封存时的文件"),
                format!("{name} was not there when it was sealed"),
            ));
        }
    }
    let count = head.files.len();
    Check {
        what: Words::new(
            format!("封存文件内 {count} 个文件与其摘要"),
            format!("{count} files in the seal and their hashes"),
        ),
        faults,
    }
}

/// Reads pack and release and runs the scheme; what stands in the way becomes a fault.
fn run_again(
    head: &Head,
    files: &Files,
    archive: Option<&Archive>,
    checks: &mut Vec<Check>,
) -> Option<crate::Evaluated> {
    let mut check = |zh: String, en: String, faults: Vec<Words>| {
        let sound = faults.is_empty();
        checks.push(Check { what: Words::new(zh, en), faults });
        sound.then_some(())
    };
    let pack = seal::pack_of(files);
    let faults = match &pack {
        Err(error) => vec![Words::said(error)],
        Ok(pack) if pack.hash() != head.pack_sm3 => vec![Words::new(
            "政策包的内容与封存时的 SM3 摘要不符",
            "the pack's content does not match the SM3 hash it was sealed with",
        )],
        Ok(_) => Vec::new(),
    };
    check(format!("政策包 {}", head.pack), format!("pack {}", head.pack), faults)?;
    let pack = pack.ok()?;

    let release = release_of(head, files, archive);
    let name = &head.release.name;
    let faults = match &release {
        Err(fault) => vec![fault.clone()],
        Ok(release) => release.check().iter().map(Words::said).collect(),
    };
    check(
        format!("发布版本 {name} 的清单、数据文件和原始文件"),
        format!("manifest, parts and sources of release {name}"),
        faults,
    )?;
    let release = release.ok()?;

    let again = crate::run(&pack, Some(head.scheme.as_str()), &release, head.period);
    let faults = again.as_ref().err().map(Words::said).into_iter().collect();
    check(format!("重新运行考核方案 {}", head.scheme), format!("scheme {} run again", head.scheme), faults)?;
    again.ok()
}

/// The release that was read: by its manifest, not its name.
pub(crate) fn release_of(head: &Head, files: &Files, archive: Option<&Archive>) -> Result<ReleaseView, Words> {
    let carried = seal::archive_of(head, files).map_err(|error| Words::said(&error))?;
    let archive = carried.as_ref().or(archive).ok_or_else(|| {
        Words::new(
            "封存文件没有附带数据，请用 --home 指明数据目录",
            "the seal carries no data: name the home with --home",
        )
    })?;
    let said = |error: facts::ArchiveError| Words::said(&error);
    let releases = archive.releases().map_err(said)?;
    let manifest = head.release.manifest;
    let found = releases.iter().find(|release| release.manifest == manifest).ok_or_else(|| {
        Words::new(
            format!("数据目录中没有封存时的发布版本 {}（清单 {}）", head.release.name, manifest.short()),
            format!("the home does not hold the sealed release {} (manifest {})", head.release.name, manifest.short()),
        )
    })?;
    archive.release(&found.name).map_err(said)
}

/// The results that the seal holds are those that come out again.
fn same(head: &Head, files: &Files, again: &crate::Evaluated, program: &str) -> Check {
    let results = |zh: &str, en: &str, faults| Check { what: Words::new(zh, en), faults };
    let sealed: Evaluation = match seal::typed(files, seal::RESULTS) {
        Ok(sealed) => sealed,
        Err(error) => return results("结果", "results", vec![Words::said(&error)]),
    };
    let mut faults: Vec<Words> = differences(&sealed, &again.evaluation).into_iter().map(Words::from).collect();
    if head.program != program {
        return results(
            "结果与重新运行的结果在 12 位有效数字内一致（程序版本不同）",
            "results equal those run again to twelve digits (by another version of the program)",
            faults,
        );
    }
    let bytes = |name: &str| files.get(name).map(Vec::as_slice).unwrap_or_default();
    let expected = [(seal::RESULTS, seal::canonical(&again.evaluation)), (seal::DATA, seal::canonical(&again.data))];
    for (name, expected) in expected {
        if expected.is_ok_and(|expected| expected != bytes(name)) && (name == seal::DATA || faults.is_empty()) {
            faults.push(Words::new(
                format!("{name} 与重新运行所得逐字节不同"),
                format!("{name} differs from what comes out again"),
            ));
        }
    }
    results("结果与重新运行的结果逐字节一致", "results equal those run again, byte for byte", faults)
}

/// Every way in which two evaluations of the same thing differ, by subject.
#[must_use]
pub fn differences(old: &Evaluation, new: &Evaluation) -> Vec<Said> {
    let mut found = Vec::new();
    let by_subject = |evaluation| -> BTreeMap<&SubjectId, &SubjectResult> {
        Evaluation::results(evaluation).map(|(_, result)| (&result.subject, result)).collect()
    };
    let (before, after) = (by_subject(old), by_subject(new));
    for result in before.values() {
        match after.get(&result.subject) {
            Some(now) => found.extend(difference(result, now)),
            None => found.push(Said::new(
                format!("“{}”现在不参加评价", result.shown()),
                format!("“{}” is no longer scored", result.shown()),
            )),
        }
    }
    for result in after.values() {
        if !before.contains_key(&result.subject) {
            found.push(Said::new(
                format!("“{}”封存时未参加评价", result.shown()),
                format!("“{}” was not scored when it was sealed", result.shown()),
            ));
        }
    }
    found
}

/// How one subject's result differs: score, rank, grade first; then any figure.
fn difference(old: &SubjectResult, new: &SubjectResult) -> Vec<Said> {
    let mut found = Vec::new();
    let text = |value: Option<String>| value.unwrap_or_else(|| "—".to_owned());
    let mut compare = |zh: &str, en: &str, old_value: Option<String>, new_value: Option<String>| {
        if old_value != new_value {
            let (before, after, name) = (text(old_value), text(new_value), old.shown());
            found.push(Said::new(
                format!("“{name}”的{zh}：封存为 {before}，重新运行为 {after}"),
                format!("{en} of “{name}”: sealed {before}, run again {after}"),
            ));
        }
    };
    let shown = |number: Option<usize>| number.map(|number| number.to_string());
    compare("得分", "score", old.score.map(|score| score.to_string()), new.score.map(|score| score.to_string()));
    compare("排名", "rank", shown(old.rank), shown(new.rank));
    compare("等级", "grade", old.grade.clone(), new.grade.clone());
    compare("分组", "group", old.group.clone(), new.group.clone());
    let figure = |figure: Option<Figure>| figure.map(|figure| figure.get().to_string());
    compare("合计", "sum", figure(old.sum), figure(new.sum));
    for (at, (one, other)) in old.items.iter().zip(&new.items).enumerate() {
        if one != other {
            let (zh, en) = (format!("第 {} 项得分", at + 1), format!("points of item {}", at + 1));
            if one.points == other.points {
                compare(
                    &format!("第 {} 项", at + 1),
                    &format!("item {}", at + 1),
                    Some(format!("{one:?}")),
                    Some(format!("{other:?}")),
                );
            } else {
                compare(&zh, &en, figure(one.points), figure(other.points));
            }
        }
    }
    if found.is_empty() && old != new {
        found.push(Said::new(
            format!("“{}”的说明或加减分与重新运行所得不同", old.shown()),
            format!("reasons or adjustments of “{}” differ from what comes out again", old.shown()),
        ));
    }
    found
}
