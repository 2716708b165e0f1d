//! What every page must hold, of whatever kind: a title, an answer, its sections, living links, and not too many words.

use std::sync::LazyLock;

use regex::Regex;

use super::super::{Catalog, Language, Page, Problem};
use super::form::Form;
use super::{head, is_day};

/// Characters of a title, and of a paragraph.
const LONGEST_TITLE: usize = 70;
const LONGEST_PARAGRAPH: usize = 900;

/// Between paragraphs, list items and headings: `\n\n`, `\n1. `, `\n## `.
static PARAGRAPH_END: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\n\s*\n|\n\s*(?:[-*]|[0-9]+\.) |\n#+ ").expect("a constant pattern"));

pub(super) fn check(catalog: &Catalog, page: &Page, file: &str, form: &Form, problems: &mut Vec<Problem>) {
    let mut found = head_problems(page);
    if page.answer.is_empty() {
        found.push("the first paragraph must answer".to_owned());
    }
    let words = page.markdown.split_whitespace().count();
    if !form.words.contains(&words) {
        let (fewest, most) = (form.words.start(), form.words.end());
        found.push(format!("has {words} words; {fewest} to {most} are read to the end"));
    }
    let paragraphs = PARAGRAPH_END.split(&page.markdown).filter(|text| !text.trim_start().starts_with('|'));
    found.extend(paragraphs.filter_map(too_long));
    found.extend(form.misplaced(page));
    problems.extend(found.into_iter().map(|what| Problem::of_file(file, what)));
    for link in page.links.iter().filter(|link| !catalog.has(&link.target)) {
        let what = format!("links to `{}`, which is not there", link.target);
        problems.push(Problem { file: file.to_owned(), line: link.line, what });
    }
}

fn head_problems(page: &Page) -> Vec<String> {
    let mut found = Vec::new();
    if page.title.chars().count() > LONGEST_TITLE {
        found.push(format!("the title is longer than {LONGEST_TITLE} characters"));
    }
    if let Some(day) = page.reviewed.as_ref().filter(|day| !is_day(day)) {
        found.push(format!("reviewed = `{day}` is no day, such as 2026-11-24"));
    }
    found
}

/// A title that is only server text, or English, in a Russian article: people search in their own language.
pub(super) fn check_title_language(page: &Page, file: &str, problems: &mut Vec<Problem>) {
    let is_cyrillic = |letter: char| matches!(letter, '\u{0400}'..='\u{052f}');
    if page.language == Language::RUSSIAN && !page.title.chars().any(is_cyrillic) {
        problems.push(Problem::of_file(file, "the title is not in Russian; server text goes into `aliases`"));
    }
}

/// What is wrong with a paragraph that nobody reads to its end.
pub(super) fn too_long(paragraph: &str) -> Option<String> {
    let is_long = paragraph.chars().count() > LONGEST_PARAGRAPH;
    is_long.then(|| format!("a paragraph is longer than {LONGEST_PARAGRAPH} characters: {:?}", head(paragraph)))
}
