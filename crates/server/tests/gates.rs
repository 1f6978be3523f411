//! Every route there is, held against every rule that all of them obey. A route cannot be left out: the table is the router.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a wrong test must fail")]

mod common;

use axum::http::{Method, StatusCode};
use common::{ask, done, fill, fill_zones, on_to, send, site, store, text, upload, wrong_import};
use server::App;
use server::route::{Kind, ROUTES};
use store::Store;
use store::audit::ActFilter;
use store::job::Pace;

struct World {
    _folder: tempfile::TempDir,
    site: axum::Router,
    store: Store,
    addresses: Vec<(&'static str, Kind, String)>,
}

/// The origin of pages of the site.
const OWN: &str = "http://127.0.0.1:8080";

impl World {
    /// What is read, not written.
    fn read(&self) -> impl Iterator<Item = &(&'static str, Kind, String)> {
        self.addresses.iter().filter(|(_, kind, _)| *kind != Kind::Act)
    }
}

async fn world() -> World {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    fill_zones(folder.path());
    let app = App::open(folder.path(), store(folder.path()));
    wrong_import(&app, &site(folder.path())).await;
    let documents = site(folder.path());
    for (name, text) in
        [("方案.txt", "一、任务\n\n（一）修路。（牵头单位：市住建局）\n".as_bytes()), ("照片.bin", &[0; 64])]
    {
        let sent = upload(&documents, "/documents/upload", &[], (name, text)).await;
        done(&app, &documents, &on_to(&sent)).await;
    }
    ask(app.store(), "audit.verify").await;
    // Its runner works, so that it is ready; it ends with the test.
    let runner = server::work::runner(&app, "test", Pace::default());
    tokio::spawn(async move { runner.run(std::future::pending()).await });
    let now = app.now().await.expect("the home reads");
    let mut addresses = Vec::new();
    for route in ROUTES {
        for address in route.examples(&now) {
            addresses.push((route.name, route.kind, address));
        }
    }
    while app.pulse().age().is_none() {
        tokio::task::yield_now().await;
    }
    World { site: server::router(app), store: store(folder.path()), _folder: folder, addresses }
}

#[tokio::test]
async fn every_route_has_an_example_and_each_example_answers() {
    let world = world().await;
    for route in ROUTES {
        // What an empty list of evaluations would show has no address; everything else has one in this home.
        let has = world.addresses.iter().any(|(name, ..)| *name == route.name);
        assert!(has, "{} has no example in a filled home", route.name);
    }
    for (name, kind, address) in world.read() {
        let response = send(&world.site, Method::GET, address, &[]).await;
        assert_eq!(response.status(), StatusCode::OK, "{name} {address}");
        let found = response.headers()["content-type"].to_str().unwrap().to_owned();
        match kind {
            Kind::Page => assert_eq!(found, "text/html; charset=utf-8", "{address}"),
            Kind::Data => assert_eq!(found, "application/json", "{address}"),
            Kind::File => {
                let disposition = response.headers()["content-disposition"].to_str().unwrap();
                assert!(disposition.starts_with("attachment; filename=\"yuanheng."), "{address}: {disposition}");
                assert!(disposition.contains("; filename*=UTF-8''"), "{address}: {disposition}");
                assert_ne!(found, "text/html; charset=utf-8", "{address}");
            }
            Kind::Act => {}
            Kind::Asset => {
                assert!(response.headers()["cache-control"].to_str().unwrap().contains("immutable"), "{address}");
            }
        }
    }
}

#[tokio::test]
async fn what_is_read_is_not_written_to_and_no_route_takes_other_methods() {
    let world = world().await;
    let own = [("origin", OWN)];
    let path = |name: &str| ROUTES.iter().find(|route| route.name == name).unwrap().path;
    let written: Vec<_> = ROUTES.iter().filter(|route| route.kind == Kind::Act).map(|route| route.path).collect();
    for (name, kind, address) in &world.addresses {
        for method in [Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS, Method::TRACE, Method::CONNECT] {
            let response = send(&world.site, method.clone(), address, &own).await;
            assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED, "{method} {address}");
            assert!(response.headers().contains_key("allow"), "{method} {address}");
        }
        if *kind != Kind::Act {
            let head = send(&world.site, Method::HEAD, address, &[]).await;
            assert_eq!(head.status(), StatusCode::OK, "HEAD {address}");
        }
        if !written.contains(&path(name)) {
            let response = send(&world.site, Method::POST, address, &own).await;
            assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED, "POST {address}");
        }
    }
}

#[tokio::test]
async fn nothing_is_written_for_another_site_or_for_nobody() {
    let world = world().await;
    let acts = || async { world.store.acts(&ActFilter::default(), None, 500).await.unwrap().acts.len() };
    let before = acts().await;
    let person = ("cookie", "person=code%3Dzhang%26name%3Dzhang");
    let mut seen = 0;
    for (name, kind, address) in &world.addresses {
        if *kind != Kind::Act {
            continue;
        }
        seen += 1;
        let foreign: [&[(&str, &str)]; 5] = [
            &[],
            &[("origin", "http://evil.example")],
            &[("origin", "null")],
            &[("referer", "http://evil.example/")],
            &[("referer", "http://127.0.0.1:8080.evil.example/")],
        ];
        for headers in foreign {
            let headers: Vec<_> = headers.iter().copied().chain([person]).collect();
            let response = send(&world.site, Method::POST, address, &headers).await;
            assert_eq!(response.status(), StatusCode::FORBIDDEN, "{name} {address} {headers:?}");
            assert!(text(response).await.contains("另一个网站"), "{name} {address} {headers:?}");
        }
        // Choosing a person is what nobody may do.
        if *name == "acting-choose" {
            continue;
        }
        for headers in [[("origin", OWN)], [("referer", "http://127.0.0.1:8080/registers")]] {
            let response = send(&world.site, Method::POST, address, &headers).await;
            assert_eq!(response.status(), StatusCode::FORBIDDEN, "{name} {address}");
            assert!(text(response).await.contains("选择操作人"), "{name} {address}");
        }
    }
    assert!(seen > 0);
    assert_eq!(acts().await, before);
}

#[tokio::test]
async fn no_route_answers_to_another_name_or_another_site() {
    let world = world().await;
    for (_, _, address) in world.read() {
        for host in ["", "evil.example", "evil.example:8080", "127.0.0.1.evil.example", "192.168.1.4"] {
            let response = send(&world.site, Method::GET, address, &[("host", host)]).await;
            assert_eq!(response.status(), StatusCode::MISDIRECTED_REQUEST, "{host:?} {address}");
        }
        for origin in ["http://evil.example", "null", "https://127.0.0.1:8080", "http://127.0.0.1:8081"] {
            let response = send(&world.site, Method::GET, address, &[("origin", origin)]).await;
            assert_eq!(response.status(), StatusCode::FORBIDDEN, "{origin} {address}");
        }
        let script = [("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "no-cors")];
        assert_eq!(send(&world.site, Method::GET, address, &script).await.status(), StatusCode::FORBIDDEN, "{address}");
        let own = send(&world.site, Method::GET, address, &[("origin", "http://127.0.0.1:8080")]).await;
        assert_eq!(own.status(), StatusCode::OK, "{address}");
    }
}

#[tokio::test]
async fn every_answer_carries_the_headers_and_no_page_holds_inline_script_or_style() {
    let world = world().await;
    for (_, kind, address) in world.read() {
        let response = send(&world.site, Method::GET, address, &[]).await;
        let headers = response.headers().clone();
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'self'") && policy.contains("frame-ancestors 'none'"), "{address}");
        assert!(!policy.contains("unsafe"), "{address}");
        assert_eq!(headers["x-content-type-options"], "nosniff", "{address}");
        assert!(headers.contains_key("x-request-id") && headers.contains_key("referrer-policy"), "{address}");
        if *kind == Kind::Page {
            let html = text(response).await;
            for inline in [" style=", "<style", " onclick=", "javascript:", " onload="] {
                assert!(!html.contains(inline), "{address} holds {inline}");
            }
            for script in html.split("<script").skip(1) {
                let (tag, rest) = script.split_once('>').unwrap();
                assert!(tag.contains("src=\"/assets/") && rest.starts_with("</script>"), "{address}: <script{tag}>");
            }
        }
    }
}

#[tokio::test]
async fn an_error_is_a_page_for_people_and_a_problem_for_programs_and_shows_no_cause() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let parts = folder.path().join("parts");
    for part in std::fs::read_dir(&parts).unwrap() {
        std::fs::write(part.unwrap().path(), b"broken").unwrap();
    }
    let site = site(folder.path());
    let page = send(&site, Method::GET, "/zones", &[]).await;
    assert_eq!(page.status(), StatusCode::INTERNAL_SERVER_ERROR);
    let page = text(page).await;
    assert!(page.contains("数据无法读取") && page.contains("/releases"), "{page}");
    assert!(
        !page.contains("Parquet error") && !page.to_lowercase().contains("magic"),
        "the cause is on the page: {page}"
    );
    let problem = send(&site, Method::GET, "/api/v1/subjects", &[]).await;
    assert_eq!(problem.headers()["content-type"], "application/problem+json");
    let problem: serde_json::Value = serde_json::from_str(&text(problem).await).unwrap();
    assert_eq!(problem["status"], 500);
    assert_eq!(problem["type"], "urn:yuanheng:problem:data-unreadable");
}

#[tokio::test]
async fn an_address_longer_than_any_page_has_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let long = format!("/zones?q={}", "a".repeat(5000));
    let response = send(&site(folder.path()), Method::GET, &long, &[]).await;
    assert_eq!(response.status(), StatusCode::URI_TOO_LONG);
}
