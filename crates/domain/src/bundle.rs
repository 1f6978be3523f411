//! Files by path as one run of bytes, in one way only, and named by their content.

use std::collections::BTreeMap;

use crate::hash::{Sm3, Sm3Writer};

/// What the bytes of a bundle begin with.
const HEAD: &[u8] = b"yuanheng bundle 1\n";

/// Files by path, `/` between parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bundle(BTreeMap<String, Vec<u8>>);

/// The bytes are not those of a bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("这些字节不是完整的文件包")]
pub struct NotABundle;

impl Bundle {
    /// The bytes of one file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(Vec::as_slice)
    }

    /// Path and bytes of every file, in order of path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// Puts `bytes` in the place of a file.
    pub fn put(&mut self, path: &str, bytes: Vec<u8>) {
        self.0.insert(path.to_owned(), bytes);
    }

    /// The name: the hash over every path and the hash of every file, in order of path.
    #[must_use]
    pub fn sm3(&self) -> Sm3 {
        let mut writer = Sm3Writer::default();
        self.hash_into(&mut writer);
        writer.finish()
    }

    /// Adds what names it to a hash over several.
    pub fn hash_into(&self, writer: &mut Sm3Writer) {
        writer.update(b"pack\0");
        for (path, bytes) in self.iter() {
            writer.update(path.as_bytes());
            writer.update(b"\0");
            writer.update(Sm3::of(bytes).as_bytes());
        }
    }

    /// The one run of bytes that stands for it: of each file the length of its path, the path, its length, its bytes, in
    /// order of path; lengths are 64 bits, the least byte first.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = HEAD.to_vec();
        for (path, bytes) in self.iter() {
            for run in [path.as_bytes(), bytes] {
                out.extend_from_slice(&(run.len() as u64).to_le_bytes());
                out.extend_from_slice(run);
            }
        }
        out
    }

    /// What [`Bundle::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`NotABundle`] for anything else: cut off, paths out of order or twice, a path that is empty or holds a NUL, more after
    /// the end.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotABundle> {
        let mut rest = bytes.strip_prefix(HEAD).ok_or(NotABundle)?;
        let mut files = BTreeMap::new();
        while !rest.is_empty() {
            let path = std::str::from_utf8(run(&mut rest)?).map_err(|_| NotABundle)?;
            let file = run(&mut rest)?;
            // In the name a path ends where a NUL stands.
            if path.is_empty() || path.contains('\0') {
                return Err(NotABundle);
            }
            if files.last_key_value().is_some_and(|(last, _): (&String, _)| last.as_str() >= path) {
                return Err(NotABundle);
            }
            files.insert(path.to_owned(), file.to_vec());
        }
        Ok(Self(files))
    }
}

fn run<'a>(rest: &mut &'a [u8]) -> Result<&'a [u8], NotABundle> {
    let (length, after) = rest.split_first_chunk::<8>().ok_or(NotABundle)?;
    let length = usize::try_from(u64::from_le_bytes(*length)).map_err(|_| NotABundle)?;
    let (run, after) = after.split_at_checked(length).ok_or(NotABundle)?;
    *rest = after;
    Ok(run)
}

impl FromIterator<(String, Vec<u8>)> for Bundle {
    fn from_iter<I: IntoIterator<Item = (String, Vec<u8>)>>(files: I) -> Self {
        Self(files.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sample() -> Bundle {
        [("tests/a.toml", "甲"), ("pack.toml", "id = \"a\"\n"), ("空.md", "")]
            .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
            .into_iter()
            .collect()
    }

    #[test]
    fn any_byte_cut_off_or_added_is_found() {
        let bytes = sample().to_bytes();
        assert_eq!(Bundle::from_bytes(&bytes), Ok(sample()));
        for end in 0..bytes.len() {
            // Cut between two files it is a bundle of fewer files, with another name.
            let cut = Bundle::from_bytes(&bytes[..end]);
            assert!(cut.is_err() || cut.is_ok_and(|cut| cut.sm3() != sample().sm3()), "cut at {end}");
        }
        assert_eq!(Bundle::from_bytes(&[bytes.clone(), vec![0]].concat()), Err(NotABundle));
        assert_eq!(Bundle::from_bytes(b""), Err(NotABundle));
    }

    #[test]
    fn files_that_stand_twice_or_out_of_order_are_refused() {
        let one = |path: &str| Bundle::from_iter([(path.to_owned(), vec![1])]).to_bytes().split_off(HEAD.len());
        for (first, second) in [("b", "a"), ("a", "a"), ("a", "b\0"), ("", "a")] {
            assert_eq!(Bundle::from_bytes(&[HEAD.to_vec(), one(first), one(second)].concat()), Err(NotABundle));
        }
    }

    proptest! {
        #[test]
        fn what_reads_as_a_bundle_is_written_back_to_the_same_bytes(bytes: Vec<u8>, length in 0_u64..9) {
            for bytes in [bytes.clone(), [HEAD, &length.to_le_bytes(), &bytes].concat()] {
                if let Ok(bundle) = Bundle::from_bytes(&bytes) {
                    prop_assert_eq!(bundle.to_bytes(), bytes);
                }
            }
        }
    }
}
