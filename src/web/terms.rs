//! The glossary: every term on one page, each with its anchor.

use std::borrow::Cow;

use askama::Template;

use super::cached::Sheet;
use super::frame::{Frame, Listing};
use super::room::Room;
use super::state::State;
use crate::catalog::{Catalog, Language, Target, Term, TermText};

/// `/{lang}/terms/`
pub fn terms_sheets(state: &State) -> Vec<Sheet> {
    if state.catalog.terms().is_empty() {
        return Vec::new();
    }
    let sheet = |&language: &Language| {
        Sheet::page(Room::Terms.path(language), move |state| {
            let frame = Frame::new(state, language, "terms/", Listing::Listed).below(Vec::new());
            Ok(TermsPage { terms: rows(&state.catalog, language), frame }.render()?)
        })
    };
    state.catalog.languages().iter().map(sheet).collect()
}

#[derive(Template)]
#[template(path = "terms.html")]
struct TermsPage<'s> {
    frame: Frame<'s>,
    terms: Vec<TermRow<'s>>,
}

/// A term in one language's words.
struct TermRow<'s> {
    id: &'s str,
    text: &'s TermText,
    /// The language of the words.
    language: Language,
    aliases: String,
    see: Vec<See<'s>>,
}

/// What to read next.
struct See<'s> {
    title: Cow<'s, str>,
    path: String,
}

/// The terms by their names in the language.
fn rows(catalog: &Catalog, language: Language) -> Vec<TermRow<'_>> {
    let mut rows: Vec<TermRow> = catalog.terms().iter().filter_map(|term| row(catalog, term, language)).collect();
    rows.sort_by_key(|row| row.text.name.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
    rows
}

fn row<'s>(catalog: &'s Catalog, term: &'s Term, language: Language) -> Option<TermRow<'s>> {
    let (text_language, text) = term.text(language)?;
    let see = term.see.iter().filter_map(|target| {
        let title = match target {
            Target::Code(code) => code.to_string().into(),
            other => catalog.title(other, language)?.into(),
        };
        Some(See { title, path: target.path(language) })
    });
    Some(TermRow { id: &term.id, text, language: text_language, aliases: text.aliases.join(", "), see: see.collect() })
}
