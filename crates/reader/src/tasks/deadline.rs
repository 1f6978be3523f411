//! When a task is due, as it is handed out.

use crate::lex::time::time;
use crate::lex::tokens;

/// The deadline in the words of a statement: `2030-06`, or the words themselves (长期坚持).
pub(super) fn stated(words: &str) -> Option<String> {
    let words = words.trim_matches([' ', '。', ';', ',', '—', '-', '/']);
    let start = words.trim_start_matches(['于', '在']);
    let written = time(start).and_then(|(_, time)| time.written());
    written.or_else(|| (!words.is_empty() && words.chars().count() <= 30).then(|| words.to_owned()))
}

/// The deadline of a duty told in running text, where there is just one: …年底前.
pub(super) fn told(words: &str) -> Option<String> {
    let mut found: Option<String> = None;
    for token in tokens(words) {
        let Some(time) = token.time().filter(|time| time.deadline) else { continue };
        if !token.span.of(words).ends_with('前') {
            continue;
        }
        let written = time.written()?;
        if found.as_ref().is_some_and(|found| *found != written) {
            return None;
        }
        found = Some(written);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deadlines_are_dates_or_words() {
        assert_eq!(stated("2030年6月底前完成").as_deref(), Some("2030-06"));
        assert_eq!(stated("长期坚持").as_deref(), Some("长期坚持"));
        assert_eq!(told("2030年底前建成,2030年底前投产").as_deref(), Some("2030"));
        assert_eq!(told("2030年底前建成,2031年底前投产"), None);
        assert_eq!(told("到2030年产值翻番"), None);
    }
}
