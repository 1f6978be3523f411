//! The packs that ship: every example of theirs comes out as it says.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use domain::say::{Lang, Say};
use evaluation::examples;
use policy::PackFiles;

fn outcomes(pack: &str) -> Vec<evaluation::Outcome> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs").join(pack);
    let (pack, _) = policy::check(&PackFiles::read(&folder).unwrap(), &()).unwrap();
    examples(&pack)
}

#[test]
fn every_example_of_the_shipped_packs_comes_out_as_it_says() {
    for pack in ["huangyan-2022", "mu-average-2019"] {
        let outcomes = outcomes(pack);
        assert!(!outcomes.is_empty(), "{pack} has no examples");
        for outcome in outcomes {
            match &outcome.found {
                Ok(mismatches) => {
                    let said: Vec<_> = mismatches.iter().map(|one| one.say(Lang::Zh)).collect();
                    assert!(outcome.holds(), "{pack} {}: {said:#?}", outcome.file);
                    assert!(outcome.compared > 0, "{pack} {} expects nothing", outcome.file);
                }
                Err(error) => panic!("{pack} {}: {error}", outcome.file),
            }
        }
    }
}

#[test]
fn an_example_that_expects_something_else_is_told_by_line_and_subject() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/mu-average-2019");
    let mut files = PackFiles::read(&folder).unwrap();
    let name = files.iter().map(|(name, _)| name.to_owned()).find(|name| name.starts_with("tests/")).unwrap();
    let text = String::from_utf8(files.get(&name).unwrap().to_vec()).unwrap();
    assert!(text.contains("rank    = 1\n"), "{text}");
    files.put(&name, text.replacen("rank    = 1\n", "rank    = 7\n", 1).into_bytes());
    let (pack, _) = policy::check(&files, &()).unwrap();
    let outcomes = examples(&pack);
    let wrong = outcomes.iter().find(|outcome| outcome.file == name).unwrap();
    let mismatch = &wrong.found.as_ref().unwrap()[0];
    assert_eq!((mismatch.expected.as_str(), mismatch.found.as_str()), ("7", "1"));
    assert!(mismatch.line > 1);
}
