//! Holding a table against its shape: every unknown key, missing key and wrong value is found at once.

use std::ops::Range;
use std::str::FromStr;

use domain::unit::Unit;
use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::DeValue;

use crate::diagnostic::{Findings, nearest};
use crate::shape::{Key, Kind, Shape};
use crate::source::{Source, Table};
use crate::value::{by_year, day, decimal, is_filter, number_text, rows, texts, whole, year};

impl<'a> Table<'a> {
    /// Reports every key that `shape` does not have, every required key that is absent and every value of the wrong
    /// kind, here and below. `open` lets keys through that are not in the shape.
    pub fn check(&self, shape: &Shape, open: bool, findings: &mut Findings) {
        let Source { file, text, codes } = *self.source;
        for (key, value) in self.entries {
            let name = key.get_ref().as_ref();
            match shape.key(name) {
                Some(key) => self.check_value(key, value, findings),
                None if open => {}
                None => {
                    findings
                        .error(
                            codes.unknown_key,
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
                    codes.missing_key,
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

    /// Reports a value that is not what its key may hold.
    pub fn check_value(&self, key: &Key, value: &'a Spanned<DeValue<'a>>, findings: &mut Findings) {
        if let Some((wanted_zh, wanted_en)) = self.mismatch(&key.kind, key.name, value, findings) {
            let Source { file, text, codes } = *self.source;
            let quoted_number = matches!(key.kind, Kind::Number | Kind::Whole(..) | Kind::Year | Kind::DateOr(_))
                .then(|| value.get_ref().as_str().map(str::trim).filter(|inner| Decimal::from_str(inner).is_ok()))
                .flatten();
            let unquoted_text = matches!(key.kind, Kind::Text | Kind::Formula | Kind::TextOrNone)
                .then(|| number_text(value.get_ref()))
                .flatten();
            let draft = findings
                .error(
                    codes.wrong_kind,
                    file,
                    text,
                    value.span(),
                    format!("“{}”应为{wanted_zh}。", key.name),
                    format!("“{}” must be {wanted_en}.", key.name),
                )
                .help(key.doc, key.in_english());
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
            Kind::Whole(least, most) => self.bounded(name, value, (*least, *most), findings),
            Kind::Year => wanted(year(inner).is_some(), "四位年份，如 2025", "a year, as 2025"),
            Kind::Day => wanted(day(inner).is_some(), "日期，如 2021-05-31", "a day, as 2021-05-31"),
            Kind::DateOr(shapes) => self.date_or(shapes, value, findings),
            Kind::Truth => wanted(inner.is_bool(), "true 或 false", "true or false"),
            Kind::Texts => wanted(texts(inner).is_some(), "文字的列表，如 [\"甲\", \"乙\"]", "a list of texts"),
            Kind::Codes => wanted(
                texts(inner).is_some_and(|all| all.iter().all(|t| domain::id::PackId::new(&t.value).is_ok())),
                "代码的列表",
                "a list of codes",
            ),
            Kind::Words(words) => self.words(name, words, inner, findings),
            Kind::Filter => wanted(
                is_filter(inner),
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
            Kind::Numbers => wanted(
                inner.as_table().is_some_and(|t| t.iter().all(|(_, v)| decimal(v.get_ref()).is_some())),
                "编号 → 数字，如 { output = 30, green = 20 }",
                "id → number",
            ),
            Kind::Matrix(fits) => wanted(
                rows(inner, |text| fits(text).then_some(())).is_some(),
                "大于 0 的数字或分数（放在引号里）的矩阵，如 [[1, 3], [\"1/3\", 1]]",
                "rows of numbers above 0, or of fractions in quotes",
            ),
            Kind::Checked(checked) | Kind::Secret(checked) => {
                wanted(text.is_some_and(|text| (checked.fits)(text)), checked.zh, checked.en)
            }
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

    /// A year, a day, or one of `shapes`.
    fn date_or(
        &self,
        shapes: &[&'static Shape],
        value: &'a Spanned<DeValue<'a>>,
        findings: &mut Findings,
    ) -> Option<(&'static str, &'static str)> {
        let wanted =
            ("四位年份（如 2025）、日期（如 2025-06-30），或列明的写法", "a year, a day or one of the tables listed");
        let inner = value.get_ref();
        if year(inner).is_some() || day(inner).is_some() { None } else { self.one_of(shapes, value, findings, wanted) }
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

    /// A whole number between the two.
    fn bounded(
        &self,
        name: &str,
        value: &Spanned<DeValue<'_>>,
        (least, most): (i64, i64),
        findings: &mut Findings,
    ) -> Option<(&'static str, &'static str)> {
        let Some(number) = whole(value.get_ref()) else {
            return Some(("整数（不加引号）", "a whole number without quotes"));
        };
        if (least..=most).contains(&number) {
            return None;
        }
        let Source { file, text, codes } = *self.source;
        findings
            .error(
                codes.out_of_range,
                file,
                text,
                value.span(),
                format!("“{name}”应在 {least} 到 {most} 之间，这里是 {number}。"),
                format!("“{name}” must be between {least} and {most}; here it is {number}."),
            )
            .help(format!("请改为 {least} 到 {most} 的整数。"), format!("Write a whole number from {least} to {most}."))
            .put();
        None
    }

    fn unknown_word(&self, name: &str, word: &str, words: &[&str], span: Range<usize>, findings: &mut Findings) {
        let Source { file, text, codes } = *self.source;
        findings
            .error(
                codes.unknown_word,
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
        let Source { file, text, codes } = *self.source;
        let known: Vec<String> = Unit::known().collect();
        // Part by part, so that wan_yuan/mo is mended to wan_yuan/mu.
        let mended: Vec<String> = unit
            .split('/')
            .map(|part| match Unit::parse(part) {
                Ok(_) => part.to_owned(),
                Err(_) => nearest(part, known.iter().map(String::as_str))
                    .first()
                    .map_or_else(|| part.to_owned(), |near| (*near).to_owned()),
            })
            .collect();
        let mended = mended.join("/");
        let draft = findings.error(
            codes.unknown_unit,
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
}
