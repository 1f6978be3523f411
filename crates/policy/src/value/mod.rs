//! The figures of a pack that offices change from year to year, each with its place in the text.
//!
//! Weights, benchmarks and goals are changed where they stand, so that comments, order and spacing stay as they are.

mod find;

use std::ops::Range;

use domain::say::Said;
use domain::unit::Unit;
use rust_decimal::Decimal;

use crate::files::PackFiles;
use crate::pack::{Pack, choice};

choice! {
    /// Which sheet a figure belongs to.
    ValueKind {
        /// A weight of an item, a node, or in a set.
        Weight = "weight", "权重", "weights";
        /// What a value is held against.
        Benchmark = "benchmark", "基准值", "benchmarks";
        /// A goal.
        Target = "target", "目标", "targets";
    }
}

/// The files that hold such figures.
const FILES: [&str; 2] = ["schemes.toml", "targets.toml"];

/// A figure in a pack's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// Which sheet it belongs to.
    pub kind: ValueKind,
    /// What tells it from all others of the pack, the same in every version: `firms/all/item.tax_per_mu/weight`.
    pub key: String,
    /// The titles of what it stands in.
    pub within: Vec<String>,
    /// What people call the rule.
    pub title: String,
    /// What the figure is.
    pub field: Said,
    /// The year it is for.
    pub year: Option<i16>,
    /// Its unit of measure; none for weights and multiples.
    pub unit: Option<Unit>,
    /// The rule's clause, or what it demonstrates; empty where neither is said.
    pub cite: String,
    /// The figure; none where a year may be added that is not there yet.
    pub now: Option<Decimal>,
    place: Place,
}

/// Where a figure stands, or would.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    file: &'static str,
    span: Range<usize>,
    /// What is written before it.
    before: String,
}

/// Files with figures changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The files.
    pub files: PackFiles,
    /// Of each figure in the order given, the file and the bytes where it stands now.
    pub places: Vec<(&'static str, Range<usize>)>,
}

/// All such figures of the pack's own files, in the order of the text.
#[must_use]
pub fn values(pack: &Pack) -> Vec<Value> {
    find::values(pack)
}

/// The pack's files with these figures in their places; all else is the same to the byte. Of two for one place the last
/// counts.
#[must_use]
pub fn set(pack: &Pack, figures: &[(&Value, Decimal)]) -> Changed {
    let mut files = pack.files.clone();
    let mut places = vec![("", 0..0); figures.len()];
    for file in FILES {
        let old = pack.files.get(file).unwrap_or_default();
        let mut here: Vec<usize> = (0..figures.len()).filter(|at| figures[*at].0.place.file == file).collect();
        here.sort_by_key(|at| figures[*at].0.place.span.start);
        let (mut text, mut copied) = (Vec::with_capacity(old.len()), 0);
        for (turn, at) in here.iter().enumerate() {
            let (Value { place, .. }, figure) = figures[*at];
            if here.get(turn + 1).is_some_and(|next| figures[*next].0.place == *place) {
                continue;
            }
            text.extend_from_slice(old.get(copied..place.span.start).unwrap_or_default());
            text.extend_from_slice(place.before.as_bytes());
            let from = text.len();
            text.extend_from_slice(figure.normalize().to_string().as_bytes());
            places[*at] = (file, from..text.len());
            copied = place.span.end;
        }
        if !here.is_empty() {
            text.extend_from_slice(old.get(copied..).unwrap_or_default());
            files.put(file, text);
        }
    }
    Changed { files, places }
}
