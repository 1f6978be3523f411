//! The patterns that pages are made of, each made once.

pub mod change_bar;
pub mod chart;
pub mod empty;
pub mod figure;
pub mod filter;
pub mod form;
pub mod going;
pub mod grade;
pub mod heat;
pub mod html;
pub mod icicle;
pub mod interval;
pub mod number;
pub mod paging;
pub mod progress;
pub mod rank_bar;
pub mod reach;
pub mod shares;
pub mod slope;
pub mod standing;
pub mod state;
pub mod table;
pub mod tabs;
pub mod target_bar;
pub mod tree;
