//! Where a store lies: a SQLite file or a PostgreSQL database. A password is never shown.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use domain::say::{Lang, Say};

/// Where a store lies.
#[derive(Clone, PartialEq, Eq)]
pub enum Address {
    /// A file of SQLite.
    Sqlite(PathBuf),
    /// A database of PostgreSQL, `postgres://person:password@host/name`.
    Postgres(String),
}

/// A text that is no address of a store.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say(Lang::Zh))]
pub struct AddressError {
    /// What was given, without a password.
    given: String,
}

impl Say for AddressError {
    fn say(&self, lang: Lang) -> String {
        let given = &self.given;
        match lang {
            Lang::Zh => {
                format!("“{given}”不是库的地址。请写 sqlite:文件路径，或 postgres://用户:口令@主机:端口/库名。")
            }
            Lang::En => format!(
                "“{given}” is not the address of a store. Write sqlite:FILE or postgres://user:password@host:port/name."
            ),
        }
    }
}

impl Address {
    /// The store of a data folder: the file `store.sqlite` in it.
    #[must_use]
    pub fn of_home(home: &Path) -> Self {
        Self::Sqlite(home.join("store.sqlite"))
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let refuse = || AddressError { given: without_password(text) };
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            return if path.is_empty() { Err(refuse()) } else { Ok(Self::Sqlite(path.into())) };
        }
        let rest = text.strip_prefix("postgres://").or_else(|| text.strip_prefix("postgresql://"));
        match rest {
            Some(rest) if rest.contains('/') && !rest.ends_with('/') => {
                Ok(Self::Postgres(format!("postgres://{rest}")))
            }
            _ => Err(refuse()),
        }
    }
}

/// The address with the password left out: what may be shown and logged.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(url) => f.write_str(&without_password(url)),
        }
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({self})")
    }
}

/// What stands after the `?` may hold a password as well, so it is left out too.
fn without_password(url: &str) -> String {
    let (shown, options) = url.split_once('?').map_or((url, ""), |(shown, _)| (shown, "?…"));
    let shown = match (shown.split_once("://"), shown.rsplit_once('@')) {
        (Some((scheme, rest)), Some((_, host))) => {
            let person = rest.split([':', '@']).next().unwrap_or_default();
            format!("{scheme}://{person}@{host}")
        }
        _ => shown.to_owned(),
    };
    format!("{shown}{options}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_file_or_a_database() {
        assert_eq!("sqlite:/data/store.sqlite".parse(), Ok(Address::Sqlite("/data/store.sqlite".into())));
        assert_eq!("sqlite://a.db".parse(), Ok(Address::Sqlite("a.db".into())));
        assert_eq!("postgresql://h/name".parse(), Ok(Address::Postgres("postgres://h/name".to_owned())));
        for bad in ["", "sqlite:", "postgres://h", "postgres://h/", "mysql://h/name", "/data/store.sqlite"] {
            assert!(bad.parse::<Address>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_password_is_never_shown() {
        for url in [
            "postgres://yh:s3cret@db.local:5432/yuanheng",
            "postgres://yh:p@s3cret@db.local/yuanheng",
            "postgres://db.local/yuanheng?password=s3cret",
        ] {
            let address: Address = url.parse().unwrap();
            assert!(!format!("{address} {address:?}").contains("s3cret"), "{address}");
        }
        let error = "mysql://yh:s3cret@h/name".parse::<Address>().unwrap_err();
        assert!(!error.to_string().contains("s3cret"), "{error}");
    }
}
