//! Rules of dynamic management: a condition whose counted parts agree, looking at a scheme that the pack has.

use domain::id::SchemeId;
use rust_decimal::Decimal;

use super::{Checker, Rules};
use crate::dynamic::{Counted, Dynamic, DynamicKind, InARow, Place, RowOf, Trend};
use crate::pack::Meta;
use crate::read;
use crate::scheme::Scheme;
use declared::{At, Table};

/// The ways to say a place in a ranking.
const PLACES: [&str; 4] = ["first", "last", "first_percent", "last_percent"];

impl Checker<'_> {
    pub(super) fn dynamics(&mut self, table: &Table<'_>, meta: &Meta, rules: &mut Rules) {
        let mut taken = Vec::new();
        for entry in table.tables("dynamic") {
            let cite = read::cite(&entry, meta.demonstration, self.findings);
            let scheme = self.scheme_looked_at(&entry, &rules.schemes);
            let counted = self.counted(&entry, scheme);
            let (Some(id), Some(title), Some(condition), Some(consequence), Some(kind)) = (
                entry.text("id"),
                entry.text("title"),
                entry.text("condition"),
                entry.text("consequence"),
                entry.text("kind").and_then(|word| DynamicKind::from_code(&word.value)),
            ) else {
                continue;
            };
            let Ok(dynamic_id) = id.value.parse() else { continue };
            if self.taken(&entry, "动态管理规则编号", &id, &mut taken) {
                continue;
            }
            let own = Dynamic {
                id: dynamic_id,
                title: title.value,
                condition: condition.value,
                consequence: consequence.value,
                kind,
                scheme: scheme.map(|scheme| scheme.id.clone()),
                counted,
                cite,
                note: entry.text("note").map(|note| note.value),
                pack: meta.id.clone(),
            };
            self.add(&entry, own, id.span, (&mut rules.dynamics, &mut rules.conflicts), |_, _| None);
        }
    }

    fn scheme_looked_at<'r>(&mut self, entry: &Table<'_>, schemes: &'r [Scheme]) -> Option<&'r Scheme> {
        let name = entry.text("scheme")?;
        let found = schemes.iter().find(|scheme| scheme.id.as_str() == name.value);
        if found.is_none() {
            let source = entry.source;
            self.findings
                .error(
                    "pack::unknown_scheme",
                    source.file,
                    source.text,
                    name.span.clone(),
                    format!("没有“{}”这个考核方案。", name.value),
                    format!("There is no scheme “{}”.", name.value),
                )
                .nearest(&name.value, schemes.iter().map(|scheme| SchemeId::as_str(&scheme.id)), name.span, "\"")
                .put();
        }
        found
    }

    fn counted(&mut self, entry: &Table<'_>, scheme: Option<&Scheme>) -> Counted {
        let (at_least, below) = (entry.number("at_least"), entry.number("below"));
        if let (Some(least), Some(below)) = (&at_least, &below) {
            let fits = below.value > least.value;
            self.bounded(entry, "below", below, fits, "须大于 at_least", "it must be above at_least");
        }
        let grade = entry.text("grade");
        if let (Some(grade), Some(scheme)) = (&grade, scheme) {
            self.grade_of(entry, grade, scheme);
        }
        let times = entry.whole_number("in_a_row").and_then(|times| u8::try_from(times).ok());
        if entry.get("in_a_row").is_none() {
            self.misplaced(entry, &["in_a_row_of"], "没有写“in_a_row”时", "A rule without “in_a_row”");
        }
        let of = read::word(entry, "in_a_row_of", RowOf::from_code, RowOf::Years);
        Counted {
            at_least: at_least.map(|at| at.value),
            below: below.map(|at| at.value),
            place: self.place(entry),
            grade: grade.map(|grade| grade.value),
            trend: entry.text("trend").and_then(|word| Trend::from_code(&word.value)),
            in_a_row: times.map(|times| InARow { times, of }),
        }
    }

    /// A grade that some population of the scheme gives; a scheme without grades gives none.
    fn grade_of(&mut self, entry: &Table<'_>, grade: &At<String>, scheme: &Scheme) {
        let gradings = scheme.populations.iter().filter_map(|population| population.grading.as_ref());
        let known: Vec<&str> = gradings.flat_map(|one| &one.grades).map(|one| one.code.as_str()).collect();
        if !known.contains(&grade.value.as_str()) {
            self.unknown_grade(entry, grade, &known);
        }
    }

    fn place(&mut self, entry: &Table<'_>) -> Option<Place> {
        let said: Vec<&str> = PLACES.into_iter().filter(|name| entry.get(name).is_some()).collect();
        if let [_, second, ..] = said.as_slice() {
            let source = entry.source;
            self.findings
                .error(
                    "pack::two_ways",
                    source.file,
                    source.text,
                    entry.key_span(second),
                    format!("first、last、first_percent、last_percent 只能写一个，这里写了 {}。", said.join("、")),
                    format!("Only one of first, last and their percents may be given; here are {}.", said.join(", ")),
                )
                .put();
        }
        let name = *said.first()?;
        let number = entry.number(name)?;
        let count = u32::try_from(entry.whole_number(name).unwrap_or_default()).unwrap_or_default();
        let share = number.value / Decimal::ONE_HUNDRED;
        if name.ends_with("percent") {
            let fits = number.value > Decimal::ZERO && number.value <= Decimal::ONE_HUNDRED;
            self.bounded(entry, name, &number, fits, "须大于 0、不超过 100", "it must be above 0 and at most 100");
        }
        Some(match name {
            "first" => Place::First(count),
            "last" => Place::Last(count),
            "first_percent" => Place::FirstShare(share),
            _ => Place::LastShare(share),
        })
    }
}
