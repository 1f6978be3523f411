//! Which pages are seen how.

use crate::server::PageKind;

/// One picture to take.
#[derive(Debug)]
pub(crate) struct Shot {
    pub(crate) state: String,
    pub(crate) page: String,
    /// Counts the addresses of one kind of page.
    number: usize,
    path: String,
    pub(crate) width: u32,
    theme: &'static str,
    lang: &'static str,
    /// The status that the page itself is answered with.
    pub(crate) status: i64,
}

const WIDTHS: [u32; 2] = [1440, 390];

/// Addresses that are answered with an error, with its status.
const ERRORS: [(&str, i64); 4] =
    [("/nowhere", 404), ("/subjects/NOBODY", 404), ("/releases/r9999", 404), ("/evaluations/000000000000", 404)];

/// Every picture of a state.
pub(crate) fn shots(state: &str, pages: &[PageKind]) -> Vec<Shot> {
    let mut shots = Vec::new();
    let mut add = |page: &str, number: usize, path: &str, theme, lang, status| {
        shots.extend(WIDTHS.map(|width| Shot {
            state: state.to_owned(),
            page: page.to_owned(),
            number,
            path: path.to_owned(),
            width,
            theme,
            lang,
            status,
        }));
    };
    for page in pages {
        for (number, path) in page.examples.iter().enumerate() {
            let status = if state == "broken" && needs_data(&page.name) { 500 } else { 200 };
            add(&page.name, number, path, "light", "zh-CN", status);
            if state == "normal" && number == 0 {
                add(&page.name, number, path, "dark", "zh-CN", status);
                add(&page.name, number, path, "light", "en", status);
            }
        }
    }
    if state == "normal" {
        for (number, (path, status)) in ERRORS.into_iter().enumerate() {
            add("error", number, path, "light", "zh-CN", status);
        }
        // One whom an evaluation does not know, on the page that runs it again.
        let lift = pages.iter().find(|page| page.name == "lift").and_then(|page| page.examples.first());
        if let Some((evaluation, _)) = lift.and_then(|path| path.split_once("/subjects/")) {
            let nobody = format!("{evaluation}/subjects/NOBODY/lift");
            add("error", ERRORS.len(), &nobody, "light", "zh-CN", 404);
        }
    }
    shots
}

/// Pages that rest on the parts of a release and say so where they cannot be read.
fn needs_data(page: &str) -> bool {
    matches!(page, "home" | "zones" | "subjects" | "subject" | "targets" | "target" | "lift")
}

impl Shot {
    /// The address with language and theme chosen in it.
    pub(crate) fn address(&self) -> String {
        let joint = if self.path.contains('?') { '&' } else { '?' };
        format!("{}{joint}lang={}&theme={}", self.path, self.lang, self.theme)
    }

    /// Whether the accessibility checker, which takes longer than all the rest, looks at it too: narrow pages are the same
    /// elements laid out otherwise, so one of a kind in one theme and language is enough of them.
    pub(crate) fn is_checked(&self) -> bool {
        let plain = self.number == 0 && self.theme == "light" && self.lang == "zh-CN";
        self.width == WIDTHS[0] || plain
    }

    /// The picture's name.
    pub(crate) fn name(&self) -> String {
        let lang = if self.lang == "en" { "en" } else { "zh" };
        format!("{}-{}-{}-{}-{}-{lang}", self.state, self.page, self.number, self.width, self.theme)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_normal_state_is_seen_in_both_themes_and_languages_and_other_states_in_chinese_and_light() {
        let pages =
            [PageKind { name: "zones".to_owned(), examples: vec!["/zones".to_owned(), "/zones?q=a".to_owned()] }];
        let normal = shots("normal", &pages);
        assert_eq!(normal.iter().filter(|shot| shot.page == "zones" && shot.number == 0).count(), 6);
        assert_eq!(normal.iter().filter(|shot| shot.page == "zones" && shot.number == 1).count(), 2);
        // Every page in both themes and languages, and once narrow.
        let checked = normal.iter().filter(|shot| shot.is_checked() && shot.page == "zones" && shot.number == 0);
        assert_eq!(
            checked.map(|shot| (shot.width, shot.theme, shot.lang)).collect::<Vec<_>>(),
            [(1440, "light", "zh-CN"), (390, "light", "zh-CN"), (1440, "dark", "zh-CN"), (1440, "light", "en"),]
        );
        let empty = shots("empty", &pages);
        assert!(empty.iter().all(|shot| shot.theme == "light" && shot.lang == "zh-CN"));
        assert_eq!(empty[2].address(), "/zones?q=a&lang=zh-CN&theme=light");
    }

    #[test]
    fn a_subject_that_an_evaluation_does_not_know_is_among_the_errors() {
        let lift = ["/evaluations/0123456789ab/subjects/Z1/lift".to_owned()].into();
        let all = shots("normal", &[PageKind { name: "lift".to_owned(), examples: lift }]);
        let nobody = all.iter().find(|shot| shot.path.contains("NOBODY/lift")).unwrap();
        assert_eq!((nobody.path.as_str(), nobody.status), ("/evaluations/0123456789ab/subjects/NOBODY/lift", 404));
    }
}
