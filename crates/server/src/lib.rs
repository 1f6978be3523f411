//! Pages and a JSON interface over a home, on this machine only; and the work that goes on beside them.

pub mod api;
pub mod app;
pub mod component;
pub mod page;
pub mod read;
pub mod route;
pub mod serve;
pub mod shell;
pub mod work;

pub use app::{App, Bounds};
pub use serve::{Bound, ServeError, bind, router, serve};
