//! What is no policy document: a typed answer with the next step, or an empty reading. Never a panic.

use domain::say::{Lang, Say as _};
use reader::{ReadError, Reading, read};

use crate::docx::{docx, zip};
use crate::word::p;

/// The message in both languages.
fn refused(bytes: &[u8]) -> ReadError {
    let error = read(bytes).unwrap_err();
    assert!(error.say(Lang::Zh).contains("请"), "{error}");
    assert!(error.say(Lang::En).is_ascii(), "{error}");
    error
}

fn nothing(reading: &Reading) -> bool {
    reading.documents.iter().all(|document| {
        document.sections.is_empty()
            && document.tasks.is_empty()
            && document.targets.is_empty()
            && document.money_rules.is_empty()
            && document.evaluation_rules.is_empty()
    })
}

#[test]
fn a_file_without_words_is_said_to_be_empty() {
    for bytes in [b"".as_slice(), b"\xEF\xBB\xBF", " \r\n　".as_bytes(), b"<html><body><p>&nbsp;</p></body></html>"] {
        assert_eq!(refused(bytes), ReadError::Empty);
    }
    assert_eq!(refused(&docx(&p(" "), "", "")), ReadError::Empty);
}

#[test]
fn a_file_of_another_program_is_named() {
    let cases: [(&[u8], &str); 8] = [
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "doc / wps / xls"),
        (b"{\\rtf1 a}", "rtf"),
        (b"a\0\x01\x02", "binary"),
        (b"\x01\x02\x03\x04\x05\x06", "binary"),
        (&zip(&[("xl/workbook.xml", b"<a/>")]), "xlsx"),
        (&zip(&[("OFD.xml", b"<a/>")]), "ofd"),
        (&zip(&[("a.txt", b"a")]), "zip"),
    ];
    for (bytes, what) in cases {
        assert_eq!(refused(bytes), ReadError::Binary { what });
    }
}

#[test]
fn a_file_beyond_the_limit_is_refused_before_it_is_read() {
    let limit = reader::source::LIMIT;
    let mut bytes = vec![b'a'; limit + 1];
    assert_eq!(refused(&bytes), ReadError::TooLarge { bytes: limit + 1, limit });
    bytes.truncate(limit);
    let error = ReadError::TooLarge { bytes: limit, limit: reader::source::TEXT_LIMIT };
    assert_eq!(refused(&bytes), error, "a hundred megabytes of plain text");
}

#[test]
fn a_document_that_unpacks_without_end_is_stopped() {
    let bomb = vec![b' '; 9 * reader::source::TEXT_LIMIT];
    let bytes = zip(&[("word/document.xml", &bomb)]);
    assert!(bytes.len() < 1 << 20);
    assert_eq!(refused(&bytes), ReadError::TooMuchText { limit: reader::source::TEXT_LIMIT });
}

#[test]
fn a_damaged_document_is_said_to_be_damaged() {
    let whole = docx(&p("一、总则"), "", "");
    let cases = [
        whole[..whole.len() / 2].to_vec(),
        zip(&[("word/styles.xml", b"<a/>")]),
        zip(&[("word/document.xml", b"<w:document><w:p></w:document>")]),
        zip(&[("word/document.xml", b"\xff\xff")]),
    ];
    for bytes in cases {
        assert!(matches!(refused(&bytes), ReadError::Damaged { what: "docx", .. }));
    }
}

#[test]
fn a_text_of_private_characters_is_said_to_be_unreadable() {
    let text: String = ('\u{e000}'..'\u{e400}').collect();
    assert_eq!(refused(text.as_bytes()), ReadError::Garbled);
    let mixed = "一、总则\u{e000}园区\u{e001}要做强。";
    assert_eq!(read(mixed.as_bytes()).unwrap().documents[0].sections[0].heading, "总则园区要做强");
}

#[test]
fn a_novel_and_an_english_text_are_read_and_hold_nothing() {
    let novel = "她推开窗。院子里站着三个人，谁也没有说话。\n\n“你来了。”他说。\n\n那年她二十岁，花了五块钱买了一张去省城的车票。"
        .repeat(200);
    let english =
        "The council met on 3 May. It spent 5 million on roads and hopes to do better next year.\n\n".repeat(200);
    for text in [novel, english] {
        assert!(nothing(&read(text.as_bytes()).unwrap()));
    }
}

#[test]
fn brackets_of_every_kind_without_end_are_read() {
    let nested = format!("一、任务\n修路{}市交通局负责{}。", "（".repeat(50_000), "）".repeat(50_000));
    let crossed = "一、任务\n（一）修（路〔市）交通】局《负责“。（".repeat(5_000);
    let closing = format!("一、任务\n{}", "））】〕》”".repeat(30_000));
    for text in [nested, crossed, closing] {
        assert!(!read(text.as_bytes()).unwrap().documents.is_empty());
    }
}

#[test]
fn an_outline_of_a_thousand_levels_is_read() {
    let dotted: Vec<String> = (1..=1000).map(|depth| format!("{} 第{depth}层", vec!["1"; depth].join("."))).collect();
    let markers = ["一、", "（一）", "1.", "（1）", "①", "第一章 ", "第一节 ", "第一条 ", "1.1 ", "a."];
    let mixed: Vec<String> =
        (0..1000).map(|at| format!("{}第{at}层。做好工作。", markers[at % markers.len()])).collect();
    let page = format!("<html>{}一、总则{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
    let tables = format!("<html>{}一、总则", "<table><tr><td>".repeat(100_000));
    for text in [dotted.join("\n"), mixed.join("\n"), page, tables] {
        assert!(!read(text.as_bytes()).unwrap().documents[0].sections.is_empty());
    }
}

#[test]
fn a_document_nested_without_end_is_read_or_refused() {
    let deep = |depth: usize| {
        let (open, close) = ("<w:sdt><w:sdtContent>".repeat(depth), "</w:sdtContent></w:sdt>".repeat(depth));
        docx(&format!("{open}{}{close}", p("一、总则")), "", "")
    };
    assert_eq!(read(&deep(10_000)).unwrap().text.as_deref(), Some("一、总则"));
    assert!(matches!(refused(&deep(100_000)), ReadError::Damaged { what: "docx", .. }));
}
