//! The run: who belongs to which population, what each is scored on, and the result with its reasons.

use std::collections::BTreeMap;

use domain::hash::Sm3;
use domain::id::AttributeName;
use domain::period::Period;
use policy::Pack;
use policy::index::Method;
use policy::members::MemberEffect;
use policy::scheme::{Population, Scheme, VetoEffect};
use scoring::uncertain::Standing;
use scoring::{Groups, Matrix, MemberKind, Scores};

use crate::error::EvaluationError;
use crate::index_model::Index;
use crate::ranked::Ranked;
use crate::result::{Clause, Evaluation, GradeCount, ItemResult, Outside, PopulationResult, SubjectResult, WhyOutside};
use crate::table::Table;
use crate::weigh::NoIndex;
use crate::{firm, head, headings, indexed, model, record};

/// Runs `scheme` of `pack` on what `table` holds.
pub(crate) fn run(
    pack: &Pack,
    scheme: &Scheme,
    period: Period,
    manifest: Sm3,
    table: &Table,
) -> Result<Evaluation, EvaluationError> {
    let (members, mut outside) = members(scheme, table)?;
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
        let one = Run { pack, scheme, population, table };
        populations.push(match &population.method {
            Some(method) => one.index(method, members, &mut outside)?,
            None => one.points(period, members)?,
        });
    }
    outside.sort_by(|one, other| one.subject.cmp(&other.subject));
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

/// The members of each population, and who is in none.
fn members(scheme: &Scheme, table: &Table) -> Result<(Vec<Vec<usize>>, Vec<Outside>), EvaluationError> {
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
    Ok((members, outside))
}

/// What a population's ranks come from, to be computed again with other figures.
pub(crate) enum Case {
    /// Points that are added up.
    Points {
        /// The rules.
        model: scoring::Scheme,
        /// What they are run on.
        data: scoring::Data,
    },
    /// An index.
    Index {
        /// The index with its figures.
        index: Box<Index>,
        /// How its values become ranks.
        standing: Standing,
    },
}

/// The case of one population, and which row of `table` each of its rows is.
pub(crate) fn case(
    pack: &Pack,
    scheme: &Scheme,
    population: &Population,
    period: Period,
    table: &Table,
) -> Result<(Case, Vec<usize>), EvaluationError> {
    let (members, _) = members(scheme, table)?;
    let at = scheme.populations.iter().position(|one| one.id == population.id);
    let members = at.and_then(|at| members.into_iter().nth(at)).unwrap_or_default();
    let run = Run { pack, scheme, population, table };
    let case = match &population.method {
        None => {
            let model = model::of_population(pack, scheme, population, period.calendar_year())?;
            let (data, _) = run.data(&model, &members, run.figures(&members))?;
            Case::Points { model, data }
        }
        Some(method) => {
            let index = Box::new(run.index_of(method, &members)?);
            let standing = run.standing(model::after_index(scheme, population), &members)?;
            Case::Index { index, standing }
        }
    };
    Ok((case, members))
}

/// For each subject of the table, whether the population's condition surely holds.
fn condition(population: &Population, table: &Table) -> Result<Option<Vec<bool>>, EvaluationError> {
    population.when.as_ref().map(|formula| table.holds(formula)).transpose()
}

/// What the run of one population shares.
struct Run<'a> {
    pack: &'a Pack,
    scheme: &'a Scheme,
    population: &'a Population,
    table: &'a Table,
}

impl Run<'_> {
    /// Adds up the points of the members.
    fn points(&self, period: Period, members: &[usize]) -> Result<PopulationResult, EvaluationError> {
        let model = model::of_population(self.pack, self.scheme, self.population, period.calendar_year())?;
        if members.is_empty() {
            return Ok(head::of(self.pack, self.population, Vec::new()));
        }
        let placed = self.place(&model, members, self.figures(members))?;
        let mut result = head::of(self.pack, self.population, placed.groups.clone());
        let items =
            |at: usize| (0..self.population.items.len()).map(|one| record::item(placed.scores.cell(at, one))).collect();
        result.subjects = self.records(&placed, members, items);
        headings::add_up(&mut result);
        let told = firm::points(self.population, &model, &placed.data, &mut result);
        told.map_err(|source| self.refuse(members, source))?;
        count_grades(&mut result, &placed.scores);
        sort(&mut result);
        Ok(result)
    }

    /// Builds the index over the members; those with too little data are put outside.
    fn index(
        &self,
        method: &Method,
        members: &[usize],
        outside: &mut Vec<Outside>,
    ) -> Result<PopulationResult, EvaluationError> {
        if members.is_empty() {
            return Ok(head::of(self.pack, self.population, Vec::new()));
        }
        let index = self.index_of(method, members)?;
        // Rows of other years are named by their subject.
        let of_rows: Vec<usize> = index.rows.iter().map(|(member, _)| members[*member]).collect();
        let refuse = |source| self.refuse(&of_rows, source);
        let built = index.build().map_err(refuse)?;
        outside.extend(indexed::screened(self.population, self.table, members, &built));
        let own = index.own(&built.screened.kept);
        let rows = &built.screened.kept[..own];
        let kept: Vec<usize> = rows.iter().map(|&row| members[row]).collect();
        let values = built.aggregated.values.column(index.framework.index())[..own].to_vec();
        let model = model::after_index(self.scheme, self.population);
        let placed = self.place(&model, &kept, vec![values])?;
        let mut result = head::of(self.pack, self.population, placed.groups.clone());
        let ranked = method.ranking.map(|ranking| Ranked::of(ranking, &index.framework, &built));
        result.ranking = ranked.transpose().map_err(refuse)?;
        let steps = indexed::Steps::of(&index, &built);
        indexed::heads(&mut result, self.pack, self.population, &index, &built);
        result.weighed.clone_from(&index.weighed);
        result.subjects = self.records(&placed, &kept, |at| steps.items(at));
        indexed::nodes(&mut result, &index, &built);
        if method.ranking.is_some_and(|ranking| !ranking.has_scores()) {
            positions_only(&mut result);
        }
        indexed::reasons(&mut result);
        let standing = self.standing(model, members)?;
        firm::index(self.population, &index, &standing, rows, &mut result).map_err(refuse)?;
        count_grades(&mut result, &placed.scores);
        sort(&mut result);
        Ok(result)
    }

    /// The figures of the scored items.
    fn figures(&self, members: &[usize]) -> Vec<Vec<f64>> {
        let items = self.population.items.iter();
        items.map(|item| of_members(self.table.column(&item.indicator), members)).collect()
    }

    /// The index with its figures.
    fn index_of(&self, method: &Method, members: &[usize]) -> Result<Index, EvaluationError> {
        let by = method.groups.as_ref().or(self.population.group_by.as_ref());
        let (_, of) = groups(by, self.table, members);
        let index = Index::of(self.pack, self.population, method, self.table, members, &of);
        index.map_err(|why| match why {
            NoIndex::Scoring(source) => self.refuse(members, source),
            NoIndex::Inconsistent { set, node, ratio, limit } => EvaluationError::Inconsistent {
                scheme: self.scheme.id.clone(),
                population: self.population.title.clone(),
                set,
                node,
                ratio: record::kept(ratio),
                limit: record::kept(limit),
            },
        })
    }

    /// How values of the index become ranks and grades, over all members.
    fn standing(&self, model: scoring::Scheme, members: &[usize]) -> Result<Standing, EvaluationError> {
        let (data, _) = self.data(&model, members, vec![vec![f64::NAN; members.len()]])?;
        Ok(Standing::After { scheme: model, data: Box::new(data) })
    }

    /// Scores, ranks and grades `members` on the columns of the model's items.
    fn place(
        &self,
        model: &scoring::Scheme,
        members: &[usize],
        figures: Vec<Vec<f64>>,
    ) -> Result<Placed, EvaluationError> {
        let (data, groups) = self.data(model, members, figures)?;
        let scores = scoring::run(model, &data).map_err(|source| self.refuse(members, source))?;
        Ok(Placed { names: grade_names(model), groups, data, scores })
    }

    /// What the model is run on, and the names of the groups.
    fn data(
        &self,
        model: &scoring::Scheme,
        members: &[usize],
        figures: Vec<Vec<f64>>,
    ) -> Result<(scoring::Data, Vec<String>), EvaluationError> {
        let refuse = |source| self.refuse(members, source);
        let (names, of) = groups(self.population.group_by.as_ref(), self.table, members);
        // Items of an index have none; the one item that stands for it neither.
        let own = self.population.items.iter().filter_map(|item| item.function.own());
        let now = self.table.period();
        let column = |own: &policy::scheme::Own| match own.when.of(now) {
            Some(period) => of_members(self.table.column_of(&own.indicator, period), members),
            None => vec![f64::NAN; members.len()],
        };
        let own = own.map(column).collect();
        let points = self
            .population
            .adjustments
            .iter()
            .map(|rule| Ok(of_members(&self.table.numbers(&rule.points)?, members)))
            .collect::<Result<_, EvaluationError>>()?;
        let mut data = scoring::Data::new(Matrix::new(members.len(), figures).map_err(refuse)?, Groups::new(of));
        data.adjustments = Matrix::new(members.len(), points).map_err(refuse)?;
        data.own = Matrix::new(members.len(), own).map_err(refuse)?;
        data.members = treated(self.population, model, self.table, members)?;
        data.vetoes = vetoes(self.population, model, self.table, members)?;
        Ok((data, names))
    }

    fn refuse(&self, members: &[usize], source: scoring::ScoringError) -> EvaluationError {
        EvaluationError::scoring(self.scheme, self.population, self.table, members, source)
    }

    /// One record per member, in order, with what `items` gives.
    fn records(
        &self,
        placed: &Placed,
        members: &[usize],
        items: impl Fn(usize) -> Vec<ItemResult>,
    ) -> Vec<SubjectResult> {
        let group = |at: usize| placed.groups.get(placed.data.groups.of(at)).cloned();
        members
            .iter()
            .enumerate()
            .map(|(at, &place)| {
                let subject = self.table.subjects()[place].clone();
                let mut record = record::subject(self.population, &placed.names, subject, placed.scores.row(at));
                record.name = self.table.name(place);
                record.group = group(at);
                record.items = items(at);
                record.adjustments = (0..self.population.adjustments.len())
                    .map(|one| record::adjustment(&placed.scores.adjustment(at, one)))
                    .collect();
                record.lists =
                    (0..self.population.lists.len()).map(|one| record::list(&placed.scores.list(at, one))).collect();
                record
            })
            .collect()
    }
}

/// Members with their scores.
struct Placed {
    /// The names of the grades from best to worst.
    names: Vec<String>,
    /// The names of the groups.
    groups: Vec<String>,
    data: scoring::Data,
    scores: Scores,
}

fn grade_names(model: &scoring::Scheme) -> Vec<String> {
    let names = model.grading.as_ref().map(scoring::Grading::names).unwrap_or_default();
    names.into_iter().map(str::to_owned).collect()
}

fn of_members(column: &[f64], members: &[usize]) -> Vec<f64> {
    members.iter().map(|&at| column[at]).collect()
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

/// The members that are not treated as the others.
fn treated(
    population: &Population,
    model: &scoring::Scheme,
    table: &Table,
    members: &[usize],
) -> Result<Vec<scoring::Member>, EvaluationError> {
    let mut found = Vec::new();
    for rule in &population.members {
        let holds = rule.when.as_ref().map(|when| table.holds(when)).transpose()?;
        let kind = match &rule.effect {
            MemberEffect::Exempt(word) => MemberKind::Exempt(word.clone()),
            MemberEffect::QuotaFree => MemberKind::QuotaFree,
            MemberEffect::Protected(code) => {
                let grade = model.grading.as_ref().and_then(|grading| grading.grade(code));
                MemberKind::Protected(grade.unwrap_or(scoring::Grade(usize::MAX)))
            }
        };
        for (subject, &at) in members.iter().enumerate() {
            if table.passes(at, &rule.filter) && holds.as_ref().is_none_or(|holds| holds[at]) {
                found.push(scoring::Member { rule: rule.id.clone(), subject, kind: kind.clone() });
            }
        }
    }
    Ok(found)
}

/// Takes away what stood for a score while subjects were placed.
fn positions_only(result: &mut PopulationResult) {
    for subject in &mut result.subjects {
        (subject.sum, subject.score) = (None, None);
        for node in &mut subject.nodes {
            (node.value, node.points, node.rank) = (None, None, None);
        }
    }
}

fn count_grades(result: &mut PopulationResult, scores: &Scores) {
    for (at, grade) in result.grades.iter_mut().enumerate() {
        grade.count = scores.rows().iter().filter(|row| row.grade == Some(scoring::Grade(at))).count();
    }
    let mut exempt: BTreeMap<&str, usize> = BTreeMap::new();
    for word in scores.rows().iter().filter_map(scoring::Row::exempt) {
        *exempt.entry(word).or_default() += 1;
    }
    let counts = exempt.into_iter().map(|(word, count)| GradeCount { code: word.to_owned(), title: None, count });
    result.grades.extend(counts);
}

/// By group, then rank (those without one last), then score, then id.
fn sort(result: &mut PopulationResult) {
    result.subjects.sort_by_cached_key(|subject| {
        let score = subject.score.map_or(i64::MIN, |score| score.0.units());
        let rank = subject.rank.unwrap_or(usize::MAX);
        (subject.group.clone(), rank, std::cmp::Reverse(score), subject.subject.clone())
    });
}
