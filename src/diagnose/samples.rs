//! The catalog held against itself: every sample must land on its entry, every near miss must not, and every
//! signature must be fired by a sample, or by a near miss of the same cause.

use std::collections::{BTreeMap, HashSet};

use super::diagnose;
use crate::catalog::{Catalog, Entry, NearMiss, Problem, Wording};

/// Every sample, near miss and signature that does not do what it is there for.
pub fn lint_samples(catalog: &Catalog) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut fired: HashSet<String> = HashSet::new();
    for entry in catalog.entries() {
        let file = format!("errors/{}/entry.toml", entry.id);
        for (number, sample) in entry.samples.iter().enumerate() {
            fired.extend(rules_of(catalog, &sample.text));
            let landed = landing(catalog, &sample.text);
            if landed != Some(entry.id.as_str()) {
                let landed = landed.unwrap_or("nothing");
                problems.push(Problem::of_file(
                    &file,
                    format!("sample {}: lands on {landed}: {:?}", number + 1, head(&sample.text)),
                ));
            }
        }
        problems.extend(near_misses(catalog, entry, &file));
        let siblings = entry.near_misses.iter().filter(|miss| is_of_cause(catalog, miss, &entry.cause));
        fired.extend(siblings.flat_map(|miss| rules_of(catalog, &miss.text)));
    }
    problems.extend(unfired(catalog, &fired));
    problems
}

fn near_misses(catalog: &Catalog, entry: &Entry, file: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (number, miss) in entry.near_misses.iter().enumerate() {
        let landed = landing(catalog, &miss.text);
        let wrong = match &miss.entry {
            Some(wanted) => landed != Some(wanted.as_str()),
            None => landed == Some(entry.id.as_str()),
        };
        if wrong {
            let landed = landed.unwrap_or("nothing");
            problems.push(Problem::of_file(
                file,
                format!("near miss {}: lands on {landed}: {:?}", number + 1, head(&miss.text)),
            ));
        }
    }
    problems
}

/// Whether a near miss lands on another entry of the same cause: a special entry's words fire the general one's too.
fn is_of_cause(catalog: &Catalog, miss: &NearMiss, cause: &str) -> bool {
    miss.entry.as_ref().and_then(|id| catalog.entry(id)).is_some_and(|entry| entry.cause == cause)
}

/// The entry that a text lands on.
fn landing<'c>(catalog: &'c Catalog, text: &str) -> Option<&'c str> {
    diagnose(catalog, text.as_bytes()).findings.first().map(|finding| finding.entry.id.as_str())
}

fn head(text: &str) -> String {
    text.trim().chars().take(70).collect()
}

/// The rules whose words stand in a text, whatever else is believed of it.
fn rules_of(catalog: &Catalog, text: &str) -> Vec<String> {
    let matcher = catalog.matcher();
    let folded = crate::text::fold(text);
    matcher
        .hits(folded.as_str())
        .wordings
        .iter()
        .map(|hit| {
            let wording = matcher.wording(hit.wording);
            format!("{}/{}", catalog.entries()[matcher.signature(wording.signature).entry].id, wording.number)
        })
        .collect()
}

/// Signatures that no sample fires, and wordings that cannot run.
fn unfired(catalog: &Catalog, fired: &HashSet<String>) -> Vec<Problem> {
    let matcher = catalog.matcher();
    let mut problems = Vec::new();
    let mut idle: BTreeMap<usize, &Wording> = BTreeMap::new();
    let mut live: HashSet<usize> = HashSet::new();
    for wording in matcher.wordings() {
        let entry = &catalog.entries()[matcher.signature(wording.signature).entry];
        if !wording.compiles() {
            problems.push(problem(wording, "the expression is too large"));
        }
        match fired.contains(&format!("{}/{}", entry.id, wording.number)) {
            true => drop(live.insert(wording.signature)),
            false => drop(idle.entry(wording.signature).or_insert(wording)),
        }
    }
    idle.retain(|signature, _| !live.contains(signature));
    problems.extend(idle.into_values().map(|wording| problem(wording, "no sample fires this signature")));
    problems
}

fn problem(wording: &Wording, what: &str) -> Problem {
    let (file, line) = wording.place.clone();
    Problem { file, line, what: what.to_owned() }
}
