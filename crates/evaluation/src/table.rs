//! What a scheme reads of a release: subjects, their attributes, a column of numbers per indicator, and each cell.

use std::collections::{BTreeMap, BTreeSet};

use domain::hash::Sm3;
use domain::id::{AttributeName, FormId, IndicatorCode, SubjectId};
use domain::period::Period;
use facts::{Compiled, Formulas, ReleaseView};
use policy::Pack;
use policy::formula::Formula;
use policy::pack::AttributeFilter;
use policy::test::PackTest;

use crate::data::{Absence, Data, Datum, IndicatorHead, Reported, SourceFile, SubjectData};
use crate::error::EvaluationError;
use crate::figure::Figure;
use crate::needs::Needs;

/// The attribute that holds the kind of a subject.
const KIND: &str = "subject_kind";
/// The attribute that holds its name.
const NAME: &str = "name";

/// Subjects of a period and what was measured of them.
#[derive(Debug)]
pub(crate) struct Table {
    measured: facts::Measured,
    /// The columns of what is needed, one entry per subject; NaN is missing.
    columns: BTreeMap<IndicatorCode, Vec<f64>>,
    /// Forms whose data are generated for demonstration.
    invented: BTreeSet<FormId>,
    /// Other periods that are looked at.
    others: BTreeMap<Period, Other>,
}

/// Another period of the same release.
#[derive(Debug)]
struct Other {
    measured: facts::Measured,
    /// The columns of what is needed, one entry per subject of the table; NaN is missing.
    columns: BTreeMap<IndicatorCode, Vec<f64>>,
    invented: BTreeSet<FormId>,
    /// Whether the release holds anything of it.
    known: bool,
}

impl Table {
    /// What `needs` names, of `release` for `period`, in the units that `pack` declares.
    pub fn of_release(
        pack: &Pack,
        needs: &Needs,
        release: &ReleaseView,
        period: Period,
    ) -> Result<Self, EvaluationError> {
        let formulas = Formulas::compile(pack)?;
        let entries = || release.manifest().entries.iter();
        let invented = |period: Period| -> BTreeSet<FormId> {
            let of_period = entries().filter(|entry| entry.period == period && entry.demonstration);
            of_period.map(|entry| entry.form.clone()).collect()
        };
        let mut table = Self::new(facts::measure(release, &formulas, period)?, needs, invented(period));
        for (&period, needs) in &needs.others {
            let known = entries().any(|entry| entry.period == period);
            table.put(facts::measure(release, &formulas, period)?, needs, invented(period), known);
        }
        Ok(table)
    }

    /// What a pack's example gives.
    pub fn of_example(pack: &Pack, needs: &Needs, test: &PackTest) -> Result<Self, EvaluationError> {
        let source = Sm3::of(pack.files.get(&test.file).unwrap_or_default());
        let form = FormId::new("example").map_err(|_| EvaluationError::Example { file: test.file.clone() })?;
        let formulas = Formulas::compile(pack)?;
        let measured = |period: Period| {
            let given: Vec<_> = test.given.iter().filter(|given| given.period == period).cloned().collect();
            facts::measure_example(&formulas, period, &given, &form, &test.file, source)
        };
        let mut table = Self::new(measured(test.period)?, needs, BTreeSet::new());
        for (&period, needs) in &needs.others {
            let known = test.given.iter().any(|given| given.period == period);
            table.put(measured(period)?, needs, BTreeSet::new(), known);
        }
        Ok(table)
    }

    fn new(measured: facts::Measured, needs: &Needs, invented: BTreeSet<FormId>) -> Self {
        let column = |code: &IndicatorCode| match measured.column(code) {
            Some(column) => column.values().iter().map(|value| value.unwrap_or(f64::NAN)).collect(),
            None => vec![f64::NAN; measured.subjects().len()],
        };
        let columns = needs.indicators.iter().map(|code| (code.clone(), column(code))).collect();
        Self { measured, columns, invented, others: BTreeMap::new() }
    }

    /// Puts another period beside, its columns in the order of the table's subjects.
    fn put(&mut self, measured: facts::Measured, needs: &Needs, invented: BTreeSet<FormId>, known: bool) {
        let places: Vec<Option<usize>> = self.subjects().iter().map(|subject| measured.position(subject)).collect();
        let column = |code: &IndicatorCode| {
            let values = measured.column(code).map(facts::Column::values).unwrap_or_default();
            let value = |place: &Option<usize>| place.and_then(|at| values.get(at).copied().flatten());
            places.iter().map(|place| value(place).unwrap_or(f64::NAN)).collect()
        };
        let columns = needs.indicators.iter().map(|code| (code.clone(), column(code))).collect();
        self.others.insert(measured.period(), Other { measured, columns, invented, known });
    }

    /// The column of an indicator that was among the needs of a period.
    pub fn column_of(&self, code: &IndicatorCode, period: Period) -> &[f64] {
        if period == self.measured.period() {
            return self.column(code);
        }
        let column = self.others.get(&period).and_then(|other| other.columns.get(code));
        column.map(Vec::as_slice).unwrap_or_default()
    }

    /// The period of the evaluation.
    pub const fn period(&self) -> Period {
        self.measured.period()
    }

    /// The subjects, sorted by id.
    pub fn subjects(&self) -> &[SubjectId] {
        self.measured.subjects()
    }

    /// Where the subject of that id stands, else the one of that name.
    pub fn place(&self, named: &str) -> Option<usize> {
        let by_id = self.subjects().iter().position(|subject| subject.as_str() == named);
        by_id.or_else(|| (0..self.subjects().len()).find(|&at| self.name(at).as_deref() == Some(named)))
    }

    /// A formula's number for every subject; NaN where it is missing.
    pub fn numbers(&self, formula: &Formula) -> Result<Vec<f64>, EvaluationError> {
        let numbers = self.measured.numbers(&Compiled::new(formula)?)?;
        Ok(numbers.into_iter().map(|number| number.unwrap_or(f64::NAN)).collect())
    }

    /// Whether a condition surely holds, for every subject.
    pub fn holds(&self, condition: &Formula) -> Result<Vec<bool>, EvaluationError> {
        let holds = self.measured.holds(&Compiled::new(condition)?)?;
        Ok(holds.into_iter().map(|holds| holds == Some(true)).collect())
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
        self.measured.register().text(self.subjects().get(at)?, name)
    }

    /// The subject's name, where it has one other than its id.
    pub fn name(&self, at: usize) -> Option<String> {
        let id = self.subjects().get(at)?;
        self.text(at, NAME).filter(|name| *name != id.as_str()).map(str::to_owned)
    }

    fn text(&self, at: usize, name: &str) -> Option<&str> {
        self.attribute(at, &AttributeName::new(name).ok()?)
    }

    /// Everything read of `needs` for the subjects in `scored`, which is sorted, and whether any of it is generated for
    /// demonstration.
    pub fn data<'a>(
        &self,
        pack: &Pack,
        needs: &Needs,
        scored: impl IntoIterator<Item = &'a SubjectId>,
    ) -> (Data, bool) {
        let others = needs.others.iter().map(|(period, needs)| (Some(*period), needs));
        let all = std::iter::once((None, needs)).chain(others);
        let all = all.flat_map(|(period, needs)| needs.indicators.iter().map(move |code| (period, code)));
        let heads: Vec<IndicatorHead> = all
            .filter_map(|(period, code)| Some((period, pack.indicator(code.as_str())?)))
            .map(|(period, declared)| IndicatorHead {
                code: declared.code.clone(),
                title: declared.title.clone(),
                unit: declared.unit,
                formula: declared.formula().map(|formula| formula.text.clone()),
                period,
            })
            .collect();
        let mut places = Places::default();
        let mut invented = false;
        let mut datum = |subject: &SubjectId, head: &IndicatorHead| {
            let other = head.period.and_then(|period| self.others.get(&period));
            let (measured, forms) = match other {
                Some(other) => (&other.measured, &other.invented),
                None => (&self.measured, &self.invented),
            };
            let lacking = head.period.filter(|_| other.is_none_or(|other| !other.known)).map(Absence::NoPeriod);
            let Some(cell) = measured.cell(subject, &head.code).filter(|_| lacking.is_none()) else {
                let missing = Some(lacking.unwrap_or(Absence::NotReported));
                return Datum { value: None, missing, reported: None };
            };
            invented |= cell.reported.as_ref().is_some_and(|reported| forms.contains(reported.form));
            Datum {
                value: cell.value.as_ref().ok().copied().and_then(Figure::of),
                missing: cell.value.err().map(Absence::from),
                reported: cell.reported.map(|reported| places.enter(reported)),
            }
        };
        let subjects = scored
            .into_iter()
            .map(|subject| SubjectData {
                subject: subject.clone(),
                values: heads.iter().map(|head| datum(subject, head)).collect(),
            })
            .collect();
        (places.sorted(heads, subjects), invented)
    }
}

/// Source files and sheets in the order they are met.
#[derive(Default)]
struct Places {
    sources: BTreeMap<Sm3, (usize, String)>,
    sheets: BTreeMap<String, usize>,
}

impl Places {
    fn enter(&mut self, reported: facts::Reported<'_>) -> Reported {
        let count = self.sources.len();
        let source = self.sources.entry(reported.source).or_insert_with(|| (count, reported.file_name.to_owned())).0;
        let count = self.sheets.len();
        let sheet = match self.sheets.get(reported.sheet) {
            Some(&at) => at,
            None => *self.sheets.entry(reported.sheet.to_owned()).or_insert(count),
        };
        Reported {
            figure: reported.figure.ok(),
            missing: reported.figure.err(),
            unit: reported.unit,
            state: reported.state,
            source,
            sheet,
            cell: reported.cell,
        }
    }

    /// The data with sources and sheets sorted.
    fn sorted(self, indicators: Vec<IndicatorHead>, mut subjects: Vec<SubjectData>) -> Data {
        let mut source_at = vec![0; self.sources.len()];
        for (to, &(from, _)) in self.sources.values().enumerate() {
            source_at[from] = to;
        }
        let mut sheet_at = vec![0; self.sheets.len()];
        for (to, &from) in self.sheets.values().enumerate() {
            sheet_at[from] = to;
        }
        let all = subjects.iter_mut().flat_map(|subject| &mut subject.values);
        for reported in all.filter_map(|datum| datum.reported.as_mut()) {
            reported.source = source_at[reported.source];
            reported.sheet = sheet_at[reported.sheet];
        }
        let sources = self.sources.into_iter().map(|(sm3, (_, name))| SourceFile { sm3, name }).collect();
        Data { sources, sheets: self.sheets.into_keys().collect(), indicators, subjects }
    }
}
