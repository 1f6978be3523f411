//! What a check found, each finding shown in the text of its file with the place underlined.

use askama::Template;
use domain::say::Say;
use policy::{Diagnostic, PackFiles, Severity};

use crate::component::html::Html;
use crate::component::state::{self, Light};
use crate::shell::locale::Words;

/// Findings shown.
const MOST: usize = 50;
/// Lines shown before and after the place.
const AROUND: usize = 2;
/// The longest line shown, in characters.
const LONGEST: usize = 400;

/// A line of a file.
struct Line {
    number: usize,
    before: String,
    marked: String,
    after: String,
}

struct Finding {
    state: Html,
    place: String,
    said: String,
    help: Vec<String>,
    lines: Vec<Line>,
    /// Whether the text is kept as it stands: then line numbers stand beside it.
    code: &'static str,
}

#[derive(Template)]
#[template(
    source = r#"<ol class="yh-finds">
{%- for one in findings %}<li class="yh-find-1"><div class="yh-h"><h3>{{ one.state }} {{ one.said }}</h3><small>{{ one.place }} · <code>{{ one.code }}</code></small></div>
{%- if !one.lines.is_empty() %}<pre class="yh-lines">{% for line in one.lines %}<span{% if !line.marked.is_empty() %} class="is-at"{% endif %}><i>{{ line.number }}</i>{{ line.before }}{% if !line.marked.is_empty() %}<mark>{{ line.marked }}</mark>{% endif %}{{ line.after }}
</span>{% endfor %}</pre>{% endif %}
{%- for help in one.help %}<p class="yh-help">{{ help }}</p>{% endfor %}</li>{% endfor -%}
</ol>{% if !more.is_empty() %}<p class="yh-muted">{{ more }}</p>{% endif %}"#,
    ext = "html"
)]
struct View {
    findings: Vec<Finding>,
    more: String,
}

/// The findings in the text of their files; nothing where there are none.
#[must_use]
pub fn show(found: &[Diagnostic], files: &PackFiles, words: Words) -> Html {
    if found.is_empty() {
        return Html::default();
    }
    let findings = found.iter().take(MOST).map(|one| finding(one, files, words)).collect();
    let more = match found.len().saturating_sub(MOST) {
        0 => String::new(),
        more => words.tn("findings-more", more),
    };
    Html::render(&View { findings, more })
}

fn finding(one: &Diagnostic, files: &PackFiles, words: Words) -> Finding {
    let lang = words.lang();
    let (light, word) = match one.severity {
        Severity::Error => (Light::Late, words.t("finding-error")),
        Severity::Warning => (Light::Warn, words.t("finding-warning")),
    };
    let place = if one.line == 0 {
        one.file.clone()
    } else {
        let (line, column) = (one.line.to_string(), one.column.to_string());
        words.ta("finding-place", &[("file", &one.file), ("line", &line), ("column", &column)])
    };
    let mut help: Vec<String> = one.help.as_ref().map(|help| help.say(lang)).into_iter().collect();
    help.extend(one.mend.as_ref().map(|mend| match mend.replacement.trim() {
        "" => words.t("finding-mend-delete"),
        text => words.ta("finding-mend", &[("text", text)]),
    }));
    help.extend(one.related.iter().map(|related| format!("{}: {}", related.file, related.said.say(lang))));
    let text = files.get(&one.file).and_then(|bytes| std::str::from_utf8(bytes).ok());
    let lines = text.filter(|_| one.line > 0).map(|text| excerpt(text, one)).unwrap_or_default();
    Finding { state: state::show(light, &word), place, said: one.said.say(lang), help, lines, code: one.code }
}

/// The lines about the place, that which is underlined apart.
fn excerpt(text: &str, one: &Diagnostic) -> Vec<Line> {
    let at = one.line.saturating_sub(1);
    let from = at.saturating_sub(AROUND);
    let mut start = text.split_inclusive('\n').take(from).map(str::len).sum::<usize>();
    let mut lines = Vec::new();
    for (number, whole) in text.split_inclusive('\n').enumerate().skip(from).take(2 * AROUND + 1) {
        let line = whole.trim_end_matches(['\n', '\r']);
        // What is underlined may go on for several lines.
        let within = |byte: usize| byte.clamp(start, start + line.len()) - start;
        let (first, last) = (within(one.span.start), within(one.span.end));
        let touched = one.span.start < start + line.len().max(1) && one.span.end > start || number == at;
        let (before, marked, after) = match (line.get(..first), line.get(first..last), line.get(last..)) {
            (Some(before), Some(marked), Some(after)) if touched => (before, marked, after),
            _ => (line, "", ""),
        };
        lines.push(Line { number: number + 1, before: cut(before), marked: cut(marked), after: cut(after) });
        start += whole.len();
    }
    lines
}

fn cut(text: &str) -> String {
    if text.chars().count() <= LONGEST { text.to_owned() } else { text.chars().take(LONGEST).chain(['…']).collect() }
}

/// A file: its name, how many lines it has in words, and its lines with their numbers.
type Shown<'a> = (&'a str, String, Vec<(usize, String)>);

#[derive(Template)]
#[template(
    source = r#"{% for (path, size, lines) in files %}<details class="yh-more"><summary>{{ path }} <small class="yh-muted">{{ size }}</small></summary>
<pre class="yh-lines">{% for (number, text) in lines %}<span><i>{{ number }}</i>{{ text }}
</span>{% endfor %}</pre></details>{% endfor %}"#,
    ext = "html"
)]
struct Texts<'a> {
    files: Vec<Shown<'a>>,
}

/// Every file of a pack, to be opened and read.
#[must_use]
pub fn texts(files: &PackFiles, words: Words) -> Html {
    /// The most lines shown of all files together.
    const MOST_LINES: usize = 6_000;
    let mut left = MOST_LINES;
    let one = |(path, bytes): (&'_ str, &[u8])| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let lines: Vec<(usize, String)> =
            text.lines().take(left).enumerate().map(|(at, line)| (at + 1, cut(line))).collect();
        left -= lines.len();
        (path.to_owned(), words.tn("file-lines", text.lines().count()), lines)
    };
    let all: Vec<_> = files.iter().map(one).collect();
    Html::render(&Texts {
        files: all.iter().map(|(path, size, lines)| (path.as_str(), size.clone(), lines.clone())).collect(),
    })
}

#[cfg(test)]
mod tests {
    use domain::say::Lang;

    use super::*;

    #[test]
    fn a_finding_stands_in_its_lines_with_the_place_marked_and_markup_escaped() {
        let text = "id = \"a\"\n# <b>\nformula = \"税 / <land>\"\nunit = \"x\"\n";
        let start = text.find("<land>").unwrap();
        let found = Diagnostic {
            code: "pack::unknown_indicator",
            severity: Severity::Error,
            file: "indicators.toml".to_owned(),
            span: start..start + 6,
            line: 3,
            column: 15,
            token: "<land>".to_owned(),
            said: domain::say::Said::new("没有这个指标", "no such indicator"),
            help: None,
            mend: None,
            related: Vec::new(),
        };
        let files = PackFiles::new([("indicators.toml".to_owned(), text.as_bytes().to_vec())]);
        let html = show(std::slice::from_ref(&found), &files, Words(Lang::Zh)).to_string();
        assert!(html.contains("<mark>&#60;land&#62;</mark>") && html.contains("<i>3</i>"), "{html}");
        assert!(!html.contains("<b>") && html.contains("indicators.toml 第 3 行第 15 列"), "{html}");
        // A place that is none of the file's does no harm.
        let beyond = Diagnostic { span: 9_999..99_999, line: 4, ..found };
        assert!(!show(&[beyond], &files, Words(Lang::Zh)).to_string().contains("<mark>"));
    }
}
