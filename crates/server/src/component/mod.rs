//! The patterns that pages are made of, each made once.

pub mod chart;
pub mod empty;
pub mod figure;
pub mod filter;
pub mod grade;
pub mod html;
pub mod icicle;
pub mod number;
pub mod paging;
pub mod rank_bar;
pub mod state;
pub mod table;
pub mod tabs;
pub mod target_bar;
pub mod tree;
