//! `yuanheng read`: a document to its reading, task table and draft pack, and what is no document.

use super::{Scratch, done, stderr, text, yuanheng};

const PLAN: &str = "示例县人民政府关于加快园区建设的意见\n\n一、主要任务\n\n（一）建设标准厂房。到2027年，建成标准厂房20万平方米以上。（责任单位：县住房城乡建设局）\n\n（二）引进项目。加强产业链招商。（责任单位：县投资促进局）\n";

#[test]
fn a_document_becomes_a_reading_a_task_table_and_a_draft_that_passes_the_check() {
    let scratch = Scratch::new();
    let file = scratch.file("plan.txt", PLAN);
    let (book, pack) = (scratch.path("tasks.xlsx"), scratch.path("shili-2027"));
    let printed = done(&["read", text(&file), "--json", "--xlsx", text(&book), "--pack", text(&pack)]);
    let reading: serde_json::Value = serde_json::from_str(&printed).unwrap();
    let document = &reading["documents"][0];
    assert_eq!(document["title"], "示例县人民政府关于加快园区建设的意见");
    assert_eq!(document["tasks"][1]["responsible_agencies"][0], "县投资促进局");
    assert_eq!(document["targets"][0]["value"], 20.0);
    assert!(std::fs::metadata(&book).unwrap().len() > 1000);
    done(&["pack", "check", text(&pack)]);
    let again = yuanheng(&["read", text(&file), "--pack", text(&pack)]);
    assert!(!again.status.success() && stderr(&again).contains("已存在"), "{}", stderr(&again));
    let against = done(&["read", text(&file), "--against", text(&pack)]);
    assert!(against.contains("已写入 task.k01") && against.contains("3 / 3"), "{against}");
    let said = done(&["read", text(&file)]);
    assert!(said.contains("任务 2，目标 1") && said.contains("建设标准厂房"), "{said}");
}

#[test]
fn what_is_no_document_is_refused_in_words() {
    let scratch = Scratch::new();
    let empty = scratch.file("empty.txt", "");
    let output = yuanheng(&["read", text(&empty)]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stderr(&output).contains("empty.txt"), "{}", stderr(&output));
    let missing = yuanheng(&["read", "nowhere.txt"]);
    assert!(stderr(&missing).contains("无法读取 nowhere.txt"), "{}", stderr(&missing));
    let schema: serde_json::Value = serde_json::from_str(&done(&["read", "--schema"])).unwrap();
    assert!(schema["properties"]["documents"].is_object(), "{schema}");
}
