//! The glossary: a term's name and meaning in each language, and what to read next.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Folders, Language, Problem, Target};

/// A term of the trade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Its anchor on the page of terms.
    pub id: String,
    /// What to read next.
    pub see: Vec<Target>,
    /// Its words in each language.
    pub texts: BTreeMap<Language, TermText>,
}

/// A term in plain words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermText {
    /// How it is called.
    pub name: String,
    /// How else it is called.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What it means.
    pub text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    #[serde(default)]
    see: Vec<Target>,
}

impl Term {
    /// Its words in `language`, else in another, and which that is.
    pub fn text(&self, language: Language) -> Option<(Language, &TermText)> {
        language.best_with_language(&self.texts)
    }
}

/// Reads `terms/terms.toml` and the words beside it, sorted by id.
pub(super) fn read(folders: &Folders, languages: &[Language], problems: &mut Vec<Problem>) -> Vec<Term> {
    let file = "terms/terms.toml";
    if folders.text(file).is_none() {
        return Vec::new();
    }
    let rows: BTreeMap<String, Row> = folders.table(file, problems).unwrap_or_default();
    let mut terms: BTreeMap<String, Term> =
        rows.into_iter().map(|(id, Row { see })| (id.clone(), Term { id, see, texts: BTreeMap::new() })).collect();
    for &language in languages {
        add_texts(folders, language, &mut terms, problems);
    }
    terms.into_values().collect()
}

fn add_texts(folders: &Folders, language: Language, terms: &mut BTreeMap<String, Term>, problems: &mut Vec<Problem>) {
    let file = format!("terms/{language}.toml");
    let texts: BTreeMap<String, TermText> = folders.table(&file, problems).unwrap_or_default();
    for (id, text) in texts {
        match terms.get_mut(&id) {
            Some(term) => drop(term.texts.insert(language, text)),
            None => problems.push(Problem::of_file(&file, format!("`{id}` is no term of terms.toml"))),
        }
    }
}
