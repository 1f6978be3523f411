//! What a form sends: texts, and files.

use axum::Form;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;

use crate::shell::error::PageError;

/// The most bytes that a form without a file sends.
pub const SMALL: usize = 64 * 1024;
/// The most bytes that a form with files sends.
pub const LARGE: usize = 64 * 1024 * 1024;

/// The longest path of a file, in characters.
const LONGEST_PATH: usize = 1_000;

/// How many bytes the route takes; set by the router.
#[derive(Clone, Copy, Debug)]
pub struct Most(pub usize);

/// The texts of a form, in order, without blanks at their ends.
#[derive(Clone, Debug, Default)]
pub struct Posted(Vec<(String, String)>);

impl Posted {
    /// The text under `name`; empty where the form sent none.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// Every text under `name`.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Every text with its name.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    fn add(&mut self, name: String, value: &str) {
        // Browsers send line ends as CR LF.
        self.0.push((name, value.replace("\r\n", "\n").trim().to_owned()));
    }
}

impl<S: Send + Sync> FromRequest<S> for Posted {
    type Rejection = PageError;

    async fn from_request(request: Request, state: &S) -> Result<Self, PageError> {
        let most = most(&request);
        let Form(pairs) = Form::<Vec<(String, String)>>::from_request(request, state)
            .await
            .map_err(|error| refused(error.status(), most))?;
        let mut posted = Self::default();
        for (name, value) in pairs {
            posted.add(name, &value);
        }
        Ok(posted)
    }
}

/// A file that was sent.
#[derive(Clone, Debug)]
pub struct SentFile {
    /// The name of its field.
    pub field: String,
    /// Its name at the person's.
    pub name: String,
    /// Its path as sent: with folders where a whole folder was chosen. To be held against what is taken before it is used.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// The texts and files of a form.
#[derive(Clone, Debug, Default)]
pub struct Uploaded {
    /// The texts.
    pub posted: Posted,
    /// The files; fields left empty are not among them.
    pub files: Vec<SentFile>,
}

impl<S: Send + Sync> FromRequest<S> for Uploaded {
    type Rejection = PageError;

    async fn from_request(request: Request, state: &S) -> Result<Self, PageError> {
        let most = most(&request);
        let mut parts = Multipart::from_request(request, state).await.map_err(|error| refused(error.status(), most))?;
        let mut uploaded = Self::default();
        while let Some(part) = parts.next_field().await.map_err(|error| refused(error.status(), most))? {
            let field = part.name().unwrap_or_default().to_owned();
            let path = part.file_name().map(|sent| sent.chars().take(LONGEST_PATH).collect::<String>());
            let name = path.as_deref().map(own_name);
            let bytes = part.bytes().await.map_err(|error| refused(error.status(), most))?;
            match name {
                Some(name) if name.is_empty() && bytes.is_empty() => {}
                Some(name) => {
                    let path = path.unwrap_or_default();
                    uploaded.files.push(SentFile { field, name, path, bytes: bytes.to_vec() });
                }
                None => uploaded.posted.add(field, &String::from_utf8_lossy(&bytes)),
            }
        }
        Ok(uploaded)
    }
}

/// A file's name without the folders that some browsers send along, and without what a name cannot hold.
fn own_name(sent: &str) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|one| !one.is_control()).take(200).collect()
}

fn most(request: &Request) -> usize {
    request.extensions().get::<Most>().map_or(SMALL, |most| most.0)
}

fn refused(status: StatusCode, most: usize) -> PageError {
    if status == StatusCode::PAYLOAD_TOO_LARGE { PageError::TooLarge { most: most as u64 } } else { PageError::BadForm }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_no_folders_in_its_name() {
        assert_eq!(own_name("C:\\统计\\企业.xlsx"), "企业.xlsx");
        assert_eq!(own_name("../../etc/passwd"), "passwd");
        assert_eq!(own_name("a\r\nb.csv"), "ab.csv");
    }
}
