//! From a pack's rules to an index: framework, recipe and figures of one population, ready to be built.

use policy::index as rules;
use policy::scheme::{ItemFunction, Population};
use policy::{Direction, Pack};
use scoring::index::treat::{Bounds, Curve, Lambda};
use scoring::index::{
    Aggregate, Denomination, Fill, Framework, Indicator, Mean, Method, Normalisation, Panel, Recipe, Rule, Rules,
    ScreenWhen, Screening, Treatment, Within, impute,
};
use scoring::weigh::{self, WeightSets};
use scoring::{Groups, Matrix, ScoringError};

use crate::model::number;
use crate::table::Table;

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
}

impl Index {
    /// The index of `population` over `members`, rows of `table`.
    ///
    /// # Errors
    /// [`ScoringError`] for weights that cannot be had from the figures, and a structure that cannot be built.
    pub fn of(
        pack: &Pack,
        population: &Population,
        method: &rules::Method,
        table: &Table,
        members: &[usize],
        groups: Groups,
    ) -> Result<Self, ScoringError> {
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
            let named = |name: &str| find(table, members, name);
            recipe_rules.normalisations.push(Normalisation {
                method: normalisation(&steps.normalise, named),
                within: within(steps.within),
                otherwise: steps.otherwise.map(number),
            });
        }
        let of_members = |column: &[f64]| members.iter().map(|&at| column[at]).collect::<Vec<f64>>();
        let raw = population.items.iter().map(|item| of_members(table.column(&item.indicator))).collect();
        let divisors = per.iter().map(|code| of_members(table.column(code))).collect();
        let framework = framework(pack, population)?;
        let places = |names: &[String]| names.iter().filter_map(|name| find(table, members, name)).collect();
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
            panel: Panel::one_period(groups),
            raw: Matrix::new(members.len(), raw)?,
            divisors: Matrix::new(members.len(), divisors)?,
        };
        let weights = index.weights(population, &method.weights)?;
        index.framework = index.framework.weighed(&weights)?;
        Ok(index)
    }

    /// Builds it.
    pub fn build(&self) -> Result<scoring::index::Built, ScoringError> {
        self.recipe.build(&self.framework, &self.panel, &self.raw, &self.divisors)
    }

    /// The weights that count, one per node of the framework.
    fn weights(&self, population: &Population, from: &rules::Weighing) -> Result<Vec<f64>, ScoringError> {
        let framework = &self.framework;
        Ok(match from {
            rules::Weighing::Given => framework.weights().to_vec(),
            rules::Weighing::Equal => vec![1.0; framework.len()],
            rules::Weighing::Set(id) => weight_sets(framework, population)?
                .get(id)
                .map_or_else(|| framework.weights().to_vec(), <[f64]>::to_vec),
            rules::Weighing::Data(from) => {
                let normalised = self.build()?.normalised.matrix;
                let mut weights = framework.weights().to_vec();
                for node in framework.indicators()..framework.len() {
                    let items: Vec<usize> =
                        framework.children(node).iter().copied().filter(|&one| one < framework.indicators()).collect();
                    if items.is_empty() {
                        continue;
                    }
                    let figures = normalised.of_columns(&items);
                    let own = match from {
                        rules::DataWeights::Entropy => weigh::entropy(&figures, weigh::Shift::LeastToZero),
                        // Figures are normalised: more is better in every column.
                        rules::DataWeights::Critic => {
                            weigh::critic(&figures, &vec![scoring::index::Direction::Higher; items.len()])
                        }
                        rules::DataWeights::Deviation => weigh::deviation(&figures),
                        rules::DataWeights::Pca => weigh::pca(&figures).map(|pca| pca.weights),
                    };
                    // Columns are counted from the first item of the node.
                    for (&item, own) in items.iter().zip(own.map_err(|error| at_column(error, &items))?) {
                        weights[item] = own;
                    }
                }
                weights
            }
        })
    }
}

fn at_column(mut error: ScoringError, items: &[usize]) -> ScoringError {
    if let ScoringError::Method { column: Some(column), .. } | ScoringError::MissingFigure { column, .. } = &mut error {
        *column = items.get(*column).copied().unwrap_or(*column);
    }
    error
}

/// The population's named sets of weights.
pub(crate) fn weight_sets(framework: &Framework, population: &Population) -> Result<WeightSets, ScoringError> {
    let sets = population.weight_sets.iter().map(|set| {
        (set.id.as_str(), set.weights.iter().map(|(name, weight)| (name.as_str(), number(*weight))).collect::<Vec<_>>())
    });
    WeightSets::new(framework, sets)
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

const fn within(among: rules::Among) -> Within {
    match among {
        rules::Among::All => Within::All,
        rules::Among::Group => Within::Group,
    }
}

pub(crate) fn fill(rule: &rules::Fill) -> Fill {
    match rule {
        rules::Fill::None => Fill::None,
        rules::Fill::Constant(value) => Fill::Constant(number(*value)),
        rules::Fill::Mean(among) => Fill::Mean(within(*among)),
        rules::Fill::Median(among) => Fill::Median(within(*among)),
        rules::Fill::Row => Fill::Row(impute::Peers::All, impute::Scale::MinMax),
        rules::Fill::Siblings => Fill::Row(impute::Peers::Siblings, impute::Scale::MinMax),
    }
}

fn bounds(rule: &rules::Bounds) -> Bounds {
    Bounds { skewness: number(rule.skewness), kurtosis: number(rule.kurtosis) }
}

const fn curve(rule: rules::Curve) -> Curve {
    match rule {
        rules::Curve::LogOfRange => Curve::LogOfRange,
        rules::Curve::LogOfOne => Curve::LogOfOne,
        rules::Curve::Log => Curve::Log,
        rules::Curve::LogBySkew => Curve::LogBySkew,
        rules::Curve::BoxCox => Curve::BoxCox { lambda: Lambda::Likeliest, shifted: true },
    }
}

pub(crate) fn treatment(rule: &rules::Treatment) -> Treatment {
    match rule {
        rules::Treatment::None => Treatment::None,
        rules::Treatment::Winsorise { points, bounds: own, then } => Treatment::Winsorise {
            bounds: bounds(own),
            points: usize::try_from(*points).unwrap_or(usize::MAX),
            then: then.map(curve),
        },
        rules::Treatment::Bend { curve: own, bounds: limits } => {
            Treatment::Bend { curve: curve(*own), bounds: limits.as_ref().map(bounds) }
        }
        rules::Treatment::Trim { low, high } => Treatment::Trim { low: number(*low), high: number(*high) },
    }
}

pub(crate) fn normalisation(rule: &rules::Normalise, place: impl Fn(&str) -> Option<usize>) -> Method {
    match rule {
        rules::Normalise::MinMax { low, high } => Method::MinMax { low: number(*low), high: number(*high) },
        rules::Normalise::ZScore { mean, deviation } => {
            Method::ZScore { mean: number(*mean), deviation: number(*deviation) }
        }
        rules::Normalise::Target { target, cap } => Method::ToTarget { target: number(*target), cap: *cap },
        // Who is not there has no row: the method says that the reference has no figure.
        rules::Normalise::Reference { subject, cap } => Method::ToReference {
            subject: place(subject).and_then(|at| u32::try_from(at).ok()).unwrap_or(u32::MAX),
            cap: *cap,
        },
        rules::Normalise::Goalposts { low, high, scale, truncate } => {
            Method::Goalposts { low: number(*low), high: number(*high), scale: number(*scale), truncate: *truncate }
        }
        rules::Normalise::Linear { factor, offset } => {
            Method::Linear { factor: number(*factor), offset: number(*offset) }
        }
        rules::Normalise::Plain(scale) => match scale {
            rules::Scale::Rank => Method::Rank,
            rules::Scale::PercentileRank => Method::PercentileRank,
            rules::Scale::Borda => Method::Borda,
            rules::Scale::ToMaximum => Method::ToMaximum,
            rules::Scale::Fraction => Method::Fraction,
            rules::Scale::Complement => Method::Complement,
            rules::Scale::Sum => Method::Sum,
            rules::Scale::Vector => Method::Vector,
        },
    }
}

pub(crate) fn mean(rule: &rules::Mean) -> Mean {
    match rule {
        rules::Mean::Arithmetic => Mean::Arithmetic,
        rules::Mean::Geometric => Mean::Geometric,
        rules::Mean::Harmonic => Mean::Harmonic,
        rules::Mean::Power(power) => Mean::Power(number(*power)),
    }
}

fn aggregation(population: &Population, method: &rules::Method) -> Rules {
    let general = Rule { mean: mean(&method.mean), least: number(method.least) };
    let own = |node: &rules::Node| {
        let stated = node.mean.is_some() || node.least.is_some();
        let rule = Rule {
            mean: node.mean.as_ref().map_or(general.mean, mean),
            least: node.least.map_or(general.least, number),
        };
        stated.then(|| (node.id.clone(), rule))
    };
    Rules { general, levels: Vec::new(), nodes: population.nodes.iter().filter_map(own).collect() }
}
