//! Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's rotations.
//!
//! Each rotation makes one entry off the diagonal zero; sweeps over all of them converge quadratically. C. G. J. Jacobi,
//! Journal für die reine und angewandte Mathematik 30 (1846) 51–94; G. H. Golub, C. F. Van Loan, Matrix Computations,
//! section 8.5.

/// Eigenvalues, the largest first, each with its eigenvector of length 1; none where 100 sweeps do not suffice.
pub(super) fn eigen(mut matrix: Vec<Vec<f64>>) -> Option<Vec<(f64, Vec<f64>)>> {
    let size = matrix.len();
    // Row by row the eigenvectors: rotating rows runs along memory.
    let mut vectors = vec![vec![0.0; size]; size];
    for (at, row) in vectors.iter_mut().enumerate() {
        row[at] = 1.0;
    }
    let scale = matrix.iter().flatten().fold(0.0_f64, |most, entry| most.max(entry.abs()));
    for _ in 0..100 {
        let mut still = true;
        for p in 0..size {
            for q in p + 1..size {
                let off = matrix[p][q];
                if off.abs() <= 1e-17 * scale {
                    continue;
                }
                still = false;
                let theta = (matrix[q][q] - matrix[p][p]) / (2.0 * off);
                let t = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
                // Cosine and sine of the angle.
                let c = 1.0 / (t * t + 1.0).sqrt();
                let s = t * c;
                for row in &mut matrix {
                    (row[p], row[q]) = (c * row[p] - s * row[q], s * row[p] + c * row[q]);
                }
                rotate(&mut matrix, (p, q), (c, s));
                rotate(&mut vectors, (p, q), (c, s));
                // Zero by construction, up to rounding.
                (matrix[p][q], matrix[q][p]) = (0.0, 0.0);
            }
        }
        if still {
            let mut pairs: Vec<(f64, Vec<f64>)> =
                vectors.into_iter().enumerate().map(|(at, vector)| (matrix[at][at], vector)).collect();
            pairs.sort_by(|one, other| other.0.total_cmp(&one.0));
            return Some(pairs);
        }
    }
    None
}

/// Rows p and q of `rows`, p < q, become c p − s q and s p + c q.
fn rotate(rows: &mut [Vec<f64>], (p, q): (usize, usize), (c, s): (f64, f64)) {
    let (before, from) = rows.split_at_mut(q);
    for (one, other) in before[p].iter_mut().zip(&mut from[0]) {
        (*one, *other) = (c * *one - s * *other, s * *one + c * *other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_by_two() {
        // [[2, 1], [1, 2]]: 3 along (1, 1), 1 along (1, −1).
        let pairs = eigen(vec![vec![2.0, 1.0], vec![1.0, 2.0]]).unwrap();
        assert!((pairs[0].0 - 3.0).abs() < 1e-15 && (pairs[1].0 - 1.0).abs() < 1e-15);
        assert!(pairs[0].1.iter().all(|entry| (entry * entry - 0.5).abs() < 1e-15));
    }

    #[test]
    fn eigenvectors_are_turned_into_multiples_of_themselves() {
        let size = 12;
        let entry =
            |row: usize, column: usize| f64::from(u32::try_from((row * column * 7 + row + column) % 11).unwrap());
        let matrix: Vec<Vec<f64>> = (0..size).map(|row| (0..size).map(|column| entry(row, column)).collect()).collect();
        for (value, vector) in eigen(matrix.clone()).unwrap() {
            assert!((vector.iter().map(|entry| entry * entry).sum::<f64>() - 1.0).abs() < 1e-13);
            for (row, entry) in matrix.iter().zip(&vector) {
                let turned: f64 = row.iter().zip(&vector).map(|(a, x)| a * x).sum();
                assert!((turned - value * entry).abs() < 1e-12);
            }
        }
        assert_eq!(eigen(Vec::new()).unwrap().len(), 0);
    }
}
