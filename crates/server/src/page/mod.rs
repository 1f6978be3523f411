//! The pages, one a file: what it is, what it needs, what may go wrong.

pub mod api;
pub mod evaluation;
pub mod evaluation_views;
pub mod evaluations;
pub mod explanation;
pub mod guide;
pub mod home;
pub mod indicator;
pub mod indicators;
pub mod pack;
pub mod packs;
pub mod policy_words;
pub mod register_words;
pub mod release;
pub mod releases;
pub mod score_parts;
pub mod search;
pub mod spread;
pub mod structure;
pub mod subject;
pub mod subject_evaluations;
pub mod subjects;
pub mod targets;
pub mod zones;
