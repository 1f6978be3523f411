//! Results as a workbook: ranking, structure, nodes, items, every step of an index, how firm the ranks are, reasons, data used, pack text, seal.

mod data;
mod error;
mod firmness;
mod items;
mod nodes;
pub(crate) mod page;
mod policy_text;
mod ranking;
mod reasons;
mod seal_sheet;
mod steps;
mod structure;
mod table;

use domain::hash::Sm3;
use domain::say::{Lang, Say};
use evaluation::{Data, Evaluation, Seal};
use policy::Pack;
use rust_xlsxwriter::{DocProperties, IntoCustomDateTime, Workbook};

pub use error::BookError;
pub use table::{DemoCell, Sheet, write_table};

use crate::limits::MAX_ROWS;

/// What a result workbook is made of.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The results.
    pub evaluation: &'a Evaluation,
    /// The data they rest on.
    pub data: &'a Data,
    /// The pack that was run.
    pub pack: &'a Pack,
    /// The seal that stands beside the workbook.
    pub seal: SealNote<'a>,
    /// When the workbook was made: RFC 3339, from the clock that was passed in.
    pub created: &'a str,
    /// The language of headers and reasons.
    pub lang: Lang,
}

/// What the workbook says of its seal.
#[derive(Clone, Copy, Debug)]
pub struct SealNote<'a> {
    /// The seal's file name.
    pub file: &'a str,
    /// The hash of its bytes.
    pub sm3: Sm3,
    /// The program that made it.
    pub program: &'a str,
    /// The release's name.
    pub release: &'a str,
    /// When the release was published.
    pub published_at: &'a str,
    /// Whether the seal carries the release's files, so that verifying needs nothing else.
    pub carries_release: bool,
}

impl<'a> Report<'a> {
    /// The report of a seal that was read; `file` is the seal's name.
    #[must_use]
    pub fn of_seal(seal: &'a Seal, file: &'a str, created: &'a str, lang: Lang) -> Self {
        Self {
            evaluation: &seal.evaluation,
            data: &seal.data,
            pack: &seal.pack,
            seal: SealNote {
                file,
                sm3: seal.sm3,
                program: &seal.head.program,
                release: seal.head.release.name.as_str(),
                published_at: &seal.head.release.published_at,
                carries_release: seal.head.carries_release,
            },
            created,
            lang,
        }
    }

    /// One of two wordings.
    pub(crate) fn say(&self, zh: &str, en: &str) -> String {
        match self.lang {
            Lang::Zh => zh.to_owned(),
            Lang::En => en.to_owned(),
        }
    }

    /// The mark of generated data, where the data are generated.
    pub(crate) fn mark(&self) -> Option<String> {
        self.evaluation.demonstration.then(|| {
            self.say(
                "示例数据：本文件中的数据或规则为演示而设，不是真实情况",
                "Demonstration data: invented to show how this works",
            )
        })
    }

    /// What every page says below its title.
    pub(crate) fn lines(&self) -> Vec<String> {
        let period = self.evaluation.period.say(self.lang);
        let (pack, cite) = (&self.evaluation.pack_title, &self.evaluation.cite.text);
        vec![self.say(&format!("{pack}　{period}　依据：{cite}"), &format!("{pack}, {period}. By: {cite}"))]
    }

    /// The unit of measure for people; none for a pure number.
    pub(crate) fn unit(&self, unit: &domain::unit::Unit) -> Option<String> {
        (*unit != domain::unit::Unit::ONE).then(|| unit.say(self.lang))
    }
}

/// The result workbook. The same report gives the same bytes.
///
/// # Errors
/// [`BookError`] when there are more rows than a sheet holds, or `created` is no time.
pub fn result_workbook(report: &Report<'_>) -> Result<Vec<u8>, BookError> {
    let rows = report.evaluation.results().count() + report.evaluation.outside.len();
    // Reasons may take several rows a subject; those are counted there.
    if rows + 16 > MAX_ROWS as usize {
        return Err(BookError::TooManyRows { rows });
    }
    let mut book = begin(&report.evaluation.title, report.created)?;
    ranking::write(&mut book, report)?;
    structure::write(&mut book, report)?;
    nodes::write(&mut book, report)?;
    items::write(&mut book, report)?;
    steps::write(&mut book, report)?;
    firmness::write(&mut book, report)?;
    reasons::write(&mut book, report)?;
    data::write(&mut book, report)?;
    policy_text::write(&mut book, report)?;
    seal_sheet::write(&mut book, report)?;
    Ok(book.save_to_buffer()?)
}

/// Each population with the name of its sheet; where there are several, a number keeps apart names that are cut to the
/// length a sheet's name may have.
fn numbered<'a>(report: &Report<'a>, zh: &str, en: &str) -> Vec<(String, &'a evaluation::result::PopulationResult)> {
    let populations = &report.evaluation.populations;
    let name = report.say(zh, en);
    let named = |(number, population): (u32, &'a evaluation::result::PopulationResult)| {
        let several = populations.len() > 1;
        (if several { format!("{name}{number} {}", population.title) } else { name.clone() }, population)
    };
    (1..).zip(populations).map(named).collect()
}

/// A time as the format wants it: UTC, whole seconds.
struct Stamp(String);

impl IntoCustomDateTime for &Stamp {
    fn utc_datetime(self) -> String {
        self.0.clone()
    }
}

/// An empty workbook with its properties; the clock is not asked.
pub(crate) fn begin(title: &str, created: &str) -> Result<Workbook, BookError> {
    let time: jiff::Timestamp =
        created.parse().map_err(|_| BookError::Time { text: created.chars().take(40).collect() })?;
    let stamp = Stamp(time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string());
    let properties =
        DocProperties::new().set_title(page::cut(title)).set_author("yuanheng").set_creation_datetime(&stamp);
    let mut book = Workbook::new();
    book.set_properties(&properties);
    Ok(book)
}
