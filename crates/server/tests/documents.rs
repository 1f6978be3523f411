//! Policy documents on pages: given, read, gone through item by item, and made into a task table and a draft pack.
#![expect(clippy::unwrap_used, reason = "a wrong test must fail")]

mod common;

use axum::Router;
use axum::http::{Method, StatusCode};
use common::{done, fill, on_to, page, post, send, store, text, texts, upload};
use server::App;

const PLAN: &str = "示例市人民政府关于印发示例市开发区方案的通知\n\n示例市开发区方案\n\n一、主要目标\n\n\
    到2030年，全市规上工业总产值达到1500亿元以上，研发投入占比达到3%。\n\n二、主要任务\n\n\
    （一）建设园区道路。新建道路10公里。（牵头单位：示例市住建局；配合单位：市财政局）\n\n\
    （二）培育企业。引导企业 <b>上规</b> 入统。（牵头单位：市工信局）\n\n三、支持政策\n\n\
    企业首次升为规模以上工业企业的，给予一次性奖励20万元。\n\n四、考核\n\n连续两年考核排名末位的，由市政府约谈其主要负责人。\n";

struct World {
    _folder: tempfile::TempDir,
    app: App,
    site: Router,
}

fn world() -> World {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let app = App::open(folder.path(), store(folder.path()));
    World { site: server::router(app.clone()), app, _folder: folder }
}

/// Has a file read; the address that one is sent on to once its job is done.
async fn read(world: &World, name: &str, bytes: &[u8]) -> String {
    let sent = upload(&world.site, "/documents/upload", &[], (name, bytes)).await;
    let going = on_to(&sent);
    done(&world.app, &world.site, &going).await;
    going
}

/// Where the document is that was read.
async fn plan(world: &World) -> String {
    let going = read(world, "方案.txt", PLAN.as_bytes()).await;
    on_to(&send(&world.site, Method::GET, &going, &[]).await)
}

#[tokio::test]
async fn a_document_is_shown_beside_what_was_read_from_it_word_for_word() {
    let world = world();
    assert_eq!(texts(&page(&world.site, "/documents").await, ".yh-empty b"), ["还没有读取过政策文件"]);
    let own = plan(&world).await;
    let shown = page(&world.site, &own).await;
    assert_eq!(texts(&shown, "h1"), ["示例市开发区方案"]);
    // The page's words are the file's, its own markup is none of the page's.
    let whole: String = shown.select(&scraper::Selector::parse(".yh-text").unwrap()).next().unwrap().text().collect();
    assert_eq!(whole, PLAN);
    assert!(texts(&shown, ".yh-text b").is_empty());
    assert_eq!(texts(&shown, "#document-count"), ["已核对 0 / 7 项"]);
    let titles = texts(&shown, ".yh-item-title");
    assert_eq!(titles.len(), 7, "{titles:?}");
    assert!(titles.contains(&"全市 规上工业总产值 · 不低于 1,500亿元 · 期限 2030".to_owned()), "{titles:?}");
    assert!(titles.contains(&"建设园区道路".to_owned()));
    assert_eq!(texts(&shown, ".yh-whom")[0], "牵头单位示例市住建局");
    let marked = texts(&shown, "mark.k-money");
    assert!(marked.concat().contains("奖励20万元"), "{marked:?}");
    let targets = page(&world.site, &format!("{own}?kind=target")).await;
    assert_eq!(texts(&targets, ".yh-item").len(), 3);
    let list = page(&world.site, "/documents").await;
    assert!(texts(&list, "tbody tr")[0].contains("示例市开发区方案"));
    let file = send(&world.site, Method::GET, &format!("{own}/file"), &[]).await;
    assert_eq!(text(file).await, PLAN);
}

#[tokio::test]
async fn items_are_accepted_dropped_and_taken_back_and_each_leaves_a_trace() {
    let world = world();
    let own = plan(&world).await;
    let decide = async |item: &str, decision: &str| {
        post(&world.site, &own, &[("item", item), ("decision", decision), ("kind", "task")]).await
    };
    let accepted = on_to(&decide("1-task-1", "accepted").await);
    assert_eq!(accepted, format!("{own}?kind=task#i-1-task-2"), "on to the next of its kind");
    let dropped = decide("1-task-2", "dropped").await;
    let cookie = dropped.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    let shown = page(&world.site, &own).await;
    assert_eq!(texts(&shown, "#document-count"), ["已核对 2 / 7 项"]);
    assert_eq!(texts(&shown, "#i-1-task-1 .yh-state"), ["已确认"]);
    assert_eq!(texts(&shown, "#i-1-task-2 .yh-state"), ["已删去"]);
    let act = text(send(&world.site, Method::GET, &format!("/audit/{}", &cookie["done=".len()..]), &[]).await).await;
    assert!(act.contains("核对读出的内容") && act.contains("1-task-2"), "{act}");
    decide("1-task-2", "open").await;
    assert_eq!(texts(&page(&world.site, &own).await, "#document-count"), ["已核对 1 / 7 项"]);
    // What is left is accepted at once.
    on_to(&post(&world.site, &own, &[("item", "rest"), ("decision", "accepted")]).await);
    let shown = page(&world.site, &own).await;
    assert_eq!(texts(&shown, "#document-count"), ["已核对 7 / 7 项"]);
    assert!(texts(&shown, "#document-rest button").is_empty());

    for (item, decision, status) in [
        ("1-task-9", "accepted", StatusCode::NOT_FOUND),
        ("../../x", "accepted", StatusCode::NOT_FOUND),
        ("1-task-1", "perhaps", StatusCode::BAD_REQUEST),
        ("rest", "dropped", StatusCode::BAD_REQUEST),
    ] {
        assert_eq!(decide(item, decision).await.status(), status, "{item} {decision}");
    }
    for address in ["/documents/1", "/documents/1/pack", "/documents/1/tasks.xlsx", "/documents/reading/1"] {
        assert_eq!(send(&world.site, Method::GET, address, &[]).await.status(), StatusCode::NOT_FOUND, "{address}");
    }
}

#[tokio::test]
async fn an_item_is_corrected_and_both_readings_stay() {
    let world = world();
    let own = plan(&world).await;
    let address = format!("{own}/items/1-target-1");
    let form = page(&world.site, &address).await;
    assert_eq!(form.select(&scraper::Selector::parse("input[name='value'][value='1500']").unwrap()).count(), 1);
    assert!(texts(&form, ".yh-excerpt mark")[0].contains("1500亿元"));
    let wrong = post(&world.site, &address, &[("value", "很多"), ("unit", "亿元")]).await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let wrong = text(wrong).await;
    assert!(wrong.contains("这里要填数字") && wrong.contains("value=\"很多\""), "{wrong}");
    let to = on_to(&post(&world.site, &address, &[("value", "1,600"), ("deadline", "2031")]).await);
    assert_eq!(to, format!("{own}#i-1-target-1"));
    let shown = page(&world.site, &own).await;
    assert_eq!(texts(&shown, "#i-1-target-1 .yh-item-title"), ["全市 规上工业总产值 · 不低于 1,600亿元 · 期限 2031"]);
    assert_eq!(texts(&shown, "#i-1-target-1 .yh-state"), ["已更正"]);
    assert!(texts(&page(&world.site, &address).await, ".yh-hint").contains(&"读出：1500".to_owned()));
    // Corrected back to what was read, it is right as it was read.
    post(&world.site, &address, &[("value", "1500"), ("deadline", "2030")]).await;
    assert_eq!(texts(&page(&world.site, &own).await, "#i-1-target-1 .yh-state"), ["已确认"]);
}

#[tokio::test]
async fn what_was_missed_is_added_from_the_words_of_the_text() {
    let world = world();
    let own = plan(&world).await;
    let address = format!("{own}/add");
    let form = page(&world.site, &format!("{address}?kind=money&text=%E6%8F%92%E5%85%A5")).await;
    assert_eq!(texts(&form, "textarea[name='text']"), ["插入"]);
    assert_eq!(form.select(&scraper::Selector::parse("input[name='amount']").unwrap()).count(), 1);
    let fields = |text, amount| [("item-kind", "money"), ("text", text), ("amount", amount), ("unit", "万元")];
    let nowhere = post(&world.site, &address, &fields("没有的话", "20")).await;
    assert_eq!(nowhere.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(nowhere).await.contains("原文中没有这些文字"));
    let wrong = text(post(&world.site, &address, &fields("引导企业", "很多")).await).await;
    assert!(wrong.contains("这里要填数字") && wrong.contains("引导企业"), "{wrong}");
    let to = on_to(&post(&world.site, &address, &fields("引导企业", "20")).await);
    assert_eq!(to, format!("{own}#i-1-money-2"));
    let shown = page(&world.site, &own).await;
    assert_eq!(texts(&shown, "#document-count"), ["已核对 1 / 8 项"]);
    assert_eq!(texts(&shown, "#i-1-money-2 .yh-state"), ["补充的"]);
    assert_eq!(texts(&shown, "#i-1-money-2 button"), ["删去"]);
    assert_eq!(texts(&page(&world.site, &format!("{own}/pack")).await, ".yh-fig dd"), ["2", "3", "2", "1"]);
    let accepted = post(&world.site, &own, &[("item", "1-money-2"), ("decision", "accepted")]).await;
    assert_eq!(accepted.status(), StatusCode::BAD_REQUEST);
    on_to(&post(&world.site, &own, &[("item", "1-money-2"), ("decision", "dropped")]).await);
    assert_eq!(texts(&page(&world.site, &own).await, "#document-count"), ["已核对 0 / 7 项"]);
    // The name of what was dropped is not given again.
    let again = on_to(&post(&world.site, &address, &fields("引导企业", "30")).await);
    assert_eq!(again, format!("{own}#i-1-money-3"));
}

#[tokio::test]
async fn what_was_gone_through_becomes_a_task_table_and_a_draft_that_passes_its_check() {
    let world = world();
    let own = plan(&world).await;
    post(&world.site, &own, &[("item", "1-task-2"), ("decision", "dropped")]).await;
    let table = send(&world.site, Method::GET, &format!("{own}/tasks.xlsx"), &[]).await;
    let bytes = axum::body::to_bytes(table.into_body(), usize::MAX).await.unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut words = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("xl/sharedStrings.xml").unwrap(), &mut words).unwrap();
    assert!(words.contains("建设园区道路") && words.contains("示例市住建局") && !words.contains("培育企业"), "{words}");

    let form = page(&world.site, &format!("{own}/pack")).await;
    assert_eq!(texts(&form, ".yh-fig dd"), ["1", "3", "1", "1"]);
    assert!(texts(&form, ".yh-say")[0].contains("还有 6 项没有核对"));
    let again = post(&world.site, &format!("{own}/pack"), &[("id", "不是编号")]).await;
    assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY);
    // One agency that leads and answers for a task is no reason to leave the task out.
    let both = [("lead_agencies", "示例市住建局"), ("responsible_agencies", "示例市住建局"), ("deadline", "2027")];
    on_to(&post(&world.site, &format!("{own}/items/1-task-1"), &both).await);
    assert!(texts(&page(&world.site, &own).await, "#i-1-task-1 .yh-item-title")[0].ends_with("期限 2027"));
    // What a pack cannot say is named before, and stands in the version for whoever is to approve it.
    on_to(&post(&world.site, &format!("{own}/items/1-target-1"), &[("unit", "箩筐")]).await);
    assert!(texts(&page(&world.site, &format!("{own}/pack")).await, "tbody tr")[0].contains("1500"));
    let version = on_to(&post(&world.site, &format!("{own}/pack"), &[("id", "shili-draft")]).await);
    assert!(version.starts_with("/packs/shili-draft/versions/"), "{version}");
    let version = text(send(&world.site, Method::GET, &version, &[]).await).await;
    assert!(version.contains("检查通过") && version.contains("等待另一人审批"), "{version}");
    assert!(version.contains("没有写入政策包的内容") && version.contains("建设园区道路"), "{version}");
    // An id that is taken makes a new version only where the person says so.
    let again = post(&world.site, &format!("{own}/pack"), &[("id", "shili-draft")]).await;
    assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(again).await.contains("这个编号已有政策包《示例市开发区方案》"));
    let said = [("id", "shili-draft"), ("version", "yes")];
    assert!(on_to(&post(&world.site, &format!("{own}/pack"), &said).await).starts_with("/packs/shili-draft/"));
}

#[tokio::test]
async fn what_cannot_be_read_says_why_and_nothing_is_kept() {
    let world = world();
    let none = upload(&world.site, "/documents/upload", &[("text", " \n ")], ("", b"")).await;
    assert_eq!(none.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(none).await.contains("请选择一个文件，或粘贴文字"));
    let going = read(&world, "照片.txt", &[0, 1, 2, 0, 3].repeat(50)).await;
    let failed = page(&world.site, &going).await;
    assert!(texts(&failed, ".yh-problem")[0].contains("不是文本"), "{:?}", texts(&failed, ".yh-problem"));
    assert_eq!(texts(&page(&world.site, "/documents").await, ".yh-empty b"), ["还没有读取过政策文件"]);
    // A novel has nothing in it, and is shown as it is.
    let going = read(&world, "小说.txt", "他走了很久。雨还在下，街上没有人。\n".as_bytes()).await;
    let novel = on_to(&send(&world.site, Method::GET, &going, &[]).await);
    let novel = page(&world.site, &novel).await;
    assert_eq!(texts(&novel, "#document-count"), ["已核对 0 / 0 项"]);
    assert!(texts(&novel, ".yh-read > p")[0].contains("没有读出"));
}

#[tokio::test]
async fn pasted_text_is_read_and_a_long_one_has_pages() {
    let world = world();
    let long = format!("{PLAN}\n{}", "五、其他\n\n本方案自印发之日起施行。\n\n".repeat(2500));
    let sent = upload(&world.site, "/documents/upload", &[("text", &long)], ("", b"")).await;
    let going = on_to(&sent);
    done(&world.app, &world.site, &going).await;
    let own = on_to(&send(&world.site, Method::GET, &going, &[]).await);
    let (first, second) = (page(&world.site, &own).await, page(&world.site, &format!("{own}?page=2")).await);
    let whole = |page: &scraper::Html| -> String {
        page.select(&scraper::Selector::parse(".yh-text").unwrap()).next().unwrap().text().collect()
    };
    assert_eq!((whole(&first) + &whole(&second)).trim_end(), long.trim_end());
    assert!(texts(&second, ".yh-item").is_empty());
    assert_eq!(texts(&first, "nav.yh-acts a"), ["下一部分"]);
    assert_eq!(texts(&second, "nav.yh-acts a"), ["上一部分"]);
}
