//! Why a file cannot be read as a spreadsheet at all.

use domain::say::{Lang, Said, Say};

use crate::limits::{MAX_COLUMNS, MAX_FILE_BYTES, MAX_GRID_CELLS, MAX_PARTS, MAX_ROWS, MAX_SHEETS, MAX_UNPACKED_BYTES};

/// What a file that is not a spreadsheet is instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Other {
    /// A Word document.
    Word,
    /// A slide show.
    Slides,
    /// A PDF.
    Pdf,
    /// A picture.
    Picture,
    /// An archive (zip, rar, 7z) of something else.
    Archive,
    /// A web page, or XML, under a spreadsheet's name, as some systems export.
    Markup,
    /// A binary workbook (xlsb), which is not read.
    Xlsb,
    /// Something binary.
    Binary,
}

impl Say for Other {
    fn say(&self, lang: Lang) -> String {
        let (zh, en) = match self {
            Self::Word => ("Word 文档", "a Word document"),
            Self::Slides => ("演示文稿", "a slide show"),
            Self::Pdf => ("PDF 文件", "a PDF"),
            Self::Picture => ("图片", "a picture"),
            Self::Archive => ("压缩包", "an archive"),
            Self::Markup => {
                ("网页或 XML（有的系统导出时把它存成 .xls）", "a web page or XML (some systems export it as .xls)")
            }
            Self::Xlsb => ("二进制工作簿（xlsb）", "a binary workbook (xlsb)"),
            Self::Binary => ("无法识别的二进制文件", "binary data of an unknown kind"),
        };
        match lang {
            Lang::Zh => zh.to_owned(),
            Lang::En => en.to_owned(),
        }
    }
}

/// A limit that a file goes beyond.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// [`MAX_FILE_BYTES`].
    FileBytes,
    /// [`MAX_UNPACKED_BYTES`].
    UnpackedBytes,
    /// [`MAX_PARTS`].
    Parts,
    /// [`MAX_SHEETS`].
    Sheets,
    /// [`MAX_ROWS`].
    Rows,
    /// [`MAX_COLUMNS`].
    Columns,
    /// [`MAX_GRID_CELLS`].
    GridCells,
}

impl Limit {
    fn words(self) -> (String, String) {
        let mib = |bytes: usize| bytes >> 20;
        match self {
            Self::FileBytes => {
                let most = mib(MAX_FILE_BYTES);
                (format!("文件超过 {most} MiB"), format!("the file is larger than {most} MiB"))
            }
            Self::UnpackedBytes => {
                let most = mib(MAX_UNPACKED_BYTES);
                (format!("解压后超过 {most} MiB"), format!("it unpacks to more than {most} MiB"))
            }
            Self::Parts => (format!("文件内的部件超过 {MAX_PARTS} 个"), format!("it has more than {MAX_PARTS} parts")),
            Self::Sheets => (format!("工作表超过 {MAX_SHEETS} 个"), format!("it has more than {MAX_SHEETS} sheets")),
            Self::Rows => (format!("工作表超过 {MAX_ROWS} 行"), format!("a sheet has more than {MAX_ROWS} rows")),
            Self::Columns => {
                (format!("有内容的列超过 {MAX_COLUMNS} 列"), format!("a sheet has content beyond column {MAX_COLUMNS}"))
            }
            Self::GridCells => (
                format!("单元格（连同中间的空白）超过 {MAX_GRID_CELLS} 个"),
                format!("it has more than {MAX_GRID_CELLS} cells, blank ones between others included"),
            ),
        }
    }
}

/// Why a file cannot be read as a spreadsheet.
#[derive(Debug)]
pub enum OpenError {
    /// The file has no bytes, or only spaces.
    Empty {
        /// The file's name.
        file: String,
    },
    /// The file is something else.
    NotASpreadsheet {
        /// The file's name.
        file: String,
        /// What it is instead.
        other: Other,
    },
    /// The file is encrypted.
    Password {
        /// The file's name.
        file: String,
    },
    /// The file begins as a spreadsheet and then is not one.
    Damaged {
        /// The file's name.
        file: String,
        /// What the parser said; for the log.
        cause: Cause,
    },
    /// The text is neither Unicode nor GB 18030.
    Encoding {
        /// The file's name.
        file: String,
    },
    /// The file goes beyond a limit.
    Limit {
        /// The file's name.
        file: String,
        /// Which limit.
        limit: Limit,
    },
    /// There is no sheet of this name.
    NoSuchSheet {
        /// The file's name.
        file: String,
        /// The name asked for.
        sheet: String,
        /// The sheets there are.
        known: Vec<String>,
    },
    /// The person stopped the reading.
    Cancelled {
        /// The file's name.
        file: String,
    },
}

/// What a parser said, for the log.
#[derive(Debug, thiserror::Error)]
pub enum Cause {
    /// The workbook parser.
    #[error(transparent)]
    Workbook(#[from] calamine::Error),
    /// The archive parser.
    #[error(transparent)]
    Archive(#[from] zip::result::ZipError),
    /// The XML parser.
    #[error(transparent)]
    Xml(#[from] quick_xml::Error),
    /// The text parser.
    #[error(transparent)]
    Text(#[from] csv::Error),
    /// Reading bytes.
    #[error(transparent)]
    Bytes(#[from] std::io::Error),
    /// A rule of the format that the file breaks.
    #[error("{0}")]
    Rule(&'static str),
    /// The parser stopped in a way it should not; its message went where panics are reported.
    #[error("the parser gave up")]
    GaveUp,
}

impl Say for OpenError {
    fn say(&self, lang: Lang) -> String {
        self.said().say(lang)
    }
}

impl OpenError {
    fn said(&self) -> Said {
        match self {
            Self::Empty { file } => Said::new(
                format!("“{file}”是空文件，没有任何内容。请确认导出或复制时没有出错，然后重新选择文件。"),
                format!("“{file}” is empty. Check that it was exported or copied completely, then choose it again."),
            ),
            Self::NotASpreadsheet { file, other } => Said::new(
                format!(
                    "“{file}”不是电子表格，而是{}。请用 Excel、WPS 或 LibreOffice 打开原表，另存为 xlsx 后再导入。",
                    other.say(Lang::Zh)
                ),
                format!(
                    "“{file}” is not a spreadsheet but {}. Open the table in Excel, WPS or LibreOffice, save it as \
                     xlsx, and import that.",
                    other.say(Lang::En)
                ),
            ),
            Self::Password { file } => Said::new(
                format!(
                    "“{file}”设有打开密码，无法读取。请打开它，取消密码（文件 → 保护工作簿 → 用密码进行加密，清空密码）后另存，再导入。"
                ),
                format!("“{file}” is protected by a password. Open it, remove the password, save it, and import that."),
            ),
            Self::Damaged { file, .. } => Said::new(
                format!(
                    "“{file}”已损坏或不完整，无法读取。请用 Excel 或 WPS 打开并另存一份；打不开时，请向提供方重新索取。"
                ),
                format!(
                    "“{file}” is damaged or incomplete. Open it in Excel or WPS and save a copy; where that fails, ask \
                     whoever sent it to send it again."
                ),
            ),
            Self::Encoding { file } => Said::new(
                format!("“{file}”是文本，但既不是 UTF-8 也不是 GB18030 编码。请另存为 xlsx，或“CSV UTF-8”格式。"),
                format!("“{file}” is text, but neither UTF-8 nor GB 18030. Save it as xlsx or as CSV in UTF-8."),
            ),
            Self::Limit { file, limit } => {
                let (zh, en) = limit.words();
                Said::new(
                    format!("“{file}”太大：{zh}。请删去无关的工作表、行或列，或分成几个文件导入。"),
                    format!("“{file}” is too large: {en}. Remove what is not needed, or import it in several files."),
                )
            }
            Self::NoSuchSheet { file, sheet, known } => Said::new(
                format!("“{file}”里没有名为“{sheet}”的工作表；现有：{}。请改正映射文件里的 sheet。", known.join("、")),
                format!(
                    "“{file}” has no sheet “{sheet}”; it has: {}. Correct “sheet” in the mapping.",
                    known.join(", ")
                ),
            ),
            Self::Cancelled { file } => Said::new(
                format!("已停止读取“{file}”，没有写入任何数据。"),
                format!("Stopped reading “{file}”; nothing was written."),
            ),
        }
    }

    /// A stable word for this error, for JSON and tests.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty { .. } => "empty_file",
            Self::NotASpreadsheet { .. } => "not_a_spreadsheet",
            Self::Password { .. } => "password",
            Self::Damaged { .. } => "damaged",
            Self::Encoding { .. } => "encoding",
            Self::Limit { .. } => "limit",
            Self::NoSuchSheet { .. } => "no_such_sheet",
            Self::Cancelled { .. } => "cancelled",
        }
    }
}

impl std::fmt::Display for OpenError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.say(Lang::Zh))
    }
}

impl std::error::Error for OpenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Damaged { cause, .. } => Some(cause),
            _ => None,
        }
    }
}
