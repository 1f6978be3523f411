//! An index that ranks by all items at once: nothing of means and scales, and of Kemeny's order nothing that needs a score.

use super::Checker;
use crate::index::{Method, Ranking};
use declared::Table;

impl Checker<'_> {
    /// Reports what a ranking has no use for in the population, and what it cannot be combined with.
    pub(super) fn ranking(&mut self, population: &Table<'_>, method: &Method) {
        let Some(ranking) = method.ranking else { return };
        let (zh, en) = ("按排序法（ranking）编制时", "A ranking");
        if let Some(entry) = population.table("method") {
            self.misplaced(&entry, &["mean", "least", "normalise", "within", "otherwise"], zh, en);
            self.misplaced(&entry, &["years_before", "years_after"], "排序法只比较本期的对象，", "A ranking");
        }
        for entry in population.tables("node") {
            self.misplaced(&entry, &["mean", "least"], zh, en);
        }
        for entry in population.tables("item") {
            self.misplaced(&entry, &["normalise", "within", "otherwise"], zh, en);
        }
        if let Some(entry) = population.table("firmness") {
            self.misplaced(&entry, &["normalise", "mean"], zh, en);
        }
        for entry in population.tables("weight_set") {
            self.misplaced(&entry, &["importance"], zh, en);
        }
        if ranking == Ranking::Kemeny {
            self.positions_only(population);
        }
    }

    /// Kemeny's order has positions and no scores.
    fn positions_only(&mut self, population: &Table<'_>) {
        let lists = ["adjustment", "adjustment_list"].into_iter().flat_map(|list| population.tables(list));
        let mut spans: Vec<_> = lists.map(|entry| entry.span()).collect();
        if let Some(grading) = population.table("grading") {
            spans.extend(grading.text("method").filter(|word| word.value == "cut_off").map(|word| word.span));
        }
        let source = population.source;
        for span in spans {
            self.findings
                .error(
                    "pack::positions_only",
                    source.file,
                    source.text,
                    span,
                    "Kemeny 法只给位次，没有得分：不能加分扣分，也不能按分数定级。",
                    "Kemeny's order has positions and no scores: nothing can be added, and grades cannot follow from a score.",
                )
                .help(
                    "请删去这一段、改为按比例定级（quota），或改用 borda、copeland、topsis。",
                    "Delete it, grade by quota, or use borda, copeland or topsis.",
                )
                .put();
        }
    }
}
