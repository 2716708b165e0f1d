//! Mail programs: where each hides the full text of an error, and which errors people meet in it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Folders, Language, Page, Problem, Source, room};

/// A mail program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// The folder's name.
    pub id: String,
    /// Its name as its users know it.
    pub name: String,
    /// Its other names and versions, for search.
    pub names: Vec<String>,
    /// The systems that it runs on.
    pub platforms: Vec<String>,
    /// General entries that people meet in it: ids.
    pub errors: Vec<String>,
    /// When the facts were last held against the sources, `YYYY-MM-DD`.
    pub verified: String,
    /// Where the facts come from.
    pub sources: Vec<Source>,
    /// Its page in each language that has one.
    pub pages: BTreeMap<Language, Page>,
}

/// `program.toml`, as authors write it: see content/README.md.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    platforms: Vec<String>,
    #[serde(default)]
    errors: Vec<String>,
    verified: String,
    #[serde(default, rename = "source")]
    sources: Vec<Source>,
}

impl Program {
    /// Its page in `language`, else in another.
    pub fn page(&self, language: Language) -> Option<&Page> {
        language.best_of(&self.pages)
    }
}

/// Reads each `programs/<id>/`, sorted by id.
pub(super) fn read(folders: &Folders, languages: &[Language], problems: &mut Vec<Problem>) -> Vec<Program> {
    room::read::<Row>(folders, "program", languages, problems)
        .into_iter()
        .map(|room::Found { id, row, pages }| {
            let Row { name, names, platforms, errors, verified, sources } = row;
            Program { id, name, names, platforms, errors, verified, sources, pages }
        })
        .collect()
}
