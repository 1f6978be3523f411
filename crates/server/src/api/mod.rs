//! The JSON interface, version 1: the same data as the pages, one address a file.

pub mod evaluation;
pub mod evaluations;
pub mod health;
pub mod indicators;
pub mod lift;
pub mod openapi;
pub mod pages;
pub mod releases;
pub mod subjects;
