//! A mapping held against the headers of a sheet: which column is what, in which unit, of which period.

use std::collections::HashMap;
use std::sync::Arc;

use domain::id::{AttributeName, IndicatorCode};
use domain::period::Period;
use domain::say::{Lang, Say};
use domain::table::column_letters;
use domain::unit::Unit;

use crate::cell::OwnedCell;
use crate::finding::{Finding, Findings, Reason};
use crate::header::{Header, headers, normalise, squash};
use crate::mapping::{Mapping, ValueRule, Within};
use crate::nearest::nearest;
use crate::sheet::Merged;

/// A column that is read: its place among those of the plan.
pub type Slot = usize;

/// What is read from each row.
#[derive(Debug)]
pub struct Plan {
    /// The sheet.
    pub sheet: Arc<str>,
    /// The columns that are read, with their headers.
    pub columns: Vec<(u32, Arc<str>)>,
    /// The subject's id.
    pub id: Option<Slot>,
    /// The subject's name.
    pub name: Option<Slot>,
    /// The period.
    pub period: PeriodPlan,
    /// The indicators, in the mapping's order.
    pub indicators: Vec<IndicatorCode>,
    /// Where the figures stand.
    pub figures: Figures,
    /// The attributes.
    pub attributes: Vec<(Slot, AttributeName)>,
    /// The attribute that says the kind of subject.
    pub kind_attribute: AttributeName,
    /// The attribute that says the subject's name.
    pub name_attribute: AttributeName,
}

/// Where the period comes from.
#[derive(Clone, Copy, Debug)]
pub enum PeriodPlan {
    /// The same for all rows.
    Fixed(Period),
    /// A column.
    Column(Slot),
}

/// Where the figures stand.
#[derive(Debug)]
pub enum Figures {
    /// A column for each indicator, with its unit.
    Wide(Vec<(Slot, Unit)>),
    /// A row for each value.
    Long {
        /// The indicator's name or code.
        indicator: Slot,
        /// The figure.
        value: Slot,
        /// The unit of measure.
        unit: Option<Slot>,
        /// Normalised names and codes → place in [`Plan::indicators`] and unit.
        rules: HashMap<String, (usize, Option<Unit>)>,
        /// The unit of the value column's header, of the table, or of the mapping.
        default: Option<Unit>,
    },
}

/// What stands on the sheet before the data.
pub struct Top<'a> {
    /// The sheet's name.
    pub sheet: Arc<str>,
    /// The file's name.
    pub file: &'a str,
    /// The rows up to the last header row.
    pub rows: &'a [Vec<OwnedCell>],
    /// Merged cells, where the format tells.
    pub merged: Option<&'a [Merged]>,
}

/// Finds every column that `mapping` names; what is missing or doubtful goes to `findings`.
pub fn plan(mapping: &Mapping, top: &Top<'_>, findings: &mut Findings) -> Option<Plan> {
    let before = findings.total();
    let first = mapping.header_rows.first().map_or(0, |&row| row.saturating_sub(1)) as usize;
    let found = headers(top.rows, first, mapping.header_rows.len(), top.merged);
    let mut finder = Finder { sheet: Arc::clone(&top.sheet), headers: &found, columns: Vec::new(), findings };
    let title_unit = table_unit(top.rows, first);
    let id = mapping.subject.id.as_deref().and_then(|column| finder.find(column));
    let name = mapping.subject.name.as_deref().and_then(|column| finder.find(column));
    let period = period_plan(mapping, top, first, &mut finder);
    let table_unit = finder.settle_table_unit(mapping.unit, title_unit);
    let figures = match &mapping.long {
        None => {
            let columns =
                mapping.values.iter().filter_map(|rule| finder.value_column(rule, table_unit)).collect::<Vec<_>>();
            Figures::Wide(columns)
        }
        Some(long) => {
            let indicator = finder.find(&long.indicator);
            let value = finder.find(&long.value);
            let unit = long.unit.as_deref().map(|column| finder.find(column));
            let own = value.and_then(|slot| finder.header_unit(slot)).and_then(|text| Unit::parse(&text).ok());
            let mut rules = HashMap::new();
            for (place, rule) in mapping.values.iter().enumerate() {
                rules.insert(normalise(&rule.column), (place, rule.unit));
                rules.entry(rule.indicator.to_string()).or_insert((place, rule.unit));
            }
            match (indicator, value, unit) {
                (Some(indicator), Some(value), None) => {
                    Figures::Long { indicator, value, unit: None, rules, default: own.or(table_unit) }
                }
                (Some(indicator), Some(value), Some(Some(unit))) => {
                    Figures::Long { indicator, value, unit: Some(unit), rules, default: own.or(table_unit) }
                }
                _ => Figures::Wide(Vec::new()),
            }
        }
    };
    let attributes = mapping
        .attributes
        .iter()
        .filter_map(|rule| finder.find(&rule.column).map(|slot| (slot, rule.name.clone())))
        .collect();
    let columns = finder.columns;
    let indicators = mapping.values.iter().map(|rule| rule.indicator.clone()).collect();
    let period = period?;
    let kind_attribute = AttributeName::new("subject_kind").ok()?;
    let name_attribute = AttributeName::new("name").ok()?;
    (findings.total() == before).then_some(Plan {
        sheet: Arc::clone(&top.sheet),
        columns,
        id,
        name,
        period,
        indicators,
        figures,
        attributes,
        kind_attribute,
        name_attribute,
    })
}

struct Finder<'a> {
    sheet: Arc<str>,
    headers: &'a [Header],
    columns: Vec<(u32, Arc<str>)>,
    findings: &'a mut Findings,
}

impl Finder<'_> {
    fn report(&mut self, header: Option<&Header>, reason: Reason) {
        self.findings.push(Finding {
            sheet: Arc::clone(&self.sheet),
            row: None,
            column: header.map(|header| header.column),
            header: header.map(|header| header.shown.as_str().into()),
            value: String::new(),
            reason,
        });
    }

    /// The slot of the column headed `wanted`: the whole header first, then the header without its unit.
    fn find(&mut self, wanted: &str) -> Option<Slot> {
        let full = normalise(wanted);
        let mut matching: Vec<&Header> = self.headers.iter().filter(|header| header.full == full).collect();
        if matching.is_empty() {
            matching = self.headers.iter().filter(|header| header.title == full).collect();
        }
        match matching.as_slice() {
            [header] => {
                let column = header.column;
                if let Some(slot) = self.columns.iter().position(|(known, _)| *known == column) {
                    return Some(slot);
                }
                self.columns.push((column, header.shown.as_str().into()));
                Some(self.columns.len() - 1)
            }
            [] => {
                let titles = self.headers.iter().map(|header| header.shown.as_str());
                let nearest = nearest(wanted, titles).into_iter().map(str::to_owned).collect();
                self.report(None, Reason::MissingColumn { wanted: wanted.to_owned(), nearest });
                None
            }
            several => {
                let columns = several
                    .iter()
                    .map(|header| column_letters(u16::try_from(header.column).unwrap_or(u16::MAX)))
                    .collect();
                self.report(None, Reason::AmbiguousColumn { wanted: wanted.to_owned(), columns });
                None
            }
        }
    }

    fn header_of(&self, slot: Slot) -> Option<&Header> {
        let column = self.columns.get(slot)?.0;
        self.headers.iter().find(|header| header.column == column)
    }

    fn header_unit(&self, slot: Slot) -> Option<String> {
        self.header_of(slot)?.unit.clone()
    }

    /// The mapping's unit for the table against what stands above it.
    fn settle_table_unit(&mut self, mapping: Option<Unit>, title: Option<Unit>) -> Option<Unit> {
        if let (Some(mapping), Some(title)) = (mapping, title)
            && mapping != title
        {
            self.report(None, Reason::UnitDiffers { found: title.say(Lang::Zh), mapping: mapping.say(Lang::Zh) });
        }
        mapping.or(title)
    }

    fn value_column(&mut self, rule: &ValueRule, table: Option<Unit>) -> Option<(Slot, Unit)> {
        let slot = self.find(&rule.column)?;
        let header = self.header_of(slot).cloned();
        let written = header.as_ref().and_then(|header| header.unit.as_deref()).map(Unit::parse);
        let unit = match (rule.unit, written) {
            (Some(own), Some(Ok(written))) if own != written => {
                Err(Reason::UnitDiffers { found: written.say(Lang::Zh), mapping: own.say(Lang::Zh) })
            }
            // Brackets that name no unit are a remark where the mapping has said the unit.
            (Some(own), _) => Ok(own),
            (None, Some(Ok(written))) => Ok(written),
            (None, Some(Err(error))) => Err(Reason::Unit(error)),
            (None, None) => table.ok_or(Reason::NoUnit),
        };
        match unit {
            Ok(unit) => Some((slot, unit)),
            Err(reason) => {
                self.report(header.as_ref(), reason);
                None
            }
        }
    }
}

fn period_plan(mapping: &Mapping, top: &Top<'_>, first: usize, finder: &mut Finder<'_>) -> Option<PeriodPlan> {
    let rule = &mapping.period;
    if let Some(period) = rule.fixed {
        return Some(PeriodPlan::Fixed(if rule.cumulative { period.cumulative() } else { period }));
    }
    if let Some(column) = &rule.column {
        return finder.find(column).map(PeriodPlan::Column);
    }
    let found = match rule.within {
        Some(Within::SheetName) => period_within(&top.sheet),
        Some(Within::FileName) => period_within(top.file),
        Some(Within::Title) | None => {
            top.rows.iter().take(first).flatten().find_map(|cell| period_within(&cell.get().shown()))
        }
    };
    if found.is_none() {
        finder.report(None, Reason::NoPeriod);
    }
    found.map(|period| PeriodPlan::Fixed(if rule.cumulative { period.cumulative() } else { period }))
}

/// The first period written within a text, as in `2024年6月开发区主要指标`; the longest reading counts.
#[must_use]
pub fn period_within(text: &str) -> Option<Period> {
    let text: Vec<char> = squash(text).chars().take(400).collect();
    for begin in 0..text.len() {
        let first = text[begin].is_ascii_digit();
        if !first || (begin > 0 && text[begin - 1].is_ascii_digit()) {
            continue;
        }
        for length in (4..=16.min(text.len() - begin)).rev() {
            if text.get(begin + length).is_some_and(char::is_ascii_digit) && text[begin + length - 1].is_ascii_digit() {
                continue;
            }
            let piece: String = text[begin..begin + length].iter().collect();
            if let Ok(period) = piece.parse() {
                return Some(period);
            }
        }
    }
    None
}

/// The unit of measure that a cell above or among the headers states for the whole table (单位：万元).
fn table_unit(rows: &[Vec<OwnedCell>], first: usize) -> Option<Unit> {
    rows.iter().take(first + 1).flatten().find_map(|cell| {
        let text = squash(&cell.get().shown());
        let (_, unit) = text.rsplit_once("单位:")?;
        Unit::parse(unit.trim_end_matches([')', ']', '】'])).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::period_within;

    #[test]
    fn a_period_is_found_within_a_title() {
        for (text, code) in [
            ("2024年6月开发区主要经济指标", "2024-06"),
            ("丽水市２０１９年度工业企业亩均效益", "2019"),
            ("附件2：2023年上半年情况", "2023H1"),
            ("2024Q2", "2024Q2"),
        ] {
            assert_eq!(period_within(text).map(domain::period::Period::code).as_deref(), Some(code), "{text}");
        }
        assert_eq!(period_within("编号 13800138000"), None);
        assert_eq!(period_within("企业名单"), None);
    }
}
