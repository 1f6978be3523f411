//! What every request passes through, whatever page it asks for.

pub mod address;
pub mod asset;
pub mod error;
pub mod frame;
pub mod guard;
pub mod header;
pub mod locale;
pub mod page;
pub mod request_id;
pub mod viewer;
