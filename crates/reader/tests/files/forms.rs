//! The same plan in every form of a file: one outline, and offsets that lead back to the words.

use reader::form::{Form, Offsets};
use reader::{Reading, read};

use crate::docx::docx;
use crate::word::{p, table, with};

/// The paths of the first document and its headings.
fn outline(reading: &Reading) -> Vec<(String, String)> {
    let sections = reading.documents.first().map(|document| document.sections.as_slice()).unwrap_or_default();
    sections.iter().map(|section| (section.path.clone(), section.heading.clone())).collect()
}

fn expected() -> Vec<(String, String)> {
    [("一", "总体要求"), ("二", "重点任务"), ("二/（一）", "盘活用地"), ("二/（二）", "建设厂房"), ("三", "保障措施")]
        .map(|(path, heading)| (path.to_owned(), heading.to_owned()))
        .to_vec()
}

const PLAN: [&str; 6] = [
    "云溪市园区提质行动方案",
    "一、总体要求",
    "二、重点任务",
    "（一）盘活用地。清理闲置地块，建立台账。",
    "（二）建设厂房。建成标准厂房30万平方米。",
    "三、保障措施",
];

fn slice(text: &[char], [start, end]: [usize; 2]) -> String {
    text[start..end].iter().collect()
}

#[test]
fn plain_text_in_three_encodings() {
    let text = PLAN.join("\n");
    let utf16: Vec<u8> = [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [text.as_bytes(), &encoding_rs::GB18030.encode(&text).0, &utf16] {
        let reading = read(bytes).unwrap();
        assert_eq!((reading.form, reading.offsets, reading.text.is_some()), (Form::Txt, Offsets::File, false));
        assert_eq!(outline(&reading), expected());
    }
}

#[test]
fn a_web_page_with_offsets_into_the_page() {
    let lines = PLAN
        .map(|line| {
            format!(
                "<p>&nbsp;&nbsp;<span>{line}</span></p>
"
            )
        })
        .concat();
    let page = format!(
        "<!DOCTYPE html>\n<html><head><meta charset=\"gb2312\"><title>{}</title></head><body><!-- 一、不是正文 -->\
         <div><a href='/'>首页</a> &gt; <a href='/zc'>政策</a></div>{lines}<a href='/x'>上一篇：某通知</a></body></html>",
        PLAN[0]
    );
    let reading = read(&encoding_rs::GBK.encode(&page).0).unwrap();
    assert_eq!((reading.form, reading.offsets, reading.text.is_some()), (Form::Html, Offsets::File, false));
    assert_eq!(outline(&reading), expected());
    let chars: Vec<char> = page.chars().collect();
    for section in &reading.documents[0].sections {
        assert_eq!(slice(&chars, section.offset), section.text);
    }
}

#[test]
fn words_that_tags_cut_are_whole_and_their_place_covers_the_tags() {
    let page = "<html><body><p>某市方案</p><p>一、总<b>体</b>要&#27714;</p><p>二、任务</p></body></html>";
    let reading = read(page.as_bytes()).unwrap();
    let section = &reading.documents[0].sections[0];
    assert_eq!(section.text, "一、总体要求");
    assert_eq!(slice(&page.chars().collect::<Vec<_>>(), section.offset), "一、总<b>体</b>要&#27714;");
}

#[test]
fn a_word_document_with_automatic_numbers() {
    let list = |level: usize| format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>"#);
    let body = [
        p(PLAN[0]),
        with(r#"<w:pStyle w:val="a"/>"#, "总体要求"),
        with(&list(0), "重点任务"),
        with(&list(1), "盘活用地。清理闲置地块，建立台账。"),
        with(&list(1), "建设厂房。建成标准厂房30万平方米。"),
        with(&list(0), "保障措施"),
    ];
    let level = |at: usize, text: &str| {
        format!(
            r#"<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="{text}"/></w:lvl>"#
        )
    };
    let lists = format!(
        r#"<w:abstractNum w:abstractNumId="7">{}{}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>"#,
        level(0, "%1、"),
        level(1, "（%2）")
    );
    let styles = r#"<w:style w:styleId="a"><w:name w:val="heading 1"/><w:basedOn w:val="b"/></w:style>
        <w:style w:styleId="b"><w:name w:val="x"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>"#;
    let reading = read(&docx(&body.concat(), styles, &lists)).unwrap();
    assert_eq!((reading.form, reading.offsets), (Form::Docx, Offsets::Text));
    assert_eq!(outline(&reading), expected());
    let text = reading.text.unwrap();
    assert_eq!(text, PLAN.join("\n"));
    let chars: Vec<char> = text.chars().collect();
    for section in &reading.documents[0].sections {
        assert_eq!(slice(&chars, section.offset), section.text);
    }
}

#[test]
fn changes_are_accepted_and_what_is_not_the_text_goes() {
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let body = [
        format!("<w:p>{}<w:del>{}</w:del><w:ins>{}</w:ins>{}</w:p>", run("奖励"), run("10"), run("20"), run("万元。")),
        format!(r#"<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>{}</w:p>{}"#, run("前半"), p("后半")),
        format!(
            r#"<w:p><w:pPr><w:pPrChange><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange></w:pPr>{}</w:p>"#,
            run("无号")
        ),
        format!(
            "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>{}<w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>",
            run("现&amp;&#20108;")
        ),
        format!(
            "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
            p("新"),
            p("旧")
        ),
        format!(
            r#"<w:sdt><w:sdtPr><w:docPartGallery w:val="Table of Contents"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"#,
            p("目录行")
        ),
        with(r#"<w:pStyle w:val="11"/>"#, "一、总体要求 1"),
        format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", p("控件")),
        "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r></w:p>".to_owned(),
        table(&[&["任务", "单位"], &["修路", "市交通局/市财政局"]]),
        format!("<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{}</w:tc></w:tr></w:tbl>", p("删去的行")),
    ];
    let styles = r#"<w:style w:styleId="11"><w:name w:val="toc 1"/></w:style>"#;
    let lists = r#"<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>"#;
    let text = read(&docx(&body.concat(), styles, lists)).unwrap().text.unwrap();
    let expected = "奖励20万元。\n前半后半\n无号\n现&二\n新\n控件\n甲 乙\n丙\n任务\t单位\n修路\t市交通局 市财政局";
    assert_eq!(text, expected);
}

#[test]
fn the_json_begins_with_the_documents_and_reads_back() {
    let reading = read(&docx(&p("一、总则"), "", "")).unwrap();
    let json = serde_json::to_string(&reading).unwrap();
    assert!(json.starts_with(r#"{"documents":["#));
    assert!(json.ends_with(r#""form":"docx","offsets":"text","text":"一、总则"}"#), "{json}");
    assert_eq!(serde_json::from_str::<Reading>(&json).unwrap(), reading);
}
