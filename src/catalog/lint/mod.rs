//! What is wrong with the content beyond its grammar, a file for each kind of thing that is looked at.
//!
//! `reference` finds what makes a catalog less than whole: it is not served. The rest is what authors still have to mend,
//! and `mailclinic check` lists: `entry` and its samples, every `page` against the `form` of its kind and against its
//! `sibling` in the other language, the `room`s around the errors, `code`s, and the interface's `words`.

mod code;
mod entry;
mod form;
mod page;
mod reference;
mod room;
mod sibling;
mod words;

pub(super) use reference::broken_references;

use std::collections::BTreeMap;

use self::form::Form;
use super::{Catalog, Language, Page, Problem, Source};

/// Every problem of a whole catalog, sorted by file: what `mailclinic check` lists.
pub fn lint(catalog: &Catalog) -> Vec<Problem> {
    let mut problems = Vec::new();
    entry::check(catalog, &mut problems);
    room::check(catalog, &mut problems);
    code::check(catalog, &mut problems);
    words::check(catalog, &mut problems);
    problems.sort();
    problems
}

/// One thing's pages in every language.
struct Pages<'c> {
    /// `errors/mailbox-full`
    folder: String,
    form: &'static Form,
    pages: BTreeMap<Language, &'c Page>,
}

impl Pages<'_> {
    fn file(&self, language: Language) -> String {
        format!("{}/{language}.md", self.folder)
    }

    /// There is a page in each language, each is as its form wants it, and they say the same.
    fn check(&self, catalog: &Catalog, problems: &mut Vec<Problem>) {
        for &language in catalog.languages() {
            match self.pages.get(&language) {
                Some(page) => page::check(catalog, page, &self.file(language), self.form, problems),
                None => problems.push(Problem::of_file(&self.file(language), "is missing")),
            }
        }
        sibling::check(self, problems);
    }
}

/// Whose facts they are, and when they were last held against that.
fn check_facts(file: &str, verified: &str, sources: &[Source], problems: &mut Vec<Problem>) {
    if !is_day(verified) {
        problems.push(Problem::of_file(file, format!("verified = `{verified}` is no day, such as 2026-11-24")));
    }
    if sources.is_empty() {
        problems.push(Problem::of_file(file, "has no [[source]]"));
    }
}

/// `2026-11-24`
fn is_day(written: &str) -> bool {
    let fields: Vec<&str> = written.split('-').collect();
    let [year, month, day] = fields.as_slice() else { return false };
    let number = |field: &str, digits: usize| (field.len() == digits).then(|| field.parse::<u32>().ok()).flatten();
    number(year, 4).is_some()
        && number(month, 2).is_some_and(|month| (1..=12).contains(&month))
        && number(day, 2).is_some_and(|day| (1..=31).contains(&day))
}

/// The beginning of a text, to find it by.
fn head(text: &str) -> String {
    text.trim().chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::is_day;

    #[test]
    fn a_day_is_a_day_of_some_month() {
        assert!(is_day("2026-11-24"));
        for written in ["", "2026-13-01", "2026-1-1", "24-11-2026", "2026-11-24T00:00", "2026-xx-01"] {
            assert!(!is_day(written), "{written}");
        }
    }
}
