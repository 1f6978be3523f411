//! Results from a spreadsheet: all of it is checked, then recorded as one.

use std::collections::BTreeSet;

use domain::register::{Kind, RowFault, Spot};
use domain::say::Said;

use super::ExternalResult;
use crate::act::Acting;
use crate::register::ImportError;

/// A row of a spreadsheet of results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultRow {
    /// The zone, by code or name.
    pub zone: String,
    /// What it says.
    pub result: ExternalResult,
}

/// What an import of results did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ResultsImported {
    /// New ones.
    pub recorded: usize,
    /// Those that differed from what was known.
    pub corrected: usize,
    /// Those that were known.
    pub unchanged: usize,
}

impl Acting {
    /// Records the results of a spreadsheet: new ones are added, those that differ from what is known corrected.
    ///
    /// # Errors
    /// [`ImportError::Faults`] with all that is wrong, when anything is: zones that
    /// are not there, rankings given twice, corrections without a reason. Then nothing was written.
    pub async fn import_results(&mut self, rows: &[ResultRow]) -> Result<ResultsImported, ImportError> {
        self.lock_register(Kind::Zone).await?;
        let zones: Vec<&str> = rows.iter().map(|row| row.zone.as_str()).collect();
        let found = self.find(&[Kind::Zone], &zones).await?;
        let (mut todo, mut faults, mut done) = (Vec::new(), Vec::new(), ResultsImported::default());
        let mut seen = BTreeSet::new();
        for (at, row) in rows.iter().enumerate() {
            let mut fault =
                |name: &str, said| faults.push(RowFault { row: at, spot: Spot::Field(name.to_owned()), said });
            if let Some((name, said)) = row.result.fault() {
                fault(name, said);
            }
            let zone = match found.get(&row.zone).copied().unwrap_or(Err(0)) {
                Ok(zone) => zone,
                Err(0) => {
                    fault(
                        "zone",
                        Said::new(
                            "名录里没有这个开发区。请核对代码或名称，或先登记",
                            "the register has no such zone; check it, or register it first",
                        ),
                    );
                    continue;
                }
                Err(count) => {
                    fault(
                        "zone",
                        Said::new(
                            format!("名录里有 {count} 个同名的开发区，请写代码"),
                            format!("the register has {count} of this name; write the code"),
                        ),
                    );
                    continue;
                }
            };
            let result = &row.result;
            let key = (zone, result.issuer.as_str(), result.title.as_str(), result.year, result.ranking.as_str());
            if !seen.insert(key) {
                fault(
                    "zone",
                    Said::new(
                        "这个开发区在同一评价的同一榜单里出现了两次，请只留一行",
                        "given twice for the same ranking; keep one",
                    ),
                );
                continue;
            }
            match self.results_now(zone).await?.into_iter().find(|kept| kept.result.same_place(result)) {
                Some(kept) if kept.result == *result => done.unchanged += 1,
                Some(_) if self.reason().is_none() => {
                    fault(
                        "place",
                        Said::new(
                            "与已登记的结果不同。请核对；确需更正的，导入时写明原因",
                            "differs from what is recorded; check it, or say why when importing",
                        ),
                    );
                }
                Some(kept) => todo.push((zone, at, Some(kept))),
                None => todo.push((zone, at, None)),
            }
        }
        if !faults.is_empty() {
            return Err(ImportError::Faults(faults));
        }
        for (zone, at, kept) in todo {
            let Some(row) = rows.get(at) else { continue };
            let label = self.zone_label(zone).await?;
            if let Some(kept) = &kept {
                self.end_rows("external_result", &[kept.id]).await?;
                done.corrected += 1;
            } else {
                done.recorded += 1;
            }
            self.put_result(zone, label, &row.result, kept.map(|kept| kept.result).as_ref()).await?;
        }
        Ok(done)
    }
}
