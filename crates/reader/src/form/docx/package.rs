//! The parts of an Office Open XML file, unpacked within limits whatever its directory claims.

use std::io::{Cursor, Read as _};

use quick_xml::events::Event;
use zip::ZipArchive;
use zip::result::ZipError;

use super::xml::{Xml, value};
use crate::ReadError;
use crate::source::TEXT_LIMIT;

/// The largest part that is unpacked, in bytes: markup takes some eight times the room of the text in it.
const PART: usize = 8 * TEXT_LIMIT;

/// The most files in a package.
const PARTS: usize = 100_000;

/// Whether the bytes are a zip.
pub(crate) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// The error of a file that breaks the format.
pub(super) fn damaged(cause: &dyn std::fmt::Display) -> ReadError {
    ReadError::Damaged { what: "docx", cause: cause.to_string() }
}

/// A zip with parts.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Package<'a> {
    /// Opens a zip that holds a document.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|cause| damaged(&cause))?;
        if zip.len() > PARTS {
            return Err(damaged(&format!("{} parts", zip.len())));
        }
        // Other formats are zips too, each with a folder or file of its own.
        let others = [
            ("xl/", "xlsx"),
            ("ppt/", "pptx"),
            ("OFD.xml", "ofd"),
            ("content.xml", "odt / ods"),
            ("META-INF/container.xml", "epub"),
        ];
        let holds = |sign: &str| zip.file_names().flatten().any(|name| name.starts_with(sign));
        match others.iter().find(|(sign, _)| holds(sign)) {
            Some((_, what)) => Err(ReadError::Binary { what }),
            None if !holds("word/") && !holds("[Content_Types].xml") => Err(ReadError::Binary { what: "zip" }),
            None => Ok(Self { zip }),
        }
    }

    /// The name of the part that holds the document.
    pub(super) fn main(&mut self) -> Result<String, ReadError> {
        let named = self.related("", "_rels/.rels", "/officeDocument")?;
        Ok(named.unwrap_or_else(|| "word/document.xml".to_owned()))
    }

    /// The part that another one refers to by a relationship of this kind.
    pub(super) fn part_of(&mut self, main: &str, kind: &str) -> Result<Option<String>, ReadError> {
        let (folder, name) = main.rsplit_once('/').unwrap_or(("", main));
        let relations = format!("{folder}/_rels/{name}.rels");
        match self.related(folder, relations.trim_start_matches('/'), kind)? {
            Some(name) => self.part(&name),
            None => Ok(None),
        }
    }

    /// A part by its name.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let file = match self.zip.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(cause)) if cause == ZipError::PASSWORD_REQUIRED => {
                return Err(ReadError::Locked { what: "docx" });
            }
            Err(cause) => return Err(damaged(&cause)),
        };
        let mut bytes = Vec::new();
        file.take(PART as u64 + 1).read_to_end(&mut bytes).map_err(|cause| damaged(&cause))?;
        if bytes.len() > PART {
            return Err(ReadError::TooMuchText { limit: TEXT_LIMIT });
        }
        String::from_utf8(bytes).map(Some).map_err(|cause| damaged(&cause))
    }

    /// The target of a relationship listed in the part `relations`; targets are relative to `folder`.
    fn related(&mut self, folder: &str, relations: &str, kind: &str) -> Result<Option<String>, ReadError> {
        let Some(part) = self.part(relations)? else { return Ok(None) };
        let mut xml = Xml::new(&part);
        while let Some((_, event)) = xml.next()? {
            let (Event::Start(element) | Event::Empty(element)) = event else { continue };
            if value(&element, "Type").is_some_and(|own| own.ends_with(kind))
                && let Some(target) = value(&element, "Target")
            {
                return Ok(Some(match target.strip_prefix('/') {
                    Some(absolute) => absolute.to_owned(),
                    None => format!("{folder}/{target}").trim_start_matches('/').to_owned(),
                }));
            }
        }
        Ok(None)
    }
}
