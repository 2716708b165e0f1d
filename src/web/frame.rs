//! What stands around every page: words, links to its other languages, style and script.

use super::room::Room;
use super::state::State;
use crate::catalog::{Language, Words};
use crate::config::Site;

/// The frame of one page in one language.
pub struct Frame<'s> {
    /// The language that the page is in.
    pub language: Language,
    /// Its words.
    pub words: &'s Words,
    /// Whose site it is.
    pub site: &'s Site,
    /// The page in every language, this one too.
    pub editions: Vec<Edition<'s>>,
    /// The way down from the home page, without the page itself; empty where the page is not below it.
    pub crumbs: Vec<Signpost>,
    /// Whether search engines may list it.
    pub listing: Listing,
    state: &'s State,
}

/// A page in one language.
pub struct Edition<'s> {
    pub language: Language,
    /// The language's name in itself.
    pub name: String,
    /// `/ru/errors/user-unknown`
    pub path: String,
    site: &'s Site,
}

impl Edition<'_> {
    /// Its address as seen from elsewhere.
    pub fn link(&self) -> String {
        self.site.link(&self.path)
    }
}

/// The way to a page that this one is below, or beside.
pub struct Signpost {
    pub name: String,
    pub path: String,
}

/// Whether search engines may list a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listing {
    Listed,
    Unlisted,
}

impl<'s> Frame<'s> {
    /// The frame of the page at `/{language}/{rest}`.
    pub fn new(state: &'s State, language: Language, rest: &str, listing: Listing) -> Self {
        let edition = |&language: &Language| Edition {
            language,
            name: state.catalog.words(language).text("language-name", &[]),
            path: format!("/{language}/{rest}"),
            site: &state.site,
        };
        Self {
            language,
            words: state.catalog.words(language),
            site: &state.site,
            editions: state.catalog.languages().iter().map(edition).collect(),
            crumbs: Vec::new(),
            listing,
            state,
        }
    }

    /// The same below the home page and these rooms.
    pub fn below(mut self, rooms: Vec<Room>) -> Self {
        self.crumbs = vec![Signpost { name: self.say("home-link"), path: format!("/{}/", self.language) }];
        let rooms: Vec<Signpost> = rooms.into_iter().map(|room| self.signpost(room)).collect();
        self.crumbs.extend(rooms);
        self
    }

    /// The way to each room that has something in it.
    pub fn rooms(&self) -> Vec<Signpost> {
        Room::open(&self.state.catalog).map(|room| self.signpost(room)).collect()
    }

    fn signpost(&self, room: Room) -> Signpost {
        Signpost { name: self.say(&format!("nav-{}", room.word())), path: room.path(self.language) }
    }

    /// A message.
    pub fn say(&self, id: &str) -> String {
        self.words.text(id, &[])
    }

    /// A message with its variables.
    pub fn say_with(&self, id: &str, args: &[(&str, &str)]) -> String {
        self.words.text(id, args)
    }

    /// A message about `n` things.
    pub fn count(&self, id: &str, n: usize) -> String {
        self.words.count(id, n)
    }

    /// The name of a language in itself.
    pub fn name_of(&self, language: Language) -> String {
        self.state.catalog.words(language).text("language-name", &[])
    }

    /// Whether the page may be listed.
    pub fn is_listed(&self) -> bool {
        self.listing == Listing::Listed
    }

    /// The page's editions in other languages.
    pub fn others(&self) -> impl Iterator<Item = &Edition<'s>> {
        self.editions.iter().filter(|edition| edition.language != self.language)
    }

    /// This page's own edition.
    pub fn own(&self) -> Option<&Edition<'s>> {
        self.editions.iter().find(|edition| edition.language == self.language)
    }

    /// The address of a file of `static/`.
    pub fn asset(&self, name: &str) -> &str {
        self.state.assets.get(name).map_or("", |asset| &asset.url)
    }

    /// The hash of a file of `static/`.
    pub fn integrity(&self, name: &str) -> &str {
        self.state.assets.get(name).map_or("", |asset| &asset.integrity)
    }
}
