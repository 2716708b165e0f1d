//! The pages, as a browser without script gets them.

use scraper::{Html, Selector};

use super::server::{catalog, get, paste, post};

fn texts(page: &str, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).expect("a constant selector");
    Html::parse_document(page)
        .select(&selector)
        .map(|found| found.text().collect::<String>().trim().to_owned())
        .collect()
}

const FULL: &str = "550 5.2.2 <anna@example.org>: mailbox is full";

#[test]
fn the_front_door_leads_to_the_readers_language() {
    for (headers, to) in [
        ("Accept-Language: ru-RU,ru;q=0.9,en;q=0.8\r\n", "/ru/"),
        ("Accept-Language: fr\r\n", "/en/"),
        ("Accept-Language: ru\r\nCookie: lang=en\r\n", "/en/"),
        ("", "/en/"),
    ] {
        let answer = get("/", headers);
        assert!((300..400).contains(&answer.status), "{headers:?}: {}", answer.status);
        assert_eq!(answer.header("location"), Some(to), "{headers:?}");
    }
}

#[test]
fn a_pasted_bounce_is_explained_in_both_languages() {
    for (language, word) in [("ru", "Нет"), ("en", "No")] {
        let answer = paste(language, FULL);
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        let strip = texts(&answer.body, "#verdict dd");
        assert_eq!(strip.len(), 4, "{strip:?}");
        assert!(strip[0].starts_with(word), "{strip:?}");
        assert!(texts(&answer.body, "#proof mark").iter().any(|words| words == "mailbox is full"));
        assert!(!texts(&answer.body, "#steps li").is_empty());
        assert_eq!(texts(&answer.body, "#handover textarea").len(), 2);
        assert!(texts(&answer.body, "#handover textarea").iter().all(|note| !note.contains("anna@")));
    }
}

#[test]
fn the_language_switch_on_a_result_keeps_the_paste() {
    let answer = paste("ru", FULL);
    let page = Html::parse_document(&answer.body);
    let selector = Selector::parse("form[action='/en/diagnose'] input[type=hidden]").expect("a constant selector");
    let field = page.select(&selector).next().expect("the switch is a form").value();
    let (name, value) = (field.attr("name").expect("it has a name"), field.attr("value").expect("it has a value"));
    let encoded: String = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let english = post("/en/diagnose", "application/x-www-form-urlencoded", format!("{name}={encoded}").as_bytes());
    assert!(texts(&english.body, "#proof mark").iter().any(|words| words == "mailbox is full"));
    assert!(english.body.contains("<html lang=\"en\">"));
}

#[test]
fn an_uploaded_file_is_read_whatever_its_charset() {
    let (bytes, _, _) = encoding_rs::KOI8_R.encode("Письмо не доставлено: почтовый ящик получателя переполнен");
    let body = [
        b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.eml\"\r\nContent-Type: message/rfc822\r\n\r\n".as_slice(),
        &bytes,
        b"\r\n--b--\r\n",
    ]
    .concat();
    let answer = post("/ru/diagnose", "multipart/form-data; boundary=b", &body);
    assert_eq!(answer.status, 200);
    assert!(texts(&answer.body, "#proof").concat().contains("переполнен"));
}

#[test]
fn every_printed_page_answers_in_its_language() {
    for entry in catalog().entries() {
        for language in ["en", "ru"] {
            let answer = get(&format!("/{language}/errors/{}", entry.id), "");
            assert_eq!(answer.status, 200, "{language} {}", entry.id);
            assert!(answer.body.contains(&format!("<html lang=\"{language}\">")));
            assert_eq!(texts(&answer.body, "h1").len(), 1);
        }
    }
    for path in ["/en/", "/ru/", "/en/errors/", "/ru/codes/", "/robots.txt", "/sitemap.xml", "/healthz", "/readyz"] {
        assert_eq!(get(path, "").status, 200, "{path}");
    }
}

#[test]
fn short_links_lead_to_the_article_in_one_hop() {
    for (path, to) in [("/101", "/ru/errors/user-unknown"), ("/errors/mailbox-full", "/ru/errors/mailbox-full")] {
        let answer = get(path, "Accept-Language: ru\r\n");
        assert!((300..400).contains(&answer.status));
        assert_eq!(answer.header("location"), Some(to));
    }
}

#[test]
fn a_wrong_address_offers_what_was_meant() {
    let answer = get("/en/errors/mailbox-ful", "");
    assert_eq!(answer.status, 404);
    assert!(answer.body.contains("/en/errors/mailbox-full"));
}

#[test]
fn every_page_carries_the_strict_headers() {
    for path in ["/en/", "/ru/errors/mailbox-full", "/en/nothing-here", "/healthz"] {
        let answer = get(path, "");
        let policy = answer.header("content-security-policy").unwrap_or_default();
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{path}");
    }
}

#[test]
fn pages_are_cached_and_compressed_by_what_the_browser_takes() {
    let plain = get("/en/errors/mailbox-full", "");
    let packed = get("/en/errors/mailbox-full", "Accept-Encoding: br\r\n");
    assert_eq!(plain.header("content-encoding"), None);
    assert_eq!(packed.header("content-encoding"), Some("br"));
    assert_ne!(plain.header("etag"), packed.header("etag"));
    let tag = packed.header("etag").expect("it has a tag").to_owned();
    let again = get("/en/errors/mailbox-full", &format!("Accept-Encoding: br\r\nIf-None-Match: {tag}\r\n"));
    assert_eq!((again.status, again.body.as_str()), (304, ""));
    assert_eq!(
        get("/en/errors/mailbox-full", "Accept-Encoding: br;q=0, gzip\r\n").header("content-encoding"),
        Some("gzip")
    );
}

#[test]
fn what_is_pasted_is_shown_and_never_run() {
    for attack in [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "</textarea><script>x</script>",
        "</pre><svg onload=x>",
    ] {
        let text = format!("550 mailbox is full {attack} <anna@example.org{attack}>");
        for language in ["en", "ru"] {
            let answer = paste(language, &text);
            assert!(!answer.body.contains(attack), "{attack} got through");
        }
    }
    let answer = paste("en", "550 mailbox is full \u{202e}evil\u{200b}");
    let proof = texts(&answer.body, "#proof").concat();
    assert!(proof.contains("U+202E") && !proof.contains('\u{202e}') && !proof.contains('\u{200b}'), "{proof}");
}
