//! Pages of jobs and messages: what they show of each state, and that nothing on them is taken for markup.

mod common;

use axum::http::Method;
use common::{ask, fill, page, send, site, store, text, texts};
use domain::say::Said;
use serde_json::json;
use store::job::Progress;

const PERSON: (&str, &str) = ("cookie", "person=code%3Dzhang%26name%3D%E5%BC%A0%E4%B8%89");

#[tokio::test]
async fn a_job_shows_how_far_it_has_come_then_what_came_out_and_who_asked_is_told() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let (site, store) = (site(folder.path()), store(folder.path()));
    let none = page(&site, "/jobs").await;
    assert_eq!(texts(&none, ".yh-empty b"), ["还没有后台任务"]);
    let id = ask(&store, "store.doctor").await;
    let waiting = page(&site, &format!("/jobs/{id}")).await;
    assert_eq!(texts(&waiting, ".yh-state"), ["等待"]);
    assert_eq!(texts(&waiting, ".yh-going[hx-trigger]").len(), 1, "it looks again by itself");
    assert_eq!(texts(&waiting, ".yh-acts button"), ["取消任务"]);

    let lease = store.take_job("host-1", &["store.doctor"], 60).await.unwrap().unwrap();
    let half = Progress { done: 1200, total: 2400, note: Said::new("第 1200 行 <b>", "row 1200 <b>") };
    store.beat(&lease, &half, 60).await.unwrap();
    let running = page(&site, &format!("/jobs/{id}")).await;
    assert_eq!(texts(&running, ".yh-state"), ["进行中"]);
    assert!(texts(&running, ".yh-going")[0].contains("第 1200 行 <b>"), "{:?}", texts(&running, ".yh-going"));
    assert!(texts(&running, ".yh-going")[0].contains("1,200 / 2,400"));
    assert_eq!(texts(&running, "progress[value='50'][max='100']").len(), 1);
    let list = page(&site, "/jobs").await;
    assert_eq!(texts(&list, "progress[value='1200'][max='2400']").len(), 1);
    assert!(texts(&running, ".yh-dl dd").contains(&"host-1".to_owned()));

    let found = json!([{ "check": "files", "place": "parts/a.parquet",
        "what": { "zh": "缺少文件", "en": "missing" }, "next": { "zh": "请取回", "en": "take it back" } }]);
    let result = json!({ "sound": false, "findings": found, "said": { "zh": "发现 1 处问题", "en": "1 finding" } });
    assert!(store.finish_job(&lease, &half, &result).await.unwrap());
    let done = page(&site, &format!("/jobs/{id}")).await;
    assert_eq!(texts(&done, ".yh-problem"), ["发现 1 处问题"], "what is not sound is no good news");
    assert_eq!(texts(&done, "tbody tr"), ["parts/a.parquet缺少文件请取回"]);
    assert!(texts(&done, ".yh-going").is_empty() && texts(&done, ".yh-acts button").is_empty());

    let nobody = page(&site, "/messages").await;
    assert_eq!(texts(&nobody, ".yh-empty b"), ["还没有选择操作人"]);
    let told = text(send(&site, Method::GET, "/messages", &[PERSON]).await).await;
    let told = scraper::Html::parse_document(&told);
    assert_eq!(texts(&told, ".yh-head p"), ["1 条未读"]);
    assert!(
        texts(&told, "tbody tr")[0].starts_with("任务完成：检查库和数据目录发现 1 处问题未读"),
        "{:?}",
        texts(&told, "tbody tr")
    );
    assert_eq!(texts(&told, &format!("tbody a[href='/jobs/{id}']")).len(), 1);
    // Every page of that person's says so, and nobody else's.
    let anywhere = text(send(&site, Method::GET, "/guide", &[PERSON]).await).await;
    assert_eq!(texts(&scraper::Html::parse_document(&anywhere), ".yh-count"), ["1"]);
    assert!(texts(&page(&site, "/guide").await, ".yh-count").is_empty());
}

#[tokio::test]
async fn jobs_are_filtered_and_one_that_failed_says_why_and_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let (site, store) = (site(folder.path()), store(folder.path()));
    let (one, two) = (ask(&store, "audit.verify").await, ask(&store, "store.doctor").await);
    let lease = store.take_job("r", &["audit.verify"], 60).await.unwrap().unwrap();
    let error = Said::new("磁盘已满", "the disk is full");
    assert!(store.fail_job(&lease, &Progress::default(), &error, true).await.unwrap());
    let again = page(&site, &format!("/jobs/{one}")).await;
    assert_eq!(texts(&again, ".yh-state"), ["等待重试"]);
    assert!(
        texts(&again, ".yh-problem")[0].contains("磁盘已满") && texts(&again, ".yh-problem")[0].contains("自动重试")
    );
    let lease = store.take_job("r", &["store.doctor"], 60).await.unwrap().unwrap();
    assert!(store.fail_job(&lease, &Progress::default(), &error, false).await.unwrap());
    let failed = page(&site, &format!("/jobs/{two}")).await;
    assert!(texts(&failed, ".yh-problem")[0].contains("请重新提出"), "{:?}", texts(&failed, ".yh-problem"));
    let links = |page: &scraper::Html| texts(page, "tbody th a, tbody td a").len();
    assert_eq!(links(&page(&site, "/jobs").await), 2);
    assert_eq!(links(&page(&site, "/jobs?state=failed").await), 1);
    assert_eq!(links(&page(&site, "/jobs?kind=audit.verify&state=waiting").await), 1);
    assert_eq!(links(&page(&site, "/jobs?state=done").await), 0);
    let bad = send(&site, Method::GET, "/jobs?state=nonsense", &[]).await;
    assert_eq!(bad.status(), 400);
    assert_eq!(send(&site, Method::GET, "/jobs/0", &[]).await.status(), 404);
    assert_eq!(send(&site, Method::GET, "/jobs/x", &[]).await.status(), 404);
}
