//! Makes a document of Word out of the parts a test names.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A package of these files.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A document whose body, styles and lists are these.
pub fn docx(body: &str, styles: &str, lists: &str) -> Vec<u8> {
    let part = |root: &str, inner: &str| {
        format!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root} xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">{inner}</w:{root}>"#
        )
    };
    let relations = |list: &[(&str, &str)]| {
        let one = |(kind, target): &(&str, &str)| {
            format!(r#"<Relationship Id="r{kind}" Type="{OFFICE}/{kind}" Target="{target}"/>"#)
        };
        format!("<Relationships>{}</Relationships>", list.iter().map(one).collect::<Vec<_>>().concat())
    };
    let document = part("document", &format!("<w:body>{body}</w:body>"));
    let parts = [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("_rels/.rels", relations(&[("officeDocument", "word/document2.xml")])),
        ("word/_rels/document2.xml.rels", relations(&[("styles", "styles.xml"), ("numbering", "/word/numbering.xml")])),
        ("word/document2.xml", document),
        ("word/styles.xml", part("styles", styles)),
        ("word/numbering.xml", part("numbering", lists)),
        ("word/header1.xml", part("hdr", "<w:p><w:r><w:t>页眉</w:t></w:r></w:p>")),
    ];
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    zip(&parts)
}
