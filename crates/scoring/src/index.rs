//! Composite indices: from raw indicators, step by step, to one number for each subject and node.
//!
//! A [`Framework`] says which indicator stands under which node and with which weight. The steps are functions from a
//! [`Matrix`](crate::Matrix) to another, each with a report of what it did to which figure: denominate, screen, impute,
//! treat outliers, normalise, aggregate. The names follow the Handbook on Constructing Composite Indicators (OECD and JRC,
//! 2008), the numbers those of the field's reference tool.

pub mod aggregate;
pub mod cut;
pub mod denominate;
pub mod framework;
pub mod impute;
pub mod mean;
pub mod nodes;
pub mod normalise;
pub mod panel;
pub mod part;
pub mod recipe;
pub mod screen;
pub mod treat;

pub use aggregate::{Aggregator, Rule, Rules, aggregate};
pub use cut::Cut;
pub use denominate::{Denomination, denominate};
pub use framework::Framework;
pub use impute::{Fill, Imputation, impute};
pub use mean::Mean;
pub use nodes::{Aggregated, Nodes};
pub use normalise::{Method, Normalisation, Normalised, normalise};
pub use panel::{Panel, Within};
pub use part::{Aggregate, Direction, Indicator};
pub use recipe::{Built, Recipe, ScreenWhen};
pub use screen::{Screened, Screening};
pub use treat::{Treatment, treat};
