//! A small content folder that is whole: one error, one code, one provider, one program, one guide and one term.

use std::collections::BTreeMap;

const FACTS: &str =
    "verified = \"2026-11-24\"\n[[source]]\ntitle = \"RFC 5321\"\nurl = \"https://www.rfc-editor.org/rfc/rfc5321\"\n";

/// So many words, to make a page long enough, in paragraphs that are not too long.
fn words(count: usize) -> String {
    let paragraph = |words: &[&str]| words.join(" ");
    vec!["word"; count].chunks(100).map(paragraph).collect::<Vec<_>>().join("\n\n")
}

/// A page of these sections, each with some words; `{#do}` is followed by its steps.
fn page(head: &str, title: &str, anchors: &[&str], each: usize) -> String {
    let mut page = format!("+++\ntitle = \"{title}\"\n{head}+++\nThe answer.\n");
    for anchor in anchors {
        let (level, text) = match *anchor {
            "do" => ("##", "1. One step.\n".to_owned()),
            "sender" => ("###", "1. One step.\n2. Another step.\n".to_owned()),
            _ => ("##", words(each)),
        };
        page += &format!("\n{level} Heading {{#{anchor}}}\n{text}\n");
    }
    page
}

/// A folder with one of each, without problems.
pub fn whole() -> BTreeMap<String, String> {
    let verdict = "why = \"W\"\nmove = \"M\"\nagain = \"A\"\n";
    let article = ["see", "happened", "do", "sender", "wait", "not", "dont", "support"];
    let mut files = BTreeMap::new();
    let mut file = |path: &str, text: String| drop(files.insert(path.to_owned(), text));
    file("causes.toml", "[address]\nx = { who = \"sender\", lasts = \"permanent\", is = \"x\" }\n".to_owned());
    let sample = |code: u16| format!("[[sample]]\ntext = \"{code} No such user\"\nfrom = \"x\"\n");
    let signature = format!(
        "[[signature]]\nwords = ['no such user']\n{}{}{}[[near_miss]]\ntext = \"hello\"\n",
        sample(550),
        sample(551),
        sample(553)
    );
    file(
        "errors/a/entry.toml",
        format!("number = 101\ncause = \"x\"\nproviders = [\"p\"]\nprograms = [\"q\"]\n{FACTS}{signature}"),
    );
    file("codes/codes.toml", "[\"550\"]\nreference = \"RFC 5321\"\nurl = \"https://example.org/\"\n".to_owned());
    file("providers/p/provider.toml", format!("name = \"P\"\nerrors = [\"a\"]\n{FACTS}"));
    file("programs/q/program.toml", format!("name = \"Q\"\nerrors = [\"a\"]\n{FACTS}"));
    file("guides/g/guide.toml", format!("order = 1\nrelated = [\"a\"]\n{FACTS}"));
    file(
        "terms/terms.toml",
        "[t]\nsee = [\"a\", \"code:550\", \"provider:p\", \"program:q\", \"guide:g\"]\n".to_owned(),
    );
    for (language, title) in [("en", "Title"), ("ru", "Название")] {
        file(&format!("errors/a/{language}.md"), page(verdict, title, &article, 30));
        file(
            &format!("codes/{language}.toml"),
            "[\"550\"]\nname = \"n\"\nstandard = \"s\"\npractice = \"p\"\n".to_owned(),
        );
        let provider = page("", title, &["replies", "limits", "settings", "admin"], 40);
        file(&format!("providers/p/{language}.md"), provider);
        file(&format!("programs/q/{language}.md"), page("", title, &["copy", "messages", "settings"], 60));
        file(&format!("guides/g/{language}.md"), page("", title, &["one", "two"], 250));
        file(&format!("terms/{language}.toml"), "[t]\nname = \"n\"\ntext = \"What it means.\"\n".to_owned());
        file(&format!("ui/{language}.ftl"), "hello = Hello, { $name }\n".to_owned());
    }
    files
}
