//! A paragraph cut into sentences, the pieces between commas, and the segments of a list.

use std::ops::Range;

use crate::lex::bracket::{Pair, pairs};
use crate::lex::{Kind, Token, tokens};
use crate::mend::Span;

/// A paragraph and its tokens; places are bytes of the paragraph.
pub(super) struct Line<'t> {
    /// Its words.
    pub text: &'t str,
    /// All of its tokens.
    pub tokens: Vec<Token>,
    /// For each token whether it stands in brackets or quotes.
    inside: Vec<bool>,
    /// The outermost brackets and quotes.
    pub pairs: Vec<Pair>,
}

/// What stands between two commas.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Its place.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The number of its part between semicolons.
    pub half: usize,
    /// The number of its sentence.
    pub sentence: usize,
}

impl<'t> Line<'t> {
    /// Reads the tokens of `text`.
    pub fn of(text: &'t str) -> Self {
        let tokens = tokens(text);
        let pairs: Vec<Pair> = pairs(text).into_iter().filter(|pair| pair.depth == 0).collect();
        let mut around = pairs.iter().peekable();
        let mut held = |span: Span| {
            while around.next_if(|pair| pair.outer.end <= span.start).is_some() {}
            around.peek().is_some_and(|pair| pair.inner.holds(span))
        };
        let inside = tokens.iter().map(|token| held(token.span)).collect();
        Self { text, tokens, inside, pairs }
    }

    /// The words of `span`.
    pub fn words(&self, span: Span) -> &'t str {
        span.of(self.text)
    }

    /// The tokens at `range` that stand in no bracket or quote, with their numbers.
    pub fn outer(&self, range: Range<usize>) -> impl DoubleEndedIterator<Item = (usize, &Token)> {
        let start = range.start;
        let all =
            self.tokens.get(range).unwrap_or_default().iter().enumerate().map(move |(at, token)| (start + at, token));
        all.filter(|(at, _)| !self.inside.get(*at).copied().unwrap_or_default())
    }

    /// The pieces between commas, semicolons, colons and full stops.
    pub fn pieces(&self) -> Vec<Piece> {
        let (mut out, mut start, mut half, mut sentence) = (Vec::new(), 0, 0, 0);
        let mut close = |tokens: Range<usize>, half, sentence| {
            let stretch = self.tokens.get(tokens.clone()).unwrap_or_default();
            if let (Some(first), Some(last)) = (stretch.first(), stretch.last()) {
                out.push(Piece { span: first.span.join(last.span), tokens, half, sentence });
            }
        };
        for (at, token) in self.outer(0..self.tokens.len()) {
            let Kind::Mark(mark) = token.kind else { continue };
            if mark == '、' {
                continue;
            }
            close(start..at, half, sentence);
            start = at + 1;
            let stop = matches!(mark, '。' | '!' | '?' | '！' | '？');
            half += usize::from(stop || mark == ';');
            sentence += usize::from(stop);
        }
        close(start..self.tokens.len(), half, sentence);
        out
    }

    /// The members of a piece, parted by 、.
    pub fn segments(&self, piece: &Piece) -> Vec<Range<usize>> {
        let (mut out, mut start) = (Vec::new(), piece.tokens.start);
        for (at, token) in self.outer(piece.tokens.clone()) {
            if token.kind == Kind::Mark('、') {
                out.push(start..at);
                start = at + 1;
            }
        }
        out.push(start..piece.tokens.end);
        out.retain(|range| !range.is_empty());
        out
    }

    /// Where the tokens at `range` stand.
    pub fn span(&self, range: &Range<usize>) -> Span {
        let stretch = self.tokens.get(range.clone()).unwrap_or_default();
        match (stretch.first(), stretch.last()) {
            (Some(first), Some(last)) => first.span.join(last.span),
            _ => Span::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_falls_into_pieces_and_members() {
        let line = Line::of("产值、税收(全口径,含基金)达到1,200亿元、30亿元;“3、5”工程。新增厂房。");
        let pieces = line.pieces();
        let words: Vec<_> = pieces.iter().map(|piece| line.words(piece.span)).collect();
        assert_eq!(words, ["产值、税收(全口径,含基金)达到1,200亿元、30亿元", "“3、5”工程", "新增厂房"]);
        let members = line.segments(pieces.first().unwrap());
        let members: Vec<_> = members.iter().map(|range| line.words(line.span(range))).collect();
        assert_eq!(members, ["产值", "税收(全口径,含基金)达到1,200亿元", "30亿元"]);
        assert_eq!(
            pieces.iter().map(|piece| (piece.half, piece.sentence)).collect::<Vec<_>>(),
            [(0, 0), (1, 0), (2, 1)]
        );
    }
}
