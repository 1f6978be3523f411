//! Reads the columns of a Parquet file, its row groups shared between two threads.

use std::error::Error;
use std::fs::File;
use std::path::Path;

use arrow::array::{AsArray, RecordBatch};
use arrow::datatypes::{Float64Type, Int32Type, Int64Type};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder};

type Failed = Box<dyn Error + Send + Sync>;

/// Firms in the order of the file.
#[derive(Default)]
pub struct Columns {
    /// Their ids.
    pub firms: Vec<i64>,
    /// The group of each.
    pub groups: Vec<u32>,
    /// Name and figures of each column that was read.
    pub figures: Vec<(String, Vec<f64>)>,
}

impl Columns {
    /// The figures of a column.
    pub fn figures(&self, name: &str) -> &[f64] {
        self.figures.iter().find(|(own, _)| own == name).map_or(&[], |(_, figures)| figures)
    }

    /// Reads ids, groups and the columns of `only` (all without it).
    pub fn read(path: &Path, only: Option<&[&str]>) -> Result<Self, Failed> {
        let mut all = Self::default();
        for part in batches(path, only, |batch, part: &mut Self| part.add(batch))? {
            all.firms.extend(part.firms);
            all.groups.extend(part.groups);
            for (at, (name, figures)) in part.figures.into_iter().enumerate() {
                match all.figures.get_mut(at) {
                    Some((_, before)) => before.extend(figures),
                    None => all.figures.push((name, figures)),
                }
            }
        }
        Ok(all)
    }

    fn add(&mut self, batch: &RecordBatch) -> Result<(), Failed> {
        self.firms.extend(ids(batch)?);
        self.groups.extend(groups(batch)?);
        for (at, (field, column)) in batch.schema().fields().iter().zip(batch.columns()).skip(2).enumerate() {
            let figures = column.as_primitive_opt::<Float64Type>().ok_or("figures are 64-bit floats")?.values();
            match self.figures.get_mut(at) {
                Some((_, before)) => before.extend_from_slice(figures),
                None => self.figures.push((field.name().clone(), figures.to_vec())),
            }
        }
        Ok(())
    }
}

/// The ids of a batch.
pub fn ids(batch: &RecordBatch) -> Result<impl Iterator<Item = i64>, Failed> {
    let column = batch.column_by_name("firm_id").and_then(|column| column.as_primitive_opt::<Int64Type>());
    Ok(column.ok_or("firm_id is a 64-bit integer")?.values().iter().copied())
}

/// The groups of a batch.
pub fn groups(batch: &RecordBatch) -> Result<impl Iterator<Item = u32>, Failed> {
    let column = batch.column_by_name("grp").and_then(|column| column.as_primitive_opt::<Int32Type>());
    Ok(column.ok_or("grp is a 32-bit integer")?.values().iter().map(|group| group.cast_unsigned()))
}

/// The figures of a column of a batch.
pub fn figures<'a>(batch: &'a RecordBatch, name: &str) -> Result<&'a [f64], Failed> {
    let column = batch.column_by_name(name).and_then(|column| column.as_primitive_opt::<Float64Type>());
    Ok(column.ok_or_else(|| format!("{name} is a 64-bit float"))?.values())
}

/// Gives every batch of the file to `take`: half of the row groups on each of two threads, what they collected in the
/// order of the file.
pub fn batches<T: Default + Send>(
    path: &Path,
    only: Option<&[&str]>,
    take: impl Fn(&RecordBatch, &mut T) -> Result<(), Failed> + Sync,
) -> Result<Vec<T>, Failed> {
    let metadata = ArrowReaderMetadata::load(&File::open(path)?, ArrowReaderOptions::default())?;
    let row_groups = metadata.metadata().num_row_groups();
    let half = |part: std::ops::Range<usize>| -> Result<T, Failed> {
        let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(File::open(path)?, metadata.clone());
        let mask = match only {
            Some(names) => {
                let all = names.iter().copied().chain(["firm_id", "grp"]);
                ProjectionMask::columns(builder.parquet_schema(), all)
            }
            None => ProjectionMask::all(),
        };
        let mut taken = T::default();
        for batch in builder.with_projection(mask).with_row_groups(part.collect()).with_batch_size(16_384).build()? {
            take(&batch?, &mut taken)?;
        }
        Ok(taken)
    };
    std::thread::scope(|scope| {
        let first = scope.spawn(|| half(0..row_groups / 2));
        let second = half(row_groups / 2..row_groups);
        let first = first.join().map_err(|_| "the first half could not be read")?;
        Ok(vec![first?, second?])
    })
}
