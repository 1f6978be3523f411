//! Weighted sums of many subjects under many draws of weights: a matrix product in tiles.
//!
//! Each sum adds its products in the order of the items, one after the other, whatever the tiles: so the bits depend
//! neither on the size of a tile nor on who computes it.

use crate::matrix::Matrix;

/// Subjects in a tile. Four by four sums stay in registers.
const SUBJECTS: usize = 4;
/// Draws in a tile.
const DRAWS: usize = 4;

/// Figures laid out for the product: tiles of subjects, in each the figures item by item.
pub(super) struct Panels {
    items: usize,
    tiles: usize,
    figures: Vec<[f64; SUBJECTS]>,
}

impl Panels {
    /// Lays out all columns of `matrix`; what fills up the last tile is zero.
    pub fn of(matrix: &Matrix) -> Self {
        let tiles = matrix.subjects().div_ceil(SUBJECTS);
        let items = matrix.width();
        let mut figures = vec![[0.0; SUBJECTS]; tiles * items];
        for (item, column) in matrix.columns().iter().enumerate() {
            for (tile, subjects) in column.chunks(SUBJECTS).enumerate() {
                figures[tile * items + item][..subjects.len()].copy_from_slice(subjects);
            }
        }
        Self { items, tiles, figures }
    }

    /// The length of a row of sums: the subjects, filled up to whole tiles.
    pub const fn row(&self) -> usize {
        self.tiles * SUBJECTS
    }

    /// The sums of `draws` draws: `shares` holds the items' weights draw by draw; `sums` takes one [`Self::row`] each.
    pub fn sums(&self, shares: &[f64], sums: &mut [f64]) {
        let quads: Vec<Vec<[f64; DRAWS]>> = shares
            .chunks(self.items * DRAWS)
            .map(|quad| {
                let share = |item: usize, draw: usize| quad.get(draw * self.items + item).copied().unwrap_or(0.0);
                (0..self.items).map(|item| std::array::from_fn(|draw| share(item, draw))).collect()
            })
            .collect();
        for (at, panel) in self.figures.chunks_exact(self.items).enumerate() {
            for (shares, rows) in quads.iter().zip(sums.chunks_mut(self.row() * DRAWS)) {
                let tile = tile(panel, shares);
                for (row, tile) in rows.chunks_exact_mut(self.row()).zip(&tile) {
                    row[at * SUBJECTS..][..SUBJECTS].copy_from_slice(tile);
                }
            }
        }
    }
}

/// One tile: its draws by its subjects.
fn tile(panel: &[[f64; SUBJECTS]], shares: &[[f64; DRAWS]]) -> [[f64; SUBJECTS]; DRAWS] {
    let mut sums = [[0.0; SUBJECTS]; DRAWS];
    for (figures, shares) in panel.iter().zip(shares) {
        for (sums, share) in sums.iter_mut().zip(shares) {
            for (sum, figure) in sums.iter_mut().zip(figures) {
                *sum += share * figure;
            }
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_of_one_subject_and_draw_after_the_other() {
        let figure = |item: u8, subject: u8| libm::sin(f64::from(item * 7 + subject));
        let columns: Vec<Vec<f64>> = (0..3).map(|item| (0..6).map(|subject| figure(item, subject)).collect()).collect();
        let panels = Panels::of(&Matrix::new(6, columns).unwrap());
        let shares: Vec<f64> = (0..15).map(|at| libm::cos(f64::from(at))).collect();
        let mut sums = vec![0.0; panels.row() * 5];
        panels.sums(&shares, &mut sums);
        for (own, row) in shares.chunks(3).zip(sums.chunks(panels.row())) {
            for (subject, sum) in (0..6).zip(row) {
                let plain = own.iter().zip(0..3).fold(0.0, |sum, (share, item)| sum + share * figure(item, subject));
                assert_eq!(sum.to_bits(), plain.to_bits());
            }
        }
    }
}
