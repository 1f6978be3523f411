//! `yuanheng verify`: a sealed evaluation run again and compared.

use domain::say::{Lang, Say};

use super::{explain, fail};
use crate::args::VerifyArgs;
use crate::exit::Exit;
use crate::print;
use crate::truth::Home;

pub fn run(args: &VerifyArgs, lang: Lang) -> Exit {
    let bytes = match explain::bytes(&args.seal) {
        Ok(bytes) => bytes,
        Err(error) => return fail(&error, Exit::Trouble, lang),
    };
    let database = args.at.database.as_ref();
    let home = match args.home.as_deref().map(|home| Home::open(home, database)).transpose() {
        Ok(home) => home,
        Err(error) => return fail(&error, Exit::NotFound, lang),
    };
    let verification = match evaluation::verify(&bytes, home.as_ref().map(|home| &home.archive)) {
        Ok(verification) => verification,
        Err(error) => return fail(&error, Exit::Damaged, lang),
    };
    if args.json {
        let mut report = serde_json::json!(verification);
        report["sound"] = verification.sound().into();
        print::json(&report);
    } else {
        print::out(verification.say(lang));
    }
    if verification.sound() { Exit::Done } else { Exit::Damaged }
}
