//! Generated data of the sizes that the table of speeds names.

use scoring::index::{
    Aggregate, Denomination, Fill, Framework, Indicator, Mean, Method, Panel, Recipe, Screening, Treatment, Within,
};
use scoring::uncertain::{Alternative, Assumptions, IndexCase, Random, Removal, Standing, WeightChange};
use scoring::{Benchmark, BoundaryTies, Function, Missing, QuotaRounding, Ties};
use scoring::{Data, Grading, Groups, Item, Matrix, Ranking, Scheme, Scope, ScoringError};

/// Above zero, most of them small and a few large, as incomes and areas are.
fn skewed(random: &mut Random) -> f64 {
    libm::exp(6.0 + 1.2 * (random.unit() + random.unit() + random.unit() + random.unit() - 2.0) * 1.7)
}

/// An index of the size of ASEM: 51 subjects, 49 indicators under eight nodes under two under the index; one figure in
/// thirty is missing, a third of the indicators is denominated.
pub struct Index {
    pub framework: Framework,
    pub recipe: Recipe,
    pub panel: Panel,
    pub raw: Matrix,
    pub divisors: Matrix,
}

impl Index {
    pub fn generated() -> Result<Self, ScoringError> {
        const SUBJECTS: usize = 51;
        const INDICATORS: usize = 49;
        let mut random = Random::of(51, 49);
        let mut figure = || if random.below(30) == 0 { f64::NAN } else { skewed(&mut random) };
        let raw = (0..INDICATORS).map(|_| (0..SUBJECTS).map(|_| figure()).collect()).collect();
        let mut random = Random::of(51, 4);
        let divisors = (0..4).map(|_| (0..SUBJECTS).map(|_| skewed(&mut random)).collect()).collect();
        let indicators =
            (0..INDICATORS).map(|at| Indicator::new(format!("indicator {at}"), format!("pillar {}", at % 8)));
        let pillars = (0..8).map(|at| Aggregate::new(format!("pillar {at}"), format!("half {}", at % 2)));
        let halves = (0..2).map(|at| Aggregate::new(format!("half {at}"), "index"));
        let framework =
            Framework::new(indicators.collect(), pillars.chain(halves).chain([Aggregate::index("index")]).collect())?;
        let recipe = Recipe {
            denominations: (0..INDICATORS).map(|at| (at % 3 == 0).then(|| Denomination::by(at % 4))).collect(),
            fills: vec![Fill::Mean(Within::Group); INDICATORS],
            screening: Screening { available: Some(0.9), ..Screening::default() },
            treatments: vec![Treatment::default(); INDICATORS],
            ..Recipe::plain(&framework, Method::default())
        };
        let panel = Panel::one_period(Groups::new((0..SUBJECTS).map(|at| u32::from(at % 2 == 0)).collect()));
        Ok(Self {
            framework,
            recipe,
            panel,
            raw: Matrix::new(SUBJECTS, raw)?,
            divisors: Matrix::new(SUBJECTS, divisors)?,
        })
    }

    pub fn case(&self) -> IndexCase<'_> {
        let Self { framework, recipe, panel, raw, divisors } = self;
        IndexCase { framework, recipe, panel, raw, divisors, standing: &Standing::Exact }
    }

    /// Every assumption moves: imputation, treatment, normalisation, weights, aggregation, one indicator or none left out.
    pub fn assumptions(&self) -> Assumptions {
        let points = |points| match Treatment::default() {
            Treatment::Winsorise { bounds, then, .. } => {
                Alternative::All(Treatment::Winsorise { bounds, points, then })
            }
            other => Alternative::All(other),
        };
        Assumptions {
            imputation: vec![Alternative::AsIs, Alternative::All(Fill::Median(Within::Group))],
            treatment: (1..=5).map(points).collect(),
            normalisation: vec![
                Alternative::All(Method::MinMax { low: 1.0, high: 100.0 }.into()),
                Alternative::All(Method::ZScore { mean: 100.0, deviation: 15.0 }.into()),
            ],
            weights: Some(WeightChange::Noise { general: 0.25, levels: Vec::new() }),
            aggregation: vec![Mean::Arithmetic.into(), Mean::Geometric.into()],
            removal: Some(Removal::one_or_none(self.framework.ids()[..self.framework.indicators()].to_vec())),
        }
    }
}

/// A scheme of six items with shares of grades, and so many firms in a hundred groups.
pub fn firms(count: usize) -> Result<(Scheme, Data), ScoringError> {
    let item = |at| {
        let (base, target) = (Benchmark::Lowest { scope: Scope::Population }, Benchmark::Fixed(900.0));
        Item::new(format!("item {at}"), 15.0, Function::Target { base, target, cap: 1.0 }, Missing::Zero)
    };
    let scheme = Scheme {
        decimals: 9,
        ranking: Ranking { ties: Ties::Competition, scope: Scope::Group },
        grading: Some(Grading::Quota {
            up_to: vec![("A".to_owned(), 0.2), ("B".to_owned(), 0.6), ("C".to_owned(), 0.95)],
            last: "D".to_owned(),
            rounding: QuotaRounding::PercentRank,
            ties: BoundaryTies::Better,
            scope: Scope::Group,
        }),
        ..Scheme::of_items((0..6).map(item).collect())
    };
    let mut random = Random::of(7, 7);
    let mut figure = || if random.below(100) == 0 { f64::NAN } else { random.between(1.0, 1200.0) };
    let columns = (0..6).map(|_| (0..count).map(|_| figure()).collect()).collect();
    let mut random = Random::of(7, 8);
    let groups = (0..count).map(|_| u32::try_from(random.below(100)).unwrap_or(0)).collect();
    Ok((scheme, Data::new(Matrix::new(count, columns)?, Groups::new(groups))))
}

/// Subjects × items with figures between 0 and 1, the items under six nodes, and so many draws of their weights.
pub fn draws(subjects: usize, items: usize, draws: usize) -> Result<(Matrix, Framework, Vec<f64>), ScoringError> {
    let mut random = Random::of(26, 60);
    let columns = (0..items).map(|_| (0..subjects).map(|_| random.unit()).collect()).collect();
    let indicators = (0..items).map(|at| Indicator::new(format!("item {at}"), format!("pillar {}", at * 6 / items)));
    let pillars = (0..6).map(|at| Aggregate::new(format!("pillar {at}"), "index")).chain([Aggregate::index("index")]);
    let mut random = Random::of(26, 10);
    let weights = (0..draws * (items + 6)).map(|_| random.between(0.75, 1.25)).collect();
    Ok((Matrix::new(subjects, columns)?, Framework::new(indicators.collect(), pillars.collect())?, weights))
}
