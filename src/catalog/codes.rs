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

impl CodePage {
    /// Its words in `language`, else in another, and which that is.
    pub fn text(&self, language: Language) -> Option<(Language, &CodeText)> {
        language.best_with_language(&self.texts)
    }
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

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    reference: String,
    url: String,
    entry: Option<String>,
    #[serde(default = "nothing")]
    trust: Trust,
    #[serde(default = "failures")]
    classes: Vec<u8>,
}

fn nothing() -> Trust {
    Trust::Nothing
}

/// The classes that an `X.` key serves where none are listed.
fn failures() -> Vec<u8> {
    vec![4, 5]
}

/// Reads `codes/codes.toml` and the words beside it. A key `X.7.1` serves several classes at once, as the registry of
/// enhanced status codes (RFC 5248) lists them; a concrete key beside it wins.
pub(super) fn read(folders: &Folders, languages: &[Language], problems: &mut Vec<Problem>) -> Vec<CodePage> {
    let file = "codes/codes.toml";
    let rows: BTreeMap<String, Row> = table(folders, file, problems);
    let mut by_code: BTreeMap<Code, Row> = BTreeMap::new();
    for (written, row) in rows {
        spread(file, &written, row.classes.clone(), &mut by_code, &row, problems);
    }
    let mut pages: Vec<CodePage> = by_code.into_iter().map(|(code, row)| page(code, row)).collect();
    for &language in languages {
        add_texts(folders, language, &mut pages, problems);
    }
    pages
}

fn page(code: Code, row: Row) -> CodePage {
    let Row { reference, url, entry, trust, .. } = row;
    CodePage { code, reference, reference_url: url, entry, trust, texts: BTreeMap::new() }
}

fn add_texts(folders: &Folders, language: Language, pages: &mut [CodePage], problems: &mut Vec<Problem>) {
    let file = format!("codes/{language}.toml");
    let mut by_code: BTreeMap<Code, CodeText> = BTreeMap::new();
    for (written, text) in table::<CodeText>(folders, &file, problems) {
        spread(&file, &written, vec![2, 4, 5], &mut by_code, &text, problems);
    }
    for page in pages {
        page.texts.extend(by_code.remove(&page.code).map(|text| (language, text)));
    }
}

/// Puts a value under its code, or, for an `X.` key, under the code of each class that has none of its own.
fn spread<T: Clone>(
    file: &str,
    written: &str,
    classes: Vec<u8>,
    by_code: &mut BTreeMap<Code, T>,
    value: &T,
    problems: &mut Vec<Problem>,
) {
    let Some(any_class) = written.strip_prefix("X.") else {
        match written.parse::<Code>() {
            Ok(code) => drop(by_code.insert(code, value.clone())),
            Err(_) => problems.push(Problem::of_file(file, format!("`{written}` is not a code"))),
        }
        return;
    };
    for class in classes {
        match format!("{class}.{any_class}").parse::<Code>() {
            Ok(code) => drop(by_code.entry(code).or_insert_with(|| value.clone())),
            Err(_) => problems.push(Problem::of_file(file, format!("`{written}` is not a code"))),
        }
    }
}

fn table<T: serde::de::DeserializeOwned>(
    folders: &Folders,
    file: &str,
    problems: &mut Vec<Problem>,
) -> BTreeMap<String, T> {
    if folders.text(file).is_none() {
        return BTreeMap::new();
    }
    folders.table(file, problems).unwrap_or_default()
}
