//! The run: who belongs to which population, what each is scored on, and the result with its reasons.

use std::collections::BTreeMap;

use domain::hash::Sm3;
use domain::id::AttributeName;
use domain::period::Period;
use policy::Pack;
use policy::scheme::{Population, Scheme, VetoEffect};
use scoring::{Groups, Matrix, Scores};

use crate::error::EvaluationError;
use crate::model;
use crate::record;
use crate::result::{Clause, Evaluation, GradeCount, ItemHead, Outside, PopulationResult, RuleHead, WhyOutside};
use crate::table::Table;

/// Runs `scheme` of `pack` on what `table` holds.
pub(crate) fn run(
    pack: &Pack,
    scheme: &Scheme,
    period: Period,
    manifest: Sm3,
    table: &Table,
) -> Result<Evaluation, EvaluationError> {
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); scheme.populations.len()];
    let mut outside = Vec::new();
    let conditions =
        scheme.populations.iter().map(|population| condition(population, table)).collect::<Result<Vec<_>, _>>()?;
    for at in 0..table.subjects().len() {
        if !table.is_kind(at, &scheme.subject) {
            continue;
        }
        let why = if table.has_figure(at) {
            let takes = |(population, condition): &(&Population, &Option<Vec<bool>>)| {
                table.passes(at, &population.filter) && condition.as_ref().is_none_or(|holds| holds[at])
            };
            match scheme.populations.iter().zip(&conditions).position(|pair| takes(&pair)) {
                None => WhyOutside::NoPopulation,
                Some(found) => match &scheme.populations[found].group_by {
                    Some(attribute) if table.attribute(at, attribute).is_none() => WhyOutside::NoGroup {
                        population: scheme.populations[found].id.clone(),
                        attribute: attribute.clone(),
                    },
                    _ => {
                        members[found].push(at);
                        continue;
                    }
                },
            }
        } else {
            WhyOutside::NoData
        };
        outside.push(Outside { subject: table.subjects()[at].clone(), name: table.name(at), why });
    }
    if members.iter().all(Vec::is_empty) {
        return Err(EvaluationError::NobodyToScore {
            scheme: scheme.id.clone(),
            kind: scheme.subject.clone(),
            period,
            of_kind: outside.len(),
            without_data: outside.iter().filter(|one| one.why == WhyOutside::NoData).count(),
        });
    }
    let mut populations = Vec::with_capacity(scheme.populations.len());
    for (population, members) in scheme.populations.iter().zip(&members) {
        populations.push(score(pack, scheme, population, period, table, members)?);
    }
    Ok(Evaluation {
        pack: pack.meta.id.clone(),
        pack_title: pack.meta.title.clone(),
        pack_sm3: pack.hash(),
        scheme: scheme.id.clone(),
        title: scheme.title.clone(),
        cite: Clause::from(&scheme.cite),
        period,
        manifest,
        demonstration: pack.meta.demonstration,
        decimals: u8::try_from(scheme.decimals).unwrap_or(u8::MAX),
        populations,
        outside,
    })
}

/// For each subject of the table, whether the population's condition surely holds.
fn condition(population: &Population, table: &Table) -> Result<Option<Vec<bool>>, EvaluationError> {
    population.when.as_ref().map(|formula| table.holds(formula)).transpose()
}

/// Scores the members of one population.
fn score(
    pack: &Pack,
    scheme: &Scheme,
    population: &Population,
    period: Period,
    table: &Table,
    members: &[usize],
) -> Result<PopulationResult, EvaluationError> {
    let model = model::of_population(pack, scheme, population, period.calendar_year())?;
    let (groups, of) = groups(population.group_by.as_ref(), table, members);
    let mut result = head(pack, population, groups);
    if members.is_empty() {
        return Ok(result);
    }
    let refuse = |source| EvaluationError::scoring(scheme, population, table, members, source);
    let of_members = |column: &[f64]| members.iter().map(|&at| column[at]).collect::<Vec<f64>>();
    let figures = population.items.iter().map(|item| of_members(table.column(&item.indicator))).collect();
    let points = population
        .adjustments
        .iter()
        .map(|rule| Ok(of_members(&table.numbers(&rule.points)?)))
        .collect::<Result<_, EvaluationError>>()?;
    let mut data = scoring::Data::new(Matrix::new(members.len(), figures).map_err(refuse)?, Groups::new(of));
    data.adjustments = Matrix::new(members.len(), points).map_err(refuse)?;
    data.vetoes = vetoes(population, &model, table, members)?;
    let scores = scoring::run(&model, &data).map_err(refuse)?;
    let group = |at: usize| result.groups.get(data.groups.of(at)).cloned();
    result.subjects = record::subjects(population, &model, table, members, &scores, group);
    count_grades(&mut result, &scores);
    sort(&mut result);
    Ok(result)
}

/// The names of groups, sorted, and each member's.
fn groups(by: Option<&AttributeName>, table: &Table, members: &[usize]) -> (Vec<String>, Vec<u32>) {
    let Some(by) = by else { return (Vec::new(), vec![0; members.len()]) };
    let name = |at: usize| table.attribute(at, by).unwrap_or_default();
    let mut numbers: BTreeMap<&str, u32> = members.iter().map(|&at| (name(at), 0)).collect();
    for (number, place) in (0..).zip(numbers.values_mut()) {
        *place = number;
    }
    let of = members.iter().map(|&at| numbers.get(name(at)).copied().unwrap_or(0)).collect();
    (numbers.into_keys().map(str::to_owned).collect(), of)
}

fn vetoes(
    population: &Population,
    model: &scoring::Scheme,
    table: &Table,
    members: &[usize],
) -> Result<Vec<scoring::Veto>, EvaluationError> {
    let grade = |code: &str| {
        model.grading.as_ref().and_then(|grading| grading.grade(code)).unwrap_or(scoring::Grade(usize::MAX))
    };
    let mut found = Vec::new();
    for rule in &population.vetoes {
        let holds = table.holds(&rule.when)?;
        let effect = match &rule.effect {
            VetoEffect::Ceiling(code) => scoring::Effect::Ceiling(grade(code)),
            VetoEffect::Forced(code) => scoring::Effect::Forced(grade(code)),
            VetoEffect::Excluded => scoring::Effect::Excluded,
            VetoEffect::AwardLost => scoring::Effect::AwardLost,
        };
        for (subject, &at) in members.iter().enumerate() {
            if holds[at] {
                found.push(scoring::Veto { id: rule.id.clone(), subject, effect });
            }
        }
    }
    Ok(found)
}

fn head(pack: &Pack, population: &Population, groups: Vec<String>) -> PopulationResult {
    let item = |item: &policy::scheme::Item| {
        let indicator = pack.indicator(item.indicator.as_str());
        ItemHead {
            indicator: item.indicator.clone(),
            title: indicator.map_or_else(|| item.indicator.to_string(), |indicator| indicator.title.clone()),
            unit: indicator.map_or(domain::unit::Unit::ONE, |indicator| indicator.unit),
            weight: item.weight.normalize(),
            function: item.function.code().to_owned(),
            cite: Clause::from(&item.cite),
        }
    };
    let rule =
        |id: &str, title: &str, cite| RuleHead { id: id.to_owned(), title: title.to_owned(), cite: Clause::from(cite) };
    let grades = population.grading.iter().flat_map(|grading| &grading.grades);
    PopulationResult {
        id: population.id.clone(),
        title: population.title.clone(),
        cite: Clause::from(&population.cite),
        group_by: population.group_by.clone(),
        groups,
        items: population.items.iter().map(item).collect(),
        adjustments: population.adjustments.iter().map(|one| rule(&one.id, &one.title, &one.cite)).collect(),
        vetoes: population.vetoes.iter().map(|one| rule(&one.id, &one.title, &one.cite)).collect(),
        grades: grades
            .map(|grade| GradeCount { code: grade.code.clone(), title: grade.title.clone(), count: 0 })
            .collect(),
        subjects: Vec::new(),
    }
}

fn count_grades(result: &mut PopulationResult, scores: &Scores) {
    for (at, grade) in result.grades.iter_mut().enumerate() {
        grade.count = scores.rows().iter().filter(|row| row.grade == Some(scoring::Grade(at))).count();
    }
}

/// By group, then rank (those without one last), then score, then id.
fn sort(result: &mut PopulationResult) {
    result.subjects.sort_by_cached_key(|subject| {
        let score = subject.score.map_or(i64::MIN, |score| score.0.units());
        let rank = subject.rank.unwrap_or(usize::MAX);
        (subject.group.clone(), rank, std::cmp::Reverse(score), subject.subject.clone())
    });
}
