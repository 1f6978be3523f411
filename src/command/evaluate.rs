//! `yuanheng evaluate`: a scheme over a spreadsheet or a release; workbook, seal and, if asked, JSON.

use std::path::{Path, PathBuf};

use domain::period::Period;
use domain::say::{Lang, Say};
use evaluation::{Evaluated, EvaluationError, Seal, SealError};
use exchange::Watch;
use exchange::book::{BookError, Report, result_workbook};
use facts::{After, Archive, ArchiveError, Publication, ReleaseView};
use library::{NoPack, Origin, Packs};
use policy::{Diagnostic, Pack, PackFiles};
use serde_json::{Value, json};

use super::{fail, now, words};
use crate::args::EvaluateArgs;
use crate::exit::Exit;
use crate::mapped::{self, Mapped, MappedError, Wanted};
use crate::truth::{Home, HomeError};
use crate::{place, print};

/// Why an evaluation did not happen.
#[derive(Debug, thiserror::Error)]
pub enum EvaluateError {
    /// There is no such pack.
    #[error(transparent)]
    NoPack(#[from] NoPack),
    /// The pack has errors.
    #[error("政策包有 {} 处错误", found.len())]
    Broken {
        /// Its files.
        files: PackFiles,
        /// What is wrong.
        found: Vec<Diagnostic>,
    },
    /// The spreadsheet cannot be read.
    #[error(transparent)]
    Mapped(#[from] MappedError),
    /// The release cannot be read or made.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// The data folder cannot be opened.
    #[error(transparent)]
    Home(#[from] HomeError),
    /// The data folder holds no release.
    #[error("数据目录里还没有发布版本")]
    NoRelease,
    /// It is not clear which period is meant.
    #[error("报告期不明确")]
    WhichPeriod(Vec<Period>),
    /// The scheme cannot be run.
    #[error(transparent)]
    Evaluation(#[from] EvaluationError),
    /// The seal cannot be made.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The workbook cannot be made.
    #[error(transparent)]
    Workbook(#[from] BookError),
    /// A file cannot be written.
    #[error("无法写入 {path}")]
    Write {
        /// The file.
        path: String,
        /// The cause, for the log.
        #[source]
        cause: std::io::Error,
    },
}

impl Say for EvaluateError {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::NoPack(error), lang) => error.say(lang),
            (Self::Mapped(error), lang) => error.say(lang),
            (Self::Archive(error), lang) => error.say(lang),
            (Self::Home(error), lang) => error.say(lang),
            (Self::Evaluation(error), lang) => error.say(lang),
            (Self::Seal(error), lang) => error.say(lang),
            (Self::Workbook(error), lang) => error.say(lang),
            (Self::Broken { found, .. }, Lang::Zh) => {
                format!("政策包有 {} 处错误，没有考评。请按上面的提示改正。", found.len())
            }
            (Self::Broken { found, .. }, Lang::En) => {
                format!("The pack has {} errors; nothing was evaluated. Mend them as shown above.", found.len())
            }
            (Self::NoRelease, Lang::Zh) => "数据目录里还没有发布版本。请先用 yuanheng import 导入数据。".to_owned(),
            (Self::NoRelease, Lang::En) => {
                "The data folder holds no release yet. Import data first: yuanheng import.".to_owned()
            }
            (Self::WhichPeriod(periods), lang) => {
                let list: Vec<String> = periods.iter().map(|period| period.code()).collect();
                match lang {
                    Lang::Zh => format!("请用 --period 写明报告期；数据里有：{}。", list.join("、")),
                    Lang::En => format!("Say the period with --period; the data hold: {}.", list.join(", ")),
                }
            }
            (Self::Write { path, .. }, Lang::Zh) => {
                format!("无法写入 {path}。请核对目录、权限和磁盘空间；没有留下半个文件。")
            }
            (Self::Write { path, .. }, Lang::En) => {
                format!("Cannot write {path}. Check the folder, its permissions and the disk; no half file was left.")
            }
        }
    }
}

impl EvaluateError {
    const fn exit(&self) -> Exit {
        match self {
            Self::NoPack(_) | Self::NoRelease | Self::WhichPeriod(_) => Exit::NotFound,
            Self::Broken { .. } | Self::Mapped(MappedError::Findings { .. }) | Self::Evaluation(_) => Exit::Findings,
            _ => Exit::Trouble,
        }
    }
}

pub fn run(args: &EvaluateArgs, lang: Lang) -> Exit {
    match evaluate(args, lang) {
        Ok(()) => Exit::Done,
        Err(error) => {
            if let EvaluateError::Broken { files, found } = &error {
                print::diagnostics(found, files, lang);
            }
            fail(&error, error.exit(), lang)
        }
    }
}

fn evaluate(args: &EvaluateArgs, lang: Lang) -> Result<(), EvaluateError> {
    let home = args.home.as_deref().map(|home| Home::open(home, args.at.database.as_ref())).transpose()?;
    let packs = match (&home, &args.home) {
        (Some(opened), Some(path)) => opened.opened.packs(path, args.on).map_err(HomeError::from)?,
        _ => Packs::default(),
    };
    let (pack, origin) = sound(&packs, &args.pack)?;
    let view = match (&args.data, &home) {
        (Some(data), _) => in_passing(args, data, &pack, lang)?,
        (None, Some(home)) => released(args, home)?,
        (None, None) => return Err(EvaluateError::NoRelease),
    };
    let period = period(args.period, &view)?;
    let scheme = args.scheme.as_ref().map(domain::id::SchemeId::as_str);
    let evaluated = evaluation::run(&pack, scheme, &view, period)?;
    let written = write(&evaluated, &pack, &view, &place_of(args), lang)?;
    say_version(&pack, origin, lang);
    if args.json {
        print::json(&rows(&evaluated, lang));
    } else {
        table(&evaluated, lang);
        for path in &written {
            print::note(format_args!("{} {}", words(lang, "已写入", "written:"), path.display()));
        }
    }
    Ok(())
}

/// Which version of the pack it was, and where it came from.
fn say_version(pack: &Pack, origin: Origin, lang: Lang) {
    let (id, short) = (&pack.meta.id, pack.files.hash().short());
    print::note(match lang {
        Lang::Zh => format!("政策包 {id}：{}（SM3 {short}）", origin.say(lang)),
        Lang::En => format!("pack {id}: {} (SM3 {short})", origin.say(lang)),
    });
}

/// The pack of that name, checked, and where it comes from.
pub fn sound(packs: &Packs, named: &str) -> Result<(Pack, Origin), EvaluateError> {
    let checked = packs.checked(named)?;
    match checked.outcome {
        Ok((pack, _)) => Ok((pack, checked.origin)),
        Err(found) => Err(EvaluateError::Broken { files: checked.files, found }),
    }
}

/// A release in memory, made of one spreadsheet.
fn in_passing(args: &EvaluateArgs, data: &Path, pack: &Pack, lang: Lang) -> Result<ReleaseView, EvaluateError> {
    let scheme = args.scheme.as_ref().map_or_else(|| pack.schemes.first(), |id| pack.scheme(id.as_str()));
    let known = mapped::known(std::slice::from_ref(pack), scheme.map(|scheme| scheme.subject.as_str()));
    let mappings = Path::new(&args.pack).join("mappings");
    let wanted =
        Wanted { mapping: args.mapping.as_deref(), mappings: Some(&mappings), known: &known, period: args.period };
    let file = Mapped::load(data, wanted)?;
    file.notes.iter().for_each(|note| print::note(format_args!("{} {}", file.name, note.say(lang))));
    let bar = print::progress(0, &file.name, args.json);
    let progress = |at: exchange::Progress| {
        bar.set_length(u64::from(at.total.max(at.row)));
        bar.set_position(u64::from(at.row));
    };
    let (reading, findings) = file.read(args.accept_clean, Watch { progress: Some(&progress), cancel: None })?;
    bar.finish_and_clear();
    mapped::print_findings(&file.name, &findings, lang);
    if !findings.is_empty() && !args.accept_clean {
        return Err(MappedError::Findings { name: file.name.clone(), total: findings.total() }.into());
    }
    let archive = Archive::in_memory();
    let published = archive.publish(&Publication {
        tables: &reading.tables,
        files: &[file.input(args.accept_clean)],
        after: After::Latest,
        name: None,
        title: &file.name,
        published_at: &now(),
    })?;
    Ok(archive.release(&published.release.name)?)
}

fn released(args: &EvaluateArgs, home: &Home) -> Result<ReleaseView, EvaluateError> {
    let archive = &home.archive;
    let latest = || Ok::<_, EvaluateError>(archive.latest()?.ok_or(EvaluateError::NoRelease)?.name);
    let name = args.release.clone().map_or_else(latest, Ok)?;
    Ok(archive.release(&name)?)
}

fn period(asked: Option<Period>, view: &ReleaseView) -> Result<Period, EvaluateError> {
    match (asked, view.periods().as_slice()) {
        (Some(asked), _) => Ok(asked),
        (None, [only]) => Ok(*only),
        (None, periods) => Err(EvaluateError::WhichPeriod(periods.to_vec())),
    }
}

/// Where an evaluation is written.
#[derive(Default)]
pub struct Places {
    /// The workbook; the seal stands beside it.
    pub out: Option<PathBuf>,
    /// The data folder, whose seals it joins.
    pub home: Option<PathBuf>,
}

fn place_of(args: &EvaluateArgs) -> Places {
    Places { out: args.out.clone(), home: args.home.clone() }
}

/// Writes seal and workbook; gives the paths written.
pub fn write(
    evaluated: &Evaluated,
    pack: &Pack,
    view: &ReleaseView,
    places: &Places,
    lang: Lang,
) -> Result<Vec<PathBuf>, EvaluateError> {
    let mut written = Vec::new();
    let mut put = |path: PathBuf, bytes: &[u8]| {
        place::whole(&path, bytes).map_err(|cause| EvaluateError::Write { path: path.display().to_string(), cause })?;
        written.push(path);
        Ok::<_, EvaluateError>(())
    };
    // Outside a data folder a seal must carry all it rests on.
    let seal = evaluation::seal(evaluated, pack, view, places.home.is_none())?;
    if let Some(home) = &places.home {
        put(home.join("seals").join(format!("{}.seal", domain::hash::Sm3::of(&seal))), &seal)?;
    }
    if let Some(out) = &places.out {
        let beside = PathBuf::from(format!("{}.seal", out.display()));
        let name = beside.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let read = Seal::read(&seal)?;
        let report = Report::of_seal(&read, &name, &view.release().published_at, lang);
        put(out.clone(), &result_workbook(&report)?)?;
        put(beside, &seal)?;
    }
    Ok(written)
}

/// One object per subject, as scored, then those that were not.
fn rows(evaluated: &Evaluated, lang: Lang) -> Value {
    let scored = evaluated.evaluation.listing(lang).into_iter().map(|row| json!(row));
    let outside = evaluated.evaluation.outside.iter().map(|one| {
        json!({
            "subject": one.subject,
            "name": one.name.as_deref().unwrap_or(one.subject.as_str()),
            "population": Value::Null, "group": Value::Null,
            "score": Value::Null, "rank": Value::Null, "grade": Value::Null,
            "reason": one.why.say(lang),
        })
    });
    scored.chain(outside).collect()
}

fn table(evaluated: &Evaluated, lang: Lang) {
    const SHOWN: usize = 30;
    let evaluation = &evaluated.evaluation;
    let mark = if evaluation.demonstration { words(lang, "【示例数据】", "[demonstration data] ") } else { "" };
    print::out(format_args!("{mark}{}  {}", evaluation.title, evaluation.period.say(lang)));
    for population in &evaluation.populations {
        print::out(format_args!("\n{}", population.title));
        for result in population.subjects.iter().take(SHOWN) {
            let rank = result.rank.map_or_else(|| "—".to_owned(), |rank| rank.to_string());
            let score = result.score.map_or_else(|| "—".to_owned(), |score| score.to_string());
            let grade = result.grade.as_deref().unwrap_or("");
            print::out(format_args!("{rank:>5}  {score:>10}  {grade:<2} {}", result.shown()));
        }
        let more = population.subjects.len().saturating_sub(SHOWN);
        if more > 0 {
            print::out(match lang {
                Lang::Zh => format!("      ……另有 {more} 个，见工作簿"),
                Lang::En => format!("      … and {more} more: see the workbook"),
            });
        }
    }
}
