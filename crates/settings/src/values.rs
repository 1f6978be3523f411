//! Values as they are given, by one way after another: the later beat the earlier.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::ops::Range;

use declared::diagnostic::{nearest, position};
use declared::shape::Kind;
use declared::{Findings, Source, Table, parse};
use store::Address;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::codes::{CONFIG, NO_VALUE, UNKNOWN_VARIABLE, VARIABLE_NOT_UTF8};
use crate::file::{Found, VARIABLE};
use crate::given::{Flag, Origin};
use crate::list::{FILE, Setting};
use crate::mask::masked;
use crate::read::Unsound;
use crate::shown::Shown;

/// What variables of this program begin with.
const PREFIX: &str = "YUANHENG_";

/// A value and where it was given.
#[derive(Clone, Debug)]
pub(crate) struct Value {
    text: Option<String>,
    whole: Option<i64>,
    pub origin: Origin,
    /// How findings name its place, and where it stands there.
    pub label: String,
    pub span: Range<usize>,
}

impl Value {
    pub(crate) fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    pub(crate) const fn whole(&self) -> Option<i64> {
        self.whole
    }
}

/// What was given by all ways so far.
#[derive(Debug, Default)]
pub(crate) struct Layers {
    values: BTreeMap<String, Value>,
    /// By how findings name them: each text, and where secrets stand in it.
    pub texts: BTreeMap<String, (String, Vec<Range<usize>>)>,
}

impl Layers {
    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        self.values.get(name)
    }

    /// What holds where nobody says anything, for all commands and for this one.
    pub(crate) fn usual(&mut self, own: &[(&str, &str)]) {
        for setting in Setting::all() {
            let name = setting.name();
            let own = own.iter().find(|(of, _)| *of == name).map(|(_, usual)| *usual);
            let text = own.unwrap_or(setting.key.usual);
            if let Ok(value) = DeValue::parse(text) {
                self.put(&setting, &value, Origin::Usual, "");
            }
        }
    }

    /// What the file says.
    pub(crate) fn file(&mut self, found: &Found, findings: &mut Findings) {
        let source = Source { file: &found.file, text: &found.text, codes: &CONFIG };
        self.texts.insert(found.file.clone(), (found.text.clone(), Vec::new()));
        let Some(document) = parse(&source, findings) else { return };
        let table = Table::whole(&source, &document);
        let before = findings.0.len();
        table.check(&FILE, false, findings);
        // As a person reads the file, and not by key.
        findings.0[before..].sort_by_key(|finding| finding.span.start);
        for setting in Setting::all() {
            let within = if setting.table.is_empty() { Some(table) } else { table.table(setting.table) };
            let Some(value) = within.and_then(|table| table.get(setting.key.name)) else { continue };
            let line = position(&found.text, value.span().start).0;
            self.put(&setting, value, Origin::File { file: found.file.clone(), line }, &found.file);
        }
    }

    /// What the environment says.
    pub(crate) fn variables(&mut self, variables: &[(OsString, OsString)], findings: &mut Findings) {
        let settings = Setting::all();
        let names: Vec<String> = settings.iter().map(Setting::variable).chain([VARIABLE.to_owned()]).collect();
        for (name, value) in variables {
            let Some(name) = name.to_str().filter(|name| name.starts_with(PREFIX)) else { continue };
            if name == VARIABLE || value.is_empty() {
                continue;
            }
            let Some(setting) = settings.iter().find(|setting| setting.variable() == name) else {
                let near = nearest(name, names.iter().map(String::as_str));
                findings
                    .error(
                        UNKNOWN_VARIABLE,
                        name,
                        name,
                        0..name.len(),
                        format!("没有环境变量 {name} 这项设置，未予理会。"),
                        format!("The variable {name} sets nothing; it was passed over."),
                    )
                    .help(format!("最接近的写法：{}。", near.join("、")), format!("Nearest: {}.", near.join(", ")))
                    .warning()
                    .put();
                self.texts.insert(name.to_owned(), (name.to_owned(), Vec::new()));
                continue;
            };
            match value.to_str() {
                Some(text) => self.text(setting, name, text, Origin::Variable(name.to_owned()), findings),
                None => findings.missing_file(
                    VARIABLE_NOT_UTF8,
                    name,
                    "环境变量的内容不是 UTF-8 文本，请改正。".to_owned(),
                    "What the variable holds is not UTF-8 text; put it right.".to_owned(),
                ),
            }
        }
    }

    /// What flags say.
    pub(crate) fn flags(&mut self, flags: &[Flag], findings: &mut Findings) {
        let settings = Setting::all();
        let named = |name: &str| settings.iter().find(|setting| setting.name() == name);
        for Flag { flag, setting, text } in flags {
            let own = setting.and_then(named).map(|setting| (setting, (*flag).to_owned(), text.as_str()));
            let said = text.split_once('=').map(|(name, value)| (name.trim(), value));
            let (setting, label, value) = match (own, said) {
                (Some(own), _) => own,
                (None, Some((name, value))) if named(name).is_some() => {
                    let Some(setting) = named(name) else { continue };
                    (setting, format!("{flag} {name}"), value)
                }
                (None, Some((name, _))) => {
                    let at = text.find(name).unwrap_or(0);
                    let label = self.label(flag, text, name);
                    let known: Vec<String> = settings.iter().map(Setting::name).collect();
                    findings
                        .error(
                            CONFIG.unknown_key,
                            &label,
                            text,
                            at..at + name.len(),
                            format!("没有“{name}”这项设置。"),
                            format!("There is no setting “{name}”."),
                        )
                        .nearest(name, known.iter().map(String::as_str), at..at + name.len(), "")
                        .put();
                    continue;
                }
                (None, None) => {
                    let label = self.label(flag, text, text);
                    findings
                        .error(
                            NO_VALUE,
                            &label,
                            text,
                            0..text.len(),
                            "没有写明设为什么。",
                            "It does not say what to set it to.",
                        )
                        .help("请写作 名称=值，如 --set jobs.at_once=4。", "Write NAME=VALUE, as --set jobs.at_once=4.")
                        .put();
                    continue;
                }
            };
            self.text(setting, &label, value, Origin::Flag(label.clone()), findings);
        }
    }

    /// What findings about a flag call it: it may be given more than once.
    fn label(&mut self, flag: &str, text: &str, name: &str) -> String {
        let label = format!("{flag} {}", masked(name, &[]));
        self.texts.insert(label.clone(), (text.to_owned(), Vec::new()));
        label
    }

    /// A value given as a text of its own.
    fn text(&mut self, setting: &Setting, label: &str, text: &str, origin: Origin, findings: &mut Findings) {
        let whole = || Spanned::new(0..text.len(), DeValue::String(text.into()));
        let value = match setting.key.kind {
            Kind::Whole(..) => DeValue::parse(text).unwrap_or_else(|_| whole()),
            _ => whole(),
        };
        self.texts.insert(label.to_owned(), (text.to_owned(), Vec::new()));
        let (before, nothing) = (findings.0.len(), DeTable::new());
        let source = Source { file: label, text, codes: &CONFIG };
        let table = Table { source: &source, entries: &nothing, span: (0, text.len()) };
        table.check_value(setting.key, &value, findings);
        // What is to be written here stands without the quotes that a file needs.
        for mend in findings.0.iter_mut().skip(before).filter_map(|finding| finding.mend.as_mut()) {
            mend.replacement = mend.replacement.trim_matches('"').to_owned();
        }
        self.put(setting, &value, origin, label);
    }

    fn put(&mut self, setting: &Setting, value: &Spanned<DeValue<'_>>, origin: Origin, label: &str) {
        if setting.is_secret()
            && let Some((_, secrets)) = self.texts.get_mut(label)
        {
            secrets.push(value.span());
        }
        let name = setting.name();
        if self.values.get(&name).is_some_and(|own| own.origin.rank() > origin.rank()) {
            return;
        }
        let text = value.get_ref().as_str().map(|text| text.trim().to_owned());
        let whole = value.get_ref().as_integer().and_then(|number| number.as_str().replace('_', "").parse().ok());
        self.values.insert(name, Value { text, whole, origin, label: label.to_owned(), span: value.span() });
    }

    /// What was found, with every text and token as it may be shown.
    pub(crate) fn covered(&self, findings: Findings) -> Unsound {
        let mut found = findings.0;
        let told = |label: &&String| found.iter().any(|one| one.file == **label);
        let texts: BTreeMap<String, String> = self
            .texts
            .iter()
            .filter(|(label, _)| told(label))
            .map(|(label, (text, secrets))| (label.clone(), masked(text, secrets)))
            .collect();
        for one in &mut found {
            let text = texts.get(&one.file).map_or("", String::as_str);
            one.token = text.get(one.span.clone()).unwrap_or_default().to_owned();
        }
        Unsound::new(found, texts)
    }

    /// Every setting as it may be shown.
    pub(crate) fn shown(&self, database: Option<&Address>) -> Vec<Shown> {
        let one = |setting: Setting| {
            let name = setting.name();
            let value = self.get(&name);
            let text = value.and_then(|value| {
                let own = value.text.clone().or_else(|| value.whole.map(|number| number.to_string()));
                if setting.is_secret() { own.and(database).map(ToString::to_string) } else { own }
            });
            let origin = value.map_or(Origin::Usual, |value| value.origin.clone());
            Shown { name, value: text, origin }
        };
        Setting::all().into_iter().map(one).collect()
    }
}
