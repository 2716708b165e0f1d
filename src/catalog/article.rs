//! An article: a page about an error, with the words of the verdict card in its head.

use std::ops::Deref;

use serde::Deserialize;

use super::page::{self, Page};
use super::{Language, Problem, body};

/// One language's page about an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// What it has in common with every page; an article is used as one.
    pub page: Page,
    /// The verdict card: why the message did not arrive.
    pub why: String,
    /// The verdict card: who has to do something.
    pub whose_move: String,
    /// The verdict card: whether to send again.
    pub again: String,
}

impl Deref for Article {
    type Target = Page;

    fn deref(&self) -> &Page {
        &self.page
    }
}

impl AsRef<Page> for Article {
    fn as_ref(&self) -> &Page {
        &self.page
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    title: String,
    why: String,
    #[serde(rename = "move")]
    whose_move: String,
    again: String,
    #[serde(default)]
    aliases: Vec<String>,
    reviewed: Option<String>,
}

impl Article {
    /// Reads an article. What is wrong with it goes to `problems`; `None` where not even a head can be read.
    pub fn read(file: &str, text: &str, language: Language, problems: &mut Vec<Problem>) -> Option<Self> {
        let (head, body_at) = page::read_head(file, text, problems)?;
        let Head { title, why, whose_move, again, aliases, reviewed } = head;
        let body = body::read(file, text, body_at, language, problems);
        Some(Self { page: Page::of(page::Head { title, aliases, reviewed }, body, language), why, whose_move, again })
    }
}
