//! `errors/<id>/` → [`Entry`]: the TOML file, and an article in each language that has one.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::entry::{NearMiss, Sample, Source};
use super::gathering::{Gathering, Prepared, Written, prepare};
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

/// An entry, and its signatures still to be gathered.
type Read = (Entry, Prepared);

/// Reads every entry, in the order of their numbers, and gathers their signatures. Entries are read side by side, on two
/// threads: it is most of a start.
pub(super) fn read(folders: &Folders, languages: &[Language], problems: &mut Vec<Problem>) -> (Vec<Entry>, Gathering) {
    let ids: Vec<&str> = folders.names_below("errors").into_iter().collect();
    let (one, other) = ids.split_at(ids.len() / 2);
    let (mut all, others) = std::thread::scope(|scope| {
        let others = scope.spawn(|| read_some(folders, other, languages));
        (read_some(folders, one, languages), others.join())
    });
    match others {
        Ok(others) => all.extend(others),
        Err(_) => problems.push(Problem::of_file("errors", "cannot be read")),
    }
    let mut read: Vec<Read> = Vec::new();
    for (found, its_problems) in all {
        read.extend(found);
        problems.extend(its_problems);
    }
    read.sort_by_key(|(entry, _)| entry.number);
    let mut gathering = Gathering::default();
    let mut entries = Vec::with_capacity(read.len());
    for (entry, prepared) in read {
        gathering.take(entries.len(), prepared);
        entries.push(entry);
    }
    (entries, gathering)
}

fn read_some(folders: &Folders, ids: &[&str], languages: &[Language]) -> Vec<(Option<Read>, Vec<Problem>)> {
    ids.iter()
        .map(|id| {
            let mut problems = Vec::new();
            (read_one(folders, id, languages, &mut problems), problems)
        })
        .collect()
}

fn read_one(folders: &Folders, id: &str, languages: &[Language], problems: &mut Vec<Problem>) -> Option<Read> {
    let file = format!("errors/{id}/entry.toml");
    let Some(text) = folders.text(&file) else {
        problems.push(Problem::of_file(&file, "is missing"));
        return None;
    };
    match toml::from_str::<EntryFile>(text) {
        Ok(mut read) => {
            let prepared = prepare(&file, text, std::mem::take(&mut read.signatures), problems);
            Some((entry(id, read, articles(folders, id, languages, problems)), prepared))
        }
        Err(error) => {
            let offset = error.span().map_or(0, |span| span.start);
            problems.push(Problem::at(&file, text, offset, error.message()));
            None
        }
    }
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
