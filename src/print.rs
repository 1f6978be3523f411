//! What the program prints: results to standard output, everything else to standard error.

use std::fmt::Display;
use std::io::{IsTerminal, Write};

use domain::cause::causes;
use domain::say::{Lang, Say};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteDiagnostic, NamedSource};
use policy::{Diagnostic, PackFiles, Severity};

/// A line of the result.
pub fn out(line: impl Display) {
    // A reader that has gone away (a closed pipe) is no fault of ours.
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}

/// A line beside the result.
pub fn note(line: impl Display) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// A JSON result.
pub fn json(value: &serde_json::Value) {
    out(serde_json::to_string_pretty(value).unwrap_or_default());
}

/// An error: what a person needs goes to standard error, the causes to the log.
pub fn error<E: Say + std::error::Error>(error: &E, lang: Lang) {
    note(error.say(lang));
    let causes = causes(error);
    if !causes.is_empty() {
        tracing::error!(causes, "failed");
    }
}

/// Findings about a pack, with the text underlined.
pub fn diagnostics(found: &[Diagnostic], files: &PackFiles, lang: Lang) {
    findings(found, |file| files.get(file).map(String::from_utf8_lossy).unwrap_or_default().into_owned(), lang);
}

/// Findings about texts, each with its text underlined.
pub fn findings(found: &[Diagnostic], text: impl Fn(&str) -> String, lang: Lang) {
    let theme =
        if std::io::stderr().is_terminal() { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme).with_width(100);
    for finding in found {
        let text = text(&finding.file);
        let mut rendered = String::new();
        let report = miette::Report::new(report(finding, lang)).with_source_code(NamedSource::new(&finding.file, text));
        match handler.render_report(&mut rendered, report.as_ref()) {
            Ok(()) => note(rendered.trim_end()),
            Err(_) => note(finding.say(lang)),
        }
    }
}

fn report(finding: &Diagnostic, lang: Lang) -> MietteDiagnostic {
    let severity = match finding.severity {
        Severity::Error => miette::Severity::Error,
        Severity::Warning => miette::Severity::Warning,
    };
    let mut report = MietteDiagnostic::new(finding.said.say(lang)).with_code(finding.code).with_severity(severity);
    let mend = finding.mend.as_ref().map(|mend| match (lang, mend.replacement.is_empty()) {
        (Lang::Zh, false) => format!("改为 {}", mend.replacement),
        (Lang::Zh, true) => "删去划线处".to_owned(),
        (Lang::En, false) => format!("change to {}", mend.replacement),
        (Lang::En, true) => "delete what is underlined".to_owned(),
    });
    let help: Vec<String> = finding.help.as_ref().map(|help| help.say(lang)).into_iter().chain(mend).collect();
    if !help.is_empty() {
        report = report.with_help(help.join("\n"));
    }
    if finding.line == 0 {
        return report;
    }
    let here = LabeledSpan::new_primary_with_span(None, finding.span.clone());
    let related = finding.related.iter().filter(|related| related.file == finding.file);
    let related = related.map(|related| LabeledSpan::new_with_span(Some(related.said.say(lang)), related.span.clone()));
    report.with_labels(std::iter::once(here).chain(related))
}

/// A progress bar on standard error, where a person is watching.
pub fn progress(total: u64, what: &str, quiet: bool) -> ProgressBar {
    let bar = ProgressBar::new(total);
    if quiet || !std::io::stderr().is_terminal() {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    if let Ok(style) = ProgressStyle::with_template("{msg} [{bar:32}] {human_pos}/{human_len} {eta}") {
        bar.set_style(style.progress_chars("█▌ "));
    }
    bar.set_message(what.to_owned());
    bar
}
