//! From a pack's rules to an index: framework, recipe and figures of one population, ready to be built.

use domain::id::IndicatorCode;
use domain::period::Period;
use policy::index as rules;
use policy::scheme::{ItemFunction, Population};
use policy::{Direction, Pack};
use scoring::index::{
    Aggregate, Denomination, Fill, Framework, Indicator, Method, Normalisation, Panel, Recipe, Rules, ScreenWhen,
    Screening, Treatment,
};
use scoring::{Groups, Matrix, ScoringError};

use crate::index_rules::{aggregation, fill, normalisation, treatment, within};
use crate::model::number;
use crate::table::Table;
use crate::weigh::NoIndex;
use crate::weighed::Weighed;

/// An index with its figures.
#[derive(Debug)]
pub(crate) struct Index {
    /// The structure, with the weights that count.
    pub framework: Framework,
    /// What is done at each step.
    pub recipe: Recipe,
    /// The groups that steps look at.
    pub panel: Panel,
    /// One column per item, a row per member.
    pub raw: Matrix,
    /// One column per denominator.
    pub divisors: Matrix,
    /// Who each row is: a place among the members, and the period. Those of the evaluation's own period come first, one for
    /// each member.
    pub rows: Vec<(usize, Period)>,
    /// How the weights came about, where a set of the pack makes them.
    pub weighed: Option<Weighed>,
    /// Sets of weights that were worked out: each with one weight per node of the framework.
    pub sets: Vec<(String, Vec<f64>)>,
}

impl Index {
    /// The index of `population` over `members`, rows of `table`.
    ///
    /// # Errors
    /// [`NoIndex`] for weights that cannot be had from figures or judgements, and a structure that cannot be built.
    pub fn of(
        pack: &Pack,
        population: &Population,
        method: &rules::Method,
        table: &Table,
        members: &[usize],
        groups: &[u32],
    ) -> Result<Self, NoIndex> {
        let (mut per, mut recipe_rules) = (Vec::new(), Steps::default());
        for item in &population.items {
            let ItemFunction::Index(steps) = &item.function else { continue };
            recipe_rules.denominations.push(steps.per.as_ref().map(|own| {
                let divisor = per.iter().position(|known| *known == &own.indicator).unwrap_or_else(|| {
                    per.push(&own.indicator);
                    per.len() - 1
                });
                Denomination { divisor, factor: number(own.times) }
            }));
            recipe_rules.fills.push(fill(&steps.impute));
            recipe_rules.treatments.push(treatment(&steps.treat));
            // Rows of the evaluation's own period are numbered as the members are.
            let named = |name: &str| find(table, members, name);
            recipe_rules.normalisations.push(match method.ranking {
                // A ranking takes figures as they are, turned so that more is better.
                Some(_) => Method::Linear { factor: 1.0, offset: 0.0 }.into(),
                None => Normalisation {
                    method: normalisation(&steps.normalise, named),
                    within: within(steps.within),
                    otherwise: steps.otherwise.map(number),
                },
            });
        }
        let rows = rows(population, method, table, members);
        let figure = |code: &IndicatorCode, &(member, period): &(usize, Period)| {
            let place = members.get(member).copied().unwrap_or(usize::MAX);
            table.column_of(code, period).get(place).copied().unwrap_or(f64::NAN)
        };
        let column = |code: &IndicatorCode| rows.iter().map(|row| figure(code, row)).collect::<Vec<f64>>();
        let raw = population.items.iter().map(|item| column(&item.indicator)).collect();
        let divisors = per.iter().map(|code| column(code)).collect();
        let framework = framework(pack, population)?;
        let places = |names: &[String]| {
            let named: Vec<usize> = names.iter().filter_map(|name| find(table, members, name)).collect();
            (0..rows.len()).filter(|&row| named.contains(&rows[row].0)).collect()
        };
        let recipe = Recipe {
            denominations: recipe_rules.denominations,
            fills: recipe_rules.fills,
            screening: Screening {
                available: method.screen.available.map(number),
                nonzero: method.screen.nonzero.map(number),
                keep: places(&method.screen.keep),
                drop: places(&method.screen.drop),
            },
            screen_when: match method.screen.when {
                rules::ScreenWhen::Imputed => ScreenWhen::Imputed,
                rules::ScreenWhen::Reported => ScreenWhen::Reported,
            },
            treatments: recipe_rules.treatments,
            normalisations: recipe_rules.normalisations,
            rules: aggregation(population, method),
        };
        let mut index = Self {
            framework,
            recipe,
            panel: panel(&rows, groups)?,
            raw: Matrix::new(rows.len(), raw)?,
            divisors: Matrix::new(rows.len(), divisors)?,
            rows,
            weighed: None,
            sets: Vec::new(),
        };
        index.weigh(population, &method.weights)?;
        Ok(index)
    }

    /// How many of these rows, which ascend, are of the evaluation's own period.
    pub fn own(&self, rows: &[usize]) -> usize {
        let now = self.rows.first().map(|(_, period)| *period);
        rows.iter().take_while(|&&row| self.rows.get(row).map(|(_, period)| *period) == now).count()
    }

    /// Builds it.
    pub fn build(&self) -> Result<scoring::index::Built, ScoringError> {
        self.recipe.build(&self.framework, &self.panel, &self.raw, &self.divisors)
    }

    /// The figures on one scale, by which they can be weighed; of a ranking, which has none, from 0 to 100.
    pub fn scaled(&self) -> Result<Matrix, ScoringError> {
        if self.recipe.rules.ranking.is_none() {
            return Ok(self.build()?.normalised.matrix);
        }
        let normalisations = vec![Normalisation::default(); self.framework.indicators()];
        let recipe = Recipe { normalisations, rules: Rules::default(), ..self.recipe.clone() };
        let built = recipe.build(&self.framework, &self.panel, &self.raw, &self.divisors)?;
        Ok(built.normalised.matrix)
    }
}

/// The members, and beside them those who have any figure in another year that is looked at.
fn rows(population: &Population, method: &rules::Method, table: &Table, members: &[usize]) -> Vec<(usize, Period)> {
    let mut rows: Vec<(usize, Period)> = (0..members.len()).map(|member| (member, table.period())).collect();
    for period in method.years.of(table.period()) {
        let columns: Vec<&[f64]> =
            population.items.iter().map(|item| table.column_of(&item.indicator, period)).collect();
        let there = |place: usize| columns.iter().any(|column| column.get(place).is_some_and(|one| !one.is_nan()));
        rows.extend(members.iter().enumerate().filter(|(_, place)| there(**place)).map(|(member, _)| (member, period)));
    }
    rows
}

/// Group, subject and year of each row; a member keeps its group of the evaluation's own period.
fn panel(rows: &[(usize, Period)], groups: &[u32]) -> Result<Panel, ScoringError> {
    let group = |(member, _): &(usize, Period)| groups.get(*member).copied().unwrap_or(0);
    let number = |(member, _): &(usize, Period)| u32::try_from(*member).unwrap_or(u32::MAX);
    let groups = Groups::new(rows.iter().map(group).collect());
    let years = rows.iter().map(|(_, period)| i32::from(period.calendar_year()));
    Panel::new(groups, rows.iter().map(number).collect(), years.collect())
}

#[derive(Default)]
struct Steps {
    denominations: Vec<Option<Denomination>>,
    fills: Vec<Fill>,
    treatments: Vec<Treatment>,
    normalisations: Vec<Normalisation>,
}

/// The row of the member with this code or name.
fn find(table: &Table, members: &[usize], name: &str) -> Option<usize> {
    let by_code = members.iter().position(|&at| table.subjects().get(at).is_some_and(|id| id.as_str() == name));
    by_code.or_else(|| members.iter().position(|&at| table.name(at).as_deref() == Some(name)))
}

/// The structure with the weights that stand in the pack.
pub(crate) fn framework(pack: &Pack, population: &Population) -> Result<Framework, ScoringError> {
    let indicators = population.items.iter().map(|item| {
        let declared = pack.indicator(item.indicator.as_str());
        let under = item.under.clone().unwrap_or_default();
        let one = Indicator::new(item.indicator.as_str(), under).weighing(number(item.weight));
        match declared.map(|indicator| indicator.direction) {
            Some(Direction::Lower) => one.lower_is_better(),
            _ => one,
        }
    });
    let aggregates = population.nodes.iter().map(|node| {
        let one = match &node.under {
            None => Aggregate::index(&node.id),
            Some(above) => Aggregate::new(&node.id, above),
        };
        one.weighing(number(node.weight))
    });
    Framework::new(indicators.collect(), aggregates.collect())
}
