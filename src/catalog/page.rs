//! A page of the catalog in one language: Markdown with a TOML head → title, the answer, and sections by anchor.
//!
//! The head stands between two `+++` lines; the `body` is read by one reader for every kind of page.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::body::{self, Body};
use super::{Language, Problem, Target};

/// One language's page: of a provider, a program or a guide, and the greater part of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The language that it is written in.
    pub language: Language,
    /// What people search for.
    pub title: String,
    /// What people call it.
    pub aliases: Vec<String>,
    /// When it was last brought up to its siblings in other languages, `YYYY-MM-DD`, where the author says so.
    pub reviewed: Option<String>,
    /// The first paragraph as plain text: the answer in a sentence.
    pub answer: String,
    /// The paragraphs before the first heading as HTML.
    pub answer_html: String,
    /// The sections, in order.
    pub sections: Vec<Section>,
    /// The whole body as the author wrote it, without the head.
    pub markdown: String,
    /// Where it links to on the site.
    pub links: Vec<Pointer>,
}

/// What stands under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The same in every language.
    pub anchor: String,
    /// 2 or 3.
    pub level: u8,
    /// The heading's words.
    pub heading: String,
    /// What stands under it, up to the next heading, as HTML.
    pub html: String,
    /// The same as the author wrote it.
    pub markdown: String,
    /// Number of steps: items of its numbered lists.
    pub steps: usize,
}

/// A link to a page of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pointer {
    /// Where it leads.
    pub target: Target,
    /// The line of the file that it stands in, counted from 1.
    pub line: usize,
}

/// The head of a page that has no more to say there.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Head {
    pub title: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    pub reviewed: Option<String>,
}

impl Page {
    /// The section of that anchor.
    pub fn section(&self, anchor: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.anchor == anchor)
    }

    /// Whether `sibling`, the same page in another language, was brought up to date after this one.
    pub fn is_behind(&self, sibling: &Self) -> bool {
        matches!((&self.reviewed, &sibling.reviewed), (Some(own), Some(other)) if own < other)
    }

    /// Reads a page. What is wrong with it goes to `problems`; `None` where not even a head can be read.
    pub fn read(file: &str, text: &str, language: Language, problems: &mut Vec<Problem>) -> Option<Self> {
        let (head, body_at) = read_head(file, text, problems)?;
        Some(Self::of(head, body::read(file, text, body_at, language, problems), language))
    }

    /// A page put together from what was read.
    pub(super) fn of(head: Head, body: Body, language: Language) -> Self {
        let Head { title, aliases, reviewed } = head;
        let Body { answer, answer_html, sections, markdown, links } = body;
        Self { language, title, aliases, reviewed, answer, answer_html, sections, markdown, links }
    }
}

impl AsRef<Self> for Page {
    fn as_ref(&self) -> &Self {
        self
    }
}

/// The head, and the byte where the body starts.
pub(super) fn read_head<H: DeserializeOwned>(
    file: &str,
    text: &str,
    problems: &mut Vec<Problem>,
) -> Option<(H, usize)> {
    let Some((head, rest)) = text.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++\n")) else {
        problems.push(Problem::at(file, text, 0, "the page must open with a head between two `+++` lines"));
        return None;
    };
    match toml::from_str(head) {
        Ok(head) => Some((head, text.len() - rest.len())),
        Err(error) => {
            let offset = error.span().map_or(0, |span| span.start) + "+++\n".len();
            problems.push(Problem::at(file, text, offset, error.message()));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(head: &str) -> Option<Page> {
        Page::read("x/en.md", &format!("+++\n{head}+++\nAnswer.\n"), Language::ENGLISH, &mut Vec::new())
    }

    #[test]
    fn the_older_of_two_dated_siblings_is_behind() {
        let page = |head: &str| read(head).expect("the head is whole");
        let old = page("title = \"T\"\nreviewed = \"2026-01-31\"\n");
        let new = page("title = \"T\"\nreviewed = \"2026-02-01\"\n");
        let undated = page("title = \"T\"\n");
        assert!(old.is_behind(&new) && !new.is_behind(&old) && !new.is_behind(&new));
        assert!(!undated.is_behind(&new) && !old.is_behind(&undated));
    }

    #[test]
    fn only_an_article_has_a_verdict_in_its_head() {
        assert!(read("title = \"T\"\nwhy = \"W\"\n").is_none());
    }
}
