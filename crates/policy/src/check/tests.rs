//! A pack's own examples: known schemes and indicators, and expectations about subjects that are given.

use domain::id::{AttributeName, IndicatorCode, SubjectId};
use domain::period::Period;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use toml::de::DeValue;

use super::{Checker, Rules, text_of};
use crate::files::PackFiles;
use crate::pack::{Cite, Indicator, Meta};
use crate::read;
use crate::scheme::Scheme;
use crate::shape;
use crate::test::{Expect, Expected, Given, PackTest};
use declared::diagnostic::position;
use declared::value::decimal;
use declared::{At, Table, parse};

impl Checker<'_> {
    pub(super) fn tests(&mut self, files: &PackFiles, meta: &Meta, rules: &Rules) -> Vec<PackTest> {
        let paths: Vec<&str> = files
            .iter()
            .map(|(path, _)| path)
            .filter(|path| {
                path.starts_with("tests/") && std::path::Path::new(path).extension().is_some_and(|end| end == "toml")
            })
            .collect();
        let mut tests = Vec::new();
        for path in paths {
            let Some(source) = text_of(files, path, self.findings) else { continue };
            let Some(document) = parse(&source, self.findings) else { continue };
            let table = Table::whole(&source, &document);
            table.check(&shape::TEST, false, self.findings);
            let cite = read::cite(&table, meta.demonstration, self.findings);
            tests.extend(self.test(path, &table, rules, cite));
        }
        tests
    }

    fn test(&mut self, path: &str, table: &Table<'_>, rules: &Rules, cite: Cite) -> Option<PackTest> {
        let scheme = self.scheme_of(table, rules)?;
        let period = self.period(table)?;
        let given: Vec<Given> = table
            .tables("given")
            .iter()
            .filter_map(|entry| self.given(entry, period, scheme, &rules.indicators))
            .collect();
        let now: Vec<&Given> = given.iter().filter(|given| given.period == period).collect();
        let expect = table.tables("expect").iter().filter_map(|entry| self.expect(entry, &now)).collect();
        Some(PackTest {
            file: path.to_owned(),
            title: table.text("title")?.value,
            scheme: scheme.id.clone(),
            period,
            given,
            expect,
            cite,
        })
    }

    fn scheme_of<'r>(&mut self, table: &Table<'_>, rules: &'r Rules) -> Option<&'r Scheme> {
        let source = table.source;
        match (table.text("scheme"), rules.schemes.as_slice()) {
            (Some(name), schemes) => {
                let found = schemes.iter().find(|scheme| scheme.id.as_str() == name.value);
                if found.is_none() {
                    self.findings
                        .error(
                            "pack::unknown_scheme",
                            source.file,
                            source.text,
                            name.span.clone(),
                            format!("没有“{}”这个考核方案。", name.value),
                            format!("There is no scheme “{}”.", name.value),
                        )
                        .nearest(&name.value, schemes.iter().map(|scheme| scheme.id.as_str()), name.span, "\"")
                        .put();
                }
                found
            }
            (None, [only]) => Some(only),
            (None, _) => {
                self.findings
                    .error(
                        "pack::missing_key",
                        source.file,
                        source.text,
                        table.span(),
                        "本政策包不止一个（或没有）考核方案，算例要写明 scheme。",
                        "The pack has several schemes, or none: the example must name one.",
                    )
                    .put();
                None
            }
        }
    }

    fn period(&mut self, table: &Table<'_>) -> Option<Period> {
        let text = table.text("period")?;
        let parsed = text.value.parse();
        if parsed.is_err() {
            let source = table.source;
            self.findings
                .error(
                    "pack::wrong_kind",
                    source.file,
                    source.text,
                    text.span,
                    format!("“{}”不是报告期，应如 2022、2024Q2、2024-06。", text.value),
                    format!("“{}” is not a period; write 2022, 2024Q2 or 2024-06.", text.value),
                )
                .put();
        }
        parsed.ok()
    }

    fn given(&mut self, entry: &Table<'_>, now: Period, scheme: &Scheme, indicators: &[Indicator]) -> Option<Given> {
        let source = entry.source;
        let period = if entry.get("period").is_some() { self.period(entry)? } else { now };
        let mut values: Vec<(IndicatorCode, Decimal)> = Vec::new();
        for (name, value) in entry.others(&shape::GIVEN) {
            let Some(code) = self.known_indicator(entry, &name, &scheme.subject, indicators) else { continue };
            match decimal(value.get_ref()) {
                Some(number) => values.push((code, number)),
                None => self
                    .findings
                    .error(
                        "pack::wrong_kind",
                        source.file,
                        source.text,
                        value.span(),
                        format!("“{code}”应为数字（不加引号）；没有数据的不写。"),
                        format!("“{code}” must be a number; leave it out where there is none."),
                    )
                    .put(),
            }
        }
        values.sort();
        let attributes = entry.get("attributes").and_then(|value| value.get_ref().as_table());
        let mut attributes: Vec<(AttributeName, String)> = attributes
            .into_iter()
            .flat_map(|table| table.iter())
            .filter_map(|(key, value)| {
                Some((AttributeName::new(key.get_ref()).ok()?, value.get_ref().as_str()?.to_owned()))
            })
            .collect();
        attributes.sort();
        Some(Given { subject: SubjectId::new(&entry.text("subject")?.value).ok()?, period, values, attributes })
    }

    fn expect(&mut self, entry: &Table<'_>, given: &[&Given]) -> Option<Expect> {
        let source = entry.source;
        let name = entry.text("subject")?;
        let subject = SubjectId::new(&name.value).ok()?;
        if !given.iter().any(|given| given.subject == subject) {
            self.findings
                .error(
                    "pack::unknown_subject",
                    source.file,
                    source.text,
                    name.span.clone(),
                    format!("“{subject}”不在本算例的已知里。"),
                    format!("“{subject}” is not among the given."),
                )
                .nearest(&name.value, given.iter().map(|given| given.subject.as_str()), name.span.clone(), "\"")
                .put();
        }
        let number = |name: &str| match entry.get(name)?.get_ref() {
            DeValue::String(_) => Some(Expected::None),
            value => decimal(value).map(Expected::Is),
        };
        let rank = match number("rank") {
            Some(Expected::Is(rank)) => {
                rank.to_u32().filter(|whole| *whole > 0 && Decimal::from(*whole) == rank).map(Expected::Is)
            }
            Some(Expected::None) => Some(Expected::None),
            None => None,
        };
        // Otherwise it would be left out, and the example would pass whatever comes out.
        if let (Some(at), None) = (entry.number("rank"), &rank) {
            self.bounded(entry, "rank", &at, false, "名次为从 1 起的整数", "a rank is a whole number from 1");
        }
        let grade = entry.text("grade").map(|At { value, .. }| match value.as_str() {
            "none" => Expected::None,
            _ => Expected::Is(value),
        });
        Some(Expect {
            subject,
            score: number("score"),
            rank,
            grade,
            tolerance: entry.number("tolerance").map_or(Decimal::ZERO, |at| at.value),
            line: position(source.text, name.span.start).0,
        })
    }
}
