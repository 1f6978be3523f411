//! Why a file could not be read as text, and what to do about it.

use domain::say::{Lang, Said, Say};
use thiserror::Error;

use crate::source::LIMIT;

/// A file that is no text the reader can read.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ReadError {
    /// No characters, or only blank ones.
    #[error("the file holds no text")]
    Empty,
    /// Bytes that are a program's own format: an image, an archive, a scan.
    #[error("the file is not text: {what}")]
    Binary {
        /// What the first bytes look like, such as `PDF`.
        what: &'static str,
    },
    /// Neither UTF-8 nor GB18030.
    #[error("the bytes are neither UTF-8 nor GB18030")]
    Encoding,
    /// More than [`LIMIT`] bytes.
    #[error("the file has {bytes} bytes, more than {LIMIT}")]
    TooLarge {
        /// The size of the file in bytes.
        bytes: usize,
    },
}

impl Say for ReadError {
    fn say(&self, lang: Lang) -> String {
        let said = match self {
            Self::Empty => Said::new(
                "文件里没有文字。请检查是否选错了文件，或打开原文后把文字粘贴进来。",
                "The file holds no text. Check that it is the right file, or open the original and paste its text.",
            ),
            Self::Binary { what } => Said::new(
                format!("这个文件不是纯文本（看起来是 {what}）。请在原来的程序里打开，另存为 txt，或把文字粘贴进来。"),
                format!(
                    "The file is not plain text (it looks like {what}). Open it where it was made and save it as txt, or paste its text."
                ),
            ),
            Self::Encoding => Said::new(
                "文字编码既不是 UTF-8 也不是 GB18030。请在记事本里打开，另存为 UTF-8 编码后再试。",
                "The text is neither UTF-8 nor GB18030. Open it in an editor, save it as UTF-8 and try again.",
            ),
            Self::TooLarge { bytes } => {
                let (size, limit) = (bytes.div_ceil(1 << 20), LIMIT >> 20);
                Said::new(
                    format!("文件约 {size} MB，超过 {limit} MB 的上限。请只保留要读的文件正文，或拆成几个文件。"),
                    format!(
                        "The file is about {size} MB, above the limit of {limit} MB. Keep only the document itself, or split the file."
                    ),
                )
            }
        };
        said.say(lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_says_the_next_step_in_both_languages() {
        let all = [
            ReadError::Empty,
            ReadError::Binary { what: "PDF" },
            ReadError::Encoding,
            ReadError::TooLarge { bytes: 1 << 27 },
        ];
        for error in all {
            assert!(error.say(Lang::Zh).contains("请"), "{error}");
            assert!(error.say(Lang::En).is_ascii(), "{error}");
        }
    }
}
