//! What every request passes through, whatever page it asks for.

pub mod acting;
pub mod address;
pub mod asset;
pub mod done;
pub mod download;
pub mod error;
pub mod frame;
pub mod guard;
pub mod header;
pub mod locale;
pub mod log;
pub mod page;
pub mod posted;
pub mod request_id;
pub mod unread;
pub mod viewer;
