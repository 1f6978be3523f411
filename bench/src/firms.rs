//! A million firms: six ratios of twelve figures, scores held between the lowest and a benchmark, ranks and grades in a
//! hundred groups.

use std::path::{Path, PathBuf};

use scoring::{
    Benchmark, BoundaryTies, Data, Function, Grading, Groups, Item, Matrix, Missing, QuotaRounding, Ranking, Scheme,
    Scope, Standings, Ties, standings,
};
use serde_json::{Value, json};

use crate::columns::{Columns, Failed, Room, Table};
use crate::report::report;

/// Numerator, denominator, benchmark and weight of each item.
const ITEMS: [(&str, &str, f64, f64); 6] = [
    ("tax", "land", 30.0, 25.0),
    ("value_added", "land", 200.0, 20.0),
    ("value_added", "energy", 15.0, 15.0),
    ("rd_exp", "revenue", 0.05, 15.0),
    ("value_added", "employees", 40.0, 15.0),
    ("invest", "land", 350.0, 10.0),
];
const GRADES: [&str; 4] = ["A", "B", "C", "D"];

/// What comes of the work: beside id and group, a row for every firm.
struct Outcome {
    totals: Vec<f64>,
    ranks: Vec<u32>,
    grades: Vec<u8>,
}

fn input(folder: &Path) -> PathBuf {
    let count = std::env::var("N").unwrap_or_else(|_| "1000000".to_owned());
    folder.join(format!("firms_{count}.parquet"))
}

/// Everything is read into columns first, outside of the timing.
pub fn memory(folder: &Path) -> Result<(), Failed> {
    let path = input(folder);
    let table = Table::open(&path)?;
    let names: Vec<&str> = table.figure_names().collect();
    let columns = Columns::read(&path, names.len(), |table, rows, room: &mut Room<f64>| {
        for (name, figures) in names.iter().zip(&mut rows.figures) {
            table.figures(rows.row_group, name, room)?;
            figures.copy_from_slice(&room.values);
        }
        Ok(())
    })?;
    let column = |name: &str| names.iter().position(|own| *own == name).ok_or_else(|| format!("no column {name}"));
    let mut pairs = Vec::with_capacity(ITEMS.len());
    for (above, below, ..) in ITEMS {
        pairs.push((columns.figures[column(above)?].as_slice(), columns.figures[column(below)?].as_slice()));
    }
    let job = || score(ratios(&pairs), columns.groups.clone());
    job()?;
    report("memory", columns.firms.len(), 5, job, |found| found.as_ref().map_or(Value::Null, check));
    Ok(())
}

/// From the file: only the columns that are asked for, the figures of each row group turned into ratios at once.
pub fn parquet(folder: &Path) -> Result<(), Failed> {
    let path = input(folder);
    let mut names: Vec<&str> = ITEMS.iter().flat_map(|(above, below, ..)| [*above, *below]).collect();
    names.sort_unstable();
    names.dedup();
    let column = |name: &str| names.iter().position(|own| *own == name).unwrap_or(0);
    let pairs = ITEMS.map(|(above, below, ..)| (column(above), column(below)));
    let job = || -> Result<(Vec<i64>, Outcome), Failed> {
        let read = Columns::read(&path, ITEMS.len(), |table, rows, rooms: &mut Vec<Room<f64>>| {
            rooms.resize_with(names.len(), Room::default);
            for (name, room) in names.iter().zip(&mut *rooms) {
                table.figures(rows.row_group, name, room)?;
            }
            for (&(above, below), ratios) in pairs.iter().zip(&mut rows.figures) {
                fill(&rooms[above].values, &rooms[below].values, ratios);
            }
            Ok(())
        })?;
        Ok((read.firms, score(read.figures, read.groups)?))
    };
    let firms = job()?.0.len();
    report("parquet", firms, 5, job, |found| found.as_ref().map_or(Value::Null, |(_, found)| check(found)));
    Ok(())
}

fn fill(above: &[f64], below: &[f64], ratios: &mut [f64]) {
    for ((own, above), below) in ratios.iter_mut().zip(above).zip(below) {
        *own = ratio(*above, *below);
    }
}

/// A division by zero measures nothing.
fn ratio(above: f64, below: f64) -> f64 {
    if below == 0.0 { f64::NAN } else { above / below }
}

/// The six ratios: half of the items on each of two threads.
fn ratios(pairs: &[(&[f64], &[f64])]) -> Vec<Vec<f64>> {
    let half = |pairs: &[(&[f64], &[f64])]| -> Vec<Vec<f64>> {
        let column = |(above, below): &(&[f64], &[f64])| {
            above.iter().zip(*below).map(|(above, below)| ratio(*above, *below)).collect()
        };
        pairs.iter().map(column).collect()
    };
    let (first, second) = pairs.split_at(pairs.len() / 2);
    std::thread::scope(|scope| {
        let second = scope.spawn(|| half(second));
        let mut all = half(first);
        all.extend(second.join().unwrap_or_default());
        all
    })
}

/// From ratios to a row for every firm.
fn score(ratios: Vec<Vec<f64>>, groups: Vec<u32>) -> Result<Outcome, Failed> {
    let firms = groups.len();
    let data = Data::new(Matrix::checked(firms, ratios, crate::THREADS)?, Groups::new(groups));
    let found = standings(&scheme(), &data, crate::THREADS)?;
    drop(data);
    Ok(Outcome::of(&found))
}

impl Outcome {
    /// Half of the rows on each of two threads.
    fn of(found: &Standings) -> Self {
        let firms = found.subjects();
        let mut all = Self { totals: vec![0.0; firms], ranks: vec![0; firms], grades: vec![u8::MAX; firms] };
        let middle = firms / 2;
        let (totals, ranks) = (all.totals.split_at_mut(middle), all.ranks.split_at_mut(middle));
        let grades = all.grades.split_at_mut(middle);
        let fill = |first: usize, totals: &mut [f64], ranks: &mut [u32], grades: &mut [u8]| {
            let rows = totals.iter_mut().zip(ranks).zip(grades);
            for (firm, ((total, rank), grade)) in (first..).zip(rows) {
                *total = found.sum(firm).unwrap_or_default();
                *rank = found.rank(firm).and_then(|rank| u32::try_from(rank).ok()).unwrap_or(0);
                *grade = found.grade(firm).and_then(|grade| u8::try_from(grade.0).ok()).unwrap_or(u8::MAX);
            }
        };
        std::thread::scope(|scope| {
            scope.spawn(|| fill(0, totals.0, ranks.0, grades.0));
            fill(middle, totals.1, ranks.1, grades.1);
        });
        all
    }
}

/// The sum of totals, and how many firms have each grade.
fn check(found: &Outcome) -> Value {
    let sum: f64 = found.totals.iter().sum();
    let count = |grade| found.grades.iter().filter(|own| usize::from(**own) == grade).count();
    let counts: serde_json::Map<String, Value> =
        GRADES.iter().enumerate().map(|(grade, name)| ((*name).to_owned(), count(grade).into())).collect();
    let ranked = found.ranks.iter().all(|rank| *rank > 0);
    if ranked { json!([(sum * 100.0).round() / 100.0, counts]) } else { Value::Null }
}

fn scheme() -> Scheme {
    let item = |(at, (_, _, benchmark, weight)): (usize, &(&str, &str, f64, f64))| {
        let (base, target) = (Benchmark::Lowest { scope: Scope::Population }, Benchmark::Fixed(*benchmark));
        Item::new(format!("i{at}"), *weight, Function::Target { base, target, cap: 1.0 }, Missing::Zero)
    };
    let share = |(name, share): (&str, f64)| (name.to_owned(), share);
    Scheme {
        decimals: 9,
        ranking: Ranking { ties: Ties::Competition, scope: Scope::Group },
        grading: Some(Grading::Quota {
            up_to: [("A", 0.2), ("B", 0.6), ("C", 0.95)].map(share).to_vec(),
            last: "D".to_owned(),
            rounding: QuotaRounding::PercentRank,
            ties: BoundaryTies::Better,
            scope: Scope::Group,
        }),
        ..Scheme::of_items(ITEMS.iter().enumerate().map(item).collect())
    }
}
