//! A web page to its lines: what a person reads of it, every character with its place in the file.

mod entity;
mod hidden;
mod list;
mod tag;

use encoding_rs::Encoding;

use self::list::Lists;
use self::tag::{Tag, tags};
use super::flow::Flow;

/// Bytes at the head of a file in which a page shows that it is one.
const HEAD: usize = 1 << 16;

/// Elements that begin and end a line.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "html",
    "li",
    "main",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "summary",
    "ul",
];

/// Whether the bytes are a page, or a piece of one.
pub(super) fn is_html(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let head: String =
        head.iter().filter(|byte| **byte != 0).map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    let text = head.trim_start_matches(|ch: char| {
        ch.is_whitespace() || matches!(ch, '\u{ef}' | '\u{bb}' | '\u{bf}' | '\u{fe}' | '\u{ff}')
    });
    let whole = ["<!doctype html", "<html", "<head>", "<body"];
    if whole.iter().any(|sign| text.starts_with(sign)) {
        return true;
    }
    let closings = ["</p>", "</div>", "</td>", "</li>", "</h1>", "</h2>", "</h3>"];
    let closed: usize = closings.iter().map(|sign| text.matches(sign).count()).sum();
    closed >= 3 || text.starts_with('<') && (closed >= 1 || whole.iter().any(|sign| text.contains(sign)))
}

/// The encoding a page says it has.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..4096).unwrap_or(bytes).to_ascii_lowercase();
    let text = String::from_utf8_lossy(&head);
    let (_, rest) = text.split_once("charset=")?;
    let label = rest.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|ch: char| !ch.is_ascii_alphanumeric() && !"-_:".contains(ch)).unwrap_or(label.len());
    Encoding::for_label(label.get(..end)?.as_bytes())
}

/// What is read so far.
struct Page<'a> {
    chars: &'a [char],
    flow: Flow,
    /// A run of blanks that is not yet written, and whether the line of the file ends in it.
    blank: Option<([u32; 2], bool)>,
    /// Inside an anchor that leads elsewhere.
    link: bool,
    /// Inside so many `pre`: line ends are kept.
    pre: usize,
    lists: Lists,
}

/// The text of a page.
pub(super) fn read(text: &str) -> Vec<(char, [u32; 2])> {
    let chars: Vec<char> = text.chars().collect();
    let tags = tags(&chars);
    let ends = hidden::hidden(&chars, &tags);
    let mut page =
        Page { chars: &chars, flow: Flow::default(), blank: None, link: false, pre: 0, lists: Lists::default() };
    let (mut at, mut next) = (0, 0);
    while let Some(tag) = tags.get(next) {
        page.words(at, tag.span.start);
        if let Some(end) = ends.get(next).copied().flatten() {
            page.end_block();
            at = tags.get(end).map_or(tag.span.end, |close| close.span.end);
            next = end + 1;
        } else {
            page.tag(tag);
            at = tag.span.end;
            next += 1;
        }
    }
    page.words(at, chars.len());
    page.flow.finish()
}

impl Page<'_> {
    /// What a tag does to the lines.
    fn tag(&mut self, tag: &Tag) {
        match tag.name {
            "br" => self.end_line(),
            "hr" => {
                self.end_block();
                self.end_line();
            }
            "a" => self.link = !tag.closes && tag.attribute(self.chars, "href").is_some(),
            "pre" => {
                self.end_block();
                self.pre = if tag.closes { self.pre.saturating_sub(1) } else { self.pre + 1 };
            }
            "table" | "tr" | "td" | "th" => {
                self.blank = None;
                match (tag.name, tag.closes) {
                    ("table", false) => self.flow.open_table(),
                    ("table", true) => self.flow.end_table(),
                    ("tr", _) => self.flow.end_row(),
                    (_, false) => self.flow.open_cell(),
                    (_, true) => self.flow.end_block(),
                }
            }
            name if BLOCKS.contains(&name) => {
                self.end_block();
                self.lists.tag(self.chars, tag);
            }
            _ => {}
        }
    }

    fn end_block(&mut self) {
        self.blank = None;
        self.flow.end_block();
    }

    fn end_line(&mut self) {
        self.blank = None;
        self.flow.end_line();
    }

    /// The characters between two tags.
    fn words(&mut self, start: usize, end: usize) {
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let mut at = start;
        while let Some(ch) = self.chars.get(at).copied().filter(|_| at < end) {
            let written = self.chars.get(at..end).filter(|_| ch == '&').and_then(entity::entity);
            let (ch, taken, named) = written.map_or((ch, 1, false), |(ch, taken)| (ch, taken, true));
            let own = [place(at), place(at + taken)];
            // Blanks that open an item are left out: the number that comes before them stands in the file before them.
            if ch.is_whitespace() && self.lists.is_open() {
                at += taken;
                continue;
            }
            if !ch.is_whitespace()
                && let Some((number, own)) = self.lists.number(self.chars.get(at..end).unwrap_or_default())
            {
                self.blank = None;
                number.chars().for_each(|ch| self.flow.push(ch, own, self.link));
            }
            at += taken;
            if named || !matches!(ch, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                self.push(ch, own);
            } else if ch == '\n' && self.pre > 0 {
                self.end_line();
            } else {
                let broken = matches!(ch, '\n' | '\r');
                self.blank =
                    Some(self.blank.map_or((own, broken), |(first, before)| ([first[0], own[1]], before || broken)));
            }
        }
    }

    /// Writes a character, and before it the blank that stands there. A line of the file that ends inside Chinese words ends
    /// there for its length alone.
    fn push(&mut self, ch: char, place: [u32; 2]) {
        if let Some((own, broken)) = self.blank.take()
            && let Some(last) = self.flow.last()
            && !(broken && (!last.is_ascii() || !ch.is_ascii()))
        {
            self.flow.push(' ', own, self.link);
        }
        self.flow.push(ch, place, self.link);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(page: &str) -> String {
        read(page).into_iter().map(|(ch, _)| ch).collect()
    }

    #[test]
    fn a_page_is_what_a_person_reads_of_it() {
        let page = "<!DOCTYPE html><html><head><title>甲</title><style>p{}</style></head><body>\n\
            <div class=nav><a href=/>首页</a> &gt; <a href=/b>文件</a></div><nav>菜单</nav><script>var a='<p>乙</p>'</script>\n\
            <h1>关于园区的<br>办法</h1><p style='display: none'>藏</p><p>　　一、&ldquo;园区&rdquo;要\n  做强，R&amp;D\n占3&#37;。</p><p>&nbsp;</p>\n\
            <p>二、任务</p><select><option>选</select></body></html>";
        assert_eq!(text(page), "关于园区的\n办法\n　　一、“园区”要做强，R&D占3%。\n\n二、任务");
    }

    #[test]
    fn every_character_knows_its_place_in_the_file() {
        let page = "<p>甲&nbsp;<b>乙</b>&#20108; &lt;</p>";
        let chars: Vec<char> = page.chars().collect();
        let found: Vec<(char, String)> = read(page)
            .into_iter()
            .map(|(ch, [start, end])| (ch, chars[start as usize..end as usize].iter().collect()))
            .collect();
        let expected =
            [('甲', "甲"), ('\u{a0}', "&nbsp;"), ('乙', "乙"), ('二', "&#20108;"), (' ', " "), ('<', "&lt;")];
        assert_eq!(found, expected.map(|(ch, words)| (ch, words.to_owned())));
    }

    #[test]
    fn tables_are_rows_and_kept_line_ends_are_lines() {
        let page = "<table><tr><th>任务<th>牵头单位</tr>\n<tr><td>修路<td><p>市交通局</p><p>市财政局</p></table><pre>一\n二</pre>";
        assert_eq!(text(page), "任务\t牵头单位\n修路\t市交通局 市财政局\n\n一\n二");
    }

    #[test]
    fn numbers_of_lists_are_written_where_the_words_have_none() {
        let page =
            "<ol start=3><li>修路<li><p>架桥</p><ul><li>甲</ul></li><li>（一）乙</ol><ol type=a><li>丙</ol><li>丁";
        assert_eq!(text(page), "3.修路\n4.架桥\n甲\n（一）乙\na.丙\n丁");
        let chars: Vec<char> = page.chars().collect();
        let [start, end] = read(page)[0].1;
        assert_eq!(chars[start as usize..end as usize].iter().collect::<String>(), "<li>");
    }

    #[test]
    fn pages_and_pieces_of_pages_are_told_from_text() {
        assert!(is_html(b"\xEF\xBB\xBF\n<!DOCTYPE HTML PUBLIC>"));
        assert!(is_html(b"<?xml version='1.0'?><html>"));
        assert!(is_html("<p>一</p>".as_bytes()));
        assert!(is_html("甲<p>一</p><p>二</p><p>三</p>".as_bytes()));
        assert!(!is_html("|甲<br>乙|丙<br>丁|\n当 a<b 时，见 <附件>".as_bytes()));
    }

    #[test]
    fn the_declared_encoding_is_found() {
        assert_eq!(declared(b"<meta charset='gb2312'>"), Some(encoding_rs::GBK));
        assert_eq!(declared(b"<meta content=\"text/html; CHARSET=utf-8\">"), Some(encoding_rs::UTF_8));
        assert_eq!(declared(b"<meta charset=none>"), None);
    }

    #[test]
    fn a_page_shown_by_a_program_is_read_all_the_same() {
        assert_eq!(
            text("<p>甲</p><div style='display:none'><p>一、任务与要求</p><p>修路。</p></div>"),
            "甲\n一、任务与要求\n修路。"
        );
    }
}
