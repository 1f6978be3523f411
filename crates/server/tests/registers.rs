//! Registers on pages: records made, changed, corrected, merged, and whole spreadsheets imported.
#![expect(clippy::unwrap_used, reason = "a wrong test must fail")]

mod common;

use axum::Router;
use axum::http::{Method, StatusCode};
use common::{done, fill, on_to, post, send, store, text, upload};
use server::App;

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

async fn page(world: &World, address: &str) -> String {
    let response = send(&world.site, Method::GET, address, &[]).await;
    assert_eq!(response.status(), StatusCode::OK, "{address}");
    text(response).await
}

/// Makes a zone; where its page is.
async fn zone(world: &World, name: &str, code: &str) -> String {
    let fields = [("name", name), ("code", code), ("area", "500"), ("link-region", "520100"), ("from", "2020-01-01")];
    on_to(&post(&world.site, "/registers/zone/new", &fields).await)
}

#[tokio::test]
async fn a_record_is_made_on_a_page_and_the_next_page_says_so_once_with_its_trace() {
    let world = world();
    let made = post(&world.site, "/registers/zone/new", &[("name", "示例新开发区"), ("from", "2024-01-01")]).await;
    let cookie = made.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    let address = on_to(&made);
    let next = send(&world.site, Method::GET, &address, &[("cookie", &cookie)]).await;
    assert!(next.headers()["set-cookie"].to_str().unwrap().starts_with("done=; Path=/; Max-Age=0"));
    let next = text(next).await;
    assert!(next.contains("已完成，并记入审计") && next.contains("示例新开发区"), "{next}");
    let act = cookie.strip_prefix("done=").unwrap();
    let act = page(&world, &format!("/audit/{act}")).await;
    assert!(act.contains("新增开发区") && act.contains("张三") && act.contains("未经认证"), "{act}");
}

#[tokio::test]
async fn what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost() {
    let world = world();
    let fields =
        [("name", ""), ("code", "12345678901"), ("area", "很大"), ("link-region", "没有的地方"), ("from", "不是日期")];
    let again = post(&world.site, "/registers/zone/new", &fields).await;
    assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let again = text(again).await;
    for said in ["还不能保存", "请填写", "应为不小于 0 的数字", "应为日期"] {
        assert!(again.contains(said), "{said}: {again}");
    }
    for kept in ["value=\"很大\"", "value=\"没有的地方\"", "value=\"不是日期\""] {
        assert!(again.contains(kept), "{kept}");
    }
    // What only the register knows is said in the same way.
    let nowhere = [("name", "示例某开发区"), ("link-region", "没有的地方"), ("from", "2024-01-01")];
    let again = text(post(&world.site, "/registers/zone/new", &nowhere).await).await;
    assert!(again.contains("id=\"f-link-region-wrong\""), "{again}");
}

#[tokio::test]
async fn a_record_that_is_there_already_is_not_made_again() {
    let world = world();
    let fields = [("name", "贵阳高新技术产业开发区"), ("code", "G521001"), ("from", "2020-01-01")];
    let again = text(post(&world.site, "/registers/zone/new", &fields).await).await;
    assert!(again.contains("名录中已有这条记录"), "{again}");
}

#[tokio::test]
async fn an_area_changes_from_a_day_on_and_the_auditor_finds_who_did_it() {
    let world = world();
    let own = zone(&world, "示例东开发区", "EAST").await;
    let form = page(&world, &format!("{own}/change?day=2024-01-01")).await;
    assert!(form.contains("value=\"500\"") && form.contains("value=\"520100\""), "{form}");
    let same = [
        ("saying", "change"),
        ("from", "2024-01-01"),
        ("code", "EAST"),
        ("name", "示例东开发区"),
        ("area", "500"),
        ("link-region", "520100"),
    ];
    let nothing = text(post(&world.site, &format!("{own}/change"), &same).await).await;
    assert!(nothing.contains("没有任何改动"), "{nothing}");
    let changed: Vec<_> =
        same.iter().map(|(name, value)| (*name, if *name == "area" { "650.5" } else { *value })).collect();
    assert_eq!(on_to(&post(&world.site, &format!("{own}/change"), &changed).await), own);
    assert!(page(&world, &format!("{own}?day=2023-12-31")).await.contains(">500<"));
    let now = page(&world, &own).await;
    assert!(now.contains("650.5"), "{now}");
    let found = page(&world, "/audit?act=zone.change").await;
    assert!(found.contains("变更开发区") && found.contains("张三"), "{found}");
}

#[tokio::test]
async fn a_record_ends_on_a_day_and_what_came_in_its_place_is_named() {
    let world = world();
    let own = zone(&world, "示例旧开发区", "OLD1").await;
    let heir = zone(&world, "示例新开发区", "NEW1").await;
    let fields = |from, to| {
        [
            ("saying", "end"),
            ("from", from),
            ("to", to),
            ("reason", "整合优化"),
            ("code", "OLD1"),
            ("name", "示例旧开发区"),
            ("area", "500"),
            ("link-region", "520100"),
            ("link-successor", "NEW1"),
        ]
    };
    let refused = text(post(&world.site, &format!("{own}/change"), &fields("2024-01-01", "2025-01-01")).await).await;
    assert!(refused.contains("不再存在没有截止日期"), "{refused}");
    assert_eq!(on_to(&post(&world.site, &format!("{own}/change"), &fields("2024-01-01", "")).await), own);
    assert!(page(&world, &format!("{own}?day=2023-12-31")).await.contains("示例旧开发区"));
    let after = page(&world, &own).await;
    assert!(after.contains("示例新开发区") && after.contains(&heir), "{after}");
    let listed = page(&world, "/registers/zone?q=OLD1").await;
    assert!(listed.contains("示例旧开发区"), "{listed}");
    let again = text(post(&world.site, &format!("{own}/change"), &fields("2024-06-01", "")).await).await;
    assert!(again.contains("没有任何改动"), "{again}");
}

#[tokio::test]
async fn the_past_is_corrected_only_with_a_reason() {
    let world = world();
    let own = zone(&world, "示例西开发区", "WEST").await;
    let fields = |reason| {
        [
            ("saying", "correct"),
            ("from", "2020-01-01"),
            ("reason", reason),
            ("code", "WEST"),
            ("name", "示例西开发区"),
            ("area", "480"),
            ("link-region", "520100"),
        ]
    };
    let refused = post(&world.site, &format!("{own}/change"), &fields("")).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(refused).await.contains("更正必须写明原因"));
    on_to(&post(&world.site, &format!("{own}/change"), &fields("批复文件为 480 公顷")).await);
    let now = page(&world, &own).await;
    assert!(now.contains("480") && now.contains("被更正或变更"), "{now}");
}

#[tokio::test]
async fn a_spreadsheet_with_errors_comes_back_marked_and_nothing_of_it_is_written() {
    let world = world();
    let sheet = "开发区代码,开发区名称,级别,核准面积（公顷）,生效日期\n\
                 NORTH,示例北开发区,国家级,120,2024-01-01\nSOUTH,示例南开发区,星际级,很大,2024-01-01\n";
    let sent = upload(&world.site, "/registers/zone/import", &[("mode", "import")], ("区.csv", sheet.as_bytes())).await;
    let address = on_to(&sent);
    let outcome = done(&world.app, &world.site, &address).await;
    assert!(outcome.contains("有 2 处错误，没有写入任何内容"), "{outcome}");
    for said in ["C3", "D3", "星际级", "很大", "应为以下之一"] {
        assert!(outcome.contains(said), "{said}: {outcome}");
    }
    let told = world.app.store().messages("zhang", true, 0, 1).await.unwrap().rows;
    assert!(told[0].body.zh.contains("有 2 处错误"), "who sent it is told so: {told:?}");
    assert!(!page(&world, "/registers/zone").await.contains("示例北开发区"));
    let marked = send(&world.site, Method::GET, &format!("{address}/marked.xlsx"), &[]).await;
    let name = marked.headers()["content-disposition"].to_str().unwrap().to_owned();
    assert!(name.contains(".xlsx\""), "{name}");
    let bytes = axum::body::to_bytes(marked.into_body(), 1 << 20).await.unwrap();
    let mut book = exchange::Workbook::open(&bytes, "区.错误.xlsx").unwrap();
    let top = book.head(0, 3).unwrap();
    assert!(format!("{top:?}").contains("示例北开发区"), "{top:?}");
}

#[tokio::test]
async fn a_sound_spreadsheet_is_checked_or_written_as_one_act_of_the_person() {
    let world = world();
    let sheet = "开发区代码,开发区名称,级别,核准面积（公顷）,生效日期\nNORTH,示例北开发区,国家级,120,2024-01-01\n";
    let file = ("区.csv", sheet.as_bytes());
    let checked = on_to(&upload(&world.site, "/registers/zone/import", &[("mode", "check")], file).await);
    let checked = done(&world.app, &world.site, &checked).await;
    assert!(checked.contains("检查通过"), "{checked}");
    assert!(!page(&world, "/registers/zone").await.contains("示例北开发区"));
    let written = on_to(&upload(&world.site, "/registers/zone/import", &[("mode", "import")], file).await);
    let written = done(&world.app, &world.site, &written).await;
    assert!(written.contains("已导入") && written.contains("新登记"), "{written}");
    assert!(page(&world, "/registers/zone").await.contains("示例北开发区"));
    let acts = page(&world, "/audit?act=register.import").await;
    assert!(acts.contains("导入名录") && acts.contains("张三"), "{acts}");
}

#[tokio::test]
async fn what_is_no_spreadsheet_is_said_and_without_a_file_the_form_comes_again() {
    let world = world();
    let broken =
        upload(&world.site, "/registers/firm/import", &[("mode", "import")], ("企业.xlsx", b"PK\x03\x04broken")).await;
    let outcome = done(&world.app, &world.site, &on_to(&broken)).await;
    assert!(outcome.contains("失败") && outcome.contains("yh-problem"), "{outcome}");
    let none = upload(&world.site, "/registers/firm/import", &[("mode", "import")], ("", b"")).await;
    assert_eq!(none.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(none).await.contains("请选择表格文件"));
}

#[tokio::test]
async fn evaluations_by_others_are_imported_and_shown_with_the_zone() {
    let world = world();
    let sheet = "开发区,评价单位,评价名称,年度,名次,总数,文件\nG521001,示例部门,示例综合考评,2021,5,30,示例文件 1 号\n";
    let sent =
        upload(&world.site, "/registers/results/import", &[("mode", "import")], ("结果.csv", sheet.as_bytes())).await;
    let outcome = done(&world.app, &world.site, &on_to(&sent)).await;
    assert!(outcome.contains("已导入"), "{outcome}");
    let zones = page(&world, "/registers/zone?q=高新").await;
    let own = zones.split("href=\"/registers/zone/").find_map(|rest| {
        let number = rest.split('"').next().unwrap();
        number.parse::<i64>().is_ok().then(|| format!("/registers/zone/{number}"))
    });
    let zone = page(&world, &own.unwrap()).await;
    assert!(zone.contains("示例综合考评") && zone.contains("5 / 30"), "{zone}");
}

#[tokio::test]
async fn duplicates_are_found_and_merged_with_a_reason() {
    let world = world();
    let one = zone(&world, "示例 同名开发区", "SAME1").await;
    let other = zone(&world, "示例同名开发区", "SAME2").await;
    let found = page(&world, "/registers/zone/duplicates").await;
    assert!(found.contains("名称相同") && found.contains(&one) && found.contains(&other), "{found}");
    let refused =
        text(post(&world.site, &format!("{one}/merge"), &[("into", "SAME1"), ("reason", "重复")]).await).await;
    assert!(refused.contains("还不能保存"), "{refused}");
    let merged = post(&world.site, &format!("{one}/merge"), &[("into", "SAME2"), ("reason", "重复登记")]).await;
    assert_eq!(on_to(&merged), other);
    assert!(page(&world, "/registers/zone/duplicates").await.contains("没有疑似重复的记录"));
}

#[tokio::test]
async fn a_form_larger_than_its_route_takes_is_refused_with_the_size_that_may_be() {
    let world = world();
    let long = "很".repeat(60_000);
    let refused = post(&world.site, "/registers/zone/new", &[("name", &long)]).await;
    assert_eq!(refused.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert!(text(refused).await.contains("0.1 MB"));
}
