//! `errors/<id>/` → [`Entry`]: the TOML file, and an article in each language that has one.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::entry::{NearMiss, Sample, Source};
use super::signature::{Gathering, Written};
use super::{Article, Entry, Folders, Language, Problem};
use crate::code::{ClientCode, EnhancedCode, ReplyCode};

/// `entry.toml`, as authors write it: see content/README.md.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EntryFile {
    number: u32,
    cause: String,
    #[serde(default)]
    providers: Vec<String>,
    #[serde(default)]
    programs: Vec<String>,
    #[serde(default)]
    status: Vec<EnhancedCode>,
    #[serde(default)]
    reply: Vec<ReplyCode>,
    #[serde(default)]
    codes: Vec<ClientCode>,
    #[serde(default)]
    related: Vec<String>,
    verified: String,
    #[serde(default)]
    old_ids: Vec<String>,
    #[serde(default, rename = "signature")]
    signatures: Vec<Written>,
    #[serde(default, rename = "sample")]
    samples: Vec<Sample>,
    #[serde(default, rename = "near_miss")]
    near_misses: Vec<NearMiss>,
    #[serde(default, rename = "source")]
    sources: Vec<Source>,
}

/// Reads every entry, in the order of their numbers, and gathers their signatures.
pub(super) fn read(folders: &Folders, languages: &[Language], problems: &mut Vec<Problem>) -> (Vec<Entry>, Gathering) {
    let mut files: Vec<(&str, String, EntryFile)> = Vec::new();
    for id in folders.names_below("errors") {
        let file = format!("errors/{id}/entry.toml");
        match folders.text(&file).map(toml::from_str::<EntryFile>) {
            None => problems.push(Problem::of_file(&file, "is missing")),
            Some(Ok(read)) => files.push((id, file, read)),
            Some(Err(error)) => {
                let text = folders.text(&file).unwrap_or_default();
                let offset = error.span().map_or(0, |span| span.start);
                problems.push(Problem::at(&file, text, offset, error.message()));
            }
        }
    }
    files.sort_by_key(|(_, _, read)| read.number);
    let mut gathering = Gathering::default();
    let mut entries = Vec::with_capacity(files.len());
    for (id, file, mut read) in files {
        let text = folders.text(&file).unwrap_or_default();
        gathering.take(entries.len(), &file, text, std::mem::take(&mut read.signatures), problems);
        entries.push(entry(id, read, articles(folders, id, languages, problems)));
    }
    (entries, gathering)
}

fn articles(
    folders: &Folders,
    id: &str,
    languages: &[Language],
    problems: &mut Vec<Problem>,
) -> BTreeMap<Language, Article> {
    let mut articles = BTreeMap::new();
    for &language in languages {
        let file = format!("errors/{id}/{language}.md");
        let article = folders.text(&file).and_then(|text| Article::read(&file, text, language, problems));
        articles.extend(article.map(|article| (language, article)));
    }
    articles
}

fn entry(id: &str, read: EntryFile, articles: BTreeMap<Language, Article>) -> Entry {
    Entry {
        id: id.to_owned(),
        number: read.number,
        cause: read.cause,
        providers: read.providers,
        programs: read.programs,
        status: read.status,
        reply: read.reply,
        codes: read.codes,
        related: read.related,
        verified: read.verified,
        old_ids: read.old_ids,
        samples: read.samples,
        near_misses: read.near_misses,
        sources: read.sources,
        articles,
    }
}
