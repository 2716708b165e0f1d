//! x
pub mod catalog;
pub mod code;
pub mod diagnose;
pub mod facts;
pub mod parse;
pub mod text;
