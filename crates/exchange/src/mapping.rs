//! The mapping file: how one spreadsheet's columns become subjects, indicators, units, periods and attributes.

use std::collections::BTreeMap;

use domain::hash::Sm3;
use domain::id::{AttributeName, FormId, IndicatorCode};
use domain::period::Period;
use domain::table::{MissingReason, State};
use domain::unit::Unit;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::limits::MAX_MAPPING_BYTES;
use crate::mapping_error::MappingError;

/// The JSON Schema of a mapping file, for editors that check while one writes.
#[must_use]
pub fn mapping_schema() -> serde_json::Value {
    schemars::generate::SchemaSettings::draft07().into_generator().into_root_schema_for::<Mapping>().to_value()
}

/// How a spreadsheet is read. Every key is explained in `docs/import.md`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// The form that the table is; a table of the same form and period replaces an earlier one.
    #[schemars(with = "String")]
    pub form: FormId,
    /// What the table is, in a person's words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Whether the data are generated for demonstration (示例数据).
    #[serde(default)]
    pub demonstration: bool,
    /// One row a subject, or one row a value.
    #[serde(default)]
    pub layout: Layout,
    /// The sheet's name; without one, the first sheet that is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The rows that hold the column headers, counted as the spreadsheet shows them; two or three are joined with `/`.
    #[serde(default = "first_row")]
    pub header_rows: Vec<u32>,
    /// The first row of data; without one, the row after the headers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_row: Option<u32>,
    /// Reading ends at a row that begins with one of these words.
    #[serde(default = "stop_words")]
    pub stop_at: Vec<String>,
    /// Rows that begin with one of these words are passed over.
    #[serde(default = "skip_words")]
    pub skip: Vec<String>,
    /// What a row without a subject means.
    #[serde(default)]
    pub blank_subject: BlankSubject,
    /// The unit of measure of every value whose header and rule name none (单位：万元 above the table).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub unit: Option<Unit>,
    /// Whether figures with an exponent, as `3e+05`, are exact: so where statistical software wrote the file. A
    /// spreadsheet that saves what it shows loses digits, so without this they are refused.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exponents: bool,
    /// How the figures came about.
    #[serde(default = "reported")]
    #[schemars(with = "String")]
    pub state: State,
    /// The period of the values.
    pub period: PeriodRule,
    /// Who each row is about.
    pub subject: SubjectRule,
    /// Which columns hold what, in the long layout.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub long: Option<LongRule>,
    /// Words that stand where a figure is missing.
    #[serde(default)]
    pub missing: MissingWords,
    /// The values that are read.
    #[serde(default, rename = "value")]
    pub values: Vec<ValueRule>,
    /// The attributes that are read from columns.
    #[serde(default, rename = "attribute")]
    pub attributes: Vec<AttributeRule>,
    /// Attributes that every subject of this file has.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(with = "BTreeMap<String, String>")]
    pub constants: BTreeMap<AttributeName, String>,
}

/// One row a subject, or one row a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// A row is a subject (and period), a column an indicator.
    #[default]
    Wide,
    /// A row is one value: subject, indicator, value.
    Long,
}

/// What a row without a subject means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BlankSubject {
    /// It is an error.
    #[default]
    Report,
    /// It is passed over.
    Skip,
    /// It ends the table.
    Stop,
}

/// The period of the values: exactly one of `fixed`, `column`, `within`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PeriodRule {
    /// The period itself, as `2024` or `2024年6月`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub fixed: Option<Period>,
    /// The column that holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// Where it stands outside the table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Within>,
    /// What a date in the column stands for.
    #[serde(default)]
    pub date_as: DateAs,
    /// Whether a month stands for January through its end (本月止累计).
    #[serde(default)]
    pub cumulative: bool,
}

/// Where a period stands outside the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Within {
    /// In the rows above the headers.
    Title,
    /// In the sheet's name.
    SheetName,
    /// In the file's name.
    FileName,
}

/// What a date stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DateAs {
    /// Its month: spreadsheets make 2024年6月 the first of June.
    #[default]
    Month,
    /// Its quarter.
    Quarter,
    /// Its half-year.
    Half,
    /// Its year.
    Year,
}

/// Who each row is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SubjectRule {
    /// The kind of subject: `zone`, `firm`, `area` …; becomes the attribute `subject_kind`.
    pub kind: String,
    /// The column that holds its id (credit code, zone code); without one, the name is the id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The column that holds its name; becomes the attribute `name`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How the id is checked.
    #[serde(default)]
    pub check: Check,
}

/// How an id is checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// Not at all.
    #[default]
    None,
    /// As a unified social credit code (GB 32100-2015).
    CreditCode,
    /// As a zone code (GB/T 37028, or the catalogue's).
    ZoneCode,
}

/// Which columns hold what, in the long layout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LongRule {
    /// The column that names the indicator.
    pub indicator: String,
    /// The column that holds the figure.
    pub value: String,
    /// The column that holds the unit of measure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// Words that stand where a figure is missing. A blank cell is always missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MissingWords {
    /// The respondent says that there is none.
    pub dash: Vec<String>,
    /// The subject does not report it.
    pub not_applicable: Vec<String>,
    /// Known and withheld.
    pub withheld: Vec<String>,
}

impl Default for MissingWords {
    fn default() -> Self {
        let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
        Self {
            dash: words(&["—", "——", "-", "--", "–", "－", "─", "/", "／"]),
            not_applicable: words(&["不适用", "N/A", "n/a"]),
            withheld: words(&["不公布", "保密", "*", "…", "……"]),
        }
    }
}

impl MissingWords {
    /// Why a figure is missing where `text` stands, if it is one of these words.
    #[must_use]
    pub fn reason(&self, text: &str) -> Option<MissingReason> {
        let text = text.trim();
        let among = |words: &[String]| words.iter().any(|word| word == text);
        if text.is_empty() {
            Some(MissingReason::Blank)
        } else if among(&self.dash) {
            Some(MissingReason::Dash)
        } else if among(&self.not_applicable) {
            Some(MissingReason::NotApplicable)
        } else if among(&self.withheld) {
            Some(MissingReason::Withheld)
        } else {
            None
        }
    }
}

/// One indicator that is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ValueRule {
    /// The column's header, with or without its unit; in the long layout, what stands in the indicator column.
    pub column: String,
    /// The indicator.
    #[schemars(with = "String")]
    pub indicator: IndicatorCode,
    /// The unit of measure of the figures in this file; without one, as the header says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub unit: Option<Unit>,
}

/// One attribute that is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AttributeRule {
    /// The column's header.
    pub column: String,
    /// The attribute.
    #[schemars(with = "String")]
    pub name: AttributeName,
}

fn first_row() -> Vec<u32> {
    vec![1]
}

pub(crate) fn stop_words() -> Vec<String> {
    ["注", "备注", "说明", "资料来源", "数据来源", "填表人", "制表"].map(str::to_owned).into()
}

pub(crate) fn skip_words() -> Vec<String> {
    ["合计", "总计", "小计", "平均", "平均值"].map(str::to_owned).into()
}

const fn reported() -> State {
    State::Reported
}

/// A mapping, with the hash of the bytes it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct MappingFile {
    /// The mapping.
    pub mapping: Mapping,
    /// The hash of its bytes, under which it is kept beside the source.
    pub hash: Sm3,
}

impl MappingFile {
    /// Reads and checks a mapping; `file` is the name that messages show.
    ///
    /// # Errors
    /// [`MappingError`], with line and column.
    pub fn parse(bytes: &[u8], file: &str) -> Result<Self, MappingError> {
        if bytes.len() > MAX_MAPPING_BYTES {
            return Err(MappingError::TooLarge { file: file.to_owned() });
        }
        let text = std::str::from_utf8(bytes).map_err(|_| MappingError::NotUtf8 { file: file.to_owned() })?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mapping: Mapping = toml::from_str(text).map_err(|error| MappingError::from_toml(file, text, &error))?;
        mapping.check(file)?;
        Ok(Self { mapping, hash: Sm3::of(bytes) })
    }
}

impl Mapping {
    /// What serde cannot see: keys that need or exclude each other.
    fn check(&self, file: &str) -> Result<(), MappingError> {
        let rule = |zh: &str, en: &str| Err(MappingError::rule(file, zh, en));
        let period = &self.period;
        let given = [period.fixed.is_some(), period.column.is_some(), period.within.is_some()];
        if given.iter().filter(|&&given| given).count() != 1 {
            return rule(
                "[period] 要恰好写 fixed（固定报告期）、column（报告期所在列）、within（标题、表名或文件名）三者之一",
                "[period] needs exactly one of fixed, column, within",
            );
        }
        if self.subject.id.is_none() && self.subject.name.is_none() {
            return rule("[subject] 至少要写 id（代码列）或 name（名称列）", "[subject] needs id or name, or both");
        }
        if self.subject.id.is_none() && self.subject.check != Check::None {
            return rule("[subject] 写了 check，就要写 id（被检查的代码列）", "[subject] has check, so it needs id");
        }
        match (self.layout, &self.long) {
            (Layout::Long, None) => {
                return rule("长表（layout = \"long\"）要有 [long] 一节", "the long layout needs a [long] section");
            }
            (Layout::Wide, Some(_)) => {
                return rule("宽表（layout = \"wide\"）不能有 [long] 一节", "the wide layout takes no [long] section");
            }
            _ => (),
        }
        if self.values.is_empty() && self.attributes.is_empty() {
            return rule(
                "至少要有一个 [[value]] 或 [[attribute]]",
                "at least one [[value]] or [[attribute]] is needed",
            );
        }
        let rows = &self.header_rows;
        let joined = rows.windows(2).all(|pair| pair[1] == pair[0] + 1);
        if rows.is_empty() || rows.len() > 3 || rows[0] == 0 || rows.iter().any(|&row| row > 1_000) || !joined {
            return rule(
                "header_rows 要是连续的一至三行，如 [3] 或 [3, 4]，行号与表中所见相同，不超过 1000",
                "header_rows must be one to three rows in a run, as [3] or [3, 4], not beyond 1000",
            );
        }
        if self.first_row.is_some_and(|first| rows.last().is_some_and(|&last| first <= last)) {
            return rule("first_row 要在表头之后", "first_row must come after the headers");
        }
        let mut indicators: Vec<&IndicatorCode> = self.values.iter().map(|value| &value.indicator).collect();
        indicators.sort();
        if let Some(twice) = indicators.windows(2).find(|pair| pair[0] == pair[1])
            && self.layout == Layout::Wide
        {
            return rule(
                &format!("指标“{}”出现在两个 [[value]] 里", twice[0]),
                &format!("the indicator “{}” stands in two [[value]] sections", twice[0]),
            );
        }
        let mut attributes: Vec<&str> = self.attributes.iter().map(|attribute| attribute.name.as_str()).collect();
        attributes.extend(self.constants.keys().map(AttributeName::as_str));
        attributes.push("subject_kind");
        if self.subject.name.is_some() {
            attributes.push("name");
        }
        attributes.sort_unstable();
        if let Some([twice, _]) = attributes.windows(2).find(|pair| pair[0] == pair[1]) {
            return rule(
                &format!("属性“{twice}”写了两次（name 和 subject_kind 由 [subject] 给出）"),
                &format!("the attribute “{twice}” is given twice (name and subject_kind come from [subject])"),
            );
        }
        Ok(())
    }

    /// The row where data begin, from 0.
    #[must_use]
    pub fn first_data_row(&self) -> u32 {
        self.first_row.map_or_else(|| self.header_rows.last().copied().unwrap_or(0), |row| row.saturating_sub(1))
    }
}
