//! The rooms of the portal: what the navigation and the home page lead to, and the list that a room opens with.

use askama::Template;

use super::cached::Sheet;
use super::frame::{Frame, Listing};
use super::link::Link;
use super::state::State;
use crate::catalog::{Catalog, Language};

/// A room. One that is empty is led to by nothing, and has no page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    Errors,
    Providers,
    Programs,
    Codes,
    Guides,
    Terms,
}

impl Room {
    /// In the order of the navigation.
    const ALL: [Self; 6] = [Self::Errors, Self::Providers, Self::Programs, Self::Codes, Self::Guides, Self::Terms];

    /// The rooms that have something in them.
    pub fn open(catalog: &Catalog) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|room| room.len(catalog) > 0)
    }

    /// The word in its address, and the end of its messages' ids.
    pub fn word(self) -> &'static str {
        match self {
            Self::Errors => "errors",
            Self::Providers => "providers",
            Self::Programs => "programs",
            Self::Codes => "codes",
            Self::Guides => "guides",
            Self::Terms => "terms",
        }
    }

    /// Its address in a language.
    pub fn path(self, language: Language) -> String {
        format!("/{language}/{}/", self.word())
    }

    /// How many pages or terms it has.
    pub fn len(self, catalog: &Catalog) -> usize {
        match self {
            Self::Errors => catalog.entries().len(),
            Self::Providers => catalog.providers().iter().filter(|provider| !provider.pages.is_empty()).count(),
            Self::Programs => catalog.programs().iter().filter(|program| !program.pages.is_empty()).count(),
            Self::Codes => catalog.code_pages().len(),
            Self::Guides => catalog.guides().iter().filter(|guide| !guide.pages.is_empty()).count(),
            Self::Terms => catalog.terms().len(),
        }
    }

    /// The list that the room opens with, in each language.
    pub fn sheets(self, state: &State, links: fn(&Catalog, Language) -> Vec<Link<'_>>) -> Vec<Sheet> {
        if self.len(&state.catalog) == 0 {
            return Vec::new();
        }
        let sheet = |&language: &Language| {
            Sheet::page(self.path(language), move |state| {
                let frame =
                    Frame::new(state, language, &format!("{}/", self.word()), Listing::Listed).below(Vec::new());
                let (title, lead) = (format!("{}-title", self.word()), format!("{}-lead", self.word()));
                let (title, lead) = (frame.say(&title), frame.say(&lead));
                Ok(RoomPage { title, lead, links: links(&state.catalog, language), frame }.render()?)
            })
        };
        state.catalog.languages().iter().map(sheet).collect()
    }
}

#[derive(Template)]
#[template(path = "room.html")]
struct RoomPage<'s> {
    frame: Frame<'s>,
    title: String,
    lead: String,
    links: Vec<Link<'s>>,
}
