//! A spreadsheet and the mapping that reads it: given, found beside it, or drafted.

use std::path::{Path, PathBuf};

use domain::hash::Sm3;
use domain::period::Period;
use domain::say::{Lang, Said, Say};
use domain::table::CheckedTable;
use exchange::draft::{Draft, KnownIndicator, draft_mapping};
use exchange::mapping::PeriodRule;
use exchange::{Findings, MappingError, MappingFile, OpenError, Reading, Watch, Workbook};
use facts::InputFile;
use policy::Pack;

use crate::print;

/// A spreadsheet's bytes and the mapping that reads it.
pub struct Mapped {
    /// The file's name without its folder.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The mapping's bytes, kept beside the source.
    pub mapping: Vec<u8>,
    /// What was guessed, where the mapping was drafted.
    pub notes: Vec<Said>,
}

/// Where a mapping may come from.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// A mapping file that was named.
    pub mapping: Option<&'a Path>,
    /// A folder of mappings to look in, where none is named and none stands beside the spreadsheet.
    pub mappings: Option<&'a Path>,
    /// Indicators to recognise columns by, where one must be drafted.
    pub known: &'a [KnownIndicator],
    /// The period, where the spreadsheet does not say it.
    pub period: Option<Period>,
}

/// Why a spreadsheet cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum MappedError {
    /// The file is not there or may not be read.
    #[error("无法读取 {path}")]
    Unreadable {
        /// The path as given.
        path: String,
        /// The cause, for the log.
        #[source]
        cause: std::io::Error,
    },
    /// It is no spreadsheet that can be read.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The mapping is wrong.
    #[error(transparent)]
    Mapping(#[from] MappingError),
    /// A drafted mapping could not be written down.
    #[error("映射无法写成文件")]
    Draft(#[source] toml::ser::Error),
    /// Bad cells, and nobody said to leave them out.
    #[error("{name} 有 {total} 处错误")]
    Findings {
        /// The file.
        name: String,
        /// How many.
        total: u64,
    },
}

impl Say for MappedError {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Open(error), lang) => error.say(lang),
            (Self::Mapping(error), lang) => error.say(lang),
            (Self::Unreadable { path, .. }, Lang::Zh) => format!("无法读取 {path}。请核对路径和读取权限。"),
            (Self::Unreadable { path, .. }, Lang::En) => {
                format!("Cannot read {path}. Check the path and its permissions.")
            }
            (Self::Draft(_), Lang::Zh) => "自动起草的映射无法写成文件，请用 --mapping 给出映射文件。".to_owned(),
            (Self::Draft(_), Lang::En) => "The drafted mapping cannot be written; give one with --mapping.".to_owned(),
            (Self::Findings { name, total }, Lang::Zh) => format!(
                "{name} 有 {total} 处错误，什么都没有发布。请改正后重来；或加 --accept-clean，只收没有错误的对象。"
            ),
            (Self::Findings { name, total }, Lang::En) => format!(
                "{name} has {total} errors; nothing was published. Correct them, or add --accept-clean to leave out the subjects concerned."
            ),
        }
    }
}

/// The indicators of packs, as a draft recognises them; of one kind of subject, where it is known which.
pub fn known(packs: &[Pack], kind: Option<&str>) -> Vec<KnownIndicator> {
    let mut known: Vec<KnownIndicator> = Vec::new();
    for indicator in packs.iter().flat_map(|pack| &pack.indicators) {
        if kind.is_some_and(|kind| kind != indicator.subject) {
            continue;
        }
        if !known.iter().any(|other| other.code == indicator.code && other.title == indicator.title) {
            known.push(KnownIndicator {
                code: indicator.code.clone(),
                title: indicator.title.clone(),
                unit: indicator.unit,
                aliases: indicator.aliases.clone(),
                subject: indicator.subject.clone(),
            });
        }
    }
    known
}

/// A file's bytes, and its name without folders.
pub fn file(path: &Path) -> Result<(String, Vec<u8>), MappedError> {
    let bytes =
        std::fs::read(path).map_err(|cause| MappedError::Unreadable { path: path.display().to_string(), cause })?;
    let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    Ok((name, bytes))
}

/// `表.xlsx` → `表.xlsx.mapping.toml`, else `表.mapping.toml`, where there is one.
fn beside(path: &Path) -> Option<PathBuf> {
    let whole = PathBuf::from(format!("{}.mapping.toml", path.display()));
    [whole, path.with_extension("mapping.toml")].into_iter().find(|beside| beside.is_file())
}

/// The same in another folder.
fn within(folder: &Path, path: &Path) -> Option<PathBuf> {
    beside(&folder.join(path.file_name()?))
}

impl Mapped {
    /// A spreadsheet with its mapping.
    pub fn load(path: &Path, wanted: Wanted<'_>) -> Result<Self, MappedError> {
        let (name, bytes) = file(path)?;
        let there = || beside(path).or_else(|| within(wanted.mappings?, path));
        match wanted.mapping.map(Path::to_owned).or_else(there) {
            Some(mapping) => Ok(Self { name, bytes, mapping: file(&mapping)?.1, notes: Vec::new() }),
            None => Self::drafted(name, bytes, wanted),
        }
    }

    /// A spreadsheet with a mapping drafted for it.
    pub fn drafted(name: String, bytes: Vec<u8>, wanted: Wanted<'_>) -> Result<Self, MappedError> {
        let draft = draft(&name, &bytes, wanted)?;
        Ok(Self { name, bytes, mapping: draft.toml.into_bytes(), notes: draft.notes })
    }

    /// Reads it. Findings that nobody said to leave out are an error.
    pub fn read(&self, accept_clean: bool, watch: Watch<'_>) -> Result<(Reading, Findings), MappedError> {
        let mapping = MappingFile::parse(&self.mapping, &format!("{}.mapping.toml", self.name))?;
        let mut workbook = Workbook::open(&self.bytes, &self.name)?;
        let mut reading = exchange::read(&mut workbook, Sm3::of(&self.bytes), &mapping, watch)?;
        let findings = std::mem::take(&mut reading.findings);
        if !accept_clean && !findings.is_empty() {
            reading.tables.clear();
        }
        Ok((reading, findings))
    }

    /// As the archive takes it.
    pub fn input(&self, accept_clean: bool) -> InputFile<'_> {
        InputFile { name: &self.name, bytes: &self.bytes, mapping: &self.mapping, accept_clean }
    }
}

/// Drafts a mapping.
pub fn draft(name: &str, bytes: &[u8], wanted: Wanted<'_>) -> Result<Draft, MappedError> {
    let mut workbook = Workbook::open(bytes, name)?;
    let mut draft = draft_mapping(&mut workbook, None, wanted.known)?;
    if let Some(period) = wanted.period {
        draft.mapping.period = PeriodRule { fixed: Some(period), ..PeriodRule::default() };
        draft.toml = toml::to_string(&draft.mapping).map_err(MappedError::Draft)?;
    }
    Ok(draft)
}

/// Reads a kept source again, as it was read the first time.
pub fn again(input: &InputFile<'_>) -> Result<Vec<CheckedTable>, MappedError> {
    let mapped = Mapped {
        name: input.name.to_owned(),
        bytes: input.bytes.to_vec(),
        mapping: input.mapping.to_vec(),
        notes: Vec::new(),
    };
    let (reading, findings) = mapped.read(input.accept_clean, Watch::default())?;
    if !input.accept_clean && !findings.is_empty() {
        return Err(MappedError::Findings { name: mapped.name, total: findings.total() });
    }
    Ok(reading.tables)
}

/// Prints what is wrong, the first of them one by one.
pub fn print_findings(name: &str, findings: &Findings, lang: Lang) {
    const SHOWN: usize = 50;
    for finding in findings.kept().iter().take(SHOWN) {
        print::note(format_args!("{name} {}", finding.say(lang)));
    }
    let more = findings.total().saturating_sub(SHOWN as u64);
    if more > 0 {
        print::note(match lang {
            Lang::Zh => format!("……另有 {more} 处，可加 --json 查看。"),
            Lang::En => format!("… and {more} more; add --json to see them."),
        });
    }
}
