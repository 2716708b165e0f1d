//! The content is whole: what `mailclinic check` finds is found here too.

use std::collections::BTreeSet;

use mailclinic::catalog::{Catalog, Folders, lint};
use mailclinic::diagnose::lint_samples;

use super::server::catalog;

#[test]
fn the_content_has_no_problems() {
    let mut problems = lint(catalog());
    problems.extend(lint_samples(catalog()));
    let list: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(list.is_empty(), "{}", list.join("\n"));
}

#[test]
fn every_cause_has_an_entry_and_the_founding_errors_come_first() {
    let causes: BTreeSet<&str> = catalog().causes().iter().map(|cause| cause.id.as_str()).collect();
    let covered: BTreeSet<&str> = catalog().entries().iter().map(|entry| entry.cause.as_str()).collect();
    assert_eq!(causes, covered);
    let founding: Vec<u32> = catalog().entries().iter().take(11).map(|entry| entry.number).collect();
    assert_eq!(founding, (101..=111).collect::<Vec<u32>>());
}

/// A small catalog with one thing wrong each time.
fn with(path: &str, text: &str) -> Vec<String> {
    let cause = "[address]\nuser-unknown = { who = \"sender\", lasts = \"permanent\", is = \"x\" }\n";
    let entry = "number = 101\ncause = \"user-unknown\"\nverified = \"2026-11-24\"\n[[signature]]\nwords = ['no such user']\n[[sample]]\ntext = \"550 No such user\"\nfrom = \"x\"\n";
    let article = "+++\ntitle = \"T\"\nwhy = \"W\"\nmove = \"M\"\nagain = \"A\"\n+++\nAnswer.\n";
    let mut files = vec![
        ("causes.toml", cause),
        ("errors/a/entry.toml", entry),
        ("errors/a/en.md", article),
        ("ui/en.ftl", "x = y\n"),
    ];
    files.retain(|(known, _)| *known != path);
    files.push((path, text));
    let folders = Folders::of(files.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned())));
    match Catalog::of(&folders) {
        Ok(catalog) => lint(&catalog).iter().chain(&lint_samples(&catalog)).map(ToString::to_string).collect(),
        Err(problems) => problems.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn a_broken_file_is_named_with_its_line() {
    let entry = |rest: &str| format!("number = 101\ncause = \"user-unknown\"\nverified = \"2026-11-24\"\n{rest}");
    for (path, text, wanted) in [
        (
            "errors/a/entry.toml",
            "number = 101\ncause = \"no-such\"\nverified = \"x\"\n".to_owned(),
            "no cause of causes.toml",
        ),
        ("errors/b/entry.toml", entry(""), "number 101 is"),
        (
            "errors/a/entry.toml",
            entry("[[signature]]\nwords = ['full']\n"),
            "errors/a/entry.toml:5: every match needs a literal",
        ),
        ("errors/a/entry.toml", entry("[[signature]]\nwords = ['No such user']\n"), "no capital letters"),
        ("errors/a/entry.toml", entry("[[signature]]\nwords = ['no such (user']\n"), "not a wording's pattern"),
        ("errors/a/entry.toml", entry("[[sample]]\ntext = \"Hello\"\nfrom = \"x\"\n"), "lands on nothing"),
        ("errors/a/entry.toml", entry("colour = 1\n"), "unknown field"),
        ("errors/a/en.md", "No head.\n".to_owned(), "must open with a head"),
        (
            "errors/a/en.md",
            "+++\ntitle = \"T\"\nwhy = \"W\"\nmove = \"M\"\nagain = \"A\"\n+++\nA.\n\n## B\n".to_owned(),
            "en.md:9: a heading needs its anchor",
        ),
        (
            "errors/a/en.md",
            "+++\ntitle = \"T\"\nwhy = \"W\"\nmove = \"M\"\nagain = \"A\"\n+++\n[x](no-such)\n".to_owned(),
            "no-such",
        ),
        ("ui/en.ftl", "= broken\n".to_owned(), "ui/en.ftl"),
    ] {
        let problems = with(path, &text);
        assert!(problems.iter().any(|problem| problem.contains(wanted)), "{wanted:?} is not among {problems:?}");
    }
}
