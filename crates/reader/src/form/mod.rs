//! The form of a file, told by what is in it and never by its name, and the text that is read of it.

pub(crate) mod decode;
mod docx;
mod flow;
mod html;
mod pdf;
mod sign;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use pdf::Pdftotext;

use crate::ReadError;
use crate::source::{LIMIT, Source};

/// The form of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// Plain text, also what is pasted.
    #[default]
    Txt,
    /// A web page.
    Html,
    /// A document of Word or WPS, Office Open XML.
    Docx,
    /// A PDF with a text layer.
    Pdf,
}

impl Form {
    /// What offsets into a file of this form count.
    #[must_use]
    pub const fn offsets(self) -> Offsets {
        match self {
            Self::Txt | Self::Html => Offsets::File,
            Self::Docx | Self::Pdf => Offsets::Text,
        }
    }
}

/// What offsets count: characters, that is Unicode code points, from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Offsets {
    /// Characters of the file itself, decoded, without a byte-order mark.
    #[default]
    File,
    /// Characters of the text that was taken out of the file and is handed out with the reading.
    Text,
}

/// The text of a file.
///
/// # Errors
/// [`ReadError`] when nothing can be read of it.
pub fn open(bytes: &[u8], pdftotext: &Pdftotext) -> Result<Source, ReadError> {
    if bytes.len() > LIMIT {
        return Err(ReadError::TooLarge { bytes: bytes.len(), limit: LIMIT });
    }
    if pdf::is_pdf(bytes) {
        return Source::extracted(Form::Pdf, &pdftotext.text(bytes)?);
    }
    if docx::is_zip(bytes) {
        return Source::extracted(Form::Docx, &docx::text(bytes)?);
    }
    if let Some(what) = sign::binary(bytes) {
        return Err(ReadError::Binary { what });
    }
    if html::is_html(bytes) {
        let text = decode::text(bytes, html::declared(bytes))?;
        return Source::placed(Form::Html, html::read(&text));
    }
    Source::decode(bytes)
}
