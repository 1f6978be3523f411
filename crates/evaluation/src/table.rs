//! What a scheme reads of a release: subjects, their attributes, a column of numbers per indicator, and each cell.

use std::collections::{BTreeMap, BTreeSet};

use domain::hash::Sm3;
use domain::id::{AttributeName, IndicatorCode, SubjectId};
use domain::period::Period;
use domain::unit::Unit;
use facts::{Day, ReleaseView, ValuesPart};
use policy::Pack;
use policy::formula::Formula;
use policy::pack::AttributeFilter;
use policy::test::Given;

use crate::data::{Data, Datum, IndicatorHead, Reported, SourceFile, SubjectData};
use crate::error::EvaluationError;
use crate::eval::evaluate;
use crate::figure::Figure;
use crate::model::number;
use crate::needs::Needs;

/// Subjects and what is known of them. Columns have one entry per subject; NaN is missing.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// Subjects, sorted by id.
    pub subjects: Vec<SubjectId>,
    /// Whether a value read is generated for demonstration.
    pub demonstration: bool,
    attributes: Vec<BTreeMap<AttributeName, String>>,
    columns: BTreeMap<IndicatorCode, Vec<f64>>,
    reported: BTreeMap<IndicatorCode, Vec<Option<Reported>>>,
    sources: Vec<SourceFile>,
    sheets: Vec<String>,
}

impl Table {
    /// What `needs` names, of `release` for `period`, in the units that `pack` declares.
    pub fn of_release(
        pack: &Pack,
        needs: &Needs,
        release: &ReleaseView,
        period: Period,
    ) -> Result<Self, EvaluationError> {
        let register = release.register(Day::last_of(period))?;
        let subjects = register.subjects().to_vec();
        let attributes = subjects
            .iter()
            .map(|subject| register.attributes(subject).map(|one| (one.name.clone(), one.text.to_owned())).collect())
            .collect();
        let mut table = Self { subjects, attributes, ..Self::default() };
        let parts = release.values_of(period)?;
        table.list_places(release, &parts);
        for part in &parts {
            table.take(pack, needs, release, part)?;
        }
        table.derive(pack, needs)?;
        Ok(table)
    }

    /// What a pack's example gives. Values of derived indicators that are given stand in the place of their formula.
    pub fn of_example(pack: &Pack, needs: &Needs, given: &[Given], kind: &str) -> Result<Self, EvaluationError> {
        let mut given: Vec<&Given> = given.iter().collect();
        given.sort_by(|one, other| one.subject.cmp(&other.subject));
        let mut table = Self {
            subjects: given.iter().map(|one| one.subject.clone()).collect(),
            attributes: given
                .iter()
                .map(|one| {
                    let kind = AttributeName::new(KIND).ok().map(|name| (name, kind.to_owned()));
                    kind.into_iter().chain(one.attributes.iter().cloned()).collect()
                })
                .collect(),
            ..Self::default()
        };
        for (at, one) in given.iter().enumerate() {
            for (code, value) in &one.values {
                let length = table.subjects.len();
                table.columns.entry(code.clone()).or_insert_with(|| vec![f64::NAN; length])[at] = number(*value);
            }
        }
        table.derive(pack, needs)?;
        Ok(table)
    }

    /// The lists of source files and sheets that values stand in, sorted.
    fn list_places(&mut self, release: &ReleaseView, parts: &[std::sync::Arc<ValuesPart>]) {
        let sources: BTreeSet<Sm3> = parts.iter().flat_map(|part| part.sources.iter().copied()).collect();
        self.sources = sources.into_iter().map(|sm3| SourceFile { sm3, name: release.file_name(sm3) }).collect();
        let sheets: BTreeSet<&str> = parts.iter().flat_map(|part| part.sheets.iter().map(AsRef::as_ref)).collect();
        self.sheets = sheets.into_iter().map(str::to_owned).collect();
    }

    /// Takes the reported values that are needed out of a part.
    fn take(
        &mut self,
        pack: &Pack,
        needs: &Needs,
        release: &ReleaseView,
        part: &ValuesPart,
    ) -> Result<(), EvaluationError> {
        let length = self.subjects.len();
        let wanted: Vec<Option<Unit>> = part
            .indicators
            .iter()
            .map(|code| {
                let declared = needs.indicators.contains(code).then(|| pack.indicator(code.as_str())).flatten();
                declared.filter(|declared| declared.formula().is_none()).map(|declared| declared.unit)
            })
            .collect();
        let places: Vec<Option<usize>> =
            part.subjects.iter().map(|subject| self.subjects.binary_search(subject).ok()).collect();
        let source = |at: u16| {
            let hash = part.sources.get(usize::from(at))?;
            self.sources.iter().position(|source| source.sm3 == *hash)
        };
        let sources: Vec<Option<usize>> = (0..=u16::MAX).take(part.sources.len()).map(source).collect();
        let sheets: Vec<Option<usize>> = part
            .sheets
            .iter()
            .map(|sheet| self.sheets.binary_search_by(|known| known.as_str().cmp(sheet)).ok())
            .collect();
        let mut read = false;
        for row in &part.rows {
            let column = usize::from(row.indicator);
            let (Some(Some(to)), Some(Some(at))) = (wanted.get(column), places.get(row.subject as usize)) else {
                continue;
            };
            let (Some(code), Some(from)) = (part.indicators.get(column), part.units.get(usize::from(row.unit))) else {
                continue;
            };
            read = true;
            let figure = row.figure();
            let value = match figure {
                Err(_) => f64::NAN,
                Ok(figure) if from == to => number(figure),
                Ok(figure) => number(from.convert(figure, to).map_err(|source| {
                    EvaluationError::Unit {
                        subject: self.subjects[*at].clone(),
                        indicator: code.clone(),
                        unit: *from,
                        declared: *to,
                        file: sources
                            .get(usize::from(row.source))
                            .copied()
                            .flatten()
                            .and_then(|at| self.sources.get(at))
                            .map_or_else(String::new, |source| source.name.clone()),
                        cell: row.cell.a1(),
                        source,
                    }
                })?),
            };
            let reported = Reported {
                figure: figure.ok(),
                missing: figure.err(),
                unit: *from,
                state: row.state,
                source: sources.get(usize::from(row.source)).copied().flatten().unwrap_or_default(),
                sheet: sheets.get(usize::from(row.cell.sheet)).copied().flatten().unwrap_or_default(),
                cell: row.cell.a1(),
            };
            self.columns.entry(code.clone()).or_insert_with(|| vec![f64::NAN; length])[*at] = value;
            self.reported.entry(code.clone()).or_insert_with(|| vec![None; length])[*at] = Some(reported);
        }
        let entry = release.manifest().entry(&part.form, part.period);
        self.demonstration |= read && entry.is_some_and(|entry| entry.demonstration);
        Ok(())
    }

    /// Adds the columns of derived indicators, and empty ones for what nobody reported.
    fn derive(&mut self, pack: &Pack, needs: &Needs) -> Result<(), EvaluationError> {
        for code in &needs.indicators {
            let formula = pack.indicator(code.as_str()).and_then(|indicator| indicator.formula());
            let mut column = match formula {
                Some(formula) => self.formula(formula)?,
                None => vec![f64::NAN; self.subjects.len()],
            };
            if let Some(given) = self.columns.get(code) {
                for (value, given) in column.iter_mut().zip(given) {
                    if !given.is_nan() {
                        *value = *given;
                    }
                }
            }
            self.columns.insert(code.clone(), column);
        }
        Ok(())
    }

    /// The formula for every subject: a number, or 1 and 0 for a condition; NaN where it is missing.
    #[expect(clippy::unnecessary_wraps, reason = "compiling a formula may fail")]
    pub fn formula(&self, formula: &Formula) -> Result<Vec<f64>, EvaluationError> {
        let column = |code: &IndicatorCode, at: usize| {
            self.columns.get(code).and_then(|column| column.get(at)).copied().unwrap_or(f64::NAN)
        };
        Ok((0..self.subjects.len()).map(|at| evaluate(&formula.expr, &|code| column(code, at))).collect())
    }

    /// The column of an indicator that was among the needs.
    pub fn column(&self, code: &IndicatorCode) -> &[f64] {
        self.columns.get(code).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether the subject is of a kind; one whose kind the release does not tell may be of any.
    pub fn is_kind(&self, at: usize, kind: &str) -> bool {
        self.text(at, KIND).is_none_or(|found| found == kind)
    }

    /// Whether the subject has any figure that the scheme reads.
    pub fn has_figure(&self, at: usize) -> bool {
        self.columns.values().any(|column| column.get(at).is_some_and(|value| !value.is_nan()))
    }

    /// Whether the subject's attributes pass every filter.
    pub fn passes(&self, at: usize, filters: &[AttributeFilter]) -> bool {
        let one = |filter: &AttributeFilter| {
            self.attribute(at, &filter.attribute).is_some_and(|value| filter.any_of.iter().any(|any| any == value))
        };
        filters.iter().all(one)
    }

    /// The value of an attribute.
    pub fn attribute(&self, at: usize, name: &AttributeName) -> Option<&str> {
        self.attributes.get(at)?.get(name).map(String::as_str)
    }

    /// The subject's name, where it has one other than its id.
    pub fn name(&self, at: usize) -> Option<String> {
        self.text(at, NAME).filter(|name| *name != self.subjects[at].as_str()).map(str::to_owned)
    }

    fn text(&self, at: usize, name: &str) -> Option<&str> {
        self.attribute(at, &AttributeName::new(name).ok()?)
    }

    /// What was reported of an indicator for a subject.
    pub fn reported(&self, code: &IndicatorCode, at: usize) -> Option<&Reported> {
        self.reported.get(code)?.get(at)?.as_ref()
    }

    /// The file and sheet lists that [`Reported`] counts in.
    pub fn places(&self) -> (&[SourceFile], &[String]) {
        (&self.sources, &self.sheets)
    }

    /// Everything read for the subjects in `scored`, which is sorted; files and sheets that none of it stands in are
    /// left out.
    pub fn data(&self, pack: &Pack, needs: &Needs, scored: &[&SubjectId]) -> Data {
        let indicators: Vec<IndicatorHead> = needs
            .indicators
            .iter()
            .filter_map(|code| pack.indicator(code.as_str()))
            .map(|declared| IndicatorHead {
                code: declared.code.clone(),
                title: declared.title.clone(),
                unit: declared.unit,
                formula: declared.formula().map(|formula| formula.text.clone()),
            })
            .collect();
        let mut subjects: Vec<SubjectData> = scored
            .iter()
            .filter_map(|subject| Some((*subject, self.subjects.binary_search(subject).ok()?)))
            .map(|(subject, at)| SubjectData {
                subject: subject.clone(),
                values: indicators
                    .iter()
                    .map(|head| Datum {
                        value: self.column(&head.code).get(at).copied().and_then(Figure::of),
                        reported: self.reported(&head.code, at).cloned(),
                    })
                    .collect(),
            })
            .collect();
        let all = || subjects.iter().flat_map(|subject| &subject.values).filter_map(|datum| datum.reported.as_ref());
        let sources: Vec<usize> = all().map(|reported| reported.source).collect::<BTreeSet<_>>().into_iter().collect();
        let sheets: Vec<usize> = all().map(|reported| reported.sheet).collect::<BTreeSet<_>>().into_iter().collect();
        for reported in
            subjects.iter_mut().flat_map(|subject| &mut subject.values).filter_map(|datum| datum.reported.as_mut())
        {
            reported.source = sources.binary_search(&reported.source).unwrap_or_default();
            reported.sheet = sheets.binary_search(&reported.sheet).unwrap_or_default();
        }
        let sources = sources.into_iter().filter_map(|at| self.sources.get(at).cloned()).collect();
        let sheets = sheets.into_iter().filter_map(|at| self.sheets.get(at).cloned()).collect();
        Data { sources, sheets, indicators, subjects }
    }
}

/// The attribute that holds the kind of a subject.
const KIND: &str = "subject_kind";
/// The attribute that holds its name.
const NAME: &str = "name";
