//! References to what is not there, and what must be unique and is not: a catalog with these is not served.

use std::collections::HashMap;

use super::super::{Catalog, Problem, Target};

/// Every broken reference of the TOML files.
pub(in super::super) fn broken_references(catalog: &Catalog) -> Vec<Problem> {
    let mut problems = Vec::new();
    entries(catalog, &mut problems);
    for page in catalog.code_pages() {
        if let Some(id) = page.entry.as_ref().filter(|id| catalog.entry(id).is_none()) {
            problems.push(Problem::of_file("codes/codes.toml", format!("{}: `{id}` is no entry", page.code)));
        }
    }
    let mut no_entries = |file: String, ids: &[String]| {
        for id in ids.iter().filter(|id| catalog.entry(id).is_none()) {
            problems.push(Problem::of_file(&file, format!("`{id}` is no entry")));
        }
    };
    for provider in catalog.providers() {
        no_entries(format!("providers/{}/provider.toml", provider.id), &provider.errors);
    }
    for program in catalog.programs() {
        no_entries(format!("programs/{}/program.toml", program.id), &program.errors);
    }
    for guide in catalog.guides() {
        no_entries(format!("guides/{}/guide.toml", guide.id), &guide.related);
    }
    for term in catalog.terms() {
        let dead = |target: &&Target| !catalog.has(target);
        let what = |target: &Target| format!("{}: `{target}` is not there", term.id);
        problems.extend(term.see.iter().filter(dead).map(|target| Problem::of_file("terms/terms.toml", what(target))));
    }
    problems
}

fn entries(catalog: &Catalog, problems: &mut Vec<Problem>) {
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
        for id in entry.related.iter().chain(entry.near_misses.iter().filter_map(|miss| miss.entry.as_ref())) {
            if catalog.entry(id).is_none() {
                problem(format!("`{id}` is no entry"));
            }
        }
        for id in entry.providers.iter().filter(|id| catalog.provider(id).is_none()) {
            problem(format!("`{id}` is no provider"));
        }
        // Programs are named by entries before the first of them has a page.
        let are_known = !catalog.programs().is_empty();
        for id in entry.programs.iter().filter(|id| are_known && catalog.program(id).is_none()) {
            problem(format!("`{id}` is no program"));
        }
    }
}
