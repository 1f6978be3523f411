//! The clean rows of one period on their way to a checked table.

use std::collections::HashMap;
use std::sync::Arc;

use domain::hash::Sm3;
use domain::id::{AttributeName, IndicatorCode, SubjectId};
use domain::period::Period;
use domain::table::{Attribute, CheckedTable, Value};
use domain::unit::Unit;

use crate::mapping::Mapping;

/// What has been read for one period.
#[derive(Debug)]
pub struct Gathered {
    period: Period,
    subjects: Vec<Subject>,
    places: HashMap<SubjectId, u32>,
    values: Vec<Value>,
    attributes: Vec<Attribute>,
    // Long layout: subject and indicator → row.
    given: HashMap<(u32, u32), u32>,
    // Long layout: subject and attribute → place in `attributes`.
    described: HashMap<(u32, AttributeName), usize>,
}

#[derive(Debug)]
struct Subject {
    id: SubjectId,
    row: u32,
    faulty: bool,
}

/// What all tables of one reading share.
pub struct Shared<'a> {
    /// The mapping.
    pub mapping: &'a Mapping,
    /// The mapping's hash.
    pub mapping_hash: Sm3,
    /// The file's hash.
    pub source: Sm3,
    /// The sheet's name.
    pub sheet: &'a Arc<str>,
    /// The indicators, as [`Value::indicator`] counts them.
    pub indicators: &'a [IndicatorCode],
    /// The units of measure, as [`Value::unit`] counts them.
    pub units: &'a [Unit],
}

impl Gathered {
    /// Nothing read yet for `period`.
    pub fn new(period: Period) -> Self {
        Self {
            period,
            subjects: Vec::new(),
            places: HashMap::new(),
            values: Vec::new(),
            attributes: Vec::new(),
            given: HashMap::new(),
            described: HashMap::new(),
        }
    }

    /// The place of a subject, and the row that named it first if another did.
    pub fn subject(&mut self, id: &SubjectId, row: u32) -> (u32, Option<u32>) {
        if let Some(&place) = self.places.get(id) {
            return (place, self.subjects.get(place as usize).map(|subject| subject.row));
        }
        let place = u32::try_from(self.subjects.len()).unwrap_or(u32::MAX);
        self.places.insert(id.clone(), place);
        self.subjects.push(Subject { id: id.clone(), row, faulty: false });
        (place, None)
    }

    /// Leaves a subject out, whatever else is read for it.
    pub fn leave_out(&mut self, subject: u32) {
        if let Some(subject) = self.subjects.get_mut(subject as usize) {
            subject.faulty = true;
        }
    }

    /// Notes that `row` gives a subject's indicator; the row that gave it before, if one did.
    pub fn give(&mut self, subject: u32, indicator: u32, row: u32) -> Option<u32> {
        match self.given.entry((subject, indicator)) {
            std::collections::hash_map::Entry::Occupied(other) => Some(*other.get()),
            std::collections::hash_map::Entry::Vacant(place) => {
                place.insert(row);
                None
            }
        }
    }

    /// Adds an attribute that another row may have given: that row and its value where they differ.
    pub fn describe(&mut self, attribute: Attribute) -> Result<(), (u32, String)> {
        use std::collections::hash_map::Entry;
        match self.described.entry((attribute.subject, attribute.name.clone())) {
            Entry::Vacant(place) => {
                place.insert(self.attributes.len());
                self.attributes.push(attribute);
                Ok(())
            }
            Entry::Occupied(place) => match self.attributes.get(*place.get()) {
                Some(known) if known.value != attribute.value => Err((known.cell.row, known.value.clone())),
                _ => Ok(()),
            },
        }
    }

    /// Adds clean values.
    pub fn add_values(&mut self, values: &[Value]) {
        self.values.extend_from_slice(values);
    }

    /// Adds an attribute of a subject that has one row.
    pub fn add_attribute(&mut self, attribute: Attribute) {
        self.attributes.push(attribute);
    }

    /// The subjects left out.
    pub fn left_out(&self) -> impl Iterator<Item = (&SubjectId, Period)> {
        self.subjects.iter().filter(|subject| subject.faulty).map(|subject| (&subject.id, self.period))
    }

    /// The table of the clean subjects; `None` when there is none.
    pub fn finish(self, shared: &Shared<'_>) -> Option<CheckedTable> {
        let Self { period, subjects, mut values, mut attributes, .. } = self;
        let mut places = vec![None; subjects.len()];
        let mut kept = Vec::with_capacity(subjects.len());
        for (place, subject) in places.iter_mut().zip(subjects) {
            if !subject.faulty {
                *place = u32::try_from(kept.len()).ok();
                kept.push(subject.id);
            }
        }
        if kept.len() < places.len() {
            let place = |old: u32| places.get(old as usize).copied().flatten();
            values.retain_mut(|value| place(value.subject).map(|new| value.subject = new).is_some());
            attributes.retain_mut(|attribute| place(attribute.subject).map(|new| attribute.subject = new).is_some());
        }
        (!kept.is_empty()).then(|| CheckedTable {
            form: shared.mapping.form.clone(),
            period,
            source: shared.source,
            mapping: shared.mapping_hash,
            demonstration: shared.mapping.demonstration,
            sheets: vec![Arc::clone(shared.sheet)],
            subjects: kept,
            indicators: shared.indicators.to_vec(),
            units: shared.units.to_vec(),
            values,
            attributes,
        })
    }
}
