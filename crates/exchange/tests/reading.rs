//! From a document to its task table and a draft pack that passes the check, and a pack held against the document.
#![expect(clippy::panic, reason = "what a test needs and does not get fails the test")]

use std::ops::ControlFlow;

use domain::id::PackId;
use domain::say::{Lang, Say};
use exchange::cell::Cell;
use exchange::sheet::Sink;
use exchange::{Workbook, carried, read_pack, reading_book};
use reader::Reading;

const NOW: &str = "2026-03-01T08:00:00Z";

/// An invented city's plan.
const PLAN: &str = "示例市人民政府关于促进园区提质的实施意见

示府发〔2025〕8号

各县（市、区）人民政府，市政府各部门：

一、工作目标

到2027年，全市园区规模以上工业总产值达到800亿元以上，新增高新技术企业30家，园区单位工业增加值能耗下降10%。

二、主要任务

（一）盘活存量土地。全面清查闲置和低效用地，分类制定处置方案。（牵头单位：市自然资源局；配合单位：市发展改革委、各县（市、区）人民政府）

（二）培育优质企业。建立企业梯度培育库，开展一对一辅导。（责任单位：市工业和信息化局、市财政局等）

（三）加大奖补力度。对新认定的高新技术企业，一次性给予20万元奖励；对企业技术改造按设备投资额的10%给予补助，单个项目最高不超过300万元。（责任单位：市财政局）

三、保障措施

（一）强化考核。对连续两年考核排名末位的园区，约谈园区主要负责人。

示例市人民政府
2025年3月6日
";

fn reading() -> Reading {
    reader::read(PLAN.as_bytes()).unwrap_or_else(|error| panic!("{}", error.say(Lang::Zh)))
}

struct Texts(Vec<String>);

impl Sink for Texts {
    fn cell(&mut self, _: u32, _: u32, cell: Cell<'_>) -> ControlFlow<()> {
        self.0.push(cell.shown());
        ControlFlow::Continue(())
    }
}

#[test]
fn the_task_table_names_each_task_with_its_agencies() {
    let bytes = reading_book(&reading(), NOW, Lang::Zh).unwrap();
    assert_eq!(bytes, reading_book(&reading(), NOW, Lang::Zh).unwrap(), "the same bytes");
    let mut book = Workbook::open(&bytes, "t.xlsx").unwrap();
    let names: Vec<String> = book.sheets().iter().map(|sheet| sheet.name.to_string()).collect();
    assert_eq!(names, ["任务分解表", "目标", "资金政策", "考核规定"]);
    let mut texts = Texts(Vec::new());
    book.stream(0, &mut texts).unwrap();
    for text in [
        "牵头单位",
        "盘活存量土地",
        "市自然资源局",
        "市发展改革委、各县（市、区）人民政府",
        "市工业和信息化局、市财政局等",
        "二/（一）",
    ] {
        assert!(texts.0.iter().any(|own| own == text), "{text}: {:?}", texts.0);
    }
}

#[test]
fn the_draft_passes_the_check_and_carries_the_document() {
    let reading = reading();
    let document = reading.documents.first().unwrap();
    let draft = read_pack(document, &PackId::new("shili-2025").unwrap(), &());
    let (pack, _) = policy::check(&draft.files, &()).unwrap_or_else(|found| panic!("{}", found[0].say(Lang::Zh)));
    assert_eq!((pack.meta.number.as_deref(), pack.meta.jurisdiction.as_str()), (Some("示府发〔2025〕8号"), "示例市"));
    assert_eq!(pack.tasks.len(), document.tasks.len());
    assert_eq!(pack.tasks[0].lead, ["市自然资源局"]);
    assert_eq!(pack.targets.len() + draft.left_out.len(), document.targets.len(), "{:?}", draft.left_out);
    assert_eq!(pack.subsidies.len(), document.money_rules.len());
    assert!(pack.subsidies.len() >= 2 && !pack.dynamics.is_empty());
    let found = carried(document, &pack);
    let all =
        document.tasks.len() + document.targets.len() + document.money_rules.len() + document.evaluation_rules.len();
    assert_eq!(found.len(), all);
    let not_yet: Vec<_> = found.iter().filter(|one| one.rule.is_none()).map(|one| one.text.as_str()).collect();
    assert_eq!(not_yet.len(), draft.left_out.len(), "{not_yet:?}");
}

#[test]
fn what_a_pack_does_not_carry_is_told() {
    let reading = reading();
    let document = reading.documents.first().unwrap();
    let mut less = document.clone();
    less.tasks.truncate(1);
    less.targets.clear();
    let draft = read_pack(&less, &PackId::new("shili-2025").unwrap(), &());
    let (pack, _) = policy::check(&draft.files, &()).unwrap_or_else(|found| panic!("{}", found[0].say(Lang::Zh)));
    let not_yet = carried(document, &pack).iter().filter(|one| one.rule.is_none()).count();
    assert_eq!(not_yet, document.tasks.len() - 1 + document.targets.len());
}
