//! Guides: what is worth reading before or after an error.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Folders, Language, Page, Problem, Source, room};

/// A guide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guide {
    /// The folder's name.
    pub id: String,
    /// Its place in the list.
    pub order: u32,
    /// Entries that it helps with: ids.
    pub related: Vec<String>,
    /// When the facts were last held against the sources, `YYYY-MM-DD`.
    pub verified: String,
    /// Where the facts come from.
    pub sources: Vec<Source>,
    /// Its page in each language that has one.
    pub pages: BTreeMap<Language, Page>,
}

/// `guide.toml`, as authors write it: see content/README.md.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    order: u32,
    #[serde(default)]
    related: Vec<String>,
    verified: String,
    #[serde(default, rename = "source")]
    sources: Vec<Source>,
}

impl Guide {
    /// Its page in `language`, else in another.
    pub fn page(&self, language: Language) -> Option<&Page> {
        language.best_of(&self.pages)
    }
}

/// Reads each `guides/<id>/`, in their own order.
pub(super) fn read(folders: &Folders, languages: &[Language], problems: &mut Vec<Problem>) -> Vec<Guide> {
    let mut guides: Vec<Guide> = room::read::<Row>(folders, "guide", languages, problems)
        .into_iter()
        .map(|room::Found { id, row, pages }| {
            let Row { order, related, verified, sources } = row;
            Guide { id, order, related, verified, sources, pages }
        })
        .collect();
    guides.sort_by_key(|guide| guide.order);
    guides
}
