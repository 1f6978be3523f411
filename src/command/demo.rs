//! `yuanheng demo`: real examples and an invented province, imported, evaluated and served.

use std::path::Path;
use std::time::Instant;

use domain::id::PackId;
use domain::period::Period;
use domain::say::{Lang, Say};
use exchange::Watch;
use exchange::book::{BookError, DemoCell, Sheet, write_table};
use facts::{Archive, ArchiveError, InputFile};
use library::Packs;
use reader::Pdftotext;
use reporting::{Handed, ReportingError};
use server::App;
use server::shell::error::PageError;
use server::work::document_read::{self, KeptFile};
use settings::Settings;

use super::evaluate::{EvaluateError, Places, sound, write};
use super::import::OFFICE;
use super::{fail, now, serve, words};
use crate::args::DemoArgs;
use crate::demo::SEED;
use crate::demo::generate::{self, DemoError, DemoTable};
use crate::demo::registers::{self, FillError};
use crate::exit::Exit;
use crate::mapped::{Mapped, MappedError};
use crate::truth::{Home, HomeError, system};
use crate::{place, print, shipped};

/// The time that generated files bear, so that everybody's are the same bytes.
const MADE: &str = "2024-12-31T00:00:00+08:00";

/// What is evaluated: pack, scheme, period.
const EVALUATED: &[(&str, &str, &str)] = &[
    ("mu-average-2019", "areas", "2019"),
    ("demo-province", "zones", "2023"),
    ("demo-province", "zones", "2024"),
    ("demo-province", "zone-index", "2023"),
    ("demo-province", "zone-index", "2024"),
    ("demo-province", "firms", "2024"),
];

/// Why the demonstration could not be built.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// The generator failed.
    #[error(transparent)]
    Generate(#[from] DemoError),
    /// Its registers could not be filled.
    #[error(transparent)]
    Registers(#[from] FillError),
    /// Its policy document could not be kept.
    #[error("the document could not be kept")]
    Document(#[source] PageError),
    /// A generated table could not be written as a spreadsheet.
    #[error(transparent)]
    Workbook(#[from] BookError),
    /// An example could not be read.
    #[error(transparent)]
    Mapped(#[from] MappedError),
    /// The data folder cannot be opened.
    #[error(transparent)]
    Home(#[from] HomeError),
    /// The data folder refused.
    #[error(transparent)]
    Reporting(#[from] ReportingError),
    /// The archive refused.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// An evaluation failed.
    #[error(transparent)]
    Evaluate(#[from] EvaluateError),
    /// A file of the program itself is missing.
    #[error("程序自带的 {0} 缺失")]
    NotShipped(&'static str),
    /// A generated file cannot be kept.
    #[error("无法写入 {path}")]
    Write {
        /// The file.
        path: String,
        /// The cause, for the log.
        #[source]
        cause: std::io::Error,
    },
}

impl Say for BuildError {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Document(PageError::Data(fault)), lang) => fault.said.say(lang),
            (Self::Workbook(error), lang) => error.say(lang),
            (Self::Registers(FillError::Import(error)), lang) => error.say(lang),
            (Self::Mapped(error), lang) => error.say(lang),
            (Self::Home(error), lang) => error.say(lang),
            (Self::Reporting(error), lang) => error.say(lang),
            (Self::Archive(error), lang) => error.say(lang),
            (Self::Evaluate(error), lang) => error.say(lang),
            (Self::Generate(_) | Self::Registers(FillError::Generate(_)) | Self::Document(_), Lang::Zh) => {
                "示例数据生成失败，这是程序的问题，请报告。".to_owned()
            }
            (Self::Generate(_) | Self::Registers(FillError::Generate(_)) | Self::Document(_), Lang::En) => {
                "The demonstration data could not be generated: a fault of the program, please report it.".to_owned()
            }
            (Self::NotShipped(name), Lang::Zh) => format!("程序自带的 {name} 缺失，请重新安装。"),
            (Self::NotShipped(name), Lang::En) => format!("The program lacks its own {name}; install it again."),
            (Self::Write { path, .. }, Lang::Zh) => format!("无法写入 {path}。请核对目录、权限和磁盘空间。"),
            (Self::Write { path, .. }, Lang::En) => {
                format!("Cannot write {path}. Check the folder, its permissions and the disk.")
            }
        }
    }
}

pub fn run(args: &DemoArgs, settings: &Settings, lang: Lang) -> Exit {
    let begun = clock();
    match build(args, lang) {
        Ok(()) => {}
        Err(error) => return fail(&error, Exit::Trouble, lang),
    }
    let seconds = begun.elapsed().as_secs_f64();
    print::note(match lang {
        Lang::Zh => format!("演示数据已备好（{seconds:.1} 秒）：{}", args.home.display()),
        Lang::En => format!("The demonstration stands in {} ({seconds:.1} s)", args.home.display()),
    });
    if args.no_serve { Exit::Done } else { serve::serve(&args.home, settings, lang) }
}

fn clock() -> Instant {
    Instant::now()
}

/// Builds the demonstration, or finds it built.
fn build(args: &DemoArgs, lang: Lang) -> Result<(), BuildError> {
    let home = args.home.as_path();
    let opened = Home::create(home, args.at.database.as_ref(), system("release.publish"))?;
    let archive = &opened.archive;
    if archive.latest()?.is_none() {
        real(&opened, lang)?;
        invented(&opened, home, lang)?;
    }
    opened.opened.wait(registers::fill(&opened.opened.store, SEED))?;
    document(&opened, home)?;
    let sealed = std::fs::read_dir(home.join("seals")).map_or(0, |entries| entries.flatten().count());
    if sealed < EVALUATED.len() {
        evaluate(archive, home, lang)?;
    }
    Ok(())
}

/// An invented plan, read as from a page; items of it are for people to go through.
fn document(opened: &Home, home: &Path) -> Result<(), BuildError> {
    let store = &opened.opened.store;
    let work = async {
        if store.documents(0, 1).await.map_err(PageError::data)?.count > 0 {
            return Ok(());
        }
        let app = App::open(home, store.clone());
        let bytes = crate::demo::PLAN.as_bytes();
        let read = reader::review::shown(bytes, &Pdftotext::default()).map_err(PageError::failed)?;
        let sm3 = app.keep_file(bytes.to_vec()).await?;
        let file = KeptFile { name: crate::demo::PLAN_NAME, sm3, length: bytes.len() as u64 };
        document_read::keep(&app, registers::policy_keeper("document.read"), file, read).await.map(drop)
    };
    opened.opened.wait(work).map_err(BuildError::Document)
}

/// The real examples, each value with its source.
fn real(home: &Home, lang: Lang) -> Result<(), BuildError> {
    let files = [
        example("zones-guizhou-yunnan-2018.csv", "zones-guizhou-yunnan-2018.mapping.toml")?,
        example("lishui-2019.xlsx", "lishui-2019.mapping.toml")?,
    ];
    publish(
        home,
        &files,
        words(
            lang,
            "真实示例：贵州、云南开发区名录与丽水市亩均数据",
            "Real examples: zones of Guizhou and Yunnan, Lishui per mu",
        ),
    )
}

fn example(name: &'static str, mapping: &'static str) -> Result<Mapped, BuildError> {
    let bytes = shipped::example(name).ok_or(BuildError::NotShipped(name))?;
    let mapping = shipped::example(mapping).ok_or(BuildError::NotShipped(mapping))?;
    Ok(Mapped { name: name.to_owned(), bytes: bytes.to_vec(), mapping: mapping.to_vec(), notes: Vec::new() })
}

/// The invented province, made into spreadsheets and imported like any other.
fn invented(opened: &Home, home: &Path, lang: Lang) -> Result<(), BuildError> {
    let mut files = Vec::new();
    for table in generate::generate(SEED)? {
        let name = format!("示例数据-{}.xlsx", table.stem);
        let headers: Vec<String> = table.headers.iter().map(|&header| header.to_owned()).collect();
        let bytes = write_table(&Sheet {
            name: "示例数据",
            title: &table.title,
            headers: &headers,
            rows: &cells(&table),
            demonstration: true,
            created: MADE,
        })?;
        let path = home.join("files").join(&name);
        place::whole(&path, &bytes).map_err(|cause| BuildError::Write { path: path.display().to_string(), cause })?;
        let mapping = crate::demo::mapping(table.stem).ok_or(BuildError::NotShipped(table.stem))?;
        files.push(Mapped { name, bytes, mapping: mapping.as_bytes().to_vec(), notes: Vec::new() });
    }
    publish(
        opened,
        &files,
        words(
            lang,
            "示例数据：示例省 30 个开发区、3,000 家企业",
            "Demonstration data: 30 zones and 3,000 firms of an invented province",
        ),
    )
}

/// A column whose header names a unit of measure holds figures; the others hold text, codes among them.
fn cells(table: &DemoTable) -> Vec<Vec<DemoCell>> {
    let measured: Vec<bool> = table.headers.iter().map(|header| header.ends_with('）')).collect();
    let cell = |(text, measured): (&String, &bool)| match text.parse() {
        _ if text.is_empty() => DemoCell::Blank,
        Ok(number) if *measured => DemoCell::Number(number),
        _ => DemoCell::Text(text.clone()),
    };
    table.rows.iter().map(|row| row.iter().zip(&measured).map(cell).collect()).collect()
}

fn publish(home: &Home, files: &[Mapped], title: &str) -> Result<(), BuildError> {
    let mut tables = Vec::new();
    for file in files {
        let (reading, findings) = file.read(false, Watch::default())?;
        if !findings.is_empty() {
            return Err(MappedError::Findings { name: file.name.clone(), total: findings.total() }.into());
        }
        tables.extend(reading.tables);
    }
    let inputs: Vec<InputFile<'_>> = files.iter().map(|file| file.input(false)).collect();
    let handed = Handed { tables: &tables, files: &inputs, respondent: OFFICE, name: None, title, at: &now() };
    home.desk().import(&handed, system("submission.submit"))?;
    Ok(())
}

fn evaluate(archive: &Archive, home: &Path, lang: Lang) -> Result<(), BuildError> {
    let latest = archive.latest()?.ok_or(EvaluateError::NoRelease)?;
    let view = archive.release(&latest.name)?;
    let places = Places { out: None, home: Some(home.to_owned()) };
    for &(pack, scheme, period) in EVALUATED {
        let id = PackId::new(pack).map_err(|_| BuildError::NotShipped(pack))?;
        let (pack, _) = sound(&Packs::default(), id.as_str())?;
        let period: Period = period.parse().map_err(|_| BuildError::NotShipped(scheme))?;
        let evaluated = evaluation::run(&pack, Some(scheme), &view, period).map_err(EvaluateError::from)?;
        write(&evaluated, &pack, &view, &places, lang)?;
    }
    Ok(())
}
