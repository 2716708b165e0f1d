//! The rooms around the errors, on a portal of a small made-up folder: providers, programs, guides, terms.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use mailclinic::catalog::{Catalog, Folders};
use scraper::{ElementRef, Html, Selector};

use super::server::{Answer, get_from, send_to, start};
use super::small::whole;

const TABLES: &str = r#"hosts = ["p.example"]
domains = ["p.example"]
errors = ["a", "b"]
verified = "2026-11-24"
[[server]]
protocol = "imap"
host = "imap.p.example"
port = 993
encryption = "tls"
[[limit]]
what = "messages-per-day"
value = 2000
plan = "Pro"
[[limit]]
what = "mailbox-size"
value = 15
[[link]]
kind = "postmaster"
url = "https://postmaster.p.example/x"
[[link]]
kind = "status"
url = "https://status.p.example/"
[[source]]
title = "S"
url = "https://p.example/s"
"#;

/// The whole folder with the real words of the interface, and a second error that is everybody's.
fn folder() -> BTreeMap<String, String> {
    let mut files = whole();
    for language in ["en", "ru"] {
        let words = format!("{}/content/ui/{language}.ftl", env!("CARGO_MANIFEST_DIR"));
        let words = std::fs::read_to_string(words).expect("the words are there");
        files.insert(format!("ui/{language}.ftl"), words);
        let article = files[&format!("errors/a/{language}.md")].clone();
        let differs = "\n## Differs {#providers}\n- **P**: word. [A term](term:t), [a guide](guide:g).\n";
        files.insert(format!("errors/b/{language}.md"), article + differs);
    }
    let entry = files["errors/a/entry.toml"].replace("101", "102").replace("no such user", "mailbox is full");
    let entry =
        entry.replace("providers = [\"p\"]\nprograms = [\"q\"]\n", "").replace("No such user", "Mailbox is full");
    files.insert("errors/b/entry.toml".to_owned(), entry);
    files.insert("providers/p/provider.toml".to_owned(), format!("name = \"P\"\n{TABLES}"));
    files
}

fn catalog(files: BTreeMap<String, String>) -> Catalog {
    Catalog::of(&Folders::of(files)).unwrap_or_else(|problems| panic!("{problems:?}"))
}

static PORTAL: LazyLock<(String, Vec<String>)> = LazyLock::new(|| start(catalog(folder())));

fn page(path: &str) -> Html {
    let answer = get_from(&PORTAL.0, path, "");
    assert_eq!(answer.status, 200, "{path}");
    Html::parse_document(&answer.body)
}

fn texts(page: &Html, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).expect("a constant selector");
    let text = |found: ElementRef| {
        let text: String = found.text().collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    page.select(&selector).map(text).collect()
}

fn links(page: &Html, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).expect("a constant selector");
    page.select(&selector).filter_map(|link| link.value().attr("href")).map(str::to_owned).collect()
}

#[test]
fn every_room_is_led_to_and_opens_with_a_list() {
    for (language, other) in [("en", "ru"), ("ru", "en")] {
        let home = page(&format!("/{language}/"));
        for (room, below) in [("providers", "p"), ("programs", "q"), ("guides", "g")] {
            let path = format!("/{language}/{room}/");
            for place in [".site a", "#rooms a", "[aria-labelledby=ways] a"] {
                assert!(links(&home, place).contains(&path), "{place} does not lead to {path}");
            }
            let list = page(&path);
            assert_eq!(links(&list, ".cards a"), [format!("{path}{below}")]);
            let own = page(&format!("{path}{below}"));
            assert_eq!(links(&own, ".crumbs a"), [format!("/{language}/"), path.clone()]);
            assert_eq!(texts(&own, "h1").len(), 1);
            let switch = format!("/{other}/{room}/{below}?lang={other}");
            assert_eq!(links(&own, "a.switch"), [switch]);
            let canonical = format!("https://help.example.org{path}{below}");
            let sitemap = get_from(&PORTAL.0, "/sitemap.xml", "").body;
            assert!(sitemap.contains(&format!("<loc>{canonical}</loc>")));
            assert_eq!(links(&own, "link[rel=canonical]"), [canonical]);
            assert_eq!(links(&own, "link[hreflang]").len(), 2);
        }
        assert_eq!(links(&page(&format!("/{language}/codes/550")), ".crumbs a").len(), 2);
        assert_eq!(links(&page(&format!("/{language}/errors/a")), ".crumbs a").len(), 3);
    }
}

#[test]
fn a_providers_page_has_its_servers_limits_links_and_errors() {
    let page = page("/en/providers/p");
    let cells = |table: &str| texts(&page, &format!("table[aria-labelledby={table}] tbody tr > *"));
    assert_eq!(cells("settings"), ["Incoming mail, IMAP", "imap.p.example", "993, SSL/TLS"]);
    assert_eq!(cells("limits"), ["Messages a day", "2,000", "Pro", "Size of the mailbox", "15 GB", "any"]);
    assert_eq!(links(&page, "article .plain a"), ["https://postmaster.p.example/x"]);
    assert_eq!(links(&page, "[aria-labelledby=help] a"), ["https://status.p.example/"]);
    assert_eq!(links(&page, "[aria-labelledby=own] a"), ["/en/errors/a"]);
    assert_eq!(links(&page, "[aria-labelledby=general] a"), ["/en/errors/b"]);
    assert_eq!(texts(&page, "[aria-labelledby=sources] .small"), ["Checked against the sources on 24 November 2026"]);
}

#[test]
fn an_article_leads_to_the_providers_programs_and_guides_that_it_is_about() {
    let own = page("/ru/errors/a");
    assert_eq!(links(&own, "[aria-labelledby=owners] a"), ["/ru/providers/p", "/ru/programs/q"]);
    assert_eq!(links(&own, "[aria-labelledby=guides] a"), ["/ru/guides/g"]);
    let general = page("/ru/errors/b");
    assert!(links(&general, "article li a").contains(&"/ru/providers/p".to_owned()), "the provider's name is no link");
    assert!(links(&page("/ru/programs/q"), "[aria-labelledby=own] a").contains(&"/ru/errors/a".to_owned()));
}

#[test]
fn a_result_leads_to_the_provider_that_refused() {
    let text = "text=host+mx.p.example+said%3A+550+No+such+user";
    let head =
        "POST /en/diagnose HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded";
    let request = format!("{head}\r\nContent-Length: {}\r\n\r\n{text}", text.len());
    let result = Html::parse_document(&send_to(&PORTAL.0, request.as_bytes()).body);
    assert!(links(&result, "#facts a").contains(&"/en/providers/p".to_owned()), "{:?}", texts(&result, "#facts"));
}

#[test]
fn the_terms_stand_on_one_page_each_with_its_anchor() {
    let page = page("/en/terms/");
    assert_eq!(texts(&page, "h2#t"), ["n"]);
    assert_eq!(texts(&page, "[aria-labelledby=t] > p"), ["What it means."]);
    assert_eq!(
        links(&page, "[aria-labelledby=t] a"),
        ["/en/errors/a", "/en/codes/550", "/en/providers/p", "/en/programs/q", "/en/guides/g"]
    );
}

#[test]
fn every_link_and_anchor_of_every_page_is_alive() {
    let mut ids: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut wanted = Vec::new();
    for path in PORTAL.1.iter().filter(|path| path.starts_with("/en/") || path.starts_with("/ru/")) {
        let body = get_from(&PORTAL.0, path, "").body;
        let page = Html::parse_document(&body);
        let selector = Selector::parse("[id]").expect("a constant selector");
        let of_page: Vec<String> =
            page.select(&selector).filter_map(|found| found.value().attr("id")).map(str::to_owned).collect();
        let mut unique = of_page.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), of_page.len(), "an id stands twice on {path}: {of_page:?}");
        ids.insert(path.clone(), of_page);
        let absolute = |link: String| if link.starts_with('#') { format!("{path}{link}") } else { link };
        wanted.extend(links(&page, "a[href^='/'], a[href^='#']").into_iter().map(absolute));
    }
    assert!(wanted.len() > 200, "only {} links were seen", wanted.len());
    for link in wanted {
        let (path, anchor) = link.split_once('#').map_or((link.as_str(), None), |(path, id)| (path, Some(id)));
        let status = get_from(&PORTAL.0, path, "").status;
        assert!(status < 400, "{link} is dead");
        if let Some(anchor) = anchor {
            assert!(ids[path].iter().any(|id| id == anchor), "{link} has no such place");
        }
    }
}

#[test]
fn a_page_that_is_missing_in_a_language_falls_back_and_says_so() {
    let mut files = folder();
    for file in ["errors/a/ru.md", "providers/p/ru.md", "programs/q/ru.md", "guides/g/ru.md"] {
        files.remove(file);
    }
    let (address, _) = start(catalog(files));
    for path in ["errors/a", "providers/p", "programs/q", "guides/g"] {
        let answer: Answer = get_from(&address, &format!("/ru/{path}"), "");
        let page = Html::parse_document(&answer.body);
        assert_eq!((answer.status, texts(&page, "h1")), (200, vec!["Title".to_owned()]), "{path}");
        let notice = texts(&page, "[role=note]").concat();
        assert!(notice.contains("не написана") && notice.contains("English"), "{path}: {notice}");
        assert!(answer.body.contains("<article lang=\"en\">"), "{path}");
    }
}

#[test]
fn a_page_that_its_sibling_left_behind_leads_to_the_newer_one() {
    let mut files = folder();
    for (language, day) in [("en", "2026-11-01"), ("ru", "2026-11-24")] {
        for page in ["errors/a", "guides/g"] {
            let text = files.get_mut(&format!("{page}/{language}.md")).expect("it is there");
            *text = text.replacen("+++\n", &format!("+++\nreviewed = \"{day}\"\n"), 1);
        }
    }
    let (address, _) = start(catalog(files));
    for path in ["errors/a", "guides/g"] {
        let page = |language: &str| Html::parse_document(&get_from(&address, &format!("/{language}/{path}"), "").body);
        assert_eq!(links(&page("en"), "[role=note] a"), [format!("/ru/{path}")]);
        assert_eq!(texts(&page("ru"), "[role=note]"), Vec::<String>::new());
    }
}

#[test]
fn a_room_with_nothing_in_it_is_led_to_by_nothing() {
    let mut files = folder();
    files.retain(|path, _| !["programs/", "guides/", "terms/"].iter().any(|room| path.starts_with(room)));
    for path in ["providers/p/en.md", "providers/p/ru.md"] {
        files.remove(path);
    }
    for language in ["en", "ru"] {
        let text = files.get_mut(&format!("errors/b/{language}.md")).expect("it is there");
        *text = text.replace("[A term](term:t), [a guide](guide:g).", "");
    }
    let (address, printed) = start(catalog(files));
    let home = Html::parse_document(&get_from(&address, "/en/", "").body);
    assert_eq!(links(&home, "#rooms a"), ["/en/errors/", "/en/codes/"]);
    assert!(printed.iter().all(|path| !path.contains("/guides/") && !path.contains("/providers/")));
    assert_eq!(get_from(&address, "/en/guides/", "").status, 404);
}

#[test]
fn a_misspelt_provider_is_offered() {
    let answer = get_from(&PORTAL.0, "/en/providers/titel", "");
    assert_eq!(answer.status, 404);
    assert!(links(&Html::parse_document(&answer.body), "#nearest a").contains(&"/en/providers/p".to_owned()));
}
