//! The interface's words: the same in every language, all of them there, none of them idle.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use mailclinic::catalog::Language;
use regex::Regex;

use super::server::{get, paste};

/// Beginnings of ids whose ends the code puts on: a cause's group, a trouble, a stage …
const BUILT: [&str; 21] = [
    "nav-",
    "home-way-",
    "limit-",
    "providers-",
    "programs-",
    "guides-",
    "link-",
    "server-",
    "terms-",
    "who-",
    "stage-",
    "delivered-",
    "group-",
    "trouble-",
    "found-",
    "note-",
    "why-",
    "codes-",
    "handover-greeting-",
    "handover-ask-",
    "cli-delivered-",
];

/// Every message: its id, and the variables in it.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let file = format!("{}/content/ui/{language}.ftl", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(file).expect("the words are there");
    let id = Regex::new(r"^([a-z][a-z0-9-]*) =").expect("a constant");
    let variable = Regex::new(r"\{ ?\$([a-z]+)").expect("a constant");
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = String::new();
    for line in text.lines() {
        if let Some(found) = id.captures(line) {
            current = found[1].to_owned();
            assert!(!messages.contains_key(&current), "`{current}` stands twice in {language}");
        }
        let variables = variable.captures_iter(line).map(|found| found[1].to_owned());
        messages.entry(current.clone()).or_default().extend(variables);
    }
    messages.remove("");
    messages
}

/// The product's code and templates.
fn sources(folder: &Path, text: &mut String) {
    for item in std::fs::read_dir(folder).expect("the folder is there").flatten() {
        match item.path() {
            path if path.is_dir() => sources(&path, text),
            path => *text += &std::fs::read_to_string(path).expect("it can be read"),
        }
    }
}

fn all_sources() -> String {
    let mut text = String::new();
    for folder in ["src", "templates"] {
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut text);
    }
    text
}

#[test]
fn both_languages_say_the_same_things_with_the_same_variables() {
    assert_eq!(messages(Language::ENGLISH), messages(Language::RUSSIAN));
}

#[test]
fn every_message_that_is_asked_for_is_there() {
    let known = messages(Language::ENGLISH);
    let asked = Regex::new(r#"\b(?:say|say_with|count|text)\(\s*"([a-z][a-z0-9-]*)""#).expect("a constant");
    let sources = all_sources();
    let mut seen = 0;
    for found in asked.captures_iter(&sources).filter(|found| found[1].contains('-')) {
        seen += 1;
        assert!(known.contains_key(&found[1]), "nothing says `{}`", &found[1]);
    }
    assert!(seen > 80, "only {seen} messages are asked for");
}

#[test]
fn every_message_is_said_somewhere() {
    let sources = all_sources();
    for id in messages(Language::ENGLISH).keys() {
        let built = BUILT.iter().any(|beginning| id.starts_with(beginning));
        assert!(built || sources.contains(&format!("\"{id}\"")), "nobody says `{id}`");
    }
}

/// A message that is missing, or lacks a variable, shows as its id.
#[test]
fn no_page_shows_an_id_in_place_of_words() {
    let ids: Vec<String> = messages(Language::ENGLISH).into_keys().filter(|id| id.contains('-')).collect();
    let samples = [
        "550 5.1.1 <a@example.org>: User unknown",
        "<a@example.org>: 550 User unknown\n<b@example.org>: 552 5.2.2 mailbox full\n",
        "frobnicated 550 5.9.9 in 203.0.113.9 at https://example.org/",
        "421 4.7.0 try again later",
    ];
    for language in ["en", "ru"] {
        let pages = ["", "errors/", "codes/", "errors/mailbox-full", "nothing-here"];
        let mut bodies: Vec<String> = pages.iter().map(|page| get(&format!("/{language}/{page}"), "").body).collect();
        bodies.extend(samples.iter().map(|sample| paste(language, sample).body));
        bodies.push(paste(language, "").body);
        for body in bodies {
            let page = scraper::Html::parse_document(&body);
            let words: BTreeSet<String> =
                page.root_element().text().flat_map(str::split_whitespace).map(str::to_owned).collect();
            let shown: Vec<&String> = ids.iter().filter(|id| words.contains(*id)).collect();
            assert!(shown.is_empty(), "a page in {language} says {shown:?}");
        }
    }
}
