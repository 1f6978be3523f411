//! How firm a result is: what happens to the ranks when the assumptions of the method move.

pub mod draws;
mod intervals;
mod placing;
mod product;
pub mod random;
pub mod sobol;

pub use draws::{WeightDraws, rank_intervals};
pub use intervals::RankInterval;
pub use random::Random;
pub use sobol::{Effect, EffectInterval, Outcomes, Sensitivity, rank_shift};
