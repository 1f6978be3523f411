//! What is wrong in a spreadsheet: every bad cell by sheet, row, column, value and reason.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::period::Period;
use domain::say::{Lang, Said, Say};
use domain::table::column_letters;
use domain::unit::UnitError;
use serde::Serialize;

use crate::limits::{MAX_DECIMAL_PLACES, MAX_FINDINGS_KEPT, MAX_TEXT_CHARS, MAX_WHOLE_DIGITS};
use crate::number::NumberFault;

/// One thing wrong, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The sheet.
    pub sheet: Arc<str>,
    /// The row, from 0; none where the whole sheet is meant.
    pub row: Option<u32>,
    /// The column, from 0; none where the whole row is meant.
    pub column: Option<u32>,
    /// The column's header, as people see it.
    pub header: Option<Arc<str>>,
    /// What stands in the cell, at most 80 characters.
    pub value: String,
    /// What is wrong with it.
    pub reason: Reason,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// No column has this header.
    MissingColumn {
        /// The header that the mapping names.
        wanted: String,
        /// Headers near to it.
        nearest: Vec<String>,
    },
    /// Several columns have this header.
    AmbiguousColumn {
        /// The header that the mapping names.
        wanted: String,
        /// The letters of those columns.
        columns: Vec<String>,
    },
    /// The unit of measure is not known.
    Unit(UnitError),
    /// Neither mapping nor header says the unit of measure.
    NoUnit,
    /// Mapping and header say different units of measure.
    UnitDiffers {
        /// In the header, or in the row.
        found: String,
        /// In the mapping.
        mapping: String,
    },
    /// No period stands where the mapping looks for it.
    NoPeriod,
    /// There is no row of data.
    NoRows,
    /// Data stand below the row that ended the table.
    AfterEnd {
        /// That row, from 0.
        end: u32,
    },
    /// The row names no subject.
    BlankSubject,
    /// The text cannot be a subject's id.
    SubjectId(Said),
    /// A code was kept as a number and has lost digits, or its leading zeros.
    CodeAsNumber,
    /// The code breaks its standard.
    Code(Said),
    /// The row names no period.
    BlankPeriod,
    /// The text is no period.
    Period,
    /// Another row already gives this subject and period.
    Duplicate {
        /// That row, from 0.
        other: u32,
        /// The subject.
        subject: String,
        /// The period.
        period: Period,
        /// The indicator, in the long layout.
        indicator: Option<String>,
    },
    /// Not a number, or not a plain one.
    Number(NumberFault),
    /// A percent sign, but the unit of measure is not a percentage.
    Percent {
        /// The unit of measure.
        unit: String,
    },
    /// A formula failed.
    Formula,
    /// TRUE or FALSE where a number or text belongs.
    Bool,
    /// A date or time where a number belongs.
    Date,
    /// The row names no indicator.
    BlankIndicator,
    /// The mapping does not know the indicator.
    Indicator {
        /// Those near to it.
        nearest: Vec<String>,
    },
    /// Something else, said where it was found.
    Stated {
        /// The stable word.
        code: &'static str,
        /// What is wrong and what to do.
        said: Said,
    },
    /// The text is too long to keep.
    TextTooLong,
    /// Another row gives the subject another value of the attribute.
    AttributeDiffers {
        /// That row, from 0.
        other: u32,
        /// Its value.
        value: String,
    },
}

impl Reason {
    /// A stable word for JSON and tests.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::MissingColumn { .. } => "missing_column",
            Self::AmbiguousColumn { .. } => "ambiguous_column",
            Self::Unit(_) => "unknown_unit",
            Self::NoUnit => "no_unit",
            Self::UnitDiffers { .. } => "unit_differs",
            Self::NoPeriod => "no_period",
            Self::NoRows => "no_rows",
            Self::AfterEnd { .. } => "after_end",
            Self::BlankSubject => "blank_subject",
            Self::SubjectId(_) => "subject_id",
            Self::CodeAsNumber => "code_as_number",
            Self::Code(_) => "code",
            Self::BlankPeriod => "blank_period",
            Self::Period => "not_a_period",
            Self::Duplicate { .. } => "duplicate",
            Self::Number(NumberFault::NotANumber) => "not_a_number",
            Self::Number(NumberFault::Separators) => "separators",
            Self::Number(NumberFault::Exponent) => "exponent",
            Self::Number(NumberFault::TooFine) => "too_fine",
            Self::Number(NumberFault::TooLarge) => "too_large",
            Self::Percent { .. } => "percent",
            Self::Formula => "formula_error",
            Self::Bool => "boolean",
            Self::Date => "date",
            Self::BlankIndicator => "blank_indicator",
            Self::Indicator { .. } => "unknown_indicator",
            Self::Stated { code, .. } => code,
            Self::TextTooLong => "text_too_long",
            Self::AttributeDiffers { .. } => "attribute_differs",
        }
    }

    #[expect(clippy::too_many_lines, reason = "one list of messages, each a line or two")]
    fn said(&self) -> Said {
        match self {
            Self::MissingColumn { wanted, nearest } => {
                let (zh, en) = near(nearest);
                Said::new(
                    format!("找不到列“{wanted}”{zh}。请核对表头所在行（header_rows）和映射文件里的列名"),
                    format!("no column “{wanted}”{en}; check header_rows and the column's name in the mapping"),
                )
            }
            Self::AmbiguousColumn { wanted, columns } => Said::new(
                format!(
                    "有几列（{}）的表头都是“{wanted}”。请在映射文件里把列名写全（连同计量单位）",
                    columns.join("、")
                ),
                format!("several columns ({}) are headed “{wanted}”; write the header in full", columns.join(", ")),
            ),
            Self::Unit(error) => Said::new(error.say(Lang::Zh), error.say(Lang::En)),
            Self::NoUnit => Said::new(
                "表头没有写计量单位，映射文件也没有。请在映射文件的 [[value]] 里写 unit".to_owned(),
                "neither header nor mapping says the unit of measure; write unit in [[value]]".to_owned(),
            ),
            Self::UnitDiffers { found, mapping } => Said::new(
                format!("表里写的计量单位是“{found}”，映射文件写的是“{mapping}”。请核对，改正其中一处"),
                format!("the table says “{found}”, the mapping says “{mapping}”; correct one of them"),
            ),
            Self::NoPeriod => Said::new(
                "在映射文件指定的地方找不到报告期。请改用 fixed 写明报告期，或改正 within".to_owned(),
                "no period stands where the mapping looks for it; write fixed, or correct within".to_owned(),
            ),
            Self::NoRows => Said::new(
                "没有读到任何数据行。请核对 header_rows 和 first_row".to_owned(),
                "there is no row of data; check header_rows and first_row".to_owned(),
            ),
            Self::AfterEnd { end } => {
                let end = end + 1;
                Said::new(
                    format!(
                        "第 {end} 行是表尾的说明，但这一行还有数据。请把说明移到最后，或改正映射文件里的 stop_at、skip"
                    ),
                    format!("row {end} ends the table, yet data stand here; move the note, or correct stop_at or skip"),
                )
            }
            Self::BlankSubject => Said::new(
                "这一行没有写评价对象。请补写；若是说明或空行，请在映射文件里设 blank_subject 或 skip".to_owned(),
                "the row names no subject; fill it in, or set blank_subject or skip in the mapping".to_owned(),
            ),
            Self::SubjectId(why) => Said::new(
                format!("不能作为评价对象编号：{}", why.zh),
                format!("it cannot be a subject's id: {}", why.en),
            ),
            Self::CodeAsNumber => Said::new(
                "代码被存成了数值，可能已丢失末位或前导零。请把该列设为文本格式，重新录入代码".to_owned(),
                "the code was kept as a number and may have lost digits; format the column as text and enter it again"
                    .to_owned(),
            ),
            Self::Code(said) | Self::Stated { said, .. } => said.clone(),
            Self::BlankPeriod => {
                Said::new("没有写报告期，请补写".to_owned(), "the period is missing; fill it in".to_owned())
            }
            Self::Period => Said::new(
                "不是报告期的写法；应如 2024年、2024年上半年、2024Q2、2024年6月、2024年1-6月".to_owned(),
                "not how a period is written; write 2024, 2024H1, 2024Q2, 2024-06 or 2024-06c (January to June)"
                    .to_owned(),
            ),
            Self::Duplicate { other, subject, period, indicator } => {
                let other = other + 1;
                let (zh, en) = indicator.as_ref().map_or_else(Default::default, |indicator| {
                    (format!("的“{indicator}”"), format!(", indicator “{indicator}”"))
                });
                Said::new(
                    format!("与第 {other} 行重复：“{subject}”在{}{zh}已有一行。请核对后只留一行", period.say(Lang::Zh)),
                    format!("repeats row {other}: “{subject}”, {}{en}; keep one of them", period.say(Lang::En)),
                )
            }
            Self::Number(fault) => number(*fault),
            Self::Percent { unit } => Said::new(
                format!("带有百分号，但该列的计量单位是“{unit}”。请核对单位，或去掉百分号"),
                format!("has a percent sign, but the unit of measure is “{unit}”; check which is right"),
            ),
            Self::Formula => Said::new(
                "公式出错。请在原表中改正公式，或改为数值".to_owned(),
                "a formula failed; mend it in the table or enter the value".to_owned(),
            ),
            Self::Bool => Said::new(
                "是逻辑值（TRUE/FALSE），这里应为数值或文字".to_owned(),
                "is TRUE or FALSE where a number or text belongs".to_owned(),
            ),
            Self::Date => Said::new(
                "是日期或时间，这里应为数值。请检查单元格格式".to_owned(),
                "is a date or time where a number belongs; check the cell's format".to_owned(),
            ),
            Self::BlankIndicator => {
                Said::new("没有写指标名称，请补写".to_owned(), "the indicator is missing; fill it in".to_owned())
            }
            Self::Indicator { nearest } => {
                let (zh, en) = near(nearest);
                Said::new(
                    format!("映射文件里没有这个指标{zh}。请补一个 [[value]]，或改正名称"),
                    format!("the mapping has no such indicator{en}; add a [[value]] or correct the name"),
                )
            }
            Self::TextTooLong => Said::new(
                format!("文字超过 {MAX_TEXT_CHARS} 个字符，请缩短"),
                format!("the text has more than {MAX_TEXT_CHARS} characters; shorten it"),
            ),
            Self::AttributeDiffers { other, value } => Said::new(
                format!("与第 {} 行不一致：那里是“{value}”。同一评价对象的属性应当相同", other + 1),
                format!("differs from row {}, which has “{value}”; a subject has one value", other + 1),
            ),
        }
    }
}

fn near(nearest: &[String]) -> (String, String) {
    if nearest.is_empty() {
        return Default::default();
    }
    (format!("；相近的有：{}", nearest.join("、")), format!("; near to it: {}", nearest.join(", ")))
}

fn number(fault: NumberFault) -> Said {
    match fault {
        NumberFault::NotANumber => Said::new(
            "不是数值。请填写数字；没有数据时填“—”或留空",
            "is not a number; enter one, or a dash or nothing where there is none",
        ),
        NumberFault::Separators => Said::new(
            "千分位逗号的位置不对。请核对数值，例如 1,234.5",
            "has separators elsewhere than every three digits; check it (1,234.5)",
        ),
        NumberFault::Exponent => Said::new(
            "是科学计数法，另存时可能已丢失位数。请改为普通数字",
            "is written with an exponent and may have lost digits; write it out",
        ),
        NumberFault::TooFine => Said::new(
            format!("小数超过 {MAX_DECIMAL_PLACES} 位，或有效数字过多。请四舍五入到需要的位数"),
            format!("has more than {MAX_DECIMAL_PLACES} decimal places, or too many digits; round it"),
        ),
        NumberFault::TooLarge => Said::new(
            format!("整数部分超过 {MAX_WHOLE_DIGITS} 位。请核对数值和计量单位"),
            format!("has more than {MAX_WHOLE_DIGITS} digits before the point; check it and its unit"),
        ),
    }
}

impl Say for Reason {
    fn say(&self, lang: Lang) -> String {
        self.said().say(lang)
    }
}

/// A finding as JSON shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FindingView {
    /// The sheet.
    pub sheet: String,
    /// The row, from 1, as the spreadsheet shows it.
    pub row: Option<u32>,
    /// The column's letters.
    pub column: Option<String>,
    /// The column's header.
    pub header: Option<String>,
    /// What stands in the cell.
    pub value: String,
    /// The reason's stable word.
    pub code: &'static str,
    /// The whole message.
    pub message: String,
}

impl Finding {
    /// The finding with its message in `lang`.
    #[must_use]
    pub fn view(&self, lang: Lang) -> FindingView {
        FindingView {
            sheet: self.sheet.to_string(),
            row: self.row.map(|row| row + 1),
            column: self.letters(),
            header: self.header.as_deref().map(str::to_owned),
            value: self.value.clone(),
            code: self.reason.code(),
            message: self.say(lang),
        }
    }

    fn letters(&self) -> Option<String> {
        self.column.and_then(|column| u16::try_from(column).ok()).map(column_letters)
    }
}

impl Say for Finding {
    /// As `表“2024”第 14 行 E 列“工业总产值”：“三百”不是数值。…`
    fn say(&self, lang: Lang) -> String {
        let reason = self.reason.say(lang);
        // Some reasons quote the value themselves.
        let value = if matches!(self.reason, Reason::Code(_) | Reason::Unit(_)) { "" } else { self.value.as_str() };
        match lang {
            Lang::Zh => {
                let row = self.row.map_or_else(String::new, |row| format!("第 {} 行", row + 1));
                let column = self.letters().map_or_else(String::new, |letters| format!(" {letters} 列"));
                let header = self.header.as_ref().map_or_else(String::new, |header| format!("“{header}”"));
                let value = if value.is_empty() { String::new() } else { format!("“{value}”，") };
                format!("表“{}”{row}{column}{header}：{value}{reason}。", self.sheet)
            }
            Lang::En => {
                let row = self.row.map_or_else(String::new, |row| format!(", row {}", row + 1));
                let column = self.letters().map_or_else(String::new, |letters| format!(", column {letters}"));
                let header = self.header.as_ref().map_or_else(String::new, |header| format!(" “{header}”"));
                let value = if value.is_empty() { String::new() } else { format!("“{value}” — ") };
                format!("Sheet “{}”{row}{column}{header}: {value}{reason}.", self.sheet)
            }
        }
    }
}

/// All that is wrong in a file: all counted, the first [`MAX_FINDINGS_KEPT`] kept with their words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findings {
    kept: Vec<Finding>,
    counts: BTreeMap<&'static str, u64>,
}

impl Findings {
    /// Adds one.
    pub fn push(&mut self, finding: Finding) {
        *self.counts.entry(finding.reason.code()).or_default() += 1;
        if self.kept.len() < MAX_FINDINGS_KEPT {
            self.kept.push(finding);
        }
    }

    /// Brings those kept into the order of the sheet.
    pub fn sort(&mut self) {
        self.kept.sort_by_key(|finding| (finding.row, finding.column));
    }

    /// Those kept, in the order of the sheet.
    #[must_use]
    pub fn kept(&self) -> &[Finding] {
        &self.kept
    }

    /// How many there are.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts.values().sum()
    }

    /// How many there are of each kind, by [`Reason::code`].
    #[must_use]
    pub const fn counts(&self) -> &BTreeMap<&'static str, u64> {
        &self.counts
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }
}
