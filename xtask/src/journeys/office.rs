//! A spreadsheet program, as people have it.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::Outcome;

/// Converts a file of `folder` to another format beside it.
pub(super) fn convert(folder: &Path, file: &str, to: &str) -> Outcome<()> {
    let profile = format!("-env:UserInstallation=file://{}/office", folder.display());
    let done = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", to, "--outdir"])
        .arg(folder)
        .arg(folder.join(file))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    if done.success() { Ok(()) } else { Err("LibreOffice could not convert the workbook".into()) }
}
