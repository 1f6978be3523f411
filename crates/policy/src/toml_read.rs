//! Reading a pack's TOML against its shape: every unknown key, missing key and wrong value is found at once.

use std::ops::Range;
use std::str::FromStr;

use domain::unit::Unit;
use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::Findings;
use crate::shape::{Key, Kind, Shape};

/// One file of a pack, parsed.
pub(crate) struct Source<'a> {
    /// Its path within the pack.
    pub file: &'a str,
    /// Its whole text.
    pub text: &'a str,
}

/// A table that was held against a shape.
#[derive(Clone, Copy)]
pub(crate) struct Table<'a> {
    pub source: &'a Source<'a>,
    pub entries: &'a DeTable<'a>,
    /// Where it begins: its header, or the whole inline table.
    pub span: (usize, usize),
}

/// A value with its place.
#[derive(Clone, Debug)]
pub(crate) struct At<T> {
    pub value: T,
    pub span: Range<usize>,
}

/// Parses a file and holds it against `shape`.
pub(crate) fn parse<'a>(source: &'a Source<'a>, findings: &mut Findings) -> Option<Spanned<DeTable<'a>>> {
    match DeTable::parse(source.text) {
        Ok(table) => Some(table),
        Err(cause) => {
            let span = cause.span().unwrap_or(0..0);
            let end = span.end.max(span.start + 1).min(source.text.len());
            let span = floor(source.text, span.start)..floor(source.text, end).max(floor(source.text, span.start));
            let words = cause.message().to_owned();
            findings
                .error(
                    "pack::toml",
                    source.file,
                    source.text,
                    span,
                    "这里不是正确的 TOML 写法。",
                    format!("This is not valid TOML: {words}."),
                )
                .help(
                    "检查引号是否成对、等号两边是否齐全；中文放在引号里，键只用英文字母、数字和下划线。",
                    "Check that quotes are paired and that keys use ASCII letters, digits and underscores only.",
                )
                .put();
            None
        }
    }
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

impl<'a> Table<'a> {
    /// The whole file as a table.
    pub(crate) fn whole(source: &'a Source<'a>, table: &'a Spanned<DeTable<'a>>) -> Self {
        Self { source, entries: table.get_ref(), span: (0, first_line_end(source.text)) }
    }

    /// Where findings about the table as a whole point.
    pub(crate) fn span(&self) -> Range<usize> {
        self.span.0..self.span.1
    }

    /// The value of a key and its span.
    pub(crate) fn get(&self, name: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.entries.get(name)
    }

    /// Where a key stands, else where the table begins.
    pub(crate) fn key_span(&self, name: &str) -> Range<usize> {
        self.entries.get_key_value(name).map_or_else(|| self.span(), |(key, _)| key.span())
    }

    /// Reports every key that `shape` does not have, every required key that is absent and every value of the wrong
    /// kind, here and below. `open` lets keys through that are not in the shape.
    pub(crate) fn check(&self, shape: &Shape, open: bool, findings: &mut Findings) {
        let Source { file, text } = *self.source;
        for (key, value) in self.entries {
            let name = key.get_ref().as_ref();
            match shape.key(name) {
                Some(key) => self.check_value(key, value, findings),
                None if open => {}
                None => {
                    findings
                        .error(
                            "pack::unknown_key",
                            file,
                            text,
                            key.span(),
                            format!("{}里没有“{name}”这个键。", shape.title),
                            format!("There is no key “{name}” here."),
                        )
                        .nearest(name, shape.keys.iter().map(|key| key.name), key.span(), "")
                        .put();
                }
            }
        }
        for key in shape.keys.iter().filter(|key| key.required && !self.entries.contains_key(key.name)) {
            findings
                .error(
                    "pack::missing_key",
                    file,
                    text,
                    self.span(),
                    format!("{}缺少“{}”（{}）。", shape.title, key.name, key.doc),
                    format!("“{}” is missing here.", key.name),
                )
                .help(format!("请加上一行：{} = …", key.name), format!("Add a line: {} = …", key.name))
                .put();
        }
    }

    fn check_value(&self, key: &Key, value: &'a Spanned<DeValue<'a>>, findings: &mut Findings) {
        if let Some((wanted_zh, wanted_en)) = self.mismatch(&key.kind, key.name, value, findings) {
            let Source { file, text } = *self.source;
            let quoted_number = matches!(key.kind, Kind::Number | Kind::Whole(..) | Kind::Year)
                .then(|| value.get_ref().as_str().map(str::trim).filter(|inner| Decimal::from_str(inner).is_ok()))
                .flatten();
            let unquoted_text = matches!(key.kind, Kind::Text | Kind::Formula | Kind::TextOrNone)
                .then(|| number_text(value.get_ref()))
                .flatten();
            let draft = findings
                .error(
                    "pack::wrong_kind",
                    file,
                    text,
                    value.span(),
                    format!("“{}”应为{wanted_zh}。", key.name),
                    format!("“{}” must be {wanted_en}.", key.name),
                )
                .help(key.doc, key.doc);
            match (quoted_number, unquoted_text) {
                (Some(number), _) => draft.mend(value.span(), number).put(),
                (_, Some(number)) => draft.mend(value.span(), format!("\"{number}\"")).put(),
                _ => draft.put(),
            }
        }
    }

    /// What the value should have been; `None` where it is right or already reported.
    fn mismatch(
        &self,
        kind: &Kind,
        name: &str,
        value: &'a Spanned<DeValue<'a>>,
        findings: &mut Findings,
    ) -> Option<(&'static str, &'static str)> {
        let inner = value.get_ref();
        let wanted = |right: bool, zh, en| (!right).then_some((zh, en));
        let text = inner.as_str().map(str::trim);
        let number = decimal(inner).is_some();
        match kind {
            Kind::Text | Kind::Formula => {
                wanted(text.is_some_and(|t| !t.is_empty()), "文字（放在引号里）", "text in quotes")
            }
            Kind::Code => wanted(
                text.is_some_and(|t| domain::id::IndicatorCode::new(t).is_ok()),
                "代码（小写英文字母、数字、下划线）",
                "a code (lower-case letters, digits, underscores)",
            ),
            Kind::Word(words) => {
                let Some(word) = text else { return Some(("文字", "a word")) };
                if !words.contains(&word) {
                    self.unknown_word(name, word, words, value.span(), findings);
                }
                None
            }
            Kind::Unit => {
                let Some(text) = text else { return Some(("计量单位", "a unit of measure")) };
                if Unit::parse(text).is_err() {
                    self.unknown_unit(text, value.span(), findings);
                }
                None
            }
            Kind::Number => wanted(number, "数字（不加引号）", "a number without quotes"),
            Kind::Whole(least, most) => wanted(
                whole(inner).is_some_and(|n| (*least..=*most).contains(&n)),
                "允许范围内的整数",
                "a whole number within the allowed range",
            ),
            Kind::Year => wanted(year(inner).is_some(), "四位年份，如 2025", "a year, as 2025"),
            Kind::Day => wanted(day(inner).is_some(), "日期，如 2021-05-31", "a day, as 2021-05-31"),
            Kind::Truth => wanted(inner.is_bool(), "true 或 false", "true or false"),
            Kind::Texts => wanted(texts(inner).is_some(), "文字的列表，如 [\"甲\", \"乙\"]", "a list of texts"),
            Kind::Codes => wanted(
                texts(inner).is_some_and(|all| all.iter().all(|t| domain::id::PackId::new(&t.value).is_ok())),
                "代码的列表",
                "a list of codes",
            ),
            Kind::Words(words) => self.words(name, words, inner, findings),
            Kind::Filter => wanted(
                inner.as_table().is_some_and(|t| {
                    t.iter().all(|(k, v)| {
                        domain::id::AttributeName::new(k.get_ref()).is_ok()
                            && (v.get_ref().is_str() || texts(v.get_ref()).is_some())
                    })
                }),
                "属性 → 值（或值的列表），如 { level = \"国家级\" }",
                "attribute → value or list of values",
            ),
            Kind::ByYear => wanted(by_year(inner).is_some(), "年份 → 数字，如 { 2021 = 26.01 }", "year → number"),
            Kind::NumberOr(shapes) => {
                if number {
                    None
                } else {
                    self.one_of(shapes, value, findings, ("数字，或列明的写法", "a number or one of the tables listed"))
                }
            }
            Kind::WordOr(words, shapes) => match text {
                Some(word) if words.contains(&word) => None,
                Some(word) => {
                    self.unknown_word(name, word, words, value.span(), findings);
                    None
                }
                None => self.one_of(shapes, value, findings, ("列明的词或写法", "one of the words or tables listed")),
            },
            Kind::NumberOrNone => wanted(number || text == Some("none"), "数字，或 \"none\"", "a number or \"none\""),
            Kind::TextOrNone => wanted(text.is_some(), "文字（放在引号里）", "text in quotes"),
            Kind::Table(shape) => match inner.as_table() {
                Some(table) => {
                    self.below(table, value).check(shape, false, findings);
                    None
                }
                None => Some(("一张表", "a table")),
            },
            Kind::Tables(shape) | Kind::TablesOfNumbers(shape) => match self.tables_of(value) {
                Some(tables) => {
                    for table in tables {
                        table.check(shape, matches!(kind, Kind::TablesOfNumbers(_)), findings);
                    }
                    None
                }
                None => Some(("一张或多张表，写作 [[…]]", "tables, written [[…]]")),
            },
            Kind::TextMap => wanted(
                inner.as_table().is_some_and(|t| t.iter().all(|(_, v)| v.get_ref().is_str())),
                "属性 → 文字",
                "attribute → text",
            ),
        }
    }

    /// A list of some of `words`.
    fn words(
        &self,
        name: &str,
        words: &[&str],
        value: &DeValue<'_>,
        findings: &mut Findings,
    ) -> Option<(&'static str, &'static str)> {
        let Some(list) = texts(value) else { return Some(("词的列表，如 [\"rank\"]", "a list of words")) };
        for word in list.iter().filter(|word| !words.contains(&word.value.as_str())) {
            self.unknown_word(name, &word.value, words, word.span.clone(), findings);
        }
        None
    }

    fn one_of(
        &self,
        shapes: &[&'static Shape],
        value: &'a Spanned<DeValue<'a>>,
        findings: &mut Findings,
        wanted: (&'static str, &'static str),
    ) -> Option<(&'static str, &'static str)> {
        let Some(table) = value.get_ref().as_table() else { return Some(wanted) };
        let fits = |shape: &&&Shape| shape.keys.iter().any(|key| key.required && table.contains_key(key.name));
        match shapes.iter().find(fits).or(shapes.first()) {
            Some(shape) => {
                self.below(table, value).check(shape, false, findings);
                None
            }
            None => Some(wanted),
        }
    }

    fn unknown_word(&self, name: &str, word: &str, words: &[&str], span: Range<usize>, findings: &mut Findings) {
        let Source { file, text } = *self.source;
        findings
            .error(
                "pack::unknown_word",
                file,
                text,
                span.clone(),
                format!("“{name}”不能是“{word}”，可用的有：{}。", words.join("、")),
                format!("“{name}” cannot be “{word}”; it is one of: {}.", words.join(", ")),
            )
            .nearest(word, words.iter().copied(), span, "\"")
            .put();
    }

    fn unknown_unit(&self, unit: &str, span: Range<usize>, findings: &mut Findings) {
        let Source { file, text } = *self.source;
        let known: Vec<String> = Unit::known().collect();
        // Part by part, so that wan_yuan/mo is mended to wan_yuan/mu.
        let mended: Vec<String> = unit
            .split('/')
            .map(|part| match Unit::parse(part) {
                Ok(_) => part.to_owned(),
                Err(_) => crate::diagnostic::nearest(part, known.iter().map(String::as_str))
                    .first()
                    .map_or_else(|| part.to_owned(), |near| (*near).to_owned()),
            })
            .collect();
        let mended = mended.join("/");
        let draft = findings.error(
            "pack::unknown_unit",
            file,
            text,
            span.clone(),
            format!("未知的计量单位“{unit}”。"),
            format!("Unknown unit of measure “{unit}”."),
        );
        if Unit::parse(&mended).is_ok() {
            draft.nearest(unit, [mended.as_str()], span, "\"").put();
        } else {
            draft.help("可用的写法见 docs/packs.md 的计量单位表。", "See the table of units in docs/packs.md.").put();
        }
    }

    fn below(&self, table: &'a DeTable<'a>, value: &'a Spanned<DeValue<'a>>) -> Self {
        let span = value.span();
        let line_end = self.source.text[span.start..].find('\n').map_or(self.source.text.len(), |at| span.start + at);
        Self { source: self.source, entries: table, span: (span.start, span.end.min(line_end).max(span.start)) }
    }
}

/// Typed values of a table; `None` where the key is absent or its value was already reported.
impl<'a> Table<'a> {
    /// A text.
    pub(crate) fn text(&self, name: &str) -> Option<At<String>> {
        let value = self.get(name)?;
        let text = value.get_ref().as_str()?.trim();
        (!text.is_empty()).then(|| At { value: text.to_owned(), span: value.span() })
    }

    /// A text that parses as `T`.
    pub(crate) fn parsed<T: FromStr>(&self, name: &str) -> Option<At<T>> {
        let text = self.text(name)?;
        Some(At { value: text.value.parse().ok()?, span: text.span })
    }

    /// A decimal number.
    pub(crate) fn number(&self, name: &str) -> Option<At<Decimal>> {
        let value = self.get(name)?;
        Some(At { value: decimal(value.get_ref())?, span: value.span() })
    }

    /// A whole number.
    pub(crate) fn whole_number(&self, name: &str) -> Option<i64> {
        whole(self.get(name)?.get_ref())
    }

    /// A year.
    pub(crate) fn year(&self, name: &str) -> Option<i16> {
        year(self.get(name)?.get_ref())
    }

    /// A day as `YYYY-MM-DD`.
    pub(crate) fn day(&self, name: &str) -> Option<At<String>> {
        let value = self.get(name)?;
        Some(At { value: day(value.get_ref())?, span: value.span() })
    }

    /// True where the key says so.
    pub(crate) fn truth(&self, name: &str) -> bool {
        self.get(name).and_then(|value| value.get_ref().as_bool()).unwrap_or(false)
    }

    /// A list of texts; empty where absent.
    pub(crate) fn texts(&self, name: &str) -> Vec<At<String>> {
        self.get(name).and_then(|value| texts(value.get_ref())).unwrap_or_default()
    }

    /// Year → number, ascending; `None` where absent.
    pub(crate) fn by_year(&self, name: &str) -> Option<Vec<(i16, Decimal)>> {
        by_year(self.get(name)?.get_ref())
    }

    /// A table below.
    pub(crate) fn table(&self, name: &str) -> Option<Self> {
        let value = self.get(name)?;
        Some(self.below(value.get_ref().as_table()?, value))
    }

    /// The tables of a list; empty where absent.
    pub(crate) fn tables(&self, name: &str) -> Vec<Self> {
        self.get(name).and_then(|value| self.tables_of(value)).unwrap_or_default()
    }

    fn tables_of(&self, value: &'a Spanned<DeValue<'a>>) -> Option<Vec<Self>> {
        let list = value.get_ref().as_array()?;
        list.iter().map(|value| Some(self.below(value.get_ref().as_table()?, value))).collect()
    }

    /// Key and value of every entry that `shape` does not have, in order of key.
    pub(crate) fn others(&self, shape: &Shape) -> Vec<(At<String>, &'a Spanned<DeValue<'a>>)> {
        let other = self.entries.iter().filter(|(key, _)| shape.key(key.get_ref()).is_none());
        other.map(|(key, value)| (At { value: key.get_ref().to_string(), span: key.span() }, value)).collect()
    }
}

/// The decimal that a TOML number was written as, exactly.
pub(crate) fn decimal(value: &DeValue<'_>) -> Option<Decimal> {
    let text = match value {
        DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str(),
        DeValue::Float(float) => float.as_str(),
        _ => return None,
    };
    let text = text.replace('_', "");
    Decimal::from_str(&text).or_else(|_| Decimal::from_scientific(&text)).ok()
}

fn whole(value: &DeValue<'_>) -> Option<i64> {
    let integer = value.as_integer().filter(|integer| integer.radix() == 10)?;
    integer.as_str().replace('_', "").parse().ok()
}

fn year(value: &DeValue<'_>) -> Option<i16> {
    i16::try_from(whole(value)?).ok().filter(|year| (1949..=2199).contains(year))
}

fn day(value: &DeValue<'_>) -> Option<String> {
    let day = value.as_datetime().filter(|at| at.time.is_none() && at.offset.is_none())?;
    day.date.map(|date| date.to_string())
}

fn number_text(value: &DeValue<'_>) -> Option<String> {
    decimal(value).map(|number| number.to_string())
}

fn texts(value: &DeValue<'_>) -> Option<Vec<At<String>>> {
    let one = |value: &Spanned<DeValue<'_>>| {
        let text = value.get_ref().as_str()?.trim();
        (!text.is_empty()).then(|| At { value: text.to_owned(), span: value.span() })
    };
    value.as_array()?.iter().map(one).collect()
}

/// The texts of a value that is one text or a list of them.
pub(crate) fn one_or_more(value: &Spanned<DeValue<'_>>) -> Vec<String> {
    match value.get_ref().as_str() {
        Some(one) => vec![one.trim().to_owned()],
        None => texts(value.get_ref()).unwrap_or_default().into_iter().map(|at| at.value).collect(),
    }
}

fn by_year(value: &DeValue<'_>) -> Option<Vec<(i16, Decimal)>> {
    let entry = |(key, value): (&Spanned<toml::de::DeString<'_>>, &Spanned<DeValue<'_>>)| {
        let year: i16 = key.get_ref().parse().ok().filter(|year| (1949..=2199).contains(year))?;
        Some((year, decimal(value.get_ref())?))
    };
    let mut years: Vec<_> = value.as_table()?.iter().map(entry).collect::<Option<_>>()?;
    years.sort_unstable_by_key(|(year, _)| *year);
    (!years.is_empty()).then_some(years)
}

fn first_line_end(text: &str) -> usize {
    text.find('\n').unwrap_or(text.len())
}
