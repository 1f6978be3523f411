//! A case as a file of the corpus: of each file of the pack a line `=== path`, then its bytes as they are.

use policy::PackFiles;

const MARK: &[u8] = b"=== ";

/// The files of a case. What stands before the first mark says what the case is for.
pub fn parse(bytes: &[u8]) -> PackFiles {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match (line.strip_prefix(MARK), files.last_mut()) {
            (Some(path), _) => files.push((String::from_utf8_lossy(path).trim().to_owned(), Vec::new())),
            (None, Some((_, bytes))) => bytes.extend_from_slice(line),
            (None, None) => {}
        }
    }
    PackFiles::new(files)
}

/// What [`parse`] reads.
pub fn text(files: &PackFiles) -> Vec<u8> {
    let mut text = Vec::new();
    for (path, bytes) in files.iter() {
        text.extend_from_slice(MARK);
        text.extend_from_slice(path.as_bytes());
        text.push(b'\n');
        text.extend_from_slice(bytes);
        if !bytes.ends_with(b"\n") {
            text.push(b'\n');
        }
    }
    text
}
