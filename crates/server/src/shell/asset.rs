//! Stylesheets, scripts and pictures, inside the binary, under addresses that change with their content.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::{LazyLock, OnceLock};

use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::hash::Sm3Writer;
use include_dir::{Dir, include_dir};

use crate::shell::error::PageError;

static FOLDER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../assets");
static ASSETS: LazyLock<Assets> = LazyLock::new(Assets::gather);

/// A file's content and, once asked for, its compressed form.
struct Asset {
    bytes: &'static [u8],
    kind: &'static str,
    gzip: OnceLock<Option<Bytes>>,
}

struct Assets {
    /// The hash of all of them together: one new byte, and every address is new.
    version: String,
    files: BTreeMap<String, Asset>,
}

impl Assets {
    fn gather() -> Self {
        let mut files = BTreeMap::new();
        collect(&FOLDER, &mut files);
        let mut hash = Sm3Writer::default();
        for (path, asset) in &files {
            hash.update(path.as_bytes());
            hash.update(&[0]);
            hash.update(asset.bytes);
        }
        let version = hash.finish().short();
        Self { version, files }
    }
}

fn collect(folder: &'static Dir<'static>, into: &mut BTreeMap<String, Asset>) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        if let Some(kind) = content_type(&path) {
            into.insert(path, Asset { bytes: file.contents(), kind, gzip: OnceLock::new() });
        }
    }
    for inner in folder.dirs() {
        collect(inner, into);
    }
}

/// Only what a page may ask for; locales, lists and licences are not served.
fn content_type(path: &str) -> Option<&'static str> {
    match path.rsplit_once('.')?.1 {
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        _ => None,
    }
}

/// The address of the asset at `path` below `assets/`.
#[must_use]
pub fn address(path: &str) -> String {
    format!("/assets/{}/{path}", ASSETS.version)
}

/// Every asset's address, in order.
#[must_use]
pub fn addresses() -> Vec<String> {
    ASSETS.files.keys().map(|path| address(path)).collect()
}

/// Serves one asset. An old address answers with the newest content, uncached, so that a page left open still works.
///
/// # Errors
/// [`PageError::NoSuchPage`] when there is no such asset.
pub async fn serve(Path((version, path)): Path<(String, String)>, headers: HeaderMap) -> Result<Response, PageError> {
    let asset = ASSETS.files.get(&path).ok_or(PageError::NoSuchPage)?;
    let current = version == ASSETS.version;
    let cache = if current { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut response = match asset.compressed().filter(|_| takes_gzip(&headers)) {
        Some(gzip) => ([(CONTENT_ENCODING, HeaderValue::from_static("gzip"))], Body::from(gzip)).into_response(),
        None => (StatusCode::OK, Body::from(asset.bytes)).into_response(),
    };
    let own = response.headers_mut();
    own.insert(CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    own.insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    own.insert(VARY, HeaderValue::from_static("accept-encoding"));
    Ok(response)
}

impl Asset {
    fn compressed(&self) -> Option<Bytes> {
        self.gzip.get_or_init(|| gzip(self.bytes).filter(|small| small.len() < self.bytes.len())).clone()
    }
}

fn gzip(bytes: &[u8]) -> Option<Bytes> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok().map(Bytes::from)
}

fn takes_gzip(headers: &HeaderMap) -> bool {
    let accepted = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepted.split(',').map(str::trim).any(|coding| {
        let (name, quality) = coding.split_once(';').unwrap_or((coding, ""));
        name.trim() == "gzip" && !matches!(quality.trim(), "q=0" | "q=0.0")
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use domain::hash::Sm3;

    use super::*;

    #[derive(serde::Deserialize)]
    struct List {
        file: Vec<Vendored>,
    }

    #[derive(serde::Deserialize)]
    struct Vendored {
        path: String,
        package: String,
        version: String,
        licence: String,
        licence_file: String,
        sm3: String,
    }

    #[test]
    fn every_vendored_file_is_listed_with_version_licence_and_the_hash_it_has() {
        let text = FOLDER.get_file("vendor/LIST.toml").and_then(|file| file.contents_utf8()).expect("the list");
        let list: List = toml::from_str(text).expect("the list reads");
        let mut listed: BTreeMap<String, bool> = FOLDER
            .get_dir("vendor")
            .expect("the folder")
            .files()
            .map(|file| (file.path().to_string_lossy().into_owned(), false))
            .filter(|(path, _)| path != "vendor/LIST.toml")
            .collect();
        for file in &list.file {
            assert!(!file.package.is_empty() && !file.version.is_empty() && !file.licence.is_empty(), "{}", file.path);
            let path = format!("vendor/{}", file.path);
            let bytes = FOLDER.get_file(&path).unwrap_or_else(|| panic!("{path} is listed and not there")).contents();
            assert_eq!(Sm3::of(bytes).to_string(), file.sm3, "{path} is not what the list says");
            listed.insert(path, true);
            let licence = format!("vendor/{}", file.licence_file);
            assert!(FOLDER.get_file(&licence).is_some(), "{licence} is missing");
            listed.insert(licence, true);
        }
        listed.insert("vendor/echarts.NOTICE".to_owned(), true);
        let unlisted: Vec<_> = listed.iter().filter(|(_, seen)| !**seen).map(|(path, _)| path).collect();
        assert!(unlisted.is_empty(), "not in the list: {unlisted:?}");
    }

    #[test]
    fn our_own_sheets_stay_under_twenty_kilobytes_each_and_within_the_oldest_browser() {
        for name in ["yuanheng.css", "results.css"] {
            let sheet = FOLDER.get_file(name).and_then(|file| file.contents_utf8()).expect("the sheet");
            assert!(sheet.len() < 20 * 1024, "{name}: {} bytes", sheet.len());
            for newer in ["light-dark(", ":has(", "color-mix(", "@container", "oklch(", "@scope", "text-wrap"] {
                assert!(!sheet.contains(newer), "{newer} in {name} is not in Chromium 108");
            }
        }
    }

    #[test]
    fn a_browser_that_refuses_gzip_is_not_sent_it() {
        let mut headers = HeaderMap::new();
        assert!(!takes_gzip(&headers));
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("br, gzip;q=0.8"));
        assert!(takes_gzip(&headers));
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip;q=0, identity"));
        assert!(!takes_gzip(&headers));
    }
}
