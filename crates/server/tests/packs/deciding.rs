//! From a version that was uploaded to one in force, step by step, and what is refused on the way.

use crate::common::{fill, fill_zones, page, send, site, text, texts};
use crate::posting::{again, changed, on_to, post, said, upload, wrong};

use axum::http::{Method, StatusCode};

/// The first weight of the demonstration's scheme for zones, as written.
fn heavier() -> policy::PackFiles {
    changed("huangyan-2022", "schemes.toml", "weight    = 30", "weight    = 35")
}

#[tokio::test]
async fn a_second_person_approves_and_from_its_day_on_the_pages_show_the_new_version() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let site = site(folder.path());
    let version = upload(&site, "zhang", &heavier()).await;
    let shown = said(&site, &version).await;
    assert!(shown.contains("亩均税收") && shown.contains("权重 30 → 35"), "{shown}");
    assert!(shown.contains("检查通过") && shown.contains("等待另一人审批"), "{shown}");
    assert!(said(&site, "/packs").await.contains("1 版待处理"));

    let same = again(post(&site, &version, "zhang", &[("step", "approve"), ("approve-note", "可以")]).await).await;
    assert!(wrong(&same).contains("须由另一人审批"), "{}", wrong(&same));
    assert_eq!(texts(&same, "textarea[name='approve-note']"), ["可以"], "what was typed stays");
    let early = again(post(&site, &version, "li", &[("step", "force"), ("force-from", "2024-07-01")]).await).await;
    assert!(wrong(&early).contains("还没有审批"), "{}", wrong(&early));

    on_to(post(&site, &version, "li", &[("step", "approve"), ("approve-note", "经局务会研究")]).await).await;
    let no_day = again(post(&site, &version, "li", &[("step", "force"), ("force-from", "七月")]).await).await;
    assert!(wrong(&no_day).contains("请写一个日期"), "{}", wrong(&no_day));
    assert!(said(&site, "/packs/huangyan-2022").await.contains("亩均税收30"), "not in force yet");
    on_to(post(&site, &version, "li", &[("step", "force"), ("force-from", "2024-07-01")]).await).await;

    assert!(said(&site, "/packs/huangyan-2022").await.contains("亩均税收35"), "the server follows what is in force");
    assert!(said(&site, "/packs").await.contains("自2024年7月1日起生效"));
    let line = said(&site, "/packs/huangyan-2022/versions").await;
    for step in ["上传", "检查通过", "审批通过", "自 2024-07-01 起生效", "经局务会研究", "试一试"]
    {
        assert!(line.contains(step), "{step} is not on the time line: {line}");
    }
}

#[tokio::test]
async fn what_is_in_force_is_not_withdrawn_and_the_past_is_changed_with_a_reason_only() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let site = site(folder.path());
    let version = upload(&site, "zhang", &heavier()).await;
    on_to(post(&site, &version, "li", &[("step", "approve")]).await).await;
    on_to(post(&site, &version, "li", &[("step", "force"), ("force-from", "2024-01-01")]).await).await;
    let refused = again(post(&site, &version, "li", &[("step", "withdraw")]).await).await;
    assert!(wrong(&refused).contains("不能撤回"), "{}", wrong(&refused));
    let unsaid = again(post(&site, &version, "li", &[("step", "end"), ("end-from", "2024-02-01")]).await).await;
    assert!(wrong(&unsaid).contains("请写明原因"), "{}", wrong(&unsaid));
    let end = [("step", "end"), ("end-from", "2024-02-01"), ("end-note", "文件废止")];
    on_to(post(&site, &version, "li", &end).await).await;
    assert!(said(&site, "/packs/huangyan-2022").await.contains("亩均税收30"), "what ships counts again");
    on_to(post(&site, &version, "li", &[("step", "withdraw"), ("withdraw-note", "不再使用")]).await).await;
    let after = again(post(&site, &version, "wang", &[("step", "approve")]).await).await;
    assert!(wrong(&after).contains("已撤回"), "{}", wrong(&after));
    assert_eq!(post(&site, &version, "li", &[("step", "burn")]).await.status(), StatusCode::BAD_REQUEST);
}

/// A pack of one indicator.
fn small(id: &str, builds_on: &str, unit: &str) -> policy::PackFiles {
    let pack = format!(
        "id = \"{id}\"\ntitle = \"办法{id}\"\nissuer = \"示例省\"\njurisdiction = \"示例省\"\nsource = \"测试用\"\n{builds_on}"
    );
    let indicators = format!(
        "[[indicator]]\ncode = \"land_{id}\"\ntitle = \"用地\"\nunit = \"{unit}\"\nsubject = \"firm\"\ncite = \"一\"\n"
    );
    policy::PackFiles::new([
        ("pack.toml".to_owned(), pack.into_bytes()),
        ("indicators.toml".to_owned(), indicators.into_bytes()),
    ])
}

async fn in_force(site: &axum::Router, version: &str) {
    on_to(post(site, version, "li", &[("step", "approve")]).await).await;
    let force = [("step", "force"), ("force-from", "2024-01-01"), ("force-note", "试")];
    on_to(post(site, version, "li", &force).await).await;
}

#[tokio::test]
async fn a_pack_it_builds_on_that_changed_between_check_and_approval_is_told_and_it_is_checked_again() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let site = site(folder.path());
    let upper = upload(&site, "zhang", &small("upper", "", "mu")).await;
    in_force(&site, &upper).await;
    let lower = upload(&site, "zhang", &small("lower", "builds_on = [\"upper\"]\n", "mu")).await;
    assert!(said(&site, &lower).await.contains("检查通过"));
    let newer = upload(&site, "zhang", &small("upper", "", "hectare")).await;
    in_force(&site, &newer).await;
    let refused = again(post(&site, &lower, "li", &[("step", "approve")]).await).await;
    assert!(wrong(&refused).contains("upper") && wrong(&refused).contains("重新检查"), "{}", wrong(&refused));
    on_to(post(&site, &lower, "wang", &[("step", "check")]).await).await;
    on_to(post(&site, &lower, "li", &[("step", "approve")]).await).await;
}

#[tokio::test]
async fn what_a_version_would_change_is_told_scheme_by_scheme() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    fill_zones(folder.path());
    let site = site(folder.path());
    let files = changed("demo-province", "schemes.toml", "weight    = 15", "weight    = 40");
    let version = upload(&site, "zhang", &files).await;
    let effect = page(&site, &format!("{version}/effect")).await;
    let figures = texts(&effect, ".yh-fig");
    assert!(figures.iter().any(|one| one.starts_with("两次都计分") || one.contains("12")), "{figures:?}");
    let all = texts(&effect, "main").join(" ");
    assert!(all.contains("2024年") && all.contains("上升"), "{all}");
    assert!(!texts(&effect, "table .yh-up, table .yh-down").is_empty(), "somebody moves: {all}");
    let nobody = send(&site, Method::GET, "/packs/demo-province/versions/000000000000/effect", &[]).await;
    assert_eq!(nobody.status(), StatusCode::NOT_FOUND);
    assert!(text(nobody).await.contains("政策包版本"));
}

#[tokio::test]
async fn what_ships_is_taken_into_the_store_by_a_button_and_is_not_in_force_by_that() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let site = site(folder.path());
    let version = on_to(post(&site, "/packs/mu-average-2019/take", "zhang", &[]).await).await;
    assert!(said(&site, &version).await.contains("等待另一人审批"));
    let packs = said(&site, "/packs").await;
    assert!(packs.contains("随程序附带的版本") && packs.contains("1 版待处理"), "{packs}");
    let none = post(&site, "/packs/no-such-pack/take", "zhang", &[]).await;
    assert_eq!(none.status(), StatusCode::NOT_FOUND);
}
