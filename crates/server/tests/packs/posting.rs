//! Forms as a browser sends them, by a person.

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, Response, StatusCode};
use policy::PackFiles;
use tower::ServiceExt;

use crate::common::{page, text, texts};

/// A request to write by a person, from a page of ours.
async fn send(site: &Router, address: &str, person: &str, kind: &str, body: Vec<u8>) -> Response<Body> {
    let request = Request::builder()
        .method(Method::POST)
        .uri(address)
        .header("host", "127.0.0.1:8080")
        .header("origin", "http://127.0.0.1:8080")
        .header("cookie", format!("person=code%3D{person}%26name%3D{person}"))
        .header("content-type", kind);
    site.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap()
}

/// Sends a form without files.
pub async fn post(site: &Router, address: &str, person: &str, pairs: &[(&str, &str)]) -> Response<Body> {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    send(site, address, person, "application/x-www-form-urlencoded", body.into_bytes()).await
}

/// Sends a form with files: field, name, content.
pub async fn post_files(
    site: &Router,
    address: &str,
    person: &str,
    pairs: &[(&str, &str)],
    files: &[(&str, &str, &[u8])],
) -> Response<Body> {
    const EDGE: &str = "----edge-of-a-part";
    let mut body = Vec::new();
    for (name, value) in pairs {
        let head = format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(head.as_bytes());
    }
    for (field, name, bytes) in files {
        let head = format!(
            "--{EDGE}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{EDGE}--\r\n").as_bytes());
    send(site, address, person, &format!("multipart/form-data; boundary={EDGE}"), body).await
}

/// It was done; gives the page it goes on to.
pub async fn on_to(response: Response<Body>) -> String {
    let status = response.status();
    let to = response.headers().get("location").map(|to| to.to_str().unwrap().to_owned());
    let body = text(response).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{body}");
    to.unwrap()
}

/// It was not done; gives the page that says why.
pub async fn again(response: Response<Body>) -> scraper::Html {
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    scraper::Html::parse_document(&text(response).await)
}

/// What the form says is wrong.
pub fn wrong(page: &scraper::Html) -> String {
    texts(page, ".yh-problem").join(" ")
}

/// The files of a shipped pack with a text changed once.
pub fn changed(id: &str, file: &str, old: &str, new: &str) -> PackFiles {
    let mut files = library::Packs::of_folder(None).held(&id.parse().unwrap()).unwrap().files;
    let text = String::from_utf8(files.get(file).unwrap().to_vec()).unwrap();
    assert!(text.contains(old), "{old} is not in {file}");
    files.put(file, text.replacen(old, new, 1).into_bytes());
    files
}

/// Uploads files as a whole folder; gives the page of the version.
pub async fn upload(site: &Router, person: &str, files: &PackFiles) -> String {
    let named: Vec<(String, &[u8])> = files.iter().map(|(path, bytes)| (format!("pack/{path}"), bytes)).collect();
    let sent: Vec<_> = named.iter().map(|(path, bytes)| ("folder", path.as_str(), *bytes)).collect();
    on_to(post_files(site, "/packs/upload", person, &[("note", "试一试")], &sent).await).await
}

/// All that a page says.
pub async fn said(site: &Router, address: &str) -> String {
    texts(&page(site, address).await, "main").join(" ")
}
