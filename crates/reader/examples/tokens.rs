//! Prints the paragraphs of a file with their clause, and with `--tokens` their quantities and times:
//! `cargo run -p yuanheng-reader --example tokens -- FILE [--tokens]`.

use std::io::{Write as _, stdout};

use domain::say::{Lang, Say as _};
use reader::lex::{Kind, tokens};
use reader::{Pdftotext, form, mend::Mended, outline::outline, split::documents};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: tokens FILE [--tokens]")?;
    let all = std::env::args().any(|word| word == "--tokens");
    let source = form::open(&std::fs::read(path)?, &Pdftotext::default()).map_err(|error| error.say(Lang::Zh))?;
    let mended = Mended::of(&source);
    let mut out = stdout().lock();
    for part in documents(&mended) {
        let body = outline(&mended, &part);
        for paragraph in &body.paragraphs {
            let text = body.words(paragraph.content);
            writeln!(out, "{:?}\t{}\t{text}", paragraph.place, body.path(paragraph))?;
            for token in tokens(text).iter().filter(|_| all) {
                if let Kind::Quantity(_) | Kind::Time(_) | Kind::Compare(_) = token.kind {
                    writeln!(out, "\t\t{}\t{:?}", token.span.of(text), token.kind)?;
                }
            }
        }
    }
    Ok(())
}
