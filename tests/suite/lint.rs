//! Each check of the lint is seen to fail: a small whole folder, and one thing spoilt in it each time.

use std::collections::BTreeMap;

use mailclinic::catalog::{Catalog, Folders, lint};

use super::small::whole;

fn problems(files: BTreeMap<String, String>) -> Vec<String> {
    match Catalog::of(&Folders::of(files)) {
        Ok(catalog) => lint(&catalog).iter().map(ToString::to_string).collect(),
        Err(problems) => problems.iter().map(ToString::to_string).collect(),
    }
}

/// The problems of the whole folder with `from` become `to` in one file.
fn spoilt(path: &str, from: &str, to: &str) -> Vec<String> {
    let mut files = whole();
    let text = files.get_mut(path).expect("the file is there");
    assert!(text.contains(from), "{path} has no {from:?}");
    *text = text.replacen(from, to, 1);
    problems(files)
}

#[test]
fn the_whole_folder_has_no_problems() {
    assert_eq!(problems(whole()), Vec::<String>::new());
}

#[test]
fn each_fault_is_found_and_named() {
    let day = "verified = \"2026-11-24\"";
    let source = "[[source]]\ntitle = \"RFC 5321\"\nurl = \"https://www.rfc-editor.org/rfc/rfc5321\"\n";
    let long = format!("\n\n{}\n\n", "long ".repeat(200));
    let server =
        "[[server]]\nprotocol = \"imap\"\nhost = \"imap.example.org\"\nport = 993\nencryption = \"tls\"\n[[source]]";
    for (path, from, to, wanted) in [
        // Facts of every room.
        ("errors/a/entry.toml", day, "verified = \"soon\"", "is no day"),
        ("errors/a/entry.toml", source, "", "has no [[source]]"),
        ("providers/p/provider.toml", day, "", "is no day"),
        ("providers/p/provider.toml", source, "", "has no [[source]]"),
        ("programs/q/program.toml", day, "verified = \"2026-13-01\"", "is no day"),
        ("programs/q/program.toml", source, "", "has no [[source]]"),
        ("guides/g/guide.toml", day, "verified = \"\"", "is no day"),
        ("guides/g/guide.toml", source, "", "has no [[source]]"),
        // References.
        ("errors/a/entry.toml", "[\"p\"]", "[\"no-such\"]", "`no-such` is no provider"),
        ("errors/a/entry.toml", "[\"q\"]", "[\"no-such\"]", "`no-such` is no program"),
        ("providers/p/provider.toml", "[\"a\"]", "[\"no-such\"]", "`no-such` is no entry"),
        ("programs/q/program.toml", "[\"a\"]", "[\"no-such\"]", "`no-such` is no entry"),
        ("guides/g/guide.toml", "[\"a\"]", "[\"no-such\"]", "`no-such` is no entry"),
        ("terms/terms.toml", "guide:g", "guide:no-such", "`guide:no-such` is not there"),
        ("terms/terms.toml", "guide:g", "shop:x", "is no entry's id"),
        // Links in pages, each with its line.
        ("guides/g/en.md", "The answer.", "[x](no-such)", "guides/g/en.md:4: links to `no-such`"),
        ("guides/g/en.md", "The answer.", "[x](code:5.9.9)", "links to `code:5.9.9`"),
        ("guides/g/en.md", "The answer.", "[x](provider:no-such)", "links to `provider:no-such`"),
        ("errors/a/ru.md", "The answer.", "[x](program:no-such)", "errors/a/ru.md:7: links to `program:no-such`"),
        ("providers/p/en.md", "The answer.", "[x](guide:no-such)", "links to `guide:no-such`"),
        ("programs/q/en.md", "The answer.", "[x](term:no-such)", "links to `term:no-such`"),
        ("guides/g/en.md", "The answer.", "[x](#no-such)", "`#no-such` is no section"),
        ("guides/g/en.md", "The answer.", "[x](shop:x)", "is no entry's id"),
        // Sections by kind.
        ("errors/a/en.md", "{#wait}", "{#weight}", "has no section {#wait}"),
        ("errors/a/en.md", "### Heading {#sender}", "## Heading {#sender}", "{#sender} is a heading of level 3"),
        ("errors/a/en.md", "### Heading {#sender}\n", "", "has steps for nobody"),
        ("providers/p/en.md", "{#replies}", "{#answers}", "has no section {#replies}"),
        ("providers/p/en.md", "{#replies}", "{#limits}", "not in the order of the form"),
        ("programs/q/ru.md", "{#copy}", "{#messages}", "has no section {#copy}"),
        ("programs/q/ru.md", "{#settings}", "{#more}", "{#more} is no section of the form"),
        ("guides/g/en.md", "{#two}", "{#one}", "{#one} stands twice"),
        // Siblings.
        ("guides/g/ru.md", "{#two}", "{#three}", "has other sections than its sibling en.md"),
        ("errors/a/ru.md", "2. Another step.\n", "", "{#sender} has 1 steps, en.md has 2"),
        // Words.
        ("guides/g/en.md", "The answer.", &long, "a paragraph is longer than"),
        ("terms/en.toml", "What it means.", long.trim(), "a paragraph is longer than"),
        ("providers/p/en.md", &"word ".repeat(39), "", "has 135 words; 150 to 550"),
        ("guides/g/ru.md", "Название", "Title", "the title is not in Russian"),
        ("terms/ru.toml", "[t]\nname = \"n\"\ntext = \"What it means.\"\n", "", "`t` has no words"),
        ("terms/ru.toml", "What it means.", "", "`t` has no name or no text"),
        ("terms/ru.toml", "[t]", "[u]", "`u` is no term of terms.toml"),
        ("codes/ru.toml", "[\"550\"]", "[\"551\"]", "`550` has no words"),
        ("ui/ru.ftl", "hello =", "bye =", "ui/ru.ftl: has no words for `hello`"),
        ("ui/ru.ftl", "{ $name }", "you", "`hello` lacks { $name }"),
    ] {
        let found = spoilt(path, from, to);
        assert!(found.iter().any(|problem| problem.contains(wanted)), "{path}: {wanted:?} is not among {found:?}");
    }
    let mut files = whole();
    let provider = files.get_mut("providers/p/provider.toml").expect("it is there");
    *provider = provider.replace("[[source]]", server);
    for language in ["en", "ru"] {
        let text = files.get_mut(&format!("providers/p/{language}.md")).expect("it is there");
        *text = text.replace("{#settings}", "{#admin}").replacen("## Heading {#admin}", "", 1);
    }
    let found = problems(files);
    assert!(found.iter().any(|problem| problem.contains("no section {#settings} for the [[server]]")), "{found:?}");
}

#[test]
fn each_page_is_missed_in_each_language() {
    for folder in ["errors/a", "providers/p", "programs/q", "guides/g"] {
        for language in ["en", "ru"] {
            let file = format!("{folder}/{language}.md");
            let mut files = whole();
            files.remove(&file);
            assert_eq!(problems(files), [format!("{file}: is missing")]);
        }
    }
}

#[test]
fn a_sibling_that_was_left_behind_is_named() {
    let mut files = whole();
    for (language, day) in [("en", "2026-11-24"), ("ru", "2026-11-01")] {
        let text = files.get_mut(&format!("errors/a/{language}.md")).expect("it is there");
        *text = text.replacen("why =", &format!("reviewed = \"{day}\"\nwhy ="), 1);
    }
    let behind = "errors/a/ru.md: is behind its sibling: reviewed on 2026-11-01, en.md on 2026-11-24";
    assert_eq!(problems(files), [behind]);
    let found = spoilt("guides/g/en.md", "+++\ntitle", "+++\nreviewed = \"lately\"\ntitle");
    assert!(found.iter().any(|problem| problem.contains("reviewed = `lately` is no day")), "{found:?}");
}

#[test]
fn a_provider_without_a_page_is_asked_for_nothing() {
    let mut files = whole();
    files.insert("providers/z/provider.toml".to_owned(), "name = \"Z\"\nhosts = [\"example.net\"]\n".to_owned());
    assert_eq!(problems(files), Vec::<String>::new());
}

#[test]
fn rooms_that_are_not_there_are_not_missed() {
    let mut files = whole();
    files.retain(|path, _| !["programs/", "guides/", "terms/"].iter().any(|room| path.starts_with(room)));
    assert_eq!(problems(files), Vec::<String>::new());
}
