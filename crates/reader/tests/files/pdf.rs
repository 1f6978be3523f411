//! PDF by a program of ours in the place of `pdftotext`, and by the program itself where it is installed.

use std::os::unix::fs::PermissionsExt as _;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use domain::say::{Lang, Say as _};
use reader::form::{Form, Offsets};
use reader::{Pdftotext, ReadError, Reading, read, read_with};
use tempfile::TempDir;

/// A program cannot be started while another thread, about to start its own, still holds it open for writing.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Reads a PDF by a program that does as the script says.
fn by(script: &str, pdf: &[u8]) -> Result<Reading, ReadError> {
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = TempDir::new().unwrap();
    let program = folder.path().join("pdftotext");
    std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    read_with(pdf, &Pdftotext { program, patience: Duration::from_secs(2) })
}

const PDF: &[u8] = b"%PDF-1.4\n";

#[test]
fn the_text_of_a_pdf_is_read_and_handed_out() {
    let reading = by(r"printf '一、总体要求\n\n    推动园区提质增效，做强产业。\n\n\f'", PDF).unwrap();
    assert_eq!((reading.form, reading.offsets), (Form::Pdf, Offsets::Text));
    let text: Vec<char> = reading.text.as_deref().unwrap_or_default().chars().collect();
    let section = &reading.documents[0].sections[0];
    assert_eq!(text[section.offset[0]..section.offset[1]].iter().collect::<String>(), section.text);
}

#[test]
fn a_scan_is_told_from_a_text() {
    assert_eq!(by(r"printf '\f\f\f'", PDF).unwrap_err(), ReadError::Scanned { pages: 3 });
    assert_eq!(by(r"printf '扫描王\n1\n\f扫描王\n2\n\f'", PDF).unwrap_err(), ReadError::Scanned { pages: 2 });
}

#[test]
fn locked_and_damaged_files_are_told_apart() {
    assert_eq!(by("exit 3", PDF).unwrap_err(), ReadError::Locked { what: "pdf" });
    assert_eq!(by("exit 1", b"%PDF-1.4 /Encrypt 5 0 R").unwrap_err(), ReadError::Locked { what: "pdf" });
    assert!(matches!(by("exit 1", PDF).unwrap_err(), ReadError::Damaged { what: "pdf", .. }));
}

#[test]
fn a_program_that_does_not_end_or_says_too_much_is_stopped() {
    let start = Instant::now();
    assert_eq!(by("exec sleep 60", PDF).unwrap_err(), ReadError::TooSlow { seconds: 2 });
    assert_eq!(by("exec >&-; exec sleep 60", PDF).unwrap_err(), ReadError::TooSlow { seconds: 2 });
    let limit = reader::source::TEXT_LIMIT;
    assert_eq!(by("exec cat /dev/zero", PDF).unwrap_err(), ReadError::TooMuchText { limit });
    assert!(start.elapsed() < Duration::from_secs(30));
}

#[test]
fn a_program_that_is_missing_is_named_with_what_to_do() {
    let missing = Pdftotext { program: "/nowhere/pdftotext".into(), ..Pdftotext::default() };
    let error = read_with(PDF, &missing).unwrap_err();
    assert_eq!(error, ReadError::NoPdftotext);
    assert!(error.say(Lang::Zh).contains("poppler-utils") && error.say(Lang::Zh).contains("粘贴"));
}

/// A PDF of one page that says `words`, in letters every reader has.
fn pdf(words: &str) -> Vec<u8> {
    let content = format!("BT /F1 12 Tf 72 720 Td ({words}) Tj ET");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>".to_owned(),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    let mut parts = vec!["%PDF-1.4\n".to_owned()];
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(format!("{:010} 00000 n \n", parts.concat().len()));
        parts.push(format!("{} 0 obj{object}endobj\n", at + 1));
    }
    let start = parts.concat().len();
    let table = format!("xref\n0 6\n0000000000 65535 f \n{}", places.concat());
    parts.push(format!("{table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"));
    parts.concat().into_bytes()
}

#[test]
fn the_program_itself_is_used_where_it_is_installed() {
    match read(&pdf("Development zones of the city")) {
        Ok(reading) => assert_eq!(reading.text.as_deref().map(str::trim), Some("Development zones of the city")),
        Err(error) => return assert_eq!(error, ReadError::NoPdftotext),
    }
    assert_eq!(read(&pdf("")).unwrap_err(), ReadError::Scanned { pages: 1 });
}
