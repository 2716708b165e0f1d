//! The rooms around the errors: providers, programs, guides and terms.

use std::collections::BTreeMap;

use super::super::{Catalog, Language, Page, Problem, Provider, Term};
use super::form::{self, Form};
use super::page::{check_title_language, too_long};
use super::{Pages, check_facts};

pub(super) fn check(catalog: &Catalog, problems: &mut Vec<Problem>) {
    // A provider without a page is only known by its hosts.
    for provider in catalog.providers().iter().filter(|provider| !provider.pages.is_empty()) {
        let pages = pages("providers", &provider.id, &form::PROVIDER, &provider.pages);
        check_facts(&format!("{}/provider.toml", pages.folder), &provider.verified, &provider.sources, problems);
        check_tables(provider, &pages, problems);
        pages.check(catalog, problems);
    }
    for program in catalog.programs() {
        let pages = pages("programs", &program.id, &form::PROGRAM, &program.pages);
        check_facts(&format!("{}/program.toml", pages.folder), &program.verified, &program.sources, problems);
        pages.check(catalog, problems);
    }
    for guide in catalog.guides() {
        let pages = pages("guides", &guide.id, &form::GUIDE, &guide.pages);
        check_facts(&format!("{}/guide.toml", pages.folder), &guide.verified, &guide.sources, problems);
        pages.check(catalog, problems);
        for page in pages.pages.values() {
            check_title_language(page, &pages.file(page.language), problems);
        }
    }
    for term in catalog.terms() {
        check_term(catalog, term, problems);
    }
}

fn pages<'c>(room: &str, id: &str, form: &'static Form, pages: &'c BTreeMap<Language, Page>) -> Pages<'c> {
    let pages = pages.iter().map(|(&language, page)| (language, page)).collect();
    Pages { folder: format!("{room}/{id}"), form, pages }
}

/// The tables stand under their headings, so where there is a table there must be its heading.
fn check_tables(provider: &Provider, pages: &Pages, problems: &mut Vec<Problem>) {
    for page in pages.pages.values() {
        let is_there = |anchor: &str| page.section(anchor).is_some();
        let tables =
            [("settings", "[[server]]", provider.servers.len()), ("limits", "[[limit]]", provider.limits.len())];
        for (anchor, rows, count) in tables {
            if count > 0 && !is_there(anchor) {
                let what = format!("has no section {{#{anchor}}} for the {rows} of provider.toml");
                problems.push(Problem::of_file(&pages.file(page.language), what));
            }
        }
    }
}

fn check_term(catalog: &Catalog, term: &Term, problems: &mut Vec<Problem>) {
    for &language in catalog.languages() {
        let file = format!("terms/{language}.toml");
        let mut problem = |what: String| problems.push(Problem::of_file(&file, what));
        let Some(text) = term.texts.get(&language) else {
            problem(format!("`{}` has no words", term.id));
            continue;
        };
        if text.name.trim().is_empty() || text.text.trim().is_empty() {
            problem(format!("`{}` has no name or no text", term.id));
        }
        if let Some(what) = too_long(&text.text) {
            problem(format!("`{}`: {what}", term.id));
        }
    }
}
