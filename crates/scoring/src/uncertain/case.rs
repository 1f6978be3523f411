//! An index with all that it is built from, to be built again and again.

use crate::index::{Framework, Panel, Recipe};
use crate::matrix::Matrix;

use super::standing::Standing;

/// An index with all that it is built from.
#[derive(Clone, Copy, Debug)]
pub struct IndexCase<'a> {
    /// Its structure.
    pub framework: &'a Framework,
    /// How it is built.
    pub recipe: &'a Recipe,
    /// Who the rows are.
    pub panel: &'a Panel,
    /// The raw figures: a column per indicator, a row for each of the panel.
    pub raw: &'a Matrix,
    /// What figures are divided by, with the same rows.
    pub divisors: &'a Matrix,
    /// How values become ranks and grades.
    pub standing: &'a Standing,
}
