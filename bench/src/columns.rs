//! Reads columns of a Parquet file: two threads take its row groups one after the other, and decode a column at a time, so
//! that its dictionary stays in the cache.

use std::error::Error;
use std::fs::File;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::DataType;
use parquet::file::reader::{FileReader, SerializedFileReader};

pub type Failed = Box<dyn Error + Send + Sync>;

/// A file that is open.
pub struct Table {
    reader: SerializedFileReader<File>,
    names: Vec<String>,
}

/// Room for one column of a row group, used again for the next.
#[derive(Default)]
pub struct Room<T> {
    pub values: Vec<T>,
    levels: Vec<i16>,
}

impl Table {
    pub fn open(path: &Path) -> Result<Self, Failed> {
        let reader = SerializedFileReader::new(File::open(path)?)?;
        let schema = reader.metadata().file_metadata().schema_descr();
        let names = schema.columns().iter().map(|column| column.name().to_owned()).collect();
        Ok(Self { reader, names })
    }

    /// The names of the columns that hold figures.
    pub fn figure_names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str).filter(|name| !["firm_id", "grp"].contains(name))
    }

    /// How many rows each row group has.
    pub fn lengths(&self) -> Result<Vec<usize>, Failed> {
        let groups = self.reader.metadata().row_groups().iter();
        Ok(groups.map(|group| usize::try_from(group.num_rows())).collect::<Result<_, _>>()?)
    }

    fn column(&self, row_group: usize, name: &str) -> Result<ColumnReader, Failed> {
        let at = self.names.iter().position(|own| own == name).ok_or_else(|| format!("no column {name}"))?;
        Ok(self.reader.get_row_group(row_group)?.get_column_reader(at)?)
    }

    /// The figures of a column in a row group.
    pub fn figures(&self, row_group: usize, name: &str, room: &mut Room<f64>) -> Result<(), Failed> {
        match self.column(row_group, name)? {
            ColumnReader::DoubleColumnReader(column) => room.read(column, name),
            _ => Err(format!("{name} is a 64-bit float").into()),
        }
    }

    /// The ids of the firms in a row group.
    pub fn firms(&self, row_group: usize, room: &mut Room<i64>) -> Result<(), Failed> {
        match self.column(row_group, "firm_id")? {
            ColumnReader::Int64ColumnReader(column) => room.read(column, "firm_id"),
            _ => Err("firm_id is a 64-bit integer".into()),
        }
    }

    /// The groups of the firms in a row group.
    pub fn groups(&self, row_group: usize, room: &mut Room<i32>) -> Result<(), Failed> {
        match self.column(row_group, "grp")? {
            ColumnReader::Int32ColumnReader(column) => room.read(column, "grp"),
            _ => Err("grp is a 32-bit integer".into()),
        }
    }
}

impl<T> Room<T> {
    fn read<D: DataType<T = T>>(&mut self, mut column: ColumnReaderImpl<D>, name: &str) -> Result<(), Failed> {
        self.values.clear();
        self.levels.clear();
        let (rows, values, _) = column.read_records(usize::MAX, Some(&mut self.levels), None, &mut self.values)?;
        if rows == values { Ok(()) } else { Err(format!("{name} has gaps").into()) }
    }
}

/// The rows of one row group in columns of the whole file: ids, groups, and the figures of each column.
pub struct Rows<'a> {
    pub row_group: usize,
    pub firms: &'a mut [i64],
    pub groups: &'a mut [u32],
    pub figures: Vec<&'a mut [f64]>,
}

/// Ids, groups and `width` columns of figures, in the order of the file.
pub struct Columns {
    pub firms: Vec<i64>,
    pub groups: Vec<u32>,
    pub figures: Vec<Vec<f64>>,
}

impl Columns {
    /// Reads ids and groups, and lets `fill` fill in the figures of each row group; its room a thread uses again.
    pub fn read<R: Default>(
        path: &Path,
        width: usize,
        fill: impl Fn(&Table, &mut Rows<'_>, &mut R) -> Result<(), Failed> + Sync,
    ) -> Result<Self, Failed> {
        let lengths = Table::open(path)?.lengths()?;
        let rows = lengths.iter().sum();
        let mut all = Self {
            firms: vec![0; rows],
            groups: vec![0; rows],
            figures: (0..width).map(|_| vec![0.0; rows]).collect(),
        };
        let jobs = Mutex::new(all.cut(&lengths).into_iter());
        let next = || jobs.lock().unwrap_or_else(PoisonError::into_inner).next();
        let work = || -> Result<(), Failed> {
            // A file that is open has one place it is read at, so each thread opens its own.
            let table = Table::open(path)?;
            let (mut room, mut firms, mut groups) = (R::default(), Room::default(), Room::default());
            while let Some(mut rows) = next() {
                table.firms(rows.row_group, &mut firms)?;
                table.groups(rows.row_group, &mut groups)?;
                rows.firms.iter_mut().zip(&firms.values).for_each(|(own, &firm)| *own = firm);
                rows.groups.iter_mut().zip(&groups.values).for_each(|(own, group)| *own = group.cast_unsigned());
                fill(&table, &mut rows, &mut room)?;
            }
            Ok(())
        };
        std::thread::scope(|scope| {
            let other = scope.spawn(work);
            work().and(other.join().map_err(|_| "a part could not be read")?)
        })?;
        drop(jobs);
        Ok(all)
    }

    /// The rows of each row group.
    fn cut(&mut self, lengths: &[usize]) -> Vec<Rows<'_>> {
        let (mut firms, mut groups) = (&mut *self.firms, &mut *self.groups);
        let mut figures: Vec<&mut [f64]> = self.figures.iter_mut().map(Vec::as_mut_slice).collect();
        let mut parts = Vec::with_capacity(lengths.len());
        for (row_group, &length) in lengths.iter().enumerate() {
            parts.push(Rows {
                row_group,
                firms: firms.split_off_mut(..length).unwrap_or_default(),
                groups: groups.split_off_mut(..length).unwrap_or_default(),
                figures: figures.iter_mut().map(|rest| rest.split_off_mut(..length).unwrap_or_default()).collect(),
            });
        }
        parts
    }
}
