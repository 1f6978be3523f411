//! Every route there is, held against every rule that all of them obey. A route cannot be left out: the table is the router.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a wrong test must fail")]

mod common;

use axum::http::{Method, StatusCode};
use common::{fill, fill_zones, packs, send, site, text};
use server::App;
use server::route::{Kind, ROUTES};

struct World {
    _folder: tempfile::TempDir,
    site: axum::Router,
    addresses: Vec<(&'static str, Kind, String)>,
}

async fn world() -> World {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    fill_zones(folder.path());
    let app = App::open(folder.path(), packs());
    let now = app.now().await.expect("the home reads");
    let mut addresses = Vec::new();
    for route in ROUTES {
        for address in route.examples(&now) {
            addresses.push((route.name, route.kind, address));
        }
    }
    World { site: site(folder.path()), _folder: folder, addresses }
}

#[tokio::test]
async fn every_route_has_an_example_and_each_example_answers() {
    let world = world().await;
    for route in ROUTES {
        // What an empty list of evaluations would show has no address; everything else has one in this home.
        let has = world.addresses.iter().any(|(name, ..)| *name == route.name);
        assert!(has, "{} has no example in a filled home", route.name);
    }
    for (name, kind, address) in &world.addresses {
        let response = send(&world.site, Method::GET, address, &[]).await;
        assert_eq!(response.status(), StatusCode::OK, "{name} {address}");
        let found = response.headers()["content-type"].to_str().unwrap().to_owned();
        match kind {
            Kind::Page => assert_eq!(found, "text/html; charset=utf-8", "{address}"),
            Kind::Data => assert_eq!(found, "application/json", "{address}"),
            Kind::Asset => {
                assert!(response.headers()["cache-control"].to_str().unwrap().contains("immutable"), "{address}");
            }
        }
    }
}

#[tokio::test]
async fn no_route_takes_anything_but_reading() {
    let world = world().await;
    for (_, _, address) in &world.addresses {
        for method in
            [Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS, Method::TRACE, Method::CONNECT]
        {
            let response = send(&world.site, method.clone(), address, &[]).await;
            assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED, "{method} {address}");
            assert_eq!(response.headers()["allow"], "GET, HEAD", "{method} {address}");
        }
        let head = send(&world.site, Method::HEAD, address, &[]).await;
        assert_eq!(head.status(), StatusCode::OK, "HEAD {address}");
    }
}

#[tokio::test]
async fn no_route_answers_to_another_name_or_another_site() {
    let world = world().await;
    for (_, _, address) in &world.addresses {
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
    for (_, kind, address) in &world.addresses {
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
