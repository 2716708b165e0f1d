//! One error of the catalog: its `entry.toml`, and its articles.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Article, Language};
use crate::code::{ClientCode, EnhancedCode, ReplyCode};

/// An error that people meet: what is the same in all languages, and its article in each.
#[derive(Debug)]
pub struct Entry {
    /// The folder's name, and the end of the address.
    pub id: String,
    /// The short link; unique, and never used again.
    pub number: u32,
    /// An id of causes.toml.
    pub cause: String,
    /// Providers whose own error this is; empty for an error of everybody's.
    pub providers: Vec<String>,
    /// Mail programs that show it; empty for an error of servers.
    pub programs: Vec<String>,
    /// Enhanced status codes that such replies usually carry.
    pub status: Vec<EnhancedCode>,
    /// Reply codes that such replies usually carry.
    pub reply: Vec<ReplyCode>,
    /// Client codes that this entry explains.
    pub codes: Vec<ClientCode>,
    /// Neighbours, the nearest first: ids of entries.
    pub related: Vec<String>,
    /// When the facts were last held against the sources, `YYYY-MM-DD`.
    pub verified: String,
    /// Former ids, whose addresses lead here.
    pub old_ids: Vec<String>,
    /// Real texts that must land here.
    pub samples: Vec<Sample>,
    /// Texts that look like it and must not land here.
    pub near_misses: Vec<NearMiss>,
    /// Where the facts come from.
    pub sources: Vec<Source>,
    /// Its article in each language that has one.
    pub articles: BTreeMap<Language, Article>,
}

impl Entry {
    /// Whether the entry is about particular providers, programs or client codes rather than the cause in general.
    pub fn is_special(&self) -> bool {
        !(self.providers.is_empty() && self.programs.is_empty() && self.codes.is_empty())
    }

    /// The article in `language`, else in English, else in whatever language there is: `None` only for an entry without any,
    /// which the lint refuses.
    pub fn article(&self, language: Language) -> Option<&Article> {
        language.best_of(&self.articles)
    }
}

/// A real text of this error, masked.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sample {
    /// As a person would paste it.
    pub text: String,
    /// The system that says so; shown samples need it.
    #[serde(default)]
    pub from: String,
    /// Run in the tests, but not shown on the page.
    #[serde(default)]
    pub hidden: bool,
}

/// A text that a hasty rule would take for this error.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NearMiss {
    /// As a person would paste it.
    pub text: String,
    /// The entry where it lands instead, where that is certain.
    pub entry: Option<String>,
}

/// A page or standard that the facts rest on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its name, in its own language.
    pub title: String,
    /// Its address.
    pub url: String,
}
