//! What is wrong with the content beyond its grammar.

use std::collections::{BTreeSet, HashMap};
use std::net::Ipv4Addr;
use std::sync::LazyLock;

use regex::Regex;

use super::{Article, Catalog, Entry, Language, Problem};
use crate::code::Code;

/// The sections of an article, in their order: anchor, level, and whether every article has it.
const SECTIONS: [(&str, u8, bool); 11] = [
    ("see", 2, true),
    ("happened", 2, true),
    ("do", 2, true),
    ("sender", 3, false),
    ("recipient", 3, false),
    ("admin", 3, false),
    ("wait", 2, true),
    ("not", 2, true),
    ("dont", 2, true),
    ("support", 2, true),
    ("providers", 2, false),
];
/// Characters of a title, and of a paragraph.
const LONGEST_TITLE: usize = 70;
const LONGEST_PARAGRAPH: usize = 900;
/// Words of an article.
const FEWEST_WORDS: usize = 150;
const MOST_WORDS: usize = 1000;
/// Samples that a page shows.
const MOST_SHOWN: usize = 8;

/// `anna@example.org` is anybody's; `(?P<domain>…)` decides.
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[A-Za-z0-9._%+-]+@(?P<domain>[A-Za-z0-9.-]+\.[A-Za-z]{2,})").expect("a constant pattern")
});

/// Between paragraphs, list items and headings.
static PARAGRAPH_END: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\n\s*\n|\n\s*(?:[-*]|[0-9]+\.) |\n#+ ").expect("a constant pattern"));

/// `192.0.2.1` in a sample.
static IP: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b[0-9]{1,3}(?:\.[0-9]{1,3}){3}\b").expect("a constant pattern"));

/// References to what is not there, and things that must be unique and are not: a catalog with these is not served.
pub(super) fn broken_references(catalog: &Catalog) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut numbers: HashMap<u32, &str> = HashMap::new();
    for entry in catalog.entries() {
        let file = format!("errors/{}/entry.toml", entry.id);
        let mut problem = |what: String| problems.push(Problem::of_file(&file, what));
        if let Some(other) = numbers.insert(entry.number, &entry.id) {
            problem(format!("number {} is {other}'s", entry.number));
        }
        if catalog.cause(&entry.cause).is_none() {
            problem(format!("`{}` is no cause of causes.toml", entry.cause));
        }
        for id in entry.related.iter().chain(entry.near_misses.iter().filter_map(|miss| miss.entry.as_ref())) {
            if catalog.entry(id).is_none() {
                problem(format!("`{id}` is no entry"));
            }
        }
    }
    for page in catalog.code_pages() {
        if let Some(id) = page.entry.as_ref().filter(|id| catalog.entry(id).is_none()) {
            problems.push(Problem::of_file("codes/codes.toml", format!("{}: `{id}` is no entry", page.code)));
        }
    }
    problems
}

/// Every problem of a whole catalog, sorted by file: what `mailclinic check` lists.
pub fn lint(catalog: &Catalog) -> Vec<Problem> {
    let mut problems = Vec::new();
    for entry in catalog.entries() {
        lint_entry(catalog, entry, &mut problems);
        for &language in catalog.languages() {
            match entry.articles.get(&language) {
                Some(article) => lint_article(catalog, entry, article, &mut problems),
                None => problems.push(Problem::of_file(&article_file(entry, language), "is missing")),
            }
        }
        lint_siblings(entry, &mut problems);
    }
    lint_codes(catalog, &mut problems);
    problems.sort();
    problems
}

fn article_file(entry: &Entry, language: Language) -> String {
    format!("errors/{}/{language}.md", entry.id)
}

fn lint_entry(catalog: &Catalog, entry: &Entry, problems: &mut Vec<Problem>) {
    let file = format!("errors/{}/entry.toml", entry.id);
    let mut problem = |what: String| problems.push(Problem::of_file(&file, what));
    let is_day = |day: &str| day.len() == 10 && day.split('-').map(str::len).eq([4, 2, 2]);
    if !is_day(&entry.verified) {
        problem(format!("verified = `{}` is no day, such as 2026-11-24", entry.verified));
    }
    if entry.sources.is_empty() {
        problem("has no [[source]]".to_owned());
    }
    if entry.near_misses.is_empty() {
        problem("has no [[near_miss]]".to_owned());
    }
    let shown = entry.samples.iter().filter(|sample| !sample.hidden).count();
    if !(1..=MOST_SHOWN).contains(&shown) {
        problem(format!("shows {shown} samples; one to {MOST_SHOWN} help the reader, the rest is `hidden`"));
    }
    for sample in entry.samples.iter().filter(|sample| !sample.hidden) {
        if sample.from.is_empty() {
            problem(format!("a shown sample does not say whose words it is: {:?}", head(&sample.text)));
        }
        for what in personal(catalog, &sample.text) {
            problem(what);
        }
    }
}

/// Addresses outside the reserved and the providers' own domains, and IP addresses outside the documentation ranges.
fn personal(catalog: &Catalog, text: &str) -> Vec<String> {
    let is_anybodys = |domain: &str| {
        let reserved = ["example", "invalid", "test", "localhost"];
        domain.split('.').any(|label| reserved.contains(&label)) || catalog.provider_of_host(domain).is_some()
    };
    let addresses = ADDRESS
        .captures_iter(text)
        .filter(|found| !is_anybodys(&found["domain"].to_ascii_lowercase()))
        .map(|found| format!("`{}` may be somebody's address: use example.org and kin", &found[0]));
    let documentation = |ip: Ipv4Addr| {
        ip.is_documentation() || ip.is_private() || ip.is_loopback() || ip.is_unspecified() || ip.is_link_local()
    };
    // Mail.ru's own servers are published facts; numbers that begin below 10 are sections of standards and rules.
    let published = |ip: &str| ["94.100.", "217.69."].iter().any(|net| ip.starts_with(net)) || ip.as_bytes()[1] == b'.';
    let ips = IP
        .find_iter(text)
        .filter(|found| {
            found.as_str().parse::<Ipv4Addr>().is_ok_and(|ip| !documentation(ip)) && !published(found.as_str())
        })
        .map(|found| format!("`{}` may be somebody's: use 192.0.2.0/24 and kin", found.as_str()));
    addresses.chain(ips).collect()
}

fn lint_article(catalog: &Catalog, entry: &Entry, article: &Article, problems: &mut Vec<Problem>) {
    let file = article_file(entry, article.language);
    let mut problem = |what: String| problems.push(Problem::of_file(&file, what));
    if article.title.chars().count() > LONGEST_TITLE {
        problem(format!("the title is longer than {LONGEST_TITLE} characters"));
    }
    let is_cyrillic = |letter: char| matches!(letter, '\u{0400}'..='\u{052f}');
    if article.language == Language::RUSSIAN && !article.title.chars().any(is_cyrillic) {
        problem("the title is not in Russian; server text goes into `aliases`".to_owned());
    }
    if article.answer.is_empty() {
        problem("the first paragraph must answer".to_owned());
    }
    let words = article.markdown.split_whitespace().count();
    if !(FEWEST_WORDS..=MOST_WORDS).contains(&words) {
        problem(format!("has {words} words; {FEWEST_WORDS} to {MOST_WORDS} are read to the end"));
    }
    for paragraph in PARAGRAPH_END.split(&article.markdown).filter(|paragraph| !paragraph.trim_start().starts_with('|'))
    {
        if paragraph.chars().count() > LONGEST_PARAGRAPH {
            problem(format!("a paragraph is longer than {LONGEST_PARAGRAPH} characters: {:?}", head(paragraph)));
        }
    }
    for link in &article.links {
        if catalog.entry(link).is_none() {
            problem(format!("links to `{link}`, which is no entry"));
        }
    }
    for what in misplaced_sections(article) {
        problem(what);
    }
}

fn misplaced_sections(article: &Article) -> Vec<String> {
    let mut found = Vec::new();
    for (anchor, level, needed) in SECTIONS {
        match article.section(anchor) {
            Some(section) if section.level != level => {
                found.push(format!("{{#{anchor}}} is a heading of level {level}"))
            }
            None if needed => found.push(format!("has no section {{#{anchor}}}")),
            _ => {}
        }
    }
    if !["sender", "recipient", "admin"].iter().any(|role| article.section(role).is_some()) {
        found.push("has steps for nobody: {#sender}, {#recipient} or {#admin}".to_owned());
    }
    let places: Vec<Option<usize>> = article
        .sections
        .iter()
        .map(|section| SECTIONS.iter().position(|(anchor, ..)| *anchor == section.anchor))
        .collect();
    for (section, place) in article.sections.iter().zip(&places) {
        if place.is_none() {
            found.push(format!("{{#{}}} is no section of the form", section.anchor));
        }
    }
    if !places.iter().flatten().is_sorted() {
        found.push("the sections are not in the order of the form".to_owned());
    }
    found
}

/// The languages of one entry must say the same: the same sections, and as many steps in each.
fn lint_siblings(entry: &Entry, problems: &mut Vec<Problem>) {
    let mut articles = entry.articles.values();
    let Some(first) = articles.next() else { return };
    let anchors = |article: &Article| -> BTreeSet<String> {
        article.sections.iter().map(|section| section.anchor.clone()).collect()
    };
    for other in articles {
        let file = article_file(entry, other.language);
        if anchors(first) != anchors(other) {
            problems
                .push(Problem::of_file(&file, format!("has other sections than its sibling {}.md", first.language)));
        }
        for section in &first.sections {
            let steps = other.section(&section.anchor).map_or(0, |sibling| sibling.steps);
            if steps != section.steps && other.section(&section.anchor).is_some() {
                let what =
                    format!("{{#{}}} has {steps} steps, {}.md has {}", section.anchor, first.language, section.steps);
                problems.push(Problem::of_file(&file, what));
            }
        }
    }
}

/// Every code needs its words in every language; one that several entries carry needs a winner.
fn lint_codes(catalog: &Catalog, problems: &mut Vec<Problem>) {
    for page in catalog.code_pages() {
        for &language in catalog.languages() {
            if !page.texts.contains_key(&language) {
                problems
                    .push(Problem::of_file(&format!("codes/{language}.toml"), format!("`{}` has no words", page.code)));
            }
        }
    }
    let mut claimed: HashMap<Code, Vec<&str>> = HashMap::new();
    for entry in catalog.entries() {
        for &code in &entry.codes {
            claimed.entry(Code::Client(code)).or_default().push(&entry.id);
        }
    }
    for (code, ids) in claimed {
        let winner = catalog.code_page(code).and_then(|page| page.entry.as_deref());
        if ids.len() > 1 && winner.is_none() {
            problems.push(Problem::of_file(
                "codes/codes.toml",
                format!("{code} is claimed by {}: name one", ids.join(", ")),
            ));
        }
    }
}

fn head(text: &str) -> String {
    text.trim().chars().take(60).collect()
}
