//! Prints what is read from a file as JSON: `cargo run -p yuanheng-reader --example read -- FILE`.

use std::io::{Write as _, stdout};

use domain::say::{Lang, Say as _};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: read FILE")?;
    let reading = reader::read(&std::fs::read(path)?).map_err(|error| error.say(Lang::Zh))?;
    let mut out = stdout().lock();
    serde_json::to_writer_pretty(&mut out, &reading)?;
    writeln!(out)?;
    Ok(())
}
