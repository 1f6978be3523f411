//! A Parquet file in memory: columns encoded side by side, read back whole.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use arrow::array::{Array, ArrayRef, RecordBatch};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use bytes::Bytes;
use parquet::arrow::ArrowSchemaConverter;
use parquet::arrow::arrow_reader::{ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use parquet::arrow::arrow_writer::{ArrowColumnChunk, ArrowColumnWriter, ArrowRowGroupWriterFactory, compute_leaves};
use parquet::basic::Compression;
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::ColumnPath;

/// Rows of a row group. Part of what makes the same rows the same file.
const GROUP: usize = 1 << 20;
/// Below so many rows, starting threads costs more than it saves.
const SMALL: usize = 1 << 14;
/// A file of this program takes more than a byte for so many rows: one that claims more was made to fill the memory.
const ROWS_PER_BYTE: u64 = 16;
/// A dictionary of a column may grow so large before plain values take over.
const DICTIONARY_BYTES: usize = 8 << 20;

/// A column: its name and type, and how its values over a range of rows are made.
pub(crate) struct Column<'a> {
    pub(crate) name: &'static str,
    pub(crate) data_type: DataType,
    pub(crate) nullable: bool,
    /// Values that repeat are worth a dictionary.
    pub(crate) repeats: bool,
    pub(crate) make: Box<dyn Fn(Range<usize>) -> Result<ArrayRef> + Sync + 'a>,
}

fn properties(columns: &[Column<'_>], about: &[(&str, String)]) -> WriterProperties {
    let about = about.iter().map(|(key, value)| KeyValue::new((*key).to_owned(), value.clone())).collect();
    let mut properties = WriterProperties::builder()
        .set_created_by("yuanheng".to_owned())
        .set_compression(Compression::SNAPPY)
        .set_max_row_group_row_count(Some(GROUP))
        .set_dictionary_page_size_limit(DICTIONARY_BYTES)
        .set_statistics_enabled(EnabledStatistics::None)
        .set_key_value_metadata(Some(about));
    for column in columns.iter().filter(|column| !column.repeats) {
        properties = properties.set_column_dictionary_enabled(ColumnPath::from(column.name), false);
    }
    properties.build()
}

/// Encodes `rows` rows of `columns`; `about` is written into the file's own metadata.
pub(crate) fn encode(columns: &[Column<'_>], rows: usize, about: &[(&str, String)]) -> Result<Vec<u8>> {
    let fields: Vec<Field> =
        columns.iter().map(|column| Field::new(column.name, column.data_type.clone(), column.nullable)).collect();
    let schema: SchemaRef = Arc::new(Schema::new(fields));
    let shape = ArrowSchemaConverter::new().convert(&schema)?.root_schema_ptr();
    let mut writer =
        SerializedFileWriter::new(Vec::with_capacity(rows * 24), shape, Arc::new(properties(columns, about)))?;
    let factory = ArrowRowGroupWriterFactory::new(&writer, Arc::clone(&schema));

    let groups: Vec<Range<usize>> = (0..rows).step_by(GROUP).map(|at| at..rows.min(at + GROUP)).collect();
    let mut tasks = Vec::new();
    for (number, group) in groups.iter().enumerate() {
        for (column, chunk) in factory.create_column_writers(number)?.into_iter().enumerate() {
            tasks.push((group.clone(), column, chunk));
        }
    }
    let count = tasks.len();
    let encode_one = |(group, at, chunk): (Range<usize>, usize, ArrowColumnWriter)| -> Result<ArrowColumnChunk> {
        let column = &columns[at];
        encode_column(chunk, schema.field(at), &(column.make)(group)?)
    };
    let mut chunks = in_parallel(tasks, if rows < SMALL { 1 } else { threads().min(count) }, encode_one)?.into_iter();
    for _ in &groups {
        let mut group = writer.next_row_group()?;
        for chunk in chunks.by_ref().take(columns.len()) {
            chunk.append_to_row_group(&mut group)?;
        }
        group.close()?;
    }
    writer.into_inner()
}

fn encode_column(mut writer: ArrowColumnWriter, field: &Field, values: &ArrayRef) -> Result<ArrowColumnChunk> {
    for leaf in compute_leaves(field, values)? {
        writer.write(&leaf)?;
    }
    writer.close()
}

/// How many threads are worth starting here. Results do not depend on it.
pub(crate) fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// Runs `work` on every task with up to `threads` threads; results in the order of the tasks, or the first error.
pub(crate) fn in_parallel<Task: Send, Done: Send, Error: Send>(
    tasks: Vec<Task>,
    threads: usize,
    work: impl Fn(Task) -> std::result::Result<Done, Error> + Sync,
) -> std::result::Result<Vec<Done>, Error> {
    if threads <= 1 || tasks.len() <= 1 {
        return tasks.into_iter().map(work).collect();
    }
    let results: Mutex<Vec<Option<std::result::Result<Done, Error>>>> =
        Mutex::new(tasks.iter().map(|_| None).collect());
    let queue = Mutex::new(tasks.into_iter().enumerate());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let next = queue.lock().unwrap_or_else(PoisonError::into_inner).next();
                    let Some((at, task)) = next else { return };
                    let done = work(task);
                    if let Some(place) = results.lock().unwrap_or_else(PoisonError::into_inner).get_mut(at) {
                        *place = Some(done);
                    }
                }
            });
        }
    });
    // Every task was taken and done, or a thread panicked and the scope with it.
    results.into_inner().unwrap_or_else(PoisonError::into_inner).into_iter().flatten().collect()
}

/// Reads a file written with these columns, in batches of at most one row group.
///
/// A file can be altered into anything, and the decoder below is large: should it panic on one, that is an error of the
/// file, not the end of the program.
pub(crate) fn decode(bytes: Bytes, schema: SchemaRef) -> Result<Vec<RecordBatch>> {
    let read = || -> Result<Vec<RecordBatch>> {
        let options = ArrowReaderOptions::new().with_schema(schema);
        let most = (bytes.len() as u64).saturating_mul(ROWS_PER_BYTE);
        let builder = ParquetRecordBatchReaderBuilder::try_new_with_options(bytes, options)?;
        let claimed = builder.metadata().row_groups().iter().map(|group| u64::try_from(group.num_rows()));
        let claimed = claimed.collect::<std::result::Result<Vec<_>, _>>().ok();
        let claimed = claimed.and_then(|rows| rows.into_iter().try_fold(0_u64, u64::checked_add));
        if claimed.is_none_or(|rows| rows > most) {
            return Err(ParquetError::General("the file claims more rows than its size can hold".to_owned()));
        }
        let batches = builder.with_batch_size(GROUP).build()?.collect::<std::result::Result<Vec<_>, _>>()?;
        Ok(batches)
    };
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(ParquetError::General("the decoder panicked on this file".to_owned())))
}

/// The column `at` as the type it must be.
pub(crate) fn column<T: Array + Clone + 'static>(batch: &RecordBatch, at: usize) -> Result<T> {
    batch
        .columns()
        .get(at)
        .and_then(|column| column.as_any().downcast_ref::<T>().cloned())
        .ok_or_else(|| ParquetError::General(format!("column {at} is not of the expected type")))
}
