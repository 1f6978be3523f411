//! A file to be kept by the person, under a name in any script (RFC 6266, RFC 5987).

use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::shell::address::encoded;

/// The kind of a workbook.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A file.
#[derive(Clone, Debug)]
pub struct Download {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl Download {
    /// A workbook; `name` without its ending.
    #[must_use]
    pub fn workbook(name: &str, bytes: Vec<u8>) -> Self {
        Self { name: format!("{name}.xlsx"), kind: XLSX, bytes }
    }

    /// Its disposition: a name that every browser reads, and the name itself.
    fn disposition(&self) -> String {
        let end = self.name.rsplit_once('.').map_or("bin", |(_, end)| end);
        let end: String = end.chars().filter(char::is_ascii_alphanumeric).take(8).collect();
        let name: String = self.name.chars().filter(|one| !one.is_control() && !matches!(one, '/' | '\\')).collect();
        format!("attachment; filename=\"yuanheng.{end}\"; filename*=UTF-8''{}", encoded(name.as_bytes()))
    }
}

impl IntoResponse for Download {
    fn into_response(self) -> Response {
        let disposition = self.disposition();
        let mut response = self.bytes.into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.kind));
        if let Ok(value) = HeaderValue::from_str(&disposition) {
            headers.insert(CONTENT_DISPOSITION, value);
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_chinese_is_kept_and_cannot_leave_its_place() {
        let file = Download { name: "示例\r\n\"/..\\.xlsx".to_owned(), kind: XLSX, bytes: Vec::new() };
        assert_eq!(
            file.disposition(),
            "attachment; filename=\"yuanheng.xlsx\"; filename*=UTF-8''%E7%A4%BA%E4%BE%8B%22...xlsx"
        );
    }
}
