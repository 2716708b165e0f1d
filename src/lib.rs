//! x
pub mod catalog;
pub mod code;
pub mod text;
