//! Sentences, the clauses in them, and the members of a list.

use crate::mend::Span;

use super::bracket::split_outside;

/// The sentences of `text`, split at 。！？ outside of brackets and quotes; the mark itself is left out.
#[must_use]
pub fn sentences(text: &str) -> Vec<Span> {
    split_outside(text, &['。', '!', '?', '！', '？', '\n'])
}

/// The parts of a sentence between semicolons.
#[must_use]
pub fn halves(text: &str, sentence: Span) -> Vec<Span> {
    within(text, sentence, &[';'])
}

/// The clauses of a sentence, split at ， and ；.
#[must_use]
pub fn clauses(text: &str, sentence: Span) -> Vec<Span> {
    within(text, sentence, &[',', ';'])
}

/// The members of a list, split at 、.
#[must_use]
pub fn members(text: &str, list: Span) -> Vec<Span> {
    within(text, list, &['、'])
}

/// The pieces of `span` between `marks`, in places of `text`.
fn within(text: &str, span: Span, marks: &[char]) -> Vec<Span> {
    split_outside(span.of(text), marks).into_iter().map(|piece| piece.after(span.start)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_clauses_and_lists_respect_brackets() {
        let text = "修路(大路。小路)、架桥,种树;引水。做好“一站。”服务。";
        let of = |spans: &[Span]| spans.iter().map(|span| span.of(text).to_owned()).collect::<Vec<_>>();
        let sentences = sentences(text);
        assert_eq!(of(&sentences), ["修路(大路。小路)、架桥,种树;引水", "做好“一站。”服务"]);
        let first = *sentences.first().unwrap();
        assert_eq!(of(&clauses(text, first)), ["修路(大路。小路)、架桥", "种树", "引水"]);
        assert_eq!(of(&halves(text, first)).len(), 2);
        assert_eq!(of(&members(text, *clauses(text, first).first().unwrap())), ["修路(大路。小路)", "架桥"]);
    }
}
