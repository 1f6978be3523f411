//! Weights, benchmarks and goals of a pack: seen, downloaded as a spreadsheet, and sent back changed as a new version.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use domain::say::{Lang, Said, Say};
use exchange::{CellFault, PackBookError, mark_pack_book, pack_book, read_pack_book};
use library::VersionError;
use policy::{Diagnostic, Pack, PackFiles};
use store::pack::{PackError, State as Standing};

use crate::app::{App, aside};
use crate::component::empty::Empty;
use crate::component::form::{Field, Form, Shape};
use crate::component::html::Html;
use crate::page::pack::{pack_href, version_href};
use crate::page::pack_tabs::{self, View};
use crate::page::{figures_rows, version_findings};
use crate::read::now::Now;
use crate::read::versions::{PackVersions, checked};
use crate::shell::acting::Writer;
use crate::shell::address::{Address, encoded};
use crate::shell::done::Done;
use crate::shell::download::{Download, XLSX};
use crate::shell::error::PageError;
use crate::shell::frame::{Frame, Section};
use crate::shell::locale::Words;
use crate::shell::page::{Again, Page};
use crate::shell::posted::{SentFile, Uploaded};
use crate::shell::viewer::Viewer;

/// The largest marked file that a page carries along, in bytes.
const MOST_MARKED: usize = 2 * 1024 * 1024;

/// The figures of a pack.
#[derive(Template)]
#[template(path = "page/figures.html")]
pub struct FiguresPage {
    frame: Frame,
    tabs: Html,
    /// What stands instead where no version can be read.
    instead: Option<Html>,
    file: String,
    form: Html,
    tried: Option<TriedView>,
    tables: Vec<(String, Html)>,
}

/// What is wrong with what was sent.
struct TriedView {
    faults: Html,
    findings: Html,
    /// The person's own file with the errors marked: its name and its content as an address.
    marked: Option<(String, String)>,
}

/// A spreadsheet that was sent and not taken.
#[derive(Default)]
struct Tried {
    note: String,
    wrong: String,
    refused: Option<Said>,
    faults: Vec<CellFault>,
    found: Vec<Diagnostic>,
    files: PackFiles,
    file: Option<SentFile>,
}

/// Shows the figures.
///
/// # Errors
/// [`PageError::NoSuch`] when there is no such pack or version.
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> Result<Page<FiguresPage>, PageError> {
    let version = viewer.here.get("version").unwrap_or_default().to_owned();
    page(&app, viewer, &id, &version, None).await.map(Page)
}

/// The spreadsheet.
///
/// # Errors
/// As [`show`]; [`PageError::NotDone`] where the version does not pass its check.
pub async fn file(State(app): State<App>, viewer: Viewer, Path(id): Path<String>) -> Result<Download, PageError> {
    let now = app.now().await?;
    let all = PackVersions::read(&app, &now, &id).await?;
    let version = viewer.here.get("version").unwrap_or_default();
    let words = viewer.words;
    let pack = base(&app, &now, &all, version).await?.ok_or_else(broken)?;
    let created = app.store().now().to_string();
    let name = words.ta("figures-name", &[("title", &pack.meta.title)]);
    let bytes = aside(move || pack_book(&pack, &created, words.lang()).map_err(PageError::data)).await?;
    Ok(Download { name, kind: XLSX, bytes })
}

/// Makes a new version of what was sent, or shows the form again with every cell that cannot be taken.
///
/// # Errors
/// As [`show`].
pub async fn send(
    State(app): State<App>,
    writer: Writer,
    viewer: Viewer,
    Path(id): Path<String>,
    uploaded: Uploaded,
) -> Result<Response, PageError> {
    let Uploaded { posted, files } = uploaded;
    let version = posted.get("version").to_owned();
    let note = posted.get("note").to_owned();
    let now = app.now().await?;
    let all = PackVersions::read(&app, &now, &id).await?;
    let pack = base(&app, &now, &all, &version).await?.ok_or_else(broken)?;
    let words = viewer.words;
    let Some(file) = files.into_iter().next() else {
        let tried = Tried { note, wrong: words.t("figures-no-file"), ..Tried::default() };
        return Ok(Again(page(&app, viewer, &id, &version, Some(tried)).await?).into_response());
    };
    let tried = match read(&now, pack, file, words).await? {
        Err(tried) => *tried,
        Ok(files) => {
            let act = writer.act("pack.upload", &note);
            match library::upload(app.store(), now.shelf().packs(), &files, act).await {
                Ok(taken) => return Ok(Done::kept(taken.act, version_href(&all.id, taken.sm3)).into_response()),
                Err(VersionError::Store(error) | VersionError::Pack(PackError::Store(error))) => {
                    return Err(PageError::data(error));
                }
                Err(error) => {
                    let refused = Some(Said::new(error.say(Lang::Zh), error.say(Lang::En)));
                    Tried { refused, ..Tried::default() }
                }
            }
        }
    };
    let tried = Tried { note, ..tried };
    Ok(Again(page(&app, viewer, &id, &version, Some(tried)).await?).into_response())
}

/// That the version does not pass its check.
fn broken() -> PageError {
    let of = |lang| Words(lang).t("figures-broken");
    PageError::NotDone(Said::new(of(Lang::Zh), of(Lang::En)))
}

/// The pack with the new figures, checked as a whole, or all that is wrong.
async fn read(
    now: &Now,
    pack: Arc<Pack>,
    file: SentFile,
    words: Words,
) -> Result<Result<PackFiles, Box<Tried>>, PageError> {
    let shelf = Arc::clone(now.shelf());
    aside(move || {
        let tried = |tried: Tried| Ok(Err(Box::new(tried)));
        let changes = match read_pack_book(&pack, &file.bytes, &file.name) {
            Ok(changes) => changes,
            Err(PackBookError::Cells(faults)) => {
                return tried(Tried { faults, file: Some(file), wrong: words.t("figures-wrong"), ..Tried::default() });
            }
            Err(error) => return tried(Tried { wrong: error.say(words.lang()), ..Tried::default() }),
        };
        if changes.cells.is_empty() {
            return tried(Tried { wrong: words.t("figures-unchanged"), ..Tried::default() });
        }
        match policy::check(&changes.files, shelf.packs()) {
            Ok(_) => Ok(Ok(changes.files)),
            Err(found) => {
                let (faults, others) = changes.blamed(&found);
                let found = others.into_iter().cloned().collect();
                let wrong = words.t("figures-wrong");
                tried(Tried { faults, found, files: changes.files, file: Some(file), wrong, ..Tried::default() })
            }
        }
    })
    .await
}

/// The version that is asked for, else what counts, else the newest in the store; none where it does not pass its check.
async fn base(app: &App, now: &Now, all: &PackVersions, version: &str) -> Result<Option<Arc<Pack>>, PageError> {
    let version = if version.is_empty() {
        if let Some(pack) = now.pack(all.id.as_str()) {
            return Ok(Some(pack));
        }
        let sound = |one: &&store::pack::Version| matches!(one.standing.state(), Standing::Sound | Standing::Approved);
        let Some(newest) = all.versions.iter().find(sound) else { return Ok(None) };
        newest
    } else {
        all.version(version)?
    };
    Ok(checked(app, now, version.sm3).await?.1.ok().map(|(pack, _)| Arc::new(pack)))
}

async fn page(
    app: &App,
    viewer: Viewer,
    id: &str,
    version: &str,
    tried: Option<Tried>,
) -> Result<FiguresPage, PageError> {
    let now = app.now().await?;
    let all = PackVersions::read(app, &now, id).await?;
    let words = viewer.words;
    let pack = base(app, &now, &all, version).await?;
    let of =
        if version.is_empty() { words.t("figures-of-now") } else { words.ta("figures-of", &[("version", version)]) };
    let instead = pack.is_none().then(|| {
        let way = format!("{}/versions", pack_href(&all.id));
        Empty::new(words.t("figures-not"), words.t("figures-broken")).way(way, words.t("versions")).show()
    });
    let created = app.store().now().to_string();
    Ok(FiguresPage {
        tabs: pack_tabs::show(&all.id, View::Figures, words),
        instead,
        file: Address::of(format!("{}/figures.xlsx", pack_href(&all.id))).with("version", version).to_string(),
        form: form(&all, version, tried.as_ref(), words),
        tables: pack.as_ref().map(|pack| figures_rows::tables(pack, words)).unwrap_or_default(),
        tried: tried.filter(|tried| !tried.faults.is_empty() || !tried.found.is_empty()).map(|tried| TriedView {
            faults: if tried.faults.is_empty() { Html::default() } else { figures_rows::faults(&tried.faults, words) },
            findings: version_findings::show(&tried.found, &tried.files, words),
            marked: marked(&tried, &created, words),
        }),
        frame: now
            .frame(viewer, Section::Packs, words.t("view-figures"))
            .lead(format!("{} · {of}", all.title))
            .below(pack_href(&all.id), &all.title)
            .demonstration(pack.map_or(all.demonstration, |pack| pack.meta.demonstration))
            .with_versions()
            .with_forms(),
    })
}

/// The file with its errors marked, small enough to be carried by the page itself: it is of no use to anybody later.
fn marked(tried: &Tried, created: &str, words: Words) -> Option<(String, String)> {
    let file = tried.file.as_ref()?;
    if tried.faults.is_empty() || file.bytes.len() > MOST_MARKED {
        return None;
    }
    let bytes = mark_pack_book(&file.bytes, &file.name, &tried.faults, words.lang(), created).ok()?;
    let stem = file.name.rsplit_once('.').map_or(file.name.as_str(), |(stem, _)| stem);
    let name = words.ta("figures-marked-name", &[("name", stem)]);
    (bytes.len() <= MOST_MARKED).then(|| (name, format!("data:{XLSX},{}", encoded(&bytes))))
}

fn form(all: &PackVersions, version: &str, tried: Option<&Tried>, words: Words) -> Html {
    let mut file = Field::new("file", words.t("figures-file"), Shape::File(".xlsx,.xls,.ods,.csv"));
    file = file.must().hint(words.t("figures-file-hint"));
    let mut note = Field::new("note", words.t("step-note"), Shape::Lines).hint(words.t("figures-note-hint"));
    let mut form = Form::new(words, format!("{}/figures", pack_href(&all.id)), words.t("figures-go"));
    if let Some(tried) = tried {
        file = file.wrong(&tried.wrong);
        note = note.value(&tried.note);
        if let Some(refused) = &tried.refused {
            form = form.refused(refused);
        }
    }
    form.field(Field::hidden("version", version)).field(file).field(note).show()
}
