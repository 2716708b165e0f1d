//! The codes: every reply code, enhanced status code and client code in plain words, and what each says of the cause.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Folders, Language, Problem};
use crate::code::Code;

/// What the catalog knows of one code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodePage {
    /// The code.
    pub code: Code,
    /// The standard or vendor's page that defines it, by name.
    pub reference: String,
    /// Its address.
    pub reference_url: String,
    /// The entry that the code alone points to.
    pub entry: Option<String>,
    /// How far to believe it.
    pub trust: Trust,
    /// Its words in each language.
    pub texts: BTreeMap<Language, CodeText>,
}

/// How far a code by itself tells the cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Trust {
    /// It means nothing alone, such as 5.7.1.
    Nothing,
    /// It means its entry more often than another.
    Hints,
    /// It means its entry nearly always, such as 5.2.2.
    Decides,
}

/// A code in plain words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeText {
    /// Its name, as short as a heading.
    pub name: String,
    /// What the standard says.
    pub standard: String,
    /// What it means in practice.
    pub practice: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    reference: String,
    url: String,
    entry: Option<String>,
    #[serde(default = "nothing")]
    trust: Trust,
}

fn nothing() -> Trust {
    Trust::Nothing
}

/// Reads `codes/codes.toml` and the words beside it.
pub(super) fn read(folders: &Folders, languages: &[Language], problems: &mut Vec<Problem>) -> Vec<CodePage> {
    let rows: BTreeMap<String, Row> = table(folders, "codes/codes.toml", problems);
    let mut texts: BTreeMap<Code, BTreeMap<Language, CodeText>> = BTreeMap::new();
    for &language in languages {
        let file = format!("codes/{language}.toml");
        for (written, text) in table::<CodeText>(folders, &file, problems) {
            match written.parse::<Code>() {
                Ok(code) => drop(texts.entry(code).or_default().insert(language, text)),
                Err(_) => problems.push(Problem::of_file(&file, format!("`{written}` is not a code"))),
            }
        }
    }
    let mut pages = Vec::with_capacity(rows.len());
    for (written, row) in rows {
        match written.parse::<Code>() {
            Ok(code) => pages.push(CodePage {
                code,
                reference: row.reference,
                reference_url: row.url,
                entry: row.entry,
                trust: row.trust,
                texts: texts.remove(&code).unwrap_or_default(),
            }),
            Err(_) => problems.push(Problem::of_file("codes/codes.toml", format!("`{written}` is not a code"))),
        }
    }
    for code in texts.keys() {
        problems.push(Problem::of_file("codes/codes.toml", format!("`{code}` has words but no row here")));
    }
    pages.sort_by_key(|page| page.code);
    pages
}

fn table<T: serde::de::DeserializeOwned>(
    folders: &Folders,
    file: &str,
    problems: &mut Vec<Problem>,
) -> BTreeMap<String, T> {
    let Some(text) = folders.text(file) else { return BTreeMap::new() };
    toml::from_str(text).unwrap_or_else(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        problems.push(Problem::at(file, text, offset, error.message()));
        BTreeMap::new()
    })
}
