//! `yuanheng pack`: list, show, check, test, schema.

use std::path::Path;

use domain::say::{Lang, Say};
use evaluation::Outcome;
use library::{Origin, Packs};
use policy::{Diagnostic, Pack, PackFiles};
use serde_json::json;

use super::{fail, pack_figures, pack_show, pack_store, words};
use crate::args::PackDo;
use crate::exit::Exit;
use crate::print;
use crate::truth::{self, DatabaseArgs};

pub fn run(what: &PackDo, lang: Lang) -> Exit {
    match what {
        PackDo::List { home, at, json } => list(home.as_deref(), at, *json, lang),
        PackDo::Show { pack, json } => pack_show::run(pack, *json, lang),
        PackDo::Check { packs, json } => each(packs, *json, lang, |_| Vec::new()),
        PackDo::Test { packs, json } => each(packs, *json, lang, evaluation::examples),
        PackDo::Compare { old, new, home, at, json } => pack_store::compare(old, new, home.as_deref(), at, *json, lang),
        PackDo::Upload { pack, store, who } => pack_store::upload(pack, store, who, lang),
        PackDo::Approve { version, store, who } => pack_store::approve(version, store, who, lang),
        PackDo::Force { version, from, store, who } => pack_store::force(version, *from, store, who, lang),
        PackDo::History { pack, store, json } => pack_store::history(pack, store, *json, lang),
        PackDo::Figures(args) => pack_figures::run(args, lang),
        PackDo::Schema => {
            print::json(&policy::schema::schemas());
            Exit::Done
        }
    }
}

fn list(home: Option<&Path>, at: &DatabaseArgs, as_json: bool, lang: Lang) -> Exit {
    let packs = match truth::packs(home, at.database.as_ref()) {
        Ok(packs) => packs,
        Err(error) => return fail(&error, Exit::Trouble, lang),
    };
    let mut rows = Vec::new();
    for (id, checked) in packs.all() {
        let title = match &checked.outcome {
            Ok((pack, _)) => pack.meta.title.clone(),
            Err(_) => words(lang, "（有错，请用 pack check 查看）", "(broken: see pack check)").to_owned(),
        };
        rows.push((id, title, checked.origin, checked.files.hash()));
    }
    if as_json {
        let since = |origin: &Origin| match origin {
            Origin::Store { since } => since.map(|day| day.to_string()),
            _ => None,
        };
        let rows: Vec<_> = rows
            .iter()
            .map(|(id, title, origin, sm3)| {
                json!({ "id": id, "title": title, "origin": origin.code(), "since": since(origin), "sm3": sm3 })
            })
            .collect();
        print::json(&json!(rows));
    } else {
        for (id, title, origin, _) in &rows {
            print::out(format_args!("{id}\t{title}\t{}", origin.say(lang)));
        }
    }
    Exit::Done
}

pub(super) fn broken(found: &[Diagnostic], files: &PackFiles, lang: Lang) -> Exit {
    print::diagnostics(found, files, lang);
    Exit::Findings
}

/// Checks each pack, runs `examples` on those that pass, and reports all.
fn each(packs: &[String], as_json: bool, lang: Lang, examples: impl Fn(&Pack) -> Vec<Outcome>) -> Exit {
    let mut exit = Exit::Done;
    let mut report = Vec::new();
    for named in packs {
        let checked = match Packs::default().checked(named) {
            Ok(checked) => checked,
            Err(error) => return fail(&error, Exit::NotFound, lang),
        };
        let (found, outcomes) = match &checked.outcome {
            Ok((pack, warnings)) => (warnings.clone(), examples(pack)),
            Err(found) => (found.clone(), Vec::new()),
        };
        let failed = outcomes.iter().filter(|outcome| !outcome.holds()).count();
        if checked.outcome.is_err() || failed > 0 {
            exit = Exit::Findings;
        }
        if as_json {
            report.push(json!({
                "pack": named, "passed": checked.outcome.is_ok() && failed == 0,
                "findings": found.iter().map(Diagnostic::to_json).collect::<Vec<_>>(),
                "examples": outcomes.iter().map(|outcome| json!({
                    "file": outcome.file, "title": outcome.title, "compared": outcome.compared, "holds": outcome.holds(),
                    "faults": faults(outcome, lang),
                })).collect::<Vec<_>>(),
            }));
            continue;
        }
        print::diagnostics(&found, &checked.files, lang);
        for outcome in &outcomes {
            let mark = if outcome.holds() { "✓" } else { "✗" };
            print::out(format_args!("{mark} {named} {}  {}", outcome.file, outcome.title));
            for fault in faults(outcome, lang) {
                print::out(format_args!("    {fault}"));
            }
        }
        print::out(match (&checked.outcome, lang) {
            (Err(found), Lang::Zh) => format!("✗ {named}：{} 处问题", found.len()),
            (Err(found), Lang::En) => format!("✗ {named}: {} findings", found.len()),
            (Ok(_), Lang::Zh) if failed > 0 => format!("✗ {named}：{failed} 个算例不符"),
            (Ok(_), Lang::En) if failed > 0 => format!("✗ {named}: {failed} examples fail"),
            (Ok(_), _) => format!("✓ {named}"),
        });
    }
    if as_json {
        print::json(&json!(report));
    }
    exit
}

/// What an example found wrong, in words.
fn faults(outcome: &Outcome, lang: Lang) -> Vec<String> {
    match &outcome.found {
        Ok(mismatches) => mismatches.iter().map(|mismatch| mismatch.say(lang)).collect(),
        Err(error) => vec![error.say(lang)],
    }
}
