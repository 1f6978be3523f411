//! How firm a result is: what happens to the ranks when the assumptions of the method move.

pub mod draws;
mod intervals;
mod placing;
mod product;

pub use draws::{WeightDraws, rank_intervals};
pub use intervals::RankInterval;
