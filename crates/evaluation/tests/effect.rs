//! What another version of a pack would change on the same release.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{FIRMS, pack, publish};
use evaluation::effect::Tally;
use evaluation::{EvaluationError, effect};
use facts::Archive;
use policy::Pack;

fn with(changes: &[(&str, &str)]) -> Pack {
    let mut files = pack().files;
    let mut text = String::from_utf8(files.get("schemes.toml").unwrap().to_vec()).unwrap();
    for (old, new) in changes {
        assert_eq!(text.matches(old).count(), 1, "{old}");
        text = text.replacen(old, new, 1);
    }
    files.put("schemes.toml", text.into_bytes());
    policy::check(&files, &()).unwrap().0
}

#[test]
fn the_same_version_moves_nobody() {
    let archive = Archive::in_memory();
    let release = publish(&archive, &FIRMS);
    let found = effect(&pack(), &pack(), None, &release, "2022".parse().unwrap()).unwrap();
    let comparison = found.comparison();
    assert_eq!(comparison.tally(), Tally { both: 4, ..Tally::default() });
    assert_eq!(comparison.moved().count(), 0);
}

#[test]
fn a_change_of_weights_and_grades_tells_who_moves() {
    // The hand-worked example: 丙 84.00 C, 乙 72.00 B, 甲 68.00 B, 丁 39.00 C. With ten points from the one item to the
    // other scores change; with the best half an A, whoever is second has one.
    let new = with(&[("weight = 60", "weight = 10"), ("weight = 40", "weight = 90"), ("up_to = 25", "up_to = 50")]);
    let archive = Archive::in_memory();
    let release = publish(&archive, &FIRMS);
    let found = effect(&pack(), &new, Some("firms"), &release, "2022".parse().unwrap()).unwrap();
    let comparison = found.comparison();
    let tally = comparison.tally();
    assert_eq!((tally.both, tally.new, tally.gone, tally.placed), (4, 0, 0, 0));
    assert!(tally.score > 0 && tally.grade > 0, "{tally:?}");
    assert_eq!(comparison.moved().count(), comparison.movers.iter().filter(|one| one.is_moved()).count());
    for mover in comparison.moved() {
        let told: f64 = mover
            .changes()
            .iter()
            .filter(|one| one.cause != evaluation::compare::Cause::Heading)
            .map(|one| one.difference)
            .sum();
        assert!((told - mover.gain().unwrap()).abs() < 1e-9, "{}", mover.shown());
    }
}

#[test]
fn a_scheme_that_one_version_does_not_have_is_said_to_be_missing() {
    let renamed = with(&[("id = \"firms\"", "id = \"companies\"")]);
    let archive = Archive::in_memory();
    let release = publish(&archive, &FIRMS);
    let found = effect(&pack(), &renamed, Some("firms"), &release, "2022".parse().unwrap());
    assert!(matches!(found, Err(EvaluationError::NoSuchScheme { .. })));
}
