//! The suite: one test binary, a module for each side of the product.

mod api;
mod catalog;
mod cli;
mod founding;
mod hostile;
mod lint;
mod pages;
mod promises;
mod properties;
mod rooms;
mod routes;
mod server;
mod small;
mod tidy;
mod web_hostile;
mod words;
