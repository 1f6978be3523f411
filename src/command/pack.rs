//! `yuanheng pack`: list, show, check, test, schema.

use std::path::Path;

use domain::say::{Lang, Say};
use evaluation::Outcome;
use library::{Origin, Packs};
use policy::{Diagnostic, Pack, PackFiles};
use serde_json::json;

use super::{fail, pack_figures, pack_store, words};
use crate::args::PackDo;
use crate::exit::Exit;
use crate::print;
use crate::truth::{self, DatabaseArgs};

pub fn run(what: &PackDo, lang: Lang) -> Exit {
    match what {
        PackDo::List { home, at, json } => list(home.as_deref(), at, *json, lang),
        PackDo::Show { pack, json } => show(pack, *json, lang),
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

fn show(named: &str, as_json: bool, lang: Lang) -> Exit {
    let checked = match Packs::default().checked(named) {
        Ok(checked) => checked,
        Err(error) => return fail(&error, Exit::NotFound, lang),
    };
    match checked.outcome {
        Ok((pack, _)) if as_json => print::json(&summary(&pack)),
        Ok((pack, _)) => text(&pack, lang),
        Err(found) => return broken(&found, &checked.files, lang),
    }
    Exit::Done
}

fn summary(pack: &Pack) -> serde_json::Value {
    let meta = &pack.meta;
    json!({
        "id": meta.id, "title": meta.title, "issuer": meta.issuer, "number": meta.number, "issued": meta.issued,
        "jurisdiction": meta.jurisdiction, "source": meta.source, "demonstration": meta.demonstration,
        "builds_on": meta.builds_on, "sm3": pack.hash(),
        "indicators": pack.indicators.iter().map(|indicator| json!({
            "code": indicator.code, "title": indicator.title, "unit": indicator.unit.code(), "subject": indicator.subject,
            "formula": indicator.formula().map(|formula| formula.text.clone()), "cite": indicator.cite.text(), "pack": indicator.pack,
        })).collect::<Vec<_>>(),
        "schemes": pack.schemes.iter().map(|scheme| json!({
            "id": scheme.id, "title": scheme.title, "subject": scheme.subject, "decimals": scheme.decimals,
            "populations": scheme.populations.iter().map(|population| json!({
                "id": population.id, "title": population.title,
                "items": population.items.iter().map(|item| json!({
                    "indicator": item.indicator, "weight": item.weight, "function": item.function.code(), "cite": item.cite.text(),
                })).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "targets": pack.targets.iter().map(|target| json!({
            "id": target.id, "title": target.title, "indicator": target.indicator, "comparator": target.comparator.code(),
            "goal": target.goal, "goal_to": target.goal_to, "unit": target.unit.code(), "by": target.by, "cite": target.cite.text(),
        })).collect::<Vec<_>>(),
    })
}

fn text(pack: &Pack, lang: Lang) {
    let meta = &pack.meta;
    print::out(format_args!("{}  {}", meta.id, meta.title));
    let number = meta.number.as_deref().unwrap_or("—");
    print::out(format_args!("{} · {number} · {}", meta.issuer, meta.issued.as_deref().unwrap_or("—")));
    print::out(&meta.source);
    if !pack.indicators.is_empty() {
        print::out(format_args!("\n{}", words(lang, "指标", "Indicators")));
    }
    for indicator in &pack.indicators {
        let formula = indicator
            .formula()
            .map_or_else(|| words(lang, "报送", "reported").to_owned(), |formula| format!("= {}", formula.text));
        let unit = indicator.unit.say(lang);
        print::out(format_args!(
            "  {}  {}（{unit}）  {formula}  〔{}〕",
            indicator.code,
            indicator.title,
            indicator.cite.text()
        ));
    }
    for scheme in &pack.schemes {
        print::out(format_args!("\n{}  {}", scheme.id, scheme.title));
        for population in &scheme.populations {
            print::out(format_args!("  {}  {}", population.id, population.title));
            for item in &population.items {
                print::out(format_args!(
                    "    {}  {} × {}  〔{}〕",
                    item.indicator,
                    item.weight,
                    item.function.code(),
                    item.cite.text()
                ));
            }
        }
    }
    if !pack.targets.is_empty() {
        print::out(format_args!("\n{}", words(lang, "目标", "Targets")));
    }
    for target in &pack.targets {
        let by = target.by.map_or_else(|| words(lang, "长期", "always").to_owned(), |year| year.to_string());
        print::out(format_args!("  {}  {}  {by}  〔{}〕", target.id, target.title, target.cite.text()));
    }
}

fn broken(found: &[Diagnostic], files: &PackFiles, lang: Lang) -> Exit {
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
