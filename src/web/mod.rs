//! The portal over HTTP: pages for people, an API for programs.
//!
//! 1. `front` meets every request: it refuses encoded bodies, serves what is `cached`, catches panics, and turns a
//!    `trouble` into the page or the problem JSON that helps.
//! 2. `routes` is the one list of addresses. *Printed* ones are the same for everyone and rendered once; *live* ones
//!    have a handler.
//! 3. A page is a function, a struct and a template of one stem: `fn error_page`, `struct ErrorPage`, `error.html`.
//!
//! A paste is read (`body`, `paste`), diagnosed and answered, and goes nowhere else: no log, no URL, no file.

mod api;
mod assets;
mod body;
mod cached;
mod codes;
mod diagnose;
mod encoding;
mod errors;
mod excerpt;
mod facts;
mod format;
mod frame;
mod front;
mod guides;
mod headers;
mod home;
mod language;
mod link;
mod machines;
mod moved;
mod nearest;
mod paste;
mod programs;
mod providers;
mod result;
mod room;
mod routes;
mod state;
mod terms;
mod trouble;
mod written;

pub use front::app;
pub use routes::{Answer, ROUTES, Route};
pub use state::State;
