//! Pages and a JSON interface over a home: reads only, on this machine only.

pub mod api;
pub mod app;
pub mod component;
pub mod page;
pub mod read;
pub mod route;
pub mod serve;
pub mod shell;

pub use app::App;
pub use serve::{Bound, ServeError, bind, router, serve};
