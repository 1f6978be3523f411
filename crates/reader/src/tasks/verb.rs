//! Verbs behind the names of agencies: 牵头, 配合, 按职责分工负责.

use std::sync::LazyLock;

use super::Role;
use super::lists::{begins, ends, words};

const TABLE: &str = include_str!("verbs.txt");

static LEAD: LazyLock<Vec<&str>> = LazyLock::new(|| words(TABLE, "lead"));
static SUPPORT: LazyLock<Vec<&str>> = LazyLock::new(|| words(TABLE, "support"));
static RESPONSIBLE: LazyLock<Vec<&str>> = LazyLock::new(|| words(TABLE, "responsible"));
static ADVERBS: LazyLock<Vec<&str>> = LazyLock::new(|| words(TABLE, "adverb"));
static OPENERS: LazyLock<Vec<&str>> = LazyLock::new(|| words(TABLE, "opener"));
static WITH: LazyLock<Vec<&str>> = LazyLock::new(|| words(TABLE, "with"));

/// The most words taken from the end of a name.
const MOST: usize = 8;

/// How much of `text` stands before the verbs it ends with, and the role they give.
pub(super) fn behind(text: &str) -> (usize, Option<Role>) {
    let (mut rest, mut role) = (text, None::<Role>);
    for _ in 0..MOST {
        let found = [(&*LEAD, Role::Lead), (&*SUPPORT, Role::Support), (&*RESPONSIBLE, Role::Responsible)];
        let verb = found.into_iter().filter_map(|(verbs, role)| Some((ends(rest, verbs)?, role)));
        let verb = verb.max_by_key(|(word, _)| word.len());
        let adverb = role.and_then(|_| ends(rest, &ADVERBS));
        let length = match (verb, adverb) {
            (Some((word, _)), Some(adverb)) if adverb.len() > word.len() => adverb.len(),
            (Some((word, of)), _) => {
                role = Some(role.map_or(of, |role| role.min(of)));
                word.len()
            }
            (None, Some(adverb)) => adverb.len(),
            (None, None) => break,
        };
        rest = rest.get(..rest.len() - length).unwrap_or_default();
    }
    (rest.trim_end().len(), role)
}

/// `text` without the verbs it ends with.
pub(super) fn names(text: &str) -> &str {
    text.get(..behind(text).0).unwrap_or_default()
}

/// Length of the words in front of the first name: 由, 此项工作由.
pub(super) fn opener(text: &str) -> usize {
    begins(text, &OPENERS).map_or(0, str::len)
}

/// Length of 会同 and the like at the start.
pub(super) fn with(text: &str) -> usize {
    begins(text, &WITH).map_or(0, str::len)
}

/// Where 会同 stands inside `text`, and where it ends.
pub(super) fn with_inside(text: &str) -> Option<(usize, usize)> {
    ["会同", "协同", "会商"].iter().find_map(|word| text.find(word).map(|at| (at, at + word.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_give_a_role_and_leave_the_name() {
        let of = |text: &'static str| {
            let (end, role) = behind(text);
            (text.get(..end).unwrap(), role)
        };
        assert_eq!(of("市科技局牵头负责"), ("市科技局", Some(Role::Lead)));
        assert_eq!(of("各区按照各自职责分工负责"), ("各区", Some(Role::Responsible)));
        assert_eq!(of("各区密切配合"), ("各区", Some(Role::Support)));
        assert_eq!(of("各区负责落实"), ("各区", Some(Role::Responsible)));
        assert_eq!(of("按职责分工负责"), ("", Some(Role::Responsible)));
        assert_eq!(of("市科技局"), ("市科技局", None));
    }
}
