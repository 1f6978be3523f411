//! One document as the extractors see it: its paragraphs, its clauses, and the way back to the file.

use std::ops::Range;

use crate::mend::{Mended, Span};
use crate::model::Section;
use crate::outline::marker::MarkerKind;

/// Which part of a document a paragraph belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Before the body: a notice, title lines, addressees.
    Front,
    /// What the document says.
    Body,
    /// An annex behind the body.
    Annex,
    /// Signature, date, copies.
    Tail,
}

/// A paragraph or a row of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its place in the mended text.
    pub span: Span,
    /// The same without marker or dash; of an unnumbered heading the words themselves stay.
    pub content: Span,
    /// A row of a table.
    pub row: bool,
    /// Which part it belongs to.
    pub place: Place,
    /// The clause it stands in: an index into [`Body::clauses`].
    pub clause: Option<usize>,
}

/// A clause of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Markers from the top, joined with `/`.
    pub path: String,
    /// Its own marker, as written.
    pub marker: String,
    /// What the marker looks like.
    pub kind: MarkerKind,
    /// Depth, from 1.
    pub level: usize,
    /// The heading, as written.
    pub heading: String,
    /// Where the words of the heading stand.
    pub heading_span: Span,
    /// The clause above it.
    pub parent: Option<usize>,
    /// A clause below it exists.
    pub has_children: bool,
    /// Its own paragraphs, the heading's line first, up to the next clause of any level.
    pub paragraphs: Range<usize>,
    /// One past the last paragraph of it and all below it.
    pub end: usize,
    /// Where it stands.
    pub place: Place,
}

/// One document.
#[derive(Clone, Debug)]
pub struct Body<'a> {
    pub(crate) mended: &'a Mended<'a>,
    /// The title; of the plan where a notice forwards one.
    pub title: Option<String>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// Document number.
    pub number: Option<String>,
    /// Date of issue, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// To whom it is addressed.
    pub addressees: Vec<String>,
    /// All paragraphs in the order of the text.
    pub paragraphs: Vec<Paragraph>,
    /// All clauses in the order of the text.
    pub clauses: Vec<Clause>,
}

impl<'a> Body<'a> {
    /// The mended text all spans refer to; it may hold other documents too.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.mended.text()
    }

    /// The mended words of `span`: narrow signs, no stray blanks.
    #[must_use]
    pub fn words(&self, span: Span) -> &'a str {
        span.of(self.mended.text())
    }

    /// Where `span` stands in the file: characters, end excluded.
    #[must_use]
    pub fn offset(&self, span: Span) -> [usize; 2] {
        self.mended.offset(span)
    }

    /// The words of `span` exactly as they stand in the file: what goes into `text` beside `offset`.
    #[must_use]
    pub fn quoted(&self, span: Span) -> String {
        self.mended.quoted(span)
    }

    /// The words of `span` as written, without blanks and line breaks: names, headings, agencies.
    #[must_use]
    pub fn verbatim(&self, span: Span) -> String {
        self.mended.verbatim(span)
    }

    /// The paragraphs of a clause, its heading's line first, without those of the clauses below it.
    #[must_use]
    pub fn own(&self, clause: &Clause) -> &[Paragraph] {
        self.paragraphs.get(clause.paragraphs.clone()).unwrap_or_default()
    }

    /// The paragraphs of a clause and of all clauses below it.
    #[must_use]
    pub fn all(&self, clause: &Clause) -> &[Paragraph] {
        self.paragraphs.get(clause.paragraphs.start..clause.end).unwrap_or_default()
    }

    /// The paragraphs of body and annexes: what extractors read.
    pub fn prose(&self) -> impl Iterator<Item = &Paragraph> {
        self.paragraphs.iter().filter(|paragraph| matches!(paragraph.place, Place::Body | Place::Annex))
    }

    /// The clause a paragraph stands in.
    #[must_use]
    pub fn clause(&self, paragraph: &Paragraph) -> Option<&Clause> {
        paragraph.clause.and_then(|at| self.clauses.get(at))
    }

    /// The path of the clause a paragraph stands in; empty before the first clause.
    #[must_use]
    pub fn path(&self, paragraph: &Paragraph) -> &str {
        self.clause(paragraph).map_or("", |clause| &clause.path)
    }

    /// The clauses above a clause, the nearest first.
    pub fn above<'b>(&'b self, clause: &'b Clause) -> impl Iterator<Item = &'b Clause> {
        std::iter::successors(clause.parent.and_then(|at| self.clauses.get(at)), |above| {
            above.parent.and_then(|at| self.clauses.get(at))
        })
    }

    /// The outline as it is handed out.
    pub(crate) fn sections(&self) -> Vec<Section> {
        let section = |clause: &Clause| {
            let span = self.own(clause).first().map(|line| line.span).unwrap_or_default();
            let span = Span::new(span.start, clause.heading_span.end.max(span.start));
            Section {
                path: clause.path.clone(),
                marker: clause.marker.clone(),
                level: clause.level,
                heading: clause.heading.clone(),
                text: self.quoted(span),
                offset: self.offset(span),
                confidence: if clause.kind == MarkerKind::Words { 0.8 } else { 0.95 },
            }
        };
        self.clauses.iter().map(section).collect()
    }
}
