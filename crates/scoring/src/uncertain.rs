//! How firm a result is: what happens to the ranks when the assumptions of the method move.

pub mod assumptions;
pub mod case;
pub mod draws;
mod failures;
mod intervals;
mod lottery;
mod model;
mod placing;
pub mod points;
mod product;
pub mod random;
pub mod removal;
mod runs;
pub mod sensitivity;
pub mod simulate;
pub mod sobol;
pub mod standing;
mod tally;
pub mod watch;

pub use assumptions::{Alternative, Assumption, Assumptions, Removal, WeightChange};
pub use case::IndexCase;
pub use draws::{WeightDraws, rank_intervals};
pub use failures::Failure;
pub use intervals::RankInterval;
pub use random::Random;
pub use runs::Runs;
pub use sobol::{Effect, EffectInterval, Outcomes, Sensitivity, rank_shift};
pub use standing::Standing;
pub use tally::{Firmness, Simulation};
pub use watch::{Unwatched, Watcher};
