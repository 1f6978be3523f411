//! `yuanheng read`: policy documents to their outline, tasks, targets, money rules and evaluation rules.

use std::path::{Path, PathBuf};

use domain::id::PackId;
use domain::say::{Lang, Say};
use exchange::{BookError, Carried, ReadPack, carried, read_pack, reading_book};
use library::Packs;
use policy::PackFiles;
use reader::model::Document;
use reader::{ReadError, Reading};

use super::pack_store::Fault;
use super::{fail, now, words};
use crate::args::ReadArgs;
use crate::exit::Exit;
use crate::{place, print};

/// Why a document was not read, or what was read not written.
#[derive(Debug, thiserror::Error)]
enum Refused {
    /// A file is not there or may not be read.
    #[error("无法读取 {path}")]
    Unreadable {
        /// The file.
        path: String,
        /// The cause, for the log.
        #[source]
        cause: std::io::Error,
    },
    /// It is no document that can be read.
    #[error("{path}：{source}")]
    Document {
        /// The file.
        path: String,
        /// Why not.
        source: ReadError,
    },
    /// The workbook cannot be made.
    #[error(transparent)]
    Book(#[from] BookError),
    /// A file cannot be written.
    #[error("无法写入 {path}")]
    Write {
        /// The file.
        path: String,
        /// The cause, for the log.
        #[source]
        cause: std::io::Error,
    },
    /// A folder that is there already.
    #[error("{0} 已存在")]
    Taken(String),
    /// A folder whose name is no id of a pack.
    #[error("{0} 不能作政策包编号")]
    NoId(String),
    /// Several documents where one is wanted.
    #[error("读出 {0} 份文件")]
    Several(usize),
    /// The pack to hold it against.
    #[error(transparent)]
    Pack(#[from] Fault),
}

impl Say for Refused {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Unreadable { path, .. }, Lang::Zh) => format!("无法读取 {path}。请核对路径和读取权限。"),
            (Self::Unreadable { path, .. }, Lang::En) => {
                format!("cannot read {path}. Check the path and its permissions.")
            }
            (Self::Document { path, source }, Lang::Zh) => format!("{path}：{}", source.say(lang)),
            (Self::Document { path, source }, Lang::En) => format!("{path}: {}", source.say(lang)),
            (Self::Book(error), _) => error.say(lang),
            (Self::Write { path, .. }, Lang::Zh) => format!("无法写入 {path}。请核对目录、权限和磁盘空间。"),
            (Self::Write { path, .. }, Lang::En) => {
                format!("cannot write {path}. Check the folder, its permissions and the disk.")
            }
            (Self::Taken(path), Lang::Zh) => format!("{path} 已存在，没有改动。请另给一个新目录。"),
            (Self::Taken(path), Lang::En) => {
                format!("{path} is there already and was left as it is. Give a new folder.")
            }
            (Self::NoId(name), Lang::Zh) => {
                format!("目录名“{name}”不能作政策包编号。请用小写字母、数字和连字符，如 shili-2025。")
            }
            (Self::NoId(name), Lang::En) => {
                format!("“{name}” cannot be the id of a pack. Use small letters, digits and hyphens, as shili-2025.")
            }
            (Self::Several(count), Lang::Zh) => format!("读出 {count} 份文件；这里只能用于一份。请把它们分开。"),
            (Self::Several(count), Lang::En) => {
                format!("there are {count} documents; this is for one. Part them into files of their own.")
            }
            (Self::Pack(error), _) => error.say(lang),
        }
    }
}

pub fn run(args: &ReadArgs, lang: Lang) -> Exit {
    done(args, lang).unwrap_or_else(|error| match error {
        Refused::Pack(fault) => fault.exit(lang),
        error => fail(&error, Exit::Trouble, lang),
    })
}

fn done(args: &ReadArgs, lang: Lang) -> Result<Exit, Refused> {
    if args.schema {
        print::json(&reader::schema());
        return Ok(Exit::Done);
    }
    let mut reading = Reading::default();
    for path in &args.files {
        let own = read(path)?;
        if args.files.len() == 1 {
            reading = own;
        } else {
            // The text taken out of a file belongs to that file alone.
            reading.documents.extend(own.documents);
        }
    }
    if let Some(xlsx) = &args.xlsx {
        put(xlsx, &reading_book(&reading, &now(), lang)?)?;
        print::note(format_args!("{} {}", words(lang, "已写入", "written:"), xlsx.display()));
    }
    if let Some(folder) = &args.pack {
        draft(folder, one(&reading)?, lang)?;
    }
    if let Some(pack) = &args.against {
        let packs = Packs::default();
        let checked = packs.checked(pack).map_err(Fault::from)?;
        let (pack, _) =
            checked.outcome.map_err(|found| Fault::Broken { files: checked.files, found }).map_err(Refused::from)?;
        let found = carried(one(&reading)?, &pack);
        if args.json {
            print::json(&serde_json::json!(found));
        } else {
            compared(&found, lang);
        }
        return Ok(Exit::Done);
    }
    if args.json {
        print::json(&serde_json::json!(reading));
    } else {
        reading.documents.iter().for_each(|document| told(document, lang));
    }
    Ok(Exit::Done)
}

fn read(path: &Path) -> Result<Reading, Refused> {
    let shown = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|cause| Refused::Unreadable { path: shown.clone(), cause })?;
    reader::read(&bytes).map_err(|source| Refused::Document { path: shown, source })
}

fn one(reading: &Reading) -> Result<&Document, Refused> {
    match reading.documents.as_slice() {
        [one] => Ok(one),
        several => Err(Refused::Several(several.len())),
    }
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), Refused> {
    place::whole(path, bytes).map_err(|cause| Refused::Write { path: path.display().to_string(), cause })
}

/// Writes a draft pack, and tells what does not stand in it.
fn draft(folder: &Path, document: &Document, lang: Lang) -> Result<(), Refused> {
    if folder.exists() {
        return Err(Refused::Taken(folder.display().to_string()));
    }
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let id: PackId = name.parse().map_err(|_| Refused::NoId(name))?;
    let ReadPack { files, left_out } = read_pack(document, &id, &Packs::default());
    write(folder, &files)?;
    print::note(format_args!("{} {}", words(lang, "已写入草稿", "draft written:"), folder.display()));
    for one in &left_out {
        print::note(format_args!("{} {} {}", one.path, words(lang, "未写入：", "left out:"), one.why.say(lang)));
        print::note(format_args!("    {}", one.text));
    }
    Ok(())
}

fn write(folder: &Path, files: &PackFiles) -> Result<(), Refused> {
    files.iter().try_for_each(|(path, bytes)| put(&PathBuf::from(folder).join(path), bytes))
}

/// What was read, in a few lines.
fn told(document: &Document, lang: Lang) {
    print::out(document.title.as_deref().unwrap_or_else(|| words(lang, "（没有标题）", "(no title)")));
    let about = [&document.issuer, &document.number, &document.date];
    let about: Vec<&str> = about.into_iter().filter_map(|one| one.as_deref()).collect();
    if !about.is_empty() {
        print::out(format_args!("  {}", about.join(" · ")));
    }
    let counts = [
        (words(lang, "条目", "sections"), document.sections.len()),
        (words(lang, "任务", "tasks"), document.tasks.len()),
        (words(lang, "目标", "targets"), document.targets.len()),
        (words(lang, "资金政策", "money rules"), document.money_rules.len()),
        (words(lang, "考核规定", "evaluation rules"), document.evaluation_rules.len()),
    ];
    let counts = counts.map(|(what, count)| format!("{what} {count}"));
    print::out(format_args!("  {}", counts.join("，")));
    for task in &document.tasks {
        let whom = [&task.lead_agencies, &task.support_agencies, &task.responsible_agencies].map(|all| all.join("、"));
        let whom: Vec<&str> = whom.iter().map(String::as_str).filter(|all| !all.is_empty()).collect();
        print::out(format_args!(
            "  {}  {}  {}",
            task.path,
            task.title.as_deref().unwrap_or_default(),
            whom.join(" / ")
        ));
    }
    let targets = document.targets.iter().map(|one| (&one.path, &one.text));
    let money = document.money_rules.iter().map(|one| (&one.path, &one.text));
    let evaluation = document.evaluation_rules.iter().map(|one| (&one.path, &one.text));
    for (path, text) in targets.chain(money).chain(evaluation) {
        let text: String = text.split_whitespace().collect();
        print::out(format_args!("  {path}  {text}"));
    }
}

/// What a pack carries of a document.
fn compared(found: &[Carried], lang: Lang) {
    for one in found {
        let state = match &one.rule {
            Some(rule) => format!("{} {rule}", words(lang, "已写入", "carried:")),
            None => words(lang, "还没有", "not yet").to_owned(),
        };
        print::out(format_args!("{}  {}  {}  {state}", one.kind.say(lang), one.path, one.text));
    }
    let done = found.iter().filter(|one| one.rule.is_some()).count();
    print::out(format_args!("{} {done} / {}", words(lang, "已写入", "carried:"), found.len()));
}
