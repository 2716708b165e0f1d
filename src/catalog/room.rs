//! What providers, programs and guides have in common: a folder for each, with a TOML file of facts and a page in each
//! language that has one.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use super::{Folders, Language, Page, Problem};

/// What stands in one folder of a room.
pub(super) struct Found<R> {
    pub id: String,
    pub row: R,
    pub pages: BTreeMap<Language, Page>,
}

/// Reads each `<room>s/<id>/<room>.toml` with the pages beside it, sorted by id. A room that is not there is empty.
pub(super) fn read<R: DeserializeOwned>(
    folders: &Folders,
    room: &str,
    languages: &[Language],
    problems: &mut Vec<Problem>,
) -> Vec<Found<R>> {
    let mut all = Vec::new();
    for id in folders.names_below(&format!("{room}s")) {
        let folder = format!("{room}s/{id}");
        let pages = pages(folders, &folder, languages, problems);
        let row = folders.table(&format!("{folder}/{room}.toml"), problems);
        all.extend(row.map(|row| Found { id: id.to_owned(), row, pages }));
    }
    all
}

fn pages(
    folders: &Folders,
    folder: &str,
    languages: &[Language],
    problems: &mut Vec<Problem>,
) -> BTreeMap<Language, Page> {
    let mut pages = BTreeMap::new();
    for &language in languages {
        let file = format!("{folder}/{language}.md");
        let page = folders.text(&file).and_then(|text| Page::read(&file, text, language, problems));
        pages.extend(page.map(|page| (language, page)));
    }
    pages
}
