//! An error's facts and samples: whole, of somebody's words, and of nobody's mail.

use std::net::Ipv4Addr;
use std::sync::LazyLock;

use regex::Regex;

use super::super::{Catalog, Entry, Problem};
use super::form::ARTICLE;
use super::page::check_title_language;
use super::{Pages, check_facts, head};

/// Samples that a page shows.
const FEWEST_SHOWN: usize = 3;
const MOST_SHOWN: usize = 8;

/// `anna@example.org` is anybody's; `(?P<domain>…)` decides.
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[A-Za-z0-9._%+-]+@(?P<domain>[A-Za-z0-9.-]+\.[A-Za-z]{2,})").expect("a constant pattern")
});

/// `192.0.2.1` in a sample.
static IP: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b[0-9]{1,3}(?:\.[0-9]{1,3}){3}\b").expect("a constant pattern"));

pub(super) fn check(catalog: &Catalog, problems: &mut Vec<Problem>) {
    for entry in catalog.entries() {
        check_entry(catalog, entry, problems);
        let pages = entry.articles.iter().map(|(&language, article)| (language, &article.page)).collect();
        let pages = Pages { folder: format!("errors/{}", entry.id), form: &ARTICLE, pages };
        pages.check(catalog, problems);
        for (&language, page) in &pages.pages {
            check_title_language(page, &pages.file(language), problems);
        }
    }
}

fn check_entry(catalog: &Catalog, entry: &Entry, problems: &mut Vec<Problem>) {
    let file = format!("errors/{}/entry.toml", entry.id);
    check_facts(&file, &entry.verified, &entry.sources, problems);
    let mut problem = |what: String| problems.push(Problem::of_file(&file, what));
    if entry.near_misses.is_empty() {
        problem("has no [[near_miss]]".to_owned());
    }
    let shown = entry.samples.iter().filter(|sample| !sample.hidden).count();
    if !(FEWEST_SHOWN..=MOST_SHOWN).contains(&shown) {
        problem(format!("shows {shown} samples; {FEWEST_SHOWN} to {MOST_SHOWN} help the reader, the rest is `hidden`"));
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
