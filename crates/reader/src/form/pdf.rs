//! The text layer of a PDF, by the program `pdftotext` of poppler-utils where it is installed.

use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use crate::ReadError;
use crate::source::TEXT_LIMIT;

/// Fewer characters a page than this are a stamp or a page number on a picture.
const PAGE: usize = 12;

/// How long the program may take to end after its last word.
const GRACE: Duration = Duration::from_millis(500);

/// The program and how long it is waited for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pdftotext {
    /// Its path, or its name where it is found by the system.
    pub program: PathBuf,
    /// How long it may take.
    pub patience: Duration,
}

impl Default for Pdftotext {
    fn default() -> Self {
        Self { program: PathBuf::from("pdftotext"), patience: Duration::from_secs(20) }
    }
}

/// Whether the bytes are a PDF. Its sign may stand behind a few bytes that a transfer added.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    bytes.get(..1024).unwrap_or(bytes).windows(5).any(|window| window == b"%PDF-") || bytes.starts_with(b"%PDF")
}

/// A program that is ended when it is no longer waited for.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already: then there is nothing to do.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Pdftotext {
    /// The text of a PDF, its pages parted by form feeds.
    pub(super) fn text(&self, bytes: &[u8]) -> Result<String, ReadError> {
        // A file, because not every edition of the program reads its input from a pipe.
        let mut file = tempfile::NamedTempFile::new().map_err(|cause| failed(&cause))?;
        file.write_all(bytes).and_then(|()| file.flush()).map_err(|cause| failed(&cause))?;
        let (output, status) = self.run(file.path())?;
        if !status.success() {
            let locked = status.code() == Some(3) || bytes.windows(8).any(|window| window == b"/Encrypt");
            let damaged = || ReadError::Damaged { what: "pdf", cause: status.to_string() };
            return Err(if locked { ReadError::Locked { what: "pdf" } } else { damaged() });
        }
        let text = String::from_utf8_lossy(&output).into_owned();
        let pages = text.matches('\u{c}').count().max(1);
        let shown = text.chars().filter(|ch| !ch.is_whitespace()).count();
        if shown < pages * PAGE { Err(ReadError::Scanned { pages }) } else { Ok(text) }
    }

    /// What the program says about a file, and how it ended.
    fn run(&self, file: &Path) -> Result<(Vec<u8>, ExitStatus), ReadError> {
        let start = Instant::now();
        let mut command = Command::new(&self.program);
        command.args(["-layout", "-enc", "UTF-8", "-eol", "unix", "-q"]).arg(file).arg("-");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let child = command.spawn().map_err(|cause| match cause.kind() {
            ErrorKind::NotFound | ErrorKind::PermissionDenied => ReadError::NoPdftotext,
            _ => failed(&cause),
        })?;
        let mut running = Running(child);
        let slow = || ReadError::TooSlow { seconds: self.patience.as_secs() };
        let (sender, receiver) = mpsc::channel();
        let output = running.0.stdout.take();
        std::thread::spawn(move || {
            let mut text = Vec::new();
            let read = output.map_or(Ok(0), |output| output.take(TEXT_LIMIT as u64 + 1).read_to_end(&mut text));
            // Nobody waits any longer where this fails.
            let _ = sender.send(read.map(|_| text));
        });
        let text = receiver.recv_timeout(self.patience).map_err(|_| slow())?.map_err(|cause| failed(&cause))?;
        if text.len() > TEXT_LIMIT {
            return Err(ReadError::TooMuchText { limit: TEXT_LIMIT });
        }
        loop {
            if let Some(status) = running.0.try_wait().map_err(|cause| failed(&cause))? {
                return Ok((text, status));
            }
            if start.elapsed() > self.patience + GRACE {
                return Err(slow());
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }
}

fn failed(cause: &std::io::Error) -> ReadError {
    ReadError::Damaged { what: "pdf", cause: cause.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pdf_is_told_by_its_sign() {
        assert!(is_pdf(b"%PDF-1.4"));
        assert!(is_pdf(b"\r\n%PDF-1.7"));
        assert!(!is_pdf(b"PDF"));
    }

    #[test]
    fn without_the_program_it_is_said_so() {
        let none = Pdftotext { program: "no-such-program".into(), ..Pdftotext::default() };
        assert_eq!(none.text(b"%PDF-1.4").unwrap_err(), ReadError::NoPdftotext);
    }
}
