//! Comparisons in pairs: all parts of a node, in a square matrix with reciprocals across the diagonal.

use rust_decimal::Decimal;

use super::Checker;
use super::schemes::Taken;
use super::weights::Structure;
use crate::read;
use crate::weights::{Compared, Comparison, Inconsistent, Times};
use declared::{At, Table};

/// The most parts that are compared in pairs: for more there is no random index to hold them against.
const MOST_COMPARED: usize = 15;

impl Checker<'_> {
    pub(super) fn compared(&mut self, entry: &Table<'_>, structure: &Structure) -> Compared {
        let limit = entry.number("consistency");
        if let Some(limit) = &limit {
            let fits = limit.value > Decimal::ZERO && limit.value <= Decimal::ONE;
            let (zh, en) = ("须大于 0，不超过 1", "it must be above 0, up to 1");
            self.bounded(entry, "consistency", limit, fits, zh, en);
        }
        let mut taken = Taken::new();
        let mut comparisons = Vec::new();
        for own in entry.tables("comparison") {
            let Some(under) = self.weighed_node(&own, structure) else { continue };
            if self.taken(&own, "两两比较的节点", &under, &mut taken) {
                continue;
            }
            let of = own.texts("of");
            let complete = self.parts_of(&own, &under.value, &of, structure);
            let matrix = self.matrix(&own, of.len());
            if let (true, Some(matrix)) = (complete, matrix) {
                let of = of.into_iter().map(|part| part.value).collect();
                comparisons.push(Comparison { under: under.value, of, matrix });
            }
        }
        Compared {
            comparisons,
            limit: limit.map_or(Decimal::new(1, 1), |limit| limit.value),
            beyond: read::word(entry, "inconsistent", Inconsistent::from_code, Inconsistent::default()),
        }
    }

    /// Whether these are all that stands under a node, each once.
    fn parts_of(&mut self, own: &Table<'_>, under: &str, of: &[At<String>], structure: &Structure) -> bool {
        let mut sound = true;
        let mut taken = Taken::new();
        for part in of {
            if !structure.below(under).any(|below| below == part.value) {
                sound = false;
                let (zh, en) = (format!("不在节点“{under}”之下"), format!("does not stand under “{under}”"));
                self.not_here(own, part, structure.below(under), "\"", &zh, &en);
            }
            sound &= !self.taken(own, "比较的部分", part, &mut taken);
        }
        let left: Vec<&str> =
            structure.below(under).filter(|below| !of.iter().any(|part| part.value == *below)).collect();
        if !left.is_empty() {
            sound = false;
            let (zh, en) = (
                format!("节点“{under}”之下还有：{}。一个节点之下的各部分要一起比较。", left.join("、")),
                format!("Under “{under}” there are also: {}. All parts of a node are compared.", left.join(", ")),
            );
            self.refuse(own, "pack::comparison", own.key_span("of"), zh, en);
        }
        if of.len() > MOST_COMPARED {
            sound = false;
            let (zh, en) = (
                format!("比较 {} 个部分，两两比较最多 {MOST_COMPARED} 个。请分成几个节点。", of.len()),
                format!("{} parts; at most {MOST_COMPARED} are compared. Put nodes between.", of.len()),
            );
            self.refuse(own, "pack::comparison", own.key_span("of"), zh, en);
        }
        sound
    }

    /// A square matrix with 1 in the diagonal and reciprocals across it; nothing where it is not one.
    fn matrix(&mut self, own: &Table<'_>, size: usize) -> Option<Vec<Vec<Times>>> {
        let rows = own.rows("matrix", Times::read)?;
        let source = own.source;
        if rows.len() != size {
            let (zh, en) = (
                format!("矩阵有 {} 行，应与 of 一样为 {size} 行。", rows.len()),
                format!("The matrix has {} rows where “of” names {size}.", rows.len()),
            );
            self.refuse(own, "pack::comparison", own.key_span("matrix"), zh, en);
            return None;
        }
        let mut sound = true;
        for (at, row) in rows.iter().enumerate() {
            if row.value.len() != size {
                let (zh, en) = (
                    format!("第 {} 行有 {} 个数，应为 {size} 个。", at + 1, row.value.len()),
                    format!("Row {} has {} numbers where {size} are needed.", at + 1, row.value.len()),
                );
                self.refuse(own, "pack::comparison", row.span.clone(), zh, en);
                sound = false;
            }
        }
        if !sound {
            return None;
        }
        for (at, row) in rows.iter().enumerate() {
            for (column, entry) in row.value.iter().enumerate().take(at + 1) {
                let opposite = rows.get(column).and_then(|row| row.value.get(at))?;
                let bounds = Decimal::new(1, 3)..=Decimal::ONE_THOUSAND;
                for one in [entry, opposite].into_iter().filter(|one| !bounds.contains(&one.value.value())) {
                    sound = false;
                    let (zh, en) = (
                        format!("{} 不在 1/1000 到 1000 之间。", one.value),
                        format!("{} is not between 1/1000 and 1000.", one.value),
                    );
                    self.refuse(own, "pack::out_of_range", one.span.clone(), zh, en);
                }
                let product = entry.value.value().checked_mul(opposite.value.value());
                let apart = product.map(|product| (product - Decimal::ONE).abs());
                if apart.is_some_and(|apart| apart <= Decimal::new(1, 6)) {
                    continue;
                }
                sound = false;
                let (zh, en, right) = if at == column {
                    ("对角线上是自己与自己比较，应为 1。".to_owned(), "The diagonal is 1.".to_owned(), "1".to_owned())
                } else {
                    let right = quoted(opposite.value.reciprocal());
                    (
                        format!("第 {} 行第 {} 列应为对称位置 {} 的倒数 {right}。", at + 1, column + 1, opposite.value),
                        format!("It must be the reciprocal of {} across the diagonal, {right}.", opposite.value),
                        right,
                    )
                };
                self.findings
                    .error("pack::comparison", source.file, source.text, entry.span.clone(), zh, en)
                    .mend(entry.span.clone(), right)
                    .put();
            }
        }
        sound.then(|| rows.into_iter().map(|row| row.value.into_iter().map(|one| one.value).collect()).collect())
    }
}

/// As it is written in a matrix: a fraction stands in quotes.
fn quoted(times: Times) -> String {
    if times.below == Decimal::ONE { times.to_string() } else { format!("\"{times}\"") }
}
