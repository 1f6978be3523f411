//! How much of a file is read at most: every limit is a number here, and every message that refuses names its limit.

/// The largest file, in bytes.
pub const MAX_FILE_BYTES: usize = 256 << 20;

/// The most that the parts of one file may unpack to, in bytes.
pub const MAX_UNPACKED_BYTES: usize = 1 << 30;

/// The most parts a packed file may have.
pub const MAX_PARTS: usize = 4_096;

/// The most sheets of one file.
pub const MAX_SHEETS: usize = 256;

/// The most rows of one sheet: as many as a spreadsheet shows.
pub const MAX_ROWS: u32 = 1_048_576;

/// The most columns with content of one sheet.
pub const MAX_COLUMNS: u32 = 1_024;

/// The most cells of an xls or ods file, blank ones between others included (those are held in memory all at once).
pub const MAX_GRID_CELLS: u64 = 20_000_000;

/// The most characters of one text that is kept (an attribute); a spreadsheet cell holds no more than 32,767.
pub const MAX_TEXT_CHARS: usize = 4_000;

/// The most decimal places of a figure.
pub const MAX_DECIMAL_PLACES: u32 = 18;

/// The most digits before the decimal point of a figure.
pub const MAX_WHOLE_DIGITS: u32 = 20;

/// The most findings kept with all their words; the rest is counted.
pub const MAX_FINDINGS_KEPT: usize = 10_000;

/// The largest mapping file, in bytes.
pub const MAX_MAPPING_BYTES: usize = 1 << 20;
