//! Clauses from markers: which stands under which.

use crate::body::{Clause, Paragraph, Place};
use crate::mend::{Line, Mended, Span};

use super::marker::{Marker, MarkerKind, marker};
use super::order::{Order, Seen};
use super::{annex, annex_head, words};

/// The longest heading, in characters.
const HEADING: usize = 60;

/// The paragraphs and clauses of a document. With `forwards`, what a notice forwards is the body, not an annex.
pub(super) fn tree(
    mended: &Mended<'_>,
    lines: &[Line],
    places: &[Place],
    forwards: bool,
) -> (Vec<Paragraph>, Vec<Clause>) {
    let marks = marks(mended, lines, places);
    let mut build = Build {
        mended,
        paragraphs: Vec::with_capacity(lines.len()),
        clauses: Vec::new(),
        stack: Vec::new(),
        annex: String::new(),
        order: Order::default(),
    };
    let mut orders = orders(mended, lines, &marks).into_iter().peekable();
    for (at, line) in lines.iter().enumerate() {
        let place = places.get(at).copied().unwrap_or(Place::Body);
        let text = mended.words(line.span);
        while let Some((_, order)) = orders.next_if(|(from, _)| *from == at) {
            build.order = order;
        }
        let over_row = place == Place::Annex && lines.get(at + 1).is_some_and(|next| next.row);
        if let Some(head) = annex_head(text, over_row).filter(|_| matches!(place, Place::Annex | Place::Body)) {
            build.close(0);
            let head = Span::new(line.span.start, line.span.start + head);
            build.annex = if place == Place::Annex || !forwards { mended.verbatim(head) } else { String::new() };
        } else if place == Place::Tail {
            build.close(0);
        }
        let mark = marks.get(at).copied().flatten();
        if let Some(mark) = mark {
            build.open(line, mark, place);
        }
        let from = mark.map_or(0, |mark| if mark.kind == MarkerKind::Words { mark.label.start } else { mark.rest });
        let content = Span::new((line.span.start + from).min(line.span.end), line.span.end);
        let clause = build.stack.last().copied();
        build.paragraphs.push(Paragraph { span: line.span, content, row: line.row, place, clause });
        if let Some(clause) = clause.and_then(|at| build.clauses.get_mut(at)) {
            clause.paragraphs.end = at + 1;
        }
    }
    build.close(0);
    (build.paragraphs, build.clauses)
}

/// How markers nest in the body and in each annex, with the line it begins with.
fn orders(mended: &Mended<'_>, lines: &[Line], marks: &[Option<Marker>]) -> Vec<(usize, Order)> {
    let mut out = Vec::new();
    let (mut start, mut seen) = (0, Vec::new());
    for (at, (line, mark)) in lines.iter().zip(marks).enumerate() {
        let text = mended.words(line.span);
        if annex(text) {
            out.push((start, Order::of(&seen)));
            (start, seen) = (at, Vec::new());
        }
        if let Some(mark) = mark.filter(|mark| mark.kind != MarkerKind::Words) {
            let number = mark.label.of(text).trim_matches(|ch| "(第编章节条)".contains(ch));
            seen.push(Seen { kind: mark.kind, first: matches!(number, "一" | "1" | "①") });
        }
    }
    out.push((start, Order::of(&seen)));
    out
}

/// The marker of each line, headings without number included.
fn marks(mended: &Mended<'_>, lines: &[Line], places: &[Place]) -> Vec<Option<Marker>> {
    let prose = |at: usize| places.get(at).is_some_and(|place| matches!(place, Place::Body | Place::Annex));
    let mut marks: Vec<Option<Marker>> = lines
        .iter()
        .enumerate()
        .map(|(at, line)| if prose(at) && !line.row { marker(mended.words(line.span)) } else { None })
        .collect();
    let mut listed: Option<usize> = None;
    for (mark, line) in marks.iter_mut().zip(lines) {
        let text = mended.words(line.span);
        let next = listed.and_then(|last| mark.filter(|mark| mark.label.of(text).parse() == Ok(last + 1)));
        // 附件:1.某表 and below it 2.某表: a list of annexes, not clauses. The first may stand on a line of its own.
        if text.starts_with("附件:1") {
            listed = Some(1);
        } else if text == "附件:" {
            listed = Some(0);
        } else if let (Some(last), Some(_)) = (listed, next.filter(|_| !text.contains(['。', ';', ':']))) {
            *mark = None;
            listed = Some(last + 1);
        } else {
            listed = None;
        }
    }
    let mut start = marks.iter().position(Option::is_some).unwrap_or(marks.len());
    while start < marks.len() {
        let from = start + 1;
        let next = |mark: &Option<Marker>| mark.is_some();
        let length = marks.get(from..).and_then(|rest| rest.iter().position(next)).unwrap_or(marks.len() - from);
        let group: Vec<&str> = (from..from + length)
            .take_while(|at| prose(*at))
            .filter_map(|at| lines.get(at))
            .map(|line| if line.row { "" } else { mended.words(line.span) })
            .collect();
        for (mark, heading) in marks.iter_mut().skip(from).zip(words::headings(&group)) {
            *mark = heading.map(|label| Marker { kind: MarkerKind::Words, label, rest: label.end });
        }
        start = from + length;
    }
    marks
}

/// The outline while it grows.
struct Build<'a> {
    mended: &'a Mended<'a>,
    paragraphs: Vec<Paragraph>,
    clauses: Vec<Clause>,
    /// Open clauses from the top. No deeper than there are kinds of markers.
    stack: Vec<usize>,
    /// The annex we are in; its clauses stand under its name.
    annex: String,
    /// How markers nest here.
    order: Order,
}

impl Build<'_> {
    /// Closes all but the first `keep` open clauses.
    fn close(&mut self, keep: usize) {
        let end = self.paragraphs.len();
        for at in self.stack.drain(keep.min(self.stack.len())..) {
            if let Some(clause) = self.clauses.get_mut(at) {
                clause.end = end;
            }
        }
    }

    /// Opens the clause of a line under the clause it belongs to: a kind that is open continues there, a new one goes below.
    fn open(&mut self, line: &Line, mark: Marker, place: Place) {
        let kind = |at: &usize| self.clauses.get(*at).map(|clause| clause.kind);
        let same = self.stack.iter().position(|at| kind(at) == Some(mark.kind));
        let rank = self.order.rank(mark.kind);
        let lower = |at: &usize| kind(at).is_some_and(|kind| self.order.rank(kind) > rank);
        let below = || self.stack.iter().position(lower).unwrap_or(self.stack.len());
        let keep = same.unwrap_or_else(below);
        self.close(keep);
        let parent = self.stack.last().copied();
        let label = self.mended.verbatim(mark.label.after(line.span.start));
        let above = parent.and_then(|at| self.clauses.get_mut(at));
        let path = match above {
            Some(above) => {
                above.has_children = true;
                format!("{}/{label}", above.path)
            }
            None if self.annex.is_empty() => label.clone(),
            None => format!("{}/{label}", self.annex),
        };
        let heading_span = self.heading(line, mark);
        let at = self.paragraphs.len();
        self.stack.push(self.clauses.len());
        self.clauses.push(Clause {
            path,
            marker: label,
            kind: mark.kind,
            level: self.stack.len(),
            heading: self.mended.verbatim(heading_span),
            heading_span,
            parent,
            has_children: false,
            paragraphs: at..at + 1,
            end: at + 1,
            place,
        });
    }

    /// The words of a heading: up to the first 。 or ：, at most [`HEADING`] characters.
    fn heading(&self, line: &Line, mark: Marker) -> Span {
        if mark.kind == MarkerKind::Words {
            return mark.label.after(line.span.start);
        }
        let text = self.mended.words(line.span);
        let rest = text.get(mark.rest..).unwrap_or_default();
        let blank = rest.len() - rest.trim_start().len();
        let rest = rest.trim_start();
        let stop = rest.find(['。', ':']).unwrap_or(rest.len());
        let most = rest.char_indices().nth(HEADING).map_or(rest.len(), |(at, _)| at);
        let start = line.span.start + mark.rest + blank;
        Span::new(start, start + stop.min(most))
    }
}

#[cfg(test)]
mod tests {
    use crate::mend::Mended;
    use crate::source::Source;

    fn paths(text: &str) -> Vec<String> {
        let source = Source::of(text);
        let mended = Mended::of(&source);
        let part = super::super::Part { lines: 0..mended.lines().len(), title: None };
        let body = super::super::outline(&mended, &part);
        body.clauses.into_iter().map(|clause| clause.path).collect()
    }

    #[test]
    fn levels_follow_the_document() {
        let text = "某区办法\n第一章 总则\n第 1 条 为了发展。\n（一）甲。\n（二）乙。\n第2条 其他。\n第二章 附则\n第3条 试行。";
        assert_eq!(
            paths(text),
            [
                "第一章",
                "第一章/第1条",
                "第一章/第1条/（一）",
                "第一章/第1条/（二）",
                "第一章/第2条",
                "第二章",
                "第二章/第3条"
            ]
        );
    }

    #[test]
    fn articles_may_be_numbered_through_headings() {
        let text = "某区措施\n一、引才\n第一条 引人。\n第二条 留人。\n（一）给房。\n二、用才\n第三条 用人。\n附件1\n第一条 填表。\n一、填名。\n二、填号。\n第二条 交表。";
        assert_eq!(
            paths(text),
            [
                "一",
                "一/第一条",
                "一/第二条",
                "一/第二条/（一）",
                "二",
                "二/第三条",
                "附件1/第一条",
                "附件1/第一条/一",
                "附件1/第一条/二",
                "附件1/第二条"
            ]
        );
    }

    #[test]
    fn chapters_set_apart_by_wide_blanks_are_no_rows() {
        let text = "某区办法\n\n第一章　总　则\n\n第一条　为了发展。\n\n第二章　附　则\n\n第二条　试行。";
        assert_eq!(paths(text), ["第一章", "第一章/第一条", "第二章", "第二章/第二条"]);
    }

    #[test]
    fn numbers_may_run_on_across_headings_and_levels_may_be_left_out() {
        let text = "某区意见\n一、任务\n1．修路。\n（1）修大路。\n①修桥。\n2．种树。\n二、保障\n（三）用钱。";
        assert_eq!(paths(text), ["一", "一/1", "一/1/（1）", "一/1/（1）/①", "一/2", "二", "二/（三）"]);
    }

    #[test]
    fn an_annex_behind_the_body_names_its_clauses() {
        assert_eq!(paths("某区意见\n一、任务\n做好。\n附件1\n一、表格\n填写。"), ["一", "附件1/一"]);
        let listed = "某区意见\n一、任务\n做好。\n附件：1．指标表\n2．分类表\n附件1\n1．填表。";
        assert_eq!(paths(listed), ["一", "附件1/1"]);
    }
}
