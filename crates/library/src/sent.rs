//! Files as a person sends them, loose, as a folder or as one zip, become the files of a pack.

use std::io::{Cursor, Read};

use domain::say::{Lang, Say};
use policy::PackFiles;
use policy::files::{MOST_BYTES, MOST_FILES};
use zip::ZipArchive;

/// The most bytes that a zip may unpack to.
const MOST_UNPACKED: u64 = 64 * 1024 * 1024;
/// The most entries of a zip that are looked at.
const MOST_ENTRIES: usize = 5_000;
/// The longest part of a path, in characters.
const LONGEST_PART: usize = 100;

/// Why files that were sent are not those of one pack.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.say(Lang::Zh))]
pub enum SentError {
    /// None of them is `pack.toml`.
    NoPack,
    /// More than one is.
    SeveralPacks {
        /// Their paths, the first of them.
        paths: Vec<String>,
    },
    /// A path that leads out of its folder, or holds what no path of a pack does.
    Path {
        /// How it begins.
        path: String,
    },
    /// Two files of one path.
    Twice {
        /// The path.
        path: String,
    },
    /// More than a pack may hold.
    TooLarge,
    /// The zip cannot be read.
    Zip {
        /// The cause, for the log.
        #[source]
        cause: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl Say for SentError {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::NoPack, Lang::Zh) => {
                "这些文件里没有 pack.toml。请选择政策包文件夹里的全部文件、整个文件夹，或由它压缩成的一个 zip。".to_owned()
            }
            (Self::NoPack, Lang::En) => {
                "there is no pack.toml among these. Choose all files of the pack's folder, the folder, or one zip of it."
                    .to_owned()
            }
            (Self::SeveralPacks { paths }, Lang::Zh) => {
                format!("这些文件里有不止一个政策包：{}。请一次只上传一个。", paths.join("、"))
            }
            (Self::SeveralPacks { paths }, Lang::En) => {
                format!("these hold more than one pack: {}. Upload one at a time.", paths.join(", "))
            }
            (Self::Path { path }, Lang::Zh) => format!("文件路径“{path}”不能使用。请改名后重新压缩或选择。"),
            (Self::Path { path }, Lang::En) => format!("the path “{path}” cannot be used. Rename the file and try again."),
            (Self::Twice { path }, Lang::Zh) => format!("“{path}”出现了两次。请只留一份。"),
            (Self::Twice { path }, Lang::En) => format!("“{path}” is there twice. Keep one."),
            (Self::TooLarge, Lang::Zh) => format!(
                "文件过多或过大：一个政策包最多 {MOST_FILES} 个文件，每个不超过 {} MB。请移出与政策包无关的文件。",
                MOST_BYTES / 1024 / 1024
            ),
            (Self::TooLarge, Lang::En) => format!(
                "too many files, or too large: a pack holds at most {MOST_FILES} files of at most {} MB. Move unrelated files out.",
                MOST_BYTES / 1024 / 1024
            ),
            (Self::Zip { .. }, Lang::Zh) => "这个 zip 文件无法读取：可能已损坏或有密码。请重新压缩后再上传。".to_owned(),
            (Self::Zip { .. }, Lang::En) => {
                "this zip cannot be read: it may be damaged, or have a password. Make it again.".to_owned()
            }
        }
    }
}

/// The files of one pack, from what was sent as pairs of path and content. Only what a pack reads is kept.
///
/// # Errors
/// [`SentError`].
pub fn pack_files(sent: Vec<(String, Vec<u8>)>) -> Result<PackFiles, SentError> {
    let found = match <[_; 1]>::try_from(sent) {
        Ok([(_, bytes)]) if bytes.starts_with(b"PK") => unzip(&bytes)?,
        Ok([one]) => vec![one],
        Err(sent) => sent,
    };
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for (path, bytes) in found {
        if !is_read(&path) {
            continue;
        }
        files.push((tidy(&path)?, bytes));
        if files.len() > MOST_FILES || files.last().is_some_and(|(_, bytes)| bytes.len() as u64 > MOST_BYTES) {
            return Err(SentError::TooLarge);
        }
    }
    let root = root(&files)?;
    let mut kept = PackFiles::default();
    for (path, bytes) in files {
        let Some(inner) = path.strip_prefix(&root) else { continue };
        // What lies deeper is none of the pack's: its folder holds its files, and its examples in `tests`.
        if inner.strip_prefix("tests/").unwrap_or(inner).contains('/') {
            continue;
        }
        if kept.get(inner).is_some() {
            return Err(SentError::Twice { path: inner.to_owned() });
        }
        kept.put(inner, bytes);
    }
    Ok(kept)
}

/// Whether a pack reads files of this kind. Systems put files of their own into folders and zips.
fn is_read(path: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let hidden = name.starts_with('.') || path.contains("__MACOSX");
    let end = name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).unwrap_or_default();
    !hidden && matches!(end.as_str(), "toml" | "csv" | "md")
}

/// The path with `/` between its parts.
fn tidy(path: &str) -> Result<String, SentError> {
    let refuse = || SentError::Path { path: path.chars().filter(|one| !one.is_control()).take(LONGEST_PART).collect() };
    let parts: Vec<&str> = path.split(['/', '\\']).filter(|part| !part.is_empty() && *part != ".").collect();
    let sound = |part: &&str| {
        *part != ".." && part.chars().count() <= LONGEST_PART && !part.chars().any(|one| one.is_control() || one == ':')
    };
    if parts.is_empty() || !parts.iter().all(sound) { Err(refuse()) } else { Ok(parts.join("/")) }
}

/// What stands before `pack.toml`, with its `/`.
fn root(files: &[(String, Vec<u8>)]) -> Result<String, SentError> {
    let heads = files.iter().filter_map(|(path, _)| path.strip_suffix("pack.toml"));
    let roots: Vec<&str> = heads.filter(|root| root.is_empty() || root.ends_with('/')).collect();
    match roots.as_slice() {
        [] => Err(SentError::NoPack),
        [root] => Ok((*root).to_owned()),
        several if several.iter().all(|one| *one == several[0]) => {
            Err(SentError::Twice { path: format!("{}pack.toml", several[0]) })
        }
        several => Err(SentError::SeveralPacks {
            paths: several.iter().take(3).map(|root| format!("{root}pack.toml")).collect(),
        }),
    }
}

fn unzip(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, SentError> {
    let damaged = |cause: Box<dyn std::error::Error + Send + Sync>| SentError::Zip { cause };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|cause| damaged(cause.into()))?;
    if archive.len() > MOST_ENTRIES {
        return Err(SentError::TooLarge);
    }
    // What comes out counts, not what the directory claims.
    let mut left = MOST_UNPACKED;
    let mut files = Vec::new();
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|cause| damaged(cause.into()))?;
        let name = part.name().map_err(|cause| damaged(cause.into()))?.into_owned();
        if part.is_dir() || !is_read(&name) {
            continue;
        }
        let mut content = Vec::new();
        part.take(left.min(MOST_BYTES) + 1).read_to_end(&mut content).map_err(|cause| damaged(cause.into()))?;
        let length = content.len() as u64;
        if length > MOST_BYTES || files.len() >= MOST_FILES {
            return Err(SentError::TooLarge);
        }
        left = left.checked_sub(length).ok_or(SentError::TooLarge)?;
        files.push((name, content));
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn sent(paths: &[&str]) -> Vec<(String, Vec<u8>)> {
        paths.iter().map(|path| ((*path).to_owned(), path.as_bytes().to_vec())).collect()
    }

    fn paths(files: &PackFiles) -> Vec<&str> {
        files.iter().map(|(path, _)| path).collect()
    }

    fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (path, bytes) in files {
            zip.start_file(*path, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn loose_files_a_folder_and_a_zip_give_the_same_pack() {
        let loose = pack_files(sent(&["pack.toml", "schemes.toml", "tests/a.toml"])).unwrap();
        assert_eq!(paths(&loose), ["pack.toml", "schemes.toml", "tests/a.toml"]);
        let folder =
            sent(&["示例\\pack.toml", "示例/schemes.toml", "示例/tests/a.toml", "示例/.DS_Store", "示例/图.png"]);
        assert_eq!(paths(&pack_files(folder).unwrap()), paths(&loose));
        let inner: [(&str, &[u8]); 4] =
            [("p/pack.toml", b"a"), ("p/schemes.toml", b""), ("p/tests/a.toml", b""), ("__MACOSX/p/._pack.toml", b"")];
        let zip = pack_files(vec![("p.zip".to_owned(), zipped(&inner))]).unwrap();
        assert_eq!(paths(&zip), paths(&loose));
        assert_eq!(zip.get("pack.toml"), Some(b"a".as_slice()));
    }

    #[test]
    fn what_is_not_one_pack_is_refused_with_the_reason() {
        assert!(matches!(pack_files(Vec::new()), Err(SentError::NoPack)));
        assert!(matches!(pack_files(sent(&["schemes.toml"])), Err(SentError::NoPack)));
        assert!(matches!(pack_files(sent(&["a/pack.toml", "b/pack.toml"])), Err(SentError::SeveralPacks { .. })));
        assert!(matches!(pack_files(sent(&["pack.toml", "pack.toml"])), Err(SentError::Twice { .. })));
        assert!(matches!(pack_files(sent(&["pack.toml", "a.md", "a.md"])), Err(SentError::Twice { .. })));
        for hostile in ["../../etc/a.toml", "a\0b.toml", "C:\\pack.toml", &format!("{}.toml", "a".repeat(300))] {
            let found = pack_files(sent(&["pack.toml", hostile]));
            assert!(matches!(found, Err(SentError::Path { .. })), "{hostile}");
        }
        let found = pack_files(vec![("p.zip".to_owned(), b"PK\x03\x04 and no more".to_vec())]);
        assert!(matches!(found, Err(SentError::Zip { .. })));
    }

    #[test]
    fn a_zip_that_unpacks_to_more_than_a_pack_may_hold_is_refused_by_what_comes_out() {
        let large = vec![b' '; usize::try_from(MOST_BYTES).unwrap() + 1];
        let bytes = zipped(&[("pack.toml", b""), ("a.md", &large)]);
        assert!(bytes.len() < 100_000);
        assert!(matches!(pack_files(vec![("p.zip".to_owned(), bytes)]), Err(SentError::TooLarge)));
        let many: Vec<String> = (0..=MOST_FILES).map(|at| format!("{at}.md")).collect();
        let many: Vec<(&str, &[u8])> = many.iter().map(|path| (path.as_str(), b"".as_slice())).collect();
        assert!(matches!(pack_files(vec![("p.zip".to_owned(), zipped(&many))]), Err(SentError::TooLarge)));
    }
}
