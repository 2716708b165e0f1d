//! The interface's words: each language says every message, with the variables that the first one has.

use super::super::{Catalog, Language, Problem, Words};

pub(super) fn check(catalog: &Catalog, problems: &mut Vec<Problem>) {
    let known: Vec<&Words> = catalog.languages().iter().map(|&language| catalog.words(language)).collect();
    for one in &known {
        for other in known.iter().filter(|other| other.language() != one.language()) {
            compare(one, other, problems);
        }
    }
}

/// What `one` says and `other` does not.
fn compare(one: &Words, other: &Words, problems: &mut Vec<Problem>) {
    let file = |language: Language| format!("ui/{language}.ftl");
    for (id, variables) in one.messages() {
        let what = match other.messages().get(id) {
            None => format!("has no words for `{id}`, {}.ftl has", one.language()),
            Some(others) => match variables.difference(others).next() {
                Some(variable) => format!("`{id}` lacks {{ ${variable} }}, {}.ftl has it", one.language()),
                None => continue,
            },
        };
        problems.push(Problem::of_file(&file(other.language()), what));
    }
}
