//! How a population's results are spread: grades where there are any, otherwise scores in ten classes.

use evaluation::figure::Score;
use evaluation::result::{PopulationResult, SubjectResult};

use crate::component::chart::{Chart, Kind};
use crate::component::number;
use crate::component::table::{Align, Cell, Head, Row, Table};
use crate::shell::locale::Words;

/// The chart of a population or of one group of it; none where nobody has a score.
#[must_use]
pub fn chart(population: &PopulationResult, group: Option<&str>, words: Words) -> Option<Chart> {
    let subjects = population.subjects.iter().filter(|one| group.is_none() || one.group.as_deref() == group);
    let scored: Vec<_> = subjects.filter(|one| one.score.is_some()).collect();
    if scored.is_empty() {
        return None;
    }
    Some(if population.grades.is_empty() { scores(&scored, words) } else { grades(population, &scored, words) })
}

fn grades(population: &PopulationResult, scored: &[&SubjectResult], words: Words) -> Chart {
    let count = |code: &str| scored.iter().filter(|one| one.grade.as_deref() == Some(code)).count();
    let rows: Vec<_> = population.grades.iter().map(|grade| (grade.code.clone(), count(&grade.code))).collect();
    // What the best grade has is the message; where nobody has it, which grade most have.
    let best = rows.first().filter(|(_, count)| *count > 0);
    let (best, first) = best.or_else(|| rows.iter().max_by_key(|(_, count)| *count)).cloned().unwrap_or_default();
    let share = number::share(first, scored.len());
    let message = words.ta("spread-grades", &[("grade", &best), ("share", &share), ("count", &number::whole(first))]);
    chart_of(message, words.t("grade"), rows, scored.len(), words)
}

fn scores(scored: &[&SubjectResult], words: Words) -> Chart {
    let values: Vec<_> = scored.iter().filter_map(|one| one.score).map(Score::to_f64).collect();
    let low = values.iter().copied().fold(f64::INFINITY, f64::min).floor();
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max).ceil();
    let width = ((high - low) / 10.0).max(0.1);
    let rows: Vec<_> = (0..10_u8)
        .map(|at| {
            let from = low + width * f64::from(at);
            let to = from + width;
            let inside = |value: f64| value >= from && (value < to || (at == 9 && value <= high));
            let label = format!("{}–{}", number::computed(from, 1), number::computed(to, 1));
            (label, values.iter().filter(|value| inside(**value)).count())
        })
        .collect();
    let middle = number::computed(median(&values), 1);
    let message = words.ta("spread-scores", &[("median", &middle)]);
    chart_of(message, words.t("score"), rows, values.len(), words)
}

fn chart_of(message: String, first: String, rows: Vec<(String, usize)>, total: usize, words: Words) -> Chart {
    let heads = vec![
        Head::new(first).align(Align::Line),
        Head::new(words.t("spread-count")).align(Align::Number),
        Head::new(words.t("spread-share")).align(Align::Number),
    ];
    let rows = rows.into_iter().map(|(label, count)| {
        let counted = Cell::Charted(number::whole(count), count.to_string());
        Row::new(vec![Cell::Text(label), counted, Cell::Text(number::share(count, total))])
    });
    let table = Table::new(message.clone(), heads, rows.collect());
    Chart { unit: words.t("spread-unit"), message, kind: Kind::Bars, table }
}

/// The middle value; the mean of the two middle ones where there is an even number.
#[must_use]
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let half = sorted.len() / 2;
    match sorted.get(half) {
        None => f64::NAN,
        Some(upper) if sorted.len() % 2 == 1 => *upper,
        Some(upper) => f64::midpoint(sorted[half - 1], *upper),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_an_even_number_lies_between_the_middle_two() {
        assert!((median(&[4.0, 1.0, 3.0, 2.0]) - 2.5).abs() < 1e-12);
        assert!((median(&[9.0, 1.0, 3.0]) - 3.0).abs() < 1e-12);
        assert!(median(&[]).is_nan());
    }
}
