//! Where the store lies: said itself, or in a file of its own.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use declared::Findings;
use store::Address;

use crate::codes::{DATABASE_FILE, OPEN_TO_OTHERS, TWICE};
use crate::given::Origin;
use crate::values::{Layers, Value};

/// The most bytes a file with an address may hold.
const MOST_BYTES: u64 = 4096;

impl Layers {
    /// The address of the store, by the way that goes before others.
    pub(crate) fn database(&self, folder: Option<&Path>, findings: &mut Findings) -> Option<Address> {
        let (own, file) = (self.get("database"), self.get("database_file"));
        match (own, file) {
            (Some(own), Some(file)) if own.origin.rank() == file.origin.rank() => {
                let text = self.texts.get(&file.label).map_or("", |(text, _)| text.as_str());
                findings
                    .error(
                        TWICE,
                        &file.label,
                        text,
                        file.span.clone(),
                        "库的地址写了两遍：database 和 database_file。",
                        "The address of the store is said twice: by “database” and by “database_file”.",
                    )
                    .help("请只留一项。", "Keep one of them.")
                    .put();
                None
            }
            (own, Some(file)) if own.is_none_or(|own| own.origin.rank() < file.origin.rank()) => {
                self.in_file(file, folder, findings)
            }
            (own, _) => own?.text()?.parse().ok(),
        }
    }

    fn in_file(&self, value: &Value, folder: Option<&Path>, findings: &mut Findings) -> Option<Address> {
        let own = PathBuf::from(value.text()?);
        let path = match (&value.origin, folder) {
            (Origin::File { .. }, Some(folder)) => folder.join(own),
            _ => own,
        };
        let text = self.texts.get(&value.label).map_or("", |(text, _)| text.as_str());
        let read = line(&path);
        let address = read.as_ref().ok().and_then(|(line, _)| line.trim().parse().ok());
        let (zh, en) = match (&read, &address) {
            (Ok((_, true)), Some(_)) => {
                findings
                    .error(
                        OPEN_TO_OTHERS,
                        &value.label,
                        text,
                        value.span.clone(),
                        format!("{} 里有库的口令，别的用户也能读。", path.display()),
                        format!("{} holds a password, and other users can read it.", path.display()),
                    )
                    .help(format!("请运行：chmod 600 {}", path.display()), format!("Run: chmod 600 {}", path.display()))
                    .warning()
                    .put();
                return address;
            }
            (Ok(_), Some(_)) => return address,
            (Ok(_), None) => ("里没有写库的地址", "does not hold the address of a store"),
            (Err(_), _) => ("无法读取", "cannot be read"),
        };
        findings
            .error(
                DATABASE_FILE,
                &value.label,
                text,
                value.span.clone(),
                format!("{} {zh}。", path.display()),
                format!("{} {en}.", path.display()),
            )
            .help(
                "文件里只写一行：postgres://用户:口令@主机:端口/库名，并让运行本程序的用户能读。",
                "Write one line into it, postgres://user:password@host:port/name, and let the user who runs this program read it.",
            )
            .put();
        None
    }
}

/// What a short file holds, and whether it holds a password that others can read.
fn line(path: &Path) -> std::io::Result<(String, bool)> {
    let file = File::open(path)?;
    let about = file.metadata()?;
    if !about.is_file() || about.len() > MOST_BYTES {
        return Err(std::io::ErrorKind::InvalidInput.into());
    }
    let mut text = String::new();
    file.take(MOST_BYTES).read_to_string(&mut text)?;
    let open = text.contains('@') && is_open(&about);
    Ok((text, open))
}

#[cfg(unix)]
fn is_open(about: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    about.permissions().mode() & 0o077 != 0
}

#[cfg(not(unix))]
const fn is_open(_about: &std::fs::Metadata) -> bool {
    false
}
