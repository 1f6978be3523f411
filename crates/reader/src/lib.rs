//! A policy document, read by grammar: its outline, tasks, targets, money rules and evaluation rules, each at its place.
//!
//! Bytes become characters ([`form`], [`source`]), characters become paragraphs without the marks of conversion ([`mend`]),
//! paragraphs become documents ([`split`]) with clauses ([`outline`]), and tokens ([`lex`]) are what the extractors read.

pub mod agency;
pub mod body;
mod error;
mod evaluation;
mod force;
pub mod form;
pub mod lex;
pub mod mend;
pub mod model;
mod money;
pub mod outline;
pub mod review;
mod schema;
mod signs;
pub mod source;
pub mod split;
mod targets;
mod tasks;
mod words;

pub use error::ReadError;
pub use form::Pdftotext;
pub use model::Reading;
pub use schema::schema;

/// Reads a file that holds one document or several: plain text, a web page, docx, or a PDF with text.
///
/// # Errors
/// [`ReadError`] when no text can be read; a text without tasks or targets is no error.
pub fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
    read_with(bytes, &Pdftotext::default())
}

/// Reads a file as [`read`] does, a PDF by this program.
///
/// # Errors
/// [`ReadError`] when no text can be read.
pub fn read_with(bytes: &[u8], pdftotext: &Pdftotext) -> Result<Reading, ReadError> {
    form::open(bytes, pdftotext).map(|source| read_source(&source))
}

/// Reads characters that are already at hand.
#[must_use]
pub fn read_source(source: &source::Source) -> Reading {
    let mended = mend::Mended::of(source);
    let documents = split::documents(&mended).into_iter().map(|part| document(&outline::outline(&mended, &part)));
    let (form, offsets) = (source.form(), source.form().offsets());
    let text = (offsets == form::Offsets::Text).then(|| source.chars().iter().collect());
    Reading { documents: documents.collect(), form, offsets, text }
}

/// One document as it is handed out.
fn document(body: &body::Body<'_>) -> model::Document {
    let (in_force_from, in_force_to) = force::in_force(body);
    let mut document = model::Document {
        title: body.title.clone(),
        issuer: body.issuer.clone(),
        number: body.number.clone(),
        date: body.date.clone(),
        in_force_from,
        in_force_to,
        addressees: body.addressees.clone(),
        sections: body.sections(),
        tasks: tasks::tasks(body),
        targets: targets::targets(body),
        money_rules: money::money_rules(body),
        evaluation_rules: evaluation::evaluation_rules(body),
    };
    signs::widen(&mut document);
    document
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_plan_is_read_from_bytes_to_sections() {
        let text = "关于支持小镇发展的意见\n\n各有关单位：\n\n一、总体要求\n\n到2030年建成。\n\n二、任务\n\n（一）修路。修十条路。";
        let reading = read(text.as_bytes()).unwrap();
        let document = reading.documents.first().unwrap();
        assert_eq!(document.title.as_deref(), Some("关于支持小镇发展的意见"));
        assert_eq!(document.addressees, ["各有关单位"]);
        let paths: Vec<_> = document.sections.iter().map(|section| section.path.as_str()).collect();
        assert_eq!(paths, ["一", "二", "二/（一）"]);
    }

    #[test]
    fn a_novel_and_an_english_text_have_no_sections() {
        for text in ["他走了很久。雨还在下，街上没有人。\n\n她在等他。", "It was a dark night.\nNobody came.\n"]
        {
            let reading = read(text.as_bytes()).unwrap();
            assert!(reading.documents.iter().all(|document| document.sections.is_empty()));
        }
    }

    #[test]
    fn brackets_and_levels_without_end_are_read_in_linear_time() {
        for text in ["(".repeat(1_000_000), ")".repeat(1_000_000), "（一）甲。\n1.乙。\n".repeat(50_000)] {
            assert!(read(text.as_bytes()).is_ok());
        }
    }
}
