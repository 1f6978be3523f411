//! The elements of a part, told by the vocabulary they belong to and not by its prefix.

use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};

use super::package::damaged;
use crate::ReadError;

/// The vocabulary of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Vocabulary {
    /// Text documents, of either edition of the standard.
    Word,
    /// Formulas.
    Math,
    /// Alternatives for older programs.
    Alternatives,
    /// Any other.
    Other,
}

/// The events of a part.
pub(super) struct Xml<'a> {
    reader: NsReader<&'a [u8]>,
}

impl<'a> Xml<'a> {
    pub(super) fn new(part: &'a str) -> Self {
        let mut reader = NsReader::from_str(part);
        reader.config_mut().check_end_names = true;
        Self { reader }
    }

    /// The next event; none at the end of the part.
    pub(super) fn next(&mut self) -> Result<Option<(Vocabulary, Event<'a>)>, ReadError> {
        let (resolved, event) = self.reader.read_resolved_event().map_err(|cause| damaged(&cause))?;
        if matches!(event, Event::Eof) {
            return Ok(None);
        }
        let vocabulary = match resolved {
            ResolveResult::Bound(Namespace(name)) => match name {
                "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
                | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Vocabulary::Word,
                "http://schemas.openxmlformats.org/officeDocument/2006/math"
                | "http://purl.oclc.org/ooxml/officeDocument/math" => Vocabulary::Math,
                "http://schemas.openxmlformats.org/markup-compatibility/2006" => Vocabulary::Alternatives,
                _ => Vocabulary::Other,
            },
            _ => Vocabulary::Other,
        };
        Ok(Some((vocabulary, event)))
    }
}

/// The value of an attribute by its local name.
pub(super) fn value(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?.into_owned())
}

/// Whether a switch such as `w:vanish` is on: it is, unless its value says no.
pub(super) fn on(element: &BytesStart<'_>) -> bool {
    !matches!(value(element, "val").as_deref(), Some("0" | "false" | "off"))
}
