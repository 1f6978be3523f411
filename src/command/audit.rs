//! `yuanheng audit`: what was done in the store, its chain linked, verified, exported and, after the rule, pruned.

use std::path::{Path, PathBuf};

use domain::say::{Lang, Say};
use serde_json::json;
use settings::Settings;
use store::audit::{ActFilter, AuditError, EXPORT_COLUMNS, china_time, read_anchors, write_anchors};
use store::{Store, StoreError};

use super::{fail, words};
use crate::args::AuditDo;
use crate::exit::Exit;
use crate::truth::{OpenError, Opened};
use crate::{place, print};

/// Acts that are read at a time.
const PAGE: u64 = 500;

/// Why nothing came of it.
#[derive(Debug, thiserror::Error)]
enum Failed {
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Audit(#[from] AuditError),
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file cannot be read or written.
    #[error("无法读写 {}", .path.display())]
    File {
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },
}

impl Say for Failed {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Open(error), _) => error.say(lang),
            (Self::Audit(error), _) => error.say(lang),
            (Self::Store(error), _) => error.say(lang),
            (Self::File { path, .. }, Lang::Zh) => format!("无法读写 {}。请核对路径和权限。", path.display()),
            (Self::File { path, .. }, Lang::En) => {
                format!("cannot read or write {}. Check the path and its permissions.", path.display())
            }
        }
    }
}

pub fn run(what: &AuditDo, settings: &Settings, lang: Lang) -> Exit {
    let done = match what {
        AuditDo::Acts { store, filter, json } => {
            with(Opened::of(store), |opened| acts(opened, &filter.wanted(), *json, lang))
        }
        AuditDo::Link { store } => with(Opened::of(store), |opened| link(opened, lang)),
        AuditDo::Verify { store, anchors, json } => {
            with(Opened::of(store), |opened| verify(opened, anchors.as_deref(), *json, lang))
        }
        AuditDo::Anchors { store, file } => with(Opened::of(store), |opened| anchors(opened, file)),
        AuditDo::Export { store, filter, file } => {
            with(Opened::of(store), |opened| export(opened, &filter.wanted(), file, lang))
        }
        AuditDo::Prune { store, who, .. } => with(Opened::of(store), |opened| {
            let keep = settings.audit.keep_days;
            let pruned = opened.wait(async {
                let mut acting = opened.store.act(who.act("audit.prune", "audit prune")).await?;
                let pruned = acting.prune_audit(keep).await?;
                acting.commit().await?;
                Ok::<_, Failed>(pruned)
            })?;
            let before = pruned.before.map_or_else(|| "—".to_owned(), |day| day.to_string());
            print::out(match lang {
                Lang::Zh => format!("已删除 {before} 之前的 {} 次操作，锚点保留", pruned.acts),
                Lang::En => format!("{} acts before {before} deleted; their anchors stay", pruned.acts),
            });
            Ok(Exit::Done)
        }),
    };
    done.unwrap_or_else(|error| fail(&error, Exit::Trouble, lang))
}

fn with(opened: Result<Opened, OpenError>, work: impl FnOnce(&Opened) -> Result<Exit, Failed>) -> Result<Exit, Failed> {
    work(&opened?)
}

fn acts(opened: &Opened, filter: &ActFilter, as_json: bool, lang: Lang) -> Result<Exit, Failed> {
    let page = opened.wait(opened.store.acts(filter, None, PAGE))?;
    if as_json {
        print::json(&json!(
            page.acts
                .iter()
                .map(|act| json!({
                    "id": act.id, "at": act.at.to_string(), "kind": act.kind, "actor": act.actor.code,
                    "name": act.actor.name, "authenticated": act.actor.authenticated, "origin": act.origin,
                    "reason": act.reason, "changes": act.changes,
                }))
                .collect::<Vec<_>>()
        ));
        return Ok(Exit::Done);
    }
    for act in &page.acts {
        let reason = act.reason.as_deref().unwrap_or("");
        print::out(format_args!(
            "{}\t{}\t{}\t{}\t{}\t{reason}",
            act.id,
            china_time(act.at),
            act.actor.name,
            act.kind,
            act.changes
        ));
    }
    if page.next.is_some() {
        print::note(words(
            lang,
            "只列出最近的操作；全部请用 audit export。",
            "Only the latest; audit export gives all.",
        ));
    }
    Ok(Exit::Done)
}

fn link(opened: &Opened, lang: Lang) -> Result<Exit, Failed> {
    let (mut acts, mut anchors) = (0, 0);
    loop {
        let linked = opened.wait(opened.store.link_acts(PAGE))?;
        acts += linked.acts;
        anchors += linked.anchors;
        if linked.acts == 0 || linked.left == 0 {
            break;
        }
    }
    print::out(match lang {
        Lang::Zh => format!("新链入 {acts} 次操作，新增 {anchors} 个日锚点"),
        Lang::En => format!("{acts} acts linked, {anchors} days anchored"),
    });
    Ok(Exit::Done)
}

fn verify(opened: &Opened, anchors: Option<&Path>, as_json: bool, lang: Lang) -> Result<Exit, Failed> {
    let deposited = match anchors {
        Some(path) => {
            let text =
                std::fs::read_to_string(path).map_err(|source| Failed::File { path: path.to_owned(), source })?;
            read_anchors(&text)?
        }
        None => Vec::new(),
    };
    let found = opened.wait(opened.store.verify_audit(&deposited))?;
    if as_json {
        print::json(&json!({
            "links": found.links,
            "anchors": found.anchors,
            "tail": found.tail,
            "last": found.last.map(|(number, sm3)| json!({ "link": number, "sm3": sm3.to_string() })),
            "broken": found.broken.as_ref().map(|broken| broken.say(lang)),
        }));
    } else {
        print::out(match lang {
            Lang::Zh => format!("核对 {} 节、{} 个锚点；尚未链入 {} 次操作", found.links, found.anchors, found.tail),
            Lang::En => format!(
                "{} links and {} anchors checked; {} acts not linked yet",
                found.links, found.anchors, found.tail
            ),
        });
        match &found.broken {
            Some(broken) => print::note(broken.say(lang)),
            None => print::out(words(lang, "审计链完好", "the chain of the audit is whole")),
        }
    }
    Ok(if found.broken.is_some() { Exit::Damaged } else { Exit::Done })
}

fn anchors(opened: &Opened, file: &Path) -> Result<Exit, Failed> {
    let anchors = opened.wait(opened.store.anchors(None, None))?;
    keep(file, write_anchors(&anchors).as_bytes())?;
    Ok(Exit::Done)
}

fn export(opened: &Opened, filter: &ActFilter, file: &Path, lang: Lang) -> Result<Exit, Failed> {
    let rows = opened.wait(exported(&opened.store, filter))?;
    let heads: Vec<String> = EXPORT_COLUMNS.iter().map(|column| column.say(lang)).collect();
    let text = exchange::delimited_text(&heads, &rows);
    keep(file, text.as_bytes())?;
    print::out(match lang {
        Lang::Zh => format!("已导出 {} 行", rows.len()),
        Lang::En => format!("{} rows exported", rows.len()),
    });
    Ok(Exit::Done)
}

async fn exported(store: &Store, filter: &ActFilter) -> Result<Vec<Vec<String>>, StoreError> {
    let (mut rows, mut after) = (Vec::new(), None);
    loop {
        let page = store.export_acts(filter, after, PAGE).await?;
        rows.extend(page.rows.into_iter().map(Vec::from));
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(rows),
        }
    }
}

fn keep(file: &Path, bytes: &[u8]) -> Result<(), Failed> {
    place::whole(file, bytes).map_err(|source| Failed::File { path: file.to_owned(), source })
}
