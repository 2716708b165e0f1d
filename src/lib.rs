//! x
pub mod catalog;
pub mod code;
#[cfg(feature = "web")]
pub mod config;
pub mod diagnose;
pub mod facts;
pub mod parse;
pub mod text;
#[cfg(feature = "web")]
pub mod web;
