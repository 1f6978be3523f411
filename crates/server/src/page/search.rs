//! Search over subjects, indicators, packs and pages; two characters suffice.

use askama::Template;
use axum::extract::State;

use crate::app::App;
use crate::component::number;
use crate::page::pack::indicator_href;
use crate::page::register_words;
use crate::read::now::Now;
use crate::read::register::Line;
use crate::shell::address::segment;
use crate::shell::error::PageError;
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::Page;
use crate::shell::viewer::Viewer;

/// The most of one kind that is shown.
const MOST: usize = 20;

/// What a search found.
#[derive(Template)]
#[template(path = "page/search.html")]
pub struct SearchPage {
    frame: Frame,
    asked: String,
    groups: Vec<Group>,
}

struct Group {
    title: String,
    count: String,
    hits: Vec<Hit>,
    /// Where the rest stands, where there are more than are shown.
    rest: Option<String>,
}

struct Hit {
    href: String,
    text: String,
    note: String,
}

/// Shows what was found.
///
/// # Errors
/// [`PageError::Data`] when the home cannot be read.
pub async fn show(State(app): State<App>, viewer: Viewer) -> Result<Page<SearchPage>, PageError> {
    let now = app.now().await?;
    let words = viewer.words;
    let asked = viewer.here.get("q").unwrap_or_default().to_owned();
    let search = asked.to_lowercase();
    let mut groups = Vec::new();
    if !search.is_empty() {
        groups.extend(subjects(&now, &search, true, words));
        groups.extend(subjects(&now, &search, false, words));
        groups.extend(indicators(&now, &search, words));
        groups.extend(packs(&now, &search, words));
        groups.extend(pages(&search, words));
    }
    let generated = groups_show_generated(&now, &search);
    let frame = now.frame(viewer, Section::None, words.t("search-title")).demonstration(generated);
    Ok(Page(SearchPage { frame, asked, groups }))
}

impl SearchPage {
    fn nothing(&self) -> String {
        self.frame.words().ta("search-nothing", &[("what", &self.asked)])
    }
}

fn found<'a>(now: &'a Now, search: &str) -> Vec<&'a Line> {
    let Ok(Some(latest)) = now.latest() else { return Vec::new() };
    latest.index.lines().iter().filter(|line| !search.is_empty() && line.matches(search)).collect()
}

fn groups_show_generated(now: &Now, search: &str) -> bool {
    found(now, search).iter().any(|line| line.demonstration)
}

fn subjects(now: &Now, search: &str, zones: bool, words: Words) -> Option<Group> {
    let mut lines = found(now, search);
    lines.retain(|line| (line.subject_kind == "zone") == zones);
    let hits = lines.iter().map(|line| {
        let kind = register_words::subject_kind(&line.subject_kind, words);
        Hit {
            href: format!("/subjects/{}", segment(line.id.as_str())),
            text: line.name.clone(),
            note: if line.region.is_empty() { kind } else { format!("{kind} · {}", line.region) },
        }
    });
    let (list, title) = if zones { ("/zones", words.t("menu-zones")) } else { ("/subjects", words.t("menu-subjects")) };
    group(title, hits.collect(), Some(format!("{list}?q={}", segment(search))))
}

fn indicators(now: &Now, search: &str, words: Words) -> Option<Group> {
    let mut hits = Vec::new();
    for pack in now.packs() {
        for one in pack.indicators.iter().filter(|one| one.pack == pack.meta.id) {
            let named = one.title.to_lowercase().contains(search)
                || one.code.as_str().contains(search)
                || one.aliases.iter().any(|alias| alias.to_lowercase().contains(search));
            if named {
                hits.push(Hit {
                    href: indicator_href(pack, one.code.as_str()),
                    text: one.title.clone(),
                    note: pack.meta.title.clone(),
                });
            }
        }
    }
    group(words.t("menu-indicators"), hits, Some(format!("/indicators?q={}", segment(search))))
}

fn packs(now: &Now, search: &str, words: Words) -> Option<Group> {
    let named = now
        .packs()
        .iter()
        .filter(|pack| pack.meta.title.to_lowercase().contains(search) || pack.meta.id.as_str().contains(search));
    let hits = named.map(|pack| Hit {
        href: format!("/packs/{}", segment(pack.meta.id.as_str())),
        text: pack.meta.title.clone(),
        note: pack.meta.issuer.clone(),
    });
    group(words.t("menu-packs"), hits.collect(), None)
}

fn pages(search: &str, words: Words) -> Option<Group> {
    let named = Frame::entries(words).into_iter().filter(|(_, text)| text.to_lowercase().contains(search));
    let hits = named.map(|(href, text)| Hit { href: href.to_owned(), text, note: String::new() });
    group(words.t("search-pages"), hits.collect(), None)
}

fn group(title: String, mut hits: Vec<Hit>, rest: Option<String>) -> Option<Group> {
    let count = number::whole(hits.len());
    let more = hits.len() > MOST;
    hits.truncate(MOST);
    (!hits.is_empty()).then(|| Group { title, count, hits, rest: rest.filter(|_| more) })
}
