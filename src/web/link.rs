//! A link to a page of the catalog, with its answer in a sentence.

use crate::catalog::{Entry, Language, Page};

/// A link to a page, as a list of cards shows it.
pub struct Link<'s> {
    pub title: &'s str,
    pub answer: &'s str,
    pub path: String,
    /// The language of the words.
    pub language: Language,
}

impl<'s> Link<'s> {
    /// The link to a page.
    pub fn new(page: &'s Page, path: String) -> Self {
        Self { title: &page.title, answer: &page.answer, path, language: page.language }
    }

    /// The link to an entry's article.
    pub fn to(entry: &'s Entry, language: Language) -> Option<Self> {
        Some(Self::new(entry.article(language)?, format!("/{language}/errors/{}", entry.id)))
    }

    /// The links to several.
    pub fn to_all(entries: impl IntoIterator<Item = &'s Entry>, language: Language) -> Vec<Self> {
        entries.into_iter().filter_map(|entry| Self::to(entry, language)).collect()
    }
}
