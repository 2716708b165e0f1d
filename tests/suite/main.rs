//! The suite: one test binary, a module for each side of the product.

mod api;
mod catalog;
mod cli;
mod founding;
mod hostile;
mod pages;
mod server;
mod tidy;
