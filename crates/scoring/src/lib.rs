//! Composite indicators as a pure numeric library: a matrix in; scores, ranks, grades and reasons out.
//!
//! The library knows nothing of zones or firms. It takes a [`Scheme`] (items with weight, function and missing rule;
//! bonus and deduction lists; rounding, ranking, grading) and [`Data`] (one column of figures per item, one group per
//! subject, points of the lists, members treated apart, vetoes), and gives [`Scores`]: for every subject and item the raw figure, what it was
//! measured against, the normalised value, the points and why they are what they are; for every subject the sum, the
//! rounded score, the rank and the grade with typed reasons.
//!
//! # Methods
//! Each has a page with its formula, what it makes of zeros, negatives, constants and missing figures, and its source.
//!
//! | step | method | page |
//! |---|---|---|
//! | structure | hierarchy, weights, panel data | [`index::framework`], [`weigh::given`](mod@weigh::given), [`index::panel`] |
//! | denomination | by another figure, with a factor | [`index::denominate`](mod@index::denominate) |
//! | statistics | profile, moments and quantiles, ranks | [`stats::profile`], [`stats::ordered`], [`stats::ranks`](mod@stats::ranks) |
//! | | correlations, Cronbach's alpha | [`stats::correlation`], [`stats::alpha`] |
//! | screening | availability, zeros, by order | [`index::screen`] |
//! | imputation | constant, mean, median, by group | [`index::impute`](mod@index::impute) |
//! | | from the row; along time | [`index::impute::row`], [`index::impute::time`] |
//! | | zero, penalty, mean points, re-weighting, unranked | [`missing`] |
//! | outliers | winsorising, curves, trimming | [`index::treat::winsorise`], [`index::treat::curve`], [`index::treat`](mod@index::treat) |
//! | normalisation | min-max, goalposts, z-score, a fixed line | [`min_max`](index::normalise::min_max), [`goalposts`](index::normalise::goalposts), [`z_score`](index::normalise::z_score), [`linear`](index::normalise::linear) |
//! | | rank, percentile rank, Borda | [`rank`](index::normalise::rank), [`percentile`](index::normalise::percentile), [`borda`](index::normalise::borda) |
//! | | distance to the maximum, a target, a subject | [`to_maximum`](index::normalise::to_maximum), [`to_target`](index::normalise::to_target), [`to_reference`](index::normalise::to_reference) |
//! | | fractions and shares | [`fraction`](index::normalise::fraction), [`complement`](index::normalise::complement), [`sum`](index::normalise::sum), [`vector`](index::normalise::vector), [`logarithm`](index::normalise::logarithm) |
//! | | others | [`nonlinear`](index::normalise::nonlinear), [`accuracy`](index::normalise::accuracy), [`turskis`](index::normalise::turskis) |
//! | item functions | ratio, inverse, min-max with a floor, target | [`function::ratio`], [`function::inverse`], [`function::min_max`], [`function::target`] |
//! | weights | stated, equal, voted | [`weigh::given`](mod@weigh::given), [`weigh::equal`](mod@weigh::equal), [`weigh::budget`](mod@weigh::budget) |
//! | | from comparisons in pairs | [`weigh::ahp`](mod@weigh::ahp) |
//! | | from the figures | [`weigh::entropy`](mod@weigh::entropy), [`weigh::critic`](mod@weigh::critic), [`weigh::deviation`](mod@weigh::deviation), [`weigh::pca`](mod@weigh::pca) |
//! | | by target importance | [`weigh::importance`](mod@weigh::importance) |
//! | aggregation | arithmetic, geometric, harmonic, power mean | [`index::mean`], [`index::aggregate`](mod@index::aggregate) |
//! | | without a common scale | [`rankings::borda`](mod@rankings::borda), [`rankings::copeland`](mod@rankings::copeland), [`rankings::kemeny`](mod@rankings::kemeny), [`rankings::topsis`](mod@rankings::topsis) |
//! | after the score | bonus and deduction, veto, rank, grade, rounding | [`adjustment`], [`veto`], [`rank`], [`grade`], [`round`] |
//! | how firm is it | rank intervals of weight draws, Sobol's indices | [`uncertain::draws`], [`uncertain::sobol`] |
//!
//! `examples/index.rs` builds an index from raw figures to ranks.
//!
//! # What holds everywhere
//! - a missing figure goes in as NaN; neither NaN nor an infinity ever comes out, an infinity going in is refused;
//! - the points of a subject, added in the order of the scheme, are its sum to the last bit;
//! - means over subjects are correctly rounded sums ([`sum`]), so the order of rows changes nothing;
//! - ranks, ties and cut-offs look at the rounded score ([`round`]) only;
//! - vetoes act after the score: a vetoed subject still counts in benchmarks, minima, maxima and means;
//! - the order of all that follows the score is told in [`member`].
//!
//! ```
//! use scoring::{Benchmark, Data, Function, Groups, Item, Matrix, Missing, Scheme, run};
//!
//! let scheme = Scheme::of_items(vec![
//!     Item::new("tax", 60.0, Function::capped_ratio(Benchmark::Fixed(20.0)), Missing::Zero),
//!     Item::new("energy", 40.0, Function::inverse(), Missing::Reweight),
//! ]);
//! let matrix = Matrix::new(2, vec![vec![10.0, 30.0], vec![1.0, f64::NAN]])?;
//! let scores = run(&scheme, &Data::new(matrix, Groups::one(2)))?;
//! // 10 ÷ 20 × 60 = 30, and (2 − 1 ÷ 1) × 40 = 40.
//! assert_eq!(scores.row(0).sum, Some(70.0));
//! // Capped at 60; the missing item is left out and 60 counts for 100.
//! assert_eq!(scores.row(1).sum, Some(100.0));
//! assert_eq!(scores.row(1).rank, Some(1));
//! # Ok::<(), scoring::ScoringError>(())
//! ```

pub mod adjustment;
pub mod benchmark;
pub mod compare;
pub mod error;
pub mod function;
mod gather;
pub mod grade;
pub mod index;
pub mod lift;
pub mod matrix;
mod measure;
pub mod member;
pub mod missing;
mod order;
mod place;
pub mod rank;
pub mod rankings;
pub mod round;
mod run;
pub mod scheme;
pub mod scores;
pub mod standings;
pub mod stats;
pub mod sum;
pub mod threads;
pub mod uncertain;
pub mod veto;
pub mod weigh;

pub use adjustment::{Adjustment, List};
pub use benchmark::{Benchmark, Scope};
pub use error::ScoringError;
pub use function::{Basis, Classes, Falling, Function, Limit, Steps};
pub use grade::{BoundaryTies, Grade, Grading, QuotaRounding};
pub use matrix::{Groups, Matrix};
pub use member::{Member, MemberKind};
pub use missing::{Imputed, Missing, MissingCause};
pub use rank::{Ranking, Ties};
pub use round::Rounded;
pub use run::run;
pub use scheme::{Data, Item, Scheme};
pub use scores::{AdjustmentScore, Cell, ListScore, Reason, Row, Scores};
pub use standings::{Standings, standings};
pub use threads::Threads;
pub use veto::{Effect, Veto};
