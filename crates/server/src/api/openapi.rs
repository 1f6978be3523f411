//! The description of the interface, made from the code of its addresses.

use axum::Json;
use utoipa::OpenApi;

use crate::api;
use crate::shell::error::Problem;

/// The description. A copy is kept in `docs/openapi.json`.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Yuanheng 园衡",
        description = "Releases, registers, indicators and evaluations of development zones. Reads only, on this machine only.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    paths(
        show,
        api::health::health,
        api::health::ready,
        api::pages::show,
        api::releases::show,
        api::subjects::show,
        api::indicators::show,
        api::evaluations::show,
        api::evaluation::show,
        api::lift::show,
    ),
    components(schemas(Problem))
)]
#[derive(Debug)]
pub struct Document;

/// This description.
#[utoipa::path(get, path = "/api/v1/openapi.json", responses((status = 200, description = "OpenAPI 3.1", body = Object)))]
pub async fn show() -> Json<utoipa::openapi::OpenApi> {
    Json(Document::openapi())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::route::{Kind, ROUTES};

    #[test]
    fn the_committed_description_is_the_one_the_code_gives() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json");
        let made = Document::openapi().to_pretty_json().expect("it serializes") + "\n";
        if std::env::var_os("YUANHENG_BLESS").is_some() {
            fs::write(&path, &made).expect("the file is written");
        }
        let kept = fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == made, "docs/openapi.json is not what the code gives: run this test with YUANHENG_BLESS=1");
    }

    #[test]
    fn every_address_for_programs_is_described() {
        let document = Document::openapi();
        let described: Vec<_> = document.paths.paths.keys().map(String::as_str).collect();
        for route in ROUTES.iter().filter(|route| route.kind == Kind::Data) {
            assert!(described.contains(&route.path), "{} is not described", route.path);
        }
    }
}
