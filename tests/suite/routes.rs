//! The list of addresses: each answers, refuses what it does not take, and is described.

use std::collections::BTreeSet;

use mailclinic::web::ROUTES;
use scraper::{Html, Selector};

use super::server::{catalog, get, paste, send};

/// An address of the pattern that exists; `None` where the catalog has none yet.
fn example(pattern: &str) -> Option<String> {
    let code = catalog().code_pages().first().map(|page| page.code.to_string());
    let style = link(&get("/en/", "").body, "link[rel=stylesheet]");
    let room = pattern.split('/').nth(2).unwrap_or_default();
    let id = match room {
        "providers" => &catalog().providers().iter().find(|provider| !provider.pages.is_empty())?.id,
        "programs" => &catalog().programs().first()?.id,
        "guides" => &catalog().guides().first()?.id,
        "terms" => &catalog().terms().first()?.id,
        _ => "mailbox-full",
    };
    if pattern.contains("{code}") && code.is_none() {
        return None;
    }
    Some(
        pattern
            .replace("{lang}", "en")
            .replace("{id}", id)
            .replace("{number}", "101")
            .replace("{code}", &code.unwrap_or_default())
            .replace("/static/{name}", &style),
    )
}

fn link(page: &str, selector: &str) -> String {
    let selector = Selector::parse(selector).expect("a constant selector");
    let page = Html::parse_document(page);
    let link = page.select(&selector).next().expect("the page has such a link");
    link.value().attr("href").or(link.value().attr("src")).expect("it leads somewhere").to_owned()
}

fn length(path: &str, headers: &str) -> usize {
    let answer = get(path, headers);
    assert_eq!(answer.status, 200, "{path}");
    answer.header("content-length").and_then(|length| length.parse().ok()).expect("it has a length")
}

#[test]
fn every_address_answers_and_refuses_other_methods() {
    for route in ROUTES {
        let Some(path) = example(route.path) else { continue };
        if route.methods.contains(&"GET") {
            let status = get(&path, "").status;
            assert!(status < 400, "{path}: {status}");
        }
        let request = format!("DELETE {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        let refused = send(request.as_bytes());
        assert_eq!(refused.status, 405, "DELETE {path}");
        assert_eq!(refused.header("allow"), Some(route.methods.join(", ").as_str()), "{path}");
    }
}

#[test]
fn the_api_description_tells_of_every_address_and_no_other() {
    let body = get("/api/openapi.json", "").body;
    let document: serde_json::Value = serde_json::from_str(&body).expect("it is JSON");
    let described: BTreeSet<&str> =
        document["paths"].as_object().expect("it has paths").keys().map(String::as_str).collect();
    let listed: BTreeSet<&str> =
        ROUTES.iter().map(|route| route.path).filter(|path| path.starts_with("/api/")).collect();
    assert_eq!(described, listed);
}

#[test]
fn a_head_request_gets_the_headers_alone() {
    for path in ["/en/", "/healthz", "/en/errors/mailbox-full.json"] {
        let head = send(format!("HEAD {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").as_bytes());
        let full = get(path, "");
        assert_eq!((head.status, head.body.as_str()), (200, ""), "{path}");
        assert_eq!(head.header("content-length"), full.header("content-length"), "{path}");
        assert_eq!(head.header("etag"), full.header("etag"), "{path}");
    }
}

#[test]
fn a_misspelt_address_leads_to_the_page_in_one_hop() {
    for (path, to) in [
        ("/en", "/en/"),
        ("/ru/errors", "/ru/errors/"),
        ("/en/errors/mailbox-full/", "/en/errors/mailbox-full"),
        ("/en/errors/Mailbox-Full", "/en/errors/mailbox-full"),
        ("/EN/Codes", "/en/codes/"),
    ] {
        let answer = get(path, "");
        assert_eq!((answer.status, answer.header("location")), (301, Some(to)), "{path}");
    }
}

#[test]
fn a_redirect_never_leads_to_another_site() {
    for path in ["//evil.example/", "/%2f%2fevil.example", "/\\evil.example", "//evil.example/en/errors/mailbox-full/"]
    {
        let to = get(path, "").header("location").unwrap_or("/").to_owned();
        assert!(to.starts_with('/') && !to.starts_with("//"), "{path} leads to {to}");
    }
}

#[test]
fn choosing_a_language_is_remembered_and_leaves_a_plain_address() {
    let chosen = get("/ru/errors/mailbox-full?lang=ru", "");
    assert_eq!((chosen.status, chosen.header("location")), (303, Some("/ru/errors/mailbox-full")));
    let cookie = chosen.header("set-cookie").expect("the choice is kept").to_owned();
    assert!(cookie.starts_with("lang=ru;") && cookie.contains("SameSite=Lax") && cookie.contains("Secure"), "{cookie}");
    assert_eq!(get("/ru/errors/mailbox-full?lang=xx", "").header("set-cookie"), None);
}

#[test]
fn the_first_article_weighs_at_most_thirty_kilobytes() {
    let packed = "Accept-Encoding: br\r\n";
    let heaviest = catalog()
        .entries()
        .iter()
        .flat_map(|entry| ["en", "ru"].map(|language| length(&format!("/{language}/errors/{}", entry.id), packed)));
    let page = get("/ru/errors/mailbox-full", "").body;
    let parts = ["link[rel=stylesheet]", "link[rel=icon]", "script"].map(|part| length(&link(&page, part), packed));
    let weight = heaviest.max().expect("there are articles") + parts.iter().sum::<usize>();
    assert!(weight <= 30_000, "{weight} bytes");
}

#[test]
fn style_is_kept_for_good_and_an_older_pages_style_is_still_found() {
    let style = link(&get("/en/", "").body, "link[rel=stylesheet]");
    assert!(get(&style, "").header("cache-control").is_some_and(|kept| kept.contains("immutable")));
    let old = get("/static/site-00000000.css", "");
    assert_eq!((old.status, old.header("location")), (301, Some(style.as_str())));
}

#[test]
fn the_sitemap_lists_each_page_with_its_other_language() {
    let map = get("/sitemap.xml", "").body;
    assert!(map.contains("<loc>https://help.example.org/ru/errors/mailbox-full</loc>"));
    assert!(map.contains("hreflang=\"en\" href=\"https://help.example.org/en/errors/mailbox-full\""));
    assert!(get("/robots.txt", "").body.contains("Sitemap: https://help.example.org/sitemap.xml"));
}

#[test]
fn every_spelling_of_a_code_leads_to_its_page() {
    let Some(page) = catalog().code_pages().iter().find(|page| page.code.to_string() == "0x800ccc0e") else { return };
    for written in ["0X800CCC0E", "800ccc0e", "0%C3%97800CCC0E"] {
        let answer = get(&format!("/en/codes/{written}"), "");
        assert_eq!(answer.header("location"), Some(format!("/en/codes/{}", page.code).as_str()), "{written}");
    }
}

#[test]
fn no_link_on_a_page_is_dead() {
    let selector = Selector::parse("a[href^='/']").expect("a constant selector");
    let mut links = BTreeSet::new();
    let mut pages: Vec<String> = ["en", "ru"].iter().map(|language| get(&format!("/{language}/"), "").body).collect();
    pages.extend(["en", "ru"].iter().map(|language| get(&format!("/{language}/errors/"), "").body));
    pages.push(paste("en", "550 5.1.1 <a@example.org>: User unknown").body);
    for entry in catalog().entries() {
        pages.extend(["en", "ru"].iter().map(|language| get(&format!("/{language}/errors/{}", entry.id), "").body));
    }
    let with_page = catalog().providers().iter().filter(|provider| !provider.pages.is_empty());
    let rooms = with_page.map(|provider| format!("providers/{}", provider.id));
    let rooms = rooms.chain(catalog().programs().iter().map(|program| format!("programs/{}", program.id)));
    let rooms = rooms.chain(catalog().guides().iter().map(|guide| format!("guides/{}", guide.id)));
    for path in rooms {
        pages.extend(["en", "ru"].iter().map(|language| get(&format!("/{language}/{path}"), "").body));
    }
    for page in &pages {
        let page = Html::parse_document(page);
        links.extend(page.select(&selector).filter_map(|link| link.value().attr("href")).map(str::to_owned));
    }
    assert!(links.len() > 100, "only {} links were seen", links.len());
    for link in links {
        let path = link.split('#').next().unwrap_or_default();
        let is_code_before_its_catalog = path.contains("/codes/") && catalog().code_pages().is_empty();
        assert!(is_code_before_its_catalog || get(path, "").status < 400, "{link} is dead");
    }
}
