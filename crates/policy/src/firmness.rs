//! How firm ranks are (名次稳健性): what of the method moves, how often it is drawn.

use rust_decimal::Decimal;

use crate::index::{Fill, Mean, Normalise, Ranking, Treatment};
use crate::pack::Cite;
use crate::scheme::MissingRule;

/// What moves when the firmness of ranks is told. Of each list one is drawn a run, the method's own rule among them.
#[derive(Clone, Debug)]
pub struct Firmness {
    /// How many runs; none with 0.
    pub runs: u32,
    /// Which random numbers.
    pub seed: u64,
    /// How far weights move to either side, as a share of themselves; not at all with 0.
    pub weights: Decimal,
    /// Whether one of the population's named sets of weights is drawn instead.
    pub sets: bool,
    /// Whether an item is left out now and then: one or none, each as likely.
    pub removal: bool,
    /// Other ways to fill missing figures of an index.
    pub impute: Vec<Fill>,
    /// Other ways to treat outliers.
    pub treat: Vec<Treatment>,
    /// Other scales.
    pub normalise: Vec<Normalise>,
    /// Other means.
    pub mean: Vec<Mean>,
    /// Other rankings of an index that is one.
    pub ranking: Vec<Ranking>,
    /// Other rules for missing figures of scored items.
    pub missing: Vec<MissingRule>,
    /// Rows of the design by which each assumption's part is told; none with 0.
    pub sensitivity: u32,
    /// The rule's source; none where the pack does not say how firm ranks are told.
    pub cite: Option<Cite>,
}

/// What holds where a pack does not say: 500 runs, weights by a fifth to either side, one item left out or none.
impl Default for Firmness {
    fn default() -> Self {
        Self {
            runs: 500,
            seed: 1,
            weights: Decimal::new(2, 1),
            sets: false,
            removal: true,
            impute: Vec::new(),
            treat: Vec::new(),
            normalise: Vec::new(),
            mean: Vec::new(),
            ranking: Vec::new(),
            missing: Vec::new(),
            sensitivity: 128,
            cite: None,
        }
    }
}

/// Words for scales: those without parameters, and the two commonest with their usual ones.
pub const SCALES: &[&str] = &[
    "min_max",
    "z_score",
    "rank",
    "percentile_rank",
    "borda",
    "to_maximum",
    "fraction",
    "complement",
    "sum",
    "vector",
];

/// Words for missing rules.
pub const MISSING: &[&str] = &["zero", "mean_of_others", "reweight"];

/// Words for treatments.
pub const TREATMENTS: &[&str] = &["none", "standard"];
