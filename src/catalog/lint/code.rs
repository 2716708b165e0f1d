//! The codes: each needs its words in every language, and one that several entries claim needs a winner.

use std::collections::BTreeMap;

use super::super::{Catalog, Problem};
use crate::code::Code;

pub(super) fn check(catalog: &Catalog, problems: &mut Vec<Problem>) {
    for page in catalog.code_pages() {
        for &language in catalog.languages() {
            if !page.texts.contains_key(&language) {
                let file = format!("codes/{language}.toml");
                problems.push(Problem::of_file(&file, format!("`{}` has no words", page.code)));
            }
        }
    }
    let mut claimed: BTreeMap<Code, Vec<&str>> = BTreeMap::new();
    for entry in catalog.entries() {
        for &code in &entry.codes {
            claimed.entry(Code::Client(code)).or_default().push(&entry.id);
        }
    }
    for (code, ids) in claimed {
        let winner = catalog.code_page(code).and_then(|page| page.entry.as_deref());
        if ids.len() > 1 && winner.is_none() {
            let what = format!("{code} is claimed by {}: name one", ids.join(", "));
            problems.push(Problem::of_file("codes/codes.toml", what));
        }
    }
}
