//! Why a file could not be read as text, and what to do about it.

use domain::say::{Lang, Said, Say};
use thiserror::Error;

/// A file whose text cannot be read.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ReadError {
    /// No characters, or only blank ones.
    #[error("the file holds no text")]
    Empty,
    /// Bytes that are a program's own format: an image, an archive, a spreadsheet.
    #[error("the file is not text: {what}")]
    Binary {
        /// What it looks like, such as `xlsx`.
        what: &'static str,
    },
    /// Neither UTF-8 nor GB18030 nor what the file itself says.
    #[error("the bytes are neither UTF-8 nor GB18030")]
    Encoding,
    /// Most characters are private ones, without a meaning outside the program that wrote them.
    #[error("most characters are private or were lost")]
    Garbled,
    /// More bytes than are read of such a file.
    #[error("the file has {bytes} bytes, more than {limit}")]
    TooLarge {
        /// The size of the file in bytes.
        bytes: usize,
        /// The most bytes that are read.
        limit: usize,
    },
    /// A file that unpacks to more than is read.
    #[error("the file unpacks to more than {limit} bytes of text")]
    TooMuchText {
        /// The most bytes that are read.
        limit: usize,
    },
    /// A file that breaks its format.
    #[error("the {what} is damaged: {cause}")]
    Damaged {
        /// The format, such as `docx`.
        what: &'static str,
        /// Why, for the log.
        cause: String,
    },
    /// A file that asks for a password, or does not let its text be copied.
    #[error("the {what} is locked")]
    Locked {
        /// The format, such as `pdf`.
        what: &'static str,
    },
    /// The program that reads PDF is not installed.
    #[error("pdftotext is not installed")]
    NoPdftotext,
    /// A PDF of pictures, without a text layer.
    #[error("the pdf has no text on {pages} pages")]
    Scanned {
        /// Its pages.
        pages: usize,
    },
    /// A PDF that takes too long.
    #[error("the pdf was not read within {seconds} s")]
    TooSlow {
        /// How long it was waited for.
        seconds: u64,
    },
}

impl ReadError {
    /// Both wordings.
    fn said(&self) -> Said {
        match self {
            Self::Empty => Said::new(
                "文件里没有文字。请检查是否选错了文件，或打开原文后把文字粘贴进来。",
                "The file holds no text. Check that it is the right file, or open the original and paste its text.",
            ),
            Self::Binary { what: "binary" } => Said::new(
                "这个文件不是文本，是程序用的二进制数据。请检查是否选错了文件，或打开原文后把文字粘贴进来。",
                "The file is no text but binary data. Check that it is the right file, or open the original and paste its text.",
            ),
            Self::Binary { what } => Said::new(
                format!(
                    "这个文件不是能读的文本（看起来是 {what} 格式）。请在原来的程序里打开，另存为 docx 或 txt，或把文字粘贴进来。"
                ),
                format!(
                    "The file is no text that can be read (it looks like {what}). Open it where it was made and save it as docx or txt, or paste its text."
                ),
            ),
            Self::Encoding => Said::new(
                "文字编码既不是 UTF-8 也不是 GB18030。请在记事本里打开，另存为 UTF-8 编码后再试。",
                "The text is neither UTF-8 nor GB18030. Open it in an editor, save it as UTF-8 and try again.",
            ),
            Self::Garbled => Said::new(
                "文件里的文字大多是自造字符或乱码，读不出内容。请换一个能正常复制文字的版本，或把正文重新录入后粘贴进来。",
                "Most characters of the file are private ones or were lost. Use a version whose text can be copied, or type the text and paste it.",
            ),
            Self::TooLarge { bytes, limit } => {
                let (size, limit) = (megabytes(*bytes), megabytes(*limit));
                Said::new(
                    format!("文件约 {size} MB，超过 {limit} MB 的上限。请只保留要读的文件正文，或拆成几个文件。"),
                    format!(
                        "The file is about {size} MB, above the limit of {limit} MB. Keep only the document itself, or split the file."
                    ),
                )
            }
            Self::TooMuchText { limit } => {
                let limit = megabytes(*limit);
                Said::new(
                    format!(
                        "文件解开后的文字超过 {limit} MB 的上限，没有读下去。请检查文件是否正常，或只保留要读的正文另存一份。"
                    ),
                    format!(
                        "The file unpacks to more than {limit} MB of text and was not read further. Check the file, or save only the document itself."
                    ),
                )
            }
            Self::Damaged { what, .. } => Said::new(
                format!("这个 {what} 文件已损坏或不完整，打不开。请重新下载或另存一份再试，或把文字粘贴进来。"),
                format!("The {what} file is damaged or incomplete. Download or save it again, or paste its text."),
            ),
            Self::Locked { what } => Said::new(
                format!("这个 {what} 文件有密码或限制了复制。请先取消密码和限制另存一份，或把文字粘贴进来。"),
                format!(
                    "The {what} file has a password or does not let its text be copied. Save it without, or paste its text."
                ),
            ),
            Self::NoPdftotext => Said::new(
                "本机没有安装读取 PDF 所需的程序 pdftotext。请管理员安装 poppler-utils（如 apt install poppler-utils），或打开 PDF 把文字复制粘贴进来。",
                "The program pdftotext that reads PDF is not installed. Have poppler-utils installed (such as apt install poppler-utils), or open the PDF and paste its text.",
            ),
            Self::Scanned { pages } => Said::new(
                format!(
                    "这个 PDF 共 {pages} 页，是扫描件或图片，没有文字层。请先做文字识别（OCR），或换成文字版，或把文字粘贴进来。"
                ),
                format!(
                    "The PDF of {pages} pages is a scan without text. Run text recognition (OCR) on it, use a version with text, or paste the text."
                ),
            ),
            Self::TooSlow { seconds } => Said::new(
                format!("读取这个 PDF 超过 {seconds} 秒，已停止。请只保留要读的页另存一份，或把文字粘贴进来。"),
                format!(
                    "Reading the PDF took more than {seconds} s and was stopped. Save only the pages to be read, or paste the text."
                ),
            ),
        }
    }
}

impl Say for ReadError {
    fn say(&self, lang: Lang) -> String {
        self.said().say(lang)
    }
}

/// Whole megabytes, rounded up.
const fn megabytes(bytes: usize) -> usize {
    bytes.div_ceil(1 << 20)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_says_the_next_step_in_both_languages() {
        let all = [
            ReadError::Empty,
            ReadError::Binary { what: "PNG" },
            ReadError::Encoding,
            ReadError::Garbled,
            ReadError::TooLarge { bytes: 1 << 27, limit: 100 << 20 },
            ReadError::TooMuchText { limit: 16 << 20 },
            ReadError::Damaged { what: "docx", cause: "no such part".to_owned() },
            ReadError::Locked { what: "pdf" },
            ReadError::NoPdftotext,
            ReadError::Scanned { pages: 3 },
            ReadError::TooSlow { seconds: 20 },
        ];
        for error in all {
            assert!(error.say(Lang::Zh).contains("请"), "{error}");
            assert!(error.say(Lang::En).is_ascii(), "{error}");
            assert!(!error.say(Lang::Zh).contains("no such part"), "the cause is for the log");
        }
    }
}
